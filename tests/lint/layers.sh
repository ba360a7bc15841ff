#!/bin/sh
# base <- model <- trace <- fit <- input <- sim <- output <- study <- cli: a file includes only its own layer or one
# to its left; only input/ sees libxml2, only sim/ sees SimGrid, only cli/ prints and exits.
set -u
bad=0
tell() {
    [ -z "$2" ] || { printf '%s:\n%s\n' "$1" "$2"; bad=1; }
}
right=
for layer in cli study output sim input fit trace model base; do
    for above in $right; do
        tell "$layer/ includes $above/" "$(grep -rn "#include \"$above/" "src/$layer")"
    done
    right="$right $layer"
done
tell 'libxml2 outside input/' "$(grep -rnE '#include <libxml' src | grep -v '^src/input/xml.c')"
tell 'SimGrid outside sim/' "$(grep -rnE '#include <(simgrid|xbt)/' src | grep -v '^src/sim/')"
tell 'printing outside cli/' \
    "$(grep -rnE '(^|[^a-z_])(printf|puts|putchar|perror) *\(|[^a-z_"](stdout|stderr)[,)]' src \
        --include=*.c | grep -vE '^src/(cli/|base/err.c)|[*/] ')"
tell 'exit outside cli/' "$(grep -rnE '[^_a-z]exit *\(' src --include=*.c | grep -vE '^src/cli/|base/err.c')"
tell 'a locale is set' "$(grep -rn 'setlocale' src)"
exit $bad
