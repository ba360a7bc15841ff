# The pages of calibrate follow the terminal's width: words wrap, numbers stay whole.
. tests/cli/lib.sh
awk 'BEGIN { print "time,power (W)"; for (i = 0; i < 80; i++) print i "," (i >= 20 && i < 60 ? 50.25 : 10) }' \
    >"$scratch/a-log-with-a-long-name-of-the-week.csv"
printf 'epochs,nvml_rapl_kWh,wattmeter_kWh\n1,1,2\n5,2,3\n' >"$scratch/pairs.csv"
printf 'busy_cores,power_w\n0,20\n1,34\n2,48.5\n4,77\n8,133\n' >"$scratch/load.csv"
awk 'BEGIN {
    print "run,local_epochs,rounds,time_s,clients_j,server_j"
    split("1 1 2 5 5 3", epochs); split("100 120 150 20 30 50", rounds)
    for (i = 1; i <= 6; i++) {
        t = 10.5 + rounds[i] * (18 + 8 * epochs[i])
        print i "," epochs[i] "," rounds[i] "," t "," rounds[i] * (1200 + 1600 * epochs[i]) "," 7 * t + 90 * rounds[i]
    }
}' >"$scratch/runs.csv"
sorted_numbers() { # of a page, whatever its lines
    grep -oE '[0-9]+(\.[0-9]+)?' "$scratch/out" | sort -n
}
pages() { # TEST: of each page, with --option arguments
    $1 "train=$scratch/a-log-with-a-long-name-of-the-week.csv" --meter package --work 20..60 \
        --wall-pairs "$scratch/pairs.csv"
    $1 --load "$scratch/load.csv"
    $1 --campaign "$scratch/runs.csv"
}
widths() {
    export COLUMNS=1000; run calibrate "$@" --quiet
    want_status 0
    sorted_numbers >"$scratch/wide"
    for width in 84 110; do
        COLUMNS=$width; run calibrate "$@" --quiet
        awk -v w=$width 'length($0) > w { print "wide:", $0; wide = 1 } END { exit wide }' "$scratch/out" ||
            fail "a line of calibrate $1 is wider than $width columns"
        sorted_numbers | cmp -s - "$scratch/wide" || fail "calibrate $1 shows other numbers at $width columns"
    done
    COLUMNS=40; run calibrate "$@" --quiet # tables have a least width; prose has not
    sorted_numbers | cmp -s - "$scratch/wide" || fail "calibrate $1 shows other numbers at 40 columns"
}
pages widths
export COLUMNS=1000; run calibrate "train=$scratch/a-log-with-a-long-name-of-the-week.csv" --quiet
want_out '^.{101}' # as wide as it may be
finish
