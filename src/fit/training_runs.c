#include "fit/training_runs.h"
#include "base/text.h"
#include "statistics/line.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

const double WF_TRAINING_ALIKE = 0.01;

enum { MOST_COLUMNS = 3 };

/* ---- columns: what explains seconds and joules ---- */

typedef double column_of(const struct wf_training_run *run);

static double one(const struct wf_training_run *run)
{
    (void)run;
    return 1;
}

static double nodes_of(const struct wf_training_run *run)
{
    return run->nodes;
}

static double work_of(const struct wf_training_run *run)
{
    return run->work;
}

static double evaluations_of(const struct wf_training_run *run)
{
    return isnan(run->evaluations) ? 0 : run->evaluations;
}

static double node_work_of(const struct wf_training_run *run)
{
    return run->work / run->nodes;
}

static double node_evaluations_of(const struct wf_training_run *run)
{
    return evaluations_of(run) / run->nodes;
}

static double time_of(const struct wf_training_run *run)
{
    return run->time_s;
}

static double energy_of(const struct wf_training_run *run)
{
    return run->energy_j;
}

/* A row of a fit: a quantity, and what it is explained by. */
struct system {
    double x[MOST_COLUMNS], y;
};

/* What is fitted, on the runs that have @p measured. */
struct shape {
    const struct wf_training_run *rows;
    size_t count, columns;
    column_of *measured;
    void (*fill)(const struct wf_training_run *run, const void *data, struct system *row);
    const void *data;
};

/* @return false: the runs do not determine the coefficients. */
static bool solve(const struct shape *shape, struct wf_estimate coefficients[MOST_COLUMNS],
                  double *largest_residual)
{
    static const char *const names[MOST_COLUMNS] = {"", "", ""};
    double *x = wf_calloc(shape->count * MOST_COLUMNS + 1, sizeof *x);
    double *y = wf_calloc(shape->count + 1, sizeof *y);
    size_t used = 0;
    for (size_t i = 0; i < shape->count; i++) {
        struct system row = {{0, 0, 0}, 0};
        if (isnan(shape->measured(&shape->rows[i])))
            continue;
        shape->fill(&shape->rows[i], shape->data, &row);
        for (size_t j = 0; j < shape->columns; j++)
            x[used * shape->columns + j] = row.x[j];
        y[used++] = row.y;
    }
    struct wf_line_data data = {x, y, NULL, used, shape->columns, names};
    struct wf_line line = {0};
    struct wf_err err = {0};
    bool solved = used > 0 && wf_line_fit(&data, &line, &err) == 0;
    double largest = 0;
    for (size_t j = 0; solved && j < shape->columns; j++)
        coefficients[j] = line.coefficients[j];
    for (size_t i = 0; solved && i < used; i++)
        largest = fmax(largest, fabs(line.residual[i] / y[i]));
    if (largest_residual)
        *largest_residual = largest;
    wf_line_release(&line);
    free(x);
    free(y);
    return solved;
}

/* ---- which figures the runs can tell apart ---- */

struct line_of {
    column_of *target, *columns[MOST_COLUMNS];
    size_t count;
};

static void fill_line(const struct wf_training_run *run, const void *data, struct system *row)
{
    const struct line_of *line = data;
    for (size_t j = 0; j < line->count; j++)
        row->x[j] = line->columns[j](run);
    row->y = line->target(run);
}

/* Is @p target a sum of the columns in every run that has @p measured? So it is where there are
 * fewer runs than columns. */
static bool is_explained(const struct wf_training_run *rows, size_t count, column_of *measured,
                         const struct line_of *line, struct wf_estimate coefficients[MOST_COLUMNS])
{
    struct shape shape = {rows, count, line->count, measured, fill_line, line};
    double residual;
    if (!solve(&shape, coefficients, &residual))
        return true;
    return residual <= WF_TRAINING_ALIKE;
}

static void fill_waiting(const struct wf_training_run *run, const void *data, struct system *row)
{
    (void)data;
    row->x[0] = run->nodes;
    row->x[1] = run->nodes * run->time_s;
    row->y = run->energy_j;
}

static double energy_and_time_of(const struct wf_training_run *run)
{
    return run->energy_j + run->time_s; /* NaN where one is */
}

/* Runs of equal work: what a second more draws. */
static struct wf_estimate waiting_w(const struct wf_training_run *rows, size_t count)
{
    struct wf_estimate found[MOST_COLUMNS];
    struct shape shape = {rows, count, 2, energy_and_time_of, fill_waiting, NULL};
    return solve(&shape, found, NULL) ? found[1] : wf_estimate_none();
}

static bool any(const struct wf_training_run *rows, size_t count, column_of *measured,
                column_of *column)
{
    for (size_t i = 0; i < count; i++)
        if (!isnan(measured(&rows[i])) && column(&rows[i]) > 0)
            return true;
    return false;
}

/* Seconds of a unit of work on a node, by what the runs say of their rate; NaN: they do not. */
static double work_by_rate_s(const struct wf_training_run *rows, size_t count,
                             const struct wf_training_known *known)
{
    double sum = 0, with = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(rows[i].samples_per_s)) {
            sum += rows[i].samples_per_s / rows[i].nodes;
            with++;
        }
    return with > 0 ? known->samples_per_work / (sum / with) : NAN;
}

static void plan_time(const struct wf_training_run *rows, size_t count,
                      const struct wf_training_known *known, struct wf_training_runs *runs)
{
    struct wf_estimate line[MOST_COLUMNS];
    enum wf_training_told *told = runs->told;
    if (!any(rows, count, time_of, one))
        return;
    bool by_rate = !isnan(work_by_rate_s(rows, count, known));
    const struct line_of work = {node_work_of, {one}, 1};
    const struct line_of evaluations = {
        node_evaluations_of, {one, node_work_of}, by_rate ? 1u : 2u};
    bool evaluates = any(rows, count, time_of, evaluations_of);
    bool alike = is_explained(rows, count, time_of, &work, line);
    told[WF_RUN_WORK_S] = by_rate ? WF_TOLD_BY_RATE : WF_TOLD_FITTED;
    told[WF_RUN_FIXED_S] = !by_rate && alike ? WF_TOLD_IN_WORK : WF_TOLD_FITTED;
    if (!evaluates)
        return;
    if (!(!by_rate && alike) && !is_explained(rows, count, time_of, &evaluations, line))
        told[WF_RUN_EVALUATION_S] = WF_TOLD_FITTED;
    else if (!isnan(known->evaluation_work))
        told[WF_RUN_EVALUATION_S] = WF_TOLD_BY_WORKLOAD;
    else
        told[WF_RUN_EVALUATION_S] = by_rate ? WF_TOLD_IN_FIXED : WF_TOLD_IN_WORK;
}

static void plan_energy(const struct wf_training_run *rows, size_t count,
                        const struct wf_training_known *known, struct wf_training_runs *runs)
{
    struct wf_estimate line[MOST_COLUMNS];
    enum wf_training_told *told = runs->told;
    if (!any(rows, count, energy_of, one))
        return;
    const struct line_of work = {work_of, {nodes_of}, 1};
    const struct line_of evaluations = {evaluations_of, {nodes_of, work_of}, 2};
    bool alike = is_explained(rows, count, energy_of, &work, line);
    bool waits = alike && told[WF_RUN_FIXED_S] == WF_TOLD_FITTED && waiting_w(rows, count).low > 0;
    told[WF_RUN_WORK_J] = WF_TOLD_FITTED;
    told[WF_RUN_FIXED_J] = !alike ? WF_TOLD_FITTED : waits ? WF_TOLD_BY_TIME : WF_TOLD_IN_WORK;
    if (!any(rows, count, energy_of, evaluations_of))
        return;
    if (!alike && !is_explained(rows, count, energy_of, &evaluations, line))
        told[WF_RUN_EVALUATION_J] = WF_TOLD_FITTED;
    else if (told[WF_RUN_EVALUATION_S] == WF_TOLD_FITTED)
        told[WF_RUN_EVALUATION_J] = WF_TOLD_BY_WATTS;
    else if (!isnan(known->evaluation_work))
        told[WF_RUN_EVALUATION_J] = WF_TOLD_BY_WORKLOAD;
    else
        told[WF_RUN_EVALUATION_J] = WF_TOLD_IN_WORK;
}

/* How the evaluations follow from the work, where they do. */
static void plan_evaluations(const struct wf_training_run *rows, size_t count,
                             struct wf_training_runs *runs)
{
    struct wf_estimate line[MOST_COLUMNS];
    const struct line_of evaluations = {node_evaluations_of, {node_work_of, one}, 2};
    struct shape shape = {rows, count, 2, work_of, fill_line, &evaluations};
    double residual;
    runs->evaluation_slope = runs->evaluation_constant = NAN;
    if (!any(rows, count, work_of, evaluations_of) || !solve(&shape, line, &residual) ||
        residual > WF_TRAINING_ALIKE)
        return;
    runs->evaluation_slope = line[0].value;
    runs->evaluation_constant = line[1].value;
}

/* ---- the fit, as planned ---- */

/* What a row's quantity is explained by: the figures that are fitted, beside those that are known.
 */
struct fitting {
    const double *figures;  /* those known by now */
    double evaluation_work; /* units of work that an evaluation counts; 0: none */
    column_of *fixed, *work, *evaluations, *measured;
    bool has_fixed, has_work, has_evaluations;
    enum wf_training_figure work_figure, evaluation_figure;
};

static double worth(const struct fitting *fitting, const struct wf_training_run *run)
{
    return fitting->work(run) + fitting->evaluation_work * fitting->evaluations(run);
}

static void fill_fitting(const struct wf_training_run *run, const void *data, struct system *row)
{
    const struct fitting *fitting = data;
    size_t column = 0;
    row->y = fitting->measured(run);
    if (fitting->has_fixed)
        row->x[column++] = fitting->fixed(run);
    if (fitting->has_work)
        row->x[column++] = worth(fitting, run);
    else
        row->y -= fitting->figures[fitting->work_figure] * worth(fitting, run);
    if (fitting->has_evaluations)
        row->x[column++] = fitting->evaluations(run);
}

/* Fills the figures of the columns. @return false: the rows do not determine them. */
static bool fit_columns(const struct wf_training_run *rows, size_t count,
                        const struct fitting *fitting, enum wf_training_figure fixed_figure,
                        double figures[WF_RUN_FIGURES])
{
    struct wf_estimate found[MOST_COLUMNS];
    size_t columns = (size_t)fitting->has_fixed + (size_t)fitting->has_work +
                     (size_t)fitting->has_evaluations,
           column = 0;
    struct shape shape = {rows, count, columns, fitting->measured, fill_fitting, fitting};
    if (columns > 0 && !solve(&shape, found, NULL))
        return false;
    if (fitting->has_fixed)
        figures[fixed_figure] = found[column++].value;
    if (fitting->has_work)
        figures[fitting->work_figure] = found[column++].value;
    if (fitting->has_evaluations)
        figures[fitting->evaluation_figure] = found[column].value;
    else if (fitting->evaluation_work > 0)
        figures[fitting->evaluation_figure] =
            fitting->evaluation_work * figures[fitting->work_figure];
    return true;
}

static bool fit_time(const struct wf_training_run *rows, size_t count,
                     const struct wf_training_known *known, const enum wf_training_told *told,
                     double figures[WF_RUN_FIGURES])
{
    if (told[WF_RUN_WORK_S] == WF_TOLD_NOT)
        return true;
    bool by_workload = told[WF_RUN_EVALUATION_S] == WF_TOLD_BY_WORKLOAD;
    figures[WF_RUN_WORK_S] = work_by_rate_s(rows, count, known);
    const struct fitting fitting = {
        .figures = figures,
        .evaluation_work = by_workload ? known->evaluation_work : 0,
        .fixed = one,
        .work = node_work_of,
        .evaluations = node_evaluations_of,
        .measured = time_of,
        .has_fixed = told[WF_RUN_FIXED_S] == WF_TOLD_FITTED,
        .has_work = told[WF_RUN_WORK_S] == WF_TOLD_FITTED,
        .has_evaluations = told[WF_RUN_EVALUATION_S] == WF_TOLD_FITTED,
        .work_figure = WF_RUN_WORK_S,
        .evaluation_figure = WF_RUN_EVALUATION_S,
    };
    return fit_columns(rows, count, &fitting, WF_RUN_FIXED_S, figures);
}

static bool fit_energy(const struct wf_training_run *rows, size_t count,
                       const struct wf_training_known *known, const enum wf_training_told *told,
                       double figures[WF_RUN_FIGURES])
{
    if (told[WF_RUN_WORK_J] == WF_TOLD_NOT)
        return true;
    enum wf_training_told evaluation = told[WF_RUN_EVALUATION_J];
    double ratio = evaluation == WF_TOLD_BY_WATTS
                       ? figures[WF_RUN_EVALUATION_S] / figures[WF_RUN_WORK_S]
                   : evaluation == WF_TOLD_BY_WORKLOAD ? known->evaluation_work
                                                       : 0;
    if (told[WF_RUN_FIXED_J] == WF_TOLD_BY_TIME)
        figures[WF_RUN_FIXED_J] = waiting_w(rows, count).value * figures[WF_RUN_FIXED_S];
    struct fitting fitting = {
        .figures = figures,
        .evaluation_work = ratio,
        .fixed = nodes_of,
        .work = work_of,
        .evaluations = evaluations_of,
        .measured = energy_of,
        .has_fixed = told[WF_RUN_FIXED_J] == WF_TOLD_FITTED,
        .has_work = true,
        .has_evaluations = evaluation == WF_TOLD_FITTED,
        .work_figure = WF_RUN_WORK_J,
        .evaluation_figure = WF_RUN_EVALUATION_J,
    };
    if (told[WF_RUN_FIXED_J] != WF_TOLD_BY_TIME)
        return fit_columns(rows, count, &fitting, WF_RUN_FIXED_J, figures);
    struct wf_training_run *above = wf_malloc(count * sizeof *above);
    memcpy(above, rows, count * sizeof *above);
    for (size_t i = 0; i < count; i++)
        above[i].energy_j -= above[i].nodes * figures[WF_RUN_FIXED_J];
    bool solved = fit_columns(above, count, &fitting, WF_RUN_FIXED_J, figures);
    free(above);
    return solved;
}

/* All figures; NaN where the runs do not tell them. */
static bool fit(const struct wf_training_run *rows, size_t count,
                const struct wf_training_known *known, const enum wf_training_told *told,
                double figures[WF_RUN_FIGURES])
{
    for (size_t i = 0; i < WF_RUN_FIGURES; i++)
        figures[i] = NAN;
    return fit_time(rows, count, known, told, figures) &&
           fit_energy(rows, count, known, told, figures);
}

static double told_or_none(double figure)
{
    return isnan(figure) ? 0 : figure;
}

double wf_training_time_s(const double figures[WF_RUN_FIGURES], const struct wf_training_run *run)
{
    return told_or_none(figures[WF_RUN_FIXED_S]) + figures[WF_RUN_WORK_S] * node_work_of(run) +
           told_or_none(figures[WF_RUN_EVALUATION_S]) * node_evaluations_of(run);
}

double wf_training_energy_j(const double figures[WF_RUN_FIGURES], const struct wf_training_run *run)
{
    return told_or_none(figures[WF_RUN_FIXED_J]) * run->nodes +
           figures[WF_RUN_WORK_J] * work_of(run) +
           told_or_none(figures[WF_RUN_EVALUATION_J]) * evaluations_of(run);
}

/* ---- each run left out ---- */

/* The figures without run @p without; NaN where the others do not determine them. */
static void leave_out(const struct wf_training_run *rows, size_t count, size_t without,
                      const struct wf_training_known *known, const enum wf_training_told *told,
                      double figures[WF_RUN_FIGURES])
{
    struct wf_training_run *others = wf_malloc((count + 1) * sizeof *others);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (i != without)
            others[kept++] = rows[i];
    if (!fit(others, kept, known, told, figures))
        for (size_t i = 0; i < WF_RUN_FIGURES; i++)
            figures[i] = NAN;
    free(others);
}

/* Jackknife (Efron and Stein 1981): (n - 1) / n times the sum of the products of deviations. */
static void put_covariance(const double (*left_out)[WF_RUN_FIGURES], size_t count,
                           struct wf_training_runs *runs)
{
    double mean[WF_RUN_FIGURES] = {0}, n = (double)count;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < WF_RUN_FIGURES; j++)
            mean[j] += left_out[i][j] / n;
    for (size_t j = 0; j < WF_RUN_FIGURES; j++)
        for (size_t k = 0; k < WF_RUN_FIGURES; k++) {
            double sum = 0;
            for (size_t i = 0; i < count; i++)
                sum += (left_out[i][j] - mean[j]) * (left_out[i][k] - mean[k]);
            runs->covariance[j * WF_RUN_FIGURES + k] = count > 1 ? sum * (n - 1) / n : NAN;
        }
}

static void put_errors(const struct wf_training_run *rows, size_t count, const double *fitted,
                       const double (*left_out)[WF_RUN_FIGURES], struct wf_training_runs *runs)
{
    runs->time_residual_ratio = wf_malloc(count * sizeof(double));
    runs->time_unseen_ratio = wf_malloc(count * sizeof(double));
    runs->energy_residual_ratio = wf_malloc(count * sizeof(double));
    runs->energy_unseen_ratio = wf_malloc(count * sizeof(double));
    for (size_t i = 0; i < count; i++) {
        const struct wf_training_run *run = &rows[i];
        runs->rows_of_time += isnan(run->time_s) ? 0 : 1;
        runs->rows_of_energy += isnan(run->energy_j) ? 0 : 1;
        runs->time_residual_ratio[i] = 1 - wf_training_time_s(fitted, run) / run->time_s;
        runs->time_unseen_ratio[i] = 1 - wf_training_time_s(left_out[i], run) / run->time_s;
        runs->energy_residual_ratio[i] = 1 - wf_training_energy_j(fitted, run) / run->energy_j;
        runs->energy_unseen_ratio[i] = 1 - wf_training_energy_j(left_out[i], run) / run->energy_j;
    }
}

static int too_few(const struct wf_training_run *rows, size_t count, struct wf_err *err)
{
    if (!any(rows, count, time_of, one) && !any(rows, count, energy_of, one))
        return wf_err_set(err, WF_EINPUT, "no run has a measured time or energy");
    return wf_err_set(err, WF_EINPUT,
                      "%zu run%s cannot tell a fixed cost, the work and evaluations apart", count,
                      wf_plural(count));
}

int wf_training_runs_fit(const struct wf_training_run *rows, size_t count,
                         const struct wf_training_known *known, struct wf_training_runs *runs,
                         struct wf_err *err)
{
    double fitted[WF_RUN_FIGURES];
    *runs = (struct wf_training_runs){.rows = count, .waiting_w = wf_estimate_none()};
    plan_time(rows, count, known, runs);
    plan_energy(rows, count, known, runs);
    plan_evaluations(rows, count, runs);
    bool planned = runs->told[WF_RUN_WORK_S] || runs->told[WF_RUN_WORK_J];
    if (!planned || !fit(rows, count, known, runs->told, fitted))
        return too_few(rows, count, err);
    if (runs->told[WF_RUN_FIXED_J] == WF_TOLD_BY_TIME)
        runs->waiting_w = waiting_w(rows, count);
    double(*left_out)[WF_RUN_FIGURES] = wf_calloc(count, sizeof *left_out);
    for (size_t i = 0; i < count; i++)
        leave_out(rows, count, i, known, runs->told, left_out[i]);
    put_covariance((const double(*)[WF_RUN_FIGURES])left_out, count, runs);
    put_errors(rows, count, fitted, (const double(*)[WF_RUN_FIGURES])left_out, runs);
    for (size_t i = 0; i < WF_RUN_FIGURES; i++)
        runs->figures[i] = wf_estimate_of(fitted[i], sqrt(runs->covariance[i * WF_RUN_FIGURES + i]),
                                          (double)count - 1);
    free(left_out);
    return 0;
}

void wf_training_runs_release(struct wf_training_runs *runs)
{
    if (!runs)
        return;
    free(runs->time_residual_ratio);
    free(runs->time_unseen_ratio);
    free(runs->energy_residual_ratio);
    free(runs->energy_unseen_ratio);
    *runs = (struct wf_training_runs){0};
}
