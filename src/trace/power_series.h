/* A power log in memory, of bounded size: instants, watts, and the joules up to each instant. Means
 * from point to point stay exact (trapezoids, or rectangles of intervals) even when points between
 * them are left out; inside such a stretch, energies follow its mean. */
#ifndef WF_TRACE_POWER_SERIES_H
#define WF_TRACE_POWER_SERIES_H

#include "trace/sample.h"
#include <stddef.h>

struct wf_power_series {
    wf_time_ns start_ns; /**< Unix time of time_s = 0, the first sample's */
    double *time_s;      /**< from the start, increasing */
    double *power_w;
    double *energy_j; /**< from the start: trapezoids between instants, rectangles of intervals */
    size_t count, capacity;
    uint64_t seen;   /**< samples received; every stride-th of them is kept */
    uint64_t stride; /**< 1 until there are more than most */
    size_t most;     /**< points kept at most, 2 or more; 0: 500,000 */
    wf_time_ns last_ns;
    double last_w, total_j;
    bool steps; /**< samples are means over intervals: power is level from point to point */
};

/** A wf_trace_sink; @p series starts zeroed. */
void wf_power_series_add(void *series, const struct wf_trace_sample *sample);
/** To be called once after the last sample: keeps the last one. */
void wf_power_series_finish(struct wf_power_series *series);
void wf_power_series_release(struct wf_power_series *series);

/** Joules between two dates (s from the start; clamped to the series). */
double wf_power_series_energy(const struct wf_power_series *series, double from_s, double to_s);
/** Index of the first point at or after @p at_s; count when there is none. */
size_t wf_power_series_find(const struct wf_power_series *series, double at_s);
/** Seconds from the start of a Unix time. */
double wf_power_series_date(const struct wf_power_series *series, wf_time_ns time_ns);

#endif
