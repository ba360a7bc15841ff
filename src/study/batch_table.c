#include "study/batch_table.h"
#include "file/table.h"
#include <math.h>
#include <stdlib.h>

/* Settings that change what a batch costs. */
static const char *const settings[] = {
    "nodes",   "accumulation", "precision", "processor", "device",    "software",    "workload",
    "dataset", "network",      "model",     "optimizer", "optimiser", "power_limit", NULL};

/* The columns of a figure: the first that a table has counts. */
enum { BATCH, RATE, PER_EPOCH, TIME, SAMPLES, EPOCHS, POWER, ENERGY, COLUMNS };
static const char *const names[COLUMNS][4] = {
    [BATCH] = {"batch", "batch_size"},
    [RATE] = {"throughput_samples_per_s", "throughput", "samples_per_s"},
    [PER_EPOCH] = {"time_per_epoch"},
    [TIME] = {"time_s"},
    [SAMPLES] = {"samples"},
    [EPOCHS] = {"epochs"},
    [POWER] = {"power_w", "average_power"},
    [ENERGY] = {"energy_j"},
};

/* What read_rows needs beside the file. */
struct reading {
    struct wf_batch_table *table;
    const struct wf_where *where;
    size_t where_count;
    int columns[COLUMNS]; /* -1: there is none */
};

static bool has(const struct reading *reading, int column)
{
    return reading->columns[column] >= 0;
}

/* By which columns is its speed told? */
static bool is_timed(const struct reading *reading)
{
    return has(reading, RATE) || has(reading, PER_EPOCH) ||
           (has(reading, TIME) && (has(reading, SAMPLES) || has(reading, EPOCHS)));
}

static bool needs_epoch(const struct reading *reading)
{
    return !has(reading, RATE) &&
           (has(reading, PER_EPOCH) || (has(reading, TIME) && !has(reading, SAMPLES)));
}

static bool find_columns(struct reading *reading, const struct wf_table *csv, struct wf_diag *diag)
{
    for (int i = 0; i < COLUMNS; i++) {
        reading->columns[i] = -1;
        for (size_t j = 0; j < 4 && names[i][j] && reading->columns[i] < 0; j++)
            reading->columns[i] = wf_table_column(csv, names[i][j]);
    }
    if (!has(reading, BATCH))
        wf_table_need_column(csv, names[BATCH][0], diag);
    else if (!is_timed(reading))
        wf_diag_error(diag, csv->path, csv->line,
                      "no column tells the speed; expected throughput_samples_per_s, "
                      "time_per_epoch, or time_s with samples or epochs");
    else if (needs_epoch(reading) && isnan(reading->table->epoch_samples))
        wf_diag_error(
            diag, csv->path, csv->line,
            "the time is of epochs, and how many samples they have is not known; expected "
            "--epoch-samples");
    else if (!has(reading, POWER) && has(reading, ENERGY) && !has(reading, TIME) &&
             !has(reading, SAMPLES))
        wf_diag_error(diag, csv->path, csv->line,
                      "column 'energy_j' alone tells no power; expected time_s or samples as well");
    else
        return true;
    return false;
}

/* A number above 0; NaN: its column is not there, or its cell is empty. */
static double cell(const struct reading *reading, const struct wf_table *csv,
                   const struct wf_table_row *row, int which, struct wf_diag *diag)
{
    int column = reading->columns[which];
    double value = column < 0 ? NAN : wf_table_number(csv, row, column, diag);
    if (value == 0) {
        wf_diag_error(diag, csv->path, row->line, "column '%s': '%s'; expected more than 0",
                      csv->columns[column], row->cells[column]);
        return NAN;
    }
    return value;
}

static struct wf_batch_row read_row(const struct reading *reading, const struct wf_table *csv,
                                    const struct wf_table_row *row, struct wf_diag *diag)
{
    double values[COLUMNS];
    for (int i = 0; i < COLUMNS; i++)
        values[i] = cell(reading, csv, row, i, diag);
    double epoch = reading->table->epoch_samples;
    double rate = has(reading, RATE)        ? values[RATE]
                  : has(reading, PER_EPOCH) ? epoch / values[PER_EPOCH]
                  : has(reading, SAMPLES)   ? values[SAMPLES] / values[TIME]
                                            : values[EPOCHS] * epoch / values[TIME];
    double power = has(reading, POWER)  ? values[POWER]
                   : has(reading, TIME) ? values[ENERGY] / values[TIME]
                                        : values[ENERGY] / values[SAMPLES] * rate;
    return (struct wf_batch_row){values[BATCH], rate, power};
}

static void read_rows(const struct wf_table *csv, void *data, struct wf_diag *diag)
{
    struct reading *reading = data;
    struct wf_batch_table *table = reading->table;
    wf_where_check(reading->where, reading->where_count, csv, diag);
    if (!find_columns(reading, csv, diag))
        return;
    const struct wf_table_row **rows = wf_calloc(csv->row_count + 1, sizeof *rows);
    table->rows = wf_calloc(csv->row_count + 1, sizeof *table->rows);
    table->lines = wf_calloc(csv->row_count + 1, sizeof *table->lines);
    for (size_t i = 0; i < csv->row_count; i++) {
        const struct wf_table_row *row = &csv->rows[i];
        if (!wf_where_counts(reading->where, reading->where_count, csv, row) ||
            !*row->cells[reading->columns[BATCH]])
            continue;
        struct wf_batch_row read = read_row(reading, csv, row, diag);
        if (!isnan(read.batch) && read.batch < 1)
            wf_diag_error(diag, csv->path, row->line, "column '%s': %g; expected 1 or more",
                          csv->columns[reading->columns[BATCH]], read.batch);
        else if (isnan(read.samples_per_s) && diag->error_count == 0)
            wf_diag_error(diag, csv->path, row->line, "batch %g has no speed", read.batch);
        rows[table->count] = row;
        table->lines[table->count] = row->line;
        table->rows[table->count++] = read;
    }
    wf_where_check_alike(settings, csv, rows, table->count, diag);
    if (table->count == 0 && csv->row_count > 0 && diag->error_count == 0)
        wf_diag_error(diag, csv->path, csv->line, "no row %s",
                      reading->where_count ? "is left by --where" : "has a batch");
    free(rows);
}

int wf_batch_table_load(const char *path, const struct wf_where *where, size_t where_count,
                        double epoch_samples, struct wf_batch_table *table, struct wf_diag *diag,
                        struct wf_err *err)
{
    *table = (struct wf_batch_table){.path = wf_strdup(path), .epoch_samples = epoch_samples};
    struct reading reading = {.table = table, .where = where, .where_count = where_count};
    return wf_table_use(path, read_rows, &reading, diag, err);
}

void wf_batch_table_release(struct wf_batch_table *table)
{
    free(table->path);
    free(table->rows);
    free(table->lines);
    *table = (struct wf_batch_table){0};
}
