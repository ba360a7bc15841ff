/* How many rounds or epochs reach the target: the row of the workload that matches the job.
 * Never an extrapolation: no row, no number. */
#ifndef WF_INPUT_CONVERGENCE_H
#define WF_INPUT_CONVERGENCE_H

#include "input/workload.h"

/** The job, as far as rows may ask for it. */
struct wf_convergence_query {
    bool federated;
    uint64_t batch; /**< WF_COUNT_UNSET: all samples, matches only rows that do not ask */
    uint64_t local_epochs, active, learners;
    double target;
};

/** The one row that fits best (most attributes asked for and met).
 *  @return the row, or NULL after filling @p why (to free) with the rows there are. */
const struct wf_convergence *wf_convergence_find(const struct wf_workload *workload,
                                                 const struct wf_convergence_query *query,
                                                 char **why);

#endif
