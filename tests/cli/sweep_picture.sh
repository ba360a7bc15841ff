# --picture of `sweep` and `sensitivity`: which files, what they show, and what is refused before anything is simulated.
. tests/cli/lib.sh
case $WATTFLEET in /*) ;; *) WATTFLEET=$PWD/$WATTFLEET ;; esac
pair='platforms/grenoble.xml deployments/unet3d-kits19-centralised.xml deployments/unet3d-kits19-federated.xml'
pair="$pair --label A=central --label B=fed --set fed:server.rounds=10 --set fed:server.active=5"
vary='--factor zone.datacentre.pue=1.1..1.56 --factor zone.edge.pue=1..1.6 --factor fed:server.deadline=1h|2h'
vary="$vary --factor fed:server.selection=random|fastest"
mkdir "$scratch/p"
files() {
    (cd "$scratch/p" && ls) | xargs
}
shows() { # file, text that it shows
    grep -q -- ">$2<" "$scratch/p/$1" || fail "$1 does not show '$2'"
}

if command -v gnuplot >/dev/null; then
    # shellcheck disable=SC2086
    {
        run sweep $pair $vary --points 20 --picture "$scratch/p/s.svg"
        want_status 0
        want_out '^20 points'
        [ "$(files)" = 's-carbon.svg s-energy.svg s-time.svg' ] || fail "files of sweep: $(files)"
        shows s-energy.svg 'energy over the points of a design lhs of 20'
        grep -q '>central, median .* MJ<' "$scratch/p/s-energy.svg" || fail 'no median of central'
        grep -q '>fed, median .* kJ<' "$scratch/p/s-energy.svg" || fail 'no median of fed'
        rm "$scratch"/p/*

        run sensitivity $pair $vary --method oat --points 60 --picture "$scratch/p/s.svg"
        want_status 0
        want_out '^One at a time'
        for result in energy carbon time; do
            for of in of-central of-fed fed-central; do
                [ -s "$scratch/p/s-tornado-$result-$of.svg" ] || fail "no tornado of $result, $of"
            done
            [ -s "$scratch/p/s-curves-$result.svg" ] || fail "no curves of $result"
        done
        [ "$(files | wc -w)" = 12 ] || fail "files of oat: $(files)"
        for text in zone.datacentre.pue 1.1 1.56 1.6; do
            shows s-tornado-energy-fed-central.svg "$text"
        done
        shows s-tornado-energy-of-central.svg 'energy of central, MJ'
        shows s-curves-energy.svg 'fed:server.deadline, h'
        shows s-curves-energy.svg fed:server.selection
        shows s-curves-energy.svg fastest
        shows s-curves-energy.svg 'energy, MJ'
        shows s-curves-energy.svg central
        rm "$scratch"/p/*

        # three deployments: proxies as well
        run sensitivity $pair deployments/unet3d-kits19-serverless.xml --label C=peers --set peers:peer.rounds=5 $vary \
            --method morris --points 12 --picture "$scratch/p/m.svg"
        want_status 0
        [ "$(files)" = m-proxies.svg ] || fail "files of morris: $(files)"
        for text in parameters accelerator-hours 'model size, MB' central peers; do
            shows m-proxies.svg "$text"
        done
        rm "$scratch"/p/*

        run sensitivity $pair $vary --method sobol --points 200 --picture "$scratch/p/b.png"
        want_status 0
        [ "$(files)" = 'b-carbon.png b-energy.png b-time.png' ] || fail "files of sobol: $(files)"
        rm "$scratch"/p/*

        run sensitivity $pair $vary --method morris --picture "$scratch/p/m.svg" --store "$scratch/store"
        want_status 2
        want_err 'only proxies are drawn, of 3 deployments or more; say --method oat'
        run sweep $pair $vary --points 20 --picture "$scratch/p/s.pdf" --store "$scratch/store"
        want_status 2
        want_err "s.pdf' ends in neither .svg nor .png"
        # a result that cannot be drawn is printed all the same
        run sweep $pair --factor fed:server.active=12..20 --points 5 --picture "$scratch/p/s.svg"
        want_status 3
        want_out '^5 points .*: 0 done, 5 failed'
        want_err 'no point is done'
        run sweep $pair $vary --points 20 --picture "$scratch/none/s.svg" --store "$scratch/store"
        want_status 5
    }
fi
# shellcheck disable=SC2086
PATH=/nowhere "$WATTFLEET" sweep $pair $vary --points 20 --picture "$scratch/p/s.svg" --store "$scratch/store" \
    >"$scratch/out" 2>"$scratch/err"
status=$?
want_status 1
want_err 'gnuplot is not installed; the Debian package gnuplot-nox has it'
[ ! -e "$scratch/store" ] || fail 'something was simulated'
[ -z "$(files)" ] || fail "a picture was left: $(files)"
finish
