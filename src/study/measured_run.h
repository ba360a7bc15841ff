/* One measured run of a device: its power log, what other logs beside it say happened when, and the
 * states found in it. */
#ifndef WF_STUDY_MEASURED_RUN_H
#define WF_STUDY_MEASURED_RUN_H

#include "base/diag.h"
#include "fit/states.h"
#include "trace/event_log.h"
#include "trace/reader.h"

struct wf_measured_run {
    const char *path, *workload; /**< workload: NULL where none is named */
    const char **event_paths;    /**< the logs its events come from, the power log not among them */
    size_t event_path_count;
    struct wf_trace_report report;
    struct wf_power_series series;
    struct wf_event_log events;
    struct wf_windows windows;
    struct wf_states states;
    double (*pauses)[2];              /**< of the windows */
    struct wf_estimate samples_per_s; /**< while at work, pauses left out; NaN: no log tells */
    double stated_mean_w;             /**< as the meter's own log states it; NaN: it does not */
    double conversion_efficiency;     /**< of the power supply, as stated; NaN: it is not */
    struct wf_arena arena;
};

/** What the caller says of a run. */
struct wf_run_request {
    const char *path;     /**< a power log, or a folder that holds one */
    const char *workload; /**< may be NULL */
    const char *const *event_paths;
    size_t event_path_count; /**< 0: the event logs beside the power log are taken */
    struct wf_trace_options options;
    double work_s[2]; /**< dates from the first sample between which it works; NaN: by events */
};

/** Read a run and find its states.
 *
 *  Windows come from events: the work from power begin to end (LoadGen) or run_start to run_stop
 *  (MLPerf Training), the job from init_start on, pauses from eval_start to eval_stop.
 *
 *  Samples/s come from result_samples_per_second, from result_mean_latency_ns of a single stream,
 * or from the throughputs of a training's blocks (tracked_stats): each counts from the later of the
 *  block's start and the one before; evaluations within are time, not work, and are taken out.
 *
 *  @return 0, or -1 with @p err. Release in both cases. */
int wf_measured_run_load(const struct wf_run_request *request, struct wf_measured_run *run,
                         struct wf_diag *diag, struct wf_err *err);
void wf_measured_run_release(struct wf_measured_run *run);

/** The windows of the part of a run before @p split_s (those after it are not known there). */
struct wf_windows wf_windows_before(const struct wf_windows *windows, double split_s);

#endif
