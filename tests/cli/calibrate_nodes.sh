# Several nodes of one run. Three nodes that are cold at 20, 21 and 22 W and work at 100, 104 and 96 W; one
# begins 5 s later, is read every 2 s and ends at 499 s. Their mean is 21 W and 100 W, and the interval of three nodes has
# t(2) = 4.3027: 21 +- 4.3027 x 1 / sqrt(3) = 2.484, 100 +- 4.3027 x 4 / sqrt(3) = 9.937.
. tests/cli/lib.sh
cd "$scratch" || exit 1
mkdir run
node() { # FILE OFFSET STEP COLD WORK START
    awk -v offset="$2" -v step="$3" -v cold="$4" -v work="$5" -v start="$6" 'BEGIN {
        print "time,power (W)"
        for (t = offset; t <= 500; t += step) printf "%.1f,%g\n", start + t, (t < 100 || t > 400 ? cold : work)
    }' >"$1"
}
node run/node_0.csv 0 1 20 100 1700000000
node run/node_1.csv 0.3 1 21 104 1700000000
node run/node_2.csv 5 2 22 96 1700000000
run calibrate train=run --meter wall
want_status 0; want_narrow
want_out '^run/node_0\.csv and 2 more +csv +1,?249 '
want_out '^run/node_0\.csv: 3 logs taken for the nodes of one run: the figures are of one node'
want_out 'at the times of node_2'; want_out '[ ;]6 s in which'
want_out '^idle, cold +- +21 +18\.516 to 23\.484 +this run only$'
want_out '^work +train +100 +90\.063 to 109\.94 +this run only$'

# said, in any order: the same; the log of events is of all nodes, and its rate is divided
events() {
    echo ':::MLLOG {"time_ms": 1700000100000, "event_type": "INTERVAL_START", "key": "run_start", "value": null, "metadata": {}}'
    for b in 1 2 3; do
        echo ":::MLLOG {\"time_ms\": 1700000${b}00000, \"event_type\": \"INTERVAL_START\", \"key\": \"block_start\", \"value\": null, \"metadata\": {}}"
        echo ":::MLLOG {\"time_ms\": 1700000$((b + 1))00000, \"event_type\": \"POINT_IN_TIME\", \"key\": \"tracked_stats\", \"value\": {\"throughput\": $((b == 1 ? 150 : 300))}, \"metadata\": {}}"
    done
    echo ':::MLLOG {"time_ms": 1700000400000, "event_type": "INTERVAL_END", "key": "run_stop", "value": null, "metadata": {}}'
}
events >run/result.txt
run calibrate train=run/node_2.csv+run/node_0.csv+run/node_1.csv --format json
want_status 0
tr -d ' \n' <"$scratch/out" >"$scratch/json"
grep -q '"nodes":3,"node_logs":\["run/node_2.csv","run/node_0.csv","run/node_1.csv"\]' json || fail 'the logs of the nodes'
grep -q '"samples_per_s":{"value":100,"low":100,' json || fail 'samples/s are of one node'
# the first 100 s had half the samples: 50 s lost, on all nodes at once
grep -q '"start_up_s":{"value":50,' json || fail 'the start-up is not divided'
grep -q '"work_w":{"value":100,' json || fail 'watts are of one node'

# folders of nodes, one log each
mkdir a b
cp run/node_0.csv a
cp run/node_1.csv b
run calibrate train=a+b
want_status 0; want_out '^work +train +102 '
# a file of that name goes before
cp run/node_0.csv a+b.csv
run calibrate train=a+b.csv
want_status 0; want_out '^work +train +100 '

# a gap in one of them is bridged in it, and said
awk -F, 'NR == 1 || $1 < 1700000200 || $1 > 1700000240' run/node_1.csv >b/node_1.csv
run calibrate train=a+b
want_status 0; want_out '^work +train +102 '; want_out '1 gap in the samples'

# another kind of meter, or of node
node b/node_1.csv 0 1 40 200 1700000000
run calibrate train=a+b
want_status 0; want_err "node_0\.csv: warning: it draws 0\.66[0-9]* times the median of the 2 nodes"

# what cannot be one run
node b/node_1.csv 0 1 21 104 1700000400
run calibrate train=a+b
want_status 3; want_err "have 100 s in common, less than half of the shortest \(500 s\): they are no nodes of one run"
run calibrate train=a+a
want_status 3; want_err "holds the same measurements as 'a/node_0.csv'; each node counts once"
printf 'timestamp, power.draw [W]\n2023/11/14 22:13:20.000, 20.00 W\n2023/11/14 22:13:21.000, 20.00 W\n' >a/smi.csv
run calibrate train=a
want_status 3; want_err "'a/node_0.csv' \(csv\) and 'a/smi.csv' \(nvidia-smi\) are no nodes of one run: their formats differ; name one"
run calibrate train=a/node_0.csv+
want_status 2; want_err 'expected the logs of the nodes of one run, A\+B'
finish
