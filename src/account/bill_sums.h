/* What bills come to. The sums do not depend on the order of the bills (base/sum.h). */
#ifndef WF_ACCOUNT_BILL_SUMS_H
#define WF_ACCOUNT_BILL_SUMS_H

#include "account/bill.h"
#include "account/partial.h"
#include "base/sum.h"

/** Of hosts, of links, or of both. Start zeroed. */
struct wf_bill_sums {
    uint32_t count;
    struct wf_sum own_j;    /**< hosts: at the wall; links: own watts and class; before PUE */
    struct wf_sum energy_j; /**< site energy */
    struct wf_sum phase_j[WF_PHASE_COUNT];
    struct wf_sum network_j[WF_NETWORK_VIEWS];
    struct wf_sum accelerator_hours;        /**< busy */
    struct wf_partial carbon_g, embodied_g; /**< unknown parts keep the first one's name */
};

/** Add the bill of @p host. */
void wf_bill_sums_add_host(struct wf_bill_sums *sums, const struct wf_host_bill *bill,
                           const struct wf_host *host);
/** @param phase_j  sums to the bill's energy_j */
void wf_bill_sums_add_link(struct wf_bill_sums *sums, const struct wf_link_bill *bill,
                           const double *phase_j);
/** Links of unknown energy. Start zeroed. */
struct wf_unknown_links {
    uint32_t all, counted;          /**< all; those with bytes in the phases that count */
    struct wf_sum byte, transfer_s; /**< in the phases that count */
};

/** Add a link whose energy is not known.
 *  @param phases  that count (model/phase.h)
 *  @return whether it has bytes in them */
bool wf_unknown_links_add(struct wf_unknown_links *unknown, const struct wf_link_bill *bill,
                          uint32_t phases);

/** Add all that @p other holds. */
void wf_bill_sums_merge(struct wf_bill_sums *sums, const struct wf_bill_sums *other);

#endif
