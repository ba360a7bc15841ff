#include "decision/draws.h"
#include "decision/frontier_report.h"
#include "decision/influence.h"
#include "output/chart.h"
#include "output/contours.h"
#include "sweep/picture_name.h"
#include <math.h>
#include <stdlib.h>

/* ---- what both pictures have ---- */

static struct wf_chart_axis axis_of(const struct wf_frontier *frontier, size_t number)
{
    const struct wf_factor *factor = wf_frontier_factor(frontier, number);
    return (struct wf_chart_axis){.name = factor->key,
                                  .dimension = factor->times ? WF_DIM_NUMBER : factor->dimension,
                                  .log = frontier->axes[number].logarithmic};
}

static const char *label_of(const struct wf_frontier *frontier, size_t deployment)
{
    return frontier->sweep->base.labels.items[deployment];
}

/* ---- the plane ---- */

enum { DOTS_MOST = 512 };

/* The two factors in the draws. */
static size_t read_dots(const struct wf_frontier *frontier, const struct wf_sweep *draws,
                        double *dots[WF_PLANE_AXES])
{
    const struct wf_factors *factors = &draws->file->factors;
    uint64_t count, *points = wf_draws_points(&draws->design, &count);
    double *u = wf_calloc(draws->design.columns + 1, sizeof *u);
    double *values = wf_calloc(factors->count + 1, sizeof *values);
    count = count < DOTS_MOST ? count : DOTS_MOST;
    for (size_t i = 0; i < WF_PLANE_AXES; i++)
        dots[i] = wf_calloc(count + 1, sizeof **dots);
    for (uint64_t i = 0; i < count; i++) {
        wf_design_row(&draws->design, points[i], u);
        wf_factors_draw(factors, u, values);
        for (size_t j = 0; j < WF_PLANE_AXES; j++)
            dots[j][i] = values[frontier->axes[j].factor];
    }
    free(values);
    free(u);
    free(points);
    return count;
}

static struct wf_contours_line line_of(const struct wf_frontier *frontier,
                                       const struct wf_frontier_line *line)
{
    double *x = wf_calloc(2 * line->count + 1, sizeof *x), *y = x + line->count;
    for (size_t i = 0; i < line->count; i++) {
        x[i] = line->points[i].at[0];
        y[i] = line->points[i].at[1];
    }
    return (struct wf_contours_line){.label = wf_frontier_line_name(frontier, line),
                                     .x = x,
                                     .y = y,
                                     .count = line->count,
                                     .closed = line->closed,
                                     .strong = line->level == 1};
}

static int draw_contours(const struct wf_frontier *frontier, const char *path,
                         struct wf_contours *contours, struct wf_err *err)
{
    bool many = frontier->sweep->base.count > 2;
    struct wf_contours_line *lines = wf_calloc(frontier->line_count + 1, sizeof *lines);
    struct wf_contours_note *notes = wf_calloc(frontier->region_count + 1, sizeof *notes);
    for (size_t i = 0; i < frontier->line_count; i++)
        lines[i] = line_of(frontier, &frontier->lines[i]);
    for (size_t i = 0; i < frontier->region_count; i++) {
        const struct wf_frontier_region *region = &frontier->regions[i];
        notes[i] = (struct wf_contours_note){wf_format("%s uses %s",
                                                       label_of(frontier, region->deployment),
                                                       many ? "least" : "less"),
                                             region->in.at[0], region->in.at[1]};
    }
    contours->lines = lines;
    contours->line_count = frontier->line_count;
    contours->notes = notes;
    contours->note_count = frontier->region_count;
    int status =
        wf_contours_draw(path, "who uses less energy, all else at its centre", contours, err);
    for (size_t i = 0; i < frontier->line_count; i++) {
        free((char *)lines[i].label);
        free((double *)lines[i].x);
    }
    for (size_t i = 0; i < frontier->region_count; i++)
        free((char *)notes[i].text);
    free(lines);
    free(notes);
    return status;
}

static int draw_plane(const struct wf_frontier *frontier, const struct wf_sweep *draws,
                      const char *path, struct wf_err *err)
{
    const struct wf_frontier_axis *x = &frontier->axes[0], *y = &frontier->axes[1];
    double *dots[WF_PLANE_AXES];
    struct wf_contours contours = {.x = axis_of(frontier, 0),
                                   .y = axis_of(frontier, 1),
                                   .x_range = {x->at[0], x->at[x->count - 1]},
                                   .y_range = {y->at[0], y->at[y->count - 1]},
                                   .x_box = {x->low, x->high},
                                   .y_box = {y->low, y->high},
                                   .x_centre = x->centre,
                                   .y_centre = y->centre};
    char *file = wf_picture_name(path, "frontier", NULL);
    contours.dot_count = read_dots(frontier, draws, dots);
    contours.dots_x = dots[0];
    contours.dots_y = dots[1];
    int status = draw_contours(frontier, file, &contours, err);
    for (size_t i = 0; i < WF_PLANE_AXES; i++)
        free(dots[i]);
    free(file);
    return status;
}

/* ---- the curves ---- */

/* What the winner needs at @p x, between two places of the axis. */
static double energy_at(const struct wf_frontier *frontier, double x)
{
    const struct wf_frontier_axis *axis = &frontier->axes[0];
    const double *energies = &frontier->energies[frontier->winner * frontier->nodes];
    size_t next = 1;
    while (next + 1 < axis->count && axis->at[next] < x)
        next++;
    double part = (x - axis->at[next - 1]) / (axis->at[next] - axis->at[next - 1]);
    return energies[next - 1] + part * (energies[next] - energies[next - 1]);
}

static int draw_curves(const struct wf_frontier *frontier, double even, const char *path,
                       struct wf_err *err)
{
    const struct wf_frontier_axis *axis = &frontier->axes[0];
    size_t deployments = frontier->sweep->base.count;
    struct wf_chart_series *series = wf_calloc(deployments + 1, sizeof *series);
    const struct wf_chart_axis y = {.name = "energy", .dimension = WF_DIM_ENERGY};
    char *value = wf_break_even_text(wf_frontier_factor(frontier, 0), even);
    char *note = wf_format("both need the same at %s", value);
    char *file = wf_picture_name(path, "curves", NULL);
    bool shown = even >= axis->at[0] && even <= axis->at[axis->count - 1] && axis->count > 1;
    double energy = shown ? energy_at(frontier, even) : NAN;
    for (size_t d = 0; d < deployments; d++)
        series[d] =
            (struct wf_chart_series){label_of(frontier, d), axis->at,
                                     &frontier->energies[d * frontier->nodes], frontier->nodes};
    series[deployments] = (struct wf_chart_series){"both need the same", &even, &energy, 1};
    const struct wf_chart_panel panel = {.x = axis_of(frontier, 0),
                                         .note = shown ? note : NULL,
                                         .series = series,
                                         .count = deployments + shown};
    int status =
        wf_chart_draw(file, "energy, all else at its centre", WF_CHART_CURVES, &y, &panel, 1, err);
    free(series);
    free(value);
    free(note);
    free(file);
    return status;
}

int wf_frontier_draw(const struct wf_frontier *frontier, const struct wf_sweep *draws, double even,
                     const char *path, struct wf_err *err)
{
    if (!frontier->region_count)
        return 0; /* nothing was played */
    return frontier->axis_count > 1 ? draw_plane(frontier, draws, path, err)
                                    : draw_curves(frontier, even, path, err);
}
