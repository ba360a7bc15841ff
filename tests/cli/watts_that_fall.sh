. tests/cli/lib.sh
# watts of a pstate that fall as load rises are used as given, and a warning says where and what to write
platform() { # members of a zone of the routing $1
    cat >"$scratch/p.xml" <<X
<?xml version='1.0'?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <zone id="z" routing="$1">
$2
  </zone>
</platform>
X
}
host() { # id, speeds, watts
    echo "<host id='$1' speed='$2'>
<prop id='wattage_per_state' value='$3'/></host>"
}
warnings() {
    grep -c 'warning' "$scratch/err"
}
falls="draws 10 W at full load and 100 W when idle; expected Idle:Epsilon:AllCores in rising order; write '10:100' if the two are swapped"

platform Full "$(host a 1Gf,2Gf 10:20:100,100:50:10)"
run check "$scratch/p.xml"
want_status 0
want_err "p.xml:6: warning: <host a> prop 'wattage_per_state': pstate 1 $falls"
platform Full "$(host a 1Gf 100:10)"
run check "$scratch/p.xml"
want_err "pstate 0 $falls"

# Epsilon below idle, above full load; on either edge, and between, it is right
for watts in 20:10:100 20:110:100; do
    platform Full "$(host a 1Gf $watts)"
    run check "$scratch/p.xml"
    want_status 0
    want_err "p.xml:6: .*pstate 0 draws 1?10 W at a load just above 0, which is not between 20 W \(idle\) and 100 W \(full load\); expected Idle:Epsilon:AllCores; write '20:100' if it is not known"
done
for watts in 20:20:100 20:100:100 20:50:100 20:100 20:20:20; do
    platform Full "$(host a 1Gf $watts)"
    run check "$scratch/p.xml"
    [ "$(warnings)" = 0 ] || fail "$watts: $(cat "$scratch/err")"
done
# nothing computes in a pstate of speed 0
platform Full "$(host a 1Gf,0f 10:10:100,100:50:10)"
run check "$scratch/p.xml"
[ "$(warnings)" = 0 ] || fail "$(cat "$scratch/err")"

# once a class of hosts, and on the screen once a cause
platform Full "$(for i in 1 2 3 4; do host a$i 1Gf 100:100:10; done)"
run check "$scratch/p.xml" --verbose
[ "$(warnings)" = 1 ] || fail "equal hosts: $(cat "$scratch/err")"
cluster="<cluster id='c' prefix='n' suffix='' radical='0-3' speed='1Gf' bw='1MBps' lat='0'>"
platform Full "$cluster
<prop id='wattage_per_state' value='100:100:10'/></cluster>"
run check "$scratch/p.xml" --verbose
want_err "p.xml:6: warning: <cluster c> prop 'wattage_per_state': pstate 0 $falls"
[ "$(warnings)" = 1 ] || fail "a cluster: $(cat "$scratch/err")"

# by --set, on whatever declares hosts
cat >"$scratch/w.xml" <<'X'
<workload version="1" id="w"><prop id="parameters" value="1e6"/>
<prop id="training-flop" value="10 Mflop"/><prop id="samples" value="100"/></workload>
X
cat >"$scratch/d.xml" <<'X'
<platform version="4.1">
  <actor host="n0" function="trainer"><prop id="workload" value="w.xml"/><prop id="epochs" value="1"/></actor>
</platform>
X
by_set() { # routing, members
    platform "$1" "$2"
    run check "$scratch/p.xml" "$scratch/d.xml" --set 'host.n*.wattage_per_state=100:100:10' --verbose
    want_status 0
    want_err "^--set: warning: 'host.n\*.wattage_per_state=100:100:10': prop 'wattage_per_state': pstate 0 $falls"
    [ "$(warnings)" = 1 ] || fail "--set on $1: $(cat "$scratch/err")"
}
by_set Full "$(host n0 1Gf 1:1:2) $(host n1 1Gf 1:1:2)"
by_set Full "$cluster</cluster>"
by_set Cluster "<cabinet id='k' prefix='n' suffix='' radical='0-3' speed='1Gf' bw='1MBps' lat='0'/>"
# another prop of a host whose watts fall does not repeat the warning of the file
platform Full "$(host n0 1Gf 100:100:10)"
run run "$scratch/p.xml" "$scratch/d.xml" --set host.n0.pue=1.2 --verbose
want_status 0
[ "$(grep -c "pstate 0 $falls" "$scratch/err")" = 1 ] || fail "$(cat "$scratch/err")"
# given again beside it, the speeds say of which pstate
run check "$scratch/p.xml" "$scratch/d.xml" --set host.n0.speed=1Gf,2Gf --set 'host.n0.wattage_per_state=1:2,20:10'
want_err 'pstate 1 draws 10 W at full load and 20 W when idle'
finish
