. tests/cli/lib.sh
# shellcheck disable=SC2086
run run $jetson --output "$scratch/result" --format json
want_status 0; want_no_out
grep -q energy_j "$scratch/result" || fail 'no result in the file'
# a full disk: a file of at most one block
(
    ulimit -f 1
    # shellcheck disable=SC2086
    "$WATTFLEET" run $jetson --format json --output "$scratch/small" >"$scratch/out" 2>"$scratch/err"
)
status=$?
want_status 5; want_err "cannot write '.*small'"
[ ! -e "$scratch/small" ] || fail 'half a file was left'
[ "$(find "$scratch" -type f | wc -l)" = 3 ] || fail "files were left: $(ls "$scratch")"
# shellcheck disable=SC2086
run run $jetson --output "$scratch/no/such/folder"
want_status 5; want_err 'no/such/folder'
if [ -e /dev/full ]; then
    # shellcheck disable=SC2086
    "$WATTFLEET" run $jetson >/dev/full 2>"$scratch/err"
    status=$?
    want_status 5; want_err 'cannot write the result'
fi
finish
