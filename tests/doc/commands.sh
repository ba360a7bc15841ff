#!/bin/sh
# doc.commands: each command of a page is executed, in the order of the page, in a folder with what ships; and what a page shows
# behind a command is what comes out, line by line ("..." stands for any lines).
#   commands.sh WATTFLEET PAGE..
# A block that is not executed has a reason in the line before it: <!-- not run: WHY -->
set -eu
wattfleet=$(cd "$(dirname "$1")" && pwd)
shift
root=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

# split PAGE: its blocks as NUMBER.run, NUMBER.shown and NUMBER.why
split() {
    awk -v folder="$scratch/blocks" '
        /^<!-- not run: / { why = $0; next }
        /^```/ && !inside {
            inside = 1
            if ($0 == "```sh") {
                number++
                name = sprintf("%s/%03d.%s", folder, number, why == "" ? "run" : "why")
                after = why == ""
                if (why != "") print why >name
            } else if ($0 == "```" && after) {
                name = sprintf("%s/%03d.shown", folder, number); after = 0
            } else name = "/dev/null"
            why = ""
            next
        }
        /^```$/ { inside = 0; close(name); next }
        inside { print >name; next }
        /^#/ { after = 0 }
        /./ && why != "" { why = "" }
    ' "$1"
}

# in_order SHOWN OUTPUT: do the lines of the first occur in the second, in their order?
in_order() {
    awk 'NR == FNR { if ($0 != "..." && NF) wanted[++count] = $0; next }
        at < count && $0 == wanted[at + 1] { at++ }
        END { if (at < count) { print "not printed, or not in this order: " wanted[at + 1]; exit 1 } }' "$1" "$2"
}

for page in "$@"; do
    rm -rf "$scratch/blocks" "$scratch/work"
    mkdir "$scratch/blocks" "$scratch/work"
    split "$root/$page"
    cp -r "$root/platforms" "$root/deployments" "$root/calibration" "$scratch/work"
    cd "$scratch/work"
    count=0
    for block in "$scratch/blocks"/*.run; do
        [ -e "$block" ] || continue
        count=$((count + 1))
        if ! PATH="$wattfleet:$PATH" COLUMNS=100 sh -eu "$block" >"$scratch/out" 2>"$scratch/err"; then
            echo "$page: a command fails:"
            cat "$block" "$scratch/err"
            failed=1
        fi
        shown=${block%.run}.shown
        if [ -e "$shown" ] && ! in_order "$shown" "$scratch/out" >"$scratch/said"; then
            echo "$page: $(cat "$scratch/said")"
            failed=1
        fi
    done
    left=$(find "$scratch/blocks" -name '*.why' | wc -l)
    echo "$page: $count blocks executed, $left not"
    cd "$root"
done
exit "$failed"
