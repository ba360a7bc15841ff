#include "engine/events.h"
#include "base/err.h"
#include <stdbool.h>
#include <stdlib.h>

void wf_events_release(struct wf_events *events)
{
    free(events->heap);
    *events = (struct wf_events){0};
}

static bool before(const struct wf_event *a, const struct wf_event *b)
{
    if (a->date_s < b->date_s || a->date_s > b->date_s)
        return a->date_s < b->date_s;
    return a->order < b->order;
}

struct wf_event *wf_events_add(struct wf_events *events, double date_s)
{
    if (events->count == events->capacity) {
        events->capacity = 2 * events->capacity + 64;
        events->heap = wf_realloc(events->heap, events->capacity * sizeof *events->heap);
    }
    struct wf_event *heap = events->heap;
    size_t i = events->count++;
    /* of one date the older ones stay in front */
    for (; i > 0 && date_s < heap[(i - 1) / 2].date_s; i = (i - 1) / 2)
        heap[i] = heap[(i - 1) / 2];
    heap[i].date_s = date_s;
    heap[i].order = events->order++;
    return &heap[i];
}

struct wf_event wf_events_pop(struct wf_events *events)
{
    struct wf_event *heap = events->heap, top = heap[0], last = heap[--events->count];
    size_t i = 0;
    for (size_t child; (child = 2 * i + 1) < events->count; i = child) {
        if (child + 1 < events->count && before(&heap[child + 1], &heap[child]))
            child++;
        if (!before(&heap[child], &last))
            break;
        heap[i] = heap[child];
    }
    if (events->count)
        heap[i] = last;
    return top;
}
