/* Prices an outcome again and again under other figures of the account (PUE, intensities, embodied
 * carbon, shares, factors to the wall, watts): arithmetic on what was counted, no simulation. Hosts
 * and links that are billed alike are put together once, as a lot, so that a total takes the time
 * of a few lots, whatever the fleet.
 *
 * Which numbers a figure stands in is found by its mark: in the scenario that was simulated, the
 * figure has a value that no other one has. */
#ifndef WF_ACCOUNT_PRICING_H
#define WF_ACCOUNT_PRICING_H

#include "account/choice.h"
#include "account/outcome.h"
#include "account/price.h"
#include "scenario/scenario.h"

/** Where a figure stands. */
enum wf_priced_place {
    WF_PRICED_SITE,       /**< a row of wf_site_props, of hosts or links */
    WF_PRICED_HOST_WATTS, /**< `wattage_per_state`, one pstate's */
    WF_PRICED_LINK_WATTS, /**< `wattage_range` */
    WF_PRICED_NETWORK     /**< the catalogue of networks */
};

/** A figure whose value changes from one total to the next. */
struct wf_priced_figure {
    enum wf_priced_place place;
    int row;                  /**< of wf_site_props, or of wf_network_figures */
    enum wf_figure_part part; /**< of watts */
    double mark;              /**< its value in the scenario, canonical unit */
};

/** Are joules drawn with it, so that they are weighted by it where an intensity changes with time?
 */
bool wf_priced_is_drawn(const struct wf_priced_figure *figure);

struct wf_pricing;

/** Get ready to price @p outcome. Nothing that is given needs to outlive the result.
 *  @param scenario  that was simulated, each figure at its mark
 *  @return NULL with @p err (WF_EFAIL) where the account of the run is no plain arithmetic on
 *  totals: devices were drawn and billed while they were, all of the platform is billed, watts vary
 *  of a host that worked in several pstates in one phase, or under an intensity that changes with
 *  time, or the start moves to where such an intensity is least */
struct wf_pricing *wf_pricing_make(const struct wf_scenario *scenario,
                                   const struct wf_outcome *outcome,
                                   const struct wf_priced_figure *figures, size_t count,
                                   struct wf_err *err);
/** Append what wf_pricing_unpack needs to @p out. It can be read where the scenario's platform
 * stands at the same address: in the process from which the one that writes was forked. */
void wf_pricing_pack(const struct wf_pricing *pricing, struct wf_buffer *out);
/** @param scenario, figures, count  as for wf_pricing_make */
struct wf_pricing *wf_pricing_unpack(const struct wf_scenario *scenario, const char *bytes,
                                     const struct wf_priced_figure *figures, size_t count);
/** In how many places a figure was found; 0: nothing that is billed depends on it. */
size_t wf_pricing_places(const struct wf_pricing *pricing, size_t figure);
/** Give a figure another value, in its canonical unit. */
void wf_pricing_set(struct wf_pricing *pricing, size_t figure, double value);
/** What the run costs with the figures as they are set. */
void wf_pricing_total(struct wf_pricing *pricing, struct wf_price *price);
/** The same where an accountant chooses otherwise. Links that are shared by many stay as stated. */
void wf_pricing_total_as(struct wf_pricing *pricing, const struct wf_choice *choice,
                         struct wf_price *price);

void wf_pricing_free(struct wf_pricing *pricing);

#endif
