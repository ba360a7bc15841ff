#include "sweep/estimate_record.h"
#include "output/json.h"

struct json_object *wf_estimate_record(struct wf_estimate estimate)
{
    struct json_object *object = wf_json_object();
    wf_json_add(object, "value", wf_json_number(estimate.value));
    wf_json_add(object, "low", wf_json_number(estimate.low));
    wf_json_add(object, "high", wf_json_number(estimate.high));
    return object;
}
