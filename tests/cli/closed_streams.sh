. tests/cli/lib.sh
# A program started without some of its standard streams, as by a daemon, gives the same result: its
# pipes do not take their numbers.
deployments="deployments/jetson-fedavg.xml deployments/jetson-fedavg-5.xml"
sets="--set server.rounds=2 --quiet --format csv"
run compare platforms/jetson-cluster.xml $deployments $sets
want_status 0
cp "$scratch/out" "$scratch/usual"
same() { # WHAT IS CLOSED
    cmp -s "$scratch/result" "$scratch/usual" || fail "without $1: other bytes"
}
compare() {
    rm -f "$scratch/result"
    "$WATTFLEET" compare platforms/jetson-cluster.xml $deployments $sets --output "$scratch/result"
}
compare <&-; same stdin
compare >&-; same stdout
compare 2>&-; same stderr
compare <&- 2>&-; same 'stdin and stderr'
compare >&- 2>&-; same 'stdout and stderr'
compare <&- >&- 2>&-; same 'all three'
run run $jetson --quiet
cp "$scratch/out" "$scratch/usual"
"$WATTFLEET" run $jetson --quiet --output "$scratch/result" <&- >&- 2>&-
same 'all three, one deployment'
finish
