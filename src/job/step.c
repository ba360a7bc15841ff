#include "job/step.h"
#include "model/compute.h"
#include <math.h>

double wf_busy_flop(const struct wf_node *node, uint16_t pstate, double seconds)
{
    return seconds * node->ledger.class->speed_flop_per_s[pstate];
}

/* So many seconds of phase overhead: busy in a pstate, or waiting in the job. */
static struct wf_step overhead(struct wf_node *node, uint16_t pstate, double seconds)
{
    if (pstate == WF_PSTATE_IDLE)
        return wf_step_pause(node, WF_PHASE_OVERHEAD, seconds);
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

/* Full load of a training. */
static double busy_s(const struct wf_training_cost *cost, const struct wf_participant *participant,
                     const struct wf_host_class *class)
{
    return (cost->flop + cost->coding_flop) / class->speed_flop_per_s[participant->pstate];
}

/* Its samples are read while it computes and loses time; what that takes longer, it waits. */
static double input_s(const struct wf_training_cost *cost, const struct wf_participant *participant,
                      const struct wf_host_class *class)
{
    double flop_s = cost->flop / class->speed_flop_per_s[participant->pstate];
    return fmax(0, cost->read_s - (flop_s + cost->rest_s + cost->lost_s));
}

double wf_training_s(const struct wf_training_cost *cost, const struct wf_participant *participant,
                     const struct wf_host_class *class)
{
    return busy_s(cost, participant, class) + cost->rest_s + cost->lost_s +
           input_s(cost, participant, class);
}

double wf_training_j(const struct wf_training_cost *cost, const struct wf_participant *participant,
                     const struct wf_host_class *class)
{
    double waiting_w = class->watts[participant->idle_pstate].idle_w;
    double lost_w = participant->lost_pstate == WF_PSTATE_IDLE
                        ? waiting_w
                        : class->watts[participant->lost_pstate].all_cores_w;
    return busy_s(cost, participant, class) * class->watts[participant->pstate].all_cores_w +
           (cost->rest_s + input_s(cost, participant, class)) * waiting_w + cost->lost_s * lost_w;
}

void wf_turn_add_training(struct wf_turn *turn, struct wf_node *node,
                          const struct wf_participant *participant,
                          const struct wf_training_cost *cost)
{
    wf_turn_add(turn, wf_step_work(node, WF_PHASE_COMPUTE, participant->pstate,
                                   cost->flop + cost->coding_flop));
    wf_turn_add(turn, wf_step_pause(node, WF_PHASE_COMPUTE, cost->rest_s));
    wf_turn_add(turn, overhead(node, participant->lost_pstate, cost->lost_s));
    if (cost->read_s > 0)
        wf_turn_add(turn, wf_step_pause(node, WF_PHASE_OVERHEAD,
                                        input_s(cost, participant, node->ledger.class)));
}

void wf_turn_add_evaluation(struct wf_turn *turn, struct wf_node *node,
                            const struct wf_participant *participant, double samples, double share)
{
    uint16_t pstate = participant->evaluation_pstate;
    double flop = participant->evaluation_flop * samples * share;
    wf_turn_add(turn, wf_step_work(node, WF_PHASE_EVALUATE, pstate, flop));
    if (participant->read_s > 0)
        wf_turn_add(turn, wf_step_pause(node, WF_PHASE_OVERHEAD,
                                        participant->read_s * samples -
                                            flop / node->ledger.class->speed_flop_per_s[pstate]));
}
