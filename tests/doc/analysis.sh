#!/bin/sh
# doc.analysis: the Python of docs/analysis.md prints what the page shows, and its R the lines of it that it prints; either only where
# its interpreter is installed.
#   analysis.sh WATTFLEET [--write]    --write: put what the Python prints into the page
set -eu
wattfleet=$(cd "$(dirname "$1")" && pwd)
page=$PWD/docs/analysis.md
root=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
command -v python3 >/dev/null || command -v Rscript >/dev/null || { echo 'skipped: neither python3 nor Rscript'; exit 77; }
block() { # LANGUAGE: its first block
    awk -v language="$1" '/^```/ && open { exit } open { print } $0 == "```" language { open = 1 }' "$page"
}
block sh >"$scratch/commands"
block python >"$scratch/analysis.py"
block r >"$scratch/analysis.R"
awk '/^## What they print/ { on = 1 } on && /^```/ { inside++; next } inside == 1' "$page" >"$scratch/shown"
cd "$scratch"
ln -s "$root/platforms" "$root/deployments" .
PATH="$wattfleet:$PATH" sh -eu commands
if [ "${2-}" = --write ]; then
    python3 analysis.py >printed
    awk '/^## What they print/ { on = 1 }
        on && /^```/ && !done { print; if (inside) done = 1; else { inside = 1; while ((getline line < "printed") > 0) print line } next }
        on && inside && !done { next }
        { print }' "$page" >written
    cat written >"$page"
    exit 0
fi
if command -v python3 >/dev/null; then
    python3 analysis.py >printed
    diff shown printed || { echo "FAILED: the Python of $page prints something else; sh tests/doc/analysis.sh WATTFLEET --write"; exit 1; }
else
    echo 'not run: the Python, python3 is not installed'
fi
if command -v Rscript >/dev/null; then
    Rscript analysis.R >printed
    grep -c . printed >/dev/null || { echo 'FAILED: the R prints nothing'; exit 1; }
    if grep -vxF -f shown printed; then
        echo "FAILED: the R of $page prints lines that the page does not show"
        exit 1
    fi
else
    echo 'not run: the R, Rscript is not installed'
fi
