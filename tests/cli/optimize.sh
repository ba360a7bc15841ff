# What `optimize` chooses, against what follows by hand and against a plain loop of `run --set`.
. tests/cli/lib.sh
platform=$scratch/platform.xml
deployment=$scratch/deployment.xml
value() { # of a top-level key of the JSON
    sed -n "s/^  \"$1\": *\(.*[^,]\),*$/\1/p" "$scratch/out" | head -n 1 | tr -d '"'
}
best() { # input or result of the best point
    awk -v key="\"$1\":" '/^  "best":/ { mine = 1 } /^  "rounds":/ { exit }
        mine && index($0, key) { sub(/^[^:]*: */, ""); gsub(/[",]/, ""); print; exit }' "$scratch/out"
}
near() { # what, found, expected, relative tolerance
    awk -v a="$2" -v b="$3" -v t="$4" 'BEGIN { d = a - b; if (d < 0) d = -d; m = b < 0 ? -b : b
        exit !(a != "" && b != "" && a != "null" && d <= t * m) }' || fail "$1: found '$2', expected $3"
}
number() { # of one run: key, then arguments
    key=$1
    shift
    "$WATTFLEET" run "$platform" "$deployment" --quiet --format json "$@" | sed -n "s/^  \"$key\": *\([^,]*\),*$/\1/p"
}

# 8 phones of 10 samples of 0.1 Gflop at 1 Gf: a local epoch is 1 s at 10 W. The server draws 100 W, also in the 5.3 s
# between rounds. Nothing else draws anything.
cat >"$platform" <<'XML'
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <zone id="all" routing="Full">
    <prop id="carbon_intensity" value="100 g/kWh"/>
    <host id="server" speed="1Gf"><prop id="kind" value="server"/><prop id="wattage_per_state" value="100:100:100"/></host>
    <host id="other" speed="1Gf"><prop id="kind" value="server"/><prop id="wattage_per_state" value="60:60:60"/></host>
    <host id="third" speed="1Gf"><prop id="kind" value="server"/><prop id="wattage_per_state" value="80:80:80"/></host>
HOSTS
    <link id="line" bandwidth="1e15Bps" latency="0"/>
ROUTES
  </zone>
</platform>
XML
{
    for i in 0 1 2 3 4 5 6 7; do
        echo "<host id=\"phone-$i\" speed=\"1Gf\"><prop id=\"kind\" value=\"phone\"/><prop id=\"wattage_per_state\" value=\"0:10:10\"/></host>"
    done
} >"$scratch/hosts"
for i in 0 1 2 3 4 5 6 7; do
    for server in server other third; do
        echo "<route src=\"phone-$i\" dst=\"$server\"><link_ctn id=\"line\"/></route>"
    done
done >"$scratch/routes"
sed -i -e "/^HOSTS/{r $scratch/hosts
d}" -e "/^ROUTES/{r $scratch/routes
d}" "$platform"
cat >"$scratch/workload.xml" <<'XML'
<workload version="1" id="small">
  <prop id="parameters" value="1"/><prop id="training-flop" value="0.1 Gflop"/><prop id="samples" value="80"/>
  <epochs value="400" provenance="measured" source="us"/>
  <rounds passes-ratio="auto" provenance="assumed" source="the law"/>
</workload>
XML
write() { # props of the server
    cat >"$deployment" <<XML
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <actor host="server" function="server"><prop id="workload" value="workload.xml"/>
    <prop id="round-overhead" value="5.3 s"/><prop id="evaluation-period" value="0"/>$1</actor>
  <actor host="phone-*" function="learner"><prop id="batch" value="5"/></actor>
</platform>
XML
}
write '<prop id="active" value="4"/><prop id="data" value="iid"/>'

# ---- the law of passes: rounds = A^0.57 E^0.32 x 400 / (A / 8 x E), of (10 A + 100) E + 100 x 5.3 joules each. For
# ---- A = 4 energy goes with E^-0.68 (140 E + 530), least where 0.32 x 140 E = 0.68 x 530: E = 8.04
: >"$scratch/loop"
for e in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    echo "$e $(number energy_j --set learner.local-epochs=$e) $(number time_s --set learner.local-epochs=$e)" >>"$scratch/loop"
done
least=$(sort -g -k2 "$scratch/loop" | head -n 1)
set -- "$platform" "$deployment" --search learner.local-epochs=1..20 --quiet
run optimize "$@" --format json
want_status 0
want_out '^  "schema": ?"wattfleet.optimize/1",$'
[ "$(value whole) $(value points) $(value space) $(value ended) $(value met)" = 'true 20 20 whole true' ] ||
    fail "whole: $(value whole), $(value points) points of $(value space)"
[ "$(best learner.local-epochs) $(best energy_j)" = "${least% *}" ] ||
    fail "best: $(best learner.local-epochs) $(best energy_j), a loop says $least"
near 'the optimum by hand' "$(best learner.local-epochs)" 8.04 0.13
rounds=$(awk 'BEGIN { n = 4^0.57 * 8^0.32 * 400 / (4 / 8 * 8); print n == int(n) ? n : int(n) + 1 }')
near 'energy by hand' "$(awk '$1 == 8 { print $2 }' "$scratch/loop")" \
    "$(awk -v r="$rounds" 'BEGIN { print r * (140 * 8 + 530) }')" 1e-6
near 'the ratio to what is stated' "$(value ratio)" \
    "$(awk -v b="$(best energy_j)" '$1 == 1 { printf "%.15g", b / $2 }' "$scratch/loop")" 1e-12

# ---- a search of the same space, with fewer points than it has, finds the same ----
run optimize "$@" --evaluations 19 --format json
[ "$(value whole) $(value ended)" = 'false settled' ] || fail "not whole: $(value whole), $(value ended)"
[ "$(best learner.local-epochs)" = "${least%% *}" ] || fail "search: $(best learner.local-epochs), not ${least%% *}"
# ---- a limit of time: the least energy of those within it, as a loop says; time is least at E = 11.3 ----
limit=$(awk '$1 == 10 { print $3 + 0.5 }' "$scratch/loop")
least=$(awk -v l="$limit" '$3 <= l' "$scratch/loop" | sort -g -k2 | head -n 1)
[ "${least%% *}" = 10 ] || fail "a loop says $least"
for most in 300 15; do
    run optimize "$@" --limit "time=$limit s" --evaluations $most --format json
    [ "$(best learner.local-epochs) $(best energy_j) $(best time_s)" = "$least" ] ||
        fail "within $limit s, $most: $(best learner.local-epochs) $(best energy_j) $(best time_s), a loop says $least"
    tr -d ' \n' <"$scratch/out" | grep -q '"of":"time","most":[0-9.]*,"least":null,"value":[0-9.]*,"binds":true,"without":{' ||
        fail "the limit of time does not bind: $(value limits)"
done
run optimize "$@" --limit "time=$limit s" --limit energy=1TJ
want_out '^time is .* of .*: this limit binds. Without it energy would be .* or less'
want_out '^energy is .* of 1 TJ: this limit does not bind.$'
want_out '^11 of them miss a limit|^[0-9]+ of them miss a limit'
want_narrow
# ---- objectives ----
fastest=$(sort -g -k3 "$scratch/loop" | head -n 1)
run optimize "$@" --objective time --format json
[ "$(best learner.local-epochs)" = "${fastest%% *}" ] || fail "fastest: $(best learner.local-epochs), a loop says $fastest"
near 'the fastest by hand' "$(best learner.local-epochs)" 11.3 0.13
run optimize "$@" --objective carbon --limit carbon=1g --format json
[ "$(value met)" = false ] || fail '1 g is met'
run optimize "$@" --objective carbon --limit carbon=1g
want_status 0
want_out '^No point meets the limits. The nearest is learner.local-epochs=8$'

# ---- a front: of E from the least energy to the least time ----
run optimize "$@" --front 9 --format csv
want_status 0
[ "$(head -n 1 "$scratch/out" | cut -d, -f1-4)" = point,learner.local-epochs,time_s,energy_j ] || fail 'head of the CSV'
sort -g -k2 "$scratch/loop" | awk 'NR == 1 || $3 < t { print $1; t = $3 }' >"$scratch/expected"
grep '^front,' "$scratch/out" | cut -d, -f2 | cmp -s - "$scratch/expected" ||
    fail "front: $(grep '^front,' "$scratch/out" | cut -d, -f2 | tr '\n' ' '), a loop says $(tr '\n' ' ' <"$scratch/expected")"
[ "$(grep -c '^stated,1,' "$scratch/out") $(grep -c '^best,8,' "$scratch/out")" = '1 1' ] || fail 'rows of the CSV'
run optimize "$@" --front 2 --format csv
[ "$(grep -c '^front,' "$scratch/out")" = 2 ] || fail '--front 2'
run optimize "$@" --front 3 --against carbon --format csv
[ "$(grep -c '^front,' "$scratch/out")" = 1 ] || fail 'energy and carbon have one best point'

# ---- places of the server: 100, 60 and 80 W ----
run optimize "$platform" "$deployment" --search 'server.host=server|other|third' --quiet --format json
[ "$(best server.host)" = other ] || fail "place: $(best server.host)"
near 'energy at another place' "$(best energy_j)" "$(number energy_j --set server.host=other)" 0
run optimize "$platform" "$deployment" --search 'server.host=server|third' --quiet
want_out '^Best: server.host=third$'
want_out '^server.host +server .. third \(2\) +server +third$'

# ---- the hour of the start: the training takes less than an hour; hour 5 is the greenest ----
{
    echo time,carbon_intensity
    i=0
    for grams in 300 280 260 240 220 100 210 230 250 270 290 310 330; do
        echo "2023-01-01T$(printf %02d $i):00Z,$grams"
        i=$((i + 1))
    done
} >"$scratch/grid.csv"
run optimize "$platform" "$deployment" --set zone.all.carbon_intensity="$scratch/grid.csv" --set learner.local-epochs=8 \
    --set workload.epochs-scale=0.1 \
    --search server.start-date=2023-01-01T00:00Z..2023-01-01T11:00Z,step=1h --objective carbon --quiet --format json
want_status 0
[ "$(best server.start-date) $(value points)" = '2023-01-01T05:00:00Z 12' ] ||
    fail "start: $(best server.start-date), $(value points) points"
near 'carbon in hour 5' "$(best carbon_g)" "$(awk -v e="$(best energy_j)" 'BEGIN { printf "%.15g", e / 3.6e6 * 100 }')" 1e-9

# and so does the oracle of a run, which moves its start within a window
grids='platforms/three-grids.xml deployments/three-grids-germany.xml'
# shellcheck disable=SC2086
"$WATTFLEET" run $grids --set trainer.start-date=2023-01-01T00:00Z --set 'trainer.delay=23 h' --quiet --format json |
    sed -n 's/^  "\(start\|carbon_g\)": *"*\([^",]*\)"*,*$/\2/p' >"$scratch/oracle"
# shellcheck disable=SC2086
run optimize $grids --objective carbon --search trainer.start-date=2023-01-01T00:00Z..2023-01-01T23:00Z,step=1h --quiet \
    --format json
[ "$(best trainer.start-date)" = "$(grep T "$scratch/oracle")" ] ||
    fail "start: $(best trainer.start-date), the oracle says $(grep T "$scratch/oracle")"
near 'carbon of the oracle' "$(best carbon_g)" "$(grep -v T "$scratch/oracle")" 1e-9

# ---- coverage: of 8 learners, 4 at a time; two rounds may miss some of them ----
write '<prop id="active" value="5"/><prop id="data" value="iid"/><prop id="selection" value="random"/>'
run optimize "$platform" "$deployment" --search server.active=4..8 --set workload.epochs-scale=0.001 \
    --limit coverage=1 --quiet --format json
want_status 0
for a in 4 5 6 7 8; do
    echo "$a $(number energy_j --set workload.epochs-scale=0.001 --set server.active=$a) $(number learner_coverage \
        --set workload.epochs-scale=0.001 --set server.active=$a)"
done >"$scratch/loop"
awk '$3 < 1 { missed++ } END { exit !(missed > 0) }' "$scratch/loop" || fail 'all cohorts reach everybody'
least=$(awk '$3 >= 1' "$scratch/loop" | sort -g -k2 | head -n 1)
[ "$(best server.active) $(best energy_j) $(best learner_coverage)" = "$least" ] ||
    fail "coverage: $(best server.active) $(best energy_j), a loop says $least"
run optimize "$platform" "$deployment" --search server.active=4..8 --set workload.epochs-scale=0.001 --objective coverage --quiet
want_out '^most coverage$'
want_out '^coverage .* 100 % '

# ---- a deadline, and a compression, where the workload says what they do to the rounds ----
write '<prop id="active" value="5"/><prop id="data" value="iid"/>'
set -- --set workload.epochs-scale=0.1 --set workload.missing-factor=0.5 --set 'learner.speed-factor=uniform(0.3, 2)'
run optimize "$platform" "$deployment" --search 'server.deadline=0.6s|0.8s|1s|1.2s|2s' "$@" --quiet --format json
want_status 0
for d in 0.6 0.8 1 1.2 2; do
    echo "${d}s $(number energy_j --set server.deadline=${d}s "$@")"
done | sort -g -k2 >"$scratch/loop"
[ "$(awk '{ print $2 }' "$scratch/loop" | sort -u | wc -l)" -ge 3 ] || fail "deadlines change nothing: $(cat "$scratch/loop")"
[ "$(best server.deadline)" = "$(head -n 1 "$scratch/loop" | sed 's/s .*//')" ] ||
    fail "deadline: $(best server.deadline), a loop says $(head -n 1 "$scratch/loop")"
near 'energy with a deadline' "$(best energy_j)" "$(head -n 1 "$scratch/loop" | sed 's/.* //')" 0
sed -i 's|<rounds passes-ratio|<compression uplink-bits="8" rounds-factor="1.5" provenance="assumed" source="us"/>&|' "$scratch/workload.xml"
run optimize "$platform" "$deployment" --search 'server.uplink-bits=8|16|32' --quiet --format json
want_status 0
[ "$(best server.uplink-bits)" = 32 ] || fail "bits: $(best server.uplink-bits): more rounds are no gain here"
tr -d ' \n' <"$scratch/out" | grep -q '"no_answer":{"rounds":{"points":1,' || fail 'rounds with 16 bits are not known'
sed -i 's|rounds-factor="1.5"|rounds-factor="0.5"|' "$scratch/workload.xml"
run optimize "$platform" "$deployment" --search 'server.uplink-bits=8|16|32' --quiet --format json
[ "$(best server.uplink-bits)" = 8 ] || fail "bits: $(best server.uplink-bits): half the rounds are a gain"

# ---- times, and a logarithmic way ----
write '<prop id="active" value="4"/><prop id="data" value="iid"/>'
run optimize "$platform" "$deployment" --search 'host.phone-*.speed=times=0.5..2' --evaluations 30 --quiet --format json
want_status 0
near 'twice the speed is best' "$(best 'host.phone-*.speed')" 2 1e-9
near 'energy at twice the speed' "$(best energy_j)" "$(number energy_j --set 'host.phone-*.speed=2Gf')" 1e-9
[ "$(tr -d ' \n' <"$scratch/out" | sed 's/.*"best":{[^]]*"set":\[\([^]]*\)\].*/\1/')" = '"host.phone-*.speed=2000000000f"' ] ||
    fail 'what --set is to be given'
run optimize "$platform" "$deployment" --search server.round-overhead=0.01..100s,shape=log-uniform --evaluations 30 --quiet \
    --format json
near 'the least overhead is best' "$(best server.round-overhead)" 0.01 1e-9

if command -v gnuplot >/dev/null; then
    run optimize "$platform" "$deployment" --search learner.local-epochs=1..20 --front 4 --quiet --picture "$scratch/o.svg"
    want_status 0
    grep -q '>front<' "$scratch/o.svg" && grep -q '>as stated<' "$scratch/o.svg" || fail 'no picture of the front'
fi
finish
