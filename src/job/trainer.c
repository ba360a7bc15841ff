/* Centralised training: sources upload once, then epochs on one node or several (data parallel, an
 * all-reduce after each batch). */
#include "job/collection.h"
#include "job/exchange.h"
#include "job/group.h"
#include "job/job.h"
#include "job/paradigms.h"
#include "job/record.h"
#include "job/step.h"
#include "model/compute.h"
#include "scenario/participants.h"
#include "scenario/resolver.h"
#include "scenario/trainers.h"
#include "workload/convergence.h"
#include <math.h>
#include <stdlib.h>

static const double ROUNDING = 1e-9; /* of a share of an epoch, of a number of batches */

struct training {
    struct wf_job *job;
    const struct wf_trainer *props;
    const struct wf_participant *nodes;
    struct wf_turn *turns; /* one a node: its work */
    struct wf_group work;
    struct wf_exchange exchange;
    struct wf_collection *collection; /* NULL: the data is there */
    uint32_t count;
    uint64_t samples, batch; /* of a whole epoch; of a whole batch */
    double efficiency;       /* measured scaling; 1 where it is simulated */
    bool exchanges;          /* gradients, after each batch */
};

/* All nodes are on duty: from when their data is there, or from before it is sent to them, until
 * the training ends. */
static void attend(struct training *training)
{
    struct wf_job *job = training->job;
    for (uint32_t i = 0; i < training->count; i++) {
        struct wf_node *node = wf_meter_node(&job->meter, &training->nodes[i]);
        node->reserved = true;
        wf_meter_attend(&job->meter, node);
    }
}

/* A turn on each node; returns when all have done it. */
static void on_each(struct training *training,
                    void (*add)(struct training *, const struct wf_participant *, struct wf_turn *))
{
    for (uint32_t i = 0; i < training->count; i++) {
        struct wf_turn *turn = &training->turns[i];
        wf_turn_clear(turn);
        add(training, &training->nodes[i], turn);
        wf_group_submit(&training->work, turn);
    }
    wf_group_wait(&training->work);
}

static void start_up(struct training *training, const struct wf_participant *node,
                     struct wf_turn *turn)
{
    const struct wf_actor *actor = wf_scenario_actor(training->job->scenario, node);
    const struct wf_trainer *props = &actor->values.trainer;
    bool due = training->job->begun == 1 || props->start_up_each == WF_START_UP_A_TRAINING;
    wf_turn_add(turn, wf_step_start_up(wf_meter_node(&training->job->meter, node), node,
                                       due ? props->start_up_s : 0));
}

static void prepare(struct training *training, const struct wf_participant *node,
                    struct wf_turn *turn)
{
    double samples =
        (double)wf_scenario_new_samples(training->job->scenario, training->job->training);
    wf_turn_add(turn, wf_step_preparation(wf_meter_node(&training->job->meter, node), node,
                                          samples / training->count));
}

/* The same of one node. What scaling loses is lost time: all takes 1 / efficiency as long. */
static struct wf_training_cost cost_of(const struct training *training,
                                       const struct wf_participant *node, double samples,
                                       double batches, double share)
{
    struct wf_training_cost cost = wf_training_cost(node, (struct wf_local_work){samples, batches});
    const struct wf_host_class *class = wf_scenario_host(training->job->scenario, node)->class;
    double read_s = cost.read_s / training->count;
    cost.read_s = 0;
    cost.flop = share * (cost.flop / training->count);
    cost.rest_s = share * (cost.rest_s / training->count);
    cost.lost_s *= share;
    cost.lost_s += wf_training_s(&cost, node, class) * (1 / training->efficiency - 1);
    cost.read_s = training->exchanges ? 0 : read_s;
    return cost;
}

/* Work of every node on its share of @p samples in @p batches, and the share of it done now. */
static void submit_work(struct training *training, double samples, double batches, double share)
{
    struct wf_job *job = training->job;
    for (uint32_t i = 0; i < training->count; i++) {
        const struct wf_participant *node = &training->nodes[i];
        struct wf_training_cost cost = cost_of(training, node, samples, batches, share);
        struct wf_turn *turn = &training->turns[i];
        wf_turn_clear(turn);
        turn->tag = node->host;
        wf_turn_add_training(turn, wf_meter_node(&job->meter, node), node, &cost);
        wf_group_submit(&training->work, turn);
    }
}

/* The @p samples of the next batch are read since @p start_s, by each node its share, while this
 * one is computed and exchanged. */
static void wait_for_input(struct training *training, double samples, double start_s)
{
    double now_s = wf_job_now(training->job);
    for (uint32_t i = 0; i < training->count; i++) {
        const struct wf_participant *node = &training->nodes[i];
        double until_s = start_s + node->read_s * samples / training->count;
        if (until_s <= now_s)
            continue;
        wf_turn_clear(&training->turns[i]);
        wf_turn_add(&training->turns[i], wf_step_pause(wf_meter_node(&training->job->meter, node),
                                                       WF_PHASE_OVERHEAD, until_s - now_s));
        wf_group_submit(&training->work, &training->turns[i]);
    }
    wf_group_wait(&training->work);
}

/* Batches of @p share of an epoch: as many as hold its samples. */
static double batches_of(const struct training *training, double share)
{
    if (share < 1)
        return ceil(share * (double)training->samples / (double)training->batch - ROUNDING);
    return (double)wf_compute_batches(training->samples, training->batch);
}

/* @p share of an epoch: its samples, the last batch what is left of them. */
static void run_epoch(struct training *training, double share)
{
    double all = share * (double)training->samples, batches = batches_of(training, share);
    if (!training->exchanges) { /* nothing happens between batches: one execution an epoch */
        submit_work(training, all, batches, 1);
        wf_group_wait(&training->work);
        return;
    }
    double overlap = training->props->overlap_ratio;
    for (double i = 0; i < batches; i++) {
        double batch = (double)training->batch;
        double samples = i < batches - 1 ? batch : all - i * batch;
        double start_s = wf_job_now(training->job);
        submit_work(training, samples, 1, 1 - overlap);
        wf_group_wait(&training->work);
        submit_work(training, samples, 1, overlap);
        wf_exchange_run(&training->exchange);
        wf_group_wait(&training->work);
        wait_for_input(training, samples, start_s);
    }
}

static void evaluation(struct training *training, const struct wf_participant *node,
                       struct wf_turn *turn)
{
    double samples = (double)wf_scenario_evaluation_samples(training->job->scenario);
    wf_turn_add_evaluation(turn, wf_meter_node(&training->job->meter, node), node,
                           samples / training->count, 1);
}

/* ---- its way ---- */

static void open(struct wf_job *job)
{
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_trainer *props = wf_scenario_trainer(scenario);
    struct training *training = job->paradigm = wf_calloc(1, sizeof *training);
    double start_s = 0;
    training->job = job;
    training->props = props;
    training->nodes = scenario->participants[WF_TRAINER];
    training->count = scenario->participant_count[WF_TRAINER];
    training->efficiency =
        isnan(props->scaling_efficiency_ratio) ? 1 : props->scaling_efficiency_ratio;
    training->exchanges = wf_trainers_exchange(scenario);
    training->turns = wf_calloc(training->count, sizeof *training->turns);
    wf_group_init(&training->work, job->executor, false);
    wf_exchange_init(&training->exchange, job);
    for (uint32_t i = 0; i < training->count; i++)
        start_s = fmax(start_s, wf_scenario_actor(scenario, &training->nodes[i])->start_s);
    wf_executor_sleep_until(job->executor, start_s);
    if (scenario->participant_count[WF_SOURCE])
        training->collection = wf_collection_new(job);
}

static void gather(struct wf_job *job)
{
    struct training *training = job->paradigm;
    if (training->props->reserved_from == WF_RESERVED_FROM_START)
        attend(training);
    if (training->collection)
        wf_collection_wait(training->collection);
    attend(training);
    if (!training->collection && job->training == 1)
        for (uint32_t i = 0; i < training->count; i++) /* the data is shared out among them */
            wf_record_storage(job, &training->nodes[i],
                              (double)job->scenario->total_samples / training->count);
    on_each(training, prepare);
}

/* One epoch, or the part of one that ends a training; only a whole one is evaluated. */
static void run_round(struct training *training, uint64_t number, double share)
{
    struct wf_job *job = training->job;
    const struct wf_scenario *scenario = job->scenario;
    double samples = share * (double)training->samples;
    struct wf_round_usage usage = {
        .start_s = wf_job_now(job), .progress = share, .cohort = training->count};
    double site_j = job->meter.ledger.site_j;
    if (training->collection)
        wf_collection_read(training->collection, share);
    run_epoch(training, share);
    if (training->collection)
        wf_collection_wait_for_input(training->collection);
    usage.slowest_host = training->work.last_tag;
    if (share >= 1 && wf_schedule_has(&training->props->evaluation, number)) {
        on_each(training, evaluation);
        job->outcome.flop +=
            (double)wf_scenario_evaluation_samples(scenario) * scenario->workload.forward_flop;
    }
    job->outcome.flop += scenario->workload.trained_flop * samples;
    wf_record_samples(job, samples);
    attend(training);
    usage.end_s = wf_job_now(job);
    usage.energy_j = job->meter.ledger.site_j - site_j;
    wf_record_round(job, &usage);
}

static void train(struct wf_job *job, double epochs)
{
    struct training *training = job->paradigm;
    const struct wf_trainer *props = training->props;
    const struct wf_scenario *scenario = job->scenario;
    training->samples = wf_scenario_total_trained_on(scenario, job->training);
    training->batch = props->batch == WF_COUNT_UNSET ? training->samples : props->batch;
    on_each(training, start_up);
    for (uint64_t done = 0;
         done == 0 || (epochs - (double)done > ROUNDING && !wf_record_cut_short(job)); done++)
        run_round(training, done + 1, fmin(1, epochs - (double)done));
}

static void close(struct wf_job *job)
{
    struct training *training = job->paradigm;
    wf_collection_free(training->collection);
    wf_group_release(&training->work);
    wf_exchange_release(&training->exchange);
    free(training->turns);
    free(training);
}

/* ---- the paradigm ---- */

static void resolve(struct wf_resolver *resolver)
{
    if (resolver->scenario->participant_count[WF_SOURCE])
        wf_participants_pair_sources(resolver);
    wf_trainers_check(resolver);
}

static void ask(const struct wf_scenario *scenario, struct wf_convergence_query *query)
{
    uint64_t batch = wf_scenario_trainer(scenario)->batch;
    query->batch = batch == WF_COUNT_UNSET ? WF_BATCH_ALL : batch;
}

/* Of each node its work and its message, and what each source is read. */
static uint64_t most_turns(const struct wf_scenario *scenario)
{
    return 2ull * scenario->participant_count[WF_TRAINER] +
           (wf_trainers_read(scenario) ? scenario->participant_count[WF_SOURCE] : 0);
}

static bool is_tree(const struct wf_scenario *scenario)
{
    return wf_scenario_trainer(scenario)->all_reduce == WF_ALL_REDUCE_TREE;
}

static bool is_ring(const struct wf_scenario *scenario)
{
    return !is_tree(scenario);
}

static const struct wf_paradigm_way way = {open, gather, train, close};

const struct wf_paradigm wf_centralised = {
    .name = "centralised",
    .leader = WF_TRAINER,
    .worker = WF_TRAINER,
    .holder = WF_SOURCE,
    .needs = WF_ROLE_BIT(WF_TRAINER),
    .allows = WF_ROLE_BIT(WF_SOURCE) | WF_ROLE_BIT(WF_USER),
    .unit = "epochs",
    .resolve = resolve,
    .ask = ask,
    .most_turns = most_turns,
    .routes = {{WF_SOURCE, WF_TRAINER, WF_PARTNER_OWN, false},
               {WF_TRAINER, WF_TRAINER, WF_PARTNER_RING, false, is_ring},
               {WF_TRAINER, WF_TRAINER, WF_PARTNER_TREE, true, is_tree}},
    .route_count = 3,
    .way = &way,
};
