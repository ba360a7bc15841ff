/* How many rounds or epochs the job takes: given in the deployment, or found in the workload. */
#include "scenario/rounds.h"
#include "scenario/resolver.h"
#include "workload/compression.h"
#include "workload/convergence.h"
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A count that all of a role share, else unset: no row that asks for it fits a mixed fleet. */
uint64_t wf_rounds_common(const struct wf_scenario *scenario, enum wf_role_id role, size_t member)
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
    return given ? wf_rounds_common(scenario, role, member) : WF_BATCH_ALL;
}

/* Do all train whole epochs, none a number of steps? */
static bool all_by_epochs(const struct wf_scenario *scenario, enum wf_role_id role)
{
    for (uint32_t i = 0; i < scenario->participant_count[role]; i++)
        if (wf_actor_steps(wf_scenario_actor(scenario, &scenario->participants[role][i])) !=
            WF_COUNT_UNSET)
            return false;
    return true;
}

static struct wf_convergence_query query_of(const struct wf_scenario *scenario, uint64_t training)
{
    const struct wf_plan *plan = wf_scenario_plan(scenario);
    struct wf_convergence_query query = wf_convergence_query_init(scenario->paradigm->federated);
    query.target = scenario->target;
    query.data = plan->data;
    query.training = training > 1 ? WF_ROW_LATER : WF_ROW_FIRST;
    if (scenario->paradigm->federated) {
        enum wf_role_id worker = scenario->paradigm->worker;
        query.batch = common_batch(scenario, worker, wf_roles[worker].batch);
        if (all_by_epochs(scenario, worker))
            query.local_epochs = wf_rounds_common(scenario, worker, wf_roles[worker].local_epochs);
        query.local_steps = wf_rounds_common(scenario, worker, wf_roles[worker].local_steps);
        query.active = scenario->active;
        query.learners = scenario->participant_count[worker];
    }
    scenario->paradigm->ask(scenario, &query);
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
    found->value = ceil(found->value * row->rounds_factor - 1e-9);
    found->low *= row->rounds_factor;
    found->high *= row->rounds_factor;
    found->provenance = row->provenance > found->provenance ? row->provenance : found->provenance;
    found->source = wf_arena_intern_text(&scenario->arena, source);
    free(source);
    return true;
}

/* Look one training up in the workload. @return false after a mistake was reported. */
static bool find(struct wf_resolver *resolver, const struct wf_actor *actor, uint64_t training,
                 struct wf_convergence_result *found)
{
    struct wf_scenario *scenario = resolver->scenario;
    struct wf_convergence_query query = query_of(scenario, training);
    const char *unit = scenario->paradigm->unit;
    char *why = NULL;
    if (wf_convergence_find(&scenario->workload, &query, &scenario->arena, found, &why))
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
    enum wf_role_id role = scenario->paradigm->leader;
    const struct wf_actor *actor = wf_scenario_actor(scenario, scenario->participants[role]);
    const struct wf_plan *plan = &actor->values.plan;
    struct wf_convergence_result found;
    scenario->target = isnan(plan->target) ? scenario->workload.target : plan->target;
    scenario->rounds_low = scenario->rounds_high = NAN;
    if (!isnan(plan->rounds)) {
        const char *unit = scenario->paradigm->unit;
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
        scenario->rounds_low = found.low;
        scenario->rounds_high = found.high;
        scenario->rounds_origin = found.origin;
    }
    scenario->later_rounds = scenario->rounds;
    if (!isnan(plan->later_rounds)) {
        scenario->later_rounds = plan->later_rounds;
    } else if (plan->trainings > 1 && isnan(plan->rounds)) {
        if (!find(resolver, actor, 2, &found))
            return;
        scenario->later_rounds = found.value;
        if (found.provenance > scenario->provenance)
            scenario->provenance = found.provenance; /* the less certain of the two */
    }
}
