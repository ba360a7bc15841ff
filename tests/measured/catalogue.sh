#!/bin/sh
# measured.catalogue-full: the commands of calibration/README.md, as they stand there, write what the
# catalogue says.
#   catalogue.sh WATTFLEET
set -eu
LOGS=../shared/traces
[ -d "$LOGS" ] || { echo "skipped: $LOGS is not there"; exit 77; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
binary=$1
count=0 failed=0

wattfleet() {
    count=$((count + 1))
    "$binary" "$@" --dry-run --quiet >"$scratch/out"
    if grep -q '^--- a/' "$scratch/out"; then
        echo "FAILED: wattfleet $* --dry-run"
        sed -n '/^--- a/,$p' "$scratch/out"
        failed=1
    fi
}

awk '/^```/ && open { open = inside = 0; next }
     /^```/ { open = 1; inside = $0 == "```sh"; next }
     inside' calibration/README.md >"$scratch/commands"
# shellcheck disable=SC1091
. "$scratch/commands"
echo "$count commands"
[ "$count" -ge 6 ] && [ "$failed" = 0 ]
