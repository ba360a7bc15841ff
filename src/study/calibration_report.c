/* A calibration as text for people and as JSON. */
#include "base/units.h"
#include "output/grid.h"
#include "output/json.h"
#include "study/calibration.h"
#include "study/calibration_batches.h"
#include "study/estimate_text.h"
#include "study/log_notes.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELL = WF_ESTIMATE_TEXT, SHORT = 32, LINE = 128 };

/* ---- for people ---- */

/* The end of a path: the file and the folders before it that fit. */
static const char *short_path(const char *path)
{
    enum { SHOWN = 34 };
    size_t length = strlen(path);
    if (length <= SHOWN)
        return path;
    const char *tail = strchr(path + length - SHOWN, '/');
    return tail ? tail + 1 : path + length - SHOWN;
}

static void put_logs(const struct wf_calibration *calibration, size_t width, struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT,  WF_ALIGN_LEFT,  WF_ALIGN_RIGHT,
                                           WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT};
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 6);
    wf_grid_row(&grid, "log", "format", "samples", "left out", "mean, W", "stated, W");
    wf_grid_add_rule(&grid);
    for (size_t i = 0; i < calibration->run_count; i++) {
        const struct wf_measured_run *run = &calibration->runs[i];
        const struct wf_trace_report *report = &run->report;
        char samples[32], left_out[32], mean[CELL], stated[CELL], name[LINE];
        snprintf(name, sizeof name, "%s", short_path(run->path));
        if (run->node_count)
            snprintf(name + strlen(name), sizeof name - strlen(name), " and %zu more",
                     run->node_count - 1);
        wf_quantity_text((double)report->samples, WF_DIM_COUNT, samples, sizeof samples);
        wf_quantity_text((double)wf_log_left_out(report), WF_DIM_COUNT, left_out, sizeof left_out);
        wf_grid_row(&grid, name, report->format->name, samples, left_out,
                    wf_estimate_digits(report->mean_w, mean),
                    wf_estimate_digits(run->stated_mean_w, stated));
    }
    wf_grid_render(&grid, width, out);
    wf_grid_release(&grid);
    for (size_t i = 0; i < calibration->run_count; i++) {
        const struct wf_measured_run *run = &calibration->runs[i];
        wf_log_notes(run, short_path(run->path), width, out);
    }
}

static void put_level(struct wf_grid *grid, const char *state, const char *workload,
                      const struct wf_estimate *power, const char *note)
{
    char value[CELL], bounds[CELL];
    wf_grid_row(grid, state, workload ? workload : "-", wf_estimate_digits(power->value, value),
                wf_estimate_bounds(power, bounds), note);
}

static const char *runs_text(uint32_t runs, char *text)
{
    snprintf(text, CELL, runs == 1 ? "this run only" : "%u runs", runs);
    return text;
}

/* Does an interval hold for one run only? */
static bool any_of_one(const struct wf_calibration *calibration)
{
    bool any = calibration->cold_runs == 1 || calibration->waiting_runs == 1;
    for (size_t i = 0; i < calibration->workload_count; i++) {
        const struct wf_calibrated_workload *workload = &calibration->workloads[i];
        any |= workload->runs == 1 || workload->rate_runs == 1;
    }
    return any;
}

static void put_levels(const struct wf_calibration *calibration, size_t width,
                       struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT, WF_ALIGN_LEFT, WF_ALIGN_RIGHT,
                                           WF_ALIGN_RIGHT, WF_ALIGN_LEFT};
    struct wf_grid grid;
    char runs[CELL];
    wf_grid_init(&grid, aligns, 5);
    wf_grid_row(&grid, "state", "workload", "W", "95 % interval", "");
    wf_grid_add_rule(&grid);
    put_level(&grid, "idle, cold", NULL, &calibration->cold_w,
              isnan(calibration->cold_w.value) ? "no log shows it"
                                               : runs_text(calibration->cold_runs, runs));
    put_level(&grid, "waiting in a job", NULL, &calibration->waiting_w,
              isnan(calibration->waiting_w.value) ? "no log shows it apart from cold"
                                                  : runs_text(calibration->waiting_runs, runs));
    for (size_t i = 0; i < calibration->workload_count; i++) {
        const struct wf_calibrated_workload *workload = &calibration->workloads[i];
        put_level(&grid, "work", workload->name, &workload->power_w,
                  runs_text(workload->runs, runs));
        if (!isnan(workload->evaluation_w.value))
            put_level(&grid, "evaluation", workload->name, &workload->evaluation_w, "as metered");
    }
    wf_grid_render(&grid, width, out);
    wf_grid_release(&grid);
}

static void put_speeds(const struct wf_calibration *calibration, size_t width,
                       struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT,  WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                           WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                           WF_ALIGN_LEFT};
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 7);
    wf_grid_row(&grid, "workload", "samples/s", "95 % interval", "J/sample", "flop/sample",
                "speed, flop/s", "");
    wf_grid_add_rule(&grid);
    for (size_t i = 0; i < calibration->workload_count; i++) {
        const struct wf_calibrated_workload *workload = &calibration->workloads[i];
        char rate[CELL], bounds[CELL], energy[CELL], flop[CELL], speed[CELL];
        wf_grid_row(
            &grid, workload->name ? workload->name : "-",
            wf_estimate_digits(workload->samples_per_s.value, rate),
            wf_estimate_bounds(&workload->samples_per_s, bounds),
            wf_estimate_digits(workload->power_w.value / workload->samples_per_s.value, energy),
            wf_estimate_digits(workload->flop_per_sample, flop),
            wf_estimate_digits(workload->speed_flop_per_s.value, speed),
            workload->rate_runs == 1 && !isnan(workload->samples_per_s.low) ? "this run only" : "");
    }
    wf_grid_render(&grid, width, out);
    wf_grid_release(&grid);
}

/* Start-up is a figure of a deployment, not of a host. */
static void put_start_ups(const struct wf_calibration *calibration, size_t width,
                          struct wf_buffer *out)
{
    for (size_t i = 0; i < calibration->workload_count; i++) {
        const struct wf_calibrated_workload *workload = &calibration->workloads[i];
        const struct wf_estimate *start_up = &workload->start_up_s;
        char value[CELL], bounds[CELL];
        if (isnan(start_up->value))
            continue;
        wf_estimate_digits(start_up->value, value);
        bool apart = !(start_up->low <= 0);
        char *line =
            wf_format("start-up of %s: %s s a run (%s)%s\n", workload->name ? workload->name : "-",
                      value, wf_estimate_bounds(start_up, bounds),
                      apart ? "; in a deployment:" : ", not told apart from none");
        wf_grid_wrap(line, width, out);
        free(line);
        if (apart)
            wf_buffer_printf(out, "  <prop id=\"start-up\" value=\"%s s\"/>\n", value);
    }
}

static void put_checks(const struct wf_calibration *calibration, size_t width,
                       struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT,  WF_ALIGN_LEFT,  WF_ALIGN_RIGHT,
                                           WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT};
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 6);
    wf_grid_row(&grid, "predicted", "from", "measured", "simulated", "error", "power MAPE");
    wf_grid_add_rule(&grid);
    for (size_t i = 0; i < calibration->check_count; i++) {
        const struct wf_calibration_check *check = &calibration->checks[i];
        const struct wf_measured_run *run = &calibration->runs[check->run];
        char measured[32], simulated[32], error[CELL], mape[CELL], from[LINE], idle[SHORT],
            work[SHORT];
        snprintf(idle, sizeof idle, check->idle_runs ? "idle of %u other%s" : "idle of its start",
                 check->idle_runs, wf_plural(check->idle_runs));
        snprintf(work, sizeof work, check->work_runs ? "work of %u other%s" : "its first half",
                 check->work_runs, wf_plural(check->work_runs));
        if (isnan(check->simulated_j))
            snprintf(from, sizeof from, "nothing: no other run, no plateau in its first half");
        else
            snprintf(from, sizeof from, "%s; %s", work, idle);
        char what[LINE];
        snprintf(what, sizeof what, "%s%s", short_path(run->path),
                 check->half ? ", second half" : "");
        wf_grid_row(
            &grid, what, from,
            wf_quantity_text(check->measured_j, WF_DIM_ENERGY, measured, sizeof measured),
            wf_quantity_text(check->simulated_j, WF_DIM_ENERGY, simulated, sizeof simulated),
            wf_estimate_percent(check->energy_error, error),
            wf_estimate_size(check->power_mape, mape));
    }
    wf_grid_render(&grid, width, out);
    wf_grid_release(&grid);
}

void wf_calibration_text(const struct wf_calibration *calibration, size_t width,
                         struct wf_buffer *out)
{
    char factor[CELL], bounds[CELL];
    put_logs(calibration, width, out);
    wf_buffer_printf(out, "\n");
    put_levels(calibration, width, out);
    wf_buffer_printf(out, "meter: %s",
                     calibration->meter ? calibration->meter : "not known; say --meter");
    if (!isnan(calibration->wall_factor.value)) {
        wf_buffer_printf(out, "; wall factor %s",
                         wf_estimate_digits(calibration->wall_factor.value, factor));
        if (!isnan(calibration->wall_factor.low))
            wf_buffer_printf(out, " (%s)", wf_estimate_bounds(&calibration->wall_factor, bounds));
        if (!isnan(calibration->wall_constant_w.value))
            wf_buffer_printf(out, " and %s W",
                             wf_estimate_digits(calibration->wall_constant_w.value, factor));
    }
    wf_buffer_printf(out, "\n\n");
    if (calibration->pairs.path) {
        wf_wall_pairs_text(&calibration->pairs, width, out);
        wf_buffer_printf(out, "\n");
    }
    put_speeds(calibration, width, out);
    if (any_of_one(calibration))
        wf_grid_wrap(
            "this run only: the interval holds the drift within the run, not how runs differ\n",
            width, out);
    put_start_ups(calibration, width, out);
    wf_buffer_printf(out, "\nSimulated, and held against what was not fitted on:\n");
    put_checks(calibration, width, out);
}

/* ---- JSON ---- */

static struct json_object *log_of(const struct wf_measured_run *run)
{
    const struct wf_trace_report *report = &run->report;
    const struct {
        const char *key;
        uint64_t value;
    } counts[] = {{"samples", report->samples},
                  {"bad", report->bad},
                  {"negative", report->negative},
                  {"invalid", report->invalid},
                  {"impossible", report->impossible},
                  {"duplicates", report->duplicates},
                  {"backwards", report->backwards},
                  {"gaps", report->gaps},
                  {"clock_steps", report->placing.step_count},
                  {"sources", report->per_time ? report->per_time : 1},
                  {"rows_passed", report->passed}};
    struct json_object *object = wf_json_object(), *paths = wf_json_array(),
                       *nodes = wf_json_array();
    wf_json_add(object, "log", wf_json_string(run->path));
    wf_json_add(object, "workload", wf_json_string(run->workload));
    wf_json_add(object, "format", wf_json_string(report->format->name));
    for (size_t i = 0; i < run->power_path_count; i++)
        wf_json_append(nodes, wf_json_string(run->power_paths[i]));
    wf_json_add(object, "nodes", wf_json_count(run->power_path_count));
    wf_json_add(object, "node_logs", nodes);
    for (size_t i = 0; i < run->event_path_count; i++)
        wf_json_append(paths, wf_json_string(run->event_paths[i]));
    wf_json_add(object, "events", paths);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        wf_json_add(object, counts[i].key, wf_json_count(counts[i].value));
    wf_json_add(object, "notes", wf_log_notes_json(run, run->path));
    wf_json_add(object, "gap_s", wf_json_number(report->gap_s));
    wf_json_add(object, "mean_w", wf_json_number(report->mean_w));
    wf_json_add(object, "stated_mean_w", wf_json_number(run->stated_mean_w));
    wf_json_add(object, "conversion_efficiency", wf_json_number(run->conversion_efficiency));
    wf_json_add(object, "cold_idle_w", wf_estimate_json(&run->states.cold_idle.power_w));
    wf_json_add(object, "waiting_w", wf_estimate_json(&run->states.job_idle.power_w));
    wf_json_add(object, "work_w", wf_estimate_json(&run->states.plateau.power_w));
    wf_json_add(object, "samples_per_s", wf_estimate_json(&run->samples_per_s));
    wf_json_add(object, "start_up_s", wf_estimate_json(&run->start_up_s));
    return object;
}

/* A figure, and how many runs tell it. */
static struct json_object *fitted(const struct wf_estimate *estimate, uint32_t runs)
{
    struct json_object *object = wf_estimate_json(estimate);
    if (object) {
        wf_json_add(object, "runs", wf_json_count(runs));
        wf_json_add(object, "this_run_only", wf_json_flag(runs == 1));
    }
    return object;
}

static struct json_object *workload_of(const struct wf_calibrated_workload *workload)
{
    struct json_object *object = wf_json_object();
    wf_json_add(object, "workload", wf_json_string(workload->name));
    wf_json_add(object, "runs", wf_json_count(workload->runs));
    wf_json_add(object, "this_run_only", wf_json_flag(workload->runs == 1));
    wf_json_add(object, "work_w", fitted(&workload->power_w, workload->runs));
    wf_json_add(object, "evaluation_w", fitted(&workload->evaluation_w, workload->evaluation_runs));
    wf_json_add(object, "samples_per_s", fitted(&workload->samples_per_s, workload->rate_runs));
    wf_json_add(object, "start_up_s", wf_estimate_json(&workload->start_up_s));
    wf_json_add(object, "flop_per_sample", wf_json_number(workload->flop_per_sample));
    wf_json_add(object, "speed_flop_per_s", wf_estimate_json(&workload->speed_flop_per_s));
    return object;
}

static struct json_object *check_of(const struct wf_calibration *calibration,
                                    const struct wf_calibration_check *check)
{
    struct json_object *object = wf_json_object();
    wf_json_add(object, "log", wf_json_string(calibration->runs[check->run].path));
    wf_json_add(object, "fitted_on",
                wf_json_string(check->work_runs ? "other runs" : "first half"));
    wf_json_add(object, "work_runs", wf_json_count(check->work_runs));
    wf_json_add(object, "idle_runs", wf_json_count(check->idle_runs));
    wf_json_add(object, "from_s", wf_json_number(check->from_s));
    wf_json_add(object, "to_s", wf_json_number(check->to_s));
    wf_json_add(object, "measured_j", wf_json_number(check->measured_j));
    wf_json_add(object, "simulated_j", wf_json_number(check->simulated_j));
    wf_json_add(object, "energy_error_ratio", wf_json_number(check->energy_error));
    wf_json_add(object, "power_mape_ratio", wf_json_number(check->power_mape));
    return object;
}

static struct json_object *batches_of(const struct wf_calibration_batches *batches)
{
    struct json_object *workloads = wf_json_array();
    for (size_t i = 0; batches && i < batches->count; i++) {
        struct json_object *workload = wf_json_object();
        wf_json_add(workload, "name", wf_json_string(batches->items[i].workload));
        wf_json_add(workload, "batches", wf_batch_json_array(&batches->items[i].batches));
        wf_json_append(workloads, workload);
    }
    return workloads;
}

void wf_calibration_json(const struct wf_calibration *calibration,
                         const struct wf_calibration_batches *batches, struct wf_buffer *out)
{
    struct json_object *object = wf_json_object();
    struct json_object *logs = wf_json_array(), *workloads = wf_json_array();
    struct json_object *checks = wf_json_array();
    for (size_t i = 0; i < calibration->run_count; i++)
        wf_json_append(logs, log_of(&calibration->runs[i]));
    for (size_t i = 0; i < calibration->workload_count; i++)
        wf_json_append(workloads, workload_of(&calibration->workloads[i]));
    for (size_t i = 0; i < calibration->check_count; i++)
        wf_json_append(checks, check_of(calibration, &calibration->checks[i]));
    wf_json_add(object, "schema", wf_json_string("wattfleet.calibrate/1"));
    wf_json_add(object, "wattfleet", wf_json_string(WATTFLEET_VERSION));
    wf_json_add(object, "meter", wf_json_string(calibration->meter));
    wf_json_add(object, "wall_factor", wf_estimate_json(&calibration->wall_factor));
    wf_json_add(object, "wall_constant_w", wf_estimate_json(&calibration->wall_constant_w));
    wf_json_add(object, "wall_pairs",
                calibration->pairs.path ? wf_wall_pairs_json(&calibration->pairs) : NULL);
    wf_json_add(object, "cold_idle_w", fitted(&calibration->cold_w, calibration->cold_runs));
    wf_json_add(object, "waiting_w", fitted(&calibration->waiting_w, calibration->waiting_runs));
    wf_json_add(object, "workloads", workloads);
    wf_json_add(object, "by_batch", batches_of(batches));
    wf_json_add(object, "logs", logs);
    wf_json_add(object, "checks", checks);
    wf_json_text(object, out);
    json_object_put(object);
}
