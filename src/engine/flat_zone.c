#include "engine/flat_zone.h"

/* Handles are the records of the platform. */
static void *host(struct wf_executor *executor, uint32_t index, const char *name, uint32_t *pstate)
{
    (void)name;
    struct wf_host *found = &((struct wf_flat_zone *)executor)->platform->hosts[index];
    *pstate = wf_host_start_pstate(found->class);
    return found;
}

/* SimGrid's ClusterZone (3.32): the first host's link up, the second one's link down. */
static uint32_t route(struct wf_executor *executor, void *from, void *to, const void *const **links,
                      double *latency_s)
{
    struct wf_flat_zone *zone = (struct wf_flat_zone *)executor;
    const uint32_t named[2] = {((const struct wf_host *)from)->links[0],
                               ((const struct wf_host *)to)->links[1]};
    uint32_t count = 0;
    *latency_s = 0;
    for (int i = 0; i < 2; i++) {
        if (!named[i])
            continue;
        const struct wf_link *link = &zone->platform->links[named[i] - 1];
        zone->links[count++] = link;
        *latency_s += link->class->latency_s;
    }
    *links = zone->links;
    return count;
}

static const char *link_name(const struct wf_executor *executor, const void *link)
{
    (void)executor;
    return ((const struct wf_link *)link)->name;
}

static struct wf_link_facts link_facts(const struct wf_executor *executor, const void *link)
{
    (void)executor;
    const struct wf_link_class *class = ((const struct wf_link *)link)->class;
    return (struct wf_link_facts){.bandwidth_byte_per_s = class->played_byte_per_s};
}

static uint32_t link_index(const struct wf_executor *executor, const void *link)
{
    const struct wf_platform *platform = ((const struct wf_flat_zone *)executor)->platform;
    return (uint32_t)((const struct wf_link *)link - platform->links);
}

static const struct wf_executor_ops ops = {.host = host,
                                           .route = route,
                                           .link_name = link_name,
                                           .link_facts = link_facts,
                                           .link_index = link_index};

void wf_flat_zone_init(struct wf_flat_zone *zone, const struct wf_platform *platform)
{
    *zone = (struct wf_flat_zone){.executor = {.ops = &ops}, .platform = platform};
}
