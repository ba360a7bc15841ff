/* How many rounds or epochs the job takes: given in the deployment, or found in the workload. */
#include "scenario/rounds.h"
#include "scenario/passes.h"
#include "scenario/resolver.h"
#include "scenario/validity.h"
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

/* Infinite where learners differ: no row fits that asks for it. */
static double common_dropout(const struct wf_scenario *scenario)
{
    double common = NAN;
    for (uint32_t i = 0; i < scenario->participant_count[WF_LEARNER]; i++) {
        double one = wf_scenario_actor(scenario, &scenario->participants[WF_LEARNER][i])
                         ->values.learner.dropout_ratio;
        if (i > 0 && (one < common || one > common))
            return INFINITY;
        common = one;
    }
    return common;
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
        query.dropout_ratio = common_dropout(scenario);
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
        scenario->rounds_missing = wf_arena_intern_text(&scenario->arena, why);
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

/* Noise of differential privacy: by a stated factor, of which no campaign of ours tells. */
static void add_noise(struct wf_scenario *scenario, struct wf_convergence_result *found)
{
    if (scenario->paradigm->leader != WF_SERVER)
        return;
    double factor = wf_scenario_server(scenario)->protection.rounds_factor;
    if (factor <= 1)
        return;
    char *source = wf_format("%s; x %g for the noise of differential privacy (assumed)",
                             found->source ? found->source : "", factor);
    found->value = ceil(found->value * factor - 1e-9);
    found->low *= factor;
    found->high *= factor;
    found->provenance = WF_ASSUMED;
    found->source = wf_arena_intern_text(&scenario->arena, source);
    free(source);
}

/* A passes-ratio of the deployment or of --set, as if a row of the workload said it. */
static struct wf_convergence_result given_ratio(struct wf_scenario *scenario,
                                                const struct wf_actor *actor)
{
    double ratio = actor->values.plan.passes_ratio;
    struct wf_origin origin =
        actor->origins[wf_props_find(wf_actor_props(actor), "passes-ratio", 0)];
    struct wf_sourced sourced = wf_unsourced;
    struct wf_convergence *law = NULL;
    if (origin.line > 0 && ratio > 0)
        sourced = wf_provenance_of(wf_actor_provenance(actor), "passes-ratio", WF_EVERY_PSTATE,
                                   WF_FIGURE_WHOLE);
    if (ratio < 0) {
        law = wf_arena_alloc(&scenario->arena, sizeof *law);
        *law = (struct wf_convergence){.federated = 1};
        wf_props_defaults(wf_convergence_props, law, NULL);
        law->passes_ratio = ratio;
    }
    return (struct wf_convergence_result){.passes_ratio = ratio,
                                          .value = NAN,
                                          .provenance = sourced.word,
                                          .low = sourced.low,
                                          .high = sourced.high,
                                          .row = law,
                                          .origin = origin};
}

/* Look one training up in the workload. @return NULL, or why it is not there; to free. */
static char *look_up(struct wf_scenario *scenario, const struct wf_actor *actor, uint64_t training,
                     struct wf_convergence_result *found)
{
    struct wf_convergence_query query = query_of(scenario, training);
    char *why = NULL;
    if (wf_plan_is_by_passes(&actor->values.plan))
        *found = given_ratio(scenario, actor);
    else if (!wf_convergence_find(&scenario->workload, &query, &scenario->arena, found, &why))
        return why;
    return isnan(found->passes_ratio) ? NULL : wf_passes_resolve(scenario, training, found);
}

/* @return false after a mistake was reported. */
static bool find(struct wf_resolver *resolver, const struct wf_actor *actor, uint64_t training,
                 struct wf_convergence_result *found)
{
    struct wf_scenario *scenario = resolver->scenario;
    char *why = look_up(scenario, actor, training, found);
    if (!why) {
        if (!lengthen(resolver, actor, found))
            return false;
        add_noise(scenario, found);
        return true;
    }
    scenario->rounds_missing = wf_arena_intern_text(&scenario->arena, why);
    if (!scenario->workload.rows_missing) /* else it would only repeat the cause */
        wf_resolver_error(resolver, actor, "needs the prop '%s%s': %s",
                          training > 1 ? "later-" : "", scenario->paradigm->unit, why);
    free(why);
    return false;
}

/* Updates that do not come lengthen a training by the workload's factor: as certain as that is. */
static uint32_t with_missing_factor(const struct wf_scenario *scenario, uint32_t provenance)
{
    const struct wf_workload *workload = &scenario->workload;
    if (isnan(workload->missing_factor_ratio) || !wf_validity_loses_updates(scenario))
        return provenance;
    uint32_t word =
        wf_provenance_of(workload->provenance, "missing-factor", WF_EVERY_PSTATE, WF_FIGURE_WHOLE)
            .word;
    return word > provenance ? word : provenance;
}

/* A number that no longer holds is assumed, and its interval is not that of the job. */
static void judge(struct wf_resolver *resolver, struct wf_convergence_result *found)
{
    struct wf_scenario *scenario = resolver->scenario;
    const char *why = wf_validity_why_not(scenario, resolver->given, found->row);
    found->provenance = with_missing_factor(scenario, found->provenance);
    if (!why)
        return;
    found->provenance = WF_ASSUMED;
    found->low = found->high = NAN;
    if (!scenario->rounds_unheld)
        scenario->rounds_unheld = why;
}

/* A ratio that --set gives is one for the job as it is. */
static void judge_found(struct wf_resolver *resolver, struct wf_convergence_result *found)
{
    if (found->row || found->origin.line > 0)
        judge(resolver, found);
}

/* What the deployment or --set says, of the first training. */
static struct wf_convergence_result given_number(const struct wf_scenario *scenario,
                                                 const struct wf_actor *actor)
{
    const struct wf_prop *props = wf_actor_props(actor);
    const struct wf_plan *plan = &actor->values.plan;
    const char *unit = scenario->paradigm->unit;
    char *words = wf_format("%s-provenance", unit);
    struct wf_origin origin = actor->origins[wf_props_find(props, unit, 0)];
    struct wf_origin said = actor->origins[wf_props_find(props, words, 0)];
    bool of_another = origin.line == 0 && said.line > 0; /* the file's word, not of this number */
    free(words);
    return (struct wf_convergence_result){.value = plan->rounds,
                                          .provenance =
                                              of_another ? WF_ASSUMED : plan->rounds_provenance,
                                          .low = NAN,
                                          .high = NAN,
                                          .source = "given in the deployment",
                                          .origin = origin};
}

/* @return false after a mistake was reported. */
static bool resolve_first(struct wf_resolver *resolver, const struct wf_actor *actor,
                          struct wf_convergence_result *found)
{
    if (isnan(actor->values.plan.rounds)) {
        if (!find(resolver, actor, 1, found))
            return false;
        judge_found(resolver, found);
        return true;
    }
    *found = given_number(resolver->scenario, actor);
    if (found->origin.line > 0) /* else --set gives it, for the job as it is */
        judge(resolver, found);
    return true;
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
    if (!resolve_first(resolver, actor, &found))
        return;
    scenario->rounds = found.value;
    scenario->provenance = found.provenance;
    scenario->provenance_source = found.source;
    scenario->rounds_low = found.low;
    scenario->rounds_high = found.high;
    scenario->rounds_origin = found.origin;
    scenario->rounds_interpolated = found.interpolated;
    scenario->later_rounds = scenario->rounds;
    if (!isnan(plan->later_rounds)) {
        scenario->later_rounds = plan->later_rounds;
    } else if (plan->trainings > 1 && isnan(plan->rounds)) {
        if (!find(resolver, actor, 2, &found))
            return;
        judge_found(resolver, &found);
        scenario->later_rounds = found.value;
        if (found.provenance > scenario->provenance)
            scenario->provenance = found.provenance; /* the less certain of the two */
    }
}
