#include "account/carbon.h"
#include "account/greenest.h"
#include "account/span.h"
#include "account/term.h"
#include "account/weights.h"
#include "base/date.h"
#include "model/account.h"
#include <stdlib.h>

void wf_carbon_init(struct wf_carbon *carbon, const struct wf_scenario *scenario,
                    const struct wf_outcome *outcome)
{
    const struct wf_series_set *set = &scenario->platform->series;
    *carbon = (struct wf_carbon){.scenario = scenario,
                                 .outcome = outcome,
                                 .start_s = wf_scenario_start_s(scenario),
                                 .row = outcome->weights,
                                 .bucket = outcome->buckets};
    bool *used = wf_span_find_used(scenario, outcome);
    for (size_t i = set->count; i-- > 0;)
        carbon->used = used[i] ? set->items[i] : carbon->used;
    if (!carbon->used)
        carbon->start_s = scenario->start_date_s;
    double bucket_s = wf_scenario_bucket_s(scenario);
    if (carbon->used && bucket_s > 0) {
        double start_s = wf_greenest_start(scenario, outcome, used, carbon->start_s, bucket_s);
        carbon->delay_s = start_s - carbon->start_s;
        carbon->start_s = start_s;
    }
    free(used);
}

/* ---- by owner ---- */

/* Does the next row belong to this owner? */
static bool is_next(const struct wf_carbon *carbon, uint32_t owner, bool link)
{
    const struct wf_outcome *outcome = carbon->outcome;
    return owner != UINT32_MAX && carbon->row < outcome->weights + outcome->weight_count &&
           carbon->row->owner == owner && carbon->row->link == link;
}

/* Take the next row: its carbon at the chosen start is added to its phase. */
static void take_row(struct wf_carbon *carbon, const struct wf_series *series, struct wf_term term,
                     double phase_g[WF_PHASE_COUNT])
{
    const struct wf_weight_row *row = carbon->row++;
    double weighted = carbon->delay_s > 0 ? wf_weights_at_edge(series, carbon->bucket,
                                                               row->bucket_count, carbon->start_s)
                                          : row->weighted;
    if (term.factor_j != 0)
        phase_g[term.phase] += wf_account_carbon_g(term.factor_j, weighted);
    if (term.own_j != 0)
        phase_g[term.own] += wf_account_carbon_g(term.own_j, weighted);
    carbon->bucket += row->bucket_count;
}

/* What is drawn from date 0 to the end, as waiting. */
static void add_standing(const struct wf_carbon *carbon, const struct wf_series *series,
                         double power_w, double phase_g[WF_PHASE_COUNT])
{
    if (power_w > 0)
        phase_g[WF_PHASE_WAIT] += wf_account_carbon_g(
            power_w, wf_series_integral(series, carbon->start_s - series->first_s, 0,
                                        carbon->outcome->time_s));
}

void wf_carbon_add_host(struct wf_carbon *carbon, const struct wf_host_class *class,
                        const struct wf_host_tariff *tariff, uint32_t owner,
                        double phase_g[WF_PHASE_COUNT])
{
    const struct wf_series *series = class->site->carbon_series;
    while (is_next(carbon, owner, false))
        take_row(carbon, series, wf_term_of_host(tariff, carbon->row->row), phase_g);
    add_standing(carbon, series, wf_term_host_standing_w(tariff), phase_g);
}

void wf_carbon_add_link(struct wf_carbon *carbon, const struct wf_link_class *class,
                        const struct wf_link_tariff *tariff, uint32_t owner,
                        double phase_g[WF_PHASE_COUNT])
{
    const struct wf_series *series = class->site->carbon_series;
    while (is_next(carbon, owner, true))
        take_row(carbon, series, wf_term_of_link(tariff, carbon->row->row), phase_g);
    add_standing(carbon, series, wf_term_link_standing_w(tariff), phase_g);
}

/* ---- warnings ---- */

static void warn_delay(const struct wf_carbon *carbon, struct wf_diag *diag)
{
    const struct wf_scenario *scenario = carbon->scenario;
    const char *path = scenario->deployment.path;
    char window[32], moved[32], start[32];
    if (scenario->delay_s <= 0)
        return;
    if (!carbon->used) {
        wf_diag_warn(diag, path, 0,
                     "'delay' changes nothing: no carbon_intensity that counts is a series");
        return;
    }
    wf_quantity_text(scenario->delay_s, WF_DIM_TIME, window, sizeof window);
    wf_quantity_text(carbon->delay_s, WF_DIM_TIME, moved, sizeof moved);
    wf_date_text(carbon->start_s, start, sizeof start);
    wf_diag_warn(diag, path, 0,
                 "billed at the greenest start within %s: %s%s, at %s; an oracle, for it knows "
                 "the grid's intensity beforehand",
                 window, carbon->delay_s > 0 ? moved : "the one asked for",
                 carbon->delay_s > 0 ? " later" : "", start);
    bool *used = wf_span_find_used(scenario, carbon->outcome);
    for (size_t i = 0; i < scenario->platform->series.count; i++) {
        const struct wf_series *series = scenario->platform->series.items[i];
        double asked_s = carbon->start_s - carbon->delay_s;
        if (used[i] &&
            !wf_span_covers(series, asked_s, scenario->delay_s + carbon->outcome->until_s))
            wf_diag_warn(diag, series->path, 0,
                         "column '%s' ends before the last starts of the window would: they were "
                         "left out",
                         series->value_column);
    }
    free(used);
}

void wf_carbon_warn(const struct wf_carbon *carbon, struct wf_diag *diag)
{
    const struct wf_scenario *scenario = carbon->scenario;
    char start[32];
    if (carbon->used && isnan(scenario->start_date_s))
        wf_diag_warn(diag, scenario->deployment.path, 0,
                     "no start-date: starts at %s, the first hour of %s",
                     wf_date_text(carbon->start_s - carbon->delay_s, start, sizeof start),
                     carbon->used->path);
    warn_delay(carbon, diag);
    wf_span_warn(scenario, carbon->outcome, carbon->start_s, diag);
}
