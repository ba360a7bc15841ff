/* A fit of centralised runs for people, and as JSON. */
#include "output/grid.h"
#include "output/json.h"
#include "study/estimate_text.h"
#include "study/training_runs.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Rate x time may fall this much short of the samples before it is reported. */
static const double RATE_TOLERANCE = 0.03;

static const struct figure {
    const char *name, *unit, *key;
    double scale; /* of the unit, for people */
} figures_of[WF_RUN_FIGURES] = {
    [WF_RUN_FIXED_S] = {"once, each node", "s", "fixed_s", 1},
    [WF_RUN_WORK_S] = {"", "s", "work_s", 1},
    [WF_RUN_EVALUATION_S] = {"an evaluation", "s", "evaluation_s", 1},
    [WF_RUN_FIXED_J] = {"once, each node", "kJ", "fixed_j", 1e-3},
    [WF_RUN_WORK_J] = {"", "kJ", "work_j", 1e-3},
    [WF_RUN_EVALUATION_J] = {"an evaluation", "kJ", "evaluation_j", 1e-3},
};

static const char *const told_words[] = {
    [WF_TOLD_NOT] = "not told",
    [WF_TOLD_FITTED] = "fitted",
    [WF_TOLD_BY_RATE] = "by throughput_samples_per_s",
    [WF_TOLD_BY_TIME] = "by what a second more draws at equal work",
    [WF_TOLD_BY_WATTS] = "at the watts of the work: joules cannot tell it apart",
    [WF_TOLD_BY_WORKLOAD] = "by the workload's flop: the runs cannot tell it apart",
    [WF_TOLD_IN_WORK] = "counted in the work: the runs cannot tell it apart",
    [WF_TOLD_IN_FIXED] = "counted in the fixed cost: the runs cannot tell it apart",
};
static const char *const told_keys[] = {
    [WF_TOLD_NOT] = "not",         [WF_TOLD_FITTED] = "fitted",
    [WF_TOLD_BY_RATE] = "rate",    [WF_TOLD_BY_TIME] = "time",
    [WF_TOLD_BY_WATTS] = "watts",  [WF_TOLD_BY_WORKLOAD] = "workload",
    [WF_TOLD_IN_WORK] = "in_work", [WF_TOLD_IN_FIXED] = "in_fixed",
};

static const struct wf_estimate_row place_figures[] = {
#define FIGURE(member, name, unit, scale)                                                          \
    {                                                                                              \
        name, unit, #member, scale, offsetof(struct wf_training_place_figures, member)             \
    }
    FIGURE(speed_flop_per_s, "speed of a core, training", "Gflop/s", 1e-9),
    FIGURE(evaluation_speed_flop_per_s, "speed of a core, evaluation", "Gflop/s", 1e-9),
    FIGURE(work_w, "power, training", "W", 1),
    FIGURE(evaluation_w, "power, evaluation", "W", 1),
    FIGURE(start_up_s, "start-up", "s", 1),
    FIGURE(start_up_w, "power, start-up", "W", 1),
#undef FIGURE
};
enum { PLACE_FIGURES = sizeof place_figures / sizeof *place_figures };

/* What a unit of work is called. A sample is told in thousands. */
static const char *work_name(const struct wf_training_table *table)
{
    return table->in_samples ? "1000 samples" : "an epoch";
}

static double work_scale(const struct wf_training_table *table, size_t figure)
{
    bool work = figure == WF_RUN_WORK_S || figure == WF_RUN_WORK_J;
    return figures_of[figure].scale * (work && table->in_samples ? 1000 : 1);
}

/* ---- for people ---- */

static void put_figures(const struct wf_training_table *table, const struct wf_training_runs *runs,
                        size_t width, struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT, WF_ALIGN_RIGHT, WF_ALIGN_LEFT,
                                           WF_ALIGN_RIGHT, WF_ALIGN_LEFT};
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 5);
    wf_grid_row(&grid, "of a run", "value", "", "95 % interval", "told");
    wf_grid_add_rule(&grid);
    for (size_t i = 0; i < WF_RUN_FIGURES; i++) {
        char value[WF_ESTIMATE_TEXT], bounds[WF_ESTIMATE_TEXT];
        double scale = work_scale(table, i);
        const struct wf_estimate *figure = &runs->figures[i];
        const struct wf_estimate scaled = {figure->value * scale, figure->low * scale,
                                           figure->high * scale};
        wf_grid_row(&grid, *figures_of[i].name ? figures_of[i].name : work_name(table),
                    wf_estimate_digits(scaled.value, value), figures_of[i].unit,
                    wf_estimate_bounds(&scaled, bounds), told_words[runs->told[i]]);
    }
    wf_grid_render(&grid, width, out);
    wf_grid_release(&grid);
}

static bool is_apart(enum wf_training_told told)
{
    return told == WF_TOLD_NOT || told == WF_TOLD_FITTED || told == WF_TOLD_BY_RATE;
}

/* A sentence, wrapped at @p width. Frees @p text. */
static void put_note(char *text, size_t width, struct wf_buffer *out)
{
    wf_grid_wrap(text, width, out);
    free(text);
}

/* What evaluations cost, where the columns leave it open, and what would tell. */
static void put_open_evaluations(const struct wf_training_table *table,
                                 const struct wf_training_runs *runs, size_t width,
                                 struct wf_buffer *out)
{
    const enum wf_training_told *told = runs->told;
    bool seconds = !is_apart(told[WF_RUN_EVALUATION_S]);
    const char *what = seconds && !is_apart(told[WF_RUN_EVALUATION_J]) ? "seconds and joules"
                       : seconds                                       ? "seconds"
                                                                       : "joules";
    if (!seconds && is_apart(told[WF_RUN_EVALUATION_J]))
        return;
    if (isnan(runs->evaluation_slope)) {
        put_note(wf_format("The runs evaluate alike: what of the %s is an evaluation's cannot be "
                           "told. Runs with another evaluation period would tell it.",
                           what),
                 width, out);
        return;
    }
    put_note(wf_format("Evaluations = %.5g x %s %c %.5g in each run, within %g %%: what of the %s "
                       "is an evaluation's cannot be told from them. Runs with another evaluation "
                       "period would tell it%s.",
                       runs->evaluation_slope, table->in_samples ? "samples" : "epochs",
                       runs->evaluation_constant < 0 ? '-' : '+', fabs(runs->evaluation_constant),
                       100 * WF_TRAINING_ALIKE, what,
                       seconds && told[WF_RUN_WORK_S] == WF_TOLD_FITTED
                           ? "; its seconds also a column throughput_samples_per_s, evaluations "
                             "not in it"
                           : ""),
             width, out);
    if (told[WF_RUN_EVALUATION_S] == WF_TOLD_IN_WORK && runs->evaluation_constant < -0.5)
        put_note(wf_format("The fixed cost is that of a run less %.3g evaluations.",
                           -runs->evaluation_constant),
                 width, out);
}

static void put_open(const struct wf_training_table *table, const struct wf_training_runs *runs,
                     size_t width, struct wf_buffer *out)
{
    const enum wf_training_told *told = runs->told;
    char value[WF_ESTIMATE_TEXT], bounds[WF_ESTIMATE_TEXT];
    put_open_evaluations(table, runs, width, out);
    if (told[WF_RUN_FIXED_S] == WF_TOLD_IN_WORK || told[WF_RUN_FIXED_J] == WF_TOLD_IN_WORK)
        put_note(wf_format("All runs do the same work: the fixed cost cannot be told from it. Runs "
                           "of another number of %s would tell it.",
                           table->in_samples ? "samples" : "epochs"),
                 width, out);
    if (!isnan(runs->waiting_w.value))
        put_note(wf_format("At equal work a second more draws %s W (%s).",
                           wf_estimate_digits(runs->waiting_w.value, value),
                           wf_estimate_bounds(&runs->waiting_w, bounds)),
                 width, out);
}

/* Runs at another rate: what they took beyond the fit, and what that time drew. */
static void put_slow(const struct wf_training_table *table, const struct wf_training_runs *runs,
                     size_t width, struct wf_buffer *out)
{
    double figures[WF_RUN_FIGURES];
    for (size_t i = 0; i < WF_RUN_FIGURES; i++)
        figures[i] = runs->figures[i].value;
    for (size_t i = 0; i < table->slow_count; i++) {
        const struct wf_training_run *run = &table->slow[i];
        double more_s = run->time_s - wf_training_time_s(figures, run);
        double more_j = run->energy_j - wf_training_energy_j(figures, run);
        char *draws = more_s > 0 && more_j > 0 ? wf_format("; its %.5g s more draw %.5g W", more_s,
                                                           more_j / more_s / run->nodes)
                                               : wf_strdup("");
        put_note(wf_format("Line %u is left out: %.5g samples/s a node where the median is %.5g; "
                           "something else than the training bounds it%s.",
                           table->slow_lines[i], run->samples_per_s / run->nodes,
                           table->median_samples_per_s, draws),
                 width, out);
        free(draws);
    }
}

/* Rate x time against what was trained. */
static void put_rates(const struct wf_training_table *table, const struct wf_training_known *known,
                      size_t width, struct wf_buffer *out)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct wf_training_run *run = &table->rows[i];
        double samples = run->work * known->samples_per_work;
        if (run->samples_per_s * run->time_s < (1 - RATE_TOLERANCE) * samples)
            put_note(wf_format("Line %u: %.5g samples/s x %.5g s = %.5g samples, less than the "
                               "%.5g that it trained: one of them is wrong.",
                               table->lines[i], run->samples_per_s, run->time_s,
                               run->samples_per_s * run->time_s, samples),
                     width, out);
    }
}

static void put_rows(const struct wf_training_table *table, const struct wf_training_runs *runs,
                     size_t width, struct wf_buffer *out)
{
    enum { COLUMNS = 8 };
    static const enum wf_align aligns[COLUMNS] = {WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                                  WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                                  WF_ALIGN_RIGHT, WF_ALIGN_RIGHT};
    const double *errors[] = {runs->time_residual_ratio, runs->time_unseen_ratio,
                              runs->energy_residual_ratio, runs->energy_unseen_ratio};
    struct wf_grid grid;
    char texts[COLUMNS][WF_ESTIMATE_TEXT];
    wf_grid_init(&grid, aligns, COLUMNS);
    wf_grid_row(&grid, "line", table->in_samples ? "samples" : "epochs", "evaluations", "nodes",
                "time", "unseen", "energy", "unseen");
    wf_grid_add_rule(&grid);
    for (size_t i = 0; i <= table->count; i++) {
        bool last = i == table->count;
        const struct wf_training_run *run = &table->rows[last ? 0 : i];
        const char *cells[COLUMNS] = {"worst", "", "", ""};
        if (!last) {
            snprintf(texts[0], WF_ESTIMATE_TEXT, "%u", table->lines[i]);
            snprintf(texts[1], WF_ESTIMATE_TEXT, "%.8g", run->work);
            cells[0] = texts[0];
            cells[1] = texts[1];
            cells[2] = wf_estimate_digits(run->evaluations, texts[2]);
            cells[3] = wf_estimate_digits(run->nodes, texts[3]);
        }
        for (size_t j = 0; j < 4; j++)
            cells[4 + j] =
                last ? wf_estimate_size(wf_estimate_worst(errors[j], table->count), texts[4 + j])
                     : wf_estimate_percent(errors[j][i], texts[4 + j]);
        wf_grid_add_row(&grid, cells, COLUMNS);
    }
    wf_grid_render(&grid, width, out);
    wf_grid_release(&grid);
    put_note(wf_strdup("(measured - fitted) / measured; unseen: fitted to the other runs. "
                       "Intervals: jackknife over the runs."),
             width, out);
}

void wf_training_runs_text(const struct wf_training_table *table,
                           const struct wf_training_known *known,
                           const struct wf_training_runs *runs,
                           const struct wf_training_place_figures *figures, size_t width,
                           struct wf_buffer *out)
{
    put_figures(table, runs, width, out);
    put_open(table, runs, width, out);
    put_slow(table, runs, width, out);
    put_rates(table, known, width, out);
    wf_buffer_printf(out, "\n");
    put_rows(table, runs, width, out);
    if (!figures)
        return;
    wf_buffer_printf(out, "\n");
    wf_estimate_table_text(place_figures, PLACE_FIGURES, figures, width, out);
}

/* ---- JSON ---- */

static struct json_object *figure_json(const struct wf_training_runs *runs, size_t figure)
{
    struct json_object *object = wf_estimate_json(&runs->figures[figure]);
    if (!object)
        object = wf_json_object();
    wf_json_add(object, "told", wf_json_string(told_keys[runs->told[figure]]));
    return object;
}

static struct json_object *errors_json(double residual_ratio, double unseen_ratio)
{
    struct json_object *object = wf_json_object();
    wf_json_add(object, "residual_ratio", wf_json_number(residual_ratio));
    wf_json_add(object, "unseen_ratio", wf_json_number(unseen_ratio));
    return object;
}

static struct json_object *run_json(const struct wf_training_table *table,
                                    const struct wf_training_runs *runs, size_t row)
{
    const struct wf_training_run *run = &table->rows[row];
    struct json_object *object = wf_json_object();
    wf_json_add(object, "line", wf_json_count(table->lines[row]));
    wf_json_add(object, table->in_samples ? "samples" : "epochs", wf_json_number(run->work));
    wf_json_add(object, "evaluations", wf_json_number(run->evaluations));
    wf_json_add(object, "nodes", wf_json_number(run->nodes));
    wf_json_add(object, "time_s",
                errors_json(runs->time_residual_ratio[row], runs->time_unseen_ratio[row]));
    wf_json_add(object, "energy_j",
                errors_json(runs->energy_residual_ratio[row], runs->energy_unseen_ratio[row]));
    return object;
}

static struct json_object *covariance_json(const struct wf_training_runs *runs)
{
    struct json_object *rows = wf_json_array();
    for (size_t i = 0; i < WF_RUN_FIGURES; i++) {
        struct json_object *row = wf_json_array();
        for (size_t j = 0; j < WF_RUN_FIGURES; j++)
            json_object_array_add(row, wf_json_number(runs->covariance[i * WF_RUN_FIGURES + j]));
        json_object_array_add(rows, row);
    }
    return rows;
}

static struct json_object *place_json(const struct wf_training_place_figures *figures)
{
    if (!figures)
        return NULL;
    struct json_object *object = wf_estimate_table_json(place_figures, PLACE_FIGURES, figures);
    wf_json_add(object, "samples_per_s", wf_json_number(figures->samples_per_s));
    return object;
}

void wf_training_runs_json(const struct wf_training_table *table,
                           const struct wf_training_runs *runs,
                           const struct wf_training_place_figures *figures, struct wf_buffer *out)
{
    struct json_object *object = wf_json_object(), *rows = wf_json_array();
    struct json_object *names = wf_json_array(), *slow = wf_json_array();
    for (size_t i = 0; i < table->count; i++)
        json_object_array_add(rows, run_json(table, runs, i));
    for (size_t i = 0; i < table->slow_count; i++)
        json_object_array_add(slow, wf_json_count(table->slow_lines[i]));
    wf_json_add(object, "schema", wf_json_string("wattfleet.campaign/1"));
    wf_json_add(object, "wattfleet", wf_json_string(WATTFLEET_VERSION));
    wf_json_add(object, "paradigm", wf_json_string("centralised"));
    wf_json_add(object, "table", wf_json_string(table->path));
    wf_json_add(object, "work", wf_json_string(table->in_samples ? "samples" : "epochs"));
    for (size_t i = 0; i < WF_RUN_FIGURES; i++) {
        wf_json_add(object, figures_of[i].key, figure_json(runs, i));
        json_object_array_add(names, wf_json_string(figures_of[i].key));
    }
    wf_json_add(object, "covariance_of", names);
    wf_json_add(object, "covariance", covariance_json(runs));
    wf_json_add(object, "evaluations_per_work", wf_json_number(runs->evaluation_slope));
    wf_json_add(object, "waiting_w", wf_estimate_json(&runs->waiting_w));
    wf_json_add(object, "runs", rows);
    wf_json_add(object, "left_out_lines", slow);
    wf_json_add(object, "figures", place_json(figures));
    wf_json_text(object, out);
    json_object_put(object);
}
