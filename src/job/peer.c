/* Serverless training (consensus; Savazzi et al. 2022): in a round each peer trains on its samples,
 * sends its model to its neighbours, and averages when it has all of theirs. A peer waits for its
 * neighbours only: it may be one round ahead of them. No peer blocks: each continues from the end
 * of the turn before. */
#include "job/paradigms.h"
#include "job/serverless.h"
#include "job/step.h"
#include "scenario/cohort.h"
#include "scenario/scenario.h"
#include "workload/convergence.h"
#include <stdlib.h>

struct peer {
    struct wf_turn *messages; /* one a neighbour */
    uint32_t received[2];     /* models for this round and the next, by parity */
    uint32_t sending;         /* messages on their way */
    bool trained;
};

/* What the members exchange. */
struct consensus {
    struct peer *peers;
    struct wf_turn *messages;
};

static struct peer *peer_of(const struct wf_member *member)
{
    const struct consensus *consensus = member->all->exchange;
    return &consensus->peers[member - member->all->members];
}

static void begin_round(struct wf_member *member);

static void on_averaged(void *data, struct wf_turn *turn)
{
    (void)turn;
    if (wf_member_end_round(data))
        begin_round(data);
}

/* It has trained, sent to all and heard from all. */
static void go_on_if_ready(struct wf_member *member)
{
    struct peer *peer = peer_of(member);
    uint32_t *received = &peer->received[member->round & 1];
    if (!peer->trained || peer->sending || *received < member->neighbour_count)
        return;
    *received = 0;
    peer->trained = false;
    wf_member_average(member, member->neighbour_count, on_averaged);
}

static void on_message(void *data, struct wf_turn *turn)
{
    struct wf_member *from = data;
    struct peer *peer = peer_of(from);
    struct wf_member *to = &from->all->members[from->neighbours[turn - peer->messages]];
    peer->sending--;
    peer_of(to)->received[from->round & 1]++;
    go_on_if_ready(to);
    go_on_if_ready(from);
}

static void on_trained(void *data, struct wf_turn *turn)
{
    struct wf_member *member = data;
    struct peer *peer = peer_of(member);
    (void)turn;
    peer->trained = true;
    peer->sending = member->neighbour_count;
    for (uint32_t i = 0; i < member->neighbour_count; i++) {
        struct wf_turn *message = &peer->messages[i];
        wf_turn_clear(message);
        wf_turn_add(message,
                    wf_step_send(member->node, member->all->members[member->neighbours[i]].node,
                                 WF_PHASE_UPLOAD, WF_EXCHANGE,
                                 member->all->job->scenario->uplink_byte));
        wf_member_submit(member, message, on_message);
    }
}

static void begin_round(struct wf_member *member)
{
    wf_member_train(member, on_trained);
}

/* ---- its way ---- */

static void open(struct wf_job *job)
{
    struct wf_serverless *all = wf_serverless_open(job);
    struct consensus *consensus = all->exchange = wf_calloc(1, sizeof *consensus);
    all->in_step = true;
    consensus->peers = wf_calloc(all->count, sizeof *consensus->peers);
    consensus->messages = wf_calloc(all->graph.offset[all->count], sizeof *consensus->messages);
    for (uint32_t i = 0; i < all->count; i++)
        consensus->peers[i].messages = consensus->messages + all->graph.offset[i];
}

static void train(struct wf_job *job, double rounds)
{
    wf_serverless_train(job->paradigm, (uint64_t)rounds, begin_round);
}

static void close(struct wf_job *job)
{
    struct wf_serverless *all = job->paradigm;
    struct consensus *consensus = all->exchange;
    wf_serverless_close(all);
    free(consensus->messages);
    free(consensus->peers);
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

static const struct wf_paradigm_way way = {open, wf_serverless_gather, train, close};

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
