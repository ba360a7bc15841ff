. tests/cli/lib.sh
# 10 s to start, 18 s and 1200 J a round, 8 s and 1600 J an epoch; the server draws 7 W and 90 J a round
awk 'BEGIN {
    print "# made from known figures"; print "run,local_epochs,rounds,time_s,clients_j,server_j"
    split("1 1 2 5 5 3", epochs); split("100 120 150 20 30 50", rounds)
    for (i = 1; i <= 6; i++) {
        t = 10 + rounds[i] * (18 + 8 * epochs[i])
        s = i == 4 ? "" : 7 * t + 90 * rounds[i]
        print i "," epochs[i] "," rounds[i] "," t "," rounds[i] * (1200 + 1600 * epochs[i]) "," s
    }
}' >"$scratch/runs.csv"
run calibrate --campaign "$scratch/runs.csv"
want_status 0; want_narrow
want_out '^time, s +6 +18 +18 to 18 +8 +8 to 8$'
want_out '^clients, J +6 +1200 .* 1600 '
want_out '^server, J +5 '
want_out '^start-up: 10 s, 10 to 10$'
want_out '^server: as well 7 W .* and 90 J .* a round$'
want_out '^ +6 +5 +20 +[-+]0.00 % +[-+]0.00 % +[-+]0.00 % +[-+]0.00 % +- +-$'
run calibrate --campaign "$scratch/runs.csv" --format json
want_status 0
want_out '"schema": "wattfleet.campaign/1"'; want_out '"start_up_told": true'; want_out '"figures": null'
# into a platform and a deployment: first a dry run, which writes nothing
cp -r platforms deployments "$scratch"
into="--into $scratch/platforms/jetson-cluster.xml --deployment $scratch/deployments/jetson-fedavg-5.xml"
# shellcheck disable=SC2086
run calibrate --campaign "$scratch/runs.csv" $into --dry-run
want_status 0
sed '/^---/,$d' "$scratch/out" | awk 'length($0) > 100 { wide = 1 } END { exit wide }' ||
    fail 'a line before the diff is wider than 100 columns'
# 222.099 Mflop x 6231 / 8 s; 1200 J / 10 / 18 s
want_out '^learners, speed of a core +172\.99 +Gflop/s'
want_out '^learners, idle +6\.6667 +W'
want_out '^\+ .*value="6.6667:6.6667:'
want_out '^\+ .*id="start-up" value="10 s"'
cmp -s platforms/jetson-cluster.xml "$scratch/platforms/jetson-cluster.xml" || fail 'a dry run wrote'
# shellcheck disable=SC2086
run calibrate --campaign "$scratch/runs.csv" $into --format json
want_status 0; want_out '"round_overhead_s": \{'; want_out '"simulated_round_s": 0\.74'
cmp -s deployments/jetson-fedavg-5.xml "$scratch/deployments/jetson-fedavg-5.xml" && fail 'nothing was written'
# what it gave is what it simulates: 30 rounds of 18 + 5 x 8 s, and 10 s
run run "$scratch/platforms/jetson-cluster.xml" "$scratch/deployments/jetson-fedavg-5.xml" \
    --set server.rounds=30 --format json --quiet
want_out '"time_s": (1750|1750\.00[0-9]*|1749\.99[0-9]*),$'
# and once more it changes nothing
cp "$scratch/platforms/jetson-cluster.xml" "$scratch/once.xml"
# shellcheck disable=SC2086
run calibrate --campaign "$scratch/runs.csv" $into --quiet
want_status 0
cmp -s "$scratch/once.xml" "$scratch/platforms/jetson-cluster.xml" || fail 'written twice, it differs'
# mistakes
run calibrate --campaign "$scratch/runs.csv" some.log
want_status 2; want_err "campaign takes no log, found 'some.log'"
run calibrate --campaign "$scratch/runs.csv" --into platforms/jetson-cluster.xml
want_status 2; want_err 'into and --deployment go together'
run calibrate --campaign "$scratch/runs.csv" --dry-run
want_status 2; want_err 'nothing is written without --into'
run calibrate --campaign "$scratch/runs.csv" --format csv
want_status 2; want_err 'text or json'
run calibrate --campaign "$scratch/runs.csv" --load "$scratch/runs.csv"
want_status 2; want_err 'exclude each other'
run calibrate --campaign "$scratch/runs.csv" --meter wall
want_status 2; want_err 'campaign: --meter is of logs'
run calibrate --campaign "$scratch/runs.csv" --start-up=-1s
want_status 2; want_err "start-up '-1s': expected more than 0"
run calibrate --campaign "$scratch/runs.csv" --start-up 0
want_status 0; want_out '^start-up: 0 s, as given$'
run calibrate
want_status 2; want_err 'expected: wattfleet calibrate'
run calibrate --start-up 3s some.log
want_status 2; want_err 'go with --campaign'
run calibrate --campaign "$scratch/none.csv"
want_status 5; want_err 'cannot read'
table() { # mistake in a table: lines, then what is told
    printf '%b' "$1" >"$scratch/bad.csv"
    run calibrate --campaign "$scratch/bad.csv"
    want_status 3; want_no_out; want_err "$2"
}
table 'local_epochs,round,time_s\n1,2,3\n' "bad.csv:1: there is no column 'rounds'.*did you mean 'round'"
table 'local_epochs,rounds,time_s\n1,10,30\n5,20,x\n' "bad.csv:3: column 'time_s': 'x' is not"
table 'local_epochs,rounds,time_s\n1,10,30\n5,20,-3\n' "bad.csv:3: column 'time_s': -3 is below 0"
table 'local_epochs,rounds,time_s\n1,10,30\n1,20,60\n1,21,70\n' 'bad.csv: seconds: .*a local epoch'
table 'local_epochs,rounds,time_s\n1,10,\n5,20,\n' 'no row has a measured time or energy'
# a place that the campaign is not of
run calibrate --campaign "$scratch/runs.csv" --into platforms/grenoble.xml \
    --deployment deployments/resnet18-cifar10-centralised.xml --dry-run
want_status 3; want_err 'a campaign cannot be fitted into it: its rounds are not those of one server'
# shellcheck disable=SC2086
run calibrate --campaign "$scratch/runs.csv" $into.none
want_status 5
finish
