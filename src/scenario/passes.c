#include "scenario/passes.h"
#include "scenario/local_work.h"
#include "workload/passes.h"
#include <math.h>
#include <stdlib.h>

/* ---- a ratio or a number ---- */

static void drop(struct wf_actor *actor, const char *prop, double *value)
{
    *value = NAN;
    actor->origins[wf_props_find(wf_actor_props(actor), prop, 0)] = (struct wf_origin){0};
}

static void choose(struct wf_resolver *resolver, struct wf_actor *actor)
{
    const struct wf_prop *props = wf_actor_props(actor);
    struct wf_plan *plan = &actor->values.plan;
    int row = wf_props_find(props, "passes-ratio", 0);
    if (row < 0 || !wf_plan_is_by_passes(plan))
        return;
    const struct wf_origin *ratio = &actor->origins[row];
    const struct wf_origin *rounds = &actor->origins[wf_props_find(props, "rounds", 0)];
    const struct wf_origin *later = &actor->origins[wf_props_find(props, "later-rounds", 0)];
    if (!isnan(plan->rounds) && (ratio->line > 0) == (rounds->line > 0))
        wf_resolver_prop_error(resolver, actor, "passes-ratio",
                               "the number of rounds follows either from it or is given by "
                               "'rounds', which is given too");
    else if (!isnan(plan->rounds) && rounds->line == 0)
        drop(actor, "passes-ratio", &plan->passes_ratio);
    else if (!isnan(plan->rounds))
        drop(actor, "rounds", &plan->rounds);
    if (wf_plan_is_by_passes(plan) && ratio->line == 0 && later->line > 0)
        drop(actor, "later-rounds", &plan->later_rounds);
}

void wf_passes_choose(struct wf_resolver *resolver)
{
    struct wf_deployment *deployment = &resolver->scenario->deployment;
    for (size_t i = 0; i < deployment->actor_count; i++)
        if (deployment->actors[i].role == resolver->scenario->paradigm->leader)
            choose(resolver, &deployment->actors[i]);
}

/* ---- samples of a round ---- */

/* What those who train do in one local training each. */
struct work {
    double trained, held; /* samples, of all together */
};

static void add_work(const struct wf_scenario *scenario, const struct wf_participant *participant,
                     uint64_t training, struct work *work)
{
    const struct wf_actor *actor = wf_scenario_actor(scenario, participant);
    const struct wf_role *role = &wf_roles[actor->role];
    const char *values = (const char *)&actor->values;
    uint64_t held = wf_scenario_trained_on(scenario, participant, training);
    uint64_t epochs = *(const uint64_t *)(values + role->local_epochs);
    uint64_t batch = *(const uint64_t *)(values + role->batch);
    work->held += (double)held;
    work->trained += wf_local_work(held, epochs, wf_actor_steps(actor), batch).samples;
}

static struct work all_work(const struct wf_scenario *scenario, uint64_t training)
{
    enum wf_role_id worker = scenario->paradigm->worker;
    struct work work = {0, 0};
    for (uint32_t i = 0; i < scenario->participant_count[worker]; i++)
        add_work(scenario, &scenario->participants[worker][i], training, &work);
    return work;
}

/* Of one that is drawn from so many, on average. */
static double of_gateway(const struct wf_scenario *scenario, uint32_t gateway, uint64_t training,
                         double *active)
{
    uint32_t first = scenario->first_member[gateway], end = scenario->first_member[gateway + 1];
    const struct wf_actor *actor =
        wf_scenario_actor(scenario, &scenario->participants[WF_GATEWAY][gateway]);
    struct work work = {0, 0};
    for (uint32_t i = first; i < end; i++)
        add_work(scenario, &scenario->participants[WF_LEARNER][scenario->members[i]], training,
                 &work);
    *active += scenario->gateways[gateway].active;
    return end == first ? 0
                        : work.trained * scenario->gateways[gateway].active / (end - first) *
                              (double)actor->values.gateway.local_rounds;
}

/* Samples of a round of gateways, and their learners that are active at a time. */
static double of_gateways(const struct wf_scenario *scenario, uint64_t training, double *active)
{
    double samples = 0, share = (double)scenario->active / scenario->participant_count[WF_GATEWAY];
    *active = 0;
    for (uint32_t i = 0; i < scenario->participant_count[WF_GATEWAY]; i++)
        samples += of_gateway(scenario, i, training, active);
    *active *= share;
    return samples * share;
}

/* Samples of a round, and the clients that are active at a time. A cohort that is chosen is taken
 * to hold as much as a drawn one, on average. */
static double of_round(const struct wf_scenario *scenario, uint64_t training,
                       const struct work *work, double *active)
{
    uint32_t all = scenario->participant_count[scenario->paradigm->worker];
    *active = all;
    if (scenario->paradigm->leader != WF_SERVER)
        return work->trained;
    if (scenario->participant_count[WF_GATEWAY])
        return of_gateways(scenario, training, active);
    const struct wf_server *server = wf_scenario_server(scenario);
    double updates = *active = scenario->active;
    if (server->aggregation == WF_AGGREGATE_BUFFERED && server->buffer != WF_COUNT_UNSET)
        updates = (double)server->buffer;
    if (server->aggregation == WF_AGGREGATE_BUFFERED && server->concurrency != WF_COUNT_UNSET)
        *active = (double)server->concurrency;
    return work->trained * updates / all;
}

/* ---- rounds ---- */

static double rounds_of(double ratio, double epochs, double share)
{
    return ceil(ratio * epochs / share - 1e-9);
}

static void add_law(const struct wf_passes *passes, const struct wf_buffer *words,
                    struct wf_buffer *out)
{
    wf_buffer_printf(out,
                     "assumed: %.4g times the passes of the centralised training (%.3g to %.3g), "
                     "by the law of passes for %s",
                     passes->ratio, passes->low, passes->high, words->text);
}

char *wf_passes_resolve(struct wf_scenario *scenario, uint64_t training,
                        struct wf_convergence_result *found)
{
    struct wf_convergence_result epochs;
    struct work work = all_work(scenario, training);
    double active, samples = of_round(scenario, training, &work, &active);
    double all = (double)wf_scenario_total_trained_on(scenario, training);
    char *why = NULL, number[32];
    if (!wf_convergence_reference(&scenario->workload, scenario->target, training > 1, &epochs,
                                  &why))
        return why;
    if (!(samples > 0 && all > 0))
        return wf_format("a passes-ratio needs samples to pass over; those who train hold none");
    struct wf_passes passes = {found->passes_ratio, found->low, found->high};
    struct wf_buffer words = {0}, source = {0};
    if (found->passes_ratio < 0) {
        why = wf_passes_find(active, work.trained / work.held, wf_scenario_plan(scenario)->data,
                             &passes, &words);
        found->provenance = WF_ASSUMED;
        if (!why)
            add_law(&passes, &words, &source);
    } else {
        wf_buffer_printf(&source, "%.4g times the passes of the centralised training",
                         passes.ratio);
    }
    wf_buffer_printf(&source, "; x %s epochs (%s) / %.4g passes a round",
                     wf_number_text(epochs.value, number, sizeof number),
                     wf_provenance_name(epochs.provenance), samples / all);
    if (found->source)
        wf_buffer_printf(&source, "; %s", found->source);
    found->value = rounds_of(passes.ratio, epochs.value, samples / all);
    found->low = rounds_of(passes.low, epochs.value, samples / all);
    found->high = rounds_of(passes.high, epochs.value, samples / all);
    if (epochs.provenance > found->provenance)
        found->provenance = epochs.provenance;
    found->source = wf_arena_intern_text(&scenario->arena, source.text);
    wf_buffer_release(&words);
    wf_buffer_release(&source);
    return why;
}
