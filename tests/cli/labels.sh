. tests/cli/lib.sh
# A key with a label concerns one deployment; letters can be given names.
files="platforms/jetson-cluster.xml deployments/jetson-fedavg.xml deployments/jetson-fedavg.xml"
run compare $files --quiet --set server.rounds=2 --set B:server.rounds=3
want_status 0
want_out '^A +deployments/jetson-fedavg.xml +federated, 2 rounds'
want_out '^B +deployments/jetson-fedavg.xml +federated, 3 rounds'
run compare $files --quiet --set server.rounds=2 --label B=longer --set longer:server.rounds=3 --set B:learner.batch=32
want_status 0
want_out '^longer +deployments/jetson-fedavg.xml +federated, 3 rounds'
want_out 'longer to A'
run compare $files --quiet --label B=longer --set server.rounds=2 --format json
want_out '"longer"'
# the later of two wins, whoever has a label
run compare $files --quiet --set B:server.rounds=3 --set server.rounds=2
want_out '^B .* 2 rounds'
run run ${files% *} --quiet --set A:server.rounds=2 --format json
want_status 0
want_out '"rounds": 2'

wrong() { # MESSAGE OPTION..
    message=$1
    shift
    run compare $files "$@"
    want_status 2; want_no_out; want_err "$message"
}
wrong "--set: 'C:server.rounds=3': there is no deployment 'C'; expected one of A to B; did you mean" --set C:server.rounds=3
wrong "'longre:server.rounds=3': there is no deployment 'longre'; .*did you mean 'longer'" --label B=longer --set longre:server.rounds=3
wrong "'B:host.x.pue=2': the platform is that of all deployments; expected the key without 'B:'" --set B:host.x.pue=2
wrong "':server.rounds=3': expected TARGET.PROP=VALUE" --set :server.rounds=3
wrong "'B:server.ronds=3': server prop 'ronds' is unknown; did you mean 'rounds'" --set B:server.ronds=3
wrong "'B:trainer.epochs=3' meets nothing" --set B:trainer.epochs=3
wrong "--label: 'B': expected LETTER=NAME" --label B
wrong "--label: 'D=x': there is no deployment 'D'; expected one of A to B" --label D=x
wrong "--label: 'B=a.b': a label has letters, digits" --label B=a.b
wrong "--label: 'B=A': 'A' is the label of another deployment \(A\)" --label B=A
finish
