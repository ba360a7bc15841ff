#include "study/measured_run.h"
#include "base/text.h"
#include "study/run_logs.h"
#include "study/run_nodes.h"
#include "study/run_rate.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- what the events mean ---- */

static double date_of(const struct wf_measured_run *run, const struct wf_trace_event *event)
{
    return event ? wf_power_series_date(&run->series, event->time_ns) : NAN;
}

static void find_pauses(struct wf_measured_run *run)
{
    const struct wf_event_log *log = &run->events;
    size_t count = 0;
    double begin_s = NAN;
    run->pauses = wf_calloc(log->count + 1, sizeof *run->pauses);
    for (size_t i = 0; i < log->count; i++) {
        const struct wf_trace_event *event = &log->events[i];
        if (!strcmp(event->key, "eval_start"))
            begin_s = date_of(run, event);
        if (strcmp(event->key, "eval_stop") || isnan(begin_s))
            continue;
        run->pauses[count][0] = begin_s;
        run->pauses[count++][1] = date_of(run, event);
        begin_s = NAN;
    }
    run->windows.pauses = (const double(*)[2])run->pauses;
    run->windows.pause_count = count;
}

static void find_windows(struct wf_measured_run *run, const struct wf_run_request *request)
{
    static const struct {
        const char *begin, *end;
    } works[] = {{"power", "power"}, {"run_start", "run_stop"}};
    struct wf_event_log *log = &run->events;
    run->windows = wf_windows_none();
    for (size_t i = 0; i < sizeof works / sizeof *works; i++) {
        const struct wf_trace_event *begin =
            wf_event_log_first(log, works[i].begin, WF_EVENT_BEGIN);
        const struct wf_trace_event *end = wf_event_log_last(log, works[i].end, WF_EVENT_END);
        if (!begin || !end || begin->time_ns >= end->time_ns)
            continue;
        run->windows.work_s[0] = date_of(run, begin);
        run->windows.work_s[1] = date_of(run, end);
    }
    /* in some logs the training goes on after run_stop: the device still works */
    const struct wf_trace_event *block = wf_event_log_last(log, "block_stop", WF_EVENT_END);
    if (block && date_of(run, block) > run->windows.work_s[1])
        run->windows.work_s[1] = date_of(run, block);
    if (!isnan(request->work_s[0]))
        for (int i = 0; i < 2; i++)
            run->windows.work_s[i] = request->work_s[i];
    const struct wf_trace_event *init = wf_event_log_first(log, "init_start", WF_EVENT_BEGIN);
    if (init && !isnan(run->windows.work_s[1])) {
        run->windows.job_s[0] = date_of(run, init);
        run->windows.job_s[1] = run->windows.work_s[1];
    }
    find_pauses(run);
}

struct wf_windows wf_windows_before(const struct wf_windows *windows, double split_s)
{
    struct wf_windows before = *windows;
    double *spans[] = {before.job_s, before.work_s};
    for (int i = 0; i < 2; i++) {
        if (spans[i][1] > split_s)
            spans[i][1] = split_s;
        if (spans[i][0] >= split_s)
            spans[i][0] = spans[i][1] = NAN;
    }
    before.pause_count = 0;
    while (before.pause_count < windows->pause_count &&
           windows->pauses[before.pause_count][1] <= split_s)
        before.pause_count++;
    return before;
}

static double last_value(const struct wf_measured_run *run, const char *key)
{
    const struct wf_trace_event *event = wf_event_log_last(&run->events, key, WF_EVENT_POINT);
    return event ? event->value : NAN;
}

/* ---- the whole ---- */

struct sinks {
    struct wf_power_series *series;
    struct wf_event_log *events;
};

static void sink_sample(void *data, const struct wf_trace_sample *sample)
{
    wf_power_series_add(((struct sinks *)data)->series, sample);
}

static void sink_event(void *data, const struct wf_trace_event *event)
{
    wf_event_log_add(((struct sinks *)data)->events, event);
}

/* Warn if the window of the work is outside the measurements: the events are of another run or
 * another time zone, or a date is mistyped. */
static void note_windows(const struct wf_measured_run *run, struct wf_diag *diag)
{
    const double *work_s = run->windows.work_s;
    double last_s = wf_power_series_date(&run->series, run->series.last_ns);
    if (work_s[1] <= 0 || work_s[0] >= last_s)
        wf_diag_warn(diag, run->path, 0,
                     "it is said to work from %.6g s to %.6g s of its measurements, which end at "
                     "%.6g s: is that of another run, or another time zone",
                     work_s[0], work_s[1], last_s);
}

/* Refuse work on both sides of a step of the clock: how long it took is not known. */
static int check_steps(const struct wf_measured_run *run, struct wf_err *err)
{
    const struct wf_placing *placing = &run->report.placing;
    const double *work_s = run->windows.work_s;
    for (size_t i = 1; i <= placing->step_count; i++) {
        const struct wf_placed_part *part = &placing->parts[i];
        double at_s =
            wf_power_series_date(&run->series, wf_placing_shift(part->begin_ns, part->shift_ns));
        if (work_s[0] < at_s && at_s < work_s[1])
            return wf_err_set(err, WF_EINPUT,
                              "'%s': its events say that it worked across a step of the clock, "
                              "longer than all the rest of the log (%.4g s); --work FROM..TO says "
                              "when it worked",
                              run->path, placing->step_s);
    }
    return 0;
}

static int load_power(const struct wf_run_request *request, struct wf_measured_run *run,
                      struct wf_diag *diag, struct wf_err *err)
{
    bool said;
    if (wf_run_logs_find_power(run, request->path, &request->options, &said, err) < 0)
        return -1;
    run->path = run->power_paths[0];
    if (run->power_path_count > 1)
        return wf_run_nodes_load(run, &request->options, said, diag, err);
    struct sinks sinks = {&run->series, &run->events};
    if (wf_trace_read(run->path, &request->options, sink_sample, sink_event, &sinks, &run->report,
                      diag, err) < 0)
        return -1;
    wf_power_series_finish(&run->series);
    if (run->series.count < 2)
        return wf_err_set(err, WF_EINPUT,
                          "'%s' holds %zu measurement%s of power; expected at least 2", run->path,
                          run->series.count, wf_plural(run->series.count));
    return 0;
}

int wf_measured_run_load(const struct wf_run_request *request, struct wf_measured_run *run,
                         struct wf_diag *diag, struct wf_err *err)
{
    *run = (struct wf_measured_run){.path = request->path, .workload = request->workload};
    if (load_power(request, run, diag, err) < 0)
        return -1;
    if (wf_run_logs_read_events(run, request, diag, err) < 0)
        return -1;
    wf_event_log_sort(&run->events);
    find_windows(run, request);
    note_windows(run, diag);
    if (isnan(request->work_s[0]) && check_steps(run, err) < 0)
        return -1;
    wf_states_find(&run->series, &run->windows, &run->states);
    wf_run_rate(run, diag);
    if (run->node_count)
        wf_run_nodes_finish(run);
    run->stated_mean_w = last_value(run, "stated_mean_w");
    run->conversion_efficiency = last_value(run, "conversion_eff");
    return 0;
}

void wf_measured_run_release(struct wf_measured_run *run)
{
    wf_power_series_release(&run->series);
    wf_event_log_release(&run->events);
    wf_states_release(&run->states);
    for (size_t i = 0; i < run->node_count; i++)
        wf_power_series_release(&run->nodes[i].series);
    free(run->nodes);
    free(run->power_paths);
    free(run->event_paths);
    free(run->pauses);
    wf_arena_release(&run->arena);
    *run = (struct wf_measured_run){0};
}
