#include "scenario/needs.h"
#include "scenario/resolver.h"
#include <math.h>

static void check_sample_byte(struct wf_resolver *resolver)
{
    const struct wf_scenario *scenario = resolver->scenario;
    const struct wf_workload *workload = &scenario->workload;
    bool stores = false;
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        for (uint32_t i = 0; i < scenario->participant_count[role] && !stores; i++)
            stores = wf_scenario_host(scenario, &scenario->participants[role][i])
                         ->class->site->storage_w_per_tb > 0;
    const struct {
        bool needs;
        const char *why;
    } rules[] = {{scenario->participant_count[WF_SOURCE] > 0, "a source uploads samples"},
                 {workload->preparation_flop > 0, "preparation-flop is per byte"},
                 {stores, "hosts have a storage_wattage"}};
    for (size_t i = 0; i < sizeof rules / sizeof *rules && isnan(workload->sample_byte); i++)
        if (rules[i].needs)
            wf_diag_error(resolver->diag, workload->path, workload->line,
                          "<workload> needs the prop 'bytes-per-sample': %s", rules[i].why);
}

/* Who trains or evaluates reads samples. */
static void check_read_byte(struct wf_resolver *resolver)
{
    const struct wf_scenario *scenario = resolver->scenario;
    const struct wf_workload *workload = &scenario->workload;
    for (int role = 0; role < WF_ROLE_COUNT && isnan(workload->read_byte); role++)
        for (uint32_t i = 0; i < scenario->participant_count[role]; i++) {
            const struct wf_host *host =
                wf_scenario_host(scenario, &scenario->participants[role][i]);
            if (!(wf_roles[role].traits & WF_TRAINS) ||
                isnan(host->class->site->storage_bandwidth_byte_per_s))
                continue;
            wf_diag_error(resolver->diag, workload->path, workload->line,
                          "<workload> needs the prop 'bytes-read-per-sample' (or "
                          "'bytes-per-sample'): host '%s' has a storage_bandwidth",
                          host->name);
            return;
        }
}

static void check_source(struct wf_resolver *resolver, const struct wf_actor *actor)
{
    const struct wf_plan *plan = wf_scenario_plan(resolver->scenario);
    const struct wf_source *source = &actor->values.source;
    if (source->upload == WF_UPLOAD_EACH_EPOCH && source->resend == WF_RESEND_ALL)
        wf_resolver_prop_error(resolver, actor, "resend",
                               "'all' is for upload 'before each training'; in each epoch all "
                               "samples are read anyhow");
    if (source->upload != WF_UPLOAD_AS_PRODUCED)
        return;
    if (plan->trainings > 1 && !(plan->every_s > 0))
        wf_resolver_prop_error(resolver, actor, "upload",
                               "'as produced' needs the prop 'every' of the trainers");
    if (source->resend == WF_RESEND_ALL)
        wf_resolver_prop_error(resolver, actor, "resend",
                               "'all' is for upload 'before each training'; as produced, only new "
                               "samples are sent");
}

/* Masks are agreed on by a cohort before it trains, and cover all parameters. */
static void check_protection(struct wf_resolver *resolver, const struct wf_actor *actor)
{
    const struct wf_server *server = &actor->values.server;
    if (server->protection.secure != WF_YES)
        return;
    if (server->aggregation != WF_AGGREGATE_SYNC)
        wf_resolver_prop_error(resolver, actor, "secure-aggregation",
                               "'yes' sums the updates of one cohort; expected aggregation 'sync'");
    if (server->coding.uplink_share_ratio < 1)
        wf_resolver_prop_error(resolver, actor, "secure-aggregation",
                               "'yes' masks all parameters; expected no uplink-share below 100 %%");
}

void wf_needs_check(struct wf_resolver *resolver)
{
    const struct wf_scenario *scenario = resolver->scenario;
    const struct wf_plan *plan = wf_scenario_plan(scenario);
    check_sample_byte(resolver);
    check_read_byte(resolver);
    if (plan->trainings > 1 && plan->train_on == WF_TRAIN_ON_NEW &&
        scenario->total_new_samples == 0)
        wf_resolver_prop_error(resolver, wf_scenario_leading_actor(scenario), "train-on",
                               "'new', but nobody has the prop 'new-samples'");
    for (size_t i = 0; i < scenario->deployment.actor_count; i++) {
        const struct wf_actor *actor = &scenario->deployment.actors[i];
        if (actor->role == WF_SERVER)
            check_protection(resolver, actor);
        if (actor->role == WF_SOURCE)
            check_source(resolver, actor);
        if (actor->role == WF_LEARNER && actor->values.learner.gateway &&
            !scenario->participant_count[WF_GATEWAY])
            wf_resolver_prop_error(resolver, actor, "gateway", "there is no gateway");
    }
}
