/* Who is on a link or a host now, of the executor in closed form. It was proven that no two can
 * meet where one would slow the other down (shared_links.h); what is seen all the same is an error.
 */
#ifndef WF_ENGINE_OCCUPANCY_H
#define WF_ENGINE_OCCUPANCY_H

#include "base/err.h"
#include "engine/flow.h"

struct wf_node;
struct wf_platform;
struct wf_route;

struct wf_occupancy {
    const struct wf_platform *platform;
    const struct wf_flow_model *model;
    struct wf_err err; /**< the first two that have met */
};

/** A transfer begins on @p route at @p now_s: it is on its way and, by its acknowledgements, on its
 *  way back. */
void wf_occupancy_enter(struct wf_occupancy *occupancy, const struct wf_route *route, double now_s);
/** It has ended. */
void wf_occupancy_leave(const struct wf_occupancy *occupancy, const struct wf_route *route);
/** An execution begins on @p node. At its end count node->executions down. */
void wf_occupancy_load(struct wf_occupancy *occupancy, struct wf_node *node, double now_s);
/** Two turns have met on @p node. */
void wf_occupancy_meet(struct wf_occupancy *occupancy, const struct wf_node *node, double now_s);

#endif
