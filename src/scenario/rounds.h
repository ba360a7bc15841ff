/* How many rounds or epochs the job takes: given in the deployment, or found in the workload. */
#ifndef WF_SCENARIO_ROUNDS_H
#define WF_SCENARIO_ROUNDS_H

#include "scenario/role.h"

struct wf_resolver;
struct wf_scenario;

/** Rounds or epochs of the first training and of the later ones, with where they come from. */
void wf_rounds_resolve(struct wf_resolver *resolver);
/** A count that all of a role share, for rows of a workload that ask for it; else unset: no such
 *  row fits a mixed fleet.
 *  @param member  offset of the count in the role's values */
uint64_t wf_rounds_common(const struct wf_scenario *scenario, enum wf_role_id role, size_t member);

#endif
