#!/bin/sh
# lint.page: what a page of `report` is made of. The library has the hashes that its README states;
# nothing of a page ends a script or names another file; text never becomes markup; lines are at most
# 100 columns; colours of text stand out from what is behind them by 4.5 (WCAG 2, AA), in each scheme.
#   page.sh [FOLDER]
set -u
folder=${1:-src/page}
bad=0
report() {
    [ -z "$2" ] || { printf '%s:\n%s\n' "$1" "$2"; bad=1; }
}
cd "$folder" || exit 1
ours=$(find . -name '*.html' -o -name '*.css' -o -path './script/*.js' | LC_ALL=C sort)

# shellcheck disable=SC2016
hashes=$(sed -n 's/^| `\([a-z0-9.]*\.js\)`.*| `\([0-9a-f]\{64\}\)` |$/\2  library\/\1/p' library/README.md)
[ -n "$hashes" ] || { echo 'library/README.md states no hash'; bad=1; }
report 'another file than library/README.md states' "$(printf '%s\n' "$hashes" | sha256sum -c --quiet 2>&1)"
for file in library/*.js; do
    printf '%s\n' "$hashes" | grep -q "  $file\$" || { echo "library/README.md does not list $file"; bad=1; }
done
report 'ends a script' "$(grep -noiE '</script|<!--' library/*.js script/*.js)"
# shellcheck disable=SC2086
report 'names another file, or the network' \
    "$(grep -nE 'https?:|@import|url\(|fetch\(|XMLHttpRequest|import\(|(src|href)="[^#]' $ours)"
report 'makes markup or code of text' \
    "$(grep -nE 'innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function' script/*.js)"
# shellcheck disable=SC2086
report 'wider than 100 columns' "$(awk 'length($0) > 100 { print FILENAME ":" FNR }' $ours)"
if command -v node >/dev/null; then
    for file in script/*.js; do
        report 'no JavaScript' "$(node --check "$file" 2>&1)"
    done
fi

# Colours are variables of :root; those of a scheme replace those before it.
report 'too little contrast' "$(awk '
function channel(hex,   value) {
    value = (16 * (index(digits, substr(hex, 1, 1)) - 1) + index(digits, substr(hex, 2, 1)) - 1) / 255
    return value <= 0.04045 ? value / 12.92 : exp(2.4 * log((value + 0.055) / 1.055))
}
function luminance(colour) {
    return 0.2126 * channel(substr(colour, 2, 2)) + 0.7152 * channel(substr(colour, 4, 2)) + \
        0.0722 * channel(substr(colour, 6, 2))
}
function check(scheme, front, back,   a, b, ratio) {
    a = luminance(colour[front]); b = luminance(colour[back])
    ratio = a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05)
    if (!(colour[front] && colour[back]) || ratio < 4.5)
        printf "%s: %s on %s: %.2f\n", scheme, front, back, ratio
}
function check_all(scheme,   i, j) {
    for (i = 1; i <= 3; i++)
        for (j = 1; j <= 2; j++)
            check(scheme, fronts[i], backs[j])
    schemes++
}
BEGIN {
    digits = "0123456789abcdef"
    split("ink soft link", fronts, " "); split("paper wash", backs, " ")
    scheme = "light"
}
/^@media/ { scheme = $0 }
/:root \{/ { open = 1 }
open && /--[a-z]*: #/ { name = $1; gsub(/[-:]/, "", name); value = $2; sub(/;/, "", value); colour[name] = value }
open && /}/ { check_all(scheme); open = 0 }
END { if (schemes < 3) print "not light, dark and paper: " schemes + 0 }' page.css)"
exit $bad
