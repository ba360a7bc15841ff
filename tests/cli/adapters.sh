#!/bin/sh
# Adapters: what the shipped pair moves and computes, by hand; a device that has the base; all parameters trained; fleets; who
# has too little memory.
. tests/cli/lib.sh
lora=deployments/workloads/llama-2-7b-lora.xml hospitals=platforms/hospitals.xml
federated=deployments/llama-2-7b-lora-federated.xml
value() { # KEY : its number in $scratch/out
    awk -v key="\"$1\":" '$1 == key { sub(/,$/, "", $2); print $2; exit }' "$scratch/out"
}
want() { # KEY NUMBER
    awk -v got="$(value "$1")" -v expected="$2" 'BEGIN {
        d = got - expected; if (got == "" || d > 1e-9 * expected || d < -1e-9 * expected) exit 1 }' ||
        fail "$1 is $(value "$1"), expected $2"
}

# rank 32 x (4096 + 4096) x 2 matrices x 32 layers of 2 B; 20,752 Gflop a sample, of which a third forward, and the half of
# the rest in proportion; 200 rounds of 2 x 10 x 16 samples; six boards get 6,738,415,616 B
run run "$hospitals" "$federated" --quiet --format json
want_status 0
adapters=$(awk 'BEGIN { printf "%d", 32 * (4096 + 4096) * 2 * 32 }')
[ "$adapters" = 16777216 ] || fail "adapters: $adapters"
want trainable_parameters 16777216
want model_byte 33554432
want base_byte 6738415616
want uplink_byte "$(awk 'BEGIN { printf "%.0f", 400 * 33554432 }')"
want downlink_byte "$(awk 'BEGIN { printf "%.0f", 400 * 33554432 + 6 * 6738415616 }')"
want flop "$(awk 'BEGIN {
    f = 6917.317e9; b = 20751.952e9 - f
    printf "%.17g", 64000 * (f + b / 2 * (1 + 16777216 / 6755192832)) + 200 * 2 * 2 * 16777216 }')"
cp "$scratch/out" "$scratch/sent"
run run "$hospitals" "$federated" --quiet --format json --set learner.base=there
want_status 0
want downlink_byte "$(awk 'BEGIN { printf "%.0f", 400 * 33554432 }')"
want deployment 0

# 87.1 GB less 11 B of each frozen parameter fit a board of 32 GB, not one of 12 GB; all parameters do not
run run "$hospitals" "$federated" --quiet --set host.board-2.memory=12GB
want_status 3; want_err "host 'board-2' has 12 GB of memory; the training needs 12\.9"
run run "$hospitals" "$federated" --set workload.trainable-parameters=6755192832
want_status 3; want_err "host 'board-1' has 32 GB of memory; the training needs 87\.1 GB"
want_err "'frozen-bytes-per-parameter' changes nothing: all parameters are trained"
# the server keeps the base beside the adapters
run run "$hospitals" "$federated" --quiet --set host.onprem-0.memory=6.7GB
want_status 3; want_err "'onprem-0' has 6\.7 GB of memory; the model with the server's state needs 6\.77"

# all parameters trained: the plain result, to the last bit; only the word of the prop's own provenance comes
mkdir -p "$scratch/workloads"
parameters=$(sed -n 's/.*id="parameters" value="\([^"]*\)".*/\1/p' deployments/workloads/mnist-cnn.xml)
prop="<prop id=\"trainable-parameters\" value=\"$parameters\" provenance=\"derived\" source=\"all\"/>"
cp deployments/workloads/mnist-cnn.csv "$scratch/workloads"
for kind in centralised federated hierarchical buffered serverless; do
    cp "deployments/mnist-cnn-$kind.xml" "$scratch/it.xml"
    cp deployments/workloads/mnist-cnn.xml "$scratch/workloads"
    run run platforms/grenoble.xml "$scratch/it.xml" --quiet --format json
    want_status 0
    cp "$scratch/out" "$scratch/plain"
    sed "s|<prop id=\"parameters\"|$prop&|" deployments/workloads/mnist-cnn.xml >"$scratch/workloads/mnist-cnn.xml"
    run run platforms/grenoble.xml "$scratch/it.xml" --quiet --format json
    want_status 0
    want_out '"workload.trainable-parameters": "derived",'
    grep -v '"workload.trainable-parameters"' "$scratch/out" | cmp - "$scratch/plain" || fail "$kind: another result"
done

# a fleet in reserve: each device gets the base once, whoever plays the turns
fleet="platforms/fleets/phones.xml deployments/fleet-phones.xml --quiet --format json --set class.phone.count=400 --set server.active=50
    --set server.rounds=6 --set workload.trainable-parameters=1e6"
for engine in closed-form simgrid; do
    # shellcheck disable=SC2086
    run run $fleet --engine $engine
    want_status 0
    # learners that took part x base + 6 rounds x 50 models
    awk -v base="$(value base_byte)" -v model="$(value model_byte)" -v share="$(value learner_coverage)" \
        -v down="$(value downlink_byte)" 'BEGIN {
        expected = share * 400 * base + 300 * model
        exit !(base > 0 && share < 1 && down > expected * (1 - 1e-9) && down < expected * (1 + 1e-9)) }' ||
        fail "$engine: downlink $(value downlink_byte), coverage $(value learner_coverage)"
done
finish
