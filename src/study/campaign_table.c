/* The table of a campaign's runs. */
#include "file/table.h"
#include "study/campaign.h"
#include <math.h>
#include <stdlib.h>

static const struct measured {
    const char *column;
    size_t member; /* of a row */
} measured[] = {{"time_s", offsetof(struct wf_campaign_row, time_s)},
                {"clients_j", offsetof(struct wf_campaign_row, clients_j)},
                {"server_j", offsetof(struct wf_campaign_row, server_j)}};
enum { MEASURED = sizeof measured / sizeof *measured };

/* A number that every run has, above 0. */
static double needed(const struct wf_table *table, const struct wf_table_row *row, int column,
                     struct wf_diag *diag)
{
    double value = wf_table_number(table, row, column, diag);
    if (value == 0 || !*row->cells[column])
        wf_diag_error(diag, table->path, row->line, "column '%s': '%s'; expected more than 0",
                      table->columns[column], row->cells[column]);
    return value;
}

static void read_rows(const struct wf_table *csv, void *data, struct wf_diag *diag)
{
    struct wf_campaign_table *table = data;
    int epochs = wf_table_need_column(csv, "local_epochs", diag);
    int rounds = wf_table_need_column(csv, "rounds", diag);
    int columns[MEASURED], found = 0;
    for (size_t i = 0; i < MEASURED; i++)
        found += (columns[i] = wf_table_column(csv, measured[i].column)) >= 0;
    if (found == 0)
        wf_table_need_column(csv, measured[0].column, diag);
    if (epochs < 0 || rounds < 0 || found == 0)
        return;
    table->rows = wf_calloc(csv->row_count + 1, sizeof *table->rows);
    table->lines = wf_calloc(csv->row_count + 1, sizeof *table->lines);
    for (size_t i = 0; i < csv->row_count; i++) {
        const struct wf_table_row *from = &csv->rows[i];
        struct wf_campaign_row *row = &table->rows[i];
        row->local_epochs = needed(csv, from, epochs, diag);
        row->rounds = needed(csv, from, rounds, diag);
        for (size_t j = 0; j < MEASURED; j++)
            *(double *)((char *)row + measured[j].member) =
                columns[j] < 0 ? NAN : wf_table_number(csv, from, columns[j], diag);
        table->lines[table->count++] = from->line;
    }
}

int wf_campaign_table_load(const char *path, struct wf_campaign_table *table, struct wf_diag *diag,
                           struct wf_err *err)
{
    *table = (struct wf_campaign_table){.path = wf_strdup(path)};
    return wf_table_use(path, read_rows, table, diag, err);
}

void wf_campaign_table_release(struct wf_campaign_table *table)
{
    free(table->path);
    free(table->rows);
    free(table->lines);
    *table = (struct wf_campaign_table){0};
}
