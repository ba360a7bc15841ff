#include "output/power_series.h"
#include "output/csv.h"
#include "output/json.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The steps of a run, by kind in the order of names. */
struct series {
    uint32_t bins, rows;
    double step_s, end_s;
    double *energy_j; /* bin by bin */
    uint32_t order[WF_POWER_ROWS];
    const char *names[WF_POWER_ROWS]; /* by row */
};

static void sort_rows(struct series *series)
{
    for (uint32_t i = 0; i < series->rows; i++) {
        uint32_t at = i;
        for (; at > 0 && strcmp(series->names[i], series->names[series->order[at - 1]]) < 0; at--)
            series->order[at] = series->order[at - 1];
        series->order[at] = i;
    }
}

static void open_series(const struct wf_summary *summary, uint32_t most, struct series *series)
{
    const struct wf_outcome *outcome = summary->outcome;
    size_t size = outcome->power_count * sizeof *outcome->power_j;
    *series = (struct series){.rows = outcome->power_rows, .step_s = outcome->power_step_s};
    if (!outcome->power_j || !series->rows)
        return;
    series->bins = (uint32_t)(outcome->power_count / series->rows);
    series->energy_j = wf_malloc(size + 1);
    memcpy(series->energy_j, outcome->power_j, size);
    series->bins =
        wf_power_merge(series->energy_j, series->bins, series->rows, most, &series->step_s);
    /* a step goes to the end of the job, or beyond it where something ended later */
    series->end_s = series->bins * series->step_s;
    if (outcome->time_s > (series->bins - 1) * series->step_s)
        series->end_s = fmin(series->end_s, outcome->time_s);
    for (uint32_t row = 0; row < series->rows; row++)
        series->names[row] =
            outcome->power_more && row + 1 == series->rows
                ? "other"
                : wf_site_kind(
                      summary->scenario->platform->hosts[outcome->power_hosts[row]].class->site);
    sort_rows(series);
}

static double from_of(const struct series *series, uint32_t bin)
{
    return bin * series->step_s;
}

static double to_of(const struct series *series, uint32_t bin)
{
    return bin + 1 == series->bins ? series->end_s : (bin + 1) * series->step_s;
}

static double watts_of(const struct series *series, uint32_t bin, uint32_t place)
{
    return series->energy_j[(size_t)bin * series->rows + series->order[place]] /
           (to_of(series, bin) - from_of(series, bin));
}

/* The kinds of all series, each once, by name. Caller frees. */
static const char **all_kinds(const struct series *series, size_t count, size_t *kind_count)
{
    const char **kinds = wf_malloc(count * WF_POWER_ROWS * sizeof *kinds + 1);
    *kind_count = 0;
    for (size_t i = 0; i < count; i++)
        for (uint32_t row = 0; row < series[i].rows; row++) {
            const char *name = series[i].names[row];
            size_t at = 0;
            while (at < *kind_count && strcmp(kinds[at], name) < 0)
                at++;
            if (at < *kind_count && !strcmp(kinds[at], name))
                continue;
            memmove(&kinds[at + 1], &kinds[at], (*kind_count - at) * sizeof *kinds);
            kinds[at] = name;
            ++*kind_count;
        }
    return kinds;
}

static void add_steps(const struct series *series, const char *label, const char *const *kinds,
                      size_t kind_count, struct wf_buffer *out)
{
    for (uint32_t bin = 0; bin < series->bins; bin++) {
        uint32_t place = 0; /* of the series' kinds, which are in the order of all */
        if (label)
            wf_csv_text(out, label);
        wf_csv_number(out, from_of(series, bin));
        wf_csv_number(out, to_of(series, bin));
        for (size_t i = 0; i < kind_count; i++) {
            bool own =
                place < series->rows && !strcmp(series->names[series->order[place]], kinds[i]);
            wf_csv_number(out, own ? watts_of(series, bin, place) : 0);
            place += own;
        }
        wf_csv_end(out);
    }
}

void wf_power_series_csv(const struct wf_run_rows *runs, struct wf_buffer *out)
{
    struct series *series = wf_calloc(runs->count, sizeof *series);
    for (size_t i = 0; i < runs->count; i++)
        open_series(&runs->summaries[i], WF_POWER_BINS, &series[i]);
    size_t kind_count;
    const char **kinds = all_kinds(series, runs->count, &kind_count);
    if (runs->labels)
        wf_csv_text(out, "deployment");
    wf_csv_text(out, "from_s");
    wf_csv_text(out, "to_s");
    for (size_t i = 0; i < kind_count; i++) {
        char *name = wf_format("%s_w", kinds[i]);
        wf_csv_text(out, name);
        free(name);
    }
    wf_csv_end(out);
    for (size_t i = 0; i < runs->count; i++) {
        add_steps(&series[i], runs->labels ? runs->labels[i] : NULL, kinds, kind_count, out);
        free(series[i].energy_j);
    }
    free(kinds);
    free(series);
}

struct json_object *wf_power_series_json(const struct wf_summary *summary, uint32_t most)
{
    struct series series;
    open_series(summary, most, &series);
    if (!series.energy_j)
        return NULL;
    struct json_object *object = wf_json_object(), *kinds = wf_json_object();
    for (uint32_t i = 0; i < series.rows; i++) {
        struct json_object *watts = wf_json_array();
        for (uint32_t bin = 0; bin < series.bins; bin++)
            wf_json_append(watts, wf_json_number(watts_of(&series, bin, i)));
        wf_json_add(kinds, series.names[series.order[i]], watts);
    }
    wf_json_add(object, "step_s", wf_json_number(series.step_s));
    wf_json_add(object, "end_s", wf_json_number(series.end_s));
    wf_json_add(object, "kinds", kinds);
    free(series.energy_j);
    return object;
}
