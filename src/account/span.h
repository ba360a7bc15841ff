/* Which series of grid intensity a run needs, and whether they cover it: a run must lie within the
 * span of each, and no value may be missing there unless the platform says to interpolate. */
#ifndef WF_ACCOUNT_SPAN_H
#define WF_ACCOUNT_SPAN_H

#include "account/outcome.h"
#include "scenario/scenario.h"

/** By series of the platform: does the bill need it? One item more than there are series; the
 *  caller frees. */
bool *wf_span_find_used(const struct wf_scenario *scenario, const struct wf_outcome *outcome);

/** Does the series cover a run of @p until_s seconds that starts at @p start_s (Unix seconds)?
 *  Tolerates a billionth of the series' length. */
bool wf_span_covers(const struct wf_series *series, double start_s, double until_s);
/** Has the series all values of that run, or does it interpolate? */
bool wf_span_is_whole(const struct wf_series *series, double start_s, double until_s);

/** Report what makes the carbon of a run unknown: it leaves the span of a series that it needs, or
 *  a value is missing there. Each is an error in @p diag, with the file and its line. */
void wf_span_check(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                   struct wf_diag *diag);
/** Warn of values of a run that starts at @p start_s and that are interpolated. */
void wf_span_warn(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                  double start_s, struct wf_diag *diag);

#endif
