/* A job: what the roles of a deployment do together. One file a role; the table of paradigms
 * says which role leads. */
#ifndef WF_SIM_JOB_H
#define WF_SIM_JOB_H

#include "sim/pool.h"

struct wf_random;

/** What a leading role works with. */
struct wf_job {
    const struct wf_scenario *scenario;
    struct wf_meter meter;
    struct wf_pool pool;
    struct wf_outcome outcome;
    uint64_t round_capacity;
    bool keep_cohorts;
    bool paired; /**< of the pool */
    size_t cohort_capacity;
    bool finished;     /**< set by the role at its end: SimGrid returns normally from a deadlock */
    struct wf_err err; /**< a reason to stop */
    void (*progress)(void *data, uint64_t done, uint64_t total);
    void *progress_data;
};

/** The leading role of each paradigm: runs the whole job from inside one actor. */
typedef void wf_role_lead(struct wf_job *job);
wf_role_lead wf_server_lead, wf_trainer_lead;

/** Record a round that has ended. */
void wf_job_add_round(struct wf_job *job, const struct wf_round_usage *round);

/* How the following roles take part: their turns. */

/** Local training of @p learner: model down, start-up if @p first, training, update up. */
void wf_learner_turn(struct wf_job *job, const struct wf_participant *learner, bool first,
                     struct wf_turn *turn);
/** Evaluation on the learner: model down if sent again, forward passes. */
void wf_learner_evaluation(struct wf_job *job, const struct wf_participant *learner,
                           struct wf_turn *turn);
/** Nominal flop of one local training. */
double wf_learner_flop(const struct wf_scenario *scenario, const struct wf_participant *learner);
/** Upload of a source's samples to its trainer. */
void wf_source_turn(struct wf_job *job, const struct wf_participant *source, struct wf_turn *turn);
/** Start-up of a participant: busy in a pstate or waiting. */
struct wf_step wf_start_up_step(struct wf_job *job, const struct wf_participant *participant,
                                double start_up_s);
/** Executed flop a core for @p seconds of full load in @p pstate. */
double wf_busy_flop(const struct wf_scenario *scenario, const struct wf_participant *participant,
                    uint16_t pstate, double seconds);

#endif
