. tests/cli/lib.sh
# shellcheck disable=SC2086
run check $jetson
want_status 0; want_narrow
want_out 'rounds +2 +--set'
want_out 'local-epochs +1 +'
want_out 'samples +[0-9]+ +line [0-9]+'
want_out 'carbon_intensity .*zone jetson-cluster, line'
want_out 'training-flop .*line [0-9]+'
run check platforms/grenoble.xml
want_status 0; want_out 'hosts'
finish
