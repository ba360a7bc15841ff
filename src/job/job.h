/* A job: what the roles of a deployment do together. life.h has its course (trials, trainings,
 * delivery); each paradigm says how it gathers data and trains; one file a role. */
#ifndef WF_JOB_JOB_H
#define WF_JOB_JOB_H

#include "job/executor.h"
#include "job/meter.h"

/** What a leading role works with. */
struct wf_job {
    const struct wf_scenario *scenario;
    struct wf_executor *executor; /**< plays its turns */
    struct wf_meter meter;
    struct wf_outcome outcome;
    uint64_t training;      /**< the one in progress, from 1 */
    uint64_t begun;         /**< trainings begun so far, trials too */
    bool exploring;         /**< it is a trial */
    const void *life_data;  /**< of a life that is not wf_job_live */
    void *paradigm;         /**< state of the paradigm, between its open and its close */
    struct wf_users *users; /**< who has received the model; NULL: none yet */
    uint64_t round_capacity;
    bool keep_cohorts;
    bool keep_power; /**< of hosts over time (account/power.h) */
    size_t cohort_capacity, cohorts_recorded;
    bool finished;     /**< set at the end: SimGrid returns normally from a deadlock */
    struct wf_err err; /**< a reason to stop; the paradigm then returns at once */
    /** @p turns: local trainings (of learners, members), or epochs, ended so far; trials too */
    void (*progress)(void *data, uint64_t done, uint64_t total, uint64_t turns);
    /** Many transfers share a link at the same time; may be NULL. */
    void (*crowd)(void *data, const char *link, uint64_t transfers);
    void *progress_data;            /**< of both */
    bool (*is_time_up)(void *data); /**< NULL: the job has all the time it needs */
    void *clock_data;               /**< of is_time_up */
    bool time_is_up;                /**< it was when the clock was last read (wf_record_clock) */
    uint64_t trained;               /**< as progress reports it */
};

/** How a paradigm works. All are called from inside the leading actor, in this order. */
struct wf_paradigm_way {
    void (*open)(struct wf_job *job);   /**< who is on duty from the start; memory */
    void (*gather)(struct wf_job *job); /**< the data of job->training: collected, prepared */
    void (*train)(struct wf_job *job, double rounds); /**< epochs may have a fraction */
    void (*close)(struct wf_job *job);
};

/** What the leader of a job does from its start to its end. */
typedef void wf_job_life(struct wf_job *job);
/** Simulated date, s. */
static inline double wf_job_now(const struct wf_job *job)
{
    return wf_executor_now(job->executor);
}

#endif
