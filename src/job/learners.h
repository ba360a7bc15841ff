/* The learners of a job as they are: who is there, who is chosen, who drops out, whose updates
 * counted. */
#ifndef WF_JOB_LEARNERS_H
#define WF_JOB_LEARNERS_H

#include "job/group.h"
#include "job/job.h"
#include "job/learner_state.h"
#include <math.h>

struct wf_battery;
struct wf_muster;
struct wf_random;

/** Random streams that a round draws from. */
struct wf_draws {
    struct wf_random *cohort, *dropout;
};

/** A limit to the intensity of a learner's grid, of a round that has begun. */
struct wf_gate {
    double limit_g_per_kwh; /**< nobody above it begins; INFINITY: there is none */
    double until_s;         /**< date from which it holds no more; INFINITY: never */
};

struct wf_learners {
    struct wf_job *job;
    uint32_t count;
    struct wf_learner_state *states; /**< by learner; NULL: with the muster */
    struct wf_muster *muster;        /**< learners are drawn when they are first asked; NULL: all
                                        are there */
    uint32_t busy_count;
    uint32_t evaluations;         /**< that fell due, to be paid with the next turn */
    bool prepares;                /**< learners prepare their samples */
    bool evaluate;                /**< some have samples for evaluation */
    double *scores[2];            /**< time, energy of a turn, for selection; NULL: not needed */
    uint64_t scored[2];           /**< training that they hold for */
    uint32_t *eligible;           /**< scratch */
    double *stays;                /**< date each leaves, negative; NULL: not needed */
    struct wf_battery *batteries; /**< one a learner; NULL: none */
    struct wf_draws own;          /**< of the server's rounds */
    const struct wf_draws *draws; /**< in use: own, or of the gateway whose round begins */
    struct wf_gate gate;          /**< of the coordinator whose round begins */
    uint32_t masks;               /**< that hide each update of that round; 0: none */
};

void wf_learners_init(struct wf_learners *fleet, struct wf_job *job);
void wf_learners_release(struct wf_learners *fleet);
/** Learner @p index. One that is in reserve is called up, and stays so until the next selection. */
const struct wf_participant *wf_learners_get(const struct wf_learners *fleet, uint32_t index);
/** Index of its host in the platform; of one in reserve, of the host that stands for it. */
uint32_t wf_learners_host(const struct wf_learners *fleet, uint32_t index);

/** @p time_s, s; INFINITY where it is NaN: no limit. */
static inline double wf_or_infinity(double time_s)
{
    return time_s >= 0 ? time_s : INFINITY;
}

/** A round begins now, under this limit. */
struct wf_gate wf_gate_open(const struct wf_carbon_limit *limit, double now_s);

/** What to say after "nobody will be there" of a limit that holds now; "": there is none. */
const char *wf_learners_limit(const struct wf_learners *fleet);

/** Choose up to @p count of the @p roster_count learners in @p roster (NULL: all of the fleet) that
 *  are there and free, by @p selection (enum wf_selection, unset: random).
 *  @param[out] chosen  ascending indices; room for @p count
 *  @return how many; 0: nobody is there now. */
uint32_t wf_learners_select(struct wf_learners *fleet, const uint32_t *roster,
                            uint32_t roster_count, uint32_t selection, uint32_t count,
                            uint32_t *chosen);
/** How many learners of a roster (as above) are there and free. */
uint32_t wf_learners_ready(struct wf_learners *fleet, const uint32_t *roster,
                           uint32_t roster_count);
/** When may a round begin that wants @p least of them, or, from @p until_s on, the first that is
 *  there? @return now, or a later date at which to ask again; INFINITY: nobody will be there. */
double wf_learners_begin(struct wf_learners *fleet, const uint32_t *roster, uint32_t roster_count,
                         uint64_t least, double until_s);
/** First date at which one of them is there who is not now; INFINITY: never. */
double wf_learners_next(const struct wf_learners *fleet, const uint32_t *roster,
                        uint32_t roster_count);

/** Put down who is in a round, if the job keeps that. */
void wf_learners_record(const struct wf_learners *fleet, const uint32_t *cohort, uint32_t count);

/** Before the turn of learner @p cohort[@p index], of @p count: have the processor fetch what turns
 *  of the next ones need. */
void wf_learners_fetch(const struct wf_learners *fleet, const uint32_t *cohort, uint32_t index,
                       uint32_t count);
/** The same before it is concluded. */
void wf_learners_fetch_states(const struct wf_learners *fleet, const uint32_t *cohort,
                              uint32_t index, uint32_t count);
/** Turn of learner @p index: the model from @p parent, start-up and preparation if due, local
 *  training, the update back. It is cut off at @p cut_s or when the device leaves, and may drop
 *  out. */
void wf_learners_turn(struct wf_learners *fleet, uint32_t index, struct wf_node *parent,
                      double cut_s, struct wf_turn *turn);
/** Evaluation on learner @p index: the model again from @p parent if @p download, forward passes.
 */
void wf_learners_evaluation(struct wf_learners *fleet, uint32_t index, struct wf_node *parent,
                            bool download, struct wf_turn *turn);

/** Has it samples for evaluation? */
bool wf_learners_evaluates(const struct wf_learners *fleet, uint32_t index);
/** An evaluation is due: each learner with samples for it evaluates the next model that it gets. */
void wf_fleet_owe_evaluation(struct wf_learners *fleet);
/** Has it not paid for the last evaluation that fell due? */
bool wf_learners_owes(const struct wf_learners *fleet, uint32_t index);

/** The turn has ended. @p counts: its update is aggregated; else all it used was wasted. */
void wf_learners_conclude(struct wf_learners *fleet, uint32_t index, const struct wf_turn *turn,
                          bool counts);
/** Put down who took part, and how evenly (ruling 17); and the bills of learners that were drawn,
 *  which the meter has forgotten. */
void wf_learners_cover(const struct wf_learners *fleet);

#endif
