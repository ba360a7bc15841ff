# A sweep gives what a plain loop of `compare --set` over its points gives, to 1e-12: factors that are
# simulated, priced, of one deployment alone, drawn from a list, items of lists of watts.
. tests/cli/lib.sh
centralised=deployments/unet3d-kits19-centralised.xml
federated=deployments/unet3d-kits19-federated.xml
columns='time_s energy_j host_energy_j link_energy_j carbon_g embodied_g uplink_byte downlink_byte exchange_byte flop accelerator_hours rounds epochs'

cell() { # file, row (from 1, below the header), column
    awk -v row="$2" -v name="$3" '
        { n = 0; rest = $0
          while (length(rest)) { # cells, quoted where they hold commas
              n++
              if (substr(rest, 1, 1) == "\"") { match(rest, /^"([^"]|"")*"/); c[n] = substr(rest, 2, RLENGTH - 2) }
              else { match(rest, /^[^,]*/); c[n] = substr(rest, 1, RLENGTH) }
              rest = substr(rest, RLENGTH + 2)
          } }
        NR == 1 { for (i = 1; i <= n; i++) if (c[i] == name) column = i; if (!column) { print "no column " name; exit } }
        NR == row + 1 { print c[column] }' "$1"
}
close_to() { # what, found, expected
    awk -v a="$2" -v b="$3" 'BEGIN { d = a - b; m = a < 0 ? -a : a; exit !(d <= 1e-12 * m && -d <= 1e-12 * m) && (a != b) }' ||
        fail "$1: the sweep has '$2', the loop '$3'"
}
loop() { # points, then arguments of the sweep; factors stand in $factors, a key a word
    points=$1
    shift
    run sweep platforms/grenoble.xml $centralised $federated --label B=fed --points "$points" --quiet --format csv "$@"
    want_status 0
    cp "$scratch/out" "$scratch/points"
    [ "$(awk 'END { print NR - 1 }' "$scratch/points")" = "$points" ] || fail "$points points"
    row=1
    while [ $row -le "$points" ]; do
        set --
        for key in $factors; do
            set -- "$@" --set "$key=$(cell "$scratch/points" $row "$key")$(unit_of "$key")"
        done
        run compare platforms/grenoble.xml $centralised $federated --label B=fed --quiet --format csv "$@"
        want_status 0
        for column in $columns; do
            close_to "point $row, A.$column" "$(cell "$scratch/points" $row "A.$column")" "$(cell "$scratch/out" 1 $column)"
            close_to "point $row, fed.$column" "$(cell "$scratch/points" $row "fed.$column")" "$(cell "$scratch/out" 2 $column)"
        done
        row=$((row + 1))
    done
}
unit_of() {
    case $1 in
    *carbon_intensity) echo ' g/kWh' ;;
    *embodied_carbon) echo ' g' ;;
    *lifetime) echo ' s' ;;
    *wall_constant) echo ' W' ;;
    *bandwidth) echo Bps ;;
    *access) echo ' J/byte' ;;
    esac
}

factors='zone.datacentre.pue zone.grenoble.carbon_intensity zone.edge.embodied_carbon zone.edge.lifetime
zone.edge.wall_factor zone.edge.wall_constant zone.edge.attribution network.lan.marginal.access'
loop 6 --factor zone.datacentre.pue=1.1..1.56 --factor 'zone.grenoble.carbon_intensity=20 g/kWh..400 g/kWh' \
    --factor 'zone.edge.embodied_carbon=16 kg..71 kg' --factor 'zone.edge.lifetime=3 year..6 year' \
    --factor zone.edge.wall_factor=1..1.2 --factor 'zone.edge.wall_constant=1 W..4 W' \
    --factor zone.edge.attribution=0.1..0.9 --factor 'network.lan.marginal.access=1e-9 J/byte..1e-7 J/byte'

factors='workload.samples zone.edge.pue fed:server.passes-ratio fed:learner.local-epochs link.jetson-*.bandwidth
server.active zone.edge.efficiency'
loop 6 --factor workload.samples=100..300 --factor zone.edge.pue=1..1.6 \
    --factor fed:server.passes-ratio=1.1..23,centre=4.9,shape=lognormal --factor 'fed:learner.local-epochs=1|2|5' \
    --factor 'link.jetson-*.bandwidth=1 MB/s..100 MB/s,shape=log-uniform' --factor server.active=3..8 \
    --factor 'zone.edge.efficiency=5 %..15 %,centre=9 %,shape=triangular'
finish
