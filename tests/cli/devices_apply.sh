. tests/cli/lib.sh
# a platform beside its catalogue, some of whose figures have drifted
mkdir "$scratch/p"
cp platforms/devices.xml "$scratch/p"
sed -e '/id="dc-1"/s/834.611Tf/540Tf/' -e '/id="gateway-2"/,/<\/host>/s/2.6159:2.6159:5.1386/2.5:5.2/' \
    -e '/id="jetson-3"/s/180.3412Gf/190Gf/' platforms/grenoble.xml | sed 's/$/\r/' >"$scratch/p/grenoble.xml"
cp "$scratch/p/grenoble.xml" "$scratch/before.xml"
run check "$scratch/p/grenoble.xml"
want_status 0
want_err '<host dc-1> differs from its device devices.xml#champollion; unet3d-kits19: 540000000000000 flop/s, there 834611000000000 flop/s$'
want_err '<host gateway-2> differs .*; resnet50-inference: 2.5:2.5:5.2 W, there 2.6159:2.6159:5.1386 W$'
want_err "<host dc-1> prop 'provenance': 'speed.1' is 540 Tflop/s, outside its own interval"
[ "$(grep -c differs "$scratch/err")" = 3 ] || fail "three kinds differ, told: $(cat "$scratch/err")"
run run "$scratch/p/grenoble.xml" deployments/resnet18-cifar10-federated.xml --set server.rounds=1 --verbose
want_status 0; want_err 'warning: <host jetson-3> differs'
run check "$scratch/p/grenoble.xml" --set 'host.jetson-3.speed=11Tf,200Gf' --quiet
want_status 0
run check "$scratch/p/grenoble.xml" --set 'host.jetson-3.speed=11Tf,200Gf'
! grep -q 'jetson-3.*differs' "$scratch/err" || fail 'what the user overrides is no drift'
# a dry run prints the diff and writes nothing
run devices --apply "$scratch/p/grenoble.xml" --dry-run
want_status 0
cmp -s "$scratch/p/grenoble.xml" "$scratch/before.xml" || fail 'a dry run wrote'
cp "$scratch/out" "$scratch/diff"
[ "$(grep -c '^[-+] ' "$scratch/diff")" = 6 ] || fail 'three lines become three others'
run devices --apply "$scratch/p/grenoble.xml"
want_status 0; want_out 'grenoble.xml: 3 hosts changed$'
# what is written is what the diff says, and nothing differs any more
if command -v patch >"$scratch/which"; then
    cp "$scratch/before.xml" "$scratch/patched.xml"
    patch --binary -s "$scratch/patched.xml" "$scratch/diff" || fail 'the diff does not apply'
    cmp -s "$scratch/patched.xml" "$scratch/p/grenoble.xml" || fail 'the diff is not what was written'
fi
sed 's/$/\r/' platforms/grenoble.xml | cmp -s - "$scratch/p/grenoble.xml" || fail 'not as it ships'
run check "$scratch/p/grenoble.xml"
want_status 0; [ ! -s "$scratch/err" ] || fail "still differs: $(cat "$scratch/err")"
run devices --apply "$scratch/p/grenoble.xml"
want_status 0; want_out ': 0 hosts changed$'
# another meter brings its factor along
sed 's/"device" value="devices.xml#s922x"/"device" value="devices.xml#dgx-1-cpu"/' platforms/grenoble.xml |
    sed '/id="gateway-0"/,/<\/host>/s/"meter" value="wall"/"meter" value="module"/' >"$scratch/p/meter.xml"
run devices --apply "$scratch/p/meter.xml"
want_status 3; want_err '<host gateway-0> has another number of cores and cannot be given the figures'
want_err '1 error; nothing was written'
sed '/id="gateway-0"/,/<\/host>/{s/"meter" value="wall"/"meter" value="module"/;s/"wall_factor" value="1"/"wall_factor" value="2"/}' \
    platforms/grenoble.xml >"$scratch/p/meter.xml"
run check "$scratch/p/meter.xml"
want_err '<host gateway-0> differs from its device devices.xml#s922x; meter module, there wall$'
run devices --apply "$scratch/p/meter.xml"
cmp -s "$scratch/p/meter.xml" platforms/grenoble.xml || fail 'meter and factor are not those of the catalogue'
# a host that names a device, but not which pstate is which workload, gets nothing, and is said to
sed '/id="gateway-0"/,/<\/host>/s/id="workloads" value="[^"]*"/id="workloads" value="mine"/' platforms/grenoble.xml |
    sed '/id="gateway-1"/,/<\/host>/{/id="workloads"/d;s/2.6159:2.6159:5.1386/2.5:2.5:5.2/}' >"$scratch/p/silent.xml"
grep -A12 'id="gateway-1"' "$scratch/p/silent.xml" | grep -q 'id="device"' || fail 'the test does not try what it should'
cp "$scratch/p/silent.xml" "$scratch/before.xml"
run devices --apply "$scratch/p/silent.xml" --dry-run
want_status 0
want_err "warning: <host gateway-0> gets no speed and no watts of devices.xml#s922x: none of its workloads 'mine' is one of the device's, '"
want_err "warning: <host gateway-1> gets no speed and no watts of devices.xml#s922x: it has no prop 'workloads', .*; the device has '.*resnet50-inference"
# a catalogue that is not there is a warning, an entry that is not in it a mistake
rm "$scratch/p/devices.xml"
run check "$scratch/p/grenoble.xml"
want_status 0; want_err 'warning: figures are not compared with the catalogue: cannot read'
cp platforms/devices.xml "$scratch/p"
sed 's/devices.xml#s922x/devices.xml#s922y/' platforms/grenoble.xml >"$scratch/p/entry.xml"
run check "$scratch/p/entry.xml"
want_status 3; want_err "'s922y' is not an entry of .*devices.xml'; did you mean 's922x'\?"
sed '/id="s922x"/s/24.122984Gf,24.122984Gf/0.5/' platforms/devices.xml >"$scratch/p/devices.xml"
run check "$scratch/p/grenoble.xml"
want_status 0; want_err "which has [0-9]+ mistakes?: see 'wattfleet check"
finish
