#!/bin/sh
# lint.words: phrases that a reader new to the project stumbles over do not stand in sources and
# documents. A short list of clear cases, each with what to write instead; CONTRIBUTING.md has the
# rule behind it. A phrase is found across line ends, in comments, strings and plain text.
#   words.sh [FILE-OR-FOLDER..]
set -u
[ $# -gt 0 ] || set -- src docs calibration README.md CHANGELOG.md

phrases='
is told of|is reported (or: is passed)
are told|are reported (or: is printed)
nobody is told|is not reported
can be told|can be set
idle prop|prop without effect
come who may|even if none is available
on duty from here|on duty from now on
nobody is on duty|no host is on duty
is free from here on|can be reused after this line
the first to come|the first that becomes available (or: that arrives)
in the midst of|during
this date may run|can run at the same simulated time
each to the next and back|both directions of each pair
stands for all|is the same for all
where there are none|if there are none
'

found=$(find "$@" -name '*.[ch]' -o -name '*.md' | LC_ALL=C sort | xargs awk -v phrases="$phrases" '
function search(   i, from, at, n) {
    for (i = 1; i <= count; i++) {
        from = 1
        while ((at = index(substr(text, from), phrase[i])) > 0) {
            from += at
            for (n = lines; n > 1 && start[n] > from - 1; n--)
                ;
            printf "%s:%d: '\''%s'\'': write: %s\n", name, n, phrase[i], instead[i]
        }
    }
}
BEGIN {
    rows = split(phrases, row, "\n")
    for (r = 1; r <= rows; r++)
        if (split(row[r], part, "|") == 2) { phrase[++count] = part[1]; instead[count] = part[2] }
}
FNR == 1 { if (name) search(); name = FILENAME; text = " "; lines = 0 }
{
    line = tolower($0)
    sub(/^[ \t]*(\/\*+|\*+\/?|\/\/+|>|[-*] )?[ \t]*/, "", line)
    gsub(/"/, "", line)
    gsub(/[ \t]+/, " ", line)
    sub(/ $/, "", line)
    start[++lines] = length(text) + 1
    text = text line " "
}
END { if (name) search() }')
[ -z "$found" ] || { printf '%s\n' "$found"; exit 1; }
