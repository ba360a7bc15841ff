# Figures of one fit: calibrated on five runs that differ in speed and watts alike, written with what they have in common,
# drawn together. Joules a sample do not differ between the runs, and so they are known far better than speed and watts.
. tests/cli/lib.sh
cd "$scratch" || exit 1
run_of() { # FOLDER START DEVIATION NOISE: 50 W and 100 samples/s, both (1 + DEVIATION); 10 W + NOISE in idle
    mkdir "$1"
    awk -v start="$2" -v d="$3" -v noise="$4" 'BEGIN {
        print "time,power (W)"
        for (i = 0; i <= 600; i++) print start + i "," (i >= 100 && i < 500 ? 50 * (1 + d) : 10 + noise)
    }' >"$1/power.csv"
    awk -v start="$2" -v d="$3" -v noise="$4" '
        function put(at, type, key, value) {
            printf ":::MLLOG {\"time_ms\": %.0f, \"event_type\": \"%s\", \"key\": \"%s\", \"value\": %s, \"metadata\": {}}\n",
                (start + at) * 1000, type, key, value
        }
        BEGIN {
            put(100, "INTERVAL_START", "run_start", "null")
            for (b = 1; b <= 4; b++) {
                put(b * 100, "INTERVAL_START", "block_start", "null")
                put(b * 100 + 100, "POINT_IN_TIME", "tracked_stats", "{\"throughput\": " 100 * (1 + d + noise / 500) "}")
            }
            put(500, "INTERVAL_END", "run_stop", "null")
        }' >"$1/events.txt"
}
run_of r1 1700000000 -0.02 0.1
run_of r2 1700100000 -0.01 -0.1
run_of r3 1700200000 0 0.05
run_of r4 1700300000 0.01 0
run_of r5 1700400000 0.02 -0.05
runs='train=r1 train=r2 train=r3 train=r4 train=r5 --flop train=1Gflop'
head='<?xml version="1.0"?><!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd"><platform version="4.1">'
mkdir platforms
cat >platforms/node.xml <<X
$head<zone id="room" routing="Full">
    <host id="node" speed="1Gf">
      <prop id="wattage_per_state" value="9:9:40"/>
      <prop id="workloads" value="train"/>
    </host>
  </zone>
</platform>
X
cat >train.xml <<'X'
<workload version="1" id="train">
  <prop id="parameters" value="1e6"/>
  <prop id="training-flop" value="1 Gflop"/>
  <prop id="samples" value="10000"/>
</workload>
X
cat >job.xml <<X
$head<actor host="node" function="trainer">
    <prop id="workload" value="train.xml"/>
    <prop id="epochs" value="10"/>
</actor></platform>
X
near() { # what, found, expected, relative tolerance
    awk -v a="$2" -v b="$3" -v t="$4" 'BEGIN { d = a - b; if (d < 0) d = -d; exit !(a != "" && d <= t * (b < 0 ? -b : b)) }' ||
        fail "$1: found '$2', expected $3"
}
cell() { # row, column of the fit
    awk -F, -v row="$1" -v name="$2" '
        NR == 1 { for (c = 1; c <= NF; c++) if ($c == name) column = c }
        $1 == row { print $column }' platforms/node-fit.csv
}

# what goes with what
cp platforms/node.xml before.xml
# shellcheck disable=SC2086
run calibrate $runs --fit x.csv
want_status 2; want_err '^wattfleet: --fit goes with --into'
# shellcheck disable=SC2086
run calibrate $runs --into platforms/node.xml --host node --fit platforms/node.xml
want_status 2; want_err 'are the same file'
# shellcheck disable=SC2086
run calibrate $runs --into platforms/node.xml --host node --fit platforms/node-fit.csv --dry-run
want_status 0
want_out '^platforms/node-fit.csv:$'; want_out '^speed.0,1000000000'; want_out '^\+ .*id="fit" value="node-fit.csv"'
[ ! -e platforms/node-fit.csv ] || fail 'a dry run has written the fit'
cmp -s platforms/node.xml before.xml || fail 'a dry run has written the platform'

# five runs: a figure's error is their deviation / sqrt(5). Watts 49, 49.5, 50, 50.5, 51: 0.790569 / sqrt(5).
# shellcheck disable=SC2086
run calibrate $runs --into platforms/node.xml --host node --fit platforms/node-fit.csv
want_status 0
grep -q 'id="fit" value="node-fit.csv"' platforms/node.xml || fail 'the host does not name the fit'
near 'watts' "$(cell wattage_per_state.0.all value)" 50 1e-9
near 'their error' "$(cell wattage_per_state.0.all error)" 0.3535534 1e-6
near 'freedom' "$(cell wattage_per_state.0.all freedom)" 4 0
near 'speed' "$(cell speed.0 value)" 1e11 1e-9
# rates -1.98, -1.02, 0.01, 1, 1.99 %: 9.96 / sqrt(9.921 x 10), the sums of products and of squares
near 'their correlation' "$(cell speed.0 wattage_per_state.0.all)" 0.9999577 1e-6
near 'idle with watts' "$(cell wattage_per_state.0.all wattage_per_state.0.idle)" -0.4 1e-6

# another calibration must not leave the fit behind
# shellcheck disable=SC2086
run calibrate $runs --into platforms/node.xml --host node
want_status 2; want_err "platforms/node.xml: <host node> names the fit of its figures, 'node-fit.csv', .*; say --fit FILE$"

# a sweep of what nobody names: the fit is one input beside the epochs
inputs() {
    tr -d '\n' <"$scratch/out" | sed 's/.*"inputs"//; s/"responses".*//' | grep -o '"name":[^,}]*"[^"]*"' | wc -l
}
run sensitivity platforms/node.xml job.xml --points 200 --quiet --format json
want_status 0
want_out '"name": "fit node-fit.csv: host.node.speed.0, host.node.wattage_per_state.0.all, host.node.wattage_per_state.0.idle"'
[ "$(inputs)" = 2 ] || fail "expected 2 inputs, found $(inputs)"
sed 's/.*id="fit".*//' platforms/node.xml >platforms/apart.xml
run sensitivity platforms/apart.xml job.xml --points 200 --quiet --format json
want_status 0
[ "$(inputs)" = 4 ] || fail "without the fit expected 4 inputs, found $(inputs)"

# energy = watts x flop / speed: 0.707 % of error each, and 0.0014 x 0.707 % or less together
study() { # what it holds
    cat >study.xml <<X
<study version="1"><platform file="platforms/node.xml"/><deployment file="job.xml"/>$1<design kind="lhs" points="200"/></study>
X
}
width() { # 5 to 95 % of the joules of 200 points, over their median
    awk -F, 'NR == 1 { for (c = 1; c <= NF; c++) if ($c == "A.energy_j") column = c; next } { print $column }' "$scratch/out" |
        sort -g | awk '{ v[NR] = $1 } END { printf "%.6f", (v[190] - v[10]) / v[100] }'
}
study '<factors file="platforms/node-fit.csv" host="node"/>'
run sweep study.xml --quiet --format csv
want_status 0
awk -v w="$(width)" 'BEGIN { exit !(w > 0 && w < 0.002) }' || fail "drawn together, energy varies by $(width)"
# a walk from end to end: what it shows of the figures is what was simulated, 1e14 flop x watts / speed
run sensitivity study.xml --method oat --quiet --format json
want_status 0
tr -d ' \n' <"$scratch/out" | grep -o '"factors":\[[0-9.e+]*,[0-9.e+]*,[0-9.e+]*\],"value":[0-9.e+]*' | tr -d '[]' >steps
awk -F'[:,]' '{ n++; d = $6 / (1e14 * $3 / $4) - 1; if (d > 1e-6 || d < -1e-6) exit 1; if ($3 < 49.7) low = 1; if ($3 > 50.3) high = 1 }
    END { exit !(n > 5 && low && high) }' steps || fail "a step has other figures than were simulated: $(head -n 3 steps)"
study '<factor key="host.node.speed.0" low="98.04Gf" high="101.96Gf" shape="normal"/>
    <factor key="host.node.wattage_per_state.0.all" low="49.018" high="50.982" shape="normal"/>'
run sweep study.xml --quiet --format csv
want_status 0
awk -v w="$(width)" 'BEGIN { exit !(w > 0.03) }' || fail "drawn apart, energy varies by $(width)"

# the fit is an input of the store: with another one it is not gone on with
study '<automatic/>'
run sweep study.xml --quiet --store store
want_status 0
sed 's/0\.35355/0.36355/' platforms/node-fit.csv >changed.csv
cp platforms/node-fit.csv kept.csv && cp changed.csv platforms/node-fit.csv
run sweep study.xml --quiet --store store
want_status 3; want_err 'node-fit.csv'
cp kept.csv platforms/node-fit.csv

# a fit of another platform, of other names, none at all
sed 's/speed="100Gf"/speed="101Gf"/; s/98.04\.\.101.96Gf/98.04..102Gf/' platforms/node.xml >platforms/other.xml
run sweep platforms/other.xml job.xml --points 10
want_status 3
want_err "platforms/node-fit.csv:4: .*factor 'host.node.speed.0': it is 100 Gflop/s in the fit, and 101 Gflop/s here"
sed 's/node-fit.csv/missing.csv/' platforms/node.xml >platforms/missing.xml
run sweep platforms/missing.xml job.xml --points 10
want_status 3; want_err "platforms/missing.xml:2: .*<host node> prop 'fit': .*platforms/missing.csv"
study '<factors file="platforms/node-fit.csv"/>'
run sweep study.xml
want_status 3; want_err "node-fit.csv:2: .*expected host.NAME.wattage_per_state.0.idle, or the attribute 'host' in <factors>"
study '<factors file="platforms/node-fit.csv" host="nod"/>'
run sweep study.xml
want_status 3; want_err "there is no host 'nod'; did you mean 'node'\?"

# what is set is assumed: it leaves the fit, and is not held against it
run check platforms/node.xml job.xml --set host.node.speed=120Gf --quiet
want_status 0
run sensitivity platforms/node.xml job.xml --set host.node.speed=120Gf --points 200 --quiet --format json
want_status 0
want_out '"name": "fit node-fit.csv: host.node.wattage_per_state.0.all, host.node.wattage_per_state.0.idle"'

# two hosts, one fit: one draw for both
sed 's|</host>|</host><host id="node-b" speed="1Gf"><prop id="wattage_per_state" value="9:9:40"/><prop id="workloads" value="train"/></host>|' \
    before.xml >platforms/two.xml
# shellcheck disable=SC2086
run calibrate $runs --into platforms/two.xml --host 'node*' --fit two.csv
want_status 0
[ "$(grep -c 'id="fit" value="../two.csv"' platforms/two.xml)" = 2 ] || fail 'both hosts name the fit'

# figures of a job: of the deployment that <factors> names, so that two jobs can have a fit each
sed 's|</actor>|<prop id="start-up" value="10 s"/></actor>|' job.xml >start.xml
printf 'key,value,error,freedom,trainer.start-up\ntrainer.start-up,10,1,4,1\n' >start.csv
pair() { # attributes of the second <factors>
    cat >pair.xml <<X
<study version="1"><platform file="platforms/node.xml"/><deployment label="X" file="start.xml"/><deployment label="Y" file="start.xml"/>
<factors file="start.csv" deployment="X"/>
<factors file="start.csv"$1/><design kind="lhs" points="40"/></study>
X
}
pair ' deployment="Y"'
run sweep pair.xml --quiet --format csv
want_status 0
awk -F, 'NR == 1 { for (c = 1; c <= NF; c++) { if ($c == "X.energy_j") x = c; if ($c == "Y.energy_j") y = c } next }
    { rows++; apart += $x != $y } END { exit !(rows == 40 && apart == 40) }' "$scratch/out" || fail 'each deployment has a draw of its own'
pair ' deployment="Z"'
run sweep pair.xml --quiet --format csv
want_status 3; want_err "there is no deployment 'Z'; expected X \| Y"
pair ' deployment="X"'
run sweep pair.xml --quiet --format csv
want_status 3; want_err "start.csv:2: factor 'X:trainer.start-up': it is a factor already"
sed -i 's| deployment="X"||g' pair.xml
run sweep pair.xml --quiet --format csv
want_status 3; want_err "it is a factor already; the attribute 'deployment' in <factors> says whose it is"
finish
