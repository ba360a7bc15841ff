/* Gossip learning (Hegedus et al. 2019): in a round each member trains on its samples, sends its
 * model to one neighbour drawn at random, and averages its own with the models that have come since
 * it last averaged, none or several. No member waits for another: a fast one may be rounds ahead.
 * A model that comes after the last averaging of its receiver is not used. */
#include "base/random.h"
#include "job/paradigms.h"
#include "job/serverless.h"
#include "job/step.h"
#include "scenario/cohort.h"
#include "scenario/scenario.h"
#include "workload/convergence.h"
#include <stdlib.h>

struct gossiper {
    struct wf_turn message;
    struct wf_member *to;
    uint32_t received; /* models since it last averaged */
    uint64_t sent;     /* models, of all trainings */
};

/* What the members exchange. */
struct gossip {
    struct gossiper *gossipers;
    struct wf_random *random; /* a sub-stream for each host and round */
};

static struct gossiper *gossiper_of(const struct wf_member *member)
{
    const struct gossip *gossip = member->all->exchange;
    return &gossip->gossipers[member - member->all->members];
}

static void begin_round(struct wf_member *member);

static void on_averaged(void *data, struct wf_turn *turn)
{
    (void)turn;
    if (wf_member_end_round(data))
        begin_round(data);
}

static void on_message(void *data, struct wf_turn *turn)
{
    struct gossiper *from = gossiper_of(data);
    (void)turn;
    gossiper_of(from->to)->received++;
    uint32_t received = from->received;
    from->received = 0;
    wf_member_average(data, received, on_averaged);
}

/* The draw depends on the host and the number of its message alone: the same device sends to the
 * same neighbour whatever happens around it. */
static struct wf_member *draw_neighbour(struct wf_member *member)
{
    struct wf_serverless *all = member->all;
    struct gossip *gossip = all->exchange;
    uint64_t message = gossiper_of(member)->sent++;
    wf_random_seek(gossip->random,
                   message * all->job->scenario->platform->host_count + member->participant->host);
    uint64_t index = wf_random_below(gossip->random, member->neighbour_count);
    return &all->members[member->neighbours[index]];
}

static void on_trained(void *data, struct wf_turn *turn)
{
    struct wf_member *member = data;
    struct gossiper *gossiper = gossiper_of(member);
    (void)turn;
    gossiper->to = draw_neighbour(member);
    wf_turn_clear(&gossiper->message);
    wf_turn_add(&gossiper->message,
                wf_step_send(member->node, gossiper->to->node, WF_PHASE_UPLOAD, WF_EXCHANGE,
                             member->all->job->scenario->uplink_byte));
    wf_member_submit(member, &gossiper->message, on_message);
}

static void begin_round(struct wf_member *member)
{
    wf_member_train(member, on_trained);
}

/* ---- its way ---- */

static void open(struct wf_job *job)
{
    struct wf_serverless *all = wf_serverless_open(job);
    struct gossip *gossip = all->exchange = wf_calloc(1, sizeof *gossip);
    gossip->gossipers = wf_calloc(all->count, sizeof *gossip->gossipers);
    gossip->random = wf_random_new_indexed(job->scenario->options.seed, "gossip");
}

static void train(struct wf_job *job, double rounds)
{
    struct wf_serverless *all = job->paradigm;
    for (uint32_t i = 0; i < all->count; i++)
        gossiper_of(&all->members[i])->received =
            0; /* what came too late for the training before */
    wf_serverless_train(all, (uint64_t)rounds, begin_round);
}

static void close(struct wf_job *job)
{
    struct wf_serverless *all = job->paradigm;
    struct gossip *gossip = all->exchange;
    wf_serverless_close(all);
    wf_random_free(gossip->random);
    free(gossip->gossipers);
    free(gossip);
}

/* ---- the paradigm ---- */

static void ask(const struct wf_scenario *scenario, struct wf_convergence_query *query)
{
    (void)scenario;
    query->topology = WF_TOPOLOGY_GOSSIP;
}

/* Each has one turn open: it trains, sends or averages. */
static uint64_t most_turns(const struct wf_scenario *scenario)
{
    return scenario->participant_count[WF_GOSSIPER];
}

static const struct wf_paradigm_way way = {open, wf_serverless_gather, train, close};

const struct wf_paradigm wf_gossip = {
    .name = "gossip",
    .leader = WF_GOSSIPER,
    .worker = WF_GOSSIPER,
    .holder = WF_GOSSIPER,
    .needs = WF_ROLE_BIT(WF_GOSSIPER),
    .allows = WF_ROLE_BIT(WF_USER),
    .unit = "rounds",
    .federated = true,
    .resolve = wf_cohort_resolve_peers,
    .ask = ask,
    .most_turns = most_turns,
    .routes = {{WF_GOSSIPER, WF_GOSSIPER, WF_PARTNER_RING, true}},
    .route_count = 1,
    .way = &way,
};
