# A device that learns and infers with the trained model: its battery drains on after the trainings.
. tests/cli/lib.sh
cat >"$scratch/platform.xml" <<'X'
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
<zone id="net" routing="Full">
<host id="hub" speed="1Gf"><prop id="wattage_per_state" value="5:5:50"/></host>
<host id="phone-0" speed="1Gf"><prop id="wattage_per_state" value="1:1:3"/><prop id="battery" value="20 kJ"/></host>
<host id="phone-1" speed="1Gf"><prop id="wattage_per_state" value="1:1:3"/></host>
<link id="u-0" bandwidth="1MBps" latency="10ms"/><link id="u-1" bandwidth="1MBps" latency="10ms"/>
<route src="phone-0" dst="hub"><link_ctn id="u-0"/></route>
<route src="phone-1" dst="hub"><link_ctn id="u-1"/></route>
</zone>
</platform>
X
cat >"$scratch/workload.xml" <<'X'
<?xml version="1.0"?>
<workload version="1" id="model">
<prop id="parameters" value="250000"/><prop id="training-flop" value="20 Mflop"/><prop id="samples" value="100"/>
</workload>
X
cat >"$scratch/deployment.xml" <<'X'
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
<actor host="hub" function="server"><prop id="workload" value="workload.xml"/><prop id="rounds" value="2"/></actor>
<actor host="phone-*" function="learner"><prop id="samples" value="50"/></actor>
<actor host="phone-0" function="user"><prop id="per-day" value="1000"/><prop id="days" value="3"/></actor>
</platform>
X
run run "$scratch/platform.xml" "$scratch/deployment.xml" --format json
want_status 0
want_out '"inferences": 3000,'
finish
