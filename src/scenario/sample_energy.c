#include "scenario/sample_energy.h"
#include "platform/batch_list.h"
#include "scenario/resolver.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* W at the wall of a host at full load. */
static double full_w(const struct wf_host_class *class, uint32_t pstate)
{
    return class->watts ? class->watts[pstate].all_cores_w * wf_site_wall_factor(class->site) +
                              wf_site_wall_constant(class->site)
                        : 0;
}

/* Why a host cannot follow; NULL: it can. Where its list of speeds is wrong is reported elsewhere.
 */
static const char *why_not(const struct wf_scenario *scenario,
                           const struct wf_participant *participant)
{
    const struct wf_host_class *class = wf_scenario_host(scenario, participant)->class;
    if (wf_batch_lists(class->site->speed_by_batch, scenario->workload.id))
        return "it has speeds by batch of this workload (speed_by_batch), which say its speed";
    if (!(full_w(class, participant->pstate) > 0))
        return "it draws no power at full load";
    return NULL;
}

static void follow(const struct wf_scenario *scenario, struct wf_participant *participant)
{
    const struct wf_host_class *class = wf_scenario_host(scenario, participant)->class;
    double sample_s = class->site->sample_j / full_w(class, participant->pstate);
    double flop = class->speed_flop_per_s[participant->pstate] * sample_s / /* of a core */
                  participant->speed_factor;
    double change = flop / participant->training_flop;
    participant->training_flop = flop;
    participant->preparation_flop *= change;
    if (participant->evaluation_pstate == participant->pstate)
        participant->evaluation_flop *= change;
}

void wf_sample_energy_resolve(struct wf_resolver *resolver, enum wf_role_id role)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_host_class *refused = NULL;
    for (uint32_t i = 0; i < scenario->participant_count[role]; i++) {
        struct wf_participant *participant = &scenario->participants[role][i];
        const struct wf_host *host = wf_scenario_host(scenario, participant);
        if (isnan(host->class->site->sample_j) || host->class->broken)
            continue;
        const char *why = why_not(scenario, participant);
        if (!why)
            follow(scenario, participant);
        else if (host->class != refused)
            wf_diag_error(resolver->diag, scenario->platform->path, host->line,
                          "<host %s> cannot take a j-per-sample (--set): %s", host->name, why);
        refused = why ? host->class : refused;
    }
}
