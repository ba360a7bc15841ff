. tests/cli/lib.sh
# No output overwrites what the command reads, or another output, by whatever name or link; and what
# cannot be written is refused before anything is simulated.
place=$scratch/place
mkdir "$place" "$place/logs"
cat >"$place/p.xml" <<X
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><zone id="z" routing="Full">
<prop id="carbon_intensity" value="grid.csv"/>
<host id="a" speed="1Gf"><prop id="wattage_per_state" value="1:1:2"/><prop id="device" value="d.xml#d"/></host>
<host id="b" speed="1Gf"><prop id="wattage_per_state" value="1:1:2"/></host>
<host id="c" speed="1Gf" speed_file="speed.trace"><prop id="wattage_per_state" value="1:1:2"/></host>
<link id="l" bandwidth="1MBps" latency="0"/>
<route src="a" dst="b"><link_ctn id="l"/></route>
</zone></platform>
X
cat >"$place/d.xml" <<X
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><zone id="z" routing="Full"><host id="d" speed="1Gf">
<prop id="wattage_per_state" value="1:1:2"/><prop id="samples_per_second" value="1"/></host></zone></platform>
X
printf '0.0 1.0\n' >"$place/speed.trace"
printf 'time,carbon_intensity\n2022-01-01T00:00Z,50\n2022-01-02T00:00Z,60\n' >"$place/grid.csv"
printf 'value\n3\n' >"$place/rounds.csv"
cat >"$place/w.xml" <<X
<workload version="1" id="w"><prop id="parameters" value="1000"/><prop id="training-flop" value="1 Mflop"/>
<prop id="samples" value="100"/><prop id="bytes-per-sample" value="1 kB"/>
<table file="rounds.csv" of="rounds" provenance="measured"/></workload>
X
printf 'learner,from,until\n' >"$place/presence.csv"
cat >"$place/j.xml" <<X
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><actor host="a" function="server"><prop id="workload" value="w.xml"/></actor>
<actor host="b" function="learner"><prop id="availability" value="presence.csv"/></actor></platform>
X
printf 'precious\n' >"$place/set.csv"
ln -s "$place/p.xml" "$scratch/symbolic"
ln "$place/j.xml" "$scratch/hard"
ln -s "$scratch/symbolic" "$scratch/twice"
cp -r "$place" "$scratch/before"

refused() { # OPTION FILE [further arguments]
    option=$1 file=$2
    shift 2
    run run "$place/p.xml" "$place/j.xml" "$@" "$option" "$file"
    want_status 2; want_no_out; want_err "^wattfleet: $option '.*' would overwrite '.*', which this command reads"
    diff -r "$place" "$scratch/before" || fail "$option $file changed an input"
}
for option in --output --hosts-csv --links-csv --rounds-csv --cohorts-csv; do
    refused "$option" "$place/p.xml"
done
for file in j.xml w.xml grid.csv rounds.csv presence.csv d.xml speed.trace; do
    refused --output "$place/$file"
done
refused --output "$place/../place/./p.xml"
refused --output "$scratch/symbolic"
refused --output "$scratch/twice"
refused --output "$scratch/hard"
refused --output "$place/set.csv" --set "host.b.carbon_intensity=$place/set.csv"
# stdout counts as an output
"$WATTFLEET" check "$place/p.xml" >>"$place/p.xml" 2>"$scratch/err"
status=$?
want_status 2; want_err "standard output.*would overwrite"
cmp -s "$place/p.xml" "$scratch/before/p.xml" || fail 'the platform was appended to'

# the other commands
run compare "$place/p.xml" "$place/j.xml" "$place/j.xml" --output "$place/w.xml"
want_status 2; want_err 'would overwrite'
run devices "$place/d.xml" --output "$place/d.xml"
want_status 2; want_err 'would overwrite'
run devices --apply "$place/p.xml" --output "$place/d.xml"
want_status 2; want_err 'would overwrite'
run devices --apply "$place/p.xml" --dry-run --output "$place/p.xml"
want_status 2; want_err 'would overwrite'
cp -r calibration/example/run-1 "$place/logs"
logs=$(find "$place/logs" -type f | sort)
for log in $logs; do
    run calibrate my-model="$place/logs/run-1" --output "$log"
    want_status 2; want_err 'would overwrite'
done
run calibrate my-model="$place/logs/run-1/power.csv" --picture "$place/logs/run-1/power.csv"
want_status 2; want_err 'would overwrite'
run calibrate my-model="$place/logs/run-1" --into "$place/p.xml" --host a --output "$place/p.xml"
want_status 2; want_err '(would overwrite|both write)'
diff -r calibration/example/run-1 "$place/logs/run-1" || fail 'a log changed'
# a result beside the logs is no log: it may be written again
for again in 1 2; do
    run calibrate my-model="$place/logs/run-1" --format json --output "$place/logs/run-1/result.json"
    want_status 0
done
rm -r "$place/logs"; mkdir "$place/logs"

# two outputs of one name
# shellcheck disable=SC2086
run run $jetson --output "$scratch/same" --hosts-csv "$scratch/same"
want_status 2; want_no_out; want_err -- '--output and --hosts-csv both write to'
[ ! -e "$scratch/same" ] || fail 'one of two was written'
ln -s same "$scratch/other"
# shellcheck disable=SC2086
run run $jetson --links-csv "$scratch/../$(basename "$scratch")/same" --rounds-csv "$scratch/other"
want_status 2; want_err -- '--links-csv and --rounds-csv both write to'
# shellcheck disable=SC2086
run run $jetson --quiet --links-csv - --hosts-csv /dev/stdout # one after the other, the result last
want_status 0
[ "$(grep -nE '^(host|link),|^federated ' "$scratch/out" | cut -d: -f2 | cut -c1-5 | tr '\n' ' ')" = 'host, link, feder ' ] ||
    fail 'the standard output does not hold hosts, links and the result'
# shellcheck disable=SC2086
run run $jetson --quiet --hosts-csv /dev/stdout --output "$scratch/out" # the file of stdout, by name
want_status 2; want_err 'both write to'
# shellcheck disable=SC2086
run run $jetson --quiet --hosts-csv /dev/null --links-csv /dev/null --output /dev/null
want_status 0

# "-" is stdout
# shellcheck disable=SC2086
run run $jetson --quiet
cp "$scratch/out" "$scratch/usual"
# shellcheck disable=SC2086
run run $jetson --quiet --output -
want_status 0
cmp -s "$scratch/out" "$scratch/usual" || fail '--output - is not what comes out without it'
# shellcheck disable=SC2086
run run $jetson --quiet --output "$scratch/usual" --hosts-csv -
want_status 0; want_out '^host,'
[ ! -e ./- ] || fail 'a file of the name - was made'

# what cannot be written, before the simulation: a platform that would be refused is not even read
unwritable() { # FILE REASON
    run run "$scratch/no-platform.xml" "$place/j.xml" --hosts-csv "$1"
    want_status 5; want_no_out; want_err "cannot write '.*': $2"
}
unwritable "$scratch/no/such/folder" 'its folder does not exist'
unwritable "$place" 'it is a folder'
unwritable "$scratch/new/" 'it names a folder'
unwritable "$place/p.xml/x" 'Not a directory'
unwritable "$scratch/$(printf '%0300d' 0)" 'File name too long'
if [ "$(id -u)" != 0 ]; then
    mkdir "$scratch/closed"; chmod 555 "$scratch/closed"
    unwritable "$scratch/closed/x" 'Permission denied'
    : >"$scratch/protected"; chmod 444 "$scratch/protected"
    unwritable "$scratch/protected" 'Permission denied'
fi
diff -r "$place" "$scratch/before" || fail 'an input changed'
finish
