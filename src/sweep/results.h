/* What a sweep keeps of each deployment in each point. */
#ifndef WF_SWEEP_RESULTS_H
#define WF_SWEEP_RESULTS_H

#include "account/pricing.h"
#include "account/summary.h"

enum wf_result {
    WF_RESULT_TIME,
    WF_RESULT_ENERGY,
    WF_RESULT_HOST_ENERGY,
    WF_RESULT_LINK_ENERGY,
    WF_RESULT_NETWORK_MARGINAL,
    WF_RESULT_NETWORK_ALLOCATION,
    WF_RESULT_CARBON,
    WF_RESULT_EMBODIED,
    WF_RESULT_UPLINK,
    WF_RESULT_DOWNLINK,
    WF_RESULT_EXCHANGE,
    WF_RESULT_FLOP,
    WF_RESULT_ACCELERATOR_HOURS,
    WF_RESULT_PARAMETERS,
    WF_RESULT_MODEL,
    WF_RESULT_ROUNDS,
    WF_RESULT_EPOCHS,
    WF_RESULT_COMPUTE_ENERGY,
    WF_RESULT_WAIT_ENERGY,
    WF_RESULT_SAMPLES,
    WF_RESULT_LEARNER_COVERAGE,
    WF_RESULT_SAMPLE_COVERAGE,
    WF_RESULT_COUNT
};

struct wf_result_row {
    const char *name; /**< as in the JSON of a run: "energy_j" */
    enum wf_dimension dimension;
};
/** By enum wf_result. */
extern const struct wf_result_row wf_results[WF_RESULT_COUNT];

/** All results of a run; NaN: unknown. */
void wf_results_of(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                   double results[WF_RESULT_COUNT]);
/** Put in those that @p price says. */
void wf_results_price(const struct wf_price *price, double results[WF_RESULT_COUNT]);

#endif
