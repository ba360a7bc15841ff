# What `optimize` refuses, and what it says then.
. tests/cli/lib.sh
platform=platforms/grenoble.xml
deployment=deployments/mnist-cnn-federated.xml
refuse() { # status, message, arguments behind the deployment
    expected=$1 message=$2
    shift 2
    run optimize $platform $deployment --quiet "$@"
    want_status "$expected"
    want_err "$message"
    want_no_out
}
cohort=server.active=10..20

# ---- rounds that do not follow from what is chosen ----
for set in server.rounds=50 server.passes-ratio=3; do
    refuse 2 "^--search: search 'server.active': rounds .*\(([0-9]+)\) of the deployment hold for one active; with another one nobody knows how many it takes. Leave them out where the workload has a table" \
        --search $cohort --set $set
done
refuse 2 "^--search: search 'learner.local-epochs': rounds by its passes-ratio" --search learner.local-epochs=1..5 \
    --set server.passes-ratio=3
refuse 2 "^--search: search 'server.active': rounds of later trainings" --search $cohort --set server.trainings=2 \
    --set server.later-rounds=3
run optimize $platform deployments/mnist-cnn-hierarchical.xml --search learner.count=20..30 --quiet
want_status 2
want_err "search 'learner.count': rounds \(50\) of the deployment hold for one count"
# the deployment as it is stands beside what was searched
run optimize $platform $deployment --quiet --search server.active=20..22
want_out '^The deployment as stated is better, but is no point of what was searched.$'
run optimize $platform $deployment --quiet --search server.active=10..12
grep -q 'as stated is better' "$scratch/out" && fail 'as stated is no better than itself'
# what leaves a round as it is may be chosen all the same, and so may all with the law of passes
run optimize $platform $deployment --quiet --set server.rounds=50 --search 'server.host=onprem-0|gateway-0' --format json
want_status 0
want_out '^  "met": *true,$'
run optimize $platform $deployment --quiet --set server.passes-ratio=auto --search server.active=4..6 --format json
want_status 0
want_out '^  "met": *true,$'
# points whose rounds are not known are no answer: a deadline, of which the table says nothing
run optimize $platform $deployment --quiet --search 'server.deadline=30s|60s' --format json
want_status 0
want_out '^  "best": *null,$'
tr -d ' \n' <"$scratch/out" | grep -q '"rounds":{"points":2,"example":"statedfornodeadline;deadlineis30s"}' || fail 'why: no rounds'
run optimize $platform $deployment --quiet --search 'server.deadline=30s|60s'
want_out '^There is no answer: no point that was tried has a known result.$'
want_out '^2 of them are no answer, as nobody knows their rounds \(stated for no deadline; deadline is 30 s\)'
# and so is what lies outside of the rows: 20 local epochs at most
run optimize $platform $deployment --quiet --search learner.local-epochs=19..22 --format json
want_status 0
tr -d ' \n' <"$scratch/out" | grep -q '"rounds":{"points":2,"example":"' || fail 'beyond the rows'
want_out '"learner.local-epochs": 20$|"learner.local-epochs": 19$'

# ---- no choice ----
refuse 2 "search 'server.rounds': less of it always costs less, and nothing here says what accuracy it reaches" \
    --search server.rounds=5..10
refuse 2 "search 'server.target': less of it" --search server.target=0.9..0.99
refuse 2 "search 'workload.parameters': the workload is what is to be done" --search workload.parameters=1e5..1e6
refuse 2 "search 'learner.samples': with another value it is other work" --search learner.samples=10..20
refuse 2 "search 'seed': a seed is luck, not a choice" --search seed=1..9
refuse 2 "search 'server.round-overhead': a search knows no law; expected bounds" \
    --search server.round-overhead=1..9s,centre=3s

# ---- words ----
refuse 2 "^--search: search 'server.activ': server prop 'activ' is unknown; did you mean 'active'" --search server.activ=1..9
refuse 2 "^--search: search 'servr.active': there is no 'servr' to set; did you mean 'server'" --search servr.active=1..9
refuse 2 "^--search: search 'server.active': it is a search already" --search $cohort --search server.active=5..9
refuse 2 "^--search: 'server.active': expected KEY=LOW..HIGH" --search server.active
refuse 2 "what is to be searched\? Say --search KEY=LOW..HIGH"
refuse 2 "^--objective: 'enrgy' is not one of energy \| carbon \| embodied \| time .*; did you mean 'energy'" \
    --search $cohort --objective enrgy
refuse 2 "^--limit: 'tme' is not one of .*; did you mean 'time'" --search $cohort --limit tme=3d
refuse 2 "^--limit: 'time': expected NAME=VALUE" --search $cohort --limit time
refuse 2 "^--limit: time: '3' needs a unit" --search $cohort --limit time=3
refuse 2 "^--limit: coverage: '1.5' is out of range; expected 0 to 1" --search $cohort --limit coverage=1.5
refuse 2 "^--against: 'tim' is not one of .*; did you mean 'time'" --search $cohort --front 3 --against tim
refuse 2 "^--against: the front has energy on both sides" --search $cohort --front 3 --against energy
refuse 2 "^--against: there is no front; expected --front N" --search $cohort --against time
refuse 2 "^wattfleet: --front '1': expected a whole number from 2 to 1000" --search $cohort --front 1
refuse 2 "^wattfleet: --evaluations '0': expected a whole number from 1 to 1000000" --search $cohort --evaluations 0
refuse 2 "'optimize' has no option '--factor'" --search $cohort --factor server.active=1..9

# ---- studies ----
study() { # elements
    cat >"$scratch/study.xml" <<XML
<study version="1">
  <platform file="$PWD/$platform"/>
  <deployment file="$PWD/$deployment"/>
  $1
</study>
XML
    run optimize "$scratch/study.xml" --quiet --format json
}
study '<search key="server.active" low="10" high="20" step="2"/><objective of="time" evaluations="4"/><limit of="energy" most="5 MJ"/>
  <front points="3" against="energy"/>'
want_status 0
want_out '^  "objective": "time",$'
want_out '^  "points": 4,$'
want_out '^  "against": "energy",$'
tr -d ' \n' <"$scratch/out" | grep -q '"limits":\[{"of":"energy","most":5000000,' || fail 'the limit of a study'
run optimize "$scratch/study.xml" --quiet --format json --objective energy --limit energy=6MJ --evaluations 30 --search learner.local-epochs=4..6 \
    --against time
want_status 0
want_out '^  "objective": "energy",$'
want_out '^  "points": 18,$'
want_out '^  "against": "time",$'
tr -d ' \n' <"$scratch/out" | grep -q '"limits":\[{"of":"energy","most":6000000,' || fail 'an option wins over the study'
study '<search key="server.activ" low="10" high="14"/>'
want_status 3
want_err "study.xml:4: search 'server.activ': server prop 'activ' is unknown; did you mean 'active'"
study '<search key="server.active" low="10" high="14"/><limit of="time" least="3 h"/>'
want_err "study.xml:4: <limit> of time: expected the attribute 'most'"
study '<search key="server.active" low="10" high="14"/><limit of="tiem" most="3 h"/>'
want_err "study.xml:4: <limit> 'tiem' is not one of .*; did you mean 'time'"
study '<search key="server.active" low="10" high="14"/><limit of="time"/>'
want_status 3
want_err "study.xml:4: <limit of=\"time\">: expected one of most and least"
study '<search key="server.active" low="10" high="14"/><limit of="time" most="3 h"/><limit of="time" most="4 h"/>'
want_err "study.xml:4: <limit> of time is given twice"
study '<search key="server.active" low="10" high="14"/><objective of="time"/><objective of="time"/>'
want_err "study.xml:4: <objective> is given twice \(first on line 4\)"
study '<search key="server.active" low="10" high="14"/><front points="3"/><front points="3"/>'
want_err "study.xml:4: <front> is given twice"
study '<serch key="server.active" low="10" high="14"/>'
want_err "did you mean <search>"
# others do not look at a search, and a search at no factor
study '<search key="server.active" low="10" high="12"/><factor key="zone.edge.pue" low="1" high="2"/><design kind="lhs" points="3"/>'
want_status 0
run optimize "$scratch/study.xml" --output /dev/null
want_err "<factor>s are not varied: optimize takes each figure as it is stated"
run sweep "$scratch/study.xml" --output /dev/null
want_status 0
want_err "study.xml:4: warning: <search> is of optimize; sweep does not look at it"
sed "s|<search|<deployment file=\"$PWD/$deployment\"/><search|" "$scratch/study.xml" >"$scratch/two.xml"
run optimize "$scratch/two.xml" --quiet
want_status 2
want_err "two.xml' has 2 deployments; expected one"

# ---- what a deployment does not have ----
run optimize $platform deployments/mnist-cnn-centralised.xml --search 'trainer.start-up=1s..9s' --limit coverage=0.9 --quiet
want_status 3
want_err 'mnist-cnn-centralised.xml: its coverage is unknown, and cannot be searched for or limited'

# ---- the study that ships ----
run optimize deployments/optima/mnist-cnn.xml --quiet --evaluations 60
want_status 0
want_narrow
want_out '^least energy, with time at most 3 h$'
# a run of what it says to set comes to the same
run optimize deployments/optima/mnist-cnn.xml --quiet --evaluations 60 --format json
best=$(awk '/^  "best":/ { mine = 1 } mine && /"energy_j"/ { gsub(/[^0-9.e+]*/, "", $2); print $2; exit }' "$scratch/out")
sets=$(awk '/^  "best":/ { mine = 1 } mine && /^      "[a-z.-]*=/ { gsub(/[",]/, ""); print "--set " $1 } mine && /"results"/ { exit }' "$scratch/out")
[ "$(echo "$sets" | wc -l)" = 4 ] || fail "what to set: $sets"
# shellcheck disable=SC2086
run run $platform $deployment $sets --quiet --format json
[ "$(sed -n 's/^  "energy_j": *\([^,]*\),*$/\1/p' "$scratch/out")" = "$best" ] || fail "a run of $sets does not come to $best J"
finish
