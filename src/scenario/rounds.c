/* How many rounds or epochs the job takes: given in the deployment, or found in the workload. */
#include "scenario/resolver.h"
#include "workload/compression.h"
#include "workload/convergence.h"
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A count that all of a role share, else unset: no row that asks for it fits a mixed fleet. */
static uint64_t common_to(const struct wf_scenario *scenario, enum wf_role_id role, size_t member)
{
    uint64_t common = WF_COUNT_UNSET;
    for (uint32_t i = 0; i < scenario->participant_count[role]; i++) {
        const struct wf_actor *actor =
            wf_scenario_actor(scenario, &scenario->participants[role][i]);
        uint64_t value;
        memcpy(&value, (const char *)&actor->values + member, sizeof value);
        if (i > 0 && value != common)
            return WF_COUNT_UNSET;
        common = value;
    }
    return common;
}

/* The batch that all share; not given: all local samples. */
static uint64_t common_batch(const struct wf_scenario *scenario, enum wf_role_id role,
                             size_t member)
{
    uint32_t given = 0;
    for (uint32_t i = 0; i < scenario->participant_count[role]; i++) {
        uint64_t value;
        memcpy(
            &value,
            (const char *)&wf_scenario_actor(scenario, &scenario->participants[role][i])->values +
                member,
            sizeof value);
        given += value != WF_COUNT_UNSET;
    }
    return given ? common_to(scenario, role, member) : WF_BATCH_ALL;
}

/* Learners of a round, over all gateways; unset where they are not the same in every round. */
static uint64_t active_of_gateways(const struct wf_scenario *scenario)
{
    uint64_t active = 0;
    if (scenario->active < scenario->participant_count[WF_GATEWAY])
        return WF_COUNT_UNSET;
    for (uint32_t i = 0; i < scenario->participant_count[WF_GATEWAY]; i++)
        active += scenario->gateways[i].active;
    return active;
}

static struct wf_convergence_query query_of(const struct wf_scenario *scenario, uint64_t training)
{
    bool federated = scenario->paradigm != WF_CENTRALISED;
    const struct wf_actor *actor =
        wf_scenario_actor(scenario, scenario->participants[wf_paradigm_leader(scenario->paradigm)]);
    const struct wf_plan *plan = &actor->values.plan;
    struct wf_convergence_query query = wf_convergence_query_init(federated);
    query.target = scenario->target;
    query.data = plan->data;
    query.training = training > 1 ? WF_ROW_LATER : WF_ROW_FIRST;
    if (!federated) {
        uint64_t batch = actor->values.trainer.batch;
        query.batch = batch == WF_COUNT_UNSET ? WF_BATCH_ALL : batch;
        return query;
    }
    bool peers = scenario->paradigm == WF_DECENTRALISED;
    enum wf_role_id worker = wf_paradigm_worker(scenario->paradigm);
    size_t batch = peers ? offsetof(struct wf_peer, batch) : offsetof(struct wf_learner, batch);
    size_t epochs =
        peers ? offsetof(struct wf_peer, local_epochs) : offsetof(struct wf_learner, local_epochs);
    query.batch = common_batch(scenario, worker, batch);
    query.local_epochs = common_to(scenario, worker, epochs);
    query.active = scenario->active;
    query.learners = scenario->participant_count[worker];
    if (peers) {
        query.topology = actor->values.peer.neighbours;
        return query;
    }
    const struct wf_server *server = &actor->values.server;
    query.aggregation = server->aggregation;
    if (server->aggregation == WF_AGGREGATE_BUFFERED)
        query.buffer = server->buffer == WF_COUNT_UNSET ? scenario->active : server->buffer;
    if (scenario->paradigm == WF_HIERARCHICAL) {
        query.active = active_of_gateways(scenario);
        query.local_rounds =
            common_to(scenario, WF_GATEWAY, offsetof(struct wf_gateway, local_rounds));
    }
    return query;
}

/* Rounds of a compressed exchange: the workload says how many times more they are. */
static bool lengthen(struct wf_resolver *resolver, const struct wf_actor *actor,
                     struct wf_convergence_result *found)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_coding *coding = wf_scenario_coding(scenario);
    char *why = NULL;
    if (!coding || !(wf_scenario_packs(scenario) || wf_scenario_unpacks(scenario)))
        return true;
    const struct wf_compression *row =
        wf_compression_find(&scenario->workload, coding->uplink_bits, coding->uplink_share_ratio,
                            coding->downlink_bits, coding->downlink_share_ratio, &why);
    if (!row) {
        wf_resolver_error(resolver, actor, "compresses what it sends, which changes the rounds: %s",
                          why);
        free(why);
        return false;
    }
    if (row->provenance == WF_CHOICE_UNSET)
        return true; /* coded, but not smaller */
    char *source = wf_format("%s; x %g for the compression: %s", found->source ? found->source : "",
                             row->rounds_factor, row->source ? row->source : "no source");
    found->value = (uint64_t)ceil((double)found->value * row->rounds_factor - 1e-9);
    found->provenance = row->provenance > found->provenance ? row->provenance : found->provenance;
    found->source = wf_arena_intern_text(&scenario->deployment.arena, source);
    free(source);
    return true;
}

/* Look one training up in the workload. @return false after a mistake was told. */
static bool find(struct wf_resolver *resolver, const struct wf_actor *actor, uint64_t training,
                 struct wf_convergence_result *found)
{
    struct wf_scenario *scenario = resolver->scenario;
    struct wf_convergence_query query = query_of(scenario, training);
    const char *unit = scenario->paradigm == WF_CENTRALISED ? "epochs" : "rounds";
    char *why = NULL;
    if (wf_convergence_find(&scenario->workload, &query, &scenario->deployment.arena, found, &why))
        return lengthen(resolver, actor, found);
    if (!scenario->workload.rows_missing) /* else it would only repeat the cause */
        wf_resolver_error(resolver, actor, "needs the prop '%s%s': %s",
                          training > 1 ? "later-" : "", unit, why);
    free(why);
    return false;
}

void wf_rounds_resolve(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    enum wf_role_id role = wf_paradigm_leader(scenario->paradigm);
    const struct wf_actor *actor = wf_scenario_actor(scenario, scenario->participants[role]);
    const struct wf_plan *plan = &actor->values.plan;
    struct wf_convergence_result found;
    scenario->target = isnan(plan->target) ? scenario->workload.target : plan->target;
    if (plan->rounds != WF_COUNT_UNSET) {
        const char *unit = scenario->paradigm == WF_CENTRALISED ? "epochs" : "rounds";
        scenario->rounds = plan->rounds;
        scenario->provenance = plan->rounds_provenance;
        scenario->provenance_source = "given in the deployment";
        scenario->rounds_origin = actor->origins[wf_props_find(wf_roles[role].props, unit, 0)];
    } else {
        if (!find(resolver, actor, 1, &found))
            return;
        scenario->rounds = found.value;
        scenario->provenance = found.provenance;
        scenario->provenance_source = found.source;
        scenario->rounds_origin = found.origin;
    }
    scenario->later_rounds = scenario->rounds;
    if (plan->later_rounds != WF_COUNT_UNSET) {
        scenario->later_rounds = plan->later_rounds;
    } else if (plan->trainings > 1 && plan->rounds == WF_COUNT_UNSET) {
        if (!find(resolver, actor, 2, &found))
            return;
        scenario->later_rounds = found.value;
        if (found.provenance > scenario->provenance)
            scenario->provenance = found.provenance; /* the less certain of the two */
    }
}
