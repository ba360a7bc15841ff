#!/bin/sh
# Platform of the benchmark: N phones and a server in one flat zone, on stdout.
#
#   fleet.sh N > platform.xml
#
# Speeds of 1 to 7 Gf, uplinks of 1 to 5 MBps, downlinks of 5 to 9 MBps (assumed): 35 kinds of phone.
# We also measured values that differ from phone to phone, so that each turn ends at its own date: bare
# SimGrid then takes no longer (10^5 phones, cohorts of 1000 and of 10,000).
# The server has no host_link, so that each flow crosses the private link of a phone only.
set -eu
case ${1-} in
'' | *[!0-9]*)
    echo "usage: fleet.sh N > platform.xml" >&2
    exit 2
    ;;
esac

LC_ALL=C exec awk -v n="$1" 'BEGIN {
    print "<?xml version=\"1.0\"?>"
    print "<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">"
    print "<platform version=\"4.1\">"
    print "<zone id=\"fleet\" routing=\"Cluster\">"
    print "<prop id=\"kind\" value=\"phone\"/>"
    print "<host id=\"server-0\" speed=\"100Gf\"><prop id=\"wattage_per_state\" value=\"45:50:90\"/>" \
          "<prop id=\"kind\" value=\"server\"/></host>"
    host = "<host id=\"phone-%d\" speed=\"%dGf\">" \
           "<prop id=\"wattage_per_state\" value=\"0.3:0.5:3\"/></host>\n"
    link = "<link id=\"%s-%d\" bandwidth=\"%dMBps\" latency=\"20ms\">" \
           "<prop id=\"wattage_range\" value=\"0:1.5\"/></link>\n"
    host_link = "<host_link id=\"phone-%d\" up=\"u-%d\" down=\"d-%d\"/>\n"
    for (i = 0; i < n; i++) {
        printf host, i, 1 + i % 7
        printf link, "u", i, 1 + i % 5
        printf link, "d", i, 5 + i % 5
        printf host_link, i, i, i
    }
    print "</zone>"
    print "</platform>"
}'
