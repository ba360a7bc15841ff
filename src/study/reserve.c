#include "study/reserve.h"
#include "fleet/fleet_platform.h"
#include "job/replay.h"
#include <stdlib.h>

/* ---- who represents whom ---- */

/* Groups that a device of a class can be in. */
static uint64_t group_count_of(const struct wf_fleet_class *class)
{
    uint64_t regions = class->regions.count ? class->regions.count : 1;
    uint64_t accesses = class->accesses.count ? class->accesses.count : 1;
    return regions * accesses;
}

bool wf_reserve_plan_make(const struct wf_fleet *fleet, struct wf_reserve_plan *plan)
{
    enum { LOOKED_AT = 1000000 }; /* devices of a class */
    uint32_t groups = wf_reserve_group_count(fleet);
    bool *met = wf_calloc(groups + 1, sizeof *met), all = true;
    uint64_t *devices = wf_calloc(groups + 1, sizeof *devices);
    *plan = (struct wf_reserve_plan){.fleet = fleet, .devices = devices};
    for (uint32_t i = 0; i < fleet->class_count; i++) {
        const struct wf_fleet_class *class = &fleet->classes[i];
        uint64_t missing = group_count_of(class);
        for (uint64_t number = 0; missing && number < class->count && number < LOOKED_AT;
             number++) {
            struct wf_fleet_device device;
            wf_fleet_draw_of(fleet, i, number, &device);
            bool *group = &met[wf_reserve_group(fleet, &device)];
            if (!*group)
                devices[plan->count++] = class->first + number;
            missing -= !*group;
            *group = true;
        }
        all &= missing == 0;
    }
    free(met);
    return all;
}

/* ---- the audit ---- */

static int compare_devices(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Devices whose turns were kept. @param[out] count  how many; caller frees */
static uint64_t *find_devices(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                              uint64_t *count)
{
    uint64_t *list = wf_calloc(outcome->kept_count + 1, sizeof *list), kept = 0;
    for (size_t i = 0; i < outcome->kept_count; i++)
        list[i] = scenario->reserve->first + outcome->kept[i].learner;
    qsort(list, outcome->kept_count, sizeof *list, compare_devices);
    for (size_t i = 0; i < outcome->kept_count; i++)
        if (!kept || list[kept - 1] != list[i])
            list[kept++] = list[i];
    *count = kept;
    return list;
}

static const char *name_of(const void *data, uint32_t learner, char *buffer, size_t size)
{
    const struct wf_reserve *reserve = data;
    struct wf_fleet_device device;
    wf_fleet_draw(reserve->fleet, reserve->first + learner, &device);
    return wf_fleet_name(reserve->fleet, &device, buffer, size);
}

/* The same scenario on another platform: its nodes stand first in both. */
static int play(const struct wf_scenario *scenario, const struct wf_platform *platform,
                struct wf_outcome *outcome, const struct wf_process_options *process,
                struct wf_diag *diag, struct wf_err *err)
{
    struct wf_scenario again = *scenario;
    again.platform = platform;
    again.reserve = NULL;
    again.participant_count[WF_LEARNER] = 0;
    again.options.engine = WF_ENGINE_SIMGRID;
    const struct wf_replay replay = {outcome->kept, outcome->kept_count, name_of,
                                     scenario->reserve};
    const struct wf_process_request request = {
        .scenario = &again, .live = wf_replay_live, .life_data = &replay};
    struct wf_process_options options = {.simgrid_arguments = process->simgrid_arguments,
                                         .simgrid_argument_count = process->simgrid_argument_count,
                                         .jobs = 1};
    struct wf_process_result result = {0};
    int status = wf_process_run(platform, &request, 1, &options, &result, diag, err);
    outcome->simulation_s += result.outcome.simulation_s;
    wf_outcome_release(&result.outcome);
    return status;
}

int wf_reserve_audit(const struct wf_scenario *scenario, struct wf_process_result *result,
                     const struct wf_process_options *process, struct wf_diag *diag,
                     struct wf_err *err)
{
    uint64_t count;
    uint64_t *devices = find_devices(scenario, &result->outcome, &count);
    struct wf_platform platform;
    const struct wf_fleet_selection selection = {devices, count, true};
    int status = wf_fleet_platform_make(scenario->reserve->fleet, &selection, &platform, diag, err);
    if (status == 0)
        status = play(scenario, &platform, &result->outcome, process, diag, err);
    wf_platform_release(&platform);
    free(devices);
    return status;
}
