. tests/cli/lib.sh
# shellcheck disable=SC2086
run run $jetson
want_status 0; want_narrow
want_out '^federated resnet18-cifar10 on'
want_out 'compute'; want_out 'uplink'; want_out 'calibrated'
finish
