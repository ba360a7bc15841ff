#!/bin/sh
# measured.champollion-NAME: the runs of a table, each simulated by files that were calibrated on all
# the others, held against what was measured.
#   champollion.sh WATTFLEET unet3d|resnet50|bert
# unet3d: time and energy within 0.5 %; resnet50: time within 2.5 %, energy within 1 %; both through
# `calibrate --into` and `run`; and its two runs on a slow storage within 5 %. bert: the energy of each level of accumulation within 3 %, by the fit;
# and the shipped deployment, which is derived, against the runs without accumulation, on one node and
# two.
set -eu
binary=$1 case=$2
root=$PWD
table=$root/calibration/champollion-$case-runs.csv
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

# number KEY: of a result in JSON on stdin
number() { sed -n "s/^ *\"$1\": *\([-0-9.e+]*\),*\$/\1/p" | head -1; }

# expect WHAT GOT MEASURED LIMIT
expect() {
    awk -v what="$1" -v got="$2" -v measured="$3" -v limit="$4" 'BEGIN {
        error = got / measured - 1
        printf "%-28s %14.6g measured %14.6g  %+.2f %%\n", what, got, measured, 100 * error
        exit !(error <= limit && -error <= limit)
    }' || { echo "    FAILED: more than $4"; failed=1; }
}

# column NAME: its number in the table
column() { awk -F, -v name="$1" '!/^#/ { for (i = 1; i <= NF; i++) if ($i == name) print i; exit }' "$table"; }

# simulate EPOCHS [OPTION..]: time and energy of the deployment in the scratch folder
simulate() {
    epochs=$1
    shift
    "$binary" run platforms/grenoble.xml "deployments/champollion-$case.xml" --quiet --format json \
        --set "trainer.epochs=$epochs" "$@" >result.json
    time_s=$(number time_s <result.json)
    energy_j=$(number ledger_host_energy_j <result.json)
}

cp -r platforms deployments "$scratch"
cd "$scratch"

unseen() { # TIME_LIMIT ENERGY_LIMIT SLOWEST
    grep -v '^#' "$table" | sed 1d | while IFS=, read -r run time energy epochs rest; do
        [ "${time%.*}" -lt "$3" ] || continue
        grep -v "^$run," "$table" >others.csv
        "$binary" calibrate --campaign others.csv --into platforms/grenoble.xml \
            --deployment "deployments/champollion-$case.xml" --quiet >/dev/null
        simulate "$epochs"
        expect "run $run, time" "$time_s" "$time" "$1"
        expect "run $run, energy" "$energy_j" "$energy" "$2"
        echo "$failed" >failed
        : "$rest"
    done
    failed=$(cat failed)
}

# The earlier campaign (header of the table): two nodes from its one node. What is paid once is that of the later runs; the
# speed is the one at which a node takes 20.0 minutes. Nothing is said of the exchange, whose time is missing.
earlier() {
    speed=$(sed -n '/host id="dc-0"/s/.*speed="[^,]*,[^,]*,\([0-9.]*\)Tf.*/\1/p' platforms/grenoble.xml)
    faster=$(awk -v s="$speed" 'BEGIN { printf "%.6f", s * (1249.8 - 177.25) / (1200 - 177.25) }')
    sed -i "s/,${speed}Tf/,${faster}Tf/" platforms/grenoble.xml
    for count in 1 2; do
        sed "s/host=\"dc-0\"/host=\"dc-[0-$((count - 1))]\"/" \
            "$root/deployments/champollion-bert.xml" >deployments/champollion-bert.xml
        simulate 20.0143
        [ "$count" = 1 ] || {
            expect "earlier, 2 nodes, time" "$time_s" 756 0.1
            expect "earlier, 2 nodes, energy" "$energy_j" 4878000 0.12
            continue
        }
        expect "earlier, 1 node, time" "$time_s" 1200 0.002
        expect "earlier, 1 node, energy" "$energy_j" 3978000 0.02
    done
}

bert() {
    for level in 1 2; do
        "$binary" calibrate --campaign "$table" --where "accumulation=$level" --format json >fit.json
        worst=$(awk '/"unseen_ratio"/ { gsub(/[^-0-9.e+]/, "", $2)
            if ($2 != "" && $2 != "null") { v = $2 < 0 ? -$2 : $2; if (v > worst) worst = v } }
            END { print 1 + worst }' fit.json)
        expect "accumulation $level, unseen" "$worst" 1 0.03
    done
    samples=$(column samples) energy=$(column energy_j) nodes=$(column nodes)
    level=$(column accumulation)
    grep -v '^#' "$table" | sed 1d |
        awk -F, -v s="$samples" -v e="$energy" -v n="$nodes" -v a="$level" \
            '$a == 1 { print $1, $s / 150056, $e, $n }' |
        while read -r run epochs joules count; do
            sed "s/host=\"dc-0\"/host=\"dc-[0-$((count - 1))]\"/" \
                "$root/deployments/champollion-bert.xml" >deployments/champollion-bert.xml
            simulate "$epochs"
            expect "run $run, $count nodes, energy" "$energy_j" "$joules" 0.03
            # 20.83 min: mean of the runs on one node (the table's header)
            [ "$count" != 1 ] || expect "run $run, time" "$time_s" 1249.8 0.01
            echo "$failed" >failed
        done
    failed=$(cat failed)
    earlier
}

# The two runs on a slow storage, of which the fit knows nothing: each from the fast ones and from one figure of the
# other slow run, its throughput. Watts of waiting: those that a second more draws in the fast runs.
slow() {
    "$binary" calibrate --campaign "$table" --into platforms/grenoble.xml \
        --deployment "deployments/champollion-$case.xml" --quiet --format json >fit.json
    waiting=$(tr -d ' \n' <fit.json | sed 's/.*"waiting_w":{"value":\([0-9.]*\).*/\1/')
    sed -i "s/1100:1100:/$waiting:$waiting:/g" platforms/grenoble.xml
    throughput=$(column throughput_samples_per_s)
    grep -v '^#' "$table" | sed 1d | awk -F, -v t="$throughput" '$2 >= 5000 { print $1, $2, $3, $4, $t }' >slow.txt
    while read -r run time energy epochs rate; do
        other=$(awk -v run="$run" '$1 != run { print $5 }' slow.txt)
        simulate "$epochs" --set "host.dc-0.storage_bandwidth=$(awk -v r="$other" 'BEGIN { printf "%.9g", r * 110e3 }') Bps"
        expect "slow run $run, time" "$time_s" "$time" 0.05
        expect "slow run $run, energy" "$energy_j" "$energy" 0.05
        echo "$failed" >failed
        : "$rate"
    done <slow.txt
    failed=$(cat failed)
}

case $case in
unet3d) unseen 0.005 0.005 100000 ;;
resnet50) unseen 0.025 0.01 5000 && slow ;;
bert) bert ;;
esac
[ "$failed" = 0 ]
