. tests/cli/lib.sh
# A limit to the intensity of a learner's grid. Both learners compute for 1 s on 10^9 flop: a draws 10 W, b 20 W; nobody
# else draws anything. a's grid has 300 g/kWh until 10 s and 100 from then on, b's 200 at all times. Carbon by hand, in
# W s g/kWh: at 0 s a costs 3000 and b 4000; from 10 s on a costs 1000.
host() { # id, watts when busy, props of its zone
    echo "<zone id='z-$1' routing='Full'>$3<host id='$1' speed='1Gf'><prop id='wattage_per_state' value='0:0:$2'/></host></zone>"
}
intensity() { echo "<prop id='carbon_intensity' value='$1'/>"; }
cat >"$scratch/w.xml" <<'X'
<workload version="1" id="w"><prop id="parameters" value="1"/>
<prop id="training-flop" value="10 Mflop"/><prop id="samples" value="200"/></workload>
X
printf 'date,g\n2023-01-01T00:00:00Z,300\n2023-01-01T00:00:10Z,100\n2023-01-01T00:00:20Z,100\n2023-01-01T00:00:30Z,100\n' >"$scratch/g.csv"
series="<prop id='carbon_intensity' value='g.csv'/><prop id='carbon_time' value='date'/><prop id='carbon_value' value='g'/>"
platform() { # props of a's zone
    cat >"$scratch/p.xml" <<X
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><zone id="world" routing="Full">
  $(host s 0 "$(intensity '10 g/kWh')") $(host g 0 "$(intensity '10 g/kWh')") $(host a 10 "$1") $(host b 20 "$(intensity '200 g/kWh')")
  <link id="la" bandwidth="1GBps" latency="0"/><link id="lb" bandwidth="1GBps" latency="0"/><link id="lg" bandwidth="1GBps" latency="0"/>
  <zoneRoute src="z-s" dst="z-a" gw_src="s" gw_dst="a"><link_ctn id="la"/></zoneRoute>
  <zoneRoute src="z-s" dst="z-b" gw_src="s" gw_dst="b"><link_ctn id="lb"/></zoneRoute>
  <zoneRoute src="z-s" dst="z-g" gw_src="s" gw_dst="g"><link_ctn id="lg"/></zoneRoute>
  <zoneRoute src="z-g" dst="z-a" gw_src="g" gw_dst="a"><link_ctn id="lg"/><link_ctn id="la"/></zoneRoute>
  <zoneRoute src="z-g" dst="z-b" gw_src="g" gw_dst="b"><link_ctn id="lg"/><link_ctn id="lb"/></zoneRoute>
</zone></platform>
X
}
props() { # name value ..
    while [ $# -gt 0 ]; do
        echo "<prop id='$1' value='$2'/>"
        shift 2
    done
}
job() { # props of the server
    cat >"$scratch/d.xml" <<X
<platform version="4.1">
  <actor host="s" function="server"><prop id="workload" value="w.xml"/>$(props "$@")</actor>
  <actor host="[a-b]" function="learner"><prop id="samples" value="100"/></actor>
</platform>
X
}
under_gateway() { # props of the gateway
    cat >"$scratch/d.xml" <<X
<platform version="4.1">
  <actor host="s" function="server"><prop id="workload" value="w.xml"/><prop id="rounds" value="1"/></actor>
  <actor host="g" function="gateway">$(props "$@")</actor>
  <actor host="[a-b]" function="learner"><prop id="samples" value="100"/></actor>
</platform>
X
}
number() { sed -n "s/^ *\"$1\": *\([-0-9.e+]*\),*\$/\1/p" "$scratch/out" | head -1; }
is() { # what, engine, time s, W s g/kWh, option..
    what=$1 engine=$2 seconds=$3 carbon=$4
    shift 4
    run run "$scratch/p.xml" "$scratch/d.xml" --engine "$engine" --format json --quiet "$@"
    want_status 0
    awk -v t="$(number time_s)" -v s="$seconds" -v g="$(number carbon_g)" -v w="$carbon" 'BEGIN {
        g *= 3.6e6; d = g - w; if (d < 0) d = -d; e = t - s; if (e < 0) e = -e
        exit !(d <= 1e-9 * w && e < 1e-6) }' ||
        fail "$what, $engine: $(number time_s) s, $(number carbon_g) g; expected $seconds s, $carbon W s g/kWh"
}
both() { # what, time s, W s g/kWh, option..
    named=$1
    shift
    is "$named" simgrid "$@"
    is "$named" auto "$@"
}
platform "$series"
from="--start 2023-01-01T00:00:00Z"
job rounds 1
both 'without a limit both begin' 1 7000 $from
job rounds 1 carbon-limit '150 g/kWh'
both 'a waits until its grid is clean, b never begins' 11 1000 $from
both 'without a start, from the first date of the series' 11 1000
both 'a start at 9.5 s waits 0.5 s' 1.5 1000 --start 2023-01-01T00:00:09.5Z
job rounds 1 carbon-limit '250 g/kWh'
both 'b begins at once, alone' 1 4000 $from
job rounds 1 carbon-limit '200 g/kWh'
both 'the limit itself is within it' 1 4000 $from
job rounds 1 carbon-limit '250 g/kWh' selection-minimum 2
both 'the least cohort waits for a' 11 5000 $from
job rounds 1 carbon-limit '150 g/kWh' carbon-patience '4 s'
both 'patience ends at 4 s' 5 7000 $from
job rounds 1 carbon-limit '250 g/kWh' selection-minimum 2 carbon-patience '4 s'
both 'patience ends before a is clean' 5 7000 $from
job rounds 2 carbon-limit '150 g/kWh' carbon-patience '6 s'
both 'patience is counted from each round: 6 to 7 s both, then a from 10 s on' 11 8000 $from
job rounds 2 carbon-limit '250 g/kWh' active 1 selection random
both 'of those within the limit: b twice' 2 8000 $from
job rounds 2 aggregation buffered buffer 1 concurrency 1 carbon-limit '250 g/kWh'
both 'buffered: b twice' 2 8000 $from
job rounds 2 aggregation buffered buffer 2 concurrency 2 carbon-limit '150 g/kWh'
both 'buffered: a four times, from 10 s on' 14 4000 $from
job rounds 1 aggregation semi-sync deadline '3 s' carbon-limit '150 g/kWh'
both 'semi-synchronous: a at 10 s' 11 1000 $from
under_gateway carbon-limit '150 g/kWh'
both 'under a gateway: a at 10 s' 11 1000 $from
under_gateway carbon-limit '150 g/kWh' carbon-patience '4 s'
both 'under a gateway: both at 4 s' 5 7000 $from

# Nobody ever: an error that says why. A limit that nobody is above, patience without a limit: warnings.
job rounds 1 carbon-limit '50 g/kWh'
run run "$scratch/p.xml" "$scratch/d.xml" $from
want_status 4
want_err "no learner is there at 0 s, and none will be with a grid within the carbon-limit"
job rounds 1 carbon-limit '300 g/kWh'
run run "$scratch/p.xml" "$scratch/d.xml" $from
want_status 0
want_err "'carbon-limit' changes nothing: no learner's grid is ever above it"
job rounds 1 carbon-patience '4 s'
run run "$scratch/p.xml" "$scratch/d.xml" $from
want_status 0
want_err "'carbon-patience' changes nothing: there is no carbon-limit"
job rounds 1 carbon-limit '150 g/kWh' carbon-patience '0 s'
run run "$scratch/p.xml" "$scratch/d.xml" $from
want_status 0
want_err "'carbon-limit' changes nothing: the carbon-patience is 0"
under_gateway
run run "$scratch/p.xml" "$scratch/d.xml" --set 'server.carbon-limit=150 g/kWh'
want_status 2
want_err "prop 'carbon-limit': is the gateways' where there are gateways"
# The start of a run is moved afterwards, as it was played: who takes part must not hang on it.
job rounds 1 carbon-limit '150 g/kWh' delay '20 s'
run run "$scratch/p.xml" "$scratch/d.xml"
want_status 3
want_err "prop 'delay': moves the start of a run as it was played"
# A factor of the limit, or of an intensity, is simulated.
job rounds 1 carbon-limit '250 g/kWh'
as_factor() { # what is true of the two times, what it is about
    awk -F, "NR == 1 { for (c = 1; c <= NF; c++) if (\$c == \"A.time_s\") t = c; next } { v[NR] = \$t } END { exit !($1) }" "$scratch/out" ||
        fail "$2 as a factor: $(cat "$scratch/out")"
}
run sweep "$scratch/p.xml" "$scratch/d.xml" --factor 'server.carbon-limit=150g/kWh..350g/kWh' --design grid --points 2 --format csv --quiet
want_status 0
as_factor 'v[2] > 10 && v[3] < 2' 'the limit'
run sweep "$scratch/p.xml" "$scratch/d.xml" --factor 'zone.z-b.carbon_intensity=200g/kWh..300g/kWh' --design grid --points 2 --format csv --quiet
want_status 0
as_factor 'v[2] < 2 && v[3] > 9' 'an intensity'
# Rounds of a row were stated for learners that were not chosen by their grid.
sed 's|</workload>|<rounds value="1" provenance="assumed" source="test"/></workload>|' "$scratch/w.xml" >"$scratch/w2.xml" && mv "$scratch/w2.xml" "$scratch/w.xml"
job carbon-limit '250 g/kWh'
run run "$scratch/p.xml" "$scratch/d.xml" $from
want_status 0
want_err "stated for no carbon-limit; carbon-limit is 250 g/kWh"
# A grid that nobody knows
platform ''
run run "$scratch/p.xml" "$scratch/d.xml"
want_status 3
want_err "prop 'carbon-limit': needs the carbon_intensity of each learner's grid; host 'a' has none"
finish
