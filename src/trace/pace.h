/* Regularity of samples: the usual interval, and the gaps, in one pass. */
#ifndef WF_TRACE_PACE_H
#define WF_TRACE_PACE_H

#include "trace/sample.h"
#include <stddef.h>

enum { WF_PACE_FIRST = 1000 }; /**< intervals whose median is the usual one */
enum { WF_GAP_FACTOR = 3 };

struct wf_pace {
    wf_time_ns steps_ns[WF_PACE_FIRST]; /* from instant to instant; lengths of means */
    wf_time_ns holes_ns[WF_PACE_FIRST]; /* from the end of one to the begin of the next */
    size_t count;                       /* of those kept */
    wf_time_ns usual_ns;                /* 0: not known yet */
    uint64_t gaps;
    double gap_s, longest_s;
};

/** @param step_ns  from the end of the previous sample to this one; of a mean, its own length
 *  @param hole_ns  from the end of the previous sample to the begin of this one: time without a
 *  measurement; for instants the same as @p step_ns */
void wf_pace_add(struct wf_pace *pace, wf_time_ns step_ns, wf_time_ns hole_ns);
/** After the last one. */
void wf_pace_finish(struct wf_pace *pace);
/** The usual interval so far; 0: no interval yet. */
wf_time_ns wf_pace_usual(const struct wf_pace *pace);

#endif
