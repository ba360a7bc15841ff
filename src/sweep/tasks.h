/* Tasks that each play points of their own choice, such as a search along one factor: shared among
 * processes. What comes out does not depend on their number. */
#ifndef WF_SWEEP_TASKS_H
#define WF_SWEEP_TASKS_H

#include "sweep/points.h"

struct wf_tasks {
    const struct wf_swept *swept;
    size_t count;
    size_t numbers; /**< that each task comes to */
    size_t jobs;    /**< processes; at least 1 */
    /** Do one task, in a process of its own: it plays points with wf_point_at().
     *  @param[out] out  numbers */
    void (*perform)(void *data, struct wf_samples *samples, size_t task, double *out);
    void *data;
};

/** @param[out] out  by task, then number
 *  @param[out] simulations  that it took; may be NULL
 *  @return 0, or -1 with @p err: a process cannot be started, or has died */
int wf_tasks_run(const struct wf_tasks *tasks, double *out, uint64_t *simulations,
                 struct wf_err *err);

#endif
