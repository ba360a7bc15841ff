. tests/cli/lib.sh
set -- platforms/grenoble.xml deployments/resnet18-cifar10-centralised.xml \
    deployments/resnet18-cifar10-federated.xml
run compare "$@"
want_status 0; want_narrow
want_out 'uses least energy'; want_out 'mainly because'
head -n 1 "$scratch/out" | grep -q '^Break-even' || fail 'assumed rounds: break-even leads'
want_out 'ratio'; want_out 'energy by kind'
run compare "$@" --format json
want_status 0; want_out '"schema": "wattfleet.compare/1"'; want_out '"break_even"'
cp "$scratch/out" "$scratch/first"
run compare "$@" --format json --jobs 1
cmp -s "$scratch/out" "$scratch/first" || fail '--jobs 1 gives other bytes'
# meters are mixed where no factor brings them to the wall (ruling 1), and named
run compare platforms/grenoble.xml deployments/unet3d-kits19-centralised.xml \
    deployments/unet3d-kits19-federated.xml --set server.rounds=2
want_err 'watts from different meters are compared: wall \([0-9]+ hosts, dc-0\), estimate'
run compare platforms/grenoble.xml deployments/unet3d-kits19-centralised.xml \
    deployments/unet3d-kits19-federated.xml --set server.rounds=2 --set 'host.*.wall_factor=1.2'
! grep -q 'different meters' "$scratch/err" || fail 'a factor brings every meter to the wall'
# so are network energies of different kinds
run compare "$@" --set 'link.phone-0-up.network_energy=allocation' --set server.rounds=2
want_err 'marginal .* and allocation .*phone-0-up'
run compare "$@" --format csv
[ "$(wc -l <"$scratch/out")" = 3 ] || fail 'a header and two rows'
finish
