#!/bin/sh
# lint.layers: the folders of src/ form a graph; a file includes only its own folder or one below it.
# Some headers of libraries, and some calls, stand in one folder only.
set -u
bad=0
tell() {
    [ -z "$2" ] || { printf '%s:\n%s\n' "$1" "$2"; bad=1; }
}

# A row a folder: its name, then the folders directly below it. Below is transitive.
graph='
base
model     base
file      base
prop      file model
platform  prop
workload  prop
scenario  platform workload
account   scenario
job       account
engine    job
output    engine
trace     model
fit       trace
study     output fit
cli       study
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

for folder in src/*/; do
    name=$(basename "$folder")
    row=$(printf '%s\n' "$allowed" | grep "^$name ")
    [ -n "$row" ] || { echo "$folder is not in the graph of $0"; bad=1; continue; }
    pattern=$(echo "$row" | tr ' ' '|')
    tell "$name/ includes what is not below it" \
        "$(grep -rnE '#include "' "$folder" | grep -vE "#include \"($pattern)/")"
done

tell 'libxml2 outside file/xml.c' "$(grep -rnE '#include <libxml' src | grep -v '^src/file/xml.c')"
tell 'SimGrid outside engine/' "$(grep -rnE '#include <(simgrid|xbt)/' src | grep -v '^src/engine/')"
tell 'printing outside cli/' \
    "$(grep -rnE '(^|[^a-z_])(printf|puts|putchar|perror) *\(|[^a-z_"](stdout|stderr)[,)]' src \
        --include=*.c | grep -vE '^src/(cli/|base/err.c)|[*/] ')"
tell 'exit outside cli/' "$(grep -rnE '[^_a-z]exit *\(' src --include=*.c | grep -vE '^src/cli/|base/err.c')"
tell 'a locale is set' "$(grep -rn 'setlocale' src)"
exit $bad
