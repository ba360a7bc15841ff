/* Serverless training (consensus; Savazzi et al. 2022): in a round each peer trains on its samples,
 * sends its model to its neighbours, and averages when it has all of theirs. A peer waits for its
 * neighbours only: it may be one round ahead of them. No peer blocks: each continues from the end
 * of the turn before. */
#include "base/random.h"
#include "job/group.h"
#include "job/job.h"
#include "job/paradigms.h"
#include "job/record.h"
#include "job/step.h"
#include "model/neighbours.h"
#include "scenario/resolver.h"
#include "workload/convergence.h"
#include <math.h>
#include <stdlib.h>

struct peer {
    struct consensus *all;
    const struct wf_participant *participant;
    const struct wf_peer *props;
    struct wf_node *node;
    struct wf_turn work;      /* training, then averaging */
    struct wf_turn *messages; /* one a neighbour */
    const uint32_t *neighbours;
    uint32_t neighbour_count;
    uint64_t round;       /* in progress, from 1 */
    uint32_t received[2]; /* models for this round and the next, by parity */
    uint32_t sending;     /* messages on their way */
    uint64_t prepared;    /* samples */
    bool trained, started;
};

struct consensus {
    struct wf_job *job;
    const struct wf_peer *props;
    struct peer *list;
    uint32_t count;
    struct wf_neighbours neighbours;
    struct wf_turn *messages;
    struct wf_group group;
    uint64_t rounds;        /* of this training */
    uint64_t *ended;        /* peers that have ended round 1, 2, .. */
    uint64_t first_open;    /* index of the first round that not all have ended */
    double start_s, site_j; /* of that round */
};

static void begin_round(struct peer *peer);

static void submit(struct peer *peer, struct wf_turn *turn, void (*then)(void *, struct wf_turn *))
{
    turn->then = then;
    turn->data = peer;
    turn->tag = peer->participant->host;
    wf_group_submit(&peer->all->group, turn);
}

/* The last peer has ended a round: it is over for all. */
static void count_round(struct consensus *consensus, uint64_t number, const struct peer *last)
{
    struct wf_job *job = consensus->job;
    if (++consensus->ended[number - 1] < consensus->count)
        return;
    for (uint32_t i = 0; i < consensus->count; i++)
        wf_meter_attend(&job->meter, consensus->list[i].node);
    struct wf_round_usage usage = {.start_s = consensus->start_s,
                                   .end_s = wf_job_now(job),
                                   .cohort = consensus->count,
                                   .slowest_host = last->participant->host,
                                   .energy_j = job->meter.ledger.site_j - consensus->site_j};
    consensus->start_s = usage.end_s;
    consensus->site_j = job->meter.ledger.site_j;
    wf_record_round(job, &usage);
}

static void on_averaged(void *data, struct wf_turn *turn)
{
    struct peer *peer = data;
    (void)turn;
    count_round(peer->all, peer->round, peer);
    if (peer->round++ < peer->all->rounds)
        begin_round(peer);
}

/* It has trained, sent to all and heard from all: average, evaluate, overhead. */
static void go_on_if_ready(struct peer *peer)
{
    struct wf_job *job = peer->all->job;
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_peer *props = peer->props;
    if (!peer->trained || peer->sending || peer->received[peer->round & 1] < peer->neighbour_count)
        return;
    peer->received[peer->round & 1] = 0;
    peer->trained = false;
    double flop =
        props->aggregation_flop * scenario->workload.parameters * (double)peer->neighbour_count;
    double coding =
        wf_scenario_packs(scenario) ? props->coding.decode_flop * (double)peer->neighbour_count : 0;
    job->outcome.flop += flop;
    wf_turn_clear(&peer->work);
    wf_turn_add(&peer->work, wf_step_work(peer->node, WF_PHASE_AGGREGATE, peer->participant->pstate,
                                          flop / peer->node->core_count +
                                              wf_coding_flop(scenario, peer->node, coding)));
    if (wf_schedule_has(&props->evaluation, peer->round)) {
        double samples = (double)props->evaluation_samples;
        job->outcome.flop += samples * scenario->workload.forward_flop;
        wf_turn_add(&peer->work, wf_step_work(peer->node, WF_PHASE_EVALUATE,
                                              peer->participant->evaluation_pstate,
                                              peer->participant->evaluation_flop * samples));
    }
    wf_turn_add(&peer->work, wf_step_overhead(job, peer->participant, props->round_overhead_s));
    submit(peer, &peer->work, on_averaged);
}

static void on_message(void *data, struct wf_turn *turn)
{
    struct peer *from = data;
    struct peer *to = &from->all->list[from->neighbours[turn - from->messages]];
    from->sending--;
    to->received[from->round & 1]++;
    go_on_if_ready(to);
    go_on_if_ready(from);
}

static void on_trained(void *data, struct wf_turn *turn)
{
    struct peer *peer = data;
    struct wf_job *job = peer->all->job;
    (void)turn;
    peer->trained = true;
    peer->sending = peer->neighbour_count;
    for (uint32_t i = 0; i < peer->neighbour_count; i++) {
        struct wf_turn *message = &peer->messages[i];
        wf_turn_clear(message);
        wf_turn_add(message,
                    wf_step_send(peer->node, peer->all->list[peer->neighbours[i]].node,
                                 WF_PHASE_UPLOAD, WF_EXCHANGE, job->scenario->uplink_byte));
        submit(peer, message, on_message);
    }
}

static void begin_round(struct peer *peer)
{
    struct wf_job *job = peer->all->job;
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_participant *participant = peer->participant;
    const struct wf_peer *props = peer->props;
    uint64_t samples = wf_scenario_trained_on(scenario, participant, job->training);
    double coding = wf_scenario_packs(scenario) ? props->coding.encode_flop : 0;
    double passes = (double)samples * (double)props->local_epochs;
    wf_turn_clear(&peer->work);
    if (!peer->started)
        wf_turn_add(&peer->work, wf_step_start_up(job, participant, props->start_up_s));
    peer->started = true;
    wf_turn_add(&peer->work, wf_step_work(peer->node, WF_PHASE_COMPUTE, participant->pstate,
                                          wf_local_flop(participant, samples, props->local_epochs,
                                                        props->batch) +
                                              wf_coding_flop(scenario, peer->node, coding)));
    job->outcome.flop += passes * scenario->workload.training_flop;
    wf_record_samples(job, passes);
    submit(peer, &peer->work, on_trained);
}

/* ---- its way ---- */

static void open(struct wf_job *job)
{
    const struct wf_scenario *scenario = job->scenario;
    struct consensus *consensus = job->paradigm = wf_calloc(1, sizeof *consensus);
    struct wf_random *random = wf_random_new(scenario->options.seed, "neighbours");
    double start_s = 0;
    consensus->job = job;
    consensus->props = wf_scenario_peer(scenario);
    consensus->count = scenario->participant_count[WF_PEER];
    consensus->list = wf_calloc(consensus->count, sizeof *consensus->list);
    wf_neighbours_build((enum wf_neighbours_kind)consensus->props->neighbours, consensus->count,
                        (uint32_t)consensus->props->degree, random, &consensus->neighbours,
                        &job->err);
    wf_random_free(random);
    consensus->messages =
        wf_calloc(consensus->neighbours.offset[consensus->count], sizeof *consensus->messages);
    wf_group_init(&consensus->group, job->executor, false);
    for (uint32_t i = 0; i < consensus->count; i++) {
        struct peer *peer = &consensus->list[i];
        uint64_t first = consensus->neighbours.offset[i];
        const struct wf_actor *actor;
        peer->all = consensus;
        peer->participant = &scenario->participants[WF_PEER][i];
        actor = wf_scenario_actor(scenario, peer->participant);
        peer->props = &actor->values.peer;
        peer->node = wf_meter_node(&job->meter, peer->participant);
        peer->messages = consensus->messages + first;
        peer->neighbours = consensus->neighbours.peer + first;
        peer->neighbour_count = (uint32_t)(consensus->neighbours.offset[i + 1] - first);
        start_s = fmax(start_s, actor->start_s);
    }
    wf_executor_sleep_until(job->executor, start_s);
}

static void gather(struct wf_job *job)
{
    struct consensus *consensus = job->paradigm;
    for (uint32_t i = 0; i < consensus->count; i++) {
        struct peer *peer = &consensus->list[i];
        uint64_t held = wf_participant_held(peer->participant, job->training);
        wf_meter_attend(&job->meter, peer->node);
        wf_record_storage(job, peer->participant, (double)(held - peer->prepared));
        wf_turn_clear(&peer->work);
        wf_turn_add(&peer->work,
                    wf_step_preparation(job, peer->participant, (double)(held - peer->prepared)));
        peer->prepared = held;
        wf_group_submit(&consensus->group, &peer->work);
    }
    wf_group_wait(&consensus->group);
}

static void train(struct wf_job *job, uint64_t rounds)
{
    struct consensus *consensus = job->paradigm;
    consensus->rounds = rounds;
    consensus->ended = wf_calloc(rounds, sizeof *consensus->ended);
    consensus->start_s = wf_job_now(job);
    consensus->site_j = job->meter.ledger.site_j;
    for (uint32_t i = 0; i < consensus->count; i++) {
        consensus->list[i].round = 1;
        begin_round(&consensus->list[i]);
    }
    wf_group_wait(&consensus->group);
    free(consensus->ended);
    consensus->ended = NULL;
}

static void close(struct wf_job *job)
{
    struct consensus *consensus = job->paradigm;
    wf_group_release(&consensus->group);
    wf_neighbours_release(&consensus->neighbours);
    free(consensus->messages);
    free(consensus->list);
    free(consensus);
}

/* ---- the paradigm ---- */

static void ask(const struct wf_scenario *scenario, struct wf_convergence_query *query)
{
    query->topology = wf_scenario_peer(scenario)->neighbours;
}

static uint64_t most_turns(const struct wf_scenario *scenario)
{
    return scenario->exchanges;
}

static const struct wf_paradigm_way way = {open, gather, train, close};

const struct wf_paradigm wf_decentralised = {
    .name = "decentralised",
    .leader = WF_PEER,
    .worker = WF_PEER,
    .holder = WF_PEER,
    .needs = WF_ROLE_BIT(WF_PEER),
    .allows = WF_ROLE_BIT(WF_USER),
    .unit = "rounds",
    .federated = true,
    .resolve = wf_cohort_resolve_peers,
    .ask = ask,
    .most_turns = most_turns,
    .routes = {{WF_PEER, WF_PEER, WF_PARTNER_RING, true}},
    .route_count = 1,
    .way = &way,
};
