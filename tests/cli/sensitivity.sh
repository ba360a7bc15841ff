# Indices, effects and curves of shipped deployments, against what follows by hand: energy is PUE times joules, so PUE
# alone has the index 1; the logarithm of a ratio adds what the two are multiplied by.
. tests/cli/lib.sh
platform=platforms/grenoble.xml
centralised=deployments/unet3d-kits19-centralised.xml
federated=deployments/unet3d-kits19-federated.xml
cell() { # quantity, deployment, reference, input, column of $scratch/out
    awk -F, -v q="$1" -v d="$2" -v r="$3" -v i="$4" -v name="$5" '
        NR == 1 { for (c = 1; c <= NF; c++) if ($c == name) column = c }
        $1 == q && $2 == d && $3 == r && $4 == i { print $column; exit }' "$scratch/out"
}
near() { # what, found, expected, relative tolerance (absolute where 0 is expected)
    awk -v a="$2" -v b="$3" -v t="$4" 'BEGIN { d = a - b; if (d < 0) d = -d; m = b < 0 ? -b : b; if (!m) m = 1
        exit !(a != "" && d <= t * m) }' || fail "$1: found '$2', expected $3"
}
energy() { # joules of one run, arguments behind the platform
    "$WATTFLEET" run "$platform" "$@" --quiet --format json | sed -n 's/^  "energy_j": *\([^,]*\),*$/\1/p'
}
pue=zone.datacentre.pue
edge=zone.edge.pue
intensity=zone.grenoble.carbon_intensity

# Sobol: of the centralised training only the PUE of its room counts (it has no host elsewhere that is billed)
run sensitivity $platform $centralised $federated --label B=fed --factor $pue=1.1..1.56 --factor $edge=1..1.6 \
    --factor "$intensity=20 g/kWh..400 g/kWh" --quiet --format csv
want_status 0
want_out '^quantity,deployment,reference,input,first,first_low,first_high,total,total_low,total_high$'
cp "$scratch/out" "$scratch/indices"
near "first of PUE" "$(cell energy_j A '' $pue first)" 1 1e-3
near "total of PUE" "$(cell energy_j A '' $pue total)" 1 1e-3
near "its lower bound" "$(cell energy_j A '' $pue first_low)" 1 1e-3
near "first of the edge's PUE" "$(cell energy_j fed '' $edge first)" 1 1e-3
near "total of another room's PUE" "$(cell energy_j fed '' $pue total)" 0 1e-3
near "total of the intensity on energy" "$(cell energy_j A '' $intensity total)" 0 1e-9
[ -z "$(cell time_s A '' $pue first)" ] || fail "time does not vary, and has an index"
# ln ratio = ln edge - ln pue + constant: shares of the variances of ln U(1, 1.6) and ln U(1.1, 1.56)
share=$(awk 'function mean(a, b) { return (b * log(b) - a * log(a)) / (b - a) - 1 }
    function square(x) { return x * log(x) ^ 2 - 2 * x * log(x) + 2 * x }
    function variance(a, b) { return (square(b) - square(a)) / (b - a) - mean(a, b) ^ 2 }
    BEGIN { e = variance(1, 1.6); p = variance(1.1, 1.56); printf "%.6f", e / (e + p) }')
for quantity in ln_energy_j_ratio ln_carbon_g_ratio; do
    for order in first total; do
        low=$(cell $quantity fed A $edge ${order}_low) high=$(cell $quantity fed A $edge ${order}_high)
        awk -v s="$share" -v l="$low" -v h="$high" 'BEGIN { exit !(l != "" && h != "" && l - 0.01 <= s && s <= h + 0.01 && h - l < 0.15) }' ||
            fail "$quantity, $order: $share is not in $low .. $high"
    done
done
near "intensity cancels out of the ratio" "$(cell ln_carbon_g_ratio fed A $intensity total)" 0 1e-9

# Morris: the effect of PUE is the difference of the runs at its ends, without curvature
run sensitivity $platform $centralised --factor $pue=1.1..1.56 --factor $edge=1..1.6 --method morris --quiet --format csv
want_status 0
want_out '^quantity,deployment,reference,input,mu_star,mu_star_low,mu_star_high,mu,sigma$'
low=$(energy $centralised --set $pue=1.1) high=$(energy $centralised --set $pue=1.56)
difference=$(awk -v a="$low" -v b="$high" 'BEGIN { printf "%.10g", b - a }')
near "mu*" "$(cell energy_j A '' $pue mu_star)" "$difference" 1e-3
near "mu" "$(cell energy_j A '' $pue mu)" "$difference" 1e-3
awk -v s="$(cell energy_j A '' $pue sigma)" -v d="$difference" 'BEGIN { exit !(s != "" && s < 1e-6 * d) }' ||
    fail "sigma of a factor is not 0"

# one at a time: the ends of the path are those of the belief, the rest stands at the centre
run sensitivity $platform $centralised --factor $pue=1.1..1.56 --factor $edge=1..1.6 --method oat --points 11 --quiet \
    --format csv
want_status 0
want_out '^quantity,deployment,reference,input,step,factor,value$'
at() { # PUE: what the path says there
    awk -F, -v i=$pue -v at="$1" '$1 == "energy_j" && $4 == i && $6 == at { print $7; exit }' "$scratch/out"
}
cp "$scratch/out" "$scratch/path"
near "at 1.1" "$(at 1.1)" "$(energy $centralised --set $pue=1.1 --set $edge=1.3)" 1e-12
near "at 1.33" "$(at 1.33)" "$(energy $centralised --set $pue=1.33 --set $edge=1.3)" 1e-12
near "at 1.56" "$(at 1.56)" "$(energy $centralised --set $pue=1.56 --set $edge=1.3)" 1e-12
[ "$(awk -F, '$1 == "energy_j"' "$scratch/path" | wc -l)" = 10 ] || fail "expected two paths of 5 steps"

# text: narrow, the largest first, what does not count in one line
run sensitivity $platform $centralised $federated --label B=fed --factor $pue=1.1..1.56 --factor $edge=1..1.6 \
    --factor "$intensity=20 g/kWh..400 g/kWh" --quiet
want_status 0
want_narrow
want_out "^Sobol's indices: shares of the variance, with 95 % intervals; 3 inputs, 2560 points$"
want_out '^Energy of A: median [0-9.]+ MJ, 90 % of the points from 6\.6[0-9]* MJ to 9\.[0-9]* MJ$'
want_out '^zone.datacentre.pue +1\.00 \+- 0\.00 +1\.00 \+- 0\.00 +1\.1 \.\. 1\.56$'
want_out '^2 others: total below 0.005$'
want_out '^Energy, fed / A: median 49\.[0-9]+, 90 % of the points from [0-9.]+ to [0-9.]+; indices of its logarithm$'
want_out '^Time of A: 24 min 33 s, which no input changes$'
for method in morris oat; do
    run sensitivity $platform $centralised $federated --factor $pue=1.1..1.56 --factor $edge=1..1.6 --method $method --quiet
    want_status 0
    want_narrow
done
want_out '^One at a time, the others at their centre; 2 inputs, 23 points$'
want_out '^zone.datacentre.pue +6\.49 MJ +9\.193 MJ +1\.1 \.\. 1\.56$'

# the longest keys
run sensitivity $platform $centralised $federated --label B=federated --method oat --quiet \
    --factor 'host.jetson-*.wattage_per_state.0.idle=6 W..7 W,centre=6.1,shape=lognormal' \
    --factor 'network.fixed.marginal.access=80 J/GB..400 J/GB,shape=log-uniform'
want_status 0
want_narrow
want_out '^host.jetson-\*.wattage_per_state.0.idle +[0-9.]+ MJ +[0-9.]+ MJ +6 .*\.\. 7'
run sensitivity $platform $centralised $federated --label B=federated --points 192 --quiet \
    --factor 'host.jetson-*.wattage_per_state.0.idle=6 W..7 W,centre=6.1,shape=lognormal' \
    --factor "$intensity=20 g/kWh..400 g/kWh"
want_status 0
want_narrow

# JSON: the schema, and the same figures
run sensitivity $platform $centralised $federated --label B=fed --factor $pue=1.1..1.56 --factor $edge=1..1.6 \
    --factor "$intensity=20 g/kWh..400 g/kWh" --quiet --format json
want_status 0
want_out '^  "schema": ?"wattfleet.sensitivity/1",$'
want_out '^  "method": ?"sobol",$'
want_out "\"value\": ?$(awk -F, '$1 == "carbon_g" && $2 == "fed" && $4 == "zone.edge.pue" { print $8 }' "$scratch/indices"),"

# what cannot be
run sensitivity $platform $centralised --factor $pue=1.1..1.56 --method lhs
want_status 2
want_err "^wattfleet: --method 'lhs' is not one of sobol \| morris \| oat"
run sensitivity $platform $centralised --factor $pue=1.1..1.56 --shard 1/2
want_status 2
want_err "'sensitivity' has no option '--shard'"
run sensitivity $platform $centralised --factor $pue=1.1..1.56 --points 95
want_status 3
want_err 'a sobol design of 1 factors needs at least 8 x \(1 \+ 2\) x 4 = 96 points, found 95'
run sensitivity $platform $centralised --method morris
want_status 0
want_err 'figures are not varied, as nothing bounds them' # all that is not known is varied
run sensitivity $platform $centralised --quiet --no-audit # more than 20 inputs: screened, and points for what is left
want_status 0
want_out 'the rest is drawn as one$'
finish
