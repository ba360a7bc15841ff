#include "study/replay.h"
#include "base/text.h"
#include "base/units.h"
#include "engine/process.h"
#include "job/paradigms.h"
#include "platform/platform_reader.h"
#include "scenario/build.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define XML_HEAD                                                                                   \
    "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"

/* A file in memory, for this process and its children. */
struct file {
    int fd;
    char path[32];
};

static int file_make(struct file *file, const char *name, const struct wf_buffer *text,
                     struct wf_err *err)
{
    file->fd = memfd_create(name, MFD_CLOEXEC);
    for (size_t sent = 0; file->fd >= 0 && sent < text->length;) {
        ssize_t wrote = write(file->fd, text->text + sent, text->length - sent);
        if (wrote < 0 && errno != EINTR)
            return wf_err_set(err, WF_EIO, "cannot keep a file in memory: %s", strerror(errno));
        sent += wrote > 0 ? (size_t)wrote : 0;
    }
    if (file->fd < 0)
        return wf_err_set(err, WF_EIO, "cannot keep a file in memory: %s", strerror(errno));
    snprintf(file->path, sizeof file->path, "/proc/self/fd/%d", file->fd);
    return 0;
}

static void write_platform(const double *power_w, uint32_t count, struct wf_buffer *out)
{
    wf_buffer_printf(out, XML_HEAD "<platform version='4.1'>\n<zone id='log' routing='None'>\n"
                                   "<host id='device' speed='");
    for (uint32_t i = 0; i < count; i++)
        wf_buffer_printf(out, "%s1Gf", i ? "," : "");
    wf_buffer_printf(out, "'>\n<prop id='wattage_per_state' value='");
    for (uint32_t i = 0; i < count; i++) {
        char watts[32];
        wf_number_text(power_w[i], watts, sizeof watts);
        wf_buffer_printf(out, "%s%s:%s:%s", i ? "," : "", watts, watts, watts);
    }
    wf_buffer_printf(out, "'/>\n</host>\n</zone>\n</platform>\n");
}

/* The host, and a trainer on it whose work is not looked at: the timeline plays instead. */
struct scene {
    struct wf_platform platform;
    struct wf_library library;
    struct wf_deployment deployment;
    struct wf_scenario scenario;
    struct wf_diag diag;
};

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

static int make(struct scene *scene, struct file *file, struct wf_err *err)
{
    static const struct wf_options options = {.audit = true};
    wf_diag_init(&scene->diag);
    wf_library_init(&scene->library, NULL);
    wf_deployment_make(&scene->deployment, "log");
    make_deployment(scene);
    const struct wf_scenario_inputs inputs = {.paradigms = wf_paradigms,
                                              .platform = &scene->platform,
                                              .deployment = &scene->deployment,
                                              .library = &scene->library};
    if (wf_platform_load(file->path, &scene->platform, &scene->diag, err) < 0)
        return -1;
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
    struct file file = {.fd = -1};
    struct wf_process_result result = {0};
    const struct wf_process_request life = {
        .scenario = &scene.scenario, .live = wf_timeline_live, .life_data = &timeline};
    struct wf_buffer platform = {0};
    write_platform(power_w, state_count, &platform);
    int status = file_make(&file, "platform.xml", &platform, err);
    wf_buffer_release(&platform);
    if (status == 0)
        status = make(&scene, &file, err);
    if (status == 0)
        status = wf_process_run(&scene.platform, &life, 1, &options, &result, &scene.diag, err);
    for (size_t i = 0; status == 0 && i < count; i++)
        energy_j[i] = result.outcome.round_rows[i].energy_j;
    wf_outcome_release(&result.outcome);
    release(&scene);
    if (file.fd >= 0)
        close(file.fd);
    return status;
}
