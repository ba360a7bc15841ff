#include "study/calibration.h"
#include "study/calibration_check.h"
#include "study/calibration_pool.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rates that differ by more are reported. */
#define RATE_TOLERANCE 0.03

/* ---- the fit ---- */

static const struct wf_flop_of *flop_of(const struct wf_calibration_request *request,
                                        const char *workload)
{
    for (size_t i = 0; workload && i < request->flop_count; i++)
        if (!strcmp(request->flops[i].workload, workload))
            return &request->flops[i];
    return NULL;
}

static struct wf_estimate scale(struct wf_estimate estimate, double factor)
{
    return (struct wf_estimate){estimate.value * factor, estimate.low * factor,
                                estimate.high * factor};
}

/* NaN stays NaN. */
static double at_least_0(double value)
{
    return value < 0 ? 0 : value;
}

static void fit_workload(struct wf_calibration *calibration,
                         const struct wf_calibration_request *request,
                         const struct wf_measured_run *like)
{
    struct wf_calibrated_workload *workload =
        &calibration->workloads[calibration->workload_count++];
    struct wf_estimate *rates = wf_calloc(calibration->run_count, sizeof *rates);
    struct wf_estimate *starts_s = wf_calloc(calibration->run_count, sizeof *starts_s);
    double *weights = wf_calloc(calibration->run_count, sizeof *weights);
    double *each = wf_calloc(calibration->run_count, sizeof *each);
    struct wf_estimate *widened = wf_calloc(calibration->run_count, sizeof *widened);
    uint32_t runs;
    size_t count = 0;
    workload->name = like->workload;
    workload->power_w =
        wf_calibration_pool_state(calibration, WF_STATE_WORK, like, NULL, &workload->runs);
    workload->evaluation_w = wf_calibration_pool_state(calibration, WF_STATE_EVALUATION, like, NULL,
                                                       &workload->evaluation_runs);
    for (size_t i = 0; i < calibration->run_count; i++)
        if (wf_calibration_same_workload(&calibration->runs[i], like)) {
            rates[count] = calibration->runs[i].samples_per_s;
            widened[count] = calibration->runs[i].widened_per_s;
            starts_s[count] = calibration->runs[i].start_up_s;
            each[count] = 1;
            weights[count++] = calibration->runs[i].states.plateau.seconds;
        }
    workload->start_up_s = wf_calibration_pool_runs(starts_s, starts_s, each, count, &runs);
    workload->start_up_s.low = at_least_0(workload->start_up_s.low);
    const struct wf_flop_of *flop = flop_of(request, like->workload);
    workload->flop_per_sample = flop ? flop->flop : NAN;
    workload->samples_per_s =
        wf_calibration_pool_runs(rates, widened, weights, count, &workload->rate_runs);
    if (flop && !isnan(flop->samples_per_s)) {
        workload->samples_per_s = wf_estimate_of(flop->samples_per_s, NAN, 0);
        workload->rate_runs = 0;
    }
    workload->speed_flop_per_s = scale(workload->samples_per_s, workload->flop_per_sample);
    free(rates);
    free(widened);
    free(starts_s);
    free(weights);
    free(each);
}

static void fit(struct wf_calibration *calibration, const struct wf_calibration_request *request)
{
    calibration->cold_w =
        wf_calibration_pool_state(calibration, WF_STATE_COLD, NULL, NULL, &calibration->cold_runs);
    calibration->waiting_w = wf_calibration_pool_state(calibration, WF_STATE_WAITING, NULL, NULL,
                                                       &calibration->waiting_runs);
    calibration->workloads = wf_calloc(calibration->run_count, sizeof *calibration->workloads);
    for (size_t i = 0; i < calibration->run_count; i++) {
        bool first = true;
        for (size_t j = 0; j < i; j++)
            first &= !wf_calibration_same_workload(&calibration->runs[i], &calibration->runs[j]);
        if (first)
            fit_workload(calibration, request, &calibration->runs[i]);
    }
}

/* ---- the whole ---- */

static void note_meter(struct wf_calibration *calibration,
                       const struct wf_calibration_request *request, struct wf_diag *diag)
{
    calibration->meter = request->meter;
    for (size_t i = 0; !request->meter && i < calibration->run_count; i++) {
        const struct wf_measured_run *run = &calibration->runs[i];
        const char *meter = run->report.format->meter;
        bool same = meter && calibration->meter ? !strcmp(meter, calibration->meter)
                                                : !meter && !calibration->meter;
        if (i && !same)
            wf_diag_warn(diag, run->path, 0,
                         "its meter ('%s') is not that of '%s' ('%s'): levels of different meters "
                         "are mixed; say --meter",
                         meter ? meter : "not known", calibration->runs[0].path,
                         calibration->meter ? calibration->meter : "not known");
        if (i == 0)
            calibration->meter = meter;
    }
}

/* Refuse a log that is given twice: it would predict itself. */
static int check_twice(const struct wf_calibration *calibration, struct wf_err *err)
{
    const struct wf_measured_run *last = &calibration->runs[calibration->run_count - 1];
    for (const struct wf_measured_run *run = calibration->runs; run < last; run++)
        if (run->report.first_ns == last->report.first_ns &&
            run->report.last_ns == last->report.last_ns &&
            run->report.samples == last->report.samples &&
            run->series.total_j == last->series.total_j)
            return wf_err_set(err, WF_EINPUT,
                              "'%s' holds the same measurements as '%s'; each run counts once",
                              last->path, run->path);
    return 0;
}

/* Logs without a workload are taken as runs of the same one. */
static void note_unnamed(const struct wf_calibration *calibration, struct wf_diag *diag)
{
    size_t unnamed = 0;
    for (size_t i = 0; i < calibration->run_count; i++)
        unnamed += !calibration->runs[i].workload;
    if (unnamed > 1)
        wf_diag_warn(diag, NULL, 0,
                     "%zu logs name no workload and are taken for runs of the same one; say "
                     "WORKLOAD=LOG",
                     unnamed);
}

/* A rate given that is not that of the logs: of another batch, or of one accelerator of several. */
static void note_rates(const struct wf_calibration *calibration, struct wf_diag *diag)
{
    for (size_t i = 0; i < calibration->workload_count; i++) {
        const struct wf_calibrated_workload *workload = &calibration->workloads[i];
        for (size_t j = 0; j < calibration->run_count; j++) {
            const struct wf_measured_run *run = &calibration->runs[j];
            double given = workload->samples_per_s.value, logged = run->samples_per_s.value;
            if (workload->name && run->workload && !strcmp(workload->name, run->workload) &&
                isnan(workload->samples_per_s.low) && fabs(given / logged - 1) > RATE_TOLERANCE)
                wf_diag_warn(diag, run->path, 0,
                             "it states %.6g samples/s of '%s', but %.6g are used (%.3g times)",
                             logged, workload->name, given, given / logged);
        }
    }
}

int wf_calibration_make(const struct wf_calibration_request *request,
                        struct wf_calibration *calibration, struct wf_diag *diag,
                        struct wf_err *err)
{
    *calibration = (struct wf_calibration){.run_count = 0};
    calibration->wall_factor = wf_estimate_of(request->wall_factor, NAN, 0);
    calibration->wall_constant_w = wf_estimate_none();
    calibration->runs = wf_calloc(request->run_count + 1, sizeof *calibration->runs);
    for (size_t i = 0; i < request->run_count; i++) {
        calibration->run_count++;
        if (wf_measured_run_load(&request->runs[i], &calibration->runs[i], diag, err) < 0 ||
            check_twice(calibration, err) < 0)
            return -1;
    }
    note_meter(calibration, request, diag);
    note_unnamed(calibration, diag);
    if (request->wall_pairs) {
        if (wf_wall_pairs_load(request->wall_pairs, &calibration->pairs, diag, err) < 0)
            return -1;
        const struct wf_wall *chosen = wf_wall_pairs_chosen(&calibration->pairs);
        calibration->wall_factor = chosen->factor;
        calibration->wall_constant_w = chosen->constant;
    }
    fit(calibration, request);
    note_rates(calibration, diag);
    calibration->checks = wf_calloc(calibration->run_count + 1, sizeof *calibration->checks);
    for (uint32_t i = 0; i < calibration->run_count; i++)
        if (wf_calibration_check_run(calibration, i,
                                     &calibration->checks[calibration->check_count++], err) < 0)
            return -1;
    return 0;
}

void wf_calibration_release(struct wf_calibration *calibration)
{
    for (size_t i = 0; i < calibration->check_count; i++) {
        free(calibration->checks[i].intervals);
        free(calibration->checks[i].interval_j);
    }
    for (size_t i = 0; i < calibration->run_count; i++)
        wf_measured_run_release(&calibration->runs[i]);
    free(calibration->checks);
    free(calibration->runs);
    free(calibration->workloads);
    wf_wall_pairs_release(&calibration->pairs);
    *calibration = (struct wf_calibration){0};
}
