# Every --set of a host, link or zone meets it, however many there are and however long their values.
. tests/cli/lib.sh
long=a-word-of-more-than-sixty-characters-which-makes-the-text-of-an-element-grow
for place in host.jetson-0 link.jetson-0-up zone.jetson-cluster; do
    props="pue=1.2 embodied_carbon=10kg lifetime=1year utilisation=0.5 attribution=0.7 pue=1.3"
    case $place in
    host.*) props="kind=$long-1 kind=$long-2 kind=$long-3 $props kind=$long-4 accelerators=2" ;;
    link.*) props="$props shared_by_many=yes network_class=lan airtime_wattage=1W tail_wattage=1W tail=2s" ;;
    esac
    set --
    for prop in $props; do
        set -- "$@" --set "$place.$prop"
    done
    run check platforms/jetson-cluster.xml deployments/jetson-fedavg.xml "$@"
    want_status 0
    ! grep 'meets nothing' "$scratch/err" || fail "$place: a --set was lost"
done
finish
