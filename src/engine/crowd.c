#include "engine/crowd.h"

void wf_crowd_enter(struct wf_crowd *crowd, const struct wf_route *route)
{
    if (!crowd->report)
        return;
    for (uint32_t i = 0; i < route->link_count; i++) {
        struct wf_route_link *link = route->links[i];
        if (++link->transfers < crowd->next)
            continue;
        crowd->report(crowd->data, link->ledger.name, link->transfers);
        crowd->next = 2 * link->transfers;
    }
}

void wf_crowd_leave(struct wf_crowd *crowd, const struct wf_route *route)
{
    if (!crowd->report)
        return;
    for (uint32_t i = 0; i < route->link_count; i++)
        route->links[i]->transfers--;
}
