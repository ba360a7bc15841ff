/* The course of a job: trials, trainings with their pauses, delivery to users. */
#ifndef WF_JOB_LIFE_H
#define WF_JOB_LIFE_H

#include "job/job.h"

/** The life of every deployment. */
wf_job_life wf_job_live;

/** Only the outcome is left of a job that has been played. */
void wf_job_release(struct wf_job *job);

#endif
