. tests/cli/lib.sh
# what SimGrid loads is run wherever no work is asked of its unusual part
cat >"$scratch/w.xml" <<'X'
<workload version="1" id="w"><prop id="parameters" value="1e6"/>
<prop id="training-flop" value="10 Mflop"/><prop id="samples" value="100"/></workload>
X
watts='<prop id="wattage_per_state" value="10:10:100"/>'
pair="<host id='s' speed='1Gf'>$watts</host><host id='b' speed='1Gf'>$watts</host>
<link id='l' bandwidth='4MBps' latency='0'><prop id='wattage_range' value='0:8'/></link>"
platform() { # members of a zone Full of zones
    cat >"$scratch/p.xml" <<X
<?xml version='1.0'?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <config><prop id="network/model" value="CM02"/><prop id="network/crosstraffic" value="0"/></config>
  <zone id="all" routing="Full">
$1
  </zone>
</platform>
X
}
deployment() { # hosts of the server and the learner
    cat >"$scratch/d.xml" <<X
<platform version="4.1">
  <actor host="$1" function="server"><prop id="workload" value="w.xml"/><prop id="rounds" value="1"/></actor>
  <actor host="$2" function="learner"><prop id="samples" value="100"/></actor>
</platform>
X
}
both() { # run and check say the same
    run check "$scratch/p.xml" "$scratch/d.xml" "$@"
    check_status=$status
    run run "$scratch/p.xml" "$scratch/d.xml" --format json "$@"
    [ "$status" = "$check_status" ] || fail "run ends with $status, check with $check_status"
}
plays() { # the pair talks as if it were alone
    both "$@"
    want_status 0
    want_out '"time_s": 3.002,'
    want_out '"link_energy_j": 16,'
}
lab="<zone id='lab' routing='Full'>$pair<route src='s' dst='b'><link_ctn id='l'/></route></zone>"
cell="<zone id='cell' routing='Wifi'><prop id='access_point' value='ap'/>
<host id='sta-0' speed='1Gf'>$watts</host><host id='sta-1' speed='1Gf'>$watts</host><router id='ap'/>
<link id='air' sharing_policy='WIFI' bandwidth='54Mbps,36Mbps' latency='0'/></zone>"
wire="<link id='wire' bandwidth='4MBps' latency='0'/><zoneRoute src='lab' dst='cell' gw_src='s' gw_dst='ap'><link_ctn id='wire'/></zoneRoute>"

# a Wi-Fi zone beside them; with and without the plugins; billed as a whole
platform "$lab$cell$wire"
deployment s b
plays
run run "$scratch/p.xml" "$scratch/d.xml" --format json --no-audit
want_out '"time_s": 3.002,'
plays --set link.air.wattage_range=0:3
both --whole-platform
want_status 0
both --set link.air.bandwidth=6Mbps
want_status 0
both --set link.l.bandwidth=4MBps,2MBps
want_status 2
want_err "several rates are those of a Wi-Fi link, in a zone of routing 'Wifi'; expected one"
# over the air, from outside and inside
deployment s sta-0
both
want_status 3
want_err "p.xml:[0-9]+: <link air> is a Wi-Fi link, over which SimGrid's C interface cannot transfer \(declare two SHARED links a device, up and down\), and lies on the route from '(s|sta-0)' "
[ "$(grep -c 'Wi-Fi link' "$scratch/err")" = 1 ] || fail 'it is reported twice'
deployment sta-0 sta-1
both
want_status 3
want_err '<link air> is a Wi-Fi link'
# alone in its cell, no transfer is asked of it
cat >"$scratch/d.xml" <<'X'
<platform version="4.1">
  <actor host="sta-0" function="trainer"><prop id="workload" value="w.xml"/><prop id="epochs" value="1"/></actor>
</platform>
X
both
want_status 0
want_out '"time_s": 1,'

# Wi-Fi by the policy of a link, in another zone
deployment s b
platform "<zone id='lab' routing='Full'>$pair<link id='w' bandwidth='1MBps' latency='0' sharing_policy='WIFI'/>
<host id='c' speed='1Gf'>$watts</host><route src='s' dst='b'><link_ctn id='l'/></route><route src='s' dst='c'><link_ctn id='w'/></route></zone>"
plays
deployment s c
both
want_status 3
want_err '<link w> is a Wi-Fi link'

# mistakes of a cell
wrong() { # members, message
    platform "$1"
    run check "$scratch/p.xml"
    want_status 3
    want_err "$2"
}
wrong "$(echo "$cell" | sed "s/value='ap'/value='pa'/")" "p.xml:6: <zone cell> prop 'access_point': there is no host or router 'pa'"
wrong "$(echo "$cell" | sed "s/<router/<link id='two' bandwidth='1MBps' latency='0'\/>&/")" "<link air>: the zone 'cell' has its Wi-Fi link already; expected no other with routing 'Wifi'"
wrong "$(echo "$cell" | sed "s/routing='Wifi'/routing='Full'/")" "<link air> attribute 'bandwidth': several rates are those of a Wi-Fi link"
# a link with a state profile: beside the route, and on it; its bandwidth may vary: 2 MB at 4 MB/s, then 1 MB/s
printf '0 1\n0.5 0\n' >"$scratch/state.txt"
printf '0 4e6\n0.5 1e6\n' >"$scratch/rate.txt"
deployment s b
platform "<zone id='lab' routing='Full'>$pair<link id='off' bandwidth='1MBps' latency='0' state_file='state.txt'/>
<route src='s' dst='b'><link_ctn id='l'/></route></zone>"
plays
platform "$(echo "$lab" | sed "s/latency='0'/& state_file='state.txt'/")"
both
want_status 3
want_err "p.xml:7: <link l> has a state profile, and SimGrid ends its process where a link fails in a transfer .* and lies on the route from '(s|b)'"
platform "$(echo "$lab" | sed "s/latency='0'/& bandwidth_file='rate.txt'/")"
both
want_status 0
want_out '"time_s": 7.502,' # 0.5 + 2 s down, 1 s of training, 4 s up, 2 ms

# no routes in a zone 'None'; work that needs none is played
platform "<zone id='lab' routing='None'>$pair</zone>"
both
want_status 3
want_err "host '(s|b)' has no route to '(s|b)'"
platform "<zone id='x' routing='None'><zone id='x1' routing='Full'><host id='s' speed='1Gf'>$watts</host></zone><zone id='x2' routing='Full'><host id='b' speed='1Gf'>$watts</host></zone></zone>"
both
want_status 3
want_err "has no route to"

# cpu/optim TI, which SimGrid's energy plugin cannot follow; others that end the process
platform "$lab"
sed -i 's/<config>/&<prop value="TI" id="cpu\/optim"\/>/' "$scratch/p.xml"
plays
want_err "p.xml:4: warning: <config> prop 'cpu/optim': .* 'Lazy' is used"
sed -i 's/cpu.optim/debug\/breakpoint/; s/"TI"/"0.5"/' "$scratch/p.xml"
both
want_status 3
want_err "p.xml:4: <config> prop 'debug/breakpoint': '0.5' cannot be simulated"
finish
