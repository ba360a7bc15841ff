. tests/cli/lib.sh
run
want_status 2; want_no_out; want_err 'usage: wattfleet'
run rnu a b
want_status 2; want_err "command 'rnu' is unknown; did you mean 'run'"
run run onlyone.xml
want_status 2; want_err 'expected: wattfleet run PLATFORM DEPLOYMENT'
run run a b --formt json
want_status 2; want_err "option '--formt' is unknown; did you mean '--format'"
run run a b --format jsn
want_status 2; want_err "did you mean 'json'"
run run a b --seed x
want_status 2; want_err "seed 'x': expected a whole number"
run run a b --set nonsense
want_status 2; want_err 'expected TARGET.PROP=VALUE'
run run a b --set lerner.samples=1
want_status 2; want_err "did you mean 'learner'"
run run a b --simgrid network
want_status 2; want_err 'expected an option of SimGrid'
run run a b --engine closed
want_status 2; want_err "--engine 'closed'; expected auto, simgrid or closed-form"
run run platforms/grenoble.xml deployments/unet3d-kits19-life.xml --engine closed-form
want_status 3; want_no_out; want_err "not proven to be exact: host 'jetson-0' has two actors"
run check a b --output x
want_status 2; want_err "'check' has no option '--output'"
run compare a b --rounds-csv x
want_status 2
# shellcheck disable=SC2086
run run $jetson --set server.rouns=3
want_status 2; want_err "server prop 'rouns' is unknown; did you mean 'rounds'"; want_no_out
# shellcheck disable=SC2086
run run $jetson --set trainer.epochs=3
want_status 2; want_err "meets nothing: there is no trainer"
finish
