#include "output/run_csv.h"
#include "output/csv.h"
#include "output/json.h"
#include "output/run_json.h"
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- headers and names ---- */

static void add_header(struct wf_buffer *out, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        wf_csv_text(out, names[i]);
}
#define HEADER(out, ...)                                                                           \
    add_header((out), (const char *const[]){__VA_ARGS__},                                          \
               sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* The column of labels, where there are any. */
static void add_label_header(const struct wf_run_rows *runs, struct wf_buffer *out)
{
    if (runs->labels)
        wf_csv_text(out, "deployment");
}

static void add_label(const struct wf_run_rows *runs, size_t run, struct wf_buffer *out)
{
    if (runs->labels)
        wf_csv_text(out, runs->labels[run]);
}

static void add_phase_header(struct wf_buffer *out, enum wf_phase phase, const char *unit)
{
    char name[64];
    snprintf(name, sizeof name, "%s%s", wf_phase_name(phase), unit);
    wf_csv_text(out, name);
}

static const char *zone_name(const struct wf_summary *summary, uint32_t zone)
{
    const struct wf_platform *platform = summary->scenario->platform;
    return zone < platform->zone_count ? platform->zones[zone].name : NULL;
}

/* ---- the run ---- */

/* Objects of a run's JSON that are cells: "network_energy_j" {"marginal"} is
 * "network_energy_marginal_j". */
static const struct {
    const char *object, *key, *column;
} flattened[] = {{"network_energy_j", "marginal", "network_energy_marginal_j"},
                 {"network_energy_j", "allocation", "network_energy_allocation_j"},
                 {"network_unknown", "byte", "network_unknown_byte"},
                 {"network_unknown", "low_j", "network_unknown_low_j"},
                 {"network_unknown", "high_j", "network_unknown_high_j"}};

static void add_flattened(const char *key, struct json_object *object, bool header,
                          struct wf_buffer *out)
{
    for (size_t i = 0; i < sizeof flattened / sizeof *flattened; i++)
        if (!strcmp(flattened[i].object, key))
            wf_csv_text(out, header ? flattened[i].column
                                    : json_object_get_string(
                                          json_object_object_get(object, flattened[i].key)));
}

/* The cells of one run are the scalars of its JSON, so that no key is listed twice. */
static void add_run(const struct wf_summary *summary, bool header, struct wf_buffer *out)
{
    struct json_object *run = wf_run_json(summary, NULL);
    struct json_object_iterator cell = json_object_iter_begin(run);
    struct json_object_iterator end = json_object_iter_end(run);
    for (; !json_object_iter_equal(&cell, &end); json_object_iter_next(&cell)) {
        const char *key = json_object_iter_peek_name(&cell);
        struct json_object *value = json_object_iter_peek_value(&cell);
        enum json_type type = json_object_get_type(value);
        if (!strcmp(key, "provenance"))
            wf_csv_text(out, header ? "rounds_provenance"
                                    : wf_provenance_name(summary->scenario->provenance));
        else if (type != json_type_object && type != json_type_array)
            wf_csv_text(out, header ? key : json_object_get_string(value));
        else
            add_flattened(key, value, header, out);
    }
    wf_csv_end(out);
    json_object_put(run);
}

void wf_run_csv_several(const struct wf_summary *summaries, size_t count,
                        const struct wf_run_csv_column *more, size_t more_count,
                        struct wf_buffer *out)
{
    assert(count > 0);
    for (size_t i = 0; i < more_count; i++)
        wf_csv_text(out, more[i].name);
    add_run(&summaries[0], true, out);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < more_count; j++)
            wf_csv_text(out, more[j].cells[i]);
        add_run(&summaries[i], false, out);
    }
}

void wf_run_csv(const struct wf_summary *summary, struct wf_buffer *out)
{
    wf_run_csv_several(summary, 1, NULL, 0, out);
}

/* ---- rows by name ---- */

struct named {
    const char *name;
    const void *bill;
};

static int compare_named(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    return wf_text_compare_natural(x->name, y->name);
}

/* ---- hosts ---- */

static void add_host(const struct wf_summary *summary, const struct wf_host_bill *bill,
                     struct wf_buffer *out)
{
    const struct wf_host *host = &summary->scenario->platform->hosts[bill->host];
    const struct wf_host_usage *usage = bill->usage;
    double on_duty_s = usage ? wf_usage_duty_s(usage) : 0;
    wf_csv_text(out, host->name);
    wf_csv_text(out, wf_site_kind(host->class->site));
    wf_csv_text(out, zone_name(summary, host->class->zone));
    wf_csv_number(out, bill->duty_s);
    wf_csv_number(out, usage ? wf_usage_busy_s(usage) : 0);
    wf_csv_number(out, usage ? usage->first_s : NAN);
    wf_csv_number(out, usage ? usage->last_s : NAN);
    wf_csv_number(out, bill->wall_j);
    wf_csv_number(out, bill->energy_j);
    wf_csv_number(out, bill->carbon_g);
    wf_csv_number(out, bill->embodied_g);
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        wf_csv_number(out, bill->phase_j[phase]);
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        double time_s = usage ? wf_host_usage_in(usage, phase)->time_s : 0;
        if (phase ==
            WF_PHASE_WAIT) /* --whole-platform bills the time before and after as waiting */
            time_s += bill->duty_s - on_duty_s;
        wf_csv_number(out, time_s);
    }
    wf_csv_end(out);
}

static void add_hosts(const struct wf_run_rows *runs, size_t run, struct wf_buffer *out)
{
    const struct wf_summary *summary = &runs->summaries[run];
    const struct wf_bills *bills = wf_summary_bills(summary);
    struct named *rows = wf_calloc(bills->host_count, sizeof *rows);
    for (size_t i = 0; i < bills->host_count; i++) {
        const struct wf_host_bill *bill = &bills->hosts[i];
        rows[i] = (struct named){summary->scenario->platform->hosts[bill->host].name, bill};
    }
    qsort(rows, bills->host_count, sizeof *rows, compare_named);
    for (size_t i = 0; i < bills->host_count; i++) {
        add_label(runs, run, out);
        add_host(summary, rows[i].bill, out);
    }
    free(rows);
}

void wf_run_csv_hosts(const struct wf_run_rows *runs, struct wf_buffer *out)
{
    add_label_header(runs, out);
    HEADER(out, "host", "kind", "zone", "duty_s", "busy_s", "first_s", "last_s", "host_energy_j",
           "energy_j", "carbon_g", "embodied_g");
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        add_phase_header(out, phase, "_j");
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        add_phase_header(out, phase, "_s");
    wf_csv_end(out);
    for (size_t i = 0; i < runs->count; i++)
        add_hosts(runs, i, out);
}

/* ---- links ---- */

/* The phases that contain transfers. */
static const enum wf_phase carriers[] = {
    WF_PHASE_AGGREGATE, WF_PHASE_PROTECTION, WF_PHASE_INFERENCE,  WF_PHASE_UPLOAD,
    WF_PHASE_DOWNLOAD,  WF_PHASE_COLLECTION, WF_PHASE_DEPLOYMENT, WF_PHASE_EXPLORATION};
enum { CARRIER_COUNT = sizeof carriers / sizeof *carriers };

/* What its class is billed for, and joules in either view. */
static void add_networks(const struct wf_link_bill *bill, bool has_class, struct wf_buffer *out)
{
    double core_byte = 0, transfer_s = 0;
    for (uint32_t i = 0; i < bill->network_count; i++) {
        core_byte += bill->networks[i].core_byte;
        transfer_s += bill->networks[i].transfer_s;
    }
    wf_csv_number(out, has_class ? core_byte : NAN);
    wf_csv_number(out, has_class ? transfer_s : NAN);
    for (int view = 0; view < WF_NETWORK_VIEWS; view++)
        wf_csv_number(out, has_class ? bill->network_j[view] : NAN);
}

static void add_link(const struct wf_summary *summary, const struct wf_link_bill *bill,
                     struct wf_buffer *out)
{
    const struct wf_link_usage *usage = bill->usage;
    bool known = wf_link_is_known(bill->class), metered = wf_link_has_watts(bill->class);
    uint32_t class = bill->class ? bill->class->site->network_class : WF_CHOICE_UNSET;
    double byte = 0;
    for (int phase = 0; usage && phase < WF_PHASE_COUNT; phase++)
        byte += wf_link_usage_byte(usage, phase);
    wf_csv_text(out, bill->name);
    wf_csv_text(out, bill->class ? zone_name(summary, bill->class->zone) : NULL);
    wf_csv_number(out, byte);
    wf_csv_count(out, usage ? usage->carried.transfers : 0);
    wf_csv_number(out, known ? bill->wire_j : NAN);
    wf_csv_number(out, known ? bill->energy_j : NAN);
    wf_csv_number(out, known ? bill->carbon_g : NAN);
    wf_csv_number(out, bill->embodied_g);
    wf_csv_number(out, usage && metered ? usage->plugin_j : NAN);
    for (size_t i = 0; i < CARRIER_COUNT; i++)
        wf_csv_number(out, usage ? wf_link_usage_byte(usage, carriers[i]) : 0);
    wf_csv_text(out, class < WF_NETWORK_CLASSES ? wf_network_classes[class] : NULL);
    add_networks(bill, class < WF_NETWORK_CLASSES, out);
    wf_csv_end(out);
}

static void add_links(const struct wf_run_rows *runs, size_t run, struct wf_buffer *out)
{
    const struct wf_summary *summary = &runs->summaries[run];
    const struct wf_bills *bills = wf_summary_bills(summary);
    struct named *rows = wf_calloc(bills->link_count, sizeof *rows);
    for (size_t i = 0; i < bills->link_count; i++)
        rows[i] = (struct named){bills->links[i].name, &bills->links[i]};
    qsort(rows, bills->link_count, sizeof *rows, compare_named);
    for (size_t i = 0; i < bills->link_count; i++) {
        add_label(runs, run, out);
        add_link(summary, rows[i].bill, out);
    }
    free(rows);
}

void wf_run_csv_links(const struct wf_run_rows *runs, struct wf_buffer *out)
{
    add_label_header(runs, out);
    HEADER(out, "link", "zone", "byte", "transfers", "link_energy_j", "energy_j", "carbon_g",
           "embodied_g", "plugin_energy_j");
    for (size_t i = 0; i < CARRIER_COUNT; i++)
        add_phase_header(out, carriers[i], "_byte");
    HEADER(out, "network_class", "core_byte", "transfer_s", "marginal_j", "allocation_j");
    wf_csv_end(out);
    for (size_t i = 0; i < runs->count; i++)
        add_links(runs, i, out);
}

/* ---- rounds ---- */

static const char *host_name(const struct wf_summary *summary, uint32_t host)
{
    const struct wf_platform *platform = summary->scenario->platform;
    return host < platform->host_count ? platform->hosts[host].name : NULL;
}

static void add_rounds(const struct wf_run_rows *runs, size_t run, struct wf_buffer *out)
{
    const struct wf_summary *summary = &runs->summaries[run];
    const struct wf_outcome *outcome = summary->outcome;
    for (size_t i = 0; i < outcome->round_count; i++) {
        const struct wf_round_usage *round = &outcome->round_rows[i];
        add_label(runs, run, out);
        wf_csv_count(out, i + 1);
        wf_csv_number(out, round->start_s);
        wf_csv_number(out, round->end_s);
        wf_csv_number(out, round->end_s - round->start_s);
        wf_csv_count(out, round->cohort);
        wf_csv_text(out, host_name(summary, round->slowest_host));
        wf_csv_number(out, round->uplink_byte);
        wf_csv_number(out, round->downlink_byte);
        wf_csv_number(out, round->energy_j);
        wf_csv_count(out, round->training);
        wf_csv_count(out, round->updates);
        wf_csv_number(out, round->progress);
        wf_csv_end(out);
    }
}

void wf_run_csv_rounds(const struct wf_run_rows *runs, struct wf_buffer *out)
{
    add_label_header(runs, out);
    HEADER(out, "round", "start_s", "end_s", "duration_s", "cohort", "slowest_host", "uplink_byte",
           "downlink_byte", "energy_j", "training", "updates", "progress");
    wf_csv_end(out);
    for (size_t i = 0; i < runs->count; i++)
        add_rounds(runs, i, out);
}

/* ---- cohorts ---- */

/* @p size hosts from @p next on, separated by blanks. */
static void put_cohort(const struct wf_summary *summary, size_t next, uint32_t size,
                       struct wf_buffer *out)
{
    wf_buffer_add(out, "", 0);
    for (uint32_t member = 0; member < size; member++)
        wf_buffer_printf(out, "%s%s", member > 0 ? " " : "",
                         host_name(summary, summary->outcome->cohorts[next + member]));
}

static void add_cohorts(const struct wf_run_rows *runs, size_t run, struct wf_buffer *out)
{
    const struct wf_summary *summary = &runs->summaries[run];
    const struct wf_outcome *outcome = summary->outcome;
    size_t next = 0;
    for (size_t i = 0; outcome->cohorts && i < outcome->round_count; i++) {
        uint32_t size = outcome->round_rows[i].kept;
        struct wf_buffer hosts = {0};
        assert(size <= outcome->cohort_count - next);
        put_cohort(summary, next, size, &hosts);
        next += size;
        if (runs->labels) {
            add_label(runs, run, out);
            wf_csv_count(out, i + 1);
            wf_csv_text(out, hosts.text);
            wf_csv_end(out);
        } else {
            wf_buffer_add(out, hosts.text, hosts.length);
            wf_buffer_add(out, "\n", 1);
        }
        wf_buffer_release(&hosts);
    }
}

void wf_run_csv_cohorts(const struct wf_run_rows *runs, struct wf_buffer *out)
{
    wf_buffer_add(out, "", 0);
    if (runs->labels) {
        HEADER(out, "deployment", "round", "hosts");
        wf_csv_end(out);
    }
    for (size_t i = 0; i < runs->count; i++)
        add_cohorts(runs, i, out);
}
