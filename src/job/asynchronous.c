/* Aggregation of updates as they come. Buffered (FedBuff, Nguyen et al. 2022): up to `concurrency`
 * learners train at the same time, and every `buffer` updates make a new version of the model.
 * Semi-synchronous: updates received by a deadline are aggregated, the other learners continue. An
 * update is stale by the versions made since its learner was given the model. */
#include "job/asynchronous.h"
#include "job/record.h"
#include "model/progress.h"
#include <math.h>
#include <stdlib.h>

struct flight { /* a learner that trains; its turn has its index as tag */
    struct wf_turn turn;
    uint64_t version;
    struct flight *next; /* of the free ones */
};

struct flights {
    struct wf_federation *federation;
    struct flight *list, *free;
    uint32_t most, in_air;
    uint64_t version;
    bool packed;       /* is the version ready to be sent */
    uint32_t received; /* updates since the last aggregation */
    double weight;     /* their progress, a fresh one 1 */
    uint32_t last_learner;
    uint64_t failed; /* turns since the last update */
    double until_s;  /* how long it waits for the least number of learners; NaN: it does not */
};

static void land(struct flights *flights, struct flight *flight)
{
    flight->next = flights->free;
    flights->free = flight;
    flights->in_air--;
}

/* Would enough learners train if those that are there began, or has the wait lasted long enough? */
static bool may_launch(struct flights *flights, uint32_t room)
{
    struct wf_federation *federation = flights->federation;
    struct wf_learners *fleet = &federation->fleet;
    double now_s = wf_job_now(federation->job);
    uint64_t minimum = federation->props->selection_minimum,
             least = minimum < room ? minimum : room;
    uint32_t training = flights->in_air;
    if (training < least)
        training += wf_learners_ready(fleet, NULL, fleet->count);
    if (minimum == 1 || training >= least) {
        flights->until_s = NAN;
        return true;
    }
    if (isnan(flights->until_s))
        flights->until_s = now_s + wf_or_infinity(federation->props->selection_patience_s);
    return now_s >= flights->until_s ||
           (training > 0 &&
            isinf(wf_learners_next(fleet, NULL, fleet->count))); /* no more will come */
}

/* Give the model to learners until @p wanted are in the air. */
static void launch(struct flights *flights, uint32_t wanted)
{
    struct wf_federation *federation = flights->federation;
    struct wf_job *job = federation->job;
    struct wf_learners *fleet = &federation->fleet;
    double deadline_s = federation->props->deadline_s;
    bool cut = federation->props->aggregation == WF_AGGREGATE_BUFFERED && !isnan(deadline_s);
    if (flights->in_air >= wanted || !may_launch(flights, wanted))
        return;
    uint32_t count = wf_learners_select(fleet, NULL, fleet->count, federation->props->selection,
                                        wanted - flights->in_air, federation->cohort);
    wf_learners_record(fleet, federation->cohort, count);
    if (count && !flights->packed) {
        flights->packed = true;
        wf_federation_pack(federation);
    }
    for (uint32_t i = 0; i < count; i++) {
        struct flight *flight = flights->free;
        flights->free = flight->next;
        flights->in_air++;
        flight->version = flights->version;
        wf_learners_turn(fleet, federation->cohort[i], federation->node,
                         cut ? wf_job_now(job) + deadline_s : INFINITY, &flight->turn);
        flight->turn.data = flight;
        wf_group_submit(&federation->group, &flight->turn);
    }
}

/* A turn has ended: does its update count? */
static void receive(struct flights *flights, struct wf_turn *turn)
{
    struct wf_federation *federation = flights->federation;
    struct wf_outcome *outcome = &federation->job->outcome;
    struct flight *flight = turn->data;
    const struct wf_scenario *scenario = federation->job->scenario;
    uint64_t staleness = flights->version - flight->version;
    uint64_t limit = federation->props->max_staleness;
    bool counts = !turn->failed && (limit == WF_COUNT_UNSET || staleness <= limit);
    flights->failed = counts ? 0 : flights->failed + 1;
    if (flights->failed == (uint64_t)WF_BARREN_TURNS_MAX * flights->most)
        wf_err_set(&federation->job->err, WF_ESIM,
                   "no update has come in %llu turns in a row (%.6g s): all learners drop out or "
                   "are late",
                   (unsigned long long)flights->failed, wf_job_now(federation->job));
    if (counts) {
        flights->received++;
        flights->weight +=
            wf_progress_update((double)staleness, scenario->workload.staleness_factor_ratio);
        flights->last_learner = turn->tag;
        outcome->staleness += (double)staleness;
        outcome->stale_updates += staleness > 0;
    }
    wf_learners_conclude(&federation->fleet, turn->tag, turn, counts);
    land(flights, flight);
}

static void aggregate(struct flights *flights, struct wf_federation_round *round, uint32_t expected)
{
    struct wf_federation *federation = flights->federation;
    round->usage.slowest_host = wf_learners_host(&federation->fleet, flights->last_learner);
    wf_federation_finish(federation, round, flights->received, flights->weight, expected, 0);
    if (flights->received) {
        flights->version++;
        flights->packed = false;
    }
    flights->received = 0;
    flights->weight = 0;
    wf_federation_begin(federation, round);
}

/* Learners that may be given the model now. With a limit on staleness no more than can be
 * aggregated within it: the others' updates would be too old. */
static uint32_t wanted(const struct flights *flights, uint32_t buffer)
{
    const struct wf_federation *federation = flights->federation;
    uint64_t limit = federation->props->max_staleness;
    uint32_t most = flights->most;
    if (limit == WF_COUNT_UNSET)
        return most;
    double room = ((double)limit + 1) * buffer - flights->received;
    return room < most ? (uint32_t)fmax(room, 0) : most;
}

/* Wait for the next turn to end, until @p until_s, or until another learner becomes available if
 * there is room for one. */
static struct wf_turn *next_turn(struct flights *flights, uint32_t room, double until_s)
{
    struct wf_federation *federation = flights->federation;
    struct wf_learners *fleet = &federation->fleet;
    double come_s = flights->in_air < room ? wf_learners_next(fleet, NULL, fleet->count) : INFINITY;
    double wake_s = fmin(until_s, come_s);
    if (flights->until_s > wf_job_now(federation->job))
        wake_s = fmin(wake_s, flights->until_s);
    if (flights->in_air)
        return wf_group_take(&federation->group, wake_s);
    if (isinf(wake_s)) {
        wf_err_set(&federation->job->err, WF_ESIM,
                   "no learner is there at %.6g s, and none will be%s", wf_job_now(federation->job),
                   wf_learners_limit(fleet));
        return NULL;
    }
    wf_executor_sleep_until(federation->job->executor, wake_s);
    return NULL;
}

static double open_j(struct wf_federation *federation)
{
    const struct flights *flights = federation->turns_in_progress;
    const struct wf_meter *meter = &federation->job->meter;
    double sum_j = 0;
    federation->stamp++;
    for (uint32_t i = 0; i < flights->most; i++) {
        const struct wf_turn *turn = &flights->list[i].turn;
        if (!turn->player || turn->subject->stamp == federation->stamp)
            continue;
        turn->subject->stamp = federation->stamp; /* a host counts once, whoever shares it */
        sum_j += wf_meter_open_j(meter, turn->subject);
    }
    return sum_j;
}

static void train_buffered(struct flights *flights, double rounds)
{
    struct wf_federation *federation = flights->federation;
    const struct wf_server *props = federation->props;
    uint32_t buffer = props->buffer == WF_COUNT_UNSET ? federation->job->scenario->active
                                                      : (uint32_t)props->buffer;
    struct wf_federation_round round;
    wf_federation_begin(federation, &round);
    while (wf_federation_goes_on(federation, rounds)) {
        uint32_t room = wanted(flights, buffer);
        launch(flights, room);
        struct wf_turn *turn = next_turn(flights, room, INFINITY);
        if (turn)
            receive(flights, turn);
        if (flights->received == buffer)
            aggregate(flights, &round, buffer);
    }
}

/* Those that ended while the server worked are free for this round; their updates join it. */
static void receive_ended(struct flights *flights)
{
    struct wf_federation *federation = flights->federation;
    for (struct wf_turn *turn;
         flights->in_air &&
         (turn = wf_group_take(&federation->group, wf_job_now(federation->job)));)
        receive(flights, turn);
}

static void train_by_deadlines(struct flights *flights, double rounds)
{
    struct wf_federation *federation = flights->federation;
    uint32_t active = federation->job->scenario->active;
    struct wf_federation_round round;
    wf_federation_begin(federation, &round);
    while (wf_federation_goes_on(federation, rounds)) {
        double deadline_s = wf_job_now(federation->job) + federation->props->deadline_s;
        receive_ended(flights);
        if (!may_launch(flights, active)) {
            struct wf_turn *turn = next_turn(flights, active, INFINITY);
            if (turn)
                receive(flights, turn);
            continue;
        }
        launch(flights, active);
        bool alone = flights->in_air == 0 && flights->received == 0;
        while (wf_job_now(federation->job) < deadline_s && flights->in_air &&
               !federation->job->err.code) {
            struct wf_turn *turn = next_turn(flights, flights->in_air, deadline_s);
            if (turn)
                receive(flights, turn);
        }
        if (alone)
            next_turn(flights, active, INFINITY); /* no learner is available: wait for the first */
        else
            aggregate(flights, &round, active);
    }
}

/* Learners that have had no turn since the last evaluation fell due get the last model for it. */
static void evaluate_owed(struct wf_federation *federation)
{
    struct wf_learners *fleet = &federation->fleet;
    struct wf_turn *turns = fleet->evaluations ? wf_calloc(fleet->count, sizeof *turns) : NULL;
    for (uint32_t i = 0; turns && i < fleet->count; i++) {
        if (!wf_learners_owes(fleet, i))
            continue;
        wf_learners_evaluation(fleet, i, federation->node, true, &turns[i]);
        wf_group_submit(&federation->group, &turns[i]);
    }
    while (turns && wf_group_take(&federation->group, INFINITY))
        ;
    free(turns);
}

/* The training has ended: those who still train do so for nothing. What it costs to cut them off
 * (bytes of transfers, waiting) is the last round's. */
static void recall(struct flights *flights)
{
    struct wf_federation *federation = flights->federation;
    double used_j = wf_federation_used_j(federation);
    for (uint32_t i = 0; i < flights->most; i++)
        wf_group_cut(&federation->group, &flights->list[i].turn);
    for (struct wf_turn *turn; (turn = wf_group_take(&federation->group, INFINITY));) {
        wf_learners_conclude(&federation->fleet, turn->tag, turn, false);
        land(flights, turn->data);
    }
    evaluate_owed(federation);
    wf_record_late(federation->job, federation->job->meter.ledger.site_j - used_j);
}

void wf_asynchronous_evaluate(struct wf_federation *federation, uint32_t cohort)
{
    (void)cohort;
    wf_fleet_owe_evaluation(&federation->fleet);
}

void wf_asynchronous_train(struct wf_federation *federation, double rounds)
{
    struct flights flights = {
        .federation = federation, .most = federation->job->scenario->asked, .until_s = NAN};
    flights.list = wf_calloc(flights.most, sizeof *flights.list);
    for (uint32_t i = 0; i < flights.most; i++) {
        flights.list[i].next = flights.free;
        flights.free = &flights.list[i];
    }
    federation->turns_in_progress = &flights;
    federation->open_j = open_j;
    if (federation->props->aggregation == WF_AGGREGATE_BUFFERED)
        train_buffered(&flights, rounds);
    else
        train_by_deadlines(&flights, rounds);
    recall(&flights);
    federation->turns_in_progress = NULL;
    federation->open_j = NULL;
    free(flights.list);
}
