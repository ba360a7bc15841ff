#include "study/calibration.h"
#include "study/replay.h"
#include <stdlib.h>
#include <string.h>

enum state { COLD, WAITING, WORK, EVALUATION, STATES };

/* ---- one number from several runs ---- */

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

/* ---- the states of a run ---- */

static const struct wf_state *state_of(const struct wf_states *states, enum state which)
{
    switch (which) {
    case COLD:
        return &states->cold_idle;
    case WAITING:
        return &states->job_idle;
    case WORK:
        return &states->plateau;
    default:
        return &states->pause;
    }
}

static bool same_workload(const struct wf_measured_run *a, const struct wf_measured_run *b)
{
    return (!a->workload && !b->workload) ||
           (a->workload && b->workload && !strcmp(a->workload, b->workload));
}

/* Power of a state, pooled over all runs except @p without. Work and evaluation are pooled over
 * runs of the same workload as @p like only. @param[out] used  number of runs that have this state
 */
static struct wf_estimate pool_state(const struct wf_calibration *calibration, enum state which,
                                     const struct wf_measured_run *like,
                                     const struct wf_measured_run *without, uint32_t *used)
{
    struct wf_estimate *estimates = wf_calloc(calibration->run_count + 1, sizeof *estimates);
    double *weights = wf_calloc(calibration->run_count + 1, sizeof *weights);
    size_t count = 0;
    *used = 0;
    for (size_t i = 0; i < calibration->run_count; i++) {
        const struct wf_measured_run *run = &calibration->runs[i];
        const struct wf_state *state = state_of(&run->states, which);
        if (run == without || (which >= WORK && !same_workload(run, like)))
            continue;
        estimates[count] = state->power_w;
        weights[count++] = state->seconds;
        *used += isnan(state->power_w.value) ? 0 : 1;
    }
    struct wf_estimate pooled = wf_calibration_pool(estimates, weights, count);
    free(estimates);
    free(weights);
    return pooled;
}

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

static void fit_workload(struct wf_calibration *calibration,
                         const struct wf_calibration_request *request,
                         const struct wf_measured_run *like)
{
    struct wf_calibrated_workload *workload =
        &calibration->workloads[calibration->workload_count++];
    struct wf_estimate *rates = wf_calloc(calibration->run_count, sizeof *rates);
    double *weights = wf_calloc(calibration->run_count, sizeof *weights);
    uint32_t unused;
    size_t count = 0;
    workload->name = like->workload;
    workload->power_w = pool_state(calibration, WORK, like, NULL, &workload->runs);
    workload->evaluation_w = pool_state(calibration, EVALUATION, like, NULL, &unused);
    for (size_t i = 0; i < calibration->run_count; i++)
        if (same_workload(&calibration->runs[i], like)) {
            rates[count] = calibration->runs[i].samples_per_s;
            weights[count++] = calibration->runs[i].states.plateau.seconds;
        }
    const struct wf_flop_of *flop = flop_of(request, like->workload);
    workload->flop_per_sample = flop ? flop->flop : NAN;
    workload->samples_per_s = flop && !isnan(flop->samples_per_s)
                                  ? wf_estimate_of(flop->samples_per_s, NAN, 0)
                                  : wf_calibration_pool(rates, weights, count);
    workload->speed_flop_per_s = scale(workload->samples_per_s, workload->flop_per_sample);
    free(rates);
    free(weights);
}

static void fit(struct wf_calibration *calibration, const struct wf_calibration_request *request)
{
    uint32_t unused;
    calibration->cold_w = pool_state(calibration, COLD, NULL, NULL, &unused);
    calibration->waiting_w = pool_state(calibration, WAITING, NULL, NULL, &unused);
    calibration->workloads = wf_calloc(calibration->run_count, sizeof *calibration->workloads);
    for (size_t i = 0; i < calibration->run_count; i++) {
        bool first = true;
        for (size_t j = 0; j < i; j++)
            first &= !same_workload(&calibration->runs[i], &calibration->runs[j]);
        if (first)
            fit_workload(calibration, request, &calibration->runs[i]);
    }
}

/* ---- the check ---- */

/* Powers to predict a run with: those of the other runs. If no other run gives the power of work or
 * cold idle, it is that of the run's own first half, and only the second half is predicted. Then
 * waiting and evaluation may come from the first half, too. They alone are no reason to split the
 * run: without another run's power, waiting has that of cold idle and evaluation that of work. */
static void predict_powers(const struct wf_calibration *calibration,
                           const struct wf_measured_run *run, double split_s,
                           struct wf_calibration_check *check)
{
    static const struct {
        enum state state, otherwise;
        bool needed;
    } order[] = {
        {WORK, WORK, true}, {COLD, COLD, true}, {WAITING, COLD, false}, {EVALUATION, WORK, false}};
    struct wf_power_series half = run->series;
    struct wf_windows windows = wf_windows_before(&run->windows, split_s);
    struct wf_states own;
    uint32_t used[STATES];
    half.count = wf_power_series_find(&run->series, split_s);
    wf_states_find(&half, &windows, &own);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        enum state which = order[i].state;
        double power_w = pool_state(calibration, which, run, run, &used[which]).value;
        if (isnan(power_w) && (order[i].needed || check->half)) {
            power_w = state_of(&own, which)->power_w.value;
            check->half |= !isnan(power_w);
        }
        if (isnan(power_w) && !order[i].needed)
            power_w = check->power_w[order[i].otherwise];
        check->power_w[which] = power_w;
    }
    check->work_runs = used[WORK];
    check->idle_runs = used[COLD];
    wf_states_release(&own);
}

static bool inside(const double span_s[2], double at_s)
{
    return at_s >= span_s[0] && at_s < span_s[1];
}

static bool inside_any(const double (*spans)[2], size_t count, double at_s)
{
    for (size_t i = 0; i < count; i++)
        if (inside(spans[i], at_s))
            return true;
    return false;
}

/* The state of the run at a date, by its own events; without events, by the levels found in it. */
static enum state state_at(const struct wf_measured_run *run, double at_s)
{
    const struct wf_windows *windows = &run->windows;
    bool events = !isnan(windows->work_s[0]);
    const struct wf_state *plateau = &run->states.plateau;
    if (inside_any(windows->pauses, windows->pause_count, at_s))
        return EVALUATION;
    if (events ? inside(windows->work_s, at_s)
               : inside_any((const double(*)[2])plateau->spans, plateau->span_count, at_s))
        return WORK;
    return inside(windows->job_s, at_s) ? WAITING : COLD;
}

static int compare_dates(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* All dates at which a run may change its state, and the two ends of the check; ascending.
 * @return their number; the caller frees @p dates */
static size_t dates_of(const struct wf_measured_run *run, double from_s, double to_s,
                       double **dates)
{
    const struct wf_windows *windows = &run->windows;
    const struct wf_state *plateau = &run->states.plateau;
    double *list = wf_calloc(6 + 2 * (windows->pause_count + plateau->span_count), sizeof *list);
    size_t count = 0, kept = 0;
    const struct {
        const double (*spans)[2];
        size_t count;
    } sets[] = {{&windows->job_s, 1},
                {&windows->work_s, 1},
                {windows->pauses, windows->pause_count},
                {(const double(*)[2])plateau->spans, plateau->span_count}};
    list[count++] = from_s;
    list[count++] = to_s;
    for (size_t set = 0; set < sizeof sets / sizeof *sets; set++)
        for (size_t i = 0; i < 2 * sets[set].count; i++) {
            double date_s = sets[set].spans[i / 2][i % 2];
            if (date_s > from_s && date_s < to_s)
                list[count++] = date_s;
        }
    qsort(list, count, sizeof *list, compare_dates);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || list[i] > list[kept - 1])
            list[kept++] = list[i];
    *dates = list;
    return kept;
}

/* Choose the part of a run that is predicted: all of it, or the part after the split. Ends whose
 * state has no known power are left out. */
static void choose_span(const struct wf_measured_run *run, double split_s,
                        struct wf_calibration_check *check)
{
    const struct wf_windows *windows = &run->windows;
    const struct wf_state *plateau = &run->states.plateau;
    check->from_s = check->half ? split_s : run->series.time_s[0];
    check->to_s = run->series.time_s[run->series.count - 1];
    if (!isnan(check->power_w[COLD]))
        return;
    double begin_s = !isnan(windows->work_s[0]) ? windows->work_s[0]
                     : plateau->span_count      ? plateau->spans[0][0]
                                                : NAN;
    double end_s = !isnan(windows->work_s[1]) ? windows->work_s[1]
                   : plateau->span_count      ? plateau->spans[plateau->span_count - 1][1]
                                              : NAN;
    check->from_s = fmax(check->from_s, begin_s);
    check->to_s = fmin(check->to_s, end_s);
}

static void write_timeline(const struct wf_measured_run *run, struct wf_calibration_check *check)
{
    double *dates;
    size_t count = dates_of(run, check->from_s, check->to_s, &dates);
    check->intervals = wf_calloc(count, sizeof *check->intervals);
    for (size_t i = 0; i + 1 < count; i++) {
        enum state state = state_at(run, (dates[i] + dates[i + 1]) / 2);
        struct wf_interval *last =
            check->interval_count ? &check->intervals[check->interval_count - 1] : NULL;
        if (last && last->pstate == state)
            last->seconds += dates[i + 1] - dates[i];
        else
            check->intervals[check->interval_count++] =
                (struct wf_interval){dates[i + 1] - dates[i], (uint16_t)state};
    }
    free(dates);
}

static double mape_of(const struct wf_measured_run *run, const struct wf_calibration_check *check)
{
    const struct wf_power_series *series = &run->series;
    double sum = 0, end_s = check->from_s;
    size_t count = 0, interval = 0;
    for (size_t i = wf_power_series_find(series, check->from_s);
         i < series->count && series->time_s[i] < check->to_s; i++) {
        while (interval < check->interval_count &&
               end_s + check->intervals[interval].seconds <= series->time_s[i])
            end_s += check->intervals[interval++].seconds;
        if (interval == check->interval_count)
            break;
        double simulated_w = check->power_w[check->intervals[interval].pstate];
        if (series->power_w[i] > 0) {
            sum += fabs(simulated_w - series->power_w[i]) / series->power_w[i];
            count++;
        }
    }
    return count ? sum / (double)count : NAN;
}

static int check_run(const struct wf_calibration *calibration, uint32_t index,
                     struct wf_calibration_check *check, struct wf_err *err)
{
    const struct wf_measured_run *run = &calibration->runs[index];
    const double *work_s = run->windows.work_s;
    double end_s = run->series.time_s[run->series.count - 1];
    double split_s =
        isnan(work_s[0]) ? end_s / 2 : (fmax(work_s[0], 0) + fmin(work_s[1], end_s)) / 2;
    check->run = index;
    check->energy_error = check->power_mape = check->measured_j = check->simulated_j = NAN;
    predict_powers(calibration, run, split_s, check);
    if (isnan(check->power_w[WORK]))
        return 0; /* no data to predict it from */
    choose_span(run, split_s, check);
    if (!(check->from_s < check->to_s))
        return 0;
    write_timeline(run, check);
    double powers_w[STATES];
    check->interval_j = wf_calloc(check->interval_count + 1, sizeof *check->interval_j);
    for (int i = 0; i < STATES; i++) /* a state that does not occur needs watts, too */
        powers_w[i] = isnan(check->power_w[i]) ? check->power_w[WORK] : check->power_w[i];
    int status = wf_replay(powers_w, STATES, check->intervals, check->interval_count,
                           check->interval_j, err);
    if (status == 0) {
        check->simulated_j = 0;
        for (size_t i = 0; i < check->interval_count; i++)
            check->simulated_j += check->interval_j[i];
        check->measured_j = wf_power_series_energy(&run->series, check->from_s, check->to_s);
        check->energy_error = check->simulated_j / check->measured_j - 1;
        check->power_mape = mape_of(run, check);
    }
    return status;
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

int wf_calibration_make(const struct wf_calibration_request *request,
                        struct wf_calibration *calibration, struct wf_diag *diag,
                        struct wf_err *err)
{
    *calibration = (struct wf_calibration){.run_count = 0};
    calibration->wall_factor = wf_estimate_of(request->wall_factor, NAN, 0);
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
        calibration->wall_factor = calibration->pairs.ratio.factor;
    }
    fit(calibration, request);
    calibration->checks = wf_calloc(calibration->run_count + 1, sizeof *calibration->checks);
    for (uint32_t i = 0; i < calibration->run_count; i++)
        if (check_run(calibration, i, &calibration->checks[calibration->check_count++], err) < 0)
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
