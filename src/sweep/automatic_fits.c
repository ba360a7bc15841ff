#include "sweep/automatic_fits.h"
#include "sweep/factor_fit.h"
#include <stdlib.h>
#include <string.h>

/* A fit that hosts name. */
struct fit {
    const char *name; /* as they do; borrowed */
    struct wf_fit_table table;
    struct wf_factor_key *parts; /* of each row */
    bool *own;                   /* a figure of the hosts that name the fit */
    struct wf_fit_use *uses;
    size_t use_count;
};

/* What names the hosts of its own rows while they are taken apart. */
static const char ANY[] = "*";

static void release(struct fit *fit)
{
    for (size_t i = 0; fit->parts && i < fit->table.count; i++)
        wf_factor_key_release(&fit->parts[i]);
    for (size_t i = 0; i < fit->use_count; i++)
        free(fit->uses[i].key);
    free(fit->parts);
    free(fit->own);
    free(fit->uses);
    wf_fit_table_release(&fit->table);
}

/* ---- reading ---- */

/* @return 0, or -1 after mistakes, which are reported */
static int read_keys(struct fit *fit, struct wf_diag *diag)
{
    int status = 0;
    fit->parts = wf_calloc(fit->table.count + 1, sizeof *fit->parts);
    fit->own = wf_calloc(fit->table.count + 1, sizeof *fit->own);
    for (size_t i = 0; i < fit->table.count; i++) {
        char *why, *key = wf_fit_key(fit->table.keys[i], ANY, &why);
        if (why) {
            wf_diag_error(diag, fit->table.path, fit->table.lines[i], "factor '%s': %s",
                          fit->table.keys[i], why);
            status = -1;
        } else {
            free(wf_factor_key_read(key, &fit->parts[i]));
            fit->own[i] = strcmp(key, fit->table.keys[i]) != 0;
        }
        free(why);
        free(key);
    }
    return status;
}

/* Its own rows are of pstates that the hosts have. */
static int check_pstates(const struct fit *fit, const struct wf_platform *platform,
                         struct wf_diag *diag)
{
    for (uint32_t h = 0; h < platform->host_count; h++) {
        const struct wf_host_class *class = platform->hosts[h].class;
        if (!class->site->fit || strcmp(class->site->fit, fit->name))
            continue;
        for (size_t i = 0; i < fit->table.count; i++) {
            uint32_t pstate = fit->parts[i].pstate;
            if (!fit->own[i] || pstate == WF_EVERY_PSTATE || pstate < class->pstate_count)
                continue;
            wf_diag_error(diag, fit->table.path, fit->table.lines[i],
                          "'%s': host '%s' has no pstate %u; expected 0 to %u, or the fit of this "
                          "platform",
                          fit->table.keys[i], platform->hosts[h].name, pstate,
                          class->pstate_count - 1);
            return -1;
        }
    }
    return 0;
}

/* The fit that @p name, of the host of a figure, names. @return 0, or -1 after mistakes */
static int load(struct fit *fit, const char *name, const struct wf_figure *figure,
                const struct wf_platform *platform, struct wf_diag *diag)
{
    struct wf_err err = {0};
    char *path = wf_text_beside(platform->path, name);
    size_t before = diag->error_count;
    *fit = (struct fit){.name = name};
    int status = wf_fit_table_read(path, &fit->table, diag, &err);
    if (status < 0 && diag->error_count == before)
        wf_diag_error(diag, platform->path, figure->origin.line, "<%s> prop 'fit': %s",
                      figure->target, err.text);
    free(path);
    if (status == 0)
        status = read_keys(fit, diag);
    return status == 0 ? check_pstates(fit, platform, diag) : -1;
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
    const struct wf_factor_key *parts = &fit->parts[row];
    const char *named = name_of(automatic, figure);
    if (strcmp(parts->prop, figure->prop) || parts->part != figure->part ||
        (parts->pstate != figure->pstate && parts->pstate != WF_EVERY_PSTATE) ||
        !wf_study_figure_is_of(figure, parts->target))
        return false;
    if (fit->own[row])
        return named && !strcmp(named, fit->name);
    return parts->glob ? wf_study_figure_names_all(automatic->study->platform, figure, parts->glob)
                       : wf_fit_is_value(figure->value, fit->table.value[row]);
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
        for (size_t row = 0; !figure->drawn && row < fit->table.count; row++)
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
        struct fit fit;
        if (load(&fit, name, figure, automatic->study->platform, diag) == 0) {
            find_uses(automatic, &fit);
            wf_factors_add_fit(automatic->factors, &fit.table, fit.uses, fit.use_count, diag);
        }
        release(&fit);
    }
    free(seen);
}
