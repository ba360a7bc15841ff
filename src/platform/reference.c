#include "platform/reference.h"
#include "platform/declare.h"
#include <stdlib.h>
#include <string.h>

static void check_direction(struct wf_builder *builder, const char *tag, const struct wf_link *link,
                            const char *direction, uint32_t line)
{
    const char *path = builder->platform->path;
    bool directed = direction && strcmp(direction, "NONE");
    bool duplex = link->class->sharing == WF_SPLITDUPLEX;
    if (duplex && !directed && !strcmp(tag, "link_ctn"))
        wf_diag_error(builder->diag, path, line,
                      "<link_ctn> link '%s' is SPLITDUPLEX; expected direction=\"UP\" or "
                      "direction=\"DOWN\"",
                      link->name);
    else if (duplex && !directed)
        wf_diag_error(builder->diag, path, line,
                      "<%s> link '%s' is SPLITDUPLEX; expected one of its halves, '%s_UP' or "
                      "'%s_DOWN'",
                      tag, link->name, link->name, link->name);
    else if (!duplex && directed)
        wf_diag_error(builder->diag, path, line,
                      "<%s> attribute 'direction': link '%s' is not SPLITDUPLEX and has no half "
                      "'%s'",
                      tag, link->name, direction);
}

void wf_reference_link(struct wf_builder *builder, const char *tag, const char *name,
                       const char *direction, uint32_t line)
{
    struct wf_platform *platform = builder->platform;
    uint32_t index = wf_map_get(&platform->link_names, name);
    if (index != WF_MAP_NONE) {
        check_direction(builder, tag, &platform->links[index], direction, line);
        return;
    }
    if (wf_platform_link(platform, name, NULL) || platform->incomplete)
        return;
    const char *near = builder->diag->error_count < WF_NEAREST_MAX
                           ? wf_platform_nearest_link(platform, name)
                           : NULL;
    wf_diag_error(builder->diag, platform->path, line, "<%s> link '%s' is not declared before%s",
                  tag, name, wf_hint(near).text);
}

void wf_reference_netpoint(struct wf_builder *builder, const char *tag, const char *attribute,
                           const char *name, unsigned kinds, uint32_t line)
{
    struct wf_platform *platform = builder->platform;
    uint32_t value = wf_map_get(&platform->netpoints, name);
    if (value != WF_MAP_NONE && (1u << wf_netpoint_kind(value) & kinds))
        return;
    if (value == WF_MAP_NONE && platform->incomplete)
        return;
    const char *expected = kinds == 1u << WF_NETPOINT_ZONE   ? "zone"
                           : kinds == 1u << WF_NETPOINT_HOST ? "host"
                                                             : "host or router";
    if (value != WF_MAP_NONE) {
        wf_diag_error(builder->diag, platform->path, line,
                      "<%s> attribute '%s': '%s' is a %s, not a %s", tag, attribute, name,
                      wf_netpoint_name(wf_netpoint_kind(value)), expected);
        return;
    }
    const char *near = kinds & 1u << WF_NETPOINT_HOST && builder->diag->error_count < WF_NEAREST_MAX
                           ? wf_platform_nearest_host(platform, name)
                           : NULL;
    wf_diag_error(builder->diag, platform->path, line,
                  "<%s> attribute '%s': there is no %s '%s' before%s", tag, attribute, expected,
                  name, wf_hint(near).text);
}

/* The zone in which a host or router stands; that of its <cluster>, too. */
static uint32_t zone_of(const struct wf_platform *platform, uint32_t netpoint)
{
    uint32_t index = wf_netpoint_index(netpoint);
    if (wf_netpoint_kind(netpoint) == WF_NETPOINT_ROUTER)
        return platform->routers[index].zone;
    return wf_platform_zone_of(platform, index);
}

/* Does @p netpoint stand in the zone called @p name, or below it? */
static bool stands_in(const struct wf_platform *platform, uint32_t netpoint, const char *name)
{
    for (uint32_t zone = zone_of(platform, netpoint); zone; zone = platform->zones[zone].parent)
        if (!strcmp(platform->zones[zone].name, name))
            return true;
    return false;
}

void wf_reference_gateway(struct wf_builder *builder, const char *tag,
                          const char *const attributes[3], const char *const names[3],
                          uint32_t line)
{
    const struct wf_platform *platform = builder->platform;
    uint32_t gateway = wf_map_get(&platform->netpoints, names[0]);
    uint32_t zone = wf_map_get(&platform->netpoints, names[1]);
    if (platform->incomplete || gateway == WF_MAP_NONE || zone == WF_MAP_NONE ||
        wf_netpoint_kind(gateway) == WF_NETPOINT_ZONE ||
        wf_netpoint_kind(zone) != WF_NETPOINT_ZONE || stands_in(platform, gateway, names[1]))
        return;
    bool swapped = stands_in(platform, gateway, names[2]);
    wf_diag_error(builder->diag, platform->path, line,
                  "<%s> attribute '%s': '%s' stands in the zone '%s', not in '%s' (%s)%s", tag,
                  attributes[0], names[0], platform->zones[zone_of(platform, gateway)].name,
                  names[1], attributes[1], swapped ? "; are gw_src and gw_dst swapped?" : "");
}

void wf_reference_common_link(struct wf_platform *platform, const char *name)
{
    uint32_t index = wf_map_get(&platform->link_names, name);
    if (index == WF_MAP_NONE)
        return;
    uint32_t *holder = &platform->links[index].holder;
    if (*holder && *holder != WF_LINK_COMMON)
        platform->hosts[*holder - 1].access = WF_ACCESS_SHARED;
    *holder = WF_LINK_COMMON;
}

/* @return whether link @p index is @p host's alone so far. */
static bool hold_link(struct wf_platform *platform, uint32_t index, uint32_t host)
{
    if (index == WF_MAP_NONE) /* half of a duplex link, or a link that SimGrid makes */
        return false;
    uint32_t *holder = &platform->links[index].holder;
    if (*holder == 0)
        *holder = host + 1;
    if (*holder == host + 1)
        return true;
    wf_reference_common_link(platform, platform->links[index].name);
    return false;
}

void wf_reference_host_link(struct wf_builder *builder, const char *name,
                            const char *const links[2], struct wf_frame *frame, uint32_t line)
{
    struct wf_platform *platform = builder->platform;
    const struct wf_zone *zone = &platform->zones[frame->zone];
    uint32_t index = wf_platform_host(platform, name);
    if (!zone->cabinets && frame->children++ == 0)
        wf_diag_warn(builder->diag, platform->path, line,
                     "<host_link> stands in the zone '%s', where SimGrid makes no route of it; "
                     "expected in one with routing 'Cluster'",
                     zone->name);
    if (index == WF_MAP_NONE)
        return;
    if (platform->hosts[index].access != WF_ACCESS_NONE)
        wf_diag_error(builder->diag, platform->path, line,
                      "<host_link %s> is given twice; expected one a host", name);
    platform->hosts[index].access = WF_ACCESS_OWN;
    for (int i = 0; i < 2; i++) {
        uint32_t link = wf_map_get(&platform->link_names, links[i]);
        platform->hosts[index].links[i] = link == WF_MAP_NONE ? 0 : link + 1;
        if (!hold_link(platform, link, index))
            platform->hosts[index].access = WF_ACCESS_SHARED;
    }
}

void wf_reference_trace(struct wf_builder *builder, const char *kind, const char *name,
                        uint32_t line)
{
    struct wf_platform *platform = builder->platform;
    bool on_link = kind && (!strcmp(kind, "LINK_AVAIL") || !strcmp(kind, "BANDWIDTH") ||
                            !strcmp(kind, "LATENCY"));
    if (on_link) {
        wf_diag_error(builder->diag, platform->path, line,
                      "<trace_connect> link '%s': SimGrid connects traces to hosts only; give the "
                      "link a bandwidth_file, latency_file or state_file",
                      name);
        return;
    }
    uint32_t index = wf_platform_host(platform, name);
    if (index == WF_MAP_NONE) {
        wf_reference_netpoint(builder, "trace_connect", "element", name, 1u << WF_NETPOINT_HOST,
                              line);
        return;
    }
    struct wf_host_class *copy = wf_arena_alloc(&platform->arena, sizeof *copy);
    *copy = *platform->hosts[index].class;
    copy->profiled |= WF_PROFILE_TRACE;
    platform->hosts[index].class = copy;
}

/* ---- pairs that have a route ---- */

static uint64_t *slot_of(uint64_t *slots, size_t capacity, uint64_t pair)
{
    size_t index = (size_t)((pair * UINT64_C(0x9e3779b97f4a7c15)) >> 20) & (capacity - 1);
    while (slots[index] && slots[index] != pair)
        index = (index + 1) & (capacity - 1);
    return &slots[index];
}

/* Add a pair of netpoints. @return false: it is there already */
static bool add_pair(struct wf_builder *builder, uint32_t from, uint32_t to)
{
    uint64_t pair = ((uint64_t)from << 32 | to) + 1; /* no netpoint is 2^32 - 1 */
    if (2 * (builder->pair_count + 1) > builder->pair_capacity) {
        size_t capacity = builder->pair_capacity ? 2 * builder->pair_capacity : 64;
        uint64_t *slots = wf_calloc(capacity, sizeof *slots);
        for (size_t i = 0; i < builder->pair_capacity; i++)
            if (builder->pairs[i])
                *slot_of(slots, capacity, builder->pairs[i]) = builder->pairs[i];
        free(builder->pairs);
        builder->pairs = slots;
        builder->pair_capacity = capacity;
    }
    uint64_t *slot = slot_of(builder->pairs, builder->pair_capacity, pair);
    if (*slot)
        return false;
    *slot = pair;
    builder->pair_count++;
    return true;
}

/* What SimGrid says of a route in such a zone, or NULL. */
static const char *why_not(const struct wf_zone *zone, bool zones, bool self, bool both_ways)
{
    if (zone->routing == WF_ROUTES_NONE)
        return "has a routing that takes no routes; expected 'Full', 'Floyd' or 'Dijkstra'";
    if (zone->routing == WF_ROUTES_STAR)
        return self ? NULL
                    : "is a star, in which SimGrid takes no route between two members; give each a "
                      "<host_link>, or the zone the routing 'Full'";
    if (zones && self)
        return "takes no route from a zone to itself";
    return self && both_ways && zone->routing == WF_ROUTES_GRAPH
               ? "takes a route to itself one way only; expected symmetrical=\"NO\""
               : NULL;
}

void wf_reference_route(struct wf_builder *builder, const char *tag, const char *const names[2],
                        const char *symmetrical, uint32_t line)
{
    const struct wf_platform *platform = builder->platform;
    const struct wf_zone *zone = &platform->zones[wf_builder_zone(builder)];
    bool both_ways = !symmetrical || *symmetrical == 'Y' || *symmetrical == 'y';
    bool self = !strcmp(names[0], names[1]);
    uint32_t from = wf_map_get(&platform->netpoints, names[0]);
    uint32_t to = wf_map_get(&platform->netpoints, names[1]);
    if (from == WF_MAP_NONE || to == WF_MAP_NONE) /* reported */
        return;
    const char *why = why_not(zone, !strcmp(tag, "zoneRoute"), self, both_ways);
    if (why) {
        wf_diag_error(builder->diag, platform->path, line, "<%s> '%s' to '%s': the zone '%s' %s",
                      tag, names[0], names[1], zone->name, why);
        return;
    }
    if (zone->routing == WF_ROUTES_STAR)
        return;
    bool fresh = add_pair(builder, from, to);
    if (fresh && both_ways && !self)
        fresh = add_pair(builder, to, from);
    if (!fresh)
        wf_diag_error(builder->diag, platform->path, line,
                      "<%s> '%s' to '%s' is given twice: routes hold both ways, unless "
                      "symmetrical=\"NO\"",
                      tag, names[0], names[1]);
}

void wf_reference_profile(struct wf_builder *builder, const char *name, uint32_t line)
{
    const char *kept = wf_arena_intern_text(&builder->platform->arena, name);
    uint32_t first = wf_map_add(&builder->profiles, kept, line);
    if (first != WF_MAP_NONE)
        wf_diag_error(builder->diag, builder->platform->path, line,
                      "the profile '%s' is used twice (first on line %u), which SimGrid refuses; "
                      "copy it under another name",
                      name, first);
}
