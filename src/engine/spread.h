/* Beginnings of transfers, spread by nanoseconds where SimGrid would share links wrongly.
 *
 * When a transfer begins to flow, SimGrid (3.32, network/optim Lazy) marks what is to be shared
 * again: all that it reaches from the first link of the route. Of several that begin at one instant
 * on the same first link only the first is gone through: the other links of the rest are left out
 * until something changes there, and these transfers get what their first link and their bound
 * allow. Two phones of a cell of 1 MB/s that begin beside phones of another cell then get 1 MB/s
 * each. Of two on different first links as well, where a third transfer of one of these meets the
 * other on a wire: it goes on from link to link. At instants of their own all are gone through. */
#ifndef WF_ENGINE_SPREAD_H
#define WF_ENGINE_SPREAD_H

#include "base/arena.h"
#include "engine/flow.h"

/** Of one executor. Keep it zeroed before the first transfer. */
struct wf_spread {
    double date_s;         /**< of the last beginning that was put off */
    uint32_t count;        /**< how many of this date */
    struct wf_arena dates; /**< of links, from their first transfer on */
};
void wf_spread_release(struct wf_spread *spread);

/** By how many steps a transfer over @p route that begins at @p now_s is to be put off; 0: it may
 * begin. Only where its first link has begun or ended another at this date and a later link may
 * slow it down: one that returns on the same link, or is too narrow for all routes on it; not one
 * that is shared again at this instant in any case.
 *  @param back  the way of its acknowledgements */
uint32_t wf_spread_steps(struct wf_spread *spread, const struct wf_flow_model *model,
                         const struct wf_executor *executor, const struct wf_route *route,
                         const struct wf_route *back, double now_s);
/** Length of steps, s. */
double wf_spread_s(uint32_t steps);
/** May any transfer over @p route be put off, whatever else begins with it? */
bool wf_spread_may_delay(const struct wf_flow_model *model, const struct wf_executor *executor,
                         const struct wf_route *route, const struct wf_route *back);
/** It begins, and has ended, at @p now_s. */
void wf_spread_begin(struct wf_spread *spread, const struct wf_flow_model *model,
                     const struct wf_route *route, const struct wf_route *back, double now_s);
void wf_spread_end(struct wf_spread *spread, const struct wf_route *route, double now_s);

#endif
