/* Props that are given and have no effect, because of what other props say. Each is reported by a
 * warning, so that nobody relies on it. tests/law tries every prop of every role: two values that
 * give the same result need a row here. */
#include "scenario/without_effect.h"
#include "base/text.h"
#include "platform/batch_list.h"
#include "scenario/availability_reader.h"
#include "scenario/grid.h"
#include "scenario/resolver.h"
#include "scenario/trainers.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/** Why a prop of @p actor has no effect; NULL: it has one. */
typedef const char *without_effect(const struct wf_scenario *scenario,
                                   const struct wf_actor *actor);

static const char *const ONE_TRAINING = "there is one training";

static const void *member(const struct wf_actor *actor, size_t offset)
{
    return (const char *)&actor->values + offset;
}

/* ---- the plan ---- */

static const char *no_trials(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)actor;
    return wf_scenario_plan(scenario)->trials == 0 ? "there are no trials" : NULL;
}

static const char *one_training(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)actor;
    return wf_scenario_plan(scenario)->trainings == 1 ? ONE_TRAINING : NULL;
}

static const char *rounds_found(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)actor;
    return isnan(wf_scenario_plan(scenario)->rounds)
               ? "the number is the workload's, not given here"
               : NULL;
}

/* Rounds given in the file are not looked up in the workload. Those of --set replace a number for
 * one run: what the file says of its own number is then no mistake. */
static bool is_given(const struct wf_scenario *scenario)
{
    const struct wf_actor *leader = wf_scenario_leading_actor(scenario);
    int row = wf_props_find(wf_actor_props(leader), scenario->paradigm->unit, 0);
    return !isnan(leader->values.plan.rounds) && leader->origins[row].line > 0;
}

/* May the number follow from the law of passes? */
static bool is_by_law(const struct wf_scenario *scenario)
{
    const struct wf_plan *plan = wf_scenario_plan(scenario);
    if (!scenario->paradigm->federated || !isnan(plan->rounds))
        return false;
    for (size_t i = 0; !wf_plan_is_by_passes(plan) && i < scenario->workload.row_count; i++)
        if (scenario->workload.rows[i].passes_ratio < 0)
            return true;
    return plan->passes_ratio < 0;
}

static bool rows_ask_for_data(const struct wf_scenario *scenario)
{
    for (size_t i = 0; i < scenario->workload.row_count; i++)
        if (scenario->workload.rows[i].federated == (uint32_t)scenario->paradigm->federated &&
            !isnan(scenario->workload.rows[i].data))
            return true;
    return false;
}

static const char *data_not_asked(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)actor;
    if (is_given(scenario))
        return "it chooses among the workload's rows, and the number is given";
    if (wf_scenario_plan(scenario)->passes_ratio > 0)
        return "it chooses among the workload's rows, and the passes-ratio is given";
    if (is_by_law(scenario) || scenario->rounds_unheld)
        return NULL;
    return rows_ask_for_data(scenario) ? NULL : "no row of the workload asks for it";
}

/* ---- batches ---- */

static bool rows_ask_for_batch(const struct wf_scenario *scenario)
{
    for (size_t i = 0; i < scenario->workload.row_count; i++)
        if (scenario->workload.rows[i].federated == (uint32_t)scenario->paradigm->federated &&
            scenario->workload.rows[i].batch != WF_COUNT_UNSET)
            return true;
    return false;
}

static bool has_figures_by_batch(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    for (uint32_t i = 0; i < actor->host_count; i++)
        if (wf_batch_lists(scenario->platform->hosts[actor->hosts[i]].class->site->speed_by_batch,
                           scenario->workload.id))
            return true;
    return false;
}

/* Does a batch of this actor cost something beside its samples? */
static bool batches_cost(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    const double *overhead_s = member(actor, wf_roles[actor->role].batch_overhead);
    return *overhead_s > 0 || has_figures_by_batch(scenario, actor);
}

/* Trainers share one batch. */
static bool costs_by_batch(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    const struct wf_deployment *deployment = &scenario->deployment;
    if (actor->role != WF_TRAINER)
        return batches_cost(scenario, actor);
    for (size_t i = 0; i < deployment->actor_count; i++)
        if (deployment->actors[i].role == WF_TRAINER &&
            batches_cost(scenario, &deployment->actors[i]))
            return true;
    return false;
}

/* Trainers exchange gradients after each batch. */
static bool exchanges(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    return actor->role == WF_TRAINER && wf_trainers_exchange(scenario);
}

static const char *parts_are_free(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    return costs_by_batch(scenario, actor) ? NULL
                                           : "a part of a batch costs nothing beside its samples "
                                             "(no batch-overhead, no speed_by_batch)";
}

static const char *batches_alike(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    if (wf_actor_steps(actor) != WF_COUNT_UNSET || actor->role == WF_SPLIT_CLIENT)
        return NULL; /* of split learning each batch is sent by itself */
    if (costs_by_batch(scenario, actor) || exchanges(scenario, actor))
        return NULL;
    if (!is_given(scenario) && !wf_plan_is_by_passes(wf_scenario_plan(scenario)) &&
        rows_ask_for_batch(scenario))
        return NULL;
    if (is_by_law(scenario))
        return "the law of passes is the same for all mini-batches, and a batch costs nothing "
               "beside its samples (no batch-overhead, no speed_by_batch)";
    return "no row of the workload is chosen by it, and a batch costs nothing beside its samples "
           "(no batch-overhead, no speed_by_batch)";
}

/* ---- cohorts ---- */

static const char *all_are_asked(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    if (actor->role == WF_SERVER) {
        bool hierarchical = scenario->participant_count[WF_GATEWAY] > 0;
        uint32_t there = wf_scenario_count(scenario, hierarchical ? WF_GATEWAY : WF_LEARNER);
        bool given = actor->values.server.active != WF_COUNT_UNSET;
        return given && scenario->active == there && scenario->asked == there
                   ? hierarchical ? "all gateways are active" : "all learners are active"
                   : NULL;
    }
    if (actor->values.gateway.active == WF_COUNT_UNSET)
        return NULL;
    for (uint32_t i = 0; i < scenario->participant_count[WF_GATEWAY]; i++)
        if (wf_scenario_actor(scenario, &scenario->participants[WF_GATEWAY][i]) == actor &&
            scenario->gateways[i].active <
                scenario->first_member[i + 1] - scenario->first_member[i])
            return NULL;
    return "all its learners are active";
}

static const char *nothing_collected(const struct wf_scenario *scenario,
                                     const struct wf_actor *actor)
{
    (void)actor;
    return scenario->participant_count[WF_SOURCE] ? NULL : "no source sends data";
}

static const char *no_overhead(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)scenario;
    double overhead_s = *(const double *)member(actor, wf_roles[actor->role].round_overhead);
    return overhead_s > 0 ? NULL : "the round-overhead is 0";
}

static const char *no_start_up(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)scenario;
    double start_up_s = *(const double *)member(actor, wf_roles[actor->role].start_up);
    return start_up_s > 0 ? NULL : "the start-up is 0";
}

static const char *one_start_up(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    const struct wf_plan *plan = wf_scenario_plan(scenario);
    const char *why = no_start_up(scenario, actor);
    return why                                         ? why
           : plan->trainings == 1 && plan->trials == 0 ? "there is one training, and no trial"
                                                       : NULL;
}

static const char *nothing_lost(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    double overhead_s = *(const double *)member(actor, wf_roles[actor->role].batch_overhead);
    if (overhead_s > 0)
        return NULL;
    if (actor->role != WF_TRAINER)
        return "no time is lost (the batch-overhead is 0)";
    return wf_scenario_trainer(scenario)->scaling_efficiency_ratio < 1
               ? NULL
               : "no time is lost (no batch-overhead, no scaling-efficiency below 1)";
}

static const char *no_exchange(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)actor;
    if (wf_trainers_exchange(scenario))
        return NULL;
    return isnan(wf_scenario_trainer(scenario)->scaling_efficiency_ratio)
               ? "there is one node: no all-reduce"
               : "the scaling-efficiency replaces the all-reduce";
}

/* ---- evaluation ---- */

static bool is_never(const struct wf_actor *leader)
{
    const struct wf_schedule *evaluation = member(leader, wf_roles[leader->role].evaluation);
    return wf_schedule_is_never(evaluation);
}

static const char *no_evaluation(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)scenario;
    return is_never(actor) ? "the evaluation-period is 0: never" : NULL;
}

static const char *learners_not_asked(const struct wf_scenario *scenario,
                                      const struct wf_actor *actor)
{
    (void)actor;
    return is_never(wf_scenario_leading_actor(scenario))
               ? "the server's evaluation-period is 0: never"
               : NULL;
}

/* Those who work for a server evaluate on samples of their own, if they have any. */
static bool has_own_samples(const struct wf_actor *actor)
{
    bool works = actor->role == WF_LEARNER || actor->role == WF_SPLIT_CLIENT;
    const uint64_t *samples = member(actor, wf_roles[actor->role].evaluation_samples);
    return works && *samples > 0;
}

static bool learners_have_samples(const struct wf_scenario *scenario)
{
    const struct wf_deployment *deployment = &scenario->deployment;
    for (size_t i = 0; i < deployment->actor_count; i++)
        if (has_own_samples(&deployment->actors[i]))
            return true;
    return false;
}

static const char *learner_without_samples(const struct wf_scenario *scenario,
                                           const struct wf_actor *actor)
{
    const char *why = learners_not_asked(scenario, actor);
    return why ? why : has_own_samples(actor) ? NULL : "its evaluation-samples are 0";
}

static const char *no_own_samples(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    const char *why = no_evaluation(scenario, actor);
    return why                                             ? why
           : wf_scenario_evaluation_samples(scenario) == 0 ? "the evaluation-samples are 0"
                                                           : NULL;
}

/* The period itself: 0 is a value of it. */
static const char *nothing_to_evaluate(const struct wf_scenario *scenario,
                                       const struct wf_actor *actor)
{
    (void)actor;
    return wf_scenario_evaluation_samples(scenario) > 0 || learners_have_samples(scenario)
               ? NULL
               : "the evaluation-samples are 0";
}

static const char *nobody_evaluates(const struct wf_scenario *scenario,
                                    const struct wf_actor *actor)
{
    const char *why = no_evaluation(scenario, actor);
    return why ? why : nothing_to_evaluate(scenario, actor);
}

static const char *no_passes(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    const struct wf_schedule *evaluation = member(actor, wf_roles[actor->role].evaluation);
    return wf_schedule_by_passes(evaluation) ? nobody_evaluates(scenario, actor)
                                             : "there are no evaluation-passes";
}

static const char *not_sent_again(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    const char *why = no_evaluation(scenario, actor);
    if (!why && wf_scenario_server(scenario)->aggregation != WF_AGGREGATE_SYNC)
        why = "where updates come one by one a learner evaluates the next model that it gets";
    return why ? why : learners_have_samples(scenario) ? NULL : "no learner has evaluation-samples";
}

/* ---- compression ---- */

static const char *not_sparse(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)actor;
    const struct wf_coding *coding = wf_scenario_coding(scenario);
    return coding->uplink_share_ratio < 1 ||
                   (wf_scenario_unpacks(scenario) && coding->downlink_share_ratio < 1)
               ? NULL
               : "no message is sparse (uplink-share, downlink-share)";
}

static const char *not_compressed(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)actor;
    return wf_scenario_packs(scenario) || wf_scenario_unpacks(scenario)
               ? NULL
               : "nothing that is sent is compressed";
}

/* ---- split learning ---- */

static const char *nothing_averaged(const struct wf_scenario *scenario,
                                    const struct wf_actor *actor)
{
    (void)scenario;
    return actor->values.split_server.form == WF_FORM_SEQUENTIAL
               ? "the form is sequential: no parts are averaged"
               : NULL;
}

/* ---- secure aggregation ---- */

static const char *not_secure(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)scenario;
    return actor->values.server.protection.secure == WF_YES ? NULL : "secure-aggregation is no";
}

static const char *rounds_given(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)scenario;
    return isnan(actor->values.plan.rounds) ? NULL : "the number of rounds is given";
}

/* ---- learners ---- */

static const char *never_drops_out(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)scenario;
    return actor->values.learner.dropout_ratio > 0 ? NULL : "the dropout is 0";
}

/* The trace that the actor's availability names; NULL: a pattern, or none. */
static const struct wf_availability_trace *trace_of(const struct wf_scenario *scenario,
                                                    const struct wf_actor *actor)
{
    return scenario->traces[actor - scenario->deployment.actors];
}

static const char *no_pattern(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    if (!actor->values.learner.availability)
        return "there is no availability";
    return trace_of(scenario, actor) ? "the availability is a trace" : NULL;
}

static const char *no_battery(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    for (uint32_t i = 0; i < actor->host_count; i++)
        if (!isnan(scenario->platform->hosts[actor->hosts[i]].class->site->battery_j))
            return NULL;
    return "its hosts have no battery";
}

static const char *no_charger(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    const char *why = no_battery(scenario, actor);
    const struct wf_availability_trace *trace = trace_of(scenario, actor);
    if (why)
        return why;
    if (trace && trace->has_charging)
        return "the trace of its availability says when it is at its charger";
    for (uint32_t i = 0; i < actor->host_count; i++) {
        const struct wf_site *site = scenario->platform->hosts[actor->hosts[i]].class->site;
        if (!isnan(site->battery_j) && site->charging_w > 0)
            return NULL;
    }
    return "its hosts have no charging_wattage";
}

/* ---- the least cohort ---- */

/* Is every learner there at all times? Then a round never waits for one. */
static const char *always_there(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    const struct wf_deployment *deployment = &scenario->deployment;
    (void)actor;
    for (size_t i = 0; i < deployment->actor_count; i++) {
        const struct wf_actor *one = &deployment->actors[i];
        if (one->role == WF_LEARNER &&
            (one->values.learner.availability || !no_battery(scenario, one)))
            return NULL;
    }
    return "all learners are there at all times";
}

static const char *no_minimum(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    uint64_t minimum = actor->role == WF_SERVER ? actor->values.server.selection_minimum
                                                : actor->values.gateway.selection_minimum;
    return minimum == 1 ? "the selection-minimum is 1" : always_there(scenario, actor);
}

/* ---- the limit to the intensity of a learner's grid ---- */

static const struct wf_carbon_limit *carbon_limit_of(const struct wf_actor *actor)
{
    return actor->role == WF_SERVER ? &actor->values.server.carbon : &actor->values.gateway.carbon;
}

/* Is no grid ever above it? */
static const char *always_clean(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    const struct wf_carbon_limit *limit = carbon_limit_of(actor);
    if (limit->patience_s <= 0)
        return "the carbon-patience is 0";
    for (uint32_t i = 0; i < scenario->participant_count[WF_LEARNER]; i++) {
        const struct wf_participant *learner = &scenario->participants[WF_LEARNER][i];
        const struct wf_site *site = wf_scenario_host(scenario, learner)->class->site;
        if (actor->role == WF_GATEWAY &&
            wf_scenario_actor(scenario, &scenario->participants[WF_GATEWAY][learner->partner]) !=
                actor)
            continue;
        if (wf_grid_most(site) > limit->g_per_kwh)
            return NULL;
    }
    return "no learner's grid is ever above it";
}

static const char *no_carbon_limit(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    return isnan(carbon_limit_of(actor)->g_per_kwh) ? "there is no carbon-limit"
                                                    : always_clean(scenario, actor);
}

/* ---- the frozen base ---- */

static bool is_base_sent_below(const struct wf_scenario *scenario, const struct wf_actor *gateway)
{
    for (uint32_t i = 0; i < scenario->participant_count[WF_LEARNER]; i++) {
        const struct wf_participant *learner = &scenario->participants[WF_LEARNER][i];
        const struct wf_participant *above = &scenario->participants[WF_GATEWAY][learner->partner];
        if (wf_scenario_actor(scenario, above) == gateway &&
            wf_scenario_actor(scenario, learner)->values.learner.base == WF_BASE_SENT)
            return true;
    }
    return false;
}

static const char *no_base(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    if (!(scenario->workload.base_byte > 0))
        return "all parameters of the workload are trained";
    if (actor->role == WF_GATEWAY && !is_base_sent_below(scenario, actor))
        return "its learners have the base";
    return NULL;
}

/* ---- sources and users ---- */

static const char *nothing_produced(const struct wf_scenario *scenario,
                                    const struct wf_actor *actor)
{
    if (wf_scenario_plan(scenario)->trainings == 1)
        return ONE_TRAINING;
    return actor->values.source.new_samples == 0 ? "it has no new-samples" : NULL;
}

static const char *none_again(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    return actor->values.source.upload == WF_UPLOAD_EACH_EPOCH
               ? "all samples are read in each epoch"
               : one_training(scenario, actor);
}

static const char *nothing_uploaded(const struct wf_scenario *scenario,
                                    const struct wf_actor *actor)
{
    return actor->values.source.upload == WF_UPLOAD_EACH_EPOCH ? NULL
                                                               : nothing_produced(scenario, actor);
}

static const char *not_as_produced(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    if (actor->values.source.upload != WF_UPLOAD_AS_PRODUCED)
        return "the upload is not 'as produced'";
    return nothing_produced(scenario, actor);
}

static const char *no_inference(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)scenario;
    return actor->values.user.per_day > 0 ? NULL : "there are no inferences (per-day 0)";
}

static const char *no_days(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    (void)scenario;
    return actor->values.user.days > 0 ? NULL : "there are no inferences (days 0)";
}

static const char *no_use(const struct wf_scenario *scenario, const struct wf_actor *actor)
{
    const char *why = no_inference(scenario, actor);
    return why ? why : no_days(scenario, actor);
}

/* ---- the table ---- */

/* Whom a row is about: roles with a trait, or one role. */
#define TRAIT(trait) ((unsigned)(trait) << WF_ROLE_COUNT)
#define ROLE(role)   (1u << (role))
enum {
    LEADERS = TRAIT(WF_LEADS),
    HOLDERS = TRAIT(WF_HOLDS),
    TRAINING = TRAIT(WF_TRAINS),
    COORDINATORS = TRAIT(WF_COORDINATES),
    CODERS = TRAIT(WF_CODES),
    ROUNDS = TRAIT(WF_ROUNDS)
};
static bool is_about(unsigned roles, enum wf_role_id role)
{
    return roles & (TRAIT(wf_roles[role].traits) | ROLE(role));
}

static const struct {
    unsigned roles;
    const char *prop;
    without_effect *why;
} rows[] = {
    {LEADERS, "rounds-provenance", rounds_found},
    {LEADERS, "epochs-provenance", rounds_found},
    {LEADERS, "data", data_not_asked},
    {LEADERS, "trial-share", no_trials},
    {LEADERS, "every", one_training},
    {LEADERS, "later-rounds", one_training},
    {LEADERS, "later-epochs", one_training},
    {LEADERS, "train-on", one_training},
    {LEADERS, "reserved", one_training},
    {HOLDERS, "new-samples", one_training},
    {ROLE(WF_SOURCE), "resend", none_again},
    {TRAINING, "batch", batches_alike},
    {TRAINING, "accumulation", parts_are_free},
    {COORDINATORS, "selection", all_are_asked},
    {COORDINATORS, "over-selection", all_are_asked},
    {COORDINATORS, "selection-minimum", always_there},
    {COORDINATORS, "selection-patience", no_minimum},
    {COORDINATORS, "carbon-limit", always_clean},
    {COORDINATORS, "carbon-patience", no_carbon_limit},
    {ROUNDS, "round-overhead-pstate", no_overhead},
    {TRAINING, "start-up-pstate", no_start_up},
    {TRAINING, "lost-pstate", nothing_lost},
    {TRAINING, "start-up-each", one_start_up},
    {ROLE(WF_TRAINER), "overlap", no_exchange},
    {ROLE(WF_TRAINER), "all-reduce", no_exchange},
    {ROLE(WF_TRAINER), "exchange-pstate", no_exchange},
    {ROLE(WF_TRAINER), "reserved-from", nothing_collected},
    {LEADERS, "evaluation-period", nothing_to_evaluate},
    {LEADERS, "evaluation-start", nobody_evaluates},
    {LEADERS, "evaluation-passes", nothing_to_evaluate},
    {LEADERS, "evaluation-start-passes", no_passes},
    {LEADERS, "evaluation-samples", no_evaluation},
    {LEADERS, "evaluation-pstate", no_own_samples},
    {ROLE(WF_SERVER), "evaluation-download", not_sent_again},
    {ROLE(WF_LEARNER) | ROLE(WF_SPLIT_CLIENT), "evaluation-samples", learners_not_asked},
    {ROLE(WF_LEARNER) | ROLE(WF_SPLIT_CLIENT), "evaluation-pstate", learner_without_samples},
    {ROLE(WF_SPLIT_SERVER), "aggregation-flop", nothing_averaged},
    {CODERS, "index-bits", not_sparse},
    {CODERS, "compression-flop", not_compressed},
    {CODERS, "decompression-flop", not_compressed},
    {ROLE(WF_SERVER), "secure-traffic-factor", not_secure},
    {ROLE(WF_SERVER), "mask-flop", not_secure},
    {ROLE(WF_SERVER), "privacy-rounds-factor", rounds_given},
    {ROLE(WF_LEARNER), "dropout-phase", never_drops_out},
    {ROLE(WF_LEARNER), "dropout-point", never_drops_out},
    {ROLE(WF_LEARNER), "availability-spread", no_pattern},
    {ROLE(WF_LEARNER), "charging", no_charger},
    {ROLE(WF_LEARNER), "battery-level", no_battery},
    {ROLE(WF_LEARNER), "battery-minimum", no_battery},
    {ROLE(WF_LEARNER), "battery-start", no_battery},
    {ROLE(WF_GATEWAY) | ROLE(WF_LEARNER) | ROLE(WF_PEER) | ROLE(WF_GOSSIPER) | ROLE(WF_USER),
     "base", no_base},
    {ROLE(WF_SOURCE), "upload", nothing_uploaded},
    {ROLE(WF_SOURCE), "upload-period", not_as_produced},
    {ROLE(WF_USER), "per-day", no_days},
    {ROLE(WF_USER), "days", no_inference},
    {ROLE(WF_USER), "inference-period", no_use},
    {ROLE(WF_USER), "reserved", no_use},
};

void wf_without_effect_warn(struct wf_resolver *resolver)
{
    const struct wf_deployment *deployment = &resolver->scenario->deployment;
    for (size_t i = 0; i < deployment->actor_count; i++) {
        const struct wf_actor *actor = &deployment->actors[i];
        if (!actor->host_count) /* `count` leaves it none */
            continue;
        for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
            int prop = is_about(rows[row].roles, actor->role)
                           ? wf_props_find(wf_actor_props(actor), rows[row].prop, 0)
                           : -1;
            const struct wf_origin *origin = prop < 0 ? NULL : &actor->origins[prop];
            const char *why =
                origin && origin->file ? rows[row].why(resolver->scenario, actor) : NULL;
            if (why)
                wf_diag_warn(resolver->diag, origin->file, origin->line,
                             "<actor %s> prop '%s' changes nothing: %s", wf_roles[actor->role].name,
                             rows[row].prop, why);
        }
    }
}
