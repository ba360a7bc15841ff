#!/bin/sh
# cli.flat_zone: where the file says all routes, SimGrid is given no platform but that of its audit, and
# results have the same bytes as where it loads the whole.
. tests/cli/lib.sh
WATTFLEET=$(realpath "$WATTFLEET")
cd "$scratch" || exit 1
# Figures whose product with their unit rounds otherwise than the exact value: 8.3 x 10^6, 20.3 x 10^-3.
# $1: a <config>, which only SimGrid reads: it states a default
platform() {
    echo '<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">'"$1"'
<zone id="world" routing="Full">
<prop id="carbon_intensity" value="300 g/kWh"/>
<zone id="net" routing="Cluster">
<prop id="kind" value="phone"/>
<host id="hub" speed="100Gf"><prop id="kind" value="server"/><prop id="wattage_per_state" value="45:50:90"/></host>'
    for i in 0 1 2 3 4 5 6 7 8 9 10 11; do
        echo "<host id=\"phone-$i\" speed=\"$((i % 5 + 1)).3Gf,1.1Gf\" pstate=\"$((i % 2))\"><prop
            id=\"wattage_per_state\" value=\"0.3:0.5:3.$i,0.2:0.3:1\"/></host>"
        echo "<link id=\"u-$i\" bandwidth=\"$((i % 2 * 24 + 8)).3MBps\" latency=\"$((20 + i)).3ms\"><prop
            id=\"wattage_range\" value=\"0:1.5\"/></link>"
        echo "<link id=\"d-$i\" bandwidth=\"$((60 + i)).1Mbps\" latency=\"$((70 + i))00.7us\"/>"
    done
    for i in 0 1 2 3 4 5 6 7 8 9 10 11; do
        echo "<host_link id=\"phone-$i\" up=\"u-$i\" down=\"d-$i\"/>"
    done
    # what the audit leaves out
    echo '<router id="net-router"/></zone>
<zone id="office" routing="Full">
<host id="desk" speed="1Gf"><prop id="wattage_per_state" value="1:1:3"/></host>
<host id="shelf" speed="1Gf"><prop id="wattage_per_state" value="1:1:3"/></host>
<link id="wire" bandwidth="1GBps" latency="0"/>
<route src="desk" dst="shelf"><link_ctn id="wire"/></route>
</zone>
<link id="trunk" bandwidth="1GBps" latency="1ms"/>
<zoneRoute src="office" dst="net" gw_src="desk" gw_dst="net-router"><link_ctn id="trunk"/></zoneRoute>
</zone>
</platform>'
}
mkdir whole file
platform '' >file/platform.xml
platform '<config><prop id="network/crosstraffic" value="1"/></config>' >whole/platform.xml
cat >workload.xml <<'X'
<?xml version="1.0"?>
<workload version="1" id="model">
<prop id="parameters" value="250000"/><prop id="training-flop" value="20 Mflop"/>
<prop id="forward-flop" value="7 Mflop"/><prop id="samples" value="600"/><prop id="bytes-per-sample" value="3 kB"/>
</workload>
X
deployment() { # rounds, active
    cat <<X
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
<actor host="hub" function="server"><prop id="workload" value="../workload.xml"/><prop id="rounds" value="$1"/>
<prop id="active" value="$2"/><prop id="selection" value="random"/></actor>
<actor host="phone-*" function="learner"><prop id="samples" value="50"/></actor>
</platform>
X
}
for folder in whole file; do
    deployment 30 5 >$folder/deployment.xml
    deployment 20 12 >$folder/all.xml
done
both() { # command, its arguments
    command=$1
    shift
    for folder in whole file; do
        (cd $folder && "$WATTFLEET" "$command" platform.xml "$@" >../$folder.out 2>../$folder.err) ||
            fail "$folder: $command $*: $(cat $folder.err)"
    done
    grep -v '^.*platform.xml:[0-9]*: ' whole.err >whole.said
    grep -v '^.*platform.xml:[0-9]*: ' file.err >file.said
    cmp -s whole.out file.out || fail "differs: $command $*: $(diff whole.out file.out | head -n 4)"
    cmp -s whole.said file.said || fail "messages differ: $command $*: $(diff whole.said file.said)"
}
run_both() { # options
    both run deployment.xml --format json "$@"
    grep -q '"engine": "closed-form"' file.out || fail "not in closed form: $*"
    both run deployment.xml "$@"
    grep -q '^audit: ' file.out || fail "no word of the audit: $*"
}
run_both
grep -q '^audit: SimGrid agrees on [0-9]* of [0-9]* turns, played again' file.out || fail 'no audit'
run_both --no-audit
run_both --simgrid=--cfg=network/model:CM02
run_both --set server.deadline=1.5s
run_both --set server.deadline=1.5s --set learner.dropout=0.2 --set server.over-selection=0.4
run_both --set server.aggregation=buffered --set server.buffer=3
run_both --set 'link.u-*.latency=13.7ms' --set link.d-3.bandwidth=8.3MBps
run_both --set 'host.phone-*.speed=2.7Gf,1.3Gf' --set 'host.phone-1*.wattage_per_state=0.4:0.6:4.1,0.2:0.3:1.7'
run_both --set server.trials=2 --phases exploration,training
run_both --set learner.pstate=1
# SimGrid's own path reads these routes from the file as well: its plugin counts on the same links as the ledger
both run deployment.xml --format json --engine simgrid --simgrid=--cfg=network/model:CM02 \
    --simgrid=--cfg=network/crosstraffic:0 --set 'link.u-*.latency=0' --set 'link.d-*.latency=0'
awk -F '[:,]' '/"plugin_link_energy_j"/ { plugin = $2 } /"ledger_link_energy_j"/ { ledger = $2 }
    END { exit !(plugin > 0 && (plugin - ledger) ^ 2 <= (1e-9 * ledger) ^ 2) }' file.out ||
    fail "links: $(grep 'link_energy_j' file.out)"
both compare deployment.xml all.xml --format json --jobs 2
both compare deployment.xml all.xml --format json --engine closed-form
finish
