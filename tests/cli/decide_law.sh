# A law of decisions: what is assumed wider makes no verdict surer, and the winner needs least in no more of the draws. Small
# studies drawn by chance, each at three widths of all that is assumed. It holds draw by draw, because the same quantiles are
# drawn at any width: each draw moves away from the centre, where the winner needs less, on a straight way. (Of one factor
# among several it holds on average only: a draw that the others had turned may be turned back.) By hand:
#   STUDIES=1000 SEED=7 WATTFLEET=build/ci/wattfleet sh tests/cli/decide_law.sh
# Joules as in decide_frontier.sh: watts while busy (nearly none idle), times PUE and wall factor of the zone.
. tests/cli/lib.sh
studies=${STUDIES:-16} seed=${SEED:-1}
cat >"$scratch/work.xml" <<'END'
<?xml version="1.0"?>
<workload version="1" id="work">
  <prop id="parameters" value="100"/>
  <prop id="training-flop" value="1 Gflop"/>
  <prop id="samples" value="100"/>
  <prop id="bytes-per-sample" value="1 B"/>
  <epochs value="2" provenance="published"/>
</workload>
END
for name in a b; do
    echo '<?xml version="1.0"?><!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd"><platform version="4.1">'
    echo "<actor host=\"h-$name\" function=\"trainer\"><prop id=\"workload\" value=\"work.xml\"/></actor>"
    echo "<actor host=\"h-$name$name\" function=\"trainer\"><prop id=\"workload\" value=\"work.xml\"/></actor></platform>"
done >"$scratch/both"
head -n 3 "$scratch/both" >"$scratch/a.xml"
tail -n 3 "$scratch/both" >"$scratch/b.xml"

# A study: watts of four hosts, and two to four factors, each with its centre and half of its width. Bounds stay where the
# keys take them, also twice and four times as wide: PUE and wall factor from 1 on.
draw() { # number of the study: files plane.xml and study-WIDTH.xml for three widths
    awk -v number="$1" -v seed="$seed" -v scratch="$scratch" '
        function chance() { # Park and Miller 1988: the same with every awk
            state = (state * 16807) % 2147483647
            return state / 2147483647
        }
        function between(a, b) { return a + (b - a) * chance() }
        function ends(i, width,    w) {
            w = half[i] * width
            if (shape[i] ~ /log/) return sprintf("low=\"%.12g\" high=\"%.12g\"", centre[i] / (1 + w), centre[i] * (1 + w))
            return sprintf("low=\"%.12g\" high=\"%.12g\"", centre[i] - w, centre[i] + w)
        }
        BEGIN {
            state = (seed * 1000003 + number * 7919) % 2147483647
            for (i = 0; i < 5; i++) chance()
            split("zone.a.pue zone.b.pue zone.aa.wall_factor zone.bb.wall_factor", keys, " ")
            split("uniform normal triangular log-uniform lognormal", shapes, " ")
            count = 2 + int(3 * chance())
            lead = between(1.02, 1.25)
            for (i = 1; i <= 4; i++) { c[i] = between(1.9, 2.2); watts[i] = between(50, 150) }
            # joules of a: watts 1 x c 1 + watts 3 x c 3; those of b are so much more
            watts[4] = ((watts[1] * c[1] + watts[3] * c[3]) * lead - watts[2] * c[2]) / c[4]
            if (watts[4] < 1) { watts[2] = watts[2] / 4; watts[4] = ((watts[1] * c[1] + watts[3] * c[3]) * lead - watts[2] * c[2]) / c[4] }
            if (watts[4] < 1) watts[4] = 1
            first = int(4 * chance())
            for (i = 1; i <= count; i++) {
                which = (first + i - 1) % 4 + 1
                key[i] = keys[which]; centre[i] = c[which]; half[i] = between(0.02, 0.15)
                shape[i] = shapes[1 + int(5 * chance())]
            }
            file = scratch "/plane.xml"
            print "<?xml version=\"1.0\"?><!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\"><platform version=\"4.1\">" >file
            print "<zone id=\"world\" routing=\"Floyd\"><prop id=\"meter\" value=\"package\"/>" >file
            print "<prop id=\"wall_factor\" value=\"1\"/>" >file
            split("a b aa bb", names, " ")
            for (i = 1; i <= 4; i++) {
                printf "<zone id=\"%s\" routing=\"Full\"><prop id=\"%s\" value=\"%.6g\"/>", names[i], i < 3 ? "pue" : "wall_factor", c[i] >file
                if (i > 2) print "<prop id=\"meter\" value=\"package\"/>" >file
                printf "<host id=\"h-%s\" speed=\"1Gf\"><prop id=\"wattage_per_state\" value=\"0.1:%.9g:%.9g\"/></host></zone>\n", \
                    names[i], watts[i], watts[i] >file
            }
            print "<link id=\"wire\" bandwidth=\"1GBps\" latency=\"1us\"/>" >file
            print "<zoneRoute src=\"a\" dst=\"aa\" gw_src=\"h-a\" gw_dst=\"h-aa\"><link_ctn id=\"wire\"/></zoneRoute>" >file
            print "<zoneRoute src=\"b\" dst=\"bb\" gw_src=\"h-b\" gw_dst=\"h-bb\"><link_ctn id=\"wire\"/></zoneRoute>" >file
            print "<zoneRoute src=\"aa\" dst=\"b\" gw_src=\"h-aa\" gw_dst=\"h-b\"><link_ctn id=\"wire\"/></zoneRoute>" >file
            print "</zone></platform>" >file
            split("0.5 1 2", widths, " ")
            for (w = 1; w <= 3; w++) {
                file = scratch "/study-" w ".xml"
                print "<?xml version=\"1.0\"?><study version=\"1\"><platform file=\"plane.xml\"/>" >file
                print "<deployment label=\"A\" file=\"a.xml\"/><deployment label=\"B\" file=\"b.xml\"/>" >file
                for (i = 1; i <= count; i++)
                    printf "<factor key=\"%s\" %s shape=\"%s\" %s/>\n", key[i], ends(i, widths[w]), shape[i], \
                        shape[i] == "triangular" ? sprintf("centre=\"%.12g\"", centre[i]) : "" >file
                print "<design kind=\"sobol\" points=\"" 8 * (count + 2) * 8 "\"/></study>" >file
            }
        }'
}
value() { # of a top-level key of the JSON
    sed -n "s/^  \"$1\": *\(.*[^,]\),*$/\1/p" "$scratch/out" | head -n 1 | tr -d '"'
}

number=0 seen=''
while [ $number -lt "$studies" ]; do
    number=$((number + 1))
    draw $number
    before=9 share=1 wide=1 trail=''
    for width in 1 2 3; do
        run decide "$scratch/study-$width.xml" --quiet --format json --jobs 1
        want_status 0
        case $(value verdict) in decided) now=3 ;; likely) now=2 ;; undecided) now=1 ;; *) now=0 ;; esac
        trail="$trail $(value verdict) $(value winner) $(value probability) $(value doubled_probability);"
        [ $now -ge 1 ] && [ $now -le $before ] || fail "study $number of seed $seed, from narrow to wide:$trail"
        awk -v a="$(value probability)" -v b="$share" -v c="$(value doubled_probability)" -v d="$wide" \
            'BEGIN { exit !(a != "" && a <= b && c != "" && c <= d) }' || fail "study $number of seed $seed, draws:$trail"
        before=$now share=$(value probability) wide=$(value doubled_probability)
        seen="$seen$now"
    done
done
for verdict in 1 2 3; do
    case $seen in *$verdict*) ;; *) fail "no verdict of rank $verdict among $studies studies: the law is not tried" ;; esac
done
finish
