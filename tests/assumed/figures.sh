#!/bin/sh
# assumed.figures: each assumed figure of a shipped comparison can be set by the key that its list
# gives, and those that calibration/assumed.md leads with are in the list.
set -u
figures=$1 wattfleet=$2
lines=$("$figures" platforms/grenoble.xml deployments/unet3d-kits19-centralised.xml \
    deployments/unet3d-kits19-federated.xml) || exit 1
failed=0
for label in rounds 'efficiency of edge' 'busy watts of jetson-*' 'wall_factor of edge'; do
    printf '%s\n' "$lines" | grep -qF "$label" || { echo "FAILED: not listed: $label"; failed=1; }
done
printf '%s\n' "$lines" | cut -f 5 | sort -u >"${TMPDIR:-/tmp}/assumed-$$"
while read -r set; do
    "$wattfleet" check platforms/grenoble.xml deployments/unet3d-kits19-federated.xml --set "$set" \
        >/dev/null 2>"${TMPDIR:-/tmp}/assumed-$$.err" && continue
    grep -qE 'applies to nothing|samples|unused|no (actor|host|link)|matches|nobody' "${TMPDIR:-/tmp}/assumed-$$.err" && continue
    echo "FAILED: --set '$set'"
    cat "${TMPDIR:-/tmp}/assumed-$$.err"
    failed=1
done <"${TMPDIR:-/tmp}/assumed-$$"
rm -f "${TMPDIR:-/tmp}/assumed-$$" "${TMPDIR:-/tmp}/assumed-$$.err"
exit $failed
