. tests/cli/lib.sh
run --help
want_status 0; want_narrow; want_out 'compare'; want_out 'exit status'
run --version
want_status 0; want_out '^wattfleet [0-9.]+ on SimGrid [0-9.]+$'
for command in run compare check devices props; do
    run $command --help
    want_status 0; want_narrow; want_out "^usage: wattfleet $command"
done
run props
want_status 0; want_narrow; want_out 'round-overhead'; want_out 'wall_factor'; want_out 'device +text; on host zone'
want_out 'samples_per_second +text; on host of a catalogue'
tables=$(sed -n 's/^\([a-z]*\): .*/\1/p' "$scratch/out")
run props --help
named=$(sed -n 's/^TABLE of a [a-z]*: //p' "$scratch/out" | paste -sd ' ')
[ "$named" = "$(echo "$tables" | paste -sd ' ')" ] || fail "the help of props names '$named', not all tables"
run props gateway
want_status 0; want_out '^gateway: '
run props learnr
want_status 2; want_err "did you mean 'learner'"
finish
