#!/bin/sh
# cli.fleet: a fleet in the place of a platform, and expanded to one; the same to the last bit.
. tests/cli/lib.sh
WATTFLEET=$(realpath "$WATTFLEET")
cd "$scratch" || exit 1
expect() { # name, command
    name=$1
    shift
    "$@" || fail "$name"
}
cat >fleet.xml <<EOF
<?xml version="1.0"?>
<fleet version="1" seed="3">
  <region id="north" share="3"><prop id="carbon_intensity" value="50 g/kWh"/></region>
  <region id="south"><prop id="carbon_intensity" value="400 g/kWh"/></region>
  <access id="radio" up="lognormal(10 Mbps, 0.4)" down="40 Mbps" latency="30 ms"
          up_airtime_wattage="1.8 W">
    <prop id="network_class" value="4g"/>
  </access>
  <access id="lan" up="1 Gbps" down="1 Gbps"><prop id="network_class" value="lan"/></access>
  <class id="phone" count="40" access="radio" speed="5Gf" speed_factor="lognormal(1, 0.2)">
    <prop id="kind" value="phone"/>
    <prop id="wattage_per_state" value="0.3:0.3:3"/>
  </class>
  <class id="gateway" count="3" access="radio" speed="1Gf">
    <prop id="wattage_per_state" value="2:2:5"/>
  </class>
  <class id="sensor" gateway="gateway" members="4" access="lan" speed="1Gf">
    <prop id="wattage_per_state" value="1:1:2"/>
  </class>
  <node id="server-0" speed="100Gf" region="north">
    <prop id="kind" value="server"/>
    <prop id="wattage_per_state" value="45:45:90"/>
  </node>
</fleet>
EOF
cat >model.xml <<EOF
<?xml version="1.0"?>
<workload version="1" id="model">
  <prop id="parameters" value="1e5"/>
  <prop id="training-flop" value="1e7 flop"/>
  <prop id="samples" value="1000"/>
</workload>
EOF
cat >phones.xml <<EOF
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <actor host="server-0" function="server">
    <prop id="workload" value="model.xml"/><prop id="rounds" value="3"/><prop id="active" value="10"/>
  </actor>
  <actor host="phone-*" function="learner"><prop id="samples" value="100"/></actor>
</platform>
EOF
sed 's/phone-\*/sensor-*/; s/<prop id="active" value="10"\/>//
     s/<actor host="sensor/<actor host="gateway-*" function="gateway"\/>\n  &/' phones.xml >gateways.xml

# expanded: whole, any SimGrid program loads it
# a fleet expands
run fleet fleet.xml --output platform.xml
want_status 0
want_err '55 devices, 1 node .gateway 3, phone 40, sensor 12.'
# the platform is right
run check platform.xml phones.xml
want_status 0
# to stdout
run fleet fleet.xml --quiet
want_status 0
expect 'the same bytes' cmp out platform.xml
# -o is --output
run fleet fleet.xml -o again.xml --quiet
want_status 0
expect 'the same file' cmp again.xml platform.xml

# the result does not depend on where it is expanded
for deployment in phones.xml gateways.xml; do
    # expanded: $deployment
    run run platform.xml $deployment --format json --quiet
    want_status 0
    grep -v '"platform":' out >expanded.json
    # in memory: $deployment
    run run fleet.xml $deployment --format json --quiet
    want_status 0
    expect 'the platform is called as the fleet' grep -q '"platform": "fleet.xml"' out
    grep -v '"platform":' out >memory.json
    expect "the same result: $deployment" cmp expanded.json memory.json
    # with an override: $deployment
    run run fleet.xml $deployment --set 'host.*.pue=2' --set 'link.*.bandwidth=1MBps' --format json --quiet
    want_status 0
    # shared by two: $deployment
    run compare fleet.xml $deployment $deployment --quiet
    want_status 0
done
# proven by the closed form
run run fleet.xml phones.xml --engine closed-form --quiet
want_status 0

# learners are dealt out to the gateways that they stand behind: a gateway's own links carry its model
# and its update alone, 4e5 B a round and way
run run fleet.xml gateways.xml --links-csv links.csv --quiet
want_status 0
for link in gateway-0-up gateway-2-down sensor-5-up; do
    grep -q "^$link,[^,]*,1200000,3," links.csv || fail "$link carries more than is its own"
done

# --set of a fleet
# a count
run fleet fleet.xml --set class.phone.count=7 -o seven.xml
want_status 0
want_err 'phone 7'
expect 'they are the same phones' sh -c 'sed -n "/\"phone-[0-6]\"/p" platform.xml | head -n 14 >a; sed -n "/\"phone-[0-6]\"/p" seven.xml >b; cmp a b'
# another seed
run fleet fleet.xml --set fleet.seed=4 -o other.xml
want_status 0
expect 'other phones' sh -c '! cmp -s platform.xml other.xml'
# in a run
run run fleet.xml phones.xml --set class.phone.count=20 --set region.*.pue=1.5 --quiet
want_status 0
# unknown prop
run run fleet.xml phones.xml --set class.phone.cuont=20
want_status 2
want_err "did you mean 'count'?"
# unknown class
run check fleet.xml phones.xml --set class.phnoe.count=20
want_status 2
want_err "there is no <class> 'phnoe' in the fleet; did you mean 'phone'?"
# a platform has no classes
run run platform.xml phones.xml --set class.phone.count=20
want_status 2
want_err "meets nothing: there is no class 'phone' here"
# of one deployment
run compare fleet.xml phones.xml phones.xml --set B:fleet.seed=2
want_status 2
want_err 'the platform is that of all deployments'

# mistakes
sed 's/count="40"/count="none"/' fleet.xml >wrong.xml
# mistakes have their line
run run wrong.xml phones.xml
want_status 3
want_err "wrong.xml:10: <class phone> prop 'count'"
# a missing fleet
run fleet nowhere.xml
want_status 5
# a platform is no fleet
run fleet platform.xml
want_status 3
want_err 'root element is <platform>; expected <fleet version="1">'

# more than can be simulated one by one
run run fleet.xml phones.xml --set class.phone.count=1e9 --engine simgrid
want_status 3
want_err 'fleet.xml:2: <fleet> has 1000000015 devices; expected at most 10000000 to be simulated one by one'

# whole or not at all
echo before >kept.xml
# a full disk
run fleet fleet.xml --set class.phone.count=1e8 -o /dev/full
want_status 5
want_err "cannot write '/dev/full': No space left on device"
"$WATTFLEET" fleet fleet.xml --set class.phone.count=1e8 -o kept.xml --quiet 2>/dev/null &
sleep 0.5
kill $!
wait $! 2>/dev/null
expect 'an interrupted one leaves the file' grep -q before kept.xml
expect 'and nothing else' sh -c '! ls -A | grep -q "^\.wattfleet"'
finish
