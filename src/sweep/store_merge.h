/* Several stores of one study become one: those of shards, or what was computed on two machines. */
#ifndef WF_SWEEP_STORE_MERGE_H
#define WF_SWEEP_STORE_MERGE_H

#include "base/err.h"
#include <stddef.h>

/** Write @p output, the store of the whole study, with the points of @p inputs. They must be of one
 *  study (version, seed, design, inputs, factors), and together have all its points; a point in
 *  several of them must have equal rows. In whatever order they are given, @p output is the same to
 *  the last byte. It is written whole or not at all. Where it is there already it counts among the
 *  inputs, so that nothing is lost and a merge can be repeated.
 *  @return 0, or -1 with @p err: WF_EINPUT (no store, another study, a conflict with its point and
 *          column, missing points with their numbers), WF_EIO */
int wf_store_merge(const char *output, const char *const *inputs, size_t count, struct wf_err *err);

#endif
