/* The JSON of a run: the record that tools rely on. Its keys, their order and units are stable
 * within a schema; what is unknown is null. */
#ifndef WF_OUTPUT_JSON_H
#define WF_OUTPUT_JSON_H

#include "account/summary.h"
#include "base/diag.h"
#include "base/text.h"
#include <json-c/json.h>

/** Values as we write them everywhere; each is a reference of the caller's (json_object_put), or
 *  NULL, which json-c writes as null. */

/** Shortest text that reads back to the same double; NULL where @p value is not finite. */
struct json_object *wf_json_number(double value);
struct json_object *wf_json_count(uint64_t value);
/** NULL stays NULL. Bytes that are not UTF-8 (a path may hold them) become U+FFFD. */
struct json_object *wf_json_string(const char *text);
/** Add @p value, whose reference is given away, to an object. */
void wf_json_add(struct json_object *object, const char *key, struct json_object *value);
/** Texts of the warnings, "file:line: text", in an array; errors are left out.
 *  @param warnings  NULL: none */
struct json_object *wf_json_warnings(const struct wf_diag *warnings);

/** Schema "wattfleet.run/1". energy_by_kind_j and energy_by_phase_j each sum to energy_j. */
struct json_object *wf_json_run(const struct wf_summary *summary, const struct wf_diag *warnings);

/** Add @p object as indented text with a line feed at its end. */
void wf_json_text(struct json_object *object, struct wf_buffer *out);

#endif
