. tests/cli/lib.sh
# A run on n nodes: 80 s, 2 s an epoch of 50 samples and 5 s an evaluation; 100 W in the first, 300 W
# in the others. Evaluations follow each 20 epochs from 100 on. Line 8 reads from a slow storage: four
# times the time, at 90 W for what is more.
awk 'BEGIN {
    print "# made from known figures"
    print "run,epochs,evaluations,batch,nodes,time_s,energy_j,throughput_samples_per_s"
    split("100 200 400 500 900 400", epochs)
    for (i = 1; i <= 6; i++) {
        v = epochs[i] / 20 - 4; busy = 2 * epochs[i] + 5 * v; more = i == 6 ? 3 * busy : 0
        print i "," epochs[i] "," v ",8,1," 80 + busy + more "," 8000 + 300 * busy + 90 * more "," \
            (i == 6 ? 6.25 : 25)
    }
}' >"$scratch/runs.csv"
run calibrate --campaign "$scratch/runs.csv" --epoch-samples 50
want_status 0; want_narrow
want_out '^once, each node +80 +s +80 to 80 +fitted$'
want_out '^an epoch +2 +s +2 to 2 +by throughput_samples_per_s$'
want_out '^an evaluation +5 +s +5 to 5 +fitted$'
want_out '^once, each node +8 +kJ'
want_out '^an epoch +0\.6 +kJ'
want_out '^an evaluation +1\.5 +kJ .* at the watts of the work'
want_out '^Evaluations = 0\.05 x epochs - 4 in each run, within 1 %: what of the joules is an'
want_out '^Line 8 is left out: 6\.25 samples/s a node where the median is 25; something else than the'
want_out 'its 2640 s more draw 90 W\.$'
want_out '^ +7 +900 +41 +1 +[-+]0\.00 % +[-+]0\.00 % +[-+]0\.00 % +[-+]0\.00 %$'
# without the samples of an epoch the rate says nothing
run calibrate --campaign "$scratch/runs.csv"
want_status 0; want_narrow
want_out '^an evaluation +- +s +- +counted in the work'
want_out 'seconds also a column throughput_samples_per_s'
want_out '^The fixed cost is that of a run less 4 evaluations\.$'
run calibrate --campaign "$scratch/runs.csv" --epoch-samples 50 --format json
want_status 0
want_out '"schema": "wattfleet.campaign/1"'; want_out '"paradigm": "centralised"'
want_out '"told": "watts"'; want_out '"covariance": \['; want_out '"figures": null'
# a rate that cannot have trained what was trained
sed 's/,25$/,24/' "$scratch/runs.csv" >"$scratch/rate.csv"
sed -i '3s/,24$/,17/' "$scratch/rate.csv"
run calibrate --campaign "$scratch/rate.csv" --epoch-samples 50
want_status 0; want_out '^Line 3: 17 samples/s x 285 s = 4845 samples, less than the 5000 that it trained: one'

# which rows count
sed '5s/,8,/,16,/' "$scratch/runs.csv" >"$scratch/batches.csv"
run calibrate --campaign "$scratch/batches.csv"
want_status 3
want_err "batches.csv:5: column 'batch': '16' here and '8' in line 3: .* --where batch=8$"
run calibrate --campaign "$scratch/batches.csv" --where batch=8.0 --format json
want_status 0; [ "$(grep -c '"line"' "$scratch/out")" = 4 ] || fail 'four rows of batch 8'
run calibrate --campaign "$scratch/batches.csv" --where batc=8
want_status 3; want_err "batc.*did you mean 'batch'"
run calibrate --campaign "$scratch/batches.csv" --where batch=9
want_status 3; want_err 'no row is left by --where'
run calibrate --campaign "$scratch/batches.csv" --where batch
want_status 2; want_err "expected COLUMN=VALUE"

# tables that are not right
printf 'epochs,energy_j\n10,5\n0,5\n,5\n-1,5\n7,0\n' >"$scratch/wrong.csv"
run calibrate --campaign "$scratch/wrong.csv"
want_status 3
want_err "wrong.csv:3: column 'epochs': '0'; expected more than 0"
want_err "wrong.csv:4: column 'epochs': '' is empty"
want_err "wrong.csv:5: column 'epochs': -1 is below 0"
want_err "wrong.csv:6: column 'energy_j': '0'; expected more than 0"
printf 'epochs,watts\n10,5\n' >"$scratch/nothing.csv"
run calibrate --campaign "$scratch/nothing.csv"
want_status 3; want_err "time_s"
run calibrate --campaign "$scratch/runs.csv" --start-up 5s
want_status 2; want_err 'federated'
printf 'local_epochs,rounds,time_s\n1,10,5\n' >"$scratch/federated.csv"
run calibrate --campaign "$scratch/federated.csv" --where a=b
want_status 2; want_err -- '--where is of tables of epochs or samples'

# into files: 168 samples an epoch of 2 s, in place, the catalogue too
cp -r platforms deployments "$scratch"
sed 's/,25$/,84/; s/,6\.25$/,21/' "$scratch/runs.csv" >"$scratch/unet.csv"
into="--into $scratch/platforms/grenoble.xml --deployment $scratch/deployments/champollion-unet3d.xml"
# shellcheck disable=SC2086
run calibrate --campaign "$scratch/unet.csv" $into --dry-run
want_status 0; want_out '^start-up +80 +s'; want_out '^power, start-up +100 +W'
want_out '^\+ .*id="start-up" value="80 s"'
cmp -s platforms/grenoble.xml "$scratch/platforms/grenoble.xml" || fail 'a dry run wrote'
# shellcheck disable=SC2086
run calibrate --campaign "$scratch/unet.csv" $into
want_status 0
# 168 x 2863.792 Gflop / 2 s; 42 x 69.53 Tflop / 5 s
grep -q 'host id="dc-0" speed="2496Tf,240.5585Tf,[^,]*,[^,]*,584.052Tf,' "$scratch/platforms/grenoble.xml" ||
    fail 'speeds of the platform'
grep -q 'host id="champollion" speed="2496Tf,240.5585Tf,[^,]*,[^,]*,584.052Tf,' "$scratch/platforms/devices.xml" ||
    fail 'speeds of the catalogue'
# exact runs have an interval of no width; the watts of an evaluation cannot be told from them
grep -q 'speed.1=fitted:' "$scratch/platforms/devices.xml" || fail 'provenance of the catalogue'
grep -q 'wattage_per_state.4.all=assumed' "$scratch/platforms/devices.xml" || fail 'what was not told apart is assumed'
grep -q 'start-up=fitted:' "$scratch/deployments/champollion-unet3d.xml" || fail 'provenance of the start-up'
grep -q 'samples_per_second" value="-,84,' "$scratch/platforms/devices.xml" || fail 'rate of the catalogue'
run run "$scratch/platforms/grenoble.xml" "$scratch/deployments/champollion-unet3d.xml" \
    --set trainer.epochs=1000 --format json --quiet
want_status 0; want_out '"time_s": 2085\.000' # 80 + 2000 + one evaluation

# the figures with what they have in common: seconds and joules of a run that is 1 % off are off together, so that watts are
# known better than either; speed is 1 / seconds, so that it has their relative error
awk -F, -v OFS=, '/^[0-9]/ { off = 1 + 0.01 * sin(7 * $1); $6 *= off; $7 *= off; $8 /= off } { print }' "$scratch/unet.csv" >"$scratch/off.csv"
# shellcheck disable=SC2086
run calibrate --campaign "$scratch/off.csv" $into --fit "$scratch/platforms/dc.csv" --format json
want_status 0
fit() { # key, column of the fit
    awk -F, -v row="$1" -v name="$2" '
        NR == 1 { for (c = 1; c <= NF; c++) if ($c == name) column = c }
        $1 == row { print $column }' "$scratch/platforms/dc.csv"
}
head -n 1 "$scratch/platforms/dc.csv" | grep -qx \
    'key,value,error,freedom,speed.1,wattage_per_state.1.all,speed.4,wattage_per_state.5.all,trainer.start-up' ||
    fail "figures of the fit: $(head -n 1 "$scratch/platforms/dc.csv")"
grep -q 'id="fit" value="dc.csv"' "$scratch/platforms/grenoble.xml" || fail 'the host does not name its fit'
[ "$(fit speed.1 freedom)" = 4 ] || fail 'five runs have 4 degrees of freedom'
epoch=$(tr -d ' \n' <"$scratch/out" | sed 's/.*"work_s":{"value":\([0-9.]*\),"low":\([0-9.]*\),"high":\([0-9.]*\).*/\1 \2 \3/')
# t(0.975, 4) = 2.7764451
echo "$epoch $(fit speed.1 value) $(fit speed.1 error)" | awk '{ a = ($3 - $2) / 2 / 2.7764451 / $1; b = $5 / $4; d = a / b - 1
    exit !(NF == 5 && d < 1e-5 && d > -1e-5) }' || fail "relative error of the speed is not that of the seconds: $epoch"
echo "$(fit wattage_per_state.1.all value) $(fit wattage_per_state.1.all error)" | awk '{ exit !($2 > 0 && $2 / $1 < 0.002) }' ||
    fail 'watts are known better than seconds and joules'
cp platforms/grenoble.xml "$scratch/platforms"

# what the deployment adds to an epoch of 2 s and 600 J is neither in the speed nor in the watts of work: half of it, so that
# 168 x 2863.792 Gflop take 1 s; three batches of 0.1 s. It draws the 50 W of waiting: (600 - 50) / 1, (600 - 15) / 1.7 W; in
# the pstate of the training, which is what is fitted, as much as the work does
sed -i 's/1100:1100:/50:50:/g' "$scratch/platforms/grenoble.xml" "$scratch/platforms/devices.xml"
half='id="scaling-efficiency" value="50 %"/>'
for case in "$half|481\.1171Tf|550" 'id="batch-overhead" value="0.1 s"/>|283\.01[0-9]*Tf|344\.1[0-9]*' \
    "$half<prop id=\"lost-pstate\" value=\"unet3d-kits19\"/>|481\.1171Tf|300"; do
    prop=${case%%|*} rest=${case#*|}
    sed "/id=\"batch\"/s|\$|<prop $prop|" deployments/champollion-unet3d.xml \
        >"$scratch/deployments/champollion-unet3d.xml"
    # shellcheck disable=SC2086
    run calibrate --campaign "$scratch/unet.csv" $into
    want_status 0
    grep -Eq "host id=\"dc-0\" speed=\"2496Tf,${rest%%|*}," "$scratch/platforms/grenoble.xml" ||
        fail "speed beside $prop: $(grep 'id="dc-0" speed' "$scratch/platforms/grenoble.xml")"
    grep -A 1 'host id="dc-0"' "$scratch/platforms/grenoble.xml" | grep -Eq "value=\"[^,]*,50:50:${rest##*|}," ||
        fail "watts beside $prop: $(grep -A 1 'id="dc-0" speed' "$scratch/platforms/grenoble.xml")"
done

# deployments that are not runs of a trainer
# shellcheck disable=SC2086
run calibrate --campaign "$scratch/unet.csv" --into "$scratch/platforms/grenoble.xml" \
    --deployment "$scratch/deployments/unet3d-kits19-centralised.xml"
want_status 3; want_err 'it has sources or users'
run calibrate --campaign "$scratch/unet.csv" --into "$scratch/platforms/grenoble.xml" \
    --deployment "$scratch/deployments/unet3d-kits19-federated.xml"
want_status 3; want_err 'it is not centralised'
sed '/id="batch"/s|$|<prop id="all-reduce" value="hierarchical"/>|' deployments/champollion-unet3d.xml \
    >"$scratch/deployments/champollion-unet3d.xml"
sed -i 's|<prop id="accelerators" value="8"/>|&<prop id="intra_bandwidth" value="100 GBps"/>|' "$scratch/platforms/grenoble.xml"
# shellcheck disable=SC2086
run calibrate --campaign "$scratch/unet.csv" $into
want_status 3; want_err 'its all-reduce is hierarchical: what its accelerators exchange is simulated, and would be counted twice'
finish
