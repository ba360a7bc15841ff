/* Rounds between the rows of a <table interpolation="model">: a power law in the cohort, the local
 * epochs and the local batch (so in the local steps, too), fitted to the logarithm of the rounds of
 * those rows that agree with the job in all else, the kind of data among it. */
#ifndef WF_WORKLOAD_ROUNDS_MODEL_H
#define WF_WORKLOAD_ROUNDS_MODEL_H

#include "workload/candidate.h"

/** Is there a row for it, which agrees with the job in all that is no axis of the law? */
bool wf_rounds_model_applies(const struct wf_candidates *all);

/** Fit, and predict for the job, with the prediction interval of one further row (Student's t,
 *  95 %). Never outside the box of the rows. Rows that were not reached are left out; a job that is
 *  nearest to one of them is refused.
 *  @param arena  owns the texts of the result
 *  @return NULL, or why there is no number (to free) */
char *wf_rounds_model_find(const struct wf_candidates *all, struct wf_arena *arena,
                           struct wf_convergence_result *result);

#endif
