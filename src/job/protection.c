#include "job/protection.h"

uint32_t wf_protection_masks(const struct wf_scenario *scenario, uint32_t asked)
{
    return wf_scenario_server(scenario)->protection.secure == WF_YES ? asked : 0;
}

double wf_protection_flop(const struct wf_scenario *scenario, const struct wf_node *node,
                          double masks)
{
    return wf_scenario_server(scenario)->protection.mask_flop *
           scenario->workload.trainable_parameters * masks / node->core_count;
}

double wf_protection_byte(const struct wf_scenario *scenario)
{
    return scenario->uplink_byte * (wf_scenario_server(scenario)->protection.traffic_factor - 1);
}

void wf_protection_add(struct wf_turn *turn, const struct wf_scenario *scenario,
                       const struct wf_participant *learner, struct wf_node *node,
                       struct wf_node *parent, uint32_t masks)
{
    double byte = wf_protection_byte(scenario);
    if (masks == 0)
        return;
    wf_turn_add(turn, wf_step_work(node, WF_PHASE_PROTECTION, learner->pstate,
                                   wf_protection_flop(scenario, node, masks)));
    if (byte > 0)
        wf_turn_add(turn, wf_step_send(node, parent, WF_PHASE_PROTECTION, WF_UPLINK, byte));
}

struct wf_step wf_protection_uncover(const struct wf_scenario *scenario,
                                     const struct wf_participant *server, struct wf_node *node,
                                     uint32_t asked, uint32_t received)
{
    double came = received,
           left = wf_protection_masks(scenario, asked) > received ? (double)asked - received : 0;
    bool masked = wf_protection_masks(scenario, asked) > 0;
    return wf_step_work(node, WF_PHASE_PROTECTION, server->pstate,
                        masked ? wf_protection_flop(scenario, node, came * (1 + left)) : 0);
}
