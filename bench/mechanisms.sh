#!/bin/bash
# The cost of single mechanisms of real fleets: the same rounds on the same platform, plain and with the
# mechanism, as whole processes in alternation.
#
#   bench/mechanisms.sh
#
#   devices    availability, drop-outs, a deadline      limit 1.6 of the plain round
#   series     carbon intensity by the hour, 30 days    limit 1.2 of a constant one
#   before     another build of wattfleet, plain        limit 1.03, if BEFORE names one
#
# The environment changes what is measured:
#   DEVICES    phones                       100000
#   ACTIVE     phones in a round            1000
#   ROUNDS     rounds                       50
#   PAIRS      timed pairs, after a warm-up 5
#   BUILD      where wattfleet was built    build/release
#   BEFORE     another wattfleet program, to compare plain rounds with
#
# Seconds are CPU seconds (user and system, all processes), medians over the pairs. A ratio is that of a
# pair.
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)

DEVICES=${DEVICES:-100000}
ACTIVE=${ACTIVE:-1000}
ROUNDS=${ROUNDS:-50}
PAIRS=${PAIRS:-5}
BUILD=${BUILD:-$here/../build/release}
WATTFLEET=$(realpath -m "${WATTFLEET:-$BUILD/wattfleet}")
BEFORE=${BEFORE:+$(realpath -m "$BEFORE")}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

"$here/fleet.sh" "$DEVICES" >platform.xml
sed 's|<zone \([^>]*\)>|<zone \1><prop id="carbon_intensity" value="300 g/kWh"/>|' platform.xml >constant.xml
sed 's|<zone \([^>]*\)>|<zone \1><prop id="carbon_intensity" value="hours.csv"/>|' platform.xml >series.xml
awk 'BEGIN { print "time,carbon_intensity"
    for (i = 0; i < 24 * 40; i++) printf "%d,%g\n", 3600 * i, 300 + 100 * sin(i / 24 * 6.283185) }' >hours.csv
cat >workload.xml <<XML
<?xml version="1.0"?>
<workload version="1" id="bench">
  <prop id="parameters" value="2500000"/>
  <prop id="training-flop" value="250 Mflop"/>
  <prop id="samples" value="$((40 * DEVICES))"/>
  <prop id="bytes-per-sample" value="3 kB"/>
</workload>
XML

deployment() { # file, props of the server, props of the learners
    cat >"$1" <<XML
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <actor host="server-0" function="server">
    <prop id="workload" value="workload.xml"/>
    <prop id="rounds" value="$ROUNDS"/>
    <prop id="active" value="$ACTIVE"/>
    <prop id="selection" value="random"/>
    $2
  </actor>
  <actor host="phone-[0-$((DEVICES - 1))]" function="learner">
    <prop id="samples" value="40"/>
    $3
  </actor>
</platform>
XML
}
prop() { echo "<prop id=\"$1\" value=\"$2\"/>"; }
deployment plain.xml "" ""
deployment devices.xml "$(prop deadline "${DEADLINE:-10 min}")" \
    "$(prop availability "20:00-10:00") $(prop availability-spread "24 h") $(prop dropout "10 %")"
# thirty days: one round every 30 days / ROUNDS
deployment month.xml "$(prop round-overhead "$((30 * 86400 / ROUNDS)) s")" ""

timed() { # file for the seconds, command..
    local TIMEFORMAT='%U %S' out=$1
    shift
    { time "$@" >result.json 2>errors 3>&-; } 3>&2 2>clock || {
        cat errors >&2
        exit 1
    }
    awk '{ print $1 + $2 }' clock >>"$out"
}

compare() { # name limit -- command of the reference -- command
    local name=$1 limit=$2 i
    shift 3
    local reference=() subject=()
    while [[ $1 != -- ]]; do
        reference+=("$1")
        shift
    done
    shift
    subject=("$@")
    rm -f reference subject
    timed warm "${reference[@]}"
    timed warm "${subject[@]}"
    for ((i = 0; i < PAIRS; i++)); do
        timed reference "${reference[@]}"
        timed subject "${subject[@]}"
    done
    paste reference subject | awk '{ print $2 / $1, $1, $2 }' | sort -n | awk -v name="$name" -v limit="$limit" '
        { ratio[NR] = $1; a[NR] = $2; b[NR] = $3 }
        END {
            middle = int((NR + 1) / 2)
            printf "%-8s %6.2f s against %6.2f s: %.3f (%.3f to %.3f), limit %s\n", name, b[middle],
                   a[middle], ratio[middle], ratio[1], ratio[NR], limit
        }'
}

run=("$WATTFLEET" run --format json)
compare devices 1.6 -- "${run[@]}" platform.xml plain.xml -- "${run[@]}" platform.xml devices.xml
compare series 1.2 -- "${run[@]}" constant.xml month.xml -- "${run[@]}" series.xml month.xml
if [[ -n $BEFORE ]]; then
    compare before 1.03 -- "$BEFORE" run --format json platform.xml plain.xml -- \
        "${run[@]}" platform.xml plain.xml
fi
