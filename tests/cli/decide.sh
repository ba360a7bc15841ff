# A decision of the shipped pair, against what follows by hand: what is not network is PUE times joules, so that the
# break-even of a PUE is arithmetic on two runs.
. tests/cli/lib.sh
platform=platforms/grenoble.xml
centralised=deployments/unet3d-kits19-centralised.xml
federated=deployments/unet3d-kits19-federated.xml
value() { # of a top-level key of the JSON
    sed -n "s/^  \"$1\": *\(.*[^,]\),*$/\1/p" "$scratch/out" | head -n 1 | tr -d '"'
}
factor() { # key, field of it in the JSON
    awk -v key="\"key\": \"$1\"" -v field="\"$2\":" 'index($0, key) { mine = 1 }
        mine && index($0, field) { sub(/^[^:]*: */, ""); gsub(/[",]/, ""); print; exit }' "$scratch/out"
}
near() { # what, found, expected, relative tolerance
    awk -v a="$2" -v b="$3" -v t="$4" 'BEGIN { d = a - b; if (d < 0) d = -d; m = b < 0 ? -b : b
        exit !(a != "" && a != "None" && d <= t * m) }' || fail "$1: found '$2', expected $3"
}
energy() { # joules of one run, arguments behind the platform
    "$WATTFLEET" run "$platform" "$@" --quiet --format json | sed -n 's/^  "energy_j": *\([^,]*\),*$/\1/p'
}
dc=zone.datacentre.pue
edge=zone.edge.pue

# ---- both PUEs are drawn: 60 rounds against all epochs are close ----
set -- "$platform" "$centralised" "$federated" --label A=central --label B=fed --set server.rounds=60
run decide "$@" --factor $dc=1.05..1.6 --factor $edge=1..1.6 --points 256 --quiet --format json
want_status 0
want_out '^  "schema": ?"wattfleet.decide/1",$'
[ "$(value verdict)" = undecided ] || fail "verdict $(value verdict)"
[ "$(value draws)" = 128 ] || fail "draws $(value draws)"
# E(pue) is a line: two runs give it, and its crossing with the other deployment at the centre of the other PUE
one=$(energy $centralised --set $dc=1 --set $edge=1.3) two=$(energy $centralised --set $dc=2 --set $edge=1.3)
other=$(energy $federated --set server.rounds=60 --set $edge=1.3)
even=$(awk -v a="$one" -v b="$two" -v e="$other" 'BEGIN { printf "%.12g", 1 + (e - a) / (b - a) }')
near "break-even of the datacentre's PUE" "$(factor $dc break_even)" "$even" 1e-6
# the edge sends the data of the other one: both are lines of its PUE
one=$(energy $federated --set server.rounds=60 --set $edge=1) two=$(energy $federated --set server.rounds=60 --set $edge=2)
other=$(energy $centralised --set $dc=1.325 --set $edge=1) last=$(energy $centralised --set $dc=1.325 --set $edge=2)
even=$(awk -v a="$one" -v b="$two" -v c="$other" -v d="$last" 'BEGIN { printf "%.12g", 1 + (c - a) / (b - a - d + c) }')
near "break-even of the edge's PUE" "$(factor $edge break_even)" "$even" 1e-6
[ "$(factor $edge inside)" = "$(awk -v e="$even" 'BEGIN { print (e >= 1 && e <= 1.6) ? "true" : "false" }')" ] ||
    fail "inside: $(factor $edge inside), break-even $even"
awk -v a="$(factor $edge share)" -v b="$(factor $dc share)" 'BEGIN { exit !(a + b > 0.8 && a + b < 1.2 && a > 0.25 && b > 0.25) }' ||
    fail "shares of two factors of a ratio: $(factor $edge share), $(factor $dc share)"
[ "$(grep -c '"quantity": *"energy",' "$scratch/out")" = 12 ] || fail 'flips of energy'

# nothing else varies than the two PUEs: one number tells both sides apart
want_out '^      "split": *"(relative energy a sample|passes ratio x relative energy a sample)",$'
grep -q '"least": *"??"' "$scratch/out" && fail 'a leaf is open'

# the rule: passes x energy a sample over the limit is the ratio of each draw, here nearly that of the medians
median() { # member of the rule, or the ratio
    awk -v key="\"$1\": *{" '$0 ~ key { mine = 1 }
        mine && /"median"/ { gsub(/[^0-9.e+-]*/, "", $2); print $2; exit }' "$scratch/out"
}
near 'the rule' "$(awk -v p="$(median passes_ratio)" -v j="$(median sample_energy_ratio)" -v l="$(median limit)" \
    'BEGIN { printf "%.9g", p * j / l }')" "$(median ratio)" 0.01

# the worst corner: the winner's own PUE at its high end, the other's at its low end (the edge sends data for both)
[ "$(value winner)" = fed ] || fail "winner $(value winner)"
worst=$(energy $federated --set server.rounds=60 --set $edge=1.6) best=$(energy $centralised --set $dc=1.05 --set $edge=1.6)
near 'worst corner' "$(value corner_ratio)" "$(awk -v a="$best" -v b="$worst" 'BEGIN { printf "%.12g", a / b }')" 1e-9

# ---- whole rounds are solved between n and n + 1 ----
run decide "$@" --factor server.rounds=30..90 --factor $edge=1..1.6 --points 256 --quiet --format json
want_status 0
n=$(factor server.rounds break_even)
below=$(awk -v n="$n" 'BEGIN { print int(n) }')
at=$(energy $centralised --set $edge=1.3)
low=$(energy $federated --set server.rounds="$below" --set $edge=1.3)
high=$(energy $federated --set server.rounds=$((below + 1)) --set $edge=1.3)
even=$(awk -v n="$below" -v a="$at" -v l="$low" -v h="$high" 'BEGIN { printf "%.12g", n + (a - l) / (h - l) }')
near 'break-even rounds' "$n" "$even" 1e-6

# ---- verdicts ----
run decide "$@" --set server.rounds=2339 --factor $edge=1..1.6 --points 256 --quiet --format json
[ "$(value verdict) $(value winner) $(value probability)" = 'decided central 1' ] ||
    fail "verdict: $(value verdict), $(value winner), $(value probability)"
# a figure that is not assumed is not made wider: nothing is drawn twice
run decide "$@" --factor "$edge=1..1.6" --points 256 --quiet
want_status 0
want_out '^undecided: '
want_out 'Measure zone.edge.pue first: '
want_narrow

# where nothing is assumed nothing is drawn wider: the fitted intervals alone
cat >"$scratch/fitted.xml" <<'END'
<?xml version="1.0"?>
<study version="1">
  <platform file="PLATFORM"/>
  <deployment label="central" file="FILES/unet3d-kits19-centralised.xml"/>
  <deployment label="fed" file="FILES/unet3d-kits19-federated.xml"/>
  <set key="server.rounds" value="60"/>
  <factor key="zone.edge.pue" low="1.1" high="1.5" shape="normal" provenance="fitted"/>
  <design kind="sobol" points="192"/>
</study>
END
sed -i "s|PLATFORM|$PWD/$platform|; s|FILES|$PWD/deployments|" "$scratch/fitted.xml"
run decide "$scratch/fitted.xml" --quiet --format json --store "$scratch/fitted"
want_status 0
[ "$(value doubled_probability) $(value corner_ratio)" = 'null null' ] ||
    fail "nothing is assumed: $(value doubled_probability), $(value corner_ratio)"
[ -e "$scratch/fitted.wide" ] && fail 'nothing is assumed, and it was drawn wider'
sed 's|"fitted"|"assumed"|' "$scratch/fitted.xml" >"$scratch/assumed.xml"
low=$(median ratio) lowest=$(value probability)
run decide "$scratch/assumed.xml" --quiet --format json
[ "$(median ratio) $(value probability)" = "$low $lowest" ] || fail 'the draws of an assumed figure are those of a fitted one'
[ "$(value doubled_probability)" != null ] || fail 'what is assumed was not drawn wider'

# ---- what is assumed wider makes no verdict surer: the break-even is at 1.32, the centre at 1.45 ----
surer=1 rank=3
for half in 0.03 0.1 0.2 0.4; do
    run decide "$@" --factor "$edge=$(awk -v h=$half 'BEGIN { print 1.45 - h ".." 1.45 + h }')" --points 256 --quiet --format json
    probability=$(value probability)
    case $(value verdict) in decided) now=3 ;; likely) now=2 ;; undecided) now=1 ;; *) now=9 ;; esac
    awk -v a="$probability" -v b="$surer" 'BEGIN { exit !(a != "" && a <= b) }' || fail "+- $half: $probability after $surer"
    [ $half = 0.03 ] && awk '/"(doubled_)?ratio": *{/ { what = /doubled/ }
        /"(low|high)"/ && what != "" { gsub(/[^0-9.e+-]*/, "", $2); width[what] = $2 - width[what] }
        /"centre_ratio"/ { exit }
        END { times = width[1] / width[0]; exit !(times > 1.8 && times < 2.2) }' "$scratch/out" && widened=yes
    [ $now -le $rank ] || fail "+- $half: $(value verdict) after rank $rank"
    surer=$probability rank=$now
    trail="${trail:-}$now"
done
[ "${widened:-}" = yes ] || fail 'what is assumed twice as wide is not twice as wide'
[ "$trail" = 3321 ] || fail "verdicts: $trail"

# ---- pictures ----
if command -v gnuplot >/dev/null; then
    run decide "$@" --factor "$edge=1..1.6" --points 256 --quiet --picture "$scratch/d.svg"
    want_status 0
    for picture in ratio tornado; do
        grep -q '</svg>' "$scratch/d-$picture.svg" || fail "no picture $picture"
    done
fi

# ---- what could not be priced was not looked at, and nothing is sure of it ----
run decide platforms/fleets/phones.xml deployments/fleet-phones.xml deployments/fleet-phones.xml --label A=one \
    --label B=two --set server.rounds=3 --set two:server.round-overhead=1h --set server.active=20 \
    --set class.phone.count=2000000 --factor learner.speed-factor=0.9..1.1 --points 192 --quiet
want_status 0
want_out '^likely: one uses less energy'
want_out '^But 11 other ways to account for it could not be priced'

# ---- unequal terms are refused, with the terms, and nothing is drawn ----
run decide "$@" --set fed:server.evaluation-samples=7 --factor $edge=1..1.6 --points 256 --quiet --format json
want_status 0
[ "$(value verdict) $(value winner) $(value draws) $(value probability)" = 'unequal null 0 null' ] ||
    fail "unequal: $(value verdict), $(value winner), $(value draws), $(value probability)"
want_out '^      "term": *"evaluation",$'
run decide "$platform" $centralised --factor $dc=1.05..1.6 --quiet
want_status 2
want_err 'nothing to decide between'
finish
