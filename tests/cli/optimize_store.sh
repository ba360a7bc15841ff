# A search that is killed and started again ends with the same bytes, and plays no point twice; so does one with other
# --jobs, and the same seed. A store serves another objective of the same space, and refuses another space.
. tests/cli/lib.sh
set -- platforms/grenoble.xml deployments/mnist-cnn-federated.xml --search server.active=1..99 \
    --search learner.local-epochs=1..20 --search 'server.host=onprem-0|gateway-0' --limit time=3h --evaluations 120 --format json
run optimize "$@" --quiet --jobs 1 --output "$scratch/one"
want_status 0
grep -q '"whole": *false' "$scratch/one" || fail 'the space is small'
run optimize "$@" --quiet --jobs 3 --output "$scratch/three"
cmp "$scratch/one" "$scratch/three" || fail '--jobs 3 gives another result than --jobs 1'
run optimize "$@" --quiet --seed 2 --output "$scratch/seeded"
cmp -s "$scratch/one" "$scratch/seeded" && fail 'another seed searches the same points'

kills=0
for delay in 0.05 0.1 0.15 0.2 0.25 0.3 0.35 0.4 0.5 0.6 0.8 1; do
    "$WATTFLEET" optimize "$@" --quiet --store "$scratch/store" --output "$scratch/killed" 2>"$scratch/err" &
    search=$!
    sleep "$delay"
    kill -9 "$search" 2>/dev/null
    wait "$search" 2>/dev/null
    status=$?
    [ $status = 137 ] && kills=$((kills + 1))
    [ $status = 137 ] || [ $status = 0 ] || fail "status $status: $(cat "$scratch/err")"
done
[ $kills -gt 0 ] || fail 'no search was killed'
run optimize "$@" --quiet --store "$scratch/store" --output "$scratch/resumed"
want_status 0
cmp "$scratch/one" "$scratch/resumed" || fail 'killed and started again it ends otherwise'
run optimize "$@" --verbose --store "$scratch/store" --output "$scratch/again"
points=$(sed -n 's/^  "points": *\([0-9]*\),/\1/p' "$scratch/again")
want_err "^wattfleet: $points points, $points of them from the store, 0 simulations$"
cmp "$scratch/one" "$scratch/again" || fail 'from the store it ends otherwise'
if command -v sqlite3 >/dev/null; then
    rows=$(sqlite3 "$scratch/store" 'SELECT count(*), count(DISTINCT "server.active" || " " || "learner.local-epochs" || " " || "server.host") FROM points')
    [ "$rows" = "$points|$points" ] || fail "rows of the store: $rows of $points points"
    [ "$(sqlite3 "$scratch/store" "SELECT value FROM study WHERE key = 'design'")" = search ] || fail 'design of the store'
fi

# another objective and other limits: points that are there are not played again
run optimize platforms/grenoble.xml deployments/mnist-cnn-federated.xml --search server.active=1..99 \
    --search learner.local-epochs=1..20 --search 'server.host=onprem-0|gateway-0' --objective time --evaluations 120 \
    --store "$scratch/store" --verbose --output /dev/null
want_status 0
want_err '^wattfleet: [0-9]+ points, [1-9][0-9]* of them from the store'
run optimize platforms/grenoble.xml deployments/mnist-cnn-federated.xml --search server.active=1..98 \
    --search learner.local-epochs=1..20 --search 'server.host=onprem-0|gateway-0' --store "$scratch/store" --quiet
want_status 3
want_err "is the store of another study: the list of factors is"
run sweep merge "$scratch/merged" "$scratch/store"
want_status 3
want_err "store' is the store of a search, which has no shards to merge$"
# the time is up
run optimize "$@" --quiet --max-time 0.01 --output "$scratch/short"
want_status 0
grep -q '"ended": *"time"' "$scratch/short" || fail 'it did not end with the time'
# and goes on as if it had not been
run optimize "$@" --quiet --max-time 0.4 --store "$scratch/timed" --output /dev/null
want_status 0
run optimize "$@" --quiet --store "$scratch/timed" --output "$scratch/on"
cmp "$scratch/one" "$scratch/on" || fail 'after its time was up it ends otherwise'
finish
