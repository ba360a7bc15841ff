/* Passes over the data that a round brings, so that paradigms can be put side by side. */
#ifndef WF_SCENARIO_ROUND_PASSES_H
#define WF_SCENARIO_ROUND_PASSES_H

struct wf_scenario;

/** Samples trained on in a round of the first training / all samples, if every update that is asked
 *  for comes: of an epoch 1. Participants, cohort and gateways are resolved. Where a round has a
 *  part of the learners, they count by their mean samples. */
double wf_passes_of_round(const struct wf_scenario *scenario);

#endif
