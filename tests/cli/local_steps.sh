# --set of local-steps takes the place of the file's local-epochs, and the other way round; both on the
# command line are an error.
. tests/cli/lib.sh
samples() { sed -n 's/^  "samples": \(.*\),/\1/p' "$scratch/out"; }
# shellcheck disable=SC2086
run run $jetson --format json --set learner.local-steps=3 # 10 learners, 2 rounds, batches of 64
want_status 0
[ "$(samples)" = 3840 ] || fail "$(samples) samples, expected 10 x 2 x 3 x 64"
sed -e 's|"local-epochs" value="1"|"local-steps" value="3"|' -e "s|\"workloads/|\"$PWD/deployments/workloads/|" \
    deployments/jetson-fedavg.xml >"$scratch/steps.xml"
run run platforms/jetson-cluster.xml "$scratch/steps.xml" --format json --set server.rounds=2
want_status 0
[ "$(samples)" = 3840 ] || fail "$(samples) samples, expected 10 x 2 x 3 x 64"
run run platforms/jetson-cluster.xml "$scratch/steps.xml" --format json --set server.rounds=2 \
    --set learner.local-epochs=1
want_status 0
[ "$(samples)" = 100000 ] || fail "$(samples) samples, expected 2 rounds of 50000"
# shellcheck disable=SC2086
run check $jetson --set learner.local-steps=3 --set learner.local-epochs=2
want_status 2
want_err "prop 'local-steps': a local training is either so many steps or so many 'local-epochs'"
finish
