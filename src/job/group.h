/* Turns that are waited for together: how roles submit turns, and how the leader waits for them.
 * The counting is the same whoever plays the turns; an executor only suspends and wakes the leader
 * (executor.h). */
#ifndef WF_JOB_GROUP_H
#define WF_JOB_GROUP_H

#include "job/executor.h"
#include "job/turn.h"

struct wf_group {
    struct wf_executor *executor;
    void *handle;       /**< of the executor, to wait by */
    uint32_t open;      /**< turns not ended */
    uint32_t succeeded; /**< ended well since the last wait for a number of them */
    uint32_t needed;    /**< that many are waited for; all, if more */
    uint32_t last_tag;  /**< of the turn that ended well last; of several at one date the largest */
    double last_s;      /**< when it ended; -1: none has */
    bool waiting, queueing;
    struct wf_turn *first, *last; /**< ended, not taken yet, of a queueing group */
};

/** From the leader; others may run.
 *  @param queueing  its turns are taken one by one as they end */
void wf_group_init(struct wf_group *group, struct wf_executor *executor, bool queueing);
void wf_group_release(struct wf_group *group);

/** Start @p turn as one of @p group. A turn without steps, or whose cut_s is not later than now,
 *  ends within this call. From the leader or a `then`; others may run. */
void wf_group_submit(struct wf_group *group, struct wf_turn *turn);
/** Cut @p turn off now: what it used until now is counted, and it fails. No effect on one that has
 *  ended. From the leader or the `then` of another turn; others may run. */
void wf_group_cut(struct wf_group *group, struct wf_turn *turn);

/** Wait until every turn submitted to the group has ended. From the leader, as those below. */
void wf_group_wait(struct wf_group *group);
/** Wait until @p needed turns have ended well since the last wait, or all have ended. */
void wf_group_wait_for(struct wf_group *group, uint32_t needed);
/** Next turn that has ended, of a queueing group; waits for it until @p until_s. Turns that end at
 *  one date are taken in the order of their tags, so that rounding does not decide; those of this
 *  date have ended before.
 *  @return NULL: none is open, or none has ended until then. */
struct wf_turn *wf_group_take(struct wf_group *group, double until_s);

/** For executors: @p turn, whose player is NULL and whose results are set, has ended. Its `then` is
 *  called, and the leader is woken if this was what it waited for. Others may run. */
void wf_group_conclude(struct wf_group *group, struct wf_turn *turn);
/** The same of @p count turns at once, of a group that does not queue; they have no `then`.
 *  @param succeeded  of them have ended well, the last one, with @p last_tag, at @p last_s */
void wf_group_conclude_all(struct wf_group *group, uint32_t count, uint32_t succeeded,
                           uint32_t last_tag, double last_s);

#endif
