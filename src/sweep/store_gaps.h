/* The points of a design that a store has not, in words. */
#ifndef WF_SWEEP_STORE_GAPS_H
#define WF_SWEEP_STORE_GAPS_H

#include "sweep/store.h"

/** @param shards    of the study: those that are not complete are named; 0 or 1: none are
 *  @param[out] text  "points 12 to 40 and 77 are not there (30 of 1000; shard 2 of 4)", to free;
 *                    NULL: all points are there
 *  @return 0, or -1 with @p err */
int wf_store_gaps(struct wf_store *store, uint64_t shards, char **text, struct wf_err *err);

#endif
