# A store on a disk that is full, and in a folder that is read-only: real ones, in a file system of the test's own. Where
# the test may not mount one, it is skipped.
if [ -z "${OWN_MOUNTS-}" ]; then
    if ! unshare -rm sh -c 'mount -t tmpfs none /mnt' 2>/dev/null; then
        echo 'skipped: no file system can be mounted here (unshare -rm, mount -t tmpfs)'
        exit 77
    fi
    OWN_MOUNTS=1 exec unshare -rm sh "$0"
fi
. tests/cli/lib.sh
mkdir "$scratch/disk"
mount -t tmpfs -o size=128k none "$scratch/disk" || fail 'mount'
store=$scratch/disk/store

set -- platforms/grenoble.xml deployments/unet3d-kits19-federated.xml --set server.rounds=2 --factor zone.edge.pue=1..1.6 \
    --points 3000
run sweep "$@" --store "$store" --output /dev/null
want_status 5
want_err "cannot write '.*disk/store': the disk is full"

# room is made: it goes on, and its rows are those of a sweep that nothing stopped
mount -o remount,size=8m "$scratch/disk" || fail 'remount'
run sweep "$@" --store "$store" --format csv
want_status 0
cp "$scratch/out" "$scratch/rows"
run sweep "$@" --format csv
want_status 0
cmp -s "$scratch/out" "$scratch/rows" || fail 'rows differ after a full disk'

# a folder that is read-only
mount -o remount,ro "$scratch/disk" || fail 'remount'
run sweep "$@" --store "$scratch/disk/new" --output /dev/null
want_status 5
want_err "'.*disk/new'.*[Rr]ead-only file system"
run sweep "$@" --store "$store" --output /dev/null
want_status 5
want_err "'.*disk/store'.*[Rr]ead-only"
umount "$scratch/disk"
finish
