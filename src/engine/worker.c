#include "engine/worker.h"
#include "base/fetch.h"
#include "engine/alarm.h"
#include "engine/precision.h"
#include "engine/spread.h"
#include "model/battery.h"
#include <math.h>
#include <simgrid/comm.h>
#include <simgrid/engine.h>
#include <stdio.h>
#include <stdlib.h>

/* Two ways to carry out a transfer, same dates. sg_host_sendto needs one actor and half the context
 * switches, but SimGrid 3.32 searches the end of each in a list of all in progress: beyond a few
 * thousand transfers at the same time a pair of actors, one at each end of a mailbox, is faster
 * (docs/performance.md). The mailbox never holds an unmatched message: SimGrid's link plugin would
 * crash on it at the end.
 *
 * A turn is cut off by killing its worker: SimGrid frees what it held at that date. A worker whose
 * actor was killed gets a new one with its next turn. During every call of SimGrid other actors
 * scheduled at the same date can run, during the killing too: a worker whose step ends at the very
 * date of its cut must touch nothing when it wakes between the two. */

/* ---- steps ---- */

static void move(struct wf_worker *worker, sg_host_t from, sg_host_t to, double byte)
{
    static char payload;
    if (!worker->pool->paired) {
        worker->posts++;
        worker->posted_s = simgrid_get_clock();
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
        sg_comm_wait(comm); /* fails if the worker was killed: nothing to do here then */
    }
}

void wf_worker_set_alarm(struct wf_worker *worker, double date_s)
{
    if (isfinite(date_s))
        wf_alarm_set(worker->pool->alarm, date_s, worker, worker->serial);
}

/* The subject draws another power: the turn ends when its battery is at its minimum. */
static void watch_battery(struct wf_worker *worker)
{
    wf_worker_set_alarm(worker,
                        wf_battery_empty_date(worker->turn->subject->battery, simgrid_get_clock()));
}

static void set_awake(struct wf_worker *worker, bool awake)
{
    worker->pool->awake += (uint32_t)awake - (uint32_t)worker->awake;
    worker->awake = awake;
}

/* Before a call that takes time. */
static void rest(struct wf_worker *worker)
{
    set_awake(worker, false);
}

/* What the end of a step looks at is in no cache after all that others did meanwhile, and each look
 * would wait for the one before. */
static void fetch(const struct wf_worker *worker)
{
    const struct wf_turn *turn = worker->turn;
    const struct wf_node *subject = worker->subject;
    const struct wf_route *route = worker->booking.moving        ? worker->booking.route
                                   : subject && subject->partner ? subject->tie.out
                                                                 : NULL;
    if (subject)
        wf_fetch(&subject->ledger, WF_NODE_HOT - offsetof(struct wf_node, ledger));
    if (route)
        wf_fetch(route, sizeof *route);
    if (worker->link)
        wf_fetch(worker->link, sizeof *worker->link);
    if (turn)
        wf_fetch(&turn->steps[worker->step], sizeof turn->steps[0]);
}

/* Back from it. One that is being cut off goes no further. */
static void awake(struct wf_worker *worker)
{
    fetch(worker);
    set_awake(worker, true);
    while (worker->doomed)
        sg_actor_yield();
}

static void begin(struct wf_worker *worker, struct wf_node *node, const struct wf_step *step)
{
    worker->settling = true;
    wf_booking_begin(&worker->booking, worker->pool->meter, worker->turn, step, node);
    worker->settling = false;
    if (node == worker->turn->subject && node->battery)
        watch_battery(worker);
}

/* What the step has used until now, @p byte of a transfer, goes to the meter. */
static void end(struct wf_worker *worker, const struct wf_step *step, double byte)
{
    worker->settling = true;
    wf_booking_end(&worker->booking, worker->pool->meter, worker->turn, step, byte);
    worker->settling = false;
}

static void leave_route(struct wf_worker *worker)
{
    struct wf_pool *pool = worker->pool;
    if (!worker->alone)
        wf_crowd_leave(&pool->crowd, worker->booking.route);
    if (pool->spread && !worker->alone)
        wf_spread_end(&pool->put_off, worker->booking.route, simgrid_get_clock());
    if (pool->flows)
        wf_flow_end(pool->flows, &worker->flow, simgrid_get_clock());
}

/* The transfer gets an instant of its own where SimGrid would share its links wrongly. */
static void spread(struct wf_worker *worker, const struct wf_step *step)
{
    struct wf_pool *pool = worker->pool;
    const struct wf_route *route = worker->booking.route;
    if (!pool->spread || worker->alone)
        return;
    const struct wf_route *back = wf_meter_route(pool->meter, step->peer, step->node);
    uint32_t steps =
        pool->again ? worker->turn->put_off[worker->step]
                    : wf_spread_steps(&pool->put_off, pool->spread, pool->meter->routes.executor,
                                      route, back, simgrid_get_clock());
    if (steps) {
        rest(worker);
        sg_actor_sleep_for(wf_spread_s(steps));
        awake(worker);
    }
    wf_spread_begin(&pool->put_off, pool->spread, route, back, simgrid_get_clock());
}

/* Is the transfer of the turn's own host alone on its links? Then it is in no crowd, and nothing is
 * shared there. */
static bool is_alone(const struct wf_worker *worker, const struct wf_step *step)
{
    struct wf_node *subject = worker->turn->subject;
    const struct wf_node *other = step->node == subject ? step->peer : step->node;
    if (!subject || (step->node != subject && step->peer != subject))
        return false;
    const struct wf_tie *tie = wf_meter_tie(worker->pool->meter, subject, other);
    return tie->alone && subject->partner == other;
}

/* The step takes so long, if nothing slows it down. */
static void expect(const struct wf_worker *worker, double time_s)
{
    wf_precision_follow(worker->booking.start_s, worker->booking.start_s + time_s);
}

/* Of a transfer that is alone on its route, without latency. */
static double transfer_s(const struct wf_executor *executor, const struct wf_route *route,
                         double byte)
{
    double time_s = 0;
    for (uint32_t i = 0; i < route->link_count; i++) {
        time_s = fmax(time_s, byte / wf_route_link_byte_per_s(executor, route->links[i]));
    }
    return time_s;
}

static void expect_transfer(const struct wf_worker *worker, const struct wf_route *route,
                            double byte)
{
    const struct wf_routes *routes = &worker->pool->meter->routes;
    double most_s = byte / routes->least_byte_per_s; /* to look at each link is a cache miss */
    if (wf_precision_counts(worker->booking.start_s + most_s))
        expect(worker, transfer_s(routes->executor, route, byte));
}

static void send(struct wf_worker *worker, const struct wf_step *step)
{
    struct wf_pool *pool = worker->pool;
    worker->alone = is_alone(worker, step);
    begin(worker, step->node, step);
    if (wf_booking_has_peer(step))
        begin(worker, step->peer, step);
    wf_booking_begin_transfer(&worker->booking, pool->meter, step);
    const struct wf_route *route = worker->booking.route;
    if (!worker->alone)
        wf_crowd_enter(&pool->crowd, route);
    if (pool->flows)
        wf_flow_begin(pool->flows, &worker->flow, route, worker->booking.start_s);
    spread(worker, step);
    worker->link = route->link_count ? route->links[0] : NULL;
    expect_transfer(worker, route, step->amount);
    rest(worker);
    move(worker, step->node->host, step->peer->host, step->amount);
    awake(worker);
    leave_route(worker);
    end(worker, step, step->amount);
}

/* Equal executions end together: the others are waited for in no time, and not cut off. */
static void wait_for_executions(struct wf_worker *worker, const struct wf_node *node)
{
    for (worker->waited = 0; worker->waited < node->core_count; worker->waited++) {
        sg_exec_t exec = worker->execs[worker->waited];
        if (worker->waited == 0 || sg_exec_get_remaining(exec) > 0) {
            worker->settling = false;
            rest(worker);
        }
        sg_exec_wait(exec);
        awake(worker);
        worker->settling = true;
    }
    worker->settling = false;
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
    expect(worker, step->amount / step->node->ledger.class->speed_flop_per_s[step->pstate]);
    worker->settling = true;
    for (uint32_t i = 0; i < cores; i++) {
        worker->execs[i] = sg_actor_exec_init(step->amount);
        sg_exec_set_host(worker->execs[i], step->node->host);
        sg_exec_start(worker->execs[i]);
    }
    worker->started = true;
    wait_for_executions(worker, step->node);
    end(worker, step, 0);
}

static void carry_out(struct wf_worker *worker)
{
    struct wf_turn *turn = worker->turn;
    for (worker->step = 0; worker->step < turn->step_count; worker->step++) {
        const struct wf_step *step = &turn->steps[worker->step];
        worker->booking.start_s = simgrid_get_clock();
        worker->started = false;
        switch ((enum wf_step_kind)step->kind) {
        case WF_STEP_SLEEP_UNTIL:
            if (step->amount > worker->booking.start_s) {
                wf_precision_follow(worker->booking.start_s, step->amount);
                rest(worker);
                sg_actor_sleep_until(step->amount);
            }
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
            expect(worker, step->amount);
            rest(worker);
            sg_actor_sleep_for(step->amount);
            awake(worker);
            end(worker, step, 0);
            break;
        }
    }
}

/* ---- its life ---- */

void wf_worker_finish(struct wf_worker *worker, bool failed)
{
    struct wf_turn *turn = worker->turn;
    turn->failed = failed;
    turn->player = NULL;
    worker->turn = NULL;
    worker->pool->idle[worker->pool->idle_count++] = worker;
    /* the worker can be reused after this line: the call below may give it its next turn */
    wf_group_conclude(worker->group, turn);
}

static void worker_main(int argc, char **argv)
{
    (void)argc, (void)argv;
    struct wf_worker *worker = sg_actor_self_get_data();
    for (;;) {
        if (!worker->turn)
            rest(worker);
        sg_sem_acquire(worker->go);
        if (worker->pool->stopping)
            return;
        while (worker->doomed)
            sg_actor_yield();
        if (!worker->turn)
            continue; /* the call was for an actor that was killed before it came */
        carry_out(worker);
        wf_worker_finish(worker, worker->turn->drops_out);
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

void wf_worker_init(struct wf_worker *worker, struct wf_pool *pool, uint32_t index)
{
    worker->pool = pool;
    worker->go = sg_sem_init(0); /* other actors can run during this call, and hire */
    if (pool->paired) {
        char name[32];
        snprintf(name, sizeof name, "worker-%u", index);
        worker->mailbox = sg_mailbox_by_name(name);
        worker->partner_go = sg_sem_init(0);
        start_actor(pool, "partner", partner_main, worker);
    }
}

void wf_worker_release(struct wf_worker *worker)
{
    if (worker->actor)
        sg_actor_unref(worker->actor);
    sg_sem_destroy(worker->go);
    if (worker->pool->paired)
        sg_sem_destroy(worker->partner_go);
    wf_flow_release(&worker->flow);
    free(worker->execs);
}

void wf_worker_start(struct wf_worker *worker, struct wf_group *group, struct wf_turn *turn)
{
    double cut_s = turn->cut_s;
    worker->turn = turn;
    worker->group = group;
    worker->subject = turn->subject;
    worker->link = NULL;
    uint64_t serial = ++worker->serial; /* the turn may be over before this returns */
    worker->step = 0;                   /* it may be cut off before it begins */
    worker->booking.start_s = simgrid_get_clock();
    worker->started = false;
    turn->player = worker;
    set_awake(worker, true);
    if (!worker->actor) {
        worker->settling = true;
        worker->actor = start_actor(worker->pool, "worker", worker_main, worker);
        sg_actor_ref(worker->actor);
        worker->settling = false;
    }
    sg_sem_release(worker->go);
    if (isfinite(cut_s))
        wf_alarm_set(worker->pool->alarm, cut_s, worker, serial);
}

static double moved_byte(const struct wf_worker *worker, const struct wf_step *step)
{
    struct wf_pool *pool = worker->pool;
    double now_s = simgrid_get_clock();
    bool exact = true;
    double byte = wf_flow_moved(pool->flows, &worker->flow,
                                wf_meter_route(pool->meter, step->peer, step->node), step->amount,
                                now_s, &exact);
    pool->cuts_estimated += !exact;
    return byte;
}

void wf_worker_kill(struct wf_worker *worker)
{
    struct wf_turn *turn = worker->turn;
    const struct wf_step *step = &turn->steps[worker->step];
    worker->doomed = true;
    turn->cut_step = worker->step;
    if (wf_step_trains(step) && worker->started) /* others may have had a share of the host */
        turn->trained_ratio += 1 - sg_exec_get_remaining_ratio(worker->execs[0]);
    sg_actor_kill(worker->actor);
    sg_actor_unref(worker->actor);
    worker->actor = NULL;
    rest(worker);
    /* the one it waited for has gone with it, those after it have not */
    for (uint32_t i = worker->waited + 1; worker->started && i < step->node->core_count; i++)
        sg_exec_cancel(worker->execs[i]);
    double byte = worker->booking.moving ? moved_byte(worker, step) : 0;
    for (uint32_t i = 0; i < worker->step; i++)
        turn->trained_ratio += wf_step_trains(&turn->steps[i]);
    if (worker->booking.moving)
        leave_route(worker);
    end(worker, step, byte);
    worker->doomed = false;
}
