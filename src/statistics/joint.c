#include "statistics/joint.h"
#include "base/err.h"
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A pivot of a correlation below it is rounding: the member follows from those before it. What is
 * left beside such a pivot is its root at most. */
static const double SMALLEST_PIVOT = 1e-9, SMALLEST_REST = 1e-4;
/* Less than this of a law is not worth the quantile that cuts it off. */
static const double SMALLEST_SHARE = 1e-12;

static double product(const struct wf_joint *joint, size_t i, size_t j, size_t columns)
{
    double sum = 0;
    for (size_t k = 0; k < columns; k++)
        sum += joint->root[i * joint->count + k] * joint->root[j * joint->count + k];
    return sum;
}

/* Cholesky, row by row; members that follow from others get no column of their own. @return whether
 * it is positive semidefinite; else joint->wrong is set */
static int decompose(struct wf_joint *joint, const double *matrix)
{
    size_t count = joint->count, *pivots = wf_calloc(count + 1, sizeof *pivots);
    bool well = true;
    for (size_t i = 0; well && i < count; i++) {
        double *row = &joint->root[i * count];
        joint->wrong = i;
        for (size_t c = 0; c < joint->rank; c++)
            row[c] = (matrix[i * count + pivots[c]] - product(joint, i, pivots[c], c)) /
                     joint->root[pivots[c] * count + c];
        double rest = matrix[i * count + i] - product(joint, i, i, joint->rank);
        well = rest >= -SMALLEST_PIVOT;
        if (well && rest > SMALLEST_PIVOT) {
            row[joint->rank] = sqrt(rest);
            pivots[joint->rank++] = i;
        }
        for (size_t j = 0; well && j < i; j++)
            well = fabs(matrix[i * count + j] - product(joint, i, j, joint->rank)) < SMALLEST_REST;
    }
    free(pivots);
    return well ? 0 : -1;
}

static int check(struct wf_joint *joint, const double *correlation)
{
    size_t count = joint->count;
    for (size_t i = 0; i < count; i++) {
        joint->wrong = i;
        if (!(fabs(correlation[i * count + i] - 1) < 1e-6))
            return -1;
        for (size_t j = 0; j < i; j++)
            if (!(fabs(correlation[i * count + j] - correlation[j * count + i]) < 1e-6))
                return -1;
    }
    return 0;
}

static double *copy_of(const double *values, size_t count)
{
    double *copy = wf_calloc(count + 1, sizeof *copy);
    memcpy(copy, values, count * sizeof *copy);
    return copy;
}

int wf_joint_make(struct wf_joint *joint, size_t count, const double *value, const double *error,
                  const double *correlation, const double *freedom)
{
    *joint = (struct wf_joint){.count = count,
                               .value = copy_of(value, count),
                               .error = copy_of(error, count),
                               .freedom = copy_of(freedom, count),
                               .kept = wf_calloc(count + 1, sizeof *joint->kept),
                               .root = wf_calloc(count * count + 1, sizeof *joint->root)};
    for (size_t i = 0; i < count; i++)
        joint->kept[i][1] = 1;
    return check(joint, correlation) < 0 ? -1 : decompose(joint, correlation);
}

void wf_joint_release(struct wf_joint *joint)
{
    free(joint->value);
    free(joint->error);
    free(joint->freedom);
    free(joint->kept);
    free(joint->root);
    *joint = (struct wf_joint){0};
}

/* Share of the law of one member, at estimate 0 and error 1, below @p x. */
static double share_below(double x, double freedom)
{
    return isfinite(freedom) ? gsl_cdf_tdist_P(x, freedom) : gsl_cdf_ugaussian_P(x);
}

static double quantile(double share, double freedom)
{
    return isfinite(freedom) ? gsl_cdf_tdist_Pinv(share, freedom) : gsl_cdf_ugaussian_Pinv(share);
}

void wf_joint_cut(struct wf_joint *joint, size_t i, double least, double most)
{
    double from = share_below((least - joint->value[i]) / joint->error[i], joint->freedom[i]);
    double to = share_below((most - joint->value[i]) / joint->error[i], joint->freedom[i]);
    joint->kept[i][0] = from > SMALLEST_SHARE ? from : 0;
    joint->kept[i][1] = 1 - to > SMALLEST_SHARE ? to : 1;
}

static bool is_spread(const struct wf_joint *joint)
{
    for (size_t i = 0; i < joint->count; i++)
        if (isfinite(joint->freedom[i]))
            return true;
    return false;
}

size_t wf_joint_coordinates(const struct wf_joint *joint)
{
    return joint->rank + (is_spread(joint) ? 1 : 0);
}

static double inside(double u)
{
    return fmin(fmax(u, 0x1p-53), 1 - 0x1p-53);
}

/* What the errors of a member are multiplied by: at one u the same quantile for all. */
static double spread_of(const double *u, double freedom)
{
    return isfinite(freedom) ? sqrt(freedom / gsl_cdf_chisq_Pinv(inside(*u), freedom)) : 1;
}

/* @p t errors from the estimate, or where it stands after the law is cut off. */
static double cut_off(const struct wf_joint *joint, size_t i, double t)
{
    const double *kept = joint->kept[i];
    if (kept[0] == 0 && kept[1] == 1)
        return t;
    double share = kept[0] + share_below(t, joint->freedom[i]) * (kept[1] - kept[0]);
    return quantile(inside(share), joint->freedom[i]);
}

void wf_joint_draw(const struct wf_joint *joint, const double *u, double *values)
{
    size_t count = joint->count, rank = joint->rank;
    double *normal = wf_calloc(rank + 1, sizeof *normal), spread = 1;
    for (size_t k = 0; k < rank; k++)
        normal[k] = gsl_cdf_ugaussian_Pinv(inside(u[k]));
    for (size_t i = 0; i < count; i++) {
        double sum = 0;
        for (size_t k = 0; k < rank; k++)
            sum += joint->root[i * count + k] * normal[k];
        if (i == 0 || joint->freedom[i] != joint->freedom[i - 1])
            spread = spread_of(&u[rank], joint->freedom[i]);
        values[i] = joint->value[i] + joint->error[i] * cut_off(joint, i, spread * sum);
    }
    free(normal);
}

double wf_joint_half_width(const struct wf_joint *joint, size_t i)
{
    return quantile(0.975, joint->freedom[i]) * joint->error[i];
}
