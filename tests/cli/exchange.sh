# How gradients are exchanged, and at which watts, stands in the result; accelerators that exchange decide time.
. tests/cli/lib.sh
bert='platforms/grenoble.xml deployments/bert-large-centralised.xml --set trainer.epochs=1'
# shellcheck disable=SC2086
run run $bert
want_status 0; want_narrow; want_out '^ *exchange .* between trainers: ring, at the watts of waiting$'
# shellcheck disable=SC2086
run run $bert --set trainer.all-reduce=tree --set trainer.exchange-pstate=2
want_status 0; want_out '^ *exchange .* between trainers: tree, at the watts of exchange-pstate$'
# shellcheck disable=SC2086
run run $bert --set trainer.all-reduce=tree --set trainer.overlap=0 --set trainer.scaling-efficiency=0.9 --verbose
want_status 0; want_err "'all-reduce' changes nothing: the scaling-efficiency replaces the all-reduce$"
unet='platforms/grenoble.xml deployments/champollion-unet3d.xml --set trainer.epochs=1'
# shellcheck disable=SC2086
run run $unet --set trainer.exchange-pstate=0
want_status 0; want_err "'exchange-pstate' changes nothing: there is one node: no all-reduce$"
# shellcheck disable=SC2086
run sweep $unet --set trainer.all-reduce=hierarchical --set 'zone.datacentre.intra_bandwidth=1 GBps' --points 3 \
    --factor zone.datacentre.accelerators=2..8 --jobs 1 --format csv
want_status 0
[ "$(awk -F, 'NR > 1 { print $5 }' "$scratch/out" | sort -u | wc -l)" = 3 ] ||
    fail "three numbers of accelerators give three times: $(cat "$scratch/out")"
finish
