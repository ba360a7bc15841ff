#include "fit/load.h"
#include "statistics/line.h"
#include <math.h>
#include <stdlib.h>

enum { MOST_COLUMNS = 3 };

struct model {
    size_t columns;
    size_t idle, step, slope; /* columns; MOST_COLUMNS: not there */
    const char *names[MOST_COLUMNS];
};

static struct model model_of(bool above_idle, bool with_step)
{
    struct model model = {.idle = MOST_COLUMNS, .step = MOST_COLUMNS};
    if (!above_idle) {
        model.names[model.columns] = "idle power";
        model.idle = model.columns++;
    }
    if (with_step) {
        model.names[model.columns] = "step of the first";
        model.step = model.columns++;
    }
    model.names[model.columns] = "slope";
    model.slope = model.columns++;
    return model;
}

static void fill_row(const struct model *model, double busy, double *x)
{
    if (model->idle < MOST_COLUMNS)
        x[model->idle] = 1;
    if (model->step < MOST_COLUMNS)
        x[model->step] = busy > 0 ? 1 : 0;
    x[model->slope] = busy;
}

static int check_rows(const struct wf_load_row *rows, size_t count, struct wf_err *err)
{
    for (size_t i = 0; i < count; i++)
        if (!(rows[i].busy >= 0) || !(rows[i].power_w >= 0))
            return wf_err_set(err, WF_EINPUT, "row %zu has %g busy at %g W, expected none below 0",
                              i + 1, rows[i].busy, rows[i].power_w);
    return 0;
}

static struct wf_estimate coefficient(const struct wf_line *line, size_t column)
{
    return column < MOST_COLUMNS ? line->coefficients[column] : wf_estimate_none();
}

static void fill(const struct wf_load_row *rows, const struct model *model,
                 const struct wf_line *line, struct wf_load *load)
{
    load->idle_w = coefficient(line, model->idle);
    load->step_w = coefficient(line, model->step);
    load->slope_w = coefficient(line, model->slope);
    const size_t columns[] = {model->idle, model->step, model->slope};
    for (size_t i = 0; i < MOST_COLUMNS; i++)
        for (size_t j = 0; j < MOST_COLUMNS; j++)
            load->covariance[MOST_COLUMNS * i + j] =
                columns[i] < line->columns && columns[j] < line->columns
                    ? line->covariance[columns[i] * line->columns + columns[j]]
                    : NAN;
    load->freedom = line->freedom;
    double idle_w = load->above_idle ? 0 : load->idle_w.value;
    load->residual_ratio = wf_malloc(load->rows * sizeof *load->residual_ratio);
    load->unseen_ratio = wf_malloc(load->rows * sizeof *load->unseen_ratio);
    for (size_t i = 0; i < load->rows; i++) {
        double above_w = rows[i].busy > 0 ? rows[i].power_w - idle_w : NAN;
        load->residual_ratio[i] = line->residual[i] / above_w;
        load->unseen_ratio[i] = line->unseen[i] / above_w;
    }
}

int wf_load_fit(const struct wf_load_row *rows, size_t count, bool above_idle, bool with_step,
                struct wf_load *load, struct wf_err *err)
{
    if (check_rows(rows, count, err) < 0)
        return -1;
    struct model model = model_of(above_idle, with_step);
    double *x = wf_calloc(count * model.columns + 1, sizeof *x);
    double *y = wf_calloc(count + 1, sizeof *y);
    for (size_t i = 0; i < count; i++) {
        fill_row(&model, rows[i].busy, x + i * model.columns);
        y[i] = rows[i].power_w;
    }
    struct wf_line_data data = {x, y, NULL, count, model.columns, model.names};
    struct wf_line line;
    int status = wf_line_fit(&data, &line, err);
    if (status == 0) {
        *load = (struct wf_load){.rows = count, .above_idle = above_idle, .with_step = with_step};
        fill(rows, &model, &line, load);
        wf_line_release(&line);
    }
    free(x);
    free(y);
    return status;
}

/* The largest; infinite if a row cannot be predicted from the others. */
static double worst(const struct wf_load *load)
{
    double worst_ratio = 0;
    for (size_t i = 0; i < load->rows; i++) {
        if (isnan(load->residual_ratio[i]))
            continue;
        worst_ratio = fmax(worst_ratio,
                           isnan(load->unseen_ratio[i]) ? INFINITY : fabs(load->unseen_ratio[i]));
    }
    return worst_ratio;
}

int wf_load_choose(const struct wf_load_row *rows, size_t count, bool above_idle,
                   struct wf_load *load, struct wf_err *err)
{
    struct wf_load plain, stepped;
    if (wf_load_fit(rows, count, above_idle, false, &plain, err) < 0)
        return -1;
    *load = plain;
    if (wf_load_fit(rows, count, above_idle, true, &stepped, NULL) < 0)
        return 0;
    bool step = stepped.step_w.low > 0 && worst(&stepped) < worst(&plain);
    *load = step ? stepped : plain;
    wf_load_release(step ? &plain : &stepped);
    return 0;
}

void wf_load_release(struct wf_load *load)
{
    if (!load)
        return;
    free(load->residual_ratio);
    free(load->unseen_ratio);
    *load = (struct wf_load){0};
}

double wf_load_power(const struct wf_load *load, double busy)
{
    double power_w = load->above_idle ? 0 : load->idle_w.value;
    if (busy > 0 && load->with_step)
        power_w += load->step_w.value;
    return power_w + busy * load->slope_w.value;
}
