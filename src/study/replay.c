#include "study/replay.h"
#include "engine/process.h"
#include "job/paradigms.h"
#include "scenario/build.h"
#include <stdlib.h>

/* The host, and a trainer on it whose work is not looked at: the timeline plays instead. */
struct scene {
    struct wf_platform platform;
    struct wf_library library;
    struct wf_deployment deployment;
    struct wf_scenario scenario;
    struct wf_diag diag;
};

/* A state draws its power whatever the load is. A timeline does not compute: any speed will do. */
static void make_platform(struct scene *scene, const double *power_w, uint32_t count)
{
    double *speed_flop_per_s = wf_calloc(count, sizeof *speed_flop_per_s);
    struct wf_watts *watts = wf_calloc(count, sizeof *watts);
    for (uint32_t i = 0; i < count; i++) {
        speed_flop_per_s[i] = 1e9;
        watts[i] = (struct wf_watts){power_w[i], power_w[i], power_w[i]};
    }
    wf_platform_make(&scene->platform, "log");
    wf_platform_add_host(&scene->platform, "device", speed_flop_per_s, watts, count);
    free(speed_flop_per_s);
    free(watts);
}

static void make_deployment(struct scene *scene)
{
    static const uint32_t host = 0;
    struct wf_workload *workload = wf_library_make_workload(&scene->library, "log");
    workload->parameters = workload->training_flop = 1;
    workload->samples = 1;
    struct wf_actor actor;
    wf_actor_make(&actor, WF_TRAINER);
    actor.pattern = "device";
    actor.hosts = &host;
    actor.host_count = 1;
    actor.values.plan.workload = workload->path;
    actor.values.plan.rounds = 1;
    wf_deployment_add(&scene->deployment, &actor);
}

static int make(struct scene *scene, const double *power_w, uint32_t count, struct wf_err *err)
{
    static const struct wf_options options = {.audit = true};
    wf_diag_init(&scene->diag);
    wf_library_init(&scene->library, NULL);
    wf_deployment_make(&scene->deployment, "log");
    make_platform(scene, power_w, count);
    make_deployment(scene);
    const struct wf_scenario_inputs inputs = {.paradigms = wf_paradigms,
                                              .platform = &scene->platform,
                                              .deployment = &scene->deployment,
                                              .library = &scene->library};
    if (wf_scenario_build(&inputs, NULL, &options, NULL, &scene->scenario, &scene->diag) == 0 &&
        scene->diag.error_count == 0)
        return 0;
    char *first = wf_diag_text(&scene->diag.entries[0]);
    wf_err_set(err, WF_ESIM, "the log cannot be simulated: %s", first);
    free(first);
    return -1;
}

static void release(struct scene *scene)
{
    wf_scenario_release(&scene->scenario);
    wf_deployment_release(&scene->deployment);
    wf_library_release(&scene->library);
    wf_platform_release(&scene->platform);
    wf_diag_release(&scene->diag);
}

int wf_replay(const double *power_w, uint32_t state_count, const struct wf_interval *intervals,
              size_t count, double *energy_j, struct wf_err *err)
{
    const struct wf_timeline timeline = {intervals, count};
    const struct wf_process_options options = {0};
    struct scene scene = {0};
    struct wf_process_result result = {0};
    const struct wf_process_request life = {
        .scenario = &scene.scenario, .live = wf_timeline_live, .life_data = &timeline};
    int status = make(&scene, power_w, state_count, err);
    if (status == 0)
        status = wf_process_run(&scene.platform, &life, 1, &options, &result, &scene.diag, err);
    for (size_t i = 0; status == 0 && i < count; i++)
        energy_j[i] = result.outcome.round_rows[i].energy_j;
    wf_outcome_release(&result.outcome);
    release(&scene);
    return status;
}
