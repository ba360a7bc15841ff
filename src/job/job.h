/* A job: what the roles of a deployment do together. job.c lives its life (trials, trainings,
 * delivery); each paradigm says how it gathers data and trains; one file a role. */
#ifndef WF_JOB_JOB_H
#define WF_JOB_JOB_H

#include "engine/pool.h"

struct wf_random;

/** What a leading role works with. */
struct wf_job {
    const struct wf_scenario *scenario;
    struct wf_meter meter;
    struct wf_pool pool;
    struct wf_outcome outcome;
    uint64_t training;      /**< the one that goes on, from 1 */
    bool exploring;         /**< it is a trial */
    const void *life_data;  /**< of a life that is not wf_job_live */
    void *paradigm;         /**< state of the paradigm, between its open and its close */
    struct wf_users *users; /**< who has received the model; NULL: nobody yet */
    uint64_t round_capacity;
    bool keep_cohorts;
    const char *network_model; /**< as SimGrid calls it */
    bool paired;               /**< of the pool */
    size_t cohort_capacity, cohorts_told;
    bool finished;     /**< set at the end: SimGrid returns normally from a deadlock */
    struct wf_err err; /**< a reason to stop; the paradigm then returns at once */
    void (*progress)(void *data, uint64_t done, uint64_t total);
    void *progress_data;
};

/** How a paradigm works. All are called from inside the leading actor, in this order. */
struct wf_paradigm_way {
    void (*open)(struct wf_job *job);   /**< who is on duty from the start; memory */
    void (*gather)(struct wf_job *job); /**< the data of job->training: collected, prepared */
    void (*train)(struct wf_job *job, uint64_t rounds);
    void (*close)(struct wf_job *job);
};

/** Live the job; @p way: NULL for the paradigm's own. */
typedef void wf_job_life(struct wf_job *job);
wf_job_life wf_job_live;

/** Record a round that has ended; a trial's are not kept. */
void wf_job_add_round(struct wf_job *job, const struct wf_round_usage *round);
/** @p samples more were trained on. */
void wf_job_count_samples(struct wf_job *job, double samples);
/** Remember who was in a round, where that was asked for. */
void wf_job_keep_cohort(struct wf_job *job, const struct wf_participant *list,
                        const uint32_t *cohort, uint32_t count);
/** @p samples more of the data of @p participant are kept on its host from now on. */
void wf_job_store(struct wf_job *job, const struct wf_participant *participant, double samples);
/** Sleep until @p date_s; nothing when it has passed. */
void wf_job_sleep_until(double date_s);

/* ---- turns, and the steps they are made of ---- */

/** Work of @p flop a core on @p node. */
struct wf_step wf_work_step(struct wf_node *node, enum wf_phase phase, uint16_t pstate,
                            double flop);
struct wf_step wf_send_step(struct wf_node *from, struct wf_node *to, enum wf_phase phase,
                            enum wf_direction direction, double byte);
/** Start-up of a participant: busy in a pstate or waiting. */
struct wf_step wf_start_up_step(struct wf_job *job, const struct wf_participant *participant,
                                double start_up_s);
/** The fixed overhead of a round. */
struct wf_step wf_overhead_step(struct wf_job *job, const struct wf_participant *participant,
                                double overhead_s);
/** Preparing @p samples more of a participant's data. */
struct wf_step wf_preparation_step(struct wf_job *job, const struct wf_participant *participant,
                                   double samples);
/** Executed flop a core for @p seconds of full load in @p pstate. */
double wf_busy_flop(const struct wf_scenario *scenario, const struct wf_participant *participant,
                    uint16_t pstate, double seconds);
/** Flop a core of coding one message of @p flop_per_parameter. */
double wf_coding_flop(const struct wf_scenario *scenario, const struct wf_node *node,
                      double flop_per_parameter);
/** Executed flop a core of one local training on @p samples. */
double wf_local_flop(const struct wf_participant *participant, uint64_t samples, uint64_t epochs,
                     uint64_t batch);

/** The sources of a centralised job, and the data on its way from them. */
struct wf_collection *wf_collection_new(struct wf_job *job);
/** Send what is due before job->training; returns when all its data is with the trainers. */
void wf_collection_wait(struct wf_collection *collection);
/** After the last training: what is produced later is not sent. */
void wf_collection_free(struct wf_collection *collection);

/** Deliver the model to every user from @p from, who then use it; at the first delivery, for their
 *  days. Returns when all have it. */
void wf_users_deliver(struct wf_job *job, struct wf_node *from);
/** Wait until the last inference. */
void wf_users_wait(struct wf_job *job);

#endif
