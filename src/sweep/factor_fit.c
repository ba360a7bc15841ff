#include "sweep/factor_fit.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Watts are written with five digits. */
static const double WRITTEN = 1e-4;

/* ---- keys ---- */

/* Why a row names no figure of a host: by its prop, else by what stands behind it. */
static char *why_not_of_host(const char *row)
{
    struct wf_factor_key parts;
    char *prop = wf_format("host.*.%.*s", (int)strcspn(row, "."), row);
    char *why = wf_factor_key_read(prop, &parts);
    wf_factor_key_release(&parts);
    free(prop);
    if (why)
        return why;
    char *key = wf_format("host.*.%s", row);
    why = wf_factor_key_read(key, &parts);
    wf_factor_key_release(&parts);
    free(key);
    return why;
}

/* A key that has a target. One of a job is of one deployment where that is said. */
static char *key_with_target(const char *row, const char *deployment, char **why)
{
    struct wf_factor_key parts;
    char *key = wf_strdup(row);
    *why = wf_factor_key_read(key, &parts);
    if (!*why && deployment && !parts.label && !wf_factor_key_is_common(&parts)) {
        free(key);
        key = wf_format("%s:%s", deployment, row);
        wf_factor_key_release(&parts);
        *why = wf_factor_key_read(key, &parts);
    }
    wf_factor_key_release(&parts);
    if (!*why)
        return key;
    free(key);
    return NULL;
}

char *wf_fit_key(const char *row, struct wf_fit_of of, char **why)
{
    if (wf_factor_key_has_target(row))
        return key_with_target(row, of.deployment, why);
    *why = why_not_of_host(row);
    if (!*why && !of.host)
        *why = wf_format("'%s' is a figure of a host, and the file does not say which; expected "
                         "host.NAME.%s, or the attribute 'host' in <factors>",
                         row, row);
    return *why ? NULL : wf_format("host.%s.%s", of.host, row);
}

/* ---- one factor ---- */

struct adding {
    struct wf_factors *factors;
    const struct wf_fit_table *fit;
    struct wf_diag *diag;
    bool wrong;
};

static void report(struct adding *adding, size_t row, const char *key, char *why)
{
    if (!why)
        return;
    adding->wrong = true;
    wf_diag_error(adding->diag, adding->fit->path, adding->fit->lines[row], "factor '%s': %s", key,
                  why);
    free(why);
}

static char *out_of_range(const struct wf_factor_key *parts, double value)
{
    char text[32];
    struct wf_buffer range = {0};
    if (value >= parts->least && value <= parts->most)
        return NULL;
    wf_factor_key_expectation(parts, &range);
    char *why = wf_format("its estimate %s is out of range; expected %s",
                          wf_number_text(value, text, sizeof text), range.text);
    wf_buffer_release(&range);
    return why;
}

static bool is_factor(const struct wf_factors *factors, const char *key)
{
    for (size_t i = 0; i < factors->count; i++)
        if (!strcmp(factors->items[i].key, key))
            return true;
    return false;
}

/* Its mistakes are reported. @return whether it can be a factor */
static bool check_use(struct adding *adding, const struct wf_fit_use *use)
{
    struct wf_factor_key parts;
    char *why = wf_factor_key_read(use->key, &parts);
    bool several =
        parts.listed && parts.part == WF_FIGURE_WHOLE && parts.prop && strcmp(parts.prop, "speed");
    if (!why && (!parts.number || parts.seed))
        why = wf_format("it is no number that a fit could tell");
    else if (!why && several)
        why = wf_format("'%s' has several watts; expected a part behind it", parts.prop);
    else if (!why && is_factor(adding->factors, use->key))
        why = wf_format("it is a factor already%s",
                        parts.label || wf_factor_key_is_common(&parts)
                            ? ""
                            : "; the attribute 'deployment' in <factors> says whose it is");
    else if (!why)
        why = out_of_range(&parts, adding->fit->value[use->row]);
    wf_factor_key_release(&parts);
    bool well = !why;
    report(adding, use->row, use->key, why);
    return well;
}

static void keep_use(struct adding *adding, const struct wf_fit_use *use, size_t joint,
                     uint32_t member)
{
    struct wf_factor_joint *of = &adding->factors->joints[joint];
    const char *slash = strrchr(of->file, '/'); /* a sweep may go on in another folder */
    struct wf_factor factor = {.key = wf_strdup(use->key),
                               .value = NAN,
                               .word = WF_FITTED,
                               .source = wf_format("fit %s", slash ? slash + 1 : of->file),
                               .group = of->group,
                               .column = of->column,
                               .joint = (uint32_t)joint + 1,
                               .member = member,
                               .origin = {of->file, adding->fit->lines[use->row]}};
    free(wf_factor_key_read(use->key, &factor.parts)); /* it was checked */
    factor.label = factor.parts.label;
    factor.dimension = factor.parts.dimension;
    double value = of->law.value[member], half = wf_joint_half_width(&of->law, member);
    double least = factor.parts.least, most = factor.parts.most;
    factor.shape = (struct wf_shape){.kind = WF_SHAPE_NORMAL,
                                     .low = value - half,
                                     .high = value + half,
                                     .centre = value,
                                     .least = least,
                                     .most = most,
                                     .whole = factor.parts.whole};
    wf_joint_cut(&of->law, member, least, most);
    wf_factors_keep(adding->factors, &factor);
}

/* ---- their law ---- */

/* The rows that are used and vary, each once. @param[out] rows  of fit->count */
static size_t rows_of(const struct wf_fit_table *fit, const struct wf_fit_use *uses, size_t count,
                      size_t *rows)
{
    size_t used = 0;
    for (size_t row = 0; row < fit->count; row++) {
        bool any = false;
        for (size_t i = 0; i < count; i++)
            any |= uses[i].row == row;
        if (any && fit->error[row] > 0)
            rows[used++] = row;
    }
    return used;
}

/* @return its index in the factors */
static size_t keep_law(struct wf_factors *factors, const struct wf_fit_table *fit,
                       const size_t *rows, size_t count)
{
    double *value = wf_calloc(count, sizeof *value), *error = wf_calloc(count, sizeof *error);
    double *freedom = wf_calloc(count, sizeof *freedom);
    double *correlation = wf_calloc(count * count, sizeof *correlation);
    for (size_t i = 0; i < count; i++) {
        value[i] = fit->value[rows[i]];
        error[i] = fit->error[rows[i]];
        freedom[i] = fit->freedom[rows[i]];
        for (size_t j = 0; j < count; j++)
            correlation[i * count + j] = fit->correlation[rows[i] * fit->count + rows[j]];
    }
    struct wf_joint law; /* a part of a law is a law: the whole was checked */
    wf_joint_make(&law, count, value, error, correlation, freedom);
    free(value);
    free(error);
    free(freedom);
    free(correlation);
    return wf_factors_keep_joint(factors, &law, fit->path);
}

int wf_factors_add_fit(struct wf_factors *factors, const struct wf_fit_table *fit,
                       const struct wf_fit_use *uses, size_t count, struct wf_diag *diag)
{
    struct adding adding = {factors, fit, diag, false};
    for (size_t i = 0; i < count; i++)
        check_use(&adding, &uses[i]);
    if (adding.wrong)
        return -1;
    size_t *rows = wf_calloc(fit->count + 1, sizeof *rows);
    size_t used = rows_of(fit, uses, count, rows);
    size_t joint = used ? keep_law(factors, fit, rows, used) : 0;
    for (size_t i = 0; i < count; i++)
        for (size_t member = 0; member < used; member++)
            if (rows[member] == uses[i].row)
                keep_use(&adding, &uses[i], joint, (uint32_t)member);
    free(rows);
    return 0;
}

int wf_factors_add_whole_fit(struct wf_factors *factors, const struct wf_fit_table *fit,
                             struct wf_fit_of of, struct wf_diag *diag)
{
    struct adding adding = {factors, fit, diag, false};
    struct wf_fit_use *uses = wf_calloc(fit->count + 1, sizeof *uses);
    for (size_t i = 0; i < fit->count; i++) {
        char *why;
        uses[i] = (struct wf_fit_use){i, wf_fit_key(fit->keys[i], of, &why)};
        report(&adding, i, fit->keys[i], why);
    }
    int status = adding.wrong ? -1 : wf_factors_add_fit(factors, fit, uses, fit->count, diag);
    for (size_t i = 0; i < fit->count; i++)
        free(uses[i].key);
    free(uses);
    return status;
}

/* ---- is it the fit of these figures? ---- */

bool wf_fit_is_value(double value, double fitted)
{
    return fabs(value - fitted) <= WRITTEN * fabs(fitted);
}

void wf_factors_check_fits(const struct wf_factors *factors, struct wf_diag *diag)
{
    char here[32], there[32];
    for (size_t i = 0; i < factors->count; i++) {
        const struct wf_factor *factor = &factors->items[i];
        const struct wf_factor_joint *joint =
            factor->joint ? &factors->joints[factor->joint - 1] : NULL;
        if (!joint || !joint->file ||
            wf_fit_is_value(factor->value, joint->law.value[factor->member]))
            continue;
        wf_quantity_text(joint->law.value[factor->member], factor->dimension, there, sizeof there);
        if (isnan(factor->value))
            wf_diag_error(diag, factor->origin.file, factor->origin.line,
                          "factor '%s': it is %s in the fit, and here those that it names differ, "
                          "or have none; expected the fit's value in all of them",
                          factor->key, there);
        else
            wf_diag_error(
                diag, factor->origin.file, factor->origin.line,
                "factor '%s': it is %s in the fit, and %s here: the fit is of another platform, "
                "or the figure was changed since; calibrate again",
                factor->key, there,
                wf_quantity_text(factor->value, factor->dimension, here, sizeof here));
    }
}
