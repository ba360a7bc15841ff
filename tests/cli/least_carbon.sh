. tests/cli/lib.sh
# Least carbon: both learners compute for 1 s on 10^9 flop. a draws 10 W, b 20 W, links draw nothing, and there is no PUE.
# a's grid has 300 g/kWh, b's 100: 3000 against 2000 W g/kWh, so b is taken, though a needs half of its energy.
# With 200 g/kWh at b it is a (3000 against 4000).
host() { # id, watts when busy, props
    echo "<zone id='z-$1' routing='Full'>$3<host id='$1' speed='1Gf'><prop id='wattage_per_state' value='0:0:$2'/></host></zone>"
}
intensity() { echo "<prop id='carbon_intensity' value='$1'/>"; }
cat >"$scratch/w.xml" <<'X'
<workload version="1" id="w"><prop id="parameters" value="1"/>
<prop id="training-flop" value="10 Mflop"/><prop id="samples" value="200"/></workload>
X
job() { # selection, rounds
    cat >"$scratch/d.xml" <<X
<platform version="4.1">
  <actor host="s" function="server"><prop id="workload" value="w.xml"/><prop id="rounds" value="$2"/>
    <prop id="active" value="1"/><prop id="selection" value="$1"/></actor>
  <actor host="a" function="learner"><prop id="samples" value="100"/></actor>
  <actor host="b" function="learner"><prop id="samples" value="100"/></actor>
</platform>
X
}
platform() { # props of a's zone, of b's
    cat >"$scratch/p.xml" <<X
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><zone id="world" routing="Full">
  $(host s 20 "$(intensity '10 g/kWh')") $(host a 10 "$1") $(host b 20 "$2")
  <link id="la" bandwidth="1GBps" latency="0"/><link id="lb" bandwidth="1GBps" latency="0"/>
  <zoneRoute src="z-s" dst="z-a" gw_src="s" gw_dst="a"><link_ctn id="la"/></zoneRoute>
  <zoneRoute src="z-s" dst="z-b" gw_src="s" gw_dst="b"><link_ctn id="lb"/></zoneRoute>
</zone></platform>
X
}
chosen() { # what, cohorts wanted, option..
    what=$1 want=$2
    shift 2
    for engine in simgrid closed-form; do
        run run "$scratch/p.xml" "$scratch/d.xml" --cohorts-csv "$scratch/cohorts.csv" --engine $engine "$@"
        want_status 0
        [ "$(tr '\n' ' ' <"$scratch/cohorts.csv")" = "$want " ] || fail "$what, $engine: $(tr '\n' ' ' <"$scratch/cohorts.csv"), expected $want"
    done
}
job least-carbon 1
platform "$(intensity '300 g/kWh')" "$(intensity '100 g/kWh')"
chosen 'b has the cleaner grid' b
# carbon by hand: 1 s x 20 W x 100 g/kWh, beside the server's second of waiting, none
run run "$scratch/p.xml" "$scratch/d.xml" --format json --quiet
awk '/"edge"|"carbon_g"/ { } /"operational_carbon_g"|"carbon_g"/ { gsub(/[^0-9.e+-]/, "", $2); print $2; exit }' "$scratch/out" >"$scratch/carbon"
awk '{ d = $1 - 20 * 100 / 3.6e6; if (d < 0) d = -d; exit !(d < 1e-6 * $1) }' "$scratch/carbon" || fail "carbon: $(cat "$scratch/carbon") g, expected $(awk 'BEGIN { print 20 * 100 / 3.6e6 }')"
platform "$(intensity '300 g/kWh')" "$(intensity '200 g/kWh')"
chosen 'half of the energy wins' a
job least-energy 1
platform "$(intensity '300 g/kWh')" "$(intensity '100 g/kWh')"
chosen 'least energy looks at joules alone' a

# the present intensity: a's grid gets clean at 00:00:01, when the first round has ended
printf 'date,g\n2023-01-01T00:00:00Z,300\n2023-01-01T00:00:01Z,150\n2023-01-01T00:00:02Z,150\n2023-01-01T00:00:03Z,150\n' >"$scratch/g.csv"
series="<prop id='carbon_intensity' value='g.csv'/><prop id='carbon_time' value='date'/><prop id='carbon_value' value='g'/>"
job least-carbon 2
platform "$series" "$(intensity '100 g/kWh')"
chosen 'the second round sees the second value' 'b a' --start 2023-01-01T00:00:00Z
chosen 'without a start date it is the first of the series' 'b a'
chosen 'a start one second later sees it at once' 'a a' --start 2023-01-01T00:00:01Z

# a factor of the intensity changes who is chosen, so that it is simulated
job least-carbon 1
platform "$(intensity '300 g/kWh')" "$(intensity '100 g/kWh')"
run sweep "$scratch/p.xml" "$scratch/d.xml" --factor 'zone.z-b.carbon_intensity=100g/kWh..200g/kWh' --design grid --points 2 --format csv --quiet
want_status 0
awk -F, 'NR == 1 { for (c = 1; c <= NF; c++) if ($c == "A.energy_j") e = c; next } { v[NR] = $e }
    END { exit !(v[2] > 1.9 * v[3]) }' "$scratch/out" || fail "who is chosen does not follow the factor: $(cat "$scratch/out")"

# a grid that nobody knows
platform "$(intensity '300 g/kWh')" ''
run run "$scratch/p.xml" "$scratch/d.xml"
want_status 3; want_err "prop 'selection': 'least-carbon' needs the carbon_intensity of each learner's grid; host 'b' has none"
finish
