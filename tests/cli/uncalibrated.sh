# The warning of a speed that was not measured on the workload says which share of it is taken, and
# what is usual where nothing says it.
. tests/cli/lib.sh
cat >"$scratch/p.xml" <<X
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><zone id="z" routing="Full">
<host id="a" speed="624Tf"><prop id="wattage_per_state" value="1:1:2"/></host>
<host id="b" speed="624Tf"><prop id="wattage_per_state" value="1:1:2"/></host>
<host id="c" speed="624Tf"><prop id="wattage_per_state" value="1:1:2"/></host>
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
said() { # what the warning says after the workload [arguments of run]
    words=$1
    shift
    run run "$scratch/p.xml" "$scratch/d.xml" "$@"
    want_status 0
    want_err "uncalibrated: hosts train at a speed that was not measured on workload 'w': $words\$"
}
usual='trainings that were measured reached 9 to 30 % of a data sheet.s peak \(calibration/README.md\)'
said "100 % of the stated speed is assumed, as no efficiency is given; $usual"
said 'taken as 30 % of the stated speed \(efficiency\)' --set workload.efficiency=0.3
said 'taken as 20 % to 30 % of the stated speed \(efficiency\)' --set workload.efficiency=0.3 --set host.b.efficiency=0.2
said "taken as 20 % of the stated speed \\(efficiency\\); 100 % of the stated speed of others is assumed, as no efficiency is given; $usual" \
    --set host.b.efficiency=0.2
finish
