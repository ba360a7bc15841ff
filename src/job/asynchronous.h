/* Aggregation of updates as they arrive: buffered, or by deadlines. */
#ifndef WF_JOB_ASYNCHRONOUS_H
#define WF_JOB_ASYNCHRONOUS_H

#include "job/federation.h"

/** Train for @p rounds, by the aggregation that the server's props name. */
void wf_asynchronous_train(struct wf_federation *federation, double rounds);
/** An evaluation is due. No learner is stopped for it: each that has samples for it evaluates the
 *  next model that it gets, or the last one at the end of the training. @p cohort does not matter.
 */
void wf_asynchronous_evaluate(struct wf_federation *federation, uint32_t cohort);

#endif
