/* A measured run, simulated: one host with the fitted powers as its power states goes through the
 * states at the run's own dates. */
#ifndef WF_STUDY_REPLAY_H
#define WF_STUDY_REPLAY_H

#include "base/err.h"
#include "job/timeline.h"

/** Simulate @p intervals on a host of @p state_count power states that draw @p power_w at full
 * load. The scenario is built in memory as any other is; SimGrid's energy plugin audits the ledger.
 *  @param power_w  W, > 0, by state
 *  @param[out] energy_j  J, by interval
 *  @return 0, or -1 with @p err. */
int wf_replay(const double *power_w, uint32_t state_count, const struct wf_interval *intervals,
              size_t count, double *energy_j, struct wf_err *err);

#endif
