/* JSON values as all our results write them: numbers as the shortest text that reads back to the
 * same double, unknown values as null. Running out of memory ends the program (base/err.h). */
#ifndef WF_OUTPUT_JSON_H
#define WF_OUTPUT_JSON_H

#include "base/diag.h"
#include "base/text.h"
#include <json-c/json.h>
#include <stdbool.h>

/* Each function that returns a value returns a new reference, which the caller passes on or
 * releases (json_object_put). NULL is a value, too: json-c writes it as null. */

/** A number in its shortest text; NULL if @p value is not finite. */
struct json_object *wf_json_number(double value);
struct json_object *wf_json_count(uint64_t value);
struct json_object *wf_json_flag(bool value);
/** A string; NULL if @p text is NULL. Bytes that are not UTF-8 (a path may contain some) become
 *  U+FFFD. */
struct json_object *wf_json_string(const char *text);
/** Texts of the warnings of @p warnings, "file:line: text", as an array. Errors are left out.
 *  @param warnings  NULL: none */
struct json_object *wf_json_warnings(const struct wf_diag *warnings);

/** An empty object, an empty array. */
struct json_object *wf_json_object(void);
struct json_object *wf_json_array(void);
/** Add a member to an object, an element to an array. Both take over the reference @p value. */
void wf_json_add(struct json_object *object, const char *key, struct json_object *value);
void wf_json_append(struct json_object *array, struct json_object *value);

/** Append @p object to @p out as indented text, with a line feed at its end. */
void wf_json_text(struct json_object *object, struct wf_buffer *out);

#endif
