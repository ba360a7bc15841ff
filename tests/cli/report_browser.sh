# Pages of `report` in a browser: no error, every picture with its text, no wider than a phone, and
# the tables hold the numbers of the text. Skipped (77) where there is no browser.
. tests/cli/lib.sh
browser=
for name in chromium-headless-shell chromium chromium-browser google-chrome; do
    if [ -z "$browser" ] && command -v "$name" >/dev/null; then browser=$name; fi
done
[ -n "$browser" ] || { echo 'skipped: no chromium-headless-shell, chromium or google-chrome'; exit 77; }
case $browser in
*shell) least=390 ;;
*) least=500 ;; # its windows are no narrower
esac

# The page after its scripts have run, in $scratch/dom; what they print in $scratch/log.
load() { # PAGE WIDTH
    timeout 120 "$browser" --headless --no-sandbox --disable-gpu --window-size="$2,900" \
        --user-data-dir="$scratch/profile" --enable-logging=stderr --virtual-time-budget=3000 \
        --dump-dom "file://$1" >"$scratch/dom" 2>"$scratch/log" || fail "$browser: status $?"
    ! grep -E 'CONSOLE|Uncaught' "$scratch/log" || fail "the console is not silent at $2 pixels"
    ! grep -q '<html[^>]* data-error=' "$scratch/dom" || fail 'a script failed'
}
# An attribute of the root element: what the page says of itself.
said() {
    sed -n "s/^.*<html[^>]* data-$1=\"\([0-9]*\)\".*/\1/p" "$scratch/dom" | head -n 1
}
count() { # REGEX: how often in the DOM
    grep -oE -- "$1" "$scratch/dom" | wc -l
}
want_page() { # PAGE CHARTS
    for width in $least 1280; do
        load "$1" "$width"
        [ "$(said charts)" = "$2" ] || fail "'$(said charts)' charts, expected $2"
        [ "$(said width)" -le "$(said window)" ] || fail "$(said width) pixels wide in a window of $(said window)"
        [ "$(count '<svg[^>]* role="img" aria-label="[^"]{20,}')" = "$2" ] || fail 'a picture without its text'
        [ "$(count '<h1')" = 1 ] || fail 'one h1'
        [ "$(count '<(th|td)[^>]*>(undefined|NaN|null)<')" = 0 ] || fail 'a cell without a value'
        [ "$(count 'class="scroll"')" = "$(count 'class="scroll" role="region" tabindex="0" aria-label="[^"]+"')" ] ||
            fail 'a table that a keyboard cannot scroll'
    done
}
# What people see when the page is opened: no scripts, not the text form, no titles.
seen() {
    awk '
    { whole = whole $0 "\n" }
    function cut(from, to,   at, rest, end) {
        while ((at = index(whole, from)) > 0) {
            rest = substr(whole, at)
            end = index(rest, to)
            whole = substr(whole, 1, at - 1) substr(rest, end + length(to))
        }
    }
    END {
        cut("<script", "</script>"); cut("<style", "</style>"); cut("<pre class=\"text\"", "</pre>")
        gsub(/<[^>]*>/, "\n", whole); gsub(/&lt;/, "<", whole); gsub(/&gt;/, ">", whole)
        gsub(/&nbsp;/, " ", whole); gsub(/&amp;/, "\\&", whole)
        print whole
    }' "$scratch/dom"
}
# The cells of the tables of a text that hold a number, between two blanks and two: "24 min 33 s", "> 1000 times".
want_cells() { # FILE FROM TO: from the first line that matches to the next that does
    seen >"$scratch/seen"
    awk -v from="$2" -v to="$3" '$0 ~ from { on = 1; next } on && $0 ~ to { on = 0 } on && NF' "$1" |
        sed 's/^  *//; s/   */\n/g' | grep '[0-9]' | grep -v '^-*$' | sort -u >"$scratch/cells"
    [ "$(wc -l <"$scratch/cells")" -ge 10 ] || fail "few cells in the text: $(cat "$scratch/cells")"
    while read -r cell; do
        grep -qxF -- "$cell" "$scratch/seen" || fail "no table holds '$cell'"
    done <"$scratch/cells"
}

set -- platforms/grenoble.xml deployments/unet3d-kits19-centralised.xml deployments/unet3d-kits19-federated.xml
run report "$@" -o "$scratch/page.html"
want_status 0
want_page "$scratch/page.html" 6
run compare "$@"
want_cells "$scratch/out" '^---' '^(Why|Least|Not on)'

# kinds and phases, as amounts and as shares, a power of each, and from three on the frontier; more than five
# deployments stand one below the other
set -- "$@" deployments/unet3d-kits19-hierarchical.xml --set B:server.rounds=20 --set C:server.rounds=20
run report "$@" -o "$scratch/three.html"
want_status 0
want_page "$scratch/three.html" 8
run compare "$@"
want_cells "$scratch/out" '^---' '^(Why|Least|Not on)'
one=deployments/jetson-fedavg.xml
run report platforms/jetson-cluster.xml $one $one $one $one $one $one --set server.rounds=2 -o "$scratch/six.html"
want_status 0
want_page "$scratch/six.html" 11

run report platforms/jetson-cluster.xml $one --set server.rounds=2 -o "$scratch/run.html"
want_status 0
want_page "$scratch/run.html" 5

# a decision: the ratio, the tornado, the shares, the plane of two factors, the ways to account; one that draws nothing has none
set -- platforms/grenoble.xml deployments/unet3d-kits19-centralised.xml deployments/unet3d-kits19-federated.xml \
    --set server.rounds=60 --factor zone.datacentre.pue=1.05..1.6 --factor zone.edge.pue=1..1.6 --points 256
run report "$@" -o "$scratch/decision.html"
want_status 0
want_page "$scratch/decision.html" 5
run decide "$@"
want_cells "$scratch/out" '^Side by side' '^$'
for part in 'How sure it is' 'What decides' 'The rule' 'Who uses less, and where' 'What would flip it'; do
    grep -qxF "$part" "$scratch/seen" || fail "no part '$part'"
done
run report "$@" --set B:server.evaluation-samples=7 -o "$scratch/unequal.html"
want_status 0
want_page "$scratch/unequal.html" 0
seen | grep -qxF evaluation || fail 'the term that differs'

# a store: time, energy, carbon, and their ratios; points that are all alike
run sweep "$@" --points 20 --store "$scratch/sweep.sqlite" --quiet
run report --store "$scratch/sweep.sqlite" -o "$scratch/store.html"
want_status 0
want_page "$scratch/store.html" 6
run sweep "$@" --points 20 --store "$scratch/sweep.sqlite" --quiet
want_cells "$scratch/out" '^---' '^$'
run sweep platforms/jetson-cluster.xml deployments/jetson-fedavg.xml --factor server.rounds=2..3 --points 2 --quiet \
    --store "$scratch/one.sqlite"
run report --store "$scratch/one.sqlite" -o "$scratch/one.html"
want_status 0
want_page "$scratch/one.html" 3

# names that look like markup are text
odd="$scratch/<b></script>&.xml"
mkdir -p "${odd%/*}"
sed "s#workloads/#$PWD/deployments/workloads/#" $one >"$odd"
run report platforms/jetson-cluster.xml $one "$odd" --set server.rounds=1 -o "$scratch/odd.html"
want_status 0
want_page "$scratch/odd.html" 6
grep -q '<td>[^<]*&lt;b&gt;&lt;/script&gt;&amp;.xml</td>' "$scratch/dom" || fail 'the name is not shown as it is'
finish
