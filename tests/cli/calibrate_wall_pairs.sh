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
# a constant of 3 that every run has, and a ratio that is wrong for each: none is written
printf 'nvml_rapl_kWh,wattmeter_kWh\n1,4.01\n2,5\n4,6.99\n8,11\n' >"$scratch/constant.csv"
cp "$scratch/p.xml" "$scratch/before.xml"
run calibrate "train=$scratch/log.csv" --meter package --work 20..60 --wall-pairs "$scratch/constant.csv" \
    --into "$scratch/p.xml" --host node --quiet
want_status 0; want_narrow
want_out '^meter: package$'
want_out '^wall_factor: none is written, as the line with a constant predicts unseen pairs$'
want_out ' times better; --wall-factor [0-9.]+ writes the ratio all the same$'
grep -q '"wall_factor" value="1.68"' "$scratch/p.xml" || fail 'the factor before it is gone'
run calibrate "train=$scratch/log.csv" --wall-pairs "$scratch/constant.csv" --format json --quiet
want_status 0; want_out '"wall_factor": null'; want_out '"written": false'
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
