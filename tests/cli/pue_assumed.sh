# A host that by its kind stands in a room (datacentre, server, gateway, edge) has a PUE: where none
# is given the result says that 1 is assumed. A phone has no such room.
. tests/cli/lib.sh
platform() { # kind of b, props of the zone
    cat >"$scratch/p.xml" <<X
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><zone id="z" routing="Full">$2
<host id="a" speed="1Gf"><prop id="kind" value="server"/><prop id="wattage_per_state" value="1:1:2"/></host>
<host id="b" speed="1Gf"><prop id="kind" value="$1"/><prop id="wattage_per_state" value="1:1:2"/></host>
<link id="l" bandwidth="1MBps" latency="0"/><route src="a" dst="b"><link_ctn id="l"/></route></zone></platform>
X
}
cat >"$scratch/w.xml" <<X
<workload version="1" id="w"><prop id="parameters" value="1000"/><prop id="training-flop" value="1 Mflop"/>
<prop id="samples" value="100"/><prop id="bytes-per-sample" value="1 kB"/></workload>
X
cat >"$scratch/d.xml" <<X
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><actor host="a" function="server"><prop id="workload" value="w.xml"/><prop id="rounds" value="2"/></actor>
<actor host="b" function="learner"/></platform>
X
assumed() { # hosts with a PUE that is assumed, by JSON
    run run "$scratch/p.xml" "$scratch/d.xml" --format json --quiet "$@"
    want_status 0
    sed -n 's/.*"host\.\(.*\)\.pue": "assumed".*/\1/p' "$scratch/out" | sort | tr '\n' ' '
}
for kind in edge gateway server datacentre; do
    platform $kind ''
    case $(assumed) in '* ' | 'a b ') ;; *) fail "kind $kind: $(assumed)" ;; esac
done
platform phone ''
[ "$(assumed)" = 'a ' ] || fail "a phone: $(assumed)"
platform edge '<prop id="provenance" value="speed=measured, wattage_per_state=measured"/>'
run run "$scratch/p.xml" "$scratch/d.xml" --quiet
want_out '^assumed: .*pue of '
run check "$scratch/p.xml" "$scratch/d.xml"
want_out 'host\..*\.pue +1 +assumed'
# one that is given is what the files say it is
platform edge '<prop id="pue" value="1.1"/><prop id="provenance" value="pue=measured:1.05..1.15"/>'
[ -z "$(assumed)" ] || fail "given: $(assumed)"
grep -q '"zone.z.pue": "measured"' "$scratch/out" || fail 'the zone gives it, measured'
# it is a figure that can be set
platform edge ''
run run "$scratch/p.xml" "$scratch/d.xml" --format json --quiet
before=$(sed -n 's/^  "energy_j": \(.*\),/\1/p' "$scratch/out")
run run "$scratch/p.xml" "$scratch/d.xml" --format json --quiet --set 'host.*.pue=1.5'
after=$(sed -n 's/^  "energy_j": \(.*\),/\1/p' "$scratch/out")
awk -v a="$before" -v b="$after" 'BEGIN { exit !(b / a > 1.5 - 1e-9 && b / a < 1.5 + 1e-9) }' ||
    fail "energy $before, with a PUE of 1.5 $after"
finish
