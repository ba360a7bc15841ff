. tests/cli/lib.sh
# the hosts of a <cluster> and a <cabinet> answer to the names that outputs use
cat >"$scratch/p.xml" <<'X'
<?xml version='1.0'?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <cluster id="rack" prefix="n" suffix="" radical="0-3" speed="1Gf" bw="125MBps" lat="50us">
    <prop id="wattage_per_state" value="10:10:100"/>
  </cluster>
</platform>
X
cat >"$scratch/c.xml" <<'X'
<?xml version='1.0'?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <zone id="all" routing="Cluster">
    <cabinet id="rack" prefix="n" suffix="" radical="0-3" speed="1Gf" bw="125MBps" lat="50us"/>
    <backbone id="bb" bandwidth="1GBps" latency="10us"/>
  </zone>
</platform>
X
cat >"$scratch/w.xml" <<'X'
<workload version="1" id="w"><prop id="parameters" value="1e6"/>
<prop id="training-flop" value="10 Mflop"/><prop id="samples" value="100"/></workload>
X
cat >"$scratch/d.xml" <<'X'
<platform version="4.1">
  <actor host="n0" function="server"><prop id="workload" value="w.xml"/><prop id="rounds" value="1"/></actor>
  <actor host="n1" function="learner"><prop id="samples" value="100"/></actor>
</platform>
X
joules() {
    awk -F, 'NR > 1 && $1 == "'"$1"'" { print $2 }' "$scratch/hosts.csv"
}
on() { # platform, overrides
    platform=$scratch/$1
    shift
    set -f
    for item; do
        shift
        set -- "$@" --set "$item"
    done
    run run "$platform" "$scratch/d.xml" --format json "$@"
    set +f
}

# a glob of all its hosts is the cluster; by its id too; one that is ours alone splits the class
on p.xml 'host.n*.wattage_per_state=1:1:10'
want_status 0
cp "$scratch/out" "$scratch/by-name"
on p.xml 'host.rack.wattage_per_state=1:1:10'
want_status 0
cmp -s "$scratch/out" "$scratch/by-name" || fail 'the id and the names give other results'
on p.xml 'host.n1.attribution=0'
want_status 0
want_out '"energy_j": 100\.' # of n1 the 90 J above idle, of n0 10 W for its 1.07 s

# some of them: what SimGrid reads stands once in the element
on p.xml 'host.n[01].wattage_per_state=1:1:10'
want_status 2
want_err "'n\[01\]' names 2 of the 4 hosts of <cluster rack> \(.*p.xml:4\), which has one 'wattage_per_state' for all of them; write 'host.rack.wattage_per_state=..'"
on p.xml 'host.n?.radical=0-9'
want_status 2
want_err "write 'host.rack.radical=..'"
on p.xml 'host.m*.attribution=0'
want_status 2
want_err "there is no host 'm\*'"

# a cabinet has no place for watts: SimGrid gets its hosts one by one, and the plugin agrees
on c.xml 'host.*.wattage_per_state=1:1:10'
want_status 0
cp "$scratch/out" "$scratch/cabinet"
on c.xml 'host.n?.wattage_per_state=1:1:10' 'host.n[23].speed=5Gf'
want_status 0
on c.xml 'host.n0.wattage_per_state=1:1:10' 'host.n1.wattage_per_state=2:2:20'
want_status 0
want_out '"energy_j": 21\.'
# n1 sends its update by its UP link, and gets the model by its DOWN link: 4 bytes a parameter
run run "$scratch/c.xml" "$scratch/d.xml" --set 'host.n?.wattage_per_state=1:1:10' --links-csv "$scratch/links.csv"
uploads=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "upload_byte") at = i }
    $1 ~ /^link_n1_/ { printf "%s %s ", $1, $at }' "$scratch/links.csv")
[ "$uploads" = 'link_n1_DOWN 0 link_n1_UP 4000000 ' ] || fail "the update goes by $uploads"
on c.xml 'host.n0.wattage_per_state=1:1:10'
want_status 3
want_err '<host n1> is billed .* but has no watts; a <cabinet> has no place for them; give them by --set'
run check "$scratch/c.xml" "$scratch/d.xml" --set 'host.n0.wattage_per_state=1:1:10'
want_status 3

# in place
{
    echo time,power
    for i in $(seq 0 29); do echo "$i,$((i < 15 ? 5 : 50))"; done
} >"$scratch/log.csv"
into() { # platform, hosts
    cp "$scratch/$1" "$scratch/copy.xml"
    set -f
    run calibrate "w=$scratch/log.csv" --meter wall --into "$scratch/copy.xml" --host "$2" --flop w=1Gflop --samples-per-second w=3
    set +f
}
into p.xml rack
want_status 0
grep -q '<cluster .* speed="1Gf,3Gf"' "$scratch/copy.xml" || fail "$(cat "$scratch/copy.xml")"
mv "$scratch/copy.xml" "$scratch/by-id.xml"
into p.xml 'n*'
want_status 0
cmp "$scratch/copy.xml" "$scratch/by-id.xml" || fail 'the id and the names write other files'
into p.xml n2
want_status 3
want_err "copy.xml:4: 'n2' names 1 of the 4 hosts of <cluster rack>.* write --host rack for all"
into c.xml n2
want_status 3
want_err '<cabinet rack> has no place for figures of its hosts; declare them by a <host> or <cluster>'
finish
