#include "optimum/answer.h"
#include "output/chart.h"
#include <math.h>
#include <stdlib.h>

enum { TRIED, FRONT, BEST, STATED, SERIES };

/* Coordinates of the points of one series. */
struct points {
    double *x, *y;
    size_t count;
};

static void add(struct points *points, const struct wf_goal *goal, const double *results)
{
    points->x[points->count] = results[goal->against->result];
    points->y[points->count++] = results[goal->objective->result];
}

static void gather(const struct wf_answer *answer, struct points *points)
{
    const struct wf_trials *trials = answer->trials;
    for (int i = 0; i < SERIES; i++)
        points[i] = (struct points){.x = wf_calloc(trials->count + 1, sizeof(double)),
                                    .y = wf_calloc(trials->count + 1, sizeof(double))};
    for (size_t i = 0; i < trials->count; i++)
        if (!trials->items[i].reason)
            add(&points[TRIED], answer->goal, trials->items[i].results);
    for (size_t i = 0; i < answer->front.count; i++)
        add(&points[FRONT], answer->goal, trials->items[answer->front.trials[i]].results);
    if (answer->best != SIZE_MAX)
        add(&points[BEST], answer->goal, trials->items[answer->best].results);
    add(&points[STATED], answer->goal, answer->stated);
}

/* Beyond this ratio of the largest to the least value an axis is logarithmic; assumed. */
static const double WIDE = 30;

static bool is_wide(const struct points *points, bool across)
{
    double least = INFINITY, most = 0;
    for (int i = 0; i < SERIES; i++)
        for (size_t j = 0; j < points[i].count; j++) {
            double value = across ? points[i].x[j] : points[i].y[j];
            least = fmin(least, value);
            most = fmax(most, value);
        }
    return least > 0 && most > WIDE * least;
}

int wf_answer_draw(const struct wf_answer *answer, const char *path, struct wf_err *err)
{
    static const char *const labels[SERIES] = {"tried", "front", "best", "as stated"};
    const struct wf_goal *goal = answer->goal;
    struct points points[SERIES];
    struct wf_chart_series series[SERIES];
    size_t count = 0;
    gather(answer, points);
    for (int i = 0; i < SERIES; i++)
        if (points[i].count)
            series[count++] =
                (struct wf_chart_series){i == BEST && !answer->met ? "nearest" : labels[i],
                                         points[i].x, points[i].y, points[i].count};
    const struct wf_chart_axis y = {.name = goal->objective->name,
                                    .dimension = wf_results[goal->objective->result].dimension,
                                    .log = is_wide(points, false)};
    const struct wf_chart_panel panel = {
        .x = {.name = goal->against->name,
              .dimension = wf_results[goal->against->result].dimension,
              .log = is_wide(points, true)},
        .series = series,
        .count = count};
    char *title = wf_format("%s %s, %zu points tried", goal->objective->more ? "most" : "least",
                            goal->objective->name, answer->trials->count);
    int status = wf_chart_draw(path, title, WF_CHART_POINTS, &y, &panel, 1, err);
    for (int i = 0; i < SERIES; i++) {
        free(points[i].x);
        free(points[i].y);
    }
    free(title);
    return status;
}
