# props --format csv: a row a prop, with the keys of --set, each of which --set knows.
. tests/cli/lib.sh
run props --format csv
want_status 0
want_out '^table,prop,accepts,default,on,set,meaning$'
want_out '^platform,pue,number from 1 to 100,,host\|link\|zone,host.NAME.pue\|link.NAME.pue\|zone.NAME.pue,'
want_out '^server,rounds,count from 1,,,server.rounds,'
want_out '^workload,samples,.*,workload.samples,'
want_out '^class,count,.*,class.ID.count,'
want_out '^factor,key,.*,,'
cp "$scratch/out" "$scratch/rows"
run props
want_status 0
[ "$(awk 'NR > 1' "$scratch/rows" | wc -l)" -gt 300 ] || fail "only $(wc -l <"$scratch/rows") rows"
# as many as the pages for people have
people=$(for table in $(sed 1d "$scratch/rows" | cut -d, -f1 | sort -u); do "$WATTFLEET" props "$table"; done | grep -c '^  [a-z][a-z0-9_-]* \+[^ ]')
[ "$(sed 1d "$scratch/rows" | wc -l)" -le "$people" ] || fail "$people props in text, $(sed 1d "$scratch/rows" | wc -l) in CSV"
# keys of roles and of the workload are keys
for key in $(sed 1d "$scratch/rows" | grep -o '\b[a-z-]*\.[a-z-]*' | grep '^\(server\|learner\|trainer\|workload\)\.[a-z]' | sort -u | head -60); do
    "$WATTFLEET" check platforms/jetson-cluster.xml deployments/jetson-fedavg.xml --set "$key=" >"$scratch/out" 2>"$scratch/err"
    ! grep -q "no prop\|is unknown\|not something that can be set" "$scratch/err" || fail "$key: $(cat "$scratch/err")"
done
run props learner --format csv
want_status 0
[ "$(cut -d, -f1 "$scratch/out" | sort -u | tr '\n' ' ')" = 'learner table ' ] || fail 'one table alone'
run props --format json
want_status 2; want_err 'expected --format text or csv'
run props factors --format csv
want_status 2; want_err 'is a table of values'
run props sever --format csv
want_status 2; want_err "there is no table 'sever'; did you mean 'server'"
finish
