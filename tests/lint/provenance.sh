#!/bin/sh
# lint.provenance: each figure of the files that ship says where it comes from: it has a word in a list
# `provenance` (assumed included), and a source: `source` beside it in workloads, in a platform or
# deployment what sources.c names (mostly a comment beside it, which names it).
#   provenance.sh BUILD [ROOT]
set -u
build=$1 program=$1/tests/lint_provenance sources=$1/tests/lint_sources
[ -x "$program" ] && [ -x "$sources" ] || { echo "$program is not there: build first"; exit 1; }
cd "${2:-.}" || exit 1
failed=0
for platform in platforms/*.xml; do
    case $platform in
    platforms/jetson-cluster.xml) deployments='deployments/jetson-*.xml' ;;
    platforms/three-grids.xml) deployments='deployments/three-grids-*.xml' ;;
    platforms/phones.xml) deployments='deployments/*-phones-batteries.xml' ;;
    platforms/hospitals.xml) deployments='deployments/fed-kits19-*.xml deployments/llama-2-7b-lora-*.xml' ;;
    platforms/grenoble.xml) deployments='deployments/*.xml' ;;
    *) deployments='' ;;
    esac
    set --
    for deployment in $deployments; do
        [ -f "$deployment" ] || continue
        case $platform:$deployment in
        platforms/grenoble.xml:*/jetson-* | platforms/grenoble.xml:*/three-grids-* | \
            platforms/grenoble.xml:*-phones-batteries.xml | platforms/grenoble.xml:*/fed-kits19-* | \
            platforms/grenoble.xml:*/llama-2-7b-lora-* | \
            platforms/grenoble.xml:*/fleet-*) ;;
        *) set -- "$@" "$deployment" ;;
        esac
    done
    "$program" "$platform" "$@" || failed=1
done
# fleets, as the platforms that they become with a few devices of each class
for fleet in platforms/fleets/*.xml; do
    [ -f "$fleet" ] || continue
    expanded=$(mktemp)
    "$build/wattfleet" fleet "$fleet" --set 'class.*.count=20' --quiet --output "$expanded" 2>/dev/null ||
        "$build/wattfleet" fleet "$fleet" --quiet --output "$expanded" || failed=1
    "$program" "$expanded" || failed=1
    rm -f "$expanded"
done
# sources
for file in deployments/workloads/*.xml; do
    [ -f "$file" ] || continue
    tr '\n' ' ' <"$file" | sed 's/<!--[^>]*-->//g; s/<prop/\n<prop/g' |
        awk -v file="$file" '/^<prop/ && !/ source="/ {
            match($0, /id="[^"]*"/)
            print file ": <prop " substr($0, RSTART, RLENGTH) "> has no source"; bad = 1 } END { exit bad }' || failed=1
done
set --
for file in platforms/*.xml platforms/fleets/*.xml deployments/*.xml; do
    [ -f "$file" ] && set -- "$@" "$file"
done
"$sources" "$@" || failed=1
exit $failed
