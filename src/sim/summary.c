#include "sim/summary.h"
#include "model/account.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A sum of parts that may be unknown: how many are known. */
struct partial {
    double sum;
    uint32_t known, unknown;
    const char *first_unknown;
};

static void partial_add(struct partial *partial, double value, const char *name)
{
    if (isnan(value)) {
        if (partial->unknown++ == 0)
            partial->first_unknown = name;
        return;
    }
    partial->sum += value;
    partial->known++;
}

/* ---- hosts ---- */

static struct wf_host_bill bill_host(const struct wf_scenario *scenario, uint32_t index,
                                     const struct wf_host_usage *usage, double time_s)
{
    const struct wf_host_class *class = scenario->platform->hosts[index].class;
    const struct wf_site *site = class->site;
    bool whole = scenario->options.whole_platform;
    double cold_w = class->watts[wf_host_cold_pstate(class)].idle_w;
    double attribution = whole ? 1 : wf_site_attribution(site, false);
    double factor = wf_site_wall_factor(site), pue = wf_site_pue(site);
    struct wf_host_bill bill = {.host = index, .usage = usage};
    double duty_s = usage ? usage->last_s - usage->first_s : 0;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        double energy_j = usage ? usage->energy_j[phase] : 0;
        double phase_s = usage ? usage->time_s[phase] : 0;
        if (whole && phase == WF_PHASE_WAIT) { /* cold before and after its duty */
            energy_j += cold_w * (time_s - duty_s);
            phase_s += time_s - duty_s;
        }
        double wall_j = wf_account_host_j(energy_j, phase_s, cold_w, attribution, factor);
        bill.phase_j[phase] = wall_j * pue;
        bill.wall_j += wall_j;
        bill.energy_j += bill.phase_j[phase];
    }
    bill.duty_s = whole ? time_s : duty_s;
    bill.carbon_g = wf_account_carbon_g(bill.energy_j, site->carbon_intensity_g_per_kwh);
    bill.embodied_g = wf_account_embodied_g(site->embodied_carbon_g, bill.duty_s, site->lifetime_s,
                                            site->utilisation_ratio);
    return bill;
}

static void bill_hosts(struct wf_summary *summary)
{
    const struct wf_scenario *scenario = summary->scenario;
    const struct wf_outcome *outcome = summary->outcome;
    uint32_t all = scenario->platform->host_count;
    size_t most = scenario->options.whole_platform ? all : outcome->host_count;
    summary->hosts = wf_calloc(most + 1, sizeof *summary->hosts);
    bool *met = scenario->options.whole_platform ? wf_calloc(all, sizeof *met) : NULL;
    for (size_t i = 0; i < outcome->host_count; i++) {
        const struct wf_host_usage *usage = &outcome->hosts[i];
        summary->hosts[summary->host_count++] =
            bill_host(scenario, usage->host, usage, outcome->time_s);
        if (met)
            met[usage->host] = true;
    }
    for (uint32_t i = 0; met && i < all; i++)
        if (!met[i])
            summary->hosts[summary->host_count++] = bill_host(scenario, i, NULL, outcome->time_s);
    free(met);
}

/* ---- links ---- */

static struct wf_link_bill bill_link(const struct wf_scenario *scenario, const char *name,
                                     const struct wf_link_usage *usage,
                                     const struct wf_link_class *class, double time_s)
{
    struct wf_link_bill bill = {.name = name,
                                .count = 1,
                                .usage = usage,
                                .class = class,
                                .carbon_g = NAN,
                                .embodied_g = NAN};
    if (!class)
        return bill;
    bool whole = scenario->options.whole_platform;
    double duty_s = whole ? time_s : usage->last_s - usage->first_s;
    bill.embodied_g =
        wf_account_embodied_g(class->site->embodied_carbon_g, duty_s, class->site->lifetime_s,
                              class->site->utilisation_ratio);
    if (isnan(class->busy_w)) {
        bill.carbon_g = 0;
        return bill;
    }
    double pue = wf_site_pue(class->site);
    double attribution = whole ? 1 : wf_site_attribution(class->site, true);
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        double wire_j = usage ? wf_account_link_j(class->idle_w, class->busy_w, usage->byte[phase],
                                                  class->bandwidth_byte_per_s)
                              : 0;
        if (phase == WF_PHASE_WAIT) /* its base watts */
            wire_j += attribution * class->idle_w * duty_s;
        bill.phase_j[phase] = wire_j * pue;
        bill.wire_j += wire_j;
        bill.energy_j += bill.phase_j[phase];
    }
    bill.carbon_g = wf_account_carbon_g(bill.energy_j, class->site->carbon_intensity_g_per_kwh);
    return bill;
}

static void add_bill(struct wf_summary *summary, size_t *capacity, struct wf_link_bill bill)
{
    if (summary->link_count == *capacity) {
        *capacity = *capacity ? 2 * *capacity : 16;
        summary->links = wf_realloc(summary->links, *capacity * sizeof *summary->links);
    }
    summary->links[summary->link_count++] = bill;
}

/* A declared link that nobody used, or one direction of it. */
static void add_unused(struct wf_summary *summary, size_t *capacity, const struct wf_map *met,
                       const struct wf_link *link, const char *direction)
{
    char *name = wf_format("%s%s", link->name, direction);
    if (wf_map_get(met, name) == WF_MAP_NONE)
        add_bill(summary, capacity,
                 bill_link(summary->scenario, wf_arena_intern_text(&summary->arena, name), NULL,
                           link->class, summary->outcome->time_s));
    free(name);
}

/* The links of a <cluster> are SimGrid's: those nobody used are known by their number only. */
static void add_unused_of_cluster(struct wf_summary *summary, size_t *capacity,
                                  const struct wf_cluster *cluster, uint32_t used,
                                  const struct wf_link_class *class, uint32_t all)
{
    if (used >= all)
        return;
    char *name = wf_format("%s* (%u unused)", cluster->prefix, all - used);
    struct wf_link_bill bill =
        bill_link(summary->scenario, wf_arena_intern_text(&summary->arena, name), NULL, class,
                  summary->outcome->time_s);
    free(name);
    bill.count = all - used;
    bill.wire_j *= bill.count;
    bill.energy_j *= bill.count;
    bill.carbon_g *= bill.count;
    bill.embodied_g *= bill.count;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        bill.phase_j[phase] *= bill.count;
    add_bill(summary, capacity, bill);
}

static void bill_unused_links(struct wf_summary *summary, size_t *capacity)
{
    const struct wf_platform *platform = summary->scenario->platform;
    struct wf_map met;
    wf_map_init(&met);
    for (size_t i = 0; i < summary->link_count; i++)
        wf_map_add(&met, summary->links[i].name, 0);
    size_t used = summary->link_count;
    for (uint32_t i = 0; i < platform->link_count; i++) {
        const struct wf_link *link = &platform->links[i];
        bool split = link->class->sharing == WF_SPLITDUPLEX;
        add_unused(summary, capacity, &met, link, split ? "_UP" : "");
        if (split)
            add_unused(summary, capacity, &met, link, "_DOWN");
    }
    for (uint32_t i = 0; i < platform->cluster_count; i++) {
        const struct wf_cluster *cluster = &platform->clusters[i];
        uint32_t links = 0, backbones = 0;
        for (size_t j = 0; j < used; j++) {
            if (strncmp(summary->links[j].name, cluster->prefix, strlen(cluster->prefix)))
                continue;
            links += summary->links[j].class == cluster->links;
            backbones += cluster->backbone && summary->links[j].class == cluster->backbone;
        }
        add_unused_of_cluster(summary, capacity, cluster, links, cluster->links,
                              cluster->node_count *
                                  (cluster->links->sharing == WF_SPLITDUPLEX ? 2 : 1));
        if (cluster->backbone)
            add_unused_of_cluster(summary, capacity, cluster, backbones, cluster->backbone, 1);
    }
    wf_map_release(&met);
}

static void bill_links(struct wf_summary *summary)
{
    const struct wf_scenario *scenario = summary->scenario;
    const struct wf_outcome *outcome = summary->outcome;
    size_t capacity = 0;
    for (size_t i = 0; i < outcome->link_count; i++) {
        const struct wf_link_usage *usage = &outcome->links[i];
        add_bill(summary, &capacity,
                 bill_link(scenario, usage->name, usage,
                           wf_platform_link(scenario->platform, usage->name, NULL),
                           outcome->time_s));
    }
    if (scenario->options.whole_platform)
        bill_unused_links(summary, &capacity);
}

/* ---- totals ---- */

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

static void add_up(struct wf_summary *summary, struct partial *carbon, struct partial *embodied)
{
    const struct wf_scenario *scenario = summary->scenario;
    for (size_t i = 0; i < summary->host_count; i++) {
        const struct wf_host_bill *bill = &summary->hosts[i];
        const struct wf_host *host = &scenario->platform->hosts[bill->host];
        struct wf_kind_bill *kind = kind_of(summary, wf_site_kind(host->class->site));
        kind->energy_j += bill->energy_j;
        kind->count++;
        summary->host_energy_j += bill->wall_j;
        summary->energy_j += bill->energy_j;
        for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
            summary->phase_j[phase] += bill->phase_j[phase];
        partial_add(carbon, bill->carbon_g, host->name);
        partial_add(embodied, bill->embodied_g, host->name);
        if (bill->usage)
            summary->busy_accelerator_hours +=
                bill->usage->busy_s / 3600 * wf_site_accelerators(host->class->site);
    }
    struct wf_kind_bill network = {.name = "network"};
    for (size_t i = 0; i < summary->link_count; i++) {
        const struct wf_link_bill *bill = &summary->links[i];
        network.energy_j += bill->energy_j;
        network.count += bill->count;
        summary->link_energy_j += bill->wire_j;
        summary->energy_j += bill->energy_j;
        for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
            summary->phase_j[phase] += bill->phase_j[phase];
        if (bill->energy_j > 0 || !isnan(bill->carbon_g))
            partial_add(carbon, bill->carbon_g, bill->name);
        if (bill->class && !isnan(bill->class->site->embodied_carbon_g))
            partial_add(embodied, bill->embodied_g, bill->name);
    }
    if (network.count) {
        struct wf_kind_bill *kind = kind_of(summary, network.name);
        kind->energy_j += network.energy_j; /* a host may be of this kind, too */
        kind->count += network.count;
    }
    if (summary->kind_count)
        qsort(summary->kinds, summary->kind_count, sizeof *summary->kinds, compare_kinds);
}

/* ---- the audit ---- */

static void audit_hosts(struct wf_summary *summary)
{
    const struct wf_outcome *outcome = summary->outcome;
    const struct wf_platform *platform = summary->scenario->platform;
    for (size_t i = 0; i < outcome->host_count; i++) {
        const struct wf_host_usage *usage = &outcome->hosts[i];
        const struct wf_host_class *class = platform->hosts[usage->host].class;
        summary->plugin_host_energy_j += usage->plugin_j;
        for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
            summary->ledger_host_energy_j += usage->energy_j[phase];
        summary->ledger_host_energy_j +=
            class->watts[usage->first_pstate].idle_w * usage->first_s +
            class->watts[usage->final_pstate].idle_w * (outcome->time_s - usage->last_s);
    }
}

enum cause { NOT_COUNTED, FATPIPE_SHARED, LATENCY, CAUSES };

static void audit_links(struct wf_summary *summary, struct wf_diag *diag)
{
    static const char *const causes[CAUSES] = {
        [NOT_COUNTED] = "SimGrid's link plugin does not count SPLITDUPLEX and <cluster> links",
        [FATPIPE_SHARED] = "SimGrid's link plugin charges a FATPIPE the largest of its flows",
        [LATENCY] = "SimGrid's link plugin bills latency as transfer, and misses rates that change "
                    "while it does not look"};
    const struct wf_outcome *outcome = summary->outcome;
    struct {
        uint32_t count;
        const char *first;
        double difference_j;
    } found[CAUSES] = {0};
    for (size_t i = 0; i < summary->link_count; i++) {
        const struct wf_link_usage *usage = summary->links[i].usage;
        const struct wf_link_class *class = summary->links[i].class;
        if (!usage || !class || isnan(class->busy_w))
            continue;
        double ledger_j = class->idle_w * outcome->time_s;
        for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
            ledger_j += wf_account_link_j(class->idle_w, class->busy_w, usage->byte[phase],
                                          class->bandwidth_byte_per_s);
        summary->plugin_link_energy_j += usage->plugin_j;
        summary->ledger_link_energy_j += ledger_j;
        if (fabs(ledger_j - usage->plugin_j) <= 1e-9 * ledger_j)
            continue;
        enum cause cause = class->sharing == WF_SPLITDUPLEX || class->generated   ? NOT_COUNTED
                           : class->sharing == WF_FATPIPE && usage->transfers > 1 ? FATPIPE_SHARED
                                                                                  : LATENCY;
        if (found[cause].count++ == 0)
            found[cause].first = usage->name;
        found[cause].difference_j += usage->plugin_j - ledger_j;
    }
    for (int cause = 0; cause < CAUSES; cause++) {
        char text[32];
        if (found[cause].count)
            wf_diag_warn(
                diag, summary->scenario->deployment.path, 0,
                "link audit: plugin %s%s against the ledger on %u link%s ('%s'%s): %s; "
                "the ledger counts bytes and is what is billed",
                found[cause].difference_j > 0 ? "+" : "",
                wf_quantity_text(found[cause].difference_j, WF_DIM_ENERGY, text, sizeof text),
                found[cause].count, found[cause].count == 1 ? "" : "s", found[cause].first,
                found[cause].count == 1 ? "" : " first", causes[cause]);
    }
}

/* ---- what a reader must know ---- */

static void warn(const struct wf_summary *summary, const struct partial *carbon,
                 const struct partial *embodied, struct wf_diag *diag)
{
    const struct wf_scenario *scenario = summary->scenario;
    const char *path = scenario->deployment.path;
    uint32_t unwatted = 0;
    const char *first = NULL;
    for (size_t i = 0; i < summary->link_count; i++)
        if (!summary->links[i].class || isnan(summary->links[i].class->busy_w))
            first = unwatted++ ? first : summary->links[i].name;
    if (unwatted)
        wf_diag_warn(diag, path, 0,
                     "%u link%s of %zu carr%s bytes but declare%s no wattage_range ('%s'%s): their "
                     "energy is not counted",
                     unwatted, unwatted == 1 ? "" : "s", summary->link_count,
                     unwatted == 1 ? "ies" : "y", unwatted == 1 ? "s" : "", first,
                     unwatted == 1 ? "" : " first");
    if (carbon->unknown && carbon->known)
        wf_diag_warn(diag, path, 0,
                     "carbon is unknown: %u of %u billed hosts and links ('%s' first) have no "
                     "carbon_intensity",
                     carbon->unknown, carbon->unknown + carbon->known, carbon->first_unknown);
    if (embodied->unknown && embodied->known)
        wf_diag_warn(diag, path, 0,
                     "embodied carbon holds only %u of %u: the rest ('%s' first) have no "
                     "embodied_carbon with lifetime",
                     embodied->known, embodied->known + embodied->unknown, embodied->first_unknown);
    if (!scenario->calibrated)
        wf_diag_warn(diag, path, 0,
                     "uncalibrated: hosts train at a speed that was not measured on workload '%s'",
                     scenario->workload.id);
    if (scenario->provenance == WF_ASSUMED)
        wf_diag_warn(diag, scenario->rounds_origin.file, scenario->rounds_origin.line,
                     "the number of %s (%llu) is assumed",
                     scenario->paradigm == WF_CENTRALISED ? "epochs" : "rounds",
                     (unsigned long long)scenario->rounds);
    if (scenario->total_samples != scenario->workload.samples)
        wf_diag_warn(diag, path, 0, "the actors hold %llu samples; workload '%s' has %llu",
                     (unsigned long long)scenario->total_samples, scenario->workload.id,
                     (unsigned long long)scenario->workload.samples);
}

void wf_summary_make(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                     struct wf_summary *summary, struct wf_diag *diag)
{
    *summary = (struct wf_summary){.scenario = scenario, .outcome = outcome};
    struct partial carbon = {0}, embodied = {0};
    wf_arena_init(&summary->arena);
    bill_hosts(summary);
    bill_links(summary);
    add_up(summary, &carbon, &embodied);
    summary->carbon_g = carbon.unknown ? NAN : carbon.sum;
    summary->embodied_g = embodied.known ? embodied.sum : NAN;
    if (scenario->options.audit) {
        audit_hosts(summary);
        audit_links(summary, diag);
    } else {
        summary->plugin_host_energy_j = summary->ledger_host_energy_j = NAN;
        summary->plugin_link_energy_j = summary->ledger_link_energy_j = NAN;
    }
    double byte = 0;
    for (int i = 0; i < WF_DIRECTION_COUNT; i++)
        byte += outcome->byte[i];
    summary->samples_per_j = outcome->samples / summary->energy_j;
    summary->byte_per_j = byte / summary->energy_j;
    summary->epochs = outcome->samples / (double)scenario->total_samples;
    warn(summary, &carbon, &embodied, diag);
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
