/* A measured curve: the metric after each recorded round or epoch. Finds the first one that reached
 * a target; what lies between or beyond those recorded is not guessed. */
#ifndef WF_WORKLOAD_CURVE_H
#define WF_WORKLOAD_CURVE_H

#include "base/arena.h"
#include "base/diag.h"
#include <stdbool.h>

struct wf_curve_point {
    uint64_t step; /**< round or epoch, from 1 */
    double metric;
    uint32_t line; /**< of the file */
};

struct wf_curve {
    const char *path;
    bool federated; /**< steps are rounds, not epochs */
    bool falls;     /**< the smaller the metric the better */
    struct wf_curve_point *points;
    size_t count; /**< at least 1 */
};

/** Read the columns `round` or `epoch` (ascending) and `metric` (empty: not evaluated) of a CSV
 *  file. @param arena  owns path and points
 *  @return 0; 1 after mistakes of the file went to @p diag; -1 with @p err when it cannot be
 *          read. */
int wf_curve_load(const char *path, bool falls, struct wf_curve *curve, struct wf_arena *arena,
                  struct wf_diag *diag, struct wf_err *err);

/** The first point whose metric is at @p target or better; NULL: never. */
const struct wf_curve_point *wf_curve_reach(const struct wf_curve *curve, double target);
/** The first of the best points. */
const struct wf_curve_point *wf_curve_best(const struct wf_curve *curve);

#endif
