#!/bin/sh
# One case of wrong input files: sh tests/bad/run.sh BINARY CASE
#   cmd        arguments of wattfleet, one line (default: check platform.xml deployment.xml)
#   expected   stderr, line by line; a line that begins with ~ is an extended regular expression,
#              for what libxml2 or SimGrid say in words of their own
#   status     exit status where it is not 3
#   generate   makes files that are too large to keep, in the folder it runs in (and `expected`,
#              where the case has none)
# Nothing may be on stdout, nothing may crash, and it ends within ten seconds, which only guards
# against a hang.
set -eu
case $1 in
/*) binary=$1 ;;
*) binary=$PWD/$1 ;;
esac
folder=$(cd "$(dirname "$0")" && pwd)
name=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
stdout=$work/stdout stderr=$work/stderr
where=$folder/$name
if [ -f "$where/generate" ]; then
    mkdir "$work/case"
    ln -s "$folder/common" "$work/common"
    where=$work/case
    cp "$folder/$name/"* "$where"
    (cd "$where" && sh ./generate)
fi
cd "$where"

arguments='check platform.xml deployment.xml'
[ ! -f cmd ] || read -r arguments <cmd
expected_status=3
[ ! -f status ] || read -r expected_status <status
failures=0
fail() {
    echo "FAIL $name: $*"
    failures=$((failures + 1))
}

begun=$(date +%s%N)
status=0
set -f # a glob of --set is wattfleet's
# shellcheck disable=SC2086
timeout 10 "$binary" $arguments >"$stdout" 2>"$stderr" </dev/null || status=$?
set +f
echo "$name: $((($(date +%s%N) - begun) / 1000000)) ms"

[ "$status" = "$expected_status" ] || fail "status $status, expected $expected_status"
[ ! -s "$stdout" ] || fail "stdout is not empty: $(head -n 1 "$stdout")"
if grep -E 'Backtrace|backtrace|Assertion|Sanitizer|runtime error' "$stderr"; then
    fail 'it crashed'
fi

# the two side by side, to their common end and beyond
number=0
exec 3<expected 4<"$stderr"
while :; do
    more=0
    IFS= read -r want <&3 && more=1 || want='(nothing)'
    IFS= read -r got <&4 && more=1 || got='(nothing)'
    [ $more = 1 ] || break
    number=$((number + 1))
    case $want in
    "$got") continue ;;
    '~'*)
        if printf '%s\n' "$got" | grep -Eqx -e "${want#?}"; then
            continue
        fi
        ;;
    esac
    fail "line $number of stderr"
    printf '  expected: %s\n  found:    %.2000s\n' "$want" "$got"
done
[ $failures = 0 ]
