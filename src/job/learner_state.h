/* What a learner has done so far. */
#ifndef WF_JOB_LEARNER_STATE_H
#define WF_JOB_LEARNER_STATE_H

#include <stdbool.h>
#include <stdint.h>

/** Start zeroed. Half a line of cache. */
struct wf_learner_state {
    uint64_t prepared;      /**< samples */
    double contributed;     /**< samples, each pass counted, of updates that were aggregated */
    uint32_t contributions; /**< such updates */
    uint32_t evaluated;     /**< the last evaluation due that it has paid */
    uint32_t begun;         /**< 1 + wf_job.begun when it last paid its start-up; 0: never */
    bool busy;              /**< it is in a turn */
    bool has_base;          /**< of a device in reserve; others: wf_node */
};
_Static_assert(sizeof(struct wf_learner_state) == 32, "a large fleet has one a device");

#endif
