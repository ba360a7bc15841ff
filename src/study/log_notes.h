/* What a reader left out, moved or assumed in a log, a line each. */
#ifndef WF_STUDY_LOG_NOTES_H
#define WF_STUDY_LOG_NOTES_H

#include "base/text.h"
#include "study/measured_run.h"
#include <json-c/json.h>

/** Append the lines for people, each beginning with @p name; nothing if all was read as it is. */
void wf_log_notes(const struct wf_measured_run *run, const char *name, size_t width,
                  struct wf_buffer *out);
/** The same lines as an array of texts, a new reference. */
struct json_object *wf_log_notes_json(const struct wf_measured_run *run, const char *name);
/** Samples and records that were left out, of all kinds. */
uint64_t wf_log_left_out(const struct wf_trace_report *report);

#endif
