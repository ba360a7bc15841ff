#include "fit/fit_table.h"
#include "base/err.h"
#include "base/units.h"
#include "statistics/joint.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { KEY, VALUE, ERROR, FREEDOM, COLUMNS };
static const char *const columns[COLUMNS] = {"key", "value", "error", "freedom"};

/* ---- reading ---- */

struct reading {
    const struct wf_table *table;
    struct wf_fit_table *fit;
    struct wf_diag *diag;
    bool wrong;
};

static void report(struct reading *reading, uint32_t line, char *why)
{
    reading->wrong = true;
    wf_diag_error(reading->diag, reading->table->path, line, "%s", why);
    free(why);
}

bool wf_fit_table_is(const struct wf_table *table)
{
    for (size_t i = 0; i < COLUMNS; i++)
        if (i >= table->column_count || strcmp(table->columns[i], columns[i]))
            return false;
    return true;
}

size_t wf_fit_table_find(const struct wf_fit_table *fit, const char *key)
{
    for (size_t i = 0; i < fit->count; i++)
        if (!strcmp(fit->keys[i], key))
            return i;
    return SIZE_MAX;
}

/* The number of a cell; NaN where it is none, which is reported. */
static double number_of(struct reading *reading, size_t row, size_t column)
{
    const char *cell = reading->table->rows[row].cells[column];
    double value = NAN;
    char *end = NULL;
    if (column == FREEDOM && !strcmp(cell, "inf"))
        return INFINITY;
    if (*cell)
        value = strtod(cell, &end);
    if (end && !*end && isfinite(value))
        return value;
    report(reading, reading->table->rows[row].line,
           *cell ? wf_format("column '%s': '%s' is not a plain number",
                             reading->table->columns[column], cell)
                 : wf_format("column '%s' is empty; expected a number",
                             reading->table->columns[column]));
    return NAN;
}

static void take_row(struct reading *reading, size_t i)
{
    struct wf_fit_table *fit = reading->fit;
    const struct wf_table_row *row = &reading->table->rows[i];
    const char *key = row->cells[KEY];
    size_t known = wf_fit_table_find(fit, key);
    if (!*key)
        report(reading, row->line,
               wf_format("column 'key' is empty; expected a figure, as speed.1"));
    else if (known != SIZE_MAX)
        report(reading, row->line,
               wf_format("'%s' has a row already (line %u)", key, fit->lines[known]));
    fit->keys[i] = wf_strdup(key);
    fit->lines[i] = row->line;
    fit->value[i] = number_of(reading, i, VALUE);
    fit->error[i] = number_of(reading, i, ERROR);
    fit->freedom[i] = number_of(reading, i, FREEDOM);
    fit->count++;
    if (fit->error[i] < 0)
        report(reading, row->line,
               wf_format("'%s': the error is %s; expected a standard error of 0 or more", key,
                         row->cells[ERROR]));
    if (fit->freedom[i] < 1)
        report(reading, row->line,
               wf_format("'%s': %s degrees of freedom; expected 1 or more, or inf", key,
                         row->cells[FREEDOM]));
}

/* Column of the correlations with row @p i; -1: there is none, which is reported. */
static int column_of(struct reading *reading, size_t i)
{
    const struct wf_table *table = reading->table;
    const char *key = reading->fit->keys[i];
    for (size_t j = COLUMNS; j < table->column_count; j++)
        if (!strcmp(table->columns[j], key))
            return (int)j;
    const char *near =
        wf_text_nearest(key, table->columns + COLUMNS, table->column_count - COLUMNS);
    report(reading, reading->fit->lines[i],
           wf_format("'%s' has no column of correlations; expected one a row, of the same "
                     "keys%s",
                     key, wf_hint(near).text));
    return -1;
}

static void check_columns(struct reading *reading)
{
    const struct wf_table *table = reading->table;
    for (size_t j = COLUMNS; j < table->column_count; j++)
        if (wf_fit_table_find(reading->fit, table->columns[j]) == SIZE_MAX)
            report(reading, table->line,
                   wf_format("column '%s' is of no row; expected key, value, error, freedom and a "
                             "column a key%s",
                             table->columns[j],
                             wf_hint(wf_text_nearest(table->columns[j],
                                                     (const char *const *)reading->fit->keys,
                                                     reading->fit->count))
                                 .text));
}

static void check_pair(struct reading *reading, size_t i, size_t j)
{
    const struct wf_fit_table *fit = reading->fit;
    double one = fit->correlation[i * fit->count + j], other = fit->correlation[j * fit->count + i];
    if (i == j && fabs(one - 1) > 1e-6)
        report(
            reading, fit->lines[i],
            wf_format("'%s' has a correlation of %g with itself; expected 1", fit->keys[i], one));
    else if (i != j && fabs(one) > 1 + 1e-6)
        report(reading, fit->lines[i],
               wf_format("correlation of '%s' with '%s' is %g; expected -1 to 1", fit->keys[i],
                         fit->keys[j], one));
    else if (j < i && fabs(one - other) > 1e-6)
        report(reading, fit->lines[i],
               wf_format("correlation of '%s' with '%s' is %g, and %g in line %u; expected the "
                         "same",
                         fit->keys[i], fit->keys[j], one, other, fit->lines[j]));
}

static void take_correlations(struct reading *reading)
{
    struct wf_fit_table *fit = reading->fit;
    for (size_t j = 0; j < fit->count; j++) {
        int column = column_of(reading, j);
        for (size_t i = 0; column >= 0 && i < fit->count; i++)
            fit->correlation[i * fit->count + j] = number_of(reading, i, (size_t)column);
    }
    check_columns(reading);
    for (size_t i = 0; !reading->wrong && i < fit->count; i++)
        for (size_t j = 0; j < fit->count; j++)
            check_pair(reading, i, j);
}

/* Are the correlations those of some law? */
static void check_law(struct reading *reading)
{
    const struct wf_fit_table *fit = reading->fit;
    struct wf_joint joint;
    if (wf_joint_make(&joint, fit->count, fit->value, fit->error, fit->correlation, fit->freedom) <
        0)
        report(reading, fit->lines[joint.wrong],
               wf_format("the correlations of '%s' and of those above it cannot be together: the "
                         "matrix is not positive semidefinite",
                         fit->keys[joint.wrong]));
    wf_joint_release(&joint);
}

static void make_room(struct wf_fit_table *fit, size_t count)
{
    fit->keys = wf_calloc(count + 1, sizeof *fit->keys);
    fit->lines = wf_calloc(count + 1, sizeof *fit->lines);
    fit->value = wf_calloc(count + 1, sizeof *fit->value);
    fit->error = wf_calloc(count + 1, sizeof *fit->error);
    fit->freedom = wf_calloc(count + 1, sizeof *fit->freedom);
    fit->correlation = wf_calloc(count * count + 1, sizeof *fit->correlation);
}

void wf_fit_table_take(const struct wf_table *table, struct wf_fit_table *fit, struct wf_diag *diag)
{
    struct reading reading = {.table = table, .fit = fit, .diag = diag};
    *fit = (struct wf_fit_table){.path = wf_strdup(table->path), .line = table->line};
    make_room(fit, table->row_count);
    if (!table->row_count && !diag->error_count)
        report(&reading, table->line, wf_format("no row; expected a row a figure"));
    for (size_t i = 0; i < table->row_count; i++)
        take_row(&reading, i);
    if (!reading.wrong)
        take_correlations(&reading);
    if (!reading.wrong)
        check_law(&reading);
}

static void use(const struct wf_table *table, void *data, struct wf_diag *diag)
{
    if (!table->columns || wf_fit_table_is(table))
        wf_fit_table_take(table, data, diag);
    else
        wf_diag_error(diag, table->path, table->line,
                      "this is no file of a fit: the header begins with '%s'; expected key, value, "
                      "error, freedom and a column a key",
                      table->columns[0]);
}

int wf_fit_table_read(const char *path, struct wf_fit_table *fit, struct wf_diag *diag,
                      struct wf_err *err)
{
    *fit = (struct wf_fit_table){.path = NULL};
    return wf_table_use(path, use, fit, diag, err);
}

void wf_fit_table_release(struct wf_fit_table *fit)
{
    for (size_t i = 0; i < fit->count; i++)
        free(fit->keys[i]);
    free(fit->keys);
    free(fit->lines);
    free(fit->value);
    free(fit->error);
    free(fit->freedom);
    free(fit->correlation);
    free(fit->path);
    *fit = (struct wf_fit_table){0};
}

/* ---- writing ---- */

static void put_number(struct wf_buffer *out, double value)
{
    char text[32];
    wf_buffer_printf(out, ",%s", isinf(value) ? "inf" : wf_number_text(value, text, sizeof text));
}

/* A key as a cell: globs of names have neither commas nor quotes, but a name may. */
static void put_key(struct wf_buffer *out, const char *key)
{
    bool quoted = strpbrk(key, ",\"\r\n") != NULL;
    wf_buffer_printf(out, "%s", quoted ? "\"" : "");
    for (const char *c = key; *c; c++)
        wf_buffer_printf(out, "%s%c", *c == '"' ? "\"" : "", *c);
    wf_buffer_printf(out, "%s", quoted ? "\"" : "");
}

void wf_fit_table_text(const struct wf_fit_table *fit, struct wf_buffer *out)
{
    wf_buffer_printf(out, "key,value,error,freedom");
    for (size_t i = 0; i < fit->count; i++) {
        wf_buffer_printf(out, ",");
        put_key(out, fit->keys[i]);
    }
    wf_buffer_printf(out, "\n");
    for (size_t i = 0; i < fit->count; i++) {
        put_key(out, fit->keys[i]);
        put_number(out, fit->value[i]);
        put_number(out, fit->error[i]);
        put_number(out, fit->freedom[i]);
        for (size_t j = 0; j < fit->count; j++)
            put_number(out, fit->correlation[i * fit->count + j]);
        wf_buffer_printf(out, "\n");
    }
}

/* ---- figures that follow from parameters ---- */

static double covariance(const struct wf_fit_law *law, const double *one, const double *other)
{
    double sum = 0;
    for (size_t i = 0; i < law->count; i++)
        for (size_t j = 0; j < law->count; j++)
            if (one[i] != 0 && other[j] != 0) /* those without effect may be unknown */
                sum += one[i] * law->covariance[i * law->count + j] * other[j];
    return sum;
}

void wf_fit_figures_add(struct wf_fit_figures *figures, const char *key, double value,
                        const double *derivatives)
{
    size_t bytes = figures->law.count * sizeof *derivatives, count = figures->count;
    for (size_t i = 0; i < count; i++)
        if (!strcmp(figures->keys[i], key))
            return;
    if (isnan(value) || isnan(covariance(&figures->law, derivatives, derivatives)))
        return;
    figures->keys = wf_realloc(figures->keys, (count + 1) * sizeof *figures->keys);
    figures->value = wf_realloc(figures->value, (count + 1) * sizeof *figures->value);
    figures->derivatives =
        wf_realloc(figures->derivatives, (count + 1) * sizeof *figures->derivatives);
    figures->keys[count] = wf_strdup(key);
    figures->value[count] = value;
    figures->derivatives[count] = wf_malloc(bytes);
    memcpy(figures->derivatives[count], derivatives, bytes);
    figures->count++;
}

/* Where the terms cancel out, what is left is rounding: watts of joules and seconds that are off
 * together do not vary. */
static double error_of(const struct wf_fit_law *law, const double *derivatives)
{
    const double ROUNDING = 1e-12;
    double size = 0, variance = covariance(law, derivatives, derivatives);
    for (size_t i = 0; i < law->count; i++)
        if (derivatives[i] != 0)
            size += derivatives[i] * derivatives[i] * law->covariance[i * law->count + i];
    return variance > ROUNDING * size ? sqrt(variance) : 0;
}

static double freedom_of(const struct wf_fit_law *law, const double *derivatives)
{
    double least = INFINITY;
    for (size_t i = 0; i < law->count; i++)
        if (derivatives[i] != 0)
            least = fmin(least, law->freedom[i]);
    return least;
}

/* Rounding does not lead beyond 1; what has no error has nothing in common with others. */
static double correlation_of(double common, double one, double other)
{
    double product = one * other;
    return product > 0 ? fmin(fmax(common / product, -1), 1) : 0;
}

void wf_fit_figures_table(const struct wf_fit_figures *figures, struct wf_fit_table *fit)
{
    const struct wf_fit_law *law = &figures->law;
    size_t count = figures->count;
    *fit = (struct wf_fit_table){.count = count};
    make_room(fit, count);
    for (size_t i = 0; i < count; i++) {
        const double *own = figures->derivatives[i];
        fit->keys[i] = wf_strdup(figures->keys[i]);
        fit->value[i] = figures->value[i];
        fit->error[i] = error_of(law, own);
        fit->freedom[i] = freedom_of(law, own);
        for (size_t j = 0; j <= i; j++)
            fit->correlation[i * count + j] = fit->correlation[j * count + i] =
                i == j ? 1
                       : correlation_of(covariance(law, own, figures->derivatives[j]),
                                        fit->error[i], fit->error[j]);
    }
}

void wf_fit_figures_release(struct wf_fit_figures *figures)
{
    for (size_t i = 0; i < figures->count; i++) {
        free(figures->keys[i]);
        free(figures->derivatives[i]);
    }
    free(figures->keys);
    free(figures->value);
    free(figures->derivatives);
    *figures = (struct wf_fit_figures){0};
}
