/* What a round trains on, in a unit that all paradigms share: passes over the data. */
#ifndef WF_SCENARIO_ROUND_PASSES_H
#define WF_SCENARIO_ROUND_PASSES_H

#include <stdint.h>

struct wf_scenario;

/** Of a round, if every update that is asked for comes. A cohort that is chosen is taken to hold as
 *  much as a drawn one, on average. */
struct wf_round_work {
    double samples;      /**< trained on, each pass counted */
    double local_passes; /**< of those who train over what they hold, on average */
    double active;       /**< clients that are active at a time */
};
/** Of training @p training (from 1). Participants, cohort and gateways are resolved. */
struct wf_round_work wf_round_work_of(const struct wf_scenario *scenario, uint64_t training);
/** Samples of a round of the first training / all samples; of an epoch 1. */
double wf_passes_of_round(const struct wf_scenario *scenario);

#endif
