#!/bin/sh
# Install what is missing, build with warnings as errors, run all tests; then the unit and analytic
# suites again under AddressSanitizer and UBSan, and under valgrind.
#   ./test.sh        everything
#   ./test.sh quick  without the sanitizer and valgrind runs
set -eu
cd "$(dirname "$0")"
. cmake/packages.sh
# shellcheck disable=SC2086
wattfleet_packages $build_packages $test_packages
# shellcheck disable=SC2086
wattfleet_packages --no-install-recommends $browser_packages || echo "== no browser: its tests are skipped"
jobs=$(nproc)

echo "== building (build/ci)"
cmake --preset ci >/dev/null
cmake --build --preset ci -- --quiet
echo "== tests"
ctest --preset ci -j "$jobs" --progress --output-on-failure

[ "${1:-}" != quick ] || exit 0

echo "== unit, analytic and fuzz suites under AddressSanitizer and UBSan (build/asan)"
cmake --preset asan >/dev/null
cmake --build --preset asan --target sanitized -- --quiet
ctest --preset asan -j "$jobs" --progress --output-on-failure -L 'unit|analytic|fuzz'

echo "== unit and analytic suites under valgrind"
sh tests/valgrind.sh build/ci "$jobs"
