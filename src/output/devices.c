#include "output/devices.h"
#include "output/amount.h"
#include "output/csv.h"
#include "output/grid.h"
#include "output/json.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- rows ---- */

static struct wf_device_row make_row(const struct wf_host *host, uint32_t pstate)
{
    const struct wf_host_class *class = host->class;
    struct wf_device_row row = {.host = host};
    wf_device_facts(class, pstate, &row.facts);
    row.speed_flop_per_s = class->speed_flop_per_s[pstate] * class->core_count;
    row.metered_w = class->watts ? class->watts[pstate].all_cores_w : NAN;
    double idle_w = class->watts ? class->watts[wf_host_cold_pstate(class)].idle_w : NAN;
    double factor = wf_site_wall_factor(class->site);
    double constant_w = wf_site_wall_constant(class->site);
    row.wall_w = row.metered_w * factor + constant_w;
    row.idle_w = idle_w * factor + constant_w;
    row.idle_ratio = row.wall_w > 0 ? row.idle_w / row.wall_w : NAN;
    row.j_per_sample = row.wall_w / row.facts.samples_per_s;
    return row;
}

/* By workload, then joules per sample (unknown ones last), then device. */
static int compare_rows(const void *a, const void *b)
{
    const struct wf_device_row *x = a, *y = b;
    int order = wf_text_compare_natural(x->facts.workload, y->facts.workload);
    if (order == 0)
        order = isnan(x->j_per_sample) - isnan(y->j_per_sample);
    if (order == 0)
        order = (x->j_per_sample > y->j_per_sample) - (x->j_per_sample < y->j_per_sample);
    return order ? order : wf_text_compare_natural(x->host->name, y->host->name);
}

void wf_device_table_make(const struct wf_platform *catalogue, struct wf_device_table *table)
{
    size_t capacity = 0;
    for (uint32_t i = 0; i < catalogue->host_count; i++)
        if (wf_device_is(catalogue->hosts[i].class))
            capacity += catalogue->hosts[i].class->pstate_count;
    *table = (struct wf_device_table){.catalogue = catalogue};
    table->rows = wf_calloc(capacity ? capacity : 1, sizeof *table->rows);
    for (uint32_t i = 0; i < catalogue->host_count; i++) {
        const struct wf_host *host = &catalogue->hosts[i];
        for (uint32_t j = 0; wf_device_is(host->class) && j < host->class->pstate_count; j++)
            if (j != host->class->site->idle_pstate)
                table->rows[table->count++] = make_row(host, j);
    }
    qsort(table->rows, table->count, sizeof *table->rows, compare_rows);
}

void wf_device_table_release(struct wf_device_table *table)
{
    if (!table)
        return;
    for (size_t i = 0; i < table->count; i++)
        wf_device_facts_release(&table->rows[i].facts);
    free(table->rows);
    *table = (struct wf_device_table){0};
}

/* ---- text ---- */

enum { COLUMNS = 9, CELL = 64 };

static const struct {
    const char *name;
    enum wf_align align;
    int dispensable; /* where the page is too narrow, the highest number goes first; 0 stays */
} columns[COLUMNS] = {
    {"device", WF_ALIGN_LEFT, 0},    {"samples/s", WF_ALIGN_RIGHT, 0}, {"W", WF_ALIGN_RIGHT, 0},
    {"J/sample", WF_ALIGN_RIGHT, 0}, {"samples/J", WF_ALIGN_RIGHT, 5}, {"idle", WF_ALIGN_RIGHT, 2},
    {"meter", WF_ALIGN_LEFT, 3},     {"how", WF_ALIGN_LEFT, 1},        {"date", WF_ALIGN_LEFT, 4},
};
enum { MOST_DISPENSABLE = 5 };

/* A row with the columns whose number is at most @p most. */
static void add_cells_of(struct wf_grid *grid, const char *const cells[COLUMNS], int most)
{
    const char *row[COLUMNS];
    size_t count = 0;
    for (int column = 0; column < COLUMNS; column++)
        if (columns[column].dispensable <= most)
            row[count++] = cells[column];
    wf_grid_add_row(grid, row, count);
}

static void add_row(const struct wf_device_row *row, struct wf_grid *grid, int most)
{
    char rate[32], wall[32], joule[32], sample[32], idle[32] = "-", meter[CELL];
    const struct wf_site *site = row->host->class->site;
    double factor = wf_site_wall_factor(site);
    snprintf(meter, sizeof meter, "%s", wf_meter_name(wf_site_meter(site)));
    if (factor != 1) {
        size_t length = strlen(meter);
        snprintf(meter + length, sizeof meter - length, " x%.3g", factor);
    }
    if (wf_site_wall_constant(site) > 0) {
        size_t length = strlen(meter);
        snprintf(meter + length, sizeof meter - length, " +%.3gW", wf_site_wall_constant(site));
    }
    if (!isnan(row->idle_ratio))
        snprintf(idle, sizeof idle, "%.0f %%", 100 * row->idle_ratio);
    uint32_t speed = row->facts.speed.word, watts = row->facts.busy.word;
    uint32_t found = isnan(row->wall_w) || speed > watts ? speed : watts; /* the less certain */
    const char *const cells[COLUMNS] = {
        row->host->name,
        wf_amount_digits(row->facts.samples_per_s, rate, sizeof rate),
        wf_amount_digits(row->wall_w, wall, sizeof wall),
        wf_amount_digits(row->j_per_sample, joule, sizeof joule),
        wf_amount_digits(1 / row->j_per_sample, sample, sizeof sample),
        idle,
        meter,
        wf_provenance_name(found),
        row->facts.date ? row->facts.date : "-"};
    add_cells_of(grid, cells, most);
}

static void add_rows(const struct wf_device_table *table, struct wf_grid *grid, int most)
{
    const char *names[COLUMNS];
    for (int column = 0; column < COLUMNS; column++)
        names[column] = columns[column].name;
    add_cells_of(grid, names, most);
    wf_grid_add_rule(grid);
    for (size_t i = 0; i < table->count; i++) {
        const char *workload = table->rows[i].facts.workload;
        if (i == 0 || strcmp(workload, table->rows[i - 1].facts.workload)) {
            wf_grid_add_line(grid, "");
            wf_grid_add_line(grid, workload);
        }
        add_row(&table->rows[i], grid, most);
    }
    wf_grid_add_line(grid, "");
    wf_grid_add_line(
        grid, "W: busy, at the wall (metered x factor + constant). idle: cold idle W / busy W. "
              "how: the less certain of speed and W. Sources: --format json");
    if (most < MOST_DISPENSABLE)
        wf_grid_add_line(grid, "Further columns on a wider page (COLUMNS=100).");
}

/* What the figures hold for: residuals and software, where an entry says them. */
static void put_scope(const struct wf_device_table *table, size_t width, struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT, WF_ALIGN_LEFT, WF_ALIGN_LEFT,
                                           WF_ALIGN_LEFT};
    struct wf_grid grid;
    bool any = false;
    wf_grid_init(&grid, aligns, 4);
    wf_grid_row(&grid, "device", "workload", "residual", "software");
    wf_grid_add_rule(&grid);
    for (size_t i = 0; i < table->count; i++) {
        const struct wf_device_facts *facts = &table->rows[i].facts;
        const char *of = wf_residual_of_name(facts->residual_of);
        char residual[64] = "-";
        if (isnan(facts->residual_ratio) && !facts->software)
            continue;
        if (!isnan(facts->residual_ratio))
            snprintf(residual, sizeof residual, "%.2g %%%s%s", 100 * facts->residual_ratio,
                     of ? " " : "", of ? of : "");
        wf_grid_row(&grid, table->rows[i].host->name, facts->workload, residual,
                    facts->software ? facts->software : "-");
        any = true;
    }
    if (any && wf_grid_least_width(&grid) > width) {
        wf_buffer_printf(out, "\nResidual and software: on a wider page (COLUMNS=100).\n");
    } else if (any) {
        wf_buffer_printf(out, "\nThe figures hold for:\n");
        wf_grid_render(&grid, width, out);
    }
    wf_grid_release(&grid);
}

void wf_device_table_text(const struct wf_device_table *table, size_t width, struct wf_buffer *out)
{
    bool fits = false;
    for (int most = MOST_DISPENSABLE; !fits; most--) {
        enum wf_align aligns[COLUMNS];
        size_t count = 0;
        struct wf_grid grid;
        for (int column = 0; column < COLUMNS; column++)
            if (columns[column].dispensable <= most)
                aligns[count++] = columns[column].align;
        wf_grid_init(&grid, aligns, count);
        add_rows(table, &grid, most);
        fits = most == 0 || wf_grid_least_width(&grid) <= width;
        if (fits)
            wf_grid_render(&grid, width, out);
        wf_grid_release(&grid);
    }
    put_scope(table, width, out);
}

/* ---- JSON and CSV: one list of cells ---- */

/* Word and interval of one figure. */
static void add_sourced(struct json_object *object, const char *figure,
                        const struct wf_sourced *sourced)
{
    const struct {
        const char *what;
        struct json_object *value;
    } members[] = {{"provenance", wf_json_string(wf_provenance_name(sourced->word))},
                   {"low", wf_json_number(sourced->low)},
                   {"high", wf_json_number(sourced->high)}};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        char *key = wf_format("%s_%s", figure, members[i].what);
        wf_json_add(object, key, members[i].value);
        free(key);
    }
}

static struct json_object *json_row(const struct wf_device_row *row)
{
    struct json_object *object = wf_json_object();
    const struct wf_site *site = row->host->class->site;
    wf_json_add(object, "device", wf_json_string(row->host->name));
    wf_json_add(object, "workload", wf_json_string(row->facts.workload));
    wf_json_add(object, "description", wf_json_string(site->description));
    wf_json_add(object, "samples_per_s", wf_json_number(row->facts.samples_per_s));
    wf_json_add(object, "flop_per_sample", wf_json_number(row->facts.flop_per_sample));
    wf_json_add(object, "speed_flop_per_s", wf_json_number(row->speed_flop_per_s));
    wf_json_add(object, "metered_w", wf_json_number(row->metered_w));
    wf_json_add(object, "meter", wf_json_string(wf_meter_name(wf_site_meter(site))));
    wf_json_add(object, "wall_factor", wf_json_number(wf_site_wall_factor(site)));
    wf_json_add(object, "wall_constant_w", wf_json_number(wf_site_wall_constant(site)));
    wf_json_add(object, "wall_w", wf_json_number(row->wall_w));
    wf_json_add(object, "idle_w", wf_json_number(row->idle_w));
    wf_json_add(object, "idle_ratio", wf_json_number(row->idle_ratio));
    wf_json_add(object, "j_per_sample", wf_json_number(row->j_per_sample));
    wf_json_add(object, "samples_per_j", wf_json_number(1 / row->j_per_sample));
    wf_json_add(object, "accelerators", wf_json_number(wf_site_accelerators(site)));
    add_sourced(object, "speed", &row->facts.speed);
    add_sourced(object, "watts", &row->facts.busy);
    add_sourced(object, "idle", &row->facts.idle);
    wf_json_add(object, "residual_ratio", wf_json_number(row->facts.residual_ratio));
    wf_json_add(object, "residual_of", wf_json_string(wf_residual_of_name(row->facts.residual_of)));
    wf_json_add(object, "software", wf_json_string(row->facts.software));
    wf_json_add(object, "date", wf_json_string(row->facts.date));
    wf_json_add(object, "source", wf_json_string(row->facts.source));
    return object;
}

struct json_object *wf_device_table_json(const struct wf_device_table *table)
{
    struct json_object *object = wf_json_object(), *rows = wf_json_array();
    wf_json_add(object, "schema", wf_json_string("wattfleet.devices/1"));
    wf_json_add(object, "wattfleet", wf_json_string(WATTFLEET_VERSION));
    wf_json_add(object, "catalogue", wf_json_string(table->catalogue->path));
    for (size_t i = 0; i < table->count; i++)
        wf_json_append(rows, json_row(&table->rows[i]));
    wf_json_add(object, "devices", rows);
    return object;
}

static void add_cells(struct json_object *row, bool header, struct wf_buffer *out)
{
    struct json_object_iterator cell = json_object_iter_begin(row);
    struct json_object_iterator end = json_object_iter_end(row);
    for (; !json_object_iter_equal(&cell, &end); json_object_iter_next(&cell))
        wf_csv_text(out, header ? json_object_iter_peek_name(&cell)
                                : json_object_get_string(json_object_iter_peek_value(&cell)));
    wf_csv_end(out);
}

void wf_device_table_csv(const struct wf_device_table *table, struct wf_buffer *out)
{
    wf_buffer_add(out, "", 0);
    for (size_t i = 0; i < table->count; i++) {
        struct json_object *row = json_row(&table->rows[i]);
        if (i == 0)
            add_cells(row, true, out);
        add_cells(row, false, out);
        json_object_put(row);
    }
}
