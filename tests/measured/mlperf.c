/* measured.mlperf-<case>: devices calibrated on public MLPerf logs predict what they were not
 * fitted on (mlcommons/inference_results_v1.0 @ f7759ba, inference_results_v2.1 @ 91f7859,
 * training_results_v4.0 @ 6fe9543, training_results_v5.0 @ 0fdc28f). Measured energy is the
 * trapezoid of the log's own samples. The limits are those that the README and docs/calibration.md
 * claim. mlperf CASE LOGS    LOGS: folder of the full logs, or of the samples that ship */
#include "../scenario.h"
#include "file/file.h"
#include "study/calibration.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char xaviers[] = "mlperf-inference-1.0/jetson-agx-xavier";
static const char h100[] = "mlperf-training-4.0/smc-h100";
enum { SKIPPED = 77, RUNS_MAX = 3 };

static const char *logs; /* the folder */
static int failed;

static void check(const char *what, double error, double least, double most)
{
    printf("%s: error %+.2f %%, expected %+.1f to %+.1f %%\n", what, 100 * error, 100 * least,
           100 * most);
    failed += !(error >= least && error <= most);
}

static void check_within(const char *what, double error, double limit)
{
    check(what, error, -limit, limit);
}

static void print_mistakes(const struct wf_diag *diag, const struct wf_err *err)
{
    for (size_t i = 0; i < diag->count; i++) {
        char *text = wf_diag_text(&diag->entries[i]);
        printf("    %s\n", text);
        free(text);
    }
    printf("FAILED: %s\n", err->text);
    failed++;
}

/* ---- calibrations ---- */

struct source {
    const char *run, *workload;
};

struct calibrated {
    struct wf_run_request runs[RUNS_MAX];
    char *paths[RUNS_MAX];
    struct wf_calibration calibration;
};

/** Calibrate on logs of one device.
 *  @param device  folder of its runs
 *  @param work_s  from and to; NULL: as the logs say
 *  @return whether it succeeded; release in any case. */
static bool calibrate(struct calibrated *on, const char *device, const struct source *sources,
                      size_t count, const double *work_s)
{
    struct wf_diag diag;
    struct wf_err err = {0};
    memset(on, 0, sizeof *on);
    for (size_t i = 0; i < count; i++) {
        on->paths[i] = wf_format("%s/%s/%s", logs, device, sources[i].run);
        on->runs[i] =
            (struct wf_run_request){.path = on->paths[i],
                                    .workload = sources[i].workload,
                                    .work_s = {work_s ? work_s[0] : NAN, work_s ? work_s[1] : NAN}};
    }
    struct wf_calibration_request request = {
        .runs = on->runs, .run_count = count, .wall_factor = NAN};
    wf_diag_init(&diag);
    int status = wf_calibration_make(&request, &on->calibration, &diag, &err);
    if (status < 0)
        print_mistakes(&diag, &err);
    wf_diag_release(&diag);
    return status == 0;
}

static void release(struct calibrated *on)
{
    wf_calibration_release(&on->calibration);
    for (size_t i = 0; i < RUNS_MAX; i++)
        free(on->paths[i]);
}

/* ---- inference ---- */

/* Idle from the two other logs, work from the first half of a log: the energy of its second half.
 */
static void xavier(void)
{
    static const struct source sources[] = {
        {"resnet50", "resnet50"}, {"bert-99", "bert"}, {"ssd-resnet34", "ssd-resnet34"}};
    struct calibrated on;
    if (calibrate(&on, xaviers, sources, 3, NULL)) {
        for (size_t i = 0; i < on.calibration.check_count; i++) {
            const struct wf_calibration_check *half = &on.calibration.checks[i];
            failed += !(half->half && half->idle_runs == 2);
            check_within(sources[i].run, half->energy_error, 0.007);
        }
        failed += on.calibration.check_count != 3;
    }
    release(&on);
}

/* Of devices with one log: the energy of its second half, from its first. */
static const struct half {
    const char *name, *device, *run;
    double least, most;
} halves[] = {
    /* throttles: its first half draws more than its second */
    {"rk3588s", "mlperf-inference-2.1/firefly-tflite-v2.7.1-ruy", "resnet50", 0.055, 0.065},
    {"s922x", "mlperf-inference-2.1/odroid-armnn-v22.05-neon", "resnet50", -0.006, 0.006},
    {"dgx-a100", "mlperf-inference-1.0/dgx-a100", "resnet50", -0.004, 0.004},
    {"b200", "mlperf-training-5.0/lenovo-b200", "stable_diffusion", -0.002, 0.002},
};

static void predict_half(const struct half *half)
{
    const struct source source = {half->run, half->run};
    struct calibrated on;
    if (calibrate(&on, half->device, &source, 1, NULL)) {
        failed += !(on.calibration.check_count == 1 && on.calibration.checks[0].half);
        check(half->name, on.calibration.checks[0].energy_error, half->least, half->most);
    }
    release(&on);
}

/* ---- training ---- */

/* BERT and 3D U-Net on 8 H100: idle from the other log of the node, watts of training and
 * evaluation from the log's own first half; the events say when it is in which. */
static void h100_halves(void)
{
    static const struct source sources[] = {{"bert", "bert-large"}, {"unet3d", "unet3d-kits19"}};
    struct calibrated on;
    if (calibrate(&on, h100, sources, 2, NULL)) {
        const struct wf_calibration_check *half = &on.calibration.checks[0];
        check_within("second half of BERT", half->energy_error, 0.012);
        check_within("second half of 3D U-Net", on.calibration.checks[1].energy_error, 0.009);
        /* the whole run, from its initialisation to its end, by its events alone */
        const struct wf_measured_run *run = &on.calibration.runs[0];
        const double *job_s = run->windows.job_s, *work_s = run->windows.work_s;
        double paused_s = 0;
        for (size_t i = 0; i < run->windows.pause_count; i++)
            paused_s += run->windows.pauses[i][1] - run->windows.pauses[i][0];
        double energy_j = (work_s[0] - job_s[0]) * half->power_w[1] + paused_s * half->power_w[3] +
                          (work_s[1] - work_s[0] - paused_s) * half->power_w[2];
        double measured_j = wf_power_series_energy(&run->series, job_s[0], job_s[1]);
        check_within("BERT from its initialisation to its end", energy_j / measured_j - 1, 0.005);
    }
    release(&on);
}

static const struct source unet3d = {"unet3d", "unet3d-kits19"};
static const char unet3d_deployment[] =
    "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM "
    "\"https://simgrid.org/simgrid.dtd\">\n<platform version='4.1'>\n"
    "<actor host='smc-h100' function='trainer'>\n"
    "<prop id='workload' value='%s/deployments/workloads/unet3d-kits19.xml'/>\n"
    "<prop id='batch' value='56'/>\n<prop id='evaluation-period' value='20'/>\n"
    "<prop id='evaluation-start' value='1000'/>\n<prop id='start-up' value='%.17g s'/>\n"
    "</actor>\n</platform>\n";

/* What the log has from run_start to run_stop. */
struct measured {
    double from_s, to_s, energy_j;
    double first_evaluation_s;
};

static struct measured measure(const struct wf_measured_run *run)
{
    const struct wf_trace_event *start =
        wf_event_log_first(&run->events, "run_start", WF_EVENT_BEGIN);
    const struct wf_trace_event *stop = wf_event_log_last(&run->events, "run_stop", WF_EVENT_END);
    struct measured measured = {.from_s = wf_power_series_date(&run->series, start->time_ns),
                                .to_s = wf_power_series_date(&run->series, stop->time_ns),
                                .first_evaluation_s = run->windows.pauses[0][0]};
    measured.energy_j = wf_power_series_energy(&run->series, measured.from_s, measured.to_s);
    return measured;
}

/* The catalogue with the figures of the calibration, written by the code of the command. */
static char *write_catalogue(const struct wf_calibration *calibration, struct wf_err *err)
{
    struct wf_edit edit = {0};
    struct wf_buffer text = {0};
    char *path = scenario_file("");
    int status = wf_edit_load("platforms/devices.xml", &edit, err);
    if (status == 0)
        status = wf_calibration_edit(calibration, "smc-h100", NULL, &edit, NULL, err);
    if (status == 0) {
        wf_edit_text(&edit, &text);
        status = wf_file_write(path, text.text, text.length, err);
    }
    wf_buffer_release(&text);
    wf_edit_release(&edit);
    if (status == 0)
        return path;
    unlink(path);
    free(path);
    return NULL;
}

static void train_to_target(const char *platform, double start_up_s,
                            const struct measured *measured)
{
    char *root = realpath(".", NULL), *text = wf_format(unet3d_deployment, root, start_up_s);
    char *deployment = scenario_file(text);
    struct scenario_run run;
    scenario_run_default(&run, platform, deployment, NULL);
    if (run.status < 0) {
        failed++;
    } else {
        const struct wf_summary *summary = scenario_summary(&run);
        check_within("time from run_start to run_stop",
                     summary->outcome->time_s / (measured->to_s - measured->from_s) - 1, 0.005);
        check_within("energy from run_start to run_stop",
                     summary->energy_j / measured->energy_j - 1, 0.01);
    }
    scenario_release(&run);
    unlink(deployment);
    free(deployment);
    free(text);
    free(root);
}

/* 3D U-Net on 8 H100, calibrated on what comes before its first evaluation (46 % of the run), and
 * trained to its target by an ordinary deployment with its 45 evaluations. */
static void h100_unet3d(void)
{
    struct calibrated whole, before;
    if (calibrate(&whole, h100, &unet3d, 1, NULL)) {
        struct measured measured = measure(&whole.calibration.runs[0]);
        const double work_s[2] = {measured.from_s, measured.first_evaluation_s};
        struct wf_err err = {0};
        if (calibrate(&before, h100, &unet3d, 1, work_s)) {
            char *platform = write_catalogue(&before.calibration, &err);
            if (platform) {
                train_to_target(platform, before.calibration.workloads[0].start_up_s.value,
                                &measured);
                unlink(platform);
            } else {
                printf("FAILED: %s\n", err.text);
                failed++;
            }
            free(platform);
        }
        release(&before);
    }
    release(&whole);
}

static const struct {
    const char *name, *device;
    void (*run)(void);
} cases[] = {
    {"xavier", xaviers, xavier}, {"h100", h100, h100_halves}, {"h100-unet3d", h100, h100_unet3d}};

static bool is_there(const char *device)
{
    char *folder = wf_format("%s/%s", logs, device);
    bool there = access(folder, R_OK) == 0;
    if (!there)
        printf("skipped: %s is not there (see tests/measured/samples/README.md)\n", folder);
    free(folder);
    return there;
}

int main(int argc, char **argv)
{
    const char *name = argc > 2 ? argv[1] : "";
    logs = argc > 2 ? argv[2] : "";
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (!strcmp(cases[i].name, name)) {
            if (!is_there(cases[i].device))
                return SKIPPED;
            cases[i].run();
            return failed > 0;
        }
    for (size_t i = 0; i < sizeof halves / sizeof *halves; i++)
        if (!strcmp(halves[i].name, name)) {
            if (!is_there(halves[i].device))
                return SKIPPED;
            predict_half(&halves[i]);
            return failed > 0;
        }
    printf("usage: mlperf CASE LOGS\n");
    return 2;
}
