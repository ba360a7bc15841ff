/* Two deployments side by side, by what is known of each over the draws: where one is high and the
 * other low, and where nobody can tell. */
#ifndef WF_DECISION_CONTRAST_H
#define WF_DECISION_CONTRAST_H

#include "decision/draws.h"

enum wf_mark {
    WF_MARK_OPEN, /**< the interval of the ratio holds 1 */
    WF_MARK_LOW,  /**< the second has less */
    WF_MARK_HIGH, /**< the second has more */
    WF_MARK_SAME, /**< no draw tells them apart */
    WF_MARKS
};
/** "??", "low", "high", "same". */
extern const char *const wf_marks[WF_MARKS];

struct wf_contrast_row {
    const char *name; /**< "passes over the data" */
    enum wf_dimension dimension;
    double medians[2];        /**< of the two; NaN: unknown */
    double median, low, high; /**< second / first: median, 5 and 95 % of the draws; NaN: none */
    enum wf_mark mark;
};

struct wf_contrast {
    size_t deployments[2]; /**< numbers in the study, in its order */
    struct wf_contrast_row *rows;
    size_t count;
    bool raw_leaves[2]; /**< does raw data leave where it is produced? */
    /** Limit of (passes ratio x relative joules a sample) up to which the loser would need less:
     *  what the winner needs for each joule of computing, over what the loser does. NaN: one of
     *  them does not compute. */
    double limit, limit_low, limit_high;
    double passes, joules;          /**< the two factors, loser / winner: medians */
    double passes_low, passes_high; /**< 5 and 95 % */
    double joules_low, joules_high;
    double beside[2]; /**< joules for each joule of computing: of winner and loser; medians */
};

/** @param winner, loser  numbers in the study
 *  @return 0, or -1 with @p err. Release in both cases. */
int wf_contrast_make(const struct wf_sweep *sweep, size_t winner, size_t loser,
                     struct wf_contrast *contrast, struct wf_err *err);
void wf_contrast_release(struct wf_contrast *contrast);

#endif
