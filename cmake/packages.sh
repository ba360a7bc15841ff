# Sourced by demo.sh and test.sh: install the Debian packages that are missing.
# wattfleet_packages [OPTION-OF-APT-GET..] PACKAGE.. : as root, or with sudo; does nothing where all are there.
wattfleet_packages() {
    missing= options=
    for package in "$@"; do
        case $package in -*) options="$options $package"; continue ;; esac
        status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
        [ "$status" = installed ] || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    echo "== installing the missing Debian packages:$missing"
    as_root=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || {
            echo "these packages are missing, and there is neither root nor sudo:$missing" >&2
            return 1
        }
        as_root=sudo
    fi
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $options $missing >/dev/null 2>&1 || {
        $as_root apt-get update -qq
        # shellcheck disable=SC2086
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $options $missing >/dev/null
    }
}

build_packages="gcc libc6-dev cmake ninja-build pkg-config libsimgrid-dev libxml2-dev libgsl-dev libjson-c-dev
libsqlite3-dev libxxhash-dev libnlopt-dev libcunit1-dev"
# what runs beside the build: pictures of curves, checks
picture_packages=gnuplot-nox
# manual pages, and a Debian package
package_packages="help2man dpkg-dev file"
# sqlite3, and a Slurm (13 MB) that a test starts with a configuration of its own: none is set up by installing it
test_packages="valgrind clang-format sqlite3 munge slurmctld slurmd slurm-client $picture_packages $package_packages
groff-base bash-completion lintian"
# what looks at pages; without what it recommends (a desktop) 95 MB to fetch
browser_packages="chromium-headless-shell libxml2-utils"
