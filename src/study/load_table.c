#include "study/load_table.h"
#include "base/text.h"
#include "file/table.h"
#include "output/grid.h"
#include "output/json.h"
#include "platform/device.h"
#include "study/edit_target.h"
#include "study/estimate_text.h"
#include "study/figures.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the table ---- */

static const char *const busy_columns[] = {"busy_cores", "busy_gpus", "busy"};
enum { BUSY_COLUMNS = sizeof busy_columns / sizeof *busy_columns };

/* The one column of the load; -1: none or several, which is reported. */
static int busy_column(const struct wf_table *csv, struct wf_diag *diag)
{
    int found = -1;
    for (size_t i = 0; i < BUSY_COLUMNS; i++) {
        int column = wf_table_column(csv, busy_columns[i]);
        if (column >= 0 && found >= 0) {
            wf_diag_error(diag, csv->path, csv->line,
                          "there are columns '%s' and '%s'; expected one of them",
                          csv->columns[found], csv->columns[column]);
            return -1;
        }
        found = column >= 0 ? column : found;
    }
    return found >= 0 ? found : wf_table_need_column(csv, busy_columns[0], diag);
}

static void read_rows(const struct wf_table *csv, void *data, struct wf_diag *diag)
{
    struct wf_load_table *table = data;
    int busy = busy_column(csv, diag);
    int power = wf_table_need_either(csv, "above_idle_w", "power_w", diag);
    if (busy < 0 || power < 0)
        return;
    table->above_idle = !strcmp(csv->columns[power], "above_idle_w");
    table->gpus = !strcmp(csv->columns[busy], "busy_gpus");
    table->rows = wf_calloc(csv->row_count + 1, sizeof *table->rows);
    table->lines = wf_calloc(csv->row_count + 1, sizeof *table->lines);
    for (size_t i = 0; i < csv->row_count; i++) {
        const struct wf_table_row *row = &csv->rows[i];
        const struct wf_load_row read = {wf_table_number(csv, row, busy, diag),
                                         wf_table_number(csv, row, power, diag)};
        if (isnan(read.busy) || isnan(read.power_w))
            continue;
        table->rows[table->count] = read;
        table->lines[table->count++] = row->line;
    }
}

int wf_load_table_load(const char *path, struct wf_load_table *table, struct wf_diag *diag,
                       struct wf_err *err)
{
    *table = (struct wf_load_table){.path = wf_strdup(path)};
    return wf_table_use(path, read_rows, table, diag, err);
}

void wf_load_table_release(struct wf_load_table *table)
{
    free(table->path);
    free(table->rows);
    free(table->lines);
    *table = (struct wf_load_table){0};
}

/* ---- the host ---- */

static const char *unit_of(const struct wf_load_table *table)
{
    return table->gpus ? "accelerator" : "core";
}

static int find_pstate(const struct wf_platform *platform, const char *workload,
                       struct wf_load_target *target, struct wf_err *err)
{
    uint32_t count = target->class->pstate_count;
    if (!workload && count == 1)
        return 0;
    if (!workload)
        return wf_err_set(err, WF_EINPUT,
                          "%s: <host %s> has %u pstates; say which with --load WORKLOAD=TABLE",
                          platform->path, target->host, count);
    for (; target->pstate < count; target->pstate++) {
        char *name = wf_device_workload(target->class, target->pstate);
        bool found = name && !strcmp(name, workload);
        free(name);
        if (found)
            return 0;
    }
    return wf_err_set(err, WF_EINPUT, "%s: <host %s> has no pstate of workload '%s'",
                      platform->path, target->host, workload);
}

int wf_load_target_find(const struct wf_load_table *table, const struct wf_platform *platform,
                        const char *host, const char *workload, struct wf_load_target *target,
                        struct wf_err *err)
{
    uint32_t index = wf_edit_target_host(platform, host);
    if (index == WF_MAP_NONE) {
        const char *near = wf_platform_nearest_host(platform, host);
        return wf_err_set(err, WF_EINPUT, "%s: there is no <host %s>%s", platform->path, host,
                          wf_hint(near).text);
    }
    *target = (struct wf_load_target){.host = host, .class = platform->hosts[index].class};
    target->full =
        table->gpus ? wf_site_accelerators(target->class->site) : target->class->core_count;
    if (!target->class->watts)
        return wf_err_set(err, WF_EINPUT, "%s: <host %s> has no 'wattage_per_state' to change",
                          platform->path, host);
    for (size_t i = 0; i < table->count; i++)
        if (table->rows[i].busy > target->full)
            return wf_err_set(err, WF_EINPUT, "%s:%u: %g busy, but <host %s> has %g %s%s",
                              table->path, table->lines[i], table->rows[i].busy, host, target->full,
                              unit_of(table), wf_plural((uint64_t)target->full));
    return find_pstate(platform, workload, target, err);
}

/* The watts of the target. Idle is fitted, or that of the platform if the table is above idle.
 * Epsilon is idle and the step. AllCores is the power with all cores (or accelerators) busy. */
static struct wf_watts watts_of(const struct wf_load *load, const struct wf_load_target *target)
{
    double idle_w =
        load->above_idle ? target->class->watts[target->pstate].idle_w : load->idle_w.value;
    double step_w = load->with_step ? load->step_w.value : 0;
    return (struct wf_watts){idle_w, idle_w + step_w,
                             idle_w + step_w + target->full * load->slope_w.value};
}

/* Full load by idle, step and slope. */
static void all_by(const struct wf_load *load, const struct wf_load_target *target,
                   double derivatives[3])
{
    derivatives[0] = load->above_idle ? 0 : 1;
    derivatives[1] = load->with_step ? 1 : 0;
    derivatives[2] = target->full;
}

/* Above idle, what the file's idle is off is not known, and neither is the sum's interval. */
static struct wf_estimate all_of(const struct wf_load *load, const struct wf_load_target *target)
{
    double by[3], variance = 0;
    all_by(load, target, by);
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 3; j++)
            if (by[i] > 0 && by[j] > 0) /* the others may not be there */
                variance += by[i] * by[j] * load->covariance[3 * i + j];
    return load->above_idle ? wf_estimate_none()
                            : wf_estimate_of(watts_of(load, target).all_cores_w,
                                             sqrt(fmax(variance, 0)), load->freedom);
}

/* The watts at full load are fitted; the idle ones too, unless the table is above idle. */
static int edit_provenance(const struct wf_load *load, const struct wf_load_target *target,
                           const char *id, struct wf_edit *edit, struct wf_err *err)
{
    struct wf_fitted fitted = {"wattage_per_state", target->pstate, WF_FIGURE_ALL,
                               all_of(load, target), false};
    int status = wf_figures_fitted(edit, id, &fitted, NULL, err);
    fitted.part = WF_FIGURE_IDLE;
    fitted.bounds = load->idle_w;
    return status == 0 && !load->above_idle ? wf_figures_fitted(edit, id, &fitted, NULL, err)
                                            : status;
}

static void keep(struct wf_fit_figures *fit, uint32_t pstate, enum wf_figure_part part,
                 double value, const double derivatives[3])
{
    char *key = wf_fit_output_key("wattage_per_state", pstate, part);
    wf_fit_figures_add(fit, key, value, derivatives);
    free(key);
}

/* Idle, the step above it, and full load are sums of what was fitted: idle, step, slope. */
static int fill_fit(const struct wf_load *load, const struct wf_load_target *target, const char *id,
                    struct wf_fit_output *output, struct wf_err *err)
{
    const struct wf_watts watts = watts_of(load, target);
    const double freedom[3] = {load->freedom, load->freedom, load->freedom};
    const double of_idle[3] = {1, 0, 0}, of_step[3] = {1, 1, 0};
    double of_all[3];
    all_by(load, target, of_all);
    struct wf_fit_figures fit = {.law = {3, load->covariance, freedom}};
    if (!load->above_idle) {
        keep(&fit, target->pstate, WF_FIGURE_IDLE, watts.idle_w, of_idle);
        keep(&fit, target->pstate, WF_FIGURE_ALL, watts.all_cores_w, of_all);
    }
    if (!load->above_idle && load->with_step)
        keep(&fit, target->pstate, WF_FIGURE_EPSILON, watts.epsilon_w, of_step);
    int status = wf_fit_output_take(output, &fit, id, err);
    wf_fit_figures_release(&fit);
    return status;
}

int wf_load_edit(const struct wf_load *load, const struct wf_load_target *target,
                 struct wf_edit *edit, struct wf_fit_output *fit, struct wf_err *err)
{
    const struct wf_watts watts = watts_of(load, target);
    double worst = wf_estimate_worst(load->unseen_ratio, load->rows);
    if (!(watts.epsilon_w >= 0) || !(watts.all_cores_w >= 0))
        return wf_err_set(err, WF_EINPUT,
                          "the fit gives %g W with nothing and %g W with all of it busy, expected "
                          "none below 0",
                          watts.epsilon_w, watts.all_cores_w);
    struct wf_edit_targets elements; /* one: a host, or the cluster that has it alone */
    int status = wf_edit_targets_find(edit, target->host, &elements, err);
    const char *id = status == 0 ? elements.items[0].id : NULL;
    if (status == 0)
        status = wf_figures_watts(edit, id, target->pstate, &watts, err);
    if (status == 0)
        status = edit_provenance(load, target, id, edit, err);
    if (status == 0)
        status = wf_fit_output_name(fit, elements.items[0].tag, id, edit, err);
    if (status == 0)
        status = fill_fit(load, target, id, fit, err);
    if (status == 0 && wf_device_is(target->class) && !isnan(worst)) {
        char residual[32];
        snprintf(residual, sizeof residual, "%.2g %%", 100 * worst);
        status = wf_figures_item(edit, id, target->pstate, "residual", residual, err);
    }
    wf_edit_targets_release(&elements);
    return status;
}

/* ---- for people ---- */

static void put_figure(struct wf_grid *grid, const char *name, const struct wf_estimate *figure,
                       const char *note)
{
    char value[WF_ESTIMATE_TEXT], bounds[WF_ESTIMATE_TEXT];
    wf_grid_row(grid, name, wf_estimate_digits(figure->value, value),
                wf_estimate_bounds(figure, bounds), note);
}

static void put_fit(const struct wf_load_table *table, const struct wf_load *load, size_t width,
                    struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                           WF_ALIGN_LEFT};
    struct wf_grid grid;
    char slope[48];
    snprintf(slope, sizeof slope, "each busy %s, W", unit_of(table));
    wf_grid_init(&grid, aligns, 4);
    wf_grid_row(&grid, "", "value", "95 % interval", "");
    wf_grid_add_rule(&grid);
    put_figure(&grid, "idle, W", &load->idle_w, load->above_idle ? "the table is above idle" : "");
    put_figure(&grid, "step of the first, W", &load->step_w,
               load->with_step ? "" : "none: the rows do not show one");
    put_figure(&grid, slope, &load->slope_w, "");
    wf_grid_render(&grid, width, out);
    wf_grid_release(&grid);
}

static void put_rows(const struct wf_load_table *table, const struct wf_load *load, size_t width,
                     struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                           WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT};
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 6);
    wf_grid_row(&grid, "line", "busy", table->above_idle ? "above idle, W" : "power, W",
                "fitted, W", "residual", "unseen");
    wf_grid_add_rule(&grid);
    for (size_t i = 0; i < table->count; i++) {
        char line[16], texts[5][WF_ESTIMATE_TEXT];
        const struct wf_load_row *row = &table->rows[i];
        snprintf(line, sizeof line, "%u", table->lines[i]);
        wf_grid_row(&grid, line, wf_estimate_digits(row->busy, texts[0]),
                    wf_estimate_digits(row->power_w, texts[1]),
                    wf_estimate_digits(wf_load_power(load, row->busy), texts[2]),
                    wf_estimate_percent(load->residual_ratio[i], texts[3]),
                    wf_estimate_percent(load->unseen_ratio[i], texts[4]));
    }
    wf_grid_render(&grid, width, out);
    wf_grid_release(&grid);
    wf_grid_wrap("(measured - fitted) / measured above idle; unseen: fitted to the other rows\n",
                 width, out);
}

void wf_load_text(const struct wf_load_table *table, const struct wf_load *load,
                  const struct wf_load_target *target, size_t width, struct wf_buffer *out)
{
    put_fit(table, load, width, out);
    wf_buffer_printf(out, "\n");
    put_rows(table, load, width, out);
    if (!target)
        return;
    const struct wf_watts watts = watts_of(load, target);
    char *written = wf_format("<host %s>: %.5g:%.5g:%.5g W, with %g busy %s%s at full load",
                              target->host, watts.idle_w, watts.epsilon_w, watts.all_cores_w,
                              target->full, unit_of(table), wf_plural((uint64_t)target->full));
    wf_buffer_printf(out, "\n");
    wf_grid_wrap(written, width, out);
    free(written);
}

/* ---- JSON ---- */

static struct json_object *watts_json(const struct wf_load *load,
                                      const struct wf_load_target *target)
{
    if (!target)
        return NULL;
    struct json_object *object = wf_json_object();
    const struct wf_watts watts = watts_of(load, target);
    wf_json_add(object, "host", wf_json_string(target->host));
    wf_json_add(object, "pstate", wf_json_count(target->pstate));
    wf_json_add(object, "idle_w", wf_json_number(watts.idle_w));
    wf_json_add(object, "epsilon_w", wf_json_number(watts.epsilon_w));
    wf_json_add(object, "all_cores_w", wf_json_number(watts.all_cores_w));
    return object;
}

void wf_load_json(const struct wf_load_table *table, const struct wf_load *load,
                  const struct wf_load_target *target, struct wf_buffer *out)
{
    struct json_object *object = wf_json_object(), *rows = wf_json_array();
    for (size_t i = 0; i < table->count; i++) {
        struct json_object *row = wf_json_object();
        wf_json_add(row, "line", wf_json_count(table->lines[i]));
        wf_json_add(row, "busy", wf_json_number(table->rows[i].busy));
        wf_json_add(row, "power_w", wf_json_number(table->rows[i].power_w));
        wf_json_add(row, "fitted_w", wf_json_number(wf_load_power(load, table->rows[i].busy)));
        wf_json_add(row, "residual_ratio", wf_json_number(load->residual_ratio[i]));
        wf_json_add(row, "unseen_ratio", wf_json_number(load->unseen_ratio[i]));
        wf_json_append(rows, row);
    }
    wf_json_add(object, "schema", wf_json_string("wattfleet.load/1"));
    wf_json_add(object, "wattfleet", wf_json_string(WATTFLEET_VERSION));
    wf_json_add(object, "table", wf_json_string(table->path));
    wf_json_add(object, "above_idle", wf_json_flag(table->above_idle));
    wf_json_add(object, "idle_w", wf_estimate_json(&load->idle_w));
    wf_json_add(object, "step_w", wf_estimate_json(&load->step_w));
    wf_json_add(object, "slope_w", wf_estimate_json(&load->slope_w));
    wf_json_add(object, "rows", rows);
    wf_json_add(object, "watts", watts_json(load, target));
    wf_json_text(object, out);
    json_object_put(object);
}
