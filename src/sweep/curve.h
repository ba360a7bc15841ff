/* One-at-a-time curves: a response along the path of an input, the others at
 * their centre. */
#ifndef WF_SWEEP_CURVE_H
#define WF_SWEEP_CURVE_H

#include "sweep/sensitivity.h"

struct wf_curve {
    const struct wf_sensitivity *sensitivity;
    const struct wf_response *response;
    size_t input;
    uint64_t steps;
    double low, high;   /**< least and most along the path; NaN: all its points failed */
    double first, last; /**< at its ends */
    double centre;      /**< all inputs at their centre */
};

struct wf_curve wf_curve_of(const struct wf_sensitivity *sensitivity,
                            const struct wf_response *response, size_t input);
/** The response at a step. */
double wf_curve_value(const struct wf_curve *curve, uint64_t step);
/** Value of factor @p factor there, as wf_factors_draw(). */
double wf_curve_factor(const struct wf_curve *curve, uint64_t step, size_t factor);

#endif
