#!/bin/sh
# Names of files and in files that a terminal would obey, or that would look like others: shown by
# their numbers in every page and message; JSON and CSV keep them.
. tests/cli/lib.sh
esc=$(printf '\033'); alm=$(printf '\330\234'); rlo=$(printf '\342\200\256'); wide=$(printf '\302\233')
nl='
'
folder="$scratch/odd"
mkdir "$folder"
cp -r deployments/workloads "$folder"
platform="$folder/p${esc}[31m$alm$rlo$wide${nl}x.xml"
one="$folder/d$esc${alm}1.xml"; two="$folder/d$esc${rlo}2,\"q\".xml"
cp platforms/jetson-cluster.xml "$platform"
cp deployments/jetson-fedavg.xml "$one"; cp deployments/jetson-fedavg.xml "$two"

no_raw() { # of stdout and stderr
    for mark in "$esc" "$alm" "$rlo" "$wide"; do
        ! LC_ALL=C grep -qF -- "$mark" "$scratch/out" "$scratch/err" ||
            fail "$1 shows a character raw: $(LC_ALL=C grep -hF -- "$mark" "$scratch/out" "$scratch/err" | head -n 1 | od -c | head -n 3)"
    done
}
for set in "server.rounds=1" "server.rounds=x" "host.*.pue=1.1"; do
    run run "$platform" "$one" --set "$set" --verbose; no_raw "run --set $set"
    run check "$platform" "$one" --set "$set"; no_raw "check --set $set"
    run compare "$platform" "$one" "$two" --set "$set" --verbose; no_raw "compare --set $set"
done
run run "$platform" "$one" --set server.rounds=1 --quiet
want_status 0; want_out '^federated resnet18-cifar10 on p\\x1b\[31m\\u061c\\u202e\\x9b\\x0ax.xml:'
run compare "$platform" "$one" "$two" --set server.rounds=1 --quiet
want_status 0; want_out 'd\\x1b\\u061c1.xml'
run run "$platform" "$esc.xml"; want_status 5; no_raw 'run of no file'
run run "$platform" "$one" --output "$folder/no$esc/x"; want_status 5; no_raw 'an output'
run "$esc" x; want_status 2; no_raw 'a command'
run run "--$esc" x; want_status 2; no_raw 'an option'

log="$folder/l$esc$alm$rlo.csv"
cp calibration/example/run-1/power.csv "$log"
run calibrate my-model="$log"; want_status 0; no_raw calibrate; want_out 'l\\x1b\\u061c\\u202e.csv'
run calibrate "m$esc=$log"; no_raw 'calibrate of an odd workload'
run calibrate my-model="$log" --into "$platform" --host jetson-0 --dry-run; no_raw 'calibrate --into'
run calibrate --load "my-model=$log" --into "$platform" --host jetson-0 --dry-run; no_raw 'calibrate --load'
run calibrate --wall-pairs "$log"; no_raw 'calibrate --wall-pairs'
run calibrate --campaign "$log"; no_raw 'calibrate --campaign'
run devices --catalogue "$log"; no_raw devices

# data keep them, quoted
run compare "$platform" "$one" "$two" --set server.rounds=1 --quiet --format csv
want_status 0; want_out ',"[^,]*/d.*2,""q"".xml",'
LC_ALL=C grep -qF -- "$rlo" "$scratch/out" || fail 'CSV lost a character'
run compare "$platform" "$one" "$two" --set server.rounds=1 --quiet --format json
want_status 0
LC_ALL=C grep -qF -- "$rlo" "$scratch/out" || fail 'JSON lost a character'
finish
