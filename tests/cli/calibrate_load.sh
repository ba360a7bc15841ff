. tests/cli/lib.sh
# 50 W idle, 10 W more with the first, 2.5 W each
printf 'busy_cores,power_w\n0,50\n1,62.5\n4,70\n8,80\n16,100\n' >"$scratch/load.csv"
cp platforms/devices.xml "$scratch"
run calibrate --load "$scratch/load.csv"
want_status 0; want_narrow
want_out '^idle, W +50 +50 to 50$'
want_out '^step of the first, W +10 '
want_out '^each busy core, W +2\.5 '
want_out '^ +2 +0 +50 +50 +- +-$'
run calibrate --load "$scratch/load.csv" --into "$scratch/devices.xml" --host dgx-1-cpu --dry-run
want_status 0
want_out '^<host dgx-1-cpu>: 50:60:160 W, with 40 busy cores at full load$'
want_out '^\+ .*"wattage_per_state" value="50:60:160"'
cmp -s platforms/devices.xml "$scratch/devices.xml" || fail 'a dry run wrote'
run calibrate --load "$scratch/load.csv" --into "$scratch/devices.xml" --host dgx-1-cpu --format json
want_status 0; want_out '"schema": "wattfleet.load/1"'; want_out '"epsilon_w": 60'
diff platforms/devices.xml "$scratch/devices.xml" >"$scratch/diff"
[ "$(grep -c '^>' "$scratch/diff")" = 3 ] || fail "watts, provenance and residual change, and: $(cat "$scratch/diff")"
grep -q 'wattage_per_state.0.idle=fitted:50..50, wattage_per_state.0.all=fitted:160..160,' "$scratch/devices.xml" ||
    fail "$(cat "$scratch/diff")"
run check "$scratch/devices.xml"
want_status 0
# one pstate of several
printf 'busy_gpus,above_idle_w\n1,100\n8,800\n' >"$scratch/gpus.csv"
run calibrate --load "npb-lu-d=$scratch/gpus.csv" --into "$scratch/devices.xml" --host dgx-1 --dry-run
want_status 0; want_out '884\.6:884\.6:2674\.9,884\.6:884\.6:1684\.6,884\.6:884\.6:1079\.6'
run calibrate --load "$scratch/gpus.csv" --into "$scratch/devices.xml" --host dgx-1
want_status 3; want_err '<host dgx-1> has 3 pstates'
# mistakes
run calibrate --load "$scratch/load.csv" --into "$scratch/devices.xml" --host dgx-1-cup
want_status 3; want_err "there is no <host dgx-1-cup>; did you mean 'dgx-1-cpu'"
run calibrate --load "$scratch/load.csv" --into "$scratch/devices.xml"
want_status 2; want_err 'go together'
run calibrate --load "$scratch/load.csv" some.log
want_status 2; want_err 'takes no log'
run calibrate --load "$scratch/none.csv"
want_status 5
table() {
    printf '%b' "$1" >"$scratch/bad.csv"
    run calibrate --load "$scratch/bad.csv"
    want_status 3; want_no_out; want_err "$2"
}
table 'busy_cores\n1\n' "bad.csv:1: there is no column 'above_idle_w' or 'power_w'"
table 'busy_cores,power_w\n1,-5\n' "bad.csv:2: column 'power_w': -5 is below 0"
table 'busy_cores,power_w\n1,5\n' 'bad.csv: .*cannot tell'
printf 'busy_cores,power_w\n41,500\n1,100\n5,110\n' >"$scratch/many.csv"
run calibrate --load "$scratch/many.csv" --into "$scratch/devices.xml" --host dgx-1-cpu
want_status 3; want_err 'many.csv:2: 41 busy, but <host dgx-1-cpu> has 40 cores'
finish
