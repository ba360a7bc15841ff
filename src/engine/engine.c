#include "engine/engine.h"
#include "base/clock.h"
#include "base/pages.h"
#include "engine/audit.h"
#include "engine/closed_form.h"
#include "engine/eligibility.h"
#include "engine/flat_zone.h"
#include "engine/recheck.h"
#include "engine/simgrid.h"
#include "job/life.h"
#include "job/record.h"
#include "job/route_check.h"
#include "platform/rewrite.h"
#include <errno.h>
#include <libgen.h>
#include <malloc.h>
#include <math.h>
#include <simgrid/actor.h>
#include <simgrid/engine.h>
#include <simgrid/host.h>
#include <simgrid/link.h>
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
    GUARDED_ACTORS_MAX = 25000
};

/* @param hosts  which to load; NULL: all */
static int load_rewritten(const struct wf_platform *platform, const bool *hosts, struct wf_err *err)
{
    int fd = memfd_create("platform.xml", 0);
    if (fd < 0)
        return wf_err_set(err, WF_EIO, "cannot make the changed platform: %s", strerror(errno));
    if (wf_platform_write_part(platform, hosts, fd, err) < 0) {
        close(fd);
        return -1;
    }
    char path[64], *copy = wf_strdup(platform->path);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int status = 0;
    if (!platform->made && chdir(dirname(copy)) < 0) /* it may name files beside it */
        status = wf_err_set(err, WF_EIO, "cannot enter the folder of '%s': %s", platform->path,
                            strerror(errno));
    else
        simgrid_load_platform(path);
    free(copy);
    close(fd);
    return status;
}

void wf_engine_make_room(uint64_t most_actors)
{
    bool many = most_actors > GUARDED_ACTORS_MAX;
    sg_cfg_set_int("contexts/stack-size", many ? SMALL_STACK_KIB : STACK_KIB);
    if (many)
        sg_cfg_set_int("contexts/guard-size", 0);
}

static void initialise(const struct wf_engine_options *options)
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
}

void wf_engine_start(const struct wf_engine_options *options)
{
    static bool initialised, metered; /* facts of the process, as SimGrid's engine is */
    if (initialised)
        wf_engine_make_room(options->most_actors);
    else
        initialise(options);
    initialised = true;
    if (options->audit && !metered) {
        sg_host_energy_plugin_init();
        sg_link_energy_plugin_init();
        metered = true;
    }
}

/* What SimGrid 3.32 keeps of a platform at least, bytes. Measured (peak of bench/bare, 10^4 and
 * 10^5 phones): 3.7 kB for a host with two links; how it divides is assumed. */
enum { LOADED_HOST_BYTE = 1600, LOADED_LINK_BYTE = 800 };

int wf_engine_load(const struct wf_platform *platform, struct wf_err *err)
{
    int status = 0;
    wf_pages_expect_heap((size_t)platform->host_count * LOADED_HOST_BYTE +
                         (size_t)platform->link_count * LOADED_LINK_BYTE);
    if (platform->rewritten)
        status = load_rewritten(platform, NULL, err);
    else
        simgrid_load_platform(wf_platform_text(platform));
    wf_pages_heap_grown();
    return status;
}

static bool is_plain(const struct wf_link_class *class)
{
    return !class->profiled && !class->rates && class->sharing != WF_WIFI &&
           class->played_byte_per_s > 0 && isfinite(class->latency_s);
}

static bool set_link(const char *name, const char *half, const struct wf_link_class *from,
                     const struct wf_link_class *to)
{
    char *whole = wf_format("%s%s", name, half);
    sg_link_t link = sg_link_by_name(whole);
    free(whole);
    if (!link || sg_link_get_bandwidth(link) != from->played_byte_per_s ||
        sg_link_get_latency(link) != from->latency_s)
        return false;
    sg_link_set_bandwidth(link, to->played_byte_per_s);
    sg_link_set_latency(link, to->latency_s);
    return true;
}

bool wf_engine_adapt(const struct wf_platform *loaded, const struct wf_platform *platform)
{
    bool same =
        loaded->link_count == platform->link_count && loaded->host_count == platform->host_count;
    for (uint32_t i = 0; same && i < platform->link_count; i++) {
        const struct wf_link_class *from = loaded->links[i].class, *to = platform->links[i].class;
        const char *name = platform->links[i].name;
        if (from == to ||
            (from->played_byte_per_s == to->played_byte_per_s && from->latency_s == to->latency_s))
            continue;
        if (!is_plain(from) || !is_plain(to))
            same = false;
        else if (to->sharing == WF_SPLITDUPLEX)
            same = set_link(name, "_UP", from, to) && set_link(name, "_DOWN", from, to);
        else
            same = set_link(name, "", from, to);
    }
    return same;
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
    const struct wf_engine_network *network;
    struct wf_flow_model model;
    struct wf_simgrid *simgrid;
    wf_job_life *live;
    struct wf_diag *diag;
    double start_s, loading_s; /* CPU time: when it began; of it, the loading of a platform */
};

static sg_host_t home_of(const struct wf_scenario *scenario)
{
    const struct wf_participant *leader = scenario->participants[scenario->paradigm->leader];
    return sg_host_by_name(wf_scenario_host(scenario, leader)->name);
}

static void lead_main(int argc, char **argv)
{
    (void)argc, (void)argv;
    struct lead *lead = sg_actor_self_get_data();
    wf_route_check(lead->job, lead->diag);
    if (lead->diag->error_count)
        return;
    if (lead->job->scenario->options.audit)
        wf_audit_begin(lead->job->scenario->platform);
    lead->live(lead->job);
    lead->job->finished = true;
    wf_pool_stop(&lead->simgrid->pool);
}

/* The job has been played to its end: what it used. */
static int report(struct lead *lead, bool audited, struct wf_err *err)
{
    struct wf_job *job = lead->job;
    wf_meter_close(&job->meter);
    if (audited && wf_audit(&job->meter, err) < 0)
        return -1;
    wf_record_end(job);
    wf_outcome_gather(&job->outcome);
    job->outcome.simulation_s = wf_clock_cpu_s() - lead->start_s - lead->loading_s;
    return 0;
}

static int mistakes(const struct wf_diag *diag, struct wf_err *err)
{
    return wf_err_set(err, WF_EINPUT, "%zu error%s", diag->error_count,
                      wf_plural(diag->error_count));
}

/* What went wrong while it was played. */
static int check_end(const struct lead *lead, struct wf_err *err)
{
    struct wf_job *job = lead->job;
    if (lead->diag->error_count)
        return mistakes(lead->diag, err);
    if (job->err.code) {
        *err = job->err;
        return -1;
    }
    if (!job->finished)
        return wf_err_set(err, WF_ESIM,
                          "deadlock: the simulation stopped at %.6g s with actors that wait for "
                          "each other",
                          simgrid_get_clock());
    return 0;
}

/* ---- turns played by SimGrid ---- */

static int play(struct lead *lead, struct wf_err *err)
{
    struct wf_job *job = lead->job;
    sg_actor_t actor = sg_actor_init("lead", lead->simgrid->pool.home);
    sg_actor_set_data(actor, lead);
    sg_actor_start_(actor, lead_main, 0, NULL);
    simgrid_run();
    if (check_end(lead, err) < 0)
        return -1;
    job->outcome.cuts_estimated = lead->simgrid->pool.cuts_estimated;
    malloc_trim(0); /* the stacks of the actors: what is reported takes their place */
    return report(lead, job->scenario->options.audit, err);
}

static int run_on_simgrid(struct lead *lead, struct wf_err *err)
{
    struct wf_job *job = lead->job;
    struct wf_simgrid *simgrid = lead->simgrid;
    struct wf_flows flows = {.executor = &simgrid->executor, .model = lead->model};
    job->executor = &simgrid->executor;
    wf_meter_init(&job->meter, job->executor, job->scenario);
    wf_meter_expect_all(&job->meter);
    job->meter.ledger.power = job->keep_power ? wf_power_new() : NULL;
    if (job->scenario->cuts)
        wf_pool_follow(&simgrid->pool, &flows);
    int status = play(lead, err);
    wf_flows_release(&flows);
    wf_meter_release(&job->meter);
    return status;
}

/* ---- turns played in closed form ---- */

enum { RECHECKED_LATER = 200 }; /* turns after the first round that are played again, about */

static double expected_turns(const struct wf_scenario *scenario)
{
    double later = (double)wf_scenario_plan(scenario)->trainings - 1;
    const struct wf_paradigm *paradigm = scenario->paradigm;
    double round_turns = paradigm->round_turns ? paradigm->round_turns(scenario)
                                               : (double)wf_scenario_most_turns(scenario);
    return (scenario->rounds + later * scenario->later_rounds) * round_turns;
}

static int live_closed(struct lead *lead, struct wf_closed_form *closed, struct wf_err *err)
{
    lead->live(lead->job);
    lead->job->finished = true;
    if (!closed->occupancy.err.code)
        return check_end(lead, err);
    *err = closed->occupancy.err;
    return -1;
}

/* The platform of the hosts that the kept turns concern, in the words of the file. Where a limit on
 * the size of files forbids to write it, the whole one. */
static int load_part(const struct wf_scenario *scenario, const struct wf_recheck *recheck,
                     struct wf_err *err)
{
    bool *hosts = wf_calloc(scenario->platform->host_count + 1, sizeof *hosts);
    hosts[scenario->participants[scenario->paradigm->leader]->host] = true;
    wf_recheck_mark(recheck, hosts);
    struct wf_err why;
    int status = load_rewritten(scenario->platform, hosts, &why);
    free(hosts);
    return status < 0 ? wf_engine_load(scenario->platform, err) : 0;
}

/* SimGrid plays the kept turns again. */
static int play_again(struct lead *lead, struct wf_recheck *recheck, struct wf_err *err)
{
    const struct wf_scenario *scenario = lead->job->scenario;
    int status = 0;
    if (lead->network->unloaded) {
        double begun_s = wf_clock_cpu_s();
        status = lead->network->held ? 0 : load_part(scenario, recheck, err);
        lead->loading_s = wf_clock_cpu_s() - begun_s;
        lead->simgrid->pool.home = status < 0 ? NULL : home_of(scenario);
    }
    return status < 0 ? -1 : wf_recheck_play(recheck, lead->simgrid, &lead->model, err);
}

/* @param together  what comes of a transfer depends on others */
static int play_closed(struct lead *lead, struct wf_closed_form *closed, bool together,
                       struct wf_err *err)
{
    struct wf_job *job = lead->job;
    struct wf_recheck recheck;
    closed->event_by_event = together;
    if (!job->scenario->options.audit || job->scenario->options.spared)
        return live_closed(lead, closed, err) < 0 ? -1 : report(lead, false, err);
    wf_recheck_init(&recheck, job, expected_turns(job->scenario), RECHECKED_LATER, together);
    closed->recheck = &recheck;
    int status = live_closed(lead, closed, err);
    if (status == 0 && job->scenario->reserve) {
        job->outcome.kept = recheck.kept;
        job->outcome.kept_count = recheck.count;
        recheck.kept = NULL;
    } else if (status == 0) {
        status = play_again(lead, &recheck, err);
    }
    job->outcome.rechecked_turns = recheck.count;
    job->outcome.turns = recheck.seen;
    wf_recheck_release(&recheck);
    return status < 0 ? -1 : report(lead, false, err);
}

/* It is not proven. @return 0: SimGrid is to play it; -1 with @p err where that was not asked for
 */
static int decline(const struct wf_job *job, struct wf_err *err)
{
    if (job->scenario->options.engine != WF_ENGINE_CLOSED_FORM)
        return 0;
    return wf_err_set(err, WF_EINPUT, "--engine closed-form: not proven to be exact: %s",
                      job->outcome.engine_reason);
}

/* @return whether the job was played: 1, or -1 with @p err; 0: SimGrid is to play it */
static int run_closed(struct lead *lead, struct wf_err *err)
{
    struct wf_job *job = lead->job;
    const struct wf_platform *platform = job->scenario->platform;
    struct wf_closed_form closed;
    struct wf_flat_zone zone;
    struct wf_shared_links shared = {0};
    struct wf_flows flows = {.model = lead->model};
    if (!wf_eligibility_screen(job, lead->network, job->outcome.engine_reason))
        return decline(job, err);
    wf_flat_zone_init(&zone, platform);
    if (!lead->network->unloaded)
        simgrid_run_until(0); /* zones know their routes from then on */
    wf_closed_form_init(&closed, &job->meter,
                        lead->network->unloaded ? &zone.executor : &lead->simgrid->executor,
                        platform, lead->model);
    flows.executor = job->executor = &closed.executor;
    closed.moves.flows = job->scenario->cuts ? &flows : NULL;
    wf_meter_init(&job->meter, job->executor, job->scenario);
    wf_meter_expect_all(&job->meter);
    job->meter.ledger.power = job->keep_power ? wf_power_new() : NULL;
    bool may = wf_eligibility_may(job, &lead->model, job->outcome.engine_reason);
    if (may)
        wf_route_check(job, lead->diag);
    int status = 0;
    if (lead->diag->error_count)
        status = mistakes(lead->diag, err);
    else if (may && wf_eligibility_prove(job, &lead->model, &shared, job->outcome.engine_reason))
        status = play_closed(lead, &closed, shared.together, err) < 0 ? -1 : 1;
    else
        status = decline(job, err);
    job->outcome.cuts_estimated = closed.moves.cuts_estimated;
    wf_meter_release(&job->meter);
    wf_closed_form_release(&closed);
    wf_shared_links_release(&shared);
    wf_flows_release(&flows);
    return status;
}

static bool has_coordinates(const struct wf_platform *platform)
{
    for (uint32_t i = 0; i < platform->zone_count; i++)
        if (platform->zones[i].coordinates)
            return true;
    return false;
}

/* Was SimGrid asked to share every link again each time? */
static bool shares_all(const struct wf_engine_network *network)
{
    bool all = false;
    for (size_t i = 0; i < network->argument_count; i++)
        all |= !strcmp(network->arguments[i], "--cfg=network/optim:Full");
    return all;
}

/* A life that is not wf_job_live follows measured dates: SimGrid's. */
static enum wf_engine_choice choice_of(const struct wf_job *job, wf_job_life *live)
{
    return live ? WF_ENGINE_SIMGRID : (enum wf_engine_choice)job->scenario->options.engine;
}

bool wf_engine_needs_platform(const struct wf_scenario *scenario, wf_job_life *live,
                              const struct wf_engine_network *network)
{
    return live || !wf_eligibility_is_in_file(scenario, network);
}

int wf_engine_run(struct wf_job *job, wf_job_life *live, const struct wf_engine_network *network,
                  struct wf_diag *diag, struct wf_err *err)
{
    const struct wf_scenario *scenario = job->scenario;
    struct wf_simgrid simgrid;
    struct lead lead = {job,
                        network,
                        wf_flow_model(network->model, sg_cfg_get_double("network/TCP-gamma"),
                                      sg_cfg_get_boolean("network/crosstraffic")),
                        &simgrid,
                        live ? live : wf_job_live,
                        diag,
                        wf_clock_cpu_s(),
                        0};
    wf_simgrid_init(&simgrid, &job->meter, network->unloaded ? NULL : home_of(scenario),
                    network->paired, has_coordinates(scenario->platform));
    if (!shares_all(network))
        simgrid.pool.spread = &lead.model;
    simgrid.pool.crowd = (struct wf_crowd){WF_CROWD_LEAST, job->crowd, job->progress_data};
    const char *engine = "closed-form";
    int status = 0;
    snprintf(job->outcome.engine_reason, WF_REASON_SIZE, "asked for");
    if (choice_of(job, live) != WF_ENGINE_SIMGRID)
        status = run_closed(&lead, err);
    if (status == 0 && !live && (scenario->reserve || network->closed_only)) {
        status = wf_err_set(err, WF_EALL, "not proven to be exact: %s", job->outcome.engine_reason);
    } else if (status == 0) {
        engine = "simgrid";
        status = run_on_simgrid(&lead, err);
    }
    snprintf(job->outcome.engine, sizeof job->outcome.engine, "%s", engine);
    wf_simgrid_release(&simgrid);
    job->executor = NULL;
    return status < 0 ? -1 : 0;
}
