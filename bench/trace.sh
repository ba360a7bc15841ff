#!/bin/bash
# Reading a log: our reader compared with a plain C loop that splits the lines and calls strtod on two
# columns (bench/split.c), on the same CSV, in alternation.
#
#   bench/trace.sh
#
# The environment changes what is measured:
#   SIZE     bytes of the log, about       1000000000
#   TIME     format of its times: s or iso s
#   PAIRS    timed pairs, after a warm-up  5
#   SCRATCH  folder for the log            a new one under /tmp
#   BUILD    where the programs were built build/release
#   SPLIT, TRACE, PEAK                     $BUILD/bench/split, $BUILD/bench/trace, $BUILD/bench/peak
#
# The ratio is our time / that of the plain loop in a pair; the limit of its median is 2.0, that of our
# memory 50 MB. Exit 1 if a limit is exceeded, or if the two do not find the same samples and mean: then
# they did not do the same work. With TIME=iso the plain loop still calls strtod, which reads the year.
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)

SIZE=${SIZE:-1000000000}
TIME=${TIME:-s}
PAIRS=${PAIRS:-5}
BUILD=${BUILD:-$here/../build/release}
SPLIT=$(realpath -m "${SPLIT:-$BUILD/bench/split}")
TRACE=$(realpath -m "${TRACE:-$BUILD/bench/trace}")
PEAK=$(realpath -m "${PEAK:-$BUILD/bench/peak}")

die() {
    echo "trace.sh: $*" >&2
    exit 1
}

for program in "$SPLIT" "$TRACE" "$PEAK"; do
    [[ -x $program ]] || die "no program '$program': build first, or set BUILD"
done
for count in "$SIZE" "$PAIRS"; do
    [[ $count =~ ^[1-9][0-9]*$ ]] || die "'$count' is not a count > 0"
done
[[ $TIME == s || $TIME == iso ]] || die "TIME is '$TIME'; expected s or iso"

scratch=$(mktemp -d "${SCRATCH:-/tmp}/trace.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

write_log() { # as from a meter of 1 kHz: a slow wave and noise around 250 W
    awk -v size="$SIZE" -v iso="$([[ $TIME == iso ]] && echo 1 || echo 0)" '
    BEGIN {
        srand(1)
        print "timestamp,power (W)"
        for (written = 0; written < size; i++) {
            second = int(i / 1000)
            ms = i % 1000
            power = 250 + 40 * sin(i / 5000) + 8 * rand()
            if (iso)
                line = sprintf("2023-11-%02dT%02d:%02d:%02d.%03dZ,%.3f", 1 + int(second / 86400),
                               int(second / 3600) % 24, int(second / 60) % 60, second % 60, ms, power)
            else
                line = sprintf("%d.%03d,%.3f", 1700000000 + second, ms, power)
            print line
            written += length(line) + 1
        }
    }' >log.csv
}

timed() { # name program : its output to NAME.out, wall time in seconds to NAME.time
    local TIMEFORMAT='%R'
    { time "$2" log.csv >"$1.out" 2>&3; } 3>&2 2>"$1.time" || die "failed: $2"
}

check_agreement() {
    [[ $(cut -d, -f1-2 split.out) == "$(cut -d, -f1-2 trace.out)" ]] ||
        die "not the same: split '$(cat split.out)', trace '$(cat trace.out)'"
}

median() { # of a column of the pairs
    cut -d ' ' -f "$1" pairs | sort -g | awk '{ v[NR] = $1 }
        END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

write_log
timed split "$SPLIT"
timed trace "$TRACE"
check_agreement
: >pairs
for ((pair = 0; pair < PAIRS; pair++)); do
    timed split "$SPLIT"
    timed trace "$TRACE"
    paste -d ' ' split.time trace.time | awk '{ print $1, $2, $2 / ($1 > 0 ? $1 : 0.001) }' >>pairs
done
"$PEAK" trace.peak "$TRACE" log.csv >/dev/null
ratio=$(median 3)
memory=$(awk '{ printf "%.1f", $1 / 1e6 }' trace.peak)
echo "log $(stat -c %s log.csv) bytes, times $TIME, pairs $PAIRS: $(cat trace.out)"
echo "plain loop $(median 1) s, ours $(median 2) s, ratio $ratio (limit 2.0), memory $memory MB (limit 50)"
awk -v ratio="$ratio" -v memory="$memory" 'BEGIN { exit !(ratio <= 2 && memory <= 50) }' ||
    die "a limit is passed"
