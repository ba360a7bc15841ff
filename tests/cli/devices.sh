. tests/cli/lib.sh
# the catalogue that ships is found from the program, whatever the folder
(cd "$scratch" && "$WATTFLEET" devices) >"$scratch/found" 2>&1 || fail "not found: $(cat "$scratch/found")"
run devices platforms/devices.xml
want_status 0; want_narrow
cmp -s "$scratch/out" "$scratch/found" || fail 'the default is not platforms/devices.xml'
# 7255.7 W / 568.852 samples/s = 12.755 J; 2207.9 / 7255.7 = 30 %
want_out '^smc-h100 +568\.9 +7256 +12\.75 +0\.07840 +30 % +wall +fitted +2024-05-09$'
# 24.553 W + 2.75 W = 27.303 W at the wall; / 811.986 samples/s; idle 6.8 + 2.75 W
want_out '^agx-xavier +812\.0 +27\.30 +0\.03362 +29\.74 +35 % +module \+2\.75W +fitted +2024$'
want_out '^raspberry-pi-4b +- +7\.280 +- +- +40 % +estimate +derived +-$'
# what they hold for: the error and what it is of, the software
want_out '^smc-h100 +unet3d-kits19 +0\.87 % second half +PyTorch NVIDIA Release 24\.04$'
want_out '^agx-xavier +resnet18-cifar10 +1\.2 % run left out +-$'
# the best of a workload first
awk '/^unet3d-kits19$/ { getline a; getline b; ok = a ~ /^smc-h100/ && b ~ /^champollion/ } END { exit !ok }' \
    "$scratch/out" || fail 'rows of unet3d-kits19 are not by samples/J'
! grep -q 'waiting' "$scratch/out" || fail 'a state of waiting is no workload'
run devices --format json
want_status 0
want_out '"schema": "wattfleet.devices/1"'; want_out '"speed_provenance": "derived"'; want_out '"samples_per_s": null'
want_out '"residual_of": "run left out"'; want_out '"software": "PyTorch NVIDIA Release 24.04"'
rows=$(grep -c '"device"' "$scratch/out")
run devices --format csv
want_status 0
[ "$(wc -l <"$scratch/out")" = $((rows + 1)) ] || fail 'as many rows in CSV as in JSON'
head -n 1 "$scratch/out" | grep -q '^device,workload,description,samples_per_s,' || fail 'CSV header'
for device in agx-xavier-maxq agx-xavier dgx-a100 smc-h100 lenovo-b200 champollion dgx-1 rk3588s s922x \
    raspberry-pi-4b phone; do
    grep -q "^$device," "$scratch/out" || fail "no $device in the catalogue"
done
# it is a platform like any other, to SimGrid too: 1880 x 168 samples / 568.852 a second = 555.2 s
cat >"$scratch/d.xml" <<X
<platform version="4.1"><actor host="smc-h100" function="trainer">
<prop id="workload" value="$PWD/deployments/workloads/unet3d-kits19.xml"/><prop id="batch" value="56"/>
</actor></platform>
X
run run platforms/devices.xml "$scratch/d.xml" --set trainer.evaluation-period=0 --format json
if [ "$status" = 0 ]; then want_out '"time_s": 555\.2'; else fail "$(cat "$scratch/err")"; fi
# usage
run devices platforms/devices.xml --apply platforms/grenoble.xml
want_status 2; want_err 'takes no CATALOGUE'
run devices --dry-run
want_status 2; want_err 'no meaning without --apply'
run devices "$scratch/none.xml"
want_status 5; want_no_out
run devices platforms/devices.xml platforms/devices.xml
want_status 2
for width in 60 80 100 200; do
    COLUMNS=$width run devices
    awk -v w=$width 'length($0) > w { print; exit 1 }' "$scratch/out" || fail "wider than $width columns"
    want_out '^device +samples/s +W +J/sample'
done
want_out 'samples/J +idle +meter +how +date$'
finish
