#include "scenario/hosts.h"
#include "scenario/resolver.h"
#include "workload/adapters.h"
#include <stdio.h>

/* Hosts of an actor that lack something: the first one is reported, with their number. */
struct unfit {
    const struct wf_host *first;
    uint32_t count;
};

static void add(struct unfit *unfit, const struct wf_host *host)
{
    if (unfit->count++ == 0)
        unfit->first = host;
}

static void report_unwatted(struct wf_resolver *resolver, const struct wf_actor *actor,
                            const struct unfit *hosts)
{
    char more[64] = "";
    const struct wf_platform *platform = resolver->scenario->platform;
    if (hosts->count > 1)
        snprintf(more, sizeof more, " (and %u more hosts of this actor)", hosts->count - 1);
    wf_diag_error(resolver->diag, platform->path, hosts->first->line,
                  "<host %s> is billed (%s, %s:%u) but has no watts%s; %s", hosts->first->name,
                  wf_roles[actor->role].name, resolver->path, actor->line, more,
                  wf_platform_watts_remedy(platform, (uint32_t)(hosts->first - platform->hosts)));
}

static void report_small(struct wf_resolver *resolver, const struct wf_actor *actor,
                         const struct wf_host *host, double need_byte, const char *whose)
{
    char have[32], want[32];
    wf_quantity_text(host->class->site->memory_byte, WF_DIM_BYTE, have, sizeof have);
    wf_quantity_text(need_byte, WF_DIM_BYTE, want, sizeof want);
    wf_resolver_error(resolver, actor, "host '%s' has %s of memory; %s needs %s", host->name, have,
                      whose, want);
}

/* What the wall's meter sees needs no constant beside it. */
static void doubt_constant(struct wf_resolver *resolver, const struct unfit *hosts)
{
    char constant[32], more[48] = "";
    if (hosts->count > 1)
        snprintf(more, sizeof more, " (and %u more hosts)", hosts->count - 1);
    wf_diag_warn(
        resolver->diag, resolver->scenario->platform->path, hosts->first->line,
        "<host %s> has a wall_constant (%s), although its meter is at the wall and sees all%s",
        hosts->first->name,
        wf_quantity_text(wf_site_wall_constant(hosts->first->class->site), WF_DIM_POWER, constant,
                         sizeof constant),
        more);
}

static void check_actor(struct wf_resolver *resolver, const struct wf_actor *actor)
{
    const struct wf_platform *platform = resolver->scenario->platform;
    const struct wf_workload *workload = &resolver->scenario->workload;
    struct unfit unwatted = {0}, profiled = {0}, small = {0}, constant = {0};
    bool serves =
        actor->role == WF_SERVER || actor->role == WF_GATEWAY || actor->role == WF_SPLIT_SERVER;
    bool cut = actor->role == WF_SPLIT_CLIENT;
    double whole_byte = workload->model_byte + workload->base_byte;
    double need_byte =
        serves ? whole_byte + workload->server_state_byte * wf_workload_trained_share(workload)
        : actor->role == WF_USER ? whole_byte
        : cut                    ? workload->client_parameters * workload->bytes_per_parameter
                                 : workload->trained_memory_byte;
    for (uint32_t i = 0; i < actor->host_count; i++) {
        const struct wf_host *host = &platform->hosts[actor->hosts[i]];
        if (!host->class->watts && !host->class->broken)
            add(&unwatted, host);
        if (host->class->profiled)
            add(&profiled, host);
        if (wf_site_meter(host->class->site) == WF_METER_WALL &&
            wf_site_wall_constant(host->class->site) > 0)
            add(&constant, host);
        if (actor->role != WF_SOURCE && host->class->site->memory_byte < need_byte)
            add(&small, host);
    }
    if (unwatted.count)
        report_unwatted(resolver, actor, &unwatted);
    if (profiled.count)
        wf_diag_error(resolver->diag, platform->path, profiled.first->line,
                      "<host %s> has a speed or state profile; actors on hosts that vary in time "
                      "are not simulated",
                      profiled.first->name);
    if (constant.count)
        doubt_constant(resolver, &constant);
    if (small.count)
        report_small(resolver, actor, small.first, need_byte,
                     serves                   ? "the model with the server's state"
                     : actor->role == WF_USER ? "the model"
                     : cut                    ? "the client's part of the model"
                                              : "the training");
}

void wf_hosts_check(struct wf_resolver *resolver)
{
    const struct wf_deployment *deployment = &resolver->scenario->deployment;
    for (size_t i = 0; i < deployment->actor_count; i++)
        check_actor(resolver, &deployment->actors[i]);
}
