/* A short tree that tells two classes apart, one split at a time (Breiman et al. 1984, with Gini's
 * impurity). */
#ifndef WF_STATISTICS_TREE_H
#define WF_STATISTICS_TREE_H

#include <stdbool.h>
#include <stddef.h>

enum { WF_TREE_DEPTH = 3, WF_TREE_NODES = (1 << (WF_TREE_DEPTH + 1)) - 1 };

struct wf_tree_data {
    const double *x; /**< rows x columns, row by row; a row with a NaN in a column goes above */
    const bool *y;   /**< by row */
    size_t rows, columns;
};

struct wf_tree_node {
    size_t column;       /**< of a split */
    double limit;        /**< below it: to the first branch, else to the second */
    size_t below, above; /**< nodes; 0: a leaf */
    size_t rows, hits;   /**< it was grown on; hits: y holds */
    size_t tested, held; /**< rows of wf_tree_test, and those of them where y holds */
};

/** Node 0 is the root. */
struct wf_tree {
    struct wf_tree_node nodes[WF_TREE_NODES];
    size_t count;
};

/** Grow it, at most WF_TREE_DEPTH splits deep. A branch holds @p least rows at least; both branches
 *  of the last splits differ in what most of their rows are. Ties: the first column, its least
 *  limit. */
void wf_tree_grow(struct wf_tree *tree, const struct wf_tree_data *data, size_t least);
/** Count other rows in its leaves and nodes. */
void wf_tree_test(struct wf_tree *tree, const struct wf_tree_data *data);

#endif
