#include "engine/spread.h"
#include "engine/route_pace.h"
#include "job/executor.h"
#include <math.h>

/* Of a link. */
struct wf_spread_dates {
    double began_s, ended_s; /* of the last transfer over it */
    double marked_s;         /* instant at which it is shared again for one */
};

static const struct wf_spread_dates NEVER = {-1, -1, -1};

void wf_spread_release(struct wf_spread *spread)
{
    wf_arena_release(&spread->dates);
    *spread = (struct wf_spread){0};
}

static const struct wf_spread_dates *dates_of(const struct wf_route_link *link)
{
    return link->dates ? link->dates : &NEVER;
}

static struct wf_spread_dates *keep_dates(struct wf_spread *spread, struct wf_route_link *link)
{
    if (!link->dates) {
        link->dates = wf_arena_alloc(&spread->dates, sizeof *link->dates);
        *link->dates = NEVER;
    }
    return link->dates;
}

/* From one instant to the next: SimGrid's precision is 1e-9 s. */
static const double STEP_S = 2e-9;

/* When a transfer that begins at @p now_s begins to flow. */
static double instant_of(const struct wf_flow_model *model, const struct wf_route *route,
                         double now_s)
{
    return now_s + model->latency_factor * route->latency_s;
}

/* Is the link shared again at the instant in any case: a transfer over it was gone through, or
 * ends? */
static bool is_marked(const struct wf_route_link *link, double instant_s)
{
    const struct wf_spread_dates *dates = dates_of(link);
    return fabs(dates->marked_s - instant_s) < STEP_S / 2 || dates->ended_s >= instant_s;
}

/* Was its first link perhaps gone through, so that it is not again? */
static bool is_touched(const struct wf_flow_model *model, const struct wf_route *route,
                       double now_s)
{
    const struct wf_route_link *first = route->links[0];
    return dates_of(first)->began_s >= now_s || is_marked(first, instant_of(model, route, now_s));
}

/* May a link after the first slow the transfer down more than its bound does?
 * @param instant_s  INFINITY: whatever is marked */
static bool may_bind(const struct wf_flow_model *model, const struct wf_executor *executor,
                     const struct wf_route *route, const struct wf_route *back, double instant_s)
{
    double bound = INFINITY;
    for (uint32_t i = 0; i < route->link_count; i++)
        bound = fmin(bound, wf_route_link_byte_per_s(executor, route->links[i]));
    for (uint32_t i = 1; i < route->link_count; i++) {
        const struct wf_route_link *link = route->links[i];
        if (wf_route_link_is_fatpipe(link) || is_marked(link, instant_s))
            continue;
        bool returns = model->crosstraffic && wf_route_has(back, link);
        double weight = wf_route_pace_weight(true, returns, false);
        double most =
            link->routes == 1 ? bound * weight : (1 + WF_ACKNOWLEDGEMENTS) * bound * link->routes;
        if (most > wf_route_link_byte_per_s(executor, link))
            return true;
    }
    for (uint32_t i = 0; model->crosstraffic && i < back->link_count; i++) {
        const struct wf_route_link *link = back->links[i];
        if (!wf_route_has(route, link) && !is_marked(link, instant_s) &&
            WF_ACKNOWLEDGEMENTS * bound * link->routes > wf_route_link_byte_per_s(executor, link))
            return true;
    }
    return false;
}

double wf_spread_s(uint32_t steps)
{
    return STEP_S * steps;
}

uint32_t wf_spread_steps(struct wf_spread *spread, const struct wf_flow_model *model,
                         const struct wf_executor *executor, const struct wf_route *route,
                         const struct wf_route *back, double now_s)
{
    if (!route->link_count || !is_touched(model, route, now_s) ||
        !may_bind(model, executor, route, back, instant_of(model, route, now_s)))
        return 0;
    if (spread->date_s < now_s)
        spread->count = 0;
    spread->date_s = now_s;
    return ++spread->count;
}

/* At no date is anything marked. */
bool wf_spread_may_delay(const struct wf_flow_model *model, const struct wf_executor *executor,
                         const struct wf_route *route, const struct wf_route *back)
{
    return route->link_count && may_bind(model, executor, route, back, INFINITY);
}

static void mark(struct wf_spread *spread, const struct wf_route *route, double instant_s)
{
    for (uint32_t i = 0; i < route->link_count; i++)
        keep_dates(spread, route->links[i])->marked_s = instant_s;
}

void wf_spread_begin(struct wf_spread *spread, const struct wf_flow_model *model,
                     const struct wf_route *route, const struct wf_route *back, double now_s)
{
    double instant_s = instant_of(model, route, now_s);
    bool gone_through = route->link_count && !is_touched(model, route, now_s);
    for (uint32_t i = 0; i < route->link_count; i++)
        keep_dates(spread, route->links[i])->began_s = now_s;
    if (gone_through)
        mark(spread, route, instant_s);
    if (gone_through && model->crosstraffic)
        mark(spread, back, instant_s);
}

void wf_spread_end(struct wf_spread *spread, const struct wf_route *route, double now_s)
{
    for (uint32_t i = 0; i < route->link_count; i++)
        keep_dates(spread, route->links[i])->ended_s = now_s;
}
