. tests/cli/lib.sh
set -- platforms/grenoble.xml deployments/resnet18-cifar10-centralised.xml \
    deployments/resnet18-cifar10-federated.xml
run compare "$@"
want_status 0; want_narrow
want_out 'uses least energy'; want_out 'mainly because'
head -n 1 "$scratch/out" | grep -q '^Break-even' || fail 'assumed rounds: break-even leads'
want_out 'ratio'; want_out 'energy by kind'
run compare "$@" --format json
want_status 0; want_out '"schema": "wattfleet.compare/1"'; want_out '"break_even"'
cp "$scratch/out" "$scratch/first"
run compare "$@" --format json --jobs 1
cmp -s "$scratch/out" "$scratch/first" || fail '--jobs 1 gives other bytes'
run compare "$@" --format csv
[ "$(wc -l <"$scratch/out")" = 3 ] || fail 'a header and two rows'
finish
