# `calibrated` needs the word measured or fitted for the speed and the busy watts of the pstate of the
# workload, on every host that trains. Nearest list wins; what is not listed, or set, is assumed.
. tests/cli/lib.sh
platform() { # ZONE-LIST PROPS-OF-HOST-B
    cat >"$scratch/p.xml" <<X
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><zone id="z" routing="Full">
<prop id="provenance" value="latency=assumed$1"/>
<host id="a" speed="1Gf"><prop id="wattage_per_state" value="1:1:2"/></host>
<host id="b" speed="1Gf,2Gf"><prop id="wattage_per_state" value="1:1:2,1:1:3"/>
<prop id="workloads" value="peak,w"/>$2</host>
<host id="c" speed="1Gf"><prop id="wattage_per_state" value="1:1:2"/><prop id="workloads" value="w"/>
<prop id="provenance" value="speed=measured, wattage_per_state=fitted"/></host>
<link id="l" bandwidth="1MBps" latency="0"/><route src="a" dst="b"><link_ctn id="l"/></route>
<route src="a" dst="c"><link_ctn id="l"/></route></zone></platform>
X
}
cat >"$scratch/w.xml" <<X
<workload version="1" id="w"><prop id="parameters" value="1000"/><prop id="training-flop" value="1 Mflop"/>
<prop id="samples" value="101"/><prop id="bytes-per-sample" value="1 kB"/></workload>
X
cat >"$scratch/d.xml" <<X
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><actor host="a" function="server"><prop id="workload" value="w.xml"/><prop id="rounds" value="2"/></actor>
<actor host="b" function="learner"/><actor host="c" function="learner"/></platform>
X
calibrated() { # true|false [arguments of run]
    expected=$1
    shift
    run run "$scratch/p.xml" "$scratch/d.xml" --format json "$@"
    want_status 0
    want_out "\"calibrated\": $expected"
}
own() { echo "<prop id=\"provenance\" value=\"$1\"/>"; }
platform '' ''
calibrated false
want_out "uncalibrated: 1 host \\('b'\\) trains on workload 'w' with a speed that is assumed and watts that are assumed"
platform '' "$(own 'speed.1=fitted, wattage_per_state.1.all=measured')"
calibrated true
platform '' "$(own 'speed.1=derived, wattage_per_state.1.all=measured')"
calibrated false
want_out "with a speed that is derived and watts that are measured; expected both measured or fitted"
platform '' "$(own 'speed.1=fitted, wattage_per_state.1.all=published')"
calibrated false
platform '' "$(own 'speed.0=fitted, wattage_per_state.1.all=fitted')" # of the other pstate
calibrated false
platform ', speed.1=fitted, wattage_per_state.1.all=measured' ''
calibrated true
platform ', speed.1=fitted, wattage_per_state.1.all=measured' "$(own 'speed.1=assumed')"
calibrated false
platform ', speed.1=assumed' "$(own 'speed.1=fitted, wattage_per_state.1.all=measured')"
calibrated true
calibrated false --set 'host.b.speed=1Gf,3Gf'
calibrated false --set 'host.b.wattage_per_state=1:1:2,1:1:4'
calibrated true --set 'host.b.speed=1Gf,3Gf' \
    --set 'host.b.provenance=speed.1=measured, wattage_per_state.1.all=measured'
calibrated false --set 'host.b.provenance=speed.1=published, wattage_per_state.1.all=measured'
run run "$scratch/p.xml" "$scratch/d.xml" --set 'zone.z.provenance=pue=published'
want_status 2
want_err "'zone.z.provenance=pue=published': prop 'provenance': 'pue' is not given here"
run run "$scratch/p.xml" "$scratch/d.xml" --set 'host.b.provenance=speed.2=fitted'
want_status 2
want_err "'host.b.provenance=speed.2=fitted': prop 'provenance': 'speed.2' is beyond its 2 pstates"
# a link that SimGrid splits in halves is used by their names
platform '' ''
sed -i 's|latency="0"/>|latency="0" sharing_policy="SPLITDUPLEX"/>|; s|<link_ctn id="l"/>|<link_ctn id="l" direction="UP"/>|' \
    "$scratch/p.xml"
run run "$scratch/p.xml" "$scratch/d.xml" --quiet --format json
want_status 0; want_out '"link\.l\.bandwidth": "assumed"'
# rounds have the interval of their row, times what a compression makes of them: 90 x 1.5, 45..240
mkdir -p "$scratch/deployments/workloads"
cp -r platforms "$scratch"
cp deployments/fed-kits19-federated.xml "$scratch/deployments"
sed 's|</workload>|<compression uplink-bits="8" rounds-factor="1.5" provenance="assumed" source="none"/></workload>|' \
    deployments/workloads/fed-kits19.xml >"$scratch/deployments/workloads/fed-kits19.xml"
run run platforms/hospitals.xml "$scratch/deployments/fed-kits19-federated.xml" --quiet --format json \
    --set server.uplink-bits=8
want_status 0; want_out '"rounds": 135,'
tr -d ' \n' <"$scratch/out" | grep -q '"server.rounds":\[67.5,360\]' || fail 'interval of compressed rounds'
run run platforms/hospitals.xml deployments/fed-kits19-federated.xml --quiet --format json
tr -d ' \n' <"$scratch/out" | grep -q '"server.rounds":\[45,240\]' || fail 'interval of rounds'
finish
