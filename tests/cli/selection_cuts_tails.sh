. tests/cli/lib.sh
# Least energy: both learners compute for 1 s, a at 12.5 W, b at 10 W, and are equal but for the radio
# of b. Its first tail of 2 s is cut by the update after the second of computing, the other is whole:
# 3 s. At 0.7 W these are 2.1 J, less than the 2.5 J that b saves; at 0.9 W 2.7 J.
host() { # id, watts when busy
    echo "<host id='$1' speed='1Gf'><prop id='wattage_per_state' value='1:1:$2'/></host>"
}
cat >"$scratch/w.xml" <<'X'
<workload version="1" id="w"><prop id="parameters" value="1e6"/>
<prop id="training-flop" value="10 Mflop"/><prop id="samples" value="100"/></workload>
X
cat >"$scratch/d.xml" <<'X'
<platform version="4.1">
  <actor host="s" function="server"><prop id="workload" value="w.xml"/><prop id="rounds" value="1"/>
    <prop id="active" value="1"/><prop id="selection" value="least-energy"/></actor>
  <actor host="a" function="learner"><prop id="samples" value="100"/></actor>
  <actor host="b" function="learner"><prop id="samples" value="100"/></actor>
</platform>
X
for case in 0.7:b 0.9:a; do
    cat >"$scratch/p.xml" <<X
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><zone id="z" routing="Full">
  $(host s 20) $(host a 12.5) $(host b 10)
  <link id="la" bandwidth="10MBps" latency="1ms"/>
  <link id="lb" bandwidth="10MBps" latency="1ms"><prop id="tail" value="2 s"/>
    <prop id="tail_wattage" value="${case%:*} W"/></link>
  <route src="s" dst="a"><link_ctn id="la"/></route><route src="s" dst="b"><link_ctn id="lb"/></route>
</zone></platform>
X
    run run "$scratch/p.xml" "$scratch/d.xml" --cohorts-csv "$scratch/cohorts.csv"
    want_status 0
    [ "$(cat "$scratch/cohorts.csv")" = "${case#*:}" ] ||
        fail "tails at ${case%:*} W: $(cat "$scratch/cohorts.csv") was chosen"
done
finish
