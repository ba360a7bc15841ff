#include "harness.h"

#include "account/summary.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- numbers of the summary ---- */

#define NUMBERS(NUMBER)                                                                            \
    NUMBER(time_s, s->outcome->time_s)                                                             \
    NUMBER(rounds, (double)s->outcome->rounds)                                                     \
    NUMBER(energy_j, s->energy_j)                                                                  \
    NUMBER(host_energy_j, s->host_energy_j)                                                        \
    NUMBER(link_energy_j, s->link_energy_j)                                                        \
    NUMBER(plugin_host_energy_j, s->plugin_host_energy_j)                                          \
    NUMBER(ledger_host_energy_j, s->ledger_host_energy_j)                                          \
    NUMBER(plugin_link_energy_j, s->plugin_link_energy_j)                                          \
    NUMBER(ledger_link_energy_j, s->ledger_link_energy_j)                                          \
    NUMBER(marginal_j, s->network_energy_j[WF_VIEW_MARGINAL])                                      \
    NUMBER(allocation_j, s->network_energy_j[WF_VIEW_ALLOCATION])                                  \
    NUMBER(unknown_byte, s->network_unknown.byte)                                                  \
    NUMBER(carbon_g, s->carbon_g)                                                                  \
    NUMBER(start_s, s->start_s)                                                                    \
    NUMBER(start_delay_s, s->start_delay_s)                                                        \
    NUMBER(embodied_g, s->embodied_g)                                                              \
    NUMBER(uplink_byte, s->outcome->byte[WF_UPLINK])                                               \
    NUMBER(downlink_byte, s->outcome->byte[WF_DOWNLINK])                                           \
    NUMBER(exchange_byte, s->outcome->byte[WF_EXCHANGE])                                           \
    NUMBER(flop, s->outcome->flop)                                                                 \
    NUMBER(samples, s->outcome->samples)                                                           \
    NUMBER(epochs, s->epochs)                                                                      \
    NUMBER(accelerator_hours, s->busy_accelerator_hours)                                           \
    NUMBER(learner_coverage, s->outcome->learner_coverage)                                         \
    NUMBER(sample_coverage, s->outcome->sample_coverage)                                           \
    NUMBER(learner_gini, s->outcome->learner_gini)                                                 \
    NUMBER(sample_gini, s->outcome->sample_gini)                                                   \
    NUMBER(dropped_updates, (double)s->outcome->dropped_updates)                                   \
    NUMBER(missing_updates, (double)s->outcome->missing_updates)                                   \
    NUMBER(stale_updates, (double)s->outcome->stale_updates)                                       \
    NUMBER(staleness, s->outcome->staleness)                                                       \
    NUMBER(wasted_energy_j, s->outcome->wasted_energy_j)                                           \
    NUMBER(cuts_estimated, (double)s->outcome->cuts_estimated)                                     \
    NUMBER(trainings, (double)s->outcome->trainings)                                               \
    NUMBER(training_time_s, s->outcome->training_time_s)                                           \
    NUMBER(late_trainings, (double)s->outcome->late_trainings)                                     \
    NUMBER(latest_training_s, s->outcome->latest_training_s)                                       \
    NUMBER(inferences, s->outcome->inferences)

#define GETTER(name, expression)                                                                   \
    static double get_##name(const struct wf_summary *s)                                           \
    {                                                                                              \
        return expression;                                                                         \
    }
NUMBERS(GETTER)

#define NUMBER_ROW(name, expression) {#name, get_##name},
static const struct {
    const char *name;
    double (*get)(const struct wf_summary *summary);
} numbers[] = {NUMBERS(NUMBER_ROW)};

/* ---- parts, by name ---- */

/* "HOST/PHASE": length of HOST, and the phase; WF_PHASE_COUNT where there is none. */
static size_t split(const char *name, enum wf_phase *phase)
{
    const char *slash = strchr(name, '/');
    *phase = WF_PHASE_COUNT;
    for (int i = 0; slash && i < WF_PHASE_COUNT; i++)
        if (!strcmp(slash + 1, wf_phase_name((enum wf_phase)i)))
            *phase = (enum wf_phase)i;
    return slash ? (size_t)(slash - name) : strlen(name);
}

static const struct wf_host_bill *host_of(const struct wf_summary *summary, const char *name,
                                          size_t length)
{
    const struct wf_bills *bills = wf_summary_bills(summary);
    for (size_t i = 0; i < bills->host_count; i++) {
        const char *host = summary->scenario->platform->hosts[bills->hosts[i].host].name;
        if (strlen(host) == length && !memcmp(host, name, length))
            return &bills->hosts[i];
    }
    return NULL;
}

static const struct wf_link_bill *link_of(const struct wf_summary *summary, const char *name)
{
    const struct wf_bills *bills = wf_summary_bills(summary);
    for (size_t i = 0; i < bills->link_count; i++)
        if (!strcmp(bills->links[i].name, name))
            return &bills->links[i];
    return NULL;
}

static double get_phase(const struct wf_summary *summary, const char *name)
{
    for (int i = 0; i < WF_PHASE_COUNT; i++)
        if (!strcmp(name, wf_phase_name((enum wf_phase)i)))
            return summary->phase_j[i];
    return NAN;
}

static double get_carbon(const struct wf_summary *summary, const char *name)
{
    for (int i = 0; i < WF_PHASE_COUNT; i++)
        if (!strcmp(name, wf_phase_name((enum wf_phase)i)))
            return summary->phase_carbon_g[i];
    return NAN;
}

static double get_carbon_host(const struct wf_summary *summary, const char *name)
{
    const struct wf_host_bill *bill = host_of(summary, name, strlen(name));
    return bill ? bill->carbon_g : NAN;
}

static double get_kind(const struct wf_summary *summary, const char *name)
{
    for (size_t i = 0; i < summary->kind_count; i++)
        if (!strcmp(name, summary->kinds[i].name))
            return summary->kinds[i].energy_j;
    return NAN;
}

static double get_host(const struct wf_summary *summary, const char *name)
{
    enum wf_phase phase;
    const struct wf_host_bill *bill = host_of(summary, name, split(name, &phase));
    if (!bill)
        return NAN;
    return phase == WF_PHASE_COUNT ? bill->energy_j : bill->phase_j[phase];
}

static double get_time(const struct wf_summary *summary, const char *name)
{
    enum wf_phase phase;
    const struct wf_host_bill *bill = host_of(summary, name, split(name, &phase));
    return bill && bill->usage && phase != WF_PHASE_COUNT
               ? wf_host_usage_in(bill->usage, phase)->time_s
               : NAN;
}

static double get_wall(const struct wf_summary *summary, const char *name)
{
    const struct wf_host_bill *bill = host_of(summary, name, strlen(name));
    return bill ? bill->wall_j : NAN;
}

static double get_duty(const struct wf_summary *summary, const char *name)
{
    const struct wf_host_bill *bill = host_of(summary, name, strlen(name));
    return bill ? bill->duty_s : NAN;
}

static double get_link(const struct wf_summary *summary, const char *name)
{
    const struct wf_link_bill *bill = link_of(summary, name);
    return bill ? bill->energy_j : NAN;
}

static double get_plugin_link(const struct wf_summary *summary, const char *name)
{
    const struct wf_link_bill *bill = link_of(summary, name);
    return bill && bill->usage ? bill->usage->plugin_j : NAN;
}

/* "NUMBER.COLUMN"; rounds are numbered from 1 over all trainings. */
static double get_round(const struct wf_summary *summary, const char *name)
{
    const struct wf_outcome *outcome = summary->outcome;
    char *column;
    unsigned long number = strtoul(name, &column, 10);
    if (number < 1 || number > outcome->round_count)
        return NAN;
    const struct wf_round_usage *round = &outcome->round_rows[number - 1];
    if (!strcmp(column, ".start_s"))
        return round->start_s;
    if (!strcmp(column, ".end_s"))
        return round->end_s;
    if (!strcmp(column, ".energy_j"))
        return round->energy_j;
    if (!strcmp(column, ".cohort"))
        return round->cohort;
    if (!strcmp(column, ".updates"))
        return round->updates;
    if (!strcmp(column, ".progress"))
        return round->progress;
    return NAN;
}

static const struct {
    const char *prefix;
    double (*get)(const struct wf_summary *summary, const char *name);
} parts[] = {
    {"phase.", get_phase},   {"kind.", get_kind},
    {"host.", get_host},     {"time.", get_time},
    {"wall.", get_wall},     {"duty.", get_duty},
    {"link.", get_link},     {"plugin_link.", get_plugin_link},
    {"carbon.", get_carbon}, {"carbon_host.", get_carbon_host},
    {"round.", get_round},
};

double analytic_value(const struct wf_summary *summary, const char *name)
{
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!strcmp(name, numbers[i].name))
            return numbers[i].get(summary);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strncmp(name, parts[i].prefix, strlen(parts[i].prefix)))
            return parts[i].get(summary, name + strlen(parts[i].prefix));
    return NAN;
}

void analytic_output(struct analytic_outputs *outputs, const char *name, double value)
{
    if (outputs->count == ANALYTIC_OUTPUTS_MAX)
        abort();
    outputs->items[outputs->count].name = name;
    outputs->items[outputs->count].value = value;
    outputs->count++;
}
