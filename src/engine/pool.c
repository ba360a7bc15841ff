#include "engine/pool.h"
#include "engine/alarm.h"
#include "model/battery.h"
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
 * crash on it at the end.
 *
 * A turn is cut off by killing its worker: SimGrid frees what it held at that date. A worker whose
 * actor was killed gets a new one with its next turn. Every call of SimGrid lets others of this
 * date run, the killing too: a worker whose step ends at the very date of its cut must touch
 * nothing when it wakes between the two. */
struct wf_worker {
    struct wf_pool *pool;
    struct wf_turn *turn; /* NULL: none */
    struct wf_group *group;
    sg_actor_t actor; /* NULL: killed, or not started */
    sg_sem_t go;
    uint64_t serial; /* of its turn: an alarm set for an earlier one is void */
    uint32_t step;
    bool moving;    /* the meter knows of its transfer */
    bool started;   /* are the executions of the step running */
    bool settling;  /* it tells the meter: others of this date may run in the midst of that */
    bool doomed;    /* it is being cut off */
    uint32_t begun; /* nodes of the step whose activity the meter knows */
    double mark_j;  /* of the subject's energy when the step began */
    double start_s; /* of the step */
    struct wf_flow flow;
    sg_exec_t *execs;
    uint32_t exec_capacity;
    uint32_t waited;     /* index of the execution it waits for */
    sg_sem_t partner_go; /* of a pair */
    sg_mailbox_t mailbox;
    sg_host_t partner_host;
    uint32_t unmatched; /* ends of the transfer that are not posted yet */
};

void wf_pool_init(struct wf_pool *pool, struct wf_meter *meter, sg_host_t home, bool paired)
{
    *pool = (struct wf_pool){.meter = meter, .home = home, .paired = paired};
}

void wf_pool_release(struct wf_pool *pool)
{
    for (uint32_t i = 0; i < pool->worker_count; i++) {
        if (pool->workers[i]->actor)
            sg_actor_unref(pool->workers[i]->actor);
        sg_sem_destroy(pool->workers[i]->go);
        if (pool->paired)
            sg_sem_destroy(pool->workers[i]->partner_go);
        wf_flow_release(&pool->workers[i]->flow);
        free(pool->workers[i]->execs);
        free(pool->workers[i]);
    }
    wf_alarm_free(pool->alarm);
    free(pool->workers);
    free(pool->idle);
    *pool = (struct wf_pool){0};
}

/* ---- steps ---- */

static void move(struct wf_worker *worker, sg_host_t from, sg_host_t to, double byte)
{
    static char payload;
    if (!worker->pool->paired) {
        sg_host_sendto(from, to, byte);
        return;
    }
    worker->partner_host = to;
    worker->unmatched = 2;
    sg_sem_release(worker->partner_go);
    sg_actor_set_host(sg_actor_self(), from);
    sg_comm_t comm = sg_mailbox_put_async(worker->mailbox, &payload, (long)byte);
    worker->unmatched--;
    sg_comm_wait(comm);
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
        sg_comm_t comm = sg_mailbox_get_async(worker->mailbox, &payload);
        worker->unmatched--;
        sg_comm_wait(comm); /* fails where the worker was killed: so be it */
    }
}

static void set_alarm(struct wf_worker *worker, double date_s);

/* The subject draws another power: the turn ends when its battery is at its minimum. */
static void watch_battery(struct wf_worker *worker)
{
    set_alarm(worker, wf_battery_empty_date(worker->turn->subject->battery, simgrid_get_clock()));
}

/* Back from a call that took time. One that is being cut off goes no further. */
static void awake(const struct wf_worker *worker)
{
    while (worker->doomed)
        sg_actor_yield();
}

static void begin(struct wf_worker *worker, struct wf_node *node, const struct wf_step *step)
{
    worker->settling = true;
    worker->begun++;
    wf_meter_begin(worker->pool->meter, node, step->phase, step->kind == WF_STEP_WORK,
                   step->pstate);
    if (node == worker->turn->subject)
        worker->mark_j = node->ledger.site_j;
    worker->settling = false;
    if (node == worker->turn->subject && node->battery)
        watch_battery(worker);
}

static void leave(struct wf_worker *worker, struct wf_node *node, const struct wf_step *step)
{
    wf_meter_end(worker->pool->meter, node, step->phase, step->kind == WF_STEP_WORK);
    if (node == worker->turn->subject)
        worker->turn->energy_j += node->ledger.site_j - worker->mark_j;
}

/* What the step has used until now, @p byte of a transfer, goes to the meter. */
static void end(struct wf_worker *worker, const struct wf_step *step, double byte)
{
    struct wf_pool *pool = worker->pool;
    worker->settling = true;
    if (worker->begun)
        leave(worker, step->node, step);
    if (worker->begun == 2)
        leave(worker, step->peer, step);
    if (worker->moving) {
        if (worker->turn->subject)
            worker->turn->energy_j +=
                wf_meter_transfer_j(pool->meter, step->node, step->peer, worker->start_s, byte);
        wf_meter_transfer(pool->meter, step->node, step->peer, worker->start_s, step->phase, byte);
        pool->byte[step->direction] += byte;
    }
    worker->begun = 0;
    worker->moving = false;
    worker->settling = false;
}

static void send(struct wf_worker *worker, const struct wf_step *step)
{
    struct wf_pool *pool = worker->pool;
    begin(worker, step->node, step);
    begin(worker, step->peer, step);
    worker->moving = true;
    wf_meter_transfer_begin(pool->meter, step->node, step->peer, step->phase);
    if (pool->flows)
        wf_flow_begin(&worker->flow, wf_meter_route(pool->meter, step->node, step->peer),
                      worker->start_s);
    move(worker, step->node->host, step->peer->host, step->amount);
    awake(worker);
    if (pool->flows)
        wf_flow_end(&worker->flow, simgrid_get_clock());
    end(worker, step, step->amount);
}

/* One equal execution a core: the host's speed is speed x cores, its watts the full ones. */
static void work(struct wf_worker *worker, const struct wf_step *step)
{
    uint32_t cores = step->node->core_count;
    if (cores > worker->exec_capacity) {
        worker->execs = wf_realloc(worker->execs, cores * sizeof *worker->execs);
        worker->exec_capacity = cores;
    }
    begin(worker, step->node, step);
    worker->settling = true;
    for (uint32_t i = 0; i < cores; i++) {
        worker->execs[i] = sg_actor_exec_init(step->amount);
        sg_exec_set_host(worker->execs[i], step->node->host);
        sg_exec_start(worker->execs[i]);
    }
    worker->started = true;
    worker->settling = false;
    for (worker->waited = 0; worker->waited < cores; worker->waited++)
        sg_exec_wait(worker->execs[worker->waited]);
    awake(worker);
    end(worker, step, 0);
}

static void carry_out(struct wf_worker *worker)
{
    struct wf_turn *turn = worker->turn;
    for (worker->step = 0; worker->step < turn->step_count; worker->step++) {
        const struct wf_step *step = &turn->steps[worker->step];
        worker->start_s = simgrid_get_clock();
        worker->started = false;
        switch ((enum wf_step_kind)step->kind) {
        case WF_STEP_SLEEP_UNTIL:
            if (step->amount > worker->start_s)
                sg_actor_sleep_until(step->amount);
            awake(worker);
            break;
        case WF_STEP_SEND:
            send(worker, step);
            break;
        case WF_STEP_WORK:
            work(worker, step);
            break;
        case WF_STEP_PAUSE:
            begin(worker, step->node, step);
            sg_actor_sleep_for(step->amount);
            awake(worker);
            end(worker, step, 0);
            break;
        }
    }
}

/* ---- turns ---- */

void wf_turn_clear(struct wf_turn *turn)
{
    turn->step_count = 0;
    turn->tag = 0;
    turn->cut_s = INFINITY;
    turn->drops_out = turn->failed = false;
    turn->subject = NULL;
    turn->trained_ratio = turn->energy_j = 0;
    turn->then = NULL;
    turn->data = NULL;
    turn->next = NULL;
    turn->worker = NULL;
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

static bool has_come(const struct wf_group *group)
{
    return group->open == 0 ||
           (group->queueing ? group->first != NULL : group->succeeded >= group->needed);
}

/* The turn has ended, for its caller and for the group. */
static void conclude(struct wf_group *group, struct wf_turn *turn)
{
    if (!turn->failed) {
        group->succeeded++;
        group->last_tag = turn->tag;
    }
    if (group->queueing) {
        turn->next = NULL;
        *(group->first ? &group->last->next : &group->first) = turn;
        group->last = turn;
    }
    if (turn->then)
        turn->then(turn->data, turn);
    group->open--;
    if (group->waiting && has_come(group)) {
        group->waiting = false;
        sg_sem_release(group->done);
    }
}

/* Its worker is free from here on: what follows may give it the next turn. */
static void finish(struct wf_worker *worker, bool failed)
{
    struct wf_turn *turn = worker->turn;
    turn->failed = failed;
    turn->worker = NULL;
    worker->turn = NULL;
    worker->pool->idle[worker->pool->idle_count++] = worker;
    conclude(worker->group, turn);
}

static void worker_main(int argc, char **argv)
{
    (void)argc, (void)argv;
    struct wf_worker *worker = sg_actor_self_get_data();
    for (;;) {
        sg_sem_acquire(worker->go);
        if (worker->pool->stopping)
            return;
        awake(worker);
        if (!worker->turn)
            continue; /* the call was for an actor that was killed before it came */
        carry_out(worker);
        finish(worker, worker->turn->drops_out);
    }
}

static sg_actor_t start_actor(const struct wf_pool *pool, const char *name, xbt_main_func_t run,
                              struct wf_worker *worker)
{
    sg_actor_t actor = sg_actor_init(name, pool->home);
    sg_actor_set_data(actor, worker);
    sg_actor_start_(actor, run, 0, NULL);
    return actor;
}

static struct wf_worker *hire(struct wf_pool *pool)
{
    if (pool->worker_count == pool->capacity) {
        pool->capacity = pool->capacity ? 2 * pool->capacity : 16;
        pool->workers = wf_realloc(pool->workers, pool->capacity * sizeof *pool->workers);
        pool->idle = wf_realloc(pool->idle, pool->capacity * sizeof *pool->idle);
    }
    uint32_t index = pool->worker_count++;
    struct wf_worker *worker = pool->workers[index] = wf_calloc(1, sizeof *worker);
    worker->pool = pool;
    worker->go = sg_sem_init(0); /* from here on others may run, and hire */
    if (pool->paired) {
        char name[32];
        snprintf(name, sizeof name, "worker-%u", index);
        worker->mailbox = sg_mailbox_by_name(name);
        worker->partner_go = sg_sem_init(0);
        start_actor(pool, "partner", partner_main, worker);
    }
    return worker;
}

/* An alarm set for a power that is no longer drawn may come too early: then it is set again. */
static void call_alarm(void *data, void *subject, uint64_t serial)
{
    struct wf_worker *worker = subject;
    struct wf_turn *turn = worker->turn;
    double now_s = simgrid_get_clock(), empty_s = INFINITY;
    if (worker->serial != serial || !turn)
        return;
    if (turn->subject && turn->subject->battery)
        empty_s = wf_battery_empty_date(turn->subject->battery, now_s);
    if (wf_alarm_is_due(turn->cut_s) || wf_alarm_is_due(empty_s))
        wf_pool_cut(data, turn);
    else
        set_alarm(worker, empty_s);
}

static void set_alarm(struct wf_worker *worker, double date_s)
{
    struct wf_pool *pool = worker->pool;
    if (isinf(date_s))
        return;
    wf_alarm_set(pool->alarm, date_s, worker, worker->serial);
}

void wf_pool_follow(struct wf_pool *pool, struct wf_flow_model *flows)
{
    pool->flows = flows;
    pool->alarm = wf_alarm_new(pool->home, call_alarm, pool);
}

void wf_pool_submit(struct wf_pool *pool, struct wf_group *group, struct wf_turn *turn)
{
    double cut_s = turn->cut_s;
    bool late = cut_s <= simgrid_get_clock();
    group->open++;
    if (turn->step_count == 0 || late) {
        turn->failed = late || turn->drops_out;
        turn->worker = NULL;
        conclude(group, turn);
        return;
    }
    struct wf_worker *worker = pool->idle_count ? pool->idle[--pool->idle_count] : hire(pool);
    worker->turn = turn;
    worker->group = group;
    uint64_t serial = ++worker->serial; /* the turn may be over before this returns */
    worker->step = 0;                   /* it may be cut off before it begins */
    worker->start_s = simgrid_get_clock();
    worker->started = false;
    turn->worker = worker;
    if (!worker->actor) {
        worker->settling = true;
        worker->actor = start_actor(pool, "worker", worker_main, worker);
        sg_actor_ref(worker->actor);
        worker->settling = false;
    }
    sg_sem_release(worker->go);
    if (isfinite(cut_s))
        wf_alarm_set(pool->alarm, cut_s, worker, serial);
}

static double moved_byte(const struct wf_worker *worker, const struct wf_step *step)
{
    struct wf_pool *pool = worker->pool;
    double now_s = simgrid_get_clock();
    bool exact = true;
    double byte = wf_flow_moved(&worker->flow, wf_meter_route(pool->meter, step->peer, step->node),
                                pool->flows, step->amount, now_s, &exact);
    pool->cuts_estimated += !exact;
    return byte;
}

static bool trains(const struct wf_step *step)
{
    return step->kind == WF_STEP_WORK && step->phase == WF_PHASE_COMPUTE;
}

void wf_pool_cut(struct wf_pool *pool, struct wf_turn *turn)
{
    struct wf_worker *worker = turn->worker;
    uint64_t serial = worker ? worker->serial : 0;
    assert(pool->flows && "a pool that cuts follows its transfers");
    /* a message without its other end would crash the link plugin */
    while (worker && worker->serial == serial && worker->turn == turn &&
           (worker->unmatched || worker->settling || worker->doomed))
        sg_actor_yield();
    if (!worker || worker->serial != serial || worker->turn != turn)
        return;
    worker->doomed = true;
    const struct wf_step *step = &turn->steps[worker->step];
    if (trains(step) && worker->started) /* others may have had a share of the host */
        turn->trained_ratio += 1 - sg_exec_get_remaining_ratio(worker->execs[0]);
    sg_actor_kill(worker->actor);
    sg_actor_unref(worker->actor);
    worker->actor = NULL;
    /* the one it waited for has gone with it, those after it have not */
    for (uint32_t i = worker->waited + 1; worker->started && i < step->node->core_count; i++)
        sg_exec_cancel(worker->execs[i]);
    double byte = worker->moving ? moved_byte(worker, step) : 0;
    for (uint32_t i = 0; i < worker->step; i++)
        turn->trained_ratio += trains(&turn->steps[i]);
    if (worker->moving)
        wf_flow_end(&worker->flow, simgrid_get_clock());
    end(worker, step, byte);
    worker->doomed = false;
    finish(worker, true);
}

void wf_pool_stop(struct wf_pool *pool)
{
    pool->stopping = true;
    for (uint32_t i = 0; i < pool->worker_count; i++) {
        sg_sem_release(pool->workers[i]->go);
        if (pool->paired)
            sg_sem_release(pool->workers[i]->partner_go);
    }
    if (pool->alarm)
        wf_alarm_stop(pool->alarm);
}

/* ---- groups ---- */

void wf_group_init(struct wf_group *group, bool queueing)
{
    *group = (struct wf_group){.done = sg_sem_init(0), .queueing = queueing};
}

void wf_group_release(struct wf_group *group)
{
    sg_sem_destroy(group->done);
}

void wf_group_wait_for(struct wf_group *group, uint32_t needed)
{
    group->needed = needed;
    while (!has_come(group)) {
        group->waiting = true;
        sg_sem_acquire(group->done);
    }
    group->succeeded = 0;
}

void wf_group_wait(struct wf_group *group)
{
    wf_group_wait_for(group, UINT32_MAX);
}

struct wf_turn *wf_group_take(struct wf_group *group, double until_s)
{
    /* a call that came at the date of the time-out is left for the next wait: hence the loop */
    while (!has_come(group) && simgrid_get_clock() < until_s) {
        group->waiting = true;
        if (isinf(until_s))
            sg_sem_acquire(group->done);
        else if (sg_sem_acquire_timeout(group->done, until_s - simgrid_get_clock()))
            break;
    }
    group->waiting = false;
    struct wf_turn *turn = group->first;
    if (turn)
        group->first = turn->next;
    return turn;
}
