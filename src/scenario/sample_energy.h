/* The energy of a sample as an input: `--set host.GLOB.j-per-sample=2`. */
#ifndef WF_SCENARIO_SAMPLE_ENERGY_H
#define WF_SCENARIO_SAMPLE_ENERGY_H

#include "scenario/role.h"

struct wf_resolver;

/** Those who train in @p role, on hosts with `j-per-sample`, train so fast that a sample costs this
 *  much: a second at full load in their pstate of training, brought to the wall (AllCores x
 *  wall_factor / charger_efficiency + wall_constant; no PUE), over the samples of that second. What
 *  batch-overhead costs comes on top; speed-factor is against this speed. Evaluation in the same
 *  pstate, and preparation, become faster or slower as much. A host with speeds by batch of the
 *  workload, or without watts at full load, is an error.
 *
 *  The flop that a host executes follow, not its `speed`: what else it does (aggregation,
 *  compression, inference) keeps its speed, and one platform serves deployments of several
 *  workloads. Times are those of a host of the speed that follows. */
void wf_sample_energy_resolve(struct wf_resolver *resolver, enum wf_role_id role);

#endif
