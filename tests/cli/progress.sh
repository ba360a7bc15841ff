# Progress goes to stderr alone, and --quiet silences it. A job of many rounds is ended as soon as its
# bar is seen, on a terminal that script(1) makes.
. tests/cli/lib.sh
command -v script >/dev/null || exit 77
job="platforms/jetson-cluster.xml deployments/jetson-fedavg.xml --set server.rounds=500000 --engine simgrid"
start() { # arguments: of the job
    script -qec "exec '$WATTFLEET' run $job $* >'$scratch/out'" "$scratch/typed" >/dev/null 2>&1 </dev/null &
    pid=$!
}
stop() {
    kill "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
}
start
waited=0
while ! grep -q 'learner-rounds/s, .* left' "$scratch/typed" 2>/dev/null && [ "$waited" -lt 300 ]; do
    sleep 0.1
    waited=$((waited + 1))
done
stop
grep -Eq '\[[# ]{5,30}\] +[0-9]+ %, [0-9]+ of 500000 rounds, [0-9.]+ [kM] learner-rounds/s, .* left' "$scratch/typed" || fail 'a terminal shows no bar'
want_no_out
start --quiet
sleep "$((waited / 10 + 1))"
stop
! grep -q 'left' "$scratch/typed" || fail '--quiet shows a bar'
# no terminal: nothing within a run of seconds
# shellcheck disable=SC2086
run run $jetson
want_status 0; ! grep -q 'simulated' "$scratch/out" "$scratch/err" || fail 'a short run shows progress'
finish
