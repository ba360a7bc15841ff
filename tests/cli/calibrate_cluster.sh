. tests/cli/lib.sh
# figures of a campaign and of a load table go into a <cluster> as a whole
platform() { # radical of the learners, members of the server's zone
    cat >"$scratch/p.xml" <<X
<?xml version='1.0'?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <config><prop id="network/model" value="CM02"/></config>
  <zone id="all" routing="Full">
    $2
    <cluster id="rack" prefix="n" suffix="" radical="$1" speed="5Gf" bw="400MBps" lat="0s">
      <prop id="workloads" value="w"/>
      <prop id="wattage_per_state" value="1:1:2"/>
    </cluster>
    <link id="l" bandwidth="1GBps" latency="0s"/>
    <zoneRoute src="room" dst="rack" gw_src="s0" gw_dst="nrack_router"><link_ctn id="l"/></zoneRoute>
  </zone>
</platform>
X
}
server='<prop id="workloads" value="other,round"/><prop id="wattage_per_state" value="3:3:5,3:3:5"/>'
host="<zone id='room' routing='Full'><host id='s0' speed='1Gf,1Gf'>$server</host></zone>"
cat >"$scratch/w.xml" <<'X'
<workload version="1" id="w"><prop id="parameters" value="1e6"/>
<prop id="training-flop" value="10 Mflop"/><prop id="samples" value="400"/></workload>
X
deployment() { # hosts of the learners
    cat >"$scratch/d.xml" <<X
<platform version="4.1">
  <actor host="s0" function="server">
    <prop id="workload" value="w.xml"/><prop id="rounds" value="20"/>
    <prop id="round-overhead" value="1 s"/><prop id="round-overhead-pstate" value="round"/>
  </actor>
  <actor host="$1" function="learner"><prop id="samples" value="100"/><prop id="local-epochs" value="5"/></actor>
</platform>
X
}
# 10 s to start; 2 s a round and 4 s an epoch, in which each of 4 learners draws 6 W and 26 W
awk 'BEGIN {
    print "run,local_epochs,rounds,time_s,clients_j,server_j"
    split("1 1 2 5 5 3", epochs); split("100 120 150 20 30 50", rounds)
    for (i = 1; i <= 6; i++)
        print i "," epochs[i] "," rounds[i] "," 10 + rounds[i] * (2 + 4 * epochs[i]) "," \
            4 * rounds[i] * (2 * 6 + 4 * 26 * epochs[i]) ","
}' >"$scratch/runs.csv"
campaign() {
    run calibrate --campaign "$scratch/runs.csv" --into "$scratch/p.xml" --deployment "$scratch/d.xml" "$@"
}
platform 0-3 "$host"
deployment 'n*'
cp "$scratch/p.xml" "$scratch/before.xml"
campaign
want_status 0
# 10 Mflop x 100 samples in 4 s
grep -q '<cluster id="rack" .* speed="250Mf"' "$scratch/p.xml" || fail "$(cat "$scratch/p.xml")"
grep -q 'id="wattage_per_state" value="6:6:26"' "$scratch/p.xml" || fail "$(cat "$scratch/p.xml")"
grep -q 'id="provenance" value="speed.0=fitted:250..250Mf, wattage_per_state.0.idle=fitted:' "$scratch/p.xml" ||
    fail "$(cat "$scratch/p.xml")"
[ "$(diff "$scratch/before.xml" "$scratch/p.xml" | grep -c '^>')" = 3 ] || fail 'other lines changed'
# and what it gave is what it simulates
run run "$scratch/p.xml" "$scratch/d.xml" --format json --quiet
want_out '"time_s": (450|450\.000[0-9]*|449\.999[0-9]*),$' # 10 + 20 x (2 + 5 x 4)

# a part of it, and server and learners in one, are refused with what to write
platform 0-5 "$host"
deployment 'n[0-3]'
campaign
want_status 3
want_err "p.xml:7: 4 of the 6 hosts of <cluster rack> take part, which has the same figures for all of them; declare a <cluster> for each kind of host"
sed 's/id="workloads" value="w"/id="workloads" value="w,round"/; s/1:1:2/1:1:2,1:1:2/; s/5Gf/5Gf,5Gf/' "$scratch/before.xml" >"$scratch/p.xml"
sed -i 's/actor host="s0"/actor host="n0"/; s/n\[0-3\]/n[1-3]/' "$scratch/d.xml"
campaign
want_status 3
want_err "p.xml:7: <cluster rack> has the same figures for the server and the learners; declare the server by a <host>"
# a cluster of one host may hold the server
platform 0-3 "<cluster id='room' prefix='s' suffix='' radical='0' speed='1Gf,1Gf' bw='400MBps' lat='0s'>$server</cluster>"
sed -i 's/gw_src="s0"/gw_src="sroom_router"/' "$scratch/p.xml"
deployment 'n*'
campaign
want_status 0
grep -q '<cluster id="rack" .* speed="250Mf"' "$scratch/p.xml" || fail "$(cat "$scratch/p.xml")"

# a load table: 50 W and 10 W, and 2.5 W a core
printf 'busy_cores,power_w\n0,50\n1,62.5\n2,65\n4,70\n' >"$scratch/load.csv"
load() {
    run calibrate --load "$scratch/load.csv" --into "$scratch/p.xml" --host "$1"
}
platform 0-3 "$host"
sed -i 's/speed="5Gf"/& core="4"/' "$scratch/p.xml"
cp "$scratch/p.xml" "$scratch/before.xml"
load rack
want_status 0
grep -q 'id="wattage_per_state" value="50:60:70"' "$scratch/p.xml" || fail "$(cat "$scratch/p.xml")"
cp "$scratch/before.xml" "$scratch/p.xml"
load n2
want_status 3
want_err "p.xml:7: 'n2' names 1 of the 4 hosts of <cluster rack>, which has the same figures for all of them; write --host rack for all"
load n7
want_status 3
want_err "there is no <host n7>"
finish
