/* The audit of a job whose devices were drawn: turns that were kept are played again, at the same
 * dates, on a platform of the devices concerned. Ends, joules and what was cut off must agree. */
#ifndef WF_JOB_REPLAY_H
#define WF_JOB_REPLAY_H

#include "job/job.h"
#include "job/turn.h"

/** Keep @p turn, which begins now. */
void wf_replay_begin(struct wf_kept_turn *kept, const struct wf_turn *turn, double now_s);
/** It has ended; its results are set. @p cut: off, before its last step had ended. */
void wf_replay_end(struct wf_kept_turn *kept, const struct wf_turn *turn, bool cut, double now_s);

/** Turns to be played again: the life_data of wf_replay_live. */
struct wf_replay {
    const struct wf_kept_turn *turns; /**< by start */
    size_t count;
    /** Name of a learner's host. @p buffer of 136 */
    const char *(*name)(const void *data, uint32_t learner, char *buffer, size_t size);
    const void *data;
};

/** The life of a job (wf_job_life) that plays turns again. A turn, or its joules, that differ by
 *  more than 1e-9 are the job's error. */
void wf_replay_live(struct wf_job *job);

#endif
