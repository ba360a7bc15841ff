#include "engine/flow.h"
#include "engine/route_pace.h"
#include "job/executor.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct wf_flow_model wf_flow_model(const char *name, double window_byte, bool crosstraffic)
{
    bool plain = !strcmp(name, "CM02");
    return (struct wf_flow_model){.latency_factor = plain ? 1 : 13.01,
                                  .bandwidth_factor = plain ? 1 : 0.97,
                                  .weight_s = plain ? 0 : 20537,
                                  .window_byte = window_byte,
                                  .crosstraffic = crosstraffic};
}

/* ---- links ---- */

static struct wf_flow_link *record_of(struct wf_flows *flows, const struct wf_route_link *link)
{
    if (link->index >= flows->capacity) {
        uint32_t capacity = flows->capacity ? flows->capacity : 64;
        while (capacity <= link->index)
            capacity *= 2;
        flows->links = wf_realloc(flows->links, capacity * sizeof *flows->links);
        for (uint32_t i = flows->capacity; i < capacity; i++)
            flows->links[i] = (struct wf_flow_link){.shared_s = -1};
        flows->capacity = capacity;
    }
    return &flows->links[link->index];
}

void wf_flows_release(struct wf_flows *flows)
{
    free(flows->links);
    *flows = (struct wf_flows){0};
}

/* Time at the full bandwidth that each flow of the link has had so far. */
static void serve(struct wf_flow_link *link, double now_s)
{
    if (link->count && now_s > link->since_s) {
        link->service_s += (now_s - link->since_s) / link->count;
        if (link->count > 1)
            link->shared_s = now_s;
    }
    link->since_s = now_s;
}

/* ---- transfers ---- */

void wf_flow_begin(struct wf_flows *flows, struct wf_flow *flow, const struct wf_route *route,
                   double now_s)
{
    if (route->link_count > flow->capacity) {
        flow->capacity = route->link_count;
        flow->service_s = wf_realloc(flow->service_s, flow->capacity * sizeof *flow->service_s);
    }
    flow->links = route->links;
    flow->link_count = route->link_count;
    flow->start_s = now_s;
    flow->latency_s = route->latency_s;
    for (uint32_t i = 0; i < route->link_count; i++) {
        struct wf_flow_link *link = record_of(flows, route->links[i]);
        serve(link, now_s);
        flow->service_s[i] = link->service_s;
        link->count++;
    }
}

void wf_flow_end(struct wf_flows *flows, struct wf_flow *flow, double now_s)
{
    for (uint32_t i = 0; i < flow->link_count; i++) {
        struct wf_flow_link *link = record_of(flows, flow->links[i]);
        serve(link, now_s);
        link->count--;
    }
    flow->link_count = 0;
}

void wf_flow_release(struct wf_flow *flow)
{
    free(flow->service_s);
    *flow = (struct wf_flow){0};
}

double wf_flow_moved(struct wf_flows *flows, const struct wf_flow *flow,
                     const struct wf_route *back, double byte, double now_s, bool *exact)
{
    const struct wf_flow_model *model = &flows->model;
    const struct wf_executor *executor = flows->executor;
    double latency_s = flow->latency_s, moved = byte;
    *exact = true;
    double elapsed_s = now_s - flow->start_s, silent_s = model->latency_factor * latency_s;
    if (elapsed_s <= silent_s)
        return 0;
    for (uint32_t i = 0; i < flow->link_count; i++) {
        const struct wf_route_link *link = flow->links[i];
        struct wf_flow_link *record = record_of(flows, link);
        bool fatpipe = wf_route_link_is_fatpipe(link), alone = flows->apart || fatpipe;
        double rate = model->bandwidth_factor * wf_route_link_byte_per_s(executor, link);
        serve(record, now_s);
        double served_s = alone ? elapsed_s : record->service_s - flow->service_s[i];
        if (model->crosstraffic && !fatpipe && wf_route_has(back, link))
            rate /= wf_route_pace_weight(true, true, false);
        moved = fmin(moved, rate * served_s * (1 - silent_s / elapsed_s));
        *exact &= alone || record->shared_s <= flow->start_s;
    }
    if (latency_s > 0)
        moved = fmin(moved, model->bandwidth_factor * model->window_byte / (2 * latency_s) *
                                (elapsed_s - silent_s));
    return round(fmax(moved, 0));
}
