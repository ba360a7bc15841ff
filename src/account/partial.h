/* A sum of parts of which some may be unknown: how many are, and which was the first. */
#ifndef WF_ACCOUNT_PARTIAL_H
#define WF_ACCOUNT_PARTIAL_H

#include "base/sum.h"
#include "base/text.h"
#include <math.h>
#include <stdint.h>

/** Start zeroed. */
struct wf_partial {
    struct wf_sum sum; /**< of the known parts */
    uint32_t known, unknown;
    const char *first_unknown; /**< name of that part, borrowed; NULL: all are known */
};

/** Add the part called @p name; @p value NaN: it is unknown. */
static inline void wf_partial_add(struct wf_partial *partial, double value, const char *name)
{
    if (isnan(value)) {
        partial->unknown++;
        partial->first_unknown = wf_text_first(partial->first_unknown, name);
        return;
    }
    wf_sum_add(&partial->sum, value);
    partial->known++;
}

/** Add all parts of another one. */
static inline void wf_partial_merge(struct wf_partial *partial, const struct wf_partial *other)
{
    partial->first_unknown = wf_text_first(partial->first_unknown, other->first_unknown);
    wf_sum_merge(&partial->sum, &other->sum);
    partial->known += other->known;
    partial->unknown += other->unknown;
}

#endif
