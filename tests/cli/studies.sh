# The studies that ship: each is read whole, resolved, and plays its first points.
. tests/cli/lib.sh
for study in deployments/studies/unet3d-kits19.xml deployments/studies/bert-large.xml \
    deployments/studies/stable-diffusion-2.xml deployments/studies/tiers.xml deployments/studies/proxies.xml; do
    run sweep "$study" --design lhs --points 3 --quiet
    want_status 0
    want_out '3 points of a design lhs over [0-9]+ factors: 3 done$'
done
# the five tiers are alike but for the host
for tier in deployments/studies/tier-*.xml; do
    grep -v 'actor host=\|^ *<!--\|five of' "$tier" >"$scratch/$(basename "$tier")"
done
[ "$(cat "$scratch"/tier-*.xml | sort | uniq -c | awk '{ print $1 }' | sort -u)" = 5 ] ||
    fail "the tiers differ in more than the host"
# what their own designs ask for is possible
for study in deployments/studies/*.xml; do
    case $study in *tier-*) continue ;; esac
    grep -q '<design kind="[a-z]*" points="[0-9]*"/>' "$study" || fail "$study names no design"
done
finish
