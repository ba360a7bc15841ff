/* What a job needs of whoever plays its turns. Roles decide and write turns; an executor gives them
 * dates, plays the turns, and knows the hosts, links and routes of the platform. SimGrid is one
 * (engine/simgrid.h); tests/fake is another.
 *
 * Who runs: one actor leads the job (wf_job_live and all below it), turns are played beside it. A
 * turn that ends calls its `then`, which may submit and cut turns but must not wait. An actor runs
 * alone until it calls an operation marked "others may run". Before such a call returns, turns may
 * end, and their `then` be called, at the same date (at later ones too if the operation waits).
 * What two actors share must be consistent before the call. The executor decides the order of what
 * happens at one date, but that the leader comes last (finish_date); it plays the same job in the
 * same order each time.
 *
 * An executor books what a turn uses (booking.h), starts no turn before it is submitted, and ends
 * each turn that it was given with wf_group_conclude (group.h), exactly once. */
#ifndef WF_JOB_EXECUTOR_H
#define WF_JOB_EXECUTOR_H

#include <stdbool.h>
#include <stdint.h>

struct wf_executor;
struct wf_group;
struct wf_meter;
struct wf_turn;

/** A link as it is now: profiles of the platform may change both figures. */
struct wf_link_facts {
    double bandwidth_byte_per_s;
};

struct wf_executor_ops {
    /* ---- dates ---- */

    /** Simulated date, s. At any time. */
    double (*now)(const struct wf_executor *executor);
    /** Return at @p date_s, which is later than now. From the leader only; others may run. */
    void (*sleep_until)(struct wf_executor *executor, double date_s);
    /** Return when all steps that end at this date have ended, and what follows from them at once
     *  has been done. From the leader only; others may run. */
    void (*finish_date)(struct wf_executor *executor);

    /* ---- turns: called by group.c, which has the functions for roles ---- */

    /** Start @p turn, which has steps and a cut_s later than now, as one of @p group; set its
     *  player. From the leader or a `then`; others may run, so that the turn may have ended when
     *  this returns. */
    void (*submit)(struct wf_executor *executor, struct wf_group *group, struct wf_turn *turn);
    /** End @p turn now, unless it ends by itself at this date: what it used until now is booked,
     *  and it fails. From the leader or the `then` of another turn; others may run. */
    void (*cut)(struct wf_executor *executor, struct wf_turn *turn);

    /* ---- groups ---- */

    /** Make what is needed to wait for @p group, in its handle. From the leader; others may run. */
    void (*open_group)(struct wf_executor *executor, struct wf_group *group);
    void (*close_group)(struct wf_executor *executor, struct wf_group *group);
    /** Suspend the leader until @p group is woken, or until @p until_s (INFINITY: no limit).
     *  Others may run. @return false: the date came first. */
    bool (*wait)(struct wf_executor *executor, struct wf_group *group, double until_s);
    /** End the wait for @p group, which has just become waiting == false. Others may run. */
    void (*wake)(struct wf_executor *executor, struct wf_group *group);

    /* ---- the platform ---- */

    /** The executor's handle of host @p index of the platform, called @p name, which exists.
     *  @param[out] pstate  in which it stands now */
    void *(*host)(struct wf_executor *executor, uint32_t index, const char *name, uint32_t *pstate);
    /** Put a host into a pstate. Others may run. */
    void (*set_pstate)(struct wf_executor *executor, void *host, uint32_t pstate);
    /** Handles of the links from one host to another, in order.
     *  @param[out] links      valid until the next call
     *  @param[out] latency_s  of the whole route, s: of its links, or of coordinates
     *  @return how many; 0 with a latency of 0: there is no route. */
    uint32_t (*route)(struct wf_executor *executor, void *from, void *to, const void *const **links,
                      double *latency_s);
    /** Name of a link as results show it; lives as long as the executor. */
    const char *(*link_name)(const struct wf_executor *executor, const void *link);
    struct wf_link_facts (*link_facts)(const struct wf_executor *executor, const void *link);
    /** Joules that a plugin has counted on the link called @p name from 0 to now, where the
     * scenario asks for an audit; NULL: none does. @p link: its handle; NULL: it was not asked for
     */
    double (*link_j)(const struct wf_executor *executor, const void *link, const char *name);
    /** Index of a link in the platform; WF_MAP_NONE, or NULL: it is found by its name. */
    uint32_t (*link_index)(const struct wf_executor *executor, const void *link);
};

/** First member of each executor. */
struct wf_executor {
    const struct wf_executor_ops *ops;
    struct wf_meter *meter; /**< books what turns use; set before the first turn */
    bool paced;             /**< it plays transfers by the pace of their route (route.h) */
};

static inline double wf_executor_now(const struct wf_executor *executor)
{
    return executor->ops->now(executor);
}

static inline void wf_executor_finish_date(struct wf_executor *executor)
{
    executor->ops->finish_date(executor);
}

/** Sleep until all that ends at @p date_s has ended; no effect when it has passed. From the leader
 *  only; others may run. */
static inline void wf_executor_sleep_until(struct wf_executor *executor, double date_s)
{
    if (date_s <= wf_executor_now(executor))
        return;
    executor->ops->sleep_until(executor, date_s);
    wf_executor_finish_date(executor);
}

#endif
