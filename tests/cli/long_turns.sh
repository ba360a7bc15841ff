# Turns of a year. SimGrid's clock may miss a date by one unit in the last place where it stops on the way at less than
# half of it, here at 97 days, when the quick phone has ended; from then on a unit is more than its precision, and it
# waited for a date that had passed ("deadlock"). Each kind of activity is the late one once. Speeds, dates: some of
# those that were missed, about one of ten drawn.
. tests/cli/lib.sh

cat >"$scratch/workload.xml" <<XML
<?xml version="1.0"?>
<workload version="1" id="long">
  <prop id="parameters" value="2500000"/><prop id="training-flop" value="250 Mflop"/>
  <prop id="samples" value="80"/><prop id="bytes-per-sample" value="3 kB"/>
</workload>
XML
doctype='<?xml version="1.0"?><!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd"><platform version="4.1">'
phone() { # number
    echo "<host id=\"phone-$1\" speed=\"1Gf\"><prop id=\"wattage_per_state\" value=\"0.3:0.5:3\"/></host>
<link id=\"u-$1\" bandwidth=\"1MBps\" latency=\"0\"/><host_link id=\"phone-$1\" up=\"u-$1\" down=\"u-$1\"/>"
}
cat >"$scratch/platform.xml" <<XML
$doctype<zone id="fleet" routing="Cluster">
<host id="server-0" speed="100Gf"><prop id="wattage_per_state" value="45:50:90"/></host>
$(phone 0)$(phone 1)</zone></platform>
XML
server='<actor host="server-0" function="server"><prop id="workload" value="workload.xml"/><prop id="rounds" value="1"/>'
learner() { # hosts [attribute [prop]]
    echo "<actor host=\"$1\" function=\"learner\" ${2-}><prop id=\"samples\" value=\"40\"/>${3-}</actor>"
}
deployment() { # learners
    echo "$doctype$server</actor>$*</platform>" >"$scratch/deployment.xml"
}
long_run() { # speed of the quick phone, time of the run, options..
    speed=$1 time=$2
    shift 2
    run run "$scratch/platform.xml" "$scratch/deployment.xml" --quiet --format json --engine simgrid \
        --set host.phone-0.speed="$speed"f "$@"
    want_status 0
    want_out "\"time_s\": $time"
}

deployment "$(learner 'phone-*')"
long_run 1158.9348924489705 27615[0-9]{3}\\. --set host.phone-1.speed=362.121585287647f # 1e10 flop: 27615034 s
long_run 1113.641364574692 29918[0-9]{3}\\. --set host.phone-1.speed=334.2436861441576f
long_run 1160.0722885271755 5675[0-9]{4}\\. --set link.u-1.bandwidth=0.381455502900713Bps # 20 MB at 0.97 / 1.05 of it (LV08)
long_run 1160.0722885271755 26215377\\.479 --set host.phone-1.speed=1f --set server.deadline=26215377.47904202s
deployment "$(learner phone-0)$(learner phone-1 'start_time="26215377.47904202"')"
long_run 1160.0722885271755 262[0-9]{5}\\.
deployment "$(learner phone-0)$(learner phone-1 '' '<prop id="start-up" value="26410383.629236244 s"/>')"
long_run 1126.381010321589 264[0-9]{5}\\.

# The audit of devices that are drawn when they are first asked.
class() { # id, speed
    echo "<class id=\"$1\" count=\"50\" speed=\"$2f\" access=\"radio\"><prop id=\"wattage_per_state\" value=\"0.3:0.5:3\"/></class>"
}
cat >"$scratch/fleet.xml" <<XML
<?xml version="1.0"?>
<fleet version="1">
  <access id="radio" up="1MBps" down="1MBps" latency="0s" up_wattage_range="0:1.5" down_wattage_range="0:1.5"/>
  $(class quick 1181.7179550885069)$(class slow 355.78804399991566)
  <node id="server-0" speed="100Gf"><prop id="wattage_per_state" value="45:50:90"/></node>
</fleet>
XML
server="$server<prop id=\"active\" value=\"4\"/><prop id=\"selection\" value=\"random\"/>"
deployment "$(learner 'quick-*')$(learner 'slow-*')"
run run "$scratch/fleet.xml" "$scratch/deployment.xml" --quiet --format json
want_status 0
want_out '"engine": "closed-form"'
finish
