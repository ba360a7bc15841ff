. tests/cli/lib.sh
# shellcheck disable=SC2086
run run $jetson --format json
want_status 0
for key in schema wattfleet simgrid network_model seed platform deployment paradigm workload time_s \
    rounds trainings energy_j host_energy_j energy_by_kind_j energy_by_phase_j link_energy_j \
    plugin_host_energy_j plugin_link_energy_j carbon_g embodied_g uplink_byte downlink_byte flop \
    accelerator_hours parameters model_byte dropped_updates wasted_energy_j learner_coverage \
    provenance calibrated warnings; do
    want_out "\"$key\":"
done
want_out '"network_model": "LV08"'
want_out '"schema": "wattfleet.run/1"'
cp "$scratch/out" "$scratch/first"
# shellcheck disable=SC2086
run run $jetson --format json
cmp -s "$scratch/out" "$scratch/first" || fail 'the same command gives other bytes'
# shellcheck disable=SC2086
run run $jetson --format json --simgrid=--cfg=network/model:CM02 --seed 7
want_out '"network_model": "CM02"'; want_out '"seed": 7'
# shellcheck disable=SC2086
run run $jetson --format json --no-audit
want_out '"plugin_host_energy_j": null'
finish
