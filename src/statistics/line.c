#include "statistics/line.h"
#include "base/text.h"
#include <gsl/gsl_blas.h>
#include <gsl/gsl_multifit.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* A column counts as explained by others if the unexplained part is below this share of it. */
static const double TELLING_RATIO = 1e-7;

/* ---- can it be fitted? ---- */

static int check_values(const struct wf_line_data *data, struct wf_err *err)
{
    for (size_t i = 0; i < data->rows; i++) {
        bool finite = isfinite(data->y[i]);
        for (size_t j = 0; j < data->columns; j++)
            finite = finite && isfinite(data->x[i * data->columns + j]);
        if (!finite)
            return wf_err_set(err, WF_EINPUT, "row %zu holds a value that is not finite", i + 1);
        if (data->weights && !(isfinite(data->weights[i]) && data->weights[i] > 0))
            return wf_err_set(err, WF_EINPUT, "row %zu has a weight of %g, expected above 0", i + 1,
                              data->weights[i]);
    }
    if (data->rows < data->columns)
        return wf_err_set(err, WF_EINPUT, "%zu row%s cannot tell %zu numbers apart", data->rows,
                          wf_plural(data->rows), data->columns);
    return 0;
}

/* Orthogonal columns (Gram-Schmidt, twice for its own rounding), with what each was made of. */
struct basis {
    double *column;      /* columns x rows: unit vectors; of an explained one, the rest */
    double *coefficient; /* columns x columns: [j][k], how much of original k is in vector j */
    size_t rows, columns;
};

static double dot(const double *a, const double *b, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += a[i] * b[i];
    return sum;
}

static void take_off(struct basis *basis, size_t from, size_t what)
{
    double *target = basis->column + from * basis->rows, *unit = basis->column + what * basis->rows;
    double share = dot(target, unit, basis->rows);
    for (size_t i = 0; i < basis->rows; i++)
        target[i] -= share * unit[i];
    for (size_t k = 0; k < basis->columns; k++)
        basis->coefficient[from * basis->columns + k] -=
            share * basis->coefficient[what * basis->columns + k];
}

/* @return false where column @p j is explained by those before it. */
static bool add_to_basis(struct basis *basis, size_t j)
{
    double *column = basis->column + j * basis->rows;
    double before = sqrt(dot(column, column, basis->rows));
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t k = 0; k < j; k++)
            take_off(basis, j, k);
    double after = sqrt(dot(column, column, basis->rows));
    if (after <= TELLING_RATIO * before)
        return false;
    for (size_t i = 0; i < basis->rows; i++)
        column[i] /= after;
    for (size_t k = 0; k < basis->columns; k++)
        basis->coefficient[j * basis->columns + k] /= after;
    return true;
}

static double length_of(const struct wf_line_data *data, size_t column)
{
    double squares = 0;
    for (size_t i = 0; i < data->rows; i++)
        squares += data->x[i * data->columns + column] * data->x[i * data->columns + column];
    return sqrt(squares);
}

static int tell_explained(const struct wf_line_data *data, const struct basis *basis, size_t j,
                          struct wf_err *err)
{
    double own = length_of(data, j);
    if (own == 0)
        return wf_err_set(err, WF_EINPUT, "'%s' cannot be found: it is 0 in every row",
                          data->names[j]);
    struct wf_buffer others = {0};
    for (size_t k = 0; k < j; k++)
        if (fabs(basis->coefficient[j * basis->columns + k]) * length_of(data, k) > 1e-4 * own)
            wf_buffer_printf(&others, "%s'%s'", others.length ? " and " : "", data->names[k]);
    wf_err_set(err, WF_EINPUT,
               "'%s' cannot be told apart from %s: it changes with it alike in every row; add rows "
               "that differ in one alone",
               data->names[j], others.text);
    wf_buffer_release(&others);
    return -1;
}

static int check_columns(const struct wf_line_data *data, struct wf_err *err)
{
    struct basis basis = {.rows = data->rows, .columns = data->columns};
    basis.column = wf_calloc(data->rows * data->columns, sizeof *basis.column);
    basis.coefficient = wf_calloc(data->columns * data->columns, sizeof *basis.coefficient);
    int status = 0;
    for (size_t j = 0; j < data->columns && status == 0; j++) {
        for (size_t i = 0; i < data->rows; i++)
            basis.column[j * data->rows + i] = data->x[i * data->columns + j];
        basis.coefficient[j * data->columns + j] = 1;
        if (!add_to_basis(&basis, j))
            status = tell_explained(data, &basis, j, err);
    }
    free(basis.column);
    free(basis.coefficient);
    return status;
}

/* ---- the fit ---- */

struct solution {
    gsl_matrix *x, *covariance; /* covariance: for a variance of 1 at weight 1 */
    gsl_vector *y, *weights, *b;
    double misfit; /* weighted sum of squares */
};

static struct solution solve(const struct wf_line_data *data)
{
    size_t n = data->rows, p = data->columns;
    struct solution solution = {gsl_matrix_alloc(n, p), gsl_matrix_alloc(p, p), gsl_vector_alloc(n),
                                gsl_vector_alloc(n),    gsl_vector_alloc(p),    0};
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < p; j++)
            gsl_matrix_set(solution.x, i, j, data->x[i * p + j]);
        gsl_vector_set(solution.y, i, data->y[i]);
        gsl_vector_set(solution.weights, i, data->weights ? data->weights[i] : 1);
    }
    gsl_multifit_linear_workspace *work = gsl_multifit_linear_alloc(n, p);
    gsl_multifit_wlinear(solution.x, solution.weights, solution.y, solution.b, solution.covariance,
                         &solution.misfit, work);
    gsl_multifit_linear_free(work);
    return solution;
}

static void solution_release(struct solution *solution)
{
    gsl_matrix_free(solution->x);
    gsl_matrix_free(solution->covariance);
    gsl_vector_free(solution->y);
    gsl_vector_free(solution->weights);
    gsl_vector_free(solution->b);
}

/* Leverage of row @p i: how far it determines its own fitted value, 0 to 1. */
static double leverage(const struct solution *solution, size_t i)
{
    gsl_vector_view row = gsl_matrix_row(solution->x, i);
    double value = 0;
    for (size_t j = 0; j < row.vector.size; j++) {
        gsl_vector_view column = gsl_matrix_column(solution->covariance, j);
        double product;
        gsl_blas_ddot(&row.vector, &column.vector, &product);
        value += product * gsl_vector_get(&row.vector, j);
    }
    return value * gsl_vector_get(solution->weights, i);
}

static void fill_rows(const struct solution *solution, struct wf_line *line)
{
    for (size_t i = 0; i < line->rows; i++) {
        gsl_vector_view row = gsl_matrix_row(solution->x, i);
        double fitted;
        gsl_blas_ddot(&row.vector, solution->b, &fitted);
        line->residual[i] = gsl_vector_get(solution->y, i) - fitted;
        double free_share = 1 - leverage(solution, i);
        line->unseen[i] = free_share > TELLING_RATIO ? line->residual[i] / free_share : NAN;
    }
}

static void fill_columns(const struct solution *solution, struct wf_line *line)
{
    double variance = line->freedom > 0 ? solution->misfit / line->freedom : NAN;
    for (size_t j = 0; j < line->columns; j++) {
        for (size_t k = 0; k < line->columns; k++)
            line->covariance[j * line->columns + k] =
                variance * gsl_matrix_get(solution->covariance, j, k);
        line->coefficients[j] =
            wf_estimate_of(gsl_vector_get(solution->b, j),
                           sqrt(line->covariance[j * line->columns + j]), line->freedom);
    }
}

int wf_line_fit(const struct wf_line_data *data, struct wf_line *line, struct wf_err *err)
{
    if (check_values(data, err) < 0 || check_columns(data, err) < 0)
        return -1;
    *line = (struct wf_line){.rows = data->rows,
                             .columns = data->columns,
                             .freedom = (double)(data->rows - data->columns)};
    line->coefficients = wf_calloc(data->columns, sizeof *line->coefficients);
    line->covariance = wf_calloc(data->columns * data->columns, sizeof *line->covariance);
    line->residual = wf_calloc(data->rows, sizeof *line->residual);
    line->unseen = wf_calloc(data->rows, sizeof *line->unseen);
    struct solution solution = solve(data);
    fill_rows(&solution, line);
    fill_columns(&solution, line);
    solution_release(&solution);
    return 0;
}

void wf_line_release(struct wf_line *line)
{
    if (!line)
        return;
    free(line->coefficients);
    free(line->covariance);
    free(line->residual);
    free(line->unseen);
    *line = (struct wf_line){0};
}
