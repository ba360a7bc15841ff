#include "decision/frontier_report.h"
#include "decision/influence.h"
#include "output/grid.h"
#include <math.h>
#include <stdlib.h>

/* ---- where ---- */

/* "zone.edge.pue 1.3". Caller frees. */
static char *value_text(const struct wf_frontier *frontier, size_t axis, double value, bool named)
{
    const struct wf_factor *factor = wf_frontier_factor(frontier, axis);
    char *text = wf_break_even_text(factor, value), *key = wf_factor_short_key(factor->key);
    char *whole = named ? wf_format("%s %s", key, text) : wf_strdup(text);
    free(key);
    free(text);
    return whole;
}

static void put_point(const struct wf_frontier *frontier, const struct wf_frontier_point *point,
                      struct wf_buffer *out)
{
    char *x = value_text(frontier, 0, point->at[0], true);
    char *y = value_text(frontier, 1, point->at[1], true);
    wf_buffer_printf(out, "%s with %s", x, y);
    free(x);
    free(y);
}

/* "zone.edge.pue 1 to 2.2 and server.rounds 15 to 120" */
static void put_plane(const struct wf_frontier *frontier, struct wf_buffer *out)
{
    for (size_t i = 0; i < WF_PLANE_AXES; i++) {
        const struct wf_frontier_axis *axis = &frontier->axes[i];
        char *from = value_text(frontier, i, axis->at[0], true);
        char *to = value_text(frontier, i, axis->at[axis->count - 1], false);
        wf_buffer_printf(out, "%s%s to %s", i ? " and " : "", from, to);
        free(from);
        free(to);
    }
}

/* ---- lines ---- */

static size_t count_lines(const struct wf_frontier *frontier, bool crossing)
{
    size_t count = 0;
    for (size_t i = 0; i < frontier->line_count; i++)
        count += frontier->lines[i].level == 1 && (!crossing || frontier->lines[i].crosses);
    return count;
}

static void put_line(const struct wf_frontier *frontier, const struct wf_frontier_line *line,
                     struct wf_buffer *out)
{
    if (line->closed) {
        wf_buffer_printf(out, "It is closed, through ");
        put_point(frontier, &line->points[0], out);
    } else {
        wf_buffer_printf(out, "It runs from ");
        put_point(frontier, &line->points[0], out);
        wf_buffer_printf(out, " to ");
        put_point(frontier, &line->points[line->count - 1], out);
    }
    wf_buffer_printf(out, ".\n");
}

static void put_lines(const struct wf_frontier *frontier, struct wf_buffer *out)
{
    enum { LINES_MOST = 3 };
    size_t shown = 0;
    if (frontier->sweep->base.count > 2)
        return; /* each region has its own: the picture shows them */
    for (size_t i = 0; i < frontier->line_count && shown < LINES_MOST; i++)
        if (frontier->lines[i].level == 1) {
            put_line(frontier, &frontier->lines[i], out);
            shown++;
        }
}

/* ---- regions ---- */

static const char *label_of(const struct wf_frontier *frontier, size_t region)
{
    return frontier->sweep->base.labels.items[frontier->regions[region].deployment];
}

static size_t largest(const struct wf_frontier *frontier)
{
    size_t most = 0;
    for (size_t i = 1; i < frontier->region_count; i++)
        if (frontier->regions[i].believed > frontier->regions[most].believed)
            most = i;
    return most;
}

static void put_regions(const struct wf_frontier *frontier, struct wf_buffer *out)
{
    const char *verb = frontier->sweep->base.count > 2 ? "uses least" : "uses less";
    const char *name = label_of(frontier, largest(frontier));
    if (!count_lines(frontier, true)) {
        wf_buffer_printf(out, "It does not enter what is believed of them: there %s %s all over.\n",
                         name, verb);
        return;
    }
    wf_buffer_printf(out, "It divides what is believed of them: ");
    const char *between = "";
    for (size_t i = 0; i < frontier->region_count; i++) {
        if (!(frontier->regions[i].believed > 0))
            continue;
        wf_buffer_printf(out, "%s%s %s in about %.2g %%", between, label_of(frontier, i), verb,
                         100 * frontier->regions[i].believed);
        between = ", ";
    }
    wf_buffer_printf(out, " of it.\n");
}

void wf_frontier_text(const struct wf_frontier *frontier, size_t width, struct wf_buffer *out)
{
    struct wf_buffer lines = {0};
    bool many = frontier->sweep->base.count > 2;
    wf_buffer_printf(out, "\nThe frontier: where %s need the same, all else at its centre\n",
                     many ? "the two that need least" : "both");
    if (!frontier->region_count) {
        wf_buffer_printf(&lines, "Unknown: no point of the plane could be played.\n");
    } else if (!count_lines(frontier, false)) {
        wf_buffer_printf(&lines, "None over ");
        put_plane(frontier, &lines);
        wf_buffer_printf(&lines, ": %s uses %s all over.\n", label_of(frontier, 0),
                         many ? "least" : "less");
    } else {
        put_lines(frontier, &lines);
        put_regions(frontier, &lines);
    }
    wf_grid_wrap(lines.text, width, out);
    wf_buffer_release(&lines);
}

/* ---- one factor ---- */

static void put_crossings(const struct wf_factor *factor, const struct wf_influence *influence,
                          struct wf_buffer *out)
{
    size_t count = influence->crossing_count;
    count = count < WF_CROSSINGS_MAX ? count : WF_CROSSINGS_MAX;
    for (size_t i = 0; i < count; i++) {
        char *value = wf_break_even_text(factor, influence->crossings[i]);
        wf_buffer_printf(out, "%s%s", !i ? "" : i + 1 < count ? ", " : " and ", value);
        free(value);
    }
}

void wf_break_even_write(const struct wf_decision *decision, size_t width, struct wf_buffer *out)
{
    const struct wf_influence *influence = &decision->influences.items[0];
    const struct wf_factor *factor = &decision->sweep->file->factors.items[influence->factor];
    const char *winner = wf_decision_winner(decision), *second = wf_decision_second(decision);
    struct wf_buffer lines = {0};
    if (factor->texts || factor->parts.seed)
        return;
    wf_buffer_printf(out, "\nThe break-even: where %s and %s need the same\n", winner, second);
    if (!influence->crossing_count) {
        wf_buffer_printf(&lines, "None: %s uses less at any %s that was tried.\n", winner,
                         factor->key);
    } else {
        wf_buffer_printf(&lines, "At %s ", factor->key);
        put_crossings(factor, influence, &lines);
        wf_buffer_printf(&lines, ", %s what is believed of it",
                         influence->inside ? "inside" : "outside");
        if (influence->crossing_count == 1)
            wf_buffer_printf(&lines, ": below it %s uses less, above it %s",
                             influence->rises ? second : winner,
                             influence->rises ? winner : second);
        wf_buffer_printf(&lines, ".\n");
    }
    wf_grid_wrap(lines.text, width, out);
    wf_buffer_release(&lines);
}
