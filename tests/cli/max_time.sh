# --max-time ends a run early: what has been played is the result, exit 0, marked and said first. The jobs that
# are cut off would take weeks, the others well under their hour: no case hangs on the speed of the machine.
. tests/cli/lib.sh
job="platforms/jetson-cluster.xml deployments/jetson-fedavg.xml"
endless="$job --set server.rounds=100000000 --quiet"

for engine in auto simgrid; do
    # shellcheck disable=SC2086
    run run $endless --engine $engine --max-time 1 --format json
    want_status 0
    want_out '^  "partial": true,$'
    rounds=$(sed -n 's/^  "rounds": \([0-9]*\),$/\1/p' "$scratch/out")
    [ "${rounds:-0}" -ge 1 ] && [ "$rounds" -lt 100000000 ] || fail "$engine: rounds '$rounds'"
    want_out '^  "energy_j": [1-9]'
    # shellcheck disable=SC2086
    run run $endless --engine $engine --max-time '1000 ms'
    want_status 0
    head -n 1 "$scratch/out" | grep -Eq '^partial: ended by --max-time after [0-9]+ of 100000000 rounds$' ||
        fail "the first line is: $(head -n 1 "$scratch/out")"
    want_narrow
done

# What is played is the beginning of the whole: as many rounds asked for give the same.
# shellcheck disable=SC2086
run run $endless --no-audit --max-time 1 --format json
rounds=$(sed -n 's/^  "rounds": \([0-9]*\),$/\1/p' "$scratch/out")
grep -E '^  "(time_s|energy_j|uplink_byte|samples)":' "$scratch/out" >"$scratch/partial"
# shellcheck disable=SC2086
run run $job --set "server.rounds=$rounds" --no-audit --quiet --format json
want_out '^  "partial": false,$'
grep -E '^  "(time_s|energy_j|uplink_byte|samples)":' "$scratch/out" | cmp - "$scratch/partial" ||
    fail 'the rounds played are not those of a shorter run'

# In time: not partial, and byte for byte as without.
for form in json text csv; do
    # shellcheck disable=SC2086
    run run $jetson --format $form
    cp "$scratch/out" "$scratch/whole"
    # shellcheck disable=SC2086
    run run $jetson --format $form --max-time '1 h'
    want_status 0
    cmp "$scratch/out" "$scratch/whole" || fail "$form: --max-time changes a run that ends in time"
done
! grep -q partial "$scratch/whole" || head -n 1 "$scratch/whole" | grep -q ',partial,' || fail 'no column partial'

# Nothing can be simulated before the platform is loaded.
# shellcheck disable=SC2086
run run $endless --max-time '1 us'
want_status 1
want_no_out
want_err '^wattfleet: --max-time: the time was up while .*jetson-cluster\.xml.* was still loading: nothing was simulated'

# All members of a comparison get a share of the time: each has a result, and nobody wins.
# shellcheck disable=SC2086
run compare $job deployments/jetson-fedavg.xml deployments/jetson-fedavg.xml --set A:server.rounds=2 --jobs 1 \
    --set B:server.rounds=100000000 --set C:server.rounds=100000000 --quiet --max-time 2 --format json
want_status 0
want_out '^  "winner": null,$'
want_out '"term": "end",$'
want_out '"why": "as planned \(A\); ended by --max-time after [0-9]+ of 100000000 rounds \(B'
[ "$(grep -c '^      "partial": true' "$scratch/out")" = 2 ] || fail 'two runs are partial'
[ "$(grep -c '^      "partial": false' "$scratch/out")" = 1 ] || fail 'one run is whole'
[ "$(grep -Ec '^      "rounds_ratio": [0-9]' "$scratch/out")" = 1 ] || fail 'partial runs have a break-even'
# shellcheck disable=SC2086
run compare $job deployments/jetson-fedavg.xml --set server.rounds=100000000 --quiet --max-time 1
want_status 0
head -n 1 "$scratch/out" | grep -Eq '^partial: A ended by --max-time after [0-9]+ of 100000000 rounds$' ||
    fail "the first line is: $(head -n 1 "$scratch/out")"
want_out '^Not on equal terms, so nobody wins'
want_narrow

for wrong in 0 -3 'soon' '10 MB' '1,5 min'; do
    # shellcheck disable=SC2086
    run run $jetson --max-time "$wrong"
    want_status 2
    want_err "^wattfleet: --max-time '$wrong'"
done
run check platforms/jetson-cluster.xml --max-time 3
want_status 2
want_err "'check' has no option '--max-time'"
# A decision says how many draws there were, and is never decided: these 16,384 would take minutes.
decide="platforms/grenoble.xml deployments/unet3d-kits19-centralised.xml deployments/unet3d-kits19-federated.xml
    --factor B:server.rounds=2000..3000 --points 40000 --quiet"
# shellcheck disable=SC2086
run decide $decide --max-time 4 --format json
want_status 0
want_out '^  "partial": true,$'
grep -q "decided\",$" "$scratch/out" && ! grep -q "undecided" "$scratch/out" && fail "decided by a part of the draws"
draws=$(sed -n 's/^  "draws": *\([0-9]*\),$/\1/p' "$scratch/out")
left=$(sed -n 's/^  "unplayed_draws": *\([0-9]*\),$/\1/p' "$scratch/out")
[ "${draws:-0}" -ge 1 ] && [ "$left" -ge 1 ] && [ $((draws + left)) = 16384 ] || fail "draws: $draws, and $left not played"
# shellcheck disable=SC2086
run decide $decide --max-time 4
want_status 0
head -n 1 "$scratch/out" | grep -Eq '^partial: ended by --max-time after [0-9]+ of 16384 draws$' ||
    fail "the first line is: $(head -n 1 "$scratch/out")"
want_narrow
# shellcheck disable=SC2086
run decide $decide --max-time '1 us'
want_status 1
want_err '^wattfleet: --max-time: the time was up before each factor was moved once: nothing was drawn$'

finish
