/* The grid of a host as a run sees it: its intensity at a date, and when it is next low enough. */
#ifndef WF_SCENARIO_GRID_H
#define WF_SCENARIO_GRID_H

#include "platform/platform.h"

/** Intensity of the grid of @p site at @p now_s of the run, g/kWh; NaN: nobody knows it. Beyond the
 *  ends of a series its first and its last value go on.
 *  @param start_s  Unix seconds of date 0 of the run */
double wf_grid_intensity(const struct wf_site *site, double start_s, double now_s);
/** First date from @p now_s on at which the intensity is @p limit_g_per_kwh or less, s of the run;
 *  INFINITY: there is none. */
double wf_grid_next(const struct wf_site *site, double start_s, double limit_g_per_kwh,
                    double now_s);
/** Its highest intensity, whenever that is, g/kWh; NaN: nobody knows it. */
double wf_grid_most(const struct wf_site *site);

#endif
