# The frontier of a decision, on hosts whose joules are known by hand: watts that are the same busy or not, times 100 s
# an epoch, times PUE (x) and wall factor (y) of the zone. Host a needs 100 W x x y, b 210 W, c 140 W x x, d 150 W x y.
. tests/cli/lib.sh
cat >"$scratch/plane.xml" <<'END'
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <zone id="world" routing="Floyd">
    <prop id="meter" value="package"/><prop id="wall_factor" value="1"/>
    <zone id="xy" routing="Full"><host id="a" speed="1Gf"><prop id="wattage_per_state" value="100:100:100"/></host></zone>
    <zone id="n" routing="Full"><host id="b" speed="1Gf"><prop id="wattage_per_state" value="210:210:210"/></host></zone>
    <zone id="x" routing="Full"><host id="c" speed="1Gf"><prop id="wattage_per_state" value="140:140:140"/></host></zone>
    <zone id="y" routing="Full"><host id="d" speed="1Gf"><prop id="wattage_per_state" value="150:150:150"/></host></zone>
    <zone id="z" routing="Full"><host id="e" speed="1Gf"><prop id="wattage_per_state" value="0:0:0"/></host></zone>
    <link id="wire" bandwidth="1GBps" latency="1us"/>
    <zoneRoute src="xy" dst="n" gw_src="a" gw_dst="b"><link_ctn id="wire"/></zoneRoute>
    <zoneRoute src="x" dst="y" gw_src="c" gw_dst="d"><link_ctn id="wire"/></zoneRoute>
    <zoneRoute src="z" dst="xy" gw_src="e" gw_dst="a"><link_ctn id="wire"/></zoneRoute>
    <zoneRoute src="n" dst="x" gw_src="b" gw_dst="c"><link_ctn id="wire"/></zoneRoute>
  </zone>
</platform>
END
cat >"$scratch/work.xml" <<'END'
<?xml version="1.0"?>
<workload version="1" id="work">
  <prop id="parameters" value="100"/>
  <prop id="training-flop" value="1 Gflop"/>
  <prop id="samples" value="100"/>
  <prop id="bytes-per-sample" value="1 B"/>
  <epochs value="2" provenance="published"/>
</workload>
END
deployment() { # name, hosts
    name=$1
    shift
    {
        echo '<?xml version="1.0"?><!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd"><platform version="4.1">'
        for host; do echo "<actor host=\"$host\" function=\"trainer\"><prop id=\"workload\" value=\"work.xml\"/></actor>"; done
        echo '</platform>'
    } >"$scratch/$name.xml"
}
deployment ab a b
deployment cd c d
deployment a a
deployment b b
deployment c c
sed 's|<actor.*|<actor host="e" function="server"><prop id="workload" value="work.xml"/><prop id="rounds" value="2"/></actor><actor host="a" function="learner"/>|' \
    "$scratch/a.xml" >"$scratch/fed.xml"
sed 's|^</platform>|<actor host="b" function="source"/>&|' \
    "$scratch/b.xml" >"$scratch/fetched.xml"
x='zone.x*.pue' y='zone.*y.wall_factor'
frontier() { # arguments behind the platform: a row a point, x and y last, into $scratch/lines
    run decide "$scratch/plane.xml" "$@" --points 192 --quiet --frontier-csv "$scratch/lines"
    want_status 0
}
on_line() { # awk expression of x and y that is 0 on the frontier, what it is measured by
    awk -F, 'NR > 1 && $3 == 1 { x = $4; y = $5; d = '"$1"'; if (d < 0) d = -d; n++
        if (d > 1e-6) { print "at", x, y, ": off by", d; wrong = 1 } } END { exit !(n > 4 && !wrong) }' "$scratch/lines" ||
        fail "points are not where $1 = 0: $(wc -l <"$scratch/lines") lines"
}

# ---- a product: 100 x y = 210, on logarithmic axes ----
frontier "$scratch/a.xml" "$scratch/b.xml" --label A=one --label B=two --factor "$x=1.1..2,shape=log-uniform" \
    --factor "$y=1.1..2,shape=log-uniform"
on_line 'x * y / 2.1 - 1'
[ "$(awk -F, 'NR > 1 && $3 == 1 { print $1 }' "$scratch/lines" | sort -u | wc -l)" = 1 ] || fail 'it is one line'
want_out '^The frontier: where both need the same, all else at its centre$'
want_out '^It divides what is believed of them: one uses less in about [1-9]'
# 100 x y = 210 / 2 and 2 x 210: lines of other ratios
for level in 0.5 2; do
    awk -F, -v l=$level 'NR > 1 && $3 == l { d = 100 * $4 * $5 / 210; d = ($2 == "two / one") ? d * l - 1 : d / l - 1
        n++; if (d > 1e-6 || d < -1e-6) wrong = 1 } END { exit !(n > 0 && !wrong) }' "$scratch/lines" ||
        fail "a line of ratio $level"
done

# ---- a saddle: 100 x y + b = 140 x + 150 y, or (x - 1.5) (y - 1.4) = (210 - b) / 100 ----
# lines pass at either side of (1.5, 1.4), inside one cell: left above and right below, or left below and right above
for watts in 210.02 209.98; do
    frontier "$scratch/ab.xml" "$scratch/cd.xml" --set "host.b.wattage_per_state=$watts:$watts:$watts" \
        --factor "$x=1.2..1.85" --factor "$y=1.2..1.7"
    on_line "(x - 1.5) * (y - 1.4) - (210 - $watts) / 100"
    awk -F, -v b=$watts 'NR > 1 && $3 == 1 { lines[$1]; right = $4 > 1.5; above = $5 > 1.4
            if (!(($1 "") in side)) side[$1 ""] = right
            if (side[$1 ""] != right || (right == above) != (b < 210)) wrong = 1 }
        END { n = 0; for (i in lines) n++; exit !(n == 2 && !wrong) }' "$scratch/lines" || fail "saddle of $watts W"
    [ "$(grep -c '^It runs from ' "$scratch/out")" = 2 ] || fail 'two lines are said'
done

# ---- it lies beside what is believed; it is nowhere ----
frontier "$scratch/a.xml" "$scratch/b.xml" --factor "$x=1.1..1.4" --factor "$y=1.1..1.3"
on_line 'x * y / 2.1 - 1'
want_out '^It does not enter what is believed of them: there A uses less all over.$'
frontier "$scratch/a.xml" "$scratch/b.xml" --factor "$x=1.8..1.85" --factor "$y=1.8..1.85" --set host.b.wattage_per_state=20:20:20
[ "$(wc -l <"$scratch/lines")" = 1 ] || fail 'there is no line'
want_out '^None over zone.x\*.pue .* and zone.\*y.wall_factor .*: B uses less'

# ---- whole numbers: n rounds of a at PUE x need what two epochs of b do, n x = 4.2; between n and n + 1 a straight line ----
frontier "$scratch/fed.xml" "$scratch/fetched.xml" --factor "A:server.rounds=2..5" --factor "$x=1.1..1.8"
on_line 'x * y / 4.2 - 1'
awk -F, 'NR > 1 && $3 == 1 && $4 == int($4) { whole++ } NR > 1 && $3 == 1 && $4 != int($4) { between++ }
    END { exit !(whole > 1 && between > 1) }' "$scratch/lines" || fail 'points on whole numbers, and between them'

# ---- three: who needs least; a and c meet at y = 1.4, where both need less than b ----
frontier "$scratch/a.xml" "$scratch/b.xml" "$scratch/c.xml" --factor "$x=1.1..1.9" --factor "$y=1.1..1.9" --format json
awk -F, 'function near(a, b) { return a - b < 1e-6 * a && b - a < 1e-6 * a }
    NR > 1 { a = 100 * $4 * $5; b = 210; c = 140 * $4; n[$2]++
        own = ($2 ~ /A$/) ? a : ($2 ~ /B$/) ? b : c
        other = ($2 ~ /A$/) ? (b < c ? b : c) : ($2 ~ /B$/) ? (a < c ? a : c) : (a < b ? a : b)
        if (!near(own, other)) wrong = 1 }
    END { exit !(n["least other / A"] > 2 && n["least other / B"] > 2 && n["least other / C"] > 2 && !wrong) }' \
    "$scratch/lines" || fail 'lines of three regions'
[ "$(grep -c '"share_believed"' "$scratch/out")" = 3 ] || fail 'three regions'
want_out '^  "frontier": *\{$'

# ---- the same bytes, whoever plays it, and from a store that is gone on with ----
set -- "$scratch/plane.xml" "$scratch/fed.xml" "$scratch/fetched.xml" --factor "A:server.rounds=2..5" --factor "$x=1.1..1.8" \
    --factor "host.b.speed=0.9Gf..1.1Gf" --frontier "A:server.rounds,$x" --points 192 --quiet --format json
run decide "$@" --jobs 1 --store "$scratch/store"
want_status 0
cp "$scratch/out" "$scratch/first"
grep -q '"lines": *\[$' "$scratch/first" || fail 'two of three factors have no lines'
[ -s "$scratch/store.frontier" ] || fail 'the plane is not kept'
run decide "$@" --jobs 2
cmp -s "$scratch/out" "$scratch/first" || fail 'two jobs give other bytes'
if command -v sqlite3 >/dev/null; then
    [ "$(sqlite3 "$scratch/store.frontier" 'SELECT count(*) FROM points')" = 289 ] || fail 'points of the plane'
    sqlite3 "$scratch/store.frontier" 'DELETE FROM points WHERE point % 3 = 1'
fi
run decide "$@" --store "$scratch/store"
cmp -s "$scratch/out" "$scratch/first" || fail 'a store that is gone on with gives other bytes'

# ---- one factor: the break-even in a sentence, and the curves that cross ----
run decide "$scratch/plane.xml" "$scratch/a.xml" "$scratch/b.xml" --factor "$x=1.1..1.9" --set "$y=1.5" --points 192 --quiet
want_status 0
want_out '^At zone.x\*.pue 1.4, inside what is believed of it: below it A uses less, above it B.$'

# ---- pictures ----
if command -v gnuplot >/dev/null; then
    run decide "$scratch/plane.xml" "$scratch/a.xml" "$scratch/b.xml" --factor "$x=1.1..1.9" --set "$y=1.5" --points 192 \
        --quiet --picture "$scratch/p.svg"
    want_status 0
    grep -q 'both need the same at 1.4' "$scratch/p-curves.svg" || fail 'curves without their crossing'
    frontier "$scratch/a.xml" "$scratch/b.xml" --factor "$x=1.1..1.9" --factor "$y=1.1..1.9" --picture "$scratch/p.svg"
    for text in 'A uses less' 'B uses less' 'both need the same' believed draws centre; do
        grep -q ">$text<" "$scratch/p-frontier.svg" || fail "the plane has no '$text'"
    done
fi

# ---- what is no frontier ----
set -- "$scratch/plane.xml" "$scratch/a.xml" "$scratch/b.xml" --factor "$x=1.1..1.9" --points 192 --quiet
run decide "$@" --frontier-csv "$scratch/none"
want_status 2
want_err '^wattfleet: --frontier-csv: expected two factors between bounds, found 1; --frontier KEY1,KEY2 chooses'
run decide "$@" --frontier "$x"
want_status 2
want_err "^wattfleet: --frontier 'zone.x\*.pue': expected KEY1,KEY2$"
run decide "$@" --frontier "$x,zone.z*.pue"
want_status 2
want_err "^wattfleet: --frontier 'zone.z\*.pue': no factor has that key; did you mean 'zone.x\*.pue'\?$"
run decide "$@" --frontier "$x,$x"
want_status 2
want_err "expected two factors, found one$"
run decide "$@" --factor "host.b.wattage_per_state.0.all=200|220" --frontier "$x,host.b.wattage_per_state.0.all"
want_status 2
want_err "expected a factor between two bounds, found a list$"
finish
