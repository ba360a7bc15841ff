# The exchange of gradients: what a hierarchical one needs, which routes a tree needs, and that its watts are assumed.
. tests/cli/lib.sh
head='<?xml version="1.0"?><!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd"><platform version="4.1">'
platform() { # props of node c
    {
        echo "$head<zone id=\"world\" routing=\"Cluster\">"
        for host in a b c; do
            echo "<host id=\"$host\" speed=\"1Gf,1Gf\"><prop id=\"wattage_per_state\" value=\"10:10:90,30:30:90\"/>"
            [ $host != c ] && echo '<prop id="accelerators" value="4"/><prop id="intra_bandwidth" value="4 MBps"/>'
            [ $host = c ] && echo "$1"
            echo "</host><link id=\"up-$host\" bandwidth=\"1MBps\" latency=\"1ms\"/><link id=\"down-$host\" bandwidth=\"1MBps\" latency=\"1ms\"/><host_link id=\"$host\" up=\"up-$host\" down=\"down-$host\"/>"
        done
        echo '</zone></platform>'
    } >"$scratch/p.xml"
}
deployment() { # props
    {
        echo "$head<actor host=\"[abc]\" function=\"trainer\"><prop id=\"workload\" value=\"w.xml\"/><prop id=\"epochs\" value=\"1\"/>"
        while [ $# -gt 0 ]; do
            echo "<prop id=\"$1\" value=\"$2\"/>"
            shift 2
        done
        echo '</actor></platform>'
    } >"$scratch/d.xml"
}
echo '<?xml version="1.0"?><workload version="1" id="model"><prop id="parameters" value="1e6"/><prop id="training-flop" value="10 Mflop"/><prop id="samples" value="30"/></workload>' >"$scratch/w.xml"
try() { run run "$scratch/p.xml" "$scratch/d.xml" --format json --quiet "$@"; }

# a hierarchical exchange says what it lacks
needs="'all-reduce': 'hierarchical' needs the props 'accelerators' and 'intra_bandwidth' of host 'c', which has"
deployment all-reduce hierarchical
platform ''
try
want_status 3; want_err "$needs neither \(.*p.xml:[0-9]+\)$"
platform '<prop id="accelerators" value="4"/>'
try
want_status 3; want_err "$needs no 'intra_bandwidth' \("
platform '<prop id="intra_bandwidth" value="4 MBps"/>'
try
want_status 3; want_err "$needs no 'accelerators' \("
platform '<prop id="accelerators" value="0"/><prop id="intra_bandwidth" value="4 MBps"/>'
try
want_status 3; want_err "host 'c' has 0 \(.*p.xml:[0-9]+\), expected at least 1$"
platform '<prop id="accelerators" value="1"/>' # which exchanges with no other
try
want_status 0

# the watts of the exchange are assumed, unless a pstate of each node says them
assumed='the exchange of gradients is assumed to draw the watts of waiting; prop .exchange-pstate. names another'
want_out "$assumed"
try --set trainer.exchange-pstate=1
want_status 0; grep -q "exchange of gradients" "$scratch/out" && fail "says what nobody assumed"
deployment all-reduce tree scaling-efficiency 0.9 exchange-pstate 1
try
want_status 0; grep -q "exchange of gradients" "$scratch/out" && fail "speaks of an exchange that is not simulated"
run check "$scratch/p.xml" "$scratch/d.xml"
for prop in all-reduce exchange-pstate; do
    want_err "'$prop' changes nothing: the scaling-efficiency replaces the all-reduce$"
done

# what a measured efficiency replaces needs nothing; one node of several accelerators is played in closed form
deployment all-reduce hierarchical scaling-efficiency 0.9
platform ''
try
want_status 0
sed 's/\[abc\]/a/' "$scratch/d.xml" | grep -v scaling-efficiency >"$scratch/one.xml"
run run "$scratch/p.xml" "$scratch/one.xml" --engine closed-form --format json --quiet
want_status 0; want_out '"engine": "closed-form"'

# the tree needs routes that a ring of three does not need, back from b to a and from c to a
{
    echo "$head<zone id=\"world\" routing=\"Full\">"
    for host in a b c; do
        echo "<host id=\"$host\" speed=\"1Gf\"><prop id=\"wattage_per_state\" value=\"10:10:90\"/></host>"
    done
    echo '<link id="l" bandwidth="1MBps" latency="1ms"/>'
    for way in a:b b:c c:a; do
        echo "<route src=\"${way%:*}\" dst=\"${way#*:}\" symmetrical=\"NO\"><link_ctn id=\"l\"/></route>"
    done
    echo '</zone></platform>'
} >"$scratch/p.xml"
deployment all-reduce ring
try
want_status 0
deployment all-reduce tree
try
want_status 3
want_err "host 'b' has no route to 'a' "
want_err "host 'a' has no route to 'c' "
[ "$(grep -c 'has no route' "$scratch/err")" = 2 ] || fail "other routes are missing: $(cat "$scratch/err")"
finish
