#include "workload/rounds_model.h"
#include "statistics/line.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ACTIVE, EPOCHS, BATCH, AXES };
static const char *const axis_names[AXES] = {"active", "local-epochs", "batch"};

/* A row, or the job, as numbers; NaN: it names none. */
struct point {
    double at[AXES];
    const struct wf_candidate *candidate; /* NULL: the job */
};

struct model {
    const struct wf_candidates *all;
    struct point job, *points; /* of the rows, those that were reached first */
    size_t reached, count;
    double least[AXES], most[AXES]; /* of those that were reached */
    struct wf_line line;
};

/* ---- rows as points ---- */

static bool is_axis(size_t attribute)
{
    return attribute == WF_ATTRIBUTE_BATCH || attribute == WF_ATTRIBUTE_LOCAL_EPOCHS ||
           attribute == WF_ATTRIBUTE_LOCAL_STEPS || attribute == WF_ATTRIBUTE_ACTIVE ||
           attribute == WF_ATTRIBUTE_FRACTION;
}

static bool is_of_model(const struct wf_candidates *all, const struct wf_candidate *one)
{
    if (one->row->interpolation != WF_ROW_MODEL || !one->usable)
        return false;
    for (size_t i = 0; i < WF_ATTRIBUTES; i++)
        if (!is_axis(i) && !wf_candidate_meets(all, one, i))
            return false;
    return true;
}

/* A batch of all is that of all samples of a learner; steps are so many batches. */
static struct point point_of(const struct wf_candidates *all, const double asks[WF_ATTRIBUTES],
                             const struct wf_candidate *candidate)
{
    double learners = isnan(asks[WF_ATTRIBUTE_LEARNERS]) ? all->job[WF_ATTRIBUTE_LEARNERS]
                                                         : asks[WF_ATTRIBUTE_LEARNERS];
    double samples = (double)all->workload->samples / (all->federated ? learners : 1);
    struct point point = {.candidate = candidate};
    point.at[ACTIVE] = isnan(asks[WF_ATTRIBUTE_ACTIVE]) ? asks[WF_ATTRIBUTE_FRACTION] * learners
                                                        : asks[WF_ATTRIBUTE_ACTIVE];
    point.at[BATCH] = isinf(asks[WF_ATTRIBUTE_BATCH]) ? samples : asks[WF_ATTRIBUTE_BATCH];
    point.at[EPOCHS] = isnan(asks[WF_ATTRIBUTE_LOCAL_EPOCHS])
                           ? asks[WF_ATTRIBUTE_LOCAL_STEPS] * point.at[BATCH] / samples
                           : asks[WF_ATTRIBUTE_LOCAL_EPOCHS];
    return point;
}

/* Those that were reached first, as the rest only says where not to go. */
static void gather(struct model *model)
{
    const struct wf_candidates *all = model->all;
    model->points = wf_calloc(all->count + 1, sizeof *model->points);
    model->job = point_of(all, all->job, NULL);
    for (int reached = 1; reached >= 0; reached--) {
        for (size_t i = 0; i < all->count; i++)
            if (is_of_model(all, &all->items[i]) && isnan(all->items[i].value) != reached)
                model->points[model->count++] = point_of(all, all->items[i].asks, &all->items[i]);
        model->reached = reached ? model->count : model->reached;
    }
    for (int axis = 0; axis < AXES; axis++) {
        model->least[axis] = INFINITY;
        model->most[axis] = -INFINITY;
        for (size_t i = 0; i < model->reached; i++) {
            model->least[axis] = fmin(model->least[axis], model->points[i].at[axis]);
            model->most[axis] = fmax(model->most[axis], model->points[i].at[axis]);
        }
    }
}

bool wf_rounds_model_applies(const struct wf_candidates *all)
{
    for (size_t i = 0; i < all->count; i++)
        if (is_of_model(all, &all->items[i]))
            return true;
    return false;
}

/* ---- where it may be asked ---- */

static bool varies(const struct model *model, int axis)
{
    return model->most[axis] > model->least[axis];
}

/* Rows that are silent about what others name, or that differ in what is no axis. */
static char *why_not_one_law(const struct model *model)
{
    for (size_t i = 1; i < model->count; i++) {
        const struct point *first = &model->points[0], *one = &model->points[i];
        for (int axis = 0; axis < AXES; axis++)
            if (isnan(first->at[axis]) != isnan(one->at[axis]))
                return wf_format("of the rows for the model, some name '%s' and some do not "
                                 "(lines %u and %u of %s)",
                                 axis_names[axis], first->candidate->origin.line,
                                 one->candidate->origin.line, wf_candidate_file(first->candidate));
        for (size_t k = 0; k < WF_ATTRIBUTES; k++)
            if (!is_axis(k) &&
                !wf_attribute_is_equal(first->candidate->asks[k], one->candidate->asks[k]) &&
                !(isnan(first->candidate->asks[k]) && isnan(one->candidate->asks[k])))
                return wf_format("the rows for the model differ in '%s' (lines %u and %u of %s); "
                                 "the job must name one",
                                 wf_attributes[k].name, first->candidate->origin.line,
                                 one->candidate->origin.line, wf_candidate_file(first->candidate));
    }
    return NULL;
}

static char *why_outside(const struct model *model)
{
    char least[32], most[32], job[32];
    for (int axis = 0; axis < AXES; axis++) {
        double at = model->job.at[axis], slack = 1e-9 * model->most[axis];
        if (!(model->least[axis] <= model->most[axis]) ||
            (at >= model->least[axis] - slack && at <= model->most[axis] + slack))
            continue;
        wf_number_text(model->least[axis], least, sizeof least);
        wf_number_text(model->most[axis], most, sizeof most);
        return wf_format("the rows for the model in %s have '%s' from %s to %s, this job %s; the "
                         "model is not used beyond them",
                         wf_candidate_file(model->points[0].candidate), axis_names[axis], least,
                         most,
                         isnan(at) ? "has no one number" : wf_number_text(at, job, sizeof job));
    }
    return NULL;
}

/* Squared, each axis in shares of the logarithm of its range. */
static double distance(const struct model *model, const struct point *point)
{
    double sum = 0;
    for (int axis = 0; axis < AXES; axis++)
        if (varies(model, axis))
            sum += pow(log(point->at[axis] / model->job.at[axis]) /
                           log(model->most[axis] / model->least[axis]),
                       2);
    return sum;
}

static const struct point *nearest(const struct model *model)
{
    const struct point *best = &model->points[0];
    for (size_t i = 1; i < model->count; i++)
        if (distance(model, &model->points[i]) < distance(model, best))
            best = &model->points[i];
    return best;
}

static char *why_unreached(const struct model *model)
{
    const struct point *best = nearest(model);
    if (!isnan(best->candidate->value))
        return NULL;
    char *there = wf_candidate_explain_unreached(model->all, best->candidate);
    char *why =
        wf_format("of the rows for the model, the nearest to this job gives no number: %s", there);
    free(there);
    return why;
}

/* ---- the fit ---- */

static size_t columns_of(const struct model *model, int axes[AXES])
{
    size_t count = 1;
    for (int axis = 0; axis < AXES; axis++)
        if (varies(model, axis))
            axes[count++ - 1] = axis;
    return count;
}

static void fill(const struct point *point, const int *axes, size_t columns, double *x)
{
    x[0] = 1;
    for (size_t j = 1; j < columns; j++)
        x[j] = log(point->at[axes[j - 1]]);
}

static char *fit(struct model *model, const int *axes, size_t columns)
{
    const char *names[AXES + 1] = {"constant"};
    double *x = wf_calloc(model->reached * columns + 1, sizeof *x);
    double *y = wf_calloc(model->reached + 1, sizeof *y);
    for (size_t j = 1; j < columns; j++)
        names[j] = axis_names[axes[j - 1]];
    for (size_t i = 0; i < model->reached; i++) {
        fill(&model->points[i], axes, columns, x + i * columns);
        y[i] = log(model->points[i].candidate->value);
    }
    const struct wf_line_data data = {x, y, NULL, model->reached, columns, names};
    struct wf_err err = {0};
    char *why = NULL;
    if (model->reached <= columns)
        why = wf_format("%zu rows are too few for a model of %zu exponents with an interval",
                        model->reached, columns - 1);
    else if (wf_line_fit(&data, &model->line, &err) < 0)
        why = wf_format("the model cannot be fitted: %s", err.text);
    free(x);
    free(y);
    return why;
}

static double mean_square(const double *values, size_t count, double over)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += isnan(values[i]) ? 0 : values[i] * values[i];
    return sum / over;
}

/* Of the logarithm, for one further row where the job is. */
static struct wf_estimate predict(const struct model *model, const double *x)
{
    const struct wf_line *line = &model->line;
    double mean = 0, variance = mean_square(line->residual, line->rows, line->freedom);
    for (size_t j = 0; j < line->columns; j++) {
        mean += line->coefficients[j].value * x[j];
        for (size_t k = 0; k < line->columns; k++)
            variance += x[j] * x[k] * line->covariance[j * line->columns + k];
    }
    return wf_estimate_of(mean, sqrt(variance), line->freedom);
}

/* ---- the result ---- */

static double number_of(const struct model *model, double logarithm)
{
    return model->all->federated ? ceil(exp(logarithm) - 1e-9) : exp(logarithm);
}

static void add_source(const struct model *model, const int *axes, struct wf_buffer *out)
{
    const struct wf_line *line = &model->line;
    const struct wf_convergence *row = model->points[0].candidate->row;
    double miss = sqrt(mean_square(line->unseen, line->rows, (double)line->rows));
    wf_buffer_printf(out, "fitted to %zu rows of %s:", line->rows,
                     wf_candidate_file(model->points[0].candidate));
    for (size_t j = 1; j < line->columns; j++)
        wf_buffer_printf(out, "%s %s^%.2f", j > 1 ? " x" : "", axis_names[axes[j - 1]],
                         line->coefficients[j].value);
    wf_buffer_printf(out,
                     ", each row within a factor of %.2f of the fit to the others (root mean "
                     "square)",
                     exp(miss));
    if (model->count > model->reached)
        wf_buffer_printf(out, "; %zu row%s that %s not reached left out",
                         model->count - model->reached, wf_plural(model->count - model->reached),
                         model->count - model->reached == 1 ? "was" : "were");
    if (row->source)
        wf_buffer_printf(out, "; %s", row->source);
}

static void take(const struct model *model, const int *axes, struct wf_estimate logarithm,
                 struct wf_arena *arena, struct wf_convergence_result *result)
{
    const struct wf_candidate *near = nearest(model)->candidate;
    struct wf_buffer source = {0};
    add_source(model, axes, &source);
    *result = (struct wf_convergence_result){
        .passes_ratio = NAN,
        .value = fmax(number_of(model, logarithm.value), model->all->federated ? 1 : 0),
        .provenance = near->row->provenance > WF_PUBLISHED ? near->row->provenance : WF_FITTED,
        .low = number_of(model, logarithm.low),
        .high = number_of(model, logarithm.high),
        .source = wf_arena_intern_text(arena, source.text),
        .row = near->row,
        .origin = near->origin};
    wf_buffer_release(&source);
}

char *wf_rounds_model_find(const struct wf_candidates *all, struct wf_arena *arena,
                           struct wf_convergence_result *result)
{
    struct model model = {.all = all};
    int axes[AXES] = {0};
    double x[AXES + 1];
    gather(&model);
    char *why = why_not_one_law(&model);
    if (!why && model.reached == 0)
        why = wf_format("no row for the model was reached");
    if (!why)
        why = why_outside(&model);
    if (!why)
        why = why_unreached(&model);
    size_t columns = columns_of(&model, axes);
    if (!why)
        why = fit(&model, axes, columns);
    if (!why) {
        fill(&model.job, axes, columns, x);
        take(&model, axes, predict(&model, x), arena, result);
    }
    wf_line_release(&model.line);
    free(model.points);
    return why;
}
