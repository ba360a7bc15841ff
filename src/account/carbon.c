#include "account/carbon.h"
#include "account/weights.h"
#include "base/date.h"
#include "model/account.h"
#include <stdlib.h>

enum { TOLD_MAX = 20 };

/* ---- which series count ---- */

static bool link_counts(const struct wf_link_class *class)
{
    return class && class->site->carbon_series &&
           (!isnan(class->busy_w) || wf_site_has_radio(class->site));
}

static void mark(const struct wf_series_set *set, const struct wf_series *series, bool *used)
{
    for (size_t i = 0; series && i < set->count; i++)
        used[i] |= set->items[i] == series;
}

/* By series of the platform: is it needed? Caller frees. */
static bool *find_used(const struct wf_scenario *scenario, const struct wf_outcome *outcome)
{
    const struct wf_platform *platform = scenario->platform;
    bool *used = wf_calloc(platform->series.count + 1, sizeof *used);
    if (platform->series.count == 0)
        return used;
    for (size_t i = 0; i < outcome->host_count; i++)
        mark(&platform->series, platform->hosts[outcome->hosts[i].host].class->site->carbon_series,
             used);
    for (size_t i = 0; i < outcome->link_count; i++) {
        const struct wf_link_class *class =
            wf_platform_link(platform, outcome->links[i].name, NULL);
        if (link_counts(class))
            mark(&platform->series, class->site->carbon_series, used);
    }
    bool whole = scenario->options.whole_platform;
    for (uint32_t i = 0; whole && i < platform->host_count; i++)
        mark(&platform->series, platform->hosts[i].class->site->carbon_series, used);
    for (uint32_t i = 0; whole && i < platform->link_count; i++)
        if (link_counts(platform->links[i].class))
            mark(&platform->series, platform->links[i].class->site->carbon_series, used);
    return used;
}

static bool covers(const struct wf_series *series, double start_s, double until_s)
{
    double from_s = start_s - series->first_s, slack_s = 1e-9 * wf_series_length(series);
    return from_s >= -slack_s && from_s + until_s <= wf_series_length(series) + slack_s;
}

static bool is_whole(const struct wf_series *series, double start_s, double until_s)
{
    double from_s = start_s - series->first_s;
    return series->gaps == WF_GAPS_INTERPOLATE ||
           wf_series_missing(series, from_s, from_s + until_s) <= 0;
}

/* ---- mistakes ---- */

static void tell_gaps(const struct wf_series *series, double start_s, double until_s,
                      struct wf_diag *diag)
{
    double from_s = start_s - series->first_s;
    size_t told = 0, last = wf_series_index(series, from_s + until_s);
    for (size_t i = wf_series_index(series, from_s); i <= last; i++) {
        char date[32];
        bool missing =
            series->missing[i + 1] > series->missing[i] && series->edge_s[i] < from_s + until_s;
        if (!missing || told++ >= TOLD_MAX)
            continue;
        wf_date_text(series->first_s + series->edge_s[i], date, sizeof date);
        wf_diag_error(diag, series->path, series->line[i],
                      "column '%s' has no value for %s, which the run needs; "
                      "carbon_gaps 'interpolate' bridges it",
                      series->value_column, date);
    }
    if (told > TOLD_MAX)
        wf_diag_error(diag, series->path, 0, "%zu more values of column '%s' are missing",
                      told - TOLD_MAX, series->value_column);
}

void wf_carbon_check(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                     struct wf_diag *diag)
{
    const struct wf_series_set *set = &scenario->platform->series;
    double start_s = wf_scenario_start_s(scenario), until_s = outcome->until_s;
    bool *used = find_used(scenario, outcome);
    for (size_t i = 0; i < set->count; i++) {
        const struct wf_series *series = set->items[i];
        char first[32], last[32], from[32], to[32];
        if (!used[i])
            continue;
        if (!covers(series, start_s, until_s)) {
            double end_s = series->first_s + wf_series_length(series);
            wf_diag_error(
                diag, series->path, 0, "column '%s' covers %s to %s; the run needs %s to %s",
                series->value_column, wf_date_text(series->first_s, first, sizeof first),
                wf_date_text(end_s, last, sizeof last), wf_date_text(start_s, from, sizeof from),
                wf_date_text(start_s + until_s, to, sizeof to));
        } else if (!is_whole(series, start_s, until_s)) {
            tell_gaps(series, start_s, until_s, diag);
        }
    }
    free(used);
}

/* ---- what a row counts ---- */

struct term {
    double factor; /* site joules per unit of the row */
    enum wf_phase phase;
};

static struct term counted(const struct wf_scenario *scenario, double factor, enum wf_phase phase)
{
    bool counts = wf_phases_have(scenario->options.phases, phase);
    return (struct term){counts ? factor : 0, phase};
}

/* As wf_account_host_j bills it; --whole-platform bills cold idle outside the duty too, so that the
 * duty's time is taken off its whole time. */
static struct term host_term(const struct wf_scenario *scenario, const struct wf_host_class *class,
                             uint32_t row)
{
    const struct wf_site *site = class->site;
    double pue = wf_site_pue(site), site_factor = wf_site_wall_factor(site) * pue;
    double cold_j = site_factor * class->watts[wf_host_cold_pstate(class)].idle_w;
    if (row == WF_ROW_STORAGE)
        return counted(scenario, pue * wf_account_storage_j(site->storage_w_per_tb, 1),
                       WF_PHASE_STORAGE);
    if (row < WF_ROW_TIME)
        return counted(scenario, site_factor, (enum wf_phase)row);
    if (scenario->options.whole_platform)
        return counted(scenario, -cold_j, WF_PHASE_WAIT);
    return counted(scenario, -(1 - wf_site_attribution(site, false)) * cold_j,
                   (enum wf_phase)(row - WF_ROW_TIME));
}

static struct term link_term(const struct wf_scenario *scenario, const struct wf_link_class *class,
                             uint32_t row)
{
    double pue = wf_site_pue(class->site);
    if (row < WF_ROW_BASE)
        return counted(scenario, pue, (enum wf_phase)row);
    double share = scenario->options.whole_platform ? 0 : wf_site_attribution(class->site, true);
    return counted(scenario, pue * share * class->idle_w,
                   row == WF_ROW_BASE ? WF_PHASE_WAIT : WF_PHASE_EXPLORATION);
}

/* Site watts that --whole-platform bills from date 0 to the end, as waiting. */
static double standing_w(const struct wf_scenario *scenario, const struct wf_host_class *host,
                         const struct wf_link_class *link)
{
    if (!scenario->options.whole_platform ||
        !wf_phases_have(scenario->options.phases, WF_PHASE_WAIT))
        return 0;
    if (host)
        return wf_site_wall_factor(host->site) * wf_site_pue(host->site) *
               host->watts[wf_host_cold_pstate(host)].idle_w;
    return isnan(link->busy_w) ? 0 : wf_site_pue(link->site) * link->idle_w;
}

/* ---- the greenest start ---- */

/* Site watts under one series, whoever draws them: they sum. */
struct load {
    const struct wf_series *series;
    double now; /* J x g/kWh, started as asked for */
    double *bucket_j;
    uint32_t bucket_count;
};

struct choice {
    const struct wf_scenario *scenario;
    const struct wf_outcome *outcome;
    struct load *loads; /* by series of the platform */
    size_t count;
    double start_s, bucket_s;
};

static struct load *load_of(struct choice *choice, const struct wf_series *series)
{
    size_t i = 0;
    while (choice->loads[i].series != series)
        i++;
    return &choice->loads[i];
}

static void add_to_load(struct load *load, uint32_t bucket, double energy_j)
{
    if (bucket >= load->bucket_count) {
        load->bucket_j = wf_realloc(load->bucket_j, (bucket + 1) * sizeof *load->bucket_j);
        while (load->bucket_count <= bucket)
            load->bucket_j[load->bucket_count++] = 0;
    }
    load->bucket_j[bucket] += energy_j;
}

static void add_rows(struct choice *choice)
{
    const struct wf_outcome *outcome = choice->outcome;
    const struct wf_platform *platform = choice->scenario->platform;
    const double *bucket = outcome->buckets;
    for (size_t i = 0; i < outcome->weight_count; i++) {
        const struct wf_weight_row *row = &outcome->weights[i];
        const struct wf_host_class *host =
            row->link ? NULL : platform->hosts[outcome->hosts[row->owner].host].class;
        const struct wf_link_class *link =
            row->link ? wf_platform_link(platform, outcome->links[row->owner].name, NULL) : NULL;
        struct term term = host ? host_term(choice->scenario, host, row->row)
                                : link_term(choice->scenario, link, row->row);
        struct load *load = load_of(choice, (host ? host->site : link->site)->carbon_series);
        load->now += term.factor * row->weighted;
        for (uint32_t j = 0; j < row->bucket_count; j++)
            if (term.factor != 0)
                add_to_load(load, j, term.factor * *bucket++);
            else
                bucket++;
    }
}

static void add_standing(struct choice *choice, const struct wf_series *series, double power_w)
{
    double time_s = choice->outcome->time_s;
    if (!series || power_w <= 0)
        return;
    struct load *load = load_of(choice, series);
    load->now += power_w * wf_series_integral(series, choice->start_s - series->first_s, 0, time_s);
    for (uint32_t j = 0; j * choice->bucket_s < time_s; j++)
        add_to_load(load, j,
                    power_w * (fmin(time_s, (j + 1.0) * choice->bucket_s) - j * choice->bucket_s));
}

static void add_standing_all(struct choice *choice)
{
    const struct wf_platform *platform = choice->scenario->platform;
    if (!choice->scenario->options.whole_platform)
        return;
    for (uint32_t i = 0; i < platform->host_count; i++) {
        const struct wf_host_class *class = platform->hosts[i].class;
        add_standing(choice, class->site->carbon_series, standing_w(choice->scenario, class, NULL));
    }
    for (uint32_t i = 0; i < platform->link_count; i++) {
        const struct wf_link_class *class = platform->links[i].class;
        unsigned halves = class->sharing == WF_SPLITDUPLEX ? 2 : 1;
        add_standing(choice, class->site->carbon_series,
                     halves * standing_w(choice->scenario, NULL, class));
    }
    for (uint32_t i = 0; i < platform->cluster_count; i++) {
        const struct wf_cluster *cluster = &platform->clusters[i];
        unsigned halves = cluster->links->sharing == WF_SPLITDUPLEX ? 2 : 1;
        add_standing(choice, cluster->links->site->carbon_series,
                     halves * cluster->node_count *
                         standing_w(choice->scenario, NULL, cluster->links));
        if (cluster->backbone)
            add_standing(choice, cluster->backbone->site->carbon_series,
                         standing_w(choice->scenario, NULL, cluster->backbone));
    }
}

/* Index of the value that begins at a date on an edge. */
static size_t edge_index(const struct wf_series *series, double start_s)
{
    return wf_series_index(series, start_s - series->first_s + series->step_s / 2);
}

static double at_edge(const struct wf_series *series, const double *bucket, uint32_t count,
                      double start_s)
{
    size_t first = edge_index(series, start_s);
    double sum = 0;
    for (uint32_t i = 0; i < count; i++)
        sum += bucket[i] * series->value[first + i < series->count ? first + i : series->count - 1];
    return sum;
}

/* J x g/kWh of a start on an edge; infinite where a series does not cover it. */
static double total_at(const struct choice *choice, const bool *used, double start_s)
{
    double sum = 0, until_s = choice->outcome->until_s;
    for (size_t i = 0; i < choice->count; i++) {
        const struct load *load = &choice->loads[i];
        if (!used[i])
            continue;
        if (!covers(load->series, start_s, until_s) || !is_whole(load->series, start_s, until_s))
            return INFINITY;
        sum += at_edge(load->series, load->bucket_j, load->bucket_count, start_s);
    }
    return sum;
}

static double choose(struct choice *choice, const bool *used)
{
    const struct wf_series *series = choice->loads[0].series;
    double best_s = choice->start_s, least = 0, step_s = choice->bucket_s;
    add_rows(choice);
    add_standing_all(choice);
    for (size_t i = 0; i < choice->count; i++)
        least += choice->loads[i].now;
    double passed = floor((choice->start_s - series->first_s) / step_s * (1 + 1e-15));
    double end_s = fmin(choice->start_s + choice->scenario->delay_s,
                        series->first_s + wf_series_length(series));
    for (double edge = passed;; edge++) {
        double start_s = series->first_s + edge * step_s;
        if (start_s > end_s)
            return best_s;
        double total = start_s > choice->start_s ? total_at(choice, used, start_s) : INFINITY;
        if (total < least) {
            least = total;
            best_s = start_s;
        }
    }
}

void wf_carbon_init(struct wf_carbon *carbon, const struct wf_scenario *scenario,
                    const struct wf_outcome *outcome)
{
    const struct wf_series_set *set = &scenario->platform->series;
    *carbon = (struct wf_carbon){.scenario = scenario,
                                 .outcome = outcome,
                                 .start_s = wf_scenario_start_s(scenario),
                                 .row = outcome->weights,
                                 .bucket = outcome->buckets};
    bool *used = find_used(scenario, outcome);
    for (size_t i = set->count; i-- > 0;)
        carbon->used = used[i] ? set->items[i] : carbon->used;
    if (!carbon->used)
        carbon->start_s = scenario->start_date_s;
    double bucket_s = wf_scenario_bucket_s(scenario);
    if (carbon->used && bucket_s > 0) {
        struct choice choice = {scenario, outcome, NULL, set->count, carbon->start_s, bucket_s};
        choice.loads = wf_calloc(set->count, sizeof *choice.loads);
        for (size_t i = 0; i < set->count; i++)
            choice.loads[i].series = set->items[i];
        double start_s = choose(&choice, used);
        carbon->delay_s = start_s - carbon->start_s;
        carbon->start_s = start_s;
        for (size_t i = 0; i < set->count; i++)
            free(choice.loads[i].bucket_j);
        free(choice.loads);
    }
    free(used);
}

/* ---- by owner ---- */

/* J x g/kWh (or the row's unit x g/kWh) at the chosen start. */
static double weighted(const struct wf_carbon *carbon, const struct wf_series *series,
                       const struct wf_weight_row *row, const double *bucket)
{
    return carbon->delay_s > 0 ? at_edge(series, bucket, row->bucket_count, carbon->start_s)
                               : row->weighted;
}

static void add(struct wf_carbon *carbon, const struct wf_host_class *host,
                const struct wf_link_class *link, uint32_t owner, double phase_g[WF_PHASE_COUNT])
{
    const struct wf_outcome *outcome = carbon->outcome;
    const struct wf_weight_row *end = outcome->weights + outcome->weight_count;
    const struct wf_series *series = (host ? host->site : link->site)->carbon_series;
    for (; owner != UINT32_MAX && carbon->row < end && carbon->row->owner == owner &&
           carbon->row->link == (link != NULL);
         carbon->row++) {
        struct term term = host ? host_term(carbon->scenario, host, carbon->row->row)
                                : link_term(carbon->scenario, link, carbon->row->row);
        if (term.factor != 0)
            phase_g[term.phase] += wf_account_carbon_g(
                term.factor, weighted(carbon, series, carbon->row, carbon->bucket));
        carbon->bucket += carbon->row->bucket_count;
    }
    double power_w = standing_w(carbon->scenario, host, link);
    if (power_w > 0)
        phase_g[WF_PHASE_WAIT] += wf_account_carbon_g(
            power_w,
            wf_series_integral(series, carbon->start_s - series->first_s, 0, outcome->time_s));
}

void wf_carbon_add_host(struct wf_carbon *carbon, const struct wf_host_class *class, uint32_t owner,
                        double phase_g[WF_PHASE_COUNT])
{
    add(carbon, class, NULL, owner, phase_g);
}

void wf_carbon_add_link(struct wf_carbon *carbon, const struct wf_link_class *class, uint32_t owner,
                        double phase_g[WF_PHASE_COUNT])
{
    add(carbon, NULL, class, owner, phase_g);
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
    for (size_t i = 0; i < scenario->platform->series.count; i++) {
        const struct wf_series *series = scenario->platform->series.items[i];
        double asked_s = carbon->start_s - carbon->delay_s;
        if (!covers(series, asked_s, scenario->delay_s + carbon->outcome->until_s))
            wf_diag_warn(diag, series->path, 0,
                         "column '%s' ends before the last starts of the window would: they were "
                         "left out",
                         series->value_column);
    }
}

void wf_carbon_warn(const struct wf_carbon *carbon, struct wf_diag *diag)
{
    const struct wf_scenario *scenario = carbon->scenario;
    const struct wf_series_set *set = &scenario->platform->series;
    char start[32];
    if (carbon->used && isnan(scenario->start_date_s))
        wf_diag_warn(diag, scenario->deployment.path, 0,
                     "no start-date: starts at %s, the first hour of %s",
                     wf_date_text(carbon->start_s - carbon->delay_s, start, sizeof start),
                     carbon->used->path);
    warn_delay(carbon, diag);
    bool *used = find_used(scenario, carbon->outcome);
    for (size_t i = 0; i < set->count; i++) {
        const struct wf_series *series = set->items[i];
        double from_s = carbon->start_s - series->first_s;
        double missing_s =
            used[i] ? wf_series_missing(series, from_s, from_s + carbon->outcome->until_s) : 0;
        if (missing_s > 0)
            wf_diag_warn(diag, series->path, 0,
                         "column '%s': %.4g h of the run have no value and are interpolated",
                         series->value_column, missing_s / 3600);
    }
    free(used);
}
