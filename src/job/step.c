#include "job/step.h"
#include "model/compute.h"

struct wf_step wf_step_work(struct wf_node *node, enum wf_phase phase, uint16_t pstate, double flop)
{
    return (struct wf_step){.kind = WF_STEP_WORK,
                            .phase = (uint8_t)phase,
                            .pstate = pstate,
                            .node = node,
                            .amount = flop};
}

struct wf_step wf_step_send(struct wf_node *from, struct wf_node *to, enum wf_phase phase,
                            enum wf_direction direction, double byte)
{
    return (struct wf_step){.kind = WF_STEP_SEND,
                            .phase = (uint8_t)phase,
                            .direction = (uint8_t)direction,
                            .node = from,
                            .peer = to,
                            .amount = byte};
}

struct wf_step wf_step_sleep_until(double date_s)
{
    return (struct wf_step){.kind = WF_STEP_SLEEP_UNTIL, .amount = date_s};
}

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

double wf_coding_flop(const struct wf_scenario *scenario, const struct wf_node *node,
                      double flop_per_parameter)
{
    return flop_per_parameter * scenario->workload.parameters / node->core_count;
}

double wf_local_flop(const struct wf_participant *participant, struct wf_local_work work)
{
    return participant->training_flop * work.samples + participant->batch_flop * work.batches;
}
