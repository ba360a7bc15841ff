/* How the workload's samples are split among those who hold them. */
#ifndef WF_SCENARIO_SPLIT_H
#define WF_SCENARIO_SPLIT_H

#include "scenario/deployment.h"

struct wf_resolver;

/** The share of the workload's samples that each host of @p actor holds; NaN: its prop
 *  `samples-share` does not say, or `samples` was set on the command line in its place. */
double wf_split_share(const struct wf_actor *actor);

/** Samples of the participants of @p role, who hold the data:
 *  - `samples-share`: that share of the workload's, rounded by largest remainders, so that shares
 *    that sum to 1 are all samples; equal remainders: the first ones;
 *  - `samples`: as given. Where those of all that the patterns match sum to the workload's in its
 *    file, and --set gives the workload other samples, they are shares of these;
 *  - neither: equal shares of the workload's, the first ones one more.
 *  @return the total */
uint64_t wf_split_resolve(struct wf_resolver *resolver, enum wf_role_id role);

#endif
