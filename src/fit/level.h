/* Levels of power: the mean power of a device in a state, with its confidence interval. */
#ifndef WF_FIT_LEVEL_H
#define WF_FIT_LEVEL_H

#include "statistics/estimate.h"
#include "trace/power_series.h"

/** Mean power of spans taken together: joules over seconds; parts of a span outside the series are
 *  left out. NaN if nothing remains.
 *
 *  The interval allows for the correlation of neighbouring samples: the spans are cut into batches
 *  of equal length, whose means are nearly independent, and Student's t is applied to those. There
 *  are 32 batches; while the means of neighbouring ones are correlated, 16, then 8. Fewer if a
 *  batch would hold less than 3 samples; below 2 the bounds are NaN. Source: method of batch means,
 *  Schmeiser 1982 (10 to 30 batches). Tested on AR(1) noise with a correlation of 0.6; power that
 *  drifts along the whole span gives an interval of the size of the drift; differences between runs
 *  are not included. */
struct wf_estimate wf_level_mean(const struct wf_power_series *series, const double (*spans)[2],
                                 size_t span_count);

/** The same mean for another time than that of the spans: the interval is widened by the drift
 *  between 8 pieces of them (wf_estimate_widened), fewer if one would hold less than 3 samples. */
struct wf_estimate wf_level_widened(const struct wf_power_series *series, const double (*spans)[2],
                                    size_t span_count);

#endif
