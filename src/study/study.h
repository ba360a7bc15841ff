/* A study: one platform, one or several deployments on it, loaded, checked, simulated, accounted.
 * `run` and `check` are studies of one. */
#ifndef WF_STUDY_STUDY_H
#define WF_STUDY_STUDY_H

#include "account/summary.h"
#include "engine/process.h"

struct wf_study_request {
    const char *platform;
    const char *const *deployments;
    size_t count;
    struct wf_overrides *overrides;
    struct wf_options options;
    struct wf_process_options process;
    bool keep_cohorts;
};

struct wf_study {
    struct wf_platform platform;
    struct wf_scenario *scenarios;
    struct wf_process_result *results;
    struct wf_summary *summaries;
    struct wf_diag diag;      /**< mistakes of the input, in one go */
    struct wf_diag *warnings; /**< of each result, for its reader */
    size_t count;
};

/** Load platform and deployments and check them. Everything that is wrong is in study->diag.
 *  @return 0, or -1 with @p err: WF_EIO a file cannot be read, WF_EINPUT the diag has errors
 *  (WF_EUSAGE when all of them are of --set). Release in both cases. */
int wf_study_load(struct wf_study *study, const struct wf_study_request *request,
                  struct wf_err *err);
/** Simulate and account for a loaded study. */
int wf_study_run(struct wf_study *study, const struct wf_study_request *request,
                 struct wf_err *err);
void wf_study_release(struct wf_study *study);

#endif
