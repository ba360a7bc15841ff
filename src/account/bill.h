/* The bill: joules, grams and embodied grams of each host and link of a run, at the wall and with
 * PUE, by phase. */
#ifndef WF_ACCOUNT_BILL_H
#define WF_ACCOUNT_BILL_H

#include "account/carbon.h"
#include "account/outcome.h"
#include "base/sum.h"
#include "scenario/scenario.h"

/** A billed host. Energies are site energies (with PUE) unless said otherwise. */
struct wf_host_bill {
    uint32_t host;
    const struct wf_host_usage *usage; /**< NULL: billed by --whole-platform only */
    double duty_s;
    double wall_j;                  /**< at the wall, before PUE */
    double energy_j;                /**< wall_j x PUE */
    double phase_j[WF_PHASE_COUNT]; /**< sums to energy_j */
    double carbon_g, embodied_g;    /**< NaN unknown */
};

/** A billed link. */
struct wf_link_bill {
    const char *name; /**< borrowed */
    uint32_t count;   /**< 1, or the unused links of a <cluster>, billed together */
    const struct wf_link_usage *usage;       /**< NULL: billed by --whole-platform only */
    const struct wf_radio_usage *radio;      /**< NULL: none, or billed with its other half */
    const struct wf_link_class *class;       /**< NULL: SimGrid made the link up */
    const struct wf_network_usage *networks; /**< those of it */
    uint32_t network_count;
    double network_j[WF_NETWORK_VIEWS]; /**< of its class of network, in either view; no PUE */
    double wire_j;               /**< own watts before PUE, and network_j of the view that counts */
    double energy_j;             /**< own watts x PUE, and the same; 0 where neither is declared */
    double carbon_g, embodied_g; /**< NaN unknown */
};

/** What a run's billing comes to beside its bills. */
struct wf_billing {
    struct wf_sum phase_carbon_g[WF_PHASE_COUNT]; /**< of all; NaN: drawn at an unknown intensity */
    struct wf_arena names;                        /**< of links without usage */
};
void wf_billing_release(struct wf_billing *billing);

typedef void wf_host_billed(void *data, const struct wf_host_class *class,
                            const struct wf_host_bill *bill);
/** @param phase_j  sums to the bill's energy_j */
typedef void wf_link_billed(void *data, const struct wf_link_bill *bill,
                            const double phase_j[WF_PHASE_COUNT]);
/** Bill @p outcome: each bill is handed over when it is written, of hosts first, in the order of
 * the outcome, then of those without usage. All arguments must outlive what is kept of the bills.
 *  @param carbon  initialised; its weights are read here
 *  @param[out] billing  release it */
void wf_bills_each(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                   struct wf_carbon *carbon, struct wf_billing *billing, wf_host_billed *host,
                   wf_link_billed *link, void *data);

/** All bills of a run. */
struct wf_bills {
    struct wf_host_bill *hosts; /**< order of the outcome, then those without usage */
    struct wf_link_bill *links;
    size_t host_count, link_count;
    struct wf_sum link_phase_j[WF_PHASE_COUNT]; /**< of all links */
    struct wf_billing billing;
    bool made;
};
/** Keep them all, as wf_bills_each hands them over. */
void wf_bills_make(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                   struct wf_carbon *carbon, struct wf_bills *bills);
void wf_bills_release(struct wf_bills *bills);

/** The class of a link that was used; NULL: SimGrid made it up. */
const struct wf_link_class *wf_bill_link_class(const struct wf_platform *platform,
                                               const struct wf_link_usage *usage);

/** The bill of one device of a fleet.
 *  @param outcome  only its time is used, and where intensity changes with time, that @p usage is
 *                  its host
 *  @param class    of the device
 *  @param carbon   the weights of the device; NULL: its place has a constant intensity
 *  @param phase_carbon_g  its carbon is added to it */
struct wf_host_bill wf_bill_device(const struct wf_scenario *scenario,
                                   const struct wf_outcome *outcome,
                                   const struct wf_host_class *class,
                                   const struct wf_host_usage *usage, struct wf_carbon *carbon,
                                   struct wf_sum phase_carbon_g[WF_PHASE_COUNT]);
/** The same of a link of it: fill in what it costs.
 *  @param[in,out] bill  name, class, count, usage, radio and networks are set
 *  @param[out] phase_j  sums to its energy_j */
void wf_bill_device_link(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                         struct wf_link_bill *bill, struct wf_carbon *carbon,
                         struct wf_sum phase_carbon_g[WF_PHASE_COUNT],
                         double phase_j[WF_PHASE_COUNT]);

#endif
