#!/bin/sh
# golden.<deployment>: every shipped deployment still gives what it gave, number by number to 1e-9.
#   golden.sh WATTFLEET DEPLOYMENT             compare with tests/golden/DEPLOYMENT.json
#   golden.sh WATTFLEET --regenerate           write all of them; review the diff, say why in the commit
set -eu
wattfleet=$1

simulate() { # name : JSON without the lines that name versions
    case $1 in
    jetson-*) platform=platforms/jetson-cluster.xml ;;
    three-grids-*) platform=platforms/three-grids.xml ;;
    *-phones-batteries) platform=platforms/phones.xml ;;
    fed-kits19-*) platform=platforms/hospitals.xml ;;
    *) platform=platforms/grenoble.xml ;;
    esac
    "$wattfleet" run "$platform" "deployments/$1.xml" --format json --quiet |
        grep -Ev '^  "(wattfleet|simgrid)": '
}

if [ "$2" = --regenerate ]; then
    for file in deployments/*.xml; do
        name=$(basename "$file" .xml)
        simulate "$name" >"tests/golden/$name.json"
    done
    exit
fi

got=$(mktemp)
trap 'rm -f "$got"' EXIT
simulate "$2" >"$got"
# line by line: equal text, or equal but for a number that is close
awk -v golden="tests/golden/$2.json" '
function number(line) {
    return match(line, /-?[0-9][-+.0-9eE]*,?$/) ? substr(line, RSTART, RLENGTH) + 0 : ""
}
function stem(line) {
    return match(line, /-?[0-9][-+.0-9eE]*,?$/) ? substr(line, 1, RSTART - 1) : line
}
{
    lines++
    if ((getline expected < golden) <= 0) { print "more lines than in " golden; bad = 1; exit }
    if ($0 == expected || $0 ~ /^    "/ && /link audit/ && expected ~ /link audit/)
        next
    a = number($0); b = number(expected)
    size = b < 0 ? -b : b; difference = a > b ? a - b : b - a
    if (stem($0) == stem(expected) && a != "" && difference <= 1e-9 * size)
        next
    print "expected: " expected; print "got:      " $0; bad = 1
}
END {
    if (!bad && (getline expected < golden) > 0) { print "fewer lines than in " golden; bad = 1 }
    exit bad || !lines
}' "$got"
