# Each prop without effect is reported, once; the others are not. tests/law tries every prop.
. tests/cli/lib.sh
doctype='<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">'
cat >"$scratch/p.xml" <<X
$doctype
<platform version="4.1"><zone id="z" routing="Full">
<host id="a" speed="1Gf"><prop id="wattage_per_state" value="1:1:2"/></host>
<host id="b" speed="1Gf"><prop id="wattage_per_state" value="1:1:2"/><prop id="battery" value="1 MJ"/>
  <prop id="charging_wattage" value="5 W"/></host>
<host id="c" speed="1Gf"><prop id="wattage_per_state" value="1:1:2"/></host>
<host id="e" speed="1Gf"><prop id="wattage_per_state" value="1:1:2"/><prop id="battery" value="1 MJ"/></host>
<link id="l" bandwidth="1MBps" latency="0"/>
<route src="a" dst="b"><link_ctn id="l"/></route><route src="a" dst="c"><link_ctn id="l"/></route>
<route src="b" dst="c"><link_ctn id="l"/></route><route src="a" dst="e"><link_ctn id="l"/></route>
</zone></platform>
X
cat >"$scratch/w.xml" <<X
<workload version="1" id="w"><prop id="parameters" value="1000"/><prop id="training-flop" value="1 Mflop"/>
<prop id="samples" value="10"/><prop id="bytes-per-sample" value="1 B"/>
<rounds value="2" provenance="assumed"/><epochs value="2" provenance="assumed"/></workload>
X
actor() { # host function [prop value]..
    echo "<actor host=\"$1\" function=\"$2\">"
    shift 2
    while [ $# -gt 0 ]; do
        echo "<prop id=\"$1\" value=\"$2\"/>"
        shift 2
    done
    echo "</actor>"
}
deployment() { { echo "$doctype"; echo '<platform version="4.1">'; cat; echo '</platform>'; } >"$scratch/d.xml"; }
count() { # warnings of props without effect
    run check "$scratch/p.xml" "$scratch/d.xml"
    want_status 0
    [ "$(grep -c 'changes nothing' "$scratch/err")" = "$1" ] ||
        fail "expected $1 props without effect, got: $(cat "$scratch/err")"
}

# none has an effect: one training, no trials, no evaluation, nobody leaves, no battery
{
    actor a server workload w.xml trial-share 0.5 later-rounds 3 train-on all reserved yes \
        evaluation-period 0 evaluation-start 2 evaluation-samples 5 evaluation-download no \
        evaluation-pstate 0
    actor c learner dropout-phase upload dropout-point 0.5 availability-spread "1 h" \
        charging 22:00-06:00 battery-level 0.5 battery-minimum 0.1 battery-start 0.3
    actor b user days 3 inference-period "2 d" reserved yes
} | deployment
count 18
want_err "d.xml:5: warning: <actor server> prop 'trial-share' changes nothing: there are no trials$"
want_err "<actor learner> prop 'charging' changes nothing: its hosts have no battery$"
want_err "<actor user> prop 'days' changes nothing: there are no inferences \(per-day 0\)$"
for prop in later-rounds train-on reserved; do
    want_err "<actor server> prop '$prop' changes nothing: there is one training$"
done
for prop in start samples download pstate; do
    want_err "<actor server> prop 'evaluation-$prop' changes nothing: the evaluation-period is 0"
done
for prop in dropout-phase dropout-point; do
    want_err "<actor learner> prop '$prop' changes nothing: the dropout is 0$"
done
want_err "<actor learner> prop 'availability-spread' changes nothing: there is no availability$"
for prop in level minimum start; do
    want_err "<actor learner> prop 'battery-$prop' changes nothing: its hosts have no battery$"
done
for prop in inference-period reserved; do
    want_err "<actor user> prop '$prop' changes nothing: there are no inferences"
done

# the same props, and all of them have an effect
{
    actor a server workload w.xml trials 1 trial-share 0.5 trainings 2 every "1 d" later-rounds 3 \
        train-on all reserved yes evaluation-start 2 evaluation-samples 5 evaluation-download no \
        evaluation-pstate 0
    actor b learner dropout 0.1 dropout-phase upload dropout-point 0.5 availability 08:00-20:00 \
        availability-spread "1 h" charging 22:00-06:00 battery-level 0.5 battery-minimum 0.1 \
        battery-start 0.3 new-samples 2 evaluation-samples 3
    actor c user per-day 5 days 3 inference-period "2 d" reserved yes
} | deployment
count 0

# sources
{
    actor a trainer workload w.xml evaluation-period 0 evaluation-start 1
    actor b source upload-period "2 h" resend all
} | deployment
count 4
want_err "<actor trainer> prop 'evaluation-period' changes nothing: the evaluation-samples are 0$"
want_err "<actor source> prop 'upload-period' changes nothing: the upload is not 'as produced'$"
want_err "<actor source> prop 'resend' changes nothing: there is one training$"
want_err "<actor trainer> prop 'evaluation-start' changes nothing"
{
    actor a trainer workload w.xml trainings 2 every "1 d"
    actor b source upload-period "2 h" upload "as produced" new-samples 3
} | deployment
count 0

# the rounds are given; nothing is compressed; a batch costs nothing
{
    actor a server workload w.xml rounds 2 data iid every "1 d" index-bits 8 compression-flop "1 flop" \
        decompression-flop "1 flop" evaluation-download no round-overhead-pstate 0 active 1 \
        selection random
    actor b gateway
    actor c learner batch 5 new-samples 3 evaluation-samples 5 evaluation-pstate 0 start-up-pstate 0 \
        lost-pstate 0
} | deployment
count 11
want_err "'data' changes nothing: it chooses among the workload's rows, and the number is given$"
want_err "'every' changes nothing: there is one training$"
want_err "'index-bits' changes nothing: no message is sparse \(uplink-share, downlink-share\)$"
for prop in compression-flop decompression-flop; do
    want_err "<actor server> prop '$prop' changes nothing: nothing that is sent is compressed$"
done
want_err "'round-overhead-pstate' changes nothing: the round-overhead is 0$"
want_err "<actor server> prop 'selection' changes nothing: all gateways are active$"
want_err "'batch' changes nothing: no row of the workload is chosen by it, and a batch costs nothing"
want_err "'new-samples' changes nothing: there is one training$"
want_err "'start-up-pstate' changes nothing: the start-up is 0$"
want_err "'lost-pstate' changes nothing: no time is lost \(the batch-overhead is 0\)$"
{
    actor a server workload w.xml rounds 2 uplink-share 0.5 index-bits 8 compression-flop "1 flop" \
        decompression-flop "1 flop" round-overhead "1 s" round-overhead-pstate 0
    actor c learner batch 5 batch-overhead "1 s" evaluation-samples 5 evaluation-pstate 0 \
        start-up "1 s" start-up-pstate 0 lost-pstate 0
} | deployment
count 0
{
    actor a server workload w.xml rounds 2 aggregation buffered rounds-provenance measured \
        evaluation-download no evaluation-start-passes 3
    actor c learner evaluation-samples 5
} | deployment
count 2
want_err "'evaluation-download' changes nothing: where updates come one by one a learner evaluates"
want_err "'evaluation-start-passes' changes nothing: there are no evaluation-passes$"

# a battery without a charger
{
    actor a server workload w.xml rounds 2
    actor e learner charging 22:00-06:00 battery-level 0.5
} | deployment
count 1
want_err "<actor learner> prop 'charging' changes nothing: its hosts have no charging_wattage$"

# the least cohort is waited for where a learner may be away: by its times, or by its battery
{
    actor a server workload w.xml rounds 2 selection-minimum 2 selection-patience "1 h"
    actor c learner
    actor a learner
} | deployment
count 2
for prop in minimum patience; do
    want_err "'selection-$prop' changes nothing: all learners are there at all times$"
done
{
    actor a server workload w.xml rounds 2 selection-minimum 1 selection-patience "1 h"
    actor b learner
} | deployment
count 1
want_err "'selection-patience' changes nothing: the selection-minimum is 1$"
for last in 'b learner' 'a learner availability 08:00-20:00'; do
    {
        actor a server workload w.xml rounds 2 selection-minimum 2 selection-patience "1 h"
        actor c learner
        actor $last
    } | deployment
    count 0
done

# the rounds are the workload's, and hold for every job
{
    actor a server workload w.xml rounds-provenance measured
    actor c learner batch 5
    actor b user days 0 per-day 4
} | deployment
count 3
want_err "'rounds-provenance' changes nothing: the number is the workload's, not given here$"
want_err "<actor user> prop 'per-day' changes nothing: there are no inferences \(days 0\)$"

# one node exchanges no gradients
{
    actor a trainer workload w.xml epochs 2 overlap 0.5 batch 5 later-epochs 3
} | deployment
count 3
want_err "'overlap' changes nothing: there is one node: no all-reduce$"
want_err "'later-epochs' changes nothing: there is one training$"

# peers; and a prop of the command line is reported there
{
    actor a peer workload w.xml rounds 2 trial-share 0.5
    actor b peer workload w.xml
    actor c peer workload w.xml
} | deployment
count 1
run check "$scratch/p.xml" "$scratch/d.xml" --set peer.reserved=yes
want_err "^--set: warning: <actor peer> prop 'reserved' changes nothing: there is one training$"
finish
