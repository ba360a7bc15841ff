/* The sources of a centralised job, and the data on its way from them: to the trainers' storage
 * before they train, or to the trainers while they do. */
#ifndef WF_JOB_COLLECTION_H
#define WF_JOB_COLLECTION_H

#include "job/job.h"

struct wf_collection; /* opaque */

struct wf_collection *wf_collection_new(struct wf_job *job);
/** Send what is due before job->training; returns when all its data is with the trainers, or at
 *  their sites: it puts no node on duty that is not, unless nodes are reserved from the start. */
void wf_collection_wait(struct wf_collection *collection);
/** A pass over @p share of the samples begins: those of sources that are read in each epoch are on
 *  their way to their trainers. */
void wf_collection_read(struct wf_collection *collection, double share);
/** Returns when the trainers have them. */
void wf_collection_wait_for_input(struct wf_collection *collection);
/** After the last training: what is produced later is not sent. */
void wf_collection_free(struct wf_collection *collection);

#endif
