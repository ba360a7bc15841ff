# The audit of a run of years: SimGrid adds steps up, and from 97 days on its clock may miss a date by more than its
# precision; it then waited for a date that had passed, and the turns behind it were not played ("ends at 0 s by SimGrid").
. tests/cli/lib.sh
run run platforms/grenoble.xml deployments/bert-large-federated.xml --quiet --format json \
    --set zone.edge.efficiency=0.008241563394046835 --set workload.scale=1.80165485096342 --set server.data=classes:2 \
    --set learner.count=8 --set server.active=4 --set learner.local-epochs=5 \
    --set link.edge-up.bandwidth=3978385.049807407Bps --set link.edge-down.bandwidth=16566776.469998589Bps \
    --set server.trainings=2 --set workload.epochs-scale=1.6395288976871512 \
    --set workload.passes-residual=1.1009971459339352 --set workload.passes-active=0.5574794384190348 \
    --set workload.samples=216774 --set 'host.jetson-*.speed=6480091046096.135f,106238854123.83931f'
want_status 0
want_out '"engine": "closed-form"'
want_out '"time_s": 33[0-9]{8}\.'
finish
