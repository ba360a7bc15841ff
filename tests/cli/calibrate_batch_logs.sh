# Logs of one batch each: 100 s of idle, 300 s of work, 100 s of idle.
. tests/cli/lib.sh
log() { # NAME WATTS
    awk -v busy="$2" 'BEGIN { print "time,power (W)"
        for (i = 0; i <= 500; i++) print 1700000000 + i "," (i >= 100 && i < 400 ? busy : 12) }' >"$scratch/$1.csv"
}
log small 40
log middle 60
log large 90
cat >"$scratch/platform.xml" <<'END'
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <zone id="world" routing="None">
    <host id="node" speed="1Gf">
      <prop id="wattage_per_state" value="10:10:90"/>
      <prop id="speed_by_batch" value="other:4:5Gf"/>
    </host>
  </zone>
</platform>
END
cp "$scratch/platform.xml" "$scratch/before.xml"
logs="model:32=$scratch/large.csv model:8=$scratch/small.csv model:16=$scratch/middle.csv"
rates='--samples-per-second model:8=40 --samples-per-second model:16=70 --samples-per-second model:32=100'
into="--into $scratch/platform.xml --host node --meter wall"
# shellcheck disable=SC2086
run calibrate $logs $rates
want_status 0; want_narrow
want_out "^Batches of 'model':$"
want_out '^ +8 +1 +40 +not known +40 +40 to 40$'
# from 1/8^2 to 1/32^2, 1/16^2 is four fifths: 1/speed^2 = 0.2/40^2 + 0.8/100^2, speed 69.84
want_out '^ +16 +[+]0\.22 % '
# shellcheck disable=SC2086
run calibrate $logs $rates --format json
want_status 0; want_out '"by_batch": \['; want_out '"name": "model"'; want_out '"model:16"'
# shellcheck disable=SC2086
run calibrate $logs $rates $into --flop model=1Gflop
want_status 0
grep -q '"speed_by_batch" value="other:4:5Gf, model:8:40Gf, model:16:70Gf, model:32:100Gf"' "$scratch/platform.xml" ||
    fail "speeds: $(cat "$scratch/platform.xml")"
grep -q '"wattage_by_batch" value="model:8:40, model:16:60, model:32:90"' "$scratch/platform.xml" ||
    fail "watts: $(cat "$scratch/platform.xml")"
grep -q '"wattage_per_state" value="12:10:90"' "$scratch/platform.xml" || fail 'cold idle is of the logs'
grep -q 'speed_by_batch=measured, wattage_by_batch=measured' "$scratch/platform.xml" || fail 'provenance'
run check "$scratch/platform.xml"
want_status 0
# mistakes
log large 95
cp "$scratch/before.xml" "$scratch/platform.xml"
# shellcheck disable=SC2086
run calibrate $logs $rates $into --flop model=1Gflop
want_status 3; want_err "batch 32 draws 95 W, and it waits at 12 W \\(pstate 0\\) and draws 90 W at full load"
cmp -s "$scratch/platform.xml" "$scratch/before.xml" || fail 'an error wrote'
# shellcheck disable=SC2086
run calibrate $logs --samples-per-second model:8=40
want_status 3; want_err "no log tells the samples/s of batch 'model:32'; expected --samples-per-second 'model:32=..'"
run calibrate "model:8=$scratch/small.csv" --samples-per-second model:8=40
want_status 3; want_err "there are logs of one batch of workload 'model'; expected two or more"
# shellcheck disable=SC2086
run calibrate $logs $rates $into
want_status 3; want_err "how many flop a sample of 'model' takes is not known"
# shellcheck disable=SC2086
run calibrate $logs $rates --flop modell=1Gflop
want_status 2; want_err "no log runs workload 'modell'"
finish
