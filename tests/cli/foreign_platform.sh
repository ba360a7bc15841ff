. tests/cli/lib.sh
# a platform of somebody else: props that are nobody's, a cluster, no watts where nothing runs
cat >"$scratch/p.xml" <<'X'
<?xml version='1.0'?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <config><prop id="network/model" value="CM02"/></config>
  <zone id="all" routing="Full">
    <cluster id="c" prefix="node-" suffix=".org" radical="0-9" speed="10Gf" core="4" bw="125MBps" lat="50us">
      <prop id="wattage_per_state" value="95:120:200"/>
      <prop id="my_lab_prop" value="anything"/>
      <prop id="service" value="no slip of device"/><prop id="data" value="no slip of date"/>
      <prop id="source" value="no catalogue"/><prop id="date" value=""/>
      <prop id="wattage_range" value="1:3"/>
    </cluster>
    <cluster id="d" prefix="bare-" suffix=".org" radical="0-3" speed="10Gf" bw="125MBps" lat="50us"/>
    <link id="backbone" bandwidth="1GBps" latency="1ms"><prop id="device" value="mlx5_0"/></link>
    <zoneRoute src="c" dst="d" gw_src="node-c_router.org" gw_dst="bare-d_router.org"><link_ctn id="backbone"/></zoneRoute>
  </zone>
</platform>
X
cat >"$scratch/w.xml" <<'X'
<workload version="1" id="mine"><prop id="parameters" value="1e6"/>
<prop id="training-flop" value="1 Gflop"/><prop id="samples" value="900"/></workload>
X
cat >"$scratch/d.xml" <<'X'
<platform version="4.1">
  <actor host="node-0.org" function="server"><prop id="workload" value="w.xml"/><argument value="rounds=3"/></actor>
  <actor host="node-[1-9].org" function="learner"/>
</platform>
X
run run "$scratch/p.xml" "$scratch/d.xml" --format json
want_status 0
want_out '"network_model": "CM02"'
want_out '"network": [1-9]'
want_out 'SimGrid.s link plugin does not count SPLITDUPLEX and <cluster> links'
run run "$scratch/p.xml" "$scratch/d.xml" --whole-platform
want_status 3; want_err 'wattage_per_state'
finish
