# Watts by batch in a result: measured, drawn in a sweep, and what has no effect.
. tests/cli/lib.sh
cd "$scratch" || exit 1
cat >platform.xml <<'END'
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <zone id="world" routing="None">
    <prop id="pue" value="1"/>
    <host id="node" speed="1Gf">
      <prop id="wattage_per_state" value="20:20:120"/>
      <prop id="speed_by_batch" value="model:8:1Gf, model:32:2Gf"/>
      <prop id="wattage_by_batch" value="model:8:60, model:32:100"/>
      <prop id="provenance" value="speed_by_batch=measured, wattage_by_batch=measured"/>
    </host>
  </zone>
</platform>
END
cat >workload.xml <<'END'
<?xml version="1.0"?>
<workload version="1" id="model">
  <prop id="parameters" value="1e6"/>
  <prop id="training-flop" value="1 Gflop"/>
  <prop id="samples" value="100"/>
</workload>
END
cat >deployment.xml <<'END'
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <actor host="node" function="trainer">
    <prop id="workload" value="workload.xml"/>
    <prop id="epochs" value="1"/>
    <prop id="batch" value="32"/>
  </actor>
</platform>
END
# 100 samples of 1 Gflop at 2 Gflop/s, 100 W
run run platform.xml deployment.xml --format json
want_status 0
want_out '"calibrated": true'
want_out '"time_s": 50(\.0)?,'
want_out '"energy_j": 5000(\.0)?,'
run run platform.xml deployment.xml --format json --set host.node.provenance=speed_by_batch=measured
want_out '"calibrated": false'
run run platform.xml deployment.xml --format json --set trainer.accumulation=4
want_status 0
want_out '"time_s": 100(\.0)?,'
want_out '"energy_j": 6000(\.0)?,'
run run platform.xml deployment.xml --format json --set trainer.accumulation=5
want_status 3
want_err "prop 'speed_by_batch': batch 6\.4 of workload 'model' is not between those measured \(8 to 32\)"
# full load, or waiting: the watts of the batch stay, so that a sweep does not reprice
for factor in host.node.wattage_per_state.0.all=110..150 host.node.wattage_per_state.0.idle=0..40; do
    run sweep platform.xml deployment.xml --points 3 --design grid --factor "$factor" --format csv
    want_status 0
    awk -F, 'BEGIN { n = 0 } /^[0-9]/ { n += $2 == "done" && ($6 - 5000) ^ 2 < 1e-12 && ($5 - 50) ^ 2 < 1e-12 }
        END { exit n != 3 }' "$scratch/out" || fail "$factor: $(cat "$scratch/out")"
done
run run platform.xml deployment.xml --set host.node.speed_by_batch=other:8:1Gf --set host.node.wattage_by_batch=other:8:60 \
    --set trainer.accumulation=2 --verbose
want_status 0
want_err "prop 'accumulation' changes nothing: "
finish
