/* Operational carbon under grids that change with time: when the job starts, and what the weights
 * (weights.h) of its hosts and links come to. */
#ifndef WF_ACCOUNT_CARBON_H
#define WF_ACCOUNT_CARBON_H

#include "account/outcome.h"
#include "account/tariff.h"
#include "scenario/scenario.h"

/** When the run starts, and the weights that are not read yet. */
struct wf_carbon {
    const struct wf_scenario *scenario;
    const struct wf_outcome *outcome;
    const struct wf_series *used; /**< one of the series that the bill needs, or NULL */
    double start_s;               /**< Unix date of date 0; NaN: no series, no start given */
    double delay_s;               /**< how much later than asked for */
    const struct wf_weight_row *row;
    const double *bucket; /**< of that row */
};

/** Choose the start: as asked for or, within a window, the greenest (greenest.h). Both arguments
 *  must outlive @p carbon, which owns nothing. */
void wf_carbon_init(struct wf_carbon *carbon, const struct wf_scenario *scenario,
                    const struct wf_outcome *outcome);

/** Add to @p phase_g (g CO2e by phase, site energy) the carbon of a host at a place whose intensity
 *  is a series. Weights are read in order: call it for hosts in the order of the outcome, then for
 *  links in theirs, then for those without usage.
 *  @param owner  index of its usage; UINT32_MAX where it has none (--whole-platform) */
void wf_carbon_add_host(struct wf_carbon *carbon, const struct wf_host_class *class,
                        const struct wf_host_tariff *tariff, uint32_t owner,
                        double phase_g[WF_PHASE_COUNT]);
/** The same for a link. */
void wf_carbon_add_link(struct wf_carbon *carbon, const struct wf_link_class *class,
                        const struct wf_link_tariff *tariff, uint32_t owner,
                        double phase_g[WF_PHASE_COUNT]);

/** Warn of a start that was not asked for, and of values that are interpolated. */
void wf_carbon_warn(const struct wf_carbon *carbon, struct wf_diag *diag);

#endif
