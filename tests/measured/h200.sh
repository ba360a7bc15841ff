#!/bin/sh
# measured.h200: the figures of calibration/h200.md, computed again.
#   h200.sh WATTFLEET
# Whole trainings, each predicted from the others: energy within 1.7 %, time within 6.6 %. The log of
# nvidia-smi, read by calibrate, against the counter of energy over the same time: 1 %.
set -eu
binary=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

expect() { # WHAT GOT EXPECTED LIMIT
    awk -v what="$1" -v got="$2" -v expected="$3" -v limit="$4" 'BEGIN {
        error = got / expected - 1
        printf "%-34s %12.6g measured %12.6g  %+.2f %%\n", what, got, expected, 100 * error
        exit !(error <= limit && -error <= limit)
    }' || { echo "    FAILED: more than $4"; failed=1; }
}

"$binary" calibrate --campaign calibration/h200-runs.csv --epoch-samples 49152 --quiet >"$scratch/fit"
grep '^worst' "$scratch/fit" | tr -d '%' | {
    read -r _ time time_unseen energy energy_unseen
    : "$time" "$energy"
    awk -v t="$time_unseen" -v e="$energy_unseen" 'BEGIN {
        printf "worst of the unseen runs: time %s %%, energy %s %%\n", t, e
        exit !(t > 5 && t <= 6.6 && e > 1 && e <= 1.7) }'
} || { echo "    FAILED: not as the page says"; failed=1; }

# seconds OF_A_DATE: of the day
pieces='function seconds(stamp, part, clock) {
    split(stamp, part, " "); split(part[2], clock, ":"); return clock[1] * 3600 + clock[2] * 60 + clock[3] }'
start=$(sed -n 2p calibration/h200/batches-power.csv | cut -d, -f1)
grep '^train,resnet18-cifar10,bf16,2048' calibration/h200-batches.csv |
    awk -F, -v start="$start" "$pieces"' { printf "%.1f %.1f %.6f %s\n", seconds($6) - seconds(start) + 1,
        seconds($7) - seconds(start) - 0.3, $10 / $9, $5 }' >"$scratch/pieces"
while read -r from to watts repeat; do
    "$binary" calibrate calibration/h200/batches-power.csv --work "$from..$to" --format json --quiet |
        awk '/"work_w"/ { getline; gsub(/[^0-9.]/, ""); print; exit }' >"$scratch/watts"
    expect "batch 2048, piece $repeat, W" "$(cat "$scratch/watts")" "$watts" 0.03
done <"$scratch/pieces"
[ "$(wc -l <"$scratch/pieces")" = 3 ] || { echo "    FAILED: three pieces expected"; failed=1; }
exit "$failed"
