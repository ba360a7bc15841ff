. tests/cli/lib.sh
# A radio whose route has no other link with watts: base station, router and core count nothing, and a
# warning says so. With watts on another link of the route it does not.
write() { # WATTAGE_RANGE of the other link, or nothing
    cat >"$scratch/p.xml" <<X
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <zone id="z" routing="Full">
    <host id="server" speed="1Gf"><prop id="wattage_per_state" value="1:1:2"/></host>
    <host id="phone" speed="1Gf"><prop id="wattage_per_state" value="1:1:2"/></host>
    <link id="air" bandwidth="1MBps" latency="1ms"><prop id="airtime_wattage" value="1 W"/></link>
    <link id="wan" bandwidth="1MBps" latency="1ms">$1</link>
    <route src="server" dst="phone"><link_ctn id="wan"/><link_ctn id="air"/></route>
  </zone>
</platform>
X
}
cat >"$scratch/d.xml" <<X
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <actor host="server" function="server">
    <prop id="workload" value="$PWD/deployments/workloads/mnist-cnn.xml"/><prop id="rounds" value="1"/>
  </actor>
  <actor host="phone" function="learner"><prop id="samples" value="10"/></actor>
</platform>
X
write ''
run run "$scratch/p.xml" "$scratch/d.xml"
want_status 0; want_err "base station, router and core are not in the platform: 'air' draws by airtime"
write '<prop id="wattage_range" value="0:5"/>'
run run "$scratch/p.xml" "$scratch/d.xml"
want_status 0
! grep -q 'base station' "$scratch/err" || fail 'another link of the route has watts'
write '<prop id="network_class" value="4g"/>'
run run "$scratch/p.xml" "$scratch/d.xml"
want_status 0
! grep -q 'base station' "$scratch/err" || fail 'they are in the class of the route'
finish
