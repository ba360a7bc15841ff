/* Builds scenarios: from inputs that were read once, with any overrides, as often as wanted.
 * Nothing is read again (but for a file that an override names first), and no input is changed. */
#ifndef WF_SCENARIO_BUILD_H
#define WF_SCENARIO_BUILD_H

#include "scenario/library.h"
#include "scenario/scenario.h"

struct wf_reserve_plan;

/** What a scenario is built from; borrowed, and must outlive it. */
struct wf_scenario_inputs {
    const struct wf_paradigm *const *paradigms; /**< all there are, ended by NULL */
    const struct wf_platform *platform;         /**< its overrides are applied already */
    const struct wf_deployment *deployment;     /**< as its file says */
    struct wf_library *library;                 /**< of workloads and traces */
    const struct wf_reserve_plan *reserve; /**< the platform holds but these devices of a fleet:
                                              put learners in reserve, or set no reserve of the
                                              scenario where that is not possible; NULL: no */
};

/** Put the inputs together: apply the overrides of roles and workload, resolve all defaults, check.
 *  Mistakes of the workload and the traces used are reported again at each call, so that the diag
 *  of a scenario holds all that is wrong with it but for its platform and its deployment file.
 *  @param overrides  may be NULL
 *  @param met        by override: set to true where it applied; may be NULL
 *  @param[out] scenario  release in any case
 *  @param diag       gets mistakes and warnings (which props have no effect only while it holds no
 *                    error)
 *  @return 0, or -1 after mistakes were reported: the scenario must not be run */
int wf_scenario_build(const struct wf_scenario_inputs *inputs, const struct wf_overrides *overrides,
                      const struct wf_options *options, bool *met, struct wf_scenario *scenario,
                      struct wf_diag *diag);

#endif
