#include "job/step.h"
#include "model/compute.h"

double wf_busy_flop(const struct wf_node *node, uint16_t pstate, double seconds)
{
    return seconds * node->class->speed_flop_per_s[pstate];
}

/* So many seconds of phase overhead: busy in a pstate, or waiting in the job. */
static struct wf_step overhead(struct wf_node *node, uint16_t pstate, double seconds)
{
    if (pstate == WF_PSTATE_IDLE)
        return (struct wf_step){
            .kind = WF_STEP_PAUSE, .phase = WF_PHASE_OVERHEAD, .node = node, .amount = seconds};
    return wf_step_work(node, WF_PHASE_OVERHEAD, pstate, wf_busy_flop(node, pstate, seconds));
}

struct wf_step wf_step_start_up(struct wf_node *node, const struct wf_participant *participant,
                                double start_up_s)
{
    return overhead(node, participant->start_up_pstate, start_up_s);
}

struct wf_step wf_step_overhead(struct wf_node *node, const struct wf_participant *participant,
                                double overhead_s)
{
    return overhead(node, participant->overhead_pstate, overhead_s);
}

struct wf_step wf_step_preparation(struct wf_node *node, const struct wf_participant *participant,
                                   double samples)
{
    return wf_step_work(node, WF_PHASE_PREPARATION, participant->pstate,
                        participant->preparation_flop * samples);
}
