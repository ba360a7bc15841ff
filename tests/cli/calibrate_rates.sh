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
events 0 125 100
run calibrate train=run
want_status 0; want_out '^train +125 '

# a rate given that is not the log's
run calibrate train=run --samples-per-second train=16 --flop train=1Gflop
want_status 0; want_err "it states 125 samples/s of 'train', but 16 are used \(0\.128 times\)"
finish
