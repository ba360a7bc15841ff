#!/bin/sh
# lint.layers: the folders of src/ form a graph; a file includes only its own folder or one below it.
# Some headers of libraries, and some calls, stand in one folder only.
#   layers.sh [SRC]
set -u
src=${1:-src}
graph_file=$0
bad=0
report() {
    [ -z "$2" ] || { printf '%s:\n%s\n' "$1" "$2"; bad=1; }
}

# A row a folder: its name, then the folders directly below it. Below is transitive.
graph='
base
statistics base
model     base
file      base
prop      file model
platform  prop
fleet     platform
workload  prop statistics
scenario  fleet workload
account   scenario
job       account
engine    job
output    account
trace     model file
fit       trace statistics
study     output fit engine fleet
sweep     study statistics
decision  sweep
optimum   sweep
page      base
cli       decision optimum page
'

allowed=$(printf '%s\n' "$graph" | awk '
NF { folders[++count] = $1; for (i = 2; i <= NF; i++) below[$1, $i] = 1 }
END { # closure: rows stand in an order in which what is below comes first
    for (k = 1; k <= count; k++)
        for (i = 1; i <= count; i++)
            for (j = 1; j <= count; j++)
                if (below[folders[i], folders[k]] && below[folders[k], folders[j]])
                    below[folders[i], folders[j]] = 1
    for (i = 1; i <= count; i++) {
        line = folders[i] " " folders[i]
        for (j = 1; j <= count; j++)
            if (below[folders[i], folders[j]])
                line = line " " folders[j]
        print line
    }
}')

cd "$src" || exit 1
for folder in */; do
    name=$(basename "$folder")
    row=$(printf '%s\n' "$allowed" | grep "^$name ")
    [ -n "$row" ] || { echo "$src/$folder is not in the graph of $graph_file"; bad=1; continue; }
    pattern=$(echo "$row" | tr ' ' '|')
    report "$name/ includes what is not below it" \
        "$(grep -rnE '#include "' "$folder" | grep -vE "#include \"($pattern)/")"
done

report 'libxml2 outside file/xml.c' "$(grep -rnE '#include <libxml' . | grep -v '^./file/xml.c:')"
report 'SQLite outside sweep/' "$(grep -rn '#include <sqlite3' . | grep -v '^./sweep/')"
report 'xxHash outside file/content.c' "$(grep -rn '#include <xxhash' . | grep -v '^./file/content.c:')"
report 'NLopt outside optimum/' "$(grep -rn '#include <nlopt' . | grep -v '^./optimum/')"
report 'SimGrid outside engine/' "$(grep -rnE '#include <(simgrid|xbt)/' . | grep -v '^./engine/')"
report 'printing outside cli/' \
    "$(grep -rnE '(^|[^a-z_])(printf|puts|putchar|perror) *\(|[^a-z_"](stdout|stderr)[,)]' . \
        --include=*.c | grep -vE '^./(cli/|base/err.c:)|:[0-9]+: *(/?[*]|//)')"
report 'exit outside cli/' \
    "$(grep -rnE '[^_a-z]exit *\(' . --include=*.c | grep -vE '^./(cli/|base/err.c:)')"
report 'a locale is set' "$(grep -rn 'setlocale' .)"
exit $bad
