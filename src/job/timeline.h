/* A course of power states, played on one host as it stands: what a measured run did, to be held
 * against what the meter saw. A life of a job (job.h) in the place of a training. */
#ifndef WF_JOB_TIMELINE_H
#define WF_JOB_TIMELINE_H

#include "job/job.h"

/** Full load in one power state. */
struct wf_interval {
    double seconds;  /**< 0: passed over, but it keeps its row */
    uint16_t pstate; /**< of the host of the scenario's leader */
};
struct wf_timeline {
    const struct wf_interval *intervals;
    size_t count;
};

/** Plays job->life_data, a struct wf_timeline, on the leader's host. The outcome has one round an
 *  interval: when it began and ended, and the site energy used in it. */
wf_job_life wf_timeline_live;

#endif
