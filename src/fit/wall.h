/* From a software meter to the wall: runs that both meters have measured. */
#ifndef WF_FIT_WALL_H
#define WF_FIT_WALL_H

#include "base/err.h"
#include "statistics/estimate.h"
#include <stdbool.h>

/** One run; any unit of energy (or of power), the same for both and for all rows. */
struct wf_wall_row {
    double software, wall;
    double times; /**< how often the row holds the constant: 1, or e.g. its seconds */
};

/** wall = factor x software + constant x times. What a software meter does not measure is in part
 *  proportional (conversion, memory, fans) and in part constant. If rows are energies without
 * times, the constant is an amount a run, valid for runs of the same kind and length. */
struct wf_wall {
    size_t rows;
    bool with_constant;
    struct wf_estimate factor;
    struct wf_estimate constant; /**< in the unit of the rows; NaN: the model has none */
    double covariance[4];        /**< of factor and constant, 2 x 2; NaN: not there, or not known */
    double freedom;              /**< of both */
    double *residual_ratio;      /**< (measured - fitted) / measured wall, one a row */
    double *unseen_ratio;        /**< likewise, from the fit to all other rows */
    double mean_unseen_ratio;    /**< mean of their absolute values; NaN if one is unknown */
    double worst_unseen_ratio;
};

/** Rows are weighted by 1 / wall^2, so that relative errors count, equally for small and large
 *  runs.
 *  @return 0, or -1 with WF_EINPUT: a row not above 0; a wall below its software meter; too few
 *  rows, or all alike */
int wf_wall_fit(const struct wf_wall_row *rows, size_t count, bool with_constant,
                struct wf_wall *wall, struct wf_err *err);
void wf_wall_release(struct wf_wall *wall);

#endif
