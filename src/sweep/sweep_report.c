#include "sweep/sweep_report.h"
#include "output/csv.h"
#include "output/grid.h"
#include "output/json.h"
#include "sweep/results.h"
#include "sweep/store_gaps.h"
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- spreads ---- */

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

struct wf_spread wf_spread_of(double *values, size_t count)
{
    struct wf_spread spread = {0, NAN, NAN, NAN, NAN, NAN, NAN};
    size_t known = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i]))
            values[known++] = values[i];
    if (!known)
        return spread;
    qsort(values, known, sizeof *values, compare_numbers);
    spread.count = known;
    spread.least = values[0];
    spread.low = gsl_stats_quantile_from_sorted_data(values, 1, known, 0.05);
    spread.median = gsl_stats_median_from_sorted_data(values, 1, known);
    spread.high = gsl_stats_quantile_from_sorted_data(values, 1, known, 0.95);
    spread.most = values[known - 1];
    spread.mean = gsl_stats_mean(values, 1, known);
    return spread;
}

/* ---- what the store holds ---- */

/* A reason for which points failed; reasons that differ in numbers alone are one. */
struct reason {
    char *text; /* of the first point */
    char *cause;
    uint64_t points, first;
};

struct content {
    struct wf_store *store;
    const struct wf_store_header *header;
    uint64_t done, failed;
    struct reason *reasons; /* by number of points, largest first */
    size_t reason_count;
    char **labels; /* of the deployments, in their order */
    size_t label_count;
    size_t factor_count;     /* columns that are no results */
    double *values, *others; /* room for a column */
};

/* The words of a reason: each number stands as '#'. Caller frees. */
static char *cause_of(const char *text)
{
    struct wf_buffer out = {0};
    while (*text) {
        size_t digits = strspn(text, "0123456789.");
        bool number = text[strspn(text, ".")] >= '0' && text[strspn(text, ".")] <= '9';
        if (!number) {
            wf_buffer_add(&out, text++, 1);
            continue;
        }
        wf_buffer_add(&out, "#", 1);
        text += digits;
        size_t sign = *text == 'e' ? 1 + strspn(text + 1, "+-") : 0;
        size_t exponent = sign ? strspn(text + sign, "0123456789") : 0;
        text += exponent ? sign + exponent : 0;
    }
    wf_buffer_add(&out, "", 1);
    return out.text;
}

static int add_row(const struct wf_store_row *row, void *data, struct wf_err *err)
{
    struct content *content = data;
    (void)err;
    content->done += row->reason == NULL;
    if (!row->reason)
        return 0;
    content->failed++;
    char *cause = cause_of(row->reason);
    for (size_t i = 0; i < content->reason_count; i++)
        if (!strcmp(content->reasons[i].cause, cause)) {
            content->reasons[i].points++;
            free(cause);
            return 0;
        }
    content->reasons =
        wf_realloc(content->reasons, (content->reason_count + 1) * sizeof *content->reasons);
    content->reasons[content->reason_count++] =
        (struct reason){wf_strdup(row->reason), cause, 1, row->point};
    return 0;
}

static int compare_reasons(const void *a, const void *b)
{
    const struct reason *x = a, *y = b;
    if (x->points != y->points)
        return x->points < y->points ? 1 : -1;
    return (x->first > y->first) - (x->first < y->first);
}

/* The label of a column of the first result, "federated.time_s"; NULL: it is another column. Caller
 * frees. */
static char *label_of(const char *column)
{
    const char *name = wf_results[0].name, *dot = strrchr(column, '.');
    return dot && !strcmp(dot + 1, name) ? wf_format("%.*s", (int)(dot - column), column) : NULL;
}

/* Columns stand in this order: factors, then all results of a deployment, the first one in front,
 * then those of the next, then those under choices of accounting. Another version may have kept
 * fewer results. */
static void find_labels(struct content *content)
{
    const struct wf_store_header *header = content->header;
    content->labels = wf_calloc(header->column_count + 1, sizeof(char *));
    content->factor_count = header->column_count;
    for (size_t i = 0; i < header->column_count; i++) {
        char *label = label_of(header->columns[i].name);
        if (!label)
            continue;
        if (!content->label_count)
            content->factor_count = i;
        content->labels[content->label_count++] = label;
    }
}

static int read_content(struct content *content, struct wf_store *store, struct wf_err *err)
{
    *content = (struct content){.store = store, .header = wf_store_header(store)};
    if (wf_store_each(store, add_row, content, err) < 0)
        return -1;
    if (content->reason_count)
        qsort(content->reasons, content->reason_count, sizeof *content->reasons, compare_reasons);
    find_labels(content);
    content->values = wf_calloc(content->header->points + 1, sizeof *content->values);
    content->others = wf_calloc(content->header->points + 1, sizeof *content->others);
    return 0;
}

static void release(struct content *content)
{
    for (size_t i = 0; i < content->reason_count; i++) {
        free(content->reasons[i].text);
        free(content->reasons[i].cause);
    }
    for (size_t i = 0; i < content->label_count; i++)
        free(content->labels[i]);
    free(content->reasons);
    free(content->labels);
    free(content->values);
    free(content->others);
}

static bool has_column(const struct wf_store_header *header, const char *name)
{
    size_t i = 0;
    while (i < header->column_count && strcmp(header->columns[i].name, name) != 0)
        i++;
    return i < header->column_count;
}

/* Of a column that another version did not keep nothing is known. */
static int spread_of_column(struct content *content, const char *column, struct wf_spread *spread,
                            struct wf_err *err)
{
    if (!has_column(content->header, column)) {
        *spread = wf_spread_of(content->values, 0);
        return 0;
    }
    if (wf_store_numbers(content->store, column, content->values, err) < 0)
        return -1;
    *spread = wf_spread_of(content->values, content->header->points);
    return 0;
}

static int spread_of(struct content *content, size_t label, enum wf_result result,
                     struct wf_spread *spread, struct wf_err *err)
{
    char *column = wf_format("%s.%s", content->labels[label], wf_results[result].name);
    int status = spread_of_column(content, column, spread, err);
    free(column);
    return status;
}

/* Of the ratio to the first deployment, point by point. */
static int ratio_of(struct content *content, size_t label, enum wf_result result,
                    struct wf_spread *spread, struct wf_err *err)
{
    char *own = wf_format("%s.%s", content->labels[label], wf_results[result].name);
    char *first = wf_format("%s.%s", content->labels[0], wf_results[result].name);
    int status = wf_store_numbers(content->store, own, content->values, err);
    if (status == 0)
        status = wf_store_numbers(content->store, first, content->others, err);
    for (uint64_t i = 0; status == 0 && i < content->header->points; i++)
        content->values[i] = content->others[i] > 0 ? content->values[i] / content->others[i] : NAN;
    if (status == 0)
        *spread = wf_spread_of(content->values, content->header->points);
    free(own);
    free(first);
    return status;
}

/* ---- the page ---- */

static const enum wf_result shown[] = {WF_RESULT_TIME, WF_RESULT_ENERGY, WF_RESULT_CARBON};
static const char *const shown_names[] = {"time", "energy", "carbon"};
enum { SHOWN = sizeof shown / sizeof *shown };

static void write_head(struct content *content, size_t width, struct wf_buffer *out)
{
    const struct wf_store_header *header = content->header;
    struct wf_buffer lines = {0};
    wf_buffer_printf(&lines, "%llu point%s of a design %s over %zu factor%s",
                     (unsigned long long)header->points, wf_plural(header->points), header->design,
                     content->factor_count, wf_plural(content->factor_count));
    if (header->shards > 1)
        wf_buffer_printf(&lines, ", shard %llu of %llu", (unsigned long long)header->shard,
                         (unsigned long long)header->shards);
    wf_buffer_printf(&lines, ": %llu done", (unsigned long long)content->done);
    if (content->failed)
        wf_buffer_printf(&lines, ", %llu failed", (unsigned long long)content->failed);
    wf_buffer_printf(&lines, "\n");
    for (size_t i = 0; i < content->reason_count && i < 3; i++)
        wf_buffer_printf(&lines, "failed: %llu point%s, %llu first: %s\n",
                         (unsigned long long)content->reasons[i].points,
                         wf_plural(content->reasons[i].points),
                         (unsigned long long)content->reasons[i].first, content->reasons[i].text);
    if (content->reason_count > 3)
        wf_buffer_printf(&lines, "failed: %zu more reasons, in the store\n",
                         content->reason_count - 3);
    wf_grid_wrap(lines.text, width, out);
    wf_buffer_release(&lines);
}

static void spread_row(struct wf_grid *grid, const char *name, const char *of,
                       const struct wf_spread *spread, enum wf_dimension dimension)
{
    char cells[5][32];
    const double numbers[] = {spread->least, spread->low, spread->median, spread->high,
                              spread->most};
    for (int i = 0; i < 5; i++)
        wf_quantity_text(numbers[i], dimension, cells[i], sizeof cells[i]);
    wf_grid_row(grid, name, of, cells[0], cells[1], cells[2], cells[3], cells[4]);
}

static int write_table(struct content *content, size_t width, struct wf_buffer *out,
                       struct wf_err *err)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT,  WF_ALIGN_LEFT,  WF_ALIGN_RIGHT,
                                           WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                           WF_ALIGN_RIGHT};
    struct wf_grid grid;
    struct wf_spread spread;
    int status = 0;
    wf_grid_init(&grid, aligns, sizeof aligns / sizeof *aligns);
    wf_grid_row(&grid, "", "", "least", "5 %", "median", "95 %", "most");
    wf_grid_add_rule(&grid);
    for (size_t what = 0; status == 0 && what < SHOWN; what++)
        for (size_t label = 0; status == 0 && label < content->label_count; label++) {
            status = spread_of(content, label, shown[what], &spread, err);
            spread_row(&grid, label ? "" : shown_names[what], content->labels[label], &spread,
                       wf_results[shown[what]].dimension);
        }
    for (size_t what = 0; status == 0 && what < SHOWN; what++)
        for (size_t label = 1; status == 0 && label < content->label_count; label++) {
            char *name = wf_format("%s / %s", content->labels[label], content->labels[0]);
            char *of = wf_format("%s", shown_names[what]);
            status = ratio_of(content, label, shown[what], &spread, err);
            spread_row(&grid, name, of, &spread, WF_DIM_NUMBER);
            free(name);
            free(of);
        }
    if (status == 0)
        wf_grid_render(&grid, width, out);
    wf_grid_release(&grid);
    return status;
}

int wf_sweep_text(struct wf_store *store, size_t width, struct wf_buffer *out, struct wf_err *err)
{
    struct content content;
    char *gaps = NULL;
    int status = read_content(&content, store, err);
    if (status == 0)
        write_head(&content, width, out);
    if (status == 0 && content.header->shards <= 1)
        status = wf_store_gaps(store, 0, &gaps, err);
    if (status == 0 && gaps)
        wf_buffer_printf(out, "not complete: %s\n", gaps);
    if (status == 0 && content.done) {
        wf_buffer_printf(out, "\n");
        status = write_table(&content, width, out, err);
    }
    free(gaps);
    release(&content);
    return status;
}

/* ---- JSON ---- */

static struct json_object *spread_json(const struct wf_spread *spread)
{
    struct json_object *object = wf_json_object();
    wf_json_add(object, "points", wf_json_count(spread->count));
    wf_json_add(object, "least", wf_json_number(spread->least));
    wf_json_add(object, "low", wf_json_number(spread->low));
    wf_json_add(object, "median", wf_json_number(spread->median));
    wf_json_add(object, "high", wf_json_number(spread->high));
    wf_json_add(object, "most", wf_json_number(spread->most));
    wf_json_add(object, "mean", wf_json_number(spread->mean));
    return object;
}

static struct json_object *reasons_json(const struct content *content)
{
    struct json_object *all = wf_json_array();
    for (size_t i = 0; i < content->reason_count; i++) {
        struct json_object *item = wf_json_object();
        wf_json_add(item, "reason", wf_json_string(content->reasons[i].text));
        wf_json_add(item, "points", wf_json_count(content->reasons[i].points));
        wf_json_add(item, "first", wf_json_count(content->reasons[i].first));
        wf_json_append(all, item);
    }
    return all;
}

static int add_results(struct content *content, struct json_object *root, struct wf_err *err)
{
    struct json_object *all = wf_json_object(), *ratios = wf_json_object();
    struct wf_spread spread;
    int status = 0;
    for (size_t label = 0; label < content->label_count; label++) {
        struct json_object *own = wf_json_object(), *ratio = wf_json_object();
        for (int result = 0; status == 0 && result < WF_RESULT_COUNT; result++) {
            status = spread_of(content, label, (enum wf_result)result, &spread, err);
            wf_json_add(own, wf_results[result].name, spread_json(&spread));
        }
        for (size_t what = 0; status == 0 && label > 0 && what < SHOWN; what++) {
            status = ratio_of(content, label, shown[what], &spread, err);
            wf_json_add(ratio, wf_results[shown[what]].name, spread_json(&spread));
        }
        wf_json_add(all, content->labels[label], own);
        if (label > 0)
            wf_json_add(ratios, content->labels[label], ratio);
        else
            json_object_put(ratio);
    }
    wf_json_add(root, "results", all);
    wf_json_add(root, "ratios", ratios);
    return status;
}

static struct json_object *effort_json(const struct wf_sweep_effort *effort)
{
    struct json_object *object = wf_json_object();
    wf_json_add(object, "simulations", wf_json_count(effort->simulations));
    wf_json_add(object, "audited", wf_json_count(effort->audited));
    wf_json_add(object, "simulation_s", wf_json_number(effort->simulation_s));
    wf_json_add(object, "cpu_s", wf_json_number(effort->cpu_s));
    wf_json_add(object, "elapsed_s", wf_json_number(effort->elapsed_s));
    return object;
}

static struct json_object *fixed_json(const struct wf_fixed_figures *fixed)
{
    struct json_object *all = wf_json_array();
    for (size_t i = 0; i < fixed->count; i++) {
        struct json_object *item = wf_json_object();
        wf_json_add(item, "key", wf_json_string(fixed->items[i].key));
        wf_json_add(item, "why", wf_json_string(fixed->items[i].why));
        wf_json_append(all, item);
    }
    return all;
}

static struct json_object *parsed(const char *text)
{
    return text ? json_tokener_parse(text) : NULL;
}

/* @param sweep  that made the store; NULL: what only it knows is null */
static int write_json(struct wf_store *store, const struct wf_sweep *sweep, struct wf_buffer *out,
                      struct wf_err *err)
{
    struct content content;
    int status = read_content(&content, store, err);
    if (status == 0) {
        const struct wf_store_header *header = content.header;
        struct json_object *root = wf_json_object();
        wf_json_add(root, "schema", wf_json_string("wattfleet.sweep/1"));
        wf_json_add(root, "wattfleet", wf_json_string(header->version));
        wf_json_add(root, "seed", wf_json_count(header->seed));
        wf_json_add(root, "design", wf_json_string(header->design));
        wf_json_add(root, "points", wf_json_count(header->points));
        wf_json_add(root, "shard", wf_json_count(header->shard));
        wf_json_add(root, "shards", wf_json_count(header->shards));
        uint64_t from, to;
        wf_store_shard(header->points, header->shard, header->shards, &from, &to);
        wf_json_add(root, "partial", wf_json_flag(content.done + content.failed < to - from));
        wf_json_add(root, "done", wf_json_count(content.done));
        wf_json_add(root, "failed", wf_json_count(content.failed));
        wf_json_add(root, "reasons", reasons_json(&content));
        wf_json_add(root, "factors", parsed(header->factors));
        wf_json_add(root, "settings", parsed(header->settings));
        wf_json_add(root, "not_varied", sweep ? fixed_json(&sweep->fixed) : NULL);
        wf_json_add(root, "effort", sweep ? effort_json(&sweep->effort) : NULL);
        status = add_results(&content, root, err);
        if (status == 0)
            wf_json_text(root, out);
        json_object_put(root);
    }
    release(&content);
    return status;
}

int wf_sweep_json(const struct wf_sweep *sweep, struct wf_buffer *out, struct wf_err *err)
{
    return write_json(sweep->store, sweep, out, err);
}

int wf_sweep_store_json(struct wf_store *store, struct wf_buffer *out, struct wf_err *err)
{
    return write_json(store, NULL, out, err);
}

/* ---- what pictures show ---- */

/* The values of the last spread, sorted: the middle of each of as many equal parts. */
static struct json_object *quantiles_json(const struct content *content,
                                          const struct wf_spread *spread)
{
    struct json_object *array = wf_json_array();
    uint64_t parts = spread->count < WF_SWEEP_QUANTILES ? spread->count : WF_SWEEP_QUANTILES;
    for (uint64_t i = 0; i < parts; i++)
        wf_json_append(array,
                       wf_json_number(content->values[(2 * i + 1) * spread->count / (2 * parts)]));
    return array;
}

static int write_pictured(struct content *content, struct wf_buffer *out, struct wf_err *err)
{
    struct json_object *root = wf_json_object(), *results = wf_json_object();
    struct json_object *ratios = wf_json_object();
    struct wf_spread spread;
    int status = 0;
    for (size_t what = 0; status == 0 && what < SHOWN; what++) {
        struct json_object *own = wf_json_object(), *ratio = wf_json_object();
        for (size_t label = 0; status == 0 && label < content->label_count; label++) {
            status = spread_of(content, label, shown[what], &spread, err);
            if (status == 0)
                wf_json_add(own, content->labels[label], quantiles_json(content, &spread));
            if (status == 0 && label > 0)
                status = ratio_of(content, label, shown[what], &spread, err);
            if (status == 0 && label > 0)
                wf_json_add(ratio, content->labels[label], quantiles_json(content, &spread));
        }
        wf_json_add(results, wf_results[shown[what]].name, own);
        wf_json_add(ratios, wf_results[shown[what]].name, ratio);
    }
    wf_json_add(root, "schema", wf_json_string("wattfleet.spread/1"));
    wf_json_add(root, "results", results);
    wf_json_add(root, "ratios", ratios);
    if (status == 0)
        wf_json_text(root, out);
    json_object_put(root);
    return status;
}

int wf_sweep_pictured(struct wf_store *store, struct wf_buffer *out, struct wf_err *err)
{
    struct content content;
    int status = read_content(&content, store, err);
    if (status == 0)
        status = write_pictured(&content, out, err);
    release(&content);
    return status;
}

/* ---- CSV ---- */

struct table {
    const struct wf_store_header *header;
    struct wf_buffer *out;
};

static int write_row(const struct wf_store_row *row, void *data, struct wf_err *err)
{
    const struct table *table = data;
    (void)err;
    wf_csv_count(table->out, row->point);
    wf_csv_text(table->out, row->reason ? "failed" : "done");
    wf_csv_text(table->out, row->reason);
    for (size_t i = 0; i < table->header->column_count; i++) {
        const struct wf_store_value *value = &row->values[i];
        if (!value->given)
            wf_csv_text(table->out, NULL);
        else if (table->header->columns[i].type == WF_STORE_TEXT)
            wf_csv_text(table->out, value->text);
        else if (table->header->columns[i].type == WF_STORE_INTEGER)
            wf_csv_number(table->out, (double)value->integer);
        else
            wf_csv_number(table->out, value->real);
    }
    wf_csv_end(table->out);
    return 0;
}

int wf_sweep_csv(struct wf_store *store, struct wf_buffer *out, struct wf_err *err)
{
    struct table table = {wf_store_header(store), out};
    wf_csv_text(out, "point");
    wf_csv_text(out, "status");
    wf_csv_text(out, "reason");
    for (size_t i = 0; i < table.header->column_count; i++)
        wf_csv_text(out, table.header->columns[i].name);
    wf_csv_end(out);
    return wf_store_each(store, write_row, &table, err);
}
