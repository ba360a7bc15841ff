. tests/cli/lib.sh
. tests/cli/made_run.sh
made_run "$scratch/a" 30 1700000000
made_run "$scratch/b" 30.3 1700100000
platform=$scratch/platform.xml
cp platforms/jetson-cluster.xml "$platform"
cp platforms/devices.xml "$scratch" # hosts name their device in it
cp "$platform" "$scratch/before.xml"
into="resnet18-cifar10=$scratch/a resnet18-cifar10=$scratch/b --flop resnet18-cifar10=222Mflop"
into="$into --meter module --into $platform --host jetson-3"

# a dry run: the diff follows the result, no byte of the file changes
# shellcheck disable=SC2086
run calibrate $into --dry-run
want_status 0
cmp -s "$platform" "$scratch/before.xml" || fail 'a dry run has written'
sed -n '/^--- a\//,$p' "$scratch/out" >"$scratch/diff"
[ "$(grep -c '^@@' "$scratch/diff")" = 1 ] || fail 'more than one place changes'
grep -qxF -- "--- a/${platform#/}" "$scratch/diff" || fail 'the diff names another file'

# in place: what the diff said, the host's own lines alone
# shellcheck disable=SC2086
run calibrate $into
want_status 0
[ "$(sed -n '/^--- a\//p' "$scratch/out" | wc -l)" = 0 ] || fail 'a diff without --dry-run'
diff "$scratch/before.xml" "$platform" >"$scratch/changes"
awk '/<host id="jetson-3"/ { inside = 1 } !inside { print } /<\/host>/ { inside = 0 }' \
    "$scratch/before.xml" >"$scratch/others.before"
awk '/<host id="jetson-3"/ { inside = 1 } !inside { print } /<\/host>/ { inside = 0 }' \
    "$platform" >"$scratch/others.after"
cmp "$scratch/others.before" "$scratch/others.after" || fail 'another line has changed'
grep '^[-+]' "$scratch/diff" | grep -v '^\(---\|+++\)' | sort >"$scratch/said"
sed -n 's/^< /-/p; s/^> /+/p' "$scratch/changes" | sort >"$scratch/done"
cmp "$scratch/said" "$scratch/done" || fail 'what was said is not what was done'
[ "$(grep -c '^-' "$scratch/said")" -le 4 ] || fail "too many lines: $(cat "$scratch/said")"

# once more: nothing to write; the file runs
before=$(stat -c %Y.%i "$platform")
# shellcheck disable=SC2086
run calibrate $into
want_status 0
[ "$before" = "$(stat -c %Y.%i "$platform")" ] || fail 'the same figures were written again'
run run "$platform" deployments/jetson-fedavg.xml --set server.rounds=2
want_status 0

# an entry of a catalogue: its residual says of what it is, its software is the one that was said
entry="--into $scratch/devices.xml --host s922x --dry-run"
log="resnet50-inference=$scratch/a"
# shellcheck disable=SC2086
run calibrate $log resnet50-inference=$scratch/b $entry --software 'made up 1.2, its library 3'
want_status 0
want_out '^\+ .*"residual" value="[0-9.]+ % run left out,-"'
want_out '^\+ .*"software" value="made up 1\.2, its library 3"'
# shellcheck disable=SC2086
run calibrate $log $entry
want_status 0
want_out '^\+ .*"residual" value="[0-9.]+ % second half,-"'
! grep -q '^[-+].*"software"' "$scratch/out" || fail 'software that was not said has changed'
# shellcheck disable=SC2086
run calibrate $into --software 1.2
want_status 3; want_err "host 'jetson-3' is no entry of a catalogue"
# shellcheck disable=SC2086
run calibrate $log --software 1.2
want_status 2; want_err '--software goes with --into and --host'
# shellcheck disable=SC2086
run calibrate $log $entry --software 'a;b'
want_status 2; want_err "--software 'a;b': expected the name of a release, without ';'"

# a file that cannot be written stays as it is
if [ "$(id -u)" != 0 ]; then
    cp "$scratch/before.xml" "$platform"
    chmod a-w "$platform"
    # shellcheck disable=SC2086
    run calibrate $into
    want_status 5; want_err "cannot write '.*platform.xml'"; want_no_out
    chmod u+w "$platform"
fi
cp "$scratch/before.xml" "$platform"
(
    ulimit -f 4 # enough for the replayed log, not for the platform
    # shellcheck disable=SC2086
    "$WATTFLEET" calibrate $into >/dev/null 2>"$scratch/err"
)
status=$?
want_status 5; want_err 'cannot write'
cmp -s "$platform" "$scratch/before.xml" || fail 'half a file was written'
[ -z "$(find "$scratch" -name '.wattfleet-*')" ] || fail 'a file was left behind'
finish
