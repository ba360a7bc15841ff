#!/bin/sh
# slurm.array: the array script that ships, on a real Slurm (cluster.sh). Shards of a sweep are killed,
# requeued and submitted again; merged, they are the rows of one sweep without Slurm.
#   array.sh WATTFLEET
# Status 77 where no Slurm can be started here.
set -u
case $1 in /*) WATTFLEET=$1 ;; *) WATTFLEET=$PWD/$1 ;; esac
export WATTFLEET
scratch=$(mktemp -d)
cluster=$scratch/cluster
mkdir "$cluster"
. tests/slurm/cluster.sh
trap 'stop_cluster; rm -rf "$scratch"' EXIT
failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}
start_cluster || {
    echo "skipped: $why"
    exit 77
}

points=24
# about a tenth of a second a point: a task can be met at work
set -- platforms/jetson-cluster.xml deployments/jetson-fedavg.xml --engine simgrid \
    --set server.rounds=2000 --factor 'server.round-overhead=1 s..20 s' --points $points
store=$scratch/study.sqlite

submit() { # options of sbatch, then the arguments of the script; prints the job's number
    sbatch --parsable --export=ALL --chdir="$PWD" --output="$scratch/%A_%a.log" "$@"
}
states() { # of the tasks of job $1
    scontrol -o show job "$1" | sed 's/.*JobState=\([A-Z]*\).*/\1/' | sort | uniq -c | xargs
}
await_end() { # of all jobs
    for _ in $(seq 240); do
        [ -z "$(squeue -h -o %i)" ] && return 0
        # a requeued task would wait two minutes
        for task in $(squeue -h -o '%i %r' | sed -n 's/ BeginTime$//p'); do
            scontrol update "JobId=$task" StartTime=now
        done
        sleep 0.5
    done
    fail "jobs do not end: $(squeue)"
}
await_start() { # of the task $1 for the time $2; who asks again where Slurm lost it does as its user would
    # slurmd refuses a task that is started again within the second of its end ("already killed"); each requeue counts
    for _ in 1 2 3; do
        grep -q "on .*, start [$2-9]" "$scratch/$1.log" && return 0
        echo "task $1 was not started: $(states "$1"); requeued again"
        scontrol requeue "$1"
        await_end
    done
    fail "task $1 is not started: $(tail -n 20 "$cluster/slurmd.log")"
}
await_line() { # a line like $2 in the file $1
    for _ in $(seq 120); do
        grep -q "$2" "$1" 2>/dev/null && return 0
        sleep 0.25
    done
    fail "no '$2' in $1: $(cat "$1" 2>&1)"
}
await_file() {
    for _ in $(seq 120); do
        [ -s "$1" ] && return 0
        sleep 0.25
    done
    fail "there is no $1"
}

"$WATTFLEET" sweep "$@" --jobs 1 --quiet --store "$scratch/alone.sqlite" --format csv \
    --output "$scratch/alone.csv" || fail 'the sweep without Slurm'

# ---- three shards on two processors; one is killed and requeued, one comes to its time limit ----
job=$(submit --array=1-3 deployments/studies/sweep.slurm "$store" "$@")
await_file "$store.1-of-3"
await_file "$store.2-of-3"
scontrol requeue "${job}_1" || fail 'task 1 cannot be requeued'
scancel --batch --signal=USR1 "${job}_2" || fail 'task 2 cannot be signalled'
await_end
await_start "${job}_1" 2
await_start "${job}_2" 2
[ "$(states "$job")" = '3 COMPLETED' ] || fail "states: $(states "$job"); $(cat "$scratch"/*.log)"
for task in 1 2; do
    await_line "$scratch/${job}_$task.log" "shard $task of 3 on .*, start [2-9]"
    await_line "$scratch/${job}_$task.log" "shard $task of 3 ended with status 0"
done
await_line "$scratch/${job}_2.log" 'shard 2 of 3 is requeued before its time limit'
grep -q 'start 2' "$scratch/${job}_3.log" && fail 'task 3 was started twice'
"$WATTFLEET" sweep merge "$store" "$store".*-of-3 || fail 'the shards cannot be merged'
"$WATTFLEET" sweep "$@" --quiet --store "$store" --format csv --output "$scratch/merged.csv" ||
    fail 'the merged store is not that of the sweep'
cmp "$scratch/alone.csv" "$scratch/merged.csv" || fail 'merged rows differ from those of one sweep'

# ---- a task that is lost is named, and submitted again ----
rm "$store" "$store.2-of-3"
"$WATTFLEET" sweep merge "$store" "$store".*-of-3 2>"$scratch/err" && fail 'a shard was not missed'
grep -q 'points 8 to 15 are not there (8 of 24; shard 2 of 3)' "$scratch/err" ||
    fail "the missing shard is not named: $(cat "$scratch/err")"
job=$(SHARDS=3 submit --array=2 deployments/studies/sweep.slurm "$store" "$@")
await_end
"$WATTFLEET" sweep merge "$store" "$store".*-of-3 || fail 'the shards cannot be merged again'
"$WATTFLEET" sweep "$@" --quiet --store "$store" --format csv --output "$scratch/again.csv" ||
    fail 'the store that was merged again is not that of the sweep'
cmp "$scratch/alone.csv" "$scratch/again.csv" || fail 'rows differ after a task was run again'

# ---- what is wrong is said, and nothing is computed ----
job=$(submit --array=2-3 deployments/studies/sweep.slurm "$store.x" "$@")
await_end
await_line "$scratch/${job}_2.log" 'the array is not 1-N; .* set SHARDS'
job=$(submit deployments/studies/sweep.slurm "$store.x" "$@")
await_end
await_line "$scratch/${job}_4294967294.log" 'this is no task of an array'
[ "$(states "$job")" = '1 FAILED' ] || fail "without an array: $(states "$job")"
ls "$store".x* 2>/dev/null && fail 'a store was made by a task that is none'
exit $failed
