# Figures with their words: check lists all, run and compare lead with what is assumed, JSON has words
# by key and intervals.
. tests/cli/lib.sh
cat >"$scratch/p.xml" <<X
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><zone id="world" routing="Floyd">
<prop id="carbon_intensity" value="50 g/kWh"/>
<prop id="provenance" value="carbon_intensity=published:40..60 g/kWh, bandwidth=derived"/>
<zone id="hall-1" routing="Cluster"><prop id="pue" value="1.2"/>
<host id="b-0" speed="1Gf"><prop id="wattage_per_state" value="1:1:2"/></host>
<host id="b-1" speed="1Gf"><prop id="wattage_per_state" value="1:1:2"/></host>
<host id="b-server" speed="2Gf"><prop id="wattage_per_state" value="1:1:4"/>
<prop id="provenance" value="speed=measured, wattage_per_state.0.all=fitted:3.5..4.5"/></host>
<link id="l-0" bandwidth="1MBps" latency="0"/><link id="l-1" bandwidth="1MBps" latency="0"/>
<host_link id="b-0" up="l-0" down="l-0"/><host_link id="b-1" up="l-1" down="l-1"/></zone>
<zone id="hall-2" routing="Cluster"><prop id="pue" value="1.9"/>
<host id="unused" speed="7Gf"/></zone></zone></platform>
X
cat >"$scratch/w.xml" <<X
<workload version="1" id="w"><prop id="parameters" value="1000" provenance="published"/>
<prop id="training-flop" value="1 Mflop" provenance="derived:0.5..2 Mflop"/><prop id="samples" value="10"/></workload>
X
cat >"$scratch/d.xml" <<X
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><actor host="b-server" function="server"><prop id="workload" value="w.xml"/><prop id="rounds" value="2"/>
<prop id="rounds-provenance" value="measured"/><prop id="round-overhead" value="3 s"/>
<prop id="provenance" value="round-overhead=fitted:2..4 s"/></actor>
<actor host="b-[0-1]" function="learner"/></platform>
X
export COLUMNS=150
run check "$scratch/p.xml" "$scratch/d.xml"
want_status 0
want_out '^    server.rounds +2 +measured, d.xml:2'
want_out '^    host.b-\[0-9\]\*.speed.0 +1 Gflop/s +assumed, p.xml:6'
want_out '^    host.b-server.speed.0 +2 Gflop/s +measured, p.xml:8'
want_out '^    host.b-server.wattage_per_state.0.all +4 W +fitted 3.5 W .. 4.5 W, p.xml:8'
want_out '^    zone.hall-1.pue +1.2 +assumed, p.xml:5'
want_out '^    zone.world.carbon_intensity +50 g/kWh +published 40 g/kWh .. 60 g/kWh, p.xml:2'
want_out '^    workload.training-flop +1 Mflop +derived 500 kflop .. 2 Mflop, w.xml:2'
want_out '^    server.round-overhead +3 s +fitted 2 s .. 4 s, d.xml:3'
want_out '^    link.l-\*.bandwidth +1 MB/s +derived, p.xml:10'
! grep -q 'hall-2\|unused' "$scratch/out" || fail 'what takes no part is no figure of the scenario'
export COLUMNS=100
run run "$scratch/p.xml" "$scratch/d.xml"
want_status 0
[ "$(sed -n 2p "$scratch/out")" = 'assumed: speed of b-[0-9]*, busy watts of b-[0-9]*, idle watts of b-[0-9]*, and 4 more' ] ||
    fail "the second line is: $(sed -n 2p "$scratch/out")"
run run "$scratch/p.xml" "$scratch/d.xml" --set workload.training-flop='3 Mflop' --format json
want_status 0
want_out '"host.b-server.speed.0": "measured"'
want_out '"workload.training-flop": "assumed"' # set: nobody says where from
want_out '"server.round-overhead": "fitted"'
want_out '"zone.world.carbon_intensity": \['
want_out '"server.rounds": "measured"'
run run "$scratch/p.xml" "$scratch/d.xml" --set workload.training-flop='3 Mflop' --set workload.provenance=training-flop=measured --format json
want_out '"workload.training-flop": "measured"'
run compare "$scratch/p.xml" "$scratch/d.xml" "$scratch/d.xml"
want_status 0
want_out '^assumed: speed of b-\[0-9\]\*, busy watts'
finish
