/* The union of many intervals of time, for sums that do not ask how many of them overlap. Intervals
 * may come in any order; memory is used again. */
#ifndef WF_ENGINE_SPANS_H
#define WF_ENGINE_SPANS_H

#include <stdbool.h>
#include <stddef.h>

struct wf_span {
    double from_s, to_s;
};

/** Start zeroed. */
struct wf_spans {
    struct wf_span *list;
    size_t count, capacity;
    bool mixed; /**< some began before the one that was added before it */
    struct wf_span *scratch;
    size_t scratch_capacity;
};
void wf_spans_release(struct wf_spans *spans);
static inline void wf_spans_clear(struct wf_spans *spans)
{
    spans->count = 0;
    spans->mixed = false;
}
/** Add one; 0 <= @p from_s <= @p to_s. */
void wf_spans_add(struct wf_spans *spans, double from_s, double to_s);
/** Sort and unite what was added: from then on the list ascends, and no two of it touch. */
void wf_spans_unite(struct wf_spans *spans);

#endif
