/* An estimate in the JSON of studies: value, low and high, null where they are not known. */
#ifndef WF_SWEEP_ESTIMATE_RECORD_H
#define WF_SWEEP_ESTIMATE_RECORD_H

#include "statistics/estimate.h"
#include <json-c/json.h>

/** @return a new reference */
struct json_object *wf_estimate_record(struct wf_estimate estimate);

#endif
