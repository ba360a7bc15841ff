# A result says at which watts time is lost.
. tests/cli/lib.sh
mnist='run platforms/jetson-cluster.xml deployments/jetson-fedavg.xml --set server.rounds=1 --quiet --format json'
assumed='is assumed to draw the watts of waiting; prop .lost-pstate. names another pstate'
# shellcheck disable=SC2086
run $mnist --set learner.batch-overhead=1ms
want_status 0; want_out "lost time \(batch-overhead\) $assumed"
# shellcheck disable=SC2086
run $mnist --set learner.batch-overhead=1ms --set learner.lost-pstate=0
want_status 0; grep -q "lost time" "$scratch/out" && fail "says what nobody assumed"
# shellcheck disable=SC2086
run $mnist
want_status 0; grep -q "lost time" "$scratch/out" && fail "says what nobody assumed"
unet='run platforms/grenoble.xml deployments/champollion-unet3d.xml --set trainer.epochs=1 --quiet --format json'
# shellcheck disable=SC2086
run $unet --set trainer.scaling-efficiency=0.9
want_status 0; want_out "lost time \(scaling-efficiency\) $assumed"
# shellcheck disable=SC2086
run $unet --set trainer.scaling-efficiency=0.9 --set trainer.batch-overhead=1ms
want_status 0; want_out "lost time \(batch-overhead, scaling-efficiency\) $assumed"
# shellcheck disable=SC2086
run $unet --set trainer.scaling-efficiency=1
want_status 0; grep -q "lost time" "$scratch/out" && fail "says what nobody assumed"
finish
