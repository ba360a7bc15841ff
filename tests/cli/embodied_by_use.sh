# Embodied carbon of a shipped run by hand: ten phones in each of 229 rounds train five epochs of 600
# images; a phone, attribution 0, is charged the seconds it trains, and nothing of its wait.
#   train  229 x 10 x 5 x 600 x 73638912 flop / (2.6 % of 68.66 Gflop/s) = 283394 s, of all phones
#   phones 60.2 kg x train / (3 years x 20 %)
#   server 1000 kg x 2.5 % x (its time on duty, attribution 1) / 4 years
. tests/cli/lib.sh
run run platforms/grenoble.xml deployments/mnist-cnn-federated.xml --format json --quiet --hosts-csv "$scratch/hosts.csv"
want_status 0
awk -F, -v total="$(sed -n 's/^  "embodied_g": \(.*\),/\1/p' "$scratch/out")" '
function near(what, is, wanted) {
    if (is < wanted * (1 - 1e-9) || is > wanted * (1 + 1e-9)) {
        printf "FAILED: %s is %.12g, expected %.12g\n", what, is, wanted
        bad = 1
    }
}
NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
$(column["kind"]) == "phone" {
    busy += $(column["busy_s"]); duty += $(column["duty_s"]); phones += $(column["embodied_g"])
}
$(column["kind"]) == "server" { server_duty += $(column["duty_s"]); server += $(column["embodied_g"]) }
END {
    year = 365.25 * 86400
    train = 229 * 10 * 5 * 600 * 73638912 / (0.026 * 68.66e9)
    near("time that phones train", busy, train)
    near("of phones", phones, 60200 * train / (3 * year * 0.2))
    near("of the server", server, 1e6 * 0.025 * server_duty / (4 * year))
    near("embodied_g", total, phones + server)
    if (duty < 5 * train) { print "FAILED: phones wait little: " duty " s on duty"; bad = 1 }
    exit bad
}' "$scratch/hosts.csv" || fail 'by hand'

# a part of a server against all of it: 2 % of its base watts and of its embodied carbon
figure() { # key, share
    run run platforms/grenoble.xml deployments/mnist-cnn-federated.xml --format json --quiet \
        --set host.onprem-0.share="$2" --hosts-csv "$scratch/hosts.csv"
    awk -F, -v key="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == key) at = i; next }
        $1 == "onprem-0" { print $at }' "$scratch/hosts.csv"
}
awk -v part="$(figure embodied_g '2 %')" -v all="$(figure embodied_g '100 %')" 'BEGIN {
    exit !(part > 0 && part / all > 0.02 - 1e-9 && part / all < 0.02 + 1e-9) }' || fail 'embodied carbon of 2 %'
duty=$(figure duty_s '2 %') busy=$(figure busy_s '2 %')
[ "$busy" = "$(figure busy_s '100 %')" ] || fail 'the share changes how long it works'
# at the wall: (82.4 - 45) W while it works, a share of 45 W all the time
for share in 0.02 1; do
    awk -v got="$(figure host_energy_j $share)" -v duty="$duty" -v busy="$busy" -v share=$share 'BEGIN {
        wanted = (82.4 - 45) * busy + share * 45 * duty
        exit !(got > wanted * (1 - 1e-9) && got < wanted * (1 + 1e-9)) }' || fail "joules of a share of $share"
done
finish
