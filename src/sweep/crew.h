/* The crew of a sweep: processes that play its points at the same time. Each plays a chunk of
 * points and asks for the next one. What comes out does not depend on their number. */
#ifndef WF_SWEEP_CREW_H
#define WF_SWEEP_CREW_H

#include "sweep/points.h"

/** What a chunk of points took. */
struct wf_crew_cost {
    uint64_t simulations, audited; /**< of these: checked by SimGrid */
    double simulation_s;           /**< CPU time of these */
};

/** What the crew works on, and who gets its points. */
struct wf_crew_work {
    const struct wf_swept *swept;
    const struct wf_design *design; /**< whose rows the points are; NULL: of the list */
    const double *list;             /**< values by point, then factor */
    size_t jobs;                    /**< processes; at least 1 */
    /** The next points to play: at most @p most of them, in a row.
     *  @return whether there are any */
    bool (*next)(void *data, uint64_t most, uint64_t *first, uint64_t *count);
    /** A point was played. @return 0, or -1 with @p err: the crew is sent home */
    int (*take)(void *data, const struct wf_point *point, struct wf_err *err);
    /** All points of a chunk were taken. @return as above */
    int (*chunk)(void *data, const struct wf_crew_cost *cost, struct wf_err *err);
    void *data; /**< of all three */
};

/** Play until next() has no more. No process is left in any case.
 *  @return 0, or -1 with @p err: that of take or chunk; WF_EFAIL a process cannot be started, or
 *  has died */
int wf_crew_run(const struct wf_crew_work *work, struct wf_err *err);

#endif
