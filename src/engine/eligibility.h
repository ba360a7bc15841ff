/* May a job be played in closed form (closed_form.h)? Only where it is proven, from platform and
 * deployment, that no two turns can meet on a host, and that transfers which can slow each other
 * down do so by one level (shared_links.h). */
#ifndef WF_ENGINE_ELIGIBILITY_H
#define WF_ENGINE_ELIGIBILITY_H

#include "engine/engine.h"
#include "engine/flow.h"
#include "engine/shared_links.h"

enum { WF_REASON_SIZE = sizeof((struct wf_outcome *)0)->engine_reason };

/** What can be seen before any route is looked up: may it be proven at all? Cheap, whatever the
 * fleet.
 *  @param[out] reason  why not */
bool wf_eligibility_screen(struct wf_job *job, const struct wf_engine_network *network,
                           char reason[WF_REASON_SIZE]);
/** Is it proven by what the file of the platform says alone? Then SimGrid need not load it: routes
 *  are those of flat_zone.h. */
bool wf_eligibility_is_in_file(const struct wf_scenario *scenario,
                               const struct wf_engine_network *network);
/** What some of many participants may do together, before all routes are looked up.
 *  @param[out] reason  why nothing can be proven
 *  @return false: it cannot */
bool wf_eligibility_may(struct wf_job *job, const struct wf_flow_model *model,
                        char reason[WF_REASON_SIZE]);
/** After wf_eligibility_screen: is it proven?
 *  @param job    its meter has an executor that knows the platform, and keeps paces
 *  @param model  of the network
 *  @param[out] shared  links that transfers share; to be released, whatever comes out
 *  @param[out] reason  why, or why not: the first obstacle, with its name; a part of a sentence */
bool wf_eligibility_prove(struct wf_job *job, const struct wf_flow_model *model,
                          struct wf_shared_links *shared, char reason[WF_REASON_SIZE]);

#endif
