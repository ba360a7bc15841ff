# What does not change time is never simulated again: a thousand points over figures of the account take one
# simulation a deployment; a factor of one deployment simulates that one alone; a selection or a battery that looks at
# energy makes watts part of the simulation.
. tests/cli/lib.sh
pair='platforms/grenoble.xml deployments/unet3d-kits19-centralised.xml deployments/unet3d-kits19-federated.xml'
simulations() { # expected number, then arguments
    number=$1
    shift
    run sweep "$@" --jobs 1 --verbose
    want_status 0
    want_err "^wattfleet: $number simulations?\$"
    want_out ' done$'
}
# shellcheck disable=SC2086
{
    simulations 2 $pair --points 1000 --factor zone.datacentre.pue=1.1..1.56 --factor zone.edge.pue=1..1.6 \
        --factor 'zone.grenoble.carbon_intensity=20 g/kWh..400 g/kWh' --factor zone.edge.utilisation=0.2..1 \
        --factor 'host.jetson-*.wattage_per_state.0.all=20 W..30 W' \
        --factor 'host.jetson-*.wattage_per_state.0.idle=6 W..7 W' \
        --factor 'network.lan.marginal.access=0 J/byte..1e-8 J/byte'
    simulations 1 platforms/grenoble.xml deployments/mnist-cnn-federated.xml --points 5 --set server.rounds=3 \
        --factor 'link.phone-*.wattage_range.busy=1 W..2 W'
    simulations 6 $pair --points 5 --factor B:server.rounds=10..20,shape=uniform --factor zone.edge.pue=1..1.6
    simulations 5 platforms/grenoble.xml deployments/unet3d-kits19-federated.xml --points 5 --set server.rounds=5 \
        --set server.active=5 --set server.selection=least-energy --factor zone.edge.pue=1..1.6
    simulations 5 platforms/grenoble.xml deployments/unet3d-kits19-hierarchical.xml --points 5 --set server.rounds=2 \
        --set gateway.active=1 --set gateway.selection=least-energy --factor zone.edge.pue=1..1.6
    simulations 5 platforms/grenoble.xml deployments/unet3d-kits19-federated.xml --points 5 --set server.rounds=5 \
        --set 'host.jetson-*.j-per-sample=100 J' --factor zone.edge.wall_factor=1..1.2
    simulations 1 platforms/grenoble.xml deployments/unet3d-kits19-federated.xml --points 5 --set server.rounds=5 \
        --set server.active=5 --set server.selection=least-energy --factor 'zone.edge.lifetime=3 year..6 year'
    # hourly intensities weigh joules as they are drawn: what they are multiplied by later is priced
    three='platforms/three-grids.xml deployments/three-grids-poland'
    simulations 1 $three.xml --points 5 --set trainer.epochs=2 --factor zone.poland-datacentre.pue=1..1.5 \
        --factor 'zone.poland-datacentre.embodied_carbon=2000 kg..3000 kg' --factor zone.poland-datacentre.share=0.1..1
    simulations 5 $three.xml --points 5 --set trainer.epochs=2 \
        --factor 'host.poland-dc.wattage_per_state.1.all=3300 W..3400 W'
    simulations 5 $three-delayed.xml --points 5 --set trainer.epochs=2 --factor zone.poland-datacentre.pue=1..1.5
    simulations 5 platforms/phones.xml deployments/resnet18-cifar10-phones-batteries.xml --points 5 \
        --set server.rounds=3 --factor zone.home-wifi.wall_factor=1.1..1.4
}

# Watts are priced from seconds by power state: three values of a range give what they give as a list, whose items are
# simulated, also where a host works in several pstates in one phase (trials with an evaluation).
energies() { # values of the factor, then arguments
    values=$1
    shift
    run sweep platforms/grenoble.xml "$@" --points 3 --design grid --format csv --quiet --jobs 1 \
        --factor "host.dc-0.wattage_per_state.1.all=$values"
    want_status 0
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "A.energy_j") column = i } NR > 1 { print $4, $column }' \
        "$scratch/out"
}
same_as_list() {
    energies '3300 W..3400 W' "$@" >"$scratch/priced"
    energies "$(awk '{ printf "%s%s W", (NR > 1 ? "|" : ""), $1 }' "$scratch/priced")" "$@" >"$scratch/simulated"
    [ "$(awk '{ print $2 }' "$scratch/priced" | sort -u | wc -l)" = 3 ] || fail "three energies: $(cat "$scratch/priced")"
    paste "$scratch/priced" "$scratch/simulated" |
        awk '{ d = $2 - $4; if (d > 1e-12 * $4 || -d > 1e-12 * $4) wrong = 1 } END { exit wrong || NR != 3 }' ||
        fail "priced and simulated differ: $(paste "$scratch/priced" "$scratch/simulated")"
}
same_as_list deployments/unet3d-kits19-centralised.xml --set trainer.epochs=30
same_as_list deployments/unet3d-kits19-centralised.xml --set trainer.epochs=30 --set trainer.trials=2 \
    --set trainer.evaluation-pstate=unet3d-kits19-evaluation
finish
