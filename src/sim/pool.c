#include "sim/pool.h"
#include <assert.h>
#include <math.h>
#include <simgrid/actor.h>
#include <simgrid/comm.h>
#include <simgrid/engine.h>
#include <simgrid/exec.h>
#include <simgrid/mailbox.h>
#include <stdio.h>
#include <stdlib.h>

/* Two ways to carry out a transfer, same dates. sg_host_sendto needs one actor and half the context
 * switches, but SimGrid 3.32 searches the end of each in a list of all that go on: beyond a few
 * thousand transfers at the same time a pair of actors, one at each end of a mailbox, is faster
 * (docs/performance.md). The mailbox never holds an unmatched message: SimGrid's link plugin would
 * crash on it at the end. */
struct wf_worker {
    struct wf_pool *pool;
    struct wf_turn *turn;
    struct wf_group *group;
    sg_sem_t go;
    sg_exec_t *execs;
    uint32_t exec_capacity;
    sg_sem_t partner_go; /* of a pair */
    sg_mailbox_t mailbox;
    sg_host_t partner_host;
};

void wf_pool_init(struct wf_pool *pool, struct wf_meter *meter, sg_host_t home, bool paired)
{
    *pool = (struct wf_pool){.meter = meter, .home = home, .paired = paired};
}

void wf_pool_release(struct wf_pool *pool)
{
    for (uint32_t i = 0; i < pool->worker_count; i++) {
        sg_sem_destroy(pool->workers[i]->go);
        if (pool->paired)
            sg_sem_destroy(pool->workers[i]->partner_go);
        free(pool->workers[i]->execs);
        free(pool->workers[i]);
    }
    free(pool->workers);
    free(pool->idle);
    *pool = (struct wf_pool){0};
}

static void move(struct wf_worker *worker, sg_host_t from, sg_host_t to, double byte)
{
    static char payload;
    if (!worker->pool->paired) {
        sg_host_sendto(from, to, byte);
        return;
    }
    worker->partner_host = to;
    sg_sem_release(worker->partner_go);
    sg_actor_set_host(sg_actor_self(), from);
    sg_comm_wait(sg_mailbox_put_async(worker->mailbox, &payload, (long)byte));
}

static void partner_main(int argc, char **argv)
{
    (void)argc, (void)argv;
    struct wf_worker *worker = sg_actor_self_get_data();
    for (;;) {
        void *payload;
        sg_sem_acquire(worker->partner_go);
        if (worker->pool->stopping)
            return;
        sg_actor_set_host(sg_actor_self(), worker->partner_host);
        sg_comm_wait(sg_mailbox_get_async(worker->mailbox, &payload));
    }
}

static void send(struct wf_worker *worker, const struct wf_step *step)
{
    struct wf_pool *pool = worker->pool;
    double start_s = simgrid_get_clock();
    wf_meter_begin(pool->meter, step->node, step->phase, false, 0);
    wf_meter_begin(pool->meter, step->peer, step->phase, false, 0);
    move(worker, step->node->host, step->peer->host, step->amount);
    wf_meter_end(pool->meter, step->node, step->phase, false);
    wf_meter_end(pool->meter, step->peer, step->phase, false);
    wf_meter_transfer(pool->meter, step->node, step->peer, start_s, step->phase, step->amount);
    pool->byte[step->direction] += step->amount;
}

/* One equal execution a core: the host's speed is speed x cores, its watts the full ones. */
static void work(struct wf_worker *worker, const struct wf_step *step)
{
    uint32_t cores = step->node->core_count;
    if (cores > worker->exec_capacity) {
        worker->execs = wf_realloc(worker->execs, cores * sizeof *worker->execs);
        worker->exec_capacity = cores;
    }
    wf_meter_begin(worker->pool->meter, step->node, step->phase, true, step->pstate);
    for (uint32_t i = 0; i < cores; i++) {
        worker->execs[i] = sg_actor_exec_init(step->amount);
        sg_exec_set_host(worker->execs[i], step->node->host);
        sg_exec_start(worker->execs[i]);
    }
    for (uint32_t i = 0; i < cores; i++)
        sg_exec_wait(worker->execs[i]);
    wf_meter_end(worker->pool->meter, step->node, step->phase, true);
}

static void pause_for(struct wf_pool *pool, const struct wf_step *step)
{
    wf_meter_begin(pool->meter, step->node, step->phase, false, 0);
    sg_actor_sleep_for(step->amount);
    wf_meter_end(pool->meter, step->node, step->phase, false);
}

static void carry_out(struct wf_worker *worker)
{
    struct wf_turn *turn = worker->turn;
    for (uint32_t i = 0; i < turn->step_count; i++) {
        const struct wf_step *step = &turn->steps[i];
        switch ((enum wf_step_kind)step->kind) {
        case WF_STEP_SLEEP_UNTIL:
            if (step->amount > simgrid_get_clock())
                sg_actor_sleep_until(step->amount);
            break;
        case WF_STEP_SEND:
            send(worker, step);
            break;
        case WF_STEP_WORK:
            work(worker, step);
            break;
        case WF_STEP_PAUSE:
            pause_for(worker->pool, step);
            break;
        }
    }
}

static void worker_main(int argc, char **argv)
{
    (void)argc, (void)argv;
    struct wf_worker *worker = sg_actor_self_get_data();
    struct wf_pool *pool = worker->pool;
    for (;;) {
        sg_sem_acquire(worker->go);
        if (pool->stopping)
            return;
        carry_out(worker);
        struct wf_group *group = worker->group;
        group->last_tag = worker->turn->tag;
        pool->idle[pool->idle_count++] = worker;
        if (--group->open == 0 && group->waiting)
            sg_sem_release(group->done);
    }
}

static void start_actor(struct wf_pool *pool, const char *name, xbt_main_func_t run,
                        struct wf_worker *worker)
{
    sg_actor_t actor = sg_actor_init(name, pool->home);
    sg_actor_set_data(actor, worker);
    sg_actor_start_(actor, run, 0, NULL);
}

static struct wf_worker *hire(struct wf_pool *pool)
{
    if (pool->worker_count == pool->capacity) {
        pool->capacity = pool->capacity ? 2 * pool->capacity : 16;
        pool->workers = wf_realloc(pool->workers, pool->capacity * sizeof *pool->workers);
        pool->idle = wf_realloc(pool->idle, pool->capacity * sizeof *pool->idle);
    }
    struct wf_worker *worker = wf_calloc(1, sizeof *worker);
    worker->pool = pool;
    worker->go = sg_sem_init(0);
    if (pool->paired) {
        char name[32];
        snprintf(name, sizeof name, "worker-%u", pool->worker_count);
        worker->mailbox = sg_mailbox_by_name(name);
        worker->partner_go = sg_sem_init(0);
        start_actor(pool, "partner", partner_main, worker);
    }
    pool->workers[pool->worker_count++] = worker;
    start_actor(pool, "worker", worker_main, worker);
    return worker;
}

void wf_turn_add(struct wf_turn *turn, struct wf_step step)
{
    bool moves_nothing = step.kind == WF_STEP_SEND && step.node == step.peer;
    bool takes_nothing = step.kind != WF_STEP_SEND && step.amount <= 0;
    if (moves_nothing || takes_nothing)
        return;
    assert(turn->step_count < WF_TURN_STEPS);
    if (step.kind == WF_STEP_SEND)
        step.amount = round(step.amount); /* SimGrid moves whole bytes; so are they counted */
    turn->steps[turn->step_count++] = step;
}

void wf_group_init(struct wf_group *group)
{
    *group = (struct wf_group){.done = sg_sem_init(0)};
}

void wf_group_release(struct wf_group *group)
{
    sg_sem_destroy(group->done);
}

void wf_group_wait(struct wf_group *group)
{
    if (group->open == 0)
        return;
    group->waiting = true;
    sg_sem_acquire(group->done);
    group->waiting = false;
}

void wf_pool_submit(struct wf_pool *pool, struct wf_group *group, struct wf_turn *turn)
{
    if (turn->step_count == 0)
        return;
    struct wf_worker *worker = pool->idle_count ? pool->idle[--pool->idle_count] : hire(pool);
    worker->turn = turn;
    worker->group = group;
    group->open++;
    sg_sem_release(worker->go);
}

void wf_pool_stop(struct wf_pool *pool)
{
    pool->stopping = true;
    for (uint32_t i = 0; i < pool->worker_count; i++) {
        sg_sem_release(pool->workers[i]->go);
        if (pool->paired)
            sg_sem_release(pool->workers[i]->partner_go);
    }
}
