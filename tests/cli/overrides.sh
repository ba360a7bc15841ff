. tests/cli/lib.sh
energy() { sed -n 's/^  "energy_j": \(.*\),/\1/p' "$scratch/out"; }
# shellcheck disable=SC2086
run run $jetson --format json
base=$(energy)
for set in 'server.rounds=3' 'learner.local-epochs=2' 'workload.parameters=2e7' \
    'host.jetson-1.wattage_per_state=9:9:30' 'host.jetson-5.speed=100Gf' 'host.jetson-?.attribution=0' \
    'zone.jetson-cluster.pue=1.2' 'link.*-up.bandwidth=1MBps' 'link.jetson-3-up.wattage_range=1:5' \
    'host.jetson-4.wall_factor=1.5' 'host.jetson-4.wall_constant=3 W'; do
    # shellcheck disable=SC2086
    run run $jetson --format json --set "$set"
    want_status 0
    [ "$(energy)" != "$base" ] || fail "--set $set is ignored"
done
# shellcheck disable=SC2086
run run $jetson --set host.jetson-5.speed=-1Gf
want_status 2; want_err 'is negative'
finish
