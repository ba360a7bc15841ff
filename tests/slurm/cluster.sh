# Sourced: a Slurm of one machine, by whoever runs the test, in the folder $cluster.
#   start_cluster: 0 when it runs; 1 when it cannot, with $why
#   stop_cluster
# Nothing is installed, and no other Slurm of the machine is touched: ports, socket, key and state are
# its own.
cluster_pids=
why=

own_port() { # a number that is probably free
    echo $((20000 + ($$ * 2 + $1) % 20000))
}

write_conf() {
    host=$(hostname -s)
    cat >"$cluster/slurm.conf" <<C
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
AuthType=auth/munge
AuthInfo=socket=$cluster/munge.sock
CredType=cred/munge
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
SlurmctldPort=$(own_port 0)
SlurmdPort=$(own_port 1)
SlurmctldPidFile=$cluster/slurmctld.pid
SlurmdPidFile=$cluster/slurmd.pid
SlurmctldLogFile=$cluster/slurmctld.log
SlurmdLogFile=$cluster/slurmd.log
StateSaveLocation=$cluster/state
SlurmdSpoolDir=$cluster/spool
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
ReturnToService=2
JobCompType=jobcomp/none
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
MinJobAge=3600
KillWait=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
C
}

start_cluster() {
    PATH=$PATH:/usr/sbin:/sbin
    for program in munged slurmctld slurmd sbatch scontrol squeue sinfo; do
        command -v "$program" >/dev/null || {
            why="$program is not installed (Debian packages munge, slurmctld, slurmd, slurm-client)"
            return 1
        }
    done
    mkdir -p "$cluster/state" "$cluster/spool"
    chmod 711 "$cluster"
    (umask 077 && head -c 1024 /dev/urandom >"$cluster/key")
    write_conf
    export SLURM_CONF="$cluster/slurm.conf"
    munged --foreground --force --key-file="$cluster/key" --socket="$cluster/munge.sock" \
        --pid-file="$cluster/munged.pid" --log-file="$cluster/munged.log" \
        --seed-file="$cluster/seed" >"$cluster/munged.out" 2>&1 &
    cluster_pids=$!
    slurmctld -D >"$cluster/slurmctld.out" 2>&1 &
    cluster_pids="$cluster_pids $!"
    slurmd -D >"$cluster/slurmd.out" 2>&1 &
    cluster_pids="$cluster_pids $!"
    for _ in $(seq 60); do
        [ "$(timeout 5 sinfo -h -o %T 2>/dev/null)" = idle ] && return 0
        sleep 0.5
    done
    why="slurmctld and slurmd did not start: $(tail -qn 2 "$cluster"/slurm*.out | tail -n 4)"
    stop_cluster
    return 1
}

stop_cluster() {
    # slurmd last: it ends the tasks that are left
    for pid in $cluster_pids; do
        kill "$pid" 2>/dev/null
    done
    for pid in $cluster_pids; do
        wait "$pid" 2>/dev/null
    done
    cluster_pids=
}
