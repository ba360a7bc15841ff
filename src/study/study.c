#include "study/study.h"
#include "account/span.h"
#include "job/paradigms.h"
#include "platform/catalogue.h"
#include <stdlib.h>
#include <string.h>

static int fail_with_diag(struct wf_study *study, struct wf_err *err)
{
    bool usage = true;
    for (size_t i = 0; i < study->diag.count; i++) {
        const struct wf_diag_entry *entry = &study->diag.entries[i];
        if (entry->severity == WF_ERROR && (!entry->file || strcmp(entry->file, "--set")))
            usage = false;
    }
    return wf_err_set(err, usage ? WF_EUSAGE : WF_EINPUT, "%zu error%s", study->diag.error_count,
                      wf_plural(study->diag.error_count));
}

/* Under --whole-platform every host is billed, so every host needs watts. */
static void check_whole_platform(struct wf_study *study)
{
    const struct wf_platform *platform = &study->platform;
    const struct wf_host *first = NULL;
    uint32_t count = 0;
    for (uint32_t i = 0; i < platform->host_count; i++)
        if (!platform->hosts[i].class->watts && count++ == 0)
            first = &platform->hosts[i];
    if (first)
        wf_diag_error(
            &study->diag, platform->path, first->line,
            "<host %s> is billed (--whole-platform) but has no watts (%u such host%s); add "
            "<prop id=\"wattage_per_state\" value=\"IDLE:EPSILON:ALLCORES\"/>, watts, one "
            "triple a pstate",
            first->name, count, wf_plural(count));
}

int wf_study_load(struct wf_study *study, const struct wf_study_request *request,
                  struct wf_err *err)
{
    *study = (struct wf_study){.count = request->count};
    wf_diag_init(&study->diag);
    study->scenarios = wf_calloc(request->count, sizeof *study->scenarios);
    study->results = wf_calloc(request->count, sizeof *study->results);
    study->summaries = wf_calloc(request->count, sizeof *study->summaries);
    study->warnings = wf_calloc(request->count, sizeof *study->warnings);
    for (size_t i = 0; i < request->count; i++)
        wf_diag_init(&study->warnings[i]);
    if (wf_platform_load(request->platform, request->overrides, &study->platform, &study->diag,
                         err) < 0)
        return -1;
    wf_catalogue_check(&study->platform, request->overrides, &study->diag);
    if (request->options.whole_platform)
        check_whole_platform(study);
    for (size_t i = 0; i < request->count; i++)
        if (wf_scenario_load(request->deployments[i], wf_paradigms, &study->platform,
                             request->overrides, &request->options, &study->scenarios[i],
                             &study->diag, err) < 0)
            return -1;
    /* a broken file may hide what an override is meant for */
    if (request->overrides && study->diag.error_count == 0)
        wf_overrides_check_used(request->overrides, &study->diag);
    return study->diag.error_count ? fail_with_diag(study, err) : 0;
}

int wf_study_run(struct wf_study *study, const struct wf_study_request *request, struct wf_err *err)
{
    struct wf_process_request *requests = wf_calloc(study->count, sizeof *requests);
    for (size_t i = 0; i < study->count; i++)
        requests[i] = (struct wf_process_request){.scenario = &study->scenarios[i],
                                                  .keep_cohorts = request->keep_cohorts};
    int status = wf_process_run(&study->platform, request->overrides, requests, study->count,
                                &request->process, study->results, &study->diag, err);
    free(requests);
    if (study->diag.error_count)
        return fail_with_diag(study, err);
    for (size_t i = 0; status == 0 && i < study->count; i++)
        wf_span_check(&study->scenarios[i], &study->results[i].outcome, &study->diag);
    if (study->diag.error_count)
        return fail_with_diag(study, err);
    for (size_t i = 0; status == 0 && i < study->count; i++)
        wf_summary_make(&study->scenarios[i], &study->results[i].outcome, &study->summaries[i],
                        &study->warnings[i]);
    return status;
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
    wf_platform_release(&study->platform);
    wf_diag_release(&study->diag);
}
