#!/bin/sh
# Install what is missing, build, compare the same job centralised and federated, and decide; the comparison is also
# written as a page, build/demo.html.
set -eu
cd "$(dirname "$0")"
. cmake/packages.sh
# shellcheck disable=SC2086
wattfleet_packages $build_packages $picture_packages
echo "== building (build/release)"
cmake --preset release >/dev/null
cmake --build --preset release --target wattfleet -- --quiet
set -- platforms/grenoble.xml deployments/unet3d-kits19-centralised.xml \
    deployments/unet3d-kits19-federated.xml
for command in compare decide; do
    echo "== wattfleet $command $*"
    build/release/wattfleet $command "$@"
done
echo "== wattfleet report $*"
build/release/wattfleet report "$@" --quiet --output build/demo.html
echo "the comparison as a page: build/demo.html"
