#include "account/audit.h"
#include <math.h>

static const double TOLERANCE = 1e-9;
/* A difference on links below this share of the run's joules changes no conclusion. Assumed. */
static const double MATTERS = 0.01;

static void audit_hosts(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                        struct wf_audit *audit)
{
    for (size_t i = 0; i < outcome->host_count; i++) {
        const struct wf_host_usage *usage = &outcome->hosts[i];
        const struct wf_watts *watts = scenario->platform->hosts[usage->host].class->watts;
        audit->plugin_host_j += usage->plugin_j;
        for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
            audit->ledger_host_j += usage->energy_j[phase];
        audit->ledger_host_j +=
            watts[usage->first_pstate].idle_w * usage->first_s +
            watts[usage->final_pstate].idle_w * (outcome->time_s - usage->last_s) +
            usage->off_duty_j;
    }
}

/* ---- links ---- */

enum cause { NOT_COUNTED, FATPIPE_SHARED, LATENCY, RADIO, CAUSES };

/* Links whose joules differ for one cause. */
struct finding {
    uint32_t count;
    const char *first;
    double difference_j; /* plugin - ledger */
};

static void add_finding(struct finding *finding, const char *name, double difference_j)
{
    if (finding->count++ == 0)
        finding->first = name;
    finding->difference_j += difference_j;
}

static enum cause cause_of(const struct wf_link_bill *bill)
{
    if (bill->class->sharing == WF_SPLITDUPLEX || bill->class->generated)
        return NOT_COUNTED;
    return bill->class->sharing == WF_FATPIPE && bill->usage->transfers > 1 ? FATPIPE_SHARED
                                                                            : LATENCY;
}

static double radio_j(const struct wf_link_tariff *tariff, const struct wf_radio_usage *radio)
{
    double energy_j = 0;
    for (int phase = 0; radio && phase < WF_PHASE_COUNT; phase++)
        energy_j += wf_tariff_radio_j(tariff, radio->airtime_s[phase], radio->tail_s[phase]);
    return energy_j;
}

static void audit_link(const struct wf_link_bill *bill, double time_s, struct wf_audit *audit,
                       struct finding findings[CAUSES])
{
    const struct wf_link_tariff tariff = wf_tariff_of_link(bill->class, true, 0);
    double on_air_j = radio_j(&tariff, bill->radio);
    audit->ledger_link_j += on_air_j;
    if (on_air_j > 0)
        add_finding(&findings[RADIO], bill->usage->name, -on_air_j);
    if (!bill->usage || !tariff.has_range)
        return;
    double ledger_j = wf_tariff_base_j(&tariff, time_s);
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        ledger_j += wf_tariff_bytes_j(&tariff, bill->usage->byte[phase]);
    audit->plugin_link_j += bill->usage->plugin_j;
    audit->ledger_link_j += ledger_j;
    if (fabs(ledger_j - bill->usage->plugin_j) > TOLERANCE * ledger_j)
        add_finding(&findings[cause_of(bill)], bill->usage->name, bill->usage->plugin_j - ledger_j);
}

/* Of these, only rates that the plugin misses could raise a doubt; the others are its limits. */
static bool matters(enum cause cause, const struct finding *finding, double whole_j)
{
    return cause == LATENCY && fabs(finding->difference_j) > MATTERS * whole_j;
}

static void report(const struct finding *finding, bool warn, const char *cause, const char *path,
                   struct wf_diag *diag)
{
    char text[32];
    if (finding->count)
        wf_diag_add(diag, warn ? WF_WARNING : WF_NOTE, path, 0,
                    "link audit: plugin %s%s against the ledger on %u link%s ('%s'%s): %s; "
                    "the ledger counts bytes and is what is billed",
                    finding->difference_j > 0 ? "+" : "",
                    wf_quantity_text(finding->difference_j, WF_DIM_ENERGY, text, sizeof text),
                    finding->count, wf_plural(finding->count), finding->first,
                    finding->count == 1 ? "" : " first", cause);
}

struct wf_audit wf_audit_make(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                              const struct wf_bills *bills, struct wf_diag *diag)
{
    static const char *const causes[CAUSES] = {
        [NOT_COUNTED] = "SimGrid's link plugin does not count SPLITDUPLEX and <cluster> links",
        [FATPIPE_SHARED] = "SimGrid's link plugin charges a FATPIPE the largest of its flows",
        [LATENCY] = "SimGrid's link plugin bills latency as transfer, and misses rates that change "
                    "while it does not look",
        [RADIO] = "SimGrid's link plugin knows no radio: airtime_wattage and tail"};
    struct wf_audit audit = {0};
    struct finding findings[CAUSES] = {0};
    if (!scenario->options.audit)
        return (struct wf_audit){NAN, NAN, NAN, NAN};
    audit_hosts(scenario, outcome, &audit);
    for (size_t i = 0; i < bills->link_count; i++)
        audit_link(&bills->links[i], outcome->time_s, &audit, findings);
    for (int cause = 0; cause < CAUSES; cause++)
        report(
            &findings[cause],
            matters((enum cause)cause, &findings[cause], audit.ledger_host_j + audit.ledger_link_j),
            causes[cause], scenario->deployment.path, diag);
    return audit;
}
