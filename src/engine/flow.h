/* How much a transfer that was cut off had moved. SimGrid's C interface has no call for that, so it
 * follows from the closed form of its network models: a flow gets the bandwidth of the narrowest
 * link of its route, shared equally with the other flows there.
 *
 * Exact if a flow was alone on its links, or if equal flows that began together share one link. An
 * estimate elsewhere (the result says how many). */
#ifndef WF_ENGINE_FLOW_H
#define WF_ENGINE_FLOW_H

#include "job/route.h"

/** The constants of a network model. Source: SimGrid's documentation of its configuration
 *  (network/latency-factor, network/bandwidth-factor), measured on 3.32. */
struct wf_flow_model {
    double latency_factor, bandwidth_factor;
    double weight_s; /**< network/weight-S: what 1 / bandwidth of a link adds to its latency where
                        flows share it, byte */
    double window_byte; /**< TCP: a flow gets at most window / (2 x latency), times the factor */
    bool crosstraffic;  /**< acknowledgements take 5 % of the way back */
};
/** @param name  as SimGrid calls it; other models than CM02 are taken for LV08 */
struct wf_flow_model wf_flow_model(const char *name, double window_byte, bool crosstraffic);

/** The flows of a link, as they have shared it. */
struct wf_flow_link {
    uint32_t count;
    double service_s, since_s; /**< full-bandwidth time of each of its flows, until then */
    double shared_s;           /**< last date at which several flows shared it; < 0: none */
};

/** Every link with flows. */
struct wf_flows {
    struct wf_flow_model model;
    const struct wf_executor *executor; /**< knows bandwidth and latency of links */
    bool apart; /**< it is proven that no flow slows another down, whatever links they share */
    struct wf_flow_link *links; /**< by index of the link in its routes */
    uint32_t capacity;
};
void wf_flows_release(struct wf_flows *flows);

/** A transfer in progress. Keep it zeroed between transfers; its memory is used again. */
struct wf_flow {
    struct wf_route_link **links; /**< of the route; borrowed */
    double *service_s;            /**< of each link when it began */
    uint32_t link_count, capacity;
    double start_s, latency_s;
};
void wf_flow_begin(struct wf_flows *flows, struct wf_flow *flow, const struct wf_route *route,
                   double now_s);
void wf_flow_end(struct wf_flows *flows, struct wf_flow *flow, double now_s);
void wf_flow_release(struct wf_flow *flow);
/** Bytes of @p byte moved until @p now_s, whole; call before wf_flow_end.
 *  @param back        the route of its acknowledgements
 *  @param[out] exact  false: other flows shared its links */
double wf_flow_moved(struct wf_flows *flows, const struct wf_flow *flow,
                     const struct wf_route *back, double byte, double now_s, bool *exact);

#endif
