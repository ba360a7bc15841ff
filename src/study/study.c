#include "study/study.h"
#include "account/span.h"
#include "fleet/fleet_platform.h"
#include "job/paradigms.h"
#include "platform/catalogue.h"
#include "platform/platform_override.h"
#include "platform/platform_reader.h"
#include "scenario/build.h"
#include "study/reserve.h"
#include <stdlib.h>
#include <string.h>

static int fail_with_diag(struct wf_study *study, struct wf_err *err)
{
    bool usage = true;
    for (size_t i = 0; i < study->diag.count; i++) {
        const struct wf_diag_entry *entry = &study->diag.entries[i];
        if (entry->severity == WF_ERROR &&
            (!entry->file || (strcmp(entry->file, "--set") && strcmp(entry->file, "--label"))))
            usage = false;
    }
    return wf_err_set(err, usage ? WF_EUSAGE : WF_EINPUT, "%zu error%s", study->diag.error_count,
                      wf_plural(study->diag.error_count));
}

/* Under --whole-platform every host is billed, so every host needs watts. */
static void check_whole_platform(struct wf_study *study)
{
    const struct wf_platform *platform = study->platform;
    const struct wf_host *first = NULL;
    uint32_t count = 0;
    for (uint32_t i = 0; i < platform->host_count; i++)
        if (!platform->hosts[i].class->watts && count++ == 0)
            first = &platform->hosts[i];
    if (first)
        wf_diag_error(
            &study->diag, platform->path, first->line,
            "<host %s> is billed (--whole-platform) but has no watts (%u such host%s); %s",
            first->name, count, wf_plural(count),
            wf_platform_watts_remedy(platform, (uint32_t)(first - platform->hosts)));
}

static void init(struct wf_study *study, const struct wf_study_request *request)
{
    *study = (struct wf_study){.count = request->count};
    wf_diag_init(&study->diag);
    study->scenarios = wf_calloc(request->count, sizeof *study->scenarios);
    study->results = wf_calloc(request->count, sizeof *study->results);
    study->summaries = wf_calloc(request->count, sizeof *study->summaries);
    study->warnings = wf_calloc(request->count, sizeof *study->warnings);
    for (size_t i = 0; i < request->count; i++)
        wf_diag_init(&study->warnings[i]);
    wf_labels_init(&study->labels, request->count, request->labels, request->label_count,
                   &study->diag);
    wf_labels_check(&study->labels, request->overrides, &study->diag);
}

/* The scenario of one deployment, with the overrides that concern it. */
static void build_one(struct wf_study *study, const struct wf_scenario_inputs *inputs, size_t index,
                      const struct wf_study_request *request, bool *met)
{
    static const struct wf_overrides none = {0};
    const struct wf_overrides *all = request->overrides ? request->overrides : &none;
    size_t *numbers = wf_calloc(all->count + 1, sizeof *numbers);
    bool *own_met = wf_calloc(all->count + 1, sizeof *own_met);
    struct wf_overrides own;
    wf_labels_select(&study->labels, all, index, &own, numbers);
    wf_scenario_build(inputs, &own, &request->options, own_met, &study->scenarios[index],
                      &study->diag);
    for (size_t i = 0; i < own.count; i++)
        met[numbers[i]] |= own_met[i];
    free(own.items);
    free(numbers);
    free(own_met);
}

/* Does the platform hold but some devices of a fleet? */
static bool in_reserve(const struct wf_study *study)
{
    return study->inputs->fleet && study->inputs->fleet->drawn;
}

/* Scenarios on study->platform. */
static int build(struct wf_study *study, const struct wf_study_request *request, bool *met,
                 struct wf_err *err)
{
    struct wf_library *library = &study->inputs->library;
    if (request->options.whole_platform)
        check_whole_platform(study);
    for (size_t i = 0; i < request->count; i++) {
        const struct wf_scenario_inputs inputs = {
            .paradigms = wf_paradigms,
            .platform = study->platform,
            .deployment =
                wf_library_deployment(library, request->deployments[i], &study->diag, err),
            .library = library,
            .reserve = in_reserve(study) ? &study->inputs->fleet->plan : NULL};
        if (!inputs.deployment)
            return -1;
        build_one(study, &inputs, i, request, met);
    }
    /* a broken file may hide what an override is meant for */
    if (request->overrides && !request->unmet_allowed && study->diag.error_count == 0)
        wf_overrides_check_used(request->overrides, met, &study->diag);
    return study->diag.error_count ? fail_with_diag(study, err) : 0;
}

static bool *new_met(const struct wf_overrides *overrides)
{
    return wf_calloc(overrides ? overrides->count + 1 : 1, sizeof(bool));
}

/* With overrides of hosts, zones or links, the platform simulated is derived from the file's. */
static int derive_platform(struct wf_study *study, const struct wf_study_request *request,
                           bool *met, struct wf_err *err)
{
    if (!wf_overrides_touch_platform(request->overrides))
        return 0;
    if (request->neighbour) {
        for (size_t i = 0; i < request->overrides->count; i++)
            met[i] = wf_override_touches_platform(&request->overrides->items[i]);
        study->platform = request->neighbour->platform;
        return 0;
    }
    study->platform = study->derived = wf_calloc(1, sizeof *study->derived);
    return wf_platform_override(&study->inputs->platform, request->overrides, met, study->derived,
                                &study->diag, err);
}

/* Mistakes of the catalogue are input's, as all others. */
static int load_networks(struct wf_study *study, const char *path, struct wf_err *err)
{
    struct wf_platform *platform = &study->inputs->platform;
    struct wf_err why = {0};
    int status = wf_networks_load(path, &platform->arena, &platform->networks, &study->diag, &why);
    if (status < 0 && why.code == WF_EINPUT)
        return 0;
    return status < 0 ? wf_err_set(err, why.code, "%s", why.text) : 0;
}

/* ---- a fleet ---- */

/* May devices be drawn in the run, as far as the command says? */
static bool may_draw(const struct wf_study_request *request)
{
    return request->options.engine != WF_ENGINE_SIMGRID && !request->each_host &&
           !request->keep_cohorts && !wf_overrides_touch_platform(request->overrides);
}

static void release_fleet(struct wf_fleet_inputs *fleet)
{
    if (!fleet)
        return;
    wf_fleet_release(&fleet->fleet);
    free((void *)fleet->plan.devices);
    free(fleet);
}

/* Forget what was built on a platform of some devices: the next one has all. */
static void start_again(struct wf_study *study)
{
    for (size_t i = 0; i < study->count; i++)
        wf_scenario_release(&study->scenarios[i]);
    wf_library_release(&study->inputs->library);
    wf_platform_release(&study->inputs->platform);
    wf_diag_release(&study->diag);
    wf_diag_init(&study->diag);
    wf_library_init(&study->inputs->library, &study->inputs->platform);
}

/* The platform of the devices that the plan names, or of all. */
static int expand(struct wf_study *study, bool all, struct wf_err *err)
{
    const struct wf_fleet *fleet = &study->inputs->fleet->fleet;
    const struct wf_reserve_plan *plan = &study->inputs->fleet->plan;
    const struct wf_fleet_selection selection = {all ? NULL : plan->devices, all ? 0 : plan->count,
                                                 false};
    struct wf_platform *platform = &study->inputs->platform;
    if (wf_fleet_platform_make(fleet, &selection, platform, &study->diag, err) < 0)
        return -1;
    if (all && study->diag.error_count && study->inputs->fleet->needs_all)
        wf_diag_error(&study->diag, fleet->path, fleet->line,
                      "<fleet> devices cannot be drawn when they are first asked: %s",
                      study->inputs->fleet->needs_all);
    study->inputs->fleet->drawn = !all;
    return 0;
}

/* A platform of one device a group, if no scenario needs the others.
 * @return 1: so it is; 0: the platform must hold all devices; -1 with @p err */
static int draw_devices(struct wf_study *study, const struct wf_study_request *request, bool *met,
                        struct wf_err *err)
{
    struct wf_err why = {0};
    if (!may_draw(request) || !request->count || !study->inputs->fleet->complete)
        return 0;
    if (expand(study, false, err) < 0 ||
        (request->networks && load_networks(study, request->networks, err) < 0))
        return -1;
    wf_catalogue_check(study->platform, &study->diag);
    bool drawn = build(study, request, met, &why) == 0;
    for (size_t i = 0; i < study->count; i++) {
        const struct wf_scenario *scenario = &study->scenarios[i];
        drawn &= scenario->reserve != NULL;
        if (!study->inputs->fleet->needs_all)
            study->inputs->fleet->needs_all = scenario->needs_all;
    }
    if (!drawn)
        start_again(study);
    return drawn;
}

static int load_fleet(struct wf_study *study, const struct wf_study_request *request, bool *met,
                      struct wf_err *err)
{
    struct wf_fleet_inputs *fleet = study->inputs->fleet = wf_calloc(1, sizeof *fleet);
    int status =
        wf_fleet_load(request->platform, request->overrides, met, &fleet->fleet, &study->diag, err);
    if (status < 0 || study->diag.error_count) {
        wf_fleet_platform_none(request->platform, &study->inputs->platform);
        return status;
    }
    fleet->complete = wf_reserve_plan_make(&fleet->fleet, &fleet->plan);
    int drawn = draw_devices(study, request, met, err);
    return drawn != 0 ? drawn : expand(study, true, err);
}

int wf_study_load(struct wf_study *study, const struct wf_study_request *request,
                  struct wf_err *err)
{
    init(study, request);
    study->inputs = wf_calloc(1, sizeof *study->inputs);
    study->platform = &study->inputs->platform;
    wf_library_init(&study->inputs->library, &study->inputs->platform);
    if (study->diag.error_count) /* of the command line alone */
        return fail_with_diag(study, err);
    bool *met = new_met(request->overrides);
    int status =
        wf_fleet_is(request->platform)
            ? load_fleet(study, request, met, err)
            : wf_platform_load(request->platform, &study->inputs->platform, &study->diag, err);
    if (status >= 0 && in_reserve(study)) { /* its scenarios were built to find that out */
        free(met);
        return 0;
    }
    if (status >= 0 && request->networks)
        status = load_networks(study, request->networks, err);
    if (status >= 0)
        status = derive_platform(study, request, met, err);
    if (status >= 0) {
        wf_catalogue_check(study->platform, &study->diag);
        status = build(study, request, met, err);
    }
    free(met);
    return status;
}

int wf_study_vary(struct wf_study *study, const struct wf_study *base,
                  const struct wf_study_request *request, struct wf_err *err)
{
    init(study, request);
    study->inputs = base->inputs;
    study->borrows_inputs = true;
    study->platform = &study->inputs->platform;
    if (study->diag.error_count)
        return fail_with_diag(study, err);
    bool *met = new_met(request->overrides);
    int status = derive_platform(study, request, met, err);
    if (status == 0)
        status = build(study, request, met, err);
    free(met);
    return status;
}

static void live_nothing(struct wf_job *job)
{
    (void)job;
}

int wf_study_try(struct wf_study *study, const struct wf_study_request *request, struct wf_err *err)
{
    if (study->platform->host_count > WF_STUDY_TRIED_MAX)
        return 0;
    if (study->count == 0)
        return wf_process_load(study->platform, &request->process, err);
    struct wf_process_request *requests = wf_calloc(study->count, sizeof *requests);
    for (size_t i = 0; i < study->count; i++)
        requests[i] =
            (struct wf_process_request){.scenario = &study->scenarios[i], .live = live_nothing};
    int status = wf_process_run(study->platform, requests, study->count, &request->process,
                                study->results, &study->diag, err);
    free(requests);
    return study->diag.error_count ? fail_with_diag(study, err) : status;
}

static int simulate(struct wf_study *study, const struct wf_study_request *request,
                    struct wf_err *err)
{
    struct wf_process_request *requests = wf_calloc(study->count, sizeof *requests);
    for (size_t i = 0; i < study->count; i++)
        requests[i] = (struct wf_process_request){.scenario = &study->scenarios[i],
                                                  .keep_cohorts = request->keep_cohorts,
                                                  .keep_power = request->keep_power};
    int status = wf_process_run(study->platform, requests, study->count, &request->process,
                                study->results, &study->diag, err);
    free(requests);
    return status;
}

/* Devices were to be drawn, and a run needs all of them after all: SimGrid is to play it. */
static int simulate_all(struct wf_study *study, const struct wf_study_request *request,
                        struct wf_err *err)
{
    bool *met = new_met(request->overrides);
    for (size_t i = 0; i < study->count; i++)
        wf_outcome_release(&study->results[i].outcome);
    memset(study->results, 0, study->count * sizeof *study->results);
    start_again(study);
    *err = (struct wf_err){0};
    int status = expand(study, true, err);
    if (status == 0 && request->networks)
        status = load_networks(study, request->networks, err);
    if (status == 0) {
        wf_catalogue_check(study->platform, &study->diag);
        memset(met, true, request->overrides ? request->overrides->count : 0); /* they were */
        status = build(study, request, met, err);
    }
    free(met);
    return status == 0 ? simulate(study, request, err) : status;
}

int wf_study_account(struct wf_study *study, const struct wf_study_request *request,
                     struct wf_err *err)
{
    int status = 0;
    for (size_t i = 0; status == 0 && i < study->count; i++)
        if (study->scenarios[i].reserve && study->results[i].outcome.kept_count)
            status = wf_reserve_audit(&study->scenarios[i], &study->results[i], &request->process,
                                      &study->diag, err);
    for (size_t i = 0; status == 0 && i < study->count; i++)
        wf_span_check(&study->scenarios[i], &study->results[i].outcome, &study->diag);
    if (study->diag.error_count)
        return fail_with_diag(study, err);
    for (size_t i = 0; status == 0 && i < study->count; i++)
        wf_summary_make(&study->scenarios[i], &study->results[i].outcome, &study->summaries[i],
                        &study->warnings[i]);
    return status;
}

int wf_study_run(struct wf_study *study, const struct wf_study_request *request, struct wf_err *err)
{
    int status = simulate(study, request, err);
    if (status < 0 && err->code == WF_EALL)
        status = simulate_all(study, request, err);
    if (study->diag.error_count)
        return fail_with_diag(study, err);
    return status == 0 ? wf_study_account(study, request, err) : status;
}

void wf_study_release(struct wf_study *study)
{
    for (size_t i = 0; i < study->count; i++) {
        wf_summary_release(&study->summaries[i]);
        wf_outcome_release(&study->results[i].outcome);
        wf_scenario_release(&study->scenarios[i]);
        wf_diag_release(&study->warnings[i]);
    }
    free(study->summaries);
    free(study->results);
    free(study->scenarios);
    free(study->warnings);
    if (study->derived)
        wf_platform_release(study->derived);
    free(study->derived);
    if (study->inputs && !study->borrows_inputs) {
        wf_library_release(&study->inputs->library);
        wf_platform_release(&study->inputs->platform);
        release_fleet(study->inputs->fleet);
        free(study->inputs);
    }
    wf_labels_release(&study->labels);
    wf_diag_release(&study->diag);
}
