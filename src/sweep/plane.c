#include "sweep/plane.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double TIMES = 2, TIMES_MOST = 4,
                    MARGIN = 0.1; /* of an axis, behind what it reaches for */

/* ---- which factors ---- */

static bool is_axis(const struct wf_factor *factor)
{
    return !factor->texts && !factor->parts.seed;
}

/* @return its number, or SIZE_MAX with @p err */
static size_t find_key(const struct wf_factors *factors, const char *key, struct wf_err *err)
{
    const char **names = wf_calloc(factors->count + 1, sizeof *names);
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < factors->count; i++) {
        names[i] = factors->items[i].key;
        if (!strcmp(names[i], key))
            found = i;
    }
    if (found == SIZE_MAX)
        wf_err_set(err, WF_EUSAGE, "--frontier '%s': no factor has that key%s", key,
                   wf_hint(wf_text_nearest(key, names, factors->count)).text);
    free(names);
    if (found == SIZE_MAX || is_axis(&factors->items[found]))
        return found;
    wf_err_set(err, WF_EUSAGE,
               "--frontier '%s': expected a factor between two bounds, found a list", key);
    return SIZE_MAX;
}

static int choose_keys(const struct wf_factors *factors, const char *keys, struct wf_plane *plane,
                       struct wf_err *err)
{
    const char *comma = strchr(keys, ',');
    if (!comma || comma == keys || !comma[1] || strchr(comma + 1, ','))
        return wf_err_set(err, WF_EUSAGE, "--frontier '%s': expected KEY1,KEY2", keys);
    char *first = wf_format("%.*s", (int)(comma - keys), keys);
    const char *const both[] = {first, comma + 1};
    for (plane->count = 0; plane->count < WF_PLANE_AXES; plane->count++) {
        plane->factors[plane->count] = find_key(factors, both[plane->count], err);
        if (plane->factors[plane->count] == SIZE_MAX)
            break;
    }
    free(first);
    if (plane->count < WF_PLANE_AXES)
        return -1;
    if (plane->factors[0] == plane->factors[1])
        return wf_err_set(err, WF_EUSAGE, "--frontier '%s': expected two factors, found one", keys);
    return 0;
}

int wf_plane_choose(const struct wf_factors *factors, const char *keys, struct wf_plane *plane,
                    struct wf_err *err)
{
    *plane = (struct wf_plane){.reach = {NAN, NAN}};
    if (keys)
        return choose_keys(factors, keys, plane, err);
    if (factors->count > WF_PLANE_AXES)
        return 0;
    for (size_t i = 0; i < factors->count; i++) {
        if (!is_axis(&factors->items[i])) {
            plane->count = 0;
            return 0;
        }
        plane->factors[plane->count++] = i;
    }
    return 0;
}

/* ---- its ends ---- */

static void ends_of(const struct wf_shape *shape, double times, double *low, double *high)
{
    const struct wf_shape wide = wf_shape_widened(shape, times);
    double low_u, high_u;
    wf_shape_ends(shape, &low_u, &high_u);
    double believed = wf_shape_quantile(shape, low_u);
    *low = wf_shape_quantile(&wide, low_u);
    *high = wf_shape_quantile(&wide, high_u);
    if (believed > 0 && !wf_shape_is_logarithmic(shape))
        *low = fmax(*low, shape->whole ? ceil(believed / times) : believed / times);
}

/* From @p inner through @p reach, a little farther. */
static double beyond(double inner, double reach, bool logarithmic)
{
    return logarithmic ? reach * pow(reach / inner, MARGIN) : reach + MARGIN * (reach - inner);
}

void wf_plane_ends(const struct wf_factor *factor, double reach, double *low, double *high)
{
    const struct wf_shape *shape = &factor->shape;
    bool logarithmic = wf_shape_is_logarithmic(shape);
    double least, most;
    ends_of(shape, TIMES, low, high);
    ends_of(shape, TIMES_MOST, &least, &most);
    double from = *low, to = *high;
    if (reach < from)
        *low = fmax(beyond(to, reach, logarithmic), fmin(least, from));
    if (reach > to)
        *high = fmin(beyond(from, reach, logarithmic), fmax(most, to));
    if (shape->whole) {
        *low = floor(*low);
        *high = ceil(*high);
    }
}

/* ---- its coordinates ---- */

void wf_plane_spread(struct wf_factors *factors, const struct wf_plane *plane)
{
    for (size_t i = 0; i < factors->count; i++)
        factors->items[i].joint = 0;
    for (size_t i = 0; i < plane->count; i++) {
        struct wf_factor *factor = &factors->items[plane->factors[i]];
        struct wf_shape *shape = &factor->shape;
        double low, high;
        wf_plane_ends(factor, plane->reach[i], &low, &high);
        shape->kind = wf_shape_is_logarithmic(shape) ? WF_SHAPE_LOG_UNIFORM : WF_SHAPE_UNIFORM;
        shape->low = low;
        shape->high = high;
        shape->centre = NAN;
        factor->column = factors->columns++;
        factor->group = factors->groups++;
    }
}

static uint32_t first_column(const struct wf_factors *factors, const struct wf_plane *plane)
{
    return factors->columns - (uint32_t)plane->count;
}

void wf_plane_groups(const struct wf_factors *factors, const struct wf_plane *plane,
                     uint32_t *group_of)
{
    uint32_t first = first_column(factors, plane);
    for (uint32_t column = 0; column < factors->columns; column++)
        group_of[column] = column < first ? 0 : column - first;
}

void wf_plane_hold(const struct wf_factors *factors, const struct wf_plane *plane,
                   struct wf_design *design)
{
    for (size_t column = 0; column < first_column(factors, plane); column++)
        wf_design_set_ends(design, column, 0.5, 0.5);
}
