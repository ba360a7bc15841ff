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
finish
