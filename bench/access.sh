#!/bin/bash
# All flows over one access link, each with a cap of its own: closed form against bare SimGrid.
#
#   bench/access.sh
#
#   FLOWS      learners, all in each round          "100 300 1000"
#   BUILD      where the programs were built        build/release
#   SIMGRID    options of SimGrid for both          none: LV08 with cross-traffic
#
# CPU time a learner-round: the difference between processes with more rounds and with one, so that
# loading is left out. Exit 1 if the simulated clocks differ by more than 1e-9.
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
FLOWS=${FLOWS:-100 300 1000}
BUILD=$(realpath "${BUILD:-$here/../build/release}")
read -ra simgrid <<<"${SIMGRID:-}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

# Links of 0.1 to 2 MB/s up, 0.2 to 4 down, latencies of 1 to 51 ms (assumed), by a fixed seed; the server's
# links have 300 kB/s a learner each way.
platform() {
    awk -v n="$1" 'BEGIN {
    srand(7)
    print "<?xml version=\"1.0\"?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">"
    print "<platform version=\"4.1\"><zone id=\"fleet\" routing=\"Cluster\"><prop id=\"kind\" value=\"phone\"/>"
    print "<host id=\"server-0\" speed=\"100Gf\"><prop id=\"wattage_per_state\" value=\"45:50:90\"/></host>"
    for (i = 0; i < n; i++)
        printf "<host id=\"phone-%d\" speed=\"%.6fGf\"><prop id=\"wattage_per_state\" value=\"0.3:0.5:3\"/></host>\n",
            i, 1 + 6 * rand()
    link = "<link id=\"%s-%s\" bandwidth=\"%.3fkBps\" latency=\"%.3fms\"/>\n"
    printf link link, "u", "s", 300 * n, 4, "d", "s", 300 * n, 4
    for (i = 0; i < n; i++)
        printf link link, "u", i, 100 * exp(3 * rand()), 1 + 50 * rand(), "d", i, 200 * exp(3 * rand()), 1 + 50 * rand()
    print "<host_link id=\"server-0\" up=\"u-s\" down=\"d-s\"/>"
    for (i = 0; i < n; i++)
        printf "<host_link id=\"phone-%d\" up=\"u-%d\" down=\"d-%d\"/>\n", i, i, i
    print "</zone></platform>"
    }' >platform.xml
    cat >workload.xml <<XML
<?xml version="1.0"?>
<workload version="1" id="bench"><prop id="parameters" value="2500000"/><prop id="bytes-per-parameter" value="4 B"/>
<prop id="training-flop" value="250 Mflop"/><prop id="samples" value="$((40 * $1))"/></workload>
XML
    cat >deployment.xml <<XML
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><actor host="server-0" function="server"><prop id="workload" value="workload.xml"/>
<prop id="rounds" value="1"/></actor>
<actor host="phone-*" function="learner"><prop id="samples" value="40"/></actor></platform>
XML
}

# Each sets user, seconds of CPU time, and clock, of the simulation.
timed() {
    local TIMEFORMAT='%U'
    { time "$@" >out 2>err; } 2>user || { cat err >&2; exit 1; }
    user=$(cat user)
}
ours() { # rounds
    timed "$BUILD/wattfleet" run platform.xml deployment.xml --engine closed-form --no-audit --format json \
        --set server.rounds="$1" "${simgrid[@]/#/--simgrid=}"
    clock=$(sed -n 's/^  "time_s": \(.*\),$/\1/p' out)
}
bare() { # learners, rounds
    timed "$BUILD/bench/bare" platform.xml "$1" "$2" 10000000 10000000000 10000000 $((5000000 * $1)) - "${simgrid[@]}"
    clock=$(sed -n 's/^time_s=\([^ ]*\) .*/\1/p' out)
}

echo "flows   bare, us   wattfleet, us   bare / wattfleet   (CPU time a learner-round)"
for flows in $FLOWS; do
    platform "$flows"
    bare "$flows" 1; one=$user same=$clock
    bare "$flows" 4; bare_us=$(awk "BEGIN { print ($user - $one) / 3 / $flows * 1e6 }")
    ours 1; one=$user
    awk "BEGIN { d = $same - $clock; exit !(d * d <= 1e-18 * $same * $same) }" ||
        { echo "access.sh: clocks differ: bare $same, wattfleet $clock" >&2; exit 1; }
    ours 301; ours_us=$(awk "BEGIN { print ($user - $one) / 300 / $flows * 1e6 }")
    printf '%5d %10.1f %15.2f %18.0f\n' "$flows" "$bare_us" "$ours_us" "$(awk "BEGIN { print $bare_us / $ours_us }")"
done
