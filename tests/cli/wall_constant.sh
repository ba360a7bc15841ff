# A constant beside a meter at the wall is doubted, once an actor; beside another meter it is not.
. tests/cli/lib.sh
# shellcheck disable=SC2086
run check $jetson --set 'host.jetson-?.wall_constant=3 W' --set 'host.jetson-?.meter=wall'
want_status 0
want_err "warning: <host jetson-0> has a wall_constant \(3 W\), although its meter is at the wall and sees all$"
# shellcheck disable=SC2086
run check $jetson --set 'host.jetson-?.wall_constant=3 W'
want_status 0
grep -q 'has a wall_constant' "$scratch/err" && fail 'a module meter does not see the wall'
# shellcheck disable=SC2086
run check $jetson --set 'host.jetson-0.wall_constant=3'
want_status 2
want_err "prop 'wall_constant': '3' "
finish
