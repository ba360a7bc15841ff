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

/** Why joules of links differ. */
enum wf_audit_cause {
    WF_AUDIT_NOT_COUNTED,
    WF_AUDIT_FATPIPE_SHARED,
    WF_AUDIT_LATENCY,
    WF_AUDIT_RADIO,
    WF_AUDIT_CAUSES
};

/** Links whose joules differ for one cause. */
struct wf_audit_finding {
    uint32_t count;
    const char *first;          /**< in natural order of names; borrowed */
    struct wf_sum difference_j; /**< plugin - ledger */
};

/** Links of a run. Start zeroed. */
struct wf_audit_links {
    struct wf_sum plugin_j, ledger_j;
    struct wf_audit_finding findings[WF_AUDIT_CAUSES];
};
/** Add a link that was billed. @param time_s  of the run */
void wf_audit_links_add(struct wf_audit_links *links, const struct wf_link_bill *bill,
                        double time_s);

/** @param links  all that were billed; devices that were drawn are added here
 *  @return the totals of the hosts and links of @p outcome. Differences on links go to @p diag,
 *  one a cause: as notes; as a warning if rates were missed for more than 1 % of the joules of the
 *  run. All totals of a run without audit are NaN. */
struct wf_audit wf_audit_make(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                              const struct wf_audit_links *links, struct wf_diag *diag);

/** Energy of a host from 0 to @p time_s by the ledger, J as metered, on duty or not. */
double wf_audit_host_j(const struct wf_host_class *class, const struct wf_host_usage *usage,
                       double time_s);

/** A link by the ledger, J as metered. */
struct wf_audit_link {
    double on_air_j; /**< of its radio, which the plugin knows nothing of */
    bool counted;    /**< it has a range, and the plugin counts it */
    double ledger_j; /**< then: base watts and bytes */
};
struct wf_audit_link wf_audit_link(const struct wf_link_bill *bill, double time_s);

#endif
