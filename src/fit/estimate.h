/* A fitted number with its confidence interval. */
#ifndef WF_FIT_ESTIMATE_H
#define WF_FIT_ESTIMATE_H

#include <stddef.h>

/** A number and its 95 % confidence interval. NaN bounds: the data do not determine them; NaN
 *  value: no estimate. */
struct wf_estimate {
    double value, low, high;
};

/** value +- t(0.975, freedom) x error. @p freedom of 0, or an error that is NaN: bounds NaN. */
struct wf_estimate wf_estimate_of(double value, double standard_error, double freedom);
/** No estimate. */
struct wf_estimate wf_estimate_none(void);

/** Median of @p count >= 1 values, which are reordered. */
double wf_fit_median(double *values, size_t count);
/** Robust standard deviation of @p count >= 1 values, which are overwritten: 1.4826 times the
 *  median distance from the median, that is sigma where they are normal. */
double wf_fit_spread(double *values, size_t count);

#endif
