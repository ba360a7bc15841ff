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
run run "$scratch/p.xml" "$scratch/d.xml" --format json --verbose --engine simgrid
want_status 0
want_out '"network_model": "CM02"'
want_out '"network": [1-9]'
want_err 'SimGrid.s link plugin does not count SPLITDUPLEX and <cluster> links'
run run "$scratch/p.xml" "$scratch/d.xml" --whole-platform
want_status 3; want_err 'wattage_per_state'

# a server s and a learner b of 100 samples, 10 Mflop each, at 1 Gf; the model has 4 MB each way
cat >"$scratch/w2.xml" <<'X'
<workload version="1" id="w"><prop id="parameters" value="1e6"/>
<prop id="training-flop" value="10 Mflop"/><prop id="samples" value="100"/></workload>
X
cat >"$scratch/sb.xml" <<'X'
<platform version="4.1">
  <actor host="s" function="server"><prop id="workload" value="w2.xml"/><prop id="rounds" value="1"/></actor>
  <actor host="b" function="learner"><prop id="samples" value="100"/></actor>
</platform>
X
watts='<prop id="wattage_per_state" value="10:10:100"/>'
platform() { # routing, members, lines before <?xml
    {
        printf '%b' "${3:-}"
        cat <<X
<?xml version='1.0'?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <config><prop id="network/model" value="CM02"/><prop id="network/crosstraffic" value="0"/></config>
  <zone id="z" routing="$1">
$2
  </zone>
</platform>
X
    } >"$scratch/p.xml"
}
on_pair() {
    run run "$scratch/p.xml" "$scratch/sb.xml" --format json "$@"
    cp "$scratch/err" "$scratch/run.err"
    run_status=$status
    run check "$scratch/p.xml" "$scratch/sb.xml" "$@"
    [ "$status" = "$run_status" ] || fail "run ends with $run_status, check with $status"
    run run "$scratch/p.xml" "$scratch/sb.xml" --format json "$@"
}

# a route of coordinates has a latency (50 ms), and no link that would limit a rate: there and back,
# 1 s of training, 2 Mflop of aggregation
platform Vivaldi "<host id='s' speed='1Gf' coordinates='0 0 0'>$watts</host>
<host id='b' speed='1Gf' coordinates='30 40 0'>$watts</host>"
on_pair
want_status 0
want_out '"time_s": 1.102,'

# blank lines and a comment before <?xml, which SimGrid reads over; lines are still those of the file
platform Full "<host id='s' speed='1Gf'>$watts</host>
<host id='b' speed='1Gf'>$watts</host><link id='l' bandwidth='4MBps' latency='0'/>
<route src='s' dst='b'><link_ctn id='l'/></route>" '\n  \n<!-- ours -->\n'
on_pair
want_status 0
want_out '"time_s": 3.002,'
want_err 'p.xml:1: warning: blank lines or comments before <.xml are left out'
sed -i 's/4MBps/4MXps/' "$scratch/p.xml"
on_pair
want_status 3
want_err 'p.xml:10: <link l> attribute .bandwidth.'

# a pstate of speed 0 stands for off or booting: refused only where somebody would compute in it
platform Full "<host id='s' speed='1Gf'>$watts</host>
<host id='b' speed='1Gf, 0f'><prop id='wattage_per_state' value='10:10:100,3:3:3'/></host>
<link id='l' bandwidth='4MBps' latency='0'/><route src='s' dst='b'><link_ctn id='l'/></route>"
on_pair
want_status 0
want_out '"time_s": 3.002,'
on_pair --set learner.pstate=1
want_status 2
want_err "<actor learner> prop 'pstate': is pstate 1, in which host 'b' has speed 0 \(.*p.xml:7\)"
on_pair --set host.b.speed=0f,1Gf
want_status 3
want_err "sb.xml:3: <actor learner> prop 'pstate': is pstate 0, in which host 'b' has speed 0"
on_pair --set host.b.idle_pstate=1
want_status 0

# SimGrid's carbon plugin writes a plain number, in g/kWh, on hosts
members() { # props of b
    platform Full "<host id='s' speed='1Gf'>$watts</host>
<host id='b' speed='1Gf'>$watts$1</host>
<link id='l' bandwidth='4MBps' latency='0'/><route src='s' dst='b'><link_ctn id='l'/></route>"
}
members "<prop id='carbon_intensity' value='91.48'/>"
on_pair
want_status 0
want_err "p.xml: warning: a carbon_intensity without unit on a host is read in g/kWh"
grep '"carbon_g"' "$scratch/out" >"$scratch/plain"
members "<prop id='carbon_intensity' value='91.48 g/kWh'/>"
on_pair
grep '"carbon_g"' "$scratch/out" | cmp -s - "$scratch/plain" || fail 'a number without unit is other carbon'
members "<prop id='carbon_intensity' value='91,48'/>"
on_pair
want_status 3
want_err "prop 'carbon_intensity'"
on_pair --set host.b.carbon_intensity=91
want_status 3

# the text of a <trace> is the trace: only a host that takes part must not vary
platform Full "<host id='s' speed='1Gf'>$watts</host>
<host id='b' speed='1Gf'>$watts</host><host id='c' speed='1Gf'/>
<trace id='t' periodicity='10'>
  0.0 1.0
  5.0 0.5
</trace>
<trace_connect kind='SPEED' trace='t' element='c'/>
<link id='l' bandwidth='4MBps' latency='0'/><route src='s' dst='b'><link_ctn id='l'/></route>"
on_pair
want_status 0
want_out '"time_s": 3.002,'
on_pair --set host.b.speed=2Gf # SimGrid gets a copy of the file, the trace with it
want_status 0
want_out '"time_s": 2.502,'
sed -i "s/element='c'/element='b'/" "$scratch/p.xml"
on_pair
want_status 3
want_err 'p.xml:7: <host b> has a speed or state profile'
finish
