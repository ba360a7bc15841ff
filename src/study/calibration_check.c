#include "study/calibration_check.h"
#include "study/calibration_pool.h"
#include "study/replay.h"
#include <math.h>
#include <stdlib.h>

/* Powers to predict a run with: those of the other runs. If no other run gives the power of work or
 * cold idle, it is that of the run's own first half, and only the second half is predicted. Then
 * waiting and evaluation may come from the first half, too. They alone are no reason to split the
 * run: without another run's power, waiting has that of cold idle and evaluation that of work. */
static void predict_powers(const struct wf_calibration *calibration,
                           const struct wf_measured_run *run, double split_s,
                           struct wf_calibration_check *check)
{
    static const struct {
        enum wf_calibrated_state state, otherwise;
        bool needed;
    } order[] = {{WF_STATE_WORK, WF_STATE_WORK, true},
                 {WF_STATE_COLD, WF_STATE_COLD, true},
                 {WF_STATE_WAITING, WF_STATE_COLD, false},
                 {WF_STATE_EVALUATION, WF_STATE_WORK, false}};
    struct wf_power_series half = run->series;
    struct wf_windows windows = wf_windows_before(&run->windows, split_s);
    struct wf_states own;
    uint32_t used[WF_STATE_COUNT];
    half.count = wf_power_series_find(&run->series, split_s);
    wf_states_find(&half, &windows, &own);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        enum wf_calibrated_state which = order[i].state;
        double power_w =
            wf_calibration_pool_state(calibration, which, run, run, &used[which]).value;
        if (isnan(power_w) && (order[i].needed || check->half)) {
            power_w = wf_calibrated_state_of(&own, which)->power_w.value;
            check->half |= !isnan(power_w);
        }
        if (isnan(power_w) && !order[i].needed)
            power_w = check->power_w[order[i].otherwise];
        check->power_w[which] = power_w;
    }
    check->work_runs = used[WF_STATE_WORK];
    check->idle_runs = used[WF_STATE_COLD];
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
static enum wf_calibrated_state state_at(const struct wf_measured_run *run, double at_s)
{
    const struct wf_windows *windows = &run->windows;
    bool events = !isnan(windows->work_s[0]);
    const struct wf_state *plateau = &run->states.plateau;
    if (inside_any(windows->pauses, windows->pause_count, at_s))
        return WF_STATE_EVALUATION;
    if (events ? inside(windows->work_s, at_s)
               : inside_any((const double(*)[2])plateau->spans, plateau->span_count, at_s))
        return WF_STATE_WORK;
    return inside(windows->job_s, at_s) ? WF_STATE_WAITING : WF_STATE_COLD;
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
    if (!isnan(check->power_w[WF_STATE_COLD]))
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
        enum wf_calibrated_state state = state_at(run, (dates[i] + dates[i + 1]) / 2);
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

int wf_calibration_check_run(const struct wf_calibration *calibration, uint32_t index,
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
    if (isnan(check->power_w[WF_STATE_WORK]))
        return 0; /* no data to predict it from */
    choose_span(run, split_s, check);
    if (!(check->from_s < check->to_s))
        return 0;
    write_timeline(run, check);
    double powers_w[WF_STATE_COUNT];
    check->interval_j = wf_calloc(check->interval_count + 1, sizeof *check->interval_j);
    for (int i = 0; i < WF_STATE_COUNT; i++) /* a state that does not occur needs watts, too */
        powers_w[i] = isnan(check->power_w[i]) ? check->power_w[WF_STATE_WORK] : check->power_w[i];
    int status = wf_replay(powers_w, WF_STATE_COUNT, check->intervals, check->interval_count,
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
