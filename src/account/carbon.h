/* Operational carbon under grids that change with time: when the job starts, and what the weights
 * of its hosts and links come to. A start may be put off to where the carbon is least: an oracle,
 * for it knows the grid of the days to come. Everything shifts together. */
#ifndef WF_ACCOUNT_CARBON_H
#define WF_ACCOUNT_CARBON_H

#include "account/outcome.h"
#include "scenario/scenario.h"

/** Look for what makes the carbon impossible to tell: a run that leaves the span of a series it
 *  needs, a value that is missing in it. Each is an error in @p diag, with the file and its line.
 */
void wf_carbon_check(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                     struct wf_diag *diag);

/** When the run starts, and the weights to read, in order. */
struct wf_carbon {
    const struct wf_scenario *scenario;
    const struct wf_outcome *outcome;
    const struct wf_series *used; /**< one of the series that count, or NULL */
    double start_s;               /**< Unix date of date 0; NaN: no series, no start given */
    double delay_s;               /**< how much later than asked for */
    const struct wf_weight_row *row;
    const double *bucket;
};

/** Choose the start: as asked for, or, of all edges of the series within the window that the series
 *  cover, the one with the least operational carbon of what is billed. */
void wf_carbon_init(struct wf_carbon *carbon, const struct wf_scenario *scenario,
                    const struct wf_outcome *outcome);

/** Add to @p phase_g (g CO2e by phase, site energy) the carbon of a host at a place whose intensity
 *  is a series. Hosts in the order of the outcome, then links, then owners without usage.
 *  @param owner  index of its usage; UINT32_MAX where it has none (--whole-platform) */
void wf_carbon_add_host(struct wf_carbon *carbon, const struct wf_host_class *class, uint32_t owner,
                        double phase_g[WF_PHASE_COUNT]);
/** The same of a link. */
void wf_carbon_add_link(struct wf_carbon *carbon, const struct wf_link_class *class, uint32_t owner,
                        double phase_g[WF_PHASE_COUNT]);

/** What a reader must know of the start, as warnings. */
void wf_carbon_warn(const struct wf_carbon *carbon, struct wf_diag *diag);

#endif
