# Sourced by the cases: run wattfleet, then say what must hold.
#   WATTFLEET  the binary; the working directory is the project's root
set -u
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

fail() {
    echo "FAILED: $*"
    failed=1
}
run() { # arguments of wattfleet; sets status, $scratch/out, $scratch/err
    "$WATTFLEET" "$@" >"$scratch/out" 2>"$scratch/err"
    status=$?
}
want_status() {
    [ "$status" = "$1" ] || fail "status $status, expected $1: $(head -n 3 "$scratch/err")"
}
want_out() { # extended regex on one line of stdout
    grep -Eq -- "$1" "$scratch/out" || fail "stdout has no line like: $1"
}
want_err() {
    grep -Eq -- "$1" "$scratch/err" || fail "stderr has no line like: $1; it has: $(cat "$scratch/err")"
}
want_no_out() {
    [ ! -s "$scratch/out" ] || fail "stdout is not empty: $(head -n 2 "$scratch/out")"
}
want_narrow() {
    awk 'length($0) > 100 { print "wide:", $0; wide = 1 } END { exit wide }' "$scratch/out" ||
        fail "a line is wider than 100 columns"
}
finish() {
    exit "$failed"
}
jetson="platforms/jetson-cluster.xml deployments/jetson-fedavg.xml --set server.rounds=2"
