/* The events of a run, kept in order of time. */
#ifndef WF_TRACE_EVENT_LOG_H
#define WF_TRACE_EVENT_LOG_H

#include "base/arena.h"
#include "trace/sample.h"
#include <stddef.h>

/** Starts zeroed. */
struct wf_event_log {
    struct wf_trace_event *events;
    size_t count, capacity;
    struct wf_arena arena; /* their texts */
};

/** A wf_trace_event_sink. */
void wf_event_log_add(void *log, const struct wf_trace_event *event);
/** Sort events from several files by time; events of the same instant keep their order. */
void wf_event_log_sort(struct wf_event_log *log);
void wf_event_log_release(struct wf_event_log *log);

/** First and last event of @p key and @p kind; NULL: none. */
const struct wf_trace_event *wf_event_log_first(const struct wf_event_log *log, const char *key,
                                                enum wf_trace_event_kind kind);
const struct wf_trace_event *wf_event_log_last(const struct wf_event_log *log, const char *key,
                                               enum wf_trace_event_kind kind);

#endif
