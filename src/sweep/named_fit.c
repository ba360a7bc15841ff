#include "sweep/named_fit.h"
#include "platform/site_provenance.h"
#include "sweep/factor_fit.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What names the hosts of its own rows while they are taken apart. */
static const char ANY[] = "*";

void wf_named_fit_release(struct wf_named_fit *fit)
{
    for (size_t i = 0; fit->parts && i < fit->table.count; i++)
        wf_factor_key_release(&fit->parts[i]);
    free(fit->parts);
    free(fit->own);
    wf_fit_table_release(&fit->table);
}

/* @return 0, or -1 after mistakes, which are reported */
static int read_keys(struct wf_named_fit *fit, struct wf_diag *diag)
{
    int status = 0;
    fit->parts = wf_calloc(fit->table.count + 1, sizeof *fit->parts);
    fit->own = wf_calloc(fit->table.count + 1, sizeof *fit->own);
    for (size_t i = 0; i < fit->table.count; i++) {
        char *why, *key = wf_fit_key(fit->table.keys[i], (struct wf_fit_of){.host = ANY}, &why);
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

static bool is_named_by(const struct wf_named_fit *fit, const struct wf_host_class *class)
{
    return class->site->fit && !strcmp(class->site->fit, fit->name);
}

/* Its own rows are of pstates that the hosts have. */
static int check_pstates(const struct wf_named_fit *fit, const struct wf_platform *platform,
                         struct wf_diag *diag)
{
    for (uint32_t h = 0; h < platform->host_count; h++) {
        const struct wf_host_class *class = platform->hosts[h].class;
        for (size_t i = 0; is_named_by(fit, class) && i < fit->table.count; i++) {
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

int wf_named_fit_load(struct wf_named_fit *fit, const char *name,
                      const struct wf_platform *platform, const char *host, uint32_t line,
                      struct wf_diag *diag)
{
    struct wf_err err = {0};
    char *path = wf_text_beside(platform->path, name);
    size_t before = diag->error_count;
    *fit = (struct wf_named_fit){.name = name};
    int status = wf_fit_table_read(path, &fit->table, diag, &err);
    if (status < 0 && diag->error_count == before)
        wf_diag_error(diag, platform->path, line, "<host %s> prop 'fit': %s", host, err.text);
    free(path);
    if (status == 0)
        status = read_keys(fit, diag);
    return status == 0 ? check_pstates(fit, platform, diag) : -1;
}

/* ---- is it of these figures? ---- */

static double value_of(const struct wf_factor_key *key, const struct wf_host_class *class)
{
    uint32_t pstate = key->pstate == WF_EVERY_PSTATE ? 0 : key->pstate;
    if (key->row)
        return wf_provenance_value(key->row, class->site);
    if (!strcmp(key->prop, "speed"))
        return class->speed_flop_per_s[pstate];
    if (strcmp(key->prop, "wattage_per_state") || !class->watts)
        return NAN;
    return key->part == WF_FIGURE_IDLE      ? class->watts[pstate].idle_w
           : key->part == WF_FIGURE_EPSILON ? class->watts[pstate].epsilon_w
                                            : class->watts[pstate].all_cores_w;
}

/* Figures that are not called fitted (any more) are not drawn by the fit. */
static void check_values(const struct wf_named_fit *fit, const struct wf_platform *platform,
                         const struct wf_host *host, struct wf_diag *diag)
{
    char here[32], there[32];
    for (size_t i = 0; i < fit->table.count; i++) {
        const struct wf_factor_key *key = &fit->parts[i];
        double value = fit->own[i] ? value_of(key, host->class) : NAN;
        if (!fit->own[i] || wf_fit_is_value(value, fit->table.value[i]) ||
            wf_host_sourced(platform, host->class, key->prop, key->pstate, key->part).word !=
                WF_FITTED)
            continue;
        wf_diag_error(diag, fit->table.path, fit->table.lines[i],
                      "'%s' is %s in the fit, and %s on host '%s': the fit is of another platform, "
                      "or the figure was changed since; calibrate again",
                      fit->table.keys[i],
                      wf_quantity_text(fit->table.value[i], key->dimension, there, sizeof there),
                      isnan(value) ? "none"
                                   : wf_quantity_text(value, key->dimension, here, sizeof here),
                      host->name);
    }
}

void wf_named_fits_check(const struct wf_platform *platform, struct wf_diag *diag)
{
    const struct wf_host_class **seen = NULL;
    size_t count = 0;
    for (uint32_t i = 0; i < platform->host_count; i++) {
        const struct wf_host *host = &platform->hosts[i];
        struct wf_named_fit fit;
        bool known = !host->class->site->fit, loaded = false;
        for (size_t j = 0; !known && j < count; j++) { /* few: hosts of a fit are alike */
            known = seen[j] == host->class;
            loaded |= !strcmp(seen[j]->site->fit, host->class->site->fit);
        }
        if (known)
            continue;
        seen = wf_realloc(seen, (count + 1) * sizeof *seen);
        seen[count++] = host->class;
        struct wf_diag unused; /* what is wrong with the file was said of the first */
        wf_diag_init(&unused);
        if (wf_named_fit_load(&fit, host->class->site->fit, platform, host->name, host->line,
                              loaded ? &unused : diag) == 0)
            check_values(&fit, platform, host, diag);
        wf_diag_release(&unused);
        wf_named_fit_release(&fit);
    }
    free(seen);
}
