/* The files that a study has read, with the hashes of their contents. */
#ifndef WF_SWEEP_INPUTS_H
#define WF_SWEEP_INPUTS_H

#include "base/arena.h"
#include "base/map.h"
#include "study/study.h"
#include "sweep/store.h"

struct wf_inputs_read {
    struct wf_store_input *items;
    size_t count;
    struct wf_arena arena;
    struct wf_map paths; /* that are listed */
};

/** List them from what is loaded: the platform or fleet, its profiles, series of carbon intensity,
 *  deployments, workloads with their tables and curves, traces of availability. The order is that
 *  of use; equal commands give equal lists, in any folder.
 *  @param more  what the study does not know: the catalogue of networks, files of joint draws;
 *               NULL among them is left out
 *  @return 0, or -1 with @p err: one cannot be read (any more). Release in both cases. */
int wf_inputs_read(const struct wf_study *study, const char *const *more, size_t more_count,
                   struct wf_inputs_read *inputs, struct wf_err *err);
void wf_inputs_release(struct wf_inputs_read *inputs);

#endif
