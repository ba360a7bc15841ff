#include "scenario/round_passes.h"
#include "scenario/scenario.h"
#include <string.h>

static uint64_t count_of(const struct wf_actor *actor, size_t offset)
{
    uint64_t value;
    memcpy(&value, (const char *)&actor->values + offset, sizeof value);
    return value;
}

/* Samples of one local training, each pass counted. */
static double local_samples(const struct wf_scenario *scenario,
                            const struct wf_participant *participant)
{
    const struct wf_actor *actor = wf_scenario_actor(scenario, participant);
    const struct wf_role *role = &wf_roles[actor->role];
    uint64_t steps = wf_actor_steps(actor);
    if (steps != WF_COUNT_UNSET)
        return participant->samples ? (double)steps * (double)count_of(actor, role->batch) : 0;
    return (double)count_of(actor, role->local_epochs) * (double)participant->samples;
}

/* Of gateways: local rounds of each, in which a part of its learners trains. */
static double gateway_samples(const struct wf_scenario *scenario)
{
    uint32_t gateways = scenario->participant_count[WF_GATEWAY];
    double sum = 0;
    for (uint32_t i = 0; i < gateways; i++) {
        const uint32_t *first = &scenario->first_member[i];
        const struct wf_actor *actor =
            wf_scenario_actor(scenario, &scenario->participants[WF_GATEWAY][i]);
        double own = 0;
        for (uint32_t member = first[0]; member < first[1]; member++)
            own += local_samples(scenario,
                                 &scenario->participants[WF_LEARNER][scenario->members[member]]);
        sum += own * (double)actor->values.gateway.local_rounds * scenario->gateways[i].active /
               (first[1] - first[0]);
    }
    return sum * scenario->active / gateways;
}

/* Updates of a round. */
static double updates(const struct wf_scenario *scenario)
{
    if (!scenario->participant_count[WF_SERVER])
        return scenario->active;
    const struct wf_server *server = wf_scenario_server(scenario);
    return server->aggregation == WF_AGGREGATE_BUFFERED && server->buffer != WF_COUNT_UNSET
               ? (double)server->buffer
               : scenario->active;
}

double wf_passes_of_round(const struct wf_scenario *scenario)
{
    enum wf_role_id worker = scenario->paradigm->worker;
    uint32_t count = scenario->participant_count[worker];
    double total = (double)scenario->total_samples, sum = 0;
    if (!scenario->paradigm->federated)
        return 1;
    if (scenario->participant_count[WF_GATEWAY])
        return gateway_samples(scenario) / total;
    for (uint32_t i = 0; i < count; i++)
        sum += local_samples(scenario, &scenario->participants[worker][i]);
    return sum / count * updates(scenario) / total;
}
