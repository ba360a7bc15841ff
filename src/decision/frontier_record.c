#include "decision/frontier_report.h"
#include "decision/influence.h"
#include "output/csv.h"
#include "output/json.h"
#include <math.h>
#include <stdlib.h>

static const char *label_of(const struct wf_frontier *frontier, size_t deployment)
{
    return frontier->sweep->base.labels.items[deployment];
}

/* What the ratio of a line is of. Caller frees. */
static char *ratio_of(const struct wf_frontier *frontier, const struct wf_frontier_line *line)
{
    return line->region == SIZE_MAX
               ? wf_format("%s / %s", label_of(frontier, frontier->second),
                           label_of(frontier, frontier->winner))
               : wf_format("least other / %s", label_of(frontier, line->region));
}

char *wf_frontier_line_name(const struct wf_frontier *frontier, const struct wf_frontier_line *line)
{
    if (line->level == 1 && line->region == SIZE_MAX)
        return wf_strdup("both need the same");
    if (line->level == 1)
        return wf_strdup("two need the same");
    char *ratio = ratio_of(frontier, line), *name = wf_format("%s = %g", ratio, line->level);
    free(ratio);
    return name;
}

static double number_of(const struct wf_frontier *frontier, size_t axis, double value)
{
    return wf_break_even_number(wf_frontier_factor(frontier, axis), value);
}

/* ---- JSON ---- */

static struct json_object *pair_json(const struct wf_frontier *frontier, const double *at)
{
    struct json_object *pair = wf_json_array();
    for (size_t i = 0; i < WF_PLANE_AXES; i++)
        wf_json_append(pair, wf_json_number(number_of(frontier, i, at[i])));
    return pair;
}

static struct json_object *axis_json(const struct wf_frontier *frontier, size_t number)
{
    const struct wf_frontier_axis *axis = &frontier->axes[number];
    const struct wf_factor *factor = wf_frontier_factor(frontier, number);
    const struct {
        const char *name;
        double value;
    } numbers[] = {{"low", axis->low},
                   {"high", axis->high},
                   {"centre", axis->centre},
                   {"from", axis->at[0]},
                   {"to", axis->at[axis->count - 1]}};
    struct json_object *object = wf_json_object();
    wf_json_add(object, "key", wf_json_string(factor->key));
    wf_json_add(object, "times", wf_json_flag(factor->times));
    wf_json_add(object, "unit",
                wf_json_string(factor->times ? "" : wf_dimension_unit(factor->dimension)));
    wf_json_add(object, "logarithmic", wf_json_flag(axis->logarithmic));
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        wf_json_add(object, numbers[i].name,
                    wf_json_number(number_of(frontier, number, numbers[i].value)));
    return object;
}

static struct json_object *line_json(const struct wf_frontier *frontier,
                                     const struct wf_frontier_line *line)
{
    struct json_object *object = wf_json_object(), *points = wf_json_array();
    char *ratio = ratio_of(frontier, line);
    for (size_t i = 0; i < line->count; i++)
        wf_json_append(points, pair_json(frontier, line->points[i].at));
    wf_json_add(object, "level", wf_json_number(line->level));
    wf_json_add(object, "ratio", wf_json_string(ratio));
    wf_json_add(object, "closed", wf_json_flag(line->closed));
    wf_json_add(object, "inside", wf_json_flag(line->crosses));
    wf_json_add(object, "points", points);
    free(ratio);
    return object;
}

static struct json_object *region_json(const struct wf_frontier *frontier,
                                       const struct wf_frontier_region *region)
{
    struct json_object *object = wf_json_object();
    wf_json_add(object, "least", wf_json_string(label_of(frontier, region->deployment)));
    wf_json_add(object, "share", wf_json_number(region->share));
    wf_json_add(object, "share_believed", wf_json_number(region->believed));
    wf_json_add(object, "at", pair_json(frontier, region->in.at));
    return object;
}

struct json_object *wf_frontier_json(const struct wf_frontier *frontier)
{
    if (!frontier || frontier->axis_count < WF_PLANE_AXES)
        return NULL;
    struct json_object *object = wf_json_object(), *keys = wf_json_array();
    struct json_object *axes = wf_json_array(), *levels = wf_json_array();
    struct json_object *lines = wf_json_array(), *regions = wf_json_array();
    for (size_t i = 0; i < WF_PLANE_AXES; i++) {
        wf_json_append(keys, wf_json_string(wf_frontier_factor(frontier, i)->key));
        wf_json_append(axes, axis_json(frontier, i));
    }
    for (size_t i = 0; i < frontier->level_count; i++)
        wf_json_append(levels, wf_json_number(frontier->levels[i]));
    for (size_t i = 0; i < frontier->line_count; i++)
        wf_json_append(lines, line_json(frontier, &frontier->lines[i]));
    for (size_t i = 0; i < frontier->region_count; i++)
        wf_json_append(regions, region_json(frontier, &frontier->regions[i]));
    wf_json_add(object, "keys", keys);
    wf_json_add(object, "axes", axes);
    wf_json_add(object, "levels", levels);
    wf_json_add(object, "lines", lines);
    wf_json_add(object, "regions", regions);
    return object;
}

/* ---- CSV ---- */

void wf_frontier_csv(const struct wf_frontier *frontier, struct wf_buffer *out)
{
    wf_csv_text(out, "line");
    wf_csv_text(out, "ratio");
    wf_csv_text(out, "level");
    for (size_t i = 0; i < WF_PLANE_AXES; i++)
        wf_csv_text(out, wf_frontier_factor(frontier, i)->key);
    wf_csv_end(out);
    for (size_t i = 0; i < frontier->line_count; i++) {
        const struct wf_frontier_line *line = &frontier->lines[i];
        char *ratio = ratio_of(frontier, line);
        for (size_t j = 0; j < line->count + line->closed; j++) {
            const struct wf_frontier_point *point = &line->points[j % line->count];
            wf_csv_count(out, i + 1);
            wf_csv_text(out, ratio);
            wf_csv_number(out, line->level);
            for (size_t k = 0; k < WF_PLANE_AXES; k++)
                wf_csv_number(out, number_of(frontier, k, point->at[k]));
            wf_csv_end(out);
        }
        free(ratio);
    }
}
