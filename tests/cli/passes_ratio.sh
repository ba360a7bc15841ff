# rounds as passes over the data against the epochs of the workload: ratio x epochs / p, p the samples
# trained on in a round over all samples
. tests/cli/lib.sh

server=''   # props
learners='' # props
rows=''
write() {
    cat >"$scratch/workload.xml" <<EOF
<workload version="1" id="small">
  <prop id="parameters" value="1000"/>
  <prop id="training-flop" value="3 Mflop"/>
  <prop id="samples" value="100"/>
  <epochs value="10" batch="20" provenance="measured" source="us"/>
  <epochs value="4" training="later" provenance="assumed" source="a guess"/>
  $rows
</workload>
EOF
    cat >"$scratch/deployment.xml" <<EOF
<?xml version="1.0"?>
<!DOCTYPE platform SYSTEM "https://simgrid.org/simgrid.dtd">
<platform version="4.1">
  <actor host="server" function="server"><prop id="workload" value="workload.xml"/>$server</actor>
  <actor host="phone-*" function="learner"><prop id="batch" value="5"/>$learners</actor>
</platform>
EOF
}
rounds() { # how many, then arguments of run
    number=$1
    shift
    run run tests/bad/common/platform.xml "$scratch/deployment.xml" --format json "$@"
    want_status 0
    want_out "^      \"value\": ?$number,"
}
interval() {
    tr -d ' \n' <"$scratch/out" | grep -q "\"server.rounds\":\[$1,$2\]" || fail "no interval $1 .. $2"
}
all_rounds() { want_out "^  \"rounds\": ?$1,"; }

# a number, with the interval of the ratio; two learners of 50 samples each, two epochs: p = 2
rows='<rounds passes-ratio="3" local-epochs="2" provenance="derived:1.5..8" source="us"/>'
learners='<prop id="local-epochs" value="2"/>'
write
rounds 15
want_out '^      "provenance": ?"derived"'
want_out '3 times the passes of the centralised training; x 10 epochs \(measured\) / 2 passes a round; us'
interval 8 40
rounds 30 --set server.passes-ratio=6
want_out '^      "provenance": ?"assumed"'

# p follows the samples of a round: cohort, local epochs, local steps, samples held
rows='<rounds passes-ratio="auto" provenance="assumed" source="the law"/>'
write
rounds 15 --set server.passes-ratio=3
rounds 30 --set server.passes-ratio=3 --set server.active=1
rounds 10 --set server.passes-ratio=3 --set learner.local-epochs=3
rounds 75 --set server.passes-ratio=3 --set learner.local-steps=4 # 2 x 4 x 5 of 100: p = 0.4
rounds 16 --set server.passes-ratio=3.05
rounds 30 --set server.passes-ratio=3 --set server.aggregation=buffered --set server.buffer=1

# by the law: two clients are fewer than it was seen for, so all that was seen: 4.9 (1.1 .. 23)
rounds 25
want_out '^      "provenance": ?"assumed"'
want_out '"unheld": ?null'
interval 6 115

# later trainings have epochs of their own: 15 and 4 x 3 / 2
rounds 15 --set server.passes-ratio=3 --set server.trainings=3
all_rounds 27
want_out '^      "provenance": ?"assumed"'

# a deployment's ratio, with its provenance; what --set gives wins over the file
server='<prop id="passes-ratio" value="3"/><prop id="provenance" value="passes-ratio=derived:1.5..8"/>'
write
rounds 15
want_out '^      "provenance": ?"derived"'
interval 8 40
rounds 7 --set server.rounds=7
rounds 25 --set server.passes-ratio=auto
rounds 30 --set server.active=1
want_out '"unheld": ?"stated without active; active is 1"'
server='<prop id="rounds" value="9"/><prop id="later-rounds" value="2"/><prop id="trainings" value="2"/>'
write
rounds 9
all_rounds 11
rounds 15 --set server.passes-ratio=3
all_rounds 21
server='<prop id="rounds" value="9"/><prop id="passes-ratio" value="3"/>'
write
run check tests/bad/common/platform.xml "$scratch/deployment.xml"
want_status 3
want_err "prop 'passes-ratio': the number of rounds follows either from it or is given by 'rounds'"

# no epochs to refer to
rows='' server='<prop id="passes-ratio" value="3"/>'
write
sed -i '/<epochs/d' "$scratch/workload.xml"
run check tests/bad/common/platform.xml "$scratch/deployment.xml"
want_status 3
want_err "needs the prop 'rounds': .* has no <epochs> row"

# the law with ten clients and five local epochs: 6.2183 x 1880 epochs / p, under a server (p = 5), under
# gateways (two local rounds), buffered (half of the updates), among peers
shipped() { # deployment, rounds, sets
    deployment=$1
    number=$2
    shift 2
    run check platforms/grenoble.xml "deployments/unet3d-kits19-$deployment.xml" "$@"
    want_status 0
    want_out "unet3d-kits19, $number rounds \(assumed\)"
}
shipped federated 2339
shipped hierarchical 1170
shipped buffered 4677
shipped serverless 4678 # twice the ratio: 12.44
shipped serverless 2339 --set peer.passes-ratio=auto --set peer.neighbours=complete
shipped federated 3274 --set server.data=dirichlet:0.5 # x 1.4
shipped federated 5144 --set server.data=dirichlet:0.3 # x 2.2
shipped federated 8418 --set server.data=dirichlet:0.1 # x 3.6
shipped federated 22446 --set server.data=classes:1 # x 9.6
shipped federated 1843 --set server.data=non-iid # how far is not said: 4.9
shipped federated 2339 --set server.data=iid
run check platforms/grenoble.xml deployments/unet3d-kits19-federated.xml --set server.data=dirichlet:0.01
want_status 3
want_err 'the law of passes holds for Dirichlet alphas of 0.1 and more'
# the law is of models that all average
run run platforms/grenoble.xml deployments/unet3d-kits19-serverless.xml --set peer.passes-ratio=auto \
    --format json
want_out '"unheld": ?"stated for models that all average; neighbours is ring"'
# What studies draw, common to all deployments: the epochs that training needs, and with them the rounds of a ratio; the
# terms of the law
rows='<rounds passes-ratio="auto" provenance="assumed" source="the law"/>'
server=''
learners='<prop id="local-epochs" value="2"/>'
write
rounds 15 --set server.passes-ratio=3
rounds 30 --set server.passes-ratio=3 --set workload.epochs-scale=2
rounds 8 --set server.passes-ratio=3 --set workload.epochs-scale=0.5
want_out '^      "provenance": ?"assumed"'
two='--set server.active=2 --set workload.epochs-scale=100'
# shellcheck disable=SC2086
{
    rounds 2450 $two # two clients: all that was seen, 4.9 x 1000 / 2
    rounds 4900 $two --set workload.passes-residual=2
    run run tests/bad/common/platform.xml "$scratch/deployment.xml" --set server.passes-ratio=3 --set workload.passes-residual=2
    want_err "workload.passes-residual has no effect: no number of rounds is by the law of passes"
}
law() { # rounds of ten clients with five local epochs, 1880 epochs / 5 passes a round, then arguments
    number=$1
    shift
    run run platforms/grenoble.xml deployments/unet3d-kits19-federated.xml --format json --no-audit "$@"
    all_rounds "$number"
}
law 2339                                              # 10^0.57 x 5^0.32 = 6.2183
law 3154 --set workload.passes-active=0.7             # 5.01187 x 1.67364 = 8.3881
law 1190 --set workload.passes-local-epochs=-0.1      # 3.71535 x 0.85134 = 3.1630
law 3508 --set workload.passes-residual=1.5
law 7015 --set server.data=dirichlet:0.3 --set workload.passes-split=3
finish
