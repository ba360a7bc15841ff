. tests/cli/lib.sh
grid='--set zone.jetson-cluster.carbon_intensity=platforms/grids/assumed-48h.csv'
zone='--set zone.jetson-cluster.carbon_value=poland'
number() { sed -n "s/^  \"$1\": \(.*\),/\1/p" "$scratch/out"; }
# shellcheck disable=SC2086
run run $jetson $grid $zone
want_status 0
want_err 'no start-date: starts at 2023-01-01T00:00:00Z, the first hour of .*assumed-48h.csv'
want_out '^  start +2023-01-01T00:00:00Z$'
# shellcheck disable=SC2086
run run $jetson $grid $zone --start 2023-01-01T18:00Z --set server.start-date=2023-01-01 --format json
want_status 0
want_out '^  "start": "2023-01-01T18:00:00Z",$'
asked=$(number carbon_g)
# shellcheck disable=SC2086
run run $jetson $grid $zone --start 2023-01-01T18:00Z --set 'server.delay=20 h' --format json
want_status 0
want_err 'an oracle, for it knows'
want_out '^  "start": "2023-01-02T13:00:00Z",$'
want_out '^  "start_delay_s": 68400,$'
awk -v a="$asked" -v b="$(number carbon_g)" 'BEGIN { exit !(b < a) }' || fail 'it is no greener'
# shellcheck disable=SC2086
run run $jetson $grid $zone --start '1 January'
want_status 2
want_err "expected a date, ISO 8601"
# shellcheck disable=SC2086
run run $jetson --set 'server.delay=2 h'
want_err "'delay' changes nothing: no carbon_intensity that counts is a series"
# a trainer has the same two props
run run platforms/grenoble.xml deployments/resnet18-cifar10-centralised.xml --format json \
    --set zone.grenoble.carbon_intensity=platforms/grids/assumed-48h.csv \
    --set zone.grenoble.carbon_value=germany --set trainer.start-date=2023-01-01T19:10+01:00 \
    --set 'trainer.delay=1 d'
want_status 0
want_out '^  "start": "2023-01-02T13:00:00Z",$'
want_out '^  "start_delay_s": 67800,$'
# what is bridged is told
cat >"$scratch/grid.csv" <<'CSV'
time,carbon_intensity
0,100
10,
20,120
30,130
1000,140
CSV
# shellcheck disable=SC2086
run run $jetson --set zone.jetson-cluster.carbon_intensity="$scratch/grid.csv" --start 0
want_status 3
want_err 'grid.csv:3: column .carbon_intensity. has no value for 1970-01-01T00:00:10Z'
# shellcheck disable=SC2086
run run $jetson --set zone.jetson-cluster.carbon_intensity="$scratch/grid.csv" --start 0 \
    --set zone.jetson-cluster.carbon_gaps=interpolate
want_status 0
want_err "column 'carbon_intensity': 0.002778 h of the run have no value and are interpolated"
finish
