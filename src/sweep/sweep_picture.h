/* What a sweep found, as pictures. */
#ifndef WF_SWEEP_SWEEP_PICTURE_H
#define WF_SWEEP_SWEEP_PICTURE_H

#include "sweep/store.h"

/** Draw how energy, carbon and time of each deployment are distributed over the points that are
 *  done: FILE-energy.svg, FILE-carbon.svg, FILE-time.svg of @p path "FILE.svg". A result that is
 * not known has no picture.
 *  @return 0, or -1 with @p err: WF_EINPUT none is known; else as wf_histogram_draw */
int wf_sweep_draw(struct wf_store *store, const char *path, struct wf_err *err);

#endif
