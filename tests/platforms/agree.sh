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
    judge "$1" "$2"
}
judge() { # name, reason: of p.xml
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
zone 'zone Wifi' - Wifi "<prop id='access_point' value='p'/><router id='p'/><link id='w' sharing_policy='WIFI' bandwidth='54Mbps,36Mbps' latency='0'/>$a"
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


# zones in zones, bypasses, loops
nest="<zone id='x' routing='Full'><zone id='x1' routing='Floyd'><zone id='x2' routing='Dijkstra'>$a<router id='g'/>$l<route src='a' dst='g'><link_ctn id='l'/></route></zone></zone></zone>
<zone id='y' routing='Full'>$b</zone><link id='k' bandwidth='1MBps' latency='0'/>"
zone 'zones three deep' - Full "$nest<zoneRoute src='x' dst='y' gw_src='g' gw_dst='b'><link_ctn id='k'/></zoneRoute>"
zone 'zones three deep with a bypass' - Full "$nest<zoneRoute src='x' dst='y' gw_src='g' gw_dst='b'><link_ctn id='k'/></zoneRoute>
<bypassZoneRoute src='x2' dst='y' gw_src='g' gw_dst='b'><link_ctn id='k'/></bypassZoneRoute>"
zone 'zone three deep of an unknown gateway' - Full "$nest<zoneRoute src='x' dst='y' gw_src='h' gw_dst='b'><link_ctn id='k'/></zoneRoute>"
zone 'zoneRoute to a zone below' - Full "$nest<zoneRoute src='x2' dst='y' gw_src='g' gw_dst='b'><link_ctn id='k'/></zoneRoute>"
zone 'zoneRoute twice' - Full "$two<zoneRoute src='x' dst='y' gw_src='a' gw_dst='b'><link_ctn id='l'/></zoneRoute><zoneRoute src='x' dst='y' gw_src='a' gw_dst='b'><link_ctn id='l'/></zoneRoute>"
zone 'zoneRoute to itself' - Full "$two<zoneRoute src='x' dst='x' gw_src='a' gw_dst='a'><link_ctn id='l'/></zoneRoute>"
zone 'bypassRoute twice' - Full "$a$b$l$r<bypassRoute src='a' dst='b'><link_ctn id='l'/></bypassRoute><bypassRoute src='a' dst='b'><link_ctn id='l'/></bypassRoute>"
ways="<route src='a' dst='b' symmetrical='NO'><link_ctn id='l'/></route>"
back="<route src='b' dst='a'><link_ctn id='l'/></route>"
self="<route src='a' dst='a' symmetrical='NO'><link_ctn id='l'/></route>"
for routing in Full Floyd Dijkstra DijkstraCache Cluster Vivaldi None; do
    zone "$routing: a route" - $routing "$a$b$l$r"
    zone "$routing: a route to itself" - $routing "$a$b$l<route src='a' dst='a'><link_ctn id='l'/></route>"
    zone "$routing: a route to itself, one way" - $routing "$a$b$l$self"
    zone "$routing: twice one way" - $routing "$a$b$l$ways$ways"
    zone "$routing: one way, and both back" - $routing "$a$b$l$ways$back"
    zone "$routing: both ways, and back" - $routing "$a$b$l$r$back"
done
zone 'route over no link twice' - Full "$a$b$l<route src='a' dst='b'><link_ctn id='l'/><link_ctn id='l'/></route>"
zone 'symmetrical in lower case' - Full "$a$b$l<route src='a' dst='b' symmetrical='no'><link_ctn id='l'/></route>"
zone 'symmetrical of another word' - Full "$a$b$l<route src='a' dst='b' symmetrical='false'><link_ctn id='l'/></route>"
zone 'link_ctn of a whole direction' - Full "$a$b$l<route src='a' dst='b'><link_ctn id='l' direction='NONE'/></route>"
zone 'link_ctn of a direction that is none' - Full "$a$b$l<route src='a' dst='b'><link_ctn id='l' direction='UP'/></route>"
zone 'link_ctn of another word' - Full "$a$b$l<route src='a' dst='b'><link_ctn id='l' direction='up'/></route>"
zone 'link_ctn of a half by its name' - Full "$a$b<link id='l' bandwidth='1MBps' latency='0' sharing_policy='SPLITDUPLEX'/><route src='a' dst='b'><link_ctn id='l_DOWN'/></route>"

# names
zone 'host named like its zone' 'routes could not tell the two' Full "<host id='z' speed='1Gf'/>"
zone 'router named like a host' - Full "$a<router id='a'/>"
zone 'link named like a host' - Full "$a<link id='a' bandwidth='1MBps' latency='0'/>"
zone 'link named like half of another' - Full "$a<link id='l' bandwidth='1MBps' latency='0' sharing_policy='SPLITDUPLEX'/><link id='l_UP' bandwidth='1MBps' latency='0'/>"
zone 'two clusters of one prefix' - Full "<cluster id='c' prefix='n' suffix='' radical='0-1' speed='1Gf' bw='1MBps' lat='0'/>
<cluster id='d' prefix='n' suffix='' radical='1-2' speed='1Gf' bw='1MBps' lat='0'/>"
zone 'host of an empty name' 'nothing can name it' Full "<host id='' speed='1Gf'/>"
zone 'host with blanks in its name' - Full "<host id='a b' speed='1Gf'/>"

# numbers and units
for speed in 1GF 1kf 1Kf 1Mif 1Yf 1e3Gf .5Gf 1Gflops 1GFLOPS 1.5.2Gf 1_000f; do
    zone "speed $speed" - Full "<host id='a' speed='$speed'/>"
done
zone 'speed +1Gf' 'numbers have no plus sign' Full "<host id='a' speed='+1Gf'/>"
zone 'speed 1,5Gf' 'a decimal comma; SimGrid reads two pstates' Full "<host id='a' speed='1,5Gf'/>"
zone 'speed 0x10f' 'a hexadecimal speed is a slip' Full "<host id='a' speed='0x10f'/>"
zone 'speed 1e40f' 'beyond 1e30 flop/s' Full "<host id='a' speed='1e40f'/>"
for bandwidth in 1Gbps 1GBps 1kBps 1KiBps 1Mibps 125MB 1e6 1Gb/s; do
    zone "bandwidth $bandwidth" - Full "$a<link id='m' bandwidth='$bandwidth' latency='0'/>"
done
zone 'bandwidth -1MBps' 'below 0' Full "$a<link id='m' bandwidth='-1MBps' latency='0'/>"
zone 'bandwidth 0Bps' 'nothing passes' Full "$a<link id='m' bandwidth='0Bps' latency='0'/>"
zone 'latency -1ms' 'below 0' Full "$a<link id='m' bandwidth='1MBps' latency='-1ms'/>"
for latency in 1ms 1us 1µs 1min 1m 1h 0 1e-6 1S; do
    zone "latency $latency" - Full "$a<link id='m' bandwidth='1MBps' latency='$latency'/>"
done
zone 'core with a fraction' 'SimGrid reads 1' Full "<host id='a' speed='1Gf' core='1.5'/>"
zone 'core below 0' - Full "<host id='a' speed='1Gf' core='-1'/>"
zone 'pstate below 0' - Full "<host id='a' speed='1Gf' pstate='-1'/>"
zone "radical '5-3'" 'it names no host' Full "<cluster id='c' prefix='n' suffix='' radical='5-3' speed='1Gf' bw='1MBps' lat='0'/>"
for radical in 0 3-3 0-2,7 0- a ''; do
    zone "radical '$radical'" - Full "<cluster id='c' prefix='n' suffix='' radical='$radical' speed='1Gf' bw='1MBps' lat='0'/>"
done

# positions
for position in '' '1 2 3' '1 2' '1 2 3 4' 'a b c' '1,2,3' '-1 0.5 1e2'; do
    zone "host at '$position'" - Vivaldi "<host id='a' speed='1Gf' coordinates='$position'/>"
done
zone 'router at a position' - Vivaldi "<router id='a' coordinates='1 2 3'/>"
zone 'peers of zones' - Vivaldi "<zone id='x' routing='Vivaldi'><peer id='p' speed='1Gf' bw_in='1MBps' bw_out='1MBps' coordinates='0 0 0'/><router id='r' coordinates='0 0 0'/></zone>"
zone 'peer with profiles' - Vivaldi "<peer id='p' speed='1Gf' bw_in='1MBps' bw_out='1MBps' coordinates='0 0 0' speed_file='profile.txt'/>"

# Wi-Fi
air="<link id='w' sharing_policy='WIFI' bandwidth='54Mbps,36Mbps' latency='0'/>"
zone 'Wifi without an access point' - Wifi "$a$air"
zone 'Wifi of an unknown access point' 'SimGrid ends when it starts to run' Wifi "<prop id='access_point' value='q'/>$a$air"
zone 'Wifi with two links' - Wifi "$a$air<link id='v' bandwidth='1Mbps' latency='0'/>"
zone 'Wifi with a latency' - Wifi "$a<link id='v' bandwidth='1Mbps' latency='1ms'/>"
zone 'Wifi with a route' - Wifi "$a<router id='p'/>$air<route src='a' dst='p'><link_ctn id='w'/></route>"
zone 'link WIFI of one rate in a zone Full' - Full "$a<link id='m' bandwidth='54Mbps' latency='0' sharing_policy='WIFI'/>"
zone 'several rates of a link' - Full "$a<link id='m' bandwidth='54Mbps,36Mbps' latency='0'/>"

# the top
agree 'an empty second zone' - "<zone id='z' routing='Full'>$a</zone><zone id='y' routing='Full'/>"
agree 'two clusters at the top' - "<cluster id='c' prefix='n' suffix='' radical='0-1' speed='1Gf' bw='1MBps' lat='0'/><cluster id='d' prefix='m' suffix='' radical='0-1' speed='1Gf' bw='1MBps' lat='0'/>"
agree 'a cluster beside a zone' - "<zone id='z' routing='Full'>$a</zone><cluster id='d' prefix='m' suffix='' radical='0-1' speed='1Gf' bw='1MBps' lat='0'/>"
agree 'a link in a second zone' - "<zone id='z' routing='Full'>$a</zone><zone id='y' routing='Full'>$l</zone>"

# profiles
zone 'one profile of two hosts' - Full "<host id='a' speed='1Gf' speed_file='profile.txt'/><host id='b' speed='1Gf' speed_file='profile.txt'/>"
zone 'trace twice' - Full "$a$trace$trace"
zone 'link with a bandwidth_file' - Full "$a<link id='m' bandwidth='1MBps' latency='1ms' bandwidth_file='profile.txt'/>"
zone 'trace_connect of latencies' - Full "$a$l$trace<trace_connect kind='LATENCY' trace='t' element='l'/>"
config 'config of lazy updates' - cpu/optim TI
config 'config of a breakpoint' 'it stops the process for a debugger' debug/breakpoint 1
config 'config ns-3' "SimGrid's energy plugins refuse it" network/model ns-3
config 'config L07' - host/model ptask_L07
config 'config Constant without links' - network/model Constant
config 'config of a yes' - network/crosstraffic yes

# files: whole, with their first lines
whole() { # name, reason, file
    printf '%s\n' "$3" >p.xml
    judge "$1" "$2"
}
doctype='<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">'
rest="<platform version=\"4.1\"><zone id='z' routing='Full'>$a</zone></platform>"
whole 'file without <?xml' - "$doctype$rest"
whole 'file without DOCTYPE' - "<?xml version='1.0'?>$rest"
whole 'file of the old DOCTYPE' - "<?xml version='1.0'?><!DOCTYPE platform SYSTEM \"http://simgrid.gforge.inria.fr/simgrid/simgrid.dtd\">$rest"
whole 'file of another DOCTYPE' - "<?xml version='1.0'?><!DOCTYPE html>$rest"
whole 'file of ISO-8859-1' - "<?xml version='1.0' encoding='ISO-8859-1'?>$doctype$rest"
for version in 4 4.0 4.2 3 5 ''; do
    whole "file of version '$version'" - "<?xml version='1.0'?>$doctype<platform version=\"$version\"><zone id='z' routing='Full'>$a</zone></platform>"
done
whole 'file without version' - "<?xml version='1.0'?>$doctype<platform><zone id='z' routing='Full'>$a</zone></platform>"
whole 'file cut short' - "<?xml version='1.0'?>$doctype<platform version=\"4.1\"><zone id='z' routing='Full'>$a"
whole 'file of nothing' - ''
whole 'file with comments' - "<?xml version='1.0'?>$doctype<!-- a --><platform version=\"4.1\"><!-- <b> --><zone id='z' routing='Full'>$a<!-- c --></zone></platform>"
whole 'file with an entity' - "<?xml version='1.0'?>$doctype<platform version=\"4.1\"><zone id='z&amp;y' routing='Full'>$a</zone></platform>"

[ -z "$table" ] || echo
echo "$count platforms: $both load in both, $neither are refused by both, $ours are refused by check alone with a reason"
echo "of those refused, $unlined have SimGrid's words and no line"
exit $failed
