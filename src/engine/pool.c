#include "engine/pool.h"
#include "engine/alarm.h"
#include "engine/worker.h"
#include "model/battery.h"
#include <assert.h>
#include <math.h>
#include <simgrid/actor.h>
#include <simgrid/engine.h>
#include <simgrid/semaphore.h>
#include <stdlib.h>

void wf_pool_init(struct wf_pool *pool, struct wf_meter *meter, sg_host_t home, bool paired)
{
    *pool = (struct wf_pool){.meter = meter, .home = home, .paired = paired};
}

void wf_pool_release(struct wf_pool *pool)
{
    for (uint32_t i = 0; i < pool->worker_count; i++) {
        wf_worker_release(pool->workers[i]);
        free(pool->workers[i]);
    }
    wf_alarm_free(pool->alarm);
    free(pool->workers);
    free(pool->idle);
    wf_spread_release(&pool->put_off);
    *pool = (struct wf_pool){0};
}

/* All who wake at one date run once before any of them runs again. Who was called by the last of
 * them has begun after one more call. */
void wf_pool_finish_date(struct wf_pool *pool)
{
    for (int calm = 0; calm < 2; calm++) {
        sg_actor_yield();
        if (pool->awake || wf_alarm_is_calling(pool->alarm))
            calm = -1;
    }
}

/* The alarm of a battery comes too early if the power drawn has changed since it was set: then it
 * is set again. */
static void call_alarm(void *data, void *subject, uint64_t serial)
{
    struct wf_worker *worker = subject;
    sg_actor_yield(); /* a turn that ends by itself at this date is not cut off */
    struct wf_turn *turn = worker->turn;
    double now_s = simgrid_get_clock(), empty_s = INFINITY;
    if (worker->serial != serial || !turn)
        return;
    if (turn->subject && turn->subject->battery)
        empty_s = wf_battery_empty_date(turn->subject->battery, now_s);
    if (wf_alarm_is_due(turn->cut_s) || wf_alarm_is_due(empty_s))
        wf_pool_cut(data, turn);
    else
        wf_worker_set_alarm(worker, empty_s);
}

void wf_pool_follow(struct wf_pool *pool, struct wf_flows *flows)
{
    pool->flows = flows;
    pool->alarm = wf_alarm_new(pool->home, call_alarm, pool);
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
    wf_worker_init(worker, pool, index);
    return worker;
}

void wf_pool_submit(struct wf_pool *pool, struct wf_group *group, struct wf_turn *turn)
{
    wf_worker_start(pool->idle_count ? pool->idle[--pool->idle_count] : hire(pool), group, turn);
}

/* sg_host_sendto starts a transfer in one call of SimGrid and waits for it in the next. A worker
 * that is killed between them leaves it behind, on its links: the caller lets it come past both. */
struct patience {
    uint64_t posts;
    uint32_t yields; /* of the caller, since that post */
};
enum { CALLS_OF_A_POST = 2 };

static bool is_posting(const struct wf_worker *worker, struct patience *patience)
{
    if (worker->posted_s < simgrid_get_clock())
        return false;
    if (patience->posts != worker->posts)
        *patience = (struct patience){.posts = worker->posts};
    return patience->yields++ < CALLS_OF_A_POST;
}

/* A turn that ends by itself at this date ends during the first yield. A message without its other
 * end would crash the link plugin. */
void wf_pool_cut(struct wf_pool *pool, struct wf_turn *turn)
{
    struct wf_worker *worker = turn->player;
    if (!worker)
        return;
    uint64_t serial = worker->serial;
    struct patience patience = {0};
    assert(pool->flows && "a pool that cuts follows its transfers");
    do
        sg_actor_yield();
    while (
        worker->serial == serial && worker->turn == turn &&
        (is_posting(worker, &patience) || worker->unmatched || worker->settling || worker->doomed));
    if (worker->serial != serial || worker->turn != turn)
        return;
    wf_worker_kill(worker);
    wf_worker_finish(worker, true);
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
