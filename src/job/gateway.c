/* Hierarchical training (Liu et al. 2020, client-edge-cloud): a gateway receives the model, runs
 * its local rounds with its learners, and answers with the aggregate. Gateways work at the same
 * time and never block: each continues from the end of its turn before. */
#include "job/gateway.h"
#include "base/random.h"
#include "job/base.h"
#include "job/protection.h"
#include "job/record.h"
#include "job/step.h"
#include <math.h>
#include <stdlib.h>

struct gateway {
    struct wf_gateways *all;
    const struct wf_participant *participant;
    const struct wf_gateway *props;
    const struct wf_gateway_plan *plan;
    struct wf_node *node;
    const uint32_t *members; /* indices of its learners */
    uint32_t member_count;
    bool passes_base;       /* a learner of it needs the frozen base */
    struct wf_turn own;     /* what it does itself */
    struct wf_turn *turns;  /* of its cohort */
    struct wf_turn **order; /* scratch */
    uint32_t *cohort;
    uint32_t chosen, ended, received; /* of the local round */
    uint32_t updates;                 /* of all its local rounds for one of the server's */
    uint64_t local_round;
    uint64_t drawn; /* cohorts so far */
    double until_s; /* how long it waits for the least cohort */
    struct wf_gate gate;
    bool closed;  /* enough updates have come */
    bool cutting; /* the others are being cut off */
};

struct wf_gateways {
    struct wf_federation *federation;
    struct gateway *list;
    uint32_t count;
    uint32_t answered; /* gateways with an update in this round of the server */
    struct wf_draws draws;
};

static void begin_local_round(struct gateway *gateway);
static void aggregate(struct gateway *gateway);

static void submit(struct gateway *gateway, void (*then)(void *, struct wf_turn *))
{
    struct wf_federation *federation = gateway->all->federation;
    gateway->own.then = then;
    gateway->own.data = gateway;
    gateway->own.tag = (uint32_t)(gateway - gateway->all->list);
    wf_group_submit(&federation->group, &gateway->own);
}

/* ---- one local round, step by step ---- */

/* Updates first, by date, then by learner: SimGrid's order of those of one date is by rounding. */
static int compare_turns(const void *a, const void *b)
{
    const struct wf_turn *one = *(const struct wf_turn *const *)a,
                         *other = *(const struct wf_turn *const *)b;
    if (one->failed != other->failed)
        return one->failed ? 1 : -1;
    if (one->ended_s < other->ended_s || one->ended_s > other->ended_s)
        return one->ended_s < other->ended_s ? -1 : 1;
    return one->tag < other->tag ? -1 : one->tag > other->tag;
}

/* All turns of the local round have ended. Where more updates have come than are needed, the last
 * of them at one date, the first ones count. */
static void conclude(struct gateway *gateway)
{
    struct wf_learners *fleet = &gateway->all->federation->fleet;
    struct wf_turn **order = gateway->order;
    uint32_t active = gateway->plan->active;
    for (uint32_t i = 0; i < gateway->chosen; i++)
        order[i] = &gateway->turns[i];
    if (gateway->received > active)
        qsort(order, gateway->chosen, sizeof(struct wf_turn *), compare_turns);
    for (uint32_t i = 0, counted = 0; i < gateway->chosen; i++) {
        bool counts = !order[i]->failed && counted < active;
        counted += counts;
        wf_learners_conclude(fleet, order[i]->tag, order[i], counts);
    }
    gateway->received = gateway->received < active ? gateway->received : active;
}

static void on_update(void *data, struct wf_turn *turn)
{
    struct gateway *gateway = data;
    struct wf_federation *federation = gateway->all->federation;
    turn->ended_s = wf_job_now(federation->job);
    gateway->received += !turn->failed;
    gateway->ended++;
    if (gateway->received == gateway->plan->active && !gateway->closed) {
        gateway->closed = gateway->cutting = true; /* each that is cut off comes by here */
        for (uint32_t i = 0; i < gateway->chosen; i++)
            wf_group_cut(&federation->group, &gateway->turns[i]);
        gateway->cutting = false;
    }
    if (gateway->ended == gateway->chosen && !gateway->cutting) {
        conclude(gateway);
        aggregate(gateway);
    }
}

static void start_local_round(struct gateway *gateway);

static void on_time(void *data, struct wf_turn *turn)
{
    (void)turn;
    start_local_round(data);
}

/* Until @p date_s too few of its learners are there. */
static void wait_for_learners(struct gateway *gateway, double date_s)
{
    struct wf_job *job = gateway->all->federation->job;
    if (isinf(date_s)) {
        wf_err_set(&job->err, WF_ESIM,
                   "no learner of gateway '%s' is there at %.6g s, and none will be%s",
                   wf_scenario_host(job->scenario, gateway->participant)->name, wf_job_now(job),
                   wf_learners_limit(&gateway->all->federation->fleet));
        return;
    }
    wf_turn_clear(&gateway->own);
    wf_turn_add(&gateway->own, wf_step_sleep_until(date_s));
    submit(gateway, on_time);
}

/* What a gateway draws is its own, whoever of two that begin at one date is first. */
static void draw_as(struct gateway *gateway)
{
    const struct wf_gateways *all = gateway->all;
    uint64_t index = gateway->drawn++ * all->count + (uint64_t)(gateway - all->list);
    wf_random_seek(all->draws.cohort, index);
    wf_random_seek(all->draws.dropout, index);
    all->federation->fleet.draws = &all->draws;
}

static void start_local_round(struct gateway *gateway)
{
    struct wf_federation *federation = gateway->all->federation;
    struct wf_job *job = federation->job;
    struct wf_learners *fleet = &federation->fleet;
    double now_s = wf_job_now(job);
    fleet->gate = gateway->gate;
    double begin_s = wf_learners_begin(fleet, gateway->members, gateway->member_count,
                                       gateway->props->selection_minimum, gateway->until_s);
    if (begin_s > now_s) {
        wait_for_learners(gateway, begin_s);
        return;
    }
    draw_as(gateway);
    gateway->chosen =
        wf_learners_select(fleet, gateway->members, gateway->member_count,
                           gateway->props->selection, gateway->plan->asked, gateway->cohort);
    fleet->masks = wf_protection_masks(job->scenario, gateway->chosen);
    gateway->ended = gateway->received = 0;
    gateway->closed = false;
    wf_learners_record(fleet, gateway->cohort, gateway->chosen);
    double cut_s =
        isnan(gateway->props->deadline_s) ? INFINITY : now_s + gateway->props->deadline_s;
    for (uint32_t i = 0; i < gateway->chosen; i++) {
        struct wf_turn *turn = &gateway->turns[i];
        wf_learners_turn(fleet, gateway->cohort[i], gateway->node, cut_s, turn);
        turn->then = on_update;
        turn->data = gateway;
    }
    fleet->draws = &fleet->own;
    for (uint32_t i = 0; i < gateway->chosen; i++)
        wf_group_submit(&federation->group, &gateway->turns[i]);
}

static void begin_local_round(struct gateway *gateway)
{
    double now_s = wf_job_now(gateway->all->federation->job);
    gateway->until_s = now_s + wf_or_infinity(gateway->props->selection_patience_s);
    gateway->gate = wf_gate_open(&gateway->props->carbon, now_s);
    start_local_round(gateway);
}

static void on_answer(void *data, struct wf_turn *turn)
{
    struct gateway *gateway = data;
    gateway->all->answered += !turn->failed && gateway->updates > 0;
}

static void on_aggregate(void *data, struct wf_turn *turn)
{
    struct gateway *gateway = data;
    struct wf_federation *federation = gateway->all->federation;
    (void)turn;
    wf_meter_attend(&federation->job->meter, gateway->node);
    if (++gateway->local_round < gateway->props->local_rounds) {
        begin_local_round(gateway);
        return;
    }
    wf_turn_clear(&gateway->own);
    if (gateway->updates)
        wf_turn_add(&gateway->own, wf_step_send(gateway->node, federation->node, WF_PHASE_UPLOAD,
                                                WF_UPLINK, federation->job->scenario->uplink_byte));
    submit(gateway, on_answer);
}

static void aggregate(struct gateway *gateway)
{
    struct wf_federation *federation = gateway->all->federation;
    struct wf_job *job = federation->job;
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_coding *coding = &federation->props->coding;
    bool last = gateway->local_round + 1 == gateway->props->local_rounds;
    double received = gateway->received;
    double flop =
        gateway->props->aggregation_flop * scenario->workload.trainable_parameters * received;
    double coded = (wf_scenario_packs(scenario)
                        ? coding->decode_flop * received + (last ? coding->encode_flop : 0)
                        : 0) +
                   (wf_scenario_unpacks(scenario) && !last ? coding->encode_flop : 0);
    gateway->updates += gateway->received;
    job->outcome.missing_updates += gateway->plan->active - gateway->received;
    job->outcome.flop += flop;
    wf_turn_clear(&gateway->own);
    wf_turn_add(&gateway->own, wf_protection_uncover(scenario, gateway->participant, gateway->node,
                                                     gateway->chosen, gateway->received));
    wf_turn_add(&gateway->own,
                wf_step_work(gateway->node, WF_PHASE_AGGREGATE, gateway->participant->pstate,
                             flop / gateway->node->core_count +
                                 wf_coding_flop(scenario, gateway->node, coded)));
    wf_turn_add(&gateway->own, wf_step_overhead(gateway->node, gateway->participant,
                                                gateway->props->round_overhead_s));
    submit(gateway, on_aggregate);
}

static void on_model(void *data, struct wf_turn *turn)
{
    struct gateway *gateway = data;
    (void)turn;
    gateway->local_round = 0;
    gateway->updates = 0;
    begin_local_round(gateway);
}

/* ---- all of them ---- */

static bool passes_base(const struct wf_scenario *scenario, const struct gateway *gateway)
{
    for (uint32_t i = 0; i < gateway->member_count; i++) {
        const struct wf_participant *learner =
            &scenario->participants[WF_LEARNER][gateway->members[i]];
        if (wf_scenario_actor(scenario, learner)->values.learner.base == WF_BASE_SENT)
            return true;
    }
    return false;
}

struct wf_gateways *wf_gateways_new(struct wf_federation *federation)
{
    const struct wf_scenario *scenario = federation->job->scenario;
    struct wf_gateways *gateways = wf_calloc(1, sizeof *gateways);
    gateways->federation = federation;
    gateways->count = scenario->participant_count[WF_GATEWAY];
    gateways->list = wf_calloc(gateways->count, sizeof *gateways->list);
    gateways->draws =
        (struct wf_draws){wf_random_new_indexed(scenario->options.seed, "cohort of a gateway"),
                          wf_random_new_indexed(scenario->options.seed, "dropout under a gateway")};
    for (uint32_t i = 0; i < gateways->count; i++) {
        struct gateway *gateway = &gateways->list[i];
        gateway->all = gateways;
        gateway->participant = &scenario->participants[WF_GATEWAY][i];
        gateway->props = &wf_scenario_actor(scenario, gateway->participant)->values.gateway;
        gateway->plan = &scenario->gateways[i];
        gateway->node = wf_meter_node(&federation->job->meter, gateway->participant);
        gateway->members = scenario->members + scenario->first_member[i];
        gateway->member_count = scenario->first_member[i + 1] - scenario->first_member[i];
        gateway->passes_base = passes_base(scenario, gateway);
        gateway->turns = wf_calloc(gateway->plan->asked, sizeof *gateway->turns);
        gateway->order = wf_calloc(gateway->plan->asked, sizeof(struct wf_turn *));
        gateway->cohort = wf_calloc(gateway->plan->asked, sizeof *gateway->cohort);
    }
    return gateways;
}

void wf_gateways_free(struct wf_gateways *gateways)
{
    if (!gateways)
        return;
    for (uint32_t i = 0; i < gateways->count; i++) {
        free(gateways->list[i].turns);
        free(gateways->list[i].order);
        free(gateways->list[i].cohort);
    }
    wf_random_free(gateways->draws.cohort);
    wf_random_free(gateways->draws.dropout);
    free(gateways->list);
    free(gateways);
}

uint32_t wf_gateways_round(struct wf_gateways *gateways, const uint32_t *cohort, uint32_t count)
{
    struct wf_federation *federation = gateways->federation;
    const struct wf_scenario *scenario = federation->job->scenario;
    gateways->answered = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct gateway *gateway = &gateways->list[cohort[i]];
        const struct wf_actor *actor = wf_scenario_actor(scenario, gateway->participant);
        wf_turn_clear(&gateway->own);
        wf_turn_add(&gateway->own, wf_step_sleep_until(actor->start_s));
        if (gateway->passes_base)
            wf_base_add(&gateway->own, scenario, federation->node, gateway->node,
                        gateway->props->base, &gateway->node->has_base);
        wf_turn_add(&gateway->own, wf_step_send(federation->node, gateway->node, WF_PHASE_DOWNLOAD,
                                                WF_DOWNLINK, scenario->downlink_byte));
        submit(gateway, on_model);
    }
    wf_group_wait(&federation->group);
    return gateways->answered;
}

static bool has_evaluators(const struct gateway *gateway)
{
    for (uint32_t i = 0; i < gateway->chosen; i++)
        if (wf_learners_evaluates(&gateway->all->federation->fleet, gateway->cohort[i]))
            return true;
    return false;
}

static void on_model_to_evaluate(void *data, struct wf_turn *turn)
{
    struct gateway *gateway = data;
    struct wf_federation *federation = gateway->all->federation;
    bool again = federation->props->evaluation_download == WF_YES;
    (void)turn;
    for (uint32_t i = 0; i < gateway->chosen; i++) {
        uint32_t index = gateway->cohort[i];
        if (!wf_learners_evaluates(&federation->fleet, index))
            continue;
        wf_learners_evaluation(&federation->fleet, index, gateway->node, again, &gateway->turns[i]);
        wf_group_submit(&federation->group, &gateway->turns[i]);
    }
}

void wf_gateways_evaluate(struct wf_federation *federation, uint32_t cohort)
{
    bool again = federation->props->evaluation_download == WF_YES, any = false;
    for (uint32_t i = 0; i < cohort; i++) {
        struct gateway *gateway = &federation->gateways->list[federation->cohort[i]];
        if (!has_evaluators(gateway))
            continue;
        any = true;
        wf_turn_clear(&gateway->own);
        if (again)
            wf_turn_add(&gateway->own,
                        wf_step_send(federation->node, gateway->node, WF_PHASE_DOWNLOAD,
                                     WF_DOWNLINK, federation->job->scenario->downlink_byte));
        submit(gateway, on_model_to_evaluate);
    }
    if (any)
        wf_group_wait(&federation->group);
}
