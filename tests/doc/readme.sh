#!/bin/sh
# doc.readme: the README's own files and commands, as a stranger would type them in a folder of their
# own, and what it shows of their outputs; and the links of installed pages lead to installed files.
#   readme.sh WATTFLEET
set -eu
build=$(cd "$(dirname "$1")" && pwd)
readme=$PWD/README.md
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
HOME=$scratch/home
export HOME
mkdir "$HOME"
cd "$scratch"

block() { # n-th fenced block of a language
    awk -v language="$1" -v wanted="$2" '
        /^```/ && open { open = inside = 0; next }
        /^```/ { open = 1; inside = $0 == "```" language && ++count == wanted; next }
        inside' "$readme"
}
cut_out() { # FILE LANGUAGE N
    block "$2" "$3" >"$1"
    [ -s "$1" ] || stop "README has no block $3 of language '$2'"
}
stop() { # MESSAGE [FILE..]
    echo "$1"
    shift
    [ "$#" = 0 ] || cat "$@"
    exit 1
}

# block 1 builds and tests; the others run in one shell, each with its output in a file
cut_out install.sh sh 2
cut_out first.sh sh 3
cut_out folder.sh sh 4
cut_out simulate.sh sh 5
cut_out calibrate.sh sh 6
cut_out compared.shown '' 1
cut_out fitted.shown '' 2
cut_out platform.xml xml 1
cut_out workload.xml xml 2
cut_out deployment.xml xml 3
[ "$(cat ./*.sh | grep -c '^wattfleet ')" = 8 ] || stop 'README has no longer eight commands'
sed -i "s#build/release#$build#" install.sh
cat >session <<'X'
set -eu
scratch=$PWD
. "$scratch/install.sh" >"$scratch/installed"
. "$scratch/first.sh" >"$scratch/compared"
. "$scratch/folder.sh"
cp "$scratch/platform.xml" "$scratch/workload.xml" "$scratch/deployment.xml" .
. "$scratch/simulate.sh" >"$scratch/simulated"
for file in result.json hosts.csv rounds.csv; do
    [ -s "$file" ] || { echo "$file was not written" >&2; exit 1; }
done
. "$scratch/calibrate.sh" >"$scratch/calibrated"
cmp platform.xml "$scratch/platform.xml" # a dry run leaves the platform as it is
# the program installed finds its catalogue, from any folder
[ "$(command -v wattfleet)" = "$HOME/.local/bin/wattfleet" ]
cd /
wattfleet devices >"$scratch/devices"
X
sh session 2>messages || stop 'a command of README failed:' messages

# the comparison as shown, up to the dots
sed '/^\.\.\.$/d' compared.shown >shown
awk 'NR == FNR { wanted[++count] = $0; next }
    { found = $0 == wanted[found + 1] ? found + 1 : $0 == wanted[1]; if (found == count) { whole = 1; exit } }
    END { exit !whole }' shown compared || stop 'the comparison shown in README is not what comes out:' compared

# the calibration as shown
sed -n '/^state/,/^$/p; /^workload/,/^$/p; /^Simulated/,/^$/p' calibrated | sed '$d' >printed
diff fitted.shown printed || stop 'the calibration shown in README is not what comes out'
grep -q '^+.*my-model' calibrated || stop 'no diff'

# each link of an installed page leads to an installed file
cd "$HOME/.local/share/doc/wattfleet"
find . -name '*.md' | sort >"$scratch/pages"
[ "$(grep -c '^./docs/' "$scratch/pages")" -ge 10 ] || stop 'the docs are not installed' "$scratch/pages"
while read -r page; do
    grep -o ']([^)#:]*[)#]' "$page" | sed 's/^](//; s/[)#]$//' | grep . | while read -r link; do
        [ -e "$(dirname "$page")/$link" ] || stop "$page: its link '$link' leads nowhere"
    done
done <"$scratch/pages"
