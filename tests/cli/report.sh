# `report`: one HTML file that needs nothing else, with all that the text and the JSON hold.
. tests/cli/lib.sh
set -- platforms/grenoble.xml deployments/unet3d-kits19-centralised.xml \
    deployments/unet3d-kits19-federated.xml --set B:server.rounds=40
page=$scratch/page.html

# Print the document ID of a page as it was before it was put into HTML.
document() { # PAGE ID
    sed -n "/^<script type=\"application\/json\" id=\"$2\">\$/,/^<\/script>\$/p" "$1" |
        sed '1d; $d; s/\\u003c/</g'
}
# Print the text of the page.
text() { # PAGE
    sed -n '/^<pre class="text"/,/<\/pre>/p' "$1" |
        sed '1d; $d; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#39;/'"'"'/g; s/&amp;/\&/g'
}

# ---- a comparison ----
run report "$@" --output "$page"
want_status 0; want_no_out
[ "$(wc -c <"$page")" -lt 3000000 ] || fail 'the page is larger than 3 MB'
run compare "$@" --format json
document "$page" compare | cmp -s - "$scratch/out" || fail 'the page has another JSON than compare'
run compare "$@"
text "$page" | cmp -s - "$scratch/out" || fail 'the page has another text than compare'
head -n 1 "$scratch/out" >"$scratch/verdict"
grep -qF "<h1>$(cat "$scratch/verdict")</h1>" "$page" || fail 'the verdict is the heading'
grep -qxF "wattfleet report $* --output $page" "$page" || fail 'the command that makes the page'
grep -qxF "wattfleet compare --format json --set B:server.rounds=40 $1 $2 $3" "$page" || fail 'the command that makes the JSON'
for file in "$1" "$2" "$3" deployments/workloads/unet3d-kits19.xml; do
    grep -q "<th scope=\"row\">$file</th><td>$(wc -c <"$file")</td>" "$page" || fail "$file is not listed"
done
# every figure, with what check says of it
document "$page" figures >"$scratch/figures"
for key in server.rounds trainer.epochs zone.edge.pue zone.datacentre.pue; do
    grep -q "\"key\": \"$key\"" "$scratch/figures" || fail "no figure $key"
done
grep -A 7 '"key": "zone.edge.pue"' "$scratch/figures" | tr -d ' \n' |
    grep -qF '"value":1,"unit":"","provenance":"assumed","low":1,"high":1.6,"file":"platforms' ||
    fail 'value, word, interval and place of zone.edge.pue'
# power over time integrates to the energy of hosts, by kind
document "$page" power >"$scratch/power"
awk '
/"step_s":/ { gsub(/[^0-9.e+-]/, "", $2); step = $2 } /"end_s":/ { gsub(/[^0-9.e+-]/, "", $2); end = $2 }
/\[ *$/ { name = $1; gsub(/[":]/, "", name); count = 0; next }
/^ *[0-9.e+-]+,?$/ { gsub(/[ ,]/, ""); watts[++count] = $1 }
/\]/ && count { sum = 0; for (i = 1; i < count; i++) sum += watts[i] * step
    printf "%s %.12g\n", name, sum + watts[count] * (end - (count - 1) * step); count = 0 }' "$scratch/power" >"$scratch/joules"
document "$page" compare | awk '/"energy_by_kind_j"/ { on = 1; next } /}/ { on = 0 }
    on { gsub(/[",:]/, ""); if ($1 != "network" && $2 > 0) print $1, $2 }' >"$scratch/kinds"
[ "$(wc -l <"$scratch/joules")" = 4 ] || fail "power of 4 kinds: $(cat "$scratch/joules")"
sort "$scratch/kinds" >"$scratch/sorted"
sort "$scratch/joules" | paste -d ' ' - "$scratch/sorted" |
    awk '{ d = $2 / $4 - 1; if ($1 != $3 || d > 1e-9 || d < -1e-9) exit 1 }' ||
    fail "power is not the energy: $(cat "$scratch/joules" "$scratch/sorted")"
run report "$@" --output "$scratch/again.html"
sed "s,again.html,page.html," "$scratch/again.html" | cmp -s - "$page" || fail 'the same bytes again'
# nothing is fetched: neither page nor scripts of ours name a file (the lines of the library are long)
awk 'length($0) < 5000' "$page" >"$scratch/short"
! grep -oiE '(src|href|action|srcset|poster)="[^#"][^"]*"|@import|url\(|fetch\(|XMLHttpRequest' "$scratch/short" |
    grep . || fail 'the page names another file'
grep -q "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\"" "$page" ||
    fail 'a policy without network'

# ---- a run; without --output on stdout ----
run report platforms/jetson-cluster.xml deployments/jetson-fedavg.xml --set server.rounds=2 --seed 7 --jobs 2
want_status 0
cp "$scratch/out" "$scratch/run.html"
run run platforms/jetson-cluster.xml deployments/jetson-fedavg.xml --set server.rounds=2 --seed 7 --format json
document "$scratch/run.html" run | cmp -s - "$scratch/out" || fail 'the page has another JSON than run'
run run platforms/jetson-cluster.xml deployments/jetson-fedavg.xml --set server.rounds=2 --seed 7
text "$scratch/run.html" | cmp -s - "$scratch/out" || fail 'the page has another text than run'
grep -qxF 'wattfleet run --format json --set server.rounds=2 --seed 7 platforms/jetson-cluster.xml deployments/jetson-fedavg.xml' \
    "$scratch/run.html" || fail 'the command of a run'

# ---- names stay text, commands stay words ----
odd="$scratch/a & b/it's <b> </script>.xml"
mkdir -p "${odd%/*}"
sed "s#workloads/#$PWD/deployments/workloads/#" deployments/jetson-fedavg.xml >"$odd"
run report platforms/jetson-cluster.xml "$odd" "$odd" --label=B=b --set server.rounds=1 --jobs 1 -o "$scratch/odd.html"
want_status 0
[ "$(grep -o '</script>' "$scratch/odd.html" | wc -l)" = "$(grep -c '^<script' "$scratch/odd.html")" ] ||
    fail 'a name ends a script'
! grep -q '<b>' "$scratch/odd.html" || fail 'a name is markup'
# the commands give the page again
grep '^wattfleet compare ' "$scratch/odd.html" |
    sed 's/&lt;/</g; s/&gt;/>/g; s/&#39;/'"'"'/g; s/&amp;/\&/g; s/^wattfleet/"$WATTFLEET"/' >"$scratch/again.sh"
export WATTFLEET
sh "$scratch/again.sh" >"$scratch/again.json" 2>/dev/null || fail "the command fails: $(cat "$scratch/again.sh")"
document "$scratch/odd.html" compare | cmp -s - "$scratch/again.json" || fail 'the command gives another JSON'
# behind -- an argument may begin with '-'
cp "$odd" "$scratch/-x.xml"
program=$(realpath "$WATTFLEET")
(cd "$scratch" && "$program" report --set server.rounds=1 -o dash.html --quiet -- "$OLDPWD/platforms/jetson-cluster.xml" -x.xml) ||
    fail 'an argument behind --'
grep -qxF "wattfleet run --format json --set server.rounds=1 --quiet -- $PWD/platforms/jetson-cluster.xml -x.xml" \
    "$scratch/dash.html" || fail "the command of it: $(grep '^wattfleet run' "$scratch/dash.html")"

# ---- mistakes ----
cp platforms/jetson-cluster.xml "$scratch/platform.xml"
run report "$scratch/platform.xml" deployments/jetson-fedavg.xml -o "$scratch/platform.xml"
want_status 2; want_err 'would overwrite'
run report platforms/jetson-cluster.xml
want_status 2; want_err 'is no study'
run report platforms/jetson-cluster.xml deployments/none.xml -o "$scratch/none.html"
want_status 5; [ ! -e "$scratch/none.html" ] || fail 'a page without a result'

# ---- HTML ----
if command -v xmllint >/dev/null; then
    for html in "$page" "$scratch/run.html" "$scratch/odd.html"; do
        # libxml2 knows the elements of HTML 4 only
        ! xmllint --html --noout "$html" 2>&1 | grep ': HTML parser error' |
            grep -vE 'Tag (header|main|section|footer|figure|figcaption|details|summary|svg) invalid' ||
            fail "$html is not well-formed"
    done
fi
finish
