#include "account/summary.h"
#include "account/audit.h"
#include "account/bill_sums.h"
#include "account/reserve_bill.h"
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

/* Hosts of one kind, or the network. */
struct kind {
    const char *name;
    struct wf_bill_sums sums;
};

struct kinds {
    struct kind *items;
    size_t count;
};

static struct wf_bill_sums *sums_of(struct kinds *kinds, const char *name)
{
    for (size_t i = 0; i < kinds->count; i++)
        if (!strcmp(kinds->items[i].name, name))
            return &kinds->items[i].sums;
    kinds->items = wf_realloc(kinds->items, (kinds->count + 1) * sizeof *kinds->items);
    kinds->items[kinds->count] = (struct kind){.name = name};
    return &kinds->items[kinds->count++].sums;
}

/* ---- bills ---- */

/* What bills come to, while they are written. */
struct tally {
    const struct wf_scenario *scenario;
    const struct wf_outcome *outcome;
    struct kinds kinds;
    struct wf_bill_sums hosts, links;
    struct wf_billed_links billed;
    struct wf_unknown_links unknown;
    const char *first_unknown; /* of those that carried bytes in the phases that count */
    struct wf_audit_links audit;
};

static void add_host(void *data, const struct wf_host_class *class, const struct wf_host_bill *bill)
{
    struct tally *tally = data;
    const struct wf_host *host = &tally->scenario->platform->hosts[bill->host];
    wf_bill_sums_add_host(sums_of(&tally->kinds, wf_site_kind(class->site)), bill, host);
    wf_bill_sums_add_host(&tally->hosts, bill, host);
}

static void add_link(void *data, const struct wf_link_bill *bill,
                     const double phase_j[WF_PHASE_COUNT])
{
    struct tally *tally = data;
    const struct wf_options *options = &tally->scenario->options;
    wf_bill_sums_add_link(&tally->links, bill, phase_j);
    tally->billed.all++;
    if (options->audit)
        wf_audit_links_add(&tally->audit, bill, tally->outcome->time_s);
    if (wf_link_is_known(bill->class))
        return;
    tally->billed.unknown++;
    tally->billed.first_unknown = wf_text_first(tally->billed.first_unknown, bill->name);
    if (wf_unknown_links_add(&tally->unknown, bill, options->phases))
        tally->first_unknown = wf_text_first(tally->first_unknown, bill->name);
}

/* Devices that were drawn. */
static void add_reserve(struct tally *tally)
{
    for (size_t i = 0; i < tally->outcome->reserve_bill_count; i++) {
        const struct wf_reserve_bill *bills = &tally->outcome->reserve_bills[i];
        const struct wf_host *host = &tally->scenario->platform->hosts[bills->host];
        wf_bill_sums_merge(&tally->links, &bills->links);
        if (!bills->hosts.count)
            continue;
        wf_bill_sums_merge(sums_of(&tally->kinds, wf_site_kind(host->class->site)), &bills->hosts);
        wf_bill_sums_merge(&tally->hosts, &bills->hosts);
    }
    if (tally->links.count) /* a host may be of this kind, too */
        wf_bill_sums_merge(sums_of(&tally->kinds, "network"), &tally->links);
}

/* ---- totals ---- */

static void take_kinds(struct wf_summary *summary, const struct kinds *kinds)
{
    summary->kinds = wf_calloc(kinds->count + 1, sizeof *summary->kinds);
    summary->kind_count = kinds->count;
    for (size_t i = 0; i < kinds->count; i++)
        summary->kinds[i] =
            (struct wf_kind_bill){.name = kinds->items[i].name,
                                  .energy_j = wf_sum_value(&kinds->items[i].sums.energy_j),
                                  .count = kinds->items[i].sums.count};
    if (summary->kind_count)
        qsort(summary->kinds, summary->kind_count, sizeof *summary->kinds, compare_kinds);
}

/* Sum up. @param[out] all  of hosts and links together */
static void add_up(struct wf_summary *summary, const struct tally *tally, struct wf_bill_sums *all)
{
    const struct wf_bill_sums *hosts = &tally->hosts, *links = &tally->links;
    take_kinds(summary, &tally->kinds);
    summary->billed_hosts = hosts->count;
    summary->billed_links = tally->billed.all;
    summary->unknown_links = tally->billed.unknown;
    for (size_t i = 0; i < summary->outcome->reserve_bill_count; i++) {
        summary->billed_links += summary->outcome->reserve_bills[i].links.count;
        summary->unknown_links += summary->outcome->reserve_bills[i].unknown.all;
    }
    summary->embodied_hosts = hosts->embodied_g.known;
    summary->host_carbon_g = hosts->carbon_g;
    summary->link_carbon_g = links->carbon_g;
    summary->host_energy_j = wf_sum_value(&hosts->own_j);
    summary->link_energy_j = wf_sum_value(&links->own_j);
    summary->busy_accelerator_hours = wf_sum_value(&hosts->accelerator_hours);
    for (int view = 0; view < WF_NETWORK_VIEWS; view++)
        summary->network_energy_j[view] = wf_sum_value(&links->network_j[view]);
    *all = *hosts;
    wf_bill_sums_merge(all, links);
    summary->energy_j = wf_sum_value(&all->energy_j);
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        summary->phase_j[phase] = wf_sum_value(&all->phase_j[phase]);
    summary->carbon_g = all->carbon_g.unknown ? NAN : wf_sum_value(&all->carbon_g.sum);
    summary->embodied_g = all->embodied_g.known ? wf_sum_value(&all->embodied_g.sum) : NAN;
}

/* What links of unknown energy carried, and may have cost. */
static void add_unknown(struct wf_summary *summary, const struct tally *tally)
{
    struct wf_network_unknown *unknown = &summary->network_unknown;
    struct wf_unknown_links links = tally->unknown;
    unknown->first = tally->first_unknown;
    for (size_t i = 0; i < summary->outcome->reserve_bill_count; i++) {
        const struct wf_reserve_bill *bills = &summary->outcome->reserve_bills[i];
        if (bills->unknown.counted)
            unknown->first = wf_text_first(unknown->first, bills->first_unknown.name);
        links.counted += bills->unknown.counted;
        wf_sum_merge(&links.byte, &bills->unknown.byte);
        wf_sum_merge(&links.transfer_s, &bills->unknown.transfer_s);
    }
    if (!links.counted)
        return;
    double time_s = wf_sum_value(&links.transfer_s);
    unknown->links = links.counted;
    unknown->byte = wf_sum_value(&links.byte);
    const struct wf_network_bounds bounds = wf_networks_bounds(
        summary->scenario->platform->networks, summary->scenario->options.network);
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

double wf_summary_epochs(const struct wf_scenario *scenario, const struct wf_outcome *outcome)
{
    return (outcome->samples - outcome->explored_samples) / (double)scenario->total_samples;
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
    summary->epochs = wf_summary_epochs(summary->scenario, outcome);
}

static void take_carbon(struct wf_summary *summary)
{
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        struct wf_sum sum = summary->billing.phase_carbon_g[phase];
        for (size_t i = 0; i < summary->outcome->reserve_bill_count; i++)
            wf_sum_merge(&sum, &summary->outcome->reserve_bills[i].phase_carbon_g[phase]);
        summary->phase_carbon_g[phase] = wf_sum_value(&sum);
    }
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
    struct tally tally = {.scenario = scenario, .outcome = outcome};
    struct wf_bill_sums all;
    struct wf_carbon carbon;
    wf_carbon_init(&carbon, scenario, outcome);
    *summary = (struct wf_summary){.scenario = scenario,
                                   .outcome = outcome,
                                   .start_s = carbon.start_s,
                                   .start_delay_s = carbon.delay_s,
                                   .dated = carbon.used != NULL,
                                   .bills = wf_calloc(1, sizeof *summary->bills)};
    wf_bills_each(scenario, outcome, &carbon, &summary->billing, add_host, add_link, &tally);
    add_reserve(&tally);
    const struct wf_audit audit = wf_audit_make(scenario, outcome, &tally.audit, diag);
    take_audit(summary, &audit);
    take_carbon(summary);
    add_up(summary, &tally, &all);
    add_unknown(summary, &tally);
    relate(summary);
    wf_warnings_report(scenario, outcome, &tally.billed, &all.carbon_g, &all.embodied_g, diag);
    wf_carbon_warn(&carbon, diag);
    free(tally.kinds.items);
}

const struct wf_bills *wf_summary_bills(const struct wf_summary *summary)
{
    struct wf_carbon carbon;
    if (!summary->bills->made) {
        wf_carbon_init(&carbon, summary->scenario, summary->outcome);
        wf_bills_make(summary->scenario, summary->outcome, &carbon, summary->bills);
    }
    return summary->bills;
}

void wf_summary_release(struct wf_summary *summary)
{
    if (!summary)
        return;
    if (summary->bills) {
        if (summary->bills->made)
            wf_bills_release(summary->bills);
        wf_billing_release(&summary->billing);
    }
    free(summary->bills);
    free(summary->kinds);
    *summary = (struct wf_summary){0};
}
