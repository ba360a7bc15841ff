#include "engine/occupancy.h"
#include "engine/shared_links.h"
#include "job/node.h"
#include "job/route.h"

static void report(struct wf_occupancy *occupancy, const char *what, const char *name, double now_s)
{
    if (!occupancy->err.code)
        wf_err_set(&occupancy->err, WF_ESIM, "%s '%s' at %.9g s, which was thought impossible",
                   what, name, now_s);
}

/* @param level  of the transfer; NULL: none */
static void enter(struct wf_occupancy *occupancy, const struct wf_route *route,
                  const struct wf_route *skipped, const struct wf_shared_level *level, double now_s)
{
    for (uint32_t i = 0; i < route->link_count; i++) {
        struct wf_route_link *link = route->links[i];
        if (skipped && wf_route_has(skipped, link))
            continue;
        bool levelled = level && level == link->level;
        bool used = link->transfers++ || link->ledger.last_s > now_s;
        if (used && !link->roomy && !wf_route_link_is_fatpipe(link) &&
            !(levelled && link->levelled))
            report(occupancy, "two transfers met on link", link->ledger.name, now_s);
        link->levelled = levelled;
    }
}

static void leave(const struct wf_route *route, const struct wf_route *skipped)
{
    for (uint32_t i = 0; i < route->link_count; i++)
        if (!skipped || !wf_route_has(skipped, route->links[i]))
            route->links[i]->transfers--;
}

void wf_occupancy_enter(struct wf_occupancy *occupancy, const struct wf_route *route, double now_s)
{
    const struct wf_shared_way *shared = route->pace->shared;
    const struct wf_shared_level *level = shared ? shared->level : NULL;
    enter(occupancy, route, NULL, level, now_s);
    if (occupancy->model->crosstraffic)
        enter(occupancy, route->pace->back, route, level, now_s);
}

void wf_occupancy_leave(const struct wf_occupancy *occupancy, const struct wf_route *route)
{
    leave(route, NULL);
    if (occupancy->model->crosstraffic)
        leave(route->pace->back, route);
}

void wf_occupancy_load(struct wf_occupancy *occupancy, struct wf_node *node, double now_s)
{
    if (node->executions++)
        report(occupancy, "two executions met on host",
               occupancy->platform->hosts[node->index].name, now_s);
}

void wf_occupancy_meet(struct wf_occupancy *occupancy, const struct wf_node *node, double now_s)
{
    report(occupancy, "two turns met on host", occupancy->platform->hosts[node->index].name, now_s);
}
