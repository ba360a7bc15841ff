/* Centralised training: sources upload once, then epochs on one node or several (data parallel,
 * ring all-reduce after each batch: Patarasuk and Yuan 2009). */
#include "model/compute.h"
#include "sim/job.h"
#include <math.h>
#include <simgrid/actor.h>
#include <simgrid/engine.h>
#include <stdlib.h>

struct training {
    struct wf_job *job;
    const struct wf_trainer *props;
    const struct wf_participant *nodes;
    struct wf_turn *turns, *messages; /* one a node: its work, its message of the ring */
    struct wf_group work, ring;
    uint32_t count;
    uint64_t samples, batches, batch; /* of an epoch; samples of a whole batch */
    double efficiency;                /* measured scaling; 1 where it is simulated */
};

static void collect(struct training *training)
{
    struct wf_job *job = training->job;
    uint32_t sources = job->scenario->participant_count[WF_SOURCE];
    struct wf_turn *turns = wf_calloc(sources + 1u, sizeof *turns);
    for (uint32_t i = 0; i < sources; i++) {
        wf_source_turn(job, &job->scenario->participants[WF_SOURCE][i], &turns[i]);
        wf_pool_submit(&job->pool, &training->work, &turns[i]);
    }
    wf_group_wait(&training->work);
    free(turns);
}

/* All nodes are there before anything is sent to them, and until the training ends. */
static void attend(struct training *training)
{
    struct wf_job *job = training->job;
    for (uint32_t i = 0; i < training->count; i++)
        wf_meter_attend(&job->meter, wf_meter_node(&job->meter, &training->nodes[i]));
}

static void wait_for_nodes(const struct training *training)
{
    double start_s = 0;
    for (uint32_t i = 0; i < training->count; i++)
        start_s =
            fmax(start_s, wf_scenario_actor(training->job->scenario, &training->nodes[i])->start_s);
    if (start_s > simgrid_get_clock())
        sg_actor_sleep_until(start_s);
}

static void start_up(struct training *training)
{
    struct wf_job *job = training->job;
    for (uint32_t i = 0; i < training->count; i++) {
        const struct wf_participant *node = &training->nodes[i];
        const struct wf_actor *actor = wf_scenario_actor(job->scenario, node);
        struct wf_turn *turn = &training->turns[i];
        turn->step_count = 0;
        wf_turn_add(turn, wf_start_up_step(job, node, actor->values.trainer.start_up_s));
        wf_pool_submit(&job->pool, &training->work, turn);
    }
    wf_group_wait(&training->work);
}

/* Work of every node on its share of @p samples in @p batches, and the share of it done now. */
static void submit_work(struct training *training, double samples, double batches, double share)
{
    struct wf_job *job = training->job;
    for (uint32_t i = 0; i < training->count; i++) {
        const struct wf_participant *node = &training->nodes[i];
        double flop = node->training_flop * samples / training->count + node->batch_flop * batches;
        struct wf_turn *turn = &training->turns[i];
        turn->step_count = 0;
        turn->tag = node->host;
        wf_turn_add(turn, (struct wf_step){.kind = WF_STEP_WORK,
                                           .phase = WF_PHASE_COMPUTE,
                                           .pstate = node->pstate,
                                           .node = wf_meter_node(&job->meter, node),
                                           .amount = share * flop / training->efficiency});
        wf_pool_submit(&job->pool, &training->work, turn);
    }
}

/* The ring: 2 (n - 1) steps, in each of which every node sends 1/n of the gradient to the next. */
static void all_reduce(struct training *training)
{
    struct wf_job *job = training->job;
    uint32_t n = training->count;
    for (uint32_t step = 0; step < 2 * (n - 1); step++) {
        for (uint32_t i = 0; i < n; i++) {
            const struct wf_participant *next = &training->nodes[(i + 1) % n];
            training->messages[i].step_count = 0;
            wf_turn_add(&training->messages[i],
                        (struct wf_step){.kind = WF_STEP_SEND,
                                         .phase = WF_PHASE_AGGREGATE,
                                         .direction = WF_EXCHANGE,
                                         .node = wf_meter_node(&job->meter, &training->nodes[i]),
                                         .peer = wf_meter_node(&job->meter, next),
                                         .amount = job->scenario->workload.gradient_byte / n});
            wf_pool_submit(&job->pool, &training->ring, &training->messages[i]);
        }
        wf_group_wait(&training->ring);
    }
}

static void run_epoch(struct training *training)
{
    bool exchange = training->count > 1 && isnan(training->props->scaling_efficiency_ratio);
    if (!exchange) { /* nothing happens between batches: one execution an epoch */
        submit_work(training, (double)training->samples, (double)training->batches, 1);
        wf_group_wait(&training->work);
        return;
    }
    double overlap = training->props->overlap_ratio;
    for (uint64_t i = 0; i < training->batches; i++) {
        uint64_t left = training->samples - i * training->batch;
        double samples = (double)(left < training->batch ? left : training->batch);
        submit_work(training, samples, 1, 1 - overlap);
        wf_group_wait(&training->work);
        submit_work(training, samples, 1, overlap);
        all_reduce(training);
        wf_group_wait(&training->work);
    }
}

static void evaluate(struct training *training)
{
    struct wf_job *job = training->job;
    double samples = (double)wf_scenario_evaluation_samples(job->scenario);
    for (uint32_t i = 0; i < training->count; i++) {
        const struct wf_participant *node = &training->nodes[i];
        struct wf_turn *turn = &training->turns[i];
        turn->step_count = 0;
        wf_turn_add(turn,
                    (struct wf_step){.kind = WF_STEP_WORK,
                                     .phase = WF_PHASE_EVALUATE,
                                     .pstate = node->evaluation_pstate,
                                     .node = wf_meter_node(&job->meter, node),
                                     .amount = node->evaluation_flop * samples / training->count});
        wf_pool_submit(&job->pool, &training->work, turn);
    }
    wf_group_wait(&training->work);
    job->outcome.flop += samples * job->scenario->workload.forward_flop;
}

void wf_trainer_lead(struct wf_job *job)
{
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_trainer *props = wf_scenario_trainer(scenario);
    struct training training = {
        .job = job,
        .props = props,
        .nodes = scenario->participants[WF_TRAINER],
        .count = scenario->participant_count[WF_TRAINER],
        .samples = scenario->total_samples,
        .efficiency = isnan(props->scaling_efficiency_ratio) ? 1 : props->scaling_efficiency_ratio};
    training.batch = props->batch == WF_COUNT_UNSET ? training.samples : props->batch;
    training.batches = wf_compute_batches(training.samples, training.batch);
    training.turns = wf_calloc(training.count, sizeof *training.turns);
    training.messages = wf_calloc(training.count, sizeof *training.messages);
    wf_group_init(&training.work);
    wf_group_init(&training.ring);
    wait_for_nodes(&training);
    attend(&training);
    collect(&training);
    start_up(&training);
    job->outcome.start_energy_j = job->meter.ledger.site_j;
    job->outcome.learner_coverage = job->outcome.sample_coverage = NAN;
    job->outcome.learner_gini = job->outcome.sample_gini = NAN;
    for (uint64_t epoch = 1; epoch <= scenario->rounds; epoch++) {
        struct wf_round_usage usage = {.start_s = simgrid_get_clock(), .cohort = training.count};
        double site_j = job->meter.ledger.site_j;
        run_epoch(&training);
        usage.slowest_host = training.work.last_tag;
        if (props->evaluation_period && epoch % props->evaluation_period == 0)
            evaluate(&training);
        job->outcome.flop += scenario->workload.training_flop * (double)training.samples;
        job->outcome.samples += (double)training.samples;
        attend(&training);
        usage.end_s = simgrid_get_clock();
        usage.energy_j = job->meter.ledger.site_j - site_j;
        wf_job_add_round(job, &usage);
    }
    wf_group_release(&training.work);
    wf_group_release(&training.ring);
    free(training.turns);
    free(training.messages);
}
