. tests/cli/lib.sh
set -- platforms/grenoble.xml deployments/resnet18-cifar10-centralised.xml \
    deployments/resnet18-cifar10-federated.xml
run compare "$@"
want_status 0; want_narrow
want_out '^Why: [AB] spends'; want_out '^Least time: '
head -n 1 "$scratch/out" | grep -q '^B uses less energy than A up to [0-9]* rounds; with' ||
    fail 'assumed rounds: break-even leads'
# the number that it names is the last one at which B uses less
last=$(sed -n '1s/.* up to \([0-9]*\) rounds; .*/\1/p' "$scratch/out")
least() { # ROUNDS: who uses least energy then
    "$WATTFLEET" compare "$1" "$2" "$3" --set "server.rounds=$4" --quiet --format json |
        sed -n 's/^ *"energy_j": "\(.*\)",$/\1/p' | head -1
}
[ "$(least "$@" "$last")" = "$3" ] || fail "with $last rounds B uses more"
[ "$(least "$@" $((last + 1)))" = "$2" ] || fail "with one round more than $last B still uses less"
want_out '^A +deployments/resnet18-cifar10-centralised.xml +centralised, '
want_out 'B to A'; want_out 'energy by kind'; want_out '^carbon, embodied'
! sed 's/> 1000 times//' "$scratch/out" | grep -E 'x [0-9.]|[0-9]e[+-]|[0-9]{4,} times' || fail 'a ratio is not for people'
run compare "$@" --format json
want_status 0; want_out '"schema": "wattfleet.compare/1"'; want_out '"break_even"'
cp "$scratch/out" "$scratch/first"
run compare "$@" --format json --jobs 1
cmp -s "$scratch/out" "$scratch/first" || fail '--jobs 1 gives other bytes'
# meters are mixed where no factor brings them to the wall (ruling 1), and named
run compare platforms/phones.xml deployments/resnet18-cifar10-phones-batteries.xml \
    deployments/resnet18-cifar10-phones-batteries.xml --set server.rounds=2 --format json
! grep -A 3 '"term": "meters"' "$scratch/out" | grep -q '"equal": false' || fail 'all are at the wall'
sed '/"wall_factor" value="1.2"/d; s/ wall_factor=assumed,//' platforms/phones.xml >"$scratch/mixed.xml"
run compare "$scratch/mixed.xml" deployments/resnet18-cifar10-phones-batteries.xml \
    deployments/resnet18-cifar10-phones-batteries.xml --set server.rounds=2
want_status 0
want_out '^Unequal meters: watts of A and B come from different meters: wall \(onprem-0\), estimate'
want_out 'give the hosts a wall_factor\.$'
run compare platforms/grenoble.xml deployments/unet3d-kits19-centralised.xml \
    deployments/unet3d-kits19-federated.xml --set server.rounds=2
! grep -q 'link audit' "$scratch/err" || fail 'a difference that matters little drowns the result'
# networks: either view stands in the table; links of neither class nor watts are named, one line a cause
want_out '^networks, marginal +[0-9.]+ k?J '; want_out '^networks, allocation +[0-9.]+ [kM]?J '
cp platforms/devices.xml "$scratch"
sed 's#<prop id="network_class" value="[a-z0-9]*"/>##' platforms/grenoble.xml >"$scratch/unknown.xml"
run compare "$scratch/unknown.xml" deployments/unet3d-kits19-centralised.xml \
    deployments/unet3d-kits19-federated.xml --set server.rounds=2
want_err 'links? of .* neither network_class nor wattage_range .* \(and 1 more of this kind: --verbose\)$'
[ "$(grep -c 'neither network_class' "$scratch/err")" = 1 ] || fail 'one line a cause'
want_out '^on links of unknown energy +[0-9.]+ [GT]B '
run compare "$scratch/unknown.xml" deployments/unet3d-kits19-centralised.xml \
    deployments/unet3d-kits19-federated.xml --set server.rounds=2 --verbose
[ "$(grep -c 'neither network_class' "$scratch/err")" = 2 ] || fail '--verbose: each by itself'
run compare "$@" --network allocation --format json
want_out '"network_view": "allocation"'; want_out '"allocation": [0-9.]+$'; want_out '"network_unknown"'
run compare "$@" --format csv
[ "$(wc -l <"$scratch/out")" = 3 ] || fail 'a header and two rows'
# labels tell files of one name apart; the page is as wide as the terminal, and has every figure
mkdir "$scratch/a" "$scratch/b" "$scratch/c" "$scratch/d"
for folder in a b c d; do
    sed "s#workloads/#$PWD/deployments/workloads/#" deployments/jetson-fedavg.xml >"$scratch/$folder/fl.xml"
done
cd "$scratch" || exit 1
platform=$OLDPWD/platforms/jetson-cluster.xml
for width in 40 60 80 100 200; do
    COLUMNS=$width run compare "$platform" a/fl.xml b/fl.xml c/fl.xml --set server.rounds=2 --set server.rounds-provenance=measured
    want_status 0
    want_out '^A +a/fl.xml'; want_out '^B +b/fl.xml'; want_out '^A uses least energy, '
    [ "$width" = 40 ] || awk -v w=$width 'length($0) > w { exit 1 }' out || fail "wider than $width columns"
    COLUMNS=$width run compare "$platform" a/fl.xml b/fl.xml c/fl.xml d/fl.xml --set server.rounds=2
    want_out '^D '
    [ "$width" -lt 80 ] || want_out 'embodied'
done
run compare "$platform" a/fl.xml b/fl.xml --set server.rounds=2 --set server.rounds-provenance=measured --format json
want_out '"sentence": "a/fl uses least energy, .*; b/fl uses as much'
finish
