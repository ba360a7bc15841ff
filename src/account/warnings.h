/* Warnings about a result: what was not counted, what is assumed, what was not measured. */
#ifndef WF_ACCOUNT_WARNINGS_H
#define WF_ACCOUNT_WARNINGS_H

#include "account/bill.h"
#include "account/partial.h"

/** Links that were billed, without the devices that were drawn. */
struct wf_billed_links {
    size_t all, unknown;       /**< bills; those of links whose energy is not known */
    const char *first_unknown; /**< in natural order of names; borrowed */
};

/** Warn about the bills of @p outcome in @p diag.
 *  @param carbon, embodied  sums over all bills: how many parts are unknown */
void wf_warnings_report(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                        const struct wf_billed_links *links, const struct wf_partial *carbon,
                        const struct wf_partial *embodied, struct wf_diag *diag);

#endif
