/* The frozen base of a model whose adapters are trained (workload/adapters.h): a device needs it
 * once, before its first turn. */
#ifndef WF_JOB_BASE_H
#define WF_JOB_BASE_H

#include "job/step.h"

/** Add the transfer of the base to @p turn, unless @p node has it: there is none, it was sent
 *  before, or @p base (enum wf_base, of the actor) says that it is there.
 *  @param[in,out] has  was it sent to the node before */
void wf_base_add(struct wf_turn *turn, const struct wf_scenario *scenario, struct wf_node *from,
                 struct wf_node *node, uint32_t base, bool *has);
/** Was the turn cut off before the base had come whole? It is then sent again. */
bool wf_base_is_lost(const struct wf_turn *turn);

#endif
