# Who plays the turns of many: first some of them are looked at, then all.
. tests/cli/lib.sh
root=$PWD
cd "$scratch"

# 2,000 phones behind a backbone. $1: the up-link of phone-1502
phones() {
    cat <<'X'
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
<zone id="net" routing="Cluster">
X
    awk -v other="$1" 'BEGIN {
        for (i = 0; i < 2003; i++) {
            name = i < 2000 ? "phone-" i : i < 2002 ? "gate-" (i - 2000) : "hub"
            printf "<host id=\"%s\" speed=\"1Gf\"><prop id=\"wattage_per_state\" value=\"1:1:3\"/></host>\n", name
            MBps = name == "hub" ? 100000 : 1
            printf "<link id=\"u-%s\" bandwidth=\"%dMBps\" latency=\"10ms\"/>", name, MBps
            printf "<link id=\"d-%s\" bandwidth=\"%dMBps\" latency=\"10ms\"/>\n", name, 2 * MBps
            up = i == 1502 ? other : "u-" name
            printf "<host_link id=\"%s\" up=\"%s\" down=\"d-%s\"/>\n", name, up, name
        }
    }'
    echo '<backbone id="spine" bandwidth="1500kBps" latency="0"/></zone></platform>'
}
cat >workload.xml <<'X'
<?xml version="1.0"?>
<workload version="1" id="model">
<prop id="parameters" value="2500"/><prop id="training-flop" value="20 Mflop"/><prop id="samples" value="100"/>
</workload>
X
# $1: props of the server, $2: more actors
deployment() {
    cat <<X
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
<actor host="hub" function="server"><prop id="workload" value="workload.xml"/><prop id="rounds" value="1"/>
$1</actor>
<actor host="phone-*" function="learner"><prop id="samples" value="10"/></actor>
$2</platform>
X
}
no_acknowledgements=--simgrid=--cfg=network/crosstraffic:0
declined() { # reason
    run run platform.xml deployment.xml --format json --engine auto $no_acknowledgements
    want_status 0
    want_out '"engine": "simgrid"'
    want_out "\"engine_reason\": \"$1\""
    run run platform.xml deployment.xml --engine closed-form $no_acknowledgements
    want_status 3
    want_err "not proven to be exact: $1"
}

# gateways and their learners cross the backbone, gateways alone the link of the hub: some are enough to see it
phones u-phone-1502 >platform.xml
deployment '' '<actor host="gate-*" function="gateway"><prop id="active" value="5"/></actor>' >deployment.xml
declined "transfers of 'phone-0' and 'gate-1' can meet on link 'spine', not all on '[a-z0-9-]*'"

# one phone sends over the link of another: no sample has both
phones u-phone-1501 >platform.xml
deployment '<prop id="active" value="5"/>' '' >deployment.xml
declined "transfers of 'phone-0' and 'phone-1999' can meet on link 'spine', not all on 'u-phone-1501'"
cd "$root"
finish
