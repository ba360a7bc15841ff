/* How many transfers share a link at the same time. SimGrid shares the bandwidth again whenever one
 * of them begins or ends, in a time that grows with their number: the one thing that makes a
 * simulation slow without a sign of it (docs/performance.md). */
#ifndef WF_ENGINE_CROWD_H
#define WF_ENGINE_CROWD_H

#include "job/executor.h"
#include "job/route.h"

/** From so many transfers on a link is reported, and again at each doubling. */
enum { WF_CROWD_LEAST = 256 };

struct wf_crowd {
    uint32_t next; /**< transfers on a link that are reported next; start with WF_CROWD_LEAST */
    void (*report)(void *data, const char *link, uint64_t transfers); /**< NULL: nobody asks */
    void *data;
};
/** A transfer begins, and ends, on @p route. */
void wf_crowd_enter(struct wf_crowd *crowd, const struct wf_route *route);
void wf_crowd_leave(struct wf_crowd *crowd, const struct wf_route *route);

#endif
