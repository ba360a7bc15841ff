# where the rounds come from: a table, between two of its rows, a curve; the batch of all samples
. "$(dirname "$0")/lib.sh"

write() { # rows of the workload, props of the learners
    cat >"$scratch/workload.xml" <<EOF
<workload version="1" id="small">
  <prop id="parameters" value="1000"/>
  <prop id="training-flop" value="3 Mflop"/>
  <prop id="samples" value="100"/>
  <prop id="target" value="0.9"/>
  $1
</workload>
EOF
    cat >"$scratch/deployment.xml" <<EOF
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <actor host="server" function="server"><prop id="workload" value="workload.xml"/></actor>
  <actor host="phone-*" function="learner">$2</actor>
</platform>
EOF
}
rounds() { # how many, and their source, or a part of it
    run run tests/bad/common/platform.xml "$scratch/deployment.xml" --format json
    want_status 0
    want_out "^  \"rounds\": ?$1,"
    want_out "\"source\": ?\"[^\"]*$2"
}
learner='<prop id="local-epochs" value="1"/>'
table='<table file="table.csv" provenance="published" source="somebody"/>'
printf 'batch,fraction,rounds\n10,1,20\n50,100 %%,29\nall,1,7\n' >"$scratch/table.csv"

write "$table" "$learner<prop id=\"batch\" value=\"50\"/>"
rounds 29 'somebody"'
want_out '"line": ?3'
want_out 'table.csv"'

write "$table" "$learner<prop id=\"batch\" value=\"30\"/>"
rounds 25 'interpolated between line 2 \(batch=10: 20\) and line 3 \(batch=50: 29\) of table.csv; somebody"'
run check tests/bad/common/platform.xml "$scratch/deployment.xml"
want_status 0
want_out '25 rounds \(derived\)' # between two rows that are published

write "$table" "$learner" # no batch: all local samples
rounds 7 'somebody"'

printf 'round,metric\n1,0.5\n4,0.91\n5,0.89\n' >"$scratch/curve.csv"
write '<curve file="curve.csv" direction="up" provenance="measured" source="our run"/>' "$learner"
rounds 4 'our run"'
printf 'round,metric\n1,2.5\n4,0.91\n5,0.89\n' >"$scratch/curve.csv"
write '<curve file="curve.csv" direction="down" provenance="measured" source="our run"/>' "$learner"
rounds 5 'our run"'

# the first training and the later ones: of two provenances the less certain one is that of all
for pair in 'measured assumed' 'assumed measured'; do
    set -- $pair
    write "<rounds value=\"5\" training=\"first\" provenance=\"$1\" source=\"one\"/>
        <rounds value=\"2\" training=\"later\" provenance=\"$2\" source=\"two\"/>" "$learner"
    run run tests/bad/common/platform.xml "$scratch/deployment.xml" --format json \
        --set server.trainings=3
    want_status 0
    want_out '^  "rounds": ?9,'
    want_out '"provenance": ?"assumed"'
    want_err 'the number of rounds \(5\) is assumed'
done

# one node: the global batch of all samples
write '<table file="epochs.csv" provenance="measured" source="us"/>' ''
printf 'batch,epochs\nall,3\n10,4\n' >"$scratch/epochs.csv"
cat >"$scratch/deployment.xml" <<EOF
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <actor host="server" function="trainer"><prop id="workload" value="workload.xml"/></actor>
</platform>
EOF
rounds 3 'us"'
finish
