/* The ledger: power as exact steps, kept as totals by host and phase, by link and phase. It is the
 * truth of a run; SimGrid's plugins audit it. Knows nothing of SimGrid: dates come as arguments. */
#ifndef WF_SIM_LEDGER_H
#define WF_SIM_LEDGER_H

#include "input/platform.h"
#include "sim/outcome.h"

/** One host from its first duty on. */
struct wf_ledger_host {
    struct wf_host_usage usage;
    const struct wf_watts *watts; /**< one a pstate */
    double since_s;               /**< date of the last step */
    double power_w;               /**< drawn since then */
    double site_factor;           /**< wall factor x PUE: joules as metered -> site */
    double unbilled_w;            /**< (1 - attribution) x cold idle */
    double site_j;                /**< its share of the ledger's */
    uint32_t active[WF_PHASE_COUNT], loaded[WF_PHASE_COUNT]; /**< activities going on */
    uint16_t asked_pstate[WF_PHASE_COUNT]; /**< of the loaded activities of a phase */
    uint16_t pstate, idle_pstate;
    bool on_duty;
};

/** One link on the routes used. */
struct wf_ledger_link {
    struct wf_link_usage usage;
    const struct wf_link_class *class; /**< NULL for a link SimGrid made up: counts no joules */
    double attribution, pue;
};

struct wf_ledger {
    double site_j; /**< site energy accrued so far, hosts and links */
};

/** Set up @p host for @p class; @p pstate is the one it stands in now. */
void wf_ledger_host_init(struct wf_ledger_host *host, uint32_t index,
                         const struct wf_host_class *class, uint32_t pstate, uint16_t idle_pstate);

/** An activity of @p phase starts at @p now_s; @p loaded when it loads the host, in @p pstate.
 *  @return whether the host must change pstate (host->pstate is the new one). */
bool wf_ledger_begin(struct wf_ledger *ledger, struct wf_ledger_host *host, double now_s,
                     enum wf_phase phase, bool loaded, uint16_t pstate);
/** It ends. Same result. */
bool wf_ledger_end(struct wf_ledger *ledger, struct wf_ledger_host *host, double now_s,
                   enum wf_phase phase, bool loaded);

void wf_ledger_link_init(struct wf_ledger_link *link, const char *name,
                         const struct wf_link_class *class);
/** A transfer of @p byte over @p link, from @p start_s to @p now_s, has ended. */
void wf_ledger_transfer(struct wf_ledger *ledger, struct wf_ledger_link *link, double start_s,
                        double now_s, enum wf_phase phase, double byte);

#endif
