#!/bin/sh
# doc.reference: docs/reference/ holds what the program has: its props, its options, and the keys of the JSON that it prints, each
# with a sentence: that of the table in the page of its command, else (no row, or one for several keys) the one that
# docs/reference/json.md itself gives.
#   reference.sh WATTFLEET [--write]    --write: renew the pages; keys without a sentence are then "undocumented"
set -eu
LC_ALL=C # of the order of files
export LC_ALL
wattfleet=$1
folder=docs/reference
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
made='<!-- written by tests/doc/reference.sh --write -->'

# ---- props ----
{
    printf '# Props\n\n%s\n\nAll tables of `wattfleet props`. *Key* is that of `--set` ([overrides.md](../overrides.md)); a deployment,\nworkload, platform or study gives the prop in its file.\n' "$made"
    COLUMNS=100 "$wattfleet" props --format csv | awk '
        function cells(line,   i, c, quoted) { # of a row of CSV
            count = 1; split("", cell)
            for (i = 1; i <= length(line); i++) {
                c = substr(line, i, 1)
                if (quoted && c == "\"" && substr(line, i + 1, 1) == "\"") { cell[count] = cell[count] c; i++ }
                else if (c == "\"") quoted = !quoted
                else if (c == "," && !quoted) count++
                else cell[count] = cell[count] c
            }
        }
        function shown(text, code) { gsub(/\|/, code ? ", " : "\\|", text); return text }
        NR == 1 { next }
        { cells($0) }
        cell[1] != table { table = cell[1]; printf "\n## %s\n\n| prop | accepts | default | on | key | meaning |\n|---|---|---|---|---|---|\n", table }
        { printf "| `%s` | %s | %s | %s | %s | %s |\n", cell[2], shown(cell[3]), shown(cell[4]), shown(cell[5], 1), shown(cell[6], 1), shown(cell[7]) }'
} >"$scratch/props.md"

# ---- options ----
{
    printf '# Commands and options\n\n%s\n\nWhat `wattfleet help` and `wattfleet help COMMAND` print.\n\n```\n' "$made"
    COLUMNS=100 "$wattfleet" help
    echo '```'
    "$wattfleet" help | awk '/^commands/ { on = 1; next } /^$/ { on = 0 } on && /^  [a-z]/ { print $1 }' | while read -r command; do
        printf '\n## %s\n\n```\n' "$command"
        COLUMNS=100 "$wattfleet" help "$command"
        echo '```'
    done
} >"$scratch/options.md"

# ---- JSON: documents of all commands ----
json() { # NAME: of the command that follows
    name=$1
    shift
    "$wattfleet" "$@" --format json --quiet >"$scratch/$name.json"
}
page() { # NAME: the documents of the page that the command writes
    name=$1
    shift
    "$wattfleet" "$@" --quiet --output "$scratch/page.html"
    awk -v file="$scratch/$name" '
        /<script type="application\/json"/ { match($0, /id="[a-z]*"/); out = file "-" substr($0, RSTART + 4, RLENGTH - 5) ".json"; on = 1; next }
        /^<\/script>/ { on = 0 }
        on { print >out }' "$scratch/page.html"
}
three="platforms/grenoble.xml deployments/mnist-cnn-centralised.xml deployments/mnist-cnn-federated.xml deployments/mnist-cnn-serverless.xml"
two="platforms/grenoble.xml deployments/mnist-cnn-centralised.xml deployments/mnist-cnn-federated.xml"
jetson="platforms/jetson-cluster.xml deployments/jetson-fedavg.xml"
pue='--factor zone.*.pue=1..1.6'
# shellcheck disable=SC2086
{
    json run run $jetson
    json compared compare $jetson deployments/jetson-fedavg-5.xml
    json unequal compare $two --set B:server.evaluation-samples=7
    page compare report $two
    json swept sweep $two $pue --points 8 --store "$scratch/store"
    json failed sweep $two --factor B:server.active=10..5000 --points 8
    json automatic sweep $two --points 2
    page sweep report --store "$scratch/store"
    json sobol sensitivity $two $pue --method sobol --points 96
    json morris sensitivity $three $pue --factor host.*.wall_factor=1..1.5 --method morris --points 20
    json oat sensitivity $two $pue --method oat --points 12
    page decide report $two --factor 'host.*.wall_factor=1..1.5' --factor B:server.passes-ratio=0.05..2 --points 128
    json refused decide $two --set B:server.evaluation-samples=7
    json optimize optimize platforms/grenoble.xml deployments/mnist-cnn-federated.xml --search server.active=10..20 \
        --limit time=9h --front 3
    json devices devices
    json unplaced calibrate --campaign calibration/h200-runs.csv --epoch-samples 49152
}
# 20 s at 10 W, 40 s at 50 W, 20 s at 10 W; 50 W idle, 10 W more with the first, 2.5 W each; rounds of 18 s and 8 s an epoch
awk 'BEGIN { print "time,power (W)"; for (i = 0; i < 80; i++) print i "," (i >= 20 && i < 60 ? 50 : 10) }' >"$scratch/log.csv"
printf 'epochs,nvml_rapl_kWh,wattmeter_kWh\n1,1,2\n5,2,3\n' >"$scratch/pairs.csv"
printf 'busy_cores,power_w\n0,50\n1,62.5\n4,70\n8,80\n16,100\n' >"$scratch/load.csv"
awk 'BEGIN {
    print "run,local_epochs,rounds,time_s,clients_j,server_j"
    split("1 1 2 5 5 3", epochs); split("100 120 150 20 30 50", rounds)
    for (i = 1; i <= 6; i++) {
        t = 10 + rounds[i] * (18 + 8 * epochs[i])
        print i "," epochs[i] "," rounds[i] "," t "," rounds[i] * (1200 + 1600 * epochs[i]) "," 7 * t + 90 * rounds[i]
    }
}' >"$scratch/runs.csv"
cp -r platforms deployments "$scratch"
json centralised calibrate --campaign calibration/champollion-unet3d-runs.csv --into "$scratch/platforms/grenoble.xml" \
    --deployment "$scratch/deployments/champollion-unet3d.xml"
json calibrate calibrate "train=$scratch/log.csv" --meter package --work 20..60 --wall-pairs "$scratch/pairs.csv"
for watts in 20 30 40; do
    awk -v watts="$watts" 'BEGIN { print "time,power (W)"; for (i = 0; i < 80; i++) print i "," (i >= 20 && i < 60 ? watts : 10) }' \
        >"$scratch/log-$watts.csv"
done
json logs calibrate "m:8=$scratch/log-20.csv" "m:16=$scratch/log-30.csv" "m:32=$scratch/log-40.csv" \
    --samples-per-second m:8=4 --samples-per-second m:16=7 --samples-per-second m:32=9
json batches calibrate --batches calibration/h200-batches.csv --where workload=bert-base-128 --where precision=bf16
json load calibrate --load "$scratch/load.csv" --into "$scratch/platforms/devices.xml" --host dgx-1-cpu
json federated calibrate --campaign "$scratch/runs.csv" --into "$scratch/platforms/jetson-cluster.xml" \
    --deployment "$scratch/deployments/jetson-fedavg-5.xml"

# objects whose keys are names of the user, kinds, phases, labels or results
maps='run/1:energy_by_kind_j run/1:energy_by_phase_j run/1:carbon_by_phase_g run/1:provenance.figures run/1:provenance.intervals
sweep/1:results sweep/1:results{} sweep/1:ratios sweep/1:ratios{} spread/1:results spread/1:results{} spread/1:ratios spread/1:ratios{}
optimize/1:best.inputs optimize/1:best.results optimize/1:stated.results optimize/1:front[].inputs optimize/1:front[].results
optimize/1:limits[].without.inputs optimize/1:limits[].without.results decide/1:table[].medians power/1:deployments[].kinds'
awk -v maps=" $(echo $maps) " -f tests/doc/reference.awk "$scratch"/*.json | awk '!seen[$0]++' >"$scratch/keys"

# ---- JSON: sentences, as SCHEMA|PATH|SENTENCE ----
awk '
    function plain(key) { gsub(/\[\]|\{\}/, "", key); return key }
    function add(key, text) { print schema "|" plain(key) "|" (shared ? "*" : "") text }
    FNR == 1 { file = FILENAME; sub(/.*\//, "", file); schema = "" }
    /^## / { schema = ""; parent = "" }
    match($0, /wattfleet\.[a-z]+\/1/) && !/^\|/ && (/^## / || schema == "") { schema = substr($0, RSTART + 10, RLENGTH - 10); if (schema == "devices/1") parent = "devices." }
    schema != "" && /^\| `/ {
        split($0, part, / \| /)
        n = 0; for (i in part) n++
        text = part[n]; sub(/ \|$/, "", text); sub(/^\| /, "", text)
        if (text ~ /^[| ]*$/) next
        gsub(/\]\(#/, "](" file "#", text)
        out = ""
        while (match(text, /\]\([^)]*\)/)) {
            link = substr(text, RSTART + 2)
            out = out substr(text, 1, RSTART + 1) (link ~ /^http/ ? "" : "../") substr(link, 1, RLENGTH - 2)
            text = substr(text, RSTART + RLENGTH)
        }
        text = out text
        rest = substr(part[1], 3)
        shared = gsub(/`/, "`", rest) > 2 || rest ~ /\{[a-z]/ # one sentence for several keys
        while (match(rest, /`[^`]*`/)) {
            key = substr(rest, RSTART + 1, RLENGTH - 2)
            rest = substr(rest, RSTART + RLENGTH)
            if (key ~ /\[\]$/ && text ~ /:$/) { parent = plain(key) "."; add(key, text); continue }
            if (key ~ /\{[a-z]/) {
                inner = key; sub(/^[^{]*\{/, "", inner); sub(/\}.*/, "", inner); sub(/\{.*/, "", key)
                count = split(inner, own, /, */)
                for (i = 1; i <= count; i++) add(parent key "." own[i], text)
            }
            add(parent key, text)
        }
    }' docs/outputs.md docs/sweep.md docs/sensitivity.md docs/decide.md docs/optimize.md >"$scratch/sentences"
# what the page itself says of a key
[ ! -e "$folder/json.md" ] || awk '
    /^## / { schema = $2; sub(/^wattfleet\./, "", schema) }
    /^\| `/ {
        count = split($0, part, / \| /)
        key = part[1]; gsub(/[|` ]/, "", key); gsub(/\[\]|\{\}/, "", key)
        text = part[4]; for (i = 5; i <= count; i++) text = text " | " part[i]
        sub(/ \|$/, "", text)
        if (text != "undocumented") print schema "|" key "|" text
    }' "$folder/json.md" >"$scratch/own"
touch "$scratch/own"

{
    cat <<'Y'
# Keys of the JSON

Y
    echo "$made"
    cat <<'Y'

Every key of the documents that `--format json` prints, and of those in the pages of `report` ([report.md](../report.md)), collected
from runs of all commands. `key[]` is a list, `key{}` an object whose keys are names: kinds, phases, labels, results, keys of `--set`.
A unit is that of the name (`_s`, `_j` ..); a ratio has none. A type `null` alone: nothing else was met in these runs. Types that
recur:

| type | is an object of |
|---|---|
| estimate | `value`, `low`, `high`: the 95 % interval; some with `runs` and `this_run_only` (how many runs tell it, is it one), or `told` (how it was found) |
| range | `median`, `low`, `high`: 5 and 95 % of the draws |
| quantiles | `points`, `least`, `low`, `median`, `high`, `most`, `mean`: points that have a value, and of these the least, 5, 50, 95 %, the most |
Y
    awk -F'|' '
        function plain(key) { gsub(/\[\]|\{\}/, "", key); return key }
        function has(path, child) { return (schema SUBSEP path "." child) in types }
        function shape(path) {
            if (has(path, "points") && has(path, "median") && has(path, "mean")) return "quantiles"
            if (has(path, "median") && has(path, "low")) return "range"
            if (has(path, "value") && has(path, "low") && has(path, "high") && !has(path, "key") && !has(path, "unit")) return "estimate"
            return "object"
        }
        function type(path,   all, one, count, i, text) {
            all = types[schema, path]
            count = split(all, one, " ")
            text = ""
            for (i = 1; i <= count; i++)
                if ((one[i] != "null" || count == 1) && !(one[i] == "object" && all ~ /\//))
                    text = text (text == "" ? "" : " or ") (one[i] == "list" ? (has_path(path "[]") ? "list of " type(path "[]") : "list") : \
                        one[i] == "object" ? (has_path(path "{}") ? "map of " type(path "{}") : shape(path)) : \
                        one[i] ~ /\// ? "document `wattfleet." one[i] "`" : one[i])
            return text (count > 1 && index(" " all " ", " null ") ? ", null" : "")
        }
        function has_path(path) { return (schema SUBSEP path) in types }
        function unit(path,   key, above) {
            if (type(path) !~ /number|estimate|range|quantiles/ || path ~ /^ratios/) return ""
            key = plain(path); above = key; sub(/.*\./, "", key)
            if (key == "per_second") return "W"
            if (by_name(key) != "" || !sub(/\.[^.]*$/, "", above) || key ~ /ratio$|^runs$|^points$|^line$/) return by_name(key)
            sub(/.*\./, "", above)
            return by_name(above)
        }
        function by_name(key) {
            if (key ~ /_flop_per_s$/) return "flop/s"
            if (key ~ /_per_s$/) return "1/s"
            if (key ~ /_per_j$/) return key ~ /^byte/ ? "B/J" : "1/J"
            if (key ~ /^j_per_/) return "J"
            if (key ~ /_s$/) return "s"
            if (key ~ /_j$/) return "J"
            if (key ~ /_g$/) return "g CO2e"
            if (key ~ /_w$/) return "W"
            if (key ~ /(_|^)byte$/) return "B"
            if (key ~ /(_|^)flop(_per_sample)?$/) return "flop"
            if (key ~ /_hours$/) return "h"
            return ""
        }
        # own keys of the objects that are types of their own are said once
        function hidden(path,   parent, at) {
            at = match(path, /\.[^.]*$/)
            if (!at) return 0
            parent = substr(path, 1, at - 1)
            return shape(parent) != "object" || hidden(parent)
        }
        function put(path,   i, count, child) {
            if (path != "" && path !~ /[]}]$/ && !hidden(path)) {
                text = (schema SUBSEP plain(path)) in docs ? docs[schema, plain(path)] : "undocumented"
                if ((text == "undocumented" || text ~ /^\*/) && (schema SUBSEP plain(path)) in own) text = own[schema, plain(path)]
                sub(/^\*/, "", text)
                printf "| `%s` | %s | %s | %s |\n", path, type(path), unit(path), text
            }
            count = split(children[schema, path], child, " ")
            for (i = 1; i <= count; i++) put(child[i])
        }
        FILENAME ~ /sentences$/ { text = $3; for (i = 4; i <= NF; i++) text = text "|" $i; if (!(($1, $2) in docs)) docs[$1, $2] = text; next }
        FILENAME ~ /own$/ { text = $3; for (i = 4; i <= NF; i++) text = text "|" $i; own[$1, $2] = text; next }
        {
            if (!($1 in known)) { known[$1] = 1; order[++schemas] = $1 }
            if (!(($1, $2) in types)) {
                parent = $2
                if (parent ~ /(\[\]|\{\})$/) sub(/(\[\]|\{\})$/, "", parent)
                else if (!sub(/\.[^.]*$/, "", parent)) parent = ""
                if ($2 != "") children[$1, parent] = children[$1, parent] " " $2
                types[$1, $2] = $3
            } else if (index(" " types[$1, $2] " ", " " $3 " ") == 0) types[$1, $2] = types[$1, $2] " " $3
        }
        END {
            split("run/1 compare/1 sweep/1 sensitivity/1 decide/1 optimize/1 devices/1 calibrate/1 campaign/1 load/1 batches/1 figures/1 power/1 pictured/1 spread/1", wanted, " ")
            split("`run`, and in `runs[]` of `compare`|`compare`|`sweep`|`sensitivity`|`decide`|`optimize`|`devices`|`calibrate` of logs|`calibrate --campaign`|`calibrate --load`|`calibrate --batches`|the page of `report`: figures of each deployment|the page of `report`: watts over time|the page of `report`: what the pictures of a decision show|the page of `report`: what the pictures of a sweep show", by, "|")
            for (i = 1; i in wanted; i++) {
                schema = wanted[i]
                if (!(schema in known)) { print "no run has wattfleet." schema >"/dev/stderr"; exit 1 }
                known[schema] = 2
                printf "\n## wattfleet.%s\n\nOf %s.\n\n| key | type | unit | meaning |\n|---|---|---|---|\n", schema, by[i]
                put("")
            }
            for (i = 1; i <= schemas; i++)
                if (known[order[i]] != 2) { print "wattfleet." order[i] " is not in the list of tests/doc/reference.sh" >"/dev/stderr"; exit 1 }
        }' "$scratch/sentences" "$scratch/own" "$scratch/keys"
} >"$scratch/json.md"

if [ "${2-}" = --write ]; then
    mkdir -p "$folder"
    cp "$scratch/props.md" "$scratch/options.md" "$scratch/json.md" "$folder"
fi
failed=0
for name in props options json; do
    diff "$folder/$name.md" "$scratch/$name.md" || {
        echo "FAILED: $folder/$name.md is not what the program has; sh tests/doc/reference.sh $wattfleet --write"
        failed=1
    }
done
if grep -n '| undocumented |' "$folder/json.md"; then
    echo "FAILED: keys without a sentence: write it into their rows of $folder/json.md, or into the table of the command's page"
    failed=1
fi
exit "$failed"
