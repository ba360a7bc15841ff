# --power-csv: watts of hosts over time, by kind. Watts times seconds are the joules of each kind, whoever plays
# the turns, and of devices that are drawn; the times are those of the job.
. tests/cli/lib.sh
power=$scratch/power.csv
joules() { # "KIND J" of the CSV, by name
    awk -F, 'NR == 1 { for (i = 3; i <= NF; i++) { name[i] = $i; sub(/_w$/, "", name[i]) } columns = NF; next }
        { for (i = 3; i <= columns; i++) sum[i] += $i * ($2 - $1) }
        END { for (i = 3; i <= columns; i++) printf "%s %.15g\n", name[i], sum[i] }' "$power"
}
expected() { # the same of the JSON in $scratch/out, hosts alone
    awk '/"energy_by_kind_j"/ { on = 1; next } /}/ { on = 0 }
        on { gsub(/[",:]/, ""); if ($1 != "network") print $1, $2 }' "$scratch/out"
}
want_energy() { # arguments of run
    run run "$@" --power-csv "$power" --quiet --format json
    want_status 0
    joules | sort >"$scratch/joules"
    expected | sort >"$scratch/expected"
    [ -s "$scratch/joules" ] || fail "$*: no kinds"
    # kinds of hosts that were never on duty have no column
    awk 'NR == FNR { sum[$1] = $2; next }
        { d = sum[$1] - $2; if (d < 0) d = -d; if (d > 1e-9 * $2 || ($2 > 0 && !($1 in sum))) { print; exit 1 } }' \
        "$scratch/joules" "$scratch/expected" || fail "$*: $(paste "$scratch/joules" "$scratch/expected")"
    awk -F, 'NR > 2 && $1 != last { exit 1 } { last = $2 }' "$power" || fail "$*: steps with gaps"
    [ "$(wc -l <"$power")" -le 2049 ] || fail "$*: more than 2048 steps"
    awk -F, -v end="$(sed -n 's/^  "time_s": *\([^,]*\),*$/\1/p' "$scratch/out")" \
        'END { exit !($2 >= end * (1 - 1e-12)) }' "$power" || fail "$*: ends before the job"
}
for engine in simgrid auto; do
    want_energy platforms/jetson-cluster.xml deployments/jetson-fedavg.xml --engine $engine --set server.rounds=5
    want_energy platforms/grenoble.xml deployments/unet3d-kits19-centralised.xml --engine $engine
    want_energy platforms/grenoble.xml deployments/unet3d-kits19-hierarchical.xml --engine $engine --set server.rounds=20
done
want_energy platforms/grenoble.xml deployments/unet3d-kits19-serverless.xml --set peer.rounds=20
want_energy platforms/grenoble.xml deployments/unet3d-kits19-life.xml
want_energy platforms/phones.xml deployments/resnet18-cifar10-phones-batteries.xml --set server.rounds=3
# devices that are drawn
want_energy platforms/fleets/phones.xml deployments/fleet-phones.xml --set server.active=20 --set server.rounds=20
# a grid that changes with time, and data that is kept
want_energy platforms/three-grids.xml deployments/three-grids-france.xml
want_energy platforms/grenoble.xml deployments/unet3d-kits19-centralised-continual.xml --set 'zone.*.storage_wattage=1e5'

# ---- by hand: 10 s of 1 Gflop at 30 W, 2 W while it waits; a server that waits 10 s at 5 W, PUE 2 ----
mkdir "$scratch/hand"
cat >"$scratch/hand/platform.xml" <<X
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><zone id="z" routing="Full">
<host id="node" speed="1Gf"><prop id="wattage_per_state" value="2:2:30"/><prop id="kind" value="datacentre"/>
<prop id="pue" value="2"/></host></zone></platform>
X
cat >"$scratch/hand/workload.xml" <<X
<workload version="1" id="w"><prop id="parameters" value="1000"/><prop id="training-flop" value="1 Gflop"/>
<prop id="samples" value="10"/><epochs value="1" provenance="assumed"/></workload>
X
cat >"$scratch/hand/deployment.xml" <<X
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><actor host="node" function="trainer"><prop id="workload" value="workload.xml"/>
<prop id="start-up" value="5 s"/></actor></platform>
X
run run "$scratch/hand/platform.xml" "$scratch/hand/deployment.xml" --power-csv "$power" --quiet
want_status 0
[ "$(head -n 1 "$power")" = 'from_s,to_s,datacentre_w' ] || fail "header $(head -n 1 "$power")"
# 5 s at 2 W, 10 s at 30 W, with PUE: every step lies on one side of the date, but the one that holds it
awk -F, 'NR > 1 && $2 <= 5 && ($3 < 4 - 1e-9 || $3 > 4 + 1e-9) { exit 1 }
    NR > 1 && $1 >= 5 && ($3 < 60 - 1e-9 || $3 > 60 + 1e-9) { exit 1 }
    END { exit !(NR > 1000 && $2 == 15) }' "$power" || fail "steps: $(sed -n '2p; $p' "$power")"

# ---- mistakes ----
run run platforms/jetson-cluster.xml deployments/jetson-fedavg.xml --power-csv platforms/jetson-cluster.xml
want_status 2; want_err 'power-csv.* would overwrite'
finish
