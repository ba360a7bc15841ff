# A date that moves nothing is said to; where a grid changes with time, or devices come and go, not.
. tests/cli/lib.sh
# shellcheck disable=SC2086
run run $jetson --start 2022-01-01T06:00Z
want_status 0; want_err "^--start: warning: '2022-01-01T06:00Z' changes no figure"
# shellcheck disable=SC2086
run check $jetson --start 2022-01-01T06:00Z
want_status 0; want_err '^--start: warning: '
run check platforms/three-grids.xml deployments/three-grids-*.xml --start 2022-01-01T06:00Z
! grep -q -- '--start' "$scratch/err" || fail 'a grid changes with time'
finish
