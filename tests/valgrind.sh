#!/bin/sh
# The unit and analytic suites under valgrind's memcheck, the simulating children included.
#   valgrind.sh BUILD JOBS
# SimGrid keeps memory of its own until the process ends, so only what is definitely lost counts.
# Of the analytic cases every third: sanitizers see all. To start SimGrid takes valgrind longer than a
# case: twenty share a process.
# A program that runs for five minutes (the longest takes one) hangs, and is stopped.
set -u
build=$1
jobs=$2
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT

{
    for program in "$build"/tests/unit_*; do
        [ -x "$program" ] && echo "$program"
    done
    "$build/tests/analytic" --list | awk "NR % 3 == 1" | xargs -n 20 | sed "s|.*|$build/tests/analytic & --as-written|"
} >"$log/commands"

cat >"$log/one.sh" <<'X'
name=$(echo "$*" | tr '/ ' '__' | cut -c 1-100)
# the allocators refuse absurd sizes, and a test asks for one: not an error of ours
if timeout -k 5 300 valgrind -q --trace-children=yes --trace-children-skip='/bin/*,/usr/bin/*' \
    --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
    --show-leak-kinds=definite --show-mismatched-frees=yes --suppressions=tests/valgrind.supp \
    "$@" >"$LOG/$name.out" 2>&1 && ! grep -q '^==[0-9]*==  *at 0x' "$LOG/$name.out"; then
    echo "passed $*"
else
    [ $? = 124 ] && why=' (stopped after 300 s)' || why=
    echo "FAILED $*$why"
    cat "$LOG/$name.out"
fi
X
LOG=$log xargs -P "$jobs" -L 1 sh "$log/one.sh" <"$log/commands" >"$log/all"
grep -v '^passed' "$log/all"
passed=$(grep -c '^passed' "$log/all")
failed=$(grep -c '^FAILED' "$log/all")
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
