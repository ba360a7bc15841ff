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

/* ---- totals ---- */

static void add_hosts(const struct wf_summary *summary, struct kinds *kinds,
                      struct wf_bill_sums *hosts)
{
    for (size_t i = 0; i < summary->host_count; i++) {
        const struct wf_host_bill *bill = &summary->hosts[i];
        const struct wf_host *host = &summary->scenario->platform->hosts[bill->host];
        wf_bill_sums_add_host(sums_of(kinds, wf_site_kind(host->class->site)), bill, host);
        wf_bill_sums_add_host(hosts, bill, host);
    }
    for (size_t i = 0; i < summary->outcome->reserve_bill_count; i++) {
        const struct wf_reserve_bill *bills = &summary->outcome->reserve_bills[i];
        const struct wf_host *host = &summary->scenario->platform->hosts[bills->host];
        if (!bills->hosts.count)
            continue;
        wf_bill_sums_merge(sums_of(kinds, wf_site_kind(host->class->site)), &bills->hosts);
        wf_bill_sums_merge(hosts, &bills->hosts);
    }
}

static void add_links(const struct wf_summary *summary, const struct wf_bills *bills,
                      struct kinds *kinds, struct wf_bill_sums *links)
{
    for (size_t i = 0; i < bills->link_count; i++)
        wf_bill_sums_add_link(links, &bills->links[i], NULL);
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        wf_sum_merge(&links->phase_j[phase], &bills->link_phase_j[phase]);
    for (size_t i = 0; i < summary->outcome->reserve_bill_count; i++)
        wf_bill_sums_merge(links, &summary->outcome->reserve_bills[i].links);
    if (links->count) /* a host may be of this kind, too */
        wf_bill_sums_merge(sums_of(kinds, "network"), links);
}

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

/* Sum up the bills. @param[out] all  of hosts and links together */
static void add_up(struct wf_summary *summary, const struct wf_bills *bills,
                   struct wf_bill_sums *all)
{
    struct kinds kinds = {0};
    struct wf_bill_sums hosts = {0}, links = {0};
    add_hosts(summary, &kinds, &hosts);
    add_links(summary, bills, &kinds, &links);
    take_kinds(summary, &kinds);
    free(kinds.items);
    summary->billed_hosts = hosts.count;
    summary->billed_links = summary->link_count;
    for (size_t i = 0; i < summary->outcome->reserve_bill_count; i++)
        summary->billed_links += summary->outcome->reserve_bills[i].links.count;
    summary->embodied_hosts = hosts.embodied_g.known;
    summary->host_energy_j = wf_sum_value(&hosts.own_j);
    summary->link_energy_j = wf_sum_value(&links.own_j);
    summary->busy_accelerator_hours = wf_sum_value(&hosts.accelerator_hours);
    for (int view = 0; view < WF_NETWORK_VIEWS; view++)
        summary->network_energy_j[view] = wf_sum_value(&links.network_j[view]);
    *all = hosts;
    wf_bill_sums_merge(all, &links);
    summary->energy_j = wf_sum_value(&all->energy_j);
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        summary->phase_j[phase] = wf_sum_value(&all->phase_j[phase]);
    summary->carbon_g = all->carbon_g.unknown ? NAN : wf_sum_value(&all->carbon_g.sum);
    summary->embodied_g = all->embodied_g.known ? wf_sum_value(&all->embodied_g.sum) : NAN;
}

/* What links of unknown energy carried, and may have cost. */
static void add_unknown(struct wf_summary *summary)
{
    const struct wf_options *options = &summary->scenario->options;
    struct wf_network_unknown *unknown = &summary->network_unknown;
    struct wf_sum bytes = {0}, time = {0};
    for (size_t i = 0; i < summary->link_count; i++) {
        const struct wf_link_bill *bill = &summary->links[i];
        double byte = 0, time_s = 0;
        for (int phase = 0; bill->usage && phase < WF_PHASE_COUNT; phase++)
            byte += wf_phases_have(options->phases, (enum wf_phase)phase)
                        ? wf_link_usage_byte(bill->usage, phase)
                        : 0;
        if (wf_link_is_known(bill->class) || byte <= 0)
            continue;
        for (uint32_t j = 0; j < bill->network_count; j++)
            if (wf_phases_have(options->phases, (enum wf_phase)bill->networks[j].phase))
                time_s += bill->networks[j].transfer_s;
        unknown->links++;
        unknown->first = wf_text_first(unknown->first, bill->name);
        wf_sum_add(&bytes, byte);
        wf_sum_add(&time, time_s);
    }
    for (size_t i = 0; i < summary->outcome->reserve_bill_count; i++) {
        const struct wf_reserve_bill *bills = &summary->outcome->reserve_bills[i];
        if (bills->unknown.counted)
            unknown->first = wf_text_first(unknown->first, bills->first_unknown.name);
        unknown->links += bills->unknown.counted;
        wf_sum_merge(&bytes, &bills->unknown.byte);
        wf_sum_merge(&time, &bills->unknown.transfer_s);
    }
    if (!unknown->links)
        return;
    double time_s = wf_sum_value(&time);
    unknown->byte = wf_sum_value(&bytes);
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

static void take_bills(struct wf_summary *summary, const struct wf_bills *bills)
{
    summary->hosts = bills->hosts;
    summary->host_count = bills->host_count;
    summary->links = bills->links;
    summary->link_count = bills->link_count;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        struct wf_sum sum = bills->phase_carbon_g[phase];
        for (size_t i = 0; i < summary->outcome->reserve_bill_count; i++)
            wf_sum_merge(&sum, &summary->outcome->reserve_bills[i].phase_carbon_g[phase]);
        summary->phase_carbon_g[phase] = wf_sum_value(&sum);
    }
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
    struct wf_bill_sums all;
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
    add_up(summary, &bills, &all);
    add_unknown(summary);
    relate(summary);
    wf_warnings_report(scenario, outcome, &bills, &all.carbon_g, &all.embodied_g, diag);
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
