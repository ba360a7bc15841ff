#include "account/summary.h"
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

/* ---- carbon ---- */

/* Carbon of a bill whose intensity does not change, added up by phase; a phase in which something
 * was drawn at an unknown intensity is unknown. */
static void add_phase_carbon(struct wf_summary *summary, const double phase_j[WF_PHASE_COUNT],
                             double intensity_g_per_kwh)
{
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        if (phase_j[phase] != 0)
            summary->phase_carbon_g[phase] +=
                wf_account_carbon_g(phase_j[phase], intensity_g_per_kwh);
}

static double take_phase_carbon(struct wf_summary *summary, const double phase_g[WF_PHASE_COUNT])
{
    double sum = 0;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        summary->phase_carbon_g[phase] += phase_g[phase];
        sum += phase_g[phase];
    }
    return sum;
}

/* Where only some phases count, who has no part in them has no carbon, known or not. */
static double carbon_of(const struct wf_summary *summary, double energy_j,
                        double intensity_g_per_kwh)
{
    if (summary->scenario->options.phases && energy_j == 0)
        return 0;
    return wf_account_carbon_g(energy_j, intensity_g_per_kwh);
}

/* ---- hosts ---- */

static struct wf_host_bill bill_host(struct wf_summary *summary, struct wf_carbon *carbon,
                                     uint32_t index, const struct wf_host_usage *usage)
{
    const struct wf_scenario *scenario = summary->scenario;
    const struct wf_host_class *class = scenario->platform->hosts[index].class;
    const struct wf_site *site = class->site;
    bool whole = scenario->options.whole_platform;
    uint32_t phases = scenario->options.phases;
    double time_s = summary->outcome->time_s;
    double cold_w = class->watts[wf_host_cold_pstate(class)].idle_w;
    double attribution = whole ? 1 : wf_site_attribution(site, false);
    double factor = wf_site_wall_factor(site), pue = wf_site_pue(site);
    struct wf_host_bill bill = {.host = index, .usage = usage};
    double duty_s = usage ? wf_usage_duty_s(usage) : 0, counted_s = 0;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        double energy_j = usage ? usage->energy_j[phase] : 0;
        double phase_s = usage ? usage->time_s[phase] : 0;
        if (!wf_phases_have(phases, (enum wf_phase)phase))
            continue;
        if (whole && phase == WF_PHASE_WAIT) { /* cold before, between and after its duties */
            energy_j += cold_w * (time_s - duty_s);
            phase_s += time_s - duty_s;
        }
        double wall_j = wf_account_host_j(energy_j, phase_s, cold_w, attribution, factor);
        if (phase == WF_PHASE_STORAGE && usage && usage->stored_byte_s > 0)
            wall_j += wf_account_storage_j(site->storage_w_per_tb, usage->stored_byte_s);
        counted_s += phase_s;
        bill.phase_j[phase] = wall_j * pue;
        bill.wall_j += wall_j;
        bill.energy_j += bill.phase_j[phase];
    }
    bill.duty_s = whole ? time_s : duty_s;
    bill.embodied_g =
        wf_account_embodied_g(site->embodied_carbon_g, phases ? counted_s : bill.duty_s,
                              site->lifetime_s, site->utilisation_ratio);
    if (site->carbon_series) {
        double phase_g[WF_PHASE_COUNT] = {0};
        uint32_t owner = usage ? (uint32_t)(usage - summary->outcome->hosts) : UINT32_MAX;
        const struct wf_host_tariff tariff = wf_tariff_of_host(class, whole, phases);
        wf_carbon_add_host(carbon, class, &tariff, owner, phase_g);
        bill.carbon_g = take_phase_carbon(summary, phase_g);
    } else {
        bill.carbon_g = carbon_of(summary, bill.energy_j, site->carbon_intensity_g_per_kwh);
        add_phase_carbon(summary, bill.phase_j, site->carbon_intensity_g_per_kwh);
    }
    return bill;
}

static void bill_hosts(struct wf_summary *summary, struct wf_carbon *carbon)
{
    const struct wf_scenario *scenario = summary->scenario;
    const struct wf_outcome *outcome = summary->outcome;
    uint32_t all = scenario->platform->host_count;
    size_t most = scenario->options.whole_platform ? all : outcome->host_count;
    summary->hosts = wf_calloc(most + 1, sizeof *summary->hosts);
    bool *met = scenario->options.whole_platform ? wf_calloc(all, sizeof *met) : NULL;
    for (size_t i = 0; i < outcome->host_count; i++) {
        const struct wf_host_usage *usage = &outcome->hosts[i];
        summary->hosts[summary->host_count++] = bill_host(summary, carbon, usage->host, usage);
        if (met)
            met[usage->host] = true;
    }
    for (uint32_t i = 0; met && i < all; i++)
        if (!met[i])
            summary->hosts[summary->host_count++] = bill_host(summary, carbon, i, NULL);
    free(met);
}

/* ---- links ---- */

static double or_zero(double value)
{
    return isnan(value) ? 0 : value;
}

/* Joules of a link in one phase, before PUE. @p base_s: of its base watts. */
static double link_phase_j(const struct wf_link_class *class, const struct wf_link_usage *usage,
                           const struct wf_radio_usage *radio, int phase, double base_s,
                           double attribution)
{
    double energy_j = 0;
    if (!isnan(class->busy_w)) {
        if (usage)
            energy_j = wf_account_link_j(class->idle_w, class->busy_w, usage->byte[phase],
                                         class->bandwidth_byte_per_s);
        energy_j += attribution * class->idle_w * base_s;
    }
    if (radio)
        energy_j += or_zero(class->site->airtime_w) * radio->airtime_s[phase] +
                    or_zero(class->site->tail_w) * radio->tail_s[phase];
    return energy_j;
}

/* @p count links alike, of which nobody used any where @p usage is NULL. */
static struct wf_link_bill bill_link(struct wf_summary *summary, struct wf_carbon *carbon,
                                     const char *name, const struct wf_link_usage *usage,
                                     const struct wf_radio_usage *radio,
                                     const struct wf_link_class *class, uint32_t count)
{
    const struct wf_scenario *scenario = summary->scenario;
    struct wf_link_bill bill = {.name = name,
                                .count = count,
                                .usage = usage,
                                .radio = radio,
                                .class = class,
                                .carbon_g = NAN,
                                .embodied_g = NAN};
    if (!class)
        return bill;
    const struct wf_site *site = class->site;
    bool whole = scenario->options.whole_platform;
    uint32_t phases = scenario->options.phases;
    double duty_s = whole ? summary->outcome->time_s : usage->last_s - usage->first_s;
    double base_s[WF_PHASE_COUNT] = {[WF_PHASE_WAIT] = duty_s}, counted_s = 0;
    if (!whole) {
        base_s[WF_PHASE_WAIT] = duty_s - usage->explored_s;
        base_s[WF_PHASE_EXPLORATION] = usage->explored_s;
    }
    double pue = wf_site_pue(site);
    double attribution = whole ? 1 : wf_site_attribution(site, true);
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        if (!wf_phases_have(phases, (enum wf_phase)phase))
            continue;
        double wire_j =
            count * link_phase_j(class, usage, radio, phase, base_s[phase], attribution);
        counted_s += base_s[phase];
        bill.phase_j[phase] = wire_j * pue;
        bill.wire_j += wire_j;
        bill.energy_j += bill.phase_j[phase];
    }
    bill.embodied_g = count * wf_account_embodied_g(site->embodied_carbon_g, counted_s,
                                                    site->lifetime_s, site->utilisation_ratio);
    if (!wf_link_has_watts(class)) {
        bill.carbon_g = 0;
    } else if (site->carbon_series) {
        double phase_g[WF_PHASE_COUNT] = {0};
        uint32_t owner = usage ? (uint32_t)(usage - summary->outcome->links) : UINT32_MAX;
        const struct wf_link_tariff tariff = wf_tariff_of_link(class, whole, phases);
        wf_carbon_add_link(carbon, class, &tariff, owner, phase_g);
        for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
            phase_g[phase] *= count;
        bill.carbon_g = take_phase_carbon(summary, phase_g);
    } else {
        bill.carbon_g = carbon_of(summary, bill.energy_j, site->carbon_intensity_g_per_kwh);
        add_phase_carbon(summary, bill.phase_j, site->carbon_intensity_g_per_kwh);
    }
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
static void add_unused(struct wf_summary *summary, struct wf_carbon *carbon, size_t *capacity,
                       const struct wf_map *met, const struct wf_link *link, const char *direction)
{
    char *name = wf_format("%s%s", link->name, direction);
    if (wf_map_get(met, name) == WF_MAP_NONE)
        add_bill(summary, capacity,
                 bill_link(summary, carbon, wf_arena_intern_text(&summary->arena, name), NULL, NULL,
                           link->class, 1));
    free(name);
}

/* The links of a <cluster> are SimGrid's: those nobody used are known by their number only. */
static void add_unused_of_cluster(struct wf_summary *summary, struct wf_carbon *carbon,
                                  size_t *capacity, const struct wf_cluster *cluster, uint32_t used,
                                  const struct wf_link_class *class, uint32_t all)
{
    if (used >= all)
        return;
    char *name = wf_format("%s* (%u unused)", cluster->prefix, all - used);
    add_bill(summary, capacity,
             bill_link(summary, carbon, wf_arena_intern_text(&summary->arena, name), NULL, NULL,
                       class, all - used));
    free(name);
}

static void bill_unused_links(struct wf_summary *summary, struct wf_carbon *carbon,
                              size_t *capacity)
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
        add_unused(summary, carbon, capacity, &met, link, split ? "_UP" : "");
        if (split)
            add_unused(summary, carbon, capacity, &met, link, "_DOWN");
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
        add_unused_of_cluster(summary, carbon, capacity, cluster, links, cluster->links,
                              cluster->node_count *
                                  (cluster->links->sharing == WF_SPLITDUPLEX ? 2 : 1));
        if (cluster->backbone)
            add_unused_of_cluster(summary, carbon, capacity, cluster, backbones, cluster->backbone,
                                  1);
    }
    wf_map_release(&met);
}

static void bill_links(struct wf_summary *summary, struct wf_carbon *carbon)
{
    const struct wf_scenario *scenario = summary->scenario;
    const struct wf_outcome *outcome = summary->outcome;
    size_t capacity = 0, radios = 0;
    for (size_t i = 0; i < outcome->link_count; i++) {
        const struct wf_link_usage *usage = &outcome->links[i];
        const struct wf_radio_usage *radio = NULL;
        if (radios < outcome->radio_count && outcome->radios[radios].link == i)
            radio = &outcome->radios[radios++];
        add_bill(summary, &capacity,
                 bill_link(summary, carbon, usage->name, usage, radio,
                           wf_platform_link(scenario->platform, usage->name, NULL), 1));
    }
    if (scenario->options.whole_platform)
        bill_unused_links(summary, carbon, &capacity);
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
            class->watts[usage->final_pstate].idle_w * (outcome->time_s - usage->last_s) +
            usage->off_duty_j;
    }
}

enum cause { NOT_COUNTED, FATPIPE_SHARED, LATENCY, RADIO, CAUSES };

struct found {
    uint32_t count;
    const char *first;
    double difference_j;
};

static void find(struct found *found, const char *name, double difference_j)
{
    if (found->count++ == 0)
        found->first = name;
    found->difference_j += difference_j;
}

static void audit_links(struct wf_summary *summary, struct wf_diag *diag)
{
    static const char *const causes[CAUSES] = {
        [NOT_COUNTED] = "SimGrid's link plugin does not count SPLITDUPLEX and <cluster> links",
        [FATPIPE_SHARED] = "SimGrid's link plugin charges a FATPIPE the largest of its flows",
        [LATENCY] = "SimGrid's link plugin bills latency as transfer, and misses rates that change "
                    "while it does not look",
        [RADIO] = "SimGrid's link plugin knows no radio: airtime_wattage and tail"};
    const struct wf_outcome *outcome = summary->outcome;
    struct found found[CAUSES] = {0};
    for (size_t i = 0; i < summary->link_count; i++) {
        const struct wf_link_usage *usage = summary->links[i].usage;
        const struct wf_link_class *class = summary->links[i].class;
        const struct wf_radio_usage *radio = summary->links[i].radio;
        double radio_j = 0;
        for (int phase = 0; radio && phase < WF_PHASE_COUNT; phase++)
            radio_j += or_zero(class->site->airtime_w) * radio->airtime_s[phase] +
                       or_zero(class->site->tail_w) * radio->tail_s[phase];
        summary->ledger_link_energy_j += radio_j;
        if (radio_j > 0)
            find(&found[RADIO], usage->name, -radio_j);
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
        find(&found[cause], usage->name, usage->plugin_j - ledger_j);
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
                found[cause].count, wf_plural(found[cause].count), found[cause].first,
                found[cause].count == 1 ? "" : " first", causes[cause]);
    }
}

/* ---- what a reader must know ---- */

/* What the account of rounds rests on, where updates were late, stale or missing. */
static void warn_of_updates(const struct wf_summary *summary, struct wf_diag *diag)
{
    const struct wf_scenario *scenario = summary->scenario;
    const struct wf_outcome *outcome = summary->outcome;
    const char *path = scenario->deployment.path;
    char text[32];
    if (outcome->late_trainings)
        wf_diag_warn(diag, path, 0,
                     "%llu of %llu trainings began late, by up to %s: the one before took longer "
                     "than 'every'",
                     (unsigned long long)outcome->late_trainings,
                     (unsigned long long)outcome->trainings,
                     wf_quantity_text(outcome->latest_training_s, WF_DIM_TIME, text, sizeof text));
    if (outcome->stale_updates && isnan(scenario->workload.staleness_factor_ratio))
        wf_diag_warn(
            diag, path, 0,
            "%llu updates were stale; workload '%s' has no staleness-factor: they count as "
            "fresh ones (assumed)",
            (unsigned long long)outcome->stale_updates, scenario->workload.id);
    if (outcome->missing_updates && isnan(scenario->workload.missing_factor_ratio))
        wf_diag_warn(diag, path, 0,
                     "%llu updates did not come; workload '%s' has no missing-factor: rounds count "
                     "as if they had (assumed)",
                     (unsigned long long)outcome->missing_updates, scenario->workload.id);
    if (outcome->cuts_estimated)
        wf_diag_warn(diag, path, 0,
                     "%llu transfers were cut off on links that others shared: the bytes they had "
                     "moved are an estimate",
                     (unsigned long long)outcome->cuts_estimated);
}

static void warn(const struct wf_summary *summary, const struct partial *carbon,
                 const struct partial *embodied, struct wf_diag *diag)
{
    const struct wf_scenario *scenario = summary->scenario;
    const char *path = scenario->deployment.path;
    uint32_t unwatted = 0;
    const char *first = NULL;
    for (size_t i = 0; i < summary->link_count; i++)
        if (!wf_link_has_watts(summary->links[i].class))
            first = unwatted++ ? first : summary->links[i].name;
    if (unwatted)
        wf_diag_warn(diag, path, 0,
                     "%u link%s of %zu carr%s bytes but declare%s no wattage_range ('%s'%s): their "
                     "energy is not counted",
                     unwatted, wf_plural(unwatted), summary->link_count,
                     unwatted == 1 ? "ies" : "y", unwatted == 1 ? "s" : "", first,
                     unwatted == 1 ? "" : " first");
    for (size_t i = 0; i < summary->outcome->radio_count; i++)
        if (summary->outcome->radios[i].alone) {
            wf_diag_warn(diag, path, 0,
                         "base station, router and core are not in the platform: '%s' draws by "
                         "airtime, and no other link of its route has watts",
                         summary->outcome->links[summary->outcome->radios[i].link].name);
            break;
        }
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
                     "the number of %s (%llu) is assumed", scenario->paradigm->unit,
                     (unsigned long long)scenario->rounds);
    warn_of_updates(summary, diag);
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
    struct wf_carbon start;
    wf_carbon_init(&start, scenario, outcome);
    summary->start_s = start.start_s;
    summary->start_delay_s = start.delay_s;
    summary->dated = start.used != NULL;
    bill_hosts(summary, &start);
    bill_links(summary, &start);
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
    summary->epochs =
        (outcome->samples - outcome->explored_samples) / (double)scenario->total_samples;
    warn(summary, &carbon, &embodied, diag);
    wf_carbon_warn(&start, diag);
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
