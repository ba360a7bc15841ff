# Classes of networks: --network chooses what counts, --networks names another catalogue, --set changes a figure.
. tests/cli/lib.sh
value() { # KEY of the last JSON
    sed -n "s/^ *\"$1\": \\([-0-9.e+]*\\),*\$/\\1/p" "$scratch/out" | head -n 1
}
demo='platforms/grenoble.xml deployments/unet3d-kits19-federated.xml --set server.rounds=2'
# the demo bills its network in both views, in text and JSON
# shellcheck disable=SC2086
run run $demo
want_status 0; want_narrow
want_out '^  network +[0-9.]+ J .*22 links$'
want_out '^  classes of networks: [0-9.]+ J marginal, [0-9.]+ kJ allocation; counted: marginal$'
! grep -q 'unknown energy' "$scratch/out" || fail 'every shipped link is known'
# shellcheck disable=SC2086
run run $demo --format json
marginal=$(value marginal) allocation=$(value allocation) energy=$(value energy_j) byte=$(value uplink_byte)
want_out '"network_view": "marginal"'
# 10 sites x 2 rounds over two LAN links each way: 0.26 J/GB, 127 J/GB; link watts there are none
down=$(value downlink_byte)
awk -v m="$marginal" -v a="$allocation" -v up="$byte" -v down="$down" 'BEGIN {
    x = 2 * (up + down); e = m / (0.26e-9 * x) - 1; f = a / (127e-9 * x) - 1
    exit !(e * e < 1e-18 && f * f < 1e-18) }' || fail "marginal $marginal, allocation $allocation J of $byte and $down B"
time=$(value time_s) hosts=$(value host_energy_j)
for view in allocation none; do
    # shellcheck disable=SC2086
    run run $demo --format json --network $view
    [ "$(value time_s)$(value host_energy_j)" = "$time$hosts" ] || fail "--network $view: another run"
    [ "$(value marginal)$(value allocation)" = "$marginal$allocation" ] || fail "--network $view: other views"
    awk -v one="$energy" -v other="$(value energy_j)" -v m="$marginal" -v a="$allocation" -v view=$view 'BEGIN {
        x = one - m + (view == "none" ? 0 : a); d = other / x - 1; exit !(d * d < 1e-24) }' || fail "--network $view"
done
# shellcheck disable=SC2086
run run $demo --format csv --links-csv "$scratch/links.csv"
want_out 'network_energy_marginal_j,network_energy_allocation_j,network_unknown_byte'
head -n 1 "$scratch/links.csv" | grep -q 'network_class,core_byte,transfer_s,marginal_j,allocation_j$' || fail 'columns of links'
grep -q '^campus-up,.*,lan,0,[0-9.]*,[0-9.e-]*,[0-9.e-]*$' "$scratch/links.csv" || fail 'a row of the campus'
# shellcheck disable=SC2086
run run $demo --network alocation
want_status 2; want_err "'alocation' is not one of marginal . allocation . none; did you mean 'allocation'"
# a figure that is set, and another catalogue
# shellcheck disable=SC2086
run run $demo --format json --set 'network.lan.marginal.access=0.52 J/GB'
awk -v a="$(value marginal)" -v b="$marginal" 'BEGIN { d = a / (2 * b) - 1; exit !(d * d < 1e-24) }' || fail 'twice as much'
sed 's#^lan,no,marginal,access,0.26 J/GB#lan,no,marginal,access,0.78 J/GB#' platforms/networks.csv >"$scratch/mine.csv"
# shellcheck disable=SC2086
run run $demo --format json --networks "$scratch/mine.csv"
awk -v a="$(value marginal)" -v b="$marginal" 'BEGIN { d = a / (3 * b) - 1; exit !(d * d < 1e-24) }' || fail 'three times'
sed 's#^lan,no,marginal,access,0.26 J/GB#lan,no,marginal,access,0.26#' platforms/networks.csv >"$scratch/mine.csv"
# shellcheck disable=SC2086
run run $demo --networks "$scratch/mine.csv"
want_status 3; want_no_out; want_err "mine.csv:[0-9]+: value: prop 'access': '0.26' needs a unit"
# shellcheck disable=SC2086
run run $demo --networks "$scratch/none.csv"
want_status 5; want_err 'none.csv'
# shellcheck disable=SC2086
run run $demo --set 'network.6g.marginal.access=1 J/GB'
want_status 2; want_err 'meets nothing'
# neither class nor watts: 0 J, listed with what it may be
cp platforms/devices.xml "$scratch"
sed 's#<prop id="network_class" value="[a-z0-9]*"/>##' platforms/grenoble.xml >"$scratch/unknown.xml"
run run "$scratch/unknown.xml" deployments/unet3d-kits19-federated.xml --set server.rounds=2
want_out '^  of unknown energy: [0-9.]+ GB on 22 links, counted as 0 J; may be 0 J to [0-9.]+ [kM]J$'
want_err '22 links of 22 carry bytes but have neither network_class nor wattage_range'
run run "$scratch/unknown.xml" deployments/unet3d-kits19-federated.xml --set server.rounds=2 --format json
[ "$(value low_j)" = 0 ] || fail 'wifi may cost nothing'
awk -v b="$(value byte)" -v h="$(value high_j)" 'BEGIN { exit !(h > 16.4e-6 * b && h < 20e-6 * b) }' || fail 'as the dearest class'
run check "$scratch/unknown.xml" deployments/unet3d-kits19-federated.xml
want_out '^    energy of links +none +[0-9]+ of the platform'
# least energy: the device behind the cheaper network, unless networks do not count
cat >"$scratch/two.xml" <<'X'
<?xml version='1.0'?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version='4.1'><zone id='z' routing='Full'>
<host id='hub' speed='1Gf'><prop id='wattage_per_state' value='1:1:1'/></host>
<host id='d-0' speed='1Gf'><prop id='wattage_per_state' value='1:1:2'/></host>
<host id='d-1' speed='1Gf'><prop id='wattage_per_state' value='1:1:2'/></host>
<link id='l-0' bandwidth='1MBps' latency='1ms'><prop id='network_class' value='4g'/></link>
<link id='l-1' bandwidth='1MBps' latency='1ms'><prop id='network_class' value='wifi'/></link>
<route src='hub' dst='d-0'><link_ctn id='l-0'/></route><route src='hub' dst='d-1'><link_ctn id='l-1'/></route>
</zone></platform>
X
cat >"$scratch/work.xml" <<'X'
<?xml version='1.0'?>
<workload version='1' id='m'><prop id='parameters' value='1e5'/><prop id='training-flop' value='1 Mflop'/>
<prop id='samples' value='20'/></workload>
X
cat >"$scratch/job.xml" <<'X'
<?xml version='1.0'?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version='4.1'><actor host='hub' function='server'><prop id='workload' value='work.xml'/>
<prop id='rounds' value='1'/><prop id='active' value='1'/><prop id='selection' value='least-energy'/></actor>
<actor host='d-*' function='learner'><prop id='samples' value='10'/></actor></platform>
X
run run "$scratch/two.xml" "$scratch/job.xml" --cohorts-csv "$scratch/cohorts.csv" --quiet
grep -q 'd-1' "$scratch/cohorts.csv" || fail 'wifi is cheaper than 4g'
run run "$scratch/two.xml" "$scratch/job.xml" --cohorts-csv "$scratch/cohorts.csv" --quiet --network none
grep -q 'd-0' "$scratch/cohorts.csv" || fail 'both cost the same: the first'
# the core counts in the estimate: 4g with access of wifi and a core above it
run run "$scratch/two.xml" "$scratch/job.xml" --cohorts-csv "$scratch/cohorts.csv" --quiet --set 'network.4g.*.access=80 J/GB' \
    --set 'network.4g.*.active=0 W' --set 'network.4g.*.core=0 J/GB'
grep -q 'd-0' "$scratch/cohorts.csv" || fail 'equal classes: the first'
run run "$scratch/two.xml" "$scratch/job.xml" --cohorts-csv "$scratch/cohorts.csv" --quiet --set 'network.4g.*.access=80 J/GB' \
    --set 'network.4g.*.active=0 W'
grep -q 'd-1' "$scratch/cohorts.csv" || fail 'the core of 4g decides'
run run "$scratch/two.xml" "$scratch/job.xml" --cohorts-csv "$scratch/cohorts.csv" --quiet --set 'network.4g.*.access=80 J/GB' \
    --set 'network.4g.*.active=1 mW' --set 'network.4g.*.core=0 J/GB'
grep -q 'd-1' "$scratch/cohorts.csv" || fail 'the active watts of 4g decide'
# links that SimGrid makes of a <cluster> have the class of its zone: 4 messages of 400 kB over a cable, the backbone and
# a cable, 3 x 160 J/GB, and 240 on the first
cat >"$scratch/cluster.xml" <<'X'
<?xml version='1.0'?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version='4.1'><zone id='z' routing='Full'><prop id='network_class' value='fixed'/>
<cluster id='c' prefix='n-' suffix='' radical='0-2' speed='1Gf' bw='1MBps' lat='1ms' bb_bw='10MBps' bb_lat='1ms'>
<prop id='wattage_per_state' value='1:1:2'/></cluster></zone></platform>
X
sed "s/host='hub'/host='n-0'/; s/host='d-\*'/host='n-[1-2]'/; s/<prop id='active'.*least-energy'.>//" "$scratch/job.xml" >"$scratch/nodes.xml"
run run "$scratch/cluster.xml" "$scratch/nodes.xml" --format json --quiet
awk -v m="$(value marginal)" 'BEGIN { d = m / (1.6e6 * 720e-9) - 1; exit !(d * d < 1e-24) }' || fail "a cluster: $(value marginal) J"
want_out '"network.fixed.marginal.access": \['
want_out '"network.fixed.marginal.core": \['
# the table, by its names
for name in networks network network_class; do
    run props $name
    want_status 0; want_narrow
    want_out '^  4g.marginal.access +12 kJ/GB +8 kJ/GB to 16 kJ/GB, published'
    want_out '^  fixed.allocation.core +14.04 kJ/GB'
done
# what the zone prop of former releases becomes
sed 's#<prop id="network_class" value="lan"/>#<prop id="network_energy" value="marginal"/>#' platforms/jetson-cluster.xml >"$scratch/former.xml"
run check "$scratch/former.xml"
want_status 3; want_err "former.xml:[0-9]+: .* 'network_energy' is no longer read; name the link's network in 'network_class'"
# figures and their provenance
# shellcheck disable=SC2086
run run $demo --format json
want_out '"network.lan.marginal.access": \['
finish
