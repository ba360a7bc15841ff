# The store of a sweep: what is refused, with which words, and that nothing is lost by it.
. tests/cli/lib.sh
mkdir "$scratch/in"
cp platforms/jetson-cluster.xml "$scratch/in/p.xml"
cp deployments/jetson-fedavg.xml "$scratch/in/d.xml"
cp -r deployments/workloads "$scratch/in/"
store=$scratch/store
study="$scratch/in/p.xml $scratch/in/d.xml --quiet --set server.rounds=20"
# shellcheck disable=SC2086
set -- $study --factor 'zone.*.pue=1..1.6' --points 200

run sweep "$@" --store "$store" --format csv --output "$scratch/csv"
want_status 0
kept() { # nothing happened to the store
    cmp "$store" "$scratch/before" || fail "the store was changed: $*"
}
refused() { # words, then options that make it another study
    words=$1
    shift
    run sweep "$@" --store "$store"
    want_status 3
    want_err "^wattfleet: '.*store' is the store of another study: $words; name another store\$"
    want_no_out
    kept "$words"
}
cp "$store" "$scratch/before"
refused 'the seed is 1 there, and 2 here' "$@" --seed 2
refused 'the number of points is 200 there, and 201 here' "$@" --points 201
refused 'the design is lhs there, and grid here' "$@" --design grid
refused 'the shard is 1 there, and 2 here' "$@" --shard 2/2
refused 'the list of factors is .*"high": 1.6.* there, and .*"high": 1.7.* here' $study \
    --factor 'zone.*.pue=1..1.7' --points 200
refused 'the list of settings is .*"server.rounds=20" .* there, and .*"server.active=5" .* here' "$@" --set server.active=5
sed -i 's/<!--/<!-- changed -->&/' "$scratch/in/d.xml"
refused "the file '.*in/d.xml' has other content there than here" "$@"
cp deployments/jetson-fedavg.xml "$scratch/in/d.xml"
if command -v sqlite3 >/dev/null; then
    sqlite3 "$store" "UPDATE study SET value = '0.0.9' WHERE key = 'version'"
    cp "$store" "$scratch/before"
    refused 'the version of wattfleet is 0.0.9 there, and [0-9.]+ here' "$@"
fi
echo 'point,energy' >"$scratch/text"
run sweep "$@" --store "$scratch/text"
want_status 3
want_err "cannot write '.*text': it is no store: not an SQLite database"
[ "$(cat "$scratch/text")" = 'point,energy' ] || fail 'a file that is no store was changed'
run sweep "$@" --store "$scratch"
want_status 5
want_err 'it is a folder'
run sweep "$@" --store "$scratch/none/store"
want_status 5
want_err 'No such file or directory'

# a moved study is the same study
mv "$scratch/in" "$scratch/there"
rm "$store"
moved=$(echo "$study" | sed "s,$scratch/in,$scratch/there,g")
# shellcheck disable=SC2086
set -- $moved --factor 'zone.*.pue=1..1.6' --points 200
run sweep "$@" --store "$store" --output /dev/null
want_status 0
mv "$scratch/there" "$scratch/in"
# shellcheck disable=SC2086
set -- $study --factor 'zone.*.pue=1..1.6' --points 200
run sweep "$@" --store "$store" --output /dev/null
want_status 0

# a full disk: what was stored stays, and is gone on with
rm "$store"
(
    ulimit -f 80 # blocks of 512 bytes
    "$WATTFLEET" sweep "$@" --store "$store" --output /dev/null 2>"$scratch/err"
)
status=$?
want_status 5
want_err "cannot write '.*store': (File too large|the disk is full)"
run sweep "$@" --store "$store" --format csv --output "$scratch/again"
want_status 0
cmp "$scratch/csv" "$scratch/again" || fail 'rows differ after a full disk'
(
    ulimit -f 4
    "$WATTFLEET" sweep "$@" --store "$scratch/new" --output /dev/null 2>"$scratch/err"
)
status=$?
want_status 5
[ ! -e "$scratch/new" ] || fail 'half a store was left'

# one writer at a time
# shellcheck disable=SC2086
"$WATTFLEET" sweep $study --engine simgrid --set server.rounds=3000 --points 400 \
    --factor 'server.round-overhead=1 s..20 s' --store "$scratch/slow" --output /dev/null 2>/dev/null &
slow=$!
for _ in $(seq 100); do
    [ -s "$scratch/slow" ] && break
    sleep 0.1
done
# shellcheck disable=SC2086
run sweep $study --engine simgrid --set server.rounds=3000 --points 400 --factor 'server.round-overhead=1 s..20 s' \
    --store "$scratch/slow"
want_status 5
want_err "cannot write '.*slow': another process is writing to it"
kill "$slow"
wait "$slow" 2>/dev/null
finish
