# The attribute 'pstate' of a host: in which pstate it trains where no workload is listed, with any
# number of pstates and cores; the audit holds whatever the host begins in.
. tests/cli/lib.sh
cat >"$scratch/w.xml" <<'W'
<workload version="1" id="w"><prop id="parameters" value="1"/><prop id="training-flop" value="1e9 flop"/><prop id="samples" value="10"/></workload>
W
cat >"$scratch/d.xml" <<'D'
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <actor host="a" function="trainer" start_time="3"><prop id="workload" value="w.xml"/><prop id="epochs" value="2"/></actor>
</platform>
D
platform() { # attributes of the host, its watts, more props
    cat >"$scratch/p.xml" <<P
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><zone id="z" routing="Full">
  <host id="a" $1><prop id="wattage_per_state" value="$2"/>${3-}</host>
</zone></platform>
P
    run run "$scratch/p.xml" "$scratch/d.xml" --format json
    want_status 0
}
want_s_and_j() {
    for pair in "time_s: $1" "energy_j: $2"; do
        want_out "^  \"${pair%%:*}\":${pair#*:},?\$"
    done
}
# 20 Gflop from 3 s on: at 1 Gf in 20 s, 100 W; 2 cores 10 s; the pstate of the workload wins
platform 'speed="0.001f,1Gf" pstate="1"' 3:3:3,10:10:100
want_s_and_j 23 2000
! grep -q 'sleep state' "$scratch/err" || fail "no sleep state is used"
platform 'speed="0.001f,1Gf" pstate="1" core="2"' 3:3:3,10:10:100
want_s_and_j 13 1000
platform 'speed="4Gf,2Gf,1Gf,0.1f" pstate="3"' 9:9:400,8:8:200,10:10:100,1:1:1 '<prop id="workloads" value="x,y,w"/>'
want_s_and_j 23 2000
platform 'speed="4Gf,2Gf,1Gf,0.1f" pstate="0"' 9:9:400,8:8:200,10:10:100,1:1:1
want_s_and_j 8 2000
platform 'speed="0.5Gf,1Gf" pstate="1"' 3:3:30,10:10:100 '<prop id="cold_pstate" value="0"/><prop id="idle_pstate" value="0"/>'
want_s_and_j 23 2000
# as SimGrid does, it trains in the pstate that it begins in, and says so
platform 'speed="1Gf,1e6f" pstate="1"' 10:10:100,1:1:2
want_s_and_j 20003 40000
want_err "d.xml:4: warning: 1 host \('a'\) trains in pstate 1, which is 1e\+03 times slower than pstate 0: if it is a sleep state"
finish
