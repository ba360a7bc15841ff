#include "scenario/passes.h"
#include "scenario/round_passes.h"
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
    struct wf_round_work round = wf_round_work_of(scenario, training);
    double all = (double)wf_scenario_total_trained_on(scenario, training), samples = round.samples;
    char *why = NULL, number[32];
    if (!wf_convergence_reference(&scenario->workload, scenario->target, training > 1, &epochs,
                                  &why))
        return why;
    if (!(samples > 0 && all > 0))
        return wf_format("a passes-ratio needs samples to pass over; those who train hold none");
    struct wf_passes passes = {.ratio = found->passes_ratio,
                               .low = found->low,
                               .high = found->high,
                               .split = 1,
                               .split_low = 1,
                               .split_high = 1};
    struct wf_buffer words = {0}, source = {0};
    if (found->passes_ratio < 0) {
        why = wf_passes_find(round.active, round.local_passes, wf_scenario_plan(scenario)->data,
                             &scenario->workload.passes_terms, &passes, &words);
        found->provenance = WF_ASSUMED;
        scenario->by_law = true;
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
    if (training == 1)
        scenario->passes = passes;
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
