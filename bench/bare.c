/* The same rounds as those of wattfleet, directly on SimGrid: the least that a simulation costs.
 *
 * A server sends the model to each phone of a round's cohort. The phone computes and sends its
 * update. The server aggregates when the last update has arrived. Both energy plugins run. Nothing
 * else is done: no failure handling, no accounting by phase, no checks of the platform.
 *
 * Actors are a pool that lives as long as the simulation, one per concurrent turn, all on the
 * server: the cheapest of the designs tried. */
#include "plan.h"

#include <simgrid/actor.h>
#include <simgrid/engine.h>
#include <simgrid/exec.h>
#include <simgrid/semaphore.h>
#include <stdlib.h>

struct worker {
    struct bench *bench;
    sg_host_t phone; /* of the current turn */
    sg_sem_t go;
};

struct bench {
    struct plan plan;
    struct worker *workers; /* [active] */
    sg_sem_t round_done;
    size_t pending; /* turns of this round that have not ended */
    bool stop;
};

static void work(int argc, char **argv)
{
    (void)argc, (void)argv;
    struct worker *self = sg_actor_self_get_data();
    struct bench *bench = self->bench;
    const struct plan *plan = &bench->plan;
    for (;;) {
        sg_sem_acquire(self->go);
        if (bench->stop)
            return;
        sg_host_sendto(plan->server, self->phone, plan->down_byte);
        sg_exec_t training = sg_actor_exec_init(plan->flop);
        sg_exec_set_host(training, self->phone);
        sg_exec_start(training);
        sg_exec_wait(training);
        sg_host_sendto(self->phone, plan->server, plan->up_byte);
        /* Actors run one at a time: a plain counter is safe, and saves the master a wake-up per
         * turn. */
        if (--bench->pending == 0)
            sg_sem_release(bench->round_done);
    }
}

static void master(int argc, char **argv)
{
    (void)argc, (void)argv;
    struct bench *bench = sg_actor_self_get_data();
    struct plan *plan = &bench->plan;
    size_t round = 1;
    for (; round <= plan->rounds; round++) {
        if (plan_cohort(plan, round))
            break;
        bench->pending = plan->active;
        for (size_t i = 0; i < plan->active; i++) {
            bench->workers[i].phone = plan->cohort[i];
            sg_sem_release(bench->workers[i].go);
        }
        sg_sem_acquire(bench->round_done);
        if (plan->aggregation_flop > 0)
            sg_actor_execute(plan->aggregation_flop);
    }
    plan->finished = round > plan->rounds;
    bench->stop = true;
    for (size_t i = 0; i < plan->active; i++)
        sg_sem_release(bench->workers[i].go);
}

static void run(struct bench *bench)
{
    struct plan *plan = &bench->plan;
    bench->workers = must(calloc(plan->active, sizeof *bench->workers));
    bench->round_done = sg_sem_init(0);
    for (size_t i = 0; i < plan->active; i++) {
        struct worker *worker = &bench->workers[i];
        worker->bench = bench;
        worker->go = sg_sem_init(0);
        actor_start("worker", plan->server, worker, work);
    }
    actor_start("master", plan->server, bench, master);
    simgrid_run(); /* returns normally on a deadlock, too */
    if (!plan->finished && !bench->stop)
        fputs("bare: the simulation ended before its last round\n", stderr);
    for (size_t i = 0; i < plan->active; i++)
        sg_sem_destroy(bench->workers[i].go);
    sg_sem_destroy(bench->round_done);
}

int main(int argc, char **argv)
{
    static char stack[] = "--cfg=contexts/stack-size:64";
    struct bench bench = {0};
    int status = plan_start(&bench.plan, argc, argv, stack);
    if (status)
        return status;
    run(&bench);
    free(bench.workers);
    return plan_end(&bench.plan);
}
