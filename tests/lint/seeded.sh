#!/bin/sh
# lint.seeded: each lint finds the fault that is put before it here, names its file, and accepts the
# same tree without the fault. Without this, a lint that no longer finds anything would pass unseen.
set -u
lints=$(cd "$(dirname "$0")" && pwd)
build=${1:-}
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
failed=0

# fault WHAT EXPECTED COMMAND..: the command fails, and a line of its output matches.
fault() {
    what=$1 expected=$2
    shift 2
    if "$@" >out 2>&1; then
        echo "FAILED: $what: not found"
        failed=1
    elif ! grep -qE "$expected" out; then
        printf 'FAILED: %s: no line matches "%s":\n' "$what" "$expected"
        cat out
        failed=1
    fi
}
accepted() {
    what=$1
    shift
    "$@" >out 2>&1 || { echo "FAILED: $what: refused"; cat out; failed=1; }
}
put() {
    mkdir -p "$scratch/$(dirname "$1")" && cat >"$scratch/$1"
}
clean() {
    rm -rf "$scratch/src" "$scratch/docs" "$scratch/build"
}

# ---- layers ----
seed() {
    echo 'int wf_a(void);' | put src/base/a.c
    accepted 'a layer on its own' sh "$lints/layers.sh" src
    echo "$2" | put "src/$1"
    fault "$2 in $1" "$1:1:" sh "$lints/layers.sh" src
    clean
}
seed base/up.c '#include "model/account.h"'
seed job/up.c '#include "engine/pool.h"'
seed output/beside.c '#include "engine/pool.h"'
seed fit/beside.c '#include "platform/site.h"'
seed job/simgrid.c '#include <simgrid/engine.h>'
seed cli/xml.c '#include <libxml/parser.h>'
seed model/print.c 'void f(void) { printf("x"); }'
seed model/print.c 'void f(void) { printf("g / kWh * 2"); }'
seed study/leave.c 'void f(void) { exit(1); }'
seed base/locale.c 'void f(void) { setlocale(LC_ALL, ""); }'
echo 'int wf_b(void);' | put src/attic/b.c
fault 'a folder beside the graph' 'src/attic' sh "$lints/layers.sh" src
clean

# ---- circles ----
# Three files of one library; the last one closes the circle, or does not.
library() {
    rm -rf "$scratch/build"
    mkdir -p "$scratch/build/wattfleet.dir/src/cli"
    echo 'int wf_b(void); int wf_a(void) { return wf_b(); }' | put src/base/a.c
    echo 'int wf_c(void); int wf_b(void) { return wf_c(); }' | put src/base/b.c
    echo "$1" | put src/base/c.c
    echo 'int wf_a(void); int main(void) { return wf_a(); }' | put src/cli/main.c
    for name in a b c; do
        "${CC:-cc}" -c "src/base/$name.c" -o "build/$name.c.o" || exit 1
    done
    "${CC:-cc}" -c src/cli/main.c -o build/wattfleet.dir/src/cli/main.c.o || exit 1
    (cd build && ar rc libwf_base.a a.c.o b.c.o c.c.o)
}
library 'int wf_c(void) { return 0; }'
echo '#include "base/b.h"' | put src/base/a.h
echo '#include <stddef.h>' | put src/base/b.h
accepted 'no circle' sh "$lints/circles.sh" build src
echo '#include "base/a.h"' | put src/base/b.h
fault 'a circle of headers' '^  base/b.h -> base/a.h:' sh "$lints/circles.sh" build src
echo '#include <stddef.h>' | put src/base/b.h
library 'int wf_a(void); int wf_c(void) { return wf_a(); }'
fault 'a circle of files' '^  base/c -> base/a: wf_a' sh "$lints/circles.sh" build src
! grep -q 'cli/main' out || { echo 'FAILED: what only leads to a circle is named'; failed=1; }
rm -r "$scratch/build"
fault 'no build' 'build first' sh "$lints/circles.sh" build src
clean

# ---- functions ----
body() {
    printf '/* A comment. */\nstatic int f(int a,\n             int b)\n{\n'
    seq "$1" | sed 's/.*/    a += b;/'
    printf '}\n'
}
{
    printf 'static const int table[] = {\n'
    seq 100 | sed 's/$/,/'
    printf '};\n\n'
    body 56
} | put src/base/long.c
accepted 'a function of 60 lines below a table of 100' sh "$lints/functions.sh" src
{
    printf '#include <stdio.h>\n\nint x;\n'
    body 57
} | put src/base/long.c
fault 'a function of 61 lines' 'base/long.c:5: 61 lines' sh "$lints/functions.sh" src
{
    printf '#if A\nint f(void)\n#else\nint f(int a)\n#endif\n{\n'
    seq 60 | sed 's/.*/    a += 1;/'
    printf '}\n'
} | put src/base/long.c
fault 'a long function of two heads' 'base/long.c:2: 66 lines' sh "$lints/functions.sh" src
clean

# ---- words ----
printf '/* The user is asked\n * for it. */\n' | put src/base/words.h
accepted 'plain words' sh "$lints/words.sh" src
printf 'int x;\n/* What is left out is told\n * of at the end. */\n' | put src/base/words.h
fault 'a phrase across lines' 'base/words.h:2:.*is reported' sh "$lints/words.sh" src
printf 'Text.\n\nSome are told twice.\n' | put docs/words.md
fault 'a phrase in a document' 'docs/words.md:3:' sh "$lints/words.sh" docs
clean

# ---- page ----
seed_page() { # WHAT EXPECTED FILE SED: a page with that change
    rm -rf page
    cp -r "$lints/../../src/page" page
    sed "$4" "$lints/../../src/page/$3" >"page/$3"
    fault "$1" "$2" sh "$lints/page.sh" page
}
cp -r "$lints/../../src/page" page
accepted 'the page that ships' sh "$lints/page.sh" page
seed_page 'another library' 'library/d3.min.js: FAILED' library/d3.min.js '$s/$/ /'
seed_page 'a library of an older table' 'library/plot.min.js: FAILED' library/README.md 's/`435/`436/'
seed_page 'a page that fetches' 'page.html:[0-9]*:' page.html 's,<title>,<link href="https://a.b/c.css"><title>,'
seed_page 'a style that fetches' 'page.css:[0-9]*:' page.css 's,^  margin: 0 auto;,  background: url(a.png);,'
seed_page 'text as markup' 'script/element.js:[0-9]*:' script/element.js 's/made.append(/made.innerHTML = (/'
seed_page 'a script that ends' 'script/start.js:' script/start.js 's,Draws,</script> draws,'
seed_page 'pale text' 'dark.*: soft on paper: 2' page.css 's/--soft: #b0b8c3/--soft: #4f5762/'
rm -rf page

# ---- provenance ----
if [ -x "$build/tests/lint_provenance" ]; then
    ship() { # WORDS-OF-THE-HOST SOURCE-OF-THE-WORKLOAD
        put platforms/grenoble.xml <<X
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><zone id="z" routing="Full"><!-- 1 Gflop/s, 1 W, 2 W: a data sheet; 1 MB/s: assumed -->
<prop id="pue" value="1.2"/> <!-- a guess -->
<prop id="provenance" value="pue=assumed, bandwidth=assumed, latency=assumed"/>
<host id="a" speed="1Gf"><prop id="wattage_per_state" value="1:1:2"/><prop id="provenance" value="$1"/></host>
<link id="l" bandwidth="1MBps" latency="0"/></zone></platform>
X
        put deployments/d.xml <<X
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1"><actor host="a" function="trainer"><prop id="workload" value="workloads/w.xml"/></actor></platform>
X
        put deployments/workloads/w.xml <<X
<workload version="1" id="w"><prop id="parameters" value="1000" provenance="published"$2/>
<prop id="training-flop" value="1 Mflop" provenance="derived" source="counted"/>
<prop id="samples" value="10" $3 source="a paper"/><epochs value="2" provenance="assumed"/></workload>
X
    }
    words='speed=published, wattage_per_state=measured'
    ship "$words" ' source="a paper"' 'provenance="published"'
    accepted 'figures that say where they come from' sh "$lints/provenance.sh" "$build" .
    ship 'speed=published' ' source="a paper"' 'provenance="published"'
    fault 'watts without provenance' "host a: no provenance of 'wattage_per_state, idle, of pstate 0'" \
        sh "$lints/provenance.sh" "$build" .
    ship "$words" ' source="a paper"' ''
    fault 'a figure of a workload without provenance' "w.xml:3: .*no provenance of 'samples'" \
        sh "$lints/provenance.sh" "$build" .
    ship "$words" '' 'provenance="published"'
    fault 'a figure without a source' 'w.xml: <prop id="parameters"> has no source' \
        sh "$lints/provenance.sh" "$build" .
    ship "$words" ' source="a paper"' 'provenance="published"'
    sed -i 's/<!-- a guess -->//' platforms/grenoble.xml
    fault 'a figure of a platform without a source' "zone z: no source of pue '1.2'" \
        sh "$lints/provenance.sh" "$build" .
    rm -r "$scratch/platforms" "$scratch/deployments"

    # One figure in the middle of each file that ships, and none of its comments.
    mkdir -p docs
    cp -r "$lints/../../platforms" "$lints/../../deployments" "$lints/../../calibration" .
    cp "$lints"/../../docs/*.md docs/
    sources=$build/tests/lint_sources
    accepted 'the files that ship' "$sources" platforms/*.xml deployments/*.xml
    for file in platforms/*.xml deployments/*.xml; do
        cp "$file" whole.xml
        case $file in
        platforms/*) after='<zone ' prop=storage_wattage value=7.31 ;;
        *) after='<actor ' prop=speed-factor value=0.731 ;;
        esac
        awk -v after="$after" -v prop="<prop id=\"$prop\" value=\"$value\"/>" '
            { print } !done && index($0, after) { print prop; done = 1 }' whole.xml >"$file"
        fault "a figure slipped into $file" "$file:[0-9]*: .*no source of $prop '$value'" "$sources" "$file"
        if grep -q 'id="provenance"' whole.xml; then
            awk -v RS='<!--' '{ sub(/^([^-]|-[^-]|--[^>])*-->/, ""); printf "%s", $0 }' whole.xml >"$file"
            fault "$file without its comments" "$file:[0-9]*: .*no source of " "$sources" "$file"
        fi
        mv whole.xml "$file"
    done
    sed 's/<!-- Jean Zay[^>]*-->//' platforms/grenoble.xml >platforms/less.xml
    fault 'one comment less' "zone datacentre: no source of pue '1.2'" "$sources" platforms/less.xml
    sed 's/8 A100 per node/its GPUs/; s/"accelerators" value="8"/"accelerators" value="7"/' \
        platforms/hospitals.xml >platforms/less.xml
    fault 'another value than the platform that is named' "no source of accelerators '7'" "$sources" platforms/less.xml
    sed 's/104.3Tf/104.4Tf/; s/pstate 1, fed-kits19: /pstate 1: /' platforms/hospitals.xml >platforms/less.xml
    fault 'a speed that its device does not have' "no source of speed '104.4Tf' of pstate 1" "$sources" platforms/less.xml
    sed 's/calibration.champollion.md/calibration\/gone.md/' platforms/grenoble.xml >platforms/less.xml
    fault 'a file that is not there' "no file 'calibration/gone.md'" "$sources" platforms/less.xml
    rm -r "$scratch/platforms" "$scratch/deployments" "$scratch/calibration"
fi

# ---- format ----
cp "$lints/../../.clang-format" .
printf 'int wf_a(void)\n{\n    return 0;\n}\n' | put src/base/format.c
sh "$lints/format.sh" src >out 2>&1
case $? in
0)
    printf 'int wf_a(void) { return 0; }\n' | put src/base/format.c
    fault 'another format' 'base/format.c:1:' sh "$lints/format.sh" src
    ;;
77) cat out ;;
*)
    echo 'FAILED: a formatted file: refused'
    cat out
    failed=1
    ;;
esac
exit $failed
