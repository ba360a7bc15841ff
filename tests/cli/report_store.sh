# `report --store`: how the points of a sweep are spread, from the store alone.
. tests/cli/lib.sh
page=$scratch/page.html
store=$scratch/sweep.sqlite
set -- platforms/grenoble.xml deployments/unet3d-kits19-centralised.xml deployments/unet3d-kits19-federated.xml \
    --label A=central --label B=fed --set server.rounds=60 \
    --factor zone.datacentre.pue=1.05..1.6 --factor zone.edge.pue=1..1.6 --quiet
document() { # PAGE ID
    sed -n "/^<script type=\"application\/json\" id=\"$2\">\$/,/^<\/script>\$/p" "$1" |
        sed '1d; $d; s/\\u003c/</g'
}
text() { # PAGE
    sed -n '/^<pre class="text"/,/<\/pre>/p' "$1" |
        sed '1d; $d; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#39;/'"'"'/g; s/&amp;/\&/g'
}
without() { # the JSON of a sweep without what only its run knows: the lists of not_varied and effort
    awk '/^  "(not_varied|effort)":/ { if (/null,$/) next; skip = 1; next }
        skip && /^  [\]}],?$/ { skip = 0; next } !skip'
}
run sweep "$@" --points 40 --store "$store" --format json
want_status 0
without <"$scratch/out" >"$scratch/expected"
[ -s "$scratch/expected" ] || fail 'no JSON'
run report --store "$store" --output "$page"
want_status 0; want_no_out
document "$page" sweep | without | cmp -s - "$scratch/expected" || fail 'the page has another JSON than sweep'
document "$page" sweep | grep -q '^  "effort": *null,$' || fail 'the effort is that of another run'
run sweep "$@" --points 40 --store "$store"
text "$page" | cmp -s - "$scratch/out" || fail 'the page has another text than sweep'
grep -q '^<h1>40 points of a design lhs over 2 factors: 40 done</h1>$' "$page" || fail 'what it holds is the heading'
grep -q "<th scope=\"row\">$store</th><td>$(wc -c <"$store")</td>" "$page" || fail 'the store is an input'
grep -q '<th scope="row">platforms/grenoble.xml</th>' "$page" || fail 'what its sweep read is listed'
grep -qxF "wattfleet report --store $store --output $page" "$page" || fail 'the command'
! grep -q '^wattfleet .* --format json' "$page" || fail 'no other command prints it'

# the values behind the spreads: a PUE is a factor of most joules, so that points differ
document "$page" spread >"$scratch/spread"
awk '/"energy_j"/ { on = 1 } on && /"central"/ { mine = 1; next } mine && /\]/ { exit }
    mine { gsub(/[ ,]/, ""); print }' "$scratch/spread" >"$scratch/values"
[ "$(wc -l <"$scratch/values")" = 40 ] || fail "$(wc -l <"$scratch/values") values, expected 40"
sort -g -c "$scratch/values" || fail 'values are not sorted'
median=$(awk '/^    "central":/ { on = 1 } on && /"energy_j"/ { mine = 1 }
    mine && /"median"/ { gsub(/[^0-9.e+-]/, "", $2); print $2; exit }' "$scratch/expected")
awk -v m="$median" 'NR == 20 || NR == 21 { sum += $1 } END { d = sum / 2 / m - 1; exit !(d < 1e-9 && d > -1e-9) }' \
    "$scratch/values" || fail "median $median is not that of the values"
[ "$(grep -c '^      "fed":' "$scratch/spread")" = 6 ] || fail 'three results and three ratios of the second deployment'
[ "$(grep -c '^      "central":' "$scratch/spread")" = 3 ] || fail 'the first has no ratio to itself'

# a store that keeps results under choices of accounting, too
run decide "$@" --points 256 --store "$scratch/decision.sqlite"
want_status 0
run report --store "$scratch/decision.sqlite" -o "$page"
want_status 0
grep -q '^<h1>256 points of a design sobol over 2 factors: 256 done</h1>$' "$page" || fail 'factors of a decision'
document "$page" spread | grep -q '^      "central":' || fail 'deployments of a decision'

# ---- mistakes ----
run report --store "$scratch/none.sqlite" -o "$scratch/none.html"
[ "$status" -ne 0 ] && [ ! -e "$scratch/none.html" ] && [ ! -e "$scratch/none.sqlite" ] || fail 'a store that is not there'
run report
want_status 2; want_err 'expected: wattfleet report STUDY | PLATFORM DEPLOYMENT.. | --store FILE'
run report --points 40
want_status 2; want_err 'expected: wattfleet report'
run report --store "$store" -o "$store"
want_status 2; want_err 'would overwrite'
finish
