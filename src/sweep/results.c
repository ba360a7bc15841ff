#include "sweep/results.h"

const struct wf_result_row wf_results[WF_RESULT_COUNT] = {
    [WF_RESULT_TIME] = {"time_s", WF_DIM_TIME},
    [WF_RESULT_ENERGY] = {"energy_j", WF_DIM_ENERGY},
    [WF_RESULT_HOST_ENERGY] = {"host_energy_j", WF_DIM_ENERGY},
    [WF_RESULT_LINK_ENERGY] = {"link_energy_j", WF_DIM_ENERGY},
    [WF_RESULT_NETWORK_MARGINAL] = {"network_marginal_j", WF_DIM_ENERGY},
    [WF_RESULT_NETWORK_ALLOCATION] = {"network_allocation_j", WF_DIM_ENERGY},
    [WF_RESULT_CARBON] = {"carbon_g", WF_DIM_MASS},
    [WF_RESULT_EMBODIED] = {"embodied_g", WF_DIM_MASS},
    [WF_RESULT_UPLINK] = {"uplink_byte", WF_DIM_BYTE},
    [WF_RESULT_DOWNLINK] = {"downlink_byte", WF_DIM_BYTE},
    [WF_RESULT_EXCHANGE] = {"exchange_byte", WF_DIM_BYTE},
    [WF_RESULT_FLOP] = {"flop", WF_DIM_FLOP},
    [WF_RESULT_ACCELERATOR_HOURS] = {"accelerator_hours", WF_DIM_NUMBER},
    [WF_RESULT_PARAMETERS] = {"parameters", WF_DIM_NUMBER},
    [WF_RESULT_MODEL] = {"model_byte", WF_DIM_BYTE},
    [WF_RESULT_ROUNDS] = {"rounds", WF_DIM_NUMBER},
    [WF_RESULT_EPOCHS] = {"epochs", WF_DIM_NUMBER},
    [WF_RESULT_COMPUTE_ENERGY] = {"compute_energy_j", WF_DIM_ENERGY},
    [WF_RESULT_WAIT_ENERGY] = {"wait_energy_j", WF_DIM_ENERGY},
    [WF_RESULT_SAMPLES] = {"samples", WF_DIM_NUMBER},
    [WF_RESULT_LEARNER_COVERAGE] = {"learner_coverage", WF_DIM_RATIO},
    [WF_RESULT_SAMPLE_COVERAGE] = {"sample_coverage", WF_DIM_RATIO},
};

void wf_results_of(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                   double results[WF_RESULT_COUNT])
{
    const struct wf_workload *workload = &scenario->workload;
    struct wf_price price;
    wf_price_make(scenario, outcome, &price);
    wf_results_price(&price, results);
    results[WF_RESULT_TIME] = outcome->time_s;
    results[WF_RESULT_UPLINK] = outcome->byte[WF_UPLINK];
    results[WF_RESULT_DOWNLINK] = outcome->byte[WF_DOWNLINK];
    results[WF_RESULT_EXCHANGE] = outcome->byte[WF_EXCHANGE];
    results[WF_RESULT_FLOP] = outcome->flop;
    results[WF_RESULT_PARAMETERS] = workload->parameters;
    results[WF_RESULT_MODEL] = workload->model_byte;
    results[WF_RESULT_ROUNDS] = (double)outcome->rounds;
    results[WF_RESULT_EPOCHS] = wf_summary_epochs(scenario, outcome);
    results[WF_RESULT_SAMPLES] = outcome->samples - outcome->explored_samples;
    results[WF_RESULT_LEARNER_COVERAGE] = outcome->learner_coverage;
    results[WF_RESULT_SAMPLE_COVERAGE] = outcome->sample_coverage;
}

void wf_results_price(const struct wf_price *price, double results[WF_RESULT_COUNT])
{
    results[WF_RESULT_ENERGY] = price->energy_j;
    results[WF_RESULT_HOST_ENERGY] = price->host_energy_j;
    results[WF_RESULT_LINK_ENERGY] = price->link_energy_j;
    results[WF_RESULT_NETWORK_MARGINAL] = price->network_energy_j[WF_VIEW_MARGINAL];
    results[WF_RESULT_NETWORK_ALLOCATION] = price->network_energy_j[WF_VIEW_ALLOCATION];
    results[WF_RESULT_CARBON] = price->carbon_g;
    results[WF_RESULT_EMBODIED] = price->embodied_g;
    results[WF_RESULT_ACCELERATOR_HOURS] = price->accelerator_hours;
    results[WF_RESULT_COMPUTE_ENERGY] = price->phase_j[WF_PHASE_COMPUTE];
    results[WF_RESULT_WAIT_ENERGY] = price->phase_j[WF_PHASE_WAIT];
}
