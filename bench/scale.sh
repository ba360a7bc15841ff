#!/bin/bash
# Cost against size: seconds of a learner-round and memory, from 10^2 phones up, by ours in both ways and by
# bare SimGrid. A table (scale.txt, scale.csv), a picture (scale.svg, scale.png), and whether the figures that
# we hold hold (hold.txt).
#
#   bench/scale.sh [FOLDER]        results in FOLDER (default: bench-scale)
#
# The environment changes what is measured:
#   DEVICES    numbers of phones               "100 1000 10000 100000"
#   ACTIVE     phones of a round there         1000 (at most all)
#   COHORTS    cohorts, at the largest of DEVICES  "100 1000 10000"
#   LAZY       numbers of phones of a FLEET    "1000000 100000000"; "": none
#   PATH_DEVICES  phones where SimGrid's path is held against bare: "1000 10000 100000 1000000"
#   PARTS      of "scale hold"                 both; or parts of hold: hold_rounds hold_fleets hold_shared
#              hold_all hold_declined hold_path
#   TURNS      learner-rounds that a marginal cost is taken over: by SimGrid 20000, in closed form 8000000, of a
#              FLEET 1500000, on a shared link 1000000: about 2 s each, as single processes scatter by tenths of 1 s
#   ROUNDS     of the whole processes of hold  1500
#   REPEAT     runs, of which the median       3
#   FEDDES     its program des_fedavg (github.com/padsys/FedDES, built): the peer; "": none
#   BUILD      where the programs were built   build/release
#
# Seconds are CPU seconds (user and system, all processes). The cost of a learner-round is the difference of two
# numbers of rounds, so that loading is not in it. Programs of one line run one after the other, REPEAT times in
# alternation. Memory (bench/peak.c) is of a run of its own. Bare and actors get the cohorts that ours drew, and
# must come to the same simulated time to 1e-9, or the line has no meaning and the script ends.
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)

DEVICES=${DEVICES-100 1000 10000 100000}
ACTIVE=${ACTIVE:-1000}
COHORTS=${COHORTS-100 1000 10000}
LAZY=${LAZY-1000000 100000000}
PATH_DEVICES=${PATH_DEVICES-1000 10000 100000 1000000}
PARTS=${PARTS:-scale hold}
SLOW_TURNS=${TURNS:-20000}
FAST_TURNS=${TURNS:-8000000}
LAZY_TURNS=${TURNS:-1500000} # nearly each of them meets a device for the first time
SHARED_TURNS=${TURNS:-1000000}
ROUNDS=${ROUNDS:-1500}
REPEAT=${REPEAT:-3}
FEDDES=${FEDDES:+$(realpath -m "$FEDDES")}
BUILD=$(realpath -m "${BUILD:-$here/../build/release}")
result=$(realpath -m "${1:-bench-scale}")
mkdir -p "$result"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
options=(--cfg=network/model:CM02 --cfg=network/crosstraffic:0)
ours=("$BUILD/wattfleet" run --format json "${options[@]/#/--simgrid=}")

die() {
    echo "scale.sh: $*" >&2
    exit 1
}
for program in "$BUILD/wattfleet" "$BUILD/bench/bare" "$BUILD/bench/actors" "$BUILD/bench/peak"; do
    [[ -x $program ]] || die "no program '$program': build first, or set BUILD"
done

# One workload for all; bare gets the bytes and flop that ours computes from it.
parameters=2500000
cat >workload.xml <<XML
<?xml version="1.0"?>
<workload version="1" id="bench">
  <prop id="parameters" value="$parameters"/>
  <prop id="training-flop" value="250 Mflop"/>
  <prop id="samples" value="1000"/>
  <prop id="bytes-per-sample" value="3 kB"/>
</workload>
XML
deployment() { # phones, active, rounds
    cat >deployment.xml <<XML
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <actor host="server-0" function="server">
    <prop id="workload" value="workload.xml"/><prop id="rounds" value="$3"/>
    <prop id="active" value="$2"/><prop id="selection" value="random"/>
  </actor>
  <actor host="phone-*" function="learner"><prop id="samples" value="40"/></actor>
  ${more:-}
</platform>
XML
}
# $1 phones behind a link of the server each way, no two alike. Alone they would take 7 and 3 MBps each on the
# mean; the links have 4 and 2 a phone, so that some are held back by their own links and some by the server's.
behind_one_link() {
    "$here/fleet.sh" "$1" | awk -v phones="$1" '
        /<link id="u-/ { sub(/bandwidth="[0-9]*/, "bandwidth=\"" 1 + 4 * (i * 0.6180339887 % 1)) }
        /<link id="d-/ { sub(/bandwidth="[0-9]*/, "bandwidth=\"" 5 + 4 * (i++ * 0.7548776662 % 1)) }
        /<host_link/ && !done++ {
            printf "<link id=\"access\" bandwidth=\"%sMBps\" latency=\"1ms\"/>\n", 4 * phones
            printf "<link id=\"back\" bandwidth=\"%sMBps\" latency=\"1ms\"/>\n", 2 * phones
            print "<host_link id=\"server-0\" up=\"access\" down=\"back\"/>" }
        { print }'
}

timed() { # file for the seconds, command..
    local TIMEFORMAT='%U %S' out=$1
    shift
    { time "$@" >out 2>err 3>&-; } 3>&2 2>clock || {
        tail -n 3 err >&2
        die "failed: $*"
    }
    awk '{ print $1 + $2 }' clock >>"$out"
}
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

command_of() { # program, platform, active, rounds: sets command
    deployment "$phones" "$3" "$4"
    case $1 in
    simgrid) command=("${ours[@]}" "$2" deployment.xml --engine simgrid) ;;
    closed-form) command=("${ours[@]}" "$2" deployment.xml --engine closed-form --no-audit) ;;
    auto) command=("${ours[@]}" "$2" deployment.xml --engine auto) ;;
    bare | actors)
        command=("$BUILD/bench/$1" "$2" "$3" "$4" $((4 * parameters)) 10000000000 $((4 * parameters))
            $((2 * parameters * $3)) cohorts.txt "${options[@]}")
        ;;
    esac
}
cohorts() { # platform, active, rounds: what ours draws, for bare and actors, and how long it takes
    deployment "$phones" "$2" "$3"
    timed /dev/null "${ours[@]}" "$1" deployment.xml --engine auto --no-audit --cohorts-csv cohorts.txt
    grep -oE '"time_s": [0-9.e+]+' out | grep -oE '[0-9.e+]+$' >simulated
}
agree() { # bare and actors did the same; $1: to how much, where not 1e-9
    awk -F '[ =]' -v ours="$(cat simulated)" -v most="${1:-1e-9}" '
        { d = $2 - ours; exit !((d < 0 ? -d : d) <= most * ours) }' out ||
        die "bare simulated $(cut -d' ' -f1 out), ours $(cat simulated) s"
}

# Seconds of a whole process of few rounds and of many, in turns; prints "us of a learner-round, s of many".
# FIRST: rounds before, in which devices are met for the first time
marginal() { # program, platform, active, turns [first]
    local few=${5:-2} i
    local many=$((few + ($4 + $3 - 1) / $3))
    rm -f few many
    for ((i = 0; i < REPEAT; i++)); do
        command_of "$1" "$2" "$3" "$few"
        timed few "${command[@]}"
        command_of "$1" "$2" "$3" "$many"
        timed many "${command[@]}"
    done
    echo "$(median few) $(median many)" | awk -v turns=$(((many - few) * $3)) '{ printf "%.9g %.9g", 1e6 * ($2 - $1) / turns, $2 }'
}
memory() { # command..: MB
    "$BUILD/bench/peak" peak "$@" >out 2>err || die "failed: $*"
    awk '{ printf "%.1f", $1 / 1e6 }' peak
}

turns_of() { [[ $1 == closed-form || $1 == auto ]] && echo "$FAST_TURNS" || echo "$SLOW_TURNS"; }

line() { # program, platform, active [turns]: a row of the table
    local turns=${4:-$(turns_of "$1")} cost megabytes
    cost=$(marginal "$1" "$2" "$3" "$turns")
    [[ $1 != bare && $1 != actors ]] || agree
    command_of "$1" "$2" "$3" $((2 + (turns + $3 - 1) / $3))
    megabytes=$(memory "${command[@]}")
    echo "$cost" | awk -v p="$1" -v n="$phones" -v a="$3" -v r=$((2 + (turns + $3 - 1) / $3)) -v m="$megabytes" '{
        printf "%s,%d,%d,%d,%.4g,%.4g,%s\n", p, n, a, r, $1, $2, m }' | tee -a "$result/scale.csv" |
        awk -F, '{ printf "%-12s %10d %8d %8d %16s %12s %10s\n", $1, $2, $3, $4, $5, $6, $7 }' | tee -a "$result/scale.txt"
}
programs() { # platform, active
    cohorts "$1" "$2" $((2 + (SLOW_TURNS + $2 - 1) / $2))
    local program
    for program in closed-form auto simgrid bare actors; do
        # an actor a learner: 1 MB for ten of them
        [[ $program != actors || $phones -le 100000 ]] || continue
        line "$program" "$1" "$2"
    done
}

scale() {
    echo "program,devices,active,rounds,learner_round_us,whole_s,peak_mb" >"$result/scale.csv"
    printf '%-12s %10s %8s %8s %16s %12s %10s\n' program devices active rounds 'learner-round,us' 'whole,s' 'peak,MB' |
        tee "$result/scale.txt"
    local largest=0 cohort
    for phones in $DEVICES; do
        "$here/fleet.sh" "$phones" >platform.xml
        programs platform.xml $((ACTIVE < phones ? ACTIVE : phones))
        largest=$phones
    done
    for cohort in $COHORTS; do
        ((cohort == ACTIVE || cohort > largest)) || programs platform.xml "$cohort"
    done
    for phones in $LAZY; do
        if fleet "$phones"; then
            line closed-form fleet.xml "$ACTIVE" "$LAZY_TURNS"
        else
            echo "a FLEET of $phones: not measured: $(head -n 1 err)" | tee -a "$result/scale.txt"
        fi
    done
    picture "$largest"
}

# The phones of fleet.sh as a FLEET of $1, drawn one by one; fails where this build takes none.
fleet() {
    cat >fleet.xml <<XML
<?xml version="1.0"?>
<fleet version="1">
  <access id="radio" up="uniform(1 MBps, 5 MBps)" down="uniform(5 MBps, 9 MBps)" latency="20 ms"
          up_wattage_range="0:1.5" down_wattage_range="0:1.5"/>
  <class id="phone" count="$1" speed="1Gf" speed_factor="uniform(1, 7)" access="radio">
    <prop id="kind" value="phone"/><prop id="wattage_per_state" value="0.3:0.5:3"/>
  </class>
  <node id="server-0" speed="100Gf">
    <prop id="kind" value="server"/><prop id="wattage_per_state" value="45:50:90"/>
  </node>
</fleet>
XML
    command_of closed-form fleet.xml 10 1
    # a fleet that is expanded, not drawn as it is asked, must not take the machine's memory
    (ulimit -v 8000000 && timeout 300 "${command[@]}" >out 2>err)
}

picture() {
    command -v gnuplot >/dev/null || {
        echo "no gnuplot: no picture" >&2
        return 0
    }
    local program
    for program in closed-form auto simgrid bare actors; do
        awk -F, -v p="$program" -v a="$ACTIVE" '$1 == p && $3 == (a < $2 ? a : $2) { print $2, $5, $7 }' \
            "$result/scale.csv" | sort -n >"devices-$program"
        awk -F, -v p="$program" -v n="$1" '$1 == p && $2 == n { print $3, $5 }' "$result/scale.csv" |
            sort -n >"cohorts-$program"
    done
    gnuplot -e "active=$ACTIVE; largest=$1; folder='$result'" "$here/scale.gp"
}

# ---- the figures that we hold ----

holds() { # what, our value, the reference's, at most ours / reference, unit
    awk -v what="$1" -v ours="$2" -v reference="$3" -v limit="$4" -v unit="$5" 'BEGIN {
        if (!(ours > 0 && reference > 0)) {
            printf "%-58s %10.4g %10.4g %-3s NOT MEASURED: a difference within the noise\n", what, ours,
                   reference, unit
            exit
        }
        ratio = ours / reference
        factor = ratio < 1 ? sprintf("1/%.3g", 1 / ratio) : sprintf("%.3g", ratio)
        wanted = limit < 1 ? sprintf("1/%.3g", 1 / limit) : sprintf("%.3g", limit)
        printf "%-58s %10.4g %10.4g %-3s %8s %6s  %s\n", what, ours, reference, unit, factor, wanted,
               ratio <= limit ? "holds" : "DOES NOT HOLD" }' | tee -a "$result/hold.txt"
}
not_measured() { printf '%-58s %s\n' "$1" "not measured: $2" | tee -a "$result/hold.txt"; }

whole() { # program, platform, active, rounds, repeat: median of seconds
    local i
    rm -f whole
    for ((i = 0; i < $5; i++)); do
        command_of "$1" "$2" "$3" "$4"
        timed whole "${command[@]}"
    done
    median whole
}
first() { echo "${1%% *}"; }

hold_rounds() { # 10^5 phones on links of their own, 1,000 active
    phones=100000
    "$here/fleet.sh" "$phones" >platform.xml
    cohorts platform.xml 1000 "$ROUNDS"
    local bare closed
    bare=$(marginal bare platform.xml 1000 "$SLOW_TURNS")
    closed=$(marginal closed-form platform.xml 1000 "$FAST_TURNS" 600)
    holds "learner-round, 10^5 phones, 1,000 active, all met" "$(first "$closed")" "$(first "$bare")" 0.01 us
    bare=$(whole bare platform.xml 1000 "$ROUNDS" 1)
    agree
    closed=$(whole auto platform.xml 1000 "$ROUNDS" "$REPEAT")
    holds "auto with its audit, whole, $ROUNDS rounds" "$closed" "$bare" 0.033333333 s
}

hold_fleets() { # drawn as they are asked
    local bare='' closed us=() megabytes
    for phones in $LAZY; do
        fleet "$phones" || {
            not_measured "a FLEET of $phones" "$(head -n 1 err)"
            continue
        }
        closed=$(whole closed-form fleet.xml 1000 "$ROUNDS" "$REPEAT")
        command_of closed-form fleet.xml 1000 "$ROUNDS"
        megabytes=$(memory "${command[@]}")
        us+=("$(first "$(marginal closed-form fleet.xml 1000 "$LAZY_TURNS")")")
        if ((phones == 1000000)); then
            "$here/fleet.sh" "$phones" >platform.xml
            cohorts platform.xml 1000 "$ROUNDS"
            bare=$(whole bare platform.xml 1000 "$ROUNDS" 1)
            agree
            holds "10^6 phones (FLEET), $ROUNDS rounds, whole" "$closed" "$bare" 0.02 s
            command_of bare platform.xml 1000 "$ROUNDS"
            holds "  its memory" "$megabytes" "$(memory "${command[@]}")" 0.05 MB
        else
            holds "$phones phones (FLEET), $ROUNDS rounds: memory, of 1 GB" "$megabytes" 1000 1 MB
        fi
    done
    ((${#us[@]} < 2)) || holds "learner-round, $LAZY phones (FLEET)" "${us[-1]}" "${us[0]}" 2 us
}

hold_shared() { # flows of different rates on the one link of the server
    phones=1000
    behind_one_link "$phones" >platform.xml
    command_of closed-form platform.xml 1000 2
    if ! "${command[@]}" >out 2>err; then
        not_measured "1,000 flows on one link, a learner-round" "$(grep -o 'not proven.*' err | head -n 1)"
        return
    fi
    # two shared directions: bare takes seconds a round
    local bare closed
    cohorts platform.xml 1000 6
    bare=$(marginal bare platform.xml 1000 4000)
    agree 1e-6 # each of 1,000 ends that SimGrid merges with another moves all
    closed=$(marginal closed-form platform.xml 1000 "$SHARED_TURNS")
    holds "1,000 flows on one link, a learner-round" "$(first "$closed")" "$(first "$bare")" 0.01 us
}

hold_all() { # everyone is active, against FedDES
    phones=100000
    "$here/fleet.sh" "$phones" >platform.xml
    local closed peer
    closed=$(whole closed-form platform.xml "$phones" 10 1)
    if [[ -z $FEDDES ]]; then
        not_measured "10^5 all active x 10 rounds ($closed s), against FedDES" "FEDDES names no program"
        return
    fi
    # 10^4 clients, one on each of Node-2 ..; the server on Node-1
    "$here/fleet.sh" 10000 | sed 's/server-0/Node-1/' |
        awk '{ while (match($0, /phone-[0-9]+/)) $0 = substr($0, 1, RSTART - 1) "Node-" \
             substr($0, RSTART + 6, RLENGTH - 6) + 2 substr($0, RSTART + RLENGTH); print }' >peer.xml
    echo '{"num_nodes": 10001, "clients_per_node": 1, "control": 0, "epochs": 10, "dataloader_cost": 1,
"aggregation_cost": 0.01, "training_cost": 10, "comm_cost": 10000000}' >peer.json
    # it ends in a deadlock that SimGrid reports (clients wait for a round more): its status says nothing
    local TIMEFORMAT='%U %S'
    { time "$FEDDES" peer.xml peer.json >/dev/null 2>&1 3>&- || true; } 3>&2 2>clock
    peer=$(awk '{ print ($1 + $2) / 1e5 * 1e6 }' clock)
    holds "10^5 all active x 10, against FedDES at 10^4, a learner-round" \
        "$(awk -v s="$closed" 'BEGIN { print s / 1e6 * 1e6 }')" "$peer" 0.01 us
}

hold_declined() { # what auto must leave to SimGrid: two actors on a host
    phones=100000
    "$here/fleet.sh" "$phones" >platform.xml
    local i auto simgrid more='<actor host="server-0" function="user"/>'
    rm -f ratios
    for ((i = 0; i < REPEAT; i++)); do
        echo "$(whole auto platform.xml 1000 50 1) $(whole simgrid platform.xml 1000 50 1)" >>ratios
    done
    read -r auto simgrid < <(awk '{ print $1 / $2, $0 }' ratios | sort -n |
        awk '{ v[NR] = $2 " " $3 } END { print v[int((NR + 1) / 2)] }')
    holds "auto that declines, 10^5 phones, 50 rounds, against simgrid" "$auto" "$simgrid" 1.05 s
}

hold_path() { # SimGrid's path against bare, 50 rounds, whole processes
    local i mine bare
    for phones in $PATH_DEVICES; do
        "$here/fleet.sh" "$phones" >platform.xml
        cohorts platform.xml 1000 50
        rm -f ratios
        for ((i = 0; i < REPEAT; i++)); do
            bare=$(whole bare platform.xml 1000 50 1)
            agree
            mine=$(whole simgrid platform.xml 1000 50 1)
            echo "$(awk -v a="$mine" -v b="$bare" 'BEGIN { print a / b }') $mine $bare" >>ratios
        done
        read -r _ mine bare < <(sort -n ratios | awk '{ v[NR] = $0 } END { print v[int((NR + 1) / 2)] }')
        holds "SimGrid's path, $phones phones, 1,000 active, 50 rounds" "$mine" "$bare" 1.15 s
        command_of simgrid platform.xml 1000 50
        mine=$(memory "${command[@]}")
        command_of bare platform.xml 1000 50
        holds "  its memory" "$mine" "$(memory "${command[@]}")" 1.2 MB
    done
}

hold() {
    printf '%-58s %10s %10s %-3s %8s %6s\n' '' ours reference '' ratio hold | tee "$result/hold.txt"
    hold_rounds
    hold_fleets
    hold_shared
    hold_all
    hold_declined
    hold_path
}

for part in $PARTS; do
    [[ $part == scale || $part == hold* ]] && declare -F "$part" >/dev/null ||
        die "PARTS: '$part' is unknown; expected scale, hold, or a part of it, as hold_rounds"
    "$part"
done
