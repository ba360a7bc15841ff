# Without a start-date the job starts at the first date that all series have.
. tests/cli/lib.sh
cat >"$scratch/p.xml" <<X
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><zone id="z" routing="Full">
<host id="a" speed="1Gf"><prop id="wattage_per_state" value="1:1:2"/><prop id="carbon_intensity" value="early.csv"/></host>
<host id="b" speed="1Gf"><prop id="wattage_per_state" value="1:1:2"/><prop id="carbon_intensity" value="late.csv"/></host>
<link id="l" bandwidth="1MBps" latency="0"><prop id="carbon_intensity" value="0 g/kWh"/></link>
<route src="a" dst="b"><link_ctn id="l"/></route>
</zone></platform>
X
series() { # first hour
    echo time,carbon_intensity
    for hour in 0 1 2 3 4 5; do
        printf '2024-01-01T%02d:00:00Z,%d\n' $(($1 + hour)) $((100 * hour))
    done
}
series 3 >"$scratch/early.csv"
series 5 >"$scratch/late.csv"
cat >"$scratch/w.xml" <<X
<workload version="1" id="w"><prop id="parameters" value="1000"/><prop id="training-flop" value="1 Mflop"/>
<prop id="samples" value="10"/></workload>
X
cat >"$scratch/d.xml" <<X
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><actor host="a" function="server"><prop id="workload" value="w.xml"/>
<prop id="rounds" value="1"/></actor><actor host="b" function="learner"/></platform>
X
run run "$scratch/p.xml" "$scratch/d.xml" --format json
want_status 0
want_out '"start": "2024-01-01T05:00:00Z"'
finish
