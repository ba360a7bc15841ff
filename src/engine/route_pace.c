#include "engine/route_pace.h"
#include "job/executor.h"
#include "job/meter.h"
#include "job/turn.h"
#include <math.h>

/* Of a flow alone on the platform, as SimGrid's solver computes it (maxmin), so that rounding is
 * the same: each link offers its flow bandwidth / (weight / penalty); the least offer over the
 * penalty is the rate, unless the flow's own bound is less. */
struct solver {
    const struct wf_executor *executor;
    double penalty, least_offer, bound;
};

static double bandwidth_of(const struct solver *solver, const struct wf_route_link *link)
{
    return wf_route_link_byte_per_s(solver->executor, link);
}

static void offer(struct solver *solver, const struct wf_route_link *link, double weight)
{
    double usage = weight / solver->penalty;
    solver->least_offer = fmin(solver->least_offer, bandwidth_of(solver, link) / usage);
}

static struct solver solver_of(const struct wf_flow_model *model,
                               const struct wf_executor *executor, const struct wf_route *route)
{
    struct solver solver = {.executor = executor,
                            .penalty = route->latency_s,
                            .least_offer = INFINITY,
                            .bound = INFINITY};
    for (uint32_t i = 0; i < route->link_count; i++) {
        double bandwidth = bandwidth_of(&solver, route->links[i]);
        solver.bound = fmin(solver.bound, bandwidth);
        solver.penalty += model->weight_s / bandwidth;
    }
    if (route->latency_s > 0)
        solver.bound = fmin(solver.bound, model->window_byte / (2 * route->latency_s));
    if (solver.penalty <= 0)
        solver.penalty = 1;
    return solver;
}

struct wf_route_pace wf_route_pace_alone(const struct wf_flow_model *model,
                                         const struct wf_executor *executor,
                                         const struct wf_route *route, const struct wf_route *back)
{
    struct solver solver = solver_of(model, executor, route);
    for (uint32_t i = 0; i < route->link_count; i++) {
        const struct wf_route_link *link = route->links[i];
        bool returns = model->crosstraffic && wf_route_has(back, link);
        offer(&solver, link, wf_route_pace_weight(true, returns, wf_route_link_is_fatpipe(link)));
    }
    for (uint32_t i = 0; model->crosstraffic && i < back->link_count; i++)
        if (!wf_route_has(route, back->links[i]))
            offer(&solver, back->links[i], WF_ACKNOWLEDGEMENTS);
    bool bounded = solver.bound * solver.penalty < solver.least_offer;
    double rate = bounded ? solver.bound : solver.least_offer / solver.penalty;
    return (struct wf_route_pace){.delay_s = model->latency_factor * route->latency_s,
                                  .byte_per_s = rate * model->bandwidth_factor,
                                  .held_back = rate < solver.bound * (1 - 1e-9),
                                  .back = back};
}

const struct wf_route_pace *wf_route_pace_of(const struct wf_flow_model *model,
                                             const struct wf_executor *executor,
                                             const struct wf_step *step,
                                             const struct wf_route *route)
{
    struct wf_route_pace *pace = route->pace;
    if (pace->byte_per_s <= 0)
        *pace = wf_route_pace_alone(model, executor, route,
                                    wf_meter_route(executor->meter, step->peer, step->node));
    return pace;
}
