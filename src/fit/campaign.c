#include "fit/campaign.h"
#include "statistics/line.h"
#include <math.h>
#include <stddef.h>
#include <stdlib.h>

enum { MOST_COLUMNS = 3 };

/* ---- what explains ---- */

static double one(const struct wf_campaign_row *row)
{
    (void)row;
    return 1;
}

static double rounds_of(const struct wf_campaign_row *row)
{
    return row->rounds;
}

static double epochs_of(const struct wf_campaign_row *row)
{
    return row->rounds * row->local_epochs;
}

static double seconds_of(const struct wf_campaign_row *row)
{
    return row->time_s;
}

struct column {
    const char *name;
    double (*of)(const struct wf_campaign_row *row);
    size_t result; /* in wf_campaign_part */
};

#define RESULT(member) offsetof(struct wf_campaign_part, member)
static const struct column START = {"start-up", one, RESULT(start)};
static const struct column ROUND = {"a round", rounds_of, RESULT(per_round)};
static const struct column EPOCH = {"a local epoch", epochs_of, RESULT(per_epoch)};
static const struct column SECOND = {"a second", seconds_of, RESULT(per_second)};

/* ---- what is explained ---- */

struct quantity {
    const char *name;
    bool optional;   /* absent, without an error, if the rows do not determine it */
    size_t measured; /* in wf_campaign_row */
    size_t part;     /* in wf_campaign */
    const struct column *columns[MOST_COLUMNS + 1];
};

#define MEASURED(member) offsetof(struct wf_campaign_row, member)
#define PART(member)     offsetof(struct wf_campaign, member)
static const struct quantity SECONDS = {
    "seconds", false, MEASURED(time_s), PART(time), {&ROUND, &EPOCH}};
static const struct quantity SECONDS_AND_START = {
    "seconds", false, MEASURED(time_s), PART(time), {&START, &ROUND, &EPOCH}};
static const struct quantity joules[] = {
    {"clients' joules", false, MEASURED(clients_j), PART(clients), {&ROUND, &EPOCH}},
    {"server's joules", false, MEASURED(server_j), PART(server), {&ROUND, &EPOCH}},
    {"server's joules by time", true, MEASURED(server_j), PART(server_by_time), {&ROUND, &SECOND}},
};
enum { JOULES = sizeof joules / sizeof *joules };

static size_t columns_of(const struct quantity *quantity)
{
    size_t count = 0;
    while (quantity->columns[count])
        count++;
    return count;
}

static double measured_of(const struct wf_campaign_row *row, const struct quantity *quantity)
{
    return *(const double *)((const char *)row + quantity->measured);
}

static bool has_all(const struct wf_campaign_row *row, const struct quantity *quantity)
{
    bool has = !isnan(measured_of(row, quantity));
    for (size_t j = 0; quantity->columns[j]; j++)
        has = has && !isnan(quantity->columns[j]->of(row));
    return has;
}

/* The rows that have a quantity. */
struct table {
    double *x, *y;
    size_t *row; /* of the campaign */
    size_t rows;
};

static struct table table_of(const struct wf_campaign_row *rows, size_t count,
                             const struct quantity *quantity, double known)
{
    size_t columns = columns_of(quantity);
    struct table table = {wf_malloc(count * columns * sizeof(double)),
                          wf_malloc(count * sizeof(double)), wf_malloc(count * sizeof(size_t)), 0};
    for (size_t i = 0; i < count; i++) {
        if (!has_all(&rows[i], quantity))
            continue;
        for (size_t j = 0; j < columns; j++)
            table.x[table.rows * columns + j] = quantity->columns[j]->of(&rows[i]);
        table.y[table.rows] = measured_of(&rows[i], quantity) - known;
        table.row[table.rows++] = i;
    }
    return table;
}

static void table_release(struct table *table)
{
    free(table->x);
    free(table->y);
    free(table->row);
}

static double *absent(size_t count)
{
    double *values = wf_malloc(count * sizeof *values);
    for (size_t i = 0; i < count; i++)
        values[i] = NAN;
    return values;
}

static void part_init(struct wf_campaign_part *part, size_t count)
{
    *part = (struct wf_campaign_part){
        .start = wf_estimate_none(),
        .per_round = wf_estimate_none(),
        .per_epoch = wf_estimate_none(),
        .per_second = wf_estimate_none(),
        .residual_ratio = absent(count),
        .unseen_ratio = absent(count),
    };
}

static void fill_part(const struct wf_campaign_row *rows, const struct quantity *quantity,
                      const struct table *table, const struct wf_line *line,
                      struct wf_campaign_part *part)
{
    part->rows = table->rows;
    for (size_t j = 0; j < line->columns; j++)
        *(struct wf_estimate *)((char *)part + quantity->columns[j]->result) =
            line->coefficients[j];
    for (size_t i = 0; i < table->rows; i++) {
        size_t row = table->row[i];
        double measured = measured_of(&rows[row], quantity);
        part->residual_ratio[row] = line->residual[i] / measured;
        part->unseen_ratio[row] = line->unseen[i] / measured;
    }
}

/* @p known: the part of every row's quantity that is explained already. */
static int fit_quantity(const struct wf_campaign_row *rows, size_t count,
                        const struct quantity *quantity, double known,
                        struct wf_campaign_part *part, struct wf_err *err)
{
    const char *names[MOST_COLUMNS];
    struct table table = table_of(rows, count, quantity, known);
    struct wf_line_data data = {table.x, table.y, NULL, table.rows, columns_of(quantity), names};
    for (size_t j = 0; j < data.columns; j++)
        names[j] = quantity->columns[j]->name;
    struct wf_err cause;
    struct wf_line line = {0};
    int status = 0;
    if (table.rows > 0 && (status = wf_line_fit(&data, &line, &cause)) == 0)
        fill_part(rows, quantity, &table, &line, part);
    if (status < 0 && quantity->optional)
        status = 0;
    else if (status < 0)
        wf_err_set(err, cause.code, "%s: %s", quantity->name, cause.text);
    wf_line_release(&line);
    table_release(&table);
    return status;
}

/* With a start of its own, if the rows determine one. */
static int fit_time(const struct wf_campaign_row *rows, size_t count, double start_s,
                    struct wf_campaign_part *part, struct wf_err *err)
{
    if (!isnan(start_s)) {
        part->start = (struct wf_estimate){start_s, NAN, NAN};
        return fit_quantity(rows, count, &SECONDS, start_s, part, err);
    }
    if (fit_quantity(rows, count, &SECONDS_AND_START, 0, part, NULL) == 0 && part->start.low > 0)
        return 0;
    part->start_left_out = true;
    return fit_quantity(rows, count, &SECONDS, 0, part, err);
}

static struct wf_campaign_part *part_of(struct wf_campaign *campaign,
                                        const struct quantity *quantity)
{
    return (struct wf_campaign_part *)((char *)campaign + quantity->part);
}

static int check_rows(const struct wf_campaign_row *rows, size_t count, struct wf_err *err)
{
    bool measured = false;
    for (size_t i = 0; i < count; i++) {
        if (!(rows[i].local_epochs > 0) || !(rows[i].rounds > 0))
            return wf_err_set(err, WF_EINPUT,
                              "row %zu has %g local epochs and %g rounds, expected above 0", i + 1,
                              rows[i].local_epochs, rows[i].rounds);
        measured = measured || !isnan(rows[i].time_s) || !isnan(rows[i].clients_j) ||
                   !isnan(rows[i].server_j);
    }
    if (!measured)
        return wf_err_set(err, WF_EINPUT, "no row has a measured time or energy");
    return 0;
}

int wf_campaign_fit(const struct wf_campaign_row *rows, size_t count, double start_s,
                    struct wf_campaign *campaign, struct wf_err *err)
{
    if (check_rows(rows, count, err) < 0)
        return -1;
    struct wf_campaign fitted = {.rows = count};
    part_init(&fitted.time, count);
    int status = fit_time(rows, count, start_s, &fitted.time, err);
    for (size_t i = 0; i < JOULES; i++) {
        part_init(part_of(&fitted, &joules[i]), count);
        if (status == 0)
            status = fit_quantity(rows, count, &joules[i], 0, part_of(&fitted, &joules[i]), err);
    }
    if (status < 0)
        wf_campaign_release(&fitted);
    else
        *campaign = fitted;
    return status;
}

static void part_release(struct wf_campaign_part *part)
{
    free(part->residual_ratio);
    free(part->unseen_ratio);
}

void wf_campaign_release(struct wf_campaign *campaign)
{
    if (!campaign)
        return;
    part_release(&campaign->time);
    part_release(&campaign->clients);
    part_release(&campaign->server);
    part_release(&campaign->server_by_time);
    *campaign = (struct wf_campaign){0};
}
