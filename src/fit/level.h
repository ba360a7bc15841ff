/* Levels of power: what a device draws in a state, with how sure that is. */
#ifndef WF_FIT_LEVEL_H
#define WF_FIT_LEVEL_H

#include "fit/estimate.h"
#include "trace/power_series.h"

/** Mean power of spans taken together: joules over seconds; what of a span lies outside the series
 *  is left out. NaN where nothing is left.
 *
 *  The interval allows for the correlation of neighbouring samples: the spans are cut into batches
 *  of equal length, whose means are nearly independent, and Student's t is applied to those. There
 *  are 32 batches, or half of that, again and again down to 8, while the means of neighbouring ones
 *  are correlated; fewer where a batch would hold less than 3 samples; below 2 the bounds are NaN.
 *  Source: method of batch means, Schmeiser 1982 (10 to 30 batches). Tested on AR(1) noise with a
 *  correlation of 0.6; power that drifts along the whole span gives an interval of the drift's
 * size, and what changes from run to run is not in it. */
struct wf_estimate wf_level_mean(const struct wf_power_series *series, const double (*spans)[2],
                                 size_t span_count);

#endif
