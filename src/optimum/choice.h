/* What a search may choose: keys whose settings reach the same target with a known number of
 * rounds. */
#ifndef WF_OPTIMUM_CHOICE_H
#define WF_OPTIMUM_CHOICE_H

#include "optimum/space.h"
#include "sweep/sweep.h"

/** The variables of a sweep that was opened for a search, of its factors. What is no choice, or
 *  changes rounds that were stated for one setting only, is refused in @p diag.
 *  @param[out] variables  by factor
 *  @return 0, or -1 after mistakes */
int wf_choices_read(const struct wf_sweep *sweep, struct wf_variable *variables,
                    struct wf_diag *diag);
/** The point that is nearest to the deployment as it stands: its own values where they are known
 *  and in the space, else the middle.
 *  @param[out] values  by factor */
void wf_choices_stated(const struct wf_sweep *sweep, const struct wf_variable *variables,
                       double *values);
/** The value of a factor as the deployment states it: "10", "onprem-0"; NULL: none, or several.
 *  Caller frees. */
char *wf_choice_stated_text(const struct wf_sweep *sweep, const struct wf_factor *factor);

#endif
