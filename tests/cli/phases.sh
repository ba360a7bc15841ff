. tests/cli/lib.sh
# shellcheck disable=SC2086
run run $jetson --phases compute,upload
want_status 0
want_narrow
want_out '^Only these phases count: compute upload$'
want_out '^  compute '
grep -q '^  wait ' "$scratch/out" && fail 'a phase that does not count is printed'
# shellcheck disable=SC2086
run run $jetson --phases training --format json --quiet
want_status 0
want_out '^  "phases": \['
want_out '^    "overhead"'
# shellcheck disable=SC2086
run run $jetson --phases compute,uplaod
want_status 2
want_no_out
want_err "'uplaod' is no phase; expected names .* did you mean 'upload'\?"
run compare platforms/grenoble.xml deployments/resnet18-cifar10-centralised.xml \
    deployments/resnet18-cifar10-federated.xml --set server.rounds=2 --phases compute --quiet
want_status 0
want_narrow
want_out '^Only these phases count: compute$'
finish
