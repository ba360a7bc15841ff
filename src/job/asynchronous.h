/* Aggregation of updates as they arrive: buffered, or by deadlines. */
#ifndef WF_JOB_ASYNCHRONOUS_H
#define WF_JOB_ASYNCHRONOUS_H

#include "job/federation.h"

/** Train for @p rounds, by the aggregation that the server's props name. */
void wf_asynchronous_train(struct wf_federation *federation, double rounds);

#endif
