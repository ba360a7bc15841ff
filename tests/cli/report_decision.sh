# `report` of a study: what `decide` says, and what its pictures show.
. tests/cli/lib.sh
platform=platforms/grenoble.xml
centralised=deployments/unet3d-kits19-centralised.xml
federated=deployments/unet3d-kits19-federated.xml
dc=zone.datacentre.pue
edge=zone.edge.pue
set -- $platform $centralised $federated --label A=central --label B=fed --set server.rounds=60 \
    --factor $dc=1.05..1.6 --factor $edge=1..1.6 --points 256 --quiet
page=$scratch/page.html
document() { # PAGE ID
    sed -n "/^<script type=\"application\/json\" id=\"$2\">\$/,/^<\/script>\$/p" "$1" |
        sed '1d; $d; s/\\u003c/</g'
}
text() { # PAGE
    sed -n '/^<pre class="text"/,/<\/pre>/p' "$1" |
        sed '1d; $d; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#39;/'"'"'/g; s/&amp;/\&/g'
}
energy() { # joules of one run, arguments behind the platform
    "$WATTFLEET" run "$platform" "$@" --quiet --format json | sed -n 's/^  "energy_j": *\([^,]*\),*$/\1/p'
}
near() { # what, found, expected, relative tolerance
    awk -v a="$2" -v b="$3" -v t="$4" 'BEGIN { d = a - b; if (d < 0) d = -d; exit !(a != "" && d <= t * b) }' ||
        fail "$1: found '$2', expected $3"
}
field() { # KEY FIELD: of a bar of the pictured document
    awk -v key="\"key\": *\"$1\"" -v field="\"$2\":" '$0 ~ key { mine = 1 }
        mine && index($0, field) { sub(/^[^:]*: */, ""); gsub(/[",]/, ""); print; exit }' "$scratch/pictured"
}

run report "$@" --output "$page"
want_status 0; want_no_out
run decide "$@" --format json
document "$page" decide | cmp -s - "$scratch/out" || fail 'the page has another JSON than decide'
winner=$(sed -n 's/^  "winner": *"\(.*\)",$/\1/p' "$scratch/out")
median=$(awk '/^  "ratio":/ { on = 1 } on && /"median"/ { gsub(/[^0-9.e+-]/, "", $2); print $2; exit }' "$scratch/out")
run decide "$@"
text "$page" | cmp -s - "$scratch/out" || fail 'the page has another text than decide'
grep -q '^<h1>undecided: [a-z]* uses less energy, in ' "$page" || fail 'the verdict is the heading'
grep -q "^<p>Energy of [a-z]* / $winner: [0-9.]* (median), " "$page" || fail 'the ratio below it'
grep -qxF "wattfleet decide --format json --label A=central --label B=fed --set server.rounds=60 --factor $dc=1.05..1.6 --factor $edge=1..1.6 --points 256 --quiet $platform $centralised $federated" \
    "$page" || fail 'the command that makes the JSON'

# ---- what the pictures show ----
document "$page" pictured >"$scratch/pictured"
# the ratio of each draw, sorted, and their median
awk '/"ratios":/ { on = 1; next } on && /\]/ { exit } on { gsub(/[ ,]/, ""); print }' "$scratch/pictured" >"$scratch/ratios"
[ "$(wc -l <"$scratch/ratios")" = 128 ] || fail "$(wc -l <"$scratch/ratios") ratios, expected 128"
sort -g -c "$scratch/ratios" || fail 'ratios are not sorted'
near 'median of the ratios' "$(sed -n '64p; 65p' "$scratch/ratios" | awk '{ sum += $1 } END { printf "%.12g", sum / 2 }')" \
    "$median" 1e-9
# PUEs of --factor are assumed: twice as wide there are as many draws, and they reach further
awk '/"doubled_ratios":/ { on = 1; next } on && /\]/ { exit } on { gsub(/[ ,]/, ""); print }' "$scratch/pictured" >"$scratch/wide"
[ "$(wc -l <"$scratch/wide")" = 128 ] || fail "$(wc -l <"$scratch/wide") wider ratios, expected 128"
awk 'FNR == 1 { first[++file] = $1 } { last[file] = $1 }
    END { exit !(first[2] < first[1] && last[2] > last[1]) }' "$scratch/ratios" "$scratch/wide" || fail 'no wider'
# a bar: the other PUE at its centre
[ "$winner" = fed ] || fail "winner $winner"
for end in low:1 high:1.6; do
    loser=$(energy $centralised --set $dc=1.325 --set $edge="${end#*:}")
    least=$(energy $federated --set server.rounds=60 --set $edge="${end#*:}")
    near "ratio at the ${end%:*} end" "$(field $edge "${end%:*}")" \
        "$(awk -v a="$loser" -v b="$least" 'BEGIN { printf "%.15g", a / b }')" 1e-9
done
[ "$(field $edge low_text) $(field $edge high_text)" = '1 1.6' ] || fail 'the ends as they are shown'
even=$(grep "^$edge " "$scratch/out" | awk '{ print $8 }')
case $(field $edge even_text) in
"${even%,}") ;;
*) fail "same at $(field $edge even_text), the text has $even" ;;
esac

# ---- a study; unequal terms ----
cat >"$scratch/study.xml" <<X
<study version="1"><platform file="$PWD/$platform"/>
<deployment label="central" file="$PWD/$centralised"/><deployment label="fed" file="$PWD/$federated"/>
<factor key="$edge" low="1" high="1.6" source="a test &lt;/script&gt;"/><design kind="sobol" points="256"/></study>
X
run report "$scratch/study.xml" --quiet --store "$scratch/store.sqlite" -o "$page"
want_status 0
grep -q "<th scope=\"row\">$scratch/study.xml</th><td>$(wc -c <"$scratch/study.xml")</td>" "$page" || fail 'the study is an input'
[ "$(grep -c '<th scope="row">.*grenoble.xml</th>' "$page")" = 1 ] || fail 'the platform is an input, once'
document "$page" decide | grep -q '"source": "a test <\\*/script>"' || fail 'the source of a factor'
run report "$@" --set fed:server.evaluation-samples=7 -o "$page"
want_status 0
grep -q '<h1>unequal: these do not do the same work' "$page" || fail 'unequal terms are the heading'
[ "$(document "$page" pictured | wc -l)" = 0 ] || fail 'nothing was drawn'
run report $platform $centralised --points 64
want_status 2; want_err 'nothing to decide between'
finish
