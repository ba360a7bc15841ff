# Sweeps of fleets: what is only billed is priced, what is simulated is drawn once for all points, and both give what
# `run --set` gives; hosts that a factor names are looked for among all devices.
. tests/cli/lib.sh
fleet='platforms/fleets/phones.xml deployments/fleet-phones.xml'
small='--set class.phone.count=300 --set server.active=20 --set server.rounds=3'
columns='time_s energy_j host_energy_j link_energy_j carbon_g embodied_g uplink_byte downlink_byte rounds'

value() { # file, row below the header, column
    awk -F, -v row="$2" -v name="$3" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) column = i }
        NR == row + 1 { print column ? $column : "no column " name }' "$1"
}
same_as_runs() { # simulations, points, factors as KEY=LOW..HIGH UNIT; then more arguments
    simulations=$1 points=$2 key=$3 range=$4 unit=$5
    shift 5
    # shellcheck disable=SC2086
    run sweep $fleet $small --points "$points" --factor "$key=$range" --format csv --jobs 1 --verbose "$@"
    want_status 0
    want_err "^wattfleet: $simulations simulations?\$"
    cp "$scratch/out" "$scratch/points"
    row=1
    while [ $row -le "$points" ]; do
        # shellcheck disable=SC2086
        run run $fleet $small --set "$key=$(value "$scratch/points" $row "$key")$unit" --format json --quiet "$@"
        want_status 0
        for column in $columns; do
            found=$(sed -n "s/^  \"$column\": \([^,]*\),*\$/\1/p" "$scratch/out")
            awk -v a="$found" -v b="$(value "$scratch/points" $row "A.$column")" \
                'BEGIN { d = a - b; d = d < 0 ? -d : d; exit !(a != "" && d <= 1e-12 * (a < 0 ? -a : a)) }' ||
                fail "$key, point $row: $column is $(value "$scratch/points" $row "A.$column"), of a run $found"
        done
        row=$((row + 1))
    done
}
same_as_runs 1 3 region.poland.carbon_intensity '500 g/kWh..800 g/kWh' ' g/kWh'
same_as_runs 1 3 class.phone.embodied_carbon '10 kg..80 kg' ' g'
same_as_runs 1 3 access.mobile-4g.airtime_wattage '1 W..3 W' ' W'
same_as_runs 1 3 node.server-0.pue 1.1..1.9 ''
same_as_runs 1 3 zone.germany.pue 1..1.5 ''
same_as_runs 3 3 learner.local-epochs 2..9 ''
same_as_runs 3 3 class.phone.count 200..300 ''
same_as_runs 3 3 access.mobile-4g.latency '10 ms..50 ms' ' s'
# all devices at once: none can be drawn
same_as_runs 3 3 server.active 298..300 ''

# among all devices: the same as on the platform that the fleet becomes
# shellcheck disable=SC2086
{
    run fleet platforms/fleets/phones.xml --set class.phone.count=300 -o "$scratch/platform.xml"
    want_status 0
    factor='host.phone-*.speed=times=0.5..2'
    run sweep $fleet $small --points 3 --design grid --factor "$factor" --format csv --jobs 1
    want_status 0
    cp "$scratch/out" "$scratch/fleet"
    [ "$(awk -F, 'NR > 1 { print $5 }' "$scratch/fleet" | sort -u | wc -l)" = 3 ] ||
        fail "three speeds give three times: $(cut -d, -f 1-6 "$scratch/fleet")"
    run sweep "$scratch/platform.xml" deployments/fleet-phones.xml --set server.active=20 --set server.rounds=3 --points 3 \
        --design grid --factor "$factor" --format csv --jobs 1
    want_status 0
    cmp -s "$scratch/out" "$scratch/fleet" || fail "the fleet's points differ from those of its platform"

    # a fleet of 10^8 is swept as one that is drawn; what names its hosts cannot be
    run sweep platforms/fleets/phones.xml deployments/fleet-phones.xml --set class.phone.count=1e8 --set server.active=20 \
        --set server.rounds=2 --points 3 --factor region.poland.carbon_intensity='500 g/kWh..800 g/kWh' --verbose
    want_status 0
    want_err '^wattfleet: 3 simulations$'
    run sweep platforms/fleets/phones.xml deployments/fleet-phones.xml --set class.phone.count=1e8 --set server.active=20 \
        --set server.rounds=2 --points 3 --factor 'host.phone-*.accelerators=1..2'
    want_status 3
}
finish
