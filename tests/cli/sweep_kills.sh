# A sweep that is killed fifty times at random moments loses nothing that it stored and doubles nothing.
# --jobs 1, --jobs 2 and four merged shards give the same rows. Every kind of factor: what is simulated, what is priced, a
# list, points that fail.
. tests/cli/lib.sh
points=240
set -- platforms/jetson-cluster.xml deployments/jetson-fedavg.xml --engine simgrid --quiet \
    --set server.rounds=100 --points $points --factor 'server.round-overhead=1 s..20 s' \
    --factor 'server.selection=all|random' --factor server.active=4..11 --factor 'zone.*.pue=1..1.6'

run sweep "$@" --jobs 1 --format csv --output "$scratch/one"
want_status 0
[ "$(wc -l <"$scratch/one")" = $((points + 1)) ] || fail "rows: $(wc -l <"$scratch/one")"
cut -d, -f2 "$scratch/one" | sort | uniq -c | grep -q failed || fail 'no point failed'
run sweep "$@" --jobs 2 --format csv --output "$scratch/two"
want_status 0
cmp "$scratch/one" "$scratch/two" || fail '--jobs 2 gives other rows than --jobs 1'

for shard in 1 2 3 4; do
    run sweep "$@" --shard $shard/4 --jobs 2 --store "$scratch/shard-$shard" --output /dev/null
    want_status 0
done
run sweep merge "$scratch/merged" "$scratch"/shard-*
want_status 0
run sweep "$@" --store "$scratch/merged" --format csv --output "$scratch/four"
want_status 0
cmp "$scratch/one" "$scratch/four" || fail 'four merged shards give other rows'
run sweep merge "$scratch/merged-2" "$scratch"/shard-[431]
want_status 3
want_err "'.*merged-2' is not written: points 60 to 119 are not there \(60 of 240; shard 2 of 4\)"
[ ! -e "$scratch/merged-2" ] || fail 'a part was written'

rows() { # the rows that any tool sees
    [ -s "$scratch/store" ] || return 0
    sqlite3 "$scratch/store" 'SELECT * FROM points ORDER BY point' 2>"$scratch/rows-err" ||
        grep -q 'no such table' "$scratch/rows-err" || fail "after a kill: $(cat "$scratch/rows-err")"
}
: >"$scratch/before"
kills=0
whole=0
for delay in $(awk 'BEGIN { srand(4); for (i = 0; i < 200; i++) printf "%.3f\n", 0.01 + 0.25 * rand() }'); do
    "$WATTFLEET" sweep "$@" --jobs 2 --store "$scratch/store" --output /dev/null 2>"$scratch/err" &
    sweep=$!
    sleep "$delay"
    kill -9 "$sweep" 2>/dev/null
    wait "$sweep" 2>/dev/null
    status=$?
    [ $status = 137 ] && kills=$((kills + 1))
    [ $status = 137 ] || [ $status = 0 ] || fail "status $status: $(cat "$scratch/err")"
    if command -v sqlite3 >/dev/null; then
        rows | sort >"$scratch/after"
        [ -z "$(comm -23 "$scratch/before" "$scratch/after")" ] || fail 'rows were lost'
        mv "$scratch/after" "$scratch/before"
    fi
    if [ $status = 0 ]; then # it was faster
        whole=$((whole + 1))
        rm -f "$scratch"/store*
        : >"$scratch/before"
    fi
    [ $kills -lt 50 ] || break
done
echo "$kills kills, $(wc -l <"$scratch/before") of $points rows before the last start;" \
    "$whole times it had ended before"
[ $kills = 50 ] || fail "killed $kills times only"
run sweep "$@" --store "$scratch/store" --format csv --output "$scratch/killed"
want_status 0
cmp "$scratch/one" "$scratch/killed" || fail 'a sweep that was killed gives other rows'
finish
