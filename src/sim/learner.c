#include "model/compute.h"
#include "sim/job.h"

double wf_busy_flop(const struct wf_scenario *scenario, const struct wf_participant *participant,
                    uint16_t pstate, double seconds)
{
    return seconds * wf_scenario_host(scenario, participant)->class->speed_flop_per_s[pstate];
}

struct wf_step wf_start_up_step(struct wf_job *job, const struct wf_participant *participant,
                                double start_up_s)
{
    struct wf_step step = {.kind = WF_STEP_PAUSE,
                           .phase = WF_PHASE_OVERHEAD,
                           .node = wf_meter_node(&job->meter, participant),
                           .amount = start_up_s};
    if (participant->start_up_pstate != WF_PSTATE_IDLE) {
        step.kind = WF_STEP_WORK;
        step.pstate = participant->start_up_pstate;
        step.amount = wf_busy_flop(job->scenario, participant, step.pstate, start_up_s);
    }
    return step;
}

double wf_learner_flop(const struct wf_scenario *scenario, const struct wf_participant *learner)
{
    return scenario->workload.training_flop * (double)learner->samples *
           (double)wf_scenario_actor(scenario, learner)->values.learner.local_epochs;
}

static void add_download(struct wf_job *job, struct wf_node *node, struct wf_turn *turn)
{
    const struct wf_scenario *scenario = job->scenario;
    wf_turn_add(turn, (struct wf_step){
                          .kind = WF_STEP_SEND,
                          .phase = WF_PHASE_DOWNLOAD,
                          .direction = WF_DOWNLINK,
                          .node = wf_meter_node(&job->meter, scenario->participants[WF_SERVER]),
                          .peer = node,
                          .amount = scenario->workload.model_byte});
}

void wf_learner_turn(struct wf_job *job, const struct wf_participant *learner, bool first,
                     struct wf_turn *turn)
{
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_actor *actor = wf_scenario_actor(scenario, learner);
    const struct wf_learner *props = &actor->values.learner;
    struct wf_node *node = wf_meter_node(&job->meter, learner);
    double epochs = (double)props->local_epochs;
    uint64_t batch = props->batch == WF_COUNT_UNSET ? 0 : props->batch;
    double flop =
        learner->training_flop * (double)learner->samples * epochs +
        learner->batch_flop * epochs * (double)wf_compute_batches(learner->samples, batch);
    turn->step_count = 0;
    wf_turn_add(turn, (struct wf_step){.kind = WF_STEP_SLEEP_UNTIL, .amount = actor->start_s});
    add_download(job, node, turn);
    if (first)
        wf_turn_add(turn, wf_start_up_step(job, learner, props->start_up_s));
    wf_turn_add(turn, (struct wf_step){.kind = WF_STEP_WORK,
                                       .phase = WF_PHASE_COMPUTE,
                                       .pstate = learner->pstate,
                                       .node = node,
                                       .amount = flop});
    wf_turn_add(turn, (struct wf_step){
                          .kind = WF_STEP_SEND,
                          .phase = WF_PHASE_UPLOAD,
                          .direction = WF_UPLINK,
                          .node = node,
                          .peer = wf_meter_node(&job->meter, scenario->participants[WF_SERVER]),
                          .amount = scenario->workload.update_byte});
}

void wf_learner_evaluation(struct wf_job *job, const struct wf_participant *learner,
                           struct wf_turn *turn)
{
    const struct wf_scenario *scenario = job->scenario;
    struct wf_node *node = wf_meter_node(&job->meter, learner);
    const struct wf_learner *props = &wf_scenario_actor(scenario, learner)->values.learner;
    turn->step_count = 0;
    if (wf_scenario_server(scenario)->evaluation_download == WF_YES)
        add_download(job, node, turn);
    wf_turn_add(turn, (struct wf_step){.kind = WF_STEP_WORK,
                                       .phase = WF_PHASE_EVALUATE,
                                       .pstate = learner->evaluation_pstate,
                                       .node = node,
                                       .amount = learner->evaluation_flop *
                                                 (double)props->evaluation_samples});
}
