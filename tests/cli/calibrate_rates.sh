# Samples/s of a training's logs, held against the samples that it counts: 4 blocks of 100 s with
# 10,000 samples each, 20 s of the last two are evaluations.
. tests/cli/lib.sh
cd "$scratch" || exit 1
mkdir run

events() { # COUNTED THROUGHPUT-WITHOUT-EVALUATION THROUGHPUT-WITH: with counts (1) or without (0)
    awk -v counted="$1" -v plain="$2" -v paused="$3" '
        function put(at, type, key, value, metadata) {
            printf ":::MLLOG {\"time_ms\": %.0f, \"event_type\": \"%s\", \"key\": \"%s\", \"value\": %s, \"metadata\": %s}\n",
                (1700000000 + at) * 1000, type, key, value, metadata
        }
        BEGIN {
            put(100, "INTERVAL_START", "run_start", "null", "{}")
            for (b = 1; b <= 4; b++) {
                put(b * 100, "INTERVAL_START", "block_start", "null", counted ? "{\"epoch_count\": 10000}" : "{}")
                if (b > 2) {
                    put(b * 100 + 50, "INTERVAL_START", "eval_start", "null", "{}")
                    put(b * 100 + 70, "INTERVAL_END", "eval_stop", "null", "{}")
                }
                put(b * 100 + 100, "POINT_IN_TIME", "tracked_stats", "{\"throughput\": " (b > 2 ? paused : plain) "}", "{}")
            }
            put(500, "INTERVAL_END", "run_stop", "null", "{}")
        }' >run/events.txt
}
awk 'BEGIN { print "time,power (W)"; for (i = 0; i <= 600; i++) print 1700000000 + i "," (i >= 100 && i < 500 ? 50 : 10) }' \
    >run/power.csv

# the first of the blocks is a warm-up; the others: 30,000 samples in 260 s
events 1 100 100
run calibrate train=run
want_status 0; want_out '^train +115\.38 '
if grep -q throughput "$scratch/err"; then fail 'a warning without a cause'; fi

# the first block's 10,000 samples took 100 s, at the rate of the others they take 86.67 s; the run
# starts 4 s before it
want_out '^start-up of train: 13\.333 s a run \(0 to .*\), not told apart from none$'
sed -i '/run_start/s/1700000100000/1700000096000/' run/events.txt
run calibrate train=run --format json
want_status 0
tr -d ' \n' <"$scratch/out" | grep -q '"start_up_s":{"value":17\.333' || fail 'time from run_start is start-up'

# a first throughput that does not give the samples counted: the count tells
sed -i '0,/"throughput": 100/s//"throughput": 90/' run/events.txt
run calibrate train=run
want_status 0; want_out '^start-up of train: 17\.333 s a run'
want_err 'first block are 9000 samples, but it counts 10000 in that time \(1\.11 times\)'

# a first block as fast as the others: 11,538 samples at 115.38/s
sed -i -e '0,/"epoch_count": 10000/s//"epoch_count": 13000/' -e '0,/"throughput": 90/s//"throughput": 130/' run/events.txt
run calibrate train=run
want_status 0; want_out '^start-up of train: 0 s a run \(0 to .*\), not told apart from none$'

# a throughput that leaves evaluations out: 100/s, then 125/s
events 1 100 125
run calibrate train=run
want_status 0; want_out '^train +115\.38 '
want_err "its throughputs leave evaluations out: they hold for 260 s of 30000 samples, with evaluations they would be 35000 \(\+16\.7 %\)"

# of one accelerator of eight: what is counted holds
events 1 12.5 15.625
run calibrate train=run
want_status 0; want_out '^train +115\.38 '
want_err 'its throughputs x time are 3750 samples, but it counts 30000 in that time \(8 times\): are they of one accelerator'

# without counts: work is as fast in blocks with an evaluation as in others
events 0 125 125
run calibrate train=run
want_status 0; want_out '^train +125 '
sed -i '/run_start/s/1700000100000/1700000096000/' run/events.txt
run calibrate train=run
want_out '^start-up of train: 4 s a run \(4 to 4\); in a deployment:$'
want_out '^  <prop id="start-up" value="4 s"/>$'
events 0 125 100
run calibrate train=run
want_status 0; want_out '^train +125 '

# LoadGen: 100 samples/s x the 400 s of its window are 40,000 samples
loadgen() { # SCENARIO SAMPLES-PER-QUERY RESULTS..: lines of KEY VALUE
    {
        echo ':::MLLOG {"key": "power_begin", "value": "11-14-2023 22:15:00.000", "time_ms": 1.0, "namespace": "mlperf::logging"}'
        echo ':::MLLOG {"key": "power_end", "value": "11-14-2023 22:21:40.000", "time_ms": 1.0, "namespace": "mlperf::logging"}'
        echo ":::MLLOG {\"key\": \"effective_scenario\", \"value\": \"$1\", \"time_ms\": 1.0}"
        echo ":::MLLOG {\"key\": \"effective_samples_per_query\", \"value\": $2, \"time_ms\": 1.0}"
        shift 2
        while [ $# -gt 0 ]; do
            echo ":::MLLOG {\"key\": \"$1\", \"value\": $2, \"time_ms\": 1.0}"
            shift 2
        done
    } >loadgen/mlperf_log_detail.txt
}
mkdir loadgen
cp run/power.csv loadgen
loadgen Offline 40000 result_samples_per_second 100
run calibrate infer=loadgen
want_status 0; want_out '^infer +100 '
if grep -q 'it counts' "$scratch/err"; then fail 'a warning without a cause'; fi
loadgen Offline 42000 result_samples_per_second 100
run calibrate infer=loadgen
want_status 0; want_out '^infer +100 '
want_err 'its rate of 100 samples/s x the 400 s of its window are 40000 samples, but it counts 42000 \(1\.05 times\)'
loadgen SingleStream 1 result_mean_latency_ns 2000000000 result_query_count 200
run calibrate infer=loadgen
want_status 0; want_out '^infer +0\.5 '
if grep -q 'it counts' "$scratch/err"; then fail 'a warning without a cause'; fi
loadgen SingleStream 1 result_mean_latency_ns 2000000000 result_query_count 100
run calibrate infer=loadgen
want_status 0; want_err 'x the 400 s of its window are 200 samples, but it counts 100 \(0\.5 times\)'
# without a count there is nothing to hold the rate against
loadgen Server 1 result_samples_per_second 100
run calibrate infer=loadgen
want_status 0
if grep -q 'it counts' "$scratch/err"; then fail 'a warning without a cause'; fi

# a rate given that is not the log's
run calibrate train=run --samples-per-second train=16 --flop train=1Gflop
want_status 0; want_err "it states 125 samples/s of 'train', but 16 are used \(0\.128 times\)"
finish
