#include "sweep/automatic_rounds.h"
#include "sweep/automatic_add.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of one parameter of the law of passes, which is of the task. */
static void add_of_law(struct wf_factors *factors, const char *key, size_t joint, uint32_t member,
                       double low, double high)
{
    struct wf_factor factor = {.key = wf_strdup(key),
                               .value = NAN,
                               .word = WF_ASSUMED,
                               .source = wf_format("law of passes (docs/rounds.md)"),
                               .group = factors->joints[joint].group,
                               .column = factors->joints[joint].column + member,
                               .joint = (uint32_t)joint + 1,
                               .member = member,
                               .origin = {"automatic", 0}};
    char *why = wf_factor_key_read(key, &factor.parts);
    free(why); /* there are such keys */
    factor.dimension = factor.parts.dimension;
    factor.shape = (struct wf_shape){.kind = WF_SHAPE_NORMAL,
                                     .low = low,
                                     .high = high,
                                     .centre = NAN,
                                     .least = factor.parts.least,
                                     .most = factor.parts.most};
    wf_factors_keep(factors, &factor);
}

/* One of the same fit, drawn by its shape. */
static void add_beside_law(const struct wf_automatic *automatic, const char *key, size_t joint,
                           double low, double centre, double high)
{
    const struct wf_belief belief = {WF_SHAPE_LOGNORMAL, low, centre, high,
                                     "law of passes (docs/rounds.md)"};
    if (!(low < high) || wf_automatic_add(automatic, key, &belief, WF_ASSUMED))
        return;
    struct wf_factor *factor = &automatic->factors->items[automatic->factors->count - 1];
    factor->group = automatic->factors->joints[joint].group;
}

/* Exponents of cohort and local epochs are drawn together; residual and split beside them. All are
 * one group. */
static void add_law(const struct wf_automatic *automatic, const struct wf_passes *split)
{
    const struct wf_passes_belief known = wf_passes_belief();
    const double value[] = {known.active, known.epochs},
                 error[] = {known.active_error, known.epochs_error},
                 correlation[] = {1, known.correlation, known.correlation, 1},
                 freedom[] = {known.freedom, known.freedom};
    struct wf_joint law;
    wf_joint_make(&law, 2, value, error, correlation, freedom);
    double a = wf_joint_half_width(&law, 0), b = wf_joint_half_width(&law, 1);
    size_t joint = wf_factors_keep_joint(automatic->factors, &law, NULL);
    add_of_law(automatic->factors, "workload.passes-active", joint, 0, value[0] - a, value[0] + a);
    add_of_law(automatic->factors, "workload.passes-local-epochs", joint, 1, value[1] - b,
               value[1] + b);
    add_beside_law(automatic, "workload.passes-residual", joint, known.residual_low, 1,
                   known.residual_high);
    if (split)
        add_beside_law(automatic, "workload.passes-split", joint, split->split_low, split->split,
                       split->split_high);
}

/* Does a factor give the passes, or rounds, of a deployment? */
static bool names_passes(const struct wf_automatic *automatic, size_t deployment)
{
    for (size_t i = 0; i < automatic->named; i++) {
        const struct wf_factor *factor = &automatic->factors->items[i];
        bool passes =
            !strcmp(factor->parts.prop, "passes-ratio") || !strcmp(factor->parts.prop, "rounds");
        if (passes && (!factor->label ||
                       wf_labels_find(&automatic->study->labels, factor->label) == deployment))
            return true;
    }
    return false;
}

/* Is a prop of some deployment a factor? */
static bool names_prop(const struct wf_automatic *automatic, const char *prop)
{
    for (size_t i = 0; i < automatic->named; i++)
        if (!strcmp(automatic->factors->items[i].parts.prop, prop))
            return true;
    return false;
}

/* The law holds for all deployments whose passes follow from it: its parameters are drawn once. */
void wf_automatic_add_passes_law(const struct wf_automatic *automatic)
{
    double all_low = 1, all_high = 1;
    const struct wf_passes *split = NULL;
    bool any = false, by_law = false;
    for (size_t i = 0; i < automatic->study->count; i++) {
        const struct wf_scenario *scenario = &automatic->study->scenarios[i];
        const struct wf_passes *passes = &scenario->passes;
        if (!(passes->ratio > 0 && scenario->by_law) || names_passes(automatic, i))
            continue;
        any = true;
        by_law |= passes->by_law;
        split = passes->split > 1 ? passes : split;
        all_low = passes->low / passes->ratio;
        all_high = passes->high / passes->ratio;
    }
    static const char *const keys[] = {"workload.passes-active", "workload.passes-local-epochs",
                                       "workload.passes-residual", "workload.passes-split"};
    for (size_t i = 0; i < 4; i++)
        any &= !wf_factors_have(automatic->factors, keys[i]);
    const struct wf_belief unknown = {WF_SHAPE_LOGNORMAL, all_low, 1, all_high,
                                      "all that was seen (docs/rounds.md)"};
    if (any && by_law)
        add_law(automatic, names_prop(automatic, "data") ? NULL : split);
    else if (any)
        wf_automatic_add(automatic, "workload.passes-residual", &unknown, WF_ASSUMED);
}

/* Rounds, or epochs, of one entry. */
const char *wf_automatic_add_rounds(const struct wf_automatic *automatic,
                                    struct wf_study_figure *entry)
{
    const struct wf_scenario *scenario = wf_study_figure_scenario(automatic->study, entry);
    struct wf_figure *figure = &entry->figure;
    const struct wf_passes *passes = &scenario->passes;
    if (scenario->passes.ratio > 0 && scenario->by_law)
        return NULL; /* by the law */
    char *key = wf_format("%s.%s", figure->target, figure->prop);
    bool epochs = !strcmp(figure->prop, "epochs") &&
                  isnan(wf_scenario_plan(scenario)->rounds); /* of the workload */
    if (scenario->passes.ratio > 0) {
        free(key);
        key = wf_format("%s.passes-ratio", figure->target);
        figure->value = passes->ratio;
        figure->sourced.low = passes->low;
        figure->sourced.high = passes->high;
        figure->prop = "passes-ratio";
    }
    struct wf_default_facts facts = wf_automatic_facts(automatic, entry);
    facts.target = "training";
    const struct wf_default *row = wf_defaults_find(automatic->defaults, &facts);
    const char *why = NULL;
    struct wf_belief belief = {.source = NULL};
    if (figure->sourced.low < figure->sourced.high)
        belief = wf_belief_from_interval(figure);
    else if (row)
        belief = wf_belief_from_default(row, figure);
    else
        why = wf_automatic_no_bounds;
    if (!why && epochs) { /* the reference: common to all that refer to it */
        belief.low /= figure->value;
        belief.centre /= figure->value;
        belief.high /= figure->value;
        why = wf_factors_have(automatic->factors, "workload.epochs-scale")
                  ? NULL
                  : wf_automatic_add(automatic, "workload.epochs-scale", &belief,
                                     figure->sourced.word);
    } else if (!why) {
        why = wf_automatic_add_keys(automatic, entry, key, &belief);
    }
    free(belief.source);
    free(key);
    return why;
}

/* Passes refer to epochs also where no deployment trains in one place. */
void wf_automatic_add_reference(const struct wf_automatic *automatic)
{
    const struct wf_default_facts facts = {
        .target = "training",
        .prop = "epochs",
        .value = 1,
        .workload = automatic->study->count ? automatic->study->scenarios[0].workload.id : NULL,
        .accelerators = NAN,
        .word = WF_MEASURED};
    const struct wf_figure figure = {.value = 1, .sourced = {.word = WF_MEASURED}};
    const struct wf_default *row = wf_defaults_find(automatic->defaults, &facts);
    bool any = false;
    for (size_t i = 0; i < automatic->study->count; i++)
        any |= automatic->study->scenarios[i].passes.ratio > 0;
    if (!any || !row || wf_factors_have(automatic->factors, "workload.epochs-scale"))
        return;
    struct wf_belief belief = wf_belief_from_default(row, &figure);
    wf_automatic_add(automatic, "workload.epochs-scale", &belief, WF_MEASURED);
    free(belief.source);
}
