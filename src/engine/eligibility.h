/* May a job be played in closed form (closed_form.h)? Only where it is proven, from platform and
 * deployment, that no two transfers can meet on a link and no two turns on a host, or that a link
 * is wide enough for all that can meet on it.
 *
 * The proof: a participant plays one turn at a time, and a turn has one transfer at a time. So the
 * transfers on a link at one time are at most one of each participant whose routes use it. Each is
 * at most as fast as it is alone. A link that belongs to one participant, that is a FATPIPE, or
 * whose bandwidth covers the sum of these rates, each with its weight (route_pace.h), slows nothing
 * down. */
#ifndef WF_ENGINE_ELIGIBILITY_H
#define WF_ENGINE_ELIGIBILITY_H

#include "engine/engine.h"
#include "engine/flow.h"

enum { WF_REASON_SIZE = sizeof((struct wf_outcome *)0)->engine_reason };

/** Is it proven? Marks the links that are wide enough (wf_route_link.roomy).
 *  @param job    its meter has an executor that knows the platform, and keeps paces
 *  @param model  of the network
 *  @param[out] reason  why, or why not: the first obstacle, with its name; a part of a sentence */
bool wf_eligibility_prove(struct wf_job *job, const struct wf_engine_network *network,
                          const struct wf_flow_model *model, char reason[WF_REASON_SIZE]);

#endif
