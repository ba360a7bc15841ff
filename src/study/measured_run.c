#include "study/measured_run.h"
#include "base/text.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/** An event log belongs to a power log if one of its events is during the power log, or less than
 * this time before or after it. Assumed. */
#define MARGIN_S 600.0

/* ---- the files ---- */

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

struct folder {
    char **paths;
    size_t count;
};

static int compare_paths(const void *a, const void *b)
{
    return wf_text_compare_natural(*(char *const *)a, *(char *const *)b);
}

static int folder_list(const char *path, struct folder *folder, struct wf_err *err)
{
    DIR *stream = opendir(path);
    if (!stream)
        return wf_err_set(err, WF_EIO, "cannot read folder '%s': %s", path, strerror(errno));
    for (struct dirent *entry; (entry = readdir(stream));) {
        char *file = wf_format("%s/%s", path, entry->d_name);
        struct stat status;
        if (stat(file, &status) < 0 || !S_ISREG(status.st_mode) || status.st_size == 0) {
            free(file);
            continue;
        }
        folder->paths = wf_realloc(folder->paths, (folder->count + 1) * sizeof *folder->paths);
        folder->paths[folder->count++] = file;
    }
    closedir(stream);
    if (folder->count)
        qsort(folder->paths, folder->count, sizeof *folder->paths, compare_paths);
    return 0;
}

static void folder_release(struct folder *folder)
{
    for (size_t i = 0; i < folder->count; i++)
        free(folder->paths[i]);
    free(folder->paths);
}

/* The format of a file; NULL: none of ours. */
static const struct wf_trace_format *format_of(const char *path)
{
    const struct wf_trace_format *format = NULL;
    return wf_trace_detect(path, &format, NULL) == 0 ? format : NULL;
}

/* Does a log contain measurements of power? A log of a format for power and events may contain
 * events only. */
static bool has_power(const char *path, const struct wf_trace_format *format,
                      const struct wf_trace_options *options)
{
    struct wf_trace_options own = *options;
    struct wf_trace_report report = {.samples = 0};
    struct wf_diag unheard;
    if (format->kind != WF_TRACE_BOTH)
        return format->kind == WF_TRACE_POWER;
    own.format = format->name;
    wf_diag_init(&unheard);
    wf_trace_read(path, &own, NULL, NULL, NULL, &report, &unheard, NULL);
    wf_diag_release(&unheard);
    return report.samples > 0;
}

/* The one power log of a folder; NULL: none or several, in @p err. */
static const char *find_power_log(struct wf_measured_run *run, const char *path,
                                  const struct wf_trace_options *options, struct wf_err *err)
{
    struct folder folder = {0};
    const char *found = NULL, *again = NULL;
    if (folder_list(path, &folder, err) < 0)
        return NULL;
    for (size_t i = 0; i < folder.count; i++) {
        const struct wf_trace_format *format = format_of(folder.paths[i]);
        if (!format || !has_power(folder.paths[i], format, options))
            continue;
        again = found;
        found = wf_arena_intern_text(&run->arena, folder.paths[i]);
        if (again)
            break;
    }
    folder_release(&folder);
    if (again) {
        wf_err_set(err, WF_EINPUT,
                   "folder '%s' holds more than one power log, '%s' and '%s'; name one", path,
                   again, found);
        return NULL;
    }
    if (!found)
        wf_err_set(err, WF_EINPUT,
                   "folder '%s' holds no power log (folders in it are not searched)", path);
    return found;
}

static int add_events(const char *path, const struct wf_trace_options *options,
                      struct wf_event_log *events, struct wf_diag *diag, struct wf_err *err)
{
    struct wf_trace_report report;
    struct wf_trace_options own = *options;
    own.format = NULL; /* the format given is that of the power log */
    return wf_trace_read(path, &own, NULL, wf_event_log_add, events, &report, diag, err);
}

static void keep_event_path(struct wf_measured_run *run, const char *path)
{
    run->event_paths =
        wf_realloc(run->event_paths, (run->event_path_count + 1) * sizeof *run->event_paths);
    run->event_paths[run->event_path_count++] = wf_arena_intern_text(&run->arena, path);
}

static bool overlaps(const struct wf_measured_run *run, const struct wf_event_log *events)
{
    for (size_t i = 0; i < events->count; i++) {
        double at_s = wf_power_series_date(&run->series, events->events[i].time_ns);
        double last_s = wf_power_series_date(&run->series, run->series.last_ns);
        if (at_s >= -MARGIN_S && at_s <= last_s + MARGIN_S)
            return true;
    }
    return false;
}

/* Take the events of a log beside the power log, if the two overlap in time (@p ours). Mistakes in
 * a log that does not overlap are not reported. */
static int add_neighbour(struct wf_measured_run *run, const char *path,
                         const struct wf_trace_options *options, bool *ours, struct wf_diag *diag,
                         struct wf_err *err)
{
    struct wf_event_log events = {0};
    struct wf_diag own;
    wf_diag_init(&own);
    int status = add_events(path, options, &events, &own, err);
    *ours = overlaps(run, &events);
    if (!*ours)
        status = 0;
    for (size_t i = 0; *ours && i < own.count; i++)
        wf_diag_add(diag, own.entries[i].severity, own.entries[i].file, own.entries[i].line, "%s",
                    own.entries[i].text);
    for (size_t i = 0; *ours && i < events.count; i++)
        wf_event_log_add(&run->events, &events.events[i]);
    if (*ours)
        keep_event_path(run, path);
    wf_diag_release(&own);
    wf_event_log_release(&events);
    return status;
}

static int add_neighbours(struct wf_measured_run *run, const struct wf_trace_options *options,
                          struct wf_diag *diag, struct wf_err *err)
{
    enum { FORMATS_MOST = 32 };
    const char *slash = strrchr(run->path, '/');
    char *path = slash ? wf_format("%.*s", (int)(slash - run->path), run->path) : wf_strdup(".");
    const struct wf_trace_format *taken[FORMATS_MOST];
    struct folder folder = {0};
    size_t count = 0;
    int status = folder_list(*path ? path : "/", &folder, err);
    for (size_t i = 0; status == 0 && i < folder.count; i++) {
        const struct wf_trace_format *format = format_of(folder.paths[i]);
        bool ours;
        if (!format || !strcmp(folder.paths[i], run->path) ||
            has_power(folder.paths[i], format, options))
            continue;
        status = add_neighbour(run, folder.paths[i], options, &ours, diag, err);
        for (size_t j = 0; ours && status == 0 && j < count; j++)
            if (taken[j] == format)
                status = wf_err_set(err, WF_EINPUT,
                                    "more than one log of format '%s' beside '%s' tells of its "
                                    "time ('%s' too); say which with --events",
                                    format->name, run->path, folder.paths[i]);
        if (ours && count < FORMATS_MOST)
            taken[count++] = format;
    }
    folder_release(&folder);
    free(path);
    return status;
}

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

/* ---- samples a second ---- */

/* Seconds of pauses (evaluations) between two dates. */
static double paused_s(const struct wf_measured_run *run, double from_s, double to_s)
{
    double sum_s = 0;
    for (size_t i = 0; i < run->windows.pause_count; i++)
        sum_s += fmax(0, fmin(run->pauses[i][1], to_s) - fmax(run->pauses[i][0], from_s));
    return sum_s;
}

/* The blocks of a training: samples and seconds at work, from the throughput that the log states
 * for each. Blocks that are mostly evaluation and blocks after the run are left out. The first of
 * three or more is not counted in the rate: it is a warm-up, which is a fixed cost and not a speed.
 */
struct blocks {
    double *samples, *seconds;
    size_t count;
};

static void find_blocks(const struct wf_measured_run *run, struct blocks *blocks)
{
    const struct wf_event_log *log = &run->events;
    double begin_s = NAN;
    for (size_t i = 0; i < log->count; i++) {
        const struct wf_trace_event *event = &log->events[i];
        double at_s = date_of(run, event);
        if (!strcmp(event->key, "block_start"))
            begin_s = at_s;
        if (strcmp(event->key, "tracked_stats.throughput") || !(event->value > 0))
            continue;
        double span_s = at_s - begin_s, work_s = span_s - paused_s(run, begin_s, at_s);
        begin_s = at_s;
        if (!(work_s > span_s / 2) || at_s > run->windows.work_s[1])
            continue;
        blocks->samples[blocks->count] = event->value * span_s;
        blocks->seconds[blocks->count++] = work_s;
    }
}

static struct wf_estimate rate_of_blocks(const struct wf_measured_run *run)
{
    struct blocks blocks = {wf_calloc(run->events.count + 1, sizeof(double)),
                            wf_calloc(run->events.count + 1, sizeof(double)), 0};
    struct wf_estimate rate = wf_estimate_none();
    find_blocks(run, &blocks);
    size_t first = blocks.count >= 3;
    double samples = 0, seconds = 0, squares = 0, count = (double)(blocks.count - first);
    for (size_t i = first; i < blocks.count; i++) {
        samples += blocks.samples[i];
        seconds += blocks.seconds[i];
    }
    for (size_t i = first; i < blocks.count; i++) {
        double away = blocks.samples[i] - samples / seconds * blocks.seconds[i];
        squares += away * away;
    }
    if (blocks.count) /* interval of a ratio of sums: Cochran, Sampling Techniques, 1977, 6.4 */
        rate = wf_estimate_of(samples / seconds,
                              count > 1 ? sqrt(squares * count / (count - 1)) / seconds : NAN,
                              count - 1);
    free(blocks.samples);
    free(blocks.seconds);
    return rate;
}

static struct wf_estimate rate_of(const struct wf_measured_run *run)
{
    const struct wf_trace_event *rate =
        wf_event_log_last(&run->events, "result_samples_per_second", WF_EVENT_POINT);
    const struct wf_trace_event *latency =
        wf_event_log_last(&run->events, "result_mean_latency_ns", WF_EVENT_POINT);
    if (rate && rate->value > 0)
        return wf_estimate_of(rate->value, NAN, 0);
    /* with one sample at a time, and only then, the rate is the inverse of the latency */
    if (latency && latency->value > 0)
        return wf_estimate_of(1e9 / latency->value, NAN, 0);
    return rate_of_blocks(run);
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

static int read_events(struct wf_measured_run *run, const struct wf_run_request *request,
                       struct wf_diag *diag, struct wf_err *err)
{
    if (request->event_path_count == 0)
        return add_neighbours(run, &request->options, diag, err);
    for (size_t i = 0; i < request->event_path_count; i++) {
        if (add_events(request->event_paths[i], &request->options, &run->events, diag, err) < 0)
            return -1;
        keep_event_path(run, request->event_paths[i]);
    }
    return 0;
}

int wf_measured_run_load(const struct wf_run_request *request, struct wf_measured_run *run,
                         struct wf_diag *diag, struct wf_err *err)
{
    *run = (struct wf_measured_run){.path = request->path, .workload = request->workload};
    if (is_folder(run->path) &&
        !(run->path = find_power_log(run, request->path, &request->options, err)))
        return -1;
    struct sinks sinks = {&run->series, &run->events};
    if (wf_trace_read(run->path, &request->options, sink_sample, sink_event, &sinks, &run->report,
                      diag, err) < 0)
        return -1;
    wf_power_series_finish(&run->series);
    if (run->series.count < 2)
        return wf_err_set(err, WF_EINPUT,
                          "'%s' holds %zu measurement%s of power; expected at least 2", run->path,
                          run->series.count, wf_plural(run->series.count));
    if (read_events(run, request, diag, err) < 0)
        return -1;
    wf_event_log_sort(&run->events);
    find_windows(run, request);
    note_windows(run, diag);
    wf_states_find(&run->series, &run->windows, &run->states);
    run->samples_per_s = rate_of(run);
    run->stated_mean_w = last_value(run, "stated_mean_w");
    run->conversion_efficiency = last_value(run, "conversion_eff");
    return 0;
}

void wf_measured_run_release(struct wf_measured_run *run)
{
    wf_power_series_release(&run->series);
    wf_event_log_release(&run->events);
    wf_states_release(&run->states);
    free(run->event_paths);
    free(run->pauses);
    wf_arena_release(&run->arena);
    *run = (struct wf_measured_run){0};
}
