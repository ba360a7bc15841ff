#include "sweep/proxy.h"
#include "base/err.h"
#include "statistics/indices.h"
#include <math.h>
#include <stdlib.h>

const char *const wf_proxy_names[WF_PROXIES] = {"parameters", "accelerator-hours", "model size",
                                                "flop", "bytes"};

enum { PARAMETERS, ACCELERATOR_HOURS, MODEL, FLOP, BYTES };
static const enum wf_result results_of[WF_PROXIES] = {
    [PARAMETERS] = WF_RESULT_PARAMETERS, [ACCELERATOR_HOURS] = WF_RESULT_ACCELERATOR_HOURS,
    [MODEL] = WF_RESULT_MODEL,           [FLOP] = WF_RESULT_FLOP,
    [BYTES] = WF_RESULT_UPLINK, /* and the others that are moved */
};

struct table {
    const double *results;
    size_t deployments;
    uint64_t points;
};

static double result_of(const struct table *table, size_t deployment, enum wf_result result,
                        uint64_t point)
{
    return table->results[(deployment * WF_RESULT_COUNT + result) * table->points + point];
}

static double proxy_of(const struct table *table, size_t deployment, size_t proxy, uint64_t point)
{
    double value = result_of(table, deployment, results_of[proxy], point);
    if (proxy == BYTES)
        value += result_of(table, deployment, WF_RESULT_DOWNLINK, point) +
                 result_of(table, deployment, WF_RESULT_EXCHANGE, point);
    return value;
}

static double energy_of(const struct table *table, size_t deployment, uint64_t point)
{
    return result_of(table, deployment, WF_RESULT_ENERGY, point);
}

/* Medians over the points, of energy and of a proxy. */
static void medians(const struct table *table, size_t proxy, double *energy, double *value)
{
    static const double half = 0.5;
    double *points = wf_calloc(table->points + 1, sizeof *points);
    for (size_t d = 0; d < table->deployments; d++) {
        for (uint64_t p = 0; p < table->points; p++)
            points[p] = energy_of(table, d, p);
        wf_quantiles(points, table->points, &half, &energy[d], 1);
        for (uint64_t p = 0; p < table->points; p++)
            points[p] = proxy_of(table, d, proxy, p);
        wf_quantiles(points, table->points, &half, &value[d], 1);
    }
    free(points);
}

static void find_misleading(const double *energy, const double *value, size_t count,
                            struct wf_proxy *proxy)
{
    proxy->less = proxy->more = SIZE_MAX;
    proxy->proxy_ratio = proxy->energy_ratio = NAN;
    double most = 1;
    for (size_t a = 0; a < count; a++)
        for (size_t b = 0; b < count; b++)
            if (value[a] <= value[b] && energy[a] / energy[b] > most) {
                most = energy[a] / energy[b];
                proxy->less = a;
                proxy->more = b;
                /* of two that have none, too */
                proxy->proxy_ratio = value[a] == value[b] ? 1 : value[a] / value[b];
                proxy->energy_ratio = most;
            }
}

/* Correlation in each point by itself: 5 and 95 % of them. */
static void spread_over_points(const struct table *table, size_t number, struct wf_proxy *proxy)
{
    static const double ends[] = {0.05, 0.95};
    double bounds[2];
    double *ranks = wf_calloc(table->points + 1, sizeof *ranks);
    double *energy = wf_calloc(2 * table->deployments + 1, sizeof *energy);
    double *value = energy + table->deployments;
    for (uint64_t p = 0; p < table->points; p++) {
        for (size_t d = 0; d < table->deployments; d++) {
            energy[d] = energy_of(table, d, p);
            value[d] = proxy_of(table, d, number, p);
        }
        ranks[p] = wf_rank_correlation(energy, value, table->deployments, NULL).value;
    }
    wf_quantiles(ranks, table->points, ends, bounds, 2);
    proxy->low = bounds[0];
    proxy->high = bounds[1];
    free(ranks);
    free(energy);
}

void wf_proxies_of(const double *results, size_t deployments, uint64_t points,
                   struct wf_proxies *proxies)
{
    const struct table table = {results, deployments, points};
    *proxies = (struct wf_proxies){.deployments = deployments};
    double *energy = wf_calloc(2 * deployments + 1, sizeof *energy), *value = energy + deployments;
    for (size_t i = 0; i < WF_PROXIES && deployments >= 3; i++) {
        struct wf_proxy *proxy = &proxies->items[i];
        medians(&table, i, energy, value);
        proxy->rank = wf_rank_correlation(energy, value, deployments, &proxy->deployments);
        find_misleading(energy, value, deployments, proxy);
        spread_over_points(&table, i, proxy);
    }
    free(energy);
}
