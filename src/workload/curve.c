#include "workload/curve.h"
#include "file/table.h"
#include "prop/prop.h"
#include <stddef.h>
#include <string.h>

#define AT(member) offsetof(struct wf_curve_point, member)
enum { ROUND, EPOCH, METRIC };
static const struct wf_prop columns[] = {
    [ROUND] = {"round", AT(step), WF_PROP_COUNT, WF_DIM_COUNT, 1, WF_MANY, NULL, NULL, 0,
               "rounds done, from 1"},
    [EPOCH] = {"epoch", AT(step), WF_PROP_COUNT, WF_DIM_COUNT, 1, WF_MANY, NULL, NULL, 0,
               "epochs done, from 1"},
    [METRIC] = {"metric", AT(metric), WF_PROP_QUANTITY, WF_DIM_NUMBER, -1e12, 1e12, NULL, NULL, 0,
                "the workload's metric after them"},
    WF_PROP_END,
};
#undef AT

static bool read_points(const struct wf_table *table, int step, int metric, struct wf_curve *curve,
                        struct wf_arena *arena, struct wf_diag *diag)
{
    uint64_t before = 0;
    bool right = true;
    curve->points = wf_arena_alloc(arena, (table->row_count + 1) * sizeof *curve->points);
    for (size_t i = 0; i < table->row_count; i++) {
        const struct wf_table_row *row = &table->rows[i];
        struct wf_curve_point point = {.line = row->line};
        struct wf_origin origin = {table->path, row->line};
        if (wf_props_set(columns, curve->federated ? ROUND : EPOCH, &point, row->cells[step],
                         origin, arena, "<curve>", diag) < 0) {
            right = false;
            continue;
        }
        if (point.step <= before) {
            right = false;
            wf_diag_error(diag, table->path, row->line,
                          "<curve> prop '%s': %llu does not come after %llu; expected ascending "
                          "numbers",
                          table->columns[step], (unsigned long long)point.step,
                          (unsigned long long)before);
        }
        before = point.step;
        if (!*row->cells[metric]) /* not evaluated */
            continue;
        if (wf_props_set(columns, METRIC, &point, row->cells[metric], origin, arena, "<curve>",
                         diag) < 0)
            right = false;
        else
            curve->points[curve->count++] = point;
    }
    return right;
}

/* The columns by index. @return false: what is wrong with them was reported. */
static bool find_columns(const struct wf_table *table, int *step, int *metric, struct wf_diag *diag)
{
    if (!table->columns)
        return false; /* reported */
    *step = wf_table_need_either(table, "round", "epoch", diag);
    *metric = wf_table_need_column(table, "metric", diag);
    bool right = *step >= 0 && *metric >= 0;
    for (size_t i = 0; i < table->column_count; i++) {
        if (wf_props_find(columns, table->columns[i], 0) >= 0)
            continue;
        right = false;
        wf_diag_error(diag, table->path, table->line,
                      "column %zu, '%s', is unknown; expected 'round' or 'epoch', and 'metric'",
                      i + 1, table->columns[i]);
    }
    return right;
}

int wf_curve_load(const char *path, bool falls, struct wf_curve *curve, struct wf_arena *arena,
                  struct wf_diag *diag, struct wf_err *err)
{
    struct wf_table table;
    int step, metric;
    *curve = (struct wf_curve){.falls = falls};
    if (wf_table_load(path, &table, diag, err) < 0) {
        wf_table_release(&table);
        return -1;
    }
    curve->path = wf_arena_intern_text(arena, path);
    bool right = find_columns(&table, &step, &metric, diag);
    if (right) {
        curve->federated = !strcmp(table.columns[step], "round");
        right = read_points(&table, step, metric, curve, arena, diag);
        if (right && curve->count == 0) {
            wf_diag_error(diag, path, table.line, "there is no metric below the header");
            right = false;
        }
    }
    wf_table_release(&table);
    return right ? 0 : 1;
}

static bool is_reached(const struct wf_curve *curve, double metric, double target)
{
    return curve->falls ? metric <= target : metric >= target;
}

const struct wf_curve_point *wf_curve_reach(const struct wf_curve *curve, double target)
{
    for (size_t i = 0; i < curve->count; i++)
        if (is_reached(curve, curve->points[i].metric, target))
            return &curve->points[i];
    return NULL;
}

const struct wf_curve_point *wf_curve_best(const struct wf_curve *curve)
{
    const struct wf_curve_point *best = &curve->points[0];
    for (size_t i = 1; i < curve->count; i++)
        if (!is_reached(curve, best->metric, curve->points[i].metric))
            best = &curve->points[i];
    return best;
}
