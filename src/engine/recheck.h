/* The audit of a job that was played in closed form: all turns of its first round and a sample of
 * the later ones are kept, and played again by SimGrid at the same dates, with its energy plugins.
 * Ends, joules and what was cut off must agree. Where transfers share links, all turns that share
 * some of their time are kept together. */
#ifndef WF_ENGINE_RECHECK_H
#define WF_ENGINE_RECHECK_H

#include "engine/flow.h"
#include "job/job.h"
#include "job/turn.h"

struct wf_random;
struct wf_simgrid;

/** A turn as it was played. */
struct wf_rechecked_turn {
    struct wf_turn played; /**< what came out */
    double start_s, end_s;
    bool cut;             /**< off, before its last step had ended */
    double until_s;       /**< what is kept is complete until then; INFINITY: always */
    struct wf_turn again; /**< as it began; then as SimGrid played it */
    double again_end_s;
    double precision_s; /**< of SimGrid's dates when it ended again */
};

struct wf_recheck {
    struct wf_job *job;
    struct wf_rechecked_turn *turns; /**< by start */
    struct wf_kept_turn *kept;       /**< in the place of turns, where learners are in reserve: they
                                        are played again in another process (job/replay.h) */
    size_t count, capacity;
    uint64_t seen, next; /**< turns begun; number of the next that is kept */
    double gap;          /**< mean number of turns from one that is kept to the next */
    double sample;       /**< turns to be kept after the first round, about */
    bool together;       /**< turns that overlap are kept together: */
    bool keeping;        /**< those that are open now are */
    uint64_t open;       /**< turns in progress */
    size_t most;         /**< that can be kept with them */
    struct wf_random *random;
};

/** Of the turns after the first round about @p sample are drawn, of @p expected in all.
 *  @param together  transfers share links: turns that overlap are kept together */
void wf_recheck_init(struct wf_recheck *recheck, struct wf_job *job, double expected, double sample,
                     bool together);
void wf_recheck_release(struct wf_recheck *recheck);

/** @p turn begins. @return its index if it is kept, else SIZE_MAX */
size_t wf_recheck_begin(struct wf_recheck *recheck, const struct wf_turn *turn, double now_s);
/** The turn @p index has ended (SIZE_MAX: one that is not kept); its results are set.
 *  @param cut  off, before its last step had ended */
void wf_recheck_end(struct wf_recheck *recheck, size_t index, const struct wf_turn *turn, bool cut,
                    double now_s);

/** Mark the hosts of the kept turns in @p hosts, by index in the platform. */
void wf_recheck_mark(const struct wf_recheck *recheck, bool *hosts);
/** Play the kept turns again. The nodes of their steps must still be there.
 *  @return 0, or -1 with WF_ESIM: a turn, or the joules of a host by ledger and plugin, differ by
 *  more than 1e-9 */
int wf_recheck_play(struct wf_recheck *recheck, struct wf_simgrid *simgrid,
                    const struct wf_flow_model *model, struct wf_err *err);

#endif
