# No shipped deployment has a prop without effect on its platform.
. tests/cli/lib.sh
for deployment in deployments/*.xml; do
    case $deployment in
    */jetson-*) platform=platforms/jetson-cluster.xml ;;
    */three-grids-*) platform=platforms/three-grids.xml ;;
    *-phones-batteries.xml) platform=platforms/phones.xml ;;
    *fed-kits19-* | *llama-2-7b-lora-*) platform=platforms/hospitals.xml ;;
    */fleet-*) platform=platforms/fleets/${deployment#deployments/fleet-} ;;
    *) platform=platforms/grenoble.xml ;;
    esac
    run check "$platform" "$deployment"
    want_status 0
    ! grep 'changes nothing' "$scratch/err" || fail "$deployment has a prop without effect"
done
finish
