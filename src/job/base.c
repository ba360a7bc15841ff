#include "job/base.h"

void wf_base_add(struct wf_turn *turn, const struct wf_scenario *scenario, struct wf_node *from,
                 struct wf_node *node, uint32_t base, bool *has)
{
    double byte = scenario->workload.base_byte;
    if (!(byte > 0) || *has || base == WF_BASE_THERE)
        return;
    *has = true;
    wf_turn_add(turn, wf_step_send(from, node, WF_PHASE_DEPLOYMENT, WF_DOWNLINK, byte));
}

bool wf_base_is_lost(const struct wf_turn *turn)
{
    for (uint32_t i = 0; i < turn->step_count; i++)
        if (turn->steps[i].phase == WF_PHASE_DEPLOYMENT && turn->steps[i].kind == WF_STEP_SEND)
            return turn->cut_step <= i;
    return false;
}
