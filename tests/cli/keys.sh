# Keys of --set that stand in no file: alone, with others, in any order, twice. Their figures are derived by
# hand in tests/analytic/keys.c.
. tests/cli/lib.sh
value() { sed -n "s/^  \"$1\": \(.*\),/\1/p" "$scratch/out"; }
is() { # KEY VALUE
    [ "$(value "$1")" = "$2" ] || fail "$1 is $(value "$1"), expected $2"
}
about() { # KEY VALUE: to 1e-9
    awk -v got="$(value "$1")" -v want="$2" 'BEGIN { d = got / want - 1; exit d * d > 1e-18 }' ||
        fail "$1 is $(value "$1"), expected $2"
}
grenoble=platforms/grenoble.xml
federated=deployments/unet3d-kits19-federated.xml phones=deployments/resnet18-cifar10-federated.xml
hospitals="platforms/hospitals.xml deployments/fed-kits19-federated.xml"
json() {
    run run "$@" --format json --quiet
    want_status 0
}

# who: six actors of one host each, 9, 11, 9, 9, 12 and 24 samples; the first three in their order
# shellcheck disable=SC2086
json $hospitals --set server.rounds=1 --set learner.count=3
want_out 'learner_coverage": 1,'
is samples 600 # 3 x 100 steps x 2
run check $grenoble $federated --set learner.count=4 # of 2, 6 and 2 hosts, in proportion
want_status 0
want_out '^  3 actors learner, on jetson-\[0-1\] first \(4 hosts\)'
want_out ' 67 samples$' # at 1/12 and 3/12 two of the six, at 1/4 one of each two: 17, 17, 17 and 16
run check $grenoble deployments/mnist-cnn-serverless.xml --set peer.count=3
want_status 0
want_out 'gateway-\[0-3\] \(3 hosts\)'
run check $grenoble deployments/bert-large-centralised.xml --set trainer.count=1 --set source.count=4
want_status 0
want_out 'dc-\[0-1\] \(1 host\)'
want_out 'jetson-\[0-9\] \(4 hosts\)'
run check $grenoble deployments/bert-large-hierarchical.xml --set gateway.count=2 --set server.active=2
want_status 0
want_out 'gateway-\[0-3\] \(2 hosts\)'
# said twice, the last one holds
run check $grenoble $federated --set learner.count=99 --set learner.count=4
want_status 0
want_out '\(4 hosts\)'
# the cohort is chosen of those
run check $grenoble $phones --set learner.count=9
want_status 3
want_err "prop 'active': 10 is more than its 9 learners"
json $grenoble $phones --set learner.count=9 --set server.active=9 --set server.rounds=2
is rounds 2

# how much: shares of the workload's samples, whatever their number
json $grenoble $phones --set server.rounds=10 --set 'learner.samples-share=1 %'
is samples 250000 # 10 rounds x 10 learners x 500 x 5 passes
json $grenoble $phones --set server.rounds=10 --set 'learner.samples-share=1 %' --set workload.samples=100000
is samples 500000
# a share in the place of samples of the file, and the other way round; one of them on the command line
run check $grenoble $federated --set 'learner.samples-share=10 %'
want_status 0
want_out ' 168 samples$' # largest remainders: 16.8 each, 17 of the first eight
run check $grenoble $phones --set 'learner.samples-share=1 %'
want_status 0
! grep -q 'equal shares of what is left' "$scratch/out" || fail 'shares that are given are called assumed'
run check $grenoble $federated --set 'learner.samples-share=10 %' --set learner.samples=3
want_status 2
want_err "prop 'samples-share': stands in the place of 'samples'; expected one of them"
run check $grenoble $federated --set 'learner.samples-share=0.5 %'
want_status 2
want_err "prop 'samples-share': 0.005 of the workload's 168 samples is none"
run check $grenoble $federated --set 'learner.samples-share=20 %'
want_status 0
want_err 'the samples-shares of all learners sum to 2: together they hold more than'
# peers of one training, with shares of their own; 60000 x 0.29 is 17399.999999999996 in binary
sed -e 's|host="gateway-\[0-3\]"|host="gateway-[0-1]"|' \
    -e "s|\"workloads/|\"$PWD/deployments/workloads/|" -e 's|</actor>|<prop id="samples-share" value="21 %"/></actor>|' \
    -e 's|</platform>|<actor host="gateway-[2-3]" function="peer"><prop id="samples-share" value="0.29"/></actor>&|' \
    deployments/mnist-cnn-serverless.xml >"$scratch/shares.xml"
run check $grenoble "$scratch/shares.xml" --set peer.local-epochs=1
want_status 0
want_out ' 60000 samples$'
run check $grenoble "$scratch/shares.xml" --set peer.local-epochs=1 --set workload.samples=100
want_status 0
want_out ' 100 samples$'
# one of the two patterns is left without hosts; the plan is the other's as well
run check $grenoble "$scratch/shares.xml" --set peer.count=2
want_status 0
want_out ' 30000 samples$'
# samples that a file gives to all are a split of the workload's
run check $grenoble $federated --set workload.samples=100
want_status 0
want_out ' 100 samples$'
want_err "the learners' samples, 168 in .*, become as large a share each of the workload's 100"
run check $grenoble $federated --set workload.samples=100 --set learner.samples=17
want_status 0
want_out ' 170 samples$' # set: as given
run check $grenoble $federated --set workload.samples=168
want_status 0
! grep -q 'become as large' "$scratch/err" || fail 'a split of the same samples is reported'
run check $grenoble $federated --set workload.samples=336 --set learner.count=5
want_status 0
want_out ' 168 samples$' # 84 of 168 are theirs: half

# how large: all that grows with the model, and what else is set of it
json $grenoble $federated --set server.rounds=2 --set server.evaluation-period=0
flop=$(value flop) uplink=$(value uplink_byte)
for sets in '--set workload.scale=3' '--set workload.scale=5 --set workload.scale=3'; do
    # shellcheck disable=SC2086
    json $grenoble $federated --set server.rounds=2 --set server.evaluation-period=0 $sets
    about flop "$(awk -v x="$flop" 'BEGIN { printf "%.17g", 3 * x }')"
    about uplink_byte "$(awk -v x="$uplink" 'BEGIN { printf "%.17g", 3 * x }')"
    want_out '"calibrated": false'
done
for sets in '--set workload.scale=3 --set workload.parameters=1e6' '--set workload.parameters=1e6 --set workload.scale=3'; do
    # shellcheck disable=SC2086
    json $grenoble $federated --set server.rounds=1 $sets
    about parameters 3e6
    about model_byte 12e6
done
run check $grenoble $federated --set workload.scale=3
want_err 'uncalibrated: speeds were measured on, and rounds stated for, the model as its file says; this one is 3 times'
want_out '^    workload.training-flop .* assumed, --set'
json platforms/jetson-cluster.xml deployments/jetson-fedavg.xml --set server.rounds=2 --set workload.scale=2
want_out '"calibrated": false'
run check $grenoble deployments/unet3d-kits19-centralised.xml
want_out ' epochs \(measured\)'
run check $grenoble deployments/unet3d-kits19-centralised.xml --set workload.scale=2
want_out ' epochs \(assumed\)'
want_err 'measured on, and epochs stated for, the model as its file says; this one is 2 times'

# how efficient: the speed follows, whatever the scale
json $grenoble deployments/champollion-unet3d.xml --set trainer.epochs=10 --set trainer.start-up=0 \
    --set trainer.evaluation-period=0 --set 'host.dc-0.j-per-sample=10 J'
seconds=$(awk 'BEGIN { printf "%.17g", 1680 * 10 / (3341.6 * 1.32 + 148) }') # samples x J / W at the wall
about time_s "$seconds"
want_out '"calibrated": false'
want_out '"host.dc-0.j-per-sample": "assumed"'
! grep -q '"host.dc-\[0-2\].speed.1\|"host.dc-0.speed.1' "$scratch/out" || fail 'the speed that does not count is a figure'
json $grenoble deployments/champollion-unet3d.xml --set trainer.epochs=10 --set trainer.start-up=0 \
    --set trainer.evaluation-period=0 --set workload.scale=2 --set host.dc-0.speed=1Gf,1Gf,1Gf,1Gf,1Gf,1Gf \
    --set 'host.dc-0.j-per-sample=99 J' --set 'host.dc-0.j-per-sample=10 J'
about time_s "$seconds"
json $grenoble deployments/champollion-unet3d.xml --set trainer.epochs=10 \
    --set 'host.dc-0.j-per-sample=10 J' --set 'host.dc-0.provenance=j-per-sample=measured, wattage_per_state=measured'
want_out '"calibrated": true'
run check $grenoble $federated --set 'zone.edge.j-per-sample=10 J'
want_status 2
want_err "prop 'j-per-sample' has no meaning here; it is a prop of hosts"
run check $grenoble $federated --set 'host.jetson-*.speed_by_batch=unet3d-kits19:1:1Tf,unet3d-kits19:99:2Tf' \
    --set 'host.jetson-*.j-per-sample=10 J'
want_status 3
want_err 'cannot take a j-per-sample \(--set\): it has speeds by batch of this workload'
# of another workload they do not matter
run check $grenoble $federated --set 'host.jetson-*.speed_by_batch=other:1:1Tf,other:99:2Tf' \
    --set 'host.jetson-*.j-per-sample=10 J'
want_status 0

# in compare: of both
run compare $grenoble deployments/unet3d-kits19-centralised.xml $federated --set workload.samples=84 \
    --set workload.scale=0.5 --format json --quiet
want_status 0
for only in learner platform workload; do
    run props $only
    want_status 0
    want_out 'by --set only'
done
finish
