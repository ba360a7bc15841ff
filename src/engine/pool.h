/* The pool of workers: actors that play turns on SimGrid. Workers are made once and used again;
 * there are as many as turns are open at the same time (twice as many where thousands are), never
 * one a device. */
#ifndef WF_ENGINE_POOL_H
#define WF_ENGINE_POOL_H

#include "engine/crowd.h"
#include "engine/flow.h"
#include "engine/spread.h"
#include "job/group.h"
#include "job/meter.h"
#include <simgrid/host.h>

struct wf_pool {
    struct wf_meter *meter;
    sg_host_t home; /**< where the workers live; they act on any host */
    struct wf_worker **idle;
    uint32_t idle_count, worker_count, capacity;
    struct wf_worker **workers;
    struct wf_alarm *alarm;             /**< cuts turns off; NULL: no turn ever is */
    const struct wf_flow_model *spread; /**< beginnings are spread (spread.h); NULL: not */
    struct wf_spread put_off;
    bool again;             /**< turns are played again, and say which were put off */
    struct wf_flows *flows; /**< NULL: no turn is ever cut off, transfers need not be followed */
    struct wf_crowd crowd;
    bool paired; /**< a worker has a partner at the other end of its transfers: worker.c */
    bool stopping;
    uint32_t awake;          /**< workers that go on at this date: in no call that takes time */
    uint64_t cuts_estimated; /**< transfers cut off whose bytes are an estimate (flow.h) */
};

void wf_pool_init(struct wf_pool *pool, struct wf_meter *meter, sg_host_t home, bool paired);
/** Turns may be cut off: follow their transfers by @p flows (borrowed). Before the first turn. */
void wf_pool_follow(struct wf_pool *pool, struct wf_flows *flows);
/** After the simulation. */
void wf_pool_release(struct wf_pool *pool);

/** Start @p turn on a free worker, as one of @p group (executor.h: submit). From inside an actor.
 */
void wf_pool_submit(struct wf_pool *pool, struct wf_group *group, struct wf_turn *turn);
/** Cut @p turn off now, unless it has ended (executor.h: cut). From inside an actor that is not its
 *  worker. */
void wf_pool_cut(struct wf_pool *pool, struct wf_turn *turn);
/** Return when no worker goes on at this date (executor.h: finish_date). From the leader. */
void wf_pool_finish_date(struct wf_pool *pool);
/** Let the workers go; the last call of a job. */
void wf_pool_stop(struct wf_pool *pool);

#endif
