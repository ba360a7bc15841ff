#!/bin/sh
# process.kills: SIGTERM, SIGINT and SIGKILL hit the program, its loader or its runner at some time of a
# run. Whatever ends, all of them end, and outputs are whole or not there.
#   kills.sh WATTFLEET N
set -eu
binary=$1 count=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
root=$PWD
failed=0 hits=0

sh "$root/bench/fleet.sh" 1500 >"$scratch/platform.xml"
cp "$root/deployments/workloads/mnist-cnn.xml" "$root/deployments/workloads/mnist-cnn.csv" "$scratch"
cat >"$scratch/deployment.xml" <<X
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <actor host="server-0" function="server">
    <prop id="workload" value="mnist-cnn.xml"/><prop id="rounds" value="300"/>
    <prop id="active" value="300"/><prop id="selection" value="random"/>
  </actor>
  <actor host="phone-*" function="learner">
    <prop id="samples" value="600"/><prop id="local-epochs" value="5"/><prop id="batch" value="10"/>
  </actor>
</platform>
X
mkdir "$scratch/out"

# children PID: of a process, by /proc
children() {
    for stat in /proc/[0-9]*/stat; do
        # pid (name) state ppid ..: the name may hold blanks
        sed -n "s/^\([0-9]*\) (.*) [A-Z] $1 .*/\1/p" "$stat" 2>/dev/null || :
    done
}
# those that still work on the files of this test
left() {
    for line in /proc/[0-9]*/cmdline; do
        if { tr "\0" " " <"$line"; } 2>/dev/null | grep -q "wattfleet.*$scratch"; then
            process=${line#/proc/}
            echo "${process%/cmdline}"
        fi
    done
}
fail() {
    echo "FAILED: $*"
    failed=1
}

i=0
while [ "$i" -lt "$count" ]; do
    signal=$(echo TERM INT KILL | cut -d' ' -f$((i % 3 + 1)))
    depth=$((i / 3 % 3))
    rm -f "$scratch"/out/*
    "$binary" run "$scratch/platform.xml" "$scratch/deployment.xml" --engine simgrid --quiet --format json \
        --output "$scratch/out/result.json" --hosts-csv "$scratch/out/hosts.csv" \
        >/dev/null 2>&1 &
    parent=$!
    # from the first instructions to the end of the run
    sleep "$(awk -v i="$i" 'BEGIN { srand(i); printf "%.3f", 0.01 + rand() * 0.8 }')"
    target=$parent
    for level in 1 2; do
        [ "$level" -gt "$depth" ] || [ -z "$target" ] || target=$(children "$target" | head -1)
    done
    if [ -n "$target" ] && kill "-$signal" "$target" 2>/dev/null; then
        hits=$((hits + 1))
    fi
    wait "$parent" || :
    tries=0
    while [ -n "$(left)" ] && [ "$tries" -lt 50 ]; do
        sleep 0.1
        tries=$((tries + 1))
    done
    orphans=$(left)
    [ -z "$orphans" ] || { fail "kill $i ($signal, level $depth): left behind: $orphans"; kill -KILL $orphans; }
    for file in "$scratch"/out/* "$scratch"/out/.[!.]*; do
        [ -e "$file" ] || continue
        case $file in
        */result.json) [ "$(tail -c 2 "$file")" = '}' ] || fail "kill $i ($signal, level $depth): half a result" ;;
        */hosts.csv) [ "$(tail -c 1 "$file" | od -An -c | tr -d ' ')" = '\n' ] &&
            [ "$(wc -l <"$file")" -ge 2 ] || fail "kill $i: half a CSV" ;;
        # SIGKILL of the program itself leaves no time to take its own file away
        *) [ "$signal$depth" = KILL0 ] || fail "kill $i ($signal, level $depth): left $file" ;;
        esac
    done
    i=$((i + 1))
done
echo "$count runs, $hits hit"
[ "$hits" -gt 0 ] && [ "$failed" = 0 ]
