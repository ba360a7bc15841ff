# init: a folder of commented, valid files from the catalogue; what was not given is said; nothing is overwritten.
. tests/cli/lib.sh
root=$PWD
cd "$scratch" || exit 1
number() { # KEY: the first of a JSON result
    sed -n "s/^ *\"$1\": *\([-0-9.e+]*\),*\$/\1/p" out | head -1
}

# the command of the issue: devices as asked for, default of the rest
run init lab --server champollion --edge agx-xavier:20 --phones 500@4g --workload my-model
want_status 0
want_out '^Not given, so taken: 56 g/kWh \(France, 2023\)\.$'
want_out '^  wattfleet decide lab/study.xml$'
for file in fleet devices centralised federated study my-model; do
    [ -s "lab/$file.xml" ] || fail "no $file.xml"
    grep -q '<!--' "lab/$file.xml" || fail "$file.xml has no comment"
done
cmp -s lab/devices.xml "$root/platforms/devices.xml" || fail 'the catalogue differs from the one that ships'
run check lab/fleet.xml lab/centralised.xml lab/federated.xml --quiet
want_status 0
grep -q 'class id="edge" count="20" device="devices.xml#agx-xavier" access="lan"' lab/fleet.xml || fail 'boards'
grep -q 'class id="phone" count="500" device="devices.xml#phone" access="4g"' lab/fleet.xml || fail 'phones'
run run lab/fleet.xml lab/federated.xml --format json --quiet
want_status 0
# all hosts are drawn, also for a plain SimGrid program
run fleet lab/fleet.xml -o expanded.xml
want_status 0
[ "$(grep -o '<host id="\(edge\|phone\)-[0-9]*"' expanded.xml | wc -l)" = 520 ] || fail 'expected 520 devices'
run init few --edge agx-xavier:3@wifi
want_status 0
run decide few/study.xml --quiet --format json
want_status 0
want_out '"verdict": "(decided|likely|undecided)"'

# again: nothing is overwritten
echo mine >lab/federated.xml
run init lab
want_status 2; want_err "'lab/fleet.xml' exists, and nothing is overwritten"
rm lab/fleet.xml
run init lab
want_status 2
[ "$(cat lab/federated.xml)" = mine ] && [ ! -e lab/fleet.xml ] || fail 'something was written over, or beside'

# each option changes what it should
run init plain
want_status 0
want_out '^Not given, so taken: workload my-model, server champollion, 20 agx-xavier on lan, 56 g/kWh \(France, 2023\)\.$'
changed() { # FILE, text that stands in it now, option..
    file=$1 text=$2
    shift 2
    rm -rf other
    run init other "$@"
    want_status 0
    grep -qF -- "$text" "other/$file" || fail "$* leaves $file as it is"
    ! cmp -s "other/$file" "plain/$file" || fail "$* changes nothing in $file"
}
changed fleet.xml 'value="381 g/kWh"' --intensity 381g/kWh
changed fleet.xml 'devices.xml#raspberry-pi-4b' --edge raspberry-pi-4b:3
changed fleet.xml 'count="3"' --edge agx-xavier:3
changed fleet.xml '<prop id="network_class" value="5g"/>' --edge agx-xavier@5g
changed fleet.xml 'count="70"' --phones 70
changed fleet.xml 'devices.xml#agx-xavier">' --server agx-xavier
changed federated.xml 'value="other-model.xml"' --workload other-model
# of many devices a cohort learns
changed federated.xml '<prop id="active" value="100"/>' --phones 101@5g
# a measured power state is used where there is one
changed fleet.xml 'value="peak,resnet18-cifar10"' --workload resnet18-cifar10

# each workload that ships: copied as it is, with the batch of its epochs, and it runs
ships=$(cd "$root/deployments/workloads" && echo *.xml | sed 's/\.xml//g')
run help init
[ "$(sed -n '/^workloads that ship:/,/^$/p' out | tr -s '\n ' ' ')" = "workloads that ship: $ships " ] || fail "help names other workloads than $ships"
for workload in $ships; do
    rm -rf shipped
    run init shipped --workload "$workload"
    want_status 0
    cmp -s "shipped/$workload.xml" "$root/deployments/workloads/$workload.xml" || fail "$workload differs"
    run compare shipped/fleet.xml shipped/centralised.xml shipped/federated.xml --quiet
    want_status 0
    ! grep -qi 'unequal' out || fail "$workload: unequal terms: $(head -3 out)"
done
[ -s shipped/unet3d-kits19.xml ] && grep -q 'id="batch" value="56"' shipped/centralised.xml || fail 'batch of the epochs'

# what cannot be: files stand, and what check finds is said
run init small --workload bert-large --phones 300
want_status 3
want_err "small/federated.xml:[0-9]*: .* host 'phone-0' has 8 GB of memory; the training needs 12.8 GB"
want_out '^  fleet.xml '

# slips
run init slip --workload bert-lare
want_status 0; want_out "^'bert-lare' is no workload that ships; did you mean 'bert-large'\?$"
run init no --edge agx-xavjer:20
want_status 2; want_err "there is no device 'agx-xavjer' in the catalogue; did you mean 'agx-xavier'"
run init no --edge agx-xavier:20@4h
want_status 2; want_err "there is no network '4h'; expected lan, fixed, wifi, 4g or 5g; did you mean '4g'"
run init no --edge agx-xavier:many
want_status 2; want_err "--edge 'many': expected a whole number"
run init no --phones 10000000000
want_status 2; want_err "expected a whole number up to 1e9"
run init no --server dgx-a100
want_status 2; want_err "'dgx-a100' was not measured on 'my-model', and has no peak to scale; expected one of .*champollion"
run init no --workload ../up
want_status 2; want_err "expected letters, digits"
run init no --workload fleet
want_status 2; want_err 'a file of that name is written already'
run init no --intensity 56
want_status 2; want_err "'56' needs a unit"
run init no --phones 0 --edge 0
want_status 2; want_err 'no device is left that could learn'
run init no/such/folder
want_status 5; want_err "cannot make the folder 'no/such/folder'"
[ ! -e no ] || fail 'a wrong command left a folder'

# on a terminal it asks; an empty answer takes the default
if command -v script >/dev/null; then
    printf 'resnet18-cifar10\n\nagx-xavier:4@wifi\n\n' | script -qec "$WATTFLEET init asked" /dev/null >typed 2>&1
    grep -q 'What is trained' typed || fail "nothing was asked: $(head -3 typed)"
    grep -q 'class id="edge" count="4" device="devices.xml#agx-xavier" access="wifi"' asked/fleet.xml || fail 'an answer is ignored'
    [ -s asked/resnet18-cifar10.xml ] || fail 'the first answer is ignored'
fi
finish
