#include "sweep/curve.h"
#include <math.h>
#include <stdlib.h>

struct wf_curve wf_curve_of(const struct wf_sensitivity *sensitivity,
                            const struct wf_response *response, size_t input)
{
    struct wf_curve curve = {.sensitivity = sensitivity,
                             .response = response,
                             .input = input,
                             .steps = sensitivity->sweep->design.size,
                             .low = NAN,
                             .high = NAN,
                             .centre = response->values[0]};
    for (uint64_t step = 0; step < curve.steps; step++) {
        double value = wf_curve_value(&curve, step);
        curve.low = fmin(curve.low, value);
        curve.high = fmax(curve.high, value);
    }
    curve.first = wf_curve_value(&curve, 0);
    curve.last = wf_curve_value(&curve, curve.steps - 1);
    return curve;
}

double wf_curve_value(const struct wf_curve *curve, uint64_t step)
{
    return curve->response
        ->values[wf_design_path_row(&curve->sensitivity->sweep->design, curve->input, step)];
}

double wf_curve_factor(const struct wf_curve *curve, uint64_t step, size_t factor)
{
    const struct wf_design *design = &curve->sensitivity->sweep->design;
    const struct wf_factors *factors = &curve->sensitivity->sweep->file->factors;
    double *u = wf_calloc(design->columns, sizeof *u);
    double *values = wf_calloc(factors->count, sizeof *values);
    wf_design_row(design, wf_design_path_row(design, curve->input, step), u);
    wf_factors_draw(factors, u, values); /* of a joint law it follows all of its coordinates */
    double value = values[factor];
    free(values);
    free(u);
    return value;
}
