#include "study/wall_pairs.h"
#include "file/table.h"
#include "output/grid.h"
#include "output/json.h"
#include "study/estimate_text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- the columns ---- */

static const char *const software_names[] = {"software", "nvml", "rapl", "codecarbon", NULL};
static const char *const wall_names[] = {"wall", "wattmeter", "external", NULL};

static bool begins(const char *column, const char *const *names)
{
    for (; *names; names++)
        if (!strncasecmp(column, *names, strlen(*names)))
            return true;
    return false;
}

/* The one column of a meter; -1: none or several, which is reported. */
static int find_column(const struct wf_table *csv, const char *meter, const char *const *names,
                       struct wf_diag *diag)
{
    int found = -1;
    for (size_t i = 0; i < csv->column_count; i++) {
        if (!begins(csv->columns[i], names))
            continue;
        if (found >= 0) {
            wf_diag_error(diag, csv->path, csv->line,
                          "columns '%s' and '%s' are both of %s; expected one", csv->columns[found],
                          csv->columns[i], meter);
            return -1;
        }
        found = (int)i;
    }
    if (found >= 0 || !csv->columns)
        return found;
    struct wf_buffer expected = {0};
    for (; *names; names++)
        wf_buffer_printf(&expected, "%s'%s'", expected.length ? ", " : "", *names);
    wf_diag_error(diag, csv->path, csv->line,
                  "there is no column of %s; expected one whose name begins with one of %s", meter,
                  expected.text);
    wf_buffer_release(&expected);
    return -1;
}

static const char *unit_of(const char *column)
{
    const char *unit = strrchr(column, '_');
    return unit ? unit + 1 : "";
}

/* ---- the fit ---- */

/* Units of the meters: watts or joules of one, and whether the unit is one of power. */
static const struct unit {
    const char *name;
    double size;
    bool power;
} units[] = {{"j", 1, false},       {"kj", 1e3, false}, {"wh", 3600, false},
             {"kwh", 3.6e6, false}, {"w", 1, true},     {"kw", 1e3, true}};

static const struct unit *find_unit(const char *column)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (!strcasecmp(unit_of(column), units[i].name))
            return &units[i];
    return NULL;
}

/* The column of the seconds of each run; -1: none, or one that is of no use, which is reported. */
static int find_time(const struct wf_table *csv, const struct wf_wall_pairs *pairs,
                     struct wf_diag *diag)
{
    static const char *const names[] = {"time_", "duration_", NULL}; /* not: timestamp */
    const struct unit *unit = find_unit(pairs->wall);
    for (size_t i = 0; i < csv->column_count; i++) {
        const char *name = csv->columns[i];
        if (!begins(name, names))
            continue;
        if (strcasecmp(unit_of(name), "s") != 0)
            wf_diag_error(diag, csv->path, csv->line,
                          "column '%s' does not end in '_s'; expected the seconds of each run",
                          name);
        else if (!unit)
            wf_diag_error(
                diag, csv->path, csv->line,
                "column '%s' makes the constant one of watts, but '%s' does not end in J, kJ, "
                "Wh, kWh, W or kW",
                name, pairs->wall);
        else
            return unit->power ? -1 : (int)i;
        return -1;
    }
    return -1;
}

/* @p time -1: there is none. */
static size_t read_rows(const struct wf_table *csv, int software, int wall, int time,
                        const struct wf_wall_pairs *pairs, struct wf_wall_row *rows,
                        struct wf_diag *diag)
{
    const struct unit *unit = find_unit(pairs->wall);
    double size = pairs->constant_is_watts ? unit->size : 1;
    size_t count = 0;
    for (size_t i = 0; i < csv->row_count; i++) {
        const struct wf_table_row *line = &csv->rows[i];
        double times = time < 0 ? 1 : wf_table_number(csv, line, time, diag);
        const struct wf_wall_row row = {wf_table_number(csv, line, software, diag),
                                        wf_table_number(csv, line, wall, diag), times / size};
        if (times <= 0)
            wf_diag_error(diag, csv->path, line->line, "column '%s': %g is not above 0",
                          csv->columns[time], times);
        if (!isnan(row.software) && !isnan(row.wall) && !isnan(row.times))
            rows[count++] = row;
    }
    return count;
}

static int fit(const struct wf_wall_row *rows, size_t count, struct wf_wall_pairs *pairs,
               struct wf_err *err)
{
    struct wf_err cause;
    if (wf_wall_fit(rows, count, false, &pairs->ratio, &cause) < 0)
        return wf_err_set(err, cause.code, "%s: %s", pairs->path, cause.text);
    pairs->has_constant = wf_wall_fit(rows, count, true, &pairs->with_constant, NULL) == 0;
    return 0;
}

static int read_pairs(const struct wf_table *csv, struct wf_wall_pairs *pairs, struct wf_diag *diag,
                      struct wf_err *err)
{
    size_t before = diag->error_count;
    int software = find_column(csv, "a software meter", software_names, diag);
    int wall = find_column(csv, "the wall's meter", wall_names, diag);
    if (software >= 0 && wall >= 0) {
        pairs->software = wf_strdup(csv->columns[software]);
        pairs->wall = wf_strdup(csv->columns[wall]);
        if (strcasecmp(unit_of(pairs->software), unit_of(pairs->wall)) != 0)
            wf_diag_error(diag, csv->path, csv->line,
                          "columns '%s' and '%s' end in different units; expected the same",
                          pairs->software, pairs->wall);
        int time = find_time(csv, pairs, diag);
        const struct unit *unit = find_unit(pairs->wall);
        pairs->constant_is_watts = time >= 0 || (unit && unit->power);
        struct wf_wall_row *rows = wf_calloc(csv->row_count + 1, sizeof *rows);
        size_t count = read_rows(csv, software, wall, time, pairs, rows, diag);
        int status = diag->error_count > before ? 0 : fit(rows, count, pairs, err);
        free(rows);
        if (status < 0)
            return -1;
    }
    size_t mistakes = diag->error_count - before;
    if (mistakes == 0)
        return 0;
    return wf_err_set(err, WF_EINPUT, "%zu mistake%s in '%s'", mistakes, wf_plural(mistakes),
                      csv->path);
}

int wf_wall_pairs_load(const char *path, struct wf_wall_pairs *pairs, struct wf_diag *diag,
                       struct wf_err *err)
{
    struct wf_table csv;
    *pairs = (struct wf_wall_pairs){.path = wf_strdup(path)};
    int status = wf_table_load(path, &csv, diag, err);
    if (status == 0)
        status = read_pairs(&csv, pairs, diag, err);
    wf_table_release(&csv);
    return status;
}

bool wf_wall_pairs_line_is_better(const struct wf_wall_pairs *pairs)
{
    return pairs->has_constant &&
           pairs->with_constant.mean_unseen_ratio < pairs->ratio.mean_unseen_ratio;
}

const struct wf_wall *wf_wall_pairs_chosen(const struct wf_wall_pairs *pairs)
{
    bool line = wf_wall_pairs_line_is_better(pairs) && pairs->constant_is_watts &&
                pairs->with_constant.constant.value >= 0;
    return line ? &pairs->with_constant : &pairs->ratio;
}

void wf_wall_pairs_release(struct wf_wall_pairs *pairs)
{
    free(pairs->path);
    free(pairs->software);
    free(pairs->wall);
    wf_wall_release(&pairs->ratio);
    wf_wall_release(&pairs->with_constant);
    *pairs = (struct wf_wall_pairs){0};
}

/* ---- reports ---- */

static void put_fit(struct wf_grid *grid, const char *name, const struct wf_wall *wall)
{
    char factor[WF_ESTIMATE_TEXT], bounds[WF_ESTIMATE_TEXT], constant[WF_ESTIMATE_TEXT],
        mean[WF_ESTIMATE_TEXT], worst[WF_ESTIMATE_TEXT];
    wf_grid_row(grid, name, wf_estimate_digits(wall->factor.value, factor),
                wf_estimate_bounds(&wall->factor, bounds),
                wf_estimate_digits(wall->constant.value, constant),
                wf_estimate_size(wall->mean_unseen_ratio, mean),
                wf_estimate_size(wall->worst_unseen_ratio, worst));
}

/* Which of the two goes to the host, and why. */
static void put_choice(const struct wf_wall_pairs *pairs, struct wf_buffer *out)
{
    char factor[WF_ESTIMATE_TEXT], constant[WF_ESTIMATE_TEXT];
    const struct wf_wall *ratio = &pairs->ratio, *line = &pairs->with_constant;
    double times = ratio->mean_unseen_ratio / line->mean_unseen_ratio;
    wf_buffer_printf(out, "unseen: each pair from a fit to the others\n");
    if (wf_wall_pairs_chosen(pairs)->with_constant) {
        wf_buffer_printf(out,
                         "wall_factor %s and wall_constant %s W: the second, which predicts unseen "
                         "pairs better\n",
                         wf_estimate_digits(line->factor.value, factor),
                         wf_estimate_digits(line->constant.value, constant));
        return;
    }
    wf_buffer_printf(out, "wall_factor %s: the first",
                     wf_estimate_digits(ratio->factor.value, factor));
    if (!wf_wall_pairs_line_is_better(pairs))
        wf_buffer_printf(out, "\n");
    else if (pairs->constant_is_watts)
        wf_buffer_printf(out,
                         ", although the second predicts unseen pairs %.2g times better: "
                         "its constant is below 0\n",
                         times);
    else
        wf_buffer_printf(out,
                         ", although the second predicts unseen pairs %.2g times better: "
                         "its constant is an amount a run, and no watts without the time of each "
                         "run (column time_s); --wall-factor %s writes its slope alone\n",
                         times, wf_estimate_digits(line->factor.value, factor));
}

/* Unit of the constant. */
static const char *constant_unit(const struct wf_wall_pairs *pairs)
{
    return pairs->constant_is_watts ? "W" : unit_of(pairs->wall);
}

void wf_wall_pairs_text(const struct wf_wall_pairs *pairs, size_t width, struct wf_buffer *out)
{
    struct wf_buffer prose = {0};
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT,  WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                           WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT};
    struct wf_grid grid;
    wf_buffer_printf(&prose, "wall factor: %zu pairs of '%s' and '%s' in %s\n", pairs->ratio.rows,
                     pairs->software, pairs->wall, pairs->path);
    wf_grid_wrap(prose.text, width, out);
    prose.length = 0;
    wf_grid_init(&grid, aligns, 6);
    char constant[48];
    snprintf(constant, sizeof constant, "constant, %.12s%s", constant_unit(pairs),
             pairs->constant_is_watts ? "" : " a run");
    wf_grid_row(&grid, "wall =", "factor", "95 % interval", constant, "unseen, mean", "worst");
    wf_grid_add_rule(&grid);
    put_fit(&grid, "factor x software", &pairs->ratio);
    if (pairs->has_constant)
        put_fit(&grid,
                pairs->constant_is_watts && !find_unit(pairs->wall)->power
                    ? "factor x software + constant x time"
                    : "factor x software + constant",
                &pairs->with_constant);
    wf_grid_render(&grid, width, out);
    wf_grid_release(&grid);
    put_choice(pairs, &prose);
    wf_grid_wrap(prose.text, width, out);
    wf_buffer_release(&prose);
}

static struct json_object *wall_json(const struct wf_wall *wall)
{
    struct json_object *object = wf_json_object(), *unseen = wf_json_array();
    for (size_t i = 0; i < wall->rows; i++)
        wf_json_append(unseen, wf_json_number(wall->unseen_ratio[i]));
    wf_json_add(object, "factor", wf_estimate_json(&wall->factor));
    wf_json_add(object, "constant", wf_estimate_json(&wall->constant));
    wf_json_add(object, "mean_unseen_ratio", wf_json_number(wall->mean_unseen_ratio));
    wf_json_add(object, "worst_unseen_ratio", wf_json_number(wall->worst_unseen_ratio));
    wf_json_add(object, "unseen_ratio", unseen);
    return object;
}

struct json_object *wf_wall_pairs_json(const struct wf_wall_pairs *pairs)
{
    struct json_object *object = wf_json_object();
    wf_json_add(object, "table", wf_json_string(pairs->path));
    wf_json_add(object, "software", wf_json_string(pairs->software));
    wf_json_add(object, "wall", wf_json_string(pairs->wall));
    wf_json_add(object, "pairs", wf_json_count(pairs->ratio.rows));
    wf_json_add(object, "written",
                wf_json_string(wf_wall_pairs_chosen(pairs)->with_constant ? "ratio_and_constant"
                                                                          : "ratio"));
    wf_json_add(object, "constant_unit", wf_json_string(constant_unit(pairs)));
    wf_json_add(object, "ratio", wall_json(&pairs->ratio));
    wf_json_add(object, "ratio_and_constant",
                pairs->has_constant ? wall_json(&pairs->with_constant) : NULL);
    return object;
}
