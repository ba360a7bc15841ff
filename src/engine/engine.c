#include "engine/engine.h"
#include <errno.h>
#include <libgen.h>
#include <math.h>
#include <simgrid/actor.h>
#include <simgrid/engine.h>
#include <simgrid/plugins/energy.h>
#include <simgrid/version.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xbt/config.h>

enum {
    STACK_KIB = 64,
    SMALL_STACK_KIB = 32, /* SimGrid clears a stack without guard pages: all of it is touched */
    /* each guarded stack takes two of the kernel's 65,530 mappings (vm.max_map_count) */
    GUARDED_ACTORS_MAX = 25000,
    CHECKED_UP_FRONT = 10000 /* participants whose routes are looked up before the start */
};

static int load_rewritten(const struct wf_platform *platform, const struct wf_overrides *overrides,
                          struct wf_err *err)
{
    int fd = memfd_create("platform.xml", 0);
    if (fd < 0)
        return wf_err_set(err, WF_EIO, "cannot make the changed platform: %s", strerror(errno));
    if (wf_platform_rewrite(platform, overrides, fd, err) < 0) {
        close(fd);
        return -1;
    }
    char path[64], *copy = wf_strdup(platform->path);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int status = 0;
    if (chdir(dirname(copy)) < 0) /* the platform may name files beside it */
        status = wf_err_set(err, WF_EIO, "cannot enter the folder of '%s': %s", platform->path,
                            strerror(errno));
    else
        simgrid_load_platform(path);
    free(copy);
    close(fd);
    return status;
}

void wf_engine_start(const struct wf_engine_options *options)
{
    /* simgrid_init eats arguments: it gets its own */
    bool many = options->most_actors > GUARDED_ACTORS_MAX;
    char stack[64];
    snprintf(stack, sizeof stack, "--cfg=contexts/stack-size:%d",
             many ? SMALL_STACK_KIB : STACK_KIB);
    const char *own[] = {"wattfleet", "--log=root.thres:error", stack,
                         "--cfg=contexts/guard-size:0"};
    int own_count = many ? 4 : 3;
    size_t count = (size_t)own_count + options->simgrid_argument_count;
    char **kept = wf_calloc(count + 1, sizeof *kept);
    char **given = wf_calloc(count + 1, sizeof *given);
    for (size_t i = 0; i < count; i++)
        given[i] = kept[i] = wf_strdup(
            i < (size_t)own_count ? own[i] : options->simgrid_arguments[i - (size_t)own_count]);
    int left = (int)count; /* simgrid_init takes out what it has understood */
    simgrid_init(&left, given);
    for (size_t i = 0; i < count; i++)
        free(kept[i]);
    free(kept);
    free(given);
    if (options->audit) {
        sg_host_energy_plugin_init();
        sg_link_energy_plugin_init();
    }
}

int wf_engine_load(const struct wf_platform *platform, const struct wf_overrides *overrides,
                   struct wf_err *err)
{
    if (platform->rewritten)
        return load_rewritten(platform, overrides, err);
    simgrid_load_platform(platform->path);
    return 0;
}

#define TEXT_OF(number)            #number
#define VERSION_TEXT(major, minor) TEXT_OF(major) "." TEXT_OF(minor)

const char *wf_engine_version(void)
{
    return VERSION_TEXT(SIMGRID_VERSION_MAJOR, SIMGRID_VERSION_MINOR);
}

const char *wf_engine_network_model(const struct wf_platform *platform,
                                    const char *const *simgrid_arguments, size_t count)
{
    static const char key[] = "--cfg=network/model:";
    for (size_t i = count; i-- > 0;)
        if (!strncmp(simgrid_arguments[i], key, sizeof key - 1))
            return simgrid_arguments[i] + sizeof key - 1;
    return platform->network_model ? platform->network_model : "LV08";
}

/* ---- the leading actor ---- */

struct lead {
    struct wf_job *job;
    wf_job_life *live;
    struct wf_diag *diag;
};

static void need_route(struct lead *lead, const struct wf_participant *from,
                       const struct wf_participant *to)
{
    struct wf_job *job = lead->job;
    const struct wf_scenario *scenario = job->scenario;
    if (wf_meter_connected(&job->meter, wf_meter_node(&job->meter, from),
                           wf_meter_node(&job->meter, to)))
        return;
    const struct wf_actor *actor = wf_scenario_actor(scenario, from);
    wf_diag_error(lead->diag, scenario->deployment.path, actor->line,
                  "<actor %s> host '%s' has no route to '%s' (%s) in %s",
                  wf_roles[actor->role].name, wf_scenario_host(scenario, from)->name,
                  wf_scenario_host(scenario, to)->name,
                  wf_roles[wf_scenario_actor(scenario, to)->role].name, scenario->platform->path);
}

/* One need, for the first participants of the role. Neighbours of a ring are drawn later: whoever
 * is connected to the next one is taken to be connected to all. */
static void need_routes(struct lead *lead, const struct wf_route_need *need)
{
    const struct wf_scenario *scenario = lead->job->scenario;
    const struct wf_participant *list = scenario->participants[need->from];
    const struct wf_participant *others = scenario->participants[need->to];
    uint32_t count = scenario->participant_count[need->from];
    bool ring = need->partners == WF_PARTNER_RING;
    for (uint32_t i = 0; i < count && i < CHECKED_UP_FRONT && !(ring && count == 1); i++) {
        uint32_t partner = need->partners == WF_PARTNER_OWN ? list[i].partner
                           : ring                           ? (i + 1) % count
                                                            : 0;
        need_route(lead, &list[i], &others[partner]);
        if (need->both_ways)
            need_route(lead, &others[partner], &list[i]);
    }
}

/* Who must talk to whom: SimGrid would abort at the first transfer without a route. */
static void check_routes(struct lead *lead)
{
    const struct wf_scenario *scenario = lead->job->scenario;
    const struct wf_paradigm *paradigm = scenario->paradigm;
    for (uint32_t i = 0; i < scenario->participant_count[WF_USER] && i < CHECKED_UP_FRONT; i++)
        need_route(lead, scenario->participants[paradigm->leader],
                   &scenario->participants[WF_USER][i]);
    for (size_t i = 0; i < paradigm->route_count; i++)
        need_routes(lead, &paradigm->routes[i]);
}

static void lead_main(int argc, char **argv)
{
    (void)argc, (void)argv;
    struct lead *lead = sg_actor_self_get_data();
    check_routes(lead);
    if (lead->diag->error_count)
        return;
    lead->live(lead->job);
    lead->job->finished = true;
    wf_pool_stop(&lead->job->pool);
}

/* What was used outside the rounds: before the first, between trainings, by users. */
static void settle_start(struct wf_job *job)
{
    double rounds_j = 0;
    for (size_t i = 0; i < job->outcome.round_count; i++)
        rounds_j += job->outcome.round_rows[i].energy_j;
    job->outcome.start_energy_j = job->meter.ledger.site_j - rounds_j;
}

static int run(struct wf_job *job, wf_job_life *live, struct wf_diag *diag, struct wf_err *err)
{
    const struct wf_scenario *scenario = job->scenario;
    struct wf_flow_model flows;
    wf_meter_init(&job->meter, scenario);
    sg_host_t home = sg_host_by_name(
        wf_scenario_host(scenario, scenario->participants[scenario->paradigm->leader])->name);
    wf_pool_init(&job->pool, &job->meter, home, job->paired);
    if (scenario->cuts) {
        flows = wf_flow_model(job->network_model, sg_cfg_get_double("network/TCP-gamma"),
                              sg_cfg_get_boolean("network/crosstraffic"));
        wf_pool_follow(&job->pool, &flows);
    }
    struct lead lead = {job, live ? live : wf_job_live, diag};
    sg_actor_t actor = sg_actor_init("lead", home);
    sg_actor_set_data(actor, &lead);
    sg_actor_start_(actor, lead_main, 0, NULL);
    simgrid_run();
    if (diag->error_count)
        return wf_err_set(err, WF_EINPUT, "%zu error%s", diag->error_count,
                          wf_plural(diag->error_count));
    if (job->err.code) {
        *err = job->err;
        return -1;
    }
    if (!job->finished)
        return wf_err_set(err, WF_ESIM,
                          "deadlock: the simulation stopped at %.6g s with actors that wait for "
                          "each other",
                          simgrid_get_clock());
    job->outcome.time_s = simgrid_get_clock();
    job->outcome.rounds = job->outcome.round_count;
    for (int i = 0; i < WF_DIRECTION_COUNT; i++)
        job->outcome.byte[i] = job->pool.byte[i];
    job->outcome.cuts_estimated = job->pool.cuts_estimated;
    if (wf_meter_report(&job->meter, &job->outcome, err) < 0)
        return -1;
    settle_start(job);
    wf_outcome_gather_names(&job->outcome);
    return 0;
}

int wf_engine_run(struct wf_job *job, wf_job_life *live, struct wf_diag *diag, struct wf_err *err)
{
    int status = run(job, live, diag, err);
    wf_pool_release(&job->pool);
    wf_meter_release(&job->meter);
    return status;
}

void wf_job_release(struct wf_job *job)
{
    wf_outcome_release(&job->outcome);
}
