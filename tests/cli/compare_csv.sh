# CSV files of compare: of every deployment the rows that `run` writes of it, behind its label.
. tests/cli/lib.sh
files='hosts links rounds cohorts power'
of() { # PREFIX: the options
    for file in $files; do printf ' --%s-csv %s' "$file" "$1-$file"; done
}
# Columns of a power table that are named in another's header, in its order, without the label.
select_power() { # RUN TABLE LABEL
    awk -F, -v label="$3" '
        NR == FNR { if (FNR == 1) for (i = 1; i <= NF; i++) wanted[i] = $i; count = FNR == 1 ? NF : count; next }
        FNR == 1 { for (i = 2; i <= NF; i++) at[$i] = i }
        FNR == 1 || $1 == label { for (i = 1; i <= count; i++) printf "%s%s", $(at[wanted[i]]), i < count ? "," : "\n" }' "$1" "$2"
}
agree() { # PLATFORM DEPLOYMENT.. [-- OPTION..]
    platform=$1 deployments='' count=0
    shift
    while [ "$#" -gt 0 ] && [ "$1" != -- ]; do deployments="$deployments $1"; count=$((count + 1)); shift; done
    [ "$#" = 0 ] || shift
    # shellcheck disable=SC2046,SC2086
    run compare "$platform" $deployments "$@" --label B=edge --quiet --jobs 1 --output "$scratch/result" $(of "$scratch/all")
    want_status 0
    # shellcheck disable=SC2046,SC2086
    run compare "$platform" $deployments "$@" --label B=edge --quiet --jobs 3 --output "$scratch/result" $(of "$scratch/three")
    want_status 0
    for file in $files; do
        cmp "$scratch/all-$file" "$scratch/three-$file" || fail "$deployments: $file depends on --jobs"
    done
    for file in $files; do : >"$scratch/expected-$file"; done
    number=0
    for deployment in $deployments; do
        label=$(echo 'A edge C' | cut -d ' ' -f $((number + 1)))
        # shellcheck disable=SC2046
        run run "$platform" "$deployment" "$@" --quiet --output "$scratch/result" $(of "$scratch/one")
        want_status 0
        for file in hosts links rounds; do
            [ "$(head -n 1 "$scratch/all-$file")" = "deployment,$(head -n 1 "$scratch/one-$file")" ] || fail "header of $file"
            sed "1d; s/^/$label,/" "$scratch/one-$file" >>"$scratch/expected-$file"
        done
        awk -v label="$label" '{ print label "," NR "," $0 }' "$scratch/one-cohorts" >>"$scratch/expected-cohorts"
        select_power "$scratch/one-power" "$scratch/all-power" "$label" >"$scratch/selected"
        cmp "$scratch/one-power" "$scratch/selected" || fail "$deployment: power of compare is not that of run"
        # of kinds that it has no host of: nothing
        awk -F, -v label="$label" 'NR == FNR { if (FNR == 1) for (i = 1; i <= NF; i++) own[$i] = 1; next }
            FNR == 1 { for (i = 2; i <= NF; i++) if (!($i in own)) other[i] = 1; next }
            $1 == label { for (i in other) if ($i != "0") exit 1 }' "$scratch/one-power" "$scratch/all-power" ||
            fail "$deployment: watts of another deployment"
        number=$((number + 1))
    done
    for file in hosts links rounds cohorts; do
        sed 1d "$scratch/all-$file" | cmp - "$scratch/expected-$file" || fail "$deployments: $file of compare is not that of run"
    done
    [ "$(cut -d , -f 1 "$scratch/all-power" | uniq | sed 1d | paste -sd ' ')" = "$(echo 'A edge C' | cut -d ' ' -f "1-$count")" ] ||
        fail "$deployments: order of the deployments in the power table"
}
agree platforms/grenoble.xml deployments/unet3d-kits19-centralised.xml deployments/unet3d-kits19-federated.xml \
    deployments/unet3d-kits19-serverless.xml -- --no-audit
[ "$(head -n 1 "$scratch/all-cohorts")" = deployment,round,hosts ] || fail 'header of cohorts'
agree platforms/jetson-cluster.xml deployments/jetson-fedavg.xml deployments/jetson-fedavg-5.xml -- --set server.rounds=3
# devices that are drawn
agree platforms/fleets/phones.xml deployments/fleet-phones.xml deployments/fleet-phones.xml -- \
    --no-audit --set 'class.*.count=500' --set server.active=20 --set server.rounds=5

# ---- mistakes ----
run compare platforms/jetson-cluster.xml deployments/jetson-fedavg.xml deployments/jetson-fedavg-5.xml \
    --hosts-csv deployments/jetson-fedavg-5.xml
want_status 2; want_err 'hosts-csv.* would overwrite'
run compare platforms/jetson-cluster.xml deployments/jetson-fedavg.xml deployments/jetson-fedavg-5.xml \
    --hosts-csv "$scratch/h" --links-csv "$scratch/h"
want_status 2; want_err 'both write'
run help compare
want_out '--power-csv'; want_out 'each behind its label'
finish
