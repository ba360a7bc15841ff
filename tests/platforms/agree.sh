# Small platforms, one an element, attribute, routing or order: `check` and a bare SimGrid load
# (tests/platforms/load.c) accept both, refuse both, or the reason stands here.
#   sh tests/platforms/agree.sh WATTFLEET LOADER [--table]
# A case: name, our reason where SimGrid accepts and we refuse ("-": none), members of <platform>.
set -u
wattfleet=$1 loader=$2 table=${3:-}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
printf '0 1\n5 0.5\n' >profile.txt
count=0 both=0 neither=0 ours=0 unlined=0 failed=0

agree() { # name, reason, members
    {
        echo '<?xml version="1.0"?>'
        echo '<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">'
        echo '<platform version="4.1">'
        printf '%s\n' "$3"
        echo '</platform>'
    } >p.xml
    "$loader" p.xml >/dev/null 2>&1
    theirs=$?
    "$wattfleet" check p.xml >/dev/null 2>err
    mine=$?
    count=$((count + 1))
    wrong=''
    case $theirs/$mine in
    0/0) verdict='both load' both=$((both + 1)) ;;
    0/3) verdict="refused: $2" ours=$((ours + 1)) ;;
    */3) verdict='both refuse' neither=$((neither + 1)) ;;
    *) wrong="SimGrid ends with $theirs, check with $mine" ;;
    esac
    [ "$theirs/$mine" != 0/3 ] || [ "$2" != - ] || wrong="refused without a reason"
    [ "$theirs/$mine" = 0/3 ] || [ "$2" = - ] || wrong="a reason is given for nothing"
    [ "$mine" != 3 ] || grep -Eq '^p.xml:[0-9]+: |SimGrid' err || wrong='neither a line nor what SimGrid says'
    [ "$mine" != 3 ] || ! grep -q '^wattfleet: p.xml: SimGrid' err || unlined=$((unlined + 1))
    if [ "$wrong" ]; then
        echo "FAILED $1: $wrong: $(head -n 1 err)"
        failed=1
    fi
    [ -z "$table" ] || printf '| %s | %s |\n' "$1" "$verdict"
}
zone() { # name, reason, routing, members
    agree "$1" "$2" "<zone id='z' routing='$3'>
$4
</zone>"
}
a='<host id="a" speed="1Gf"/>'
b='<host id="b" speed="1Gf"/>'
l='<link id="l" bandwidth="1MBps" latency="1ms"/>'
r='<route src="a" dst="b"><link_ctn id="l"/></route>'
cluster() { # name, reason, attributes, members
    agree "$1" "$2" "<cluster id='c' prefix='n' suffix='' radical='0-7' speed='1Gf' bw='1MBps' lat='1ms' $3>${4:-}</cluster>"
}

# zones of each routing
for routing in Full Floyd Dijkstra DijkstraCache; do
    zone "zone $routing" - $routing "$a$b$l$r"
    zone "zone $routing of zones" - $routing "<zone id='x' routing='Full'>$a</zone><zone id='y' routing='Full'>$b</zone>$l
    <zoneRoute src='x' dst='y' gw_src='a' gw_dst='b'><link_ctn id='l'/></zoneRoute>"
done
zone 'zone None' - None "$a$b"
zone 'zone Empty' - Empty "$a"
zone 'zone Cluster' - Cluster "$a$l<host_link id='a' up='l' down='l'/><backbone id='k' bandwidth='1GBps' latency='0'/>"
zone 'zone Vivaldi' - Vivaldi "<host id='a' speed='1Gf' coordinates='0 0 0'/><host id='b' speed='1Gf' coordinates='1 2 3'/>"
zone 'zone Wifi' 'Wi-Fi' Wifi "<prop id='access_point' value='p'/><router id='p'/><link id='w' sharing_policy='WIFI' bandwidth='54Mbps,36Mbps' latency='0'/>$a"
zone 'zone of an unknown routing' - Star "$a"
zone 'zone without a member' - Full ''
zone 'zone with props' - Full "<prop id='anything' value='1'/>$a"
agree 'AS, the old name of a zone' - "<AS id='z' routing='Full'>$a</AS>"
agree 'platform without a member' - ''
agree 'two zones at the top' - "<zone id='z' routing='Full'>$a</zone><zone id='y' routing='Full'>$b</zone>"
agree 'host outside of a zone' - "$a"
zone 'zone in a zone of hosts' - Full "$a<zone id='y' routing='Full'/>"
zone 'host in a zone of zones' - Full "<zone id='y' routing='Full'/>$a"

# clusters of each topology
cluster 'cluster' - ''
cluster 'cluster of many cores' - 'core="4"'
cluster 'cluster with pstates' - '' '<prop id="x" value="1"/>'
cluster 'cluster with a backbone' - 'bb_bw="1GBps" bb_lat="1us" bb_sharing_policy="FATPIPE"'
cluster 'cluster with a limiter' - 'limiter_link="1MBps"'
cluster 'cluster with a loopback' - 'loopback_bw="1GBps" loopback_lat="0s"'
cluster 'cluster with a router' - 'router_id="door"'
for policy in SHARED SPLITDUPLEX FULLDUPLEX FATPIPE WIFI; do
    cluster "cluster $policy" - "sharing_policy=\"$policy\""
done
cluster 'cluster TORUS' - 'topology="TORUS" topo_parameters="2,2,2"'
cluster 'cluster TORUS of another size' - 'topology="TORUS" topo_parameters="3,3"'
cluster 'cluster TORUS without parameters' - 'topology="TORUS"'
cluster 'cluster FAT_TREE' - 'topology="FAT_TREE" topo_parameters="2;4,2;1,2;1,1"'
cluster 'cluster FAT_TREE of another size' - 'topology="FAT_TREE" topo_parameters="2;4,4;1,2;1,2"'
cluster 'cluster FAT_TREE without parameters' - 'topology="FAT_TREE"'
cluster 'cluster DRAGONFLY' - 'topology="DRAGONFLY" topo_parameters="2,1;2,1;2,1;1"'
cluster 'cluster DRAGONFLY of another size' - 'topology="DRAGONFLY" topo_parameters="3,4;3,2;3,1;2"'
cluster 'cluster DRAGONFLY without parameters' - 'topology="DRAGONFLY"'
cluster 'cluster of an unknown topology' - 'topology="RING"'
zone 'two clusters' - Full "<cluster id='c' prefix='n' suffix='' radical='0-1' speed='1Gf' bw='1MBps' lat='0'/>
<cluster id='d' prefix='m' suffix='' radical='0-1' speed='1Gf' bw='1MBps' lat='0'/>$l
<zoneRoute src='c' dst='d' gw_src='nc_router' gw_dst='md_router'><link_ctn id='l'/></zoneRoute>"
zone 'cluster behind a link' - Full "$l<cluster id='c' prefix='n' suffix='' radical='0' speed='1Gf' bw='1MBps' lat='0'/>"

# cabinets and peers
cabinet='<cabinet id="k" prefix="n" suffix="" radical="0-3" speed="1Gf" bw="1MBps" lat="1ms"/>'
zone 'cabinet' - Cluster "$cabinet<backbone id='bb' bandwidth='1GBps' latency='0'/>"
zone 'cabinet in a zone Full' - Full "$cabinet"
agree 'cabinet outside of a zone' - "$cabinet"
zone 'cabinet behind a zone' - Full "<zone id='y' routing='Full'/>$cabinet"
zone 'peer' - Vivaldi "<peer id='p' speed='1Gf' bw_in='1MBps' bw_out='1MBps' coordinates='0 0 0'/>"
zone 'peer without coordinates' - Vivaldi "<peer id='p' speed='1Gf' bw_in='1MBps' bw_out='1MBps'/>"
zone 'peer in a zone Full' - Full "<peer id='p' speed='1Gf' bw_in='1MBps' bw_out='1MBps'/>"
agree 'peer outside of a zone' - "<peer id='p' speed='1Gf' bw_in='1MBps' bw_out='1MBps'/>"

# hosts
zone 'host with pstates' - Full "<host id='a' speed='2Gf, 1Gf, 0f' pstate='1'/>"
zone 'host beginning beyond its pstates' - Full "<host id='a' speed='2Gf,1Gf' pstate='2'/>"
zone 'host with cores' - Full "<host id='a' speed='1Gf' core='8'/>"
zone 'host without cores' - Full "<host id='a' speed='1Gf' core='0'/>"
zone 'host without speed' - Full "<host id='a'/>"
zone 'host of a negative speed' 'a negative speed means nothing' Full "<host id='a' speed='-1Gf'/>"
zone 'host of an infinite speed' 'an infinite speed means nothing' Full "<host id='a' speed='inff'/>"
zone 'host of a speed without unit' - Full "<host id='a' speed='1e9'/>"
zone 'host of a speed with another unit' - Full "<host id='a' speed='1GHz'/>"
zone 'host with coordinates in a zone Full' - Full "<host id='a' speed='1Gf' coordinates='0 0 0'/>"
zone 'host with two coordinates' - Vivaldi "<host id='a' speed='1Gf' coordinates='0 0'/>"
zone 'host with a speed_file' - Full "<host id='a' speed='1Gf' speed_file='profile.txt'/>"
zone 'host with an availability_file' - Full "<host id='a' speed='1Gf' availability_file='profile.txt'/>"
zone 'host with a state_file' - Full "<host id='a' speed='1Gf' state_file='profile.txt'/>"
zone 'host with a missing profile' - Full "<host id='a' speed='1Gf' state_file='none.txt'/>"
zone 'host with a disk' - Full "<host id='a' speed='1Gf'><disk id='d' read_bw='1MBps' write_bw='1MBps'><prop id='x' value='1'/></disk></host>"
zone 'host with a mount' - Full "<host id='a' speed='1Gf'><mount storageId='s' name='/'/></host>"
zone 'storage' - Full "<storage_type id='s' size='1GiB'/><storage id='x' typeId='s' attach='a'/>$a"
zone 'host twice' - Full "$a$a"
zone 'router' - Full "$a<router id='r'/>$l<route src='a' dst='r'><link_ctn id='l'/></route>"

# links
for policy in SHARED SPLITDUPLEX FULLDUPLEX FATPIPE; do
    zone "link $policy" - Full "$a<link id='m' bandwidth='1MBps' latency='0' sharing_policy='$policy'/>"
done
zone 'link WIFI' - Full "$a<link id='m' bandwidth='54Mbps,36Mbps' latency='0' sharing_policy='WIFI'/>"
zone 'link without latency' - Full "$a<link id='m' bandwidth='1MBps'/>"
zone 'link with profiles' - Full "$a<link id='m' bandwidth='1MBps' latency='1ms' bandwidth_file='profile.txt' latency_file='profile.txt' state_file='profile.txt'/>"
zone 'link twice' - Full "$a$l$l"
zone 'link with bits' - Full "$a<link id='m' bandwidth='1Gbps' latency='1us'/>"
zone 'link with a slash in its unit' - Full "$a<link id='m' bandwidth='1MB/s' latency='1us'/>"

# routes
zone 'route without link' - Full "$a$b<route src='a' dst='b'/>"
zone 'route to itself' - Full "$a$l<route src='a' dst='a'><link_ctn id='l'/></route>"
zone 'route twice' - Full "$a$b$l$r$r"
zone 'route both ways' - Full "$a$b$l<route src='a' dst='b' symmetrical='NO'><link_ctn id='l'/></route><route src='b' dst='a' symmetrical='no'><link_ctn id='l'/></route>"
zone 'route over an unknown link' - Full "$a$b<route src='a' dst='b'><link_ctn id='l'/></route>"
zone 'route to an unknown host' - Full "$a$l<route src='a' dst='b'><link_ctn id='l'/></route>"
zone 'route over half a link' - Full "$a$b<link id='l' bandwidth='1MBps' latency='0' sharing_policy='SPLITDUPLEX'/><route src='a' dst='b'><link_ctn id='l' direction='UP'/></route>"
zone 'route over a whole SPLITDUPLEX link' - Full "$a$b<link id='l' bandwidth='1MBps' latency='0' sharing_policy='SPLITDUPLEX'/>$r"
zone 'bypassRoute' - Full "$a$b$l$r<bypassRoute src='a' dst='b'><link_ctn id='l'/></bypassRoute>"
two="<zone id='x' routing='Full'>$a</zone><zone id='y' routing='Full'>$b</zone>$l"
zone 'bypassZoneRoute' - Full "$two<bypassZoneRoute src='x' dst='y' gw_src='a' gw_dst='b'><link_ctn id='l'/></bypassZoneRoute>"
zone 'zoneRoute with swapped gateways' - Full "$two<zoneRoute src='x' dst='y' gw_src='b' gw_dst='a'><link_ctn id='l'/></zoneRoute>"
zone 'zoneRoute by an unknown router' - Full "$two<zoneRoute src='x' dst='y' gw_src='r' gw_dst='b'><link_ctn id='l'/></zoneRoute>"
zone 'zoneRoute by one gateway' - Full "$two<zoneRoute src='x' dst='y' gw_src='a' gw_dst='a'><link_ctn id='l'/></zoneRoute>"
zone 'zoneRoute without link' - Full "$two<zoneRoute src='x' dst='y' gw_src='a' gw_dst='b'/>"
zone 'zoneRoute between hosts' - Full "$two<zoneRoute src='a' dst='b' gw_src='a' gw_dst='b'><link_ctn id='l'/></zoneRoute>"
zone 'ASroute, the old name of a zoneRoute' - Full "$two<ASroute src='x' dst='y' gw_src='a' gw_dst='b'><link_ctn id='l'/></ASroute>"
zone 'route between zones' - Full "$two<route src='x' dst='y'><link_ctn id='l'/></route>"
zone 'host_link in a zone Full' - Full "$a$l<host_link id='a' up='l' down='l'/>"
zone 'host_link in a zone Vivaldi' - Vivaldi "<host id='a' speed='1Gf' coordinates='0 0 0'/>$l<host_link id='a' up='l' down='l'/>"
zone 'host_link twice' 'SimGrid takes the last and says nothing' Cluster "$a$l<host_link id='a' up='l' down='l'/><host_link id='a' up='l' down='l'/>"
zone 'backbone in a zone Full' - Full "$a<backbone id='k' bandwidth='1GBps' latency='0'/>"
zone 'two backbones' - Cluster "$a<backbone id='k' bandwidth='1GBps' latency='0'/><backbone id='m' bandwidth='1GBps' latency='0'/>"

# traces, config, random
trace='<trace id="t" periodicity="10">
 0 1
 5 0.5
</trace>'
zone 'trace of its own text' - Full "$a$trace<trace_connect kind='SPEED' trace='t' element='a'/>"
zone 'trace of a file' - Full "$a<trace id='t' file='profile.txt' periodicity='1'/><trace_connect trace='t' element='a'/>"
zone 'trace before hosts' - Full "$trace$a"
zone 'trace that is none' - Full "$a<trace id='t' periodicity='10'>abc</trace>"
zone 'trace backwards' - Full "$a<trace id='t' periodicity='10'>5 1
1 1</trace>"
zone 'trace_connect of a link' - Full "$a$l$trace<trace_connect kind='BANDWIDTH' trace='t' element='l'/>"
zone 'trace_connect of an unknown trace' - Full "$a<trace_connect kind='SPEED' trace='t' element='a'/>"
zone 'trace_connect of an unknown host' - Full "$a$trace<trace_connect kind='SPEED' trace='t' element='b'/>"
config() { # name, reason, key, value
    agree "$1" "$2" "<config><prop id='$3' value='$4'/></config><zone id='z' routing='Full'>$a</zone>"
}
config 'config' - network/model CM02
config 'config with an unknown key' - network/modl CM02
config 'config with an unknown value' - network/model CM03
config 'config with a word for a number' - network/TCP-gamma many
agree 'config behind a zone' - "<zone id='z' routing='Full'>$a</zone><config><prop id='network/model' value='CM02'/></config>"
agree 'random' - "<random id='r' min='0' max='1' mean='0.5' std_deviation='1'/><zone id='z' routing='Full'>$a</zone>"
zone 'an unknown element' - Full "$a<switch id='s'/>"
zone 'an unknown attribute' - Full "<host id='a' speed='1Gf' cores='1'/>"
zone 'text between elements' - Full "$a text"

[ -z "$table" ] || echo
echo "$count platforms: $both load in both, $neither are refused by both, $ours are refused by check alone with a reason"
echo "of those refused, $unlined have SimGrid's words and no line"
exit $failed
