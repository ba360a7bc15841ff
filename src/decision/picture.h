/* A decision, as pictures. */
#ifndef WF_DECISION_PICTURE_H
#define WF_DECISION_PICTURE_H

#include "decision/decision.h"
#include "output/tornado.h"

/** Draw into files that are named after @p path, "FILE.svg": FILE-ratio.svg, how the ratio of
 * whoever needs second least to the winner is distributed over the draws, also with what is assumed
 * twice as wide; FILE-tornado.svg, that ratio from end to end of each factor, the others at their
 * centre.
 *  @param doubled  the sweep whose assumed factors are wider; NULL: none
 *  @return 0, or -1 with @p err: as wf_histogram_draw */
int wf_decision_draw(const struct wf_decision *decision, const struct wf_sweep *doubled,
                     const char *path, struct wf_err *err);

/** Ratios of the second to the winner in each draw of @p sweep, of which some may not be finite.
 *  @return values, which the caller frees; NULL with @p err */
double *wf_decision_ratios(const struct wf_decision *decision, const struct wf_sweep *sweep,
                           size_t *count, struct wf_err *err);
/** From end to end of a factor. The caller frees both texts of its ends. */
struct wf_tornado_bar wf_decision_bar(const struct wf_factor *factor,
                                      const struct wf_influence *influence);

#endif
