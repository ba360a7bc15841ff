#include "study/estimate_text.h"
#include "output/grid.h"
#include "output/json.h"
#include <math.h>
#include <stdio.h>

const char *wf_estimate_digits(double value, char *buffer)
{
    if (isnan(value))
        return "-";
    snprintf(buffer, WF_ESTIMATE_TEXT, "%.5g", value);
    return buffer;
}

const char *wf_estimate_bounds(const struct wf_estimate *estimate, char *buffer)
{
    if (isnan(estimate->value))
        return "-";
    if (isnan(estimate->low))
        return "not known";
    snprintf(buffer, WF_ESTIMATE_TEXT, "%.5g to %.5g", estimate->low, estimate->high);
    return buffer;
}

const char *wf_estimate_percent(double ratio, char *buffer)
{
    if (isnan(ratio))
        return "-";
    snprintf(buffer, WF_ESTIMATE_TEXT, "%+.2f %%", 100 * ratio);
    return buffer;
}

const char *wf_estimate_size(double ratio, char *buffer)
{
    if (isnan(ratio))
        return "-";
    snprintf(buffer, WF_ESTIMATE_TEXT, "%.2f %%", 100 * ratio);
    return buffer;
}

double wf_estimate_worst(const double *ratios, size_t count)
{
    double worst = NAN;
    for (size_t i = 0; i < count; i++)
        worst = fmax(worst, fabs(ratios[i])); /* fmax ignores NaN */
    return worst;
}

struct json_object *wf_estimate_json(const struct wf_estimate *estimate)
{
    if (isnan(estimate->value))
        return NULL;
    struct json_object *object = wf_json_object();
    wf_json_add(object, "value", wf_json_number(estimate->value));
    wf_json_add(object, "low", wf_json_number(estimate->low));
    wf_json_add(object, "high", wf_json_number(estimate->high));
    return object;
}

static const struct wf_estimate *estimate_of(const struct wf_estimate_row *row, const void *values)
{
    return (const struct wf_estimate *)((const char *)values + row->member);
}

void wf_estimate_table_text(const struct wf_estimate_row *rows, size_t count, const void *values,
                            size_t width, struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT, WF_ALIGN_RIGHT, WF_ALIGN_LEFT,
                                           WF_ALIGN_RIGHT};
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 4);
    wf_grid_row(&grid, "figure of the simulation", "value", "", "95 % interval");
    wf_grid_add_rule(&grid);
    for (size_t i = 0; i < count; i++) {
        char value[WF_ESTIMATE_TEXT], bounds[WF_ESTIMATE_TEXT];
        const struct wf_estimate *figure = estimate_of(&rows[i], values);
        const struct wf_estimate scaled = {figure->value * rows[i].scale,
                                           figure->low * rows[i].scale,
                                           figure->high * rows[i].scale};
        wf_grid_row(&grid, rows[i].name, wf_estimate_digits(scaled.value, value), rows[i].unit,
                    wf_estimate_bounds(&scaled, bounds));
    }
    wf_grid_render(&grid, width, out);
    wf_grid_release(&grid);
}

struct json_object *wf_estimate_table_json(const struct wf_estimate_row *rows, size_t count,
                                           const void *values)
{
    struct json_object *object = wf_json_object();
    for (size_t i = 0; i < count; i++)
        wf_json_add(object, rows[i].key, wf_estimate_json(estimate_of(&rows[i], values)));
    return object;
}
