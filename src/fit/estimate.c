#include "fit/estimate.h"
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
