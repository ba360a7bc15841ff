/* A fitted number with its confidence interval. */
#ifndef WF_STATISTICS_ESTIMATE_H
#define WF_STATISTICS_ESTIMATE_H

#include <stddef.h>

/** A number and its 95 % confidence interval. NaN bounds: the data do not determine them; NaN
 *  value: no estimate. */
struct wf_estimate {
    double value, low, high;
};

/** value +- t(0.975, freedom) x error. @p freedom of 0, or an error that is NaN: bounds NaN. */
struct wf_estimate wf_estimate_of(double value, double standard_error, double freedom);
/** The standard error from which wf_estimate_of makes the interval; NaN: it has none. */
double wf_estimate_error(const struct wf_estimate *estimate, double freedom);
/** @p mean of a run with an interval for another time: the level then is one more draw from those
 * of the run's @p count pieces. Prediction interval of one further observation, t(count - 1) x s x
 *  sqrt(1 + 1 / count): Hahn and Meeker, Statistical Intervals, 1991, section 4.8. Never narrower
 *  than @p mean's own. Fewer than two pieces: @p mean as it is. It holds drift that is seen within
 *  the run: power that wanders within half a run or faster. */
struct wf_estimate wf_estimate_widened(struct wf_estimate mean, const double *pieces, size_t count);
/** No estimate. */
struct wf_estimate wf_estimate_none(void);

/** Median of @p count >= 1 values, which are reordered. */
double wf_fit_median(double *values, size_t count);
/** Robust standard deviation of @p count >= 1 values, which are overwritten: 1.4826 times the
 *  median distance from the median, that is sigma where they are normal. */
double wf_fit_spread(double *values, size_t count);

#endif
