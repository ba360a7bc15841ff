#!/bin/sh
# cli.fleet_drawn: devices that are drawn when they are first asked give the same bytes as devices that
# all stand in the platform, in every mechanism, and memory follows those that take part.
. tests/cli/lib.sh
WATTFLEET=$(realpath "$WATTFLEET")
cd "$scratch" || exit 1
cat >fleet.xml <<EOF
<?xml version="1.0"?>
<fleet version="1" seed="3">
  <region id="north" share="40 %"><prop id="carbon_intensity" value="50 g/kWh"/></region>
  <region id="south" share="60 %"><prop id="carbon_intensity" value="400 g/kWh"/></region>
  <access id="home" share="50 %" up="uniform(1 MBps, 5 MBps)" down="uniform(5 MBps, 9 MBps)"
          latency="20 ms">
    <prop id="network_class" value="wifi"/>
  </access>
  <access id="mobile" share="30 %" up="lognormal(1 MBps, 0.4)" down="4 MBps" latency="40 ms"
          up_airtime_wattage="1.8 W" down_airtime_wattage="0.8 W">
    <prop id="tail" value="3 s"/>
    <prop id="tail_wattage" value="0.4 W"/>
    <prop id="network_class" value="4g"/>
  </access>
  <access id="wire" share="20 %" up="2 MBps" down="8 MBps" up_wattage_range="0:1.5"/>
  <class id="phone" count="600" access="home mobile wire" speed="5Gf,2Gf" speed_factor="lognormal(1, 0.3)"
         watts_factor="uniform(0.8, 1.2)">
    <prop id="kind" value="phone"/>
    <prop id="wattage_per_state" value="0.3:0.5:3,0.2:0.3:1"/>
    <prop id="embodied_carbon" value="60 kg"/>
    <prop id="lifetime" value="3 year"/>
  </class>
  <class id="tablet" count="300" access="home mobile wire" speed="8Gf">
    <prop id="wattage_per_state" value="0.5:0.8:5"/>
    <prop id="attribution" value="100 %"/>
  </class>
  <access id="lan" up="1 Gbps" down="1 Gbps" latency="1 ms"/>
  <node id="server-0" speed="100Gf" region="north">
    <prop id="kind" value="server"/>
    <prop id="wattage_per_state" value="45:45:90"/>
    <prop id="pue" value="1.4"/>
  </node>
</fleet>
EOF
cat >model.xml <<EOF
<?xml version="1.0"?>
<workload version="1" id="model">
  <prop id="parameters" value="2500000"/>
  <prop id="bytes-per-parameter" value="4 B"/>
  <prop id="training-flop" value="250 Mflop"/>
  <prop id="forward-flop" value="80 Mflop"/>
  <prop id="samples" value="36000"/>
  <prop id="bytes-per-sample" value="3 kB"/>
</workload>
EOF
cat >rounds.xml <<EOF
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <actor host="server-0" function="server">
    <prop id="workload" value="model.xml"/>
    <prop id="rounds" value="12"/>
    <prop id="active" value="60"/>
    <prop id="selection" value="random"/>
  </actor>
  <actor host="phone-*" function="learner">
    <prop id="samples" value="40"/>
    <prop id="local-epochs" value="1"/>
  </actor>
  <actor host="tablet-*" function="learner">
    <prop id="samples" value="20"/>
    <prop id="local-epochs" value="2"/>
  </actor>
</platform>
EOF
run() { "$WATTFLEET" run "$@"; }
# A file of hosts needs all of them: the platform holds all devices then.
same() { # options
    for format in json text; do
        run fleet.xml rounds.xml --engine auto --format $format "$@" >drawn 2>drawn.err ||
            fail "drawn: $* ($(cat drawn.err))"
        run fleet.xml rounds.xml --engine auto --format $format --hosts-csv hosts.csv "$@" \
            >all 2>all.err || fail "expanded: $*"
        cmp -s drawn all || fail "$format differs: $* $(diff drawn all)"
        cmp -s drawn.err all.err || fail "warnings differ: $*"
    done
}
run fleet.xml rounds.xml --engine auto --format json >result.json 2>/dev/null
grep -q '"engine": "closed-form"' result.json || fail "not in closed form"
same
same --set server.deadline=15s
same --set server.deadline=15s --set learner.dropout=0.2 --set server.over-selection=0.3
same --set learner.start-up=20s
same --set server.evaluation-period=3 --set learner.evaluation-samples=10
same --set server.trials=2 --phases exploration,training
same --set learner.batch=8 --set learner.local-steps=3
same --set server.uplink-bits=8 --network allocation
same --simgrid=--cfg=network/model:CM02 --simgrid=--cfg=network/crosstraffic:0 --no-audit
same --seed 9 --set class.phone.count=50 --set class.phone.speed_factor=1
# What needs all devices gets them, with the same result.
same --set server.aggregation=buffered
same --set server.trainings=2 --set learner.new-samples=4
same --set "learner.samples=uniform(10,50)"
same --set learner.count=400
same --set server.selection=fastest
same --set node.server-0.access=lan
same --simgrid=--cfg=network/optim:Full
same --set server.active=900
same --whole-platform
same --set "host.phone-1*.attribution=50%"

# why not, where there are too many to have them all
run fleet.xml rounds.xml --set class.phone.count=1e8 --set server.aggregation=buffered >many.json 2>many.err &&
    fail '10^8 phones, buffered'
grep -q 'cannot be drawn when they are first asked: updates are not waited for together' many.err ||
    fail "no reason: $(cat many.err)"
run fleet.xml rounds.xml --set class.phone.count=1e8 --set 'learner.samples=uniform(1,9)' >many.json 2>many.err
grep -q 'first asked: devices of a class differ in samples' many.err || fail "no reason: $(cat many.err)"

"$WATTFLEET" check fleet.xml rounds.xml --set class.phone.count=1e8 >check.out 2>&1 ||
    fail "check: $(tail -1 check.out)"

# 10^8 phones: what is kept follows those that take part.
(
    ulimit -v 1000000
    run fleet.xml rounds.xml --engine auto --format json --set class.phone.count=1e8 \
        --set server.active=1000 >many.json 2>many.err
) || fail "10^8 phones in 1 GB: $(tail -1 many.err)"
grep -q '"learners": 100000300' many.json || fail "learners: $(grep learners many.json)"
finish
