. tests/cli/lib.sh
# A thousand small deployments of the same work, no two with the same result: descriptors do not grow
# with their number, and the result is the same however many run at the same time.
awk -v folder="$scratch" -v workload="$PWD/deployments/workloads/resnet18-cifar10.xml" 'BEGIN {
    for (i = 0; i < 1000; i++) {
        file = sprintf("%s/%04d.xml", folder, i)
        print "<?xml version=\"1.0\"?>\n<platform version=\"4.1\">" >file
        printf "<actor host=\"jetson-server\" function=\"server\">" \
            "<prop id=\"workload\" value=\"%s\"/><prop id=\"rounds\" value=\"%d\"/></actor>\n",
            workload, 1 + i % 3 >file
        printf "<actor host=\"jetson-%d\" function=\"learner\"><prop id=\"samples\" value=\"50000\"/>" \
            "<prop id=\"start-up\" value=\"%d s\"/></actor>\n</platform>\n", i % 10, i + 1 >file
        close(file)
    }
}'
set -- platforms/jetson-cluster.xml "$scratch"/????.xml --format csv --quiet --no-audit
run compare "$@"
want_status 0
[ "$(sort -u "$scratch/out" | wc -l)" = 1001 ] || fail 'a header and 1000 rows, all different'
set -- platforms/jetson-cluster.xml "$scratch"/0[0-2]??.xml --format csv --quiet --no-audit
run compare "$@"
want_status 0
cp "$scratch/out" "$scratch/plenty"

for jobs in 1 64; do
    (ulimit -n 256 && exec "$WATTFLEET" compare "$@" --jobs "$jobs") >"$scratch/out" 2>"$scratch/err"
    status=$?
    want_status 0
    cmp -s "$scratch/out" "$scratch/plenty" || fail "--jobs $jobs within 256 descriptors: other bytes"
done
# no more at the same time than descriptors allow
(ulimit -n 64 && exec "$WATTFLEET" compare "$@" --jobs 200) >"$scratch/out" 2>"$scratch/err"
status=$?
want_status 0
cmp -s "$scratch/out" "$scratch/plenty" || fail '--jobs 200 within 64 descriptors: other bytes'
# too few for one: what, how many, the remedy
(ulimit -n 6 && exec "$WATTFLEET" compare "$@" --jobs 200) >"$scratch/out" 2>"$scratch/err"
status=$?
want_status 1
want_no_out
want_err 'cannot make a pipe: .*limit is 6 open files.*ulimit -n 16'
# one more than the command takes
set -- platforms/jetson-cluster.xml "$scratch"/????.xml "$scratch/0000.xml"
run compare "$@"
want_status 2
finish
