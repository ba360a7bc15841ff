. tests/cli/lib.sh
# a log of 20 s at 10 W, 40 s at 50 W, 20 s at 10 W
awk 'BEGIN { print "time,power (W)"; for (i = 0; i < 80; i++) print i "," (i >= 20 && i < 60 ? 50 : 10) }' \
    >"$scratch/log.csv"
cat >"$scratch/p.xml" <<'X'
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <zone id="z" routing="None">
    <host id="node" speed="1Gf">
      <prop id="workloads" value="train"/>
      <prop id="wattage_per_state" value="1:1:2"/>
    </host>
  </zone>
</platform>
X
# (1/2 + 2/3) / (1/4 + 4/9) = 1.68; with a constant: 1 x software + 1
printf 'epochs,nvml_rapl_kWh,wattmeter_kWh\n1,1,2\n5,2,3\n' >"$scratch/pairs.csv"
run calibrate "train=$scratch/log.csv" --meter package --work 20..60 --wall-pairs "$scratch/pairs.csv" \
    --into "$scratch/p.xml" --host node --quiet
want_status 0; want_narrow
want_out '^meter: package; wall factor 1\.68 '
want_out "^wall factor: 2 pairs of 'nvml_rapl_kWh' and 'wattmeter_kWh' in .*pairs.csv$"
want_out '^factor x software +1\.68 .* 29\.17 % +33\.33 %$'
want_out '^factor x software \+ constant +1 +not known +1 +- +-$'
grep -q '"wall_factor" value="1.68"' "$scratch/p.xml" || fail 'no wall_factor was written'
run check "$scratch/p.xml"
want_status 0
run calibrate "train=$scratch/log.csv" --wall-pairs "$scratch/pairs.csv" --format json --quiet
want_status 0; want_out '"wall_pairs": \{'; want_out '"pairs": 2'; want_out '"value": 1\.68'
run calibrate "train=$scratch/log.csv" --format json --quiet
want_status 0; want_out '"wall_pairs": null'
# a constant of 3 kWh that every run has is no watts without times: the ratio is written, and the output says so
printf 'nvml_rapl_kWh,wattmeter_kWh\n1,4.01\n2,5\n4,6.99\n8,11\n' >"$scratch/constant.csv"
run calibrate "train=$scratch/log.csv" --meter package --work 20..60 --wall-pairs "$scratch/constant.csv" \
    --into "$scratch/p.xml" --host node --quiet
want_status 0; want_narrow
want_out '^wall_factor [0-9.]+: the first, although the second predicts unseen pairs [0-9.e+]+ times'
tr '\n' ' ' <"$scratch/out" | grep -Eq 'its +constant +is +an +amount +a +run,' || fail 'no reason is given'
want_out ' --wall-factor [0-9.]+ writes'
want_out 'constant, kWh a run'
grep -q 'wall_constant' "$scratch/p.xml" && fail 'a constant was written without times'
run calibrate "train=$scratch/log.csv" --wall-pairs "$scratch/constant.csv" --format json --quiet
want_status 0; want_out '"wall_constant_w": null'; want_out '"written": "ratio"'; want_out '"constant_unit": "kWh"'
# wall = 1.25 software + 40 W x time: both are written, and used
printf 'time_s,software_j,wall_j\n10,1000,1650\n50,1000,3250\n20,5000,7050\n' >"$scratch/times.csv"
run calibrate "train=$scratch/log.csv" --meter package --work 20..60 --wall-pairs "$scratch/times.csv" \
    --into "$scratch/p.xml" --host node --quiet
want_status 0; want_narrow
want_out '^meter: package; wall factor 1\.25 .*and 40 W$'
want_out '^wall_factor 1\.25 and wall_constant 40 W: the second, which predicts unseen pairs better$'
grep -q '"wall_factor" value="1.25"' "$scratch/p.xml" || fail 'no wall_factor was written'
grep -q '"wall_constant" value="40 W"' "$scratch/p.xml" || fail 'no wall_constant was written'
run check "$scratch/p.xml"
want_status 0
run calibrate "train=$scratch/log.csv" --wall-pairs "$scratch/times.csv" --format json --quiet
want_status 0; want_out '"written": "ratio_and_constant"'; want_out '"constant_unit": "W"'
# a ratio takes the constant of another table away
run calibrate "train=$scratch/log.csv" --meter package --work 20..60 --wall-pairs "$scratch/constant.csv" \
    --into "$scratch/p.xml" --host node --quiet
grep -q '"wall_constant" value="0 W"' "$scratch/p.xml" || fail 'the constant of another fit stays'
# mistakes
run calibrate "train=$scratch/log.csv" --wall-pairs "$scratch/pairs.csv" --wall-factor 2
want_status 2; want_err 'exclude each other'
printf 'software_j,wall_j\n3,2\n' >"$scratch/swapped.csv"
run calibrate "train=$scratch/log.csv" --wall-pairs "$scratch/swapped.csv"
want_status 3; want_err 'swapped.csv: row 1 .*are the columns swapped'
printf 'epochs,wall_j\n3,2\n' >"$scratch/none.csv"
run calibrate "train=$scratch/log.csv" --wall-pairs "$scratch/none.csv"
want_status 3; want_err 'none.csv:1: there is no column of a software meter'
finish
