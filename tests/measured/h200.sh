#!/bin/sh
# measured.h200: the figures of calibration/h200.md, computed again.
#   h200.sh WATTFLEET
# Whole trainings, each predicted from the others: energy within 1.7 %, time within 6.6 %. The log of
# nvidia-smi, read by calibrate, against the counter of energy over the same time: 1 %. Waiting for
# input: each piece on the line between waiting and full watts, within 2.4 %. A part of the parameters:
# time at batch 8 by the law of flop, (2 + share trained) / 3, within 5 %.
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

grep -v '^#' calibration/h200-terms.csv | awk -F, '
    $1 == "waiting" && !waits { waits = $11 / $10 }
    $1 == "input" { n++; share[n] = $5; rate[n] = $9 / $10; watts[n] = $11 / $10
        if ($5 == 1) { full++; full_rate += rate[n]; full_watts += watts[n] } }
    END { full_rate /= full; full_watts /= full
        for (i = 1; i <= n; i++) {
            line = waits + rate[i] / full_rate * (full_watts - waits); error = line / watts[i] - 1
            if (error < 0) error = -error
            if (error > worst) worst = error }
        printf "waiting for input: %d pieces, worst of the line %.2f %%\n", n, 100 * worst
        exit !(n == 21 && worst > 0.02 && worst <= 0.024) }' ||
    { echo "    FAILED: not as the page says"; failed=1; }

grep -v '^#' calibration/h200-terms.csv | awk -F, '
    $1 == "parts" && $4 == 8 { n[$3]++; s[$3] += $10 / $9; count[$3] = $14; memory[$3] = $12 }
    END { all = s["all"] / n["all"]
        for (which in n) if (which != "none" && which != "all") {
            law = (2 + count[which] / count["all"]) / 3; ratio = s[which] / n[which] / all
            printf "%s trained: time x %.3f, flop x %.3f: %+.1f %%\n", which, ratio, law, 100 * (law / ratio - 1)
            bad += !(law / ratio - 1 > 0.02 && law / ratio - 1 < 0.05) }
        exit bad || count["adapters"] != 32 * 2 * 32 * (4096 + 4096) ||
            count["all"] != 32 * (4 * 4096 ^ 2 + 3 * 4096 * 11008 + 2 * 4096) + 2 * 32000 * 4096 + 4096 }' ||
    { echo "    FAILED: not as the page says"; failed=1; }

# batch by batch: each size left out, from its neighbours and from the two ends
unseen() { # WORKLOAD PRECISION
    "$binary" calibrate --batches calibration/h200-batches.csv --where "workload=$1" --where "precision=$2" --quiet |
        awk -v kind="$1 $2" '/^ *[0-9]+ +[-+]/ { print kind, $1, $2, $4, $6, $8 }'
}
{ unseen resnet18-cifar10 bf16; unseen resnet18-cifar10 tf32; unseen bert-base-128 bf16; } >"$scratch/unseen"
awk 'function size(v) { return v < 0 ? -v : v }
    { printf "%-22s batch %4d left out: time %+6.2f %%, energy %+5.2f %%; by two anchors: time %+6.2f %%, energy %+5.2f %%\n",
          $1 " " $2, $3, $4, $5, $6, $7
      for (i = 4; i <= 7; i++) if (size($i) > worst[i]) worst[i] = size($i)
      near += size($4) <= 10; far += size($6) <= 10; n++ }
    END { exit !(n == 14 && near >= 12 && far >= 11 && worst[4] <= 15.3 && worst[5] <= 5.4 && worst[6] <= 19.1 && worst[7] <= 9.4) }
    ' "$scratch/unseen" || { echo "    FAILED: not as docs/tables.md says"; failed=1; }
exit "$failed"
