/* What the pictures of a decision show, for programs that draw their own. */
#ifndef WF_DECISION_PICTURED_H
#define WF_DECISION_PICTURED_H

#include "base/text.h"
#include "decision/decision.h"

enum { WF_PICTURED_RATIOS = 1024 }; /**< of more draws the quantiles of as many equal parts */

/** Append JSON "wattfleet.pictured/1": `ratios` of the second to the winner, one a draw, sorted
 *  (at most WF_PICTURED_RATIOS), and `doubled_ratios` with what is assumed twice as wide (null:
 *  nothing is); `centre_ratio`; `bars[]`, one a factor, the largest total index first: `key`,
 *  `low_text` and `high_text` (its ends as they are shown), `low` and `high` (the ratio there, all
 *  others at their centre), `even_text` (where both need the same; null: never), `even_low_text`
 *  and `even_high_text` (in 90 % of the draws of all others).
 *  @param doubled  the sweep whose assumed factors are wider; NULL: none
 *  @return 0, or -1 with @p err: a store cannot be read */
int wf_decision_pictured(const struct wf_decision *decision, const struct wf_sweep *doubled,
                         struct wf_buffer *out, struct wf_err *err);

#endif
