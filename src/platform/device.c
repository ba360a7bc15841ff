#include "platform/device.h"
#include "base/date.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Largest relative difference of speed from the product of its factors: it has few digits. */
static const double SPEED_TOLERANCE = 1e-3;

static const char *const residual_names[WF_RESIDUAL_COUNT] = {
    [WF_RESIDUAL_SECOND_HALF] = "second half",
    [WF_RESIDUAL_RUN_LEFT_OUT] = "run left out",
};

const char *wf_residual_of_name(enum wf_residual_of of)
{
    return residual_names[of];
}

/* ---- lists ---- */

static uint32_t count_items(const char *list, char separator)
{
    uint32_t count = 1;
    for (; *list; list++)
        count += *list == separator;
    return count;
}

char *wf_device_item(const char *list, char separator, uint32_t index)
{
    const char split[] = {separator, '\0'};
    for (; list && index > 0; index--) {
        list = strchr(list, separator);
        list = list ? list + 1 : NULL;
    }
    if (!list)
        return NULL;
    size_t length = strcspn(list, split), lead = strspn(list, " \t");
    if (lead >= length)
        return wf_strdup("");
    list += lead;
    length -= lead;
    while (list[length - 1] == ' ' || list[length - 1] == '\t')
        length--;
    return wf_format("%.*s", (int)length, list);
}

char *wf_device_workload(const struct wf_host_class *class, uint32_t pstate)
{
    char item[128];
    for (const char *cursor = class->site->workloads;
         cursor && wf_text_next_item(&cursor, item, sizeof item); pstate--)
        if (pstate == 0)
            return wf_strdup(item);
    return NULL;
}

/* ---- values ---- */

static bool is_unknown(const char *text)
{
    return !strcmp(text, "-");
}

/* Each reads an item into the facts. @return NULL, or why it cannot be (to free). */

static char *read_number(const char *text, enum wf_dimension dimension, bool positive,
                         double *value)
{
    *value = NAN;
    if (is_unknown(text))
        return NULL;
    double got;
    enum wf_quantity_status status = wf_quantity_parse(text, dimension, &got);
    if (status != WF_QUANTITY_OK)
        return wf_quantity_explain(text, dimension, status);
    if (got < 0 || (positive && got == 0))
        return wf_format("'%s' is not %s", text, positive ? "greater than 0" : "0 or more");
    *value = got;
    return NULL;
}

static char *read_samples(const char *text, struct wf_device_facts *facts)
{
    return read_number(text, WF_DIM_NUMBER, true, &facts->samples_per_s);
}

static char *read_flop(const char *text, struct wf_device_facts *facts)
{
    return read_number(text, WF_DIM_FLOP, true, &facts->flop_per_sample);
}

static char *read_residual(const char *text, struct wf_device_facts *facts)
{
    const char *percent = strchr(text, '%');
    const char *words = percent ? percent + 1 + strspn(percent + 1, " \t") : "";
    facts->residual_of = WF_RESIDUAL_UNSAID;
    if (!*words)
        return read_number(text, WF_DIM_RATIO, false, &facts->residual_ratio);
    for (int i = WF_RESIDUAL_UNSAID + 1; i < WF_RESIDUAL_COUNT; i++)
        if (!strcmp(words, residual_names[i]))
            facts->residual_of = (enum wf_residual_of)i;
    if (facts->residual_of == WF_RESIDUAL_UNSAID)
        return wf_format("'%s': expected '%s', '%s' or nothing behind the %%", text,
                         residual_names[WF_RESIDUAL_SECOND_HALF],
                         residual_names[WF_RESIDUAL_RUN_LEFT_OUT]);
    char *number = wf_format("%.*s", (int)(percent + 1 - text), text);
    char *why = read_number(number, WF_DIM_RATIO, false, &facts->residual_ratio);
    free(number);
    return why;
}

static char *read_source(const char *text, struct wf_device_facts *facts)
{
    if (!*text)
        return wf_strdup("an item is empty");
    free(facts->source);
    facts->source = wf_strdup(text);
    return NULL;
}

static char *read_software(const char *text, struct wf_device_facts *facts)
{
    if (!*text)
        return wf_strdup("an item is empty");
    free(facts->software);
    facts->software = is_unknown(text) ? NULL : wf_strdup(text);
    return NULL;
}

/* A year, a year and a month, or a day. */
static bool is_date(const char *text)
{
    static const char whole[] = "2000-01-01";
    char padded[sizeof whole];
    size_t length = strlen(text);
    double unix_s;
    if (length != 4 && length != 7 && length != sizeof whole - 1)
        return false;
    snprintf(padded, sizeof padded, "%s%s", text, whole + length);
    return strspn(text, "0123456789-") == length && wf_date_parse(padded, &unix_s);
}

static char *read_date(const char *text, struct wf_device_facts *facts)
{
    if (!is_unknown(text) && !is_date(text))
        return wf_format("'%s' is no date; expected e.g. 2024, 2024-05 or 2024-05-10, or -", text);
    free(facts->date);
    facts->date = is_unknown(text) ? NULL : wf_strdup(text);
    return NULL;
}

static const struct fact {
    const char *prop;
    size_t offset; /* of the list in struct wf_site */
    char separator;
    bool one_for_all, optional;
    char *(*read)(const char *text, struct wf_device_facts *facts);
} fact_rows[] = {
    {"samples_per_second", offsetof(struct wf_site, samples_per_second), ',', false, false,
     read_samples},
    {"flop_per_sample", offsetof(struct wf_site, flop_per_sample), ',', false, false, read_flop},
    {"source", offsetof(struct wf_site, source), ';', true, false, read_source},
    {"date", offsetof(struct wf_site, date), ',', true, false, read_date},
    {"residual", offsetof(struct wf_site, residual), ',', true, true, read_residual},
    {"software", offsetof(struct wf_site, software), ';', true, true, read_software},
};
enum { FACTS = sizeof fact_rows / sizeof *fact_rows };

static const char *list_of(const struct wf_site *site, const struct fact *row)
{
    return *(const char *const *)(const void *)((const char *)site + row->offset);
}

/* Item of a pstate; NULL where the list is not there or ends before. Caller frees. */
static char *item_of(const struct wf_site *site, const struct fact *row, uint32_t pstate)
{
    const char *list = list_of(site, row);
    bool one = list && row->one_for_all && count_items(list, row->separator) == 1;
    return list ? wf_device_item(list, row->separator, one ? 0 : pstate) : NULL;
}

/* ---- where its figures come from ---- */

enum { SPEED, IDLE, BUSY, FIGURES };
static const struct {
    const char *prop;
    enum wf_figure_part part;
} figures[FIGURES] = {
    [SPEED] = {"speed", WF_FIGURE_WHOLE},
    [IDLE] = {"wattage_per_state", WF_FIGURE_IDLE},
    [BUSY] = {"wattage_per_state", WF_FIGURE_ALL},
};

static struct wf_sourced sourced(const struct wf_host_class *class, uint32_t pstate, int figure)
{
    return wf_provenance_of(class->site->provenance, figures[figure].prop, pstate,
                            figures[figure].part);
}

/* ---- the checks ---- */

/* Where mistakes go, and whether there were any. */
struct reporter {
    const struct wf_mistakes *mistakes;
    bool any;
};

static void report(struct reporter *reporter, const char *prop, char *why)
{
    reporter->any = true;
    reporter->mistakes->report(reporter->mistakes->data, prop, why);
    free(why);
}

/* A list: it is given, has the right number of items, and each item can be read. */
static void check_list(const struct wf_host_class *class, const struct fact *row,
                       struct reporter *reporter)
{
    const char *list = list_of(class->site, row);
    uint32_t pstates = class->pstate_count;
    if (!list && !row->optional) {
        report(reporter, row->prop, wf_strdup(" is missing; every entry of a catalogue says it"));
        return;
    }
    uint32_t count = list ? count_items(list, row->separator) : 0;
    if (list && count != pstates && !(row->one_for_all && count == 1)) {
        report(reporter, row->prop,
               wf_format(" has %u item%s for %u pstate%s%s (with '%c' between)", count,
                         wf_plural(count), pstates, wf_plural(pstates),
                         row->one_for_all ? "; expected one each, or one for all" : "",
                         row->separator));
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        struct wf_device_facts facts = {0};
        char *item = wf_device_item(list, row->separator, i);
        char *why = row->read(item, &facts);
        if (why)
            report(reporter, row->prop, wf_format(": %s", why));
        free(why);
        free(item);
        wf_device_facts_release(&facts);
    }
}

/* speed = flop_per_sample x samples_per_second, and both of them or none. */
static void check_speed(const struct wf_host_class *class, uint32_t pstate,
                        struct reporter *reporter)
{
    struct wf_device_facts facts;
    char number[32], product[32];
    wf_device_facts(class, pstate, &facts);
    double speed = class->speed_flop_per_s[pstate] * class->core_count;
    double expected = facts.flop_per_sample * facts.samples_per_s;
    if (isnan(facts.flop_per_sample) != isnan(facts.samples_per_s))
        report(reporter, "flop_per_sample",
               wf_format(" and samples_per_second of pstate %u (%s): one is given, one is '-'",
                         pstate, facts.workload ? facts.workload : "unnamed"));
    else if (fabs(speed - expected) > SPEED_TOLERANCE * expected)
        report(
            reporter, "flop_per_sample",
            wf_format(" x samples_per_second of pstate %u (%s) is %s flop/s, but its speed is %s "
                      "flop/s",
                      pstate, facts.workload ? facts.workload : "unnamed",
                      wf_number_text(expected, number, sizeof number),
                      wf_number_text(speed, product, sizeof product)));
    wf_device_facts_release(&facts);
}

static void check_workloads(const struct wf_host_class *class, struct reporter *reporter)
{
    uint32_t named = 0;
    for (char *name; (name = wf_device_workload(class, named)); named++)
        free(name);
    if (named < class->pstate_count)
        report(reporter, "workloads",
               wf_format(
                   " names %u workload%s for %u pstate%s; in a catalogue every pstate has one",
                   named, wf_plural(named), class->pstate_count, wf_plural(class->pstate_count)));
}

/* Its own list says where each speed and each power comes from. */
static void check_provenance(const struct wf_host_class *class, struct reporter *reporter)
{
    if (!class->site->provenance) {
        report(reporter, "provenance",
               wf_strdup(" is missing; every entry of a catalogue says it"));
        return;
    }
    for (uint32_t i = 0; i < class->pstate_count; i++)
        for (int figure = 0; figure < FIGURES; figure++) {
            if (sourced(class, i, figure).given || (figure != SPEED && !class->watts))
                continue;
            const char *part = wf_figure_part_name(figures[figure].part);
            report(reporter, "provenance",
                   wf_format(" does not say '%s.%u%s%s'; every entry of a catalogue does",
                             figures[figure].prop, i, *part ? "." : "", part));
        }
}

void wf_device_check(const struct wf_host_class *class, const struct wf_mistakes *mistakes)
{
    struct reporter reporter = {mistakes, false};
    check_workloads(class, &reporter);
    for (size_t i = 0; i < FACTS; i++)
        check_list(class, &fact_rows[i], &reporter);
    check_provenance(class, &reporter);
    bool well = !reporter.any;
    for (uint32_t i = 0; i < class->pstate_count && well; i++)
        check_speed(class, i, &reporter);
}

/* ---- reading ---- */

void wf_device_facts(const struct wf_host_class *class, uint32_t pstate,
                     struct wf_device_facts *facts)
{
    *facts = (struct wf_device_facts){.workload = wf_device_workload(class, pstate),
                                      .samples_per_s = NAN,
                                      .flop_per_sample = NAN,
                                      .residual_ratio = NAN,
                                      .speed = sourced(class, pstate, SPEED),
                                      .idle = sourced(class, pstate, IDLE),
                                      .busy = sourced(class, pstate, BUSY)};
    for (size_t i = 0; i < FACTS; i++) {
        char *item = item_of(class->site, &fact_rows[i], pstate);
        if (item)
            free(fact_rows[i].read(item, facts));
        free(item);
    }
}

void wf_device_facts_release(struct wf_device_facts *facts)
{
    if (!facts)
        return;
    free(facts->workload);
    free(facts->source);
    free(facts->date);
    free(facts->software);
    *facts = (struct wf_device_facts){0};
}
