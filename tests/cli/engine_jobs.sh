# No byte of a result depends on how many simulations run at the same time, whoever plays the turns: forty
# deployments, of which every other one is played in closed form under auto (a user at the server's host is not).
. tests/cli/lib.sh
i=0
while [ $i -lt 40 ]; do
    user=
    [ $((i % 2)) = 0 ] || user='<actor host="jetson-server" function="user"><prop id="per-day" value="10"/><prop id="days" value="1"/></actor>'
    cat >"$scratch/$((100 + i)).xml" <<X
<?xml version="1.0"?>
<platform version="4.1">
<actor host="jetson-server" function="server">
<prop id="workload" value="$PWD/deployments/workloads/resnet18-cifar10.xml"/><prop id="rounds" value="$((1 + i % 5))"/>
<prop id="active" value="$((2 + i % 4))"/><prop id="aggregation" value="$([ $((i % 3)) = 0 ] && echo buffered || echo sync)"/>
</actor>
<actor host="jetson-[0-9]" function="learner"><prop id="samples" value="uniform(100, 900)"/>
<prop id="dropout" value="0.$((i % 4))"/></actor>$user
</platform>
X
    i=$((i + 1))
done

same() { # engine, deployments..
    engine=$1
    shift
    for format in json csv text; do
        for jobs in 1 2 7 64; do
            run compare platforms/jetson-cluster.xml "$@" --engine "$engine" --seed 5 --format $format --quiet --jobs $jobs
            want_status 0
            [ $jobs != 1 ] || cp "$scratch/out" "$scratch/alone"
            cmp -s "$scratch/out" "$scratch/alone" || fail "$engine, $format: --jobs $jobs gives other bytes than 1"
        done
    done
}
same auto "$scratch"/1??.xml
run compare platforms/jetson-cluster.xml "$scratch"/1??.xml --engine auto --seed 5 --format json --quiet
[ "$(grep -c '"engine": "closed-form"' "$scratch/out")" = 20 ] || fail 'twenty of them in closed form'
[ "$(grep -c '"engine": "simgrid"' "$scratch/out")" = 20 ] || fail 'twenty of them by SimGrid'
same closed-form "$scratch"/1?[02468].xml
finish
