. tests/cli/lib.sh
energy() { sed -n 's/^  "energy_j": \(.*\),/\1/p' "$scratch/out"; }
set -- run platforms/grenoble.xml deployments/resnet18-cifar10-federated.xml --set server.rounds=2 --format json
run "$@"
job=$(energy)
run "$@" --whole-platform
want_status 0
awk -v a="$job" -v b="$(energy)" 'BEGIN { exit !(b > a) }' || fail 'the whole platform costs no more'
finish
