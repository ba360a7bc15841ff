#!/bin/sh
# lint.circles: no file depends on itself through other files. Two graphs are checked:
#   headers  a header includes another one;
#   symbols  the object of a file uses a function or a variable that the object of another defines.
# The second sees what headers hide: a header may declare what several files define.
#   circles.sh BUILD [SRC]    BUILD holds libwf_*.a and the objects of cli/
set -u
LC_ALL=C
export LC_ALL
build=$1
src=${2:-src}
bad=0

# Reads edges "FROM TO REASON"; prints those that are part of a circle, one pair a line. Files
# without an edge out or in are removed until none is left; what remains is closed transitively.
circles() {
    awk '
    $1 != $2 { reason[$1, $2] = reason[$1, $2] " " $3; node[$1] = node[$2] = 1 }
    END {
        do {
            removed = 0
            split("", from); split("", to)
            for (edge in reason) { split(edge, end, SUBSEP); from[end[1]] = to[end[2]] = 1 }
            for (n in node)
                if (!(n in from) || !(n in to)) { delete node[n]; removed = 1 }
            for (edge in reason) {
                split(edge, end, SUBSEP)
                if (!(end[1] in node) || !(end[2] in node)) delete reason[edge]
            }
        } while (removed)
        for (edge in reason) reach[edge] = 1
        for (k in node) for (i in node) if ((i, k) in reach)
            for (j in node) if ((k, j) in reach) reach[i, j] = 1
        for (edge in reason) {
            split(edge, end, SUBSEP)
            if ((end[2], end[1]) in reach) print "  " end[1] " -> " end[2] ":" reason[edge]
        }
    }' | sort
}

tell() {
    [ -z "$2" ] || { printf '%s, these edges are part of one:\n%s\n' "$1" "$2"; bad=1; }
}

tell 'circles of headers' "$(
    cd "$src" && find . -name '*.h' | sed 's,^\./,,' | sort | while read -r header; do
        sed -n "s,^#include \"\(.*\)\".*,$header \1 includes,p" "$header"
    done | circles)"

objects=$(find "$build" -path '*/wattfleet.dir/src/cli/*.o' | sort)
[ -n "$objects" ] || { echo "no objects of cli/ below '$build': build first"; exit 1; }
# only libraries of folders that are there: a build may hold older ones
libraries=$(for folder in "$src"/*/; do ls "$build/libwf_$(basename "$folder").a" 2>/dev/null; done)
# shellcheck disable=SC2086
nm -A -g $libraries $objects >"${TMPDIR:-/tmp}/wf-circles.$$" || exit 1
tell 'circles of files' "$(
    awk 'NF == 3 {
        file = $1
        sub(/:[0-9a-f]*$/, "", file)
        sub(/^.*\/libwf_/, "", file); sub(/\.a:/, "/", file)
        sub(/^.*\/src\//, "", file); sub(/\.c\.o$/, "", file)
        if ($2 == "U") uses[file, $3] = 1
        else defined[$3] = file
    }
    END {
        for (use in uses) {
            split(use, part, SUBSEP)
            if (part[2] in defined) print part[1] " " defined[part[2]] " " part[2]
        }
    }' "${TMPDIR:-/tmp}/wf-circles.$$" | sort | circles)"
rm -f "${TMPDIR:-/tmp}/wf-circles.$$"
exit $bad
