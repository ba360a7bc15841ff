#include "account/span.h"
#include "account/tariff.h"
#include "base/date.h"
#include <stdlib.h>

enum { GAPS_REPORTED_MAX = 20 };

/* ---- which series are needed ---- */

static void mark(const struct wf_series_set *set, const struct wf_series *series, bool *used)
{
    for (size_t i = 0; series && i < set->count; i++)
        used[i] |= set->items[i] == series;
}

/* @p class NULL: SimGrid made the link up, or there is none. */
static void mark_link(const struct wf_series_set *set, const struct wf_link_class *class,
                      bool *used)
{
    if (wf_link_has_watts(class))
        mark(set, class->site->carbon_series, used);
}

bool *wf_span_find_used(const struct wf_scenario *scenario, const struct wf_outcome *outcome)
{
    const struct wf_platform *platform = scenario->platform;
    bool *used = wf_calloc(platform->series.count + 1, sizeof *used);
    bool views = scenario->options.network < WF_NETWORK_VIEWS;
    if (platform->series.count == 0)
        return used;
    for (size_t i = 0; i < outcome->host_count; i++)
        mark(&platform->series, platform->hosts[outcome->hosts[i].host].class->site->carbon_series,
             used);
    for (size_t i = 0; i < outcome->link_count; i++) {
        const struct wf_link_class *class =
            wf_platform_link(platform, outcome->links[i].name, NULL);
        mark_link(&platform->series, class, used);
        if (views && class && wf_site_has_network(class->site))
            mark(&platform->series, class->site->carbon_series, used);
    }
    bool whole = scenario->options.whole_platform;
    for (uint32_t i = 0; whole && i < platform->host_count; i++)
        mark(&platform->series, platform->hosts[i].class->site->carbon_series, used);
    for (uint32_t i = 0; whole && i < platform->link_count; i++)
        mark_link(&platform->series, platform->links[i].class, used);
    for (uint32_t i = 0; whole && i < platform->cluster_count; i++) {
        mark_link(&platform->series, platform->clusters[i].links, used);
        mark_link(&platform->series, platform->clusters[i].backbone, used);
    }
    return used;
}

bool wf_span_covers(const struct wf_series *series, double start_s, double until_s)
{
    double from_s = start_s - series->first_s, slack_s = 1e-9 * wf_series_length(series);
    return from_s >= -slack_s && from_s + until_s <= wf_series_length(series) + slack_s;
}

bool wf_span_is_whole(const struct wf_series *series, double start_s, double until_s)
{
    double from_s = start_s - series->first_s;
    return series->gaps == WF_GAPS_INTERPOLATE ||
           wf_series_missing(series, from_s, from_s + until_s) <= 0;
}

/* ---- reports ---- */

static void report_gaps(const struct wf_series *series, double start_s, double until_s,
                        struct wf_diag *diag)
{
    double from_s = start_s - series->first_s;
    size_t count = 0, last = wf_series_index(series, from_s + until_s);
    for (size_t i = wf_series_index(series, from_s); i <= last; i++) {
        char date[32];
        bool missing =
            series->missing[i + 1] > series->missing[i] && series->edge_s[i] < from_s + until_s;
        if (!missing || count++ >= GAPS_REPORTED_MAX)
            continue;
        wf_date_text(series->first_s + series->edge_s[i], date, sizeof date);
        wf_diag_error(diag, series->path, series->line[i],
                      "column '%s' has no value for %s, which the run needs; "
                      "carbon_gaps 'interpolate' bridges it",
                      series->value_column, date);
    }
    if (count > GAPS_REPORTED_MAX)
        wf_diag_error(diag, series->path, 0, "%zu more values of column '%s' are missing",
                      count - GAPS_REPORTED_MAX, series->value_column);
}

void wf_span_check(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                   struct wf_diag *diag)
{
    const struct wf_series_set *set = &scenario->platform->series;
    double start_s = wf_scenario_start_s(scenario), until_s = outcome->until_s;
    bool *used = wf_span_find_used(scenario, outcome);
    for (size_t i = 0; i < set->count; i++) {
        const struct wf_series *series = set->items[i];
        char first[32], last[32], from[32], to[32];
        if (!used[i])
            continue;
        if (!wf_span_covers(series, start_s, until_s)) {
            double end_s = series->first_s + wf_series_length(series);
            wf_diag_error(
                diag, series->path, 0, "column '%s' covers %s to %s; the run needs %s to %s",
                series->value_column, wf_date_text(series->first_s, first, sizeof first),
                wf_date_text(end_s, last, sizeof last), wf_date_text(start_s, from, sizeof from),
                wf_date_text(start_s + until_s, to, sizeof to));
        } else if (!wf_span_is_whole(series, start_s, until_s)) {
            report_gaps(series, start_s, until_s, diag);
        }
    }
    free(used);
}

void wf_span_warn(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                  double start_s, struct wf_diag *diag)
{
    const struct wf_series_set *set = &scenario->platform->series;
    bool *used = wf_span_find_used(scenario, outcome);
    for (size_t i = 0; i < set->count; i++) {
        const struct wf_series *series = set->items[i];
        double from_s = start_s - series->first_s;
        double missing_s =
            used[i] ? wf_series_missing(series, from_s, from_s + outcome->until_s) : 0;
        if (missing_s > 0)
            wf_diag_warn(diag, series->path, 0,
                         "column '%s': %.4g h of the run have no value and are interpolated",
                         series->value_column, missing_s / 3600);
    }
    free(used);
}
