#include "study/estimate_text.h"
#include "output/json.h"
#include <math.h>
#include <stdio.h>

const char *wf_estimate_digits(double value, char *buffer)
{
    if (isnan(value))
        return "-";
    snprintf(buffer, WF_ESTIMATE_TEXT, "%.5g", value);
    return buffer;
}

const char *wf_estimate_bounds(const struct wf_estimate *estimate, char *buffer)
{
    if (isnan(estimate->value))
        return "-";
    if (isnan(estimate->low))
        return "not known";
    snprintf(buffer, WF_ESTIMATE_TEXT, "%.5g to %.5g", estimate->low, estimate->high);
    return buffer;
}

const char *wf_estimate_percent(double ratio, char *buffer)
{
    if (isnan(ratio))
        return "-";
    snprintf(buffer, WF_ESTIMATE_TEXT, "%+.2f %%", 100 * ratio);
    return buffer;
}

const char *wf_estimate_size(double ratio, char *buffer)
{
    if (isnan(ratio))
        return "-";
    snprintf(buffer, WF_ESTIMATE_TEXT, "%.2f %%", 100 * ratio);
    return buffer;
}

double wf_estimate_worst(const double *ratios, size_t count)
{
    double worst = NAN;
    for (size_t i = 0; i < count; i++)
        worst = fmax(worst, fabs(ratios[i])); /* fmax ignores NaN */
    return worst;
}

struct json_object *wf_estimate_json(const struct wf_estimate *estimate)
{
    if (isnan(estimate->value))
        return NULL;
    struct json_object *object = wf_json_object();
    wf_json_add(object, "value", wf_json_number(estimate->value));
    wf_json_add(object, "low", wf_json_number(estimate->low));
    wf_json_add(object, "high", wf_json_number(estimate->high));
    return object;
}
