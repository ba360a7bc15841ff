# Who plays the turns, and why: what the closed form refuses, each with the element that is in its way.
. tests/cli/lib.sh
root=$PWD
cd "$scratch"

# Two phones on private links, and a wire that both pass. $1: props of phone-0, $2: attributes of its link,
# $3: attributes of the wire
platform() {
    cat <<X
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
<zone id="net" routing="Floyd">
<host id="hub" speed="1Gf"><prop id="wattage_per_state" value="5:5:50"/></host>
<host id="phone-0" speed="1Gf"><prop id="wattage_per_state" value="1:1:3"/>$1</host>
<host id="phone-1" speed="1Gf"><prop id="wattage_per_state" value="1:1:3"/></host>
<router id="r"/>
<link id="u-0" bandwidth="1MBps" latency="10ms" $2/><link id="u-1" bandwidth="1MBps" latency="10ms"/>
<link id="wire" latency="1ms" $3/>
<route src="phone-0" dst="r"><link_ctn id="u-0"/></route>
<route src="phone-1" dst="r"><link_ctn id="u-1"/></route>
<route src="r" dst="hub"><link_ctn id="wire"/></route>
</zone>
</platform>
X
}
cat >workload.xml <<'X'
<?xml version="1.0"?>
<workload version="1" id="model">
<prop id="parameters" value="250000"/><prop id="training-flop" value="20 Mflop"/><prop id="samples" value="100"/>
</workload>
X
deployment() { # further actors
    cat <<X
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
<actor host="hub" function="server"><prop id="workload" value="workload.xml"/><prop id="rounds" value="30"/></actor>
<actor host="phone-*" function="learner"><prop id="samples" value="50"/></actor>$1
</platform>
X
}
deployment '' >deployment.xml
reason() { # regex of the reason why SimGrid plays under auto; closed-form is refused with it
    want=$1
    shift
    run run platform.xml deployment.xml --format json --engine auto "$@"
    want_status 0
    want_out '"engine": "simgrid"'
    want_out "\"engine_reason\": \".*$want"
    run run platform.xml deployment.xml --engine closed-form "$@"
    want_status 3
    want_err "not proven to be exact: .*$want"
}

# Each way over the same link: what SimGrid would share wrongly is put off, on both engines.
platform '' '' 'bandwidth="1GBps"' >platform.xml
run run platform.xml deployment.xml --format json --engine auto
want_status 0
want_out '"engine": "closed-form"'

no_acknowledgements=--simgrid=--cfg=network/crosstraffic:0
# a wire that is wide enough for both
platform '' '' 'bandwidth="2.01MBps"' >platform.xml
run run platform.xml deployment.xml --format json --engine auto $no_acknowledgements
want_status 0
want_out '"engine": "closed-form"'
want_out '"plugin_host_energy_j": null'
run run platform.xml deployment.xml --engine auto $no_acknowledgements
want_out '^audit: SimGrid agrees on [0-9]+ of 90 turns, played again'
want_out '^engine: closed-form: no two'
run run platform.xml deployment.xml --engine closed-form --no-audit $no_acknowledgements
want_out '^audit: none'
run run platform.xml deployment.xml --format json --engine simgrid
want_out '"engine": "simgrid"'
want_out '"engine_reason": "asked for"'
# auto is the default
# shellcheck disable=SC2086
run run platform.xml deployment.xml $no_acknowledgements
want_out '^engine: closed-form: no two'

# one that both share
platform '' '' 'bandwidth="1.99MBps"' >platform.xml
run run platform.xml deployment.xml --format json --engine auto $no_acknowledgements
want_status 0
want_out '"engine": "closed-form"'
want_out "\"engine_reason\": \"transfers that share a link share all their links \('wire'\)"
run run platform.xml deployment.xml --engine auto $no_acknowledgements
want_out '^audit: SimGrid agrees on [0-9]+ of 90 turns, played again'

# and a second one that phone-2 does not cross
platform '' '' 'bandwidth="1.99MBps"' | sed 's,<router id="r"/>,<host id="phone-2" speed="1Gf"><prop id="wattage_per_state" value="1:1:3"/></host><router id="q"/>&,
    s,<link id="wire",<link id="trunk" bandwidth="2.5MBps" latency="1ms"/><link id="u-2" bandwidth="1MBps" latency="10ms"/>&,
    s,<route src="r" dst="hub">,<route src="phone-2" dst="q"><link_ctn id="u-2"/></route><route src="q" dst="hub"><link_ctn id="trunk"/></route><route src="r" dst="q">,' >platform.xml
reason "transfers of 'phone-0' and 'phone-2' can meet on link 'trunk', not all on 'wire'" $no_acknowledgements
# a wire that is wider than the trunk does not matter
sed -i 's/1.99MBps/2.5MBps/' platform.xml
run run platform.xml deployment.xml --format json --engine auto $no_acknowledgements
want_out "\"engine_reason\": \"transfers that share a link share all their links \('trunk'\)"
platform '' '' 'bandwidth="1kBps" sharing_policy="FATPIPE"' >platform.xml
run run platform.xml deployment.xml --format json --engine auto $no_acknowledgements
want_out '"engine": "closed-form"'

platform '<prop id="kind" value="phone"/>' '' 'bandwidth="1GBps"' >platform.xml
reason 'SimGrid was given --cfg=network/loopback-bw:1e9' --simgrid=--cfg=network/loopback-bw:1e9
reason 'the network model is SMPI' --simgrid=--cfg=network/model:SMPI
deployment '<actor host="phone-0" function="user"><prop id="per-day" value="1"/><prop id="days" value="1"/></actor>' >deployment.xml
reason "host 'phone-0' has two actors"
deployment '' >deployment.xml
# a user on a host of its own, who gets the models of two trainings
sed -i 's,<router id="r"/>,<host id="desk" speed="1Gf"><prop id="wattage_per_state" value="1:1:3"/></host>&,; s,<route src="r" dst="hub">,<route src="desk" dst="r"><link_ctn id="u-1"/></route>&,' platform.xml
deployment '<actor host="desk" function="user"><prop id="per-day" value="1"/><prop id="days" value="1"/></actor>' >deployment.xml
reason 'users receive models of several trainings' --set server.trainings=2
platform '' '' 'bandwidth="1GBps"' >platform.xml
deployment '' >deployment.xml
# 2 s of work and 1 s of upload, until the deadline: the turn ends by itself
platform '' '' 'bandwidth="1GBps"' | sed 's/latency="[0-9]*ms"/latency="0"/g' >platform.xml
sed -i 's/phone-\*/phone-0/; s/value="50"/value="100"/' deployment.xml
for engine in simgrid closed-form; do
    # shellcheck disable=SC2086
    run run platform.xml deployment.xml --format json --engine $engine --set workload.model-size=0 \
        --set workload.update-size=1MB --set server.deadline=3s --simgrid=--cfg=network/model:CM02 $no_acknowledgements
    want_status 0
    want_out '"dropped_updates": 0,'
done
deployment '' >deployment.xml
printf '0 0.5\n10 1\n20 1\n' >half.txt
platform '' 'bandwidth_file="half.txt"' 'bandwidth="1GBps"' >platform.xml
reason "link 'u-0' has a profile"

# A flat zone: what the <host_link>s name is each phone's own. $1: link of phone-1, $2: more of the zone,
# $3: more of phone-1's link
flat() {
    cat <<X
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
<zone id="net" routing="Cluster">
<host id="hub" speed="1Gf"><prop id="wattage_per_state" value="5:5:50"/></host>
<host id="phone-0" speed="1Gf"><prop id="wattage_per_state" value="1:1:3"/></host>
<host id="phone-1" speed="1Gf"><prop id="wattage_per_state" value="1:1:3"/></host>
<link id="l-0" bandwidth="1MBps" latency="10ms"/><link id="l-1" bandwidth="1MBps" latency="10ms" ${3-}/>
<host_link id="phone-0" up="l-0" down="l-0"/><host_link id="phone-1" up="$1" down="$1"/>
${2-}
</zone>
</platform>
X
}
flat l-1 '' >platform.xml
for acknowledgements in 0 1; do
    run run platform.xml deployment.xml --format json --engine auto \
        --simgrid=--cfg=network/crosstraffic:$acknowledgements
    want_status 0
    want_out '"engine": "closed-form"'
done
# links that are not a phone's own: found, and played as shared ones
shared() { # name
    run run platform.xml deployment.xml --format json --engine auto $no_acknowledgements
    want_status 0
    want_out "\"engine_reason\": \"transfers that share a link .*'$1'"
}
flat l-0 '' >platform.xml
shared l-0
flat l-1 '<backbone id="bone" bandwidth="1MBps" latency="0"/>' >platform.xml
shared bone
flat l-1 '<link id="wire" bandwidth="1MBps" latency="0"/><host_link id="hub" up="wire" down="wire"/>' >platform.xml
shared wire
flat l-1 '' 'bandwidth_file="half.txt"' >platform.xml
reason "link 'l-1' has a profile" $no_acknowledgements
cd "$root"
finish
