/* One number from several runs of a device, and the states that have such numbers. */
#ifndef WF_STUDY_CALIBRATION_POOL_H
#define WF_STUDY_CALIBRATION_POOL_H

#include "study/calibration.h"

/** The states of a device, in the order of the powers of a check. */
enum wf_calibrated_state {
    WF_STATE_COLD,
    WF_STATE_WAITING,
    WF_STATE_WORK,
    WF_STATE_EVALUATION,
    WF_STATE_COUNT
};

/** The state @p which of @p states. */
const struct wf_state *wf_calibrated_state_of(const struct wf_states *states,
                                              enum wf_calibrated_state which);

/** Do the two runs run the same workload? Runs without a workload do. */
bool wf_calibration_same_workload(const struct wf_measured_run *a, const struct wf_measured_run *b);

/** Pool figures of @p count runs; the one of a single run as @p widened has it.
 *  @param[out] used  runs that have the figure */
struct wf_estimate wf_calibration_pool_runs(const struct wf_estimate *estimates,
                                            const struct wf_estimate *widened,
                                            const double *weights, size_t count, uint32_t *used);

/** Power of a state, W, pooled over all runs except @p without (may be NULL). Work and evaluation
 * are pooled over runs of the same workload as @p like only. If one run alone has the state, the
 * interval is widened by the drift in it.
 *  @param[out] used  number of runs that have this state */
struct wf_estimate wf_calibration_pool_state(const struct wf_calibration *calibration,
                                             enum wf_calibrated_state which,
                                             const struct wf_measured_run *like,
                                             const struct wf_measured_run *without, uint32_t *used);

#endif
