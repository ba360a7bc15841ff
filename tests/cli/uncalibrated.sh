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
said 'taken as 30 % of the stated speed \(efficiency of the workload\)' --set workload.efficiency=0.3
# of the host's and the workload's the smaller
said 'taken as 20 % to 30 % of the stated speed \(the smaller of the host.s and the workload.s efficiency\)' \
    --set workload.efficiency=0.3 --set host.b.efficiency=0.2
said 'taken as 30 % of the stated speed \(efficiency of the workload; the host.s is larger\)' \
    --set workload.efficiency=0.3 --set host.b.efficiency=0.9
said 'taken as 20 % of the stated speed \(efficiency of the host; the workload.s is not smaller\)' \
    --set workload.efficiency=0.3 --set 'host.*.efficiency=0.2'
said "taken as 20 % of the stated speed \\(efficiency of the host\\); 100 % of the stated speed of others is assumed, as no efficiency is given; $usual" \
    --set host.b.efficiency=0.2
# the figure that was taken is among the figures, the other one is not
efficiencies() {
    run run "$scratch/p.xml" "$scratch/d.xml" --format json --set workload.efficiency=0.3 --set "host.*.efficiency=$1"
    grep -o '"[^"]*efficiency": "assumed"' "$scratch/out" | sort -u | tr '\n' ' '
}
[ "$(efficiencies 0.9)" = '"workload.efficiency": "assumed" ' ] || fail "of the host's 90 %: $(efficiencies 0.9)"
case $(efficiencies 0.2) in *workload*) fail "of the host's 20 %: $(efficiencies 0.2)" ;; *host.*) ;; *) fail 'none' ;; esac
finish
