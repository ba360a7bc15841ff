#!/bin/sh
# campaign.decide_coverage: does a verdict's interval hold the truth as often as it says?
#   decide_coverage.sh WATTFLEET [CAMPAIGNS]
# Two nodes whose seconds and watts are known. Of each, five runs are made that scatter as measured
# ones do (1 % in seconds an epoch, 1 % in watts), `calibrate --campaign` fits each node, and `decide`
# draws what was fitted, and nothing else. The interval of 90 % of the ratio must hold the true ratio in
# nine of ten campaigns: 170 to 190 of 200, by chance; of fewer, within 3.3 standard deviations.
set -eu
binary=$1 campaigns=${2:-16}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

host() { # NAME
    echo "<host id='$1' speed='1Gf,1Gf'><prop id='wattage_per_state' value='9:9:40,9:9:20'/><prop id='workloads' value='train,start'/></host>"
}
head="<?xml version='1.0'?><!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\"><platform version='4.1'>"
echo "$head<zone id='room' routing='Full'>$(host a)$(host b)</zone></platform>" >plain.xml
echo "<workload version='1' id='train'><prop id='parameters' value='1000'/><prop id='training-flop' value='1 Gflop'/><prop id='samples' value='100'/></workload>" >train.xml
for node in a b; do
    echo "$head<actor host='$node' function='trainer'><prop id='workload' value='train.xml'/><prop id='epochs' value='300'/><prop id='start-up' value='1 s'/><prop id='start-up-pstate' value='start'/></actor></platform>" >plain-$node.xml
done
cat >study.xml <<X
<study version="1">
  <platform file="platform.xml"/><deployment label="A" file="a.xml"/><deployment label="B" file="b.xml"/>
  <factors file="a.csv" host="a" deployment="A"/><factors file="b.csv" host="b" deployment="B"/>
</study>
X

# runs SEED START_S START_W EPOCH_S WORK_W: five runs, of Lehmer's generator
runs() {
    awk -v seed="$1" -v start_s="$2" -v start_w="$3" -v epoch_s="$4" -v work_w="$5" '
        function uniform() { state = (state * 16807) % 2147483647; return state / 2147483647 }
        function normal() { return sqrt(-2 * log(uniform())) * cos(6.283185307179586 * uniform()) }
        BEGIN {
            state = seed
            for (i = 0; i < 20; i++)
                uniform()
            print "run,epochs,time_s,energy_j"
            for (i = 1; i <= 5; i++) {
                seconds = epoch_s * 100 * i * (1 + 0.01 * normal())
                watts = work_w * (1 + 0.01 * normal())
                printf "%d,%d,%.9g,%.9g\n", i, 100 * i, start_s + seconds, start_s * start_w + seconds * watts
            }
        }'
}

# 300 epochs: 200 s at 100 W and 2 s at 300 W each; 400 s at 120 W and 5 s at 150 W each
truth=$(awk 'BEGIN { printf "%.9g", (400 * 120 + 300 * 5 * 150) / (200 * 100 + 300 * 2 * 300) }')
number() { # KEY: the first after "ratio" of a verdict
    tr -d ' \n' <verdict.json | sed "s/.*\"ratio\":{//; s/.*\"$1\":\([-+0-9.e]*\).*/\1/; q"
}
: >intervals
campaign=0
while [ "$campaign" -lt "$campaigns" ]; do
    campaign=$((campaign + 1))
    cp plain.xml platform.xml
    runs $((7919 * campaign)) 200 100 2 300 >a-runs.csv
    runs $((104729 * campaign)) 400 120 5 150 >b-runs.csv
    for node in a b; do
        cp plain-$node.xml $node.xml
        "$binary" calibrate --campaign $node-runs.csv --into platform.xml --deployment $node.xml \
            --fit $node.csv --quiet >calibrated
    done
    "$binary" decide study.xml --seed "$campaign" --no-audit --quiet --format json >verdict.json
    tr -d ' \n' <verdict.json |
        sed 's/.*"winner":"\([^"]*\)".*"ratio":{"median":\([^,]*\),"low":\([^,]*\),"high":\([^}]*\)}.*"doubled_probability":\([^,]*\),.*/\1 \2 \3 \4 \5/' >>intervals
    echo >>intervals
done
awk -v truth="$truth" -v campaigns="$campaigns" '
    NF { rows++; decided += $1 == "A"; alone += $5 == "null"; held += $3 <= truth && truth <= $4; width += ($4 - $3) / truth }
    END {
        spread = 3.3 * sqrt(campaigns * 0.9 * 0.1)
        low = campaigns == 200 ? 170 : campaigns * 0.9 - spread
        high = campaigns == 200 ? 190 : campaigns * 0.9 + spread
        high = high > campaigns ? campaigns : high
        printf "the true ratio %.4f lies in the 90 %% interval of %d of %d campaigns (%.0f to %.0f expected); ", truth, held, campaigns, low, high
        printf "mean width %.3f of it; A is least in %d; only fitted figures in %d\n", width / rows, decided, alone
        exit !(rows == campaigns && alone == campaigns && decided == campaigns && held >= low && held <= high)
    }' intervals || { echo "    FAILED"; exit 1; }
