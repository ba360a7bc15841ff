/* The account of a run: what was measured, billed at the wall by the rulings of the design, summed
 * by kind of host and by phase. The parts sum to the whole. */
#ifndef WF_ACCOUNT_SUMMARY_H
#define WF_ACCOUNT_SUMMARY_H

#include "account/carbon.h"
#include "account/outcome.h"
#include "account/tariff.h"
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

struct wf_link_bill {
    const char *name; /**< borrowed */
    uint32_t count;   /**< 1, or the unused links of a <cluster>, billed together */
    const struct wf_link_usage *usage;  /**< NULL: billed by --whole-platform only */
    const struct wf_radio_usage *radio; /**< NULL: none, or billed with its other half */
    const struct wf_link_class *class;  /**< NULL: SimGrid made it up */
    double wire_j;                      /**< before PUE; 0 where no watts are declared */
    double energy_j;
    double phase_j[WF_PHASE_COUNT];
    double carbon_g, embodied_g;
};

struct wf_kind_bill {
    const char *name;
    double energy_j;
    uint32_t count; /**< hosts, or links of "network" */
};

struct wf_summary {
    const struct wf_scenario *scenario;
    const struct wf_outcome *outcome;
    double energy_j, host_energy_j, link_energy_j;
    double plugin_host_energy_j, ledger_host_energy_j; /**< raw, 0 to the end; NaN: no audit */
    double plugin_link_energy_j, ledger_link_energy_j;
    double phase_j[WF_PHASE_COUNT];
    double phase_carbon_g[WF_PHASE_COUNT]; /**< NaN: something was drawn at an unknown intensity */
    double carbon_g, embodied_g;           /**< NaN unknown */
    double start_s, start_delay_s; /**< Unix date of date 0 as billed, NaN: none; how much later */
    bool dated;                    /**< a grid that changes with time counts */
    double busy_accelerator_hours;
    double samples_per_j, byte_per_j;
    double epochs;              /**< passes over the total samples */
    struct wf_kind_bill *kinds; /**< largest first */
    struct wf_host_bill *hosts;
    struct wf_link_bill *links;
    struct wf_arena arena; /**< names of links that nobody used */
    size_t kind_count, host_count, link_count;
};

/** Account for @p outcome. Both arguments must outlive the summary. What a reader must know of the
 *  result (not counted, assumed, uncalibrated) goes to @p diag as warnings. */
void wf_summary_make(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                     struct wf_summary *summary, struct wf_diag *diag);
void wf_summary_release(struct wf_summary *summary);

#endif
