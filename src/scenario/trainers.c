#include "scenario/trainers.h"
#include "scenario/resolver.h"
#include <math.h>

double wf_trainers_inside_s(const struct wf_scenario *scenario, const struct wf_participant *node)
{
    const struct wf_site *site = wf_scenario_host(scenario, node)->class->site;
    double accelerators = wf_site_accelerators(site);
    if (wf_scenario_trainer(scenario)->all_reduce != WF_ALL_REDUCE_HIERARCHICAL ||
        !(accelerators > 1))
        return 0;
    return (accelerators - 1) / accelerators * scenario->workload.gradient_byte /
           site->intra_bandwidth_byte_per_s;
}

bool wf_trainers_exchange(const struct wf_scenario *scenario)
{
    uint32_t count = scenario->participant_count[WF_TRAINER];
    bool exchange = count > 1;
    if (!count || !isnan(wf_scenario_trainer(scenario)->scaling_efficiency_ratio))
        return false;
    for (uint32_t i = 0; i < count && !exchange; i++)
        exchange = wf_trainers_inside_s(scenario, &scenario->participants[WF_TRAINER][i]) > 0;
    return exchange;
}

void wf_trainers_check(struct wf_resolver *resolver)
{
    const struct wf_scenario *scenario = resolver->scenario;
    const struct wf_trainer *trainer = wf_scenario_trainer(scenario);
    if (!isnan(trainer->scaling_efficiency_ratio) && trainer->overlap_ratio > 0)
        wf_resolver_error(resolver, wf_scenario_leading_actor(scenario),
                          "prop 'overlap' has no meaning beside a measured 'scaling-efficiency'");
    for (uint32_t i = 0; i < scenario->participant_count[WF_TRAINER]; i++) {
        const struct wf_participant *node = &scenario->participants[WF_TRAINER][i];
        if (!isnan(wf_trainers_inside_s(scenario, node)))
            continue;
        const struct wf_host *host = wf_scenario_host(scenario, node);
        wf_resolver_prop_error(
            resolver, wf_scenario_leading_actor(scenario), "all-reduce",
            "'hierarchical' needs the prop 'intra_bandwidth' of host '%s', which "
            "has %g accelerators",
            host->name, wf_site_accelerators(host->class->site));
        return;
    }
}
