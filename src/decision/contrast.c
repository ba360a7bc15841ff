#include "decision/contrast.h"

#include "statistics/indices.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const wf_marks[WF_MARKS] = {"??", "low", "high", "same"};

/* All results of both, by result, then draw. */
struct table {
    struct wf_draws results[WF_RESULT_COUNT];
    uint32_t network; /* enum wf_network_view that counts */
    size_t pair[2];
    bool raw[2];
};

static double result(const struct table *table, int side, enum wf_result result, uint64_t draw)
{
    const struct wf_draws *draws = &table->results[result];
    return draw < draws->count ? draws->values[table->pair[side] * draws->count + draw] : NAN;
}

/* ---- what is contrasted ---- */

static double overhead(const struct table *table, int side, uint64_t draw)
{
    double class_j = result(table, side,
                            table->network == WF_VIEW_ALLOCATION ? WF_RESULT_NETWORK_ALLOCATION
                                                                 : WF_RESULT_NETWORK_MARGINAL,
                            draw);
    return (result(table, side, WF_RESULT_ENERGY, draw) - class_j) /
           (result(table, side, WF_RESULT_HOST_ENERGY, draw) +
            result(table, side, WF_RESULT_LINK_ENERGY, draw) - class_j);
}

static double raw_moved(const struct table *table, int side, uint64_t draw)
{
    return table->raw[side] ? result(table, side, WF_RESULT_UPLINK, draw) : 0;
}

static double model_moved(const struct table *table, int side, uint64_t draw)
{
    return result(table, side, WF_RESULT_UPLINK, draw) +
           result(table, side, WF_RESULT_DOWNLINK, draw) +
           result(table, side, WF_RESULT_EXCHANGE, draw) - raw_moved(table, side, draw);
}

static double passes(const struct table *table, int side, uint64_t draw)
{
    return result(table, side, WF_RESULT_EPOCHS, draw);
}

static double sample_joules(const struct table *table, int side, uint64_t draw)
{
    return result(table, side, WF_RESULT_COMPUTE_ENERGY, draw) /
           result(table, side, WF_RESULT_SAMPLES, draw);
}

static double power(const struct table *table, int side, uint64_t draw)
{
    return result(table, side, WF_RESULT_FLOP, draw) / result(table, side, WF_RESULT_TIME, draw);
}

static double waiting(const struct table *table, int side, uint64_t draw)
{
    return result(table, side, WF_RESULT_WAIT_ENERGY, draw);
}

static double energy(const struct table *table, int side, uint64_t draw)
{
    return result(table, side, WF_RESULT_ENERGY, draw);
}

static double duration(const struct table *table, int side, uint64_t draw)
{
    return result(table, side, WF_RESULT_TIME, draw);
}

static double carbon(const struct table *table, int side, uint64_t draw)
{
    return result(table, side, WF_RESULT_CARBON, draw);
}

static double embodied(const struct table *table, int side, uint64_t draw)
{
    return result(table, side, WF_RESULT_EMBODIED, draw);
}

static const struct quantity {
    const char *name;
    enum wf_dimension dimension;
    double (*of)(const struct table *table, int side, uint64_t draw);
} quantities[] = {
    {"building overhead (PUE)", WF_DIM_NUMBER, overhead},
    {"raw data moved", WF_DIM_BYTE, raw_moved},
    {"model moved", WF_DIM_BYTE, model_moved},
    {"passes over the data", WF_DIM_NUMBER, passes},
    {"energy a sample, computing", WF_DIM_ENERGY, sample_joules},
    {"computing power, mean", WF_DIM_SPEED, power},
    {"idle and waiting", WF_DIM_ENERGY, waiting},
    {"energy", WF_DIM_ENERGY, energy},
    {"time", WF_DIM_TIME, duration},
    {"carbon, operational", WF_DIM_MASS, carbon},
    {"carbon, embodied", WF_DIM_MASS, embodied},
};
enum { QUANTITIES = sizeof quantities / sizeof *quantities };

/* ---- over the draws ---- */

struct spread {
    double low, median, high;
};

static struct spread spread_of(double *values, uint64_t count)
{
    static const double shares[] = {0.05, 0.5, 0.95};
    double found[3];
    wf_quantiles(values, count, shares, found, 3);
    return (struct spread){found[0], found[1], found[2]};
}

/* Where one side has nothing in any draw, and the other something, the ratio needs no interval. */
static enum wf_mark mark_of(const struct wf_contrast_row *row, bool same)
{
    if (same)
        return WF_MARK_SAME;
    if (row->medians[0] == 0 || row->medians[1] == 0)
        return row->medians[1] > row->medians[0] ? WF_MARK_HIGH : WF_MARK_LOW;
    return row->low > 1 ? WF_MARK_HIGH : row->high < 1 ? WF_MARK_LOW : WF_MARK_OPEN;
}

static void contrast_row(const struct table *table, const struct quantity *quantity,
                         struct wf_contrast_row *row)
{
    uint64_t draws = table->results[WF_RESULT_TIME].count;
    double *values = wf_calloc(draws + 1, sizeof *values);
    bool same = draws > 0;
    *row = (struct wf_contrast_row){.name = quantity->name, .dimension = quantity->dimension};
    for (int side = 0; side < 2; side++) {
        for (uint64_t i = 0; i < draws; i++)
            values[i] = quantity->of(table, side, i);
        row->medians[side] = spread_of(values, draws).median;
    }
    for (uint64_t i = 0; i < draws; i++) {
        double first = quantity->of(table, 0, i), second = quantity->of(table, 1, i);
        values[i] = first > 0 && second > 0 ? second / first : NAN;
        same = same && fabs(second - first) <= 1e-12 * fabs(first);
    }
    struct spread ratio = spread_of(values, draws);
    row->low = ratio.low;
    row->median = ratio.median;
    row->high = ratio.high;
    row->mark = mark_of(row, same);
    free(values);
}

/* ---- the rule ---- */

/* Energy of the loser over that of the winner is passes x joules a sample x what each needs beside
 * computing: E / E' = (C / C') (E / C) / (E' / C'), with C / C' = passes x joules. */
static void make_rule(const struct table *table, int winner, struct wf_contrast *contrast)
{
    uint64_t draws = table->results[WF_RESULT_TIME].count;
    int loser = 1 - winner;
    double *limits = wf_calloc(4 * draws + 4, sizeof *limits), *ratios = limits + draws;
    double *joules = ratios + draws, *beside = joules + draws;
    for (uint64_t i = 0; i < draws; i++) {
        double needs[2];
        for (int side = 0; side < 2; side++)
            needs[side] = energy(table, side, i) / result(table, side, WF_RESULT_COMPUTE_ENERGY, i);
        limits[i] = needs[winner] / needs[loser];
        limits[i] = isfinite(limits[i]) ? limits[i] : NAN;
        ratios[i] = passes(table, loser, i) / passes(table, winner, i);
        joules[i] = sample_joules(table, loser, i) / sample_joules(table, winner, i);
    }
    struct spread limit = spread_of(limits, draws), ratio = spread_of(ratios, draws),
                  sample = spread_of(joules, draws);
    contrast->limit = limit.median;
    contrast->limit_low = limit.low;
    contrast->limit_high = limit.high;
    contrast->passes = ratio.median;
    contrast->passes_low = ratio.low;
    contrast->passes_high = ratio.high;
    contrast->joules = sample.median;
    contrast->joules_low = sample.low;
    contrast->joules_high = sample.high;
    for (int side = 0; side < 2; side++) {
        for (uint64_t i = 0; i < draws; i++)
            beside[i] = energy(table, side, i) / result(table, side, WF_RESULT_COMPUTE_ENERGY, i);
        contrast->beside[side == loser] = spread_of(beside, draws).median;
    }
    free(limits);
}

/* ---- all ---- */

int wf_contrast_make(const struct wf_sweep *sweep, size_t winner, size_t loser,
                     struct wf_contrast *contrast, struct wf_err *err)
{
    struct table table = {
        .network = sweep->request.options.network,
        .pair = {winner < loser ? winner : loser, winner < loser ? loser : winner}};
    int status = 0;
    *contrast = (struct wf_contrast){.deployments = {table.pair[0], table.pair[1]},
                                     .rows = wf_calloc(QUANTITIES, sizeof *contrast->rows),
                                     .count = QUANTITIES};
    for (int side = 0; side < 2; side++) {
        const struct wf_scenario *scenario = &sweep->base.scenarios[table.pair[side]];
        table.raw[side] = contrast->raw_leaves[side] = scenario->participant_count[WF_SOURCE] > 0;
    }
    for (int i = 0; status == 0 && i < WF_RESULT_COUNT; i++)
        status = wf_draws_read_result(sweep, (enum wf_result)i, &table.results[i], err);
    for (size_t i = 0; status == 0 && i < QUANTITIES; i++)
        contrast_row(&table, &quantities[i], &contrast->rows[i]);
    if (status == 0)
        make_rule(&table, table.pair[0] == winner ? 0 : 1, contrast);
    for (int i = 0; i < WF_RESULT_COUNT; i++)
        wf_draws_release(&table.results[i]);
    return status;
}

void wf_contrast_release(struct wf_contrast *contrast)
{
    free(contrast->rows);
    *contrast = (struct wf_contrast){0};
}
