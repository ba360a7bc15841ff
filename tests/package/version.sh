#!/bin/sh
# package.version: the program, the build, CITATION.cff and the newest entry of CHANGELOG.md name one version.
#   version.sh WATTFLEET
set -eu
version=$("$1" --version | sed 's/^wattfleet \([^ ]*\).*/\1/')
failed=0
for named in "$(sed -n 's/^project(wattfleet VERSION \([^ ]*\).*/\1/p' CMakeLists.txt)" \
    "$(sed -n 's/^version: //p' CITATION.cff)" "$(sed -n 's/^## \([0-9][0-9.]*\).*/\1/p' CHANGELOG.md | head -1)"; do
    [ "$named" = "$version" ] || { echo "FAILED: the program is $version, a file says '$named'"; failed=1; }
done
exit "$failed"
