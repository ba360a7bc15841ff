/* measured.mlperf-<case>: devices calibrated on public MLPerf logs predict what they were not
 * fitted on (mlcommons/inference_results_v1.0 @ f7759ba, training_results_v4.0 @ 6fe9543). Measured
 * energy is the trapezoid of the log's own samples. */
#include "../scenario.h"
#include "file/file.h"
#include "study/calibration.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define INFERENCE "../shared/traces/mlperf-inference-1.0/jetson-agx-xavier/"
#define TRAINING  "../shared/traces/mlperf-training-4.0/smc-h100/"
enum { SKIPPED = 77 };

static int failed;

static void check(const char *what, double error, double limit)
{
    printf("%s: error %+.2f %%, limit %.1f %%\n", what, 100 * error, 100 * limit);
    failed += !(fabs(error) <= limit);
}

static void tell(struct wf_diag *diag, const struct wf_err *err)
{
    for (size_t i = 0; i < diag->count; i++) {
        char *text = wf_diag_text(&diag->entries[i]);
        printf("    %s\n", text);
        free(text);
    }
    printf("FAILED: %s\n", err->text);
    failed++;
}

static int calibrate(const struct wf_run_request *runs, size_t count,
                     struct wf_calibration *calibration)
{
    struct wf_calibration_request request = {.runs = runs, .run_count = count, .wall_factor = NAN};
    struct wf_diag diag;
    struct wf_err err = {0};
    wf_diag_init(&diag);
    int status = wf_calibration_make(&request, calibration, &diag, &err);
    if (status < 0)
        tell(&diag, &err);
    wf_diag_release(&diag);
    return status;
}

#define ALL_OF_IT                                                                                  \
    {                                                                                              \
        NAN, NAN                                                                                   \
    }

/* Idle from the ResNet-50 and BERT logs, plateau from the first half of the SSD-ResNet34 log: the
 * energy of that log's second half. */
static void xavier(void)
{
    const struct wf_run_request runs[] = {
        {.path = INFERENCE "resnet50", .workload = "resnet50", .work_s = ALL_OF_IT},
        {.path = INFERENCE "bert-99", .workload = "bert", .work_s = ALL_OF_IT},
        {.path = INFERENCE "ssd-resnet34", .workload = "ssd-resnet34", .work_s = ALL_OF_IT}};
    struct wf_calibration calibration;
    if (calibrate(runs, 3, &calibration) == 0) {
        for (size_t i = 0; i < calibration.check_count; i++) {
            const struct wf_calibration_check *other = &calibration.checks[i];
            failed += !(other->half && other->idle_runs == 2);
            check(runs[i].path, other->energy_error, 0.015);
        }
    }
    wf_calibration_release(&calibration);
}

/* BERT on 8 H100: idle from the other log of the node, watts of training and evaluation from its
 * own first half; the events say when it is in which. */
static void h100_bert(void)
{
    const struct wf_run_request runs[] = {
        {.path = TRAINING "bert", .workload = "bert-large", .work_s = ALL_OF_IT},
        {.path = TRAINING "unet3d", .workload = "unet3d-kits19", .work_s = ALL_OF_IT}};
    struct wf_calibration calibration;
    if (calibrate(runs, 2, &calibration) == 0) {
        check("second half of BERT", calibration.checks[0].energy_error, 0.02);
        /* the whole run, from its initialisation to its end, by its events alone */
        const struct wf_measured_run *run = &calibration.runs[0];
        const double *job_s = run->windows.job_s, *work_s = run->windows.work_s;
        const double *power_w = calibration.checks[0].power_w;
        double paused_s = 0;
        for (size_t i = 0; i < run->windows.pause_count; i++)
            paused_s += run->windows.pauses[i][1] - run->windows.pauses[i][0];
        double energy_j = (work_s[0] - job_s[0]) * power_w[1] + paused_s * power_w[3] +
                          (work_s[1] - work_s[0] - paused_s) * power_w[2];
        double measured_j = wf_power_series_energy(&run->series, job_s[0], job_s[1]);
        check("BERT from its initialisation to its end", energy_j / measured_j - 1, 0.02);
    }
    wf_calibration_release(&calibration);
}

/* 3D U-Net on 8 H100, calibrated on what comes before its first evaluation (46 % of the run),
 * written into the catalogue by the code of the command, and trained to its target by an ordinary
 * deployment with its 45 evaluations: energy from run_start to run_stop. */
static void h100_unet3d(void)
{
    static const char deployment[] =
        "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM "
        "\"https://simgrid.org/simgrid.dtd\">\n<platform version='4.1'>\n"
        "<actor host='smc-h100' function='trainer'>\n"
        "<prop id='workload' value='%s/deployments/workloads/unet3d-kits19.xml'/>\n"
        "<prop id='batch' value='56'/>\n<prop id='evaluation-period' value='20'/>\n"
        "<prop id='evaluation-start' value='1000'/>\n</actor>\n</platform>\n";
    struct wf_run_request whole = {
        .path = TRAINING "unet3d", .workload = "unet3d-kits19", .work_s = ALL_OF_IT};
    struct wf_calibration calibration, half;
    if (calibrate(&whole, 1, &calibration) < 0)
        return;
    const struct wf_measured_run *run = &calibration.runs[0];
    const struct wf_trace_event *start =
        wf_event_log_first(&run->events, "run_start", WF_EVENT_BEGIN);
    const struct wf_trace_event *stop = wf_event_log_last(&run->events, "run_stop", WF_EVENT_END);
    double from_s = wf_power_series_date(&run->series, start->time_ns);
    double to_s = wf_power_series_date(&run->series, stop->time_ns);
    double measured_j = wf_power_series_energy(&run->series, from_s, to_s);
    struct wf_run_request before = whole;
    before.work_s[0] = from_s;
    before.work_s[1] = run->windows.pauses[0][0];
    if (calibrate(&before, 1, &half) == 0) {
        char *root = realpath(".", NULL), *text = wf_format(deployment, root);
        char *path = scenario_file(text), *platform = scenario_file("");
        struct wf_edit edit;
        struct wf_err err = {0};
        struct wf_buffer written = {0};
        struct scenario_run simulated;
        if (wf_edit_load("platforms/devices.xml", &edit, &err) < 0 ||
            wf_calibration_edit(&half, "smc-h100", &edit, &err) < 0) {
            printf("FAILED: %s\n", err.text);
            failed++;
        } else {
            wf_edit_text(&edit, &written);
            wf_file_write(platform, written.text, written.length, &err);
            scenario_run_default(&simulated, platform, path, NULL);
            const struct wf_summary *summary = scenario_summary(&simulated);
            if (simulated.status < 0) {
                failed++;
            } else {
                check("time from run_start to run_stop",
                      summary->outcome->time_s / (to_s - from_s) - 1, 0.03);
                check("energy from run_start to run_stop", summary->energy_j / measured_j - 1,
                      0.03);
            }
            scenario_release(&simulated);
        }
        unlink(path);
        unlink(platform);
        wf_buffer_release(&written);
        wf_edit_release(&edit);
        free(root);
        free(text);
        free(path);
        free(platform);
    }
    wf_calibration_release(&half);
    wf_calibration_release(&calibration);
}

static const struct {
    const char *name, *folder;
    void (*run)(void);
} cases[] = {{"xavier", INFERENCE, xavier},
             {"h100-bert", TRAINING, h100_bert},
             {"h100-unet3d", TRAINING, h100_unet3d}};

int main(int argc, char **argv)
{
    for (size_t i = 0; argc > 1 && i < sizeof cases / sizeof *cases; i++) {
        if (strcmp(cases[i].name, argv[1]))
            continue;
        if (access(cases[i].folder, R_OK) < 0) {
            printf("skipped: %s is not there\n", cases[i].folder);
            return SKIPPED;
        }
        cases[i].run();
        return failed > 0;
    }
    printf("no such case\n");
    return 2;
}
