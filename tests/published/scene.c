#include "scene.h"
#include "../analytic/harness.h" /* for the words of the files */
#include "../scenario.h"
#include "published.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

double scene_speed(const struct scene *scene, uint64_t i)
{
    double place = scene->devices > 1 ? (double)i / (double)(scene->devices - 1) : 0;
    return scene->device_flop_per_s * (1 + scene->spread_ratio * place);
}

/* ---- the files ---- */

#define HEAD                                                                                       \
    XML "<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"                         \
        "<platform version='4.1'>\n"
#define NUMBER        "%.17g"
#define DEVICE(hosts) "device-" hosts

static void write_host(struct wf_buffer *text, const char *name, double flop_per_s, double idle_w,
                       double busy_w, double attribution)
{
    wf_buffer_printf(text,
                     "<host id='%s' speed='" NUMBER "f'>\n" WATTS(NUMBER ":" NUMBER ":" NUMBER)
                         PROP("attribution", NUMBER),
                     name, flop_per_s, idle_w, idle_w, busy_w, attribution);
}

static void write_link(struct wf_buffer *text, const char *name, double byte_per_s,
                       double bit_per_j, double pue)
{
    wf_buffer_printf(text,
                     "<link id='%s' bandwidth='" NUMBER "Bps' latency='0s' "
                     "sharing_policy='FATPIPE'>\n" RANGE("0:" NUMBER) PROP("pue", NUMBER) "</link>"
                                                                                          "\n",
                     name, byte_per_s, 8 * byte_per_s / bit_per_j, pue);
}

static void write_routes(const struct scene *scene, bool peers, struct wf_buffer *text)
{
    for (uint64_t i = 0; i < scene->devices; i++)
        wf_buffer_printf(
            text, ONE_WAY(DEVICE("%llu"), "centre", "up") ONE_WAY("centre", DEVICE("%llu"), "down"),
            (unsigned long long)i, (unsigned long long)i);
    for (uint64_t i = 0; peers && i < scene->devices; i++)
        for (uint64_t j = i + 1; j < scene->devices; j++)
            wf_buffer_printf(
                text, "<route src='" DEVICE("%llu") "' dst='" DEVICE("%llu") "'>%s</route>\n",
                (unsigned long long)i, (unsigned long long)j,
                scene->side_bit_per_j > 0 ? "<link_ctn id='side'/>"
                                          : "<link_ctn id='up'/><link_ctn id='down'/>");
}

void scene_write_platform(const struct scene *scene, bool peers, struct wf_buffer *text)
{
    wf_buffer_printf(text, HEAD "<zone id='world' routing='Full'>\n");
    if (scene->intensity_g_per_kwh > 0)
        wf_buffer_printf(text, PROP("carbon_intensity", NUMBER "g/kWh"),
                         scene->intensity_g_per_kwh);
    write_host(text, "centre", scene->centre_flop_per_s, scene->centre_idle_w, scene->centre_busy_w,
               scene->centre_attribution_ratio);
    wf_buffer_printf(text, KIND("datacentre") PROP("pue", NUMBER) "</host>\n", scene->pue);
    for (uint64_t i = 0; i < scene->devices; i++) {
        char name[40];
        snprintf(name, sizeof name, DEVICE("%llu"), (unsigned long long)i);
        write_host(text, name, scene_speed(scene, i), scene->device_idle_w, scene->device_busy_w,
                   scene->device_attribution_ratio);
        wf_buffer_printf(text, KIND("edge") "</host>\n");
    }
    double byte_per_s = scene->bandwidth_byte_per_s;
    write_link(text, "up", byte_per_s, scene->uplink_bit_per_j, 1);
    write_link(text, "down", byte_per_s, scene->downlink_bit_per_j, scene->pue);
    if (scene->side_bit_per_j > 0)
        write_link(text, "side", byte_per_s, scene->side_bit_per_j, 1);
    write_routes(scene, peers, text);
    wf_buffer_printf(text, "</zone>\n</platform>\n");
}

static void write_workload(const struct scene *scene, struct wf_buffer *text)
{
    char *cut =
        scene->activation_byte > 0
            ? wf_format(PROP("activation-size", NUMBER "B") PROP("client-parameters", NUMBER)
                            PROP("client-flop-share", NUMBER),
                        scene->activation_byte, scene->client_parameters, scene->client_flop_ratio)
            : wf_strdup("");
    wf_buffer_printf(text,
                     WORKLOAD(PROP("parameters", "%d") PROP("model-size", NUMBER "B")
                                  PROP("update-size", NUMBER "B") PROP("samples", "%llu")
                                      PROP("bytes-per-sample", NUMBER "B")
                                          PROP("training-flop", NUMBER "flop") "%s"),
                     SCENE_PARAMETERS, scene->model_byte, scene->update_byte,
                     (unsigned long long)(scene->samples * scene->devices), scene->sample_byte,
                     scene->training_flop, cut);
    free(cut);
}

/* ---- simulating ---- */

static bool write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    bool written = file && fputs(text, file) >= 0;
    if (file)
        written &= fclose(file) == 0;
    if (!written)
        printf("    cannot write %s: %s\n", path, strerror(errno));
    return written;
}

static void read_cost(const struct scenario_run *run, struct scene_cost *cost)
{
    const struct wf_diag *diag = &run->study.diag;
    if (run->status < 0) {
        char *text = diag->count ? wf_diag_text(&diag->entries[0]) : wf_format("%s", run->err.text);
        snprintf(cost->mistake, sizeof cost->mistake, "%s", text);
        free(text);
        return;
    }
    const struct wf_summary *summary = scenario_summary(run);
    *cost = (struct scene_cost){.time_s = summary->outcome->time_s,
                                .energy_j = summary->energy_j,
                                .carbon_g = summary->carbon_g,
                                .rounds = summary->outcome->rounds};
}

bool scene_simulate(const char *platform, const char *deployment, const char *workload,
                    struct scene_cost *cost)
{
    const char *root = getenv("TMPDIR");
    char *folder = wf_format("%s/wattfleet-published-XXXXXX", root && *root ? root : "/tmp");
    bool ran = false;
    *cost = (struct scene_cost){NAN, NAN, NAN, 0, "files cannot be written"};
    if (!mkdtemp(folder)) {
        printf("    cannot make the folder %s: %s\n", folder, strerror(errno));
        free(folder);
        return false;
    }
    char *files[] = {wf_format("%s/platform.xml", folder), wf_format("%s/deployment.xml", folder),
                     wf_format("%s/workload.xml", folder)};
    if (write_file(files[0], platform) && write_file(files[1], deployment) &&
        (!workload || write_file(files[2], workload))) {
        struct scenario_run run;
        scenario_run(&run, files[0], files[1], NULL, NULL);
        read_cost(&run, cost);
        ran = run.status == 0;
        scenario_release(&run);
    }
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        unlink(files[i]);
        free(files[i]);
    }
    rmdir(folder);
    free(folder);
    return ran;
}

/* Owns @p deployment. */
static void simulate(const struct scene *scene, bool peers, char *deployment,
                     struct scene_cost *cost)
{
    struct wf_buffer platform = {0}, workload = {0};
    scene_write_platform(scene, peers, &platform);
    write_workload(scene, &workload);
    bool ran = scene_simulate(platform.text, deployment, workload.text, cost);
    relation_check(ran, cost->mistake, ran, true);
    wf_buffer_release(&platform);
    wf_buffer_release(&workload);
    free(deployment);
}

#define COUNT "%llu"

void scene_federated(const struct scene *scene, uint64_t rounds, uint64_t cohort,
                     struct scene_cost *cost)
{
    char *deployment = wf_format(
        DEPLOYMENT(
            ACTOR("centre", "server",
                  PROP("workload", "workload.xml") PROP("rounds", COUNT) PROP("active", COUNT)
                      PROP("aggregation-flop", NUMBER "flop") PROP("evaluation-period", "0"))
                ACTOR(DEVICE("*"), "learner", PROP("samples", COUNT) PROP("local-epochs", COUNT))),
        (unsigned long long)rounds, (unsigned long long)cohort, scene->aggregation_flop,
        (unsigned long long)scene->samples, (unsigned long long)scene->local_epochs);
    simulate(scene, false, deployment, cost);
}

void scene_consensus(const struct scene *scene, uint64_t rounds, const char *neighbours,
                     uint64_t degree, struct scene_cost *cost)
{
    char *among = degree ? wf_format(PROP("neighbours", "%s") PROP("degree", COUNT), neighbours,
                                     (unsigned long long)degree)
                         : wf_format(PROP("neighbours", "%s"), neighbours);
    char *deployment = wf_format(
        DEPLOYMENT(ACTOR(DEVICE("*"), "peer",
                         PROP("workload", "workload.xml") PROP("rounds", COUNT) "%s" PROP(
                             "aggregation-flop", NUMBER "flop") PROP("evaluation-period", "0")
                             PROP("samples", COUNT) PROP("local-epochs", COUNT))),
        (unsigned long long)rounds, among, scene->aggregation_flop,
        (unsigned long long)scene->samples, (unsigned long long)scene->local_epochs);
    free(among);
    simulate(scene, true, deployment, cost);
}

void scene_split(const struct scene *scene, uint64_t rounds, struct scene_cost *cost)
{
    char *deployment = wf_format(
        DEPLOYMENT(
            ACTOR("centre", "split-server",
                  PROP("workload", "workload.xml") PROP("rounds", COUNT) PROP("form", "parallel")
                      PROP("aggregation-flop", NUMBER "flop") PROP("evaluation-period", "0"))
                ACTOR(DEVICE("*"), "split-client", PROP("samples", COUNT))),
        (unsigned long long)rounds, scene->aggregation_flop, (unsigned long long)scene->samples);
    simulate(scene, false, deployment, cost);
}

void scene_centralised(const struct scene *scene, uint64_t epochs, struct scene_cost *cost)
{
    char *deployment = wf_format(
        DEPLOYMENT(ACTOR("centre", "trainer",
                         PROP("workload", "workload.xml") PROP("epochs", COUNT)
                             PROP("evaluation-period", "0") PROP("reserved-from", "start"))
                       ACTOR(DEVICE("*"), "source", PROP("samples", COUNT))),
        (unsigned long long)epochs, (unsigned long long)scene->samples);
    simulate(scene, false, deployment, cost);
}
