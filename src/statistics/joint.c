#include "statistics/joint.h"
#include "base/err.h"
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Cholesky, row by row. @return whether it is positive definite */
static int decompose(double *root, const double *matrix, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = matrix[i * count + j];
            if (!(fabs(matrix[i * count + j] - matrix[j * count + i]) < 1e-6))
                return -1;
            for (size_t k = 0; k < j; k++)
                sum -= root[i * count + k] * root[j * count + k];
            if (i == j && !(sum > 1e-12))
                return -1;
            root[i * count + j] = i == j ? sqrt(sum) : sum / root[j * count + j];
        }
    return 0;
}

int wf_joint_make(struct wf_joint *joint, size_t count, const double *value, const double *error,
                  const double *correlation, double freedom)
{
    *joint = (struct wf_joint){.count = count,
                               .value = wf_calloc(count, sizeof *value),
                               .error = wf_calloc(count, sizeof *error),
                               .root = wf_calloc(count * count, sizeof *joint->root),
                               .freedom = freedom};
    memcpy(joint->value, value, count * sizeof *value);
    memcpy(joint->error, error, count * sizeof *error);
    for (size_t i = 0; i < count; i++)
        if (!(fabs(correlation[i * count + i] - 1) < 1e-6))
            return -1;
    return decompose(joint->root, correlation, count);
}

void wf_joint_release(struct wf_joint *joint)
{
    free(joint->value);
    free(joint->error);
    free(joint->root);
    *joint = (struct wf_joint){0};
}

size_t wf_joint_coordinates(const struct wf_joint *joint)
{
    return joint->count + (isfinite(joint->freedom) ? 1 : 0);
}

static double inside(double u)
{
    return fmin(fmax(u, 0x1p-53), 1 - 0x1p-53);
}

void wf_joint_draw(const struct wf_joint *joint, const double *u, double *values)
{
    size_t count = joint->count;
    double spread = 1;
    if (isfinite(joint->freedom))
        spread = sqrt(joint->freedom / gsl_cdf_chisq_Pinv(inside(u[count]), joint->freedom));
    for (size_t i = 0; i < count; i++) {
        double sum = 0;
        for (size_t j = 0; j <= i; j++)
            sum += joint->root[i * count + j] * gsl_cdf_ugaussian_Pinv(inside(u[j]));
        values[i] = joint->value[i] + joint->error[i] * spread * sum;
    }
}

double wf_joint_half_width(const struct wf_joint *joint, size_t i)
{
    double t = isfinite(joint->freedom) ? gsl_cdf_tdist_Pinv(0.975, joint->freedom)
                                        : gsl_cdf_ugaussian_Pinv(0.975);
    return t * joint->error[i];
}
