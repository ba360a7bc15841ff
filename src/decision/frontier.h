/* Where in the plane of two factors the deployments that need least need the same, all others at
 * their centre; and of one factor, the curves that cross. */
#ifndef WF_DECISION_FRONTIER_H
#define WF_DECISION_FRONTIER_H

#include "sweep/sweep.h"

struct wf_frontier_axis {
    size_t factor;            /**< number in the study */
    double low, high, centre; /**< what is believed of it */
    double *at;               /**< rising: where the grid was computed */
    uint64_t *steps;          /**< of each, the level of the sweep's design */
    size_t count;
    bool logarithmic;
};

struct wf_frontier_point {
    double at[WF_PLANE_AXES];
};

struct wf_frontier_line {
    double level; /**< of the ratio: second / winner; of the least of the others / region */
    /** The deployment that needs least on one side, of three or more; SIZE_MAX: of two. */
    size_t region;
    struct wf_frontier_point *points; /**< in order */
    size_t count;
    bool closed;  /**< the last is followed by the first */
    bool crosses; /**< it enters what is believed of both */
};

/** Where a deployment needs least. */
struct wf_frontier_region {
    size_t deployment;
    double share;                /**< of the grid */
    double believed;             /**< of the part of it that is believed */
    struct wf_frontier_point in; /**< a point well inside */
};

struct wf_frontier {
    const struct wf_sweep *sweep; /**< of the plane; borrowed */
    size_t winner, second;        /**< deployments that are compared */
    struct wf_frontier_axis axes[WF_PLANE_AXES];
    size_t axis_count;
    double
        *energies; /**< by deployment, then node of the grid (the last axis fastest); NaN: failed */
    size_t nodes;
    double *levels; /**< that are inside, rising; 1: the frontier */
    size_t level_count;
    struct wf_frontier_line *lines; /**< by level, then region */
    size_t line_count;
    struct wf_frontier_region *regions; /**< those that there are, by number of deployment */
    size_t region_count;
    uint64_t simulations; /**< that it took beside the sweep */
};

struct wf_frontier_request {
    const struct wf_sweep *sweep; /**< that was run: of a plane, with a grid design */
    const struct wf_plane *plane;
    const struct wf_factors *stated; /**< what is believed of the factors */
    size_t winner, second;
    size_t jobs;
};

/** Points of lines are roots between neighbours of the grid, to 1e-8 of the axis' value; on an axis
 *  of whole numbers they lie on the straight line between n and n + 1. Of one axis there are no
 *  lines, only energies. Release it in both cases.
 *  @return 0, or -1 with @p err */
int wf_frontier_make(const struct wf_frontier_request *request, struct wf_frontier *frontier,
                     struct wf_err *err);
void wf_frontier_release(struct wf_frontier *frontier);

const struct wf_factor *wf_frontier_factor(const struct wf_frontier *frontier, size_t axis);

#endif
