/* What a run costs in all: totals of its bills, without the bills themselves. */
#ifndef WF_ACCOUNT_PRICE_H
#define WF_ACCOUNT_PRICE_H

#include "account/bill_sums.h"

/** As in wf_summary. */
struct wf_price {
    double energy_j, host_energy_j, link_energy_j;
    double network_energy_j[WF_NETWORK_VIEWS];
    double carbon_g, embodied_g; /**< NaN: unknown */
    double accelerator_hours;
    double phase_j[WF_PHASE_COUNT];
};

/** What @p outcome costs: the numbers of wf_summary_make to the bit, in less time, as no bill is
 *  kept, audited or warned of. */
void wf_price_make(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                   struct wf_price *price);
/** Of sums of bills of hosts, and of links. */
void wf_price_of(const struct wf_bill_sums *hosts, const struct wf_bill_sums *links,
                 struct wf_price *price);

#endif
