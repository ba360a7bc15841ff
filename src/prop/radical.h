/* SimGrid's radicals: "0-3,7" stands for 0 1 2 3 7. In a deployment, "phone-[0-999,2000]". */
#ifndef WF_PROP_RADICAL_H
#define WF_PROP_RADICAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** How many numbers @p text (of @p length) stands for; 0 when it is not a radical (ranges must
 *  ascend). */
uint64_t wf_radical_count(const char *text, size_t length);
/** Next number of a valid radical. Start with @p state zeroed. @return false at the end. */
struct wf_radical_state {
    size_t position;
    uint64_t next, last;
    bool inside;
};
bool wf_radical_next(const char *text, size_t length, struct wf_radical_state *state,
                     uint64_t *number);

#endif
