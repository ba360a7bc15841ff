/* Cutting a power log where its level changes. */
#ifndef WF_FIT_SEGMENT_H
#define WF_FIT_SEGMENT_H

#include "trace/power_series.h"

/** A span of a series in which power is level: from its first sample to its last. */
struct wf_segment {
    double from_s, to_s;
    double mean_w;   /**< joules over seconds, short dips and spikes included */
    double median_w; /**< of the samples */
    double spread_w; /**< robust standard deviation of single samples (1.4826 MAD) */
    size_t samples;
};

/** Find the spans in which power is level, in order of time. Between two of them power changes: a
 *  ramp, or a stretch too short to be a level.
 *
 *  Optimal partitioning into flat and sloping pieces (Jackson et al. 2005): the least sum of
 *  squares, plus a penalty for each piece, from the noise and its correlation, which are estimated
 *  from differences of samples. Single outliers become pieces of their own, which makes the search
 *  robust. Then neighbours whose levels differ by less than their spread, or by less than 2 % (the
 *  difference between two devices of one model), are joined, and so are the two sides of a stretch
 *  shorter than @p least_s. A slope is a level if it stays within 3 spreads or 10 %, and moves less
 *  than 2 % in @p least_s.
 *
 *  @param least_s  shortest segment, s; 0: ten samples; never below 3 samples
 *  @param[out] segments  caller frees  @return how many; 0 if power is level nowhere.
 *  A series above 4096 points is searched in bins of equally many points (their medians): nothing
 *  shorter than 3 bins is found, edges are exact to the sample. At most 0.1 s of work. */
size_t wf_segments_find(const struct wf_power_series *series, double least_s,
                        struct wf_segment **segments);

#endif
