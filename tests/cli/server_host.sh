# --set server.host runs the server elsewhere: as the same deployment with another host in its file.
. tests/cli/lib.sh
platform=platforms/grenoble.xml
deployment=deployments/mnist-cnn-federated.xml
copy=$scratch/moved.xml
numbers() { # of the result, but for what names files
    grep -Ev '"(deployment|platform|file)"|moved.xml|mnist-cnn-federated.xml' "$scratch/out"
}
ln -s "$PWD/deployments/workloads" "$scratch/workloads"
for host in dc-0 gateway-1 phone-3; do
    sed "s/<actor host=\"onprem-0\"/<actor host=\"$host\"/" $deployment >"$copy"
    run run $platform "$copy" --quiet --format json
    want_status 0
    numbers >"$scratch/expected"
    run run $platform $deployment --set server.host=$host --quiet --format json
    want_status 0
    numbers | cmp -s - "$scratch/expected" || fail "server.host=$host differs from a file that says so"
done
# rounds that the file states hold: no round is another one, wherever it is averaged
sed 's/<prop id="active"/<prop id="rounds" value="5"\/><prop id="active"/' $deployment >"$copy"
run run $platform "$copy" --set server.host=dc-0 --quiet --format json
want_out '"unheld": null'
run run $platform "$copy" --set server.host=dc-0 --set server.active=9 --quiet --format json
want_out '"unheld": "stated for active 10; active is 9"'

run run $platform $deployment --set server.host=onprem-9
want_status 2
want_err "^--set: 'server.host=onprem-9': there is no host 'onprem-9' in $platform; did you mean 'onprem-0'"
run run $platform $deployment --set 'server.host=onprem-*'
want_err 'is 2 hosts; expected one server$'
sed 's/<prop id="active"/<prop id="host" value="dc-0"\/><prop id="active"/' $deployment >"$copy"
run run $platform "$copy"
want_status 3
want_err "prop 'host' stands in no file; set it: --set server.host=.."
finish
