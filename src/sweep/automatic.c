#include "sweep/automatic.h"
#include "scenario/figure_text.h"
#include "sweep/automatic_add.h"
#include "sweep/automatic_fits.h"
#include "sweep/automatic_rounds.h"
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

static void fix(const struct wf_automatic *automatic, const struct wf_figure *figure,
                const char *why)
{
    struct wf_fixed_figures *fixed = automatic->fixed;
    if (!fixed)
        return;
    fixed->items = wf_realloc(fixed->items, (fixed->count + 1) * sizeof *fixed->items);
    fixed->items[fixed->count++] = (struct wf_fixed_figure){wf_figure_key(figure), why};
}

static bool is_choice(const char *prop)
{
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        if (!strcmp(choices[i], prop))
            return true;
    return false;
}

static const char *add_by_belief(const struct wf_automatic *automatic,
                                 const struct wf_study_figure *figure, const char *key)
{
    const struct wf_figure *of = &figure->figure;
    const struct wf_default_facts facts = wf_automatic_facts(automatic, figure);
    const struct wf_default *row = wf_defaults_find(automatic->defaults, &facts);
    bool interval = of->sourced.low < of->sourced.high;
    if (!interval && !row)
        return wf_automatic_no_bounds;
    struct wf_belief belief =
        interval ? wf_belief_from_interval(of) : wf_belief_from_default(row, of);
    const char *why = wf_automatic_add_keys(automatic, figure, key, &belief);
    free(belief.source);
    return why;
}

static const char *add_figure(const struct wf_automatic *automatic, struct wf_study_figure *figure)
{
    const struct wf_figure *of = &figure->figure;
    if (figure->drawn || wf_automatic_is_named(automatic, of, of->prop) ||
        (wf_study_figure_is_rounds(of) && wf_automatic_is_named(automatic, of, "passes-ratio")))
        return NULL;
    if (is_choice(of->prop))
        return CHOICE;
    char *key = wf_automatic_key(automatic, figure);
    const char *why = !key                            ? NO_KEY
                      : wf_study_figure_is_rounds(of) ? wf_automatic_add_rounds(automatic, figure)
                                                      : add_by_belief(automatic, figure, key);
    free(key);
    return why;
}

void wf_factors_add_automatic(struct wf_factors *factors, const struct wf_study *study,
                              const struct wf_defaults *defaults, struct wf_fixed_figures *fixed,
                              struct wf_diag *diag)
{
    struct wf_automatic automatic = {.factors = factors,
                                     .named = factors->count,
                                     .study = study,
                                     .defaults = defaults,
                                     .fixed = fixed};
    wf_study_figures_make(study, &automatic.figures);
    wf_automatic_add_fits(&automatic, diag);
    for (size_t i = 0; i < automatic.figures.count; i++) {
        const char *why = add_figure(&automatic, &automatic.figures.items[i]);
        if (why)
            fix(&automatic, &automatic.figures.items[i].figure, why);
    }
    wf_automatic_add_reference(&automatic);
    wf_automatic_add_passes_law(&automatic);
    wf_study_figures_release(&automatic.figures);
}
