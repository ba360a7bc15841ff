. tests/cli/lib.sh
# Mistakes that only SimGrid can see are reported in the order of the deployments, whichever
# simulation finds its own first.
platform=tests/bad/no-route/platform.xml
sed "s|\"workload.xml\"|\"$PWD/tests/bad/common/workload.xml\"|" tests/bad/common/federated.xml >"$scratch/a.xml"
for name in b c d e f g h i j k l; do
    cp "$scratch/a.xml" "$scratch/$name.xml"
done
for jobs in 1 2 12; do
    run compare "$platform" "$scratch"/?.xml --quiet --jobs "$jobs"
    want_status 3
    want_no_out
    cp "$scratch/err" "$scratch/$jobs.txt"
    [ "$(wc -l <"$scratch/err")" = 25 ] || fail "two mistakes each, and their number"
    grep -o '/.\.xml:' "$scratch/err" | sort -c || fail "--jobs $jobs: another order"
done
cmp -s "$scratch/1.txt" "$scratch/12.txt" || fail '--jobs 12: other messages'
finish
