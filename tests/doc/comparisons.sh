#!/bin/sh
# doc.comparisons: the tables of docs/comparisons.md are what `compare` says of the deployments that
# ship, and every deployment that has a counterpart is in one of them.
#   comparisons.sh WATTFLEET [--write]    --write: put the tables into the page
set -eu
wattfleet=$1
page=docs/comparisons.md
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# NAME PLATFORM DEPLOYMENT..
families='
unet3d-kits19 grenoble centralised federated buffered hierarchical serverless
bert-large grenoble centralised federated buffered hierarchical serverless
stable-diffusion-2 grenoble centralised federated buffered hierarchical serverless
resnet18-cifar10 grenoble centralised federated buffered hierarchical serverless gossip split
resnet18-cifar10 grenoble federated phones-nightly
mnist-cnn grenoble centralised federated buffered hierarchical serverless
mnist-cnn grenoble federated federated-iid
fed-kits19 hospitals pooled federated
llama-2-7b-lora hospitals pooled federated
jetson jetson-cluster fedavg fedavg-5
three-grids three-grids france germany poland poland-delayed
unet3d-kits19 grenoble centralised-continual federated-continual buffered-continual hierarchical-continual serverless-continual
bert-large grenoble centralised-continual federated-continual buffered-continual hierarchical-continual serverless-continual
stable-diffusion-2 grenoble centralised-continual federated-continual buffered-continual hierarchical-continual serverless-continual
resnet18-cifar10 grenoble centralised-continual federated-continual buffered-continual hierarchical-continual serverless-continual
mnist-cnn grenoble centralised-continual federated-continual buffered-continual hierarchical-continual serverless-continual
'

# The terms of a comparison as a table: one line a term, each value with the letters that have it.
table() {
    awk '
        function text(line) { sub(/^[^"]*"/, "", line); sub(/",?$/, "", line); return line }
        /^  "terms": \[/ { inside = 1; next }
        /^  \]/ { inside = 0 }
        !inside { next }
        /^      "term": / { sub(/.*"term": /, ""); term = text($0); count = 0 }
        /^      "judged": / { judged = /true/ }
        /^      "equal": / { equal = /true/ }
        /^        "/ { value[count++] = text($0) }
        /^      "why": / {
            cell = ""
            for (i = 0; i < count; i++) {
                if (i in seen) continue
                who = sprintf("%c", 65 + i); all = 1
                for (j = i + 1; j < count; j++)
                    if (value[j] == value[i]) { seen[j] = 1; who = who ", " sprintf("%c", 65 + j) }
                for (j = 0; j < count; j++) all = all && value[j] == value[i]
                cell = cell (cell == "" ? "" : "; ") (all ? "" : "**" who "** ") value[i]
            }
            for (i in seen) delete seen[i]
            printf "| %s | %s | %s |\n", term, judged ? (equal ? "equal" : "**unequal**") : (equal ? "same" : "differs, said"), cell
        }' "$1"
}

echo "$families" | while read -r name platform rest; do
    [ -n "$name" ] || continue
    files='' rows='' number=65 # "A"
    for one in $rest; do
        files="$files deployments/$name-$one.xml"
        rows="$rows$(printf '| %b | `%s.xml` |' "\\0$(printf %o "$number")" "$name-$one")
"
        number=$((number + 1))
    done
    # shellcheck disable=SC2086
    "$wattfleet" compare "platforms/$platform.xml" $files --quiet --no-audit --format json >"$scratch/json"
    case $rest in *-continual) title="$name, continual" ;; *-iid) title="$name, by its split" ;; *-nightly) title="$name, at night" ;; *) title=$name ;; esac
    printf '\n### %s\n\nOn `%s.xml`:\n\n| | deployment |\n|---|---|\n%s\n| term | | values |\n|---|---|---|\n' \
        "$title" "$platform" "$rows"
    table "$scratch/json"
    for file in $files; do
        echo "$file" >>"$scratch/listed"
    done
done >"$scratch/tables"

awk -v tables="$scratch/tables" '
    { print }
    /^<!-- what follows is written by tests\/doc\/comparisons.sh --write -->$/ {
        while ((getline line < tables) > 0) print line
        exit
    }' "$page" >"$scratch/page"
if [ "${2-}" = --write ]; then
    cp "$scratch/page" "$page"
    exit 0
fi
diff "$page" "$scratch/page" || {
    echo 'FAILED: docs/comparisons.md is not what compare says; sh tests/doc/comparisons.sh WATTFLEET --write'
    exit 1
}
# deployments without a counterpart: repetitions of measured runs, shows of one paradigm
alone='champollion-|-life\.xml|-batteries\.xml|/fleet-'
for file in deployments/*.xml; do
    grep -qxF "$file" "$scratch/listed" || echo "$file" | grep -Eq -- "$alone" || {
        echo "FAILED: $file is in no comparison of $page"
        exit 1
    }
done
