/* Split learning (Gupta and Raskar 2018; Vepakomma et al. 2018): the model is cut at a layer.
 * Clients hold samples and the part below the cut, the server the part above. For each batch a
 * client runs its part forwards and sends the activations; the server runs its part forwards and
 * backwards and sends their gradients, of the same size; the client runs its part backwards. In a
 * round each client trains once, with the client's part that the server sends and gets back.
 *
 * Sequential: one client after another, in the order of their names, each with the part of the one
 * before. Parallel (SplitFed: Thapa et al. 2022): all at the same time; the server works on batches
 * as they come, its host shared among them, and averages the clients' parts at the end. */
#include "job/group.h"
#include "job/paradigms.h"
#include "job/record.h"
#include "job/step.h"
#include "scenario/resolver.h"
#include "workload/convergence.h"
#include <math.h>
#include <stdlib.h>

static const double ROUNDING = 1e-9; /* of a number of rounds */

struct client {
    struct split *split;
    const struct wf_participant *participant;
    const struct wf_split_client *props;
    struct wf_node *node;
    struct wf_turn turn;
    uint64_t held;          /* samples that it trains on in this training */
    uint64_t batches, done; /* of a round; of this one */
    uint64_t prepared;      /* samples */
    bool started;           /* has paid its start-up, of the run or of this training */
};

struct split {
    struct wf_job *job;
    const struct wf_split_server *props;
    const struct wf_participant *server;
    struct wf_node *node; /* of the server */
    struct client *clients;
    uint32_t count;
    struct wf_group group; /* of turns of clients, or what the server does itself */
    double part_byte;      /* of a client's part, as sent */
};

/* ---- a batch ---- */

/* Share of a pass in the part below the cut, or in the part above. */
static double portion(const struct split *split, bool below)
{
    double share = split->job->scenario->workload.client_flop_ratio;
    return below ? share : 1 - share;
}

/* What @p share of a training on @p samples takes of the host of a participant, once they are read.
 */
static struct wf_training_cost cost_of(const struct wf_participant *participant, double samples,
                                       double share)
{
    struct wf_training_cost cost =
        wf_training_cost(participant, (struct wf_local_work){.samples = share * samples});
    cost.read_s = 0;
    return cost;
}

static void exchange(const struct split *split, struct client *client, bool up, double samples)
{
    double byte = samples * split->job->scenario->workload.activation_byte;
    wf_turn_add(&client->turn,
                up ? wf_step_send(client->node, split->node, WF_PHASE_UPLOAD, WF_UPLINK, byte)
                   : wf_step_send(split->node, client->node, WF_PHASE_DOWNLOAD, WF_DOWNLINK, byte));
}

static void add_batch(struct client *client, double samples)
{
    const struct split *split = client->split;
    const struct wf_participant *participant = client->participant;
    const struct wf_workload *workload = &split->job->scenario->workload;
    double forward = workload->forward_flop / workload->training_flop;
    double below = portion(split, true);
    struct wf_training_cost first = cost_of(participant, samples, forward * below);
    struct wf_training_cost upper = cost_of(split->server, samples, portion(split, false));
    struct wf_training_cost last = cost_of(participant, samples, (1 - forward) * below);
    first.lost_s = participant->batch_lost_s;
    first.read_s = participant->read_s * samples; /* the client has the samples */
    wf_turn_add_training(&client->turn, client->node, participant, &first);
    exchange(split, client, true, samples);
    wf_turn_add_training(&client->turn, split->node, split->server, &upper);
    exchange(split, client, false, samples);
    wf_turn_add_training(&client->turn, client->node, participant, &last);
}

/* ---- a round of one client ---- */

static void go_on(void *data, struct wf_turn *turn);

static void submit(struct client *client)
{
    const struct split *split = client->split;
    if (client->done == client->batches)
        wf_turn_add(&client->turn, wf_step_send(client->node, split->node, WF_PHASE_UPLOAD,
                                                WF_UPLINK, split->part_byte));
    client->turn.tag = client->participant->host;
    client->turn.then = go_on;
    client->turn.data = client;
    wf_group_submit(&client->split->group, &client->turn);
}

/* A turn has ended: the next batch. */
static void go_on(void *data, struct wf_turn *turn)
{
    struct client *client = data;
    const struct wf_split_client *props = client->props;
    if (client->done == client->batches)
        return;
    wf_turn_clear(turn);
    add_batch(client, wf_local_batch(client->held, props->local_steps, props->batch, client->done));
    client->done++;
    submit(client);
}

/* It receives its part, and makes itself and its samples ready; batches follow. */
static void begin(struct client *client)
{
    struct split *split = client->split;
    struct wf_job *job = split->job;
    const struct wf_participant *participant = client->participant;
    const struct wf_split_client *props = client->props;
    struct wf_local_work work =
        wf_local_work(client->held, props->local_epochs, props->local_steps, props->batch);
    uint64_t held = wf_participant_held(participant, job->training);
    client->batches = (uint64_t)work.batches;
    client->done = 0;
    wf_turn_clear(&client->turn);
    wf_turn_add(&client->turn, wf_step_send(split->node, client->node, WF_PHASE_DOWNLOAD,
                                            WF_DOWNLINK, split->part_byte));
    if (!client->started)
        wf_turn_add(&client->turn, wf_step_start_up(client->node, participant, props->start_up_s));
    client->started = true;
    wf_turn_add(&client->turn,
                wf_step_preparation(client->node, participant, (double)(held - client->prepared)));
    client->prepared = held;
    job->outcome.flop += work.samples * job->scenario->workload.training_flop;
    wf_record_samples(job, work.samples);
    submit(client);
}

/* ---- the server ---- */

/* All clients do the same, in the order of the form; returns when they have. */
static void each_client(struct split *split, void (*act)(struct client *client))
{
    for (uint32_t i = 0; i < split->count; i++) {
        act(&split->clients[i]);
        if (split->props->form == WF_FORM_SEQUENTIAL)
            wf_group_wait(&split->group);
    }
    wf_group_wait(&split->group);
}

/* Work on the server; returns when it is done. */
static void play(struct split *split, struct wf_turn *turn)
{
    wf_group_submit(&split->group, turn);
    wf_group_wait(&split->group);
}

static void serve(struct split *split, struct wf_step step)
{
    struct wf_turn turn;
    wf_turn_clear(&turn);
    wf_turn_add(&turn, step);
    play(split, &turn);
}

static void aggregate(struct split *split)
{
    const struct wf_workload *workload = &split->job->scenario->workload;
    double flop = split->props->aggregation_flop * workload->client_parameters * split->count;
    split->job->outcome.flop += flop;
    serve(split, wf_step_work(split->node, WF_PHASE_AGGREGATE, split->server->pstate,
                              flop / split->node->core_count));
}

/* Forward passes over the samples that a client has for it: its part, which it receives again, then
 * the server's on the activations of all of them. */
static void evaluate_client(struct client *client)
{
    struct split *split = client->split;
    const struct wf_participant *participant = client->participant, *server = split->server;
    double samples = (double)client->props->evaluation_samples;
    if (samples == 0)
        return;
    wf_turn_clear(&client->turn);
    client->turn.tag = participant->host;
    wf_turn_add(&client->turn, wf_step_send(split->node, client->node, WF_PHASE_DOWNLOAD,
                                            WF_DOWNLINK, split->part_byte));
    wf_turn_add_evaluation(&client->turn, client->node, participant, samples, portion(split, true));
    exchange(split, client, true, samples);
    wf_turn_add(&client->turn,
                wf_step_work(split->node, WF_PHASE_EVALUATE, server->evaluation_pstate,
                             server->evaluation_flop * samples * portion(split, false)));
    split->job->outcome.flop += samples * split->job->scenario->workload.forward_flop;
    wf_group_submit(&split->group, &client->turn);
}

/* The clients with the server, then the server alone: it has both parts. */
static void evaluate(struct split *split)
{
    const struct wf_scenario *scenario = split->job->scenario;
    double samples = (double)wf_scenario_evaluation_samples(scenario);
    each_client(split, evaluate_client);
    struct wf_turn turn;
    wf_turn_clear(&turn);
    wf_turn_add_evaluation(&turn, split->node, split->server, samples, 1);
    play(split, &turn);
    split->job->outcome.flop += samples * scenario->workload.forward_flop;
}

static void run_round(struct split *split, uint64_t number)
{
    struct wf_job *job = split->job;
    struct wf_round_usage usage = {
        .start_s = wf_job_now(job), .progress = 1, .cohort = split->count, .updates = split->count};
    double up_byte = job->meter.byte[WF_UPLINK], down_byte = job->meter.byte[WF_DOWNLINK];
    double site_j = job->meter.ledger.site_j;
    each_client(split, begin);
    usage.slowest_host = split->group.last_tag;
    if (split->props->form == WF_FORM_PARALLEL)
        aggregate(split);
    if (wf_schedule_has(&split->props->evaluation, number))
        evaluate(split);
    serve(split, wf_step_overhead(split->node, split->server, split->props->round_overhead_s));
    wf_meter_attend(&job->meter, split->node); /* it has waited for those who came last */
    usage.end_s = wf_job_now(job);
    usage.uplink_byte = job->meter.byte[WF_UPLINK] - up_byte;
    usage.downlink_byte = job->meter.byte[WF_DOWNLINK] - down_byte;
    usage.energy_j = job->meter.ledger.site_j - site_j;
    wf_record_round(job, &usage);
}

/* ---- its way ---- */

static void open(struct wf_job *job)
{
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_workload *workload = &scenario->workload;
    struct split *split = job->paradigm = wf_calloc(1, sizeof *split);
    split->job = job;
    split->server = scenario->participants[WF_SPLIT_SERVER];
    const struct wf_actor *actor = wf_scenario_actor(scenario, split->server);
    double start_s = actor->start_s;
    split->props = &actor->values.split_server;
    split->node = wf_meter_node(&job->meter, split->server);
    split->count = scenario->participant_count[WF_SPLIT_CLIENT];
    split->clients = wf_calloc(split->count, sizeof *split->clients);
    split->part_byte = workload->client_parameters * workload->bytes_per_parameter;
    wf_group_init(&split->group, job->executor, false);
    for (uint32_t i = 0; i < split->count; i++) {
        struct client *client = &split->clients[i];
        client->split = split;
        client->participant = &scenario->participants[WF_SPLIT_CLIENT][i];
        actor = wf_scenario_actor(scenario, client->participant);
        client->props = &actor->values.split_client;
        client->node = wf_meter_node(&job->meter, client->participant);
        start_s = fmax(start_s, actor->start_s);
    }
    wf_executor_sleep_until(job->executor, start_s);
}

/* Data is already where it is trained on: it is only kept there from now on. */
static void gather(struct wf_job *job)
{
    struct split *split = job->paradigm;
    wf_meter_attend(&job->meter, split->node);
    for (uint32_t i = 0; i < split->count; i++) {
        const struct wf_participant *client = split->clients[i].participant;
        wf_record_storage(job, client,
                          (double)(job->training == 1 ? client->samples : client->new_samples));
    }
}

static void train(struct wf_job *job, double rounds)
{
    struct split *split = job->paradigm;
    for (uint32_t i = 0; i < split->count; i++) {
        struct client *client = &split->clients[i];
        client->held = wf_scenario_trained_on(job->scenario, client->participant, job->training);
        client->started &= client->props->start_up_each == WF_START_UP_A_RUN;
    }
    for (uint64_t number = 1;
         (double)number <= rounds + ROUNDING && !(number > 1 && wf_record_cut_short(job)); number++)
        run_round(split, number);
}

static void close(struct wf_job *job)
{
    struct split *split = job->paradigm;
    wf_group_release(&split->group);
    free(split->clients);
    free(split);
}

/* ---- the paradigm ---- */

static enum wf_form form_of(const struct wf_scenario *scenario)
{
    return (enum wf_form)wf_scenario_leading_actor(scenario)->values.split_server.form;
}

static void resolve(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_workload *workload = &scenario->workload;
    static const char *const needed[] = {"activation-size", "client-flop-share",
                                         "client-parameters"};
    int row = 0;
    scenario->active = scenario->asked = scenario->participant_count[WF_SPLIT_CLIENT];
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        row = wf_props_find(wf_workload_props, needed[i], 0);
        if (!workload->origins[row].file && !(workload->guessed & 1ull << row))
            wf_diag_error(resolver->diag, workload->path, workload->line,
                          "<workload> needs the prop '%s' (%s)", needed[i],
                          wf_workload_props[row].doc);
    }
    if (workload->client_parameters > workload->parameters)
        wf_diag_error(resolver->diag, workload->origins[row].file, workload->origins[row].line,
                      "<workload> prop '%s': %.15g is more than the %.15g parameters of the model",
                      wf_workload_props[row].name, workload->client_parameters,
                      workload->parameters);
    row = wf_props_find(wf_workload_props, "trainable-parameters", 0);
    if (workload->base_byte > 0)
        wf_diag_error(resolver->diag, workload->origins[row].file, workload->origins[row].line,
                      "<workload> prop '%s' is %.15g; split learning trains all %.15g parameters",
                      wf_workload_props[row].name, workload->trainable_parameters,
                      workload->parameters);
}

static void ask(const struct wf_scenario *scenario, struct wf_convergence_query *query)
{
    query->topology = form_of(scenario) == WF_FORM_PARALLEL ? WF_TOPOLOGY_SPLIT_PARALLEL
                                                            : WF_TOPOLOGY_SPLIT_SEQUENTIAL;
}

static uint64_t most_turns(const struct wf_scenario *scenario)
{
    return form_of(scenario) == WF_FORM_PARALLEL ? scenario->participant_count[WF_SPLIT_CLIENT] : 1;
}

/* Of each client its batches, and what is before them. */
static double round_turns(const struct wf_scenario *scenario)
{
    double turns = 0;
    for (uint32_t i = 0; i < scenario->participant_count[WF_SPLIT_CLIENT]; i++) {
        const struct wf_participant *client = &scenario->participants[WF_SPLIT_CLIENT][i];
        const struct wf_split_client *props =
            &wf_scenario_actor(scenario, client)->values.split_client;
        turns += 1 + wf_local_work(client->samples, props->local_epochs, props->local_steps,
                                   props->batch)
                         .batches;
    }
    return turns;
}

static const char *meets(const struct wf_scenario *scenario)
{
    return most_turns(scenario) > 1 ? "batches of several split-clients meet on the split-server"
                                    : NULL;
}

static const struct wf_paradigm_way way = {open, gather, train, close};

const struct wf_paradigm wf_split = {
    .name = "split-learning",
    .leader = WF_SPLIT_SERVER,
    .worker = WF_SPLIT_CLIENT,
    .holder = WF_SPLIT_CLIENT,
    .needs = WF_ROLE_BIT(WF_SPLIT_SERVER) | WF_ROLE_BIT(WF_SPLIT_CLIENT),
    .allows = WF_ROLE_BIT(WF_USER),
    .unit = "rounds",
    .federated = true,
    .resolve = resolve,
    .ask = ask,
    .most_turns = most_turns,
    .round_turns = round_turns,
    .meets = meets,
    .routes = {{WF_SPLIT_CLIENT, WF_SPLIT_SERVER, WF_PARTNER_FIRST, true}},
    .route_count = 1,
    .way = &way,
};
