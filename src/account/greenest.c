#include "account/greenest.h"
#include "account/span.h"
#include "account/term.h"
#include "account/weights.h"
#include <math.h>
#include <stdlib.h>

/* Site energy under one series, of all hosts and links together. */
struct load {
    const struct wf_series *series;
    double now;       /* J x g/kWh, started as asked for */
    double *bucket_j; /* by step from date 0 on */
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

/* What row @p row counts, and under which series it was drawn. */
static struct wf_term term_of(const struct choice *choice, const struct wf_weight_row *row,
                              const struct wf_series **series)
{
    const struct wf_outcome *outcome = choice->outcome;
    const struct wf_platform *platform = choice->scenario->platform;
    const struct wf_options *options = &choice->scenario->options;
    if (row->link) {
        const struct wf_link_class *class =
            wf_platform_link(platform, outcome->links[row->owner].name, NULL);
        struct wf_link_tariff tariff = wf_tariff_of_link_in(choice->scenario, class);
        *series = class->site->carbon_series;
        return wf_term_of_link(&tariff, row->row);
    }
    const struct wf_host_class *class = platform->hosts[outcome->hosts[row->owner].host].class;
    struct wf_host_tariff tariff =
        wf_tariff_of_host(class, options->whole_platform, options->phases);
    *series = class->site->carbon_series;
    return wf_term_of_host(&tariff, row->row);
}

static void add_rows(struct choice *choice)
{
    const struct wf_outcome *outcome = choice->outcome;
    const double *bucket = outcome->buckets;
    for (size_t i = 0; i < outcome->weight_count; i++) {
        const struct wf_weight_row *row = &outcome->weights[i];
        const struct wf_series *series;
        struct wf_term term = term_of(choice, row, &series);
        struct load *load = load_of(choice, series);
        double factor_j = term.factor_j + term.own_j;
        load->now += factor_j * row->weighted;
        for (uint32_t j = 0; j < row->bucket_count; j++)
            if (factor_j != 0)
                add_to_load(load, j, factor_j * *bucket++);
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

static void add_standing_hosts(struct choice *choice)
{
    const struct wf_platform *platform = choice->scenario->platform;
    for (uint32_t i = 0; i < platform->host_count; i++) {
        const struct wf_host_class *class = platform->hosts[i].class;
        struct wf_host_tariff tariff =
            wf_tariff_of_host(class, true, choice->scenario->options.phases);
        add_standing(choice, class->site->carbon_series, wf_term_host_standing_w(&tariff));
    }
}

/* A SPLITDUPLEX link is two halves, each with its base watts. */
static uint32_t halves_of(const struct wf_link_class *class)
{
    return class->sharing == WF_SPLITDUPLEX ? 2 : 1;
}

static void add_standing_links(struct choice *choice, const struct wf_link_class *class,
                               uint32_t count)
{
    struct wf_link_tariff tariff = wf_tariff_of_link(class, true, choice->scenario->options.phases);
    add_standing(choice, class->site->carbon_series, count * wf_term_link_standing_w(&tariff));
}

/* What --whole-platform bills from date 0 to the end. */
static void add_standing_all(struct choice *choice)
{
    const struct wf_platform *platform = choice->scenario->platform;
    if (!choice->scenario->options.whole_platform)
        return;
    add_standing_hosts(choice);
    for (uint32_t i = 0; i < platform->link_count; i++)
        add_standing_links(choice, platform->links[i].class, halves_of(platform->links[i].class));
    for (uint32_t i = 0; i < platform->cluster_count; i++) {
        const struct wf_cluster *cluster = &platform->clusters[i];
        add_standing_links(choice, cluster->links,
                           halves_of(cluster->links) * cluster->cable_count);
        if (cluster->backbone)
            add_standing_links(choice, cluster->backbone, 1);
    }
}

/* J x g/kWh of a start on an edge; infinite where a series does not cover it. */
static double total_at(const struct choice *choice, const bool *used, double start_s)
{
    double sum = 0, until_s = choice->outcome->until_s;
    for (size_t i = 0; i < choice->count; i++) {
        const struct load *load = &choice->loads[i];
        if (!used[i])
            continue;
        if (!wf_span_covers(load->series, start_s, until_s) ||
            !wf_span_is_whole(load->series, start_s, until_s))
            return INFINITY;
        sum += wf_weights_at_edge(load->series, load->bucket_j, load->bucket_count, start_s);
    }
    return sum;
}

static double choose(struct choice *choice, const bool *used)
{
    size_t first = 0; /* its edges are those of all; what is not used bounds no start */
    while (!used[first])
        first++;
    const struct wf_series *series = choice->loads[first].series;
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

double wf_greenest_start(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                         const bool *used, double start_s, double bucket_s)
{
    const struct wf_series_set *set = &scenario->platform->series;
    struct choice choice = {scenario, outcome, NULL, set->count, start_s, bucket_s};
    choice.loads = wf_calloc(set->count, sizeof *choice.loads);
    for (size_t i = 0; i < set->count; i++)
        choice.loads[i].series = set->items[i];
    double greenest_s = choose(&choice, used);
    for (size_t i = 0; i < set->count; i++)
        free(choice.loads[i].bucket_j);
    free(choice.loads);
    return greenest_s;
}
