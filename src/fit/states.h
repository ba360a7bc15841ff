/* States of a device in a log: power when cold and idle, when waiting with a job loaded, and at
 * work. Two levels are not enough: with a job loaded, an idle H100 node draws a fifth more than
 * cold, and the level of work depends on the workload. */
#ifndef WF_FIT_STATES_H
#define WF_FIT_STATES_H

#include "statistics/estimate.h"
#include "trace/power_series.h"
#include <stdbool.h>

/** Known dates of a run: seconds from the start of the series, also outside it. NaN: not known. */
struct wf_windows {
    double job_s[2];  /**< the job: from its initialisation to its end */
    double work_s[2]; /**< the part that is measured: power_begin to power_end, run_start to
                           run_stop */
    const double (*pauses)[2]; /**< other work within (evaluations); borrowed */
    size_t pause_count;
};

/** All dates unknown. */
struct wf_windows wf_windows_none(void);

/** The spans of a state, and its power. Not found: NaN, without spans. */
struct wf_state {
    struct wf_estimate power_w;
    struct wf_estimate widened_w; /**< for another time than this run's (wf_level_widened) */
    double (*spans)[2];           /**< s from the series' start, in order */
    size_t span_count;
    double seconds;
};

struct wf_states {
    /** Idle without a job: the lowest level outside the job (outside the work, where the job is not
     *  known), with all levels there up to 8 % above it. */
    struct wf_state cold_idle;
    /** Waiting with the job loaded: levels inside the job and outside the work that lie more than 8
     * % above cold, and nearer to cold than to the plateau. */
    struct wf_state job_idle;
    /** At work: the work's window without its pauses, from when power first gets within a tenth of
     * its rise to the median, until it leaves that range for good. */
    struct wf_state plateau;
    /** The pauses, as measured: a meter that is slower than a pause mixes it with the plateau. */
    struct wf_state pause;
    bool idle_by_level; /**< the windows do not locate idle: it is the lowest of several levels */
    bool plateau_by_level; /**< nor the work: it is the longest level that is nearer to the highest
                              than to the lowest, with all levels within 8 % of it */
};

/** Find the states of @p series; what the log does not show is NaN.
 *  A level lasts at least 5 samples. Intervals are wf_level_mean's and wf_level_widened's. */
void wf_states_find(const struct wf_power_series *series, const struct wf_windows *windows,
                    struct wf_states *states);
void wf_states_release(struct wf_states *states);

#endif
