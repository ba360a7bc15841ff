/* The greenest start: of all edges of the series within the window in which the start may be put
 * off, the one with the least operational carbon of what is billed. An oracle: it knows the grid of
 * the days to come. The whole run shifts together. */
#ifndef WF_ACCOUNT_GREENEST_H
#define WF_ACCOUNT_GREENEST_H

#include "account/outcome.h"
#include "scenario/scenario.h"

/** @param used      by series of the platform: does the bill need it (span.h)? At least one
 *  @param start_s   the start as asked for, Unix seconds
 *  @param bucket_s  step of the series, s; > 0
 *  @return the greenest start, Unix seconds; @p start_s where none within the window is greener, or
 *  none that the series cover */
double wf_greenest_start(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                         const bool *used, double start_s, double bucket_s);

#endif
