/* The points of a sweep: rows of its design, each with the values of the factors and what every
 * deployment comes to. */
#ifndef WF_SWEEP_POINTS_H
#define WF_SWEEP_POINTS_H

#include "statistics/design.h"
#include "sweep/sample.h"

struct wf_point {
    uint64_t number;
    const char *reason;    /**< why it failed; NULL: it did not */
    const double *values;  /**< by factor, as wf_factors_draw gives them */
    const double *results; /**< as wf_swept_result_count says; NaN where it failed */
};

/** Play the points @p first to @p first + @p count - 1, and hand each to @p take, in order. A point
 *  fails where one of its deployments does.
 *  @param design  whose rows they are; NULL: they are those of @p list
 *  @param list    values by point, then factor */
void wf_points_play(struct wf_samples *samples, const struct wf_design *design, const double *list,
                    uint64_t first, uint64_t count,
                    void (*take)(void *data, const struct wf_point *point), void *data);

/** One point, of any values of the factors: samples that were played and not dropped serve it.
 *  @param[out] results  as wf_swept_result_count says; NaN where it failed
 *  @return NULL, or why it failed; caller frees */
char *wf_point_at(struct wf_samples *samples, const double *values, double *results);

#endif
