#!/bin/sh
# measured.zeus: trainings on one V100, batch by batch and power limit by power limit: batches that are
# left out, against what was measured.
#   zeus.sh WATTFLEET TABLE
# Each network, optimiser and power limit by itself. A batch is predicted from the least and the largest
# one alone ("two anchors"), and from its neighbours. What is asserted: shares within 10 % in time, and in
# energy, and the worst error, as docs/calibration.md has them; networks that stay within 10 % by two
# anchors at the full limit are named here. Those that do not are printed.
set -eu
binary=$1 table=$2
[ -e "$table" ] || { echo "skipped: no $table"; exit 77; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

# samples of an epoch change no error: it is by time an epoch
grep -v '^#' "$table" | awk -F, 'NR > 1 { print $1, $2, $4, $5 }' | sort -u >"$scratch/kinds"
while read -r dataset network optimizer limit; do
    "$binary" calibrate --batches "$table" --epoch-samples 1000 --where "dataset=$dataset" \
        --where "network=$network" --where "optimizer=$optimizer" --where "power_limit=$limit" --quiet |
        awk -v kind="$dataset/$network/$optimizer $limit" \
            '/^ *[0-9]+ +[-+]/ { print kind, $1, $2, $4, $6, $8 }'
done <"$scratch/kinds" >"$scratch/errors" # KIND LIMIT BATCH TIME ENERGY, and both by two anchors

summary() { # NAME TIME_COLUMN ENERGY_COLUMN FILE: batches, within 10 % in time, energy, both; worst
    awk -v name="$1" -v t="$2" -v e="$3" 'function size(v) { return v < 0 ? -v : v }
        BEGIN { n = time = energy = both = wt = we = 0 }
        { n++; a = size($t); b = size($e); time += a <= 10; energy += b <= 10; both += a <= 10 && b <= 10
          wt = a > wt ? a : wt; we = b > we ? b : we }
        END { printf "%s %d %.1f %.1f %.1f %.1f %.1f\n", name, n, 100 * time / n, 100 * energy / n,
            100 * both / n, wt, we }' "$4"
}

# expect LINE SHARE_TIME SHARE_ENERGY WORST_TIME WORST_ENERGY: at least, at least, at most, at most
expect() {
    echo "$1" | awk -v st="$2" -v se="$3" -v wt="$4" -v we="$5" '{
        printf "%-28s %4d left out: within 10 %%: time %5.1f %%, energy %5.1f %%, both %5.1f %%; worst %.1f, %.1f %%\n",
            $1, $2, $3, $4, $5, $6, $7
        exit !($2 > 0 && $3 >= st && $4 >= se && $6 <= wt && $7 <= we) }' ||
        { echo "    FAILED: expected time $2 %, energy $3 %, worst $4 and $5 %"; failed=1; }
}

# measured BATCH COLUMN: of the kind at hand
measured() { awk -F, -v batch="$1" -v column="$2" '$3 == batch { print $column }' "$scratch/kind.csv"; }
# number KEY: of a result in JSON on stdin
number() { sed -n "s/^ *\"$1\": *\([-0-9.e+]*\),*\$/\1/p" | head -1; }

# simulate DATASET NETWORK OPTIMIZER LIMIT: from two anchors, through a platform that they are written
# into; each batch between is trained with, and is as far off as calibrate says. Idle watts are made
# up: what is drawn while computing does not depend on them.
simulate() {
    grep -v '^#' "$table" | awk -F, -v d="$1" -v n="$2" -v o="$3" -v l="$4" \
        'NR == 1 || ($1 == d && $2 == n && $4 == o && $5 == l)' >"$scratch/kind.csv"
    sed 1d "$scratch/kind.csv" | sort -t, -k3n | sed -n '1p;$p' >"$scratch/ends"
    { head -1 "$scratch/kind.csv"; cat "$scratch/ends"; } >"$scratch/anchors.csv"
    cat >"$scratch/platform.xml" <<END
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <zone id="world" routing="None">
    <host id="v100" speed="1Tf">
      <prop id="wattage_per_state" value="20:20:300"/>
    </host>
  </zone>
</platform>
END
    printf '%s\n' '<?xml version="1.0"?>' '<workload version="1" id="model">' \
        '<prop id="parameters" value="1e6"/><prop id="training-flop" value="1 Gflop"/>' \
        '<prop id="samples" value="1000000"/>' '</workload>' >"$scratch/workload.xml"
    printf '%s\n' '<?xml version="1.0"?>' \
        '<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">' '<platform version="4.1">' \
        '<actor host="v100" function="trainer"><prop id="workload" value="workload.xml"/>' \
        '<prop id="epochs" value="1"/><prop id="evaluation-period" value="0"/></actor>' '</platform>' \
        >"$scratch/deployment.xml"
    "$binary" calibrate --batches "model=$scratch/anchors.csv" --epoch-samples 1000000 --quiet \
        --flop model=1Gflop --into "$scratch/platform.xml" --host v100 >"$scratch/said"
    awk -v kind="$1/$2/$3" -v limit="$4" '$1 == kind && $2 == limit { print $3, $6, $7 }' "$scratch/errors" |
        while read -r batch time energy; do
            "$binary" run "$scratch/platform.xml" "$scratch/deployment.xml" --quiet --format json \
                --set "trainer.batch=$batch" >"$scratch/result.json"
            echo "$batch $time $energy $(number time_s <"$scratch/result.json")" \
                "$(number ledger_host_energy_j <"$scratch/result.json") $(measured "$batch" 6)" \
                "$(measured "$batch" 7)"
        done | awk -v kind="$2 on $1, $4 W" 'BEGIN { bad = n = 0 }
            { n++; time = 100 * ($4 / $6 - 1); energy = 100 * ($5 / ($6 * $7) - 1)
              printf "%-36s batch %5d by two anchors: time %+6.2f %%, energy %+6.2f %%%s\n", kind, $1, time,
                  energy, (time * time > 100 || energy * energy > 100) ? "  EXCEPTION" : ""
              bad += (time - $2) ^ 2 > 1e-3 || (energy - $3) ^ 2 > 1e-3 }
            END { exit bad > 0 || n == 0 }' ||
        { echo '    FAILED: the simulation is not as calibrate says'; failed=1; }
}
while read -r dataset network optimizer limit; do
    [ "$limit" != 250 ] || simulate "$dataset" "$network" "$optimizer" "$limit"
done <"$scratch/kinds"

grep -e '/bert_base_uncased/' "$scratch/errors" | awk '$2 == 250' >"$scratch/bert"
expect "$(summary anchors-bert-250W 6 7 "$scratch/bert")" 100 100 7.5 5.8
grep -e '/resnet50/' "$scratch/errors" | awk '$2 == 250' >"$scratch/resnet"
expect "$(summary anchors-resnet50-250W 6 7 "$scratch/resnet")" 100 80 8.5 12.3
expect "$(summary neighbours-resnet50-250W 4 5 "$scratch/resnet")" 100 100 3 5
if [ "$(wc -l <"$scratch/kinds")" -gt 3 ]; then
    expect "$(summary anchors 6 7 "$scratch/errors")" 65 67 26 38
    expect "$(summary neighbours 4 5 "$scratch/errors")" 94 87 16 25
fi
exit "$failed"
