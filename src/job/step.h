/* Steps of turns, from what the scenario says of a participant. */
#ifndef WF_JOB_STEP_H
#define WF_JOB_STEP_H

#include "job/job.h"
#include "job/turn.h"
#include "scenario/local_work.h"

/** Work of @p flop a core on @p node. */
static inline struct wf_step wf_step_work(struct wf_node *node, enum wf_phase phase,
                                          uint16_t pstate, double flop)
{
    return (struct wf_step){.kind = WF_STEP_WORK,
                            .phase = (uint8_t)phase,
                            .pstate = pstate,
                            .node = node,
                            .amount = flop};
}
static inline struct wf_step wf_step_send(struct wf_node *from, struct wf_node *to,
                                          enum wf_phase phase, enum wf_direction direction,
                                          double byte)
{
    return (struct wf_step){.kind = WF_STEP_SEND,
                            .phase = (uint8_t)phase,
                            .direction = (uint8_t)direction,
                            .node = from,
                            .peer = to,
                            .amount = byte};
}
/** What follows does not begin before @p date_s. */
static inline struct wf_step wf_step_sleep_until(double date_s)
{
    return (struct wf_step){.kind = WF_STEP_SLEEP_UNTIL, .amount = date_s};
}
/** Start-up of a participant on its @p node: busy in a pstate or waiting. */
struct wf_step wf_step_start_up(struct wf_node *node, const struct wf_participant *participant,
                                double start_up_s);
/** The fixed overhead of a round: busy in a pstate or waiting. */
struct wf_step wf_step_overhead(struct wf_node *node, const struct wf_participant *participant,
                                double overhead_s);
/** Preparing @p samples more of a participant's data. */
struct wf_step wf_step_preparation(struct wf_node *node, const struct wf_participant *participant,
                                   double samples);

/** Executed flop a core of a node for @p seconds of full load in @p pstate. */
double wf_busy_flop(const struct wf_node *node, uint16_t pstate, double seconds);
/** Flop a core of coding one message of @p flop_per_parameter, of those that are trained. */
static inline double wf_coding_flop(const struct wf_scenario *scenario, const struct wf_node *node,
                                    double flop_per_parameter)
{
    return flop_per_parameter * scenario->workload.trainable_parameters / node->core_count;
}

/** What a training takes of its host. */
struct wf_training_cost {
    double flop;        /**< executed a core, at full load */
    double rest_s;      /**< in which it computes at the watts of waiting */
    double lost_s;      /**< lost beside computing: busy in the lost-pstate, or waiting */
    double read_s;      /**< in which its samples are read, beside all of that */
    double coding_flop; /**< executed a core to unpack and pack messages, while nothing is read */
};
/** Of @p work on the host of a participant. */
static inline struct wf_training_cost wf_training_cost(const struct wf_participant *participant,
                                                       struct wf_local_work work)
{
    return (struct wf_training_cost){.flop = participant->training_flop * work.samples,
                                     .rest_s = participant->rest_s * work.samples,
                                     .lost_s = participant->batch_lost_s * work.batches,
                                     .read_s = participant->read_s * work.samples};
}
/** Seconds of a training, if it has the host to itself. */
double wf_training_s(const struct wf_training_cost *cost, const struct wf_participant *participant,
                     const struct wf_host_class *class);
/** Joules that the host draws in them. */
double wf_training_j(const struct wf_training_cost *cost, const struct wf_participant *participant,
                     const struct wf_host_class *class);
/** Add the steps of a training: its work, its rest, the time that it loses, its wait for input. */
void wf_turn_add_training(struct wf_turn *turn, struct wf_node *node,
                          const struct wf_participant *participant,
                          const struct wf_training_cost *cost);
/** Waiting in the job for @p seconds that count as @p phase. */
static inline struct wf_step wf_step_pause(struct wf_node *node, enum wf_phase phase,
                                           double seconds)
{
    return (struct wf_step){
        .kind = WF_STEP_PAUSE, .phase = (uint8_t)phase, .node = node, .amount = seconds};
}
/** Add the steps of an evaluation of @p samples: @p share of their forward passes, and the wait for
 *  input. */
void wf_turn_add_evaluation(struct wf_turn *turn, struct wf_node *node,
                            const struct wf_participant *participant, double samples, double share);

#endif
