/* Facts of data-parallel trainers: whether and how they exchange gradients. */
#ifndef WF_SCENARIO_TRAINERS_H
#define WF_SCENARIO_TRAINERS_H

#include "scenario/scenario.h"

struct wf_resolver;

/** Seconds of one half of the exchange among the accelerators of a node: (g - 1) / g of the
 * gradient at its intra_bandwidth; 0 where the all-reduce is not hierarchical, or g is 1. */
double wf_trainers_inside_s(const struct wf_scenario *scenario, const struct wf_participant *node);
/** Is there an exchange after each batch? Not where a measured scaling-efficiency replaces it, nor
 *  on one node, unless its accelerators exchange. */
bool wf_trainers_exchange(const struct wf_scenario *scenario);
/** Report what contradicts, or lacks a figure. */
void wf_trainers_check(struct wf_resolver *resolver);

/** Is a source read in each epoch, while it is trained on? */
bool wf_trainers_read(const struct wf_scenario *scenario);

#endif
