. tests/cli/lib.sh
# the links that SimGrid makes of a <cluster>, <cabinet> or <peer> answer to the names that outputs use
platform() { # members of the platform
    cat >"$scratch/p.xml" <<X
<?xml version='1.0'?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
<config><prop id="network/model" value="CM02"/><prop id="network/crosstraffic" value="0"/></config>
$1
</platform>
X
}
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
on() { # overrides
    set -f
    for item; do
        shift
        set -- "$@" --set "$item"
    done
    run run "$scratch/p.xml" "$scratch/d.xml" --format json "$@"
    set +f
}
watts='<prop id="wattage_per_state" value="10:10:100"/>'
cluster="<cluster id='c' prefix='n' suffix='' radical='0-3' speed='1Gf' bw='4MBps' lat='0s'"

# 4 MB there and back at 4 MB/s, 1 s of training, 2 Mflop of aggregation: each way over two links
platform "$cluster>$watts<prop id='wattage_range' value='0:8'/></cluster>"
on
want_status 0
want_out '"time_s": 3.002,'
want_out '"link_energy_j": 32,' # two ways x two links x 1 s x 8 W
on 'link.c_link_*.bandwidth=2MBps' # SimGrid's and ours: its twice as long at the same watts
want_status 0
want_out '"time_s": 5.002,'
want_out '"link_energy_j": 64,'
cp "$scratch/out" "$scratch/by-name"
on 'host.c.bw=2MBps'
cmp -s "$scratch/out" "$scratch/by-name" || fail 'the id and the names give other results'
on 'link.*.bandwidth=2MBps' 'link.*_DOWN.bandwidth=1MBps'
want_status 2
want_err "^--set: 'link.\*_DOWN.bandwidth=1MBps': '\*_DOWN' names 4 of the 8 links that SimGrid makes of <cluster c> \(.*p.xml:5\), which has one 'bw' for all of them; write 'host.c.bw=..', or declare them by <link>$"
on 'link.c_link_3_UP.wattage_range=1:2'
want_status 2
want_err "'c_link_3_UP' names 1 of the 8 links .* which has one 'wattage_range' for all of them; write 'host.c.wattage_range=..'"
on 'link.c_link_?_*.wattage_range=0:16'
want_out '"link_energy_j": 64,'
on 'link.*.latency=100ms' # two links each way
want_out '"time_s": 3.402,'
on 'link.*.sharing_policy=SHARED' 'link.*.sharing_policy=FATPIPE'
want_out '"time_s": 3.002,'
# the last one that is given wins, by whichever name
on 'link.c_link_*.bandwidth=1MBps' 'host.c.bw=2MBps'
want_out '"time_s": 5.002,'
on 'host.c.bw=1MBps' 'link.c_link_*.bandwidth=2MBps'
want_out '"time_s": 5.002,'
# props of ours: the classes of the links have them
on 'link.c_*.attribution=0.5' 'link.c_*.wattage_range=4:8'
want_status 0
base=$(sed -n 's/.*"link_energy_j": \(.*\),/\1/p' "$scratch/out")
on 'link.c_*.wattage_range=4:8'
want_status 0
want_out '"link_energy_j": '
[ "$base" != "$(sed -n 's/.*"link_energy_j": \(.*\),/\1/p' "$scratch/out")" ] || fail 'attribution is ignored'
on 'link.c_*.attribution=7'
want_status 2
want_err "attribution"
on 'link.c_*.atribution=1'
want_status 2
want_err "did you mean 'attribution'"
on 'link.c_link_0_UP.attribution=0'
want_status 2
want_err "names 1 of the 8 links .* which has one 'attribution' for all of them; write a glob that names all of them, or declare them by <link>"
on 'link.c_*.bandwidth_file=f'
want_status 2
want_err "links that SimGrid makes of <cluster c> .* which has no place for their 'bandwidth_file'; declare them by <link>"
on 'link.c_lnk*.bandwidth=1MBps'
want_status 2
want_err "there is no link"

# backbone, limiter and loopback
platform "$cluster bb_bw='4MBps' bb_lat='0s' limiter_link='8MBps' loopback_bw='1GBps' loopback_lat='0s'>$watts<prop id='backbone_wattage_range' value='0:8'/></cluster>"
on
want_status 0
want_out '"time_s": 3.002,'
want_out '"link_energy_j": 16,'
on 'link.c_backbone.bandwidth=2MBps'
want_out '"time_s": 5.002,'
on 'link.c_backbone.latency=100ms'
want_out '"time_s": 3.202,'
on 'link.c_backbone.wattage_range=0:16'
want_out '"link_energy_j": 32,'
on 'link.c_*_limiter.bandwidth=2MBps'
want_out '"time_s": 5.002,'
on 'link.c_link_1_limiter.bandwidth=2MBps'
want_status 2
want_err "names 1 of the 4 links .* one 'limiter_link' for all of them; write 'host.c.limiter_link=..'"
on 'link.c_*_limiter.wattage_range=1:2'
want_status 2
want_err "no place for their 'wattage_range'"
on 'link.c_*_loopback.latency=1s' # nobody sends to itself
want_out '"time_s": 3.002,'
on 'link.*.wattage_range=0:8' # cables and backbone; what is no cable is left out
want_status 0
want_out '"link_energy_j": 48,'

# a fat tree: names without the id of the cluster; joules of its links are billed. n0 to n1: up and down
platform "$cluster topology='FAT_TREE' topo_parameters='1;4;1;1'>$watts<prop id='wattage_range' value='0:8'/></cluster>"
on
want_status 0
want_out '"time_s": 3.002,'
want_out '"link_energy_j": 32,'
on 'link.link_from_*.bandwidth=2MBps'
want_out '"time_s": 5.002,'
on 'link.link_from_0_7_0_UP.bandwidth=2MBps'
want_status 2
want_err "names 1 of the 8 links that SimGrid makes of <cluster c>"
run run "$scratch/p.xml" "$scratch/d.xml" --format json --whole-platform --set 'link.link_*.wattage_range=1:9'
want_status 0
want_out '"link_energy_j": 56\.01(6|5999+[0-9]*),' # 8 x 1 W x 3.002 s, 32 J

# a cabinet and a peer
platform "<zone id='z' routing='Cluster'><cabinet id='k' prefix='n' suffix='' radical='0-1' speed='1Gf' bw='4MBps' lat='0s'/></zone>"
watted='host.n*.wattage_per_state=10:10:100'
on "$watted"
want_out '"time_s": 3.002,'
on "$watted" 'link.link_n*.bandwidth=2MBps'
want_out '"time_s": 5.002,'
on "$watted" 'link.link_n?_*.latency=100ms'
want_out '"time_s": 3.402,'
on "$watted" 'link.link_n0_UP.bandwidth=2MBps'
want_status 2
want_err "names 1 of the 4 links that SimGrid makes of <cabinet k> .* write 'host.k.bw=..'"
on "$watted" 'link.link_n*.wattage_range=0:1'
want_status 2
want_err "links that SimGrid makes of <cabinet k> .* which has no place for their 'wattage_range'; declare them by <link>"
platform "<zone id='z' routing='Cluster'><link id='lan' bandwidth='1MBps' latency='0'/>
<cabinet id='k' prefix='n' suffix='' radical='0-1' speed='1Gf' bw='4MBps' lat='0s'/></zone>"
on "$watted" 'link.*.wattage_range=0:1' # a <link> is named, too
want_status 0
want_err "^--set: warning: 'link.\*.wattage_range=0:1': '\*' names links that SimGrid makes of <cabinet k> .* which has no place for their 'wattage_range'; they are left as they are"
platform "<zone id='z' routing='Vivaldi'><peer id='n0' speed='1Gf' bw_in='4MBps' bw_out='4MBps' lat='1s' coordinates='0 0 0'/>
<peer id='n1' speed='1Gf' bw_in='4MBps' bw_out='4MBps' coordinates='0 0 0'/></zone>"
on 'link.link_n0_UP.bandwidth=0' # read as host.n0.bw_out
want_status 3
want_err "'link.link_n0_UP.bandwidth=0': attribute 'bw_out': '0' is zero"
on 'link.link_n?_DOWN.bandwidth=1MBps'
want_status 3 # its hosts have no watts: nothing else is wrong
want_err '<host n1> is billed .* but has no watts; a <peer> has no place for them; declare the host by <host>, in a zone'
[ "$(grep -c -- --set "$scratch/err")" = 0 ] || fail "$(cat "$scratch/err")"
on 'link.link_n0_UP.latency=1s'
want_status 3
want_err "links that SimGrid makes of <peer n0> .* which has no place for their 'latency'"
on 'host.n1.wattage_per_state=10:10:100'
want_status 3
want_err "prop 'wattage_per_state': a <peer> has no place for watts, and SimGrid reads them there; declare its host by <host>, in a zone of routing 'Cluster'"
run check "$scratch/p.xml"
want_err "p.xml:5: warning: <peer n0> attribute 'lat': SimGrid makes nothing of '1s'; write it as the third of its coordinates, in ms"
finish
