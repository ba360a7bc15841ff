/* A decision, as pictures. */
#ifndef WF_DECISION_PICTURE_H
#define WF_DECISION_PICTURE_H

#include "decision/decision.h"

/** Draw into files that are named after @p path, "FILE.svg": FILE-ratio.svg, how the ratio of
 * whoever needs second least to the winner is distributed over the draws, also with what is assumed
 * twice as wide; FILE-tornado.svg, that ratio from end to end of each factor, the others at their
 * centre.
 *  @param doubled  the sweep whose assumed factors are wider; NULL: none
 *  @return 0, or -1 with @p err: as wf_histogram_draw */
int wf_decision_draw(const struct wf_decision *decision, const struct wf_sweep *doubled,
                     const char *path, struct wf_err *err);

#endif
