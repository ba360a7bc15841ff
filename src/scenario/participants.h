/* Who takes part: each actor on each of its hosts, its costs resolved for that host, its samples,
 * and with whom it works. */
#ifndef WF_SCENARIO_PARTICIPANTS_H
#define WF_SCENARIO_PARTICIPANTS_H

#include "scenario/role.h"

struct wf_host_class;
struct wf_participant;
struct wf_resolver;
struct wf_scenario;

/** The participants of a role in canonical order, costs resolved for their hosts. */
void wf_participants_gather(struct wf_resolver *resolver, enum wf_role_id role);
/** What a sample costs @p participant on a host of @p class: from its pstates and speed factor,
 *  which are set. */
void wf_participant_price(const struct wf_scenario *scenario, const struct wf_host_class *class,
                          struct wf_participant *participant);
/** Speeds by batch of those who train in @p role: once samples and numbers are known. */
void wf_participants_apply_batches(struct wf_resolver *resolver, enum wf_role_id role);
/** The trainer of each source. */
void wf_participants_pair_sources(struct wf_resolver *resolver);
/** The gateway of each learner, and the learners of each gateway. */
void wf_participants_pair_learners(struct wf_resolver *resolver);

#endif
