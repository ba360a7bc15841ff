#include "decision/draws.h"

#include "statistics/indices.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const wf_quantity_names[WF_QUANTITIES] = {"energy", "carbon", "carbon with embodied"};

/* ---- reading ---- */

static char *column_of(const struct wf_sweep *sweep, size_t deployment, enum wf_result result,
                       enum wf_choice_result chosen, size_t choice)
{
    const char *label = sweep->base.labels.items[deployment];
    return choice == SIZE_MAX
               ? wf_sweep_column(label, result)
               : wf_sweep_choice_column(label, chosen, &sweep->swept.choices[choice]);
}

/* Add a column to @p values, by point. */
static int add_column(const struct wf_sweep *sweep, size_t deployment, enum wf_result result,
                      enum wf_choice_result chosen, size_t choice, double *values,
                      struct wf_err *err)
{
    uint64_t points = wf_design_rows(&sweep->design);
    double *own = wf_calloc(points + 1, sizeof *own);
    char *column = column_of(sweep, deployment, result, chosen, choice);
    int status = wf_store_numbers(sweep->store, column, own, err);
    for (uint64_t i = 0; status == 0 && i < points; i++)
        values[i] += own[i];
    free(column);
    free(own);
    return status;
}

/* The results whose sum is read. */
struct sum {
    enum wf_result results[2];
    enum wf_choice_result chosen[2];
    int count;
};

static const struct sum sums[WF_QUANTITIES] = {
    [WF_QUANTITY_ENERGY] = {{WF_RESULT_ENERGY}, {WF_CHOICE_ENERGY}, 1},
    [WF_QUANTITY_CARBON] = {{WF_RESULT_CARBON}, {WF_CHOICE_CARBON}, 1},
    [WF_QUANTITY_FOOTPRINT] = {{WF_RESULT_CARBON, WF_RESULT_EMBODIED},
                               {WF_CHOICE_CARBON, WF_CHOICE_EMBODIED},
                               2},
};

uint64_t *wf_draws_points(const struct wf_design *design, uint64_t *count)
{
    uint64_t rows = wf_design_rows(design);
    uint64_t *points = wf_calloc(rows + 1, sizeof *points);
    *count = 0;
    for (uint64_t i = 0; design->kind != WF_DESIGN_SOBOL && i < rows; i++)
        points[(*count)++] = i;
    for (size_t replicate = 0; design->kind == WF_DESIGN_SOBOL && replicate < WF_DESIGN_REPLICATES;
         replicate++)
        for (uint64_t i = 0; i < design->size; i++) {
            points[(*count)++] = wf_design_sobol_row(design, i, replicate);
            points[(*count)++] = wf_design_sobol_row(design, i, replicate) + 1;
        }
    return points;
}

/* Keep the draws of which all is known; where a deployment is unknown in all, keep none. */
static void keep(struct wf_draws *draws, const double *values, uint64_t stride,
                 const uint64_t *points, uint64_t count)
{
    draws->values = wf_calloc(draws->deployments * count + 1, sizeof *draws->values);
    for (uint64_t i = 0; i < count; i++) {
        bool known = true;
        for (size_t d = 0; d < draws->deployments; d++)
            known = known && !isnan(values[d * stride + points[i]]);
        draws->left_out += !known;
        for (size_t d = 0; known && d < draws->deployments; d++)
            draws->values[d * count + draws->count] = values[d * stride + points[i]];
        draws->count += known;
    }
    for (size_t d = 1; d < draws->deployments; d++) /* one behind the other */
        memmove(&draws->values[d * draws->count], &draws->values[d * count],
                draws->count * sizeof *draws->values);
}

static int read_sum(const struct wf_sweep *sweep, const struct sum *sum, size_t choice,
                    struct wf_draws *draws, struct wf_err *err)
{
    uint64_t rows = wf_design_rows(&sweep->design), count;
    *draws = (struct wf_draws){.deployments = sweep->base.count};
    double *values = wf_calloc(draws->deployments * rows + 1, sizeof *values);
    uint64_t *points = wf_draws_points(&sweep->design, &count);
    int status = 0;
    for (size_t d = 0; status == 0 && d < draws->deployments; d++)
        for (int i = 0; status == 0 && i < sum->count; i++)
            status = add_column(sweep, d, sum->results[i], sum->chosen[i], choice,
                                &values[d * rows], err);
    if (status == 0)
        keep(draws, values, rows, points, count);
    free(points);
    free(values);
    return status;
}

int wf_draws_read(const struct wf_sweep *sweep, enum wf_quantity quantity, size_t choice,
                  struct wf_draws *draws, struct wf_err *err)
{
    return read_sum(sweep, &sums[quantity], choice, draws, err);
}

int wf_draws_read_result(const struct wf_sweep *sweep, enum wf_result result,
                         struct wf_draws *draws, struct wf_err *err)
{
    const struct sum sum = {.results = {result}, .count = 1};
    return read_sum(sweep, &sum, SIZE_MAX, draws, err);
}

void wf_draws_release(struct wf_draws *draws)
{
    free(draws->values);
    *draws = (struct wf_draws){0};
}

/* ---- standings ---- */

static double median_of(const struct wf_draws *draws, size_t deployment)
{
    const double half = 0.5;
    double median, *values = wf_calloc(draws->count + 1, sizeof *values);
    memcpy(values, &draws->values[deployment * draws->count], draws->count * sizeof *values);
    wf_quantiles(values, draws->count, &half, &median, 1);
    free(values);
    return median;
}

static bool is_hit(const struct wf_draws *draws, size_t winner, uint64_t draw)
{
    for (size_t d = 0; d < draws->deployments; d++)
        if (d != winner &&
            !(draws->values[winner * draws->count + draw] < draws->values[d * draws->count + draw]))
            return false;
    return true;
}

void wf_standing_as(const struct wf_draws *draws, size_t winner, size_t second,
                    struct wf_standing *standing)
{
    static const double shares[] = {0.05, 0.5, 0.95};
    double quantiles[3], *ratios = wf_calloc(draws->count + 1, sizeof *ratios);
    *standing = (struct wf_standing){
        .known = draws->count > 0, .least = winner, .second = second, .draws = draws->count};
    for (uint64_t i = 0; i < draws->count; i++) {
        standing->hits += is_hit(draws, winner, i);
        ratios[i] =
            draws->values[second * draws->count + i] / draws->values[winner * draws->count + i];
    }
    standing->share = wf_share_of(standing->hits, standing->draws);
    wf_quantiles(ratios, draws->count, shares, quantiles, 3);
    standing->low = quantiles[0];
    standing->median = quantiles[1];
    standing->high = quantiles[2];
    free(ratios);
}

void wf_standing_of(const struct wf_draws *draws, struct wf_standing *standing)
{
    double *medians = wf_calloc(draws->deployments + 1, sizeof *medians);
    size_t least = 0, second = SIZE_MAX;
    for (size_t d = 0; d < draws->deployments; d++)
        medians[d] = median_of(draws, d);
    for (size_t d = 1; d < draws->deployments; d++)
        if (medians[d] < medians[least])
            least = d;
    for (size_t d = 0; d < draws->deployments; d++)
        if (d != least && (second == SIZE_MAX || medians[d] < medians[second]))
            second = d;
    free(medians);
    wf_standing_as(draws, least, second, standing);
}

bool wf_standing_is_sure(const struct wf_standing *standing)
{
    const double SURE = 0.95;
    return standing->known && standing->share.low >= SURE;
}
