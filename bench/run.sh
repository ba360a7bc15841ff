#!/bin/bash
# wattfleet compared with bare SimGrid: the same rounds on the same platform, as whole processes.
#
#   bench/run.sh
#
# The environment changes what is measured:
#   DEVICES    numbers of phones               "1000 10000 100000"
#   ACTIVE     phones in a round               1000 (at most all)
#   ROUNDS     rounds                          50; ROUNDS=1 shows the cost of loading
#   PAIRS      timed pairs, after a warm-up    5; on a shared virtual machine one process was seen to
#                                              vary by 25 %, then more pairs are needed
#   BUILD      where the programs were built   build/release
#   WATTFLEET, BARE, PEAK                      $BUILD/wattfleet, $BUILD/bench/bare, $BUILD/bench/peak
#   SIMGRID    options of SimGrid for both     CM02, no cross-traffic: see below
#
# Time and memory come from separate runs, because reading the memory slows a process down. Times are
# medians over the pairs. A ratio is wattfleet / bare in a pair: median, and (smallest to largest). Exit
# 1 if the two simulated clocks differ by more than 1e-9, or the joules that SimGrid's plugins count on
# the server, the phones that took part and their links: then the two did not do the same work, and the
# times have no meaning.
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)

DEVICES=${DEVICES:-1000 10000 100000}
ACTIVE=${ACTIVE:-1000}
ROUNDS=${ROUNDS:-50}
PAIRS=${PAIRS:-5}
BUILD=${BUILD:-$here/../build/release}
WATTFLEET=$(realpath -m "${WATTFLEET:-$BUILD/wattfleet}")
BARE=$(realpath -m "${BARE:-$BUILD/bench/bare}")
PEAK=$(realpath -m "${PEAK:-$BUILD/bench/peak}")
# Closed forms hold with these two options; with cross-traffic each flow would load both links of a phone.
SIMGRID=${SIMGRID:---cfg=network/model:CM02 --cfg=network/crosstraffic:0}
read -ra simgrid <<<"$SIMGRID"

# One workload for both; bare gets the bytes and flop that wattfleet computes from it.
parameters=2500000
byte_per_parameter=4
flop_per_sample=250000000
samples_per_phone=40
flop_per_parameter_and_update=2 # wattfleet's default aggregation-flop

die() {
    echo "run.sh: $*" >&2
    exit 1
}

for program in "$WATTFLEET" "$BARE" "$PEAK"; do
    [[ -x $program ]] || die "no program '$program': build first, or set BUILD"
done
for count in $DEVICES "$ACTIVE" "$ROUNDS" "$PAIRS"; do
    [[ $count =~ ^[1-9][0-9]*$ ]] || die "'$count' is not a count > 0"
done

# Everything runs in this folder, so that relative names in the files are right.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

write_scenario() { # devices active
    "$here/fleet.sh" "$1" >platform.xml
    cat >workload.xml <<XML
<?xml version="1.0"?>
<workload version="1" id="bench">
  <prop id="parameters" value="$parameters"/>
  <prop id="bytes-per-parameter" value="$byte_per_parameter B"/>
  <prop id="training-flop" value="$flop_per_sample flop"/>
  <prop id="forward-flop" value="80 Mflop"/>
  <prop id="samples" value="$((samples_per_phone * $1))"/>
  <prop id="bytes-per-sample" value="3 kB"/>
</workload>
XML
    cat >deployment.xml <<XML
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <actor host="server-0" function="server">
    <prop id="workload" value="workload.xml"/>
    <prop id="rounds" value="$ROUNDS"/>
    <prop id="active" value="$2"/>
    <prop id="selection" value="random"/>
  </actor>
  <actor host="phone-[0-$(($1 - 1))]" function="learner">
    <prop id="samples" value="$samples_per_phone"/>
    <prop id="local-epochs" value="1"/>
  </actor>
</platform>
XML
    wattfleet_command=("$WATTFLEET" run platform.xml deployment.xml --format json --engine simgrid --quiet
        "${simgrid[@]/#/--simgrid=}")
    bare_command=("$BARE" platform.xml "$2" "$ROUNDS"
        $((parameters * byte_per_parameter))
        $((flop_per_sample * samples_per_phone))
        $((parameters * byte_per_parameter))
        $((flop_per_parameter_and_update * parameters * $2))
        cohorts.txt "${simgrid[@]}")
}

quietly() { # name command.. : its output to NAME.out; prints only if it fails
    local name=$1
    shift
    "$@" >"$name.out" 2>"$name.err" && return
    cat "$name.err" >&2
    echo "run.sh: failed: $*" >&2
    return 1
}

timed() { # name command.. : like quietly; also "wall cpu" in seconds to NAME.time
    local TIMEFORMAT='%R %U %S'
    local wall user system
    { time quietly "$@" 2>&3; } 3>&2 2>clock || exit 1
    read -r wall user system <clock
    echo "$wall $(awk "BEGIN { print $user + $system }")" >"$1.time"
}

json() { # key file : its number; the first one if the key occurs twice
    grep -oE "\"$1\"[[:space:]]*:[[:space:]]*[-+.0-9eE]+" "$2" | head -n 1 |
        sed 's/.*:[[:space:]]*//' | grep . || die "no number '$1' in wattfleet's output"
}

check_agreement() {
    local time_s host_energy_j link_energy_j
    time_s=$(json time_s wattfleet.out)
    host_energy_j=$(json plugin_host_energy_j wattfleet.out)
    link_energy_j=$(json plugin_link_energy_j wattfleet.out)
    awk -F '[ =]' -v time_s="$time_s" -v host_j="$host_energy_j" -v link_j="$link_energy_j" '
    function compare(name, ours, bare, difference) {
        difference = ours > bare ? ours - bare : bare - ours
        if (bare > 0 && difference <= 1e-9 * bare)
            return 0
        printf "run.sh: %s: wattfleet %.17g, bare %.17g\n", name, ours, bare >"/dev/stderr"
        return 1
    }
    {
        bad = compare("time_s", time_s, $2)
        bad += compare("plugin_host_energy_j", host_j, $4)
        bad += compare("plugin_link_energy_j", link_j, $6)
    }
    END { exit NR != 1 || bad > 0 }' bare.out || die "wattfleet and bare did not do the same work"
}

summary() { # column of the pairs (1 wall, 2 cpu) : three medians and the range of the ratio
    awk -v column="$1" '
    function median(values, n,   i, j, value) {
        for (i = 2; i <= n; i++) {
            value = values[i]
            for (j = i - 1; j > 0 && values[j] > value; j--)
                values[j + 1] = values[j]
            values[j + 1] = value
        }
        return n % 2 ? values[(n + 1) / 2] : (values[n / 2] + values[n / 2 + 1]) / 2
    }
    {
        bare[NR] = $column
        ours[NR] = $(column + 2)
        ratio[NR] = ours[NR] / (bare[NR] > 0 ? bare[NR] : 0.001) # the clock has milliseconds
    }
    END {
        printf "%9.3f %9.3f", median(bare, NR), median(ours, NR)
        printf " %6.3f", median(ratio, NR) # sorts it
        printf " (%.2f to %.2f)", ratio[1], ratio[NR]
    }' pairs
}

echo "active $ACTIVE (at most all), rounds $ROUNDS, pairs $PAIRS, $SIMGRID"
printf '%8s  %-42s  %-42s  %s\n' '' 'wall, s' 'user + system, s' 'peak memory, MB'
printf '%8s  %9s %9s %6s %-15s  %9s %9s %6s %-15s  %9s %9s %6s\n' devices \
    bare wattfleet ratio '' bare wattfleet ratio '' bare wattfleet ratio
for devices in $DEVICES; do
    active=$((ACTIVE < devices ? ACTIVE : devices))
    write_scenario "$devices" "$active"
    # The warm-up; it also writes the cohorts that wattfleet selects, for bare.
    quietly wattfleet "${wattfleet_command[@]}" --cohorts-csv cohorts.txt
    quietly bare "${bare_command[@]}"
    check_agreement

    : >pairs
    for ((pair = 0; pair < PAIRS; pair++)); do
        timed bare "${bare_command[@]}"
        timed wattfleet "${wattfleet_command[@]}"
        check_agreement
        paste -d ' ' bare.time wattfleet.time >>pairs
    done

    quietly bare "$PEAK" bare.peak "${bare_command[@]}"
    quietly wattfleet "$PEAK" wattfleet.peak "${wattfleet_command[@]}"
    memory=$(paste bare.peak wattfleet.peak |
        awk '{ printf "%9.1f %9.1f %6.3f", $1 / 1e6, $2 / 1e6, $2 / $1 }')
    printf '%8d  %-42s  %-42s  %s\n' "$devices" "$(summary 1)" "$(summary 2)" "$memory"
done
