#include "sweep/factor.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void wf_factor_release(struct wf_factor *factor)
{
    for (size_t i = 0; factor->texts && i < factor->shape.count; i++)
        free(factor->texts[i]);
    free(factor->texts);
    free(factor->numbers);
    free(factor->key);
    free(factor->source);
    wf_factor_key_release(&factor->parts);
}

void wf_factors_release(struct wf_factors *factors)
{
    if (!factors)
        return;
    for (size_t i = 0; i < factors->count; i++)
        wf_factor_release(&factors->items[i]);
    for (size_t i = 0; i < factors->joint_count; i++)
        wf_joint_release(&factors->joints[i].law);
    free(factors->joints);
    free(factors->items);
    wf_arena_release(&factors->arena);
    *factors = (struct wf_factors){0};
}

void wf_factors_keep(struct wf_factors *factors, const struct wf_factor *factor)
{
    if (factors->count == factors->capacity) {
        factors->capacity = factors->capacity ? 2 * factors->capacity : 16;
        factors->items = wf_realloc(factors->items, factors->capacity * sizeof *factors->items);
    }
    factors->items[factors->count++] = *factor;
}

size_t wf_factors_keep_joint(struct wf_factors *factors, const struct wf_joint *law,
                             const char *file)
{
    factors->joints =
        wf_realloc(factors->joints, (factors->joint_count + 1) * sizeof *factors->joints);
    factors->joints[factors->joint_count] = (struct wf_factor_joint){
        .law = *law,
        .file = file ? wf_arena_text(&factors->arena, file, strlen(file)) : NULL,
        .column = factors->columns,
        .group = factors->groups++};
    factors->columns += (uint32_t)wf_joint_coordinates(law);
    return factors->joint_count++;
}

/* ---- wider ---- */

/* Its numbers end where their props do, as before. */
static void widen_joint(struct wf_factors *factors, size_t index, double times)
{
    struct wf_joint *law = &factors->joints[index].law;
    for (size_t i = 0; i < law->count; i++)
        law->error[i] *= times;
    for (size_t i = 0; i < factors->count; i++) {
        const struct wf_factor *factor = &factors->items[i];
        if (factor->joint == index + 1 && law->error[factor->member] > 0)
            wf_joint_cut(law, factor->member, factor->shape.least, factor->shape.most);
    }
}

size_t wf_factors_widen(struct wf_factors *factors, double times)
{
    size_t assumed = 0;
    bool *joint = wf_calloc(factors->joint_count + 1, sizeof *joint);
    for (size_t i = 0; i < factors->count; i++) {
        struct wf_factor *factor = &factors->items[i];
        if (factor->word != WF_ASSUMED)
            continue;
        assumed++;
        factor->shape = wf_shape_widened(&factor->shape, times);
        joint[factor->joint] = true; /* a law is as wide for all of its members */
    }
    for (size_t i = 0; i < factors->joint_count; i++)
        if (joint[i + 1])
            widen_joint(factors, i, times);
    free(joint);
    return assumed;
}

/* ---- drawing ---- */

void wf_factors_groups(const struct wf_factors *factors, uint32_t *group_of)
{
    for (size_t i = 0; i < factors->count; i++)
        group_of[factors->items[i].column] = factors->items[i].group;
    for (size_t i = 0; i < factors->joint_count; i++) {
        const struct wf_factor_joint *joint = &factors->joints[i];
        for (uint32_t j = 0; j < wf_joint_coordinates(&joint->law); j++)
            group_of[joint->column + j] = joint->group;
    }
}

/* What one law says of its members; where their props end, they do. */
static void draw_joint(const struct wf_factors *factors, size_t index, const double *u,
                       double *values)
{
    const struct wf_factor_joint *joint = &factors->joints[index];
    double *drawn = wf_calloc(joint->law.count, sizeof *drawn);
    wf_joint_draw(&joint->law, &u[joint->column], drawn);
    for (size_t i = 0; i < factors->count; i++) {
        const struct wf_factor *factor = &factors->items[i];
        if (factor->joint == index + 1)
            values[i] = fmin(fmax(drawn[factor->member], factor->shape.least), factor->shape.most);
    }
    free(drawn);
}

void wf_factors_draw(const struct wf_factors *factors, const double *u, double *values)
{
    for (size_t i = 0; i < factors->count; i++)
        if (!factors->items[i].joint)
            values[i] = wf_shape_quantile(&factors->items[i].shape, u[factors->items[i].column]);
    for (size_t i = 0; i < factors->joint_count; i++)
        draw_joint(factors, i, u, values);
}

void wf_factors_middle(const struct wf_factors *factors, double *values)
{
    for (size_t i = 0; i < factors->count; i++)
        values[i] = wf_shape_middle(&factors->items[i].shape);
}

uint64_t wf_factors_seed(const struct wf_factors *factors, const double *values, uint64_t seed)
{
    for (size_t i = 0; i < factors->count; i++)
        if (factors->items[i].parts.seed)
            seed = (uint64_t)round(wf_factor_number(&factors->items[i], values[i]));
    return seed;
}

/* ---- what is shown ---- */

const char *wf_factor_noun(const struct wf_factor *factor)
{
    return factor->searched ? "search" : "factor";
}

bool wf_factor_is_number(const struct wf_factor *factor)
{
    for (size_t i = 0; factor->texts && i < factor->shape.count; i++)
        if (isnan(factor->numbers[i]))
            return false;
    return true;
}

static size_t item_of(const struct wf_factor *factor, double value)
{
    size_t item = value > 0 ? (size_t)round(value) : 0;
    return item < factor->shape.count ? item : factor->shape.count - 1;
}

double wf_factor_number(const struct wf_factor *factor, double value)
{
    return factor->texts                           ? factor->numbers[item_of(factor, value)]
           : factor->parts.whole && !factor->times ? round(value)
                                                   : value;
}

char *wf_factor_text(const struct wf_factor *factor, double value)
{
    if (factor->texts)
        return wf_strdup(factor->texts[item_of(factor, value)]);
    char number[32];
    if (!factor->times && factor->parts.unitless) /* SimGrid's watts; --set takes them bare */
        return wf_format("%s %s", wf_number_text(value, number, sizeof number),
                         wf_dimension_unit(factor->parts.dimension));
    if (!factor->times)
        return wf_factor_key_number(&factor->parts, value);
    return wf_format("x %s", wf_number_text(value, number, sizeof number));
}

char *wf_factor_short_key(const char *key)
{
    const char *first = strchr(key, '|'), *last = strrchr(key, '|');
    if (!first || first == last)
        return wf_strdup(key);
    return wf_format("%.*s|..|%s", (int)(first - key), key, last + 1);
}
