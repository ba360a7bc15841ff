/* Fitted numbers as text for people and as JSON, the same in every report of a fit. */
#ifndef WF_STUDY_ESTIMATE_TEXT_H
#define WF_STUDY_ESTIMATE_TEXT_H

#include "base/text.h"
#include "statistics/estimate.h"
#include <json-c/json.h>

enum { WF_ESTIMATE_TEXT = 72 }; /**< size of the buffers, bytes */

/* Each function that returns a text returns @p buffer, of WF_ESTIMATE_TEXT bytes, or a literal. */

/** A number with five digits; NaN is "-". */
const char *wf_estimate_digits(double value, char *buffer);
/** The interval, "LOW to HIGH"; "not known" if the data does not determine it, "-" if there is no
 * value. */
const char *wf_estimate_bounds(const struct wf_estimate *estimate, char *buffer);
/** A ratio as "+0.12 %"; NaN is "-". */
const char *wf_estimate_percent(double ratio, char *buffer);
/** A ratio without sign, as "0.12 %"; NaN is "-". */
const char *wf_estimate_size(double ratio, char *buffer);
/** The largest magnitude of @p count errors. NaN errors are left out; NaN: all of them are NaN. */
double wf_estimate_worst(const double *ratios, size_t count);

/** An object of value, low and high, a new reference; NULL if there is no value. */
struct json_object *wf_estimate_json(const struct wf_estimate *estimate);

/** A figure of a struct, as a report lists it. */
struct wf_estimate_row {
    const char *name, *unit, *key; /**< for people; key: of JSON */
    double scale;                  /**< of the unit */
    size_t member;                 /**< a struct wf_estimate of the struct */
};
/** Append the table "figure of the simulation" of @p values, the struct of the rows. */
void wf_estimate_table_text(const struct wf_estimate_row *rows, size_t count, const void *values,
                            size_t width, struct wf_buffer *out);
/** An object of all rows, a new reference. */
struct json_object *wf_estimate_table_json(const struct wf_estimate_row *rows, size_t count,
                                           const void *values);

#endif
