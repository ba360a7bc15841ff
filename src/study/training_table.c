/* The table of centralised runs. */
#include "file/table.h"
#include "statistics/estimate.h"
#include "study/training_runs.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const double WF_TRAINING_SLOW = 1.5;

/* Settings that change what a unit of work costs. Runs that differ in one are not of one fit. */
static const char *const settings[] = {"batch",     "batch_per_gpu", "accumulation",
                                       "precision", "processor",     "device",
                                       "software",  "workload",      NULL};

static const struct column {
    const char *name;
    size_t member; /* of a run */
    double absent; /* where the table has no such column */
    bool positive; /* else 0 is a value as well */
} columns_of[] = {
    {"nodes", offsetof(struct wf_training_run, nodes), 1, true},
    {"evaluations", offsetof(struct wf_training_run, evaluations), NAN, false},
    {"time_s", offsetof(struct wf_training_run, time_s), NAN, true},
    {"energy_j", offsetof(struct wf_training_run, energy_j), NAN, true},
    {"throughput_samples_per_s", offsetof(struct wf_training_run, samples_per_s), NAN, true},
};
enum { COLUMNS = sizeof columns_of / sizeof *columns_of, TIME = 2, ENERGY = 3 };

/* ---- which table it is ---- */

static void see_kind(const struct wf_table *csv, void *data, struct wf_diag *diag)
{
    bool *centralised = data;
    (void)diag;
    *centralised = wf_table_column(csv, "rounds") < 0 &&
                   (wf_table_column(csv, "epochs") >= 0 || wf_table_column(csv, "samples") >= 0);
}

int wf_training_table_is(const char *path, struct wf_diag *diag, struct wf_err *err)
{
    bool centralised = false;
    return wf_table_use(path, see_kind, &centralised, diag, err) < 0 ? -1 : centralised;
}

/* ---- its rows ---- */

/* What read_rows needs beside the file. */
struct reading {
    struct wf_training_table *table;
    const struct wf_where *where;
    size_t where_count;
};

/* A number of a row; @p positive: 0 is none. */
static double number(const struct wf_table *csv, const struct wf_table_row *row, int column,
                     bool positive, struct wf_diag *diag)
{
    double value = wf_table_number(csv, row, column, diag);
    if (positive && value == 0) {
        wf_diag_error(diag, csv->path, row->line, "column '%s': '%s'; expected more than 0",
                      csv->columns[column], row->cells[column]);
        return NAN;
    }
    return value;
}

static void read_row(const struct wf_table *csv, const struct wf_table_row *from, int work,
                     const int indices[COLUMNS], struct wf_training_run *run, struct wf_diag *diag)
{
    run->work = number(csv, from, work, true, diag);
    if (!*from->cells[work])
        wf_diag_error(diag, csv->path, from->line, "column '%s': '' is empty; expected a number",
                      csv->columns[work]);
    for (size_t i = 0; i < COLUMNS; i++)
        *(double *)((char *)run + columns_of[i].member) =
            indices[i] < 0 ? columns_of[i].absent
                           : number(csv, from, indices[i], columns_of[i].positive, diag);
    if (isnan(run->nodes))
        run->nodes = 1;
}

static bool find_columns(const struct wf_table *csv, int *work, int indices[COLUMNS],
                         struct wf_diag *diag)
{
    *work = wf_table_column(csv, "samples");
    if (*work < 0)
        *work = wf_table_need_column(csv, "epochs", diag);
    for (size_t i = 0; i < COLUMNS; i++)
        indices[i] = wf_table_column(csv, columns_of[i].name);
    if (indices[TIME] < 0 && indices[ENERGY] < 0)
        wf_table_need_column(csv, columns_of[TIME].name, diag);
    return *work >= 0 && (indices[TIME] >= 0 || indices[ENERGY] >= 0);
}

static void read_rows(const struct wf_table *csv, void *data, struct wf_diag *diag)
{
    struct reading *reading = data;
    struct wf_training_table *table = reading->table;
    int work, indices[COLUMNS];
    wf_where_check(reading->where, reading->where_count, csv, diag);
    if (!find_columns(csv, &work, indices, diag))
        return;
    const struct wf_table_row **rows = wf_calloc(csv->row_count + 1, sizeof *rows);
    table->in_samples = !strcmp(csv->columns[work], "samples");
    table->rows = wf_calloc(csv->row_count + 1, sizeof *table->rows);
    table->lines = wf_calloc(csv->row_count + 1, sizeof *table->lines);
    for (size_t i = 0; i < csv->row_count; i++) {
        if (!wf_where_counts(reading->where, reading->where_count, csv, &csv->rows[i]))
            continue;
        rows[table->count] = &csv->rows[i];
        read_row(csv, &csv->rows[i], work, indices, &table->rows[table->count], diag);
        table->lines[table->count++] = csv->rows[i].line;
    }
    wf_where_check_alike(settings, csv, rows, table->count, diag);
    if (table->count == 0 && csv->row_count > 0 && diag->error_count == 0)
        wf_diag_error(diag, csv->path, csv->line, "no row is left by --where");
    free(rows);
}

/* ---- runs that are bound by something else ---- */

static double rate_of(const struct wf_training_run *run)
{
    return run->samples_per_s / run->nodes;
}

static double median_rate(const struct wf_training_table *table)
{
    double *rates = wf_malloc((table->count + 1) * sizeof *rates);
    size_t count = 0;
    for (size_t i = 0; i < table->count; i++)
        if (!isnan(rate_of(&table->rows[i])))
            rates[count++] = rate_of(&table->rows[i]);
    double median = count ? wf_fit_median(rates, count) : NAN;
    free(rates);
    return median;
}

static void set_slow_apart(struct wf_training_table *table)
{
    size_t kept = 0;
    table->median_samples_per_s = median_rate(table);
    table->slow = wf_calloc(table->count + 1, sizeof *table->slow);
    table->slow_lines = wf_calloc(table->count + 1, sizeof *table->slow_lines);
    for (size_t i = 0; i < table->count; i++) {
        double ratio = rate_of(&table->rows[i]) / table->median_samples_per_s;
        if (ratio < 1 / WF_TRAINING_SLOW || ratio > WF_TRAINING_SLOW) {
            table->slow[table->slow_count] = table->rows[i];
            table->slow_lines[table->slow_count++] = table->lines[i];
            continue;
        }
        table->rows[kept] = table->rows[i];
        table->lines[kept++] = table->lines[i];
    }
    table->count = kept;
}

int wf_training_table_load(const char *path, const struct wf_where *where, size_t where_count,
                           struct wf_training_table *table, struct wf_diag *diag,
                           struct wf_err *err)
{
    *table = (struct wf_training_table){.path = wf_strdup(path), .median_samples_per_s = NAN};
    struct reading reading = {table, where, where_count};
    if (wf_table_use(path, read_rows, &reading, diag, err) < 0)
        return -1;
    set_slow_apart(table);
    return 0;
}

void wf_training_table_release(struct wf_training_table *table)
{
    free(table->path);
    free(table->rows);
    free(table->lines);
    free(table->slow);
    free(table->slow_lines);
    *table = (struct wf_training_table){0};
}
