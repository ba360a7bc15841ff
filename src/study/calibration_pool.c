#include "study/calibration_pool.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct wf_estimate wf_calibration_pool(const struct wf_estimate *estimates, const double *weights,
                                       size_t count)
{
    double sum = 0, weight_sum = 0, within = 0, between = 0;
    size_t used = 0, last = 0;
    for (size_t i = 0; i < count; i++) {
        if (isnan(estimates[i].value) || !(weights[i] > 0))
            continue;
        sum += weights[i] * estimates[i].value;
        weight_sum += weights[i];
        last = i;
        used++;
    }
    if (used == 0)
        return wf_estimate_none();
    if (used == 1)
        return estimates[last];
    double mean = sum / weight_sum, n = (double)used;
    for (size_t i = 0; i < count; i++) {
        if (isnan(estimates[i].value) || !(weights[i] > 0))
            continue;
        double half = (estimates[i].high - estimates[i].low) / 2, share = weights[i] / weight_sum;
        double away = estimates[i].value - mean;
        between += share * away * away * n / (n - 1);
        within += isnan(half) ? 0 : share * share * half * half / 4; /* 95 %: about two errors */
    }
    return wf_estimate_of(mean, sqrt(between / n + within), n - 1);
}

struct wf_estimate wf_calibration_pool_runs(const struct wf_estimate *estimates,
                                            const struct wf_estimate *widened,
                                            const double *weights, size_t count, uint32_t *used)
{
    size_t last = 0;
    *used = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(estimates[i].value) && weights[i] > 0) {
            last = i;
            ++*used;
        }
    return *used == 1 ? widened[last] : wf_calibration_pool(estimates, weights, count);
}

const struct wf_state *wf_calibrated_state_of(const struct wf_states *states,
                                              enum wf_calibrated_state which)
{
    switch (which) {
    case WF_STATE_COLD:
        return &states->cold_idle;
    case WF_STATE_WAITING:
        return &states->job_idle;
    case WF_STATE_WORK:
        return &states->plateau;
    default:
        return &states->pause;
    }
}

bool wf_calibration_same_workload(const struct wf_measured_run *a, const struct wf_measured_run *b)
{
    return (!a->workload && !b->workload) ||
           (a->workload && b->workload && !strcmp(a->workload, b->workload));
}

struct wf_estimate wf_calibration_pool_state(const struct wf_calibration *calibration,
                                             enum wf_calibrated_state which,
                                             const struct wf_measured_run *like,
                                             const struct wf_measured_run *without, uint32_t *used)
{
    struct wf_estimate *estimates = wf_calloc(calibration->run_count + 1, sizeof *estimates);
    struct wf_estimate *widened = wf_calloc(calibration->run_count + 1, sizeof *widened);
    double *weights = wf_calloc(calibration->run_count + 1, sizeof *weights);
    size_t count = 0;
    for (size_t i = 0; i < calibration->run_count; i++) {
        const struct wf_measured_run *run = &calibration->runs[i];
        const struct wf_state *state = wf_calibrated_state_of(&run->states, which);
        if (run == without || (which >= WF_STATE_WORK && !wf_calibration_same_workload(run, like)))
            continue;
        estimates[count] = state->power_w;
        widened[count] = state->widened_w;
        weights[count++] = state->seconds;
    }
    struct wf_estimate pooled = wf_calibration_pool_runs(estimates, widened, weights, count, used);
    free(estimates);
    free(widened);
    free(weights);
    return pooled;
}
