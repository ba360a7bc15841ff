/* Secure aggregation (Bonawitz et al. 2017, "Practical secure aggregation for privacy-preserving
 * machine learning"): what it costs, not how it is done. In a cohort of n each learner adds to its
 * update a mask of its own, and one for each of the n - 1 others, which cancel out in the sum. Of s
 * updates that come, the server takes off the s own masks, and, for each of the n - s learners
 * that dropped out, the s masks that were agreed on with it (equation 1 there). Keys and shares of
 * secrets are bytes beside each update. */
#ifndef WF_JOB_PROTECTION_H
#define WF_JOB_PROTECTION_H

#include "job/step.h"

/** Masks that each learner of a cohort of @p asked expands: one for each other, and its own; 0: the
 *  server asks for none. */
uint32_t wf_protection_masks(const struct wf_scenario *scenario, uint32_t asked);
/** Flop a core of @p node of so many masks. */
double wf_protection_flop(const struct wf_scenario *scenario, const struct wf_node *node,
                          double masks);
/** Bytes beside each update. */
double wf_protection_byte(const struct wf_scenario *scenario);
/** Add what a learner does before it sends its update to @p parent; nothing with 0 masks. */
void wf_protection_add(struct wf_turn *turn, const struct wf_scenario *scenario,
                       const struct wf_participant *learner, struct wf_node *node,
                       struct wf_node *parent, uint32_t masks);
/** What whoever sums does once @p received of @p asked updates have come; no work without masks. */
struct wf_step wf_protection_uncover(const struct wf_scenario *scenario,
                                     const struct wf_participant *server, struct wf_node *node,
                                     uint32_t asked, uint32_t received);

#endif
