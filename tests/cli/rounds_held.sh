# a number of rounds holds for what it was stated for: each setting that its row does not name, and each
# that --set changes of a file with a number of its own, makes it assumed and says why
. tests/cli/lib.sh

row=''      # attributes of <rounds>
leader=''   # props of the server
learners='' # props of the learners
missing=''  # missing-factor
number='<rounds value="7" provenance="measured" source="our runs"'
write() {
    cat >"$scratch/workload.xml" <<EOF
<workload version="1" id="small">
  <prop id="parameters" value="1000"/>
  <prop id="training-flop" value="3 Mflop"/>
  <prop id="samples" value="100"/>
  $missing
  $number $row/>
</workload>
EOF
    cat >"$scratch/deployment.xml" <<EOF
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <actor host="server" function="server"><prop id="workload" value="workload.xml"/>$leader</actor>
  <actor host="phone-*" function="learner"><prop id="batch" value="5"/>$learners</actor>
</platform>
EOF
}
simulate() {
    run run tests/bad/common/platform.xml "$scratch/deployment.xml" --format json "$@"
    want_status 0
}
holds() { # arguments of run
    simulate "$@"
    want_out '^      "provenance": ?"measured"'
    want_out '"unheld": ?null'
}
unheld() { # why, then arguments of run
    why=$1
    shift
    simulate "$@"
    want_out '^      "provenance": ?"assumed"'
    want_out "\"unheld\": ?\"$why\""
    want_err "the number of rounds \(7\) is assumed: it was $why"
}

# of a row that names nothing
write
holds
holds --set server.selection=random --set server.active=2
unheld 'stated for all learners active; active is 1 of 2 learners' --set server.active=1
unheld 'stated for no drop-outs; dropout is 0.3' --set learner.dropout=0.3
unheld 'stated for no deadline; deadline is 1000 s' --set 'server.deadline=1000 s'
unheld 'stated for selection all or random; selection is fastest' --set server.selection=fastest \
    --set server.active=2
unheld 'stated for learners that are always there; availability is 00:00-23:00' \
    --set learner.availability=00:00-23:00
unheld 'stated for no kind of data, as its row names none; data is iid' --set server.data=iid
unheld 'stated for 1 local epoch, as its row names none; local-epochs is 3' --set learner.local-epochs=3
unheld 'stated for 1 local epoch, as its row names none; local-steps is 3' --set learner.local-steps=3
unheld 'stated for batch 5; batch is 10' --set learner.batch=10
holds --set learner.batch=5

# check and the text of run say it, too
run check tests/bad/common/platform.xml "$scratch/deployment.xml" --set learner.dropout=0.3
tr -s ' \n' ' ' <"$scratch/out" | grep -q 'stated for no drop-outs; dropout is 0.3' || fail 'check does not say why'
run run tests/bad/common/platform.xml "$scratch/deployment.xml" --set learner.dropout=0.3
want_out 'rounds +assumed +stated for no drop-outs; dropout is 0.3: our runs'

# of a row that names it
row='dropout="0.3" active="1"'
write
holds --set learner.dropout=0.3 --set server.active=1
row='data="iid" local-epochs="3" batch="10"'
write
holds --set server.data=iid --set learner.local-epochs=3 --set learner.batch=10
row='active="1"'
write
unheld 'stated for no over-selection; over-selection is 1' --set server.active=1 --set server.over-selection=1

# a missing-factor covers updates that do not come, as certain as it is
row='' missing='<prop id="missing-factor" value="1" provenance="published" source="somebody"/>'
write
for set in learner.dropout=0.3 'server.deadline=1000 s' learner.availability=00:00-23:00; do
    simulate --set "$set"
    want_out '^      "provenance": ?"published"'
    want_out '"unheld": ?null'
done
missing='<prop id="missing-factor" value="1" provenance="assumed" source="somebody"/>'
write
simulate --set learner.dropout=0.3
want_out '^      "provenance": ?"assumed"'
missing=''

# of a number that the deployment gives: it holds for the file
leader='<prop id="active" value="1"/><prop id="rounds" value="7"/><prop id="rounds-provenance" value="measured"/>'
learners='<prop id="dropout" value="0.1"/><prop id="local-epochs" value="2"/>'
write
holds
holds --set learner.dropout=0.1
unheld 'stated for dropout 0.1; dropout is 0.3' --set learner.dropout=0.3
unheld 'stated for local-epochs 2; local-epochs is 3' --set learner.local-epochs=3
unheld 'stated without local-steps; local-steps is 3' --set learner.local-steps=3
unheld 'stated for active 1; active is 2' --set server.active=2
unheld 'stated without data; data is iid' --set server.data=iid
unheld 'stated for batch 5; batch is 6' --set learner.batch=6
unheld 'stated without deadline; deadline is 1000 s' --set 'server.deadline=1000 s'
unheld 'stated for over-selection 0; over-selection is 1' --set server.over-selection=1
unheld 'stated without selection; selection is fastest' --set server.selection=fastest
unheld 'stated without availability; availability is 00:00-23:00' --set learner.availability=00:00-23:00
unheld 'stated for aggregation sync; aggregation is buffered' --set server.aggregation=buffered
unheld 'stated without target; target is 0.5' --set server.target=0.5
unheld 'stated without uplink-bits; uplink-bits is 8' --set server.uplink-bits=8

# --set of the number: for the job as it is, and of no file's provenance
simulate --set server.rounds=7 --set learner.dropout=0.3
want_out '"unheld": ?null'
want_out '^      "provenance": ?"assumed"'

# of semi-synchronous and buffered rounds, which have settings of their own
leader='' learners='' row='aggregation="semi-sync"'
write
holds --set server.aggregation=semi-sync --set 'server.deadline=1000 s'
row='aggregation="buffered"'
leader='<prop id="aggregation" value="buffered"/><prop id="buffer" value="1"/>'
write
holds
unheld 'stated for buffer 1; buffer is 2' --set server.buffer=2
unheld 'stated without concurrency; concurrency is 1' --set server.concurrency=1
unheld 'stated without max-staleness; max-staleness is 1' --set server.max-staleness=1
row='aggregation="buffered" buffer="2"'
write
holds --set server.buffer=2

# of gateways and their cohorts, of peers and their graph: on six equal hosts
shape() { # actors
    { echo '<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <zone id="world" routing="Cluster">'
        for i in 0 1 2 3 4 5; do
            echo "<host id=\"h-$i\" speed=\"1Gf\"><prop id=\"wattage_per_state\" value=\"1:1:4\"/>
              <prop id=\"kind\" value=\"edge\"/>$battery</host>
              <link id=\"l-$i\" bandwidth=\"1MBps\" latency=\"1ms\"/>"
        done
        for i in 0 1 2 3 4 5; do echo "<host_link id=\"h-$i\" up=\"l-$i\" down=\"l-$i\"/>"; done
        echo '</zone></platform>'; } >"$scratch/six.xml"
    { echo '<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">'
        echo "$1</platform>"; } >"$scratch/deployment.xml"
}
simulate() {
    run run "$scratch/six.xml" "$scratch/deployment.xml" --format json "$@"
    want_status 0
}
workload='<prop id="workload" value="workload.xml"/>'
battery='' row='' leader=''
write
shape "<actor host=\"h-0\" function=\"server\">$workload</actor>
  <actor host=\"h-1\" function=\"gateway\"/><actor host=\"h-[2-5]\" function=\"learner\"/>"
holds
unheld 'stated for all learners active; active is 3 of 4 learners' --set gateway.active=3
unheld 'stated for no deadline; deadline is 1000 s' --set 'gateway.deadline=1000 s'
shape "<actor host=\"h-0\" function=\"server\">$workload<prop id=\"rounds\" value=\"7\"/>
  <prop id=\"rounds-provenance\" value=\"measured\"/></actor>
  <actor host=\"h-1\" function=\"gateway\"/><actor host=\"h-[2-5]\" function=\"learner\"/>"
holds
unheld 'stated for local-rounds 1; local-rounds is 2' --set gateway.local-rounds=2
unheld 'stated without uplink-share; uplink-share is 0.5' --set server.uplink-share=0.5
unheld 'stated without downlink-bits; downlink-bits is 8' --set server.downlink-bits=8
unheld 'stated without downlink-share; downlink-share is 0.5' --set server.downlink-share=0.5

row='topology="k-regular"'
write
shape "<actor host=\"h-*\" function=\"peer\">$workload<prop id=\"neighbours\" value=\"k-regular\"/>
  <prop id=\"degree\" value=\"2\"/></actor>"
holds
unheld 'stated for degree 2; degree is 4' --set peer.degree=4
unheld 'stated for no kind of data, as its row names none; data is iid' --set peer.data=iid
unheld 'stated for 1 local epoch, as its row names none; local-epochs is 3' --set peer.local-epochs=3
unheld 'stated without batch; batch is 5' --set peer.batch=5
shape "<actor host=\"h-*\" function=\"peer\">$workload<prop id=\"rounds\" value=\"7\"/>
  <prop id=\"rounds-provenance\" value=\"measured\"/></actor>"
unheld 'stated for neighbours ring; neighbours is complete' --set peer.neighbours=complete

# batteries may keep a learner away
battery='<prop id="battery" value="100 kJ"/>' row=''
write
shape "<actor host=\"h-0\" function=\"server\">$workload</actor><actor host=\"h-[1-5]\" function=\"learner\"/>"
unheld 'stated for learners that are always there; some have batteries'

# epochs of a trainer: the batch, where the row names none
battery='' number='<epochs value="7" provenance="measured" source="our runs"'
write
shape "<actor host=\"h-0\" function=\"trainer\">$workload<prop id=\"batch\" value=\"10\"/></actor>"
simulate
want_out '"unheld": ?null'
simulate --set trainer.batch=20
want_out '"unheld": ?"stated for batch 10; batch is 20"'
row='batch="20"'
write
shape "<actor host=\"h-0\" function=\"trainer\">$workload<prop id=\"batch\" value=\"10\"/></actor>"
simulate --set trainer.batch=20
want_out '"unheld": ?null'
finish
