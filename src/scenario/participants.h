/* Who takes part: each actor on each of its hosts, its costs resolved for that host, its samples,
 * and with whom it works. */
#ifndef WF_SCENARIO_PARTICIPANTS_H
#define WF_SCENARIO_PARTICIPANTS_H

#include "scenario/role.h"

struct wf_resolver;

/** The participants of a role in canonical order, costs resolved for their hosts. */
void wf_participants_gather(struct wf_resolver *resolver, enum wf_role_id role);
/** Speeds by batch of those who train in @p role: once samples and numbers are known. */
void wf_participants_apply_batches(struct wf_resolver *resolver, enum wf_role_id role);
/** The trainer of each source. */
void wf_participants_pair_sources(struct wf_resolver *resolver);
/** The gateway of each learner, and the learners of each gateway. */
void wf_participants_pair_learners(struct wf_resolver *resolver);

#endif
