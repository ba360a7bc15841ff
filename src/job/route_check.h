/* Whoever must talk to each other has a route: checked before a job starts. */
#ifndef WF_JOB_ROUTE_CHECK_H
#define WF_JOB_ROUTE_CHECK_H

#include "job/job.h"

struct wf_diag;

/** Ask the executor for the routes that the paradigm needs, and report each that is missing as an
 *  error to @p diag: SimGrid would abort at the first transfer without one. Of each role the first
 *  10,000 participants are checked. From the leader. */
void wf_route_check(struct wf_job *job, struct wf_diag *diag);

#endif
