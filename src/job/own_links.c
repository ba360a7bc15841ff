#include "job/own_links.h"
#include <math.h>

bool wf_own_links_are_plain(const struct wf_platform *platform)
{
    for (uint32_t i = 0; i < platform->link_count; i++)
        if (platform->links[i].class->profiled || platform->links[i].class->sharing == WF_WIFI)
            return false;
    return platform->group_count == 0;
}

bool wf_own_links_are_known(const struct wf_platform *platform, uint32_t index)
{
    const struct wf_host *found = &platform->hosts[index];
    for (int i = 0; i < 2; i++) {
        if (!found->links[i])
            return false;
        const struct wf_link_class *class = platform->links[found->links[i] - 1].class;
        if (class->profiled || class->generated || !(class->played_byte_per_s > 0) ||
            !isfinite(class->latency_s))
            return false;
    }
    return true;
}

bool wf_own_links_join(const struct wf_platform *platform, const struct wf_participant *owner,
                       const struct wf_participant *partner)
{
    return wf_own_links_join_hosts(platform, owner->host, partner->host);
}

bool wf_own_links_join_hosts(const struct wf_platform *platform, uint32_t owner, uint32_t partner)
{
    const struct wf_host *host = &platform->hosts[owner];
    const struct wf_host *other = &platform->hosts[partner];
    const struct wf_zone *zone = &platform->zones[host->class->zone];
    return host->access == WF_ACCESS_OWN && other->access == WF_ACCESS_NONE &&
           other->class->zone == host->class->zone && zone->cabinets && !zone->backbone &&
           !zone->bypassed;
}
