. tests/cli/lib.sh
. tests/cli/made_run.sh
root=$PWD
cd "$scratch" || exit 1 # short paths: no cell of a table is wrapped
made_run a 10 1700000000
made_run b 10.2 1700100000
logs='train=a train=b'

# for people
# shellcheck disable=SC2086
run calibrate $logs --meter wall --flop train=2Gflop
want_status 0; want_narrow
want_out '^idle, cold +- +2\.0002 +1\.9933 to 2\.007 +2 runs$'
want_out '^waiting in a job +- +2\.9998 +2\.9752 to 3\.0244 +2 runs$'
want_out '^work +train +10\.1 +8\.8296 to 11\.371 +2 runs$'
want_out '^meter: wall$'
want_out '^train +800 +800 to 800 +0\.012625 +2e\+09 +1\.6e\+12$'
want_out '^Simulated, and held against what was not fitted on:$'
want_out 'work of 1 other; idle of 1 other .* \+1\.80 % +1\.53 %'
want_out 'work of 1 other; idle of 1 other .* -1\.76 % +1\.49 %'

# for programs: the keys of docs/outputs.md
# shellcheck disable=SC2086
run calibrate $logs --format json --output "$scratch/result.json"
want_status 0; want_no_out
cp "$scratch/result.json" "$scratch/out"
want_out '"schema": *"wattfleet.calibrate/1"'
tr -d ' \n' <"$scratch/out" | grep -q '"work_w":{[^}]*"runs":2,"this_run_only":false}' || fail 'two runs are called one'
for key in meter wall_factor wall_pairs cold_idle_w waiting_w workloads logs checks work_runs work_w evaluation_w this_run_only start_up_s nodes node_logs \
    samples_per_s flop_per_sample speed_flop_per_s fitted_on idle_runs measured_j simulated_j \
    energy_error_ratio power_mape_ratio events samples bad negative invalid impossible duplicates backwards \
    sources rows_passed clock_steps notes gaps gap_s mean_w stated_mean_w conversion_efficiency low high; do
    want_out "\"$key\":"
    grep -q "\`$key\(\[\]\)\{0,1\}\`" "$root/docs/outputs.md" ||
        fail "docs/outputs.md does not tell of '$key'"
done

# one run: its first half predicts its second; without events, levels say when it worked
run calibrate train=a
want_status 0; want_out 'first half; idle of its'
want_out '^idle, cold .* this run only$'; want_out '^work +train .* this run only$'
want_out '^this run only: the interval holds the drift within the run, not how runs differ$'
run calibrate train=a --format json
want_status 0
tr -d ' \n' <"$scratch/out" | grep -q '"work_w":{[^}]*"runs":1,"this_run_only":true}' || fail 'one run is called so'
rm b/events.txt
run calibrate b
want_status 0
want_out 'no log says when it worked'; want_out 'no log shows it apart from cold'
want_out '^work +- +10\.'
run calibrate b --work 150.5..330.5
want_status 0
if grep -q 'no log says when' "$scratch/out"; then fail '--work is not heard'; fi
run calibrate train=b --events a/events.txt
want_status 0; want_err 'is that of another run, or another time zone'

# a picture, where gnuplot is there
if command -v gnuplot >/dev/null; then
    run calibrate train=a --picture a.svg
    want_status 0
    head -c 300 a.svg | grep -q '<svg' || fail 'no picture'
    # shellcheck disable=SC2086
    run calibrate $logs --picture p.svg
    if [ ! -s p-1.svg ] || [ ! -s p-2.svg ]; then fail 'no two pictures'; fi
fi
run calibrate train=a --picture a.gif
want_status 2; want_err 'a\.gif'

# nothing half done
run calibrate train=a --output "$scratch/no/such/folder"
want_status 5; want_err 'no/such/folder'
if [ -e /dev/full ]; then
    "$WATTFLEET" calibrate train=a >/dev/full 2>"$scratch/err"
    status=$?
    want_status 5; want_err 'cannot write the result'
fi
finish
