#include "model/coding.h"
#include "model/neighbours.h"
#include "scenario/resolver.h"
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

uint64_t wf_scenario_most_turns(const struct wf_scenario *scenario)
{
    return scenario->paradigm->most_turns(scenario) + scenario->participant_count[WF_SOURCE] +
           scenario->participant_count[WF_USER];
}

/* ---- the workload ---- */

static int load_workload(struct wf_resolver *resolver, struct wf_err *err)
{
    struct wf_scenario *scenario = resolver->scenario;
    enum wf_role_id role = scenario->paradigm->leader;
    const struct wf_actor *actor = wf_deployment_first(&scenario->deployment, role);
    int row = wf_props_find(wf_roles[role].props, "workload", 0);
    const char *name = actor->values.plan.workload;
    if (!name) {
        wf_resolver_error(resolver, actor, "needs the prop 'workload' (%s)",
                          wf_roles[role].props[row].doc);
        return 0;
    }
    char *path = wf_text_beside(actor->origins[row].line ? resolver->path : NULL, name);
    struct wf_err why = {0};
    int status = wf_workload_load(path, scenario->overrides, &scenario->deployment.arena,
                                  &scenario->workload, resolver->diag, &why);
    if (status < 0) /* a name in a file is that file's mistake */
        wf_diag_error(resolver->diag, actor->origins[row].file, actor->origins[row].line,
                      "<actor %s> prop 'workload': %s", wf_roles[role].name, why.text);
    (void)err;
    free(path);
    return 0;
}

/* ---- what else must be there ---- */

static void check_needs(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_workload *workload = &scenario->workload;
    bool stores = false;
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        for (uint32_t i = 0; i < scenario->participant_count[role] && !stores; i++)
            stores = wf_scenario_host(scenario, &scenario->participants[role][i])
                         ->class->site->storage_w_per_tb > 0;
    const struct {
        bool needs;
        const char *why;
    } bytes[] = {{scenario->participant_count[WF_SOURCE] > 0, "a source uploads samples"},
                 {workload->preparation_flop > 0, "preparation-flop is per byte"},
                 {stores, "hosts have a storage_wattage"}};
    for (size_t i = 0; i < sizeof bytes / sizeof *bytes && isnan(workload->sample_byte); i++)
        if (bytes[i].needs)
            wf_diag_error(resolver->diag, workload->path, workload->line,
                          "<workload> needs the prop 'bytes-per-sample': %s", bytes[i].why);
    const struct wf_plan *plan = wf_scenario_plan(scenario);
    if (plan->trainings > 1 && plan->train_on == WF_TRAIN_ON_NEW &&
        scenario->total_new_samples == 0)
        wf_resolver_prop_error(resolver, wf_scenario_leading_actor(scenario), "train-on",
                               "'new', but nobody has the prop 'new-samples'");
    for (size_t i = 0; i < scenario->deployment.actor_count; i++) {
        const struct wf_actor *actor = &scenario->deployment.actors[i];
        if (actor->role == WF_SOURCE && actor->values.source.upload == WF_UPLOAD_AS_PRODUCED &&
            plan->trainings > 1 && !(plan->every_s > 0))
            wf_resolver_prop_error(resolver, actor, "upload",
                                   "'as produced' needs the prop 'every' of the trainers");
        if (actor->role == WF_SOURCE && actor->values.source.upload == WF_UPLOAD_AS_PRODUCED &&
            actor->values.source.resend == WF_RESEND_ALL)
            wf_resolver_prop_error(resolver, actor, "resend",
                                   "'all' is for upload 'before each training'; as produced, only "
                                   "new samples are sent");
        if (actor->role == WF_LEARNER && actor->values.learner.gateway &&
            !scenario->participant_count[WF_GATEWAY])
            wf_resolver_prop_error(resolver, actor, "gateway", "there is no gateway");
    }
}

/* What is sent, after compression. */
static void resolve_sizes(struct wf_scenario *scenario)
{
    const struct wf_workload *workload = &scenario->workload;
    const struct wf_coding *coding = wf_scenario_coding(scenario);
    scenario->uplink_byte = workload->update_byte;
    scenario->downlink_byte = workload->model_byte;
    if (wf_scenario_packs(scenario))
        scenario->uplink_byte *= wf_coding_ratio(coding->uplink_bits, coding->uplink_share_ratio,
                                                 workload->bytes_per_parameter, coding->index_bits);
    if (wf_scenario_unpacks(scenario))
        scenario->downlink_byte *=
            wf_coding_ratio(coding->downlink_bits, coding->downlink_share_ratio,
                            workload->bytes_per_parameter, coding->index_bits);
}

int wf_scenario_load(const char *path, const struct wf_paradigm *const *paradigms,
                     const struct wf_platform *platform, struct wf_overrides *overrides,
                     const struct wf_options *options, struct wf_scenario *scenario,
                     struct wf_diag *diag, struct wf_err *err)
{
    *scenario = (struct wf_scenario){.platform = platform,
                                     .overrides = overrides,
                                     .options = *options,
                                     .calibrated = true,
                                     .target = NAN,
                                     .start_date_s = NAN};
    if (wf_deployment_load(path, platform, overrides, &scenario->deployment, diag, err) < 0)
        return -1;
    struct wf_resolver resolver = {
        scenario, diag, scenario->deployment.path,
        wf_arena_alloc(&scenario->deployment.arena,
                       (scenario->deployment.actor_count + 1) * sizeof *resolver.told)};
    scenario->paradigm = wf_paradigm_choose(paradigms, &scenario->deployment, diag);
    if (!scenario->paradigm)
        return 0;
    wf_paradigm_agree(&resolver);
    if (load_workload(&resolver, err) < 0)
        return -1;
    if (scenario->workload.incomplete || isnan(scenario->workload.training_flop) ||
        scenario->workload.samples == WF_COUNT_UNSET)
        return 0; /* told already */
    wf_participants_check_hosts(&resolver);
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        wf_participants_gather(&resolver, (enum wf_role_id)role);
    enum wf_role_id holder = scenario->paradigm->holder;
    scenario->total_samples = scenario->participant_count[holder]
                                  ? wf_participants_share(&resolver, holder)
                                  : scenario->workload.samples;
    for (uint32_t i = 0; i < scenario->participant_count[holder]; i++)
        scenario->total_new_samples += scenario->participants[holder][i].new_samples;
    wf_participants_apply_batches(&resolver, scenario->paradigm->worker);
    scenario->paradigm->resolve(&resolver);
    wf_start_resolve(&resolver);
    if (scenario->participant_count[WF_LEARNER])
        wf_presences_resolve(&resolver);
    resolve_sizes(scenario);
    check_needs(&resolver);
    wf_rounds_resolve(&resolver);
    if (diag->error_count == 0)
        wf_without_effect_warn(&resolver);
    return 0;
}

void wf_scenario_release(struct wf_scenario *scenario)
{
    if (!scenario)
        return;
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        free(scenario->participants[role]);
    for (size_t i = 0; i < scenario->trace_count; i++)
        wf_availability_trace_release(&scenario->traces[i]);
    free(scenario->traces);
    free(scenario->presences);
    wf_deployment_release(&scenario->deployment);
    *scenario = (struct wf_scenario){0};
}
