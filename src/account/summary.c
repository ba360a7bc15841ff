#include "account/summary.h"
#include "account/audit.h"
#include "account/warnings.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- kinds ---- */

static int compare_kinds(const void *a, const void *b)
{
    const struct wf_kind_bill *x = a, *y = b;
    if (x->energy_j < y->energy_j || x->energy_j > y->energy_j)
        return x->energy_j < y->energy_j ? 1 : -1;
    return strcmp(x->name, y->name);
}

static struct wf_kind_bill *kind_of(struct wf_summary *summary, const char *name)
{
    for (size_t i = 0; i < summary->kind_count; i++)
        if (!strcmp(summary->kinds[i].name, name))
            return &summary->kinds[i];
    summary->kinds = wf_realloc(summary->kinds, (summary->kind_count + 1) * sizeof *summary->kinds);
    summary->kinds[summary->kind_count] = (struct wf_kind_bill){.name = name};
    return &summary->kinds[summary->kind_count++];
}

/* ---- totals ---- */

static void add_phases(struct wf_summary *summary, const double phase_j[WF_PHASE_COUNT])
{
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        summary->phase_j[phase] += phase_j[phase];
}

static void add_hosts(struct wf_summary *summary, struct wf_partial *carbon,
                      struct wf_partial *embodied)
{
    for (size_t i = 0; i < summary->host_count; i++) {
        const struct wf_host_bill *bill = &summary->hosts[i];
        const struct wf_host *host = &summary->scenario->platform->hosts[bill->host];
        struct wf_kind_bill *kind = kind_of(summary, wf_site_kind(host->class->site));
        kind->energy_j += bill->energy_j;
        kind->count++;
        summary->host_energy_j += bill->wall_j;
        summary->energy_j += bill->energy_j;
        add_phases(summary, bill->phase_j);
        wf_partial_add(carbon, bill->carbon_g, host->name);
        wf_partial_add(embodied, bill->embodied_g, host->name);
        if (bill->usage)
            summary->busy_accelerator_hours +=
                wf_usage_busy_s(bill->usage) / 3600 * wf_site_accelerators(host->class->site);
    }
}

static void add_links(struct wf_summary *summary, struct wf_partial *carbon,
                      struct wf_partial *embodied)
{
    struct wf_kind_bill network = {.name = "network"};
    for (size_t i = 0; i < summary->link_count; i++) {
        const struct wf_link_bill *bill = &summary->links[i];
        network.energy_j += bill->energy_j;
        network.count += bill->count;
        summary->link_energy_j += bill->wire_j;
        summary->energy_j += bill->energy_j;
        add_phases(summary, bill->phase_j);
        for (int view = 0; view < WF_NETWORK_VIEWS; view++)
            summary->network_energy_j[view] += bill->network_j[view];
        if (bill->energy_j > 0 || !isnan(bill->carbon_g))
            wf_partial_add(carbon, bill->carbon_g, bill->name);
        if (bill->class && !isnan(bill->class->site->embodied_carbon_g))
            wf_partial_add(embodied, bill->embodied_g, bill->name);
    }
    if (!network.count)
        return;
    struct wf_kind_bill *kind = kind_of(summary, network.name);
    kind->energy_j += network.energy_j; /* a host may be of this kind, too */
    kind->count += network.count;
}

/* What links of unknown energy carried, and may have cost. */
static void add_unknown(struct wf_summary *summary)
{
    const struct wf_options *options = &summary->scenario->options;
    struct wf_network_unknown *unknown = &summary->network_unknown;
    double time_s = 0;
    for (size_t i = 0; i < summary->link_count; i++) {
        const struct wf_link_bill *bill = &summary->links[i];
        double byte = 0;
        for (int phase = 0; bill->usage && phase < WF_PHASE_COUNT; phase++)
            byte += wf_phases_have(options->phases, (enum wf_phase)phase) ? bill->usage->byte[phase]
                                                                          : 0;
        if (wf_link_is_known(bill->class) || byte <= 0)
            continue;
        for (uint32_t j = 0; j < bill->network_count; j++)
            if (wf_phases_have(options->phases, (enum wf_phase)bill->networks[j].phase))
                time_s += bill->networks[j].transfer_s;
        unknown->first = unknown->links++ ? unknown->first : bill->name;
        unknown->byte += byte;
    }
    if (!unknown->links)
        return;
    const struct wf_network_bounds bounds =
        wf_networks_bounds(summary->scenario->platform->networks, options->network);
    unknown->low_j = bounds.low_j_per_byte * unknown->byte + bounds.low_w * time_s;
    unknown->high_j = bounds.high_j_per_byte * unknown->byte + bounds.high_w * time_s;
}

bool wf_summary_unknown_turns(const struct wf_summary *one, const struct wf_summary *other)
{
    const struct wf_summary *less = one->energy_j <= other->energy_j ? one : other;
    const struct wf_summary *more = less == one ? other : one;
    return less->energy_j + less->network_unknown.high_j >
           more->energy_j + more->network_unknown.low_j;
}

/* Figures that put the work done in proportion to its energy. */
static void relate(struct wf_summary *summary)
{
    const struct wf_outcome *outcome = summary->outcome;
    double byte = 0;
    for (int i = 0; i < WF_DIRECTION_COUNT; i++)
        byte += outcome->byte[i];
    summary->samples_per_j = outcome->samples / summary->energy_j;
    summary->byte_per_j = byte / summary->energy_j;
    summary->epochs =
        (outcome->samples - outcome->explored_samples) / (double)summary->scenario->total_samples;
}

static void take_bills(struct wf_summary *summary, const struct wf_bills *bills)
{
    summary->hosts = bills->hosts;
    summary->host_count = bills->host_count;
    summary->links = bills->links;
    summary->link_count = bills->link_count;
    memcpy(summary->phase_carbon_g, bills->phase_carbon_g, sizeof summary->phase_carbon_g);
    summary->arena = bills->arena;
}

static void take_audit(struct wf_summary *summary, const struct wf_audit *audit)
{
    summary->plugin_host_energy_j = audit->plugin_host_j;
    summary->ledger_host_energy_j = audit->ledger_host_j;
    summary->plugin_link_energy_j = audit->plugin_link_j;
    summary->ledger_link_energy_j = audit->ledger_link_j;
}

void wf_summary_make(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                     struct wf_summary *summary, struct wf_diag *diag)
{
    struct wf_partial carbon_sum = {0}, embodied_sum = {0};
    struct wf_carbon carbon;
    struct wf_bills bills;
    wf_carbon_init(&carbon, scenario, outcome);
    wf_bills_make(scenario, outcome, &carbon, &bills);
    struct wf_audit audit = wf_audit_make(scenario, outcome, &bills, diag);
    *summary = (struct wf_summary){.scenario = scenario,
                                   .outcome = outcome,
                                   .start_s = carbon.start_s,
                                   .start_delay_s = carbon.delay_s,
                                   .dated = carbon.used != NULL};
    take_bills(summary, &bills);
    take_audit(summary, &audit);
    add_hosts(summary, &carbon_sum, &embodied_sum);
    add_links(summary, &carbon_sum, &embodied_sum);
    if (summary->kind_count)
        qsort(summary->kinds, summary->kind_count, sizeof *summary->kinds, compare_kinds);
    summary->carbon_g = carbon_sum.unknown ? NAN : carbon_sum.sum;
    summary->embodied_g = embodied_sum.known ? embodied_sum.sum : NAN;
    add_unknown(summary);
    relate(summary);
    wf_warnings_report(scenario, outcome, &bills, &carbon_sum, &embodied_sum, diag);
    wf_carbon_warn(&carbon, diag);
}

void wf_summary_release(struct wf_summary *summary)
{
    if (!summary)
        return;
    if (summary->scenario)
        wf_arena_release(&summary->arena);
    free(summary->kinds);
    free(summary->hosts);
    free(summary->links);
    *summary = (struct wf_summary){0};
}
