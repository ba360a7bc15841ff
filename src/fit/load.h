/* Power against load: idle, the step of the first busy core (or GPU), and the watts that each one
 * adds. */
#ifndef WF_FIT_LOAD_H
#define WF_FIT_LOAD_H

#include "base/err.h"
#include "statistics/estimate.h"
#include <stdbool.h>

struct wf_load_row {
    double busy;    /**< cores or GPUs at work */
    double power_w; /**< total, or above idle */
};

/** power = idle + step (as soon as one is busy) + slope x busy; least squares of watts. */
struct wf_load {
    size_t rows;
    bool above_idle;                            /**< the rows' powers are: idle is NaN */
    bool with_step;                             /**< else step is NaN: the model has none */
    struct wf_estimate idle_w, step_w, slope_w; /**< W, W, W a core */
    double covariance[9]; /**< of idle, step and slope, 3 x 3; NaN: not there, or not known */
    double freedom;       /**< of all of them */
    /** (measured - fitted) / measured above idle, one a row; NaN: no load */
    double *residual_ratio;
    double *unseen_ratio; /**< likewise, from the fit to all other rows */
};

/** Fit one of the two models.
 *  @return 0, or -1 with WF_EINPUT: a row below 0; too few rows, or rows that do not separate the
 *  step from idle or from the slope. The step may be below 0. */
int wf_load_fit(const struct wf_load_row *rows, size_t count, bool above_idle, bool with_step,
                struct wf_load *load, struct wf_err *err);
/** Fit the model that predicts unseen rows best (the smaller largest error of leaving each one
 *  out). A step counts only if the rows determine it and its interval is above 0: the first busy
 *  core can only add power, by waking what all cores share. */
int wf_load_choose(const struct wf_load_row *rows, size_t count, bool above_idle,
                   struct wf_load *load, struct wf_err *err);
void wf_load_release(struct wf_load *load);

/** Power at a load, W: above idle, or in all where idle was fitted. */
double wf_load_power(const struct wf_load *load, double busy);

#endif
