. tests/cli/lib.sh
# shellcheck disable=SC2086
run run $jetson --format csv --hosts-csv "$scratch/h" --links-csv "$scratch/l" \
    --rounds-csv "$scratch/r" --cohorts-csv "$scratch/c"
want_status 0; want_out 'energy_j'
lines() { wc -l <"$1"; }
[ "$(lines "$scratch/out")" = 2 ] || fail 'one header and one row'
[ "$(lines "$scratch/h")" = 12 ] || fail 'eleven hosts'
[ "$(lines "$scratch/l")" = 21 ] || fail 'twenty links'
[ "$(lines "$scratch/r")" = 3 ] || fail 'two rounds'
[ "$(lines "$scratch/c")" = 2 ] || fail 'two cohorts'
for file in out h l r; do # as many cells in each row as in the header
    awk -F, 'NR == 1 { n = NF } NF != n { exit 1 }' "$scratch/$file" || fail "$file is ragged"
done
finish
