# Each topology of a <cluster>, cabinets and peers: the names of their links, held against SimGrid's.
#   sh tests/platforms/made_links.sh MADE_LINKS
set -u
program=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
failed=0
same() { # name, least number of links, members of <platform>
    {
        echo '<?xml version="1.0"?>'
        echo '<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">'
        printf '<platform version="4.1">\n%s\n</platform>\n' "$3"
    } >p.xml
    if ! "$program" p.xml >out 2>err || [ "$(tail -n 1 out)" != "$2 links" ]; then
        echo "FAILED $1, expected $2 links: $(head -n 3 out err)"
        failed=1
    fi
}
cluster() { # id, radical, attributes
    echo "<cluster id='$1' prefix='$1-' suffix='' radical='$2' speed='1Gf' bw='1MBps' lat='0' $3/>"
}
extras='bb_bw="1GBps" bb_lat="0s" limiter_link="2MBps" loopback_bw="3GBps" loopback_lat="0s"'
same flat 10 "$(cluster c 3-5,9,20 '')"
same shared 5 "$(cluster c 3-5,9,20 'sharing_policy="SHARED"')"
same extras 21 "$(cluster c 3-5,9,20 "$extras")"
for policy in SHARED SPLITDUPLEX; do
    halves=1
    [ $policy = SHARED ] || halves=2
    s="sharing_policy='$policy'"
    # 12 hosts, each with a link in 3 dimensions; of size 1, to itself
    same "torus $policy" $((36 * halves)) "$(cluster c 0-11 "$s topology='TORUS' topo_parameters='3,2,2'")"
    same "torus of a flat dimension $policy" $((8 * halves)) "$(cluster c 2-5 "$s topology='TORUS' topo_parameters='4,1'")"
    # 4 hosts of 1 parent, 2 switches of 2 parents by 2 cables
    same "tree $policy" $((12 * halves)) "$(cluster c 5-8 "$s topology='FAT_TREE' topo_parameters='2;2,2;1,2;1,2'")"
    # 12 hosts of 2 parents; 12 switches of 3 by 2 cables; 12 of 1. SimGrid numbers some below 0
    same "tree of three levels $policy" $((24 + 72 + 12)) "$(cluster c 0-11 "sharing_policy='SHARED' topology='FAT_TREE' topo_parameters='3;2,3,2;2,3,1;1,2,1'")"
    # 8 hosts; 2 blades in 4 chassis; 2 chassis in 2 groups, by blade; 2 groups
    same "dragonfly $policy" $((17 * halves)) "$(cluster c 0-7 "$s topology='DRAGONFLY' topo_parameters='2,1;2,1;2,1;1'")"
done
# several in one platform: trees and dragonflies number their cables on
zones() { printf "<zone id='z' routing='Full'>%s</zone>" "$1"; }
tree="topology='FAT_TREE' topo_parameters='1;4;1;1'"
fly="topology='DRAGONFLY' topo_parameters='2,1;2,1;1,1;1'"
fast() { cluster "$@" | sed 's/1MBps/7MBps/'; }
same 'two of each' 73 "$(zones "$(cluster a 0-3 "$tree")$(fast b 0-3 "$fly")$(fast a_link 0-3 "$tree")$(cluster a_link_0 0-3 "$fly")
$(cluster flat 0-3 '')$(fast flat_link 0-3 "$extras")$(cluster flat_link_1 0-1 '')")"
same cabinets 8 "<zone id='z' routing='Cluster'><cabinet id='k' prefix='k' suffix='.x' radical='0-1,7' speed='1Gf' bw='1MBps' lat='0'/>
<cabinet id='m' prefix='km' suffix='' radical='1' speed='1Gf' bw='1MBps' lat='0'/></zone>"
same peers 4 "<zone id='z' routing='Vivaldi'><peer id='p' speed='1Gf' bw_in='1MBps' bw_out='2MBps' coordinates='0 0 0'/>
<peer id='q' speed='1Gf' bw_in='1MBps' bw_out='2MBps' coordinates='0 0 0'/></zone>"
exit $failed
