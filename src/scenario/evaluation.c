#include "scenario/evaluation.h"
#include "scenario/resolver.h"
#include "scenario/round_passes.h"
#include <math.h>
#include <string.h>

static bool is_of_file(const struct wf_origin *origin)
{
    return origin->file && origin->line > 0;
}

/* Actors of a role share its table of props: the origins of its rows on evaluation. */
struct given {
    struct wf_origin *period, *start, *passes, *start_passes;
};

static struct given given_by(struct wf_actor *actor)
{
    const struct wf_prop *props = wf_roles[actor->role].props;
    struct wf_origin *origins = actor->origins;
    return (struct given){&origins[wf_props_find(props, "evaluation-period", 0)],
                          &origins[wf_props_find(props, "evaluation-start", 0)],
                          &origins[wf_props_find(props, "evaluation-passes", 0)],
                          &origins[wf_props_find(props, "evaluation-start-passes", 0)]};
}

static struct wf_schedule *schedule_of(struct wf_actor *actor)
{
    return (struct wf_schedule *)((char *)&actor->values + wf_roles[actor->role].evaluation);
}

/* By rounds or by passes: what the command line says wins over the file. */
static void choose_unit(struct wf_resolver *resolver, struct wf_actor *actor)
{
    struct given given = given_by(actor);
    struct wf_schedule *schedule = schedule_of(actor);
    if (given.period->file && given.passes->file &&
        is_of_file(given.period) == is_of_file(given.passes)) {
        wf_resolver_prop_error(resolver, actor, "evaluation-passes",
                               "evaluations are counted in passes or in rounds: the prop "
                               "'evaluation-period' is given too");
        return;
    }
    if (given.period->file && is_of_file(given.passes)) {
        schedule->passes = schedule->start_passes = NAN;
        *given.passes = *given.start_passes = (struct wf_origin){0};
    } else if (given.passes->file && is_of_file(given.period)) {
        *given.period = *given.start = (struct wf_origin){0};
    }
    if (given.passes->file && given.start->file)
        wf_resolver_prop_error(resolver, actor, "evaluation-start",
                               "is a number of rounds; beside 'evaluation-passes' expected "
                               "'evaluation-start-passes'");
}

void wf_evaluation_resolve(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    struct wf_deployment *deployment = &scenario->deployment;
    double passes = wf_passes_of_round(scenario);
    for (size_t i = 0; i < deployment->actor_count; i++) {
        struct wf_actor *actor = &deployment->actors[i];
        if (actor->role != scenario->paradigm->leader)
            continue;
        choose_unit(resolver, actor);
        schedule_of(actor)->passes_a_round = passes;
    }
}

/* ---- what it comes to ---- */

static uint64_t own_samples(const struct wf_actor *actor)
{
    uint64_t samples;
    memcpy(&samples, (const char *)&actor->values + wf_roles[actor->role].evaluation_samples,
           sizeof samples);
    return samples;
}

static double mean_samples(const struct wf_scenario *scenario, const uint32_t *members,
                           uint32_t count)
{
    enum wf_role_id worker = scenario->paradigm->worker;
    double sum = 0, all = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t index = members ? members[i] : i;
        double many = wf_scenario_stands_for(scenario, worker, index);
        sum += many * (double)own_samples(
                          wf_scenario_actor(scenario, &scenario->participants[worker][index]));
        all += many;
    }
    return sum / all;
}

/* Samples that those who train evaluate on: a cohort, the last of each gateway, or all of them
 * where updates come one by one. */
static double worker_samples(const struct wf_scenario *scenario)
{
    uint32_t gateways = scenario->participant_count[WF_GATEWAY];
    uint32_t count = scenario->participant_count[scenario->paradigm->worker];
    double sum = 0;
    if (!gateways) {
        bool cohort = scenario->participant_count[WF_SERVER] &&
                      wf_scenario_server(scenario)->aggregation == WF_AGGREGATE_SYNC;
        uint32_t all = wf_scenario_count(scenario, scenario->paradigm->worker);
        return mean_samples(scenario, NULL, count) * (cohort ? scenario->asked : all);
    }
    for (uint32_t i = 0; i < gateways; i++) {
        const uint32_t *first = &scenario->first_member[i];
        sum += mean_samples(scenario, scenario->members + first[0], first[1] - first[0]) *
               scenario->gateways[i].asked;
    }
    return sum * scenario->active / gateways;
}

struct wf_evaluation wf_evaluation_of(const struct wf_scenario *scenario)
{
    struct wf_actor *leader =
        &scenario->deployment.actors[scenario->participants[scenario->paradigm->leader]->actor];
    const struct wf_schedule *schedule = schedule_of(leader);
    struct wf_evaluation evaluation = {
        .period_passes = NAN, .start_passes = NAN, .round_passes = wf_passes_of_round(scenario)};
    if (wf_schedule_is_never(schedule))
        return evaluation;
    const struct wf_paradigm *paradigm = scenario->paradigm;
    if (paradigm->leader != paradigm->worker || !paradigm->federated)
        evaluation.samples = (double)wf_scenario_evaluation_samples(scenario);
    if (paradigm->federated)
        evaluation.samples += worker_samples(scenario);
    if (evaluation.samples == 0)
        return evaluation;
    evaluation.period_passes = wf_schedule_rounds(schedule) * evaluation.round_passes;
    evaluation.start_passes = wf_schedule_first(schedule) * evaluation.round_passes;
    return evaluation;
}

static bool is_near(double a, double b)
{
    static const double ROUNDING = 1e-9;
    return fabs(a - b) <= ROUNDING * fmax(fabs(a), fabs(b));
}

bool wf_evaluation_is_same(const struct wf_evaluation *a, const struct wf_evaluation *b)
{
    if (a->samples == 0 || b->samples == 0)
        return a->samples == 0 && b->samples == 0;
    return is_near(a->samples, b->samples) && is_near(a->period_passes, b->period_passes) &&
           fabs(a->start_passes - b->start_passes) <
               fmax(fmax(a->round_passes, b->round_passes), 1e-9);
}
