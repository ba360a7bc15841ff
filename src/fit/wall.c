#include "fit/wall.h"
#include "statistics/line.h"
#include <math.h>
#include <stdlib.h>

static int check_rows(const struct wf_wall_row *rows, size_t count, struct wf_err *err)
{
    for (size_t i = 0; i < count; i++) {
        if (!(rows[i].software > 0) || !(rows[i].wall > 0))
            return wf_err_set(err, WF_EINPUT,
                              "row %zu has %g by software and %g at the wall, expected above 0",
                              i + 1, rows[i].software, rows[i].wall);
        if (rows[i].wall < rows[i].software)
            return wf_err_set(err, WF_EINPUT,
                              "row %zu has %g at the wall, less than %g by software: are the "
                              "columns swapped, or in different units",
                              i + 1, rows[i].wall, rows[i].software);
    }
    return 0;
}

static void fill(const struct wf_wall_row *rows, const struct wf_line *line, struct wf_wall *wall)
{
    wall->factor = line->coefficients[0];
    wall->constant = wall->with_constant ? line->coefficients[1] : wf_estimate_none();
    wall->freedom = line->freedom;
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < 2; j++)
            wall->covariance[2 * i + j] = i < line->columns && j < line->columns
                                              ? line->covariance[i * line->columns + j]
                                              : NAN;
    wall->residual_ratio = wf_malloc(wall->rows * sizeof *wall->residual_ratio);
    wall->unseen_ratio = wf_malloc(wall->rows * sizeof *wall->unseen_ratio);
    for (size_t i = 0; i < wall->rows; i++) {
        wall->residual_ratio[i] = line->residual[i] / rows[i].wall;
        wall->unseen_ratio[i] = line->unseen[i] / rows[i].wall;
        wall->mean_unseen_ratio += fabs(wall->unseen_ratio[i]) / (double)wall->rows;
        if (!(fabs(wall->unseen_ratio[i]) <= wall->worst_unseen_ratio))
            wall->worst_unseen_ratio = fabs(wall->unseen_ratio[i]);
    }
    if (isnan(wall->mean_unseen_ratio))
        wall->worst_unseen_ratio = NAN;
}

int wf_wall_fit(const struct wf_wall_row *rows, size_t count, bool with_constant,
                struct wf_wall *wall, struct wf_err *err)
{
    static const char *const names[] = {"factor", "constant"};
    if (check_rows(rows, count, err) < 0)
        return -1;
    size_t columns = with_constant ? 2 : 1;
    double *x = wf_calloc(count * columns + 1, sizeof *x);
    double *y = wf_calloc(count + 1, sizeof *y), *weights = wf_calloc(count + 1, sizeof *weights);
    for (size_t i = 0; i < count; i++) {
        x[i * columns] = rows[i].software;
        if (with_constant)
            x[i * columns + 1] = rows[i].times;
        y[i] = rows[i].wall;
        weights[i] = 1 / (rows[i].wall * rows[i].wall);
    }
    struct wf_line_data data = {x, y, weights, count, columns, names};
    struct wf_line line;
    int status = wf_line_fit(&data, &line, err);
    if (status == 0) {
        *wall = (struct wf_wall){.rows = count, .with_constant = with_constant};
        fill(rows, &line, wall);
        wf_line_release(&line);
    }
    free(x);
    free(y);
    free(weights);
    return status;
}

void wf_wall_release(struct wf_wall *wall)
{
    if (!wall)
        return;
    free(wall->residual_ratio);
    free(wall->unseen_ratio);
    *wall = (struct wf_wall){0};
}
