#include "account/audit.h"
#include "account/reserve_bill.h"
#include "base/sum.h"
#include <math.h>

static const double TOLERANCE = 1e-9;
/* A difference on links below this share of the run's joules changes no conclusion. Assumed. */
static const double MATTERS = 0.01;

double wf_audit_host_j(const struct wf_host_class *class, const struct wf_host_usage *usage,
                       double time_s)
{
    double energy_j = class->watts[usage->first_pstate].idle_w * usage->first_s +
                      class->watts[usage->final_pstate].idle_w * (time_s - usage->last_s) +
                      usage->off_duty_j;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        energy_j += wf_host_usage_in(usage, phase)->energy_j;
    return energy_j;
}

static void audit_hosts(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                        struct wf_audit *audit)
{
    struct wf_sum plugin = {0}, ledger = {0};
    for (size_t i = 0; i < outcome->host_count; i++) {
        const struct wf_host_usage *usage = &outcome->hosts[i];
        wf_sum_add(&plugin, usage->plugin_j);
        wf_sum_add(&ledger, wf_audit_host_j(scenario->platform->hosts[usage->host].class, usage,
                                            outcome->time_s));
    }
    for (size_t i = 0; i < outcome->reserve_bill_count; i++) {
        const struct wf_reserve_bill *bills = &outcome->reserve_bills[i];
        if (bills->hosts.count)
            wf_sum_add(&plugin, NAN);
        wf_sum_merge(&ledger, &bills->ledger_host_j);
    }
    audit->plugin_host_j = wf_sum_value(&plugin);
    audit->ledger_host_j = wf_sum_value(&ledger);
}

/* ---- links ---- */

static void add_finding(struct wf_audit_finding *finding, const char *name, double difference_j)
{
    finding->count++;
    finding->first = wf_text_first(finding->first, name);
    wf_sum_add(&finding->difference_j, difference_j);
}

static enum wf_audit_cause cause_of(const struct wf_link_bill *bill)
{
    if (bill->class->sharing == WF_SPLITDUPLEX || bill->class->generated)
        return WF_AUDIT_NOT_COUNTED;
    bool shared = bill->class->sharing == WF_FATPIPE && bill->usage->carried.transfers > 1;
    return shared ? WF_AUDIT_FATPIPE_SHARED : WF_AUDIT_LATENCY;
}

static double radio_j(const struct wf_link_tariff *tariff, const struct wf_radio_usage *radio)
{
    double energy_j = 0;
    for (int phase = 0; radio && phase < WF_PHASE_COUNT; phase++)
        energy_j += wf_tariff_radio_j(tariff, radio->airtime_s[phase], radio->tail_s[phase]);
    return energy_j;
}

struct wf_audit_link wf_audit_link(const struct wf_link_bill *bill, double time_s)
{
    const struct wf_link_tariff tariff = wf_tariff_of_link(bill->class, true, 0);
    struct wf_audit_link link = {.on_air_j = radio_j(&tariff, bill->radio),
                                 .counted = bill->usage && tariff.has_range};
    if (!link.counted)
        return link;
    link.ledger_j = wf_tariff_base_j(&tariff, time_s);
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        if (wf_link_usage_byte(bill->usage, phase) != 0)
            link.ledger_j += wf_tariff_bytes_j(&tariff, wf_link_usage_byte(bill->usage, phase));
    return link;
}

void wf_audit_links_add(struct wf_audit_links *links, const struct wf_link_bill *bill,
                        double time_s)
{
    const struct wf_audit_link link = wf_audit_link(bill, time_s);
    double ledger_j = link.ledger_j;
    wf_sum_add(&links->ledger_j, link.on_air_j);
    if (link.on_air_j > 0)
        add_finding(&links->findings[WF_AUDIT_RADIO], bill->usage->name, -link.on_air_j);
    if (!link.counted)
        return;
    wf_sum_add(&links->plugin_j, bill->usage->plugin_j);
    wf_sum_add(&links->ledger_j, ledger_j);
    if (fabs(ledger_j - bill->usage->plugin_j) > TOLERANCE * ledger_j)
        add_finding(&links->findings[cause_of(bill)], bill->usage->name,
                    bill->usage->plugin_j - ledger_j);
}

/* Devices that were drawn: no plugin saw them in this run. */
static void add_reserve(const struct wf_reserve_bill *bills, struct wf_audit_links *links)
{
    struct wf_audit_finding *radio = &links->findings[WF_AUDIT_RADIO];
    const struct wf_reserve_audit *audit = &bills->link_audit;
    if (audit->counted)
        wf_sum_add(&links->plugin_j, NAN);
    wf_sum_merge(&links->ledger_j, &audit->ledger_j);
    if (audit->on_air)
        radio->first = wf_text_first(radio->first, bills->first_on_air.name);
    radio->count += audit->on_air;
    wf_sum_add(&radio->difference_j, -audit->on_air_j.value);
    wf_sum_add(&radio->difference_j, -audit->on_air_j.rest);
}

/* Of these, only rates that the plugin misses could raise a doubt; the others are its limits. */
static bool matters(enum wf_audit_cause cause, const struct wf_audit_finding *finding,
                    double whole_j)
{
    return cause == WF_AUDIT_LATENCY &&
           fabs(wf_sum_value(&finding->difference_j)) > MATTERS * whole_j;
}

static void report(const struct wf_audit_finding *finding, bool warn, const char *cause,
                   const char *path, struct wf_diag *diag)
{
    char text[32];
    double difference_j = wf_sum_value(&finding->difference_j);
    if (finding->count)
        wf_diag_add(diag, warn ? WF_WARNING : WF_NOTE, path, 0,
                    "link audit: plugin %s%s against the ledger on %u link%s ('%s'%s): %s; "
                    "the ledger counts bytes and is what is billed",
                    difference_j > 0 ? "+" : "",
                    wf_quantity_text(difference_j, WF_DIM_ENERGY, text, sizeof text),
                    finding->count, wf_plural(finding->count), finding->first,
                    finding->count == 1 ? "" : " first", cause);
}

struct wf_audit wf_audit_make(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                              const struct wf_audit_links *links, struct wf_diag *diag)
{
    static const char *const causes[WF_AUDIT_CAUSES] = {
        [WF_AUDIT_NOT_COUNTED] =
            "SimGrid's link plugin does not count SPLITDUPLEX and <cluster> links",
        [WF_AUDIT_FATPIPE_SHARED] =
            "SimGrid's link plugin charges a FATPIPE the largest of its flows",
        [WF_AUDIT_LATENCY] = "SimGrid's link plugin bills latency as transfer, and misses rates "
                             "that change while it does not look",
        [WF_AUDIT_RADIO] = "SimGrid's link plugin knows no radio: airtime_wattage and tail"};
    struct wf_audit audit = {0};
    if (!scenario->options.audit)
        return (struct wf_audit){NAN, NAN, NAN, NAN};
    audit_hosts(scenario, outcome, &audit);
    struct wf_audit_links all = *links;
    for (size_t i = 0; i < outcome->reserve_bill_count; i++)
        add_reserve(&outcome->reserve_bills[i], &all);
    audit.plugin_link_j = wf_sum_value(&all.plugin_j);
    audit.ledger_link_j = wf_sum_value(&all.ledger_j);
    for (int cause = 0; cause < WF_AUDIT_CAUSES; cause++) {
        const struct wf_audit_finding *finding = &all.findings[cause];
        bool warn =
            matters((enum wf_audit_cause)cause, finding, audit.ledger_host_j + audit.ledger_link_j);
        report(finding, warn, causes[cause], scenario->deployment.path, diag);
    }
    return audit;
}
