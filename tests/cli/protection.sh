#!/bin/sh
# Secure aggregation: its rows of the result, by either engine; noise of differential privacy makes rounds assumed.
. tests/cli/lib.sh
value() { # KEY FILE: its first number
    awk -v key="\"$1\":" '$1 == key { sub(/,$/, "", $2); print $2; exit }' "$2"
}
near() { # WHAT GOT EXPECTED
    awk -v a="$2" -v b="$3" 'BEGIN { d = a - b; exit !(a != "" && b != "" && d <= 1e-9 * b && d >= -1e-9 * b) }' ||
        fail "$1: $2, expected $3"
}
pair="platforms/hospitals.xml deployments/llama-2-7b-lora-federated.xml --quiet --format json"
secure="--set server.secure-aggregation=yes --set server.secure-traffic-factor=1.5"
# shellcheck disable=SC2086
{
    run run $pair
    want_status 0
    cp "$scratch/out" "$scratch/plain"
    near 'protection of nothing' "$(value protection "$scratch/plain")" 0
    for engine in closed-form simgrid; do
        run run $pair $secure --engine $engine
        want_status 0
        cp "$scratch/out" "$scratch/$engine"
        # 400 updates of 33,554,432 B, half as much beside each; adapters alone are masked, the base is sent as before
        near uplink "$(value uplink_byte "$scratch/out")" "$(awk 'BEGIN { printf "%.0f", 400 * 33554432 * 1.5 }')"
        near downlink "$(value downlink_byte "$scratch/out")" "$(value downlink_byte "$scratch/plain")"
        near flop "$(value flop "$scratch/out")" "$(value flop "$scratch/plain")"
    done
    for key in time_s energy_j carbon_g protection upload compute; do
        near "$key" "$(value $key "$scratch/closed-form")" "$(value $key "$scratch/simgrid")"
    done
    awk -v p="$(value protection "$scratch/simgrid")" 'BEGIN { exit !(p > 0) }' || fail 'protection costs nothing'
    near compute "$(value compute "$scratch/simgrid")" "$(value compute "$scratch/plain")"
    # a phase like others
    run run $pair $secure --phases protection
    want_status 0
    near 'phase alone' "$(value energy_j "$scratch/out")" "$(value protection "$scratch/simgrid")"
    # each mask is so many flop; no masks, no bytes: nothing
    run run $pair $secure --set server.secure-traffic-factor=1 --set 'server.mask-flop=0 flop'
    near 'free protection' "$(value energy_j "$scratch/out")" "$(value energy_j "$scratch/plain")"
    # 200 rounds x 1.5
    run run $pair --set server.privacy-rounds-factor=1.5
    want_status 0
    near rounds "$(value rounds "$scratch/out")" 300
    want_out '"source": ".*x 1\.5 for the noise of differential privacy \(assumed\)"'
}
# another part of the parameters is another training
run compare platforms/hospitals.xml deployments/llama-2-7b-lora-federated.xml deployments/llama-2-7b-lora-federated.xml \
    --set B:workload.trainable-parameters=33554432 --format json --quiet
want_out '"term": "workload"'
want_out '"winner": null'
finish
