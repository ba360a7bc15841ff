/* The sources of a centralised job, and the data on its way from them. */
#ifndef WF_JOB_COLLECTION_H
#define WF_JOB_COLLECTION_H

#include "job/job.h"

struct wf_collection; /* opaque */

struct wf_collection *wf_collection_new(struct wf_job *job);
/** Send what is due before job->training; returns when all its data is with the trainers, or at
 *  their sites: it puts no node on duty that is not, unless nodes are reserved from the start. */
void wf_collection_wait(struct wf_collection *collection);
/** After the last training: what is produced later is not sent. */
void wf_collection_free(struct wf_collection *collection);

#endif
