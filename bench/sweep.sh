#!/bin/bash
# Sweeps of 10^4 devices: which part of the CPU time is simulation, of three kinds of platform.
#
#   bench/sweep.sh
#
#   DEVICES    of each platform                10000
#   POINTS     of each sweep                   1000
#   KINDS      which                           "flat cells fleet billed"
#   ROUNDS     of the flat one and the fleet   50
#   ACTIVE     devices in each round there     1000
#   BUILD      where the program was built     build/release
#
# flat    bench/fleet.sh, closed form, the data is varied: every point is simulated
# cells   100 cells behind a narrow server: SimGrid plays it; 20 devices in each of 20 rounds, the data is varied
# fleet   platforms/fleets/phones.xml, the speed of the phones is varied
# billed  the same, an intensity is varied: one point is simulated, all are priced
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
DEVICES=${DEVICES:-10000}
POINTS=${POINTS:-1000}
KINDS=${KINDS:-flat cells fleet billed}
ROUNDS=${ROUNDS:-50}
ACTIVE=${ACTIVE:-1000}
BUILD=$(realpath "${BUILD:-$here/../build/release}")
root=$(realpath "$here/..")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

cat >workload.xml <<XML
<?xml version="1.0"?>
<workload version="1" id="bench"><prop id="parameters" value="2500000"/><prop id="training-flop" value="250 Mflop"/>
<prop id="samples" value="1000000"/><prop id="bytes-per-sample" value="3 kB"/></workload>
XML
cat >deployment.xml <<XML
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><actor host="server-0" function="server"><prop id="workload" value="workload.xml"/>
<prop id="rounds" value="50"/><prop id="active" value="1000"/><prop id="selection" value="random"/></actor>
<actor host="phone-*" function="learner"/></platform>
XML

# Every hundredth phone shares the two links of its cell; the server's two are narrow (assumed).
cells() {
    awk -v n="$DEVICES" 'BEGIN {
    print "<?xml version=\"1.0\"?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">"
    print "<platform version=\"4.1\"><zone id=\"all\" routing=\"Cluster\">"
    print "<host id=\"server-0\" speed=\"100Gf\"><prop id=\"wattage_per_state\" value=\"45:50:90\"/></host>"
    for (i = 0; i < n; i++)
        printf "<host id=\"phone-%d\" speed=\"%dGf\"><prop id=\"wattage_per_state\" value=\"0.3:0.5:3\"/></host>\n", i, 1 + i % 7
    link = "<link id=\"%s-%s\" bandwidth=\"%s\" latency=\"%s\"/>\n"
    printf link link, "up", "s", "8MBps", "1ms", "down", "s", "8MBps", "1ms"
    for (i = 0; i < 100; i++)
        printf link link, "up", i, "1.5MBps", "10ms", "down", i, "1.5MBps", "10ms"
    print "<host_link id=\"server-0\" up=\"up-s\" down=\"down-s\"/>"
    for (i = 0; i < n; i++)
        printf "<host_link id=\"phone-%d\" up=\"up-%d\" down=\"down-%d\"/>\n", i, i % 100, i % 100
    print "</zone></platform>"
    }'
}
sweep() { # kind, arguments
    local kind=$1
    shift
    "$BUILD/wattfleet" sweep "$@" --points "$POINTS" --jobs 1 --format json --quiet >out
    awk -v kind="$kind" -v points="$POINTS" -F'[:,]' '{ gsub(/[" ]/, "", $1); v[$1] = $2 }
        END { printf "%-8s %8d %12.1f %10.1f %9.0f %12.2f %8.1f %%\n", kind, v["simulations"], v["simulation_s"], v["cpu_s"],
              v["elapsed_s"], 1e3 * v["cpu_s"] / points, 100 * v["simulation_s"] / v["cpu_s"] }' out
}

data=workload.samples=5e5..2e6
phones=("$root/platforms/fleets/phones.xml" "$root/deployments/fleet-phones.xml" --set "class.phone.count=$DEVICES"
    --set "server.active=$ACTIVE" --set "server.rounds=$ROUNDS")
printf '%-8s %8s %12s %10s %9s %12s %10s\n' kind played 'simulated, s' 'CPU, s' 'clock, s' 'ms a point' simulated
for kind in $KINDS; do
    case $kind in
    flat)
        "$here/fleet.sh" "$DEVICES" >flat.xml
        sweep flat flat.xml deployment.xml --set "server.active=$ACTIVE" --set "server.rounds=$ROUNDS" --factor "$data"
        ;;
    cells)
        cells >cells.xml
        sweep cells cells.xml deployment.xml --set server.active=20 --set server.rounds=20 --factor "$data"
        ;;
    fleet) sweep fleet "${phones[@]}" --factor learner.speed-factor=0.5..2 ;;
    billed) sweep billed "${phones[@]}" --factor 'region.poland.carbon_intensity=500 g/kWh..800 g/kWh' ;;
    *)
        echo "sweep.sh: no kind '$kind'; expected flat, cells, fleet, billed" >&2
        exit 2
        ;;
    esac
done
