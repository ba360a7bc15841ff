. tests/cli/lib.sh
# No winner without a reason (rulings 15 and 16): what is unequal comes first, with why.
unequal() { # the terms of the JSON of the last run
    sed -n '/"unequal": \[/,/^  \]/s/.*"term": "\(.*\)",/\1/p' "$scratch/out" | tr '\n' ' '
}
want_unequal() {
    [ "$(unequal)" = "$1" ] || fail "unequal: '$(unequal)', expected '$1'"
    [ -z "$1" ] || want_out '^  "winner": null'
}
twice="platforms/phones.xml deployments/resnet18-cifar10-phones-batteries.xml deployments/resnet18-cifar10-phones-batteries.xml"
known="--set server.rounds=3 --set server.rounds-provenance=measured --set host.*.wall_factor=1"
same() { # two deployments of one file, with further options
    run compare $twice $known --quiet "$@"
    want_status 0
}
same --format json
want_unequal ''
want_out '^  "winner": null' # as much energy
same --format json --set B:server.round-overhead=1min
want_unequal ''
want_out '^  "winner": "deployments/resnet18-cifar10-phones-batteries.xml"'
same --set B:server.round-overhead=1min
head -n 1 "$scratch/out" | grep -q '^A uses least energy, ' || fail 'equal terms have a winner'

# each by itself; numbers of rounds that are given alike, but not for the same settings
for setting in evaluation-period=2:evaluation evaluation-samples=7:evaluation target=0.5:target \
    deadline=1h:rounds rounds=4: trainings=2:trainings trials=1:trials; do
    same --format json --set "B:server.${setting%:*}"
    want="${setting##*:}"
    want_unequal "${want:+$want }"
done
same --format json --set B:server.active=5 # half of the passes a round, so twice the evaluations
want_unequal 'rounds evaluation '
same --format json --set B:server.active=5 --set server.evaluation-passes=2.5
want_unequal 'rounds '
same --format json --set B:learner.dropout=0.3
want_unequal 'rounds '
want_out '"why": "A and B give the same 3 rounds, but not the same settings: dropout 0 and 0.3"'
same --format json --set B:learner.samples=7
want_unequal 'samples '
want_out '"why": "50000 \(A\); 140 \(B\)"'
same --format json --set B:workload.parameters=1e6
want_unequal 'workload '
want_out '"why": "parameters is 11181642 in A, 1000000 in B, '
same --format json --set A:server.data=iid --set B:server.data=non-iid
want_unequal 'split rounds '

# the page says so first; where evaluation alone differs, energy without it leads
same --set B:server.evaluation-samples=7
head -n 1 "$scratch/out" | grep -q '^Not on equal terms, so nobody wins\.$' || fail 'unequal terms lead'
want_out '^Unequal evaluation: 10000 samples every 2.5 passes over the data \(A\); 7 samples every 2.5'
want_out '^Without evaluation: A uses .*, B uses .* \(about as much as A\)\.$'
[ "$(grep -n '^energy' "$scratch/out" | head -n 1 | cut -d: -f2 | cut -c 1-26)" = 'energy, without evaluation' ] ||
    fail 'energy without evaluation is the main row'
! grep -Eq '^(Why|Least|Break-even)' "$scratch/out" || fail 'who is best, on unequal terms'
want_narrow
same --set B:server.target=0.5
! grep -q 'ithout evaluation' "$scratch/out" || fail 'energy without evaluation does not mend a target'
same --format csv --set B:server.target=0.5 --set B:learner.samples=7
want_out '^label,winner,unequal,'
want_out '^B,,target;samples,'
same --format csv --set B:server.round-overhead=1min
want_out '^A,yes,,'; want_out '^B,no,,'

# of three: one sentence a term, who has what
COLUMNS=200 run compare $twice deployments/resnet18-cifar10-phones-batteries.xml $known --quiet \
    --set C:server.evaluation-samples=7
want_out '^Unequal evaluation: 10000 samples .* \(A, B\); 7 samples .* \(C\)'

# assumed rounds are not unequal: the break-even leads, and nobody wins
run compare $twice --quiet --set server.rounds=3 --set 'host.*.wall_factor=1' --set B:server.round-overhead=1min
head -n 1 "$scratch/out" | grep -q '^B uses .* energy than A ' || fail 'the break-even leads'
run compare $twice --quiet --set server.rounds=3 --set 'host.*.wall_factor=1' --format json
want_unequal ''
want_out '^  "winner": null'

# passes over the data that a round brings, by hand: of 5 local epochs 5; of a buffer of 5 of 10
# learners half; of two local rounds twice; of a part of the learners of 4 gateways, 4 x 5 x 5 / 25;
# of 100 steps of 2 samples in each of 6 hospitals, 1200 / 74
evaluated() { # PASSES OPTION..: of a round of each deployment
    expected=$1
    shift
    run compare "$@" --quiet --no-audit --format json
    want_status 0
    got=$(sed -n '/"term": "evaluation"/,/]/s/^        ".*every \([0-9.]*\) passes.*/\1/p' "$scratch/out" | tr '\n' ' ')
    [ "$got" = "$expected" ] || fail "passes of a round of $*: '$got', expected '$expected'"
}
once='--set server.evaluation-period=1 --set server.rounds=2'
evaluated '5 2.5 10 ' platforms/grenoble.xml deployments/unet3d-kits19-federated.xml \
    deployments/unet3d-kits19-buffered.xml deployments/unet3d-kits19-hierarchical.xml $once
evaluated '5 5 ' platforms/grenoble.xml deployments/unet3d-kits19-serverless.xml \
    deployments/unet3d-kits19-serverless.xml --set peer.evaluation-period=1 --set peer.rounds=2
evaluated '0.5 4 ' platforms/grenoble.xml deployments/mnist-cnn-federated.xml \
    deployments/mnist-cnn-hierarchical.xml $once
evaluated '16.21622 16.21622 ' platforms/hospitals.xml deployments/fed-kits19-federated.xml \
    deployments/fed-kits19-federated.xml $once --set workload.evaluation-samples=22
evaluated '1 5 ' platforms/grenoble.xml deployments/resnet18-cifar10-centralised.xml \
    deployments/resnet18-cifar10-gossip.xml --set trainer.evaluation-period=1 --set trainer.epochs=2 \
    --set gossiper.evaluation-period=1 --set gossiper.rounds=2

# who evaluates: a cohort, the last of each gateway, all where updates come one by one
learners='--set learner.evaluation-samples=30 --set server.evaluation-samples=0 --set server.rounds=2'
run compare platforms/grenoble.xml deployments/mnist-cnn-federated.xml deployments/mnist-cnn-hierarchical.xml \
    deployments/mnist-cnn-buffered.xml --quiet --no-audit --format json $learners
want_out '^ *"300 samples every'  # 10 of 100
want_out '^ *"600 samples every'  # 5 of 25, of 4 gateways
want_out '^ *"3000 samples every' # all 100

# bytes that count nothing could change the order, and cannot where it is clear
sed 's#<prop id="network_class" value="[a-z0-9]*"/>##' platforms/phones.xml >"$scratch/unknown.xml"
twice="$scratch/unknown.xml ${twice#* }"
same --format json --set B:server.round-overhead=12s
want_unequal 'network '
want_out '"why": "what is not counted may change which of A and B uses less: [0-9.]+ GB on [0-9]+ links of unknown'
same --format json --set B:server.round-overhead=12s --set workload.update-size=0 --set workload.model-size=0
want_unequal ''
want_out '^  "winner": "deployments'

# epochs depend on the batch, not on the nodes
nodes="platforms/grenoble.xml deployments/bert-large-centralised.xml deployments/bert-large-centralised.xml
    --quiet --no-audit --format json --set trainer.epochs=1 --set trainer.epochs-provenance=measured"
run compare $nodes --set B:trainer.batch=384
want_unequal 'rounds '
want_out '"why": "A and B give the same 1 epochs, but not the same settings: batch 768 and 384"'
run compare $nodes --set B:trainer.overlap=0
want_unequal ''

# a published number of rounds, and one setting changed
published="platforms/grenoble.xml deployments/mnist-cnn-federated.xml deployments/mnist-cnn-federated.xml
    --quiet --no-audit --format json"
for setting in learner.dropout=0.3:rounds server.deadline=10min:rounds server.data=iid:split \
    server.evaluation-passes=10:evaluation; do
    run compare $published --set "B:${setting%:*}"
    want_status 0
    want_unequal "${setting#*:} "
done
run compare $published --set B:learner.dropout=0.3
want_out '"why": "those of B were stated for no drop-outs; dropout is 0.3"'
run compare $published --set B:server.active=20 # a row of its own: 200 published rounds
want_unequal ''
want_out '^  "winner": "deployments/mnist-cnn-federated.xml"'

# data that is at the trainer already is not collected
run compare platforms/grenoble.xml deployments/champollion-unet3d.xml \
    deployments/unet3d-kits19-centralised.xml --quiet --format json --set trainer.epochs=2
want_out '"term": "collection",'
unequal | grep -q 'collection ' || fail 'a collection that is left out'

# rounds that are not assumed, and leave it open all the same: those of 7 learners are fitted, 305 with an interval
mnist="platforms/grenoble.xml deployments/mnist-cnn-federated.xml deployments/mnist-cnn-federated.xml --quiet"
# shellcheck disable=SC2086
run compare $mnist --format json --set B:server.active=7
want_unequal ''
want_out '^  "winner": null'
want_out '^  "winner_label": null'
want_out '^  "assumed": false'
# shellcheck disable=SC2086
run compare $mnist --set B:server.active=7
head -n 1 "$scratch/out" | grep -Eq '^B uses less energy than A up to [0-9]+ rounds; with 305, as fitted, B uses ' ||
    fail "the break-even leads: $(head -n 1 "$scratch/out")"
# unless the break-even lies outside of the interval
# shellcheck disable=SC2086
run compare $mnist --format json --set B:server.active=7 --set B:learner.batch-overhead=5s \
    --set B:learner.lost-pstate=0
want_unequal ''
want_out '^  "winner_label": "A"'
# rows that fit give a winner, a value between two rows does not
sed 's/ interpolation="model"//' deployments/workloads/mnist-cnn.xml >"$scratch/mnist-cnn.xml"
cp deployments/workloads/mnist-cnn.csv "$scratch"
sed 's,workloads/mnist-cnn.xml,mnist-cnn.xml,' deployments/mnist-cnn-federated.xml >"$scratch/federated.xml"
line="platforms/grenoble.xml $scratch/federated.xml $scratch/federated.xml --quiet --format json"
# shellcheck disable=SC2086
run compare $line --set B:learner.batch=50
want_out '^  "winner_label": "[AB]"'
# shellcheck disable=SC2086
run compare $line --set B:learner.batch=30
want_unequal ''
want_out '^  "winner": null'
finish
