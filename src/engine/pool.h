/* The pool of workers. Roles decide, the pool executes: a turn is plain data (receive these bytes,
 * compute this flop, send these bytes) that one worker carries out on SimGrid. Workers are actors
 * made once and used again; there are as many as turns are open at the same time (twice as many
 * where thousands are), never one a device. */
#ifndef WF_ENGINE_POOL_H
#define WF_ENGINE_POOL_H

#include "engine/flow.h"
#include "engine/meter.h"
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

enum { WF_TURN_STEPS = 8 };

/** One turn. Data of the caller, untouched until it ends. Start with wf_turn_clear. */
struct wf_turn {
    struct wf_step steps[WF_TURN_STEPS];
    uint32_t step_count;
    uint32_t tag;   /**< the caller's */
    double cut_s;   /**< date at which it is cut off if it still goes on; INFINITY: never */
    bool drops_out; /**< whoever carries it leaves after the last step: the turn fails */
    struct wf_node *subject; /**< whose energy is its own; NULL: nobody asks */
    bool failed;             /**< out: cut off, or dropped out */
    double trained_ratio;    /**< out: share done of its work of phase compute, where it failed */
    double energy_j; /**< out: site energy of the subject in its steps, and of their transfers */
    /** Told at the end, before the group; may submit other turns. NULL: nobody. */
    void (*then)(void *data, struct wf_turn *turn);
    void *data;
    struct wf_turn *next;     /**< in the queue of a group */
    struct wf_worker *worker; /**< while it goes on */
};
void wf_turn_clear(struct wf_turn *turn);
/** Add a step; steps that do nothing (no flop, no time, a host sending to itself) are left out. */
void wf_turn_add(struct wf_turn *turn, struct wf_step step);

/** Turns that are waited for together. */
struct wf_group {
    sg_sem_t done;      /**< released when what is waited for is there */
    uint32_t open;      /**< turns not ended */
    uint32_t succeeded; /**< ended well since the last wf_group_wait */
    uint32_t needed;    /**< that many are waited for; all, if more */
    uint32_t last_tag;  /**< of the turn that ended well last */
    bool waiting, queueing;
    struct wf_turn *first, *last; /**< ended, not taken yet, of a queueing group */
};
/** @param queueing  its turns are taken one by one as they end */
void wf_group_init(struct wf_group *group, bool queueing);
void wf_group_release(struct wf_group *group);
/** Wait until every turn submitted to the group has ended. From inside an actor. */
void wf_group_wait(struct wf_group *group);
/** Wait until @p needed turns have ended well, or all have ended. */
void wf_group_wait_for(struct wf_group *group, uint32_t needed);
/** Next turn that has ended; waits for it until @p until_s.
 *  @return NULL: none is open, or none has come until then. */
struct wf_turn *wf_group_take(struct wf_group *group, double until_s);

struct wf_pool {
    struct wf_meter *meter;
    sg_host_t home; /**< where the workers live; they act on any host */
    struct wf_worker **idle;
    uint32_t idle_count, worker_count, capacity;
    struct wf_worker **workers;
    struct wf_alarm *alarm; /**< cuts turns off; NULL: no turn ever is */
    struct wf_flow_model
        *flows;  /**< NULL: no turn is ever cut off, transfers need not be followed */
    bool paired; /**< a worker has a partner at the other end of its transfers: see pool.c */
    bool stopping;
    double byte[WF_DIRECTION_COUNT];
    uint64_t cuts_estimated; /**< transfers cut off whose bytes are an estimate (flow.h) */
};

void wf_pool_init(struct wf_pool *pool, struct wf_meter *meter, sg_host_t home, bool paired);
/** Turns may be cut off: follow their transfers by @p flows (borrowed). Before the first turn. */
void wf_pool_follow(struct wf_pool *pool, struct wf_flow_model *flows);
/** After the simulation. */
void wf_pool_release(struct wf_pool *pool);

/** Start @p turn on a free worker, as one of @p group; an empty turn has ended at once.
 *  From inside an actor. */
void wf_pool_submit(struct wf_pool *pool, struct wf_group *group, struct wf_turn *turn);
/** Cut @p turn off now, unless it has ended: what it used until now is counted, and it fails. From
 *  inside an actor that is not its worker. */
void wf_pool_cut(struct wf_pool *pool, struct wf_turn *turn);
/** Let the workers go; the last call of a job. */
void wf_pool_stop(struct wf_pool *pool);

#endif
