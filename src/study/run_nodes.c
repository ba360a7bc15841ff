#include "study/run_nodes.h"
#include "base/text.h"
#include "fit/level.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Nodes of one kind differ by about 2 %; what differs by more may be another meter. Assumed. */
#define KIND_TOLERANCE 0.2
/* Logs of one run have at least this share of the shortest one in common. Assumed. */
#define COMMON_SHARE 0.5
/* Earlier dates (2001) are seconds from some start. */
static const wf_time_ns first_date_ns = 1000000000LL * WF_NS_PER_S;
enum { POINTS_MOST = 500000 };

/* ---- the logs ---- */

struct sinks {
    struct wf_power_series *series;
    struct wf_event_log *events; /* NULL: of another node than the first */
};

static void sink_sample(void *data, const struct wf_trace_sample *sample)
{
    wf_power_series_add(((struct sinks *)data)->series, sample);
}

static void sink_event(void *data, const struct wf_trace_event *event)
{
    struct sinks *sinks = data;
    if (sinks->events)
        wf_event_log_add(sinks->events, event);
}

static int read_node(struct wf_measured_run *run, size_t index,
                     const struct wf_trace_options *options, struct wf_diag *diag,
                     struct wf_err *err)
{
    struct wf_run_node *node = &run->nodes[index];
    struct sinks sinks = {&node->series, index ? NULL : &run->events};
    node->path = run->power_paths[index];
    if (wf_trace_read(node->path, options, sink_sample, sink_event, &sinks, &node->report, diag,
                      err) < 0)
        return -1;
    wf_power_series_finish(&node->series);
    if (node->series.count < 2)
        return wf_err_set(err, WF_EINPUT,
                          "'%s' holds %zu measurement%s of power; expected at least 2", node->path,
                          node->series.count, wf_plural(node->series.count));
    if (node->report.placing.step_count)
        return wf_err_set(err, WF_EINPUT,
                          "the clock of '%s' steps, so that its times are not those of the other "
                          "nodes; split the file",
                          node->path);
    return 0;
}

static bool is_same(const struct wf_run_node *a, const struct wf_run_node *b)
{
    return a->report.first_ns == b->report.first_ns && a->report.last_ns == b->report.last_ns &&
           a->report.samples == b->report.samples && a->series.total_j == b->series.total_j;
}

/* Refuse logs that cannot be of one run, by their format and content. */
static int check_pairs(const struct wf_measured_run *run, bool said, struct wf_err *err)
{
    const struct wf_run_node *first = &run->nodes[0];
    for (size_t i = 0; i < run->node_count; i++) {
        const struct wf_run_node *node = &run->nodes[i];
        if (node->report.format != first->report.format)
            return wf_err_set(err, WF_EINPUT,
                              "'%s' (%s) and '%s' (%s) are no nodes of one run: their formats "
                              "differ; name one, or each as a run of its own",
                              first->path, first->report.format->name, node->path,
                              node->report.format->name);
        if (!said && node->series.start_ns < first_date_ns)
            return wf_err_set(err, WF_EINPUT,
                              "'%s' and '%s' are power logs of one folder, and '%s' has no dates, "
                              "which would tell whether they are of one run; name one, or say A+B "
                              "if they are nodes of one run",
                              first->path, run->nodes[1].path, node->path);
        for (size_t j = 0; j < i; j++)
            if (is_same(&run->nodes[j], node))
                return wf_err_set(err, WF_EINPUT,
                                  "'%s' holds the same measurements as '%s'; each node counts once",
                                  node->path, run->nodes[j].path);
    }
    return 0;
}

static double seconds(wf_time_ns from_ns, wf_time_ns to_ns)
{
    return (double)(to_ns - from_ns) / (double)WF_NS_PER_S;
}

/* The span in which all nodes have samples. */
static int find_common(struct wf_measured_run *run, struct wf_err *err)
{
    const struct wf_run_node *latest = &run->nodes[0], *earliest = &run->nodes[0];
    double shortest_s = INFINITY, longest_s = 0;
    for (size_t i = 0; i < run->node_count; i++) {
        const struct wf_run_node *node = &run->nodes[i];
        if (node->series.start_ns > latest->series.start_ns)
            latest = node;
        if (node->series.last_ns < earliest->series.last_ns)
            earliest = node;
        shortest_s = fmin(shortest_s, seconds(node->series.start_ns, node->series.last_ns));
        longest_s = fmax(longest_s, seconds(node->series.start_ns, node->series.last_ns));
    }
    double common_s = seconds(latest->series.start_ns, earliest->series.last_ns);
    if (!(common_s > 0 && common_s >= COMMON_SHARE * shortest_s))
        return wf_err_set(err, WF_EINPUT,
                          "'%s' and '%s' have %.6g s in common, less than half of the shortest "
                          "(%.6g s): they are no nodes of one run; name each as a run of its own",
                          latest->path, earliest->path, fmax(common_s, 0), shortest_s);
    run->series.start_ns = latest->series.start_ns;
    run->series.last_ns = earliest->series.last_ns;
    run->nodes_apart_s = longest_s - common_s;
    return 0;
}

/* ---- the mean node ---- */

/* Seconds of the node at @p at_s of the run. */
static double own_date(const struct wf_measured_run *run, const struct wf_run_node *node,
                       double at_s)
{
    return at_s + seconds(node->series.start_ns, run->series.start_ns);
}

static double power_at(const struct wf_power_series *series, double at_s)
{
    size_t next = wf_power_series_find(series, at_s);
    if (next >= series->count)
        return series->power_w[series->count - 1];
    if (next == 0 || series->steps || series->time_s[next] == at_s)
        return series->power_w[next];
    double share =
        (at_s - series->time_s[next - 1]) / (series->time_s[next] - series->time_s[next - 1]);
    return series->power_w[next - 1] + share * (series->power_w[next] - series->power_w[next - 1]);
}

/* The node whose samples are the fewest in the common span: all are read at its dates. */
static const struct wf_run_node *find_base(const struct wf_measured_run *run, double end_s)
{
    const struct wf_run_node *base = NULL;
    size_t fewest = SIZE_MAX;
    for (size_t i = 0; i < run->node_count; i++) {
        const struct wf_run_node *node = &run->nodes[i];
        size_t count = wf_power_series_find(&node->series, own_date(run, node, end_s)) -
                       wf_power_series_find(&node->series, own_date(run, node, 0));
        if (count < fewest) {
            fewest = count;
            base = node;
        }
    }
    return base;
}

static void add_point(struct wf_measured_run *run, double at_s)
{
    struct wf_power_series *mean = &run->series;
    double power_w = 0, energy_j = 0;
    for (size_t i = 0; i < run->node_count; i++) {
        const struct wf_run_node *node = &run->nodes[i];
        double begin_s = own_date(run, node, 0);
        power_w += power_at(&node->series, begin_s + at_s) / (double)run->node_count;
        energy_j += wf_power_series_energy(&node->series, begin_s, begin_s + at_s) /
                    (double)run->node_count;
    }
    if (mean->steps && mean->count) /* level from date to date, as each node's is */
        power_w =
            (energy_j - mean->energy_j[mean->count - 1]) / (at_s - mean->time_s[mean->count - 1]);
    mean->time_s[mean->count] = at_s;
    mean->power_w[mean->count] = power_w;
    mean->energy_j[mean->count++] = mean->total_j = energy_j;
    mean->last_w = power_w;
}

static void make_mean(struct wf_measured_run *run)
{
    struct wf_power_series *mean = &run->series;
    double end_s = seconds(mean->start_ns, mean->last_ns);
    const struct wf_run_node *base = find_base(run, end_s);
    mean->capacity = base->series.count + 2;
    mean->time_s = wf_calloc(mean->capacity, sizeof *mean->time_s);
    mean->power_w = wf_calloc(mean->capacity, sizeof *mean->power_w);
    mean->energy_j = wf_calloc(mean->capacity, sizeof *mean->energy_j);
    mean->stride = 1;
    mean->steps = run->nodes[0].series.steps;
    add_point(run, 0);
    for (size_t i = 0; i < base->series.count; i++) {
        double at_s = base->series.time_s[i] - own_date(run, base, 0);
        if (at_s > mean->time_s[mean->count - 1] && at_s < end_s)
            add_point(run, at_s);
    }
    add_point(run, end_s);
    mean->seen = mean->count;
    run->node_base = base->path;
}

/* One report of all: counts are added up. */
static void sum_reports(struct wf_measured_run *run)
{
    struct wf_trace_report *sum = &run->report;
    *sum = run->nodes[0].report;
    for (size_t i = 1; i < run->node_count; i++) {
        const struct wf_trace_report *one = &run->nodes[i].report;
        const struct {
            uint64_t *sum, one;
        } counts[] = {{&sum->samples, one->samples},       {&sum->bad, one->bad},
                      {&sum->negative, one->negative},     {&sum->invalid, one->invalid},
                      {&sum->impossible, one->impossible}, {&sum->passed, one->passed},
                      {&sum->by_power, one->by_power},     {&sum->above_power, one->above_power},
                      {&sum->duplicates, one->duplicates}, {&sum->backwards, one->backwards},
                      {&sum->overlaps, one->overlaps},     {&sum->gaps, one->gaps}};
        for (size_t j = 0; j < sizeof counts / sizeof *counts; j++)
            *counts[j].sum += counts[j].one;
        if (one->impossible_w > sum->impossible_w) {
            sum->impossible_w = one->impossible_w;
            sum->impossible_line = one->impossible_line;
        }
        sum->time_assumed |= one->time_assumed;
        sum->gap_s += one->gap_s;
        sum->longest_gap_s = fmax(sum->longest_gap_s, one->longest_gap_s);
        sum->min_w = fmin(sum->min_w, one->min_w);
        sum->max_w = fmax(sum->max_w, one->max_w);
    }
    sum->mean_w = run->series.total_j / seconds(run->series.start_ns, run->series.last_ns);
}

/* Mean power of a node in the common span. */
static double mean_of(const struct wf_measured_run *run, const struct wf_run_node *node)
{
    double span_s = seconds(run->series.start_ns, run->series.last_ns);
    double begin_s = own_date(run, node, 0);
    return wf_power_series_energy(&node->series, begin_s, begin_s + span_s) / span_s;
}

static void note_kinds(const struct wf_measured_run *run, struct wf_diag *diag)
{
    double *means_w = wf_calloc(run->node_count, sizeof *means_w);
    for (size_t i = 0; i < run->node_count; i++)
        means_w[i] = mean_of(run, &run->nodes[i]);
    double median_w = wf_fit_median(means_w, run->node_count);
    for (size_t i = 0; i < run->node_count; i++) {
        double ratio = mean_of(run, &run->nodes[i]) / median_w;
        if (fabs(ratio - 1) > KIND_TOLERANCE)
            wf_diag_warn(diag, run->nodes[i].path, 0,
                         "it draws %.3g times the median of the %zu nodes: are they of one kind, "
                         "and metered at one place? A+B names the logs of one run",
                         ratio, run->node_count);
    }
    free(means_w);
}

int wf_run_nodes_load(struct wf_measured_run *run, const struct wf_trace_options *options,
                      bool said, struct wf_diag *diag, struct wf_err *err)
{
    run->nodes = wf_calloc(run->power_path_count, sizeof *run->nodes);
    for (size_t i = 0; i < run->power_path_count; i++) {
        run->node_count++;
        if (read_node(run, i, options, diag, err) < 0)
            return -1;
    }
    if (check_pairs(run, said, err) < 0 || find_common(run, err) < 0)
        return -1;
    make_mean(run);
    sum_reports(run);
    note_kinds(run, diag);
    return 0;
}

/* ---- how nodes differ ---- */

static void add_half(struct wf_estimate *estimate, double half)
{
    double both = hypot((estimate->high - estimate->low) / 2, half);
    if (isnan(estimate->value))
        return;
    estimate->low = estimate->value - (isnan(both) ? half : both);
    estimate->high = estimate->value + (isnan(both) ? half : both);
}

static void add_spread(const struct wf_measured_run *run, struct wf_state *state)
{
    double n = (double)run->node_count, squares = 0;
    if (!(state->seconds > 0))
        return;
    for (size_t i = 0; i < run->node_count; i++) {
        const struct wf_run_node *node = &run->nodes[i];
        double begin_s = own_date(run, node, 0), energy_j = 0;
        for (size_t j = 0; j < state->span_count; j++)
            energy_j += wf_power_series_energy(&node->series, begin_s + state->spans[j][0],
                                               begin_s + state->spans[j][1]);
        double away_w = energy_j / state->seconds - state->power_w.value;
        squares += away_w * away_w;
    }
    double half_w = wf_estimate_of(0, sqrt(squares / (n - 1) / n), n - 1).high;
    add_half(&state->power_w, half_w);
    add_half(&state->widened_w, half_w);
}

void wf_run_nodes_finish(struct wf_measured_run *run)
{
    struct wf_states *states = &run->states;
    struct wf_estimate *rates[] = {&run->samples_per_s, &run->widened_per_s};
    struct wf_state *all[] = {&states->cold_idle, &states->job_idle, &states->plateau,
                              &states->pause};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        add_spread(run, all[i]);
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        rates[i]->value /= (double)run->node_count;
        rates[i]->low /= (double)run->node_count;
        rates[i]->high /= (double)run->node_count;
    }
}

static const char *file_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *wf_run_nodes_note(const struct wf_measured_run *run, const char *name)
{
    const struct wf_run_node *least = run->nodes, *most = run->nodes;
    if (run->node_count < 2)
        return wf_strdup("");
    for (size_t i = 0; i < run->node_count; i++) {
        if (mean_of(run, &run->nodes[i]) < mean_of(run, least))
            least = &run->nodes[i];
        if (mean_of(run, &run->nodes[i]) > mean_of(run, most))
            most = &run->nodes[i];
    }
    return wf_format(
        "%s: %zu logs taken for the nodes of one run: the figures are of one node, their "
        "mean (samples/s of the run / %zu); at the times of %s; %.4g s in which not all "
        "have samples left out; mean power %.6g W (%s) to %.6g W (%s)\n",
        name, run->node_count, run->node_count, file_of(run->node_base), run->nodes_apart_s,
        mean_of(run, least), file_of(least->path), mean_of(run, most), file_of(most->path));
}
