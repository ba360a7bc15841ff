# A run with the break-even's number of rounds uses the energy of the reference: of every shipped
# workload, each deployment against the federated one. Further rounds of buffered aggregation, and of
# cohorts drawn at random, are extrapolated: within 2 %; peers of unequal work may be a round ahead when
# others stop: within 0.1 %; all else between the whole numbers beside it.
. tests/cli/lib.sh
energy() { # deployment, rounds
    case $1 in
    *-centralised*) prop=trainer.epochs ;;
    *-serverless*) prop=peer.rounds ;;
    *-gossip*) prop=gossiper.rounds ;;
    *-split*) prop=split-server.rounds ;;
    *) prop=server.rounds ;;
    esac
    run run platforms/grenoble.xml "$1" --set "$prop=$2" --format json --network "$view"
    want_status 0
    sed -n 's/^  "energy_j": \(.*\),/\1/p' "$scratch/out"
}
check_pair() { # deployment, break-even, energy of the reference
    low=$(awk -v x="$2" 'BEGIN { print int(x) }')
    below=$(energy "$1" "$low")
    above=$(energy "$1" "$((low + 1))")
    awk -v x="$2" -v low="$low" -v a="$below" -v b="$above" -v e="$3" -v name="$1" 'BEGIN {
        if (a <= e * (1 + 1e-9) && e <= b * (1 + 1e-9)) exit 0
        at = a + (x - low) * (b - a)
        if (at < 1.02 * e && at > 0.98 * e && name !~ /centralised|serverless|gossip/) exit 0
        if (at < 1.001 * e && at > 0.999 * e && name ~ /serverless/) exit 0
        printf "%s: at %s rounds %s to %s J, expected %s J\n", name, x, a, b, e
        exit 1 }' || fail "the break-even does not hold"
}
count=0
# phones on 4G: as an allocation the network is nearly all of it
for pair in bert-large:marginal mnist-cnn:marginal resnet18-cifar10:marginal stable-diffusion-2:marginal \
    unet3d-kits19:marginal resnet18-cifar10:allocation; do
    name=${pair%:*} view=${pair#*:}
    for life in .xml -continual.xml; do
        reference=deployments/$name-federated$life
        set --
        for other in buffered centralised gossip hierarchical serverless split; do
            [ ! -f "deployments/$name-$other$life" ] || set -- "$@" "deployments/$name-$other$life"
        done
        run compare platforms/grenoble.xml "$reference" "$@" --format json --network "$view"
        want_status 0
        awk '/"rounds_ratio"/ { gsub(/[^0-9.e+-]/, "", last); print last } { sub(/.*:/, ""); last = $0 }' \
            "$scratch/out" >"$scratch/evens"
        used=$(awk '/"runs"/ { on = 1 } on && /"energy_j"/ { gsub(/,/, ""); print $2; exit }' "$scratch/out")
        line=1
        for other; do
            line=$((line + 1))
            even=$(sed -n "${line}p" "$scratch/evens")
            if awk -v x="$even" 'BEGIN { exit !(x >= 1 && x < 100000) }'; then
                check_pair "$other" "$even" "$used"
                count=$((count + 1))
            fi
        done
    done
done
[ "$count" -ge 37 ] || fail "only $count pairs were compared"
finish
