/* A fleet in the place of a platform, whose learners need not all be written: the platform gets one
 * device of each group, the others are drawn in the run (scenario/reserve.h). */
#ifndef WF_STUDY_RESERVE_H
#define WF_STUDY_RESERVE_H

#include "scenario/reserve.h"
#include "study/study.h"

/** One device of each group of the fleet.
 *  @param[out] plan  release its devices
 *  @return false: of some group none was found early */
bool wf_reserve_plan_make(const struct wf_fleet *fleet, struct wf_reserve_plan *plan);

/** Have SimGrid play the turns again that @p result kept, on a platform of the devices concerned.
 *  @param[in,out] result  the CPU time that it takes is added
 *  @param diag  gets what is wrong with that platform
 *  @return 0, or -1 with @p err: they do not agree */
int wf_reserve_audit(const struct wf_scenario *scenario, struct wf_process_result *result,
                     const struct wf_process_options *process, struct wf_diag *diag,
                     struct wf_err *err);

#endif
