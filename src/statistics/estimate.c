#include "statistics/estimate.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

struct wf_estimate wf_estimate_none(void)
{
    return (struct wf_estimate){NAN, NAN, NAN};
}

struct wf_estimate wf_estimate_of(double value, double standard_error, double freedom)
{
    double half = freedom > 0 ? gsl_cdf_tdist_Pinv(0.975, freedom) * standard_error : NAN;
    return (struct wf_estimate){value, value - half, value + half};
}

double wf_estimate_error(const struct wf_estimate *estimate, double freedom)
{
    return (estimate->high - estimate->low) / 2 / gsl_cdf_tdist_Pinv(0.975, freedom);
}

struct wf_estimate wf_estimate_widened(struct wf_estimate mean, const double *pieces, size_t count)
{
    if (count < 2)
        return mean;
    double error = gsl_stats_sd(pieces, 1, count) * sqrt(1 + 1 / (double)count);
    struct wf_estimate wide = wf_estimate_of(mean.value, error, (double)count - 1);
    return wide.high - wide.low > mean.high - mean.low || isnan(mean.low) ? wide : mean;
}

double wf_fit_median(double *values, size_t count)
{
    return gsl_stats_median(values, 1, count);
}

double wf_fit_spread(double *values, size_t count)
{
    double median = wf_fit_median(values, count);
    for (size_t i = 0; i < count; i++)
        values[i] = fabs(values[i] - median);
    return 1.4826 * wf_fit_median(values, count);
}
