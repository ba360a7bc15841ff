# What `decide` says is what a plain loop of `compare --set` over the same draws gives: energy of each draw to 1e-12,
# the share of the draws, their median, shares of the variance; at a break-even both need the same.
. tests/cli/lib.sh
if ! command -v sqlite3 >/dev/null; then
    echo 'skipped: without sqlite3 a store cannot be read here'
    finish
fi
set -- platforms/grenoble.xml deployments/unet3d-kits19-centralised.xml deployments/unet3d-kits19-federated.xml \
    --label A=central --label B=fed
keys='zone.datacentre.pue zone.edge.pue zone.edge.efficiency server.rounds'
near() { # what, found, expected, relative tolerance
    awk -v a="$2" -v b="$3" -v t="$4" 'BEGIN { d = a - b; if (d < 0) d = -d; m = b < 0 ? -b : b
        exit !(a != "" && b != "" && d <= t * m) }' || fail "$1: found '$2', expected $3"
}
value() { # of a top-level key of the JSON
    sed -n "s/^  \"$1\": *\(.*[^,]\),*$/\1/p" "$scratch/decision" | head -n 1 | tr -d '"'
}
member() { # object, key of it
    awk -v object="^  \"$1\": *{" -v key="\"$2\":" '$0 ~ object { mine = 1 }
        mine && index($0, key) { sub(/^[^:]*: */, ""); gsub(/[",]/, ""); print; exit }' "$scratch/decision"
}
factor() { # key, field of it
    awk -v key="\"key\": *\"$1\"" -v field="\"$2\":" '$0 ~ key { mine = 1 }
        mine && index($0, field) { sub(/^[^:]*: */, ""); gsub(/[",]/, ""); print; exit }' "$scratch/decision"
}
energies() { # of both deployments, as one line; arguments of compare
    "$WATTFLEET" compare "$@" --quiet --format csv |
        awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "energy_j") column = i }
            NR > 1 { # a cell may hold commas, in quotes
                gsub(/"[^"]*"/, "text"); printf "%s ", $column } END { print "" }'
}

run decide "$@" --factor zone.datacentre.pue=1.05..1.6 --factor zone.edge.pue=1..1.6 \
    --factor zone.edge.efficiency=0.05..0.15 --factor server.rounds=30..90 --points 192 --quiet --format json \
    --store "$scratch/draws"
want_status 0
cp "$scratch/out" "$scratch/decision"
sqlite3 -separator ' ' "$scratch/draws" "SELECT point, \"zone.datacentre.pue\", \"zone.edge.pue\",
    \"zone.edge.efficiency\", \"server.rounds\", \"central.energy_j\", \"fed.energy_j\" FROM points ORDER BY point" \
    >"$scratch/rows" || fail 'the store cannot be read'
[ "$(wc -l <"$scratch/rows")" = 192 ] || fail "$(wc -l <"$scratch/rows") rows"
while read -r point dc edge efficiency rounds central fed; do
    energies "$@" --set "zone.datacentre.pue=$dc" --set "zone.edge.pue=$edge" --set "zone.edge.efficiency=$efficiency" \
        --set "server.rounds=${rounds%.0}" >"$scratch/pair"
    read -r one other <"$scratch/pair"
    near "point $point, central" "$central" "$one" 1e-12
    near "point $point, fed" "$fed" "$other" 1e-12
    echo "$point $one $other" >>"$scratch/loop"
done <"$scratch/rows"

# ---- who wins, and by how much: rows 6 n and 6 n + 1 are the draws ----
winner=$(value winner)
[ "$winner" = central ] && second=fed || second=central
awk -v w="$winner" '$1 % 6 < 2 { printf "%.15g\n", (w == "central") ? $3 / $2 : $2 / $3 }' "$scratch/loop" | sort -g >"$scratch/ratios"
draws=$(wc -l <"$scratch/ratios")
[ "$draws" = "$(value draws)" ] || fail "draws: $(value draws), and $draws in the loop"
near 'share of the draws' "$(value probability)" "$(awk '$1 > 1 { n++ } END { printf "%.12g", n / NR }' "$scratch/ratios")" 1e-9
near 'median ratio' "$(member ratio median)" \
    "$(awk '{ r[NR] = $1 } END { printf "%.12g", (r[NR / 2] + r[NR / 2 + 1]) / 2 }' "$scratch/ratios")" 1e-9
[ "$(value second)" = "$second" ] || fail "second: $(value second)"

# ---- shares of the variance: standardised regression of A-with-column-from-B on A and B, of all eight replicates and
# of all but each; the mean of the pseudo-values (statistics/indices.h) ----
column=2
for key in $keys; do
    index=$(awk -v column=$column -v w="$winner" '
        function fit(without,    i, m, a, b, c, aa, bb, cc, ab, ac, bc) {
            for (i = 0; i < n; i++)
                if (i % 8 != without) { m++; a += A[i]; b += B[i]; c += C[i] }
            a /= m; b /= m; c /= m
            for (i = 0; i < n; i++)
                if (i % 8 != without) {
                    aa += (A[i] - a) ^ 2; bb += (B[i] - b) ^ 2; cc += (C[i] - c) ^ 2
                    ab += (A[i] - a) * (B[i] - b); ac += (A[i] - a) * (C[i] - c); bc += (B[i] - b) * (C[i] - c)
                }
            ab /= sqrt(aa * bb); ac /= sqrt(aa * cc); bc /= sqrt(bb * cc)
            first = (bc - ab * ac) / (1 - ab * ab); total = 1 - (ac - ab * bc) / (1 - ab * ab)
        }
        BEGIN { n = 0 }
        { r = log((w == "central") ? $3 / $2 : $2 / $3); row = $1 % 6 }
        row == 0 { A[n] = r } row == 1 { B[n] = r } row == column { C[n] = r }
        row == 5 { n++ }
        END { fit(-1); one = 8 * first; both = 8 * total
            for (replicate = 0; replicate < 8; replicate++) { fit(replicate); one -= 7 * first / 8; both -= 7 * total / 8 }
            printf "%.12g %.12g", one, both }' "$scratch/loop")
    near "share of $key" "$(factor $key share)" "${index% *}" 1e-6
    near "total of $key" "$(factor $key total)" "${index#* }" 1e-6
    column=$((column + 1))
done

# ---- at a break-even both need the same, the others at their centre ----
for key in zone.datacentre.pue zone.edge.pue zone.edge.efficiency; do
    even=$(factor $key break_even)
    [ "$even" = null ] && continue
    energies "$@" --set zone.datacentre.pue=1.325 --set zone.edge.pue=1.3 --set zone.edge.efficiency=0.1 \
        --set server.rounds=60 --set "$key=$even" >"$scratch/pair"
    read -r one other <"$scratch/pair"
    near "energies at $key=$even" "$one" "$other" 1e-6
    tried="${tried:-} $key"
done
[ -n "${tried:-}" ] || fail 'no break-even was found'
finish
