#!/bin/sh
# package.debian: a package is made, lintian finds no error in it, and what it holds runs from where it is unpacked.
#   debian.sh BUILD_FOLDER
set -eu
for tool in cpack lintian help2man dpkg-shlibdeps file; do
    command -v "$tool" >/dev/null || { echo "skipped: there is no $tool"; exit 77; }
done
build=$1 failed=0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
fail() { echo "FAILED: $*"; failed=1; }
cpack -G DEB --config "$build/CPackConfig.cmake" -B "$scratch" >"$scratch/made" 2>&1 || { cat "$scratch/made"; exit 1; }
package=$(find "$scratch" -maxdepth 1 -name 'wattfleet_*.deb')
[ -n "$package" ] || { cat "$scratch/made"; exit 1; }
chmod 755 "$scratch"
lintian --allow-root --fail-on error "$package" >"$scratch/said" 2>&1 || fail "lintian: $(cat "$scratch/said")"
mkdir "$scratch/root"
dpkg-deb -x "$package" "$scratch/root"
for file in bin/wattfleet share/man/man1/wattfleet-decide.1.gz share/bash-completion/completions/wattfleet \
    share/doc/wattfleet/copyright share/wattfleet/platforms/grenoble.xml; do
    [ -s "$scratch/root/usr/$file" ] || fail "the package has no $file"
done
dpkg-deb -f "$package" Depends | grep -q libsimgrid || fail 'the package does not depend on SimGrid'
cd "$scratch/root/usr/share/wattfleet"
"$scratch/root/usr/bin/wattfleet" run platforms/jetson-cluster.xml deployments/jetson-fedavg.xml --quiet >"$scratch/run" ||
    fail 'the packaged program does not run on the packaged files'
exit "$failed"
