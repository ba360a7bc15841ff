/* What is often taken in the place of energy: parameters, accelerator-hours,
 * size, flop, bytes. Do they order deployments as their energy does? */
#ifndef WF_SWEEP_PROXY_H
#define WF_SWEEP_PROXY_H

#include "statistics/estimate.h"
#include "sweep/results.h"

enum { WF_PROXIES = 5 };

/** Correlation of the ranks of energy and of a proxy among the deployments of a
 * study. */
struct wf_proxy {
    struct wf_estimate rank; /**< of the medians over the points */
    size_t deployments;      /**< those where both are known */
    double low, high;        /**< 5 and 95 % of the points' own correlations; NaN: none */
    /** The pair that misleads most: the one takes at most as much of the proxy,
     * and the most energy relative to the other. SIZE_MAX: no pair does. */
    size_t less, more;
    double proxy_ratio, energy_ratio; /**< less over more, of medians: at most 1, above 1 */
};

struct wf_proxies {
    size_t deployments; /**< of the study; fewer than 3 have no correlations */
    struct wf_proxy items[WF_PROXIES];
};

/** "parameters", "accelerator-hours", "model size", "flop", "bytes". */
extern const char *const wf_proxy_names[WF_PROXIES];

/** @param results  results[(deployment x WF_RESULT_COUNT + result) x points +
 * point]; NaN: failed
 */
void wf_proxies_of(const double *results, size_t deployments, uint64_t points,
                   struct wf_proxies *proxies);

#endif
