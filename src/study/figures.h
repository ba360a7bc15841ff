/* Fitted figures on their way into the host of a file, one power state at a time. */
#ifndef WF_STUDY_FIGURES_H
#define WF_STUDY_FIGURES_H

#include "file/edit.h"
#include "model/power.h"

/** Speed of a core in one pstate, flop/s; seven digits are written.
 *  @return 0, or -1 with WF_EINPUT: no such host, no such pstate. */
int wf_figures_speed(struct wf_edit *edit, const char *host, uint32_t pstate, double flop_per_s,
                     struct wf_err *err);
/** Watts of one pstate, five digits; a member that is NaN stays as the file has it. Where the file
 *  has but Idle:AllCores, its Epsilon is its Idle.
 *  @return 0, or -1 with WF_EINPUT: no such host, no such pstate, nothing there to keep. */
int wf_figures_watts(struct wf_edit *edit, const char *host, uint32_t pstate,
                     const struct wf_watts *watts, struct wf_err *err);
/** Item @p pstate of a list that a prop holds; one that is not there is left alone. */
int wf_figures_item(struct wf_edit *edit, const char *host, uint32_t pstate, const char *prop,
                    const char *value, struct wf_err *err);

#endif
