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

/* ---- drawing ---- */

void wf_factors_groups(const struct wf_factors *factors, uint32_t *group_of)
{
    for (size_t i = 0; i < factors->count; i++)
        group_of[factors->items[i].column] = factors->items[i].group;
}

void wf_factors_draw(const struct wf_factors *factors, const double *u, double *values)
{
    for (size_t i = 0; i < factors->count; i++)
        values[i] = wf_shape_quantile(&factors->items[i].shape, u[factors->items[i].column]);
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
    if (!factor->times)
        return wf_factor_key_number(&factor->parts, value);
    char number[32];
    return wf_format("x %s", wf_number_text(value, number, sizeof number));
}
