/* What devices of a fleet that were drawn come to: their bills, summed by group while they are
 * drawn, so that no device is kept. */
#ifndef WF_ACCOUNT_RESERVE_BILL_H
#define WF_ACCOUNT_RESERVE_BILL_H

#include "account/bill_sums.h"
#include "scenario/reserve.h"

enum { WF_DEVICE_NAME_SIZE = WF_FLEET_NAME + 8 };

/** What the ledger says of links, as metered. */
struct wf_reserve_audit {
    struct wf_sum ledger_j, on_air_j; /**< all; the part of radios */
    uint32_t counted, on_air;         /**< links of ranges; links with radios that drew */
};

/** The first device of some kind, or a link of it. Start zeroed. */
struct wf_first_device {
    uint64_t number; /**< 1 + twice its learner, + 1 for its link up; 0: none yet */
    char name[WF_DEVICE_NAME_SIZE];
};

/** Devices of one group. Start zeroed. */
struct wf_reserve_bill {
    uint32_t host; /**< the one of the platform that stands for the group */
    struct wf_bill_sums hosts, links;
    struct wf_sum phase_carbon_g[WF_PHASE_COUNT];
    struct wf_unknown_links unknown;
    struct wf_sum ledger_host_j; /**< as metered, from 0 to the end */
    struct wf_reserve_audit link_audit;
    bool radios_alone; /**< a radio draws by airtime, and nothing else of its route has watts */
    /* in natural order of names, for messages */
    struct wf_first_device first, first_unknown, first_on_air, first_alone, first_carbon,
        first_embodied;
};

/** Add a device. @p outcome: only its time is used. */
void wf_reserve_bill_host(struct wf_reserve_bill *sums, const struct wf_scenario *scenario,
                          const struct wf_outcome *outcome, const struct wf_host *host,
                          const struct wf_host_usage *usage, uint32_t learner);
/** Add a link of it that was used: @p bill has name, class, count, usage, radio and networks. */
void wf_reserve_bill_link(struct wf_reserve_bill *sums, const struct wf_scenario *scenario,
                          const struct wf_outcome *outcome, struct wf_link_bill *bill,
                          uint32_t learner, bool up);
/** All devices were added: find the names of the first ones. */
void wf_reserve_bill_name(struct wf_reserve_bill *sums, const struct wf_reserve *reserve);

/** The bills have crossed a pipe: what is unknown goes by the names that came with them. */
void wf_reserve_bills_settle(struct wf_outcome *outcome);

#endif
