#include "job/learners.h"
#include "base/pages.h"
#include "base/random.h"
#include "job/base.h"
#include "job/muster.h"
#include "job/protection.h"
#include "job/record.h"
#include "job/step.h"
#include "model/battery.h"
#include "model/coverage.h"
#include "scenario/grid.h"
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { AHEAD = 8 }; /* learners of a stage of wf_learners_fetch (base/fetch.h) */

const struct wf_participant *wf_learners_get(const struct wf_learners *fleet, uint32_t index)
{
    return fleet->muster ? &wf_muster_call(fleet->muster, index)->participant
                         : &fleet->job->scenario->participants[WF_LEARNER][index];
}

uint32_t wf_learners_host(const struct wf_learners *fleet, uint32_t index)
{
    return wf_learners_get(fleet, index)->host;
}

static struct wf_learner_state *state_of(const struct wf_learners *fleet, uint32_t index)
{
    return fleet->muster ? &wf_muster_call(fleet->muster, index)->state : &fleet->states[index];
}

static struct wf_node *node_of(const struct wf_learners *fleet, uint32_t index)
{
    return fleet->muster ? &wf_muster_call(fleet->muster, index)->node
                         : wf_meter_node(&fleet->job->meter, wf_learners_get(fleet, index));
}

/* Was the frozen base sent to it? */
static bool *base_of(const struct wf_learners *fleet, uint32_t index)
{
    return fleet->muster ? &wf_muster_call(fleet->muster, index)->state.has_base
                         : &node_of(fleet, index)->has_base;
}

static const struct wf_learner *props_of(const struct wf_learners *fleet, uint32_t index)
{
    return &wf_scenario_actor(fleet->job->scenario, wf_learners_get(fleet, index))->values.learner;
}

/* Batteries drain from date 0 on; away from the job a device draws its cold idle. */
static void fill_batteries(struct wf_learners *fleet)
{
    const struct wf_scenario *scenario = fleet->job->scenario;
    const struct wf_presence *presences = scenario->presences;
    for (uint32_t i = 0; presences && i < fleet->count; i++) {
        const struct wf_presence *presence = &presences[i];
        const struct wf_host_class *class =
            wf_scenario_host(scenario, wf_learners_get(fleet, i))->class;
        if (isnan(presence->capacity_j))
            continue;
        if (!fleet->batteries)
            fleet->batteries = wf_calloc(fleet->count, sizeof *fleet->batteries);
        fleet->batteries[i] =
            (struct wf_battery){.capacity_j = presence->capacity_j,
                                .level_j = presence->level_j,
                                .minimum_j = presence->minimum_j,
                                .charging_w = presence->charging_w,
                                .power_w = class->watts[wf_host_cold_pstate(class)].idle_w,
                                .charging = presence->charging,
                                .charging_shift_s = presence->shift_s};
    }
}

static struct wf_battery *battery_of(const struct wf_learners *fleet, uint32_t index)
{
    return fleet->batteries && fleet->batteries[index].capacity_j > 0 ? &fleet->batteries[index]
                                                                      : NULL;
}

void wf_learners_init(struct wf_learners *fleet, struct wf_job *job)
{
    const struct wf_scenario *scenario = job->scenario;
    uint32_t count = wf_scenario_count(scenario, WF_LEARNER);
    *fleet = (struct wf_learners){.job = job,
                                  .count = count,
                                  .own = {wf_random_new(scenario->options.seed, "cohort"),
                                          wf_random_new(scenario->options.seed, "dropout")}};
    fleet->draws = &fleet->own;
    fleet->gate.limit_g_per_kwh = INFINITY;
    if (scenario->reserve)
        fleet->muster = wf_muster_new(job, scenario->participants[WF_SERVER]);
    else
        fleet->states = wf_pages_calloc(count, sizeof *fleet->states);
    fleet->prepares = scenario->workload.preparation_flop > 0;
    for (size_t i = 0; i < scenario->deployment.actor_count; i++) {
        const struct wf_actor *actor = &scenario->deployment.actors[i];
        fleet->evaluate |=
            actor->role == WF_LEARNER && actor->values.learner.evaluation_samples > 0;
    }
    fill_batteries(fleet);
}

void wf_learners_release(struct wf_learners *fleet)
{
    free(fleet->batteries);
    free(fleet->states);
    wf_muster_free(fleet->muster);
    free(fleet->scores[0]);
    free(fleet->scores[1]);
    free(fleet->stays);
    free(fleet->eligible);
    wf_random_free(fleet->own.cohort);
    wf_random_free(fleet->own.dropout);
    *fleet = (struct wf_learners){0};
}

/* ---- selection ---- */

/* Time of a transfer alone on its route. */
static double transfer_time(const struct wf_learners *fleet, const struct wf_route *route,
                            double byte)
{
    const struct wf_executor *executor = fleet->job->executor;
    double bandwidth = INFINITY;
    for (uint32_t i = 0; i < route->link_count; i++) {
        bandwidth = fmin(bandwidth, wf_route_link_byte_per_s(executor, route->links[i]));
    }
    return route->latency_s + byte / bandwidth;
}

static bool has_radio(const struct wf_route *route, const struct wf_ledger_radio *radio)
{
    for (uint32_t i = 0; i < route->link_count; i++)
        if (wf_ledger_radio_of(&route->links[i]->ledger) == radio)
            return true;
    return false;
}

/* What a transfer of @p time_s adds to the links of its route: classes of networks, bytes, airtime,
 * tails. @p next: the
 * route of another one @p gap_s later, which cuts the tails of radios that both use; NULL: none. */
static double transfer_j(const struct wf_route *route, double byte, double time_s,
                         const struct wf_route *next, double gap_s)
{
    double energy_j = wf_route_network_j(route, byte, time_s);
    for (uint32_t i = 0; i < route->link_count; i++) {
        const struct wf_ledger_link *link = &route->links[i]->ledger;
        const struct wf_ledger_radio *radio = wf_ledger_radio_of(link);
        double link_j = wf_tariff_bytes_j(link->tariff, byte);
        if (radio) {
            bool cut = next && has_radio(next, radio);
            double tail_s = cut ? fmin(radio->tail_s, gap_s) : radio->tail_s;
            link_j += wf_tariff_radio_j(link->tariff, time_s, tail_s);
        }
        energy_j += link->tariff->pue_ratio * link_j;
    }
    return energy_j;
}

/* Its local training in the current training of the job. */
static struct wf_local_work work_of(const struct wf_learners *fleet, uint32_t index)
{
    const struct wf_job *job = fleet->job;
    const struct wf_learner *props = props_of(fleet, index);
    uint64_t held =
        wf_scenario_trained_on(job->scenario, wf_learners_get(fleet, index), job->training);
    return wf_local_work(held, props->local_epochs, props->local_steps, props->batch);
}

/* A training of so much work, unpacking and packing included. */
static struct wf_training_cost cost_of(const struct wf_learners *fleet, uint32_t index,
                                       struct wf_local_work work, const struct wf_node *node)
{
    const struct wf_scenario *scenario = fleet->job->scenario;
    const struct wf_coding *coding = &wf_scenario_server(scenario)->coding;
    double coding_flop = (wf_scenario_unpacks(scenario) ? coding->decode_flop : 0) +
                         (wf_scenario_packs(scenario) ? coding->encode_flop : 0);
    struct wf_training_cost cost = wf_training_cost(wf_learners_get(fleet, index), work);
    cost.coding_flop = wf_coding_flop(scenario, node, coding_flop);
    return cost;
}

/* Masks of its updates in a full cohort. */
static uint32_t usual_masks(const struct wf_learners *fleet, const struct wf_participant *learner)
{
    const struct wf_scenario *scenario = fleet->job->scenario;
    return wf_protection_masks(scenario, scenario->participant_count[WF_GATEWAY]
                                             ? scenario->gateways[learner->partner].asked
                                             : scenario->asked);
}

/* Time, or energy billed, of a turn of learner @p index if it were alone. */
static double estimate(struct wf_learners *fleet, uint32_t index, bool energy)
{
    struct wf_job *job = fleet->job;
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_participant *learner = wf_learners_get(fleet, index);
    const struct wf_host_class *class = wf_scenario_host(scenario, learner)->class;
    struct wf_node *node = wf_meter_node(&job->meter, learner);
    struct wf_node *parent =
        wf_meter_node(&job->meter, scenario->participant_count[WF_GATEWAY]
                                       ? &scenario->participants[WF_GATEWAY][learner->partner]
                                       : scenario->participants[WF_SERVER]);
    static const struct wf_route none;
    /* a route may move when the next one is looked up */
    const struct wf_route down = node == parent ? none : *wf_meter_route(&job->meter, parent, node);
    const struct wf_route up = node == parent ? none : *wf_meter_route(&job->meter, node, parent);
    double down_s = transfer_time(fleet, &down, scenario->downlink_byte);
    uint32_t masks = usual_masks(fleet, learner);
    double beside_byte = masks ? wf_protection_byte(scenario) : 0;
    double up_s = transfer_time(fleet, &up, scenario->uplink_byte) +
                  (beside_byte > 0 ? transfer_time(fleet, &up, beside_byte) : 0);
    double transfer_s = down_s + up_s;
    struct wf_training_cost cost = cost_of(fleet, index, work_of(fleet, index), node);
    cost.coding_flop += wf_protection_flop(scenario, node, masks);
    double training_s = wf_training_s(&cost, learner, class);
    if (!energy)
        return training_s + transfer_s;
    double network_j = transfer_j(&down, scenario->downlink_byte, down_s, &up, training_s) +
                       transfer_j(&up, scenario->uplink_byte + beside_byte, up_s, NULL, 0);
    double drawn_j = wf_training_j(&cost, learner, class) +
                     transfer_s * class->watts[learner->idle_pstate].idle_w;
    return network_j + wf_ledger_site_j(&node->ledger, drawn_j, training_s + transfer_s);
}

static int compare_scores(const void *left, const void *right, void *scores)
{
    const double *list = scores;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    if (list[a] < list[b] || list[a] > list[b])
        return list[a] < list[b] ? -1 : 1;
    return a < b ? -1 : a > b;
}

/* Largest first; ties stay in the order of the indices. */
static int compare_scores_downwards(const void *left, const void *right, void *scores)
{
    const double *list = scores;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    bool equal = list[a] == list[b];
    return equal ? compare_scores(left, right, scores) : compare_scores(right, left, scores);
}

static const struct wf_site *site_of(const struct wf_learners *fleet, uint32_t index)
{
    const struct wf_scenario *scenario = fleet->job->scenario;
    return wf_scenario_host(scenario, wf_learners_get(fleet, index))->class->site;
}

static int compare_indices(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

/* Time or energy of everybody's turn in this training. */
static double *score(struct wf_learners *fleet, bool energy)
{
    double *scores = fleet->scores[energy];
    if (scores && fleet->scored[energy] == fleet->job->training)
        return scores;
    if (!scores)
        scores = fleet->scores[energy] = wf_calloc(fleet->count, sizeof *scores);
    fleet->scored[energy] = fleet->job->training;
    for (uint32_t i = 0; i < fleet->count; i++)
        scores[i] = estimate(fleet, i, energy);
    return scores;
}

struct wf_gate wf_gate_open(const struct wf_carbon_limit *limit, double now_s)
{
    return (struct wf_gate){.limit_g_per_kwh = wf_or_infinity(limit->g_per_kwh),
                            .until_s = now_s + wf_or_infinity(limit->patience_s)};
}

/* Does a limit to intensities hold at @p now_s? */
static bool is_gated(const struct wf_learners *fleet, double now_s)
{
    return isfinite(fleet->gate.limit_g_per_kwh) && now_s < fleet->gate.until_s;
}

const char *wf_learners_limit(const struct wf_learners *fleet)
{
    return is_gated(fleet, wf_job_now(fleet->job)) ? " with a grid within the carbon-limit" : "";
}

/* First date from @p now_s on at which its grid lets learner @p index begin. */
static double clean_date(const struct wf_learners *fleet, uint32_t index, double now_s)
{
    if (!is_gated(fleet, now_s))
        return now_s;
    double date_s = wf_grid_next(site_of(fleet, index), fleet->job->meter.start_s,
                                 fleet->gate.limit_g_per_kwh, now_s);
    return fmin(date_s, fleet->gate.until_s);
}

/* Is everybody there and free? Then nobody need be looked at. */
static bool is_whole(const struct wf_learners *fleet)
{
    return fleet->busy_count == 0 && !fleet->job->scenario->presences &&
           !is_gated(fleet, wf_job_now(fleet->job));
}

/* First date from @p now_s on at which learner @p index is there and charged enough. */
static double present_date(const struct wf_learners *fleet, uint32_t index, double now_s)
{
    if (!fleet->job->scenario->presences)
        return now_s;
    const struct wf_presence *presence = &fleet->job->scenario->presences[index];
    const struct wf_battery *battery = battery_of(fleet, index);
    double there_s = wf_availability_next(presence->there, presence->shift_s, now_s);
    return battery ? wf_battery_ready_date(battery, there_s, presence->start_j) : there_s;
}

/* First date from @p now_s on at which learner @p index may begin: it is there, charged enough, and
 * its grid is clean enough. */
static double ready_date(const struct wf_learners *fleet, uint32_t index, double now_s)
{
    double date_s = now_s;
    for (int tries = 0; tries < 1000; tries++) { /* what one waits for, the other may lose */
        double next_s = clean_date(fleet, index, present_date(fleet, index, date_s));
        if (isinf(next_s) || next_s <= date_s)
            return next_s;
        date_s = next_s;
    }
    return INFINITY;
}

static bool is_present(const struct wf_learners *fleet, uint32_t index, double now_s)
{
    const struct wf_presence *presence = &fleet->job->scenario->presences[index];
    struct wf_battery *battery = battery_of(fleet, index);
    if (!wf_availability_at(presence->there, presence->shift_s, now_s))
        return false;
    if (battery)
        wf_battery_advance(battery, now_s);
    return !battery || battery->level_j >= presence->start_j * (1 - 1e-12);
}

/* Those of the roster that are there and free. */
static uint32_t find_eligible(struct wf_learners *fleet, const uint32_t *roster,
                              uint32_t roster_count)
{
    uint32_t count = 0;
    double now_s = wf_job_now(fleet->job);
    if (!fleet->eligible)
        fleet->eligible = wf_calloc(fleet->count, sizeof *fleet->eligible);
    for (uint32_t i = 0; i < roster_count; i++) {
        uint32_t index = roster ? roster[i] : i;
        if (!state_of(fleet, index)->busy &&
            (!fleet->job->scenario->presences || is_present(fleet, index, now_s)) &&
            clean_date(fleet, index, now_s) <= now_s)
            fleet->eligible[count++] = index;
    }
    return count;
}

/* Those who will stay longest are taken first; equal ones in random order. */
static void score_stay(struct wf_learners *fleet, uint32_t there)
{
    const struct wf_presence *presences = fleet->job->scenario->presences;
    double now_s = wf_job_now(fleet->job);
    if (!fleet->stays)
        fleet->stays = wf_calloc(fleet->count, sizeof *fleet->stays);
    for (uint32_t i = 0; i < there; i++) {
        uint32_t index = fleet->eligible[i];
        double until_s = presences ? wf_availability_until(presences[index].there,
                                                           presences[index].shift_s, now_s)
                                   : INFINITY;
        fleet->stays[index] =
            isinf(until_s) ? -1e12 * (1 + wf_random_ratio(fleet->draws->cohort)) : -until_s;
    }
}

/* Energy of a turn x present intensity, of those that are there. */
static void score_carbon(struct wf_learners *fleet, uint32_t there)
{
    const double *energy = score(fleet, true);
    double now_s = wf_job_now(fleet->job);
    if (!fleet->stays)
        fleet->stays = wf_calloc(fleet->count, sizeof *fleet->stays);
    for (uint32_t i = 0; i < there; i++) {
        uint32_t index = fleet->eligible[i];
        fleet->stays[index] = energy[index] * wf_grid_intensity(site_of(fleet, index),
                                                                fleet->job->meter.start_s, now_s);
    }
}

uint32_t wf_learners_select(struct wf_learners *fleet, const uint32_t *roster,
                            uint32_t roster_count, uint32_t selection, uint32_t count,
                            uint32_t *chosen)
{
    if (fleet->muster)
        wf_muster_dismiss(fleet->muster);
    bool whole = !roster && is_whole(fleet),
         drawn = selection == WF_SELECT_RANDOM || selection == WF_CHOICE_UNSET;
    if (whole && drawn && count < roster_count) {
        wf_random_subset(fleet->draws->cohort, roster_count, count, chosen);
        return count;
    }
    uint32_t there = find_eligible(fleet, roster, roster_count);
    if (there <= count) {
        memcpy(chosen, fleet->eligible, there * sizeof *chosen);
        return there;
    }
    switch ((enum wf_selection)selection) {
    case WF_SELECT_FASTEST:
    case WF_SELECT_SLOWEST_FIRST:
    case WF_SELECT_LEAST_ENERGY:
        qsort_r(fleet->eligible, there, sizeof *fleet->eligible,
                selection == WF_SELECT_SLOWEST_FIRST ? compare_scores_downwards : compare_scores,
                score(fleet, selection == WF_SELECT_LEAST_ENERGY));
        memcpy(chosen, fleet->eligible, count * sizeof *chosen);
        qsort(chosen, count, sizeof *chosen, compare_indices);
        return count;
    case WF_SELECT_AVAILABLE:
    case WF_SELECT_LEAST_CARBON:
        if (selection == WF_SELECT_AVAILABLE)
            score_stay(fleet, there);
        else
            score_carbon(fleet, there);
        qsort_r(fleet->eligible, there, sizeof *fleet->eligible, compare_scores, fleet->stays);
        memcpy(chosen, fleet->eligible, count * sizeof *chosen);
        qsort(chosen, count, sizeof *chosen, compare_indices);
        return count;
    default:
        wf_random_subset(fleet->draws->cohort, there, count, chosen);
        for (uint32_t i = 0; i < count; i++)
            chosen[i] = fleet->eligible[chosen[i]];
        return count;
    }
}

double wf_learners_next(const struct wf_learners *fleet, const uint32_t *roster,
                        uint32_t roster_count)
{
    double now_s = wf_job_now(fleet->job), next_s = INFINITY;
    bool waits = fleet->job->scenario->presences || is_gated(fleet, now_s);
    for (uint32_t i = 0; waits && i < roster_count; i++) {
        uint32_t index = roster ? roster[i] : i;
        if (state_of(fleet, index)->busy)
            continue;
        double date_s = ready_date(fleet, index, now_s);
        if (date_s > now_s)
            next_s = fmin(next_s, date_s);
    }
    return next_s;
}

uint32_t wf_learners_ready(struct wf_learners *fleet, const uint32_t *roster, uint32_t roster_count)
{
    return is_whole(fleet) ? roster_count : find_eligible(fleet, roster, roster_count);
}

double wf_learners_begin(struct wf_learners *fleet, const uint32_t *roster, uint32_t roster_count,
                         uint64_t least, double until_s)
{
    double now_s = wf_job_now(fleet->job);
    uint32_t ready = wf_learners_ready(fleet, roster, roster_count);
    if (ready >= least || (ready > 0 && now_s >= until_s))
        return now_s;
    double next_s = wf_learners_next(fleet, roster, roster_count);
    if (ready == 0)
        return next_s;
    return isinf(next_s) ? now_s : fmin(next_s, until_s); /* nobody else will ever come */
}

void wf_learners_record(const struct wf_learners *fleet, const uint32_t *cohort, uint32_t count)
{
    for (uint32_t i = 0; wf_record_keeps_cohorts(fleet->job) && i < count; i++)
        wf_record_member(fleet->job, wf_learners_host(fleet, cohort[i]));
}

/* ---- turns ---- */

/* The steps from @p first on in which the device leaves: of a training all of them, as its batches
 * lose time one after the other. @return behind the last */
static uint32_t steps_left_in(const struct wf_turn *turn, uint32_t first)
{
    uint32_t end = first + 1;
    if (turn->steps[first].phase != WF_PHASE_COMPUTE)
        return end;
    while (end < turn->step_count && (turn->steps[end].phase == WF_PHASE_COMPUTE ||
                                      turn->steps[end].phase == WF_PHASE_OVERHEAD))
        end++;
    return end;
}

/* The device leaves during a phase: what follows does not happen. */
static void drop_out(struct wf_learners *fleet, const struct wf_learner *props,
                     struct wf_turn *turn)
{
    static const uint8_t phases[] = {WF_PHASE_DOWNLOAD, WF_PHASE_COMPUTE, WF_PHASE_UPLOAD};
    if (!(props->dropout_ratio > 0) ||
        wf_random_ratio(fleet->draws->dropout) >= props->dropout_ratio)
        return;
    uint8_t phase = props->dropout_phase == WF_DROP_ANY
                        ? phases[wf_random_below(fleet->draws->dropout, 3)]
                        : phases[props->dropout_phase - WF_DROP_DOWNLOAD];
    double point = isnan(props->dropout_point_ratio) ? wf_random_ratio(fleet->draws->dropout)
                                                     : props->dropout_point_ratio;
    for (uint32_t i = 0; i < turn->step_count; i++) {
        struct wf_step *step = &turn->steps[i];
        if (step->phase != phase || step->kind == WF_STEP_SLEEP_UNTIL)
            continue;
        turn->drops_out = true;
        turn->trained_ratio = phase == WF_PHASE_COMPUTE ? point : phase == WF_PHASE_UPLOAD;
        uint32_t end = steps_left_in(turn, i);
        for (uint32_t j = i; j < end; j++)
            turn->steps[j].amount *= point;
        if (step->kind == WF_STEP_SEND)
            step->amount = round(step->amount);
        turn->step_count = step->amount > 0 ? end : i;
        return;
    }
}

/* Does its host also serve, so that it stays when the learner leaves? */
static bool serves(const struct wf_scenario *scenario, const struct wf_participant *learner)
{
    static const enum wf_role_id servers[] = {WF_SERVER, WF_GATEWAY};
    for (size_t role = 0; role < sizeof servers / sizeof *servers; role++)
        for (uint32_t i = 0; i < scenario->participant_count[servers[role]]; i++)
            if (scenario->participants[servers[role]][i].host == learner->host)
                return true;
    return false;
}

/* Its start-up is due: in its first turn, or in its first one of a training. */
static bool pays_start_up(const struct wf_learners *fleet, const struct wf_learner *props,
                          struct wf_learner_state *state)
{
    uint32_t begun = (uint32_t)fleet->job->begun + 1;
    bool pays =
        !state->begun || (props->start_up_each != WF_START_UP_A_RUN && state->begun != begun);
    state->begun = begun;
    return pays;
}

/* Forward passes over its samples for evaluation. What it owed of them is paid. */
static void add_evaluation(struct wf_learners *fleet, uint32_t index, struct wf_node *node,
                           struct wf_turn *turn)
{
    double samples = (double)props_of(fleet, index)->evaluation_samples;
    state_of(fleet, index)->evaluated = fleet->evaluations;
    fleet->job->outcome.flop += samples * fleet->job->scenario->workload.forward_flop;
    wf_turn_add_evaluation(turn, node, wf_learners_get(fleet, index), samples, 1);
}

void wf_learners_fetch(const struct wf_learners *fleet, const uint32_t *cohort, uint32_t index,
                       uint32_t count)
{
    const struct wf_meter *meter = &fleet->job->meter;
    const struct wf_participant *learners = fleet->job->scenario->participants[WF_LEARNER];
    if (fleet->muster) {
        wf_muster_fetch(fleet->muster, cohort, index, count);
        return;
    }
    if (index % AHEAD)
        return;
    for (uint32_t i = index + 3 * AHEAD; i < index + 4 * AHEAD && i < count; i++) {
        wf_fetch(&learners[cohort[i]], WF_PARTICIPANT_HOT);
        wf_fetch(&fleet->states[cohort[i]], sizeof *fleet->states);
    }
    for (uint32_t i = index + 2 * AHEAD; i < index + 3 * AHEAD && i < count; i++)
        wf_meter_expect(meter, learners[cohort[i]].host);
    for (uint32_t i = index + AHEAD; i < index + 2 * AHEAD && i < count; i++)
        wf_meter_fetch(meter, learners[cohort[i]].host);
}

void wf_learners_fetch_states(const struct wf_learners *fleet, const uint32_t *cohort,
                              uint32_t index, uint32_t count)
{
    if (index % AHEAD || fleet->muster)
        return;
    for (uint32_t i = index + AHEAD; i < index + 2 * AHEAD && i < count; i++)
        wf_fetch(&fleet->states[cohort[i]], sizeof *fleet->states);
}

void wf_learners_turn(struct wf_learners *fleet, uint32_t index, struct wf_node *parent,
                      double cut_s, struct wf_turn *turn)
{
    struct wf_job *job = fleet->job;
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_participant *learner = wf_learners_get(fleet, index);
    const struct wf_actor *actor = wf_scenario_actor(scenario, learner);
    const struct wf_learner *props = &actor->values.learner;
    struct wf_learner_state *state = state_of(fleet, index);
    struct wf_node *node = node_of(fleet, index);
    wf_turn_clear(turn);
    turn->tag = index;
    turn->subject = node;
    turn->cut_s = cut_s;
    if (scenario->presences) {
        const struct wf_presence *presence = &scenario->presences[index];
        double now_s = wf_job_now(job);
        turn->cut_s = fmin(cut_s, wf_availability_until(presence->there, presence->shift_s, now_s));
        if (node->ledger.met &&
            wf_availability_until(presence->there, presence->shift_s, node->ledger.usage.last_s) <
                now_s &&
            !node->kept && !serves(scenario, learner))
            wf_meter_leave(&job->meter, node); /* it was away since its last turn */
        node->battery = battery_of(fleet, index);
    }
    wf_turn_add(turn, wf_step_sleep_until(actor->start_s));
    if (scenario->workload.base_byte > 0) /* else it is not asked who has it: most turns */
        wf_base_add(turn, scenario, parent, node, props->base, base_of(fleet, index));
    wf_turn_add(
        turn, wf_step_send(parent, node, WF_PHASE_DOWNLOAD, WF_DOWNLINK, scenario->downlink_byte));
    if (pays_start_up(fleet, props, state))
        wf_turn_add(turn, wf_step_start_up(node, learner, props->start_up_s));
    if (fleet->prepares) {
        uint64_t held = wf_participant_held(learner, job->training);
        wf_turn_add(turn, wf_step_preparation(node, learner, (double)(held - state->prepared)));
        state->prepared = held;
    }
    if (wf_learners_owes(fleet, index))
        add_evaluation(fleet, index, node, turn);
    struct wf_local_work work = work_of(fleet, index);
    struct wf_training_cost cost = cost_of(fleet, index, work, node);
    turn->samples = work.samples;
    wf_turn_add_training(turn, node, learner, &cost);
    wf_protection_add(turn, scenario, learner, node, parent, fleet->masks);
    wf_turn_add(turn,
                wf_step_send(node, parent, WF_PHASE_UPLOAD, WF_UPLINK, scenario->uplink_byte));
    drop_out(fleet, props, turn);
    state->busy = true;
    fleet->busy_count++;
}

void wf_learners_evaluation(struct wf_learners *fleet, uint32_t index, struct wf_node *parent,
                            bool download, struct wf_turn *turn)
{
    struct wf_node *node = node_of(fleet, index);
    wf_turn_clear(turn);
    turn->tag = index;
    wf_base_add(turn, fleet->job->scenario, parent, node, props_of(fleet, index)->base,
                base_of(fleet, index));
    if (download)
        wf_turn_add(turn, wf_step_send(parent, node, WF_PHASE_DOWNLOAD, WF_DOWNLINK,
                                       fleet->job->scenario->downlink_byte));
    add_evaluation(fleet, index, node, turn);
}

bool wf_learners_evaluates(const struct wf_learners *fleet, uint32_t index)
{
    return fleet->evaluate && props_of(fleet, index)->evaluation_samples > 0;
}

void wf_fleet_owe_evaluation(struct wf_learners *fleet)
{
    fleet->evaluations++;
}

bool wf_learners_owes(const struct wf_learners *fleet, uint32_t index)
{
    return state_of(fleet, index)->evaluated < fleet->evaluations &&
           wf_learners_evaluates(fleet, index);
}

void wf_learners_conclude(struct wf_learners *fleet, uint32_t index, const struct wf_turn *turn,
                          bool counts)
{
    struct wf_outcome *outcome = &fleet->job->outcome;
    const struct wf_scenario *scenario = fleet->job->scenario;
    double passes = turn->samples;
    double share = turn->failed ? turn->trained_ratio : 1;
    struct wf_learner_state *state = state_of(fleet, index);
    state->busy = false;
    fleet->busy_count--;
    if (wf_base_is_lost(turn))
        *base_of(fleet, index) = false;
    outcome->flop += share * passes * scenario->workload.trained_flop;
    wf_record_samples(fleet->job, share * passes);
    if (counts && !fleet->job->exploring) { /* what a trial has learned is not in the model */
        state->contributions++;
        state->contributed += passes;
    } else if (!counts) {
        outcome->dropped_updates++;
        outcome->wasted_energy_j += turn->energy_j;
    }
}

/* Learners whose updates counted: room for all that may, in one block. */
struct tally {
    const struct wf_learners *fleet;
    size_t count;
    void *block;
    uint32_t *updates;
    uint64_t *held;
    double *turns, *used, *seen;
};

static struct tally new_tally(const struct wf_learners *fleet, size_t most)
{
    struct tally tally = {.fleet = fleet};
    size_t size = sizeof *tally.held + 3 * sizeof(double) + sizeof *tally.updates;
    tally.block = wf_pages_alloc((most + 1) * size);
    tally.held = tally.block;
    tally.turns = (double *)(tally.held + most);
    tally.used = tally.turns + most;
    tally.seen = tally.used + most;
    tally.updates = (uint32_t *)(tally.seen + most);
    return tally;
}

static void add_to_tally(struct tally *tally, const struct wf_participant *learner,
                         const struct wf_learner_state *state)
{
    const struct wf_job *job = tally->fleet->job;
    const struct wf_learner *props = &wf_scenario_actor(job->scenario, learner)->values.learner;
    bool whole = props->local_steps == WF_COUNT_UNSET; /* else what steps took */
    size_t at = tally->count;
    if (!state->contributions)
        return;
    tally->count++;
    tally->held[at] = wf_participant_held(learner, job->outcome.trainings);
    tally->turns[at] = tally->updates[at] = state->contributions;
    tally->used[at] = state->contributed;
    tally->seen[at] = whole ? (double)tally->held[at] : state->contributed;
}

/* Of one that was drawn, which nobody will look at again. */
static void tally_one(void *data, const struct wf_called *called)
{
    struct tally *tally = data;
    add_to_tally(tally, &called->participant, &called->state);
    wf_muster_bill(tally->fleet->muster, called, &tally->fleet->job->outcome);
}

/* Samples that all hold together. */
static double held_by_all(const struct wf_job *job)
{
    const struct wf_scenario *scenario = job->scenario;
    double sum = 0;
    for (uint32_t i = 0; i < scenario->participant_count[WF_LEARNER]; i++)
        sum += (double)wf_scenario_stands_for(scenario, WF_LEARNER, i) *
               (double)wf_participant_held(&scenario->participants[WF_LEARNER][i],
                                           job->outcome.trainings);
    return sum;
}

void wf_learners_cover(const struct wf_learners *fleet)
{
    struct wf_outcome *outcome = &fleet->job->outcome;
    size_t most = fleet->muster ? wf_muster_count(fleet->muster) : fleet->count;
    struct tally tally = new_tally(fleet, most);
    if (fleet->muster) {
        wf_muster_open_bills(fleet->muster, outcome);
        wf_muster_review(fleet->muster, tally_one, &tally);
        for (size_t i = 0; i < outcome->reserve_bill_count; i++)
            wf_reserve_bill_name(&outcome->reserve_bills[i], fleet->job->scenario->reserve);
    }
    for (uint32_t i = 0; !fleet->muster && i < fleet->count; i++)
        add_to_tally(&tally, wf_learners_get(fleet, i), &fleet->states[i]);
    double all = fleet->count, idle = all - (double)tally.count;
    outcome->learner_coverage = wf_coverage_learners(tally.updates, tally.count, all);
    outcome->sample_coverage =
        wf_coverage_samples(tally.seen, tally.held, tally.count, held_by_all(fleet->job));
    outcome->learner_gini = wf_coverage_gini(tally.turns, tally.count, idle);
    outcome->sample_gini = wf_coverage_gini(tally.used, tally.count, idle);
    free(tally.block);
}
