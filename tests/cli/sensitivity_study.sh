# A study in a file: its design, its store, more inputs than Sobol's sequence serves, proxies of energy.
. tests/cli/lib.sh
root=$(pwd)
study() { # design
    cat >"$scratch/study.xml" <<X
<study version="1">
  <platform file="$root/platforms/grenoble.xml"/>
  <deployment label="centralised" file="$root/deployments/unet3d-kits19-centralised.xml"/>
  <deployment label="federated" file="$root/deployments/unet3d-kits19-federated.xml"/>
  <factor key="zone.datacentre.pue" low="1.1" high="1.56" source="test"/>
  <factor key="zone.edge.pue" low="1" high="1.6" source="test"/>
  $1
</study>
X
}
same() { cmp -s "$scratch/$1" "$scratch/$2" || fail "$1 and $2 differ"; }

# the design of the study; a store that 'sweep' filled is not played again
study '<design kind="sobol" points="500"/>'
run sensitivity "$scratch/study.xml" --quiet --format json
want_status 0
want_out '^  "points": ?256,$' # 8 x (2 + 2) x 8; twice is too many
cp "$scratch/out" "$scratch/first"
run sweep "$scratch/study.xml" --store "$scratch/store" --quiet
want_status 0
run sensitivity "$scratch/study.xml" --store "$scratch/store" --verbose --format json
want_status 0
want_err '^wattfleet: 0 simulations$'
cp "$scratch/out" "$scratch/second"
same first second
run sensitivity "$scratch/study.xml" --method morris --store "$scratch/store" --quiet
want_status 3
want_err 'design'
# --method wins over the design of the study, whose points are then not those of the method
run sensitivity "$scratch/study.xml" --method oat --quiet
want_status 0
want_out '; 2 inputs, 23 points$'
study '<design kind="lhs" points="500"/>'
run sensitivity "$scratch/study.xml"
want_status 3
want_err "study.xml: a design lhs does not tell inputs apart; say --method sobol, morris or oat"
run sensitivity "$scratch/study.xml" --method morris --quiet
want_status 0
want_out '; 2 inputs, 60 points$'

# 24 inputs: Morris' effects choose 20, the others are one. Those that change nothing here are among the others.
set --
for prop in pue=1..1.6 wall_factor=1..1.2 utilisation=0.5..1 'lifetime=3 year..6 year' 'embodied_carbon=16 kg..71 kg' \
    'wall_constant=1 W..3 W'; do
    for zone in datacentre edge on-premises mobile-4g; do
        set -- "$@" --factor "zone.$zone.$prop"
    done
done
run sensitivity platforms/grenoble.xml deployments/unet3d-kits19-federated.xml "$@" --quiet --points 1000 --store "$scratch/many" \
    --format json
want_status 0
want_out '"name": ?"the rest \(4 inputs\)"'
[ "$(grep -c '"rest": *true' "$scratch/out")" = 1 ] || fail "one input is the rest"
[ "$(sed -n '/"inputs"/,/"responses"/p' "$scratch/out" | grep -c '"rest"')" = 21 ] || fail "expected 21 inputs"
[ -f "$scratch/many.screening" ] || fail "the screening has no store of its own"
sed -n '/"rest (4 inputs)"/,/"rest"/p' "$scratch/out" | grep -q edge && fail "the rest holds what counts"
run sensitivity platforms/grenoble.xml deployments/unet3d-kits19-federated.xml "$@" --quiet --points 1000 --store "$scratch/many"
want_status 0
want_narrow
want_out "^Sobol's indices: shares of the variance, with 95 % intervals; 21 inputs, 736 points; Morris'"
want_out '^zone.edge.pue '

# what both sweeps warn of is said once
run sensitivity platforms/grenoble.xml deployments/mnist-cnn-federated.xml "$@" --set server.rounds=2 --set server.index-bits=16 \
    --points 1000
want_status 0
[ "$(grep -c "'index-bits' changes nothing" "$scratch/err")" = 1 ] || fail "a warning is said twice, or not at all"

# proxies: three deployments of other workloads
run sensitivity platforms/grenoble.xml deployments/unet3d-kits19-centralised.xml deployments/unet3d-kits19-federated.xml \
    deployments/mnist-cnn-federated.xml --set C:server.rounds=3 --factor zone.edge.pue=1..1.6 --method oat --points 5 --quiet
want_status 0
want_narrow
want_out '^Rank correlation of energy with its proxies, among 3 deployments$'
[ "$(grep -n '^Rank correlation' "$scratch/out" | cut -d: -f1)" -lt 5 ] || fail 'proxies do not come before the tables'
want_out '^parameters +'
want_out '^bytes +'

# all points fail: nothing is said
run sensitivity platforms/grenoble.xml deployments/unet3d-kits19-federated.xml --factor server.active=11..20 --method oat \
    --points 5 --quiet
want_status 4
want_err 'of 5 points 5 failed, and 0 were not played: nothing can be said'
finish
