/* The learners of a job as they are: who is there, who is chosen, who drops out, whose updates
 * counted. */
#ifndef WF_JOB_FLEET_H
#define WF_JOB_FLEET_H

#include "job/group.h"
#include "job/job.h"
#include <math.h>

struct wf_battery;
struct wf_random;

/** Random streams that a round draws from. */
struct wf_draws {
    struct wf_random *cohort, *dropout;
};

/** What a learner has done so far. */
struct wf_learner_state {
    uint64_t begun;         /**< 1 + wf_job.begun when it last paid its start-up; 0: never */
    uint64_t prepared;      /**< samples */
    double contributed;     /**< samples, each pass counted, of updates that were aggregated */
    uint32_t contributions; /**< such updates */
    uint32_t evaluated;     /**< the last evaluation due that it has paid */
    bool busy;              /**< it is in a turn */
};

struct wf_fleet {
    struct wf_job *job;
    const struct wf_participant *learners;
    uint32_t count;
    struct wf_learner_state *states;
    uint32_t busy_count;
    uint32_t evaluations;         /**< that fell due, to be paid with the next turn */
    bool prepares;                /**< learners prepare their samples */
    double *scores[2];            /**< time, energy of a turn, for selection; NULL: not needed */
    uint64_t scored[2];           /**< training that they hold for */
    uint32_t *eligible;           /**< scratch */
    double *stays;                /**< date each leaves, negative; NULL: not needed */
    struct wf_battery *batteries; /**< one a learner; NULL: none */
    struct wf_draws own;          /**< of the server's rounds */
    const struct wf_draws *draws; /**< in use: own, or of the gateway whose round begins */
};

void wf_fleet_init(struct wf_fleet *fleet, struct wf_job *job);
void wf_learners_release(struct wf_fleet *fleet);

/** @p time_s, s; INFINITY where it is NaN: no limit. */
static inline double wf_or_infinity(double time_s)
{
    return time_s >= 0 ? time_s : INFINITY;
}

/** Choose up to @p count of the @p roster_count learners in @p roster (NULL: all of the fleet) that
 *  are there and free, by @p selection (enum wf_selection, unset: random).
 *  @param[out] chosen  ascending indices; room for @p count
 *  @return how many; 0: nobody is there now. */
uint32_t wf_fleet_select(struct wf_fleet *fleet, const uint32_t *roster, uint32_t roster_count,
                         uint32_t selection, uint32_t count, uint32_t *chosen);
/** How many learners of a roster (as above) are there and free. */
uint32_t wf_fleet_ready(struct wf_fleet *fleet, const uint32_t *roster, uint32_t roster_count);
/** When may a round begin that wants @p least of them, or, from @p until_s on, the first that is
 *  there? @return now, or a later date at which to ask again; INFINITY: nobody will be there. */
double wf_fleet_begin(struct wf_fleet *fleet, const uint32_t *roster, uint32_t roster_count,
                      uint64_t least, double until_s);
/** First date at which one of them is there who is not now; INFINITY: never. */
double wf_fleet_next(const struct wf_fleet *fleet, const uint32_t *roster, uint32_t roster_count);

/** Before the turn of learner @p cohort[@p index], of @p count: have the processor fetch what turns
 *  of the next ones need. */
void wf_fleet_fetch(const struct wf_fleet *fleet, const uint32_t *cohort, uint32_t index,
                    uint32_t count);
/** Turn of learner @p index: the model from @p parent, start-up and preparation if due, local
 *  training, the update back. It is cut off at @p cut_s or when the device leaves, and may drop
 *  out. */
void wf_fleet_turn(struct wf_fleet *fleet, uint32_t index, struct wf_node *parent, double cut_s,
                   struct wf_turn *turn);
/** Evaluation on learner @p index: the model again from @p parent if @p download, forward passes.
 */
void wf_fleet_evaluation(struct wf_fleet *fleet, uint32_t index, struct wf_node *parent,
                         bool download, struct wf_turn *turn);

/** Has it samples for evaluation? */
bool wf_fleet_evaluates(const struct wf_fleet *fleet, uint32_t index);
/** An evaluation is due: each learner with samples for it evaluates the next model that it gets. */
void wf_fleet_owe_evaluation(struct wf_fleet *fleet);
/** Has it not paid for the last evaluation that fell due? */
bool wf_fleet_owes(const struct wf_fleet *fleet, uint32_t index);

/** The turn has ended. @p counts: its update is aggregated; else all it used was wasted. */
void wf_fleet_conclude(struct wf_fleet *fleet, uint32_t index, const struct wf_turn *turn,
                       bool counts);
/** Put down who took part, and how evenly (ruling 17). */
void wf_fleet_cover(const struct wf_fleet *fleet);

#endif
