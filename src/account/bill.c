#include "account/bill.h"
#include "model/account.h"
#include "platform/made_link.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a bill is written with. */
struct biller {
    const struct wf_scenario *scenario;
    const struct wf_outcome *outcome;
    struct wf_carbon *carbon;
    struct wf_sum *phase_carbon_g; /* by phase */
    struct wf_arena *names;        /* of links without usage */
    wf_host_billed *host;          /* where bills go, each when it is written */
    wf_link_billed *link;
    void *data;
};

/* ---- carbon ---- */

/* Under an intensity that does not change. A phase in which something was drawn at an unknown
 * intensity is unknown. */
static double constant_carbon_g(struct wf_sum *phase_carbon_g, double energy_j,
                                const double phase_j[WF_PHASE_COUNT], double intensity_g_per_kwh,
                                uint32_t phases)
{
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        if (phase_j[phase] != 0)
            wf_sum_add(&phase_carbon_g[phase],
                       wf_account_carbon_g(phase_j[phase], intensity_g_per_kwh));
    if (phases && energy_j == 0) /* no part in the phases that count: no carbon, known or not */
        return 0;
    return wf_account_carbon_g(energy_j, intensity_g_per_kwh);
}

static double add_phase_carbon(struct wf_sum *phase_carbon_g, const double phase_g[WF_PHASE_COUNT])
{
    double sum_g = 0;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        wf_sum_add(&phase_carbon_g[phase], phase_g[phase]);
        sum_g += phase_g[phase];
    }
    return sum_g;
}

/* ---- hosts ---- */

static double host_carbon_g(struct biller *biller, const struct wf_host_class *class,
                            const struct wf_host_bill *bill, const struct wf_host_tariff *tariff)
{
    const struct wf_site *site = class->site;
    if (!site->carbon_series)
        return constant_carbon_g(biller->phase_carbon_g, bill->energy_j, bill->phase_j,
                                 site->carbon_intensity_g_per_kwh, tariff->phases);
    double phase_g[WF_PHASE_COUNT] = {0};
    uint32_t owner = bill->usage ? (uint32_t)(bill->usage - biller->outcome->hosts) : UINT32_MAX;
    wf_carbon_add_host(biller->carbon, class, tariff, owner, phase_g);
    return add_phase_carbon(biller->phase_carbon_g, phase_g);
}

/* Of thirteen phases a host of a large fleet has been in three. Waiting is billed outside its duty
 * too, and what is kept costs beside its time. */
static bool is_empty(const struct wf_host_usage *usage, enum wf_phase phase)
{
    const struct wf_phase_usage *row = usage ? wf_host_usage_in(usage, phase) : NULL;
    return row && phase != WF_PHASE_WAIT && phase != WF_PHASE_STORAGE && !(row->time_s > 0) &&
           row->energy_j == 0;
}

static struct wf_host_bill charge_host(struct biller *biller, uint32_t index,
                                       const struct wf_host_class *class,
                                       const struct wf_host_usage *usage)
{
    const struct wf_options *options = &biller->scenario->options;
    const struct wf_site *site = class->site;
    const struct wf_host_tariff tariff =
        wf_tariff_of_host(class, options->whole_platform, options->phases);
    double time_s = biller->outcome->time_s;
    struct wf_host_bill bill = {.host = index, .usage = usage};
    double duty_s = usage ? wf_usage_duty_s(usage) : 0, used_s = 0;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        double energy_j = usage ? wf_host_usage_in(usage, phase)->energy_j : 0;
        double phase_s = usage ? wf_host_usage_in(usage, phase)->time_s : 0;
        if (!wf_phases_have(tariff.phases, (enum wf_phase)phase) ||
            is_empty(usage, (enum wf_phase)phase))
            continue;
        if (tariff.whole_platform && phase == WF_PHASE_WAIT) {
            /* before, between and after its duties it idles cold */
            energy_j += tariff.cold_w * (time_s - duty_s);
            phase_s += time_s - duty_s;
        }
        double wall_j = wf_tariff_wall_j(&tariff, energy_j, phase_s);
        if (phase == WF_PHASE_STORAGE && usage)
            wall_j += tariff.storage_w_per_byte * usage->stored_byte_s;
        used_s += wf_tariff_used_s(&tariff, phase_s,
                                   usage ? wf_usage_work_s(usage, (enum wf_phase)phase) : 0);
        bill.phase_j[phase] = wall_j * tariff.pue_ratio;
        bill.wall_j += wall_j;
        bill.energy_j += bill.phase_j[phase];
    }
    bill.duty_s = tariff.whole_platform ? time_s : duty_s;
    bill.embodied_g = wf_account_embodied_g(site->embodied_carbon_g, used_s, site->lifetime_s,
                                            site->utilisation_ratio);
    bill.carbon_g = host_carbon_g(biller, class, &bill, &tariff);
    return bill;
}

static void bill_host(struct biller *biller, uint32_t index, const struct wf_host_usage *usage)
{
    const struct wf_host_class *class = biller->scenario->platform->hosts[index].class;
    const struct wf_host_bill bill = charge_host(biller, index, class, usage);
    biller->host(biller->data, class, &bill);
}

static void bill_hosts(struct biller *biller)
{
    const struct wf_scenario *scenario = biller->scenario;
    const struct wf_outcome *outcome = biller->outcome;
    uint32_t all = scenario->platform->host_count;
    bool *met = scenario->options.whole_platform ? wf_calloc(all, sizeof *met) : NULL;
    for (size_t i = 0; i < outcome->host_count; i++) {
        const struct wf_host_usage *usage = &outcome->hosts[i];
        bill_host(biller, usage->host, usage);
        if (met)
            met[usage->host] = true;
    }
    for (uint32_t i = 0; met && i < all; i++)
        if (!met[i])
            bill_host(biller, i, NULL);
    free(met);
}

/* ---- links ---- */

static double link_carbon_g(struct biller *biller, const struct wf_link_bill *bill,
                            const double phase_j[WF_PHASE_COUNT],
                            const struct wf_link_tariff *tariff)
{
    const struct wf_site *site = bill->class->site;
    bool counts = wf_site_has_network(site) &&
                  biller->scenario->options.network < WF_NETWORK_VIEWS && bill->usage;
    if (!tariff->has_watts && !counts)
        return 0;
    if (!site->carbon_series)
        return constant_carbon_g(biller->phase_carbon_g, bill->energy_j, phase_j,
                                 site->carbon_intensity_g_per_kwh, tariff->phases);
    double phase_g[WF_PHASE_COUNT] = {0};
    uint32_t owner = bill->usage ? (uint32_t)(bill->usage - biller->outcome->links) : UINT32_MAX;
    wf_carbon_add_link(biller->carbon, bill->class, tariff, owner, phase_g);
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        phase_g[phase] *= bill->count;
    return add_phase_carbon(biller->phase_carbon_g, phase_g);
}

/* Joules of the class of a link in one phase, in one view. */
static double network_phase_j(const struct wf_network_tariff *tariff,
                              const struct wf_link_bill *bill, int phase)
{
    double core_byte = 0, transfer_s = 0;
    for (uint32_t i = 0; i < bill->network_count; i++)
        if (bill->networks[i].phase == (uint32_t)phase) {
            core_byte += bill->networks[i].core_byte;
            transfer_s += bill->networks[i].transfer_s;
        }
    return wf_tariff_network_j(tariff, wf_link_usage_byte(bill->usage, phase), core_byte,
                               transfer_s);
}

/* Add what the class of a link costs: in the bill either view, in the whole the one that counts. */
static void charge_network(const struct wf_scenario *scenario, struct wf_link_bill *bill,
                           double phase_j[WF_PHASE_COUNT])
{
    const struct wf_options *options = &scenario->options;
    if (!bill->usage || !wf_site_has_network(bill->class->site))
        return;
    for (uint32_t view = 0; view < WF_NETWORK_VIEWS; view++) {
        const struct wf_network_tariff tariff =
            wf_tariff_of_network(scenario->platform, bill->class, view);
        for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
            if (!wf_phases_have(options->phases, (enum wf_phase)phase))
                continue;
            double energy_j = network_phase_j(&tariff, bill, phase);
            bill->network_j[view] += energy_j;
            if (view != options->network)
                continue;
            phase_j[phase] += energy_j;
            bill->wire_j += energy_j;
            bill->energy_j += energy_j;
        }
    }
}

/* Joules of a link's own watts in one phase, before PUE. @p base_s: of its base watts. */
static double link_phase_j(const struct wf_link_tariff *tariff, const struct wf_link_bill *bill,
                           int phase, double base_s)
{
    double energy_j =
        bill->usage ? wf_tariff_bytes_j(tariff, wf_link_usage_byte(bill->usage, phase)) : 0;
    energy_j += wf_tariff_base_j(tariff, base_s);
    if (bill->radio)
        energy_j +=
            wf_tariff_radio_j(tariff, bill->radio->airtime_s[phase], bill->radio->tail_s[phase]);
    return energy_j;
}

/* Time of a link that its embodied carbon is charged for in one phase, s: busy as long as its bytes
 * take at full bandwidth, in their phase, and of its base watts' time what it is not busy, by
 * attribution. */
static double link_used_s(const struct wf_link_tariff *tariff, const struct wf_link_bill *bill,
                          int phase, double base_s)
{
    double busy_byte = bill->usage ? wf_link_usage_byte(bill->usage, phase) : 0, base_byte = 0;
    if (phase == WF_PHASE_EXPLORATION)
        base_byte = busy_byte;
    for (int i = 0; bill->usage && phase == WF_PHASE_WAIT && i < WF_PHASE_COUNT; i++)
        base_byte += i == WF_PHASE_EXPLORATION ? 0 : wf_link_usage_byte(bill->usage, i);
    double bandwidth = bill->class->bandwidth_byte_per_s;
    return busy_byte / bandwidth + tariff->attribution_ratio * (base_s - base_byte / bandwidth);
}

/* Fill in what a link of a known class costs. @param[in,out] phase_j  starts zeroed */
static void charge_link(struct biller *biller, struct wf_link_bill *bill,
                        double phase_j[WF_PHASE_COUNT])
{
    const struct wf_site *site = bill->class->site;
    const struct wf_link_usage *usage = bill->usage;
    const struct wf_link_tariff tariff = wf_tariff_of_link_in(biller->scenario, bill->class);
    double base_s[WF_PHASE_COUNT] = {[WF_PHASE_WAIT] = biller->outcome->time_s}, used_s = 0;
    if (!tariff.whole_platform) {
        base_s[WF_PHASE_WAIT] =
            usage->last_s - usage->first_s - wf_carried_explored_s(&usage->carried);
        base_s[WF_PHASE_EXPLORATION] = wf_carried_explored_s(&usage->carried);
    }
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        bool empty = usage && !bill->radio && wf_link_usage_byte(usage, phase) == 0 &&
                     phase != WF_PHASE_WAIT && base_s[phase] == 0;
        if (empty || !wf_phases_have(tariff.phases, (enum wf_phase)phase))
            continue;
        double wire_j = bill->count * link_phase_j(&tariff, bill, phase, base_s[phase]);
        used_s += link_used_s(&tariff, bill, phase, base_s[phase]);
        phase_j[phase] = wire_j * tariff.pue_ratio;
        bill->wire_j += wire_j;
        bill->energy_j += phase_j[phase];
    }
    charge_network(biller->scenario, bill, phase_j);
    bill->embodied_g =
        bill->count * wf_account_embodied_g(site->embodied_carbon_g, used_s, site->lifetime_s,
                                            site->utilisation_ratio);
    bill->carbon_g = link_carbon_g(biller, bill, phase_j, &tariff);
}

/* @p bill: name, class, number of links alike, and their usage; NULL: nobody used any. */
static void bill_link(struct biller *biller, struct wf_link_bill bill)
{
    double phase_j[WF_PHASE_COUNT] = {0};
    bill.carbon_g = bill.embodied_g = NAN;
    if (bill.class)
        charge_link(biller, &bill, phase_j);
    biller->link(biller->data, &bill, phase_j);
}

/* A declared link, or one direction of it, unless it was used. */
static void bill_unless_met(struct biller *biller, const struct wf_map *met,
                            const struct wf_link *link, const char *direction)
{
    char *name = wf_format("%s%s", link->name, direction);
    if (wf_map_get(met, name) == WF_MAP_NONE)
        bill_link(biller, (struct wf_link_bill){.name = wf_arena_intern_text(biller->names, name),
                                                .class = link->class,
                                                .count = 1});
    free(name);
}

/* SimGrid names the links of a <cluster>: of those without usage only the number is known. */
static void bill_rest_of_cluster(struct biller *biller, const struct wf_cluster *cluster,
                                 const struct wf_link_class *class, uint32_t all, uint32_t used)
{
    if (used >= all)
        return;
    char *name = wf_format("%s* (%u unused)", cluster->prefix, all - used);
    bill_link(biller, (struct wf_link_bill){.name = wf_arena_intern_text(biller->names, name),
                                            .class = class,
                                            .count = all - used});
    free(name);
}

static void bill_cluster(struct biller *biller, const struct wf_cluster *cluster)
{
    uint32_t links = 0, backbones = 0;
    for (size_t i = 0; i < biller->outcome->link_count; i++) {
        bool backbone;
        const char *name = biller->outcome->links[i].name;
        if (wf_made_link_cluster(biller->scenario->platform, name, &backbone) != cluster)
            continue;
        links += !backbone;
        backbones += backbone;
    }
    uint32_t halves = cluster->links->sharing == WF_SPLITDUPLEX ? 2 : 1;
    bill_rest_of_cluster(biller, cluster, cluster->links, halves * cluster->cable_count, links);
    if (cluster->backbone)
        bill_rest_of_cluster(biller, cluster, cluster->backbone, 1, backbones);
}

static void bill_unused_links(struct biller *biller)
{
    const struct wf_platform *platform = biller->scenario->platform;
    struct wf_map met;
    wf_map_init(&met);
    for (size_t i = 0; i < biller->outcome->link_count; i++)
        wf_map_add(&met, biller->outcome->links[i].name, 0);
    for (uint32_t i = 0; i < platform->link_count; i++) {
        const struct wf_link *link = &platform->links[i];
        bool split = link->class->sharing == WF_SPLITDUPLEX;
        bill_unless_met(biller, &met, link, split ? "_UP" : "");
        if (split)
            bill_unless_met(biller, &met, link, "_DOWN");
    }
    for (uint32_t i = 0; i < platform->cluster_count; i++)
        bill_cluster(biller, &platform->clusters[i]);
    wf_map_release(&met);
}

const struct wf_link_class *wf_bill_link_class(const struct wf_platform *platform,
                                               const struct wf_link_usage *usage)
{
    return usage->class ? usage->class : wf_platform_link(platform, usage->name, NULL);
}

static void bill_links(struct biller *biller)
{
    const struct wf_scenario *scenario = biller->scenario;
    const struct wf_outcome *outcome = biller->outcome;
    size_t radios = 0, networks = 0;
    for (size_t i = 0; i < outcome->link_count; i++) {
        struct wf_link_bill bill = {.name = outcome->links[i].name,
                                    .class =
                                        wf_bill_link_class(scenario->platform, &outcome->links[i]),
                                    .count = 1,
                                    .usage = &outcome->links[i],
                                    .networks = outcome->networks + networks};
        if (radios < outcome->radio_count && outcome->radios[radios].link == i)
            bill.radio = &outcome->radios[radios++];
        while (networks < outcome->network_count && outcome->networks[networks].link == i) {
            networks++;
            bill.network_count++;
        }
        bill_link(biller, bill);
    }
    if (scenario->options.whole_platform)
        bill_unused_links(biller);
}

void wf_bills_each(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                   struct wf_carbon *carbon, struct wf_billing *billing, wf_host_billed *host,
                   wf_link_billed *link, void *data)
{
    *billing = (struct wf_billing){0};
    wf_arena_init(&billing->names);
    struct biller biller = {.scenario = scenario,
                            .outcome = outcome,
                            .carbon = carbon,
                            .phase_carbon_g = billing->phase_carbon_g,
                            .names = &billing->names,
                            .host = host,
                            .link = link,
                            .data = data};
    bill_hosts(&biller);
    bill_links(&biller);
}

void wf_billing_release(struct wf_billing *billing)
{
    wf_arena_release(&billing->names);
    *billing = (struct wf_billing){0};
}

/* ---- all of a run ---- */

struct keeper {
    struct wf_bills *bills;
    size_t host_capacity, link_capacity;
};

static void keep_host(void *data, const struct wf_host_class *class,
                      const struct wf_host_bill *bill)
{
    struct keeper *keeper = data;
    struct wf_bills *bills = keeper->bills;
    (void)class;
    if (bills->host_count == keeper->host_capacity) {
        keeper->host_capacity = 2 * keeper->host_capacity + 16;
        bills->hosts = wf_realloc(bills->hosts, keeper->host_capacity * sizeof *bills->hosts);
    }
    bills->hosts[bills->host_count++] = *bill;
}

static void keep_link(void *data, const struct wf_link_bill *bill,
                      const double phase_j[WF_PHASE_COUNT])
{
    struct keeper *keeper = data;
    struct wf_bills *bills = keeper->bills;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        if (phase_j[phase] != 0)
            wf_sum_add(&bills->link_phase_j[phase], phase_j[phase]);
    if (bills->link_count == keeper->link_capacity) {
        keeper->link_capacity = 2 * keeper->link_capacity + 16;
        bills->links = wf_realloc(bills->links, keeper->link_capacity * sizeof *bills->links);
    }
    bills->links[bills->link_count++] = *bill;
}

void wf_bills_make(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                   struct wf_carbon *carbon, struct wf_bills *bills)
{
    struct keeper keeper = {.bills = bills};
    *bills = (struct wf_bills){.made = true};
    wf_bills_each(scenario, outcome, carbon, &bills->billing, keep_host, keep_link, &keeper);
}

void wf_bills_release(struct wf_bills *bills)
{
    wf_billing_release(&bills->billing);
    free(bills->hosts);
    free(bills->links);
    *bills = (struct wf_bills){0};
}

/* ---- one device of many ---- */

struct wf_host_bill wf_bill_device(const struct wf_scenario *scenario,
                                   const struct wf_outcome *outcome,
                                   const struct wf_host_class *class,
                                   const struct wf_host_usage *usage, struct wf_carbon *carbon,
                                   struct wf_sum phase_carbon_g[WF_PHASE_COUNT])
{
    struct biller biller = {.scenario = scenario,
                            .outcome = outcome,
                            .carbon = carbon,
                            .phase_carbon_g = phase_carbon_g};
    return charge_host(&biller, usage->host, class, usage);
}

void wf_bill_device_link(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                         struct wf_link_bill *bill, struct wf_carbon *carbon,
                         struct wf_sum phase_carbon_g[WF_PHASE_COUNT],
                         double phase_j[WF_PHASE_COUNT])
{
    struct biller biller = {.scenario = scenario,
                            .outcome = outcome,
                            .carbon = carbon,
                            .phase_carbon_g = phase_carbon_g};
    bill->carbon_g = bill->embodied_g = NAN;
    memset(phase_j, 0, WF_PHASE_COUNT * sizeof *phase_j);
    charge_link(&biller, bill, phase_j);
}
