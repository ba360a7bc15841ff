#include "study/run_logs.h"
#include "base/text.h"
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/** An event log belongs to a power log if one of its events is during the power log, or less than
 * this time before or after it. Assumed. */
#define MARGIN_S 600.0

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

static void keep_power_path(struct wf_measured_run *run, const char *path)
{
    run->power_paths =
        wf_realloc(run->power_paths, (run->power_path_count + 1) * sizeof *run->power_paths);
    run->power_paths[run->power_path_count++] = wf_arena_intern_text(&run->arena, path);
}

/* The power logs of a file or a folder. */
static int find_in(struct wf_measured_run *run, const char *path,
                   const struct wf_trace_options *options, struct wf_err *err)
{
    struct folder folder = {0};
    size_t before = run->power_path_count;
    if (!is_folder(path)) {
        keep_power_path(run, path);
        return 0;
    }
    if (folder_list(path, &folder, err) < 0)
        return -1;
    for (size_t i = 0; i < folder.count; i++) {
        const struct wf_trace_format *format = format_of(folder.paths[i]);
        if (format && has_power(folder.paths[i], format, options))
            keep_power_path(run, folder.paths[i]);
    }
    folder_release(&folder);
    if (run->power_path_count > before)
        return 0;
    return wf_err_set(err, WF_EINPUT,
                      "folder '%s' holds no power log (folders in it are not searched)", path);
}

int wf_run_logs_find_power(struct wf_measured_run *run, const char *path,
                           const struct wf_trace_options *options, bool *said, struct wf_err *err)
{
    struct stat status;
    *said = strchr(path, '+') && stat(path, &status) < 0;
    if (!*said)
        return find_in(run, path, options, err);
    for (const char *part = path;; part++) {
        size_t length = strcspn(part, "+");
        char *one = wf_format("%.*s", (int)length, part);
        int found = *one ? find_in(run, one, options, err)
                         : wf_err_set(err, WF_EUSAGE,
                                      "'%s': expected the logs of the nodes of one run, A+B", path);
        free(one);
        part += length;
        if (found < 0 || !*part)
            return found;
    }
}

/* Events are moved with the part of the power log that they belong to, if its clock stepped. */
static int add_events(const struct wf_measured_run *run, const char *path,
                      const struct wf_trace_options *options, struct wf_event_log *events,
                      struct wf_diag *diag, struct wf_err *err)
{
    size_t before = events->count;
    struct wf_trace_report report;
    struct wf_trace_options own = *options;
    own.format = NULL; /* the format given is that of the power log */
    int status = wf_trace_read(path, &own, NULL, wf_event_log_add, events, &report, diag, err);
    for (size_t i = before; i < events->count; i++)
        events->events[i].time_ns =
            wf_placing_event(&run->report.placing, events->events[i].time_ns);
    return status;
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
    int status = add_events(run, path, options, &events, &own, err);
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

int wf_run_logs_read_events(struct wf_measured_run *run, const struct wf_run_request *request,
                            struct wf_diag *diag, struct wf_err *err)
{
    if (request->event_path_count == 0)
        return add_neighbours(run, &request->options, diag, err);
    for (size_t i = 0; i < request->event_path_count; i++) {
        if (add_events(run, request->event_paths[i], &request->options, &run->events, diag, err) <
            0)
            return -1;
        keep_event_path(run, request->event_paths[i]);
    }
    return 0;
}
