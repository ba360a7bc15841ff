# What a sweep says of its own effort, and that points do not depend on whether SimGrid's platform was loaded for them:
# a process loads it once, and plays the points to come from there.
. tests/cli/lib.sh
pair='platforms/grenoble.xml deployments/unet3d-kits19-federated.xml --set server.rounds=3 --engine simgrid'
number() { # key of the JSON on stdout
    sed -n "s/^ *\"$1\": \([0-9.e+-]*\),\{0,1\}\$/\1/p" "$scratch/out"
}
# shellcheck disable=SC2086
{
    run sweep $pair --points 20 --factor workload.samples=100..300 --jobs 1 --verbose --format json
    want_status 0
    [ "$(number simulations)" = 20 ] || fail "20 simulations: $(number simulations)"
    awk -v s="$(number simulation_s)" -v c="$(number cpu_s)" -v e="$(number elapsed_s)" \
        'BEGIN { exit !(s > 0 && s < c && e > 0) }' ||
        fail "simulation_s $(number simulation_s), cpu_s $(number cpu_s), elapsed_s $(number elapsed_s)"
    want_err '^wattfleet: 20 simulations$'
    want_err '^wattfleet: [0-9.e-]+ s of CPU time in simulation, [0-9.]+ % of [0-9.]+ s$'

    # points that a store has take none
    run sweep $pair --points 2 --factor workload.samples=100..300 --store "$scratch/store"
    run sweep $pair --points 2 --factor workload.samples=100..300 --store "$scratch/store" --format json
    want_status 0
    [ "$(number simulations)" = 0 ] && [ "$(number simulation_s)" = 0 ] || fail "a store that is full was played again"

    # the last point, alone in its shard, is the last of a sweep in which the platform was held
    run sweep $pair --points 20 --factor workload.samples=100..300 --factor zone.edge.pue=1..1.6 --jobs 1 --format csv
    want_status 0
    cp "$scratch/out" "$scratch/whole"
    run sweep $pair --points 20 --factor workload.samples=100..300 --factor zone.edge.pue=1..1.6 --jobs 1 --format csv \
        --shard 20/20
    want_status 0
    [ "$(tail -n 1 "$scratch/whole")" = "$(tail -n 1 "$scratch/out")" ] || fail "the last point differs alone"
    run sweep $pair --points 20 --factor workload.samples=100..300 --factor zone.edge.pue=1..1.6 --jobs 2 --format csv
    cmp -s "$scratch/whole" "$scratch/out" || fail "two processes have other rows than one"

    # a factor that changes what SimGrid reads: each point gets its own platform
    run sweep $pair --points 4 --factor 'link.jetson-*.bandwidth=1 MB/s..100 MB/s' --jobs 1 --format csv
    want_status 0
    [ "$(awk -F, 'NR > 1 { print $5 }' "$scratch/out" | sort -u | wc -l)" = 4 ] ||
        fail "four bandwidths give four times: $(cat "$scratch/out")"
}

# About 64 of the samples are audited, as their values say: of those that share a process and of those that need
# one each, however many processes there are.
pair='platforms/grenoble.xml deployments/unet3d-kits19-federated.xml --set server.rounds=3 --format json'
audited() { # least, most, then arguments
    least=$1 most=$2
    shift 2
    # shellcheck disable=SC2086
    run sweep $pair "$@"
    want_status 0
    count=$(number audited)
    [ "$count" -ge "$least" ] && [ "$count" -le "$most" ] || fail "$count audited, $least to $most wanted: $*"
}
bandwidths='link.*.bandwidth=1 MB/s..100 MB/s'
for factor in "$bandwidths" 'host.jetson-*.speed.0=1 Tf..9 Tf' 'workload.samples=100..100000'; do
    audited 40 90 --points 128 --factor "$factor" # 64 expected, standard deviation 5.7
done
audited 0 0 --points 128 --factor "$bandwidths" --no-audit
audited 20 20 --points 20 --factor "$bandwidths"
audited 10 10 --points 10 --factor "$bandwidths" --engine simgrid
audited 0 0 --points 10 --factor "$bandwidths" --engine simgrid --no-audit
audited 40 90 --points 128 --factor "$bandwidths" --jobs 2
whole=$count
audited 10 60 --points 128 --factor "$bandwidths" --shard 1/2 --jobs 1
half=$count
audited 10 60 --points 128 --factor "$bandwidths" --shard 2/2
[ $((half + count)) = "$whole" ] || fail "halves have $half and $count audited, the whole $whole"
finish
