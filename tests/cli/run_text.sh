. tests/cli/lib.sh
# shellcheck disable=SC2086
run run $jetson
want_status 0; want_narrow
want_out '^federated resnet18-cifar10 on'
want_out 'compute'; want_out 'uplink'; want_out 'calibrated'
tail -n 1 "$scratch/out" | grep -q '^engine: closed-form: ' || fail 'who played the turns is the last line'
tail -n 2 "$scratch/out" | grep -q '^audit: SimGrid agrees on [0-9]* of [0-9]* turns' || fail 'the audit stands before it'
# shellcheck disable=SC2086
run run $jetson --engine simgrid
tail -n 1 "$scratch/out" | grep -q '^audit: hosts agree with SimGrid' || fail 'the audit is the last line'
# shellcheck disable=SC2086
run run $jetson --engine simgrid --verbose
want_out '^Audit: ledger against'
for width in 60 80 200; do
    # shellcheck disable=SC2086
    COLUMNS=$width run run $jetson --set server.rounds-provenance=assumed
    awk -v w=$width 'length($0) > w && $0 !~ /^ *[^ ]*$/ { print; exit 1 }' "$scratch/out" ||
        fail "wider than $width columns"
done
# shellcheck disable=SC2086
COLUMNS=60 run run $jetson
want_out '^federated resnet18-cifar10 on jetson-cluster.xml:$'
sed -n 2p "$scratch/out" | grep -Eq '^  .*, .* kJ \(.*g CO2e$' || fail 'where, then how much'
finish
