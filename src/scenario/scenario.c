#include "scenario/scenario.h"
#include "scenario/reserve.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const double ROUNDING = 1e-9; /* of a share of rounds */

uint64_t wf_actor_steps(const struct wf_actor *actor)
{
    size_t offset = wf_roles[actor->role].local_steps;
    return offset ? *(const uint64_t *)((const char *)&actor->values + offset) : WF_COUNT_UNSET;
}

const char *wf_scenario_rounds_text(const struct wf_scenario *scenario, char *buffer, size_t size)
{
    if (scenario->rounds == floor(scenario->rounds))
        return wf_number_text(scenario->rounds, buffer, size);
    snprintf(buffer, size, "%.6g", scenario->rounds);
    return buffer;
}

uint64_t wf_scenario_all_rounds(const struct wf_scenario *scenario)
{
    double later = (double)wf_scenario_plan(scenario)->trainings - 1;
    return (uint64_t)(ceil(scenario->rounds) + ceil(scenario->later_rounds) * later);
}

double wf_scenario_trial_rounds(const struct wf_scenario *scenario, double rounds)
{
    double share = wf_scenario_plan(scenario)->trial_share_ratio;
    return fmin(ceil(share * rounds - ROUNDING), rounds);
}

const struct wf_actor *wf_scenario_leading_actor(const struct wf_scenario *scenario)
{
    return wf_scenario_actor(scenario, scenario->participants[scenario->paradigm->leader]);
}

const struct wf_plan *wf_scenario_plan(const struct wf_scenario *scenario)
{
    return &wf_scenario_leading_actor(scenario)->values.plan;
}

const struct wf_server *wf_scenario_server(const struct wf_scenario *scenario)
{
    return &wf_scenario_leading_actor(scenario)->values.server;
}

const struct wf_trainer *wf_scenario_trainer(const struct wf_scenario *scenario)
{
    return &wf_scenario_leading_actor(scenario)->values.trainer;
}

const struct wf_peer *wf_scenario_peer(const struct wf_scenario *scenario)
{
    return &wf_scenario_leading_actor(scenario)->values.peer;
}

/* Member of the leading actor's values; @p offset 0: its role has none. */
static const void *leading_member(const struct wf_scenario *scenario, size_t offset)
{
    return offset ? (const char *)&wf_scenario_leading_actor(scenario)->values + offset : NULL;
}

uint64_t wf_scenario_evaluation_samples(const struct wf_scenario *scenario)
{
    const uint64_t *own =
        leading_member(scenario, wf_roles[scenario->paradigm->leader].evaluation_samples);
    return own && *own != WF_COUNT_UNSET ? *own : scenario->workload.evaluation_samples;
}

uint64_t wf_participant_held(const struct wf_participant *participant, uint64_t number)
{
    return participant->samples + (number - 1) * participant->new_samples;
}

uint64_t wf_scenario_trained_on(const struct wf_scenario *scenario,
                                const struct wf_participant *participant, uint64_t number)
{
    if (number > 1 && wf_scenario_plan(scenario)->train_on == WF_TRAIN_ON_NEW)
        return participant->new_samples;
    return wf_participant_held(participant, number);
}

uint64_t wf_scenario_new_samples(const struct wf_scenario *scenario, uint64_t number)
{
    return number == 1 ? scenario->total_samples : scenario->total_new_samples;
}

uint64_t wf_scenario_total_trained_on(const struct wf_scenario *scenario, uint64_t number)
{
    if (number > 1 && wf_scenario_plan(scenario)->train_on == WF_TRAIN_ON_NEW)
        return scenario->total_new_samples;
    return scenario->total_samples + (number - 1) * scenario->total_new_samples;
}

const struct wf_coding *wf_scenario_coding(const struct wf_scenario *scenario)
{
    return leading_member(scenario, wf_roles[scenario->paradigm->leader].coding);
}

uint32_t wf_scenario_count_who_train(const struct wf_scenario *scenario)
{
    const struct wf_paradigm *paradigm = scenario->paradigm;
    bool leads_and_trains =
        paradigm->leader != paradigm->worker && wf_roles[paradigm->leader].traits & WF_TRAINS;
    return scenario->participant_count[paradigm->worker] +
           (leads_and_trains ? scenario->participant_count[paradigm->leader] : 0);
}

const struct wf_participant *wf_scenario_who_trains(const struct wf_scenario *scenario,
                                                    uint32_t index)
{
    const struct wf_paradigm *paradigm = scenario->paradigm;
    uint32_t workers = scenario->participant_count[paradigm->worker];
    return index < workers ? &scenario->participants[paradigm->worker][index]
                           : &scenario->participants[paradigm->leader][index - workers];
}

bool wf_scenario_packs(const struct wf_scenario *scenario)
{
    const struct wf_coding *coding = wf_scenario_coding(scenario);
    return coding && !(isnan(coding->uplink_bits) && isnan(coding->uplink_share_ratio));
}

bool wf_scenario_unpacks(const struct wf_scenario *scenario)
{
    const struct wf_coding *coding = wf_scenario_coding(scenario);
    return coding && wf_roles[scenario->paradigm->leader].sends_model &&
           !(isnan(coding->downlink_bits) && isnan(coding->downlink_share_ratio));
}

static bool is_in_reserve(const struct wf_scenario *scenario, enum wf_role_id role)
{
    return scenario->reserve && role == WF_LEARNER;
}

uint32_t wf_scenario_count(const struct wf_scenario *scenario, enum wf_role_id role)
{
    return is_in_reserve(scenario, role) ? scenario->reserve->count
                                         : scenario->participant_count[role];
}

uint32_t wf_scenario_stands_for(const struct wf_scenario *scenario, enum wf_role_id role,
                                uint32_t index)
{
    return is_in_reserve(scenario, role) ? scenario->reserve->stands_for[index] : 1;
}

const char *wf_scenario_last_host(const struct wf_scenario *scenario, enum wf_role_id role)
{
    if (is_in_reserve(scenario, role))
        return scenario->reserve->last_name;
    const struct wf_participant *list = scenario->participants[role];
    return wf_scenario_host(scenario, &list[scenario->participant_count[role] - 1])->name;
}

uint64_t wf_scenario_most_turns(const struct wf_scenario *scenario)
{
    return scenario->paradigm->most_turns(scenario) + scenario->participant_count[WF_SOURCE] +
           scenario->participant_count[WF_USER];
}

double wf_scenario_likely_hosts(const struct wf_scenario *scenario)
{
    double all = 0;
    double draws =
        (double)wf_scenario_most_turns(scenario) * (double)wf_scenario_all_rounds(scenario);
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        all += scenario->participant_count[role];
    return all > 0 ? all * -expm1(-draws / all) : 0;
}

double wf_scenario_start_s(const struct wf_scenario *scenario)
{
    const struct wf_series_set *set = &scenario->platform->series;
    double first_s = NAN;
    for (size_t i = 0; i < set->count; i++)
        first_s = fmax(first_s, set->items[i]->first_s); /* of NaN and a number, the number */
    return isnan(scenario->start_date_s) ? first_s : scenario->start_date_s;
}

double wf_scenario_bucket_s(const struct wf_scenario *scenario)
{
    const struct wf_series_set *set = &scenario->platform->series;
    return scenario->delay_s > 0 && set->count ? set->items[0]->step_s : 0;
}

void wf_scenario_release(struct wf_scenario *scenario)
{
    if (!scenario)
        return;
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        free(scenario->participants[role]);
    free(scenario->presences);
    wf_deployment_release(&scenario->deployment);
    wf_arena_release(&scenario->arena);
    *scenario = (struct wf_scenario){0};
}

double wf_scenario_efficiency(const struct wf_scenario *scenario, const struct wf_site *site,
                              enum wf_efficiency_of *of)
{
    double host = site->efficiency_ratio, workload = scenario->workload.efficiency_ratio;
    bool has_host = !isnan(host), has_workload = !isnan(workload);
    if (of)
        *of = !has_host && !has_workload                       ? WF_EFFICIENCY_NONE
              : has_host && !(has_workload && workload < host) ? WF_EFFICIENCY_OF_HOST
                                                               : WF_EFFICIENCY_OF_WORKLOAD;
    return has_host || has_workload ? fmin(host, workload) : 1; /* fmin passes over a NaN */
}
