/* Events to come, of the executor in closed form: the earliest first, those of one date in the
 * order in which they were set. An event is never taken back; who set it knows when it is void. */
#ifndef WF_ENGINE_EVENTS_H
#define WF_ENGINE_EVENTS_H

#include <stddef.h>
#include <stdint.h>

struct wf_closed_player;
struct wf_shared_level;

struct wf_event {
    double date_s;
    uint64_t order; /**< in which it was set */
    /* of who set it */
    struct wf_closed_player *player;
    struct wf_shared_level *level;
    uint64_t serial;
    uint32_t step, kind;
};

/** Start zeroed. */
struct wf_events {
    struct wf_event *heap; /**< the first is the earliest */
    size_t count, capacity;
    uint64_t order; /**< of the next one */
};

void wf_events_release(struct wf_events *events);
/** Set an event at @p date_s. @return it, with date and order: the caller writes the rest, each
 *  member where it stays, because a copy of what was just written waits for it. Valid until the
 * next call. */
struct wf_event *wf_events_add(struct wf_events *events, double date_s);
/** Take off the earliest one; there is one. */
struct wf_event wf_events_pop(struct wf_events *events);

#endif
