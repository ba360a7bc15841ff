. tests/cli/lib.sh
run --help
want_status 0; want_narrow; want_out 'compare'; want_out 'exit status'
run --version
want_status 0; want_out '^wattfleet [0-9.]+ on SimGrid [0-9.]+$'
for command in run compare report check devices props; do
    run $command --help
    want_status 0; want_narrow; want_out "^usage: wattfleet $command"
    cp "$scratch/out" "$scratch/usual"
    run help $command
    want_status 0; cmp -s "$scratch/out" "$scratch/usual" || fail "help $command is not $command --help"
done
for arguments in help 'help help'; do
    # shellcheck disable=SC2086
    run $arguments
    want_status 0; want_narrow; want_out '^usage: wattfleet COMMAND'
done
[ "$(sed -n '/^commands/,/^$/s/^  [a-z][a-z]*  *\(.\).*/x/p' "$scratch/out" | wc -l)" = 14 ] || fail 'fourteen commands'
[ "$(awk '/^commands/ { on = 1; next } /^$/ { on = 0 } on && /^  [a-z]/ { match($0, /^  [a-z]+ +/); print RLENGTH }' \
    "$scratch/out" | sort -u | wc -l)" = 1 ] || fail 'the meanings of commands are not aligned'
run help rnu
want_status 2; want_err "did you mean 'run'"
run help run compare
want_status 2; want_err 'expected: wattfleet help \[COMMAND\]'
# every phase is named
run help run
for phase in compute evaluate aggregate protection preparation inference upload download collection deployment \
    exploration overhead storage wait; do
    want_out "[ :]$phase([ ;]|\$)"
done
# distributions, and rows of <rounds>
run props distributions
want_status 0; want_out 'lognormal\(median, sigma\)'; want_out 'zipf'
run props lognormal
want_status 0; want_out '^distributions: '
run props rounds
want_status 0; want_out '^convergence: '; want_out 'local-epochs'
for width in 60 80 200; do
    COLUMNS=$width run props
    awk -v w=$width 'length($0) > w && /^ {25}/' "$scratch/out" | grep . && fail "wider than $width"
done
run props
want_status 0; want_narrow; want_out 'round-overhead'; want_out 'wall_factor'; want_out 'device +text; on host zone'
want_out 'samples_per_second +text; on host of a catalogue'
tables=$(sed -n 's/^\([a-z-]*\): .*/\1/p' "$scratch/out")
run props --help
named=$(sed -n 's/^TABLE of [a-z ]*: //p' "$scratch/out" | paste -sd ' ')
[ "$named" = "$(echo "$tables" | paste -sd ' ')" ] || fail "the help of props names '$named', not all tables"
run props gateway
want_status 0; want_out '^gateway: '
run props learnr
want_status 2; want_err "did you mean 'learner'"
for width in 60 80 200; do
    COLUMNS=$width run help calibrate
    awk -v w=$width 'length($0) > w { print; exit 1 }' "$scratch/out" || fail "help is wider than $width columns"
done
finish
