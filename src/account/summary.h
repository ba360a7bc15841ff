/* The account of a run: its bills (bill.h), summed by kind of host and by phase, with the audit and
 * the warnings. The parts sum to the whole. */
#ifndef WF_ACCOUNT_SUMMARY_H
#define WF_ACCOUNT_SUMMARY_H

#include "account/bill.h"
#include "account/partial.h"

/** Energy of all hosts of one kind, or of the network. */
struct wf_kind_bill {
    const char *name;
    double energy_j;
    uint32_t count; /**< hosts, or links of "network" */
};

/** Bytes on links whose energy is not known, as they have neither a class of network nor watts.
 * They count 0. */
struct wf_network_unknown {
    uint32_t links;
    const char *first; /**< name of one of them, or NULL */
    double byte;
    double low_j, high_j; /**< what they may cost, by the widest rows of the catalogue in the view
                             that counts; with none, in any */
};

struct wf_summary {
    const struct wf_scenario *scenario;
    const struct wf_outcome *outcome;
    double energy_j, host_energy_j, link_energy_j;
    double plugin_host_energy_j, ledger_host_energy_j; /**< as metered (audit.h); NaN: no audit */
    double plugin_link_energy_j, ledger_link_energy_j;
    double network_energy_j[WF_NETWORK_VIEWS]; /**< of classes of networks, in either view */
    struct wf_network_unknown network_unknown;
    double phase_j[WF_PHASE_COUNT];
    double phase_carbon_g[WF_PHASE_COUNT]; /**< NaN: drawn at an unknown intensity */
    double carbon_g, embodied_g;           /**< NaN unknown */
    double start_s, start_delay_s;         /**< Unix date of date 0 as billed, NaN: none; delay */
    bool dated;                            /**< a grid that changes with time counts */
    double busy_accelerator_hours;
    double samples_per_j, byte_per_j;
    double epochs;              /**< passes over the total samples */
    struct wf_kind_bill *kinds; /**< largest first */
    size_t kind_count;
    /* of all bills, with the devices that were drawn */
    size_t billed_hosts, billed_links;
    size_t embodied_hosts; /**< with embodied carbon */
    size_t unknown_links;  /**< whose energy is not known */
    struct wf_partial host_carbon_g, link_carbon_g;
    struct wf_billing billing; /**< names of links without usage */
    struct wf_bills *bills;    /**< use wf_summary_bills */
};

/** Account for @p outcome. Both arguments must outlive the summary. Warnings about the result (what
 *  is not counted, assumed, uncalibrated) go to @p diag. Release the summary. */
void wf_summary_make(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                     struct wf_summary *summary, struct wf_diag *diag);
/** The bills of hosts and links, one by one, without the devices that were drawn. A large fleet has
 *  many: they are written when they are first asked for, and live as long as the summary. */
const struct wf_bills *wf_summary_bills(const struct wf_summary *summary);
/** Of two runs: would the one that takes more energy take less, if the links of unknown energy cost
 *  what they may at most in the other run, and at least in this one? */
bool wf_summary_unknown_turns(const struct wf_summary *one, const struct wf_summary *other);
/** Passes over the total samples, without trials. */
double wf_summary_epochs(const struct wf_scenario *scenario, const struct wf_outcome *outcome);
void wf_summary_release(struct wf_summary *summary);

#endif
