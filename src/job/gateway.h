/* Gateways between the server and the learners. */
#ifndef WF_JOB_GATEWAY_H
#define WF_JOB_GATEWAY_H

#include "job/federation.h"

struct wf_gateways; /* opaque */

struct wf_gateways *wf_gateways_new(struct wf_federation *federation);
void wf_gateways_free(struct wf_gateways *gateways);
/** One round of the server over @p count gateways of its cohort; returns when all have answered.
 *  @return how many have an update. */
uint32_t wf_gateways_round(struct wf_gateways *gateways, const uint32_t *cohort, uint32_t count);
/** The learners of the last local rounds of the server's cohort of gateways evaluate, those that
 * have samples for it; returns when all have. The model is sent again, to the gateways first, where
 * the server's 'evaluation-download' says so. */
void wf_gateways_evaluate(struct wf_federation *federation, uint32_t cohort);

#endif
