/* Points of a space that are tried, each once, as far as their number and the time allow. What a
 * point comes to, and how, is the caller's. */
#ifndef WF_OPTIMUM_SEARCH_H
#define WF_OPTIMUM_SEARCH_H

#include "base/err.h"
#include "optimum/space.h"
#include "optimum/trials.h"
#include <stdint.h>

/** The first member is set by the caller before wf_search_start, the trials are for reading. */
struct wf_search {
    struct wf_search_terms {
        const struct wf_space *space;
        size_t results; /**< numbers that a point comes to */
        uint64_t most;  /**< points, at most; at least 1 */
        uint64_t seed;
        const double *start; /**< the first point that is tried, in the space; NULL: none */
        /** Play @p count points that were not tried yet: results and reasons are set, and played.
         *  Where the time is up, the others are not.
         *  @return 0, or -1 with @p err */
        int (*play)(void *data, struct wf_trial *trials, size_t count, struct wf_err *err);
        void *data;
    } terms;
    struct wf_trials trials;
    bool whole; /**< the space is tried whole */
    bool begun, time_is_up;
    uint64_t solved; /* problems so far */
};

/** @p search has its terms. Release it. */
void wf_search_start(struct wf_search *search, const struct wf_search_terms *terms);
void wf_search_release(struct wf_search *search);

/** Try those of @p count points that were not, as far as @p until allows.
 *  @return 0, or -1 with @p err */
int wf_search_ask(struct wf_search *search, const double *values, size_t count, uint64_t until,
                  struct wf_err *err);
/** Try all of the space, or the first points of it.
 *  @return 0, or -1 with @p err */
int wf_search_begin(struct wf_search *search, struct wf_err *err);

#endif
