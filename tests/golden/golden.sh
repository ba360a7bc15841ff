#!/bin/sh
# golden.<deployment>: every shipped deployment still gives what it gave, number by number to 1e-9.
# The files are SimGrid 3.32's. Another release may end steps at dates that differ by its precision: 1e-7 then, and
# its plugin of links counts in another way (4.0: 0.013 % less in peer-to-peer training), so that its line is not compared.
#   golden.sh WATTFLEET DEPLOYMENT             compare with tests/golden/DEPLOYMENT.json, which SimGrid played
#   golden.sh WATTFLEET --closed-form          the same in closed form, of those that qualify
#   golden.sh WATTFLEET --regenerate           write all of them; review the diff, say why in the commit
set -eu
wattfleet=$1

simulate() { # name, options : JSON without the lines that name versions and who played the turns
    name=$1
    shift
    case $name in
    jetson-*) platform=platforms/jetson-cluster.xml ;;
    three-grids-*) platform=platforms/three-grids.xml ;;
    *-phones-batteries) platform=platforms/phones.xml ;;
    fed-kits19-* | llama-2-7b-lora-*) platform=platforms/hospitals.xml ;;
    fleet-phones) # as many of its phones as take no minute to load
        platform=platforms/fleets/phones.xml
        set -- "$@" --set class.phone.count=2e3 --set server.active=200
        ;;
    fleet-*) platform=platforms/fleets/${name#fleet-}.xml ;;
    *) platform=platforms/grenoble.xml ;;
    esac
    "$wattfleet" run "$platform" "deployments/$name.xml" --format json --quiet "$@" |
        grep -Ev '^  "(wattfleet|simgrid|engine|engine_reason)": ' |
        awk '/\[\],?$/ { # as json-c wrote it until 0.16
            match($0, /^ */); indent = substr($0, 1, RLENGTH); match($0, /\],?$/)
            print substr($0, 1, RSTART - 1); print indent substr($0, RSTART); next } { print }'
}

if [ "$2" = --regenerate ]; then
    for file in deployments/*.xml; do
        name=$(basename "$file" .xml)
        simulate "$name" --engine simgrid >"tests/golden/$name.json"
    done
    exit
fi

closed= other=
"$wattfleet" --version | grep -q 'SimGrid 3\.32$' || other=1
got=$(mktemp)
trap 'rm -f "$got"' EXIT

compare() { # name : $got against its file, line by line: equal text, or equal but for a number that is close
    awk -v closed="$closed" -v other="$other" -v golden="tests/golden/$1.json" '
function number(line) {
    return match(line, /-?[0-9][-+.0-9eE]*,?$/) ? substr(line, RSTART, RLENGTH) + 0 : ""
}
function stem(line) {
    return match(line, /-?[0-9][-+.0-9eE]*,?$/) ? substr(line, 1, RSTART - 1) : line
}
{
    lines++
    if ((getline expected < golden) <= 0) { print "more lines than in " golden; bad = 1; exit }
    if ((closed && expected ~ /^  "plugin_/) || (other && expected ~ /^  "plugin_link/))
        next
    if (closed && /^  "warnings"/) { while ((getline expected < golden) > 0); exit }
    if ($0 == expected || $0 ~ /^    "/ && /link audit/ && expected ~ /link audit/)
        next
    a = number($0); b = number(expected)
    size = b < 0 ? -b : b; difference = a > b ? a - b : b - a
    if (stem($0) == stem(expected) && a != "" && difference <= (other ? 1e-7 : 1e-9) * size)
        next
    print "expected: " expected; print "got:      " $0; bad = 1
}
END {
    if (!bad && (getline expected < golden) > 0) { print "fewer lines than in " golden; bad = 1 }
    exit bad || !lines
}' "$got"
}

if [ "$2" != --closed-form ]; then
    simulate "$2" --engine simgrid >"$got"
    compare "$2"
    exit
fi

# The plugins see the turns that are played again only, and warnings of link audits fall away.
closed=1 qualified=0
for file in deployments/*.xml; do
    name=$(basename "$file" .xml)
    if ! simulate "$name" --engine closed-form >"$got" 2>"$got.err" || [ ! -s "$got" ]; then
        grep -q 'not proven to be exact' "$got.err" && continue
        cat "$got.err"
        exit 1
    fi
    qualified=$((qualified + 1))
    compare "$name"
done
rm -f "$got.err"
echo "$qualified deployments in closed form"
[ "$qualified" -ge 52 ]
