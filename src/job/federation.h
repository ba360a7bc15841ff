/* The server of federated training and the state of its rounds, as its ways of aggregating share
 * them: a whole cohort at once (server.c), updates as they arrive (asynchronous.c), over gateways
 * (gateway.c). */
#ifndef WF_JOB_FEDERATION_H
#define WF_JOB_FEDERATION_H

#include "job/learners.h"

enum {
    WF_BARREN_ROUNDS_MAX = 1000, /**< in a row without an update: the job gives up */
    WF_BARREN_TURNS_MAX = 1000   /**< the same, of each learner that trains at the same time */
};

struct wf_federation {
    struct wf_job *job;
    const struct wf_server *props;
    const struct wf_participant *server;
    struct wf_node *node;
    struct wf_learners fleet;
    struct wf_group group;        /**< of turns of learners and gateways */
    struct wf_group own;          /**< of what the server does itself */
    struct wf_turn *turns;        /**< one a member of the cohort */
    uint32_t *cohort;             /**< indices of learners, or gateways */
    struct wf_gateways *gateways; /**< NULL: none */
    uint64_t number;              /**< rounds of this training so far */
    double progress;              /**< in rounds in which every update came, fresh */
    uint32_t barren;              /**< rounds in a row without an update */
    /** Have the learners of a cohort of so many evaluate, those that have samples for it */
    void (*ask_learners)(struct wf_federation *federation, uint32_t cohort);
    /** Site joules of turns that go on from one round to the next, not booked yet; NULL: none do */
    double (*open_j)(struct wf_federation *federation);
    const void *turns_in_progress; /**< of open_j */
    uint64_t stamp;                /**< of its last sum (node.h) */
};

/** One round, or aggregation: what is measured of it. */
struct wf_federation_round {
    struct wf_round_usage usage;
    double uplink_byte, downlink_byte, site_j; /**< counters at its start */
};

/** Site joules that have been used until now, those of turns in progress included. */
double wf_federation_used_j(struct wf_federation *federation);
/** Is the progress still below @p rounds, and has the job no reason to stop? */
bool wf_federation_goes_on(const struct wf_federation *federation, double rounds);
void wf_federation_begin(struct wf_federation *federation, struct wf_federation_round *round);
/** Aggregate @p received of @p expected updates, whose progress sums to @p weight; evaluate; pay
 *  the overhead; record the round. @p cohort: learners that are asked to evaluate. */
void wf_federation_finish(struct wf_federation *federation, struct wf_federation_round *round,
                          uint32_t received, double weight, uint32_t expected, uint32_t cohort);
/** Encode a new model, if the deployment compresses it: once for all who get it. */
void wf_federation_pack(struct wf_federation *federation);

#endif
