#!/bin/sh
# Make the samples of this folder from the logs as their repositories have them (README.md says
# which). Lines that stay are kept as they are.
#   thin.sh LOGS
set -eu
logs=$1
cd "$(dirname "$0")"

# inference RUN: power outside the measured window, and in its first and last ten seconds, whole;
# of what is between, every fourth sample. Of the events: the window, the rate, the mean latency.
inference() {
    mkdir -p "$1"
    grep -E '"key": "(test_datetime|power_begin|power_end|result_samples_per_second|result_mean_latency_ns)"' \
        "$logs/$1/mlperf_log_detail.txt" >"$1/mlperf_log_detail.txt"
    awk -F '[, ]' '
    function seconds(clock,   part) {
        split(clock, part, ":")
        return part[1] * 3600 + part[2] * 60 + part[3]
    }
    FNR == NR {
        if (/"power_(begin|end)"/) {
            match($0, /[0-9][0-9]:[0-9][0-9]:[0-9.]+/)
            clock = seconds(substr($0, RSTART, RLENGTH))
            if (/"power_begin"/) from = clock + 10
            else to = clock - 10
        }
        next
    }
    seconds($3) <= from || seconds($3) >= to || ++inside % 4 == 0
    ' "$1/mlperf_log_detail.txt" "$logs/$1/spl.txt" >"$1/spl.txt"
}

# training RUN: every second reading of power. Of the events: all of the run until its first
# evaluation, then the evaluations and the end.
training() {
    mkdir -p "$1"
    awk '!/"power_reading"/ || ++reading % 2' "$logs/$1/node_0.txt" >"$1/node_0.txt"
    grep -E '"key": "(init|run|block|eval)_(start|stop)"|"key": "tracked_stats"' "$logs/$1/result.txt" |
        awk '/"eval_start"/ { evaluated = 1 } !evaluated || !/"(block_|tracked_)/' >"$1/result.txt"
}

for run in resnet50 bert-99 ssd-resnet34; do
    inference "mlperf-inference-1.0/jetson-agx-xavier/$run"
done
inference mlperf-inference-2.1/firefly-tflite-v2.7.1-ruy/resnet50
training mlperf-training-4.0/smc-h100/unet3d
