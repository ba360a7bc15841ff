/* How fast a transfer is that shares no link with another: the closed form of SimGrid's network
 * models CM02 and LV08. A transfer of S bytes takes delay + S / rate. */
#ifndef WF_ENGINE_ROUTE_PACE_H
#define WF_ENGINE_ROUTE_PACE_H

#include "engine/flow.h"

/** Share of a flow's rate that its acknowledgements take on the way back, where they count.
 *  Source: SimGrid's network/crosstraffic, measured on 3.32. */
#define WF_ACKNOWLEDGEMENTS 0.05

/** Weight of a flow on a link that is on its way (@p on_way), on its way back, or on both.
 *  @param fatpipe  such a link takes the larger of the two, others their sum */
static inline double wf_route_pace_weight(bool on_way, bool on_way_back, bool fatpipe)
{
    double way = on_way ? 1 : 0, back = on_way_back ? WF_ACKNOWLEDGEMENTS : 0;
    return fatpipe ? (way > back ? way : back) : way + back;
}

/** The pace of a transfer over @p route, whose acknowledgements come over @p back: delay =
 *  latency_factor x latency; rate = bandwidth_factor x min(bandwidth / weight of each link,
 *  window / (2 x latency)). */
struct wf_route_pace wf_route_pace_alone(const struct wf_flow_model *model,
                                         const struct wf_executor *executor,
                                         const struct wf_route *route, const struct wf_route *back);

struct wf_step;
/** The same of the transfer @p step over @p route, kept with the route. */
const struct wf_route_pace *wf_route_pace_of(const struct wf_flow_model *model,
                                             const struct wf_executor *executor,
                                             const struct wf_step *step,
                                             const struct wf_route *route);

#endif
