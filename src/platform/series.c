#include "platform/series.h"
#include "base/date.h"
#include "base/text.h"
#include "base/units.h"
#include "file/table.h"
#include <stdlib.h>
#include <string.h>

enum {
    REPORTED_MAX = 20, /* a column of another kind is wrong on every line */
    FILLED_MAX = 16    /* times its rows: more is no regular series, but a wrong date */
};

/* What is read of a file, before gaps are bridged. */
struct reader {
    const struct wf_table *table;
    struct wf_diag_limit mistakes;
    double *time_s, *value; /* value NaN: a gap */
    uint32_t *line;
    size_t count;
};

static bool is_gap(const char *cell)
{
    return !*cell || !strcmp(cell, "nan") || !strcmp(cell, "NaN") || !strcmp(cell, "NA");
}

static void read_rows(struct reader *reader, int time_column, int value_column)
{
    const struct wf_table *table = reader->table;
    double last_s = -INFINITY;
    for (size_t i = 0; i < table->row_count; i++) {
        const struct wf_table_row *row = &table->rows[i];
        const char *time = row->cells[time_column], *cell = row->cells[value_column];
        double time_s, value = NAN;
        if (!wf_date_parse(time, &time_s)) {
            wf_diag_limit_error(&reader->mistakes, row->line,
                                "column '%s': '%.60s' is not a date; " WF_DATE_EXPECTED,
                                table->columns[time_column], time);
            continue;
        }
        if (!(time_s > last_s))
            wf_diag_limit_error(&reader->mistakes, row->line,
                                "column '%s': '%.60s' is not after the row before it",
                                table->columns[time_column], time);
        enum wf_quantity_status status =
            is_gap(cell) ? WF_QUANTITY_OK : wf_quantity_parse(cell, WF_DIM_NUMBER, &value);
        if (status != WF_QUANTITY_OK) {
            char *why = wf_quantity_explain(cell, WF_DIM_NUMBER, status);
            wf_diag_limit_error(&reader->mistakes, row->line, "column '%s': %s",
                                table->columns[value_column], why);
            free(why);
        } else if (value < 0 || value > 1e5) {
            wf_diag_limit_error(
                &reader->mistakes, row->line,
                "column '%s': '%.60s' is out of range; expected g/kWh from 0 to 1e5",
                table->columns[value_column], cell);
        }
        last_s = time_s;
        reader->time_s[reader->count] = time_s;
        reader->value[reader->count] = value;
        reader->line[reader->count++] = row->line;
    }
    wf_diag_limit_end(&reader->mistakes);
}

/* Step of a regular series: the smallest, when all are multiples of it and most are it. */
static double find_step(const struct reader *reader)
{
    double step_s = INFINITY;
    size_t equal = 0;
    for (size_t i = 1; i < reader->count; i++)
        step_s = fmin(step_s, reader->time_s[i] - reader->time_s[i - 1]);
    for (size_t i = 1; i < reader->count; i++) {
        double steps = (reader->time_s[i] - reader->time_s[i - 1]) / step_s;
        if (fabs(steps - round(steps)) > 1e-9)
            return NAN;
        equal += steps < 1.5;
    }
    bool sparse = (reader->time_s[reader->count - 1] - reader->time_s[0]) / step_s >
                  FILLED_MAX * (double)reader->count;
    return 2 * equal > reader->count - 1 && !sparse ? step_s : NAN;
}

/* The values with the missing rows of a regular series put in, as gaps. */
static void fill_in(struct reader *reader, double step_s)
{
    double span_s = reader->time_s[reader->count - 1] - reader->time_s[0];
    size_t most = (size_t)round(span_s / step_s) + 1, to = 0;
    if (most == reader->count)
        return;
    double *time_s = wf_calloc(most, sizeof *time_s), *value = wf_calloc(most, sizeof *value);
    uint32_t *line = wf_calloc(most, sizeof *line);
    for (size_t i = 0; i < reader->count; i++) {
        for (size_t end = (size_t)round((reader->time_s[i] - reader->time_s[0]) / step_s); to < end;
             to++) {
            time_s[to] = reader->time_s[0] + (double)to * step_s;
            value[to] = NAN;
            line[to] = line[to - 1];
        }
        time_s[to] = reader->time_s[i];
        value[to] = reader->value[i];
        line[to++] = reader->line[i];
    }
    free(reader->time_s);
    free(reader->value);
    free(reader->line);
    reader->time_s = time_s;
    reader->value = value;
    reader->line = line;
    reader->count = to;
}

/* Linear between the neighbours, at the begin of each step. A gap at an end has only one. */
static void interpolate(struct reader *reader, double *value)
{
    for (size_t i = 0; i < reader->count; i++) {
        if (!isnan(reader->value[i]))
            continue;
        size_t after = i;
        while (after < reader->count && isnan(reader->value[after]))
            after++;
        if (i == 0 || after == reader->count) {
            wf_diag_limit_error(
                &reader->mistakes, reader->line[i],
                "no value, and none %s it: carbon_gaps 'interpolate' needs a neighbour on either "
                "side",
                i == 0 ? "before" : "behind");
            return;
        }
        double from_s = reader->time_s[i - 1], to_s = reader->time_s[after];
        double from = reader->value[i - 1], to = reader->value[after];
        for (; i < after; i++)
            value[i] = from + (to - from) * (reader->time_s[i] - from_s) / (to_s - from_s);
    }
}

static void keep(struct wf_series_set *set, struct wf_series *series, struct reader *reader)
{
    size_t count = reader->count;
    double *edge_s = wf_arena_alloc(&set->arena, (count + 1) * sizeof *edge_s);
    double *value = wf_arena_alloc(&set->arena, count * sizeof *value);
    double *sum = wf_arena_alloc(&set->arena, (count + 1) * sizeof *sum);
    double *missing = wf_arena_alloc(&set->arena, (count + 1) * sizeof *missing);
    uint32_t *line = wf_arena_alloc(&set->arena, count * sizeof *line);
    for (size_t i = 0; i < count; i++)
        value[i] = isnan(reader->value[i]) ? 0 : reader->value[i];
    if (series->gaps == WF_GAPS_INTERPOLATE)
        interpolate(reader, value);
    memcpy(line, reader->line, count * sizeof *line);
    series->first_s = reader->time_s[0];
    for (size_t i = 0; i < count; i++)
        edge_s[i] = reader->time_s[i] - reader->time_s[0];
    edge_s[count] = edge_s[count - 1] + (edge_s[count - 1] - edge_s[count - 2]);
    for (size_t i = 0; i < count; i++) {
        double length_s = edge_s[i + 1] - edge_s[i];
        sum[i + 1] = sum[i] + value[i] * length_s;
        missing[i + 1] = missing[i] + (isnan(reader->value[i]) ? length_s : 0);
    }
    series->count = count;
    series->edge_s = edge_s;
    series->value = value;
    series->sum = sum;
    series->missing = missing;
    series->line = line;
}

static void read_file(struct wf_series_set *set, struct wf_series *series, struct wf_diag *diag,
                      struct wf_err *err)
{
    struct wf_table table;
    size_t errors = diag->error_count;
    if (wf_table_load(series->path, &table, diag, err) < 0) {
        wf_table_release(&table);
        return;
    }
    int time_column = wf_table_need_column(&table, series->time_column, diag);
    int value_column = wf_table_need_column(&table, series->value_column, diag);
    struct reader reader = {.table = &table,
                            .mistakes = {.diag = diag, .file = table.path, .most = REPORTED_MAX}};
    reader.time_s = wf_calloc(table.row_count + 1, sizeof *reader.time_s);
    reader.value = wf_calloc(table.row_count + 1, sizeof *reader.value);
    reader.line = wf_calloc(table.row_count + 1, sizeof *reader.line);
    if (time_column >= 0 && value_column >= 0) {
        read_rows(&reader, time_column, value_column);
        if (table.row_count < 2)
            wf_diag_error(diag, table.path, table.line,
                          "%zu row%s; expected at least two: a value holds until the next one",
                          table.row_count, wf_plural(table.row_count));
    }
    if (diag->error_count == errors) {
        series->step_s = find_step(&reader);
        if (!isnan(series->step_s))
            fill_in(&reader, series->step_s);
        keep(set, series, &reader);
    }
    if (diag->error_count != errors)
        series->count = 0; /* its mistakes were reported */
    free(reader.time_s);
    free(reader.value);
    free(reader.line);
    wf_table_release(&table);
}

const struct wf_series *wf_series_load(struct wf_series_set *set, const char *path,
                                       const char *time_column, const char *value_column,
                                       enum wf_gaps gaps, struct wf_diag *diag, struct wf_err *err)
{
    for (size_t i = 0; i < set->count; i++) {
        const struct wf_series *known = set->items[i];
        if (known->gaps == gaps && !strcmp(known->path, path) &&
            !strcmp(known->time_column, time_column) && !strcmp(known->value_column, value_column))
            return known->count ? known : NULL;
    }
    if (!set->begun)
        wf_arena_init(&set->arena);
    set->begun = true;
    struct wf_series *series = wf_arena_alloc(&set->arena, sizeof *series);
    series->path = wf_arena_intern_text(&set->arena, path);
    series->time_column = wf_arena_intern_text(&set->arena, time_column);
    series->value_column = wf_arena_intern_text(&set->arena, value_column);
    series->gaps = gaps;
    set->items = wf_realloc(set->items, (set->count + 1) * sizeof *set->items);
    set->items[set->count++] = series;
    read_file(set, series, diag, err);
    return series->count ? series : NULL;
}

void wf_series_set_release(struct wf_series_set *set)
{
    if (!set)
        return;
    free(set->items);
    if (set->begun)
        wf_arena_release(&set->arena);
    *set = (struct wf_series_set){0};
}

void wf_series_set_share(const struct wf_series_set *base, struct wf_series_set *set)
{
    *set = (struct wf_series_set){.count = base->count};
    set->items = wf_calloc(base->count + 1, sizeof *set->items);
    for (size_t i = 0; i < base->count; i++)
        set->items[i] = base->items[i];
}

size_t wf_series_index(const struct wf_series *series, double s)
{
    size_t low = 0, high = series->count; /* the edge after it is in (low, high] */
    if (!(s >= series->edge_s[1]))
        return 0;
    if (s >= series->edge_s[series->count - 1])
        return series->count - 1;
    if (!isnan(series->step_s)) {
        size_t guess = (size_t)(s / series->step_s); /* rounding may miss an edge by an ulp */
        guess = guess < series->count ? guess : series->count - 1;
        guess -= guess > 0 && s < series->edge_s[guess];
        return guess + (s >= series->edge_s[guess + 1]);
    }
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (s >= series->edge_s[middle])
            low = middle;
        else
            high = middle;
    }
    return low;
}

double wf_series_integral(const struct wf_series *series, double origin_s, double from_s,
                          double to_s)
{
    size_t first = wf_series_index(series, origin_s + from_s);
    const double *edge_s = series->edge_s;
    bool within = origin_s + to_s <= edge_s[first + 1] || first + 1 == series->count;
    if (within)
        return series->value[first] * (to_s - from_s);
    size_t last = wf_series_index(series, origin_s + to_s);
    return series->value[first] * (edge_s[first + 1] - origin_s - from_s) +
           (series->sum[last] - series->sum[first + 1]) +
           series->value[last] * (to_s - (edge_s[last] - origin_s));
}

/* Seconds without a value up to a date. */
static double missing_until(const struct wf_series *series, double s)
{
    size_t index = wf_series_index(series, s);
    double length_s = series->edge_s[index + 1] - series->edge_s[index];
    double share = (s - series->edge_s[index]) / length_s;
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    return series->missing[index] + share * (series->missing[index + 1] - series->missing[index]);
}

double wf_series_missing(const struct wf_series *series, double from_s, double to_s)
{
    return missing_until(series, to_s) - missing_until(series, from_s);
}
