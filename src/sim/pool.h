/* The pool of workers. Roles decide, the pool executes: a turn is plain data (receive these bytes,
 * compute this flop, send these bytes) that one worker carries out on SimGrid. Workers are actors
 * made once and used again; there are as many as turns are open at the same time (twice as many
 * where thousands are), never one a device. */
#ifndef WF_SIM_POOL_H
#define WF_SIM_POOL_H

#include "sim/meter.h"
#include <simgrid/semaphore.h>

enum wf_step_kind {
    WF_STEP_SLEEP_UNTIL, /**< amount: date, s; the host is not on duty yet */
    WF_STEP_SEND,        /**< amount: bytes, node to peer */
    WF_STEP_WORK,        /**< amount: flop a core, on node, loaded */
    WF_STEP_PAUSE        /**< amount: s, on node, waiting in the job but counted as this phase */
};

struct wf_step {
    uint8_t kind, phase;
    uint8_t direction; /**< enum wf_direction, of bytes */
    uint16_t pstate;   /**< of work */
    struct wf_node *node, *peer;
    double amount;
};

enum { WF_TURN_STEPS = 6 };

/** Turns that are waited for together. */
struct wf_group {
    sg_sem_t done;     /**< released when the last open turn ends */
    uint32_t open;     /**< turns not ended */
    uint32_t last_tag; /**< of the turn that ended last */
    bool waiting;
};
void wf_group_init(struct wf_group *group);
void wf_group_release(struct wf_group *group);
/** Wait until every turn submitted to the group has ended. From inside an actor. */
void wf_group_wait(struct wf_group *group);

/** One turn. Data of the caller, untouched until it ends. */
struct wf_turn {
    struct wf_step steps[WF_TURN_STEPS];
    uint32_t step_count;
    uint32_t tag; /**< the caller's */
};

struct wf_pool {
    struct wf_meter *meter;
    sg_host_t home; /**< where the workers live; they act on any host */
    struct wf_worker **idle;
    uint32_t idle_count, worker_count, capacity;
    struct wf_worker **workers;
    bool paired; /**< a worker has a partner at the other end of its transfers: see pool.c */
    bool stopping;
    double byte[WF_DIRECTION_COUNT];
};

void wf_pool_init(struct wf_pool *pool, struct wf_meter *meter, sg_host_t home, bool paired);
/** After the simulation. */
void wf_pool_release(struct wf_pool *pool);

/** Add a step; steps that do nothing (no flop, no time, a host sending to itself) are left out. */
void wf_turn_add(struct wf_turn *turn, struct wf_step step);
/** Start @p turn on a free worker, as one of @p group; an empty turn has ended at once.
 *  From inside an actor. */
void wf_pool_submit(struct wf_pool *pool, struct wf_group *group, struct wf_turn *turn);
/** Let the workers go; the last call of a job. */
void wf_pool_stop(struct wf_pool *pool);

#endif
