/* Fitted numbers for people and for JSON: the same in every report of a fit. */
#ifndef WF_STUDY_ESTIMATE_TEXT_H
#define WF_STUDY_ESTIMATE_TEXT_H

#include "base/text.h"
#include "fit/estimate.h"
#include <json-c/json.h>

enum { WF_ESTIMATE_TEXT = 72 };

/** Five digits; NaN is "-". All return @p buffer, of WF_ESTIMATE_TEXT bytes, or a literal. */
const char *wf_estimate_digits(double value, char *buffer);
/** "LOW to HIGH"; "not known" where the data cannot tell, "-" where there is no value. */
const char *wf_estimate_bounds(const struct wf_estimate *estimate, char *buffer);
/** "+0.12 %"; NaN is "-". */
const char *wf_estimate_percent(double ratio, char *buffer);
/** "0.12 %": of a size, that has no sign. */
const char *wf_estimate_size(double ratio, char *buffer);
/** Largest magnitude of @p count errors, those that are NaN left out; NaN: all are. */
double wf_estimate_worst(const double *ratios, size_t count);

/** An object of value, low, high; NULL where there is no value. */
struct json_object *wf_estimate_json(const struct wf_estimate *estimate);

#endif
