# `sweep`: its page, JSON and CSV, mistakes of the command line, points that fail, a store that is gone on with, a process
# of it that dies.
. tests/cli/lib.sh
pair='platforms/grenoble.xml deployments/unet3d-kits19-centralised.xml deployments/unet3d-kits19-federated.xml'
federated='platforms/grenoble.xml deployments/unet3d-kits19-federated.xml --set server.rounds=5'
pue='--factor zone.edge.pue=1..1.6'

# shellcheck disable=SC2086
{
    run sweep $pair --label B=federated --points 20 $pue --factor B:server.rounds=10..50 --jobs 2
    want_status 0
    want_narrow
    want_out '^20 points of a design lhs over 2 factors: 20 done$'
    want_out '^energy +A '
    want_out '^federated / A +energy '

    # the median of three levels of PUE is the middle one; energy is proportional to it where one host has it
    run sweep platforms/grenoble.xml deployments/unet3d-kits19-centralised.xml --points 3 --design grid \
        --set trainer.epochs=5 --set zone.on-premises.pue=1 --factor zone.datacentre.pue=1..2 --format json
    want_status 0
    want_out '"schema": "wattfleet.sweep/1"'
    want_out '"design": "grid"'
    want_out '"done": 3'
    want_out '"key": "zone.datacentre.pue"'

    # a point that fails says why, and the others are there
    run sweep $federated --points 5 --design grid --factor server.active=8..12 --format csv
    want_status 0
    want_out '^0,done,,8,'
    want_out "^4,failed,.*active.*: 12 is more than its 10 learners"
    run sweep $federated --points 5 --design grid --factor server.active=8..12
    want_out '^5 points .*: 3 done, 2 failed$'
    want_out '^failed: 2 points, 3 first: '

    # what points failed for is one reason where but its numbers differ
    run sweep $federated --points 10 --design grid --factor server.active=8..17
    want_out '^10 points .*: 3 done, 7 failed$'
    want_out '^failed: 7 points, 3 first: .*: 11 is more than its 10 learners'
    [ "$(grep -c '^failed:' "$scratch/out")" = 1 ] || fail "one reason: $(cat "$scratch/out")"
    run sweep $federated --points 10 --design grid --factor server.active=8..17 --format json
    want_out '^      "points": 7,$'

    # what is not varied, and why, where all that nobody names is
    run sweep $federated --points 2 --format json
    want_status 0
    want_out '^      "why": "'
    run sweep $federated --points 2 $pue --format json
    grep -A1 '^  "not_varied"' "$scratch/out" | grep -q '^  \]' || fail 'a factor that is named leaves nothing aside'

    # a store that is there is gone on with: its points are not played again
    run sweep $federated --points 30 $pue --store "$scratch/store" --shard 1/2 --verbose
    want_status 0
    want_out 'shard 1 of 2: 15 done$'
    run sweep $federated --points 30 $pue --store "$scratch/store" --shard 1/2 --verbose
    want_status 0
    want_err '^wattfleet: 0 simulations$'
    run sweep $federated --points 31 $pue --store "$scratch/store" --shard 1/2
    want_status 3
    want_err 'points'

    # the time that a sweep may take ends it between points; it can be gone on with
    run sweep $federated --points 1000 --factor workload.samples=100..300 --store "$scratch/stopped" --max-time 0.2 \
        --format json
    want_status 0
    want_out '"partial": true'
    run sweep $federated --points 1000 --factor workload.samples=100..300 --store "$scratch/stopped"
    want_status 0
    want_out ': 1000 done$'

    run sweep $federated $pue
    want_status 2
    want_err 'how many points\? Say --points N'
    run sweep $federated --points 10 # without a factor: all that is not known
    want_status 0
    want_out '^10 points of a design lhs over [0-9]+ factors: 10 done'
    want_err 'figures are not varied, as nothing bounds them'
    run sweep platforms/grenoble.xml --points 10 $pue
    want_status 2
    want_err 'is no study'
    for wrong in 0/2 3/2 1/0 2 x/2 1/2x; do
        run sweep $federated --points 10 $pue --shard $wrong
        want_status 2
        want_err "^wattfleet: --shard '$wrong': expected I/N"
    done
    run sweep $federated --points 10 $pue --design sobl
    want_status 2
    want_err "did you mean 'sobol'"
    run sweep $federated --points 1e12 $pue
    want_status 3
    run sweep merge "$scratch/whole"
    want_status 2

    # a process of it that is killed ends the sweep with the cause; what was stored stays
    "$WATTFLEET" sweep platforms/grenoble.xml deployments/mnist-cnn-federated.xml --points 5000 --jobs 1 --quiet \
        --store "$scratch/killed" --factor learner.speed-factor=0.5..2 >"$scratch/out" 2>"$scratch/err" &
    program=$!
    worker=
    tries=0
    while [ -z "$worker" ] && [ $tries -lt 100 ]; do
        sleep 0.1
        worker=$(cat /proc/$program/task/$program/children 2>/dev/null | awk '{ print $1 }')
        tries=$((tries + 1))
    done
    kill -KILL "$worker"
    wait $program
    status=$?
    want_status 1
    want_err 'a process of the sweep was ended by signal 9'
}
finish
