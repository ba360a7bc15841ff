#include "trace/event_log.h"
#include "base/err.h"
#include <stdlib.h>
#include <string.h>

void wf_event_log_add(void *data, const struct wf_trace_event *event)
{
    struct wf_event_log *log = data;
    if (log->count == log->capacity) {
        log->capacity = log->capacity ? 2 * log->capacity : 64;
        log->events = wf_realloc(log->events, log->capacity * sizeof *log->events);
    }
    struct wf_trace_event *kept = &log->events[log->count++];
    *kept = *event;
    kept->key = wf_arena_intern_text(&log->arena, event->key);
    kept->text = event->text ? wf_arena_intern_text(&log->arena, event->text) : NULL;
}

/* Equal instants keep their order: a merge sort, which qsort need not be. */
static void merge(struct wf_trace_event *events, struct wf_trace_event *scratch, size_t count)
{
    size_t half = count / 2;
    if (count < 2)
        return;
    merge(events, scratch, half);
    merge(events + half, scratch, count - half);
    memcpy(scratch, events, half * sizeof *events);
    for (size_t left = 0, right = half, out = 0; left < half; out++)
        events[out] = right < count && events[right].time_ns < scratch[left].time_ns
                          ? events[right++]
                          : scratch[left++];
}

void wf_event_log_sort(struct wf_event_log *log)
{
    struct wf_trace_event *scratch = wf_calloc(log->count / 2 + 1, sizeof *scratch);
    merge(log->events, scratch, log->count);
    free(scratch);
}

void wf_event_log_release(struct wf_event_log *log)
{
    free(log->events);
    wf_arena_release(&log->arena);
    *log = (struct wf_event_log){0};
}

static bool is(const struct wf_trace_event *event, const char *key, enum wf_trace_event_kind kind)
{
    return event->kind == kind && !strcmp(event->key, key);
}

const struct wf_trace_event *wf_event_log_first(const struct wf_event_log *log, const char *key,
                                                enum wf_trace_event_kind kind)
{
    for (size_t i = 0; i < log->count; i++)
        if (is(&log->events[i], key, kind))
            return &log->events[i];
    return NULL;
}

const struct wf_trace_event *wf_event_log_last(const struct wf_event_log *log, const char *key,
                                               enum wf_trace_event_kind kind)
{
    for (size_t i = log->count; i-- > 0;)
        if (is(&log->events[i], key, kind))
            return &log->events[i];
    return NULL;
}
