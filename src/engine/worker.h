/* A worker: an actor that plays one turn after another, step by step, and books what it uses. */
#ifndef WF_ENGINE_WORKER_H
#define WF_ENGINE_WORKER_H

#include "engine/pool.h"
#include "job/booking.h"
#include <simgrid/actor.h>
#include <simgrid/exec.h>
#include <simgrid/mailbox.h>
#include <simgrid/semaphore.h>

struct wf_worker {
    struct wf_pool *pool;
    struct wf_turn *turn; /**< NULL: none */
    struct wf_group *group;
    const struct wf_node *subject;    /**< of the turn, fetched ahead with the link below */
    const struct wf_route_link *link; /**< of its transfer; NULL: none */
    sg_actor_t actor;                 /**< NULL: killed, or not started */
    sg_sem_t go;
    uint64_t serial; /**< of its turn: an alarm set for an earlier one is void */
    uint32_t step;
    bool started;    /**< the executions of the step are running */
    bool settling;   /**< it books or starts executions: it must not be killed now */
    bool doomed;     /**< it is being cut off */
    bool alone;      /**< its transfer is, on links of the turn's own host */
    bool awake;      /**< it goes on at this date; counted by the pool */
    uint64_t posts;  /**< transfers so far, of one without a partner */
    double posted_s; /**< when it posted the last */
    struct wf_booking booking;
    struct wf_flow flow;
    sg_exec_t *execs;
    uint32_t exec_capacity;
    uint32_t waited;     /**< index of the execution it waits for */
    sg_sem_t partner_go; /**< of a pair */
    sg_mailbox_t mailbox;
    sg_host_t partner_host;
    uint32_t unmatched; /**< ends of the transfer that are not posted yet */
};

/** A worker of @p pool, and its partner if the pool pairs them. @p index: distinguishes its mailbox
 * from the others'. Others may run, and hire. */
void wf_worker_init(struct wf_worker *worker, struct wf_pool *pool, uint32_t index);
/** After the simulation. */
void wf_worker_release(struct wf_worker *worker);

/** Play @p turn. Others may run: it may be over when this returns. */
void wf_worker_start(struct wf_worker *worker, struct wf_group *group, struct wf_turn *turn);
/** Kill the actor and book what its step has used until now; the turn's results are set. From
 *  another actor, while nothing of it is unmatched or settling. */
void wf_worker_kill(struct wf_worker *worker);
/** The turn has ended: the worker is free, and the group hears of it. Others may run, and give the
 *  worker its next turn. */
void wf_worker_finish(struct wf_worker *worker, bool failed);
/** Set the pool's alarm for this turn; no effect for INFINITY. Others may run. */
void wf_worker_set_alarm(struct wf_worker *worker, double date_s);

#endif
