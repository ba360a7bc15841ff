/* Lines of MLPerf's logging, ":::MLLOG {..}": what LoadGen's and the trainings' logs share. Objects
 * are read with json-c: a run has thousands of them, not millions. */
#ifndef WF_TRACE_MLLOG_H
#define WF_TRACE_MLLOG_H

#include "trace/format.h"

struct json_object;

struct wf_mllog {
    struct json_object *object;           /* owns all of it */
    const char *key;                      /* never NULL */
    enum wf_trace_event_kind kind;        /* of event_type */
    struct json_object *value, *metadata; /* NULL: not there, or null */
    struct json_object *time;             /* time_ms, as above */
};

/** @return WF_RECORD_PASSED: a line of something else; WF_RECORD_BAD with @p why; WF_RECORD_USED:
 *  @p log is filled and to be released. */
enum wf_record_status wf_mllog_parse(const struct wf_trace_record *record, struct wf_mllog *log,
                                     char *why, size_t why_size);
void wf_mllog_release(struct wf_mllog *log);

/** time_ms as milliseconds since 1970. @return false: none, or beyond 64-bit nanoseconds. */
bool wf_mllog_time(const struct wf_mllog *log, wf_time_ns *time_ns);
/** A JSON value as a number (true is 1; a text that is a number counts); NaN: not a number. */
double wf_mllog_number(struct json_object *value);
/** A JSON value as an event's text, NULL for plain numbers and null. It lives as long as the value.
 */
const char *wf_mllog_text(struct json_object *value);

#endif
