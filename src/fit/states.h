/* States of a device in a log: what it draws cold and idle, waiting with a job loaded, and at work.
 * Two levels are not enough: with its context loaded an H100 node idles a fifth above cold, and the
 * plateau is the workload's. */
#ifndef WF_FIT_STATES_H
#define WF_FIT_STATES_H

#include "fit/estimate.h"
#include "trace/power_series.h"
#include <stdbool.h>

/** What is known of when things happened: seconds from the series' start, which need not lie inside
 *  it. NaN: not known. */
struct wf_windows {
    double job_s[2];  /**< the job held the device: from its initialisation to its end */
    double work_s[2]; /**< the part that is measured: power_begin to power_end, run_start to
                           run_stop */
    const double (*pauses)[2]; /**< other work within (evaluations); borrowed */
    size_t pause_count;
};

/** Windows of which nothing is known. */
struct wf_windows wf_windows_none(void);

/** Where a state was seen, and its power. None: the estimate is NaN, without spans. */
struct wf_state {
    struct wf_estimate power_w;
    double (*spans)[2]; /**< s from the series' start, in order */
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
    /** At work: the work's window without its pauses, from when power has come within a tenth of
     *  the way to its median until it leaves again for good. */
    struct wf_state plateau;
    /** The pauses, as measured: a meter slower than they are sees part of the plateau in them. */
    struct wf_state pause;
    bool idle_by_level; /**< no window told where idle is: it is the lowest level of several */
    bool
        plateau_by_level; /**< nor where the work is: it is the longest level that is nearer to
                               the highest than to the lowest, with all that are within 8 % of it */
};

/** Find the states of @p series; what the log does not show is NaN.
 *  A level lasts at least 5 samples. Intervals are wf_level_mean's. */
void wf_states_find(const struct wf_power_series *series, const struct wf_windows *windows,
                    struct wf_states *states);
void wf_states_release(struct wf_states *states);

#endif
