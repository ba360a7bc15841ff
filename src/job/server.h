/* The server of federated training, shared by its ways of aggregating: at once for a whole cohort
 * (server.c), as updates come (asynchronous.c), over gateways (gateway.c). */
#ifndef WF_JOB_SERVER_H
#define WF_JOB_SERVER_H

#include "job/fleet.h"

struct wf_federation {
    struct wf_job *job;
    const struct wf_server *props;
    const struct wf_participant *server;
    struct wf_node *node;
    struct wf_fleet fleet;
    struct wf_group group;        /**< of turns of learners and gateways */
    struct wf_group own;          /**< of what the server does itself */
    struct wf_turn *turns;        /**< one a member of the cohort */
    uint32_t *cohort;             /**< indices of learners, or gateways */
    struct wf_gateways *gateways; /**< NULL: none */
    uint64_t number;              /**< rounds of this training so far */
    double progress;              /**< in rounds in which every update came, fresh */
    uint32_t barren;              /**< rounds in a row without an update */
};

/** One round, or aggregation: what is measured of it. */
struct wf_federation_round {
    struct wf_round_usage usage;
    double uplink_byte, downlink_byte, site_j; /**< counters at its start */
};
void wf_federation_begin(struct wf_federation *federation, struct wf_federation_round *round);
/** Aggregate @p received of @p expected updates, whose progress sums to @p weight; evaluate; pay
 *  the overhead; record the round. @p cohort: those who are asked to evaluate. */
void wf_federation_finish(struct wf_federation *federation, struct wf_federation_round *round,
                          uint32_t received, double weight, uint32_t expected, uint32_t cohort);
/** Work on the server; returns when it is done. */
void wf_federation_serve(struct wf_federation *federation, struct wf_step step);
/** Make a new model small, where that is asked for: once for all who get it. */
void wf_federation_pack(struct wf_federation *federation);

/** Train for @p rounds as updates come: buffered or by deadlines. */
void wf_federation_train_asynchronously(struct wf_federation *federation, uint64_t rounds);

/** Gateways between the server and the learners. */
struct wf_gateways *wf_gateways_new(struct wf_federation *federation);
void wf_gateways_free(struct wf_gateways *gateways);
/** Those that have started are on duty, come who may. */
void wf_gateways_attend(struct wf_gateways *gateways);
/** One round of the server over @p count gateways of its cohort; returns when all have answered.
 *  @return how many have an update. */
uint32_t wf_gateways_round(struct wf_gateways *gateways, const uint32_t *cohort, uint32_t count);

#endif
