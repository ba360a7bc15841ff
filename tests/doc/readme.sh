#!/bin/sh
# doc.readme: the README's own files and commands, as a stranger would type them, and the sentences
# it shows.
#   readme.sh WATTFLEET
set -eu
wattfleet=$1
readme=$PWD/README.md
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

block() { # n-th fenced block of a language
    awk -v language="$1" -v wanted="$2" '
        /^```/ && open { open = inside = 0; next }
        /^```/ { open = 1; inside = $0 == "```" language && ++count == wanted; next }
        inside' "$readme"
}
count=$scratch/count
: >"$count"
commands() { # every line that begins with wattfleet, its binary put in
    sed -e ':a' -e '/\\$/N; s/\\\n *//; ta' | sed -n 's/^\(build\/release\/\)\{0,1\}wattfleet //p' >"$scratch/commands"
    while read -r line; do
        echo "wattfleet $line"
        # shellcheck disable=SC2086
        "$wattfleet" $line >"$scratch/out" || exit 1
        echo >>"$count"
        [ "$#" = 0 ] || cp "$scratch/out" "$1"
    done <"$scratch/commands"
}

block sh 2 | commands "$scratch/compared"
[ "$(wc -l <"$count")" = 2 ] || { echo "README has no longer two first commands"; exit 1; }
block '' 1 >"$scratch/shown"
sed -e 's/ *\.\.\.$//' "$scratch/shown" | tr '\n' ' ' | sed 's/ *$//' >"$scratch/shown.line"
tr '\n' ' ' <"$scratch/compared" >"$scratch/compared.line"
grep -qF -f "$scratch/shown.line" "$scratch/compared.line" || {
    echo "the comparison shown in README is not what comes out:"
    cat "$scratch/compared"
    exit 1
}

block xml 1 >"$scratch/platform.xml"
block xml 2 >"$scratch/workload.xml"
block xml 3 >"$scratch/deployment.xml"
cd "$scratch"
block sh 3 | commands
[ "$(wc -l <"$count")" = 7 ] || { echo "some commands were not run"; exit 1; }
for file in result.json hosts.csv rounds.csv; do
    [ -s "$file" ] || { echo "$file was not written"; exit 1; }
done

# the calibration, as shown; a dry run leaves the platform as it is
ln -s "$(dirname "$readme")/calibration" calibration
cp platform.xml before.xml
block sh 4 | commands "$scratch/calibrated"
block '' 2 >"$scratch/fitted"
[ -s "$scratch/fitted" ] || { echo "README shows no calibration"; exit 1; }
sed -n '/^state/,/^$/p; /^workload/,/^$/p; /^Simulated/,/^$/p' "$scratch/calibrated" |
    sed '$d' >"$scratch/printed"
diff "$scratch/fitted" "$scratch/printed" || {
    echo "the calibration shown in README is not what comes out"
    exit 1
}
grep -q '^+.*my-model' "$scratch/calibrated" || { echo "no diff"; exit 1; }
cmp platform.xml before.xml
