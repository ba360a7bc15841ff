#include "study/calibration_law.h"
#include "base/err.h"
#include "study/calibration_pool.h"
#include <math.h>
#include <stdlib.h>

/* The interval of a single run is that of one more of 8 pieces. */
static const double FREEDOM_OF_ONE_RUN = 7;

/* One parameter, and what each run says of it. */
struct parameter {
    struct wf_estimate pooled;
    double freedom;
    double *deviation; /* of each run, so that their squares sum to the variance between runs */
};

/* What a run says of a parameter, and its weight. */
static void said(const struct wf_calibration *calibration, size_t run, size_t parameter,
                 double *value, double *weight)
{
    const struct wf_measured_run *of = &calibration->runs[run];
    *value = *weight = NAN;
    if (parameter < WF_PARAMETER_WALL_FACTOR) {
        const struct wf_state *state = wf_calibrated_state_of(
            &of->states, parameter == WF_PARAMETER_COLD ? WF_STATE_COLD : WF_STATE_WAITING);
        *value = state->power_w.value;
        *weight = state->seconds;
        return;
    }
    if (parameter < WF_PARAMETER_WORKLOADS)
        return; /* of the pairs */
    size_t workload = (parameter - WF_PARAMETER_WORKLOADS) / 2;
    bool rate = (parameter - WF_PARAMETER_WORKLOADS) % 2 == 1;
    const struct wf_measured_run like = {.workload = calibration->workloads[workload].name};
    if (!wf_calibration_same_workload(of, &like))
        return;
    *value = rate ? of->samples_per_s.value : of->states.plateau.power_w.value;
    *weight = of->states.plateau.seconds;
}

static struct wf_estimate pooled_of(const struct wf_calibration *calibration, size_t parameter)
{
    switch (parameter) {
    case WF_PARAMETER_COLD:
        return calibration->cold_w;
    case WF_PARAMETER_WAITING:
        return calibration->waiting_w;
    case WF_PARAMETER_WALL_FACTOR:
    case WF_PARAMETER_WALL_CONSTANT:
        return wf_estimate_none(); /* of the pairs */
    default:
        break;
    }
    const struct wf_calibrated_workload *workload =
        &calibration->workloads[(parameter - WF_PARAMETER_WORKLOADS) / 2];
    return (parameter - WF_PARAMETER_WORKLOADS) % 2 ? workload->samples_per_s : workload->power_w;
}

static struct parameter parameter_of(const struct wf_calibration *calibration, size_t index)
{
    struct parameter parameter = {.pooled = pooled_of(calibration, index)};
    size_t runs = calibration->run_count, used = 0;
    double sum = 0, *weights = wf_calloc(runs + 1, sizeof *weights);
    parameter.deviation = wf_calloc(runs + 1, sizeof *parameter.deviation);
    for (size_t i = 0; i < runs; i++) {
        double value;
        said(calibration, i, index, &value, &weights[i]);
        if (isnan(value) || !(weights[i] > 0)) {
            weights[i] = 0;
            continue;
        }
        parameter.deviation[i] = value - parameter.pooled.value;
        sum += weights[i];
        used++;
    }
    double n = (double)used;
    parameter.freedom = used > 1 ? n - 1 : FREEDOM_OF_ONE_RUN;
    for (size_t i = 0; i < runs; i++)
        parameter.deviation[i] *= used > 1 ? sqrt(weights[i] / sum / (n - 1)) : 0;
    free(weights);
    return parameter;
}

static double common(const struct parameter *one, const struct parameter *other, size_t runs)
{
    double sum = 0;
    for (size_t i = 0; i < runs; i++)
        sum += one->deviation[i] * other->deviation[i];
    return sum;
}

/* Factor and constant of the pairs: a line of their own. */
static void put_wall(const struct wf_calibration *calibration, struct wf_calibration_law *law)
{
    size_t count = law->law.count;
    const struct wf_wall *wall =
        calibration->pairs.path ? wf_wall_pairs_chosen(&calibration->pairs) : NULL;
    for (size_t i = 0; i < 2; i++) {
        for (size_t j = 0; j < 2; j++)
            law->covariance[(WF_PARAMETER_WALL_FACTOR + i) * count + WF_PARAMETER_WALL_FACTOR + j] =
                wall ? wall->covariance[2 * i + j] : NAN;
        law->freedom[WF_PARAMETER_WALL_FACTOR + i] = wall ? wall->freedom : NAN;
    }
}

void wf_calibration_law_make(const struct wf_calibration *calibration,
                             struct wf_calibration_law *law)
{
    size_t count = wf_parameter_of_workload(calibration->workload_count);
    struct parameter *parameters = wf_calloc(count, sizeof *parameters);
    law->covariance = wf_calloc(count * count, sizeof *law->covariance);
    law->freedom = wf_calloc(count, sizeof *law->freedom);
    law->law = (struct wf_fit_law){count, law->covariance, law->freedom};
    for (size_t i = 0; i < count; i++)
        parameters[i] = parameter_of(calibration, i);
    for (size_t i = 0; i < count; i++) {
        double error = wf_estimate_error(&parameters[i].pooled, parameters[i].freedom);
        law->freedom[i] = parameters[i].freedom;
        law->covariance[i * count + i] = error * error;
        for (size_t j = 0; j < i; j++)
            law->covariance[i * count + j] = law->covariance[j * count + i] =
                common(&parameters[i], &parameters[j], calibration->run_count);
    }
    put_wall(calibration, law);
    for (size_t i = 0; i < count; i++)
        free(parameters[i].deviation);
    free(parameters);
}

void wf_calibration_law_release(struct wf_calibration_law *law)
{
    free(law->covariance);
    free(law->freedom);
}
