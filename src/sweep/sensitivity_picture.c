#include "sweep/sensitivity_picture.h"
#include "output/chart.h"
#include "output/tornado.h"
#include "sweep/curve.h"
#include "sweep/picture_name.h"
#include "sweep/sweep_picture.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Beyond this ratio of the largest to the least value an axis is logarithmic; assumed. */
static const double WIDE = 30;
enum { PANELS_MOST = 9, POINTS_MOST = 200 /* of a deployment in a scatter plot */ };
enum { PROXY_DEPLOYMENTS = 3 }; /* fewer have no order */

static const struct wf_factor *factor_of(const struct wf_sensitivity *sensitivity, size_t input)
{
    const struct wf_input *of = &sensitivity->inputs[input];
    return of->count == 1 ? &sensitivity->sweep->file->factors.items[of->factors[0]] : NULL;
}

static const char *label_of(const struct wf_sensitivity *sensitivity, size_t deployment)
{
    return sensitivity->sweep->base.labels.items[deployment];
}

/* ---- tornado: an input's ends ---- */

static double shown(const struct wf_response *response, double value)
{
    return response->reference == SIZE_MAX ? value : exp(value);
}

/* In six digits: quantiles are rounded numbers. Of several factors nothing. Caller frees. */
static char *end_text(const struct wf_sensitivity *sensitivity, size_t input, bool high)
{
    const struct wf_factor *factor = factor_of(sensitivity, input);
    double ends[2];
    char digits[32];
    if (!factor)
        return wf_strdup("");
    wf_shape_ends(&factor->shape, &ends[0], &ends[1]);
    snprintf(digits, sizeof digits, "%.6g", wf_shape_quantile(&factor->shape, ends[high]));
    return wf_factor_text(factor, strtod(digits, NULL));
}

/* @return 1: drawn, 0: of no input both ends are known, -1 with @p err */
static int draw_tornado(const struct wf_sensitivity *sensitivity,
                        const struct wf_response *response, const char *path, struct wf_err *err)
{
    size_t count = sensitivity->input_count;
    struct wf_tornado_bar *bars = wf_calloc(count + 1, sizeof *bars);
    for (size_t i = 0; i < count; i++) {
        struct wf_curve curve = wf_curve_of(sensitivity, response, i);
        bars[i] =
            (struct wf_tornado_bar){.label = wf_input_name(sensitivity, &sensitivity->inputs[i]),
                                    .low_text = end_text(sensitivity, i, false),
                                    .high_text = end_text(sensitivity, i, true),
                                    .low = shown(response, curve.first),
                                    .high = shown(response, curve.last)};
    }
    char *name = wf_response_name(sensitivity, response);
    char *title = wf_format("%s, one input at a time, the others at their centre", name);
    char *file = wf_picture_name(path, "tornado", name);
    const struct wf_chart_axis axis = {.name = name,
                                       .dimension = response->reference == SIZE_MAX
                                                        ? wf_results[response->result].dimension
                                                        : WF_DIM_NUMBER};
    int status =
        wf_tornado_draw(file, title, &axis, shown(response, response->values[0]), bars, count, err);
    for (size_t i = 0; i < count; i++) {
        free((char *)bars[i].label);
        free((char *)bars[i].low_text);
        free((char *)bars[i].high_text);
    }
    free(bars);
    free(name);
    free(title);
    free(file);
    return status < 0 ? -1 : status == 0;
}

/* ---- curves: a panel an input, a series a deployment ---- */

struct curves {
    const struct wf_sensitivity *sensitivity;
    const struct wf_response **responses; /* of one result, one a deployment */
    size_t response_count;
    size_t *inputs; /* those that change most, first */
    double *widths; /* by input */
    size_t input_count;
    double least, most;
};

static void find_responses(struct curves *curves, enum wf_result result)
{
    const struct wf_sensitivity *sensitivity = curves->sensitivity;
    curves->responses = wf_calloc(sensitivity->response_count + 1, sizeof *curves->responses);
    for (size_t i = 0; i < sensitivity->response_count; i++)
        if (sensitivity->responses[i].result == result &&
            sensitivity->responses[i].reference == SIZE_MAX)
            curves->responses[curves->response_count++] = &sensitivity->responses[i];
}

/* By insertion: there are few. */
static void sort_inputs(struct curves *curves)
{
    for (size_t i = 0; i < curves->input_count; i++) {
        size_t at = i;
        for (; at > 0 && curves->widths[curves->inputs[at - 1]] < curves->widths[i]; at--)
            curves->inputs[at] = curves->inputs[at - 1];
        curves->inputs[at] = i;
    }
    if (curves->input_count > PANELS_MOST)
        curves->input_count = PANELS_MOST;
}

static void choose_inputs(struct curves *curves)
{
    curves->input_count = curves->sensitivity->input_count;
    curves->inputs = wf_calloc(curves->input_count + 1, sizeof *curves->inputs);
    curves->widths = wf_calloc(curves->input_count + 1, sizeof *curves->widths);
    for (size_t i = 0; i < curves->input_count; i++)
        for (size_t j = 0; j < curves->response_count; j++) {
            struct wf_curve curve = wf_curve_of(curves->sensitivity, curves->responses[j], i);
            if (isnan(curve.low))
                continue;
            curves->widths[i] = fmax(curves->widths[i], curve.high - curve.low);
            curves->least = fmin(curves->least, curve.low);
            curves->most = fmax(curves->most, curve.high);
        }
    sort_inputs(curves);
}

static struct wf_chart_axis axis_of(const struct curves *curves, size_t input, const double *x,
                                    uint64_t steps)
{
    const struct wf_factor *factor = factor_of(curves->sensitivity, input);
    char *name = wf_input_name(curves->sensitivity, &curves->sensitivity->inputs[input]);
    if (!factor || (!wf_factor_is_number(factor) && !factor->texts)) {
        char *steps_of = wf_format("step along %s", name);
        free(name);
        return (struct wf_chart_axis){.name = steps_of};
    }
    if (!wf_factor_is_number(factor))
        return (struct wf_chart_axis){.name = name,
                                      .ticks = (const char *const *)factor->texts,
                                      .tick_count = factor->shape.count};
    double least = fmin(x[0], x[steps - 1]), most = fmax(x[0], x[steps - 1]);
    return (struct wf_chart_axis){.name = name,
                                  .dimension = factor->times ? WF_DIM_NUMBER : factor->dimension,
                                  .log = least > 0 && most > WIDE * least};
}

/* Where the steps of an input stand: its number, the index in its list, or the step. */
static double *positions(const struct curves *curves, size_t input, uint64_t steps)
{
    const struct wf_factor *factor = factor_of(curves->sensitivity, input);
    double *x = wf_calloc(steps + 1, sizeof *x);
    const struct wf_curve curve = wf_curve_of(curves->sensitivity, curves->responses[0], input);
    for (uint64_t step = 0; step < steps; step++) {
        x[step] = (double)step;
        if (!factor)
            continue;
        double value = wf_curve_factor(&curve, step, curves->sensitivity->inputs[input].factors[0]);
        x[step] = wf_factor_is_number(factor) ? wf_factor_number(factor, value) : value;
    }
    return x;
}

static struct wf_chart_panel panel_of(const struct curves *curves, size_t input)
{
    uint64_t steps = curves->sensitivity->sweep->design.size;
    double *x = positions(curves, input, steps);
    struct wf_chart_series *series = wf_calloc(curves->response_count + 1, sizeof *series);
    for (size_t i = 0; i < curves->response_count; i++) {
        const struct wf_response *response = curves->responses[i];
        const struct wf_curve curve = wf_curve_of(curves->sensitivity, response, input);
        double *y = wf_calloc(steps + 1, sizeof *y);
        for (uint64_t step = 0; step < steps; step++)
            y[step] = wf_curve_value(&curve, step);
        series[i] = (struct wf_chart_series){label_of(curves->sensitivity, response->deployment), x,
                                             y, steps};
    }
    return (struct wf_chart_panel){
        .x = axis_of(curves, input, x, steps), .series = series, .count = curves->response_count};
}

static void free_panels(struct wf_chart_panel *panels, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free((double *)panels[i].series[0].x);
        for (size_t j = 0; j < panels[i].count; j++)
            free((double *)panels[i].series[j].y);
        free((struct wf_chart_series *)panels[i].series);
        free((char *)panels[i].x.name);
    }
    free(panels);
}

/* @return 1: drawn, 0: nothing is known, -1 with @p err */
static int draw_curves(const struct wf_sensitivity *sensitivity, enum wf_result result,
                       const char *name, const char *path, struct wf_err *err)
{
    struct curves curves = {.sensitivity = sensitivity, .least = NAN, .most = NAN};
    int status = 0;
    find_responses(&curves, result);
    if (curves.response_count)
        choose_inputs(&curves);
    if (!isnan(curves.most)) {
        struct wf_chart_panel *panels = wf_calloc(curves.input_count + 1, sizeof *panels);
        for (size_t i = 0; i < curves.input_count; i++)
            panels[i] = panel_of(&curves, curves.inputs[i]);
        const struct wf_chart_axis y = {.name = name,
                                        .dimension = wf_results[result].dimension,
                                        .log =
                                            curves.least > 0 && curves.most > WIDE * curves.least};
        size_t others = sensitivity->input_count - curves.input_count;
        char *title = others
                          ? wf_format("%s, one input at a time (%zu that change less are left out)",
                                      name, others)
                          : wf_format("%s, one input at a time, the others at their centre", name);
        char *file = wf_picture_name(path, "curves", name);
        status = wf_chart_draw(file, title, WF_CHART_CURVES, &y, panels, curves.input_count, err);
        status = status < 0 ? -1 : 1;
        free(title);
        free(file);
        free_panels(panels, curves.input_count);
    }
    free(curves.responses);
    free(curves.inputs);
    free(curves.widths);
    return status;
}

/* ---- proxies: a panel a proxy, a series a deployment ---- */

static const struct {
    enum wf_result results[3]; /* added up */
    size_t count;
    enum wf_dimension dimension;
} proxies[WF_PROXIES] = {
    {{WF_RESULT_PARAMETERS}, 1, WF_DIM_COUNT},
    {{WF_RESULT_ACCELERATOR_HOURS}, 1, WF_DIM_NUMBER},
    {{WF_RESULT_MODEL}, 1, WF_DIM_BYTE},
    {{WF_RESULT_FLOP}, 1, WF_DIM_FLOP},
    {{WF_RESULT_UPLINK, WF_RESULT_DOWNLINK, WF_RESULT_EXCHANGE}, 3, WF_DIM_BYTE},
};

/* Sum of results by point, of every so many points; @p room holds a column. */
static int read_sum(const struct wf_sensitivity *sensitivity, size_t deployment,
                    const enum wf_result *results, size_t count, double *room, double *sum,
                    size_t *points, struct wf_err *err)
{
    struct wf_store *store = sensitivity->sweep->store;
    uint64_t all = wf_store_header(store)->points, every = (all + POINTS_MOST - 1) / POINTS_MOST;
    memset(sum, 0, POINTS_MOST * sizeof *sum);
    for (size_t i = 0; i < count; i++) {
        char *column = wf_sweep_column(label_of(sensitivity, deployment), results[i]);
        int status = wf_store_numbers(store, column, room, err);
        free(column);
        if (status < 0)
            return -1;
        *points = 0;
        for (uint64_t point = 0; point < all; point += every)
            sum[(*points)++] += room[point];
    }
    return 0;
}

/* "rank correlation 0.83 (0.61 to 0.92)" */
static char *rank_text(const struct wf_proxy *proxy)
{
    if (isnan(proxy->rank.value))
        return wf_strdup("no rank correlation");
    if (isnan(proxy->rank.low))
        return wf_format("rank correlation %.2f", proxy->rank.value);
    return wf_format("rank correlation %.2f (%.2f to %.2f)", proxy->rank.value, proxy->rank.low,
                     proxy->rank.high);
}

struct scatter {
    struct wf_chart_panel panels[WF_PROXIES];
    struct wf_chart_series *series; /* by panel, then deployment */
    double *energy, *values;        /* POINTS_MOST a deployment; and a panel */
};

static int fill_scatter(const struct wf_sensitivity *sensitivity, struct scatter *scatter,
                        struct wf_err *err)
{
    static const enum wf_result energy[] = {WF_RESULT_ENERGY};
    size_t deployments = sensitivity->sweep->base.count, points = 0;
    double *room = wf_calloc(wf_store_header(sensitivity->sweep->store)->points + 1, sizeof *room);
    int status = 0;
    for (size_t d = 0; d < deployments && status == 0; d++) {
        double *y = scatter->energy + d * POINTS_MOST;
        status = read_sum(sensitivity, d, energy, 1, room, y, &points, err);
        for (size_t p = 0; p < WF_PROXIES && status == 0; p++) {
            double *x = scatter->values + (p * deployments + d) * POINTS_MOST;
            status = read_sum(sensitivity, d, proxies[p].results, proxies[p].count, room, x,
                              &points, err);
            scatter->series[p * deployments + d] =
                (struct wf_chart_series){label_of(sensitivity, d), x, y, points};
        }
    }
    free(room);
    return status;
}

static int draw_proxies(const struct wf_sensitivity *sensitivity, const char *path,
                        struct wf_err *err)
{
    static const struct wf_chart_axis y = {
        .name = "energy", .dimension = WF_DIM_ENERGY, .log = true};
    size_t deployments = sensitivity->sweep->base.count;
    struct scatter scatter = {0};
    scatter.series = wf_calloc(WF_PROXIES * deployments, sizeof *scatter.series);
    scatter.energy = wf_calloc(deployments * POINTS_MOST, sizeof *scatter.energy);
    scatter.values = wf_calloc(WF_PROXIES * deployments * POINTS_MOST, sizeof *scatter.values);
    int status = fill_scatter(sensitivity, &scatter, err);
    for (size_t p = 0; p < WF_PROXIES; p++)
        scatter.panels[p] = (struct wf_chart_panel){
            .x = {.name = wf_proxy_names[p], .dimension = proxies[p].dimension, .log = true},
            .note = rank_text(&sensitivity->proxies.items[p]),
            .series = scatter.series + p * deployments,
            .count = deployments};
    char *file = wf_picture_name(path, "proxies", NULL);
    if (status == 0)
        status = wf_chart_draw(file, "Energy against what is often taken in its place",
                               WF_CHART_POINTS, &y, scatter.panels, WF_PROXIES, err);
    for (size_t p = 0; p < WF_PROXIES; p++)
        free((char *)scatter.panels[p].note);
    free(file);
    free(scatter.series);
    free(scatter.energy);
    free(scatter.values);
    return status;
}

/* ---- all ---- */

int wf_sensitivity_drawable(enum wf_design_kind kind, size_t deployments, struct wf_err *err)
{
    if (kind == WF_DESIGN_MORRIS && deployments < PROXY_DEPLOYMENTS)
        return wf_err_set(err, WF_EUSAGE,
                          "--picture: of a design morris only proxies are drawn, of %d deployments "
                          "or more; say --method oat",
                          PROXY_DEPLOYMENTS);
    return 0;
}

/* @return how many pictures were drawn, -1 with @p err */
static int draw_oat(const struct wf_sensitivity *sensitivity, const char *path, struct wf_err *err)
{
    static const struct {
        enum wf_result result;
        const char *name;
    } drawn[] = {
        {WF_RESULT_ENERGY, "energy"}, {WF_RESULT_CARBON, "carbon"}, {WF_RESULT_TIME, "time"}};
    int count = 0, status = 0;
    for (size_t i = 0; i < sensitivity->response_count && status >= 0; i++)
        count += status = draw_tornado(sensitivity, &sensitivity->responses[i], path, err);
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn && status >= 0; i++)
        count += status = draw_curves(sensitivity, drawn[i].result, drawn[i].name, path, err);
    return status < 0 ? -1 : count;
}

int wf_sensitivity_draw(const struct wf_sensitivity *sensitivity, const char *path,
                        struct wf_err *err)
{
    enum wf_design_kind kind = sensitivity->sweep->design.kind;
    bool proxied = sensitivity->sweep->base.count >= PROXY_DEPLOYMENTS;
    int count = kind == WF_DESIGN_OAT ? draw_oat(sensitivity, path, err) : 0;
    if (count < 0 ||
        (kind == WF_DESIGN_SOBOL && wf_sweep_draw(sensitivity->sweep->store, path, err) < 0))
        return -1;
    if (proxied)
        return draw_proxies(sensitivity, path, err);
    if (count || kind == WF_DESIGN_SOBOL)
        return 0;
    return wf_err_set(err, WF_EINPUT, "cannot draw '%s': no input has points at both ends", path);
}
