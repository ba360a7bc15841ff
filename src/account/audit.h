/* The audit: joules of SimGrid's energy plugins beside those of the ledger, as metered, from date 0
 * to the end, over the hosts and links that were used. The meter has checked each host (they must
 * agree); plugin and ledger differ on some links, each difference for a known cause. */
#ifndef WF_ACCOUNT_AUDIT_H
#define WF_ACCOUNT_AUDIT_H

#include "account/bill.h"

struct wf_audit {
    double plugin_host_j, ledger_host_j;
    double plugin_link_j, ledger_link_j;
};

/** @return the totals of the hosts and links of @p outcome. Differences on links go to @p diag,
 *  one a cause: as notes; as a warning if rates were missed for more than 1 % of the joules of the
 *  run. All totals of a run without audit are NaN. */
struct wf_audit wf_audit_make(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                              const struct wf_bills *bills, struct wf_diag *diag);

#endif
