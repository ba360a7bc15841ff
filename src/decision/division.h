/* Where the winner needs less, and where it does not: a short tree over the draws, also those that
 * are wider, by their factors and by what these come to. */
#ifndef WF_DECISION_DIVISION_H
#define WF_DECISION_DIVISION_H

#include "decision/draws.h"
#include "statistics/tree.h"

/** Quantities that are composed of many factors: ratios of the loser to the winner. */
enum wf_composed {
    WF_COMPOSED_PASSES,        /**< passes over the data */
    WF_COMPOSED_SAMPLE_ENERGY, /**< energy a sample while computing */
    WF_COMPOSED_BOTH,          /**< their product */
    WF_COMPOSED_COUNT
};
/** "passes ratio", .. */
extern const char *const wf_composed_names[WF_COMPOSED_COUNT];

/** Columns of the tree: the factors of the study, then enum wf_composed. y: the winner needs less.
 */
struct wf_division {
    struct wf_tree tree; /**< grown on every other draw, tested on the rest */
    size_t factors;
};

/** @param sweeps  that were run, of the same factors; NULL among them: none
 *  @return 0, or -1 with @p err */
int wf_division_make(const struct wf_sweep *const *sweeps, size_t count, size_t winner,
                     size_t loser, struct wf_division *division, struct wf_err *err);

/** How sure a node is: 1 the winner needs less in 95 % of the rows that it was tested on, -1 the
 *  loser does, 0 neither. */
int wf_division_says(const struct wf_tree_node *node);

#endif
