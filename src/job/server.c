/* Synchronous FedAvg (McMahan et al. 2017): each round select a cohort, send the model, wait for
 * its updates (until the deadline, or until enough have come), aggregate, evaluate, and pay the
 * fixed overhead of the round. */
#include "base/random.h"
#include "job/asynchronous.h"
#include "job/federation.h"
#include "job/gateway.h"
#include "job/paradigms.h"
#include "job/protection.h"
#include "job/record.h"
#include "scenario/cohort.h"
#include "scenario/participants.h"
#include "scenario/resolver.h"
#include "scenario/rounds.h"
#include "workload/convergence.h"
#include <math.h>
#include <stdlib.h>

/* Wait for the least cohort, as long as the server's patience lasts. */
static void wait_for_minimum(struct wf_federation *federation)
{
    const struct wf_server *props = federation->props;
    struct wf_job *job = federation->job;
    double until_s = wf_job_now(job) + wf_or_infinity(props->selection_patience_s), date_s;
    while (props->selection_minimum > 1 &&
           (date_s = wf_learners_begin(&federation->fleet, NULL, federation->fleet.count,
                                       props->selection_minimum, until_s)) > wf_job_now(job)) {
        if (isinf(date_s))
            return; /* nobody will be there: choose() says so */
        wf_executor_sleep_until(job->executor, date_s);
        wf_meter_attend(&job->meter, federation->node);
    }
}

/* Choose the cohort. If no learner is available, wait for the first that becomes so. */
static uint32_t choose(struct wf_federation *federation, uint32_t count)
{
    struct wf_job *job = federation->job;
    struct wf_learners *fleet = &federation->fleet;
    wait_for_minimum(federation);
    for (;;) {
        uint32_t chosen = wf_learners_select(
            fleet, NULL, fleet->count, federation->props->selection, count, federation->cohort);
        if (chosen)
            return chosen;
        double next_s = wf_learners_next(fleet, NULL, fleet->count);
        if (isinf(next_s)) {
            wf_err_set(&job->err, WF_ESIM, "no learner is there at %.6g s, and none will be%s",
                       wf_job_now(job), wf_learners_limit(fleet));
            return 0;
        }
        wf_executor_sleep_until(job->executor, next_s);
        wf_meter_attend(&job->meter, federation->node);
    }
}

/* Local training of the cohort. @return how many updates count. */
static uint32_t train_cohort(struct wf_federation *federation, uint32_t asked,
                             struct wf_round_usage *usage)
{
    struct wf_job *job = federation->job;
    struct wf_learners *fleet = &federation->fleet;
    double deadline_s = federation->props->deadline_s;
    double cut_s = isnan(deadline_s) ? INFINITY : wf_job_now(job) + deadline_s;
    uint32_t needed = job->scenario->active, received = 0;
    wf_federation_pack(federation);
    fleet->masks = wf_protection_masks(job->scenario, asked);
    for (uint32_t i = 0; i < asked; i++) {
        wf_learners_fetch(fleet, federation->cohort, i, asked);
        wf_learners_turn(fleet, federation->cohort[i], federation->node, cut_s,
                         &federation->turns[i]);
        wf_group_submit(&federation->group, &federation->turns[i]);
    }
    wf_group_wait_for(&federation->group, asked > needed ? needed : UINT32_MAX);
    for (uint32_t i = 0; i < asked; i++) {
        struct wf_turn *turn = &federation->turns[i];
        wf_learners_fetch_states(fleet, federation->cohort, i, asked);
        wf_group_cut(&federation->group, turn); /* there are enough updates without it */
        bool counts = !turn->failed && received < needed;
        received += counts;
        wf_learners_conclude(fleet, federation->cohort[i], turn, counts);
    }
    wf_group_wait(&federation->group); /* all have ended, some perhaps while others were cut */
    usage->slowest_host = wf_learners_host(fleet, federation->group.last_tag);
    return received;
}

/* Those of the cohort that have samples for it evaluate, at the same time. */
static void ask_cohort(struct wf_federation *federation, uint32_t cohort)
{
    struct wf_learners *fleet = &federation->fleet;
    bool again = federation->props->evaluation_download == WF_YES;
    uint32_t open = 0;
    for (uint32_t i = 0; i < cohort; i++) {
        uint32_t index = federation->cohort[i];
        if (!wf_learners_evaluates(fleet, index))
            continue;
        wf_learners_evaluation(fleet, index, federation->node, again, &federation->turns[open]);
        wf_group_submit(&federation->group, &federation->turns[open++]);
    }
    if (open)
        wf_group_wait(&federation->group);
}

static void run_round(struct wf_federation *federation)
{
    const struct wf_scenario *scenario = federation->job->scenario;
    struct wf_federation_round round;
    uint32_t received, asked = scenario->asked;
    wf_federation_begin(federation, &round);
    if (federation->gateways) {
        if (asked < scenario->participant_count[WF_GATEWAY])
            wf_random_subset(federation->fleet.own.cohort, scenario->participant_count[WF_GATEWAY],
                             asked, federation->cohort);
        else
            for (uint32_t i = 0; i < asked; i++)
                federation->cohort[i] = i;
        wf_federation_pack(federation);
        received = wf_gateways_round(federation->gateways, federation->cohort, asked);
        round.usage.slowest_host =
            scenario->participants[WF_GATEWAY][federation->group.last_tag].host;
        wf_federation_finish(federation, &round, received, received, scenario->active, asked);
        return;
    }
    asked = choose(federation, asked);
    if (federation->job->err.code)
        return;
    wf_learners_record(&federation->fleet, federation->cohort, asked);
    received = train_cohort(federation, asked, &round.usage);
    wf_federation_finish(federation, &round, received, received, scenario->active, asked);
}

/* ---- their way ---- */

static void open(struct wf_job *job)
{
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_participant *server = scenario->participants[WF_SERVER];
    struct wf_federation *federation = job->paradigm = wf_calloc(1, sizeof *federation);
    federation->job = job;
    federation->props = wf_scenario_server(scenario);
    federation->server = server;
    federation->node = wf_meter_node(&job->meter, server);
    federation->turns = wf_calloc(scenario->asked, sizeof *federation->turns);
    federation->cohort = wf_calloc(scenario->asked, sizeof *federation->cohort);
    wf_learners_init(&federation->fleet, job);
    wf_group_init(&federation->own, job->executor, false);
    wf_group_init(&federation->group, job->executor,
                  federation->props->aggregation != WF_AGGREGATE_SYNC);
    federation->ask_learners = scenario->participant_count[WF_GATEWAY] ? wf_gateways_evaluate
                               : federation->props->aggregation == WF_AGGREGATE_SYNC
                                   ? ask_cohort
                                   : wf_asynchronous_evaluate;
    if (scenario->participant_count[WF_GATEWAY])
        federation->gateways = wf_gateways_new(federation);
    wf_executor_sleep_until(job->executor, wf_scenario_actor(scenario, server)->start_s);
}

/* Data is already where it is trained on: it is only kept there from now on. */
static void gather(struct wf_job *job)
{
    struct wf_federation *federation = job->paradigm;
    wf_meter_attend(&job->meter,
                    federation->node); /* on duty from now on, even if no learner is available */
    for (uint32_t i = 0; !federation->fleet.muster && i < federation->fleet.count; i++) {
        const struct wf_participant *learner = wf_learners_get(&federation->fleet, i);
        wf_record_storage(job, learner,
                          (double)(job->training == 1 ? learner->samples : learner->new_samples));
    }
}

static void train(struct wf_job *job, double rounds)
{
    struct wf_federation *federation = job->paradigm;
    federation->number = 0;
    federation->progress = 0;
    federation->barren = 0;
    if (federation->props->aggregation != WF_AGGREGATE_SYNC) {
        wf_asynchronous_train(federation, rounds);
        return;
    }
    while (wf_federation_goes_on(federation, rounds))
        run_round(federation);
}

static void close(struct wf_job *job)
{
    struct wf_federation *federation = job->paradigm;
    if (!job->err.code)
        wf_learners_cover(&federation->fleet);
    wf_gateways_free(federation->gateways);
    wf_learners_release(&federation->fleet);
    wf_group_release(&federation->group);
    wf_group_release(&federation->own);
    free(federation->turns);
    free(federation->cohort);
    free(federation);
}

/* ---- two paradigms: with gateways between, and without ---- */

static void ask(const struct wf_scenario *scenario, struct wf_convergence_query *query)
{
    const struct wf_server *server = wf_scenario_server(scenario);
    query->aggregation = server->aggregation;
    if (server->aggregation == WF_AGGREGATE_BUFFERED)
        query->buffer = server->buffer == WF_COUNT_UNSET ? scenario->active : server->buffer;
}

/* Learners of a round, over all gateways; unset where they are not the same in every round. */
static uint64_t active_of_gateways(const struct wf_scenario *scenario)
{
    uint64_t active = 0;
    if (scenario->active < scenario->participant_count[WF_GATEWAY])
        return WF_COUNT_UNSET;
    for (uint32_t i = 0; i < scenario->participant_count[WF_GATEWAY]; i++)
        active += scenario->gateways[i].active;
    return active;
}

static void ask_of_gateways(const struct wf_scenario *scenario, struct wf_convergence_query *query)
{
    ask(scenario, query);
    query->active = active_of_gateways(scenario);
    query->local_rounds =
        wf_rounds_common(scenario, WF_GATEWAY, offsetof(struct wf_gateway, local_rounds));
}

static void resolve_hierarchy(struct wf_resolver *resolver)
{
    wf_participants_pair_learners(resolver);
    wf_cohort_resolve_gateways(resolver);
    wf_cohort_resolve_server(resolver);
}

static uint64_t most_turns(const struct wf_scenario *scenario)
{
    return scenario->asked;
}

static uint64_t most_turns_of_gateways(const struct wf_scenario *scenario)
{
    return (uint64_t)scenario->participant_count[WF_LEARNER] +
           scenario->participant_count[WF_GATEWAY];
}

static const struct wf_paradigm_way way = {open, gather, train, close};

const struct wf_paradigm wf_federated = {
    .name = "federated",
    .leader = WF_SERVER,
    .worker = WF_LEARNER,
    .holder = WF_LEARNER,
    .needs = WF_ROLE_BIT(WF_SERVER) | WF_ROLE_BIT(WF_LEARNER),
    .allows = WF_ROLE_BIT(WF_USER),
    .unit = "rounds",
    .federated = true,
    .resolve = wf_cohort_resolve_server,
    .ask = ask,
    .most_turns = most_turns,
    .routes = {{WF_LEARNER, WF_SERVER, WF_PARTNER_FIRST, true}},
    .route_count = 1,
    .way = &way,
};

const struct wf_paradigm wf_hierarchical = {
    .name = "hierarchical",
    .leader = WF_SERVER,
    .worker = WF_LEARNER,
    .holder = WF_LEARNER,
    .needs = WF_ROLE_BIT(WF_SERVER) | WF_ROLE_BIT(WF_GATEWAY) | WF_ROLE_BIT(WF_LEARNER),
    .allows = WF_ROLE_BIT(WF_USER),
    .unit = "rounds",
    .federated = true,
    .resolve = resolve_hierarchy,
    .ask = ask_of_gateways,
    .most_turns = most_turns_of_gateways,
    .routes = {{WF_GATEWAY, WF_SERVER, WF_PARTNER_FIRST, true},
               {WF_LEARNER, WF_GATEWAY, WF_PARTNER_OWN, true}},
    .route_count = 2,
    .way = &way,
};
