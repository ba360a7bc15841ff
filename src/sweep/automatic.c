#include "sweep/automatic.h"
#include "scenario/figure_text.h"
#include "sweep/automatic_add.h"
#include "sweep/automatic_rounds.h"
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

static const char NO_KEY[] = "one key does not set all that have it",
                  CHOICE[] = "a choice is not drawn";

/* What an experimenter, or an accountant, chooses: not a chance. */
static const char *const choices[] = {"share",         "attribution", "samples",
                                      "samples-share", "new-samples", "evaluation-samples"};

void wf_fixed_figures_release(struct wf_fixed_figures *fixed)
{
    for (size_t i = 0; fixed && i < fixed->count; i++)
        free(fixed->items[i].key);
    if (fixed)
        free(fixed->items);
}

static void fix(const struct wf_automatic *automatic, const char *key, const char *why)
{
    struct wf_fixed_figures *fixed = automatic->fixed;
    if (!fixed)
        return;
    fixed->items = wf_realloc(fixed->items, (fixed->count + 1) * sizeof *fixed->items);
    fixed->items[fixed->count++] = (struct wf_fixed_figure){wf_strdup(key), why};
}

/* Does a factor vary the figure, or @p prop of its target, already? */
static bool is_named(const struct wf_automatic *automatic, const struct wf_figure *figure,
                     const char *prop)
{
    const char *glob = wf_study_figure_glob(figure);
    for (size_t i = 0; i < automatic->named; i++) {
        const struct wf_factor_key *key = &automatic->factors->items[i].parts;
        if (!key->prop || strcmp(key->prop, prop) ||
            (key->pstate != WF_EVERY_PSTATE && key->pstate != figure->pstate) ||
            (key->part != WF_FIGURE_WHOLE && key->part != figure->part))
            continue;
        if (!key->target || !glob || !key->glob
                ? !key->target || wf_study_figure_is_of(figure, key->target)
                : wf_study_figure_is_of(figure, key->target) && fnmatch(key->glob, glob, 0) == 0)
            return true;
    }
    return false;
}

static bool is_choice(const char *prop)
{
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        if (!strcmp(choices[i], prop))
            return true;
    return false;
}

static const char *add_entry(const struct wf_automatic *automatic, struct wf_study_figure *entry,
                             const char *key)
{
    struct wf_figure *figure = &entry->figure;
    char *names = NULL;
    if (is_named(automatic, figure, figure->prop) ||
        (wf_study_figure_is_rounds(figure) && is_named(automatic, figure, "passes-ratio")))
        return NULL;
    if (is_choice(figure->prop))
        return CHOICE;
    if (!figure->exact && !(wf_study_figure_is_of(figure, "zone") && figure->count == 1) &&
        !(names = wf_study_figure_names(automatic->study->platform, figure)))
        return NO_KEY;
    if (wf_study_figure_is_rounds(figure))
        return wf_automatic_add_rounds(automatic, entry);
    const struct wf_default_facts facts = wf_automatic_facts(automatic, entry);
    const struct wf_default *row = wf_defaults_find(automatic->defaults, &facts);
    struct wf_belief belief;
    if (figure->sourced.low < figure->sourced.high)
        belief = wf_belief_from_interval(figure);
    else if (row)
        belief = wf_belief_from_default(row, figure);
    else {
        free(names);
        return wf_automatic_no_bounds;
    }
    char *own = names ? wf_study_figure_key(figure, names) : wf_strdup(key);
    const char *why = wf_automatic_add_keys(automatic, entry, own, &belief);
    free(own);
    free(names);
    free(belief.source);
    return why;
}

void wf_factors_add_automatic(struct wf_factors *factors, const struct wf_study *study,
                              const struct wf_defaults *defaults, struct wf_fixed_figures *fixed)
{
    struct wf_automatic automatic = {.factors = factors,
                                     .named = factors->count,
                                     .study = study,
                                     .defaults = defaults,
                                     .fixed = fixed};
    wf_study_figures_make(study, &automatic.figures);
    for (size_t i = 0; i < automatic.figures.count; i++) {
        char *key = wf_figure_key(&automatic.figures.items[i].figure);
        const char *why = add_entry(&automatic, &automatic.figures.items[i], key);
        if (why)
            fix(&automatic, key, why);
        free(key);
    }
    wf_automatic_add_reference(&automatic);
    wf_automatic_add_passes_law(&automatic);
    wf_study_figures_release(&automatic.figures);
}
