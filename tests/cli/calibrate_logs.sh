# Logs as people have them: what a reader cannot place is resolved by a rule that is said, or
# refused with the remedy (docs/calibration.md). Each is 120 samples: 10 W, 50 W from 30 to 89.
. tests/cli/lib.sh
cd "$scratch" || exit 1

made() { # FILE HEADER ROW: awk's, of i (the sample), w (its watts), t (its time)
    awk "BEGIN { print \"$2\"; for (i = 0; i < 120; i++) { w = i >= 30 && i < 90 ? 50 : 10
        t = sprintf(\"2024-05-01T12:%02d:%02d\", i / 60, i % 60); $3 } }" >"$1"
}
levels() { # IDLE WORK [arguments]: of x.csv
    idle=$1; work=$2; shift 2
    run calibrate train=x.csv "$@"
    want_status 0; want_narrow
    want_out "^idle, cold +- +$idle "
    want_out "^work +train +$work "
}

# several sources of one time
made x.csv 'timestamp,gpu_index,power_w' 'for (g = 0; g < 4; g++) print t "," g "," w + g'
levels 46 206
want_out '^x.csv: 4 sources, added up at each time'
levels 12 52 --sources 2
made x.csv 'timestamp,power_w' 'for (g = 0; g < 4; g++) print t "," w + g'
run calibrate train=x.csv
want_status 3; want_err '360 of 480 rows have the time of the row before; .*--channels N adds up'
levels 46 206 --channels 4
levels 10 50 --channels 1
want_out '^x.csv: left out: 360 of the time of the one before$'
made x.csv 'timestamp,card,power_w' 'print t ",0,N/A"; print t ",1," w'
run calibrate train=x.csv
want_status 3; want_err "source '0' reports no power in 120 of its 120 rows; choose others by --sources"
levels 10 50 --sources 1

# mixed metrics
made x.csv 'timestamp,metric,value' 'print t ",power_watt," w; print t ".4,temp," 40 + i / 10'
levels 10 50
want_out '^x.csv: 120 rows of other metrics or sources not read$'

# steps of the clock, forward and back
made x.csv 'timestamp,power (W)' 'print (i < 20 ? sprintf("1970-01-01T00:00:%02d", i) : t) "," w'
levels 10 50
want_out '^x.csv: 1 step of the clock, longer than all the rest of the log'
made x.csv 'timestamp,power (W)' 'print (i < 20 ? sprintf("2036-01-01T00:00:%02d", i) : t) "," w'
levels 10 50

# impossible samples
made x.csv 'timestamp,power (W)' 'print t "," (i == 0 || i == 60 ? 262143.3 : i == 70 ? -262143.3 : w)'
levels 10 50
want_out '^x.csv: left out: 1 below 0 W$'
want_out '^x.csv: 2 impossible samples left out, the largest 262143 W, the first on line 2: '
run calibrate train=x.csv --power-limit 1MW
want_status 0
want_out '^x.csv: left out: 1 below 0 W$'
if grep -q impossible "$scratch/out"; then fail '--power-limit is not heard'; fi

# units: of times, of cells, of any case
made x.csv 'Time (min),Power (Watts)' 'print i "," w'
levels 10 50
want_out ' 107\.7 kJ '
made x.csv 'Time (moons),Power (W)' 'print i "," w'
run calibrate train=x.csv
want_status 3; want_err "x.csv:2: unit 'moons' of column 'Time \(moons\)'.*--time-unit gives one"
levels 10 50 --time-unit Minutes
want_out ' 107\.7 kJ '
run calibrate train=x.csv --time-unit moons
want_status 2; want_err "^wattfleet: --time-unit 'moons': expected s, ms"
made x.csv 'time,power' 'print 1000 * i "," w'
run calibrate train=x.csv
want_status 3; want_err "times of column 'time' are 1000 apart and have no unit"
levels 10 50 --time-unit ms
made x.csv 'time,power' 'print i "," w " W"'
levels 10 50
want_out '^x.csv: its times have no unit: taken for seconds \(--time-unit gives one\)$'

# lines: joined, half, cut
made x.csv 'timestamp,power (W)' 'printf "%s,%d%s", t, w, i == 40 ? "" : i == 119 ? "" : "\r\n"'
levels 10 50
want_err '^x.csv:42: warning: 3 cells; expected 2'
want_err '^x.csv:120: warning: the file ends within this line'

# perf stat -x, -I 1000
made x.csv '# started' 'printf "%d.000,%d.00,Joules,power/energy-pkg/,1000,100.00,,\n", i + 1, w'
levels 10 50

# codecarbon: short runs behind each other
made x.csv 'timestamp,run_id,duration,energy_consumed' \
    'if (i < 12) printf "2024-05-01T12:00:%02d,%d,1.5,%.12f\n", 1.5 * (i + 1), i, (i % 2 + 1) * 75 / 3.6e6'
run calibrate train=x.csv
want_status 0
awk '$1 == "work" && ($3 < 50 || $3 > 100) { exit 1 }' "$scratch/out" || fail 'work is not from 50 to 100 W'

# for programs
run calibrate train=x.csv --format json
want_status 0; want_out '"notes": \['; want_out 'no log says when it worked'

# a FIFO that nobody writes to, a device without end; a pipe is read
mkfifo fifo; ln -s /dev/zero zero
made x.csv 'time,power' 'print t "," w'
for file in fifo zero; do
    run calibrate w=$file
    want_status 5; want_err "^wattfleet: '$file' is not a regular file$"
    run calibrate w=x.csv --events $file
    want_status 5; want_err "^wattfleet: '$file' is not a regular file$"
done
# shellcheck disable=SC2002
cat x.csv | "$WATTFLEET" calibrate w=/dev/stdin >out 2>err
status=$?; want_status 0; want_out '^/dev/stdin +csv +120 '
finish
