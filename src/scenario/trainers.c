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

bool wf_trainers_read(const struct wf_scenario *scenario)
{
    for (size_t i = 0; i < scenario->deployment.actor_count; i++) {
        const struct wf_actor *actor = &scenario->deployment.actors[i];
        if (actor->role == WF_SOURCE && actor->values.source.upload == WF_UPLOAD_EACH_EPOCH)
            return true;
    }
    return false;
}

/* Report what the first node lacks whose accelerators are to exchange. */
static void check_inside(struct wf_resolver *resolver)
{
    const struct wf_scenario *scenario = resolver->scenario;
    for (uint32_t i = 0; i < scenario->participant_count[WF_TRAINER]; i++) {
        const struct wf_host *host =
            wf_scenario_host(scenario, &scenario->participants[WF_TRAINER][i]);
        const struct wf_site *site = host->class->site;
        bool counted = !isnan(site->accelerators), rated = !isnan(site->intra_bandwidth_byte_per_s);
        if (site->accelerators >= 1 && (rated || site->accelerators <= 1))
            continue;
        if (counted && site->accelerators < 1)
            wf_resolver_prop_error(
                resolver, wf_scenario_leading_actor(scenario), "all-reduce",
                "'hierarchical' is between accelerators; host '%s' has %g (%s:%u), expected at "
                "least 1",
                host->name, site->accelerators, scenario->platform->path, host->line);
        else
            wf_resolver_prop_error(
                resolver, wf_scenario_leading_actor(scenario), "all-reduce",
                "'hierarchical' needs the props 'accelerators' and 'intra_bandwidth' of host '%s', "
                "which has %s (%s:%u)",
                host->name,
                counted ? "no 'intra_bandwidth'"
                : rated ? "no 'accelerators'"
                        : "neither",
                scenario->platform->path, host->line);
        return;
    }
}

void wf_trainers_check(struct wf_resolver *resolver)
{
    const struct wf_scenario *scenario = resolver->scenario;
    const struct wf_trainer *trainer = wf_scenario_trainer(scenario);
    bool measured = !isnan(trainer->scaling_efficiency_ratio);
    if (measured && trainer->overlap_ratio > 0)
        wf_resolver_error(resolver, wf_scenario_leading_actor(scenario),
                          "prop 'overlap' has no meaning beside a measured 'scaling-efficiency'");
    if (!measured && trainer->all_reduce == WF_ALL_REDUCE_HIERARCHICAL)
        check_inside(resolver);
}
