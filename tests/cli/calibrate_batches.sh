. tests/cli/lib.sh
# 12 s a batch and 1 s a sample, as sides of a right triangle: 13, 15, 20, 37 s; 30 W and 100 J a sample
table=$scratch/batches.csv
awk 'BEGIN { print "batch,samples,time_s,energy_j,note"
    split("5 9 16 35", batch, " ")
    for (i = 1; i <= 4; i++) { b = batch[i]; t = sqrt(144 + b * b)
        printf "%d,%d,%d,%d,\n", b, b, t, 30 * t + 100 * b } }' >"$table"
run calibrate --batches "$table"
want_status 0; want_narrow
want_out '^batch +rows +samples/s +95 % interval +W +95 % interval$'
want_out '^ +5 +1 +0\.38462 +not known +68\.462 +not known$'
want_out '^batch left out +time +energy +by the ends: time +energy$'
want_out '^ +9 +[-+]0\.00 % +[-+]0\.00 % +[-+]0\.00 % +[-+]0\.00 %$'
run calibrate --batches "$table" --format json
want_status 0; want_out '"schema": "wattfleet.batches/1"'; want_out '"batch": 16'
cat >"$scratch/platform.xml" <<'END'
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <zone id="world" routing="None">
    <host id="node" speed="1Gf,2Gf" core="2">
      <prop id="wattage_per_state" value="10:10:90,20:20:150"/>
      <prop id="workloads" value="other,model"/>
      <prop id="speed_by_batch" value="model:1:7Gf, other:4:5Gf"/>
    </host>
  </zone>
</platform>
END
into="--into $scratch/platform.xml --host node"
# 2 Gflop a sample on two cores: 1 Gflop of a core
run calibrate --batches "model=$table" $into --flop model=2Gflop
want_status 0
grep -q '"speed_by_batch" value="other:4:5Gf, model:5:384\.6154Mf, model:9:600Mf, model:16:800Mf, model:35:945\.9459Mf"' \
    "$scratch/platform.xml" || fail "speeds: $(cat "$scratch/platform.xml")"
grep -q '"wattage_by_batch" value="model:5:68\.462, model:9:90, model:16:110, model:35:124\.59"' \
    "$scratch/platform.xml" || fail "watts: $(cat "$scratch/platform.xml")"
grep -q '"provenance" value="speed_by_batch=measured, wattage_by_batch=measured"' "$scratch/platform.xml" ||
    fail "provenance: $(cat "$scratch/platform.xml")"
cp "$scratch/platform.xml" "$scratch/again.xml"
run calibrate --batches "model=$table" $into --flop model=2Gflop
want_status 0
cmp -s "$scratch/platform.xml" "$scratch/again.xml" || fail 'a second time changes something'
# an entry of the catalogue knows its flop; several batches of one workload are averaged
cp platforms/devices.xml "$scratch"
run calibrate --batches "resnet18-cifar10=calibration/h200-batches.csv" --where workload=resnet18-cifar10 \
    --where precision=bf16
want_status 0; want_narrow; want_out '^ +512 +3 +52891 +50603 to 55179 '
# full load is never raised: other's pstate has 90 W
run calibrate --batches "other=$table" $into --flop other=1Gflop
want_status 3
want_err "host 'node': batch 16 draws 110 W, and it waits at 10 W \\(pstate 0\\) and draws 90 W at full load \\(pstate 0\\); expected no less and no more: raise AllCores of pstate 0"
cmp -s "$scratch/platform.xml" "$scratch/again.xml" || fail 'an error wrote'
# mistakes
run calibrate --batches "model=$table" $into
want_status 3; want_err "how many flop a sample of 'model' takes is not known"
run calibrate --batches "$table" $into
want_status 2; want_err 'say --batches WORKLOAD=TABLE'
run calibrate --batches "model=$table" --into "$scratch/platform.xml" --host nods --flop model=1Gflop
want_status 3; want_err "there is no <host nods>; did you mean 'node'"
run calibrate --batches "model=$table" --flop modell=1Gflop
want_status 2; want_err "the table is not of workload 'modell'"
run calibrate --batches "model=$table" --samples-per-second model=1
want_status 2; want_err 'the table of --batches tells them'
run calibrate --batches "$table" --load "$table"
want_status 2; want_err '--campaign, --load and --batches exclude each other'
run calibrate --batches "$table" --meter wall
want_status 2; want_err '--batches: --meter is of logs'
run calibrate --batches "model=$table" --fit "$scratch/f.csv" $into --flop model=1Gflop
want_status 2; want_err '--fit: '
run calibrate --batches "$table" --where note=none
want_status 3; want_err 'no row is left by --where'
head -2 "$table" >"$scratch/one.csv"
run calibrate --batches "$scratch/one.csv"
want_status 3; want_err 'one\.csv: there is one batch; expected two or more'
head -3 "$table" >"$scratch/two.csv"
run calibrate --batches "$scratch/two.csv"
want_status 0; want_out 'Two batches: between them nothing was measured'
# a table of runs: the overhead of the parts of a batch is in its seconds, speeds by batch are not
cp -r platforms deployments "$scratch"
campaign="--campaign calibration/champollion-resnet50-runs.csv --into $scratch/platforms/grenoble.xml"
campaign="$campaign --deployment $scratch/deployments/champollion-resnet50.xml --dry-run"
figures() { # OVERHEAD PARTS: what it writes
    sed "s|<prop id=\"batch\" .*/>|&<prop id=\"batch-overhead\" value=\"$1\"/><prop id=\"accumulation\" value=\"$2\"/>|" \
        deployments/champollion-resnet50.xml >"$scratch/deployments/champollion-resnet50.xml"
    # shellcheck disable=SC2086
    run calibrate $campaign
    want_status 0
    grep '^+ .*\(speed=\|wattage_per_state\)' "$scratch/out"
}
figures '10 ms' 1 >"$scratch/one"
figures '10 ms' 3 >"$scratch/three"
figures '30 ms' 1 >"$scratch/larger"
[ -s "$scratch/three" ] && cmp -s "$scratch/three" "$scratch/larger" || fail "parts: $(cat "$scratch/three" "$scratch/larger")"
! cmp -s "$scratch/one" "$scratch/three" || fail 'parts have no overhead'
sed -i 's|<host id="dc-0".*>|&<prop id="speed_by_batch" value="resnet50-imagenet:1:1Tf, resnet50-imagenet:4000:2Tf"/>|' \
    "$scratch/platforms/grenoble.xml"
# shellcheck disable=SC2086
run calibrate $campaign
want_status 3; want_err 'its host has speeds by batch of the workload \(speed_by_batch\)'
finish
