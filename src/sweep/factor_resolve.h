/* What factors vary, in a study that was loaded. */
#ifndef WF_SWEEP_FACTOR_RESOLVE_H
#define WF_SWEEP_FACTOR_RESOLVE_H

#include "sweep/factor.h"

struct wf_study;

/** Look for what each factor varies in a study that was loaded: its deployment, its target, its
 *  pstate, its value. Mistakes are reported where the factor was said.
 *  @return 0, or -1 after mistakes */
int wf_factors_resolve(struct wf_factors *factors, const struct wf_study *study,
                       struct wf_diag *diag);

#endif
