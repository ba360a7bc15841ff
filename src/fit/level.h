/* Levels of power: what a device draws in a state, with how sure that is. */
#ifndef WF_FIT_LEVEL_H
#define WF_FIT_LEVEL_H

#include "trace/power_series.h"

/** A fitted number and its 95 % confidence interval. NaN bounds: it cannot be told. */
struct wf_estimate {
    double value, low, high;
};

/** A span of a series in which power is level. */
struct wf_segment {
    double from_s, to_s;
    double mean_w, median_w;
    double spread_w; /**< robust standard deviation of single samples (1.4826 MAD) */
    size_t samples;
};

/** Cut a series where its level changes, robustly: single outliers and ramps of a few samples make
 *  no segment of their own.
 *  @param least_s  shortest segment, s; 0: ten samples
 *  @param[out] segments  caller frees  @return how many (at least 1 for a series of 2 points). */
size_t wf_segments_find(const struct wf_power_series *series, double least_s,
                        struct wf_segment **segments);

/** Mean power of spans taken together: joules over seconds. The interval allows for the correlation
 *  of neighbouring samples (means of batches, Student's t). */
struct wf_estimate wf_level_mean(const struct wf_power_series *series, const double (*spans)[2],
                                 size_t span_count);

#endif
