. tests/cli/lib.sh
# shellcheck disable=SC2086
run check $jetson
want_status 0; want_narrow
want_out 'rounds +2 +--set'
want_out 'local-epochs +1 +'
want_out 'samples +[0-9]+ +line [0-9]+'
want_out 'carbon_intensity .*zone jetson-cluster, line'
want_out 'training-flop .*line [0-9]+'
# what is assumed comes first, then what is given, then defaults
awk '/^  assumed/ { a = NR } /^  workload / { g = NR } /^  defaults of the workload/ { d = NR }
    END { exit !(a && a < g && g < d) }' "$scratch/out" || fail 'assumed, given, defaults: another order'
want_out '^    rounds +2 +--set'; want_out '^    attribution +1 +11 hosts, jetson-server first'
want_out '^    wall_factor +1 +11 hosts'; ! grep -q 'energy of links' "$scratch/out" || fail 'every link has its class'
! grep -q '^    efficiency .*100 %' "$scratch/out" || fail 'every speed is measured here'
want_out 'trials +0 +default'
[ "$(grep -c 'actors learner' "$scratch/out")" = 1 ] || fail 'ten learners that differ in samples alone are one'
# shellcheck disable=SC2086
run check $jetson --verbose
[ "$(grep -c '^  learner on' "$scratch/out")" = 10 ] || fail '--verbose: each actor by itself'
# what nothing says: speeds that were not measured on the workload, samples, meters, carbon
cat >"$scratch/p.xml" <<X
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><zone id="z" routing="Full">
<host id="a" speed="1Tf"><prop id="wattage_per_state" value="1:1:2"/></host>
<host id="b" speed="1Tf"><prop id="wattage_per_state" value="1:1:2"/><prop id="kind" value="phone"/></host>
<host id="c" speed="1Tf"><prop id="wattage_per_state" value="1:1:2"/><prop id="kind" value="phone"/></host>
<link id="l" bandwidth="1MBps" latency="0"/><route src="a" dst="b"><link_ctn id="l"/></route>
<route src="a" dst="c"><link_ctn id="l"/></route></zone></platform>
X
cat >"$scratch/w.xml" <<X
<workload version="1" id="w"><prop id="parameters" value="1000"/><prop id="training-flop" value="1 Mflop"/>
<prop id="samples" value="101"/><prop id="bytes-per-sample" value="1 kB"/></workload>
X
cat >"$scratch/d.xml" <<X
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><actor host="a" function="server"><prop id="workload" value="w.xml"/><prop id="rounds" value="2"/></actor>
<actor host="b" function="learner"/><actor host="c" function="learner"/></platform>
X
run check "$scratch/p.xml" "$scratch/d.xml"
want_status 0
want_out '^    rounds +2 +.*d.xml:2'
want_out '^    efficiency +1 \(100 % of the speed\) +2 hosts, b first: not measured on this'
want_out '^    samples +50 or 51 each +2 learners: equal shares'
want_out '^    attribution +1 +1 host, a$'; want_out '^    attribution +0 +2 hosts, b first'
want_out '^    meter +estimate +3 hosts'; want_out '^    carbon_intensity +unknown +3 hosts, a first: no carbon'
run check "$scratch/p.xml" "$scratch/d.xml" --set host.b.efficiency=0.2 --set workload.efficiency=0.3
! grep -q '100 % of' "$scratch/out" || fail 'efficiency is given'
run check platforms/grenoble.xml
want_status 0; want_out 'hosts'
finish
