# Split learning as a user meets it: bytes, who plays it, which rows it asks for, what is warned of.
. tests/cli/lib.sh
root=$PWD
cd "$scratch"
cat >platform.xml <<'X'
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
<zone id="net" routing="Full">
<host id="hub" speed="1Gf"><prop id="wattage_per_state" value="5:5:50"/></host>
<host id="phone-0" speed="1Gf"><prop id="wattage_per_state" value="1:1:3"/></host>
<host id="phone-1" speed="2Gf"><prop id="wattage_per_state" value="1:1:3"/></host>
<link id="u-0" bandwidth="1MBps" latency="10ms"/><link id="u-1" bandwidth="1MBps" latency="10ms"/>
<link id="wire" bandwidth="1.5MBps" latency="1ms"/>
<route src="phone-0" dst="hub"><link_ctn id="u-0"/><link_ctn id="wire"/></route>
<route src="phone-1" dst="hub"><link_ctn id="u-1"/><link_ctn id="wire"/></route>
</zone>
</platform>
X
cat >workload.xml <<'X'
<?xml version="1.0"?>
<workload version="1" id="model">
<prop id="parameters" value="250000"/><prop id="training-flop" value="20 Mflop"/><prop id="samples" value="100"/>
<prop id="activation-size" value="2 kB"/><prop id="client-flop-share" value="0.2"/>
<prop id="client-parameters" value="1000"/>
<epochs value="6" provenance="assumed"/>
<rounds value="9" provenance="assumed"/>
<rounds value="3" topology="split-sequential" provenance="assumed"/>
<rounds value="4" topology="split-parallel" provenance="assumed"/>
</workload>
X
cat >deployment.xml <<'X'
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
<actor host="hub" function="split-server"><prop id="workload" value="workload.xml"/></actor>
<actor host="phone-*" function="split-client"><prop id="batch" value="16"/></actor>
</platform>
X
value() { # key of the last result
    sed -n "s/^  \"$1\": \(.*\),\$/\1/p" "$scratch/out"
}
same() { # what, a, b: within 1e-9
    awk -v a="$2" -v b="$3" 'BEGIN { exit !(a - b <= 1e-9 * b && b - a <= 1e-9 * b) }' || fail "$1: $2, expected $3"
}

# bytes of a round each way: activations of 100 samples, and a part of 1000 parameters for each of two clients
run run platform.xml deployment.xml --format json
want_status 0
[ "$(value paradigm)" = '"split-learning"' ] || fail "paradigm $(value paradigm)"
[ "$(value rounds)" = 3 ] || fail "sequential: $(value rounds) rounds, expected the row of split-sequential"
same 'bytes up' "$(value uplink_byte)" "$((3 * (100 * 2000 + 2 * 4000)))"
same 'bytes down' "$(value downlink_byte)" "$((3 * (100 * 2000 + 2 * 4000)))"
energy=$(value energy_j) time=$(value time_s)

# one transfer at a time: the wire that both share slows nothing down, and the closed form says the same
run run platform.xml deployment.xml --format json --engine closed-form
want_status 0
[ "$(value engine)" = '"closed-form"' ] || fail "engine $(value engine)"
same 'energy in closed form' "$(value energy_j)" "$energy"
same 'time in closed form' "$(value time_s)" "$time"

# at the same time: batches meet on the server, so that SimGrid plays it; less time, the row of its own
parallel='--set split-server.form=parallel'
run run platform.xml deployment.xml --format json $parallel --engine closed-form
want_status 3
want_err 'not proven to be exact: batches of several split-clients meet on the split-server'
run run platform.xml deployment.xml --format json $parallel
want_status 0
[ "$(value engine)" = '"simgrid"' ] || fail "engine $(value engine)"
[ "$(value rounds)" = 4 ] || fail "parallel: $(value rounds) rounds, expected the row of split-parallel"
same 'bytes up' "$(value uplink_byte)" "$((4 * (100 * 2000 + 2 * 4000)))"
awk -v a="$(value time_s)" -v b="$time" 'BEGIN { exit !(a / 4 < b / 3) }' || fail "a parallel round is not shorter"
run run platform.xml deployment.xml --format json $parallel --set split-client.count=1 --engine closed-form
want_status 0

# a number that was stated for the other form is assumed; the law of passes is not one of a model that is cut
sed 's|<prop id="workload"|<prop id="rounds" value="5"/><prop id="rounds-provenance" value="measured"/>&|' \
    deployment.xml >given.xml
run check platform.xml given.xml $parallel
want_status 0
want_out 'stated for form sequential'
run check platform.xml deployment.xml --set split-server.passes-ratio=auto
want_status 0
want_out 'stated for models that all'

# what is exchanged is called by its name
run run platform.xml deployment.xml
want_out '^ *upload .* activations sent'
want_out '^ *download .* gradients received'
want_narrow

# warned of: an average that there is none of
run check platform.xml deployment.xml --set 'split-server.aggregation-flop=5 flop'
want_status 0
want_err "'aggregation-flop' changes nothing: the form is sequential"

# the server trains as well: its speed counts among those that nobody measured
run check platform.xml deployment.xml
want_out 'efficiency +1 \(100 % of the speed\) +3 hosts, phone-0 first'
finish
