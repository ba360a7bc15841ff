/* Rounds stated as passes over the data, against the epochs of the workload. */
#ifndef WF_SCENARIO_PASSES_H
#define WF_SCENARIO_PASSES_H

#include "scenario/resolver.h"
#include "workload/convergence.h"

/** A plan has either a number of rounds or a passes-ratio: what --set gives wins over the file; two
 *  in one place are a mistake. */
void wf_passes_choose(struct wf_resolver *resolver);

/** Turn a passes-ratio into rounds of training @p training:
 *  rounds = ceil(ratio x epochs / p), p the samples trained on in a round over all samples.
 *  @param[in,out] found  in: passes_ratio, with its provenance, interval and source; out: the value
 *                 in rounds, with theirs
 *  @return NULL, or why there is no such number (to free) */
char *wf_passes_resolve(struct wf_scenario *scenario, uint64_t training,
                        struct wf_convergence_result *found);

#endif
