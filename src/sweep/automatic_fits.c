#include "sweep/automatic_fits.h"
#include "sweep/factor_fit.h"
#include "sweep/named_fit.h"
#include <stdlib.h>
#include <string.h>

/* A fit that hosts name, and where its rows are used. */
struct fit {
    struct wf_named_fit named;
    struct wf_fit_use *uses;
    size_t use_count;
};

static void release(struct fit *fit)
{
    for (size_t i = 0; i < fit->use_count; i++)
        free(fit->uses[i].key);
    free(fit->uses);
    wf_named_fit_release(&fit->named);
}

/* ---- which figures it has ---- */

static const char *name_of(const struct wf_automatic *automatic, const struct wf_figure *figure)
{
    const struct wf_site *site = wf_study_figure_is_of(figure, "host")
                                     ? wf_study_figure_site(automatic->study->platform, figure)
                                     : NULL;
    return site ? site->fit : NULL;
}

/* A figure of an actor or of the workload is of the fit only as it was fitted: another deployment
 * may have one of its own. */
static bool is_row(const struct wf_automatic *automatic, const struct fit *fit, size_t row,
                   const struct wf_figure *figure)
{
    const struct wf_factor_key *parts = &fit->named.parts[row];
    const char *named = name_of(automatic, figure);
    if (strcmp(parts->prop, figure->prop) || parts->part != figure->part ||
        (parts->pstate != figure->pstate && parts->pstate != WF_EVERY_PSTATE) ||
        !wf_study_figure_is_of(figure, parts->target))
        return false;
    if (fit->named.own[row])
        return named && !strcmp(named, fit->named.name);
    return parts->glob ? wf_study_figure_names_all(automatic->study->platform, figure, parts->glob)
                       : wf_fit_is_value(figure->value, fit->named.table.value[row]);
}

static void use(const struct wf_automatic *automatic, struct fit *fit, size_t row,
                struct wf_study_figure *figure)
{
    char *key = wf_automatic_key(automatic, figure);
    size_t count = 0;
    char **keys = key ? wf_automatic_keys(automatic, figure, key, &count) : NULL;
    fit->uses = wf_realloc(fit->uses, (fit->use_count + count + 1) * sizeof *fit->uses);
    for (size_t i = 0; i < count; i++)
        fit->uses[fit->use_count++] = (struct wf_fit_use){row, keys[i]};
    figure->drawn = count > 0;
    free(keys);
    free(key);
}

static void find_uses(const struct wf_automatic *automatic, struct fit *fit)
{
    for (size_t i = 0; i < automatic->figures.count; i++) {
        struct wf_study_figure *figure = &automatic->figures.items[i];
        if (figure->drawn || figure->figure.sourced.word != WF_FITTED ||
            wf_automatic_is_named(automatic, &figure->figure, figure->figure.prop))
            continue;
        for (size_t row = 0; !figure->drawn && row < fit->named.table.count; row++)
            if (is_row(automatic, fit, row, &figure->figure))
                use(automatic, fit, row, figure);
    }
}

void wf_automatic_add_fits(struct wf_automatic *automatic, struct wf_diag *diag)
{
    const char **seen = wf_calloc(automatic->figures.count + 1, sizeof *seen);
    size_t count = 0;
    for (size_t i = 0; i < automatic->figures.count; i++) {
        const struct wf_figure *figure = &automatic->figures.items[i].figure;
        const char *name = name_of(automatic, figure);
        bool known = !name || figure->sourced.word != WF_FITTED;
        for (size_t j = 0; !known && j < count; j++)
            known = !strcmp(seen[j], name);
        if (known)
            continue;
        seen[count++] = name;
        struct fit fit = {.uses = NULL};
        if (wf_named_fit_load(&fit.named, name, automatic->study->platform,
                              wf_study_figure_glob(figure), figure->origin.line, diag) == 0) {
            find_uses(automatic, &fit);
            wf_factors_add_fit(automatic->factors, &fit.named.table, fit.uses, fit.use_count, diag);
        }
        release(&fit);
    }
    free(seen);
}
