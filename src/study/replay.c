#include "study/replay.h"
#include "base/text.h"
#include "base/units.h"
#include "study/study.h"
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

static int write_files(struct file files[3], const double *power_w, uint32_t count,
                       struct wf_err *err)
{
    struct wf_buffer platform = {0}, workload = {0}, deployment = {0};
    write_platform(power_w, count, &platform);
    wf_buffer_printf(&workload, "<?xml version='1.0'?>\n<workload version='1' id='log'>\n"
                                "<prop id='parameters' value='1'/>\n"
                                "<prop id='training-flop' value='1 flop'/>\n"
                                "<prop id='samples' value='1'/>\n</workload>\n");
    int status = file_make(&files[0], "platform.xml", &platform, err);
    if (status == 0)
        status = file_make(&files[1], "workload.xml", &workload, err);
    wf_buffer_printf(&deployment,
                     XML_HEAD "<platform version='4.1'>\n<actor host='device' function='trainer'>\n"
                              "<prop id='workload' value='%s'/>\n<prop id='epochs' value='1'/>\n"
                              "</actor>\n</platform>\n",
                     files[1].path);
    if (status == 0)
        status = file_make(&files[2], "deployment.xml", &deployment, err);
    wf_buffer_release(&platform);
    wf_buffer_release(&workload);
    wf_buffer_release(&deployment);
    return status;
}

static int simulate(struct file files[3], const struct wf_timeline *timeline, double *energy_j,
                    struct wf_err *err)
{
    const char *deployment = files[2].path;
    struct wf_study_request request = {.platform = files[0].path,
                                       .deployments = &deployment,
                                       .count = 1,
                                       .options = {.audit = true}};
    struct wf_study study;
    int status = wf_study_load(&study, &request, err);
    if (status == 0) {
        struct wf_process_request life = {
            .scenario = study.scenarios, .live = wf_timeline_live, .life_data = timeline};
        status = wf_process_run(study.platform, NULL, &life, 1, &request.process, study.results,
                                &study.diag, err);
    } else if (study.diag.count) { /* our own files: a mistake here is ours */
        char *first = wf_diag_text(&study.diag.entries[0]);
        wf_err_set(err, WF_ESIM, "the log cannot be simulated: %s", first);
        free(first);
    }
    for (size_t i = 0; status == 0 && i < timeline->count; i++)
        energy_j[i] = study.results[0].outcome.round_rows[i].energy_j;
    wf_study_release(&study);
    return status;
}

int wf_replay(const double *power_w, uint32_t state_count, const struct wf_interval *intervals,
              size_t count, double *energy_j, struct wf_err *err)
{
    struct file files[3] = {{.fd = -1}, {.fd = -1}, {.fd = -1}};
    struct wf_timeline timeline = {intervals, count};
    int status = write_files(files, power_w, state_count, err);
    if (status == 0)
        status = simulate(files, &timeline, energy_j, err);
    for (int i = 0; i < 3; i++)
        if (files[i].fd >= 0)
            close(files[i].fd);
    return status;
}
