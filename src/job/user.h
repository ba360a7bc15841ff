/* Users of the trained model. */
#ifndef WF_JOB_USER_H
#define WF_JOB_USER_H

#include "job/job.h"

/** Deliver the model to every user from @p from, who then use it; at the first delivery, for their
 *  days. Returns when all have it. */
void wf_users_deliver(struct wf_job *job, struct wf_node *from);
/** Wait until the last inference. */
void wf_users_wait(struct wf_job *job);

#endif
