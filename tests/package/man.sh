#!/bin/sh
# package.man: each command has a page, which groff sets without a warning, and which has each of its options.
#   man.sh WATTFLEET
set -eu
for tool in help2man groff gzip; do
    command -v "$tool" >/dev/null || { echo "skipped: there is no $tool"; exit 77; }
done
binary=$1 failed=0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
fail() { echo "FAILED: $*"; failed=1; }
sh cmake/package/man.sh "$binary" "$scratch"
count=0
for command in run compare sweep sensitivity decide optimize report init check fleet devices props calibrate; do
    count=$((count + 1))
    page=$scratch/wattfleet-$command.1.gz
    [ -s "$page" ] || { fail "no page of $command"; continue; }
    for width in 65 78 120; do
        said=$(gzip -dc "$page" | groff -man -Tutf8 -ww -z -rLL="${width}n" 2>&1)
        [ -z "$said" ] || fail "$command at $width columns: $said"
    done
    gzip -dc "$page" | groff -man -Tascii -P-cbou -rLL=1000n >"$scratch/text"
    "$binary" help "$command" | sed -n 's/^  \(--[a-z-]*\).*/\1/p' | while read -r option; do
        grep -q -- "^ *$option\( \|\$\)" "$scratch/text" || echo "$option"
    done >"$scratch/missing"
    [ ! -s "$scratch/missing" ] || fail "$command lacks $(tr '\n' ' ' <"$scratch/missing")"
    grep -q "^ *wattfleet-$command - " "$scratch/text" || fail "$command has no name"
done
[ "$(find "$scratch" -name '*.1.gz' | wc -l)" -ge $((count + 1)) ] || fail 'a page is missing'
exit "$failed"
