/* Which factors are worth an index of their own. */
#ifndef WF_DECISION_SCREENING_H
#define WF_DECISION_SCREENING_H

#include "sweep/sweep.h"

/** From a sweep with an oat design of two steps: the ratio of the deployments at both ends of each
 *  group, the others at their centre. Groups that move its logarithm by less than a hundredth of
 *  what the strongest does, and those beyond what Sobol's sequence serves, become one group; its
 *  own index shows whether they were small.
 *  @param[out] rest  that group; UINT32_MAX: there is none
 *  @return 0, or -1 with @p err: the store cannot be read */
int wf_decision_screen(const struct wf_sweep *oat, struct wf_factors *factors, uint32_t *rest,
                       struct wf_err *err);

#endif
