/* What the figures of a calibration have in common. */
#ifndef WF_STUDY_CALIBRATION_LAW_H
#define WF_STUDY_CALIBRATION_LAW_H

#include "fit/fit_table.h"
#include "study/calibration.h"

/** The parameters of a calibration, in the order of its law. */
enum wf_calibration_parameter {
    WF_PARAMETER_COLD,
    WF_PARAMETER_WAITING,
    WF_PARAMETER_WALL_FACTOR,
    WF_PARAMETER_WALL_CONSTANT,
    WF_PARAMETER_WORKLOADS /**< of each workload: its watts, then its rate */
};
/** Index of the watts of workload @p i; its rate is the next. */
static inline size_t wf_parameter_of_workload(size_t i)
{
    return WF_PARAMETER_WORKLOADS + 2 * i;
}

struct wf_calibration_law {
    struct wf_fit_law law; /**< borrows the rest */
    double *covariance, *freedom;
};

/** Figures of the same runs vary together. The error of each is that of its interval; of two that n
 *  runs have, what they have in common is the sum of products of deviations from their means, over
 *  n - 1 and weighted as the means are (docs/calibration.md). */
void wf_calibration_law_make(const struct wf_calibration *calibration,
                             struct wf_calibration_law *law);
void wf_calibration_law_release(struct wf_calibration_law *law);

#endif
