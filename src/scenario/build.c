#include "scenario/build.h"
#include "model/coding.h"
#include "scenario/agreement.h"
#include "scenario/evaluation.h"
#include "scenario/host_pattern.h"
#include "scenario/hosts.h"
#include "scenario/local_work.h"
#include "scenario/needs.h"
#include "scenario/participants.h"
#include "scenario/passes.h"
#include "scenario/presence.h"
#include "scenario/reserve.h"
#include "scenario/resolver.h"
#include "scenario/rounds.h"
#include "scenario/sample_energy.h"
#include "scenario/split.h"
#include "scenario/start.h"
#include "scenario/without_effect.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The workload that the leading actor names. @return false: there is none to work with; reported */
static bool resolve_workload(struct wf_resolver *resolver, const struct wf_overrides *overrides,
                             bool *met)
{
    struct wf_scenario *scenario = resolver->scenario;
    enum wf_role_id role = scenario->paradigm->leader;
    const struct wf_actor *actor = wf_deployment_first(&scenario->deployment, role);
    char *path = wf_actor_file(&scenario->deployment, actor, "workload");
    struct wf_err why = {0};
    if (!path) {
        int row = wf_props_find(wf_roles[role].props, "workload", 0);
        wf_resolver_error(resolver, actor, "needs the prop 'workload' (%s)",
                          wf_roles[role].props[row].doc);
        return false;
    }
    const struct wf_workload *base =
        wf_library_workload(resolver->library, path, resolver->diag, &why);
    free(path);
    if (!base) { /* a name in a file is that file's mistake */
        wf_resolver_prop_error(resolver, actor, "workload", "%s", why.text);
        return false;
    }
    struct wf_workload *workload = &scenario->workload;
    wf_workload_resolve(base, overrides, &scenario->arena, met, workload, resolver->diag);
    return !workload->incomplete && !isnan(workload->training_flop) &&
           workload->samples != WF_COUNT_UNSET;
}

/* Who takes part, with which samples. */
static void resolve_participants(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    enum wf_role_id holder = scenario->paradigm->holder;
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        wf_participants_gather(resolver, (enum wf_role_id)role);
    if (resolver->reserve)
        wf_reserve_resolve(resolver, resolver->reserve);
    scenario->total_samples = scenario->participant_count[holder]
                                  ? wf_split_resolve(resolver, holder)
                                  : scenario->workload.samples;
    for (uint32_t i = 0; i < scenario->participant_count[holder]; i++)
        scenario->total_new_samples += wf_scenario_stands_for(scenario, holder, i) *
                                       scenario->participants[holder][i].new_samples;
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        if (wf_roles[role].traits & WF_TRAINS) {
            wf_participants_apply_batches(resolver, (enum wf_role_id)role);
            wf_sample_energy_resolve(resolver, (enum wf_role_id)role);
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

/* Of a model of another size nothing was measured, and no number of rounds stated. */
static void note_scale(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    double scale = scenario->workload.scale_ratio;
    if (scale == 1)
        return;
    wf_diag_warn(resolver->diag, "--set", 0,
                 "uncalibrated: speeds were measured on, and %s stated for, the model as its file "
                 "says; this one is %g times as large (workload.scale)",
                 scenario->paradigm->unit, scale);
    scenario->provenance = WF_ASSUMED;
    scenario->rounds_low = scenario->rounds_high = NAN;
    if (scenario->rounds_unheld)
        return;
    char *why = wf_format("stated for the model of its file; workload.scale is %g", scale);
    scenario->rounds_unheld = wf_arena_text(&scenario->arena, why, strlen(why));
    free(why);
}

/* Terms of the law of passes that are set, where no number follows from it. */
static void note_passes(struct wf_resolver *resolver)
{
    static const char *const names[] = {"passes-active", "passes-local-epochs", "passes-residual",
                                        "passes-split"};
    const struct wf_scenario *scenario = resolver->scenario;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int row = wf_props_find(wf_workload_props, names[i], 0);
        if (scenario->workload.origins[row].file && scenario->paradigm->federated &&
            !scenario->by_law)
            wf_diag_warn(resolver->diag, "--set", 0,
                         "workload.%s has no effect: no number of rounds is by the law of passes",
                         names[i]);
    }
}

static void resolve(struct wf_resolver *resolver, const struct wf_overrides *overrides, bool *met)
{
    struct wf_scenario *scenario = resolver->scenario;
    wf_agreement_resolve(resolver);
    wf_local_work_resolve(resolver);
    wf_passes_choose(resolver);
    if (!resolve_workload(resolver, overrides, met))
        return;
    wf_hosts_check(resolver);
    resolve_participants(resolver);
    scenario->paradigm->resolve(resolver);
    wf_start_resolve(resolver);
    if (scenario->participant_count[WF_LEARNER])
        wf_presences_resolve(resolver);
    wf_evaluation_resolve(resolver);
    resolve_sizes(scenario);
    wf_needs_check(resolver);
    wf_rounds_resolve(resolver);
    note_scale(resolver);
    note_passes(resolver);
    if (scenario->reserve && (scenario->needs_all = wf_reserve_refusal(scenario)))
        scenario->reserve = NULL;
}

/* The server runs where --set says. */
static void move_server(struct wf_scenario *scenario, struct wf_diag *diag)
{
    struct wf_deployment *deployment = &scenario->deployment;
    for (size_t i = 0; i < deployment->actor_count; i++) {
        struct wf_actor *actor = &deployment->actors[i];
        const char *name = actor->role == WF_SERVER ? actor->values.server.host : NULL;
        if (!name)
            continue;
        char *context = wf_format("'server.host=%s'", name);
        const struct wf_host_pattern pattern = {
            .text = name, .platform = scenario->platform, .file = "--set", .context = context};
        uint32_t *hosts = wf_host_pattern_find(&pattern, &actor->host_count, diag);
        uint32_t *kept = wf_arena_alloc(&scenario->arena, (actor->host_count + 1u) * sizeof *kept);
        if (hosts)
            memcpy(kept, hosts, actor->host_count * sizeof *kept);
        actor->hosts = kept;
        actor->matched = actor->host_count;
        actor->pattern = name;
        free(hosts);
        free(context);
    }
}

int wf_scenario_build(const struct wf_scenario_inputs *inputs, const struct wf_overrides *overrides,
                      const struct wf_options *options, bool *met, struct wf_scenario *scenario,
                      struct wf_diag *diag)
{
    struct wf_diag own; /* a mistake that diag holds already is this scenario's mistake as well */
    *scenario = (struct wf_scenario){.platform = inputs->platform,
                                     .options = *options,
                                     .calibrated = true,
                                     .target = NAN,
                                     .start_date_s = NAN};
    wf_arena_init(&scenario->arena);
    wf_diag_init(&own);
    wf_deployment_override(inputs->deployment, overrides, met, &scenario->deployment, &own);
    size_t actors = scenario->deployment.actor_count + 1;
    scenario->traces = wf_arena_alloc(&scenario->arena, actors * sizeof *scenario->traces);
    struct wf_resolver resolver = {
        .scenario = scenario,
        .given = inputs->deployment,
        .library = inputs->library,
        .reserve = inputs->reserve,
        .diag = &own,
        .path = scenario->deployment.path,
        .reported = wf_arena_alloc(&scenario->arena, actors * sizeof *resolver.reported)};
    move_server(scenario, &own);
    scenario->paradigm = wf_paradigm_choose(inputs->paradigms, &scenario->deployment, &own);
    if (scenario->paradigm)
        resolve(&resolver, overrides, met);
    if (scenario->paradigm && diag->error_count + own.error_count == 0)
        wf_without_effect_warn(&resolver);
    wf_diag_append(diag, &own);
    int status = own.error_count || !scenario->paradigm ? -1 : 0;
    wf_diag_release(&own);
    return status;
}
