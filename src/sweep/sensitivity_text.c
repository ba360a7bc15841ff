#include "output/grid.h"
#include "sweep/curve.h"
#include "sweep/sensitivity_report.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELL = 64, PAIR = 2 * CELL + 8 /* two of them */ };

/* ---- cells ---- */

/* A value of a response: of a logarithm of a ratio, the ratio. */
static const char *amount(const struct wf_response *response, double value, char *text)
{
    if (response->reference == SIZE_MAX)
        wf_quantity_text(value, wf_results[response->result].dimension, text, CELL);
    else
        snprintf(text, CELL, isnan(value) ? "-" : "%.4g", exp(value));
    return text;
}

/* A change of a response: of a ratio, its logarithm. */
static const char *change(const struct wf_response *response, double value, char *text)
{
    if (response->reference == SIZE_MAX)
        wf_quantity_text(value, wf_results[response->result].dimension, text, CELL);
    else
        snprintf(text, CELL, isnan(value) ? "-" : "%.3g", value);
    return text;
}

/* Two decimals, and no "-0.00". */
static const char *decimals(double value, char *text)
{
    snprintf(text, CELL, "%.2f", value);
    return strcmp(text, "-0.00") ? text : "0.00";
}

/* "0.62 +- 0.07": intervals by Student's t are symmetric. */
static const char *index_text(struct wf_estimate index, char *text)
{
    char value[CELL], half[CELL];
    if (isnan(index.value))
        return "-";
    const char *shown = decimals(index.value, value);
    if (isnan(index.low))
        snprintf(text, PAIR, "%s", shown);
    else
        snprintf(text, PAIR, "%s +- %s", shown, decimals((index.high - index.low) / 2, half));
    return text;
}

/* A value of a factor, in six digits: quantiles are rounded numbers. */
static char *factor_text(const struct wf_factor *factor, double value)
{
    char digits[CELL];
    snprintf(digits, sizeof digits, "%.6g", value);
    return wf_factor_text(factor, strtod(digits, NULL));
}

/* From end to end of what is believed; of several factors nothing. */
static const char *ends_of(const struct wf_sensitivity *sensitivity, const struct wf_input *input,
                           char *text)
{
    const struct wf_factor *factor = &sensitivity->sweep->file->factors.items[input->factors[0]];
    if (input->count > 1)
        return "";
    double low_u, high_u;
    wf_shape_ends(&factor->shape, &low_u, &high_u);
    char *low = factor_text(factor, wf_shape_quantile(&factor->shape, low_u));
    char *high = factor_text(factor, wf_shape_quantile(&factor->shape, high_u));
    snprintf(text, PAIR, "%s .. %s", low, high);
    free(low);
    free(high);
    return text;
}

/* ---- a table a response ---- */

struct order {
    double weight;
    size_t input;
};

static int compare_orders(const void *a, const void *b)
{
    const struct order *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return x->input < y->input ? -1 : 1;
}

/* What inputs are ordered by, the largest first. */
static double weight_of(const struct wf_sensitivity *sensitivity,
                        const struct wf_response *response, size_t input)
{
    double weight;
    if (response->effects)
        weight = response->effects[input].mu_star.value;
    else if (response->sobol.index)
        weight = response->sobol.index[input].total.value;
    else {
        struct wf_curve curve = wf_curve_of(sensitivity, response, input);
        weight = curve.high - curve.low;
    }
    return isnan(weight) ? -1 : weight;
}

static struct order *ordered(const struct wf_sensitivity *sensitivity,
                             const struct wf_response *response)
{
    struct order *orders = wf_calloc(sensitivity->input_count, sizeof *orders);
    for (size_t g = 0; g < sensitivity->input_count; g++)
        orders[g] = (struct order){weight_of(sensitivity, response, g), g};
    qsort(orders, sensitivity->input_count, sizeof *orders, compare_orders);
    return orders;
}

static void sobol_row(const struct wf_sensitivity *sensitivity, const struct wf_response *response,
                      size_t input, struct wf_grid *grid)
{
    char ends[PAIR], first[PAIR], total[PAIR];
    const struct wf_sobol_index *index = &response->sobol.index[input];
    char *name = wf_input_name(sensitivity, &sensitivity->inputs[input]);
    wf_grid_row(grid, name, index_text(index->first, first), index_text(index->total, total),
                ends_of(sensitivity, &sensitivity->inputs[input], ends));
    free(name);
}

/* A spread that is rounding alone, of a straight line, is none. */
static double cleaned(double spread, double size)
{
    return spread < 1e-9 * size ? 0 : spread;
}

static void morris_row(const struct wf_sensitivity *sensitivity, const struct wf_response *response,
                       size_t input, struct wf_grid *grid)
{
    char ends[PAIR], star[CELL], half[CELL], sigma[CELL], interval[PAIR];
    const struct wf_morris_effect *effect = &response->effects[input];
    char *name = wf_input_name(sensitivity, &sensitivity->inputs[input]);
    double size = effect->mu_star.value;
    change(response, size, star);
    change(response, cleaned((effect->mu_star.high - effect->mu_star.low) / 2, size), half);
    snprintf(interval, sizeof interval, "%s +- %s", star, half);
    wf_grid_row(grid, name, interval, change(response, cleaned(effect->sigma, size), sigma),
                ends_of(sensitivity, &sensitivity->inputs[input], ends));
    free(name);
}

/* Least and most are given where the curve bends back, so that they are not at its ends. */
static void curve_row(const struct wf_sensitivity *sensitivity, const struct wf_response *response,
                      size_t input, struct wf_grid *grid)
{
    char ends[PAIR], first[CELL], last[CELL], low[CELL], high[CELL], extremes[PAIR];
    struct wf_curve curve = wf_curve_of(sensitivity, response, input);
    char *name = wf_input_name(sensitivity, &sensitivity->inputs[input]);
    bool bends =
        curve.low < fmin(curve.first, curve.last) || curve.high > fmax(curve.first, curve.last);
    snprintf(extremes, sizeof extremes, "%s .. %s", amount(response, curve.low, low),
             amount(response, curve.high, high));
    wf_grid_row(grid, name, amount(response, curve.first, first),
                amount(response, curve.last, last),
                ends_of(sensitivity, &sensitivity->inputs[input], ends), bends ? extremes : "");
    free(name);
}

static const enum wf_align aligns[] = {WF_ALIGN_LEFT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_LEFT,
                                       WF_ALIGN_LEFT};

/* How the inputs of a response are shown, by what was done. */
static const struct method {
    const char *title;
    const char *heads[5];
    size_t columns;
    void (*row)(const struct wf_sensitivity *sensitivity, const struct wf_response *response,
                size_t input, struct wf_grid *grid);
    double small; /* inputs of less weight are only counted; of the largest, if
                     relative */
    bool relative;
    const char *others; /* what they are */
    const char *ratio;  /* what is said of a ratio */
} methods[WF_DESIGN_KINDS] = {
    [WF_DESIGN_SOBOL] = {"Sobol's indices: shares of the variance, with 95 % intervals",
                         {"", "first", "total", "from .. to"},
                         4,
                         sobol_row,
                         0.005,
                         false,
                         "total below 0.005",
                         "; indices of its logarithm"},
    [WF_DESIGN_MORRIS] =
        {"Morris' effects: change from end to end of an input, with 95 % intervals",
         {"", "mu*", "sigma", "from .. to"},
         4,
         morris_row,
         1e-9,
         true,
         "no effect",
         "; effects on its logarithm"},
    [WF_DESIGN_OAT] = {"One at a time, the others at their centre",
                       {"", "at its low end", "at its high end", "from .. to", "least .. most"},
                       5,
                       curve_row,
                       1e-9,
                       true,
                       "no effect",
                       ""},
};

/* Least and most of all points: equal where no input changes it. */
static bool varies(const struct wf_sensitivity *sensitivity, const struct wf_response *response)
{
    double least = INFINITY, most = -INFINITY;
    for (uint64_t i = 0; i < wf_design_rows(&sensitivity->sweep->design); i++) {
        least = fmin(least, response->values[i]);
        most = fmax(most, response->values[i]);
    }
    return most - least > 1e-12 * fmax(fabs(least), fabs(most));
}

static void write_spread(const struct wf_sensitivity *sensitivity,
                         const struct wf_response *response, struct wf_buffer *out)
{
    static const double p[] = {0.05, 0.5, 0.95};
    char low[CELL], median[CELL], high[CELL];
    double found[3];
    uint64_t points = wf_design_rows(&sensitivity->sweep->design);
    double *values = wf_calloc(points, sizeof *values);
    memcpy(values, response->values, points * sizeof *values);
    wf_quantiles(values, points, p, found, 3);
    free(values);
    wf_buffer_printf(out, "median %s, 90 %% of the points from %s to %s",
                     amount(response, found[1], median), amount(response, found[0], low),
                     amount(response, found[2], high));
}

static void write_summary(const struct wf_sensitivity *sensitivity,
                          const struct wf_response *response, bool varying, size_t width,
                          struct wf_buffer *out)
{
    const struct method *method = &methods[sensitivity->sweep->design.kind];
    struct wf_buffer line = {0};
    char text[CELL], *name = wf_response_name(sensitivity, response);
    name[0] = (char)toupper((unsigned char)name[0]);
    wf_buffer_printf(&line, "%s: ", name);
    double first = NAN; /* of the points that did not fail */
    for (uint64_t i = 0; isnan(first); i++)
        first = response->values[i];
    if (!varying)
        wf_buffer_printf(&line, "%s, which no input changes", amount(response, first, text));
    else if (sensitivity->sweep->design.kind == WF_DESIGN_OAT)
        wf_buffer_printf(&line, "%s with all at their centre",
                         amount(response, response->values[0], text));
    else
        write_spread(sensitivity, response, &line);
    if (varying && response->reference != SIZE_MAX)
        wf_buffer_printf(&line, "%s", method->ratio);
    wf_buffer_printf(&line, "\n");
    wf_buffer_printf(out, "\n");
    wf_grid_wrap(line.text, width, out);
    wf_buffer_release(&line);
    free(name);
}

static void write_inputs(const struct wf_sensitivity *sensitivity,
                         const struct wf_response *response, size_t width, struct wf_buffer *out)
{
    const struct method *method = &methods[sensitivity->sweep->design.kind];
    struct order *orders = ordered(sensitivity, response);
    double small = method->small * (method->relative ? orders[0].weight : 1);
    size_t shown = 0;
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, method->columns);
    wf_grid_add_row(&grid, method->heads, method->columns);
    wf_grid_add_rule(&grid);
    for (; shown < sensitivity->input_count && orders[shown].weight >= small; shown++)
        method->row(sensitivity, response, orders[shown].input, &grid);
    wf_grid_render(&grid, width, out);
    size_t others = sensitivity->input_count - shown;
    if (others)
        wf_buffer_printf(out, "%zu other%s: %s\n", others, wf_plural(others), method->others);
    wf_grid_release(&grid);
    free(orders);
}

static void write_response(const struct wf_sensitivity *sensitivity,
                           const struct wf_response *response, size_t width, struct wf_buffer *out)
{
    bool varying = varies(sensitivity, response);
    write_summary(sensitivity, response, varying, width, out);
    if (varying)
        write_inputs(sensitivity, response, width, out);
}

/* ---- proxies ---- */

static void proxy_row(const struct wf_sensitivity *sensitivity, size_t number, struct wf_grid *grid)
{
    char **labels = sensitivity->sweep->base.labels.items;
    const struct wf_proxy *proxy = &sensitivity->proxies.items[number];
    char rank[PAIR] = "-", points[CELL] = "-", pair[256] = "none";
    if (!isnan(proxy->rank.low))
        snprintf(rank, sizeof rank, "%.2f [%.2f, %.2f]", proxy->rank.value, proxy->rank.low,
                 proxy->rank.high);
    else if (!isnan(proxy->rank.value))
        snprintf(rank, sizeof rank, "%.2f", proxy->rank.value);
    if (!isnan(proxy->low))
        snprintf(points, sizeof points, "%.2f to %.2f", proxy->low, proxy->high);
    if (proxy->less != SIZE_MAX)
        snprintf(pair, sizeof pair, "%s: %.2g x %s of %s, %.3g x its energy", labels[proxy->less],
                 proxy->proxy_ratio, wf_proxy_names[number], labels[proxy->more],
                 proxy->energy_ratio);
    wf_grid_row(grid, wf_proxy_names[number], rank, points, pair);
}

static void write_proxies(const struct wf_sensitivity *sensitivity, size_t width,
                          struct wf_buffer *out)
{
    static const enum wf_align proxy_aligns[] = {WF_ALIGN_LEFT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                                 WF_ALIGN_LEFT};
    if (sensitivity->proxies.deployments < 3)
        return;
    wf_buffer_printf(out, "\nRank correlation of energy with its proxies, among %zu deployments\n",
                     sensitivity->proxies.deployments);
    struct wf_grid grid;
    wf_grid_init(&grid, proxy_aligns, 4);
    wf_grid_row(&grid, "", "of medians [95 %]", "90 % of points", "pair that misleads most");
    wf_grid_add_rule(&grid);
    for (size_t i = 0; i < WF_PROXIES; i++)
        proxy_row(sensitivity, i, &grid);
    wf_grid_render(&grid, width, out);
    wf_grid_release(&grid);
}

/* ---- the page ---- */

static void write_head(const struct wf_sensitivity *sensitivity, size_t width,
                       struct wf_buffer *out)
{
    const struct wf_design *design = &sensitivity->sweep->design;
    struct wf_buffer lines = {0};
    wf_buffer_printf(&lines, "%s; %zu input%s, %llu point%s", methods[design->kind].title,
                     sensitivity->input_count, wf_plural(sensitivity->input_count),
                     (unsigned long long)design->rows, wf_plural(design->rows));
    for (size_t g = 0; g < sensitivity->input_count; g++)
        if (sensitivity->inputs[g].rest)
            wf_buffer_printf(&lines, "; Morris' effects chose %zu, the rest is drawn as one",
                             sensitivity->input_count - 1);
    if (sensitivity->failed)
        wf_buffer_printf(&lines, ", %llu failed", (unsigned long long)sensitivity->failed);
    if (sensitivity->missing)
        wf_buffer_printf(&lines, ", %llu not played", (unsigned long long)sensitivity->missing);
    uint64_t left_out = sensitivity->responses[0].sobol.left_out;
    if (left_out)
        wf_buffer_printf(&lines, " (%llu of %llu base points left out)",
                         (unsigned long long)left_out,
                         (unsigned long long)(design->size * WF_DESIGN_REPLICATES));
    wf_buffer_printf(&lines, "\n");
    wf_grid_wrap(lines.text, width, out);
    wf_buffer_release(&lines);
}

void wf_sensitivity_text(const struct wf_sensitivity *sensitivity, size_t width,
                         struct wf_buffer *out)
{
    write_head(sensitivity, width, out);
    write_proxies(sensitivity, width, out); /* many deployments have many tables behind it */
    for (size_t i = 0; i < sensitivity->response_count; i++)
        write_response(sensitivity, &sensitivity->responses[i], width, out);
}
