# Transfers that share links: both engines give the same numbers, to 1e-9.
. tests/cli/lib.sh
root=$PWD
cd "$scratch"

cat >workload.xml <<'X'
<?xml version="1.0"?>
<workload version="1" id="model">
<prop id="parameters" value="250000"/><prop id="training-flop" value="20 Mflop"/><prop id="samples" value="4000"/>
</workload>
X
head='<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">'

# A star of unequal phones around a hub. $1: phones, $2: links of the hub, $3: its host_link
star() {
    echo "$head<zone id='net' routing='Cluster'>
<host id='hub' speed='1Gf'><prop id='wattage_per_state' value='5:5:50'/></host>$2<host_link id='hub' $3/>"
    awk -v n="$1" 'BEGIN {
        for (i = 0; i < n; i++) {
            x = (i * 37 + 11) % 101 / 101; y = (i * 53 + 29) % 97 / 97
            printf "<host id=\"phone-%d\" speed=\"%.6fGf\"><prop id=\"wattage_per_state\" value=\"1:1:3\"/></host>\n", i, 0.2 + x
            printf "<link id=\"u-%d\" bandwidth=\"%.3fkBps\" latency=\"%.3fms\"/>", i, 100 + 900 * y, 1 + 30 * x
            printf "<link id=\"d-%d\" bandwidth=\"%.3fkBps\" latency=\"%.3fms\"/>", i, 200 + 3000 * x, 2 + 40 * y
            printf "<host_link id=\"phone-%d\" up=\"u-%d\" down=\"d-%d\"/>\n", i, i, i
        }
    }'
    echo '</zone></platform>'
}
deployment() { # props of the server
    echo "$head
<actor host='hub' function='server'><prop id='workload' value='workload.xml'/><prop id='rounds' value='8'/>${1:-}</actor>
<actor host='phone-*' function='learner'><prop id='samples' value='40'/></actor>
</platform>"
}

# Both engines, and what they say, number by number; further arguments go to both.
same() { # what
    what=$1
    shift
    run run platform.xml deployment.xml --format json --engine closed-form "$@"
    [ "$status" = 0 ] || fail "$what: $(tail -n 1 "$scratch/err")"
    mv out closed
    run run platform.xml deployment.xml --format json --engine simgrid "$@"
    want_status 0
    awk -v what="$what" '
    function number(text) { return match(text, /-?[0-9][-+.0-9eE]*,?$/) ? substr(text, RSTART) + 0 : "" }
    function stem(text) { return match(text, /-?[0-9][-+.0-9eE]*,?$/) ? substr(text, 1, RSTART - 1) : text }
    FNR == 1 { file++; over = 0 }
    /^  "warnings"/ { over = 1 }
    over || /"(engine|engine_reason)"|"plugin_/ { next }
    { line[file, ++count[file]] = $0 }
    END {
        for (i = 1; i <= count[1] || i <= count[2]; i++) {
            a = number(line[1, i]); b = number(line[2, i])
            d = a > b ? a - b : b - a; size = b < 0 ? -b : b
            if (line[1, i] == line[2, i] || stem(line[1, i]) == stem(line[2, i]) && a != "" && d <= 1e-9 * size)
                continue
            print what ": closed form:" line[1, i] ", SimGrid:" line[2, i]
            bad = 1
        }
        exit bad || count[1] < 30
    }' closed out || fail "$what: the engines differ"
}
want_shared() { # the link that the closed form names, of the last pair
    grep -q "share all their links ('$1')" closed || fail "not shared by level: $(grep engine_reason closed)"
}

no_acknowledgements=--simgrid=--cfg=network/crosstraffic:0
plain=--simgrid=--cfg=network/model:CM02
deployment >deployment.xml

star 12 '<link id="hub-l" bandwidth="2MBps" latency="4ms"/>' 'up="hub-l" down="hub-l"' >platform.xml
same 'one link both ways'
want_shared hub-l
same 'one link both ways, no acknowledgements' $no_acknowledgements
same 'one link both ways, CM02' $plain
same 'sparse cohorts' --set server.active=3
same 'each on its own date' --set server.aggregation=buffered --set server.buffer=3 --set server.concurrency=7
deployment '<prop id="deadline" value="11 s"/>' >deployment.xml
same 'cut by a deadline'
grep -q '"dropped_updates": 0' closed && fail 'nothing was cut off'
deployment >deployment.xml

star 12 '<link id="hub-u" bandwidth="1.3MBps" latency="4ms"/><link id="hub-d" bandwidth="700kBps" latency="1ms"/>' \
    'up="hub-u" down="hub-d"' >platform.xml
same 'a link each way'
want_shared hub-d
same 'a link each way, no acknowledgements' $no_acknowledgements
same 'a link each way, CM02' $plain
star 12 '<link id="hub-u" bandwidth="30MBps" latency="4ms"/><link id="hub-d" bandwidth="300kBps" latency="1ms"/>' \
    'up="hub-u" down="hub-d"' >platform.xml
same 'a wide one down'
star 12 '<link id="hub-l" bandwidth="2MBps" latency="0"/>' 'up="hub-l" down="hub-l"' |
    sed 's/latency="[0-9.]*ms"/latency="0"/g' >platform.xml
same 'without latency'
same 'without latency, CM02, no acknowledgements' $plain $no_acknowledgements
star 12 '<link id="hub-l" bandwidth="2MBps" latency="4ms" sharing_policy="SPLITDUPLEX"/>' \
    'up="hub-l_UP" down="hub-l_DOWN"' >platform.xml
same 'two halves of one link'

# One that leaves less than 1e-5 of the link: SimGrid lets the far one have its cap.
{
    echo "$head<zone id='net' routing='Cluster'>
<host id='hub' speed='1Gf'><prop id='wattage_per_state' value='5:5:50'/></host>"
    for i in near far; do
        echo "<host id='phone-$i' speed='1Gf'><prop id='wattage_per_state' value='1:1:3'/></host>"
    done
    echo "<link id='hub-l' bandwidth='1MBps' latency='0'/><host_link id='hub' up='hub-l' down='hub-l'/>
<link id='n' bandwidth='999995Bps' latency='1ns'/><link id='f' bandwidth='1kBps' latency='1s'/>
<link id='n-up' bandwidth='999995Bps' latency='1ns'/><link id='f-up' bandwidth='1kBps' latency='1s'/>
<host_link id='phone-near' up='n-up' down='n'/><host_link id='phone-far' up='f-up' down='f'/></zone></platform>"
} >platform.xml
same 'next to nothing left' $plain $no_acknowledgements
want_shared hub-l

# Equal phones tie everywhere; each has one link for both ways, which acknowledgements hold back.
equal() { # bandwidth of the wire
    echo "$head<zone id='net' routing='Floyd'>
<host id='hub' speed='1Gf'><prop id='wattage_per_state' value='5:5:50'/></host>"
    for i in 0 1 2 3 4 5 6 7; do
        echo "<host id='phone-$i' speed='1Gf'><prop id='wattage_per_state' value='1:1:3'/></host>"
    done
    echo "<router id='r'/><link id='wire' bandwidth='$1' latency='1ms'/>"
    for i in 0 1 2 3 4 5 6 7; do
        echo "<link id='u-$i' bandwidth='1MBps' latency='10ms'/>"
    done
    echo "<route src='r' dst='hub'><link_ctn id='wire'/></route>"
    for i in 0 1 2 3 4 5 6 7; do
        echo "<route src='phone-$i' dst='r'><link_ctn id='u-$i'/></route>"
    done
    echo '</zone></platform>'
}
equal 3MBps >platform.xml
same 'equal phones'
want_shared wire
# By hand, one round: eight flows of weight 1.05 share 3 MB/s, 0.97 of it moves bytes: a message takes 13.01 x 11 ms +
# 1 MB / (0.97 x 3 MB/s / 1.05 / 8); twice that, 0.8 s of training and 4 ms of aggregation. Beginnings are 2 ns apart.
run run platform.xml deployment.xml --format json --engine closed-form --set server.rounds=1
sed -n 's/^  "time_s": \(.*\),$/\1/p' out |
    awk '{ want = 2 * (13.01 * 0.011 + 1e6 / (0.97 * 3e6 / 1.05 / 8)) + 0.804; exit !($1 - want < 1e-7 && want - $1 < 1e-7) }' ||
    fail "equal phones by hand: $(grep time_s out)"
same 'equal phones, buffered' --set server.aggregation=buffered --set server.buffer=3 --set server.concurrency=5
equal 100MBps >platform.xml
same 'equal phones on a wide wire'

# Two gateways, each with a link of its own to its phones and to the hub.
{
    echo "$head<zone id='net' routing='Floyd'>
<host id='hub' speed='1Gf'><prop id='wattage_per_state' value='5:5:50'/></host>"
    links="<link id='access' bandwidth='900kBps' latency='3ms'/>" routes="<route src='hub' dst='r'><link_ctn id='access'/></route>"
    for g in 0 1; do
        echo "<host id='gate-$g' speed='1Gf'><prop id='wattage_per_state' value='2:2:8'/></host>"
        links="$links<link id='g-$g' bandwidth='$((g + 1)).1MBps' latency='2ms'/><link id='w-$g' bandwidth='2MBps' latency='2ms'/>"
        routes="$routes<route src='gate-$g' dst='r-$g'><link_ctn id='g-$g'/></route><route src='r-$g' dst='r'><link_ctn id='w-$g'/></route>"
        for i in 0 1 2 3; do
            echo "<host id='phone-$g$i' speed='$((i + 1))00Mf'><prop id='wattage_per_state' value='1:1:3'/></host>"
            links="$links<link id='u-$g$i' bandwidth='$((i * 3 + 4))00kBps' latency='$((7 + i))ms'/>"
            routes="$routes<route src='phone-$g$i' dst='r-$g'><link_ctn id='u-$g$i'/></route>"
        done
    done
    echo "<router id='r'/><router id='r-0'/><router id='r-1'/>$links$routes</zone></platform>"
} >platform.xml
{
    echo "$head
<actor host='hub' function='server'><prop id='workload' value='workload.xml'/><prop id='rounds' value='8'/></actor>
<actor host='gate-*' function='gateway'><prop id='local-rounds' value='2'/></actor>"
    for g in 0 1; do
        echo "<actor host='phone-$g*' function='learner'><prop id='samples' value='40'/><prop id='gateway' value='gate-$g'/></actor>"
    done
    echo '</platform>'
} >deployment.xml
same 'gateways'
want_shared g-0
same 'gateways, CM02' $plain
cd "$root"
finish
