/* One measured run of a device: its power log, the events of other logs beside it, and the states
 * found in it. */
#ifndef WF_STUDY_MEASURED_RUN_H
#define WF_STUDY_MEASURED_RUN_H

#include "base/diag.h"
#include "fit/states.h"
#include "trace/event_log.h"
#include "trace/reader.h"

/** The power log of a node of several. */
struct wf_run_node {
    const char *path;
    struct wf_trace_report report;
    struct wf_power_series series;
};

struct wf_measured_run {
    const char *path, *workload; /**< of the first power log; workload: NULL if none is named */
    const char **power_paths;    /**< the power logs: one a node */
    size_t power_path_count;
    struct wf_run_node *nodes; /**< of several; report and series are of their mean */
    size_t node_count;         /**< 0: one power log */
    const char *node_base;     /**< log whose dates are those of the mean */
    double nodes_apart_s;      /**< of the longest log, in which not all have samples */
    const char **event_paths;  /**< the logs of its events, without the power log */
    size_t event_path_count;
    struct wf_trace_report report;
    struct wf_power_series series;
    struct wf_event_log events;
    struct wf_windows windows;
    struct wf_states states;
    double (*pauses)[2];              /**< of the windows */
    struct wf_estimate samples_per_s; /**< at work, pauses left out; NaN: no log states a rate */
    struct wf_estimate widened_per_s; /**< the same, for another time than this run's */
    struct wf_estimate start_up_s;    /**< lost before and in the first block; NaN: not told */
    double stated_mean_w;             /**< as the log of the meter states it; NaN: it does not */
    double conversion_efficiency;     /**< of the power supply, as stated; NaN: not stated */
    struct wf_arena arena;
};

/** A run to read; all pointers are borrowed. */
struct wf_run_request {
    /** A power log, or a folder that contains one, or one of each node of a run; A+B names several.
     */
    const char *path;
    const char *workload; /**< may be NULL */
    const char *const *event_paths;
    size_t event_path_count; /**< 0: use the event logs beside the power log */
    struct wf_trace_options options;
    double work_s[2]; /**< window of the work, s from the first sample; NaN: from the events */
};

/** Read a run and find its states.
 *
 *  Windows come from events: the work is from power_begin to power_end (LoadGen) or from run_start
 * to run_stop (MLPerf Training), the job starts at init_start, pauses are from eval_start to
 * eval_stop.
 *
 *  Samples/s come from result_samples_per_second, from result_mean_latency_ns of a single stream,
 * or from the throughputs of the blocks of a training (tracked_stats). The span of a throughput
 * starts at the start of its block, or at the throughput before it if that is later. Evaluations in
 * the span are subtracted from its time.
 *
 *  @param diag  gets warnings and the mistakes of the logs
 *  @return 0, or -1 with @p err: WF_EIO a file cannot be read; WF_EUSAGE an option is wrong;
 * WF_EINPUT no power log, several that cannot be of one run (run_nodes.h), or fewer than two
 * measurements. Release in both cases.
 */
int wf_measured_run_load(const struct wf_run_request *request, struct wf_measured_run *run,
                         struct wf_diag *diag, struct wf_err *err);
void wf_measured_run_release(struct wf_measured_run *run);

/** The windows of the part of a run before @p split_s, s from the first sample. Windows after it
 * are unknown (NaN). The pauses are borrowed from @p windows. */
struct wf_windows wf_windows_before(const struct wf_windows *windows, double split_s);

#endif
