#include "platform/platform.h"
#include "platform/made_link.h"
#include "platform/netpoint.h"
#include "platform/schema.h"
#include "platform/tables.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- ownership ---- */

/* Free a table unless the base owns it. */
#define RELEASE_OWN(platform, table)                                                               \
    do {                                                                                           \
        if (!(platform)->base || (platform)->table != (platform)->base->table)                     \
            free((platform)->table);                                                               \
    } while (0)

void wf_platform_release(struct wf_platform *platform)
{
    if (!platform)
        return;
    const struct wf_platform *base = platform->base;
    free(platform->path);
    if (platform->text && !base) {
        close(platform->text_file);
        free(platform->text);
    }
    RELEASE_OWN(platform, hosts);
    RELEASE_OWN(platform, links);
    RELEASE_OWN(platform, zones);
    RELEASE_OWN(platform, routers);
    RELEASE_OWN(platform, clusters);
    RELEASE_OWN(platform, groups);
    if (!base || platform->netpoints.slots != base->netpoints.slots)
        wf_map_release(&platform->netpoints);
    if (!base)
        wf_map_release(&platform->link_names);
    wf_series_set_release(&platform->series);
    wf_arena_release(&platform->arena);
    *platform = (struct wf_platform){0};
}

/* ---- whose figures are listed ---- */

uint32_t wf_platform_listed_host(const struct wf_platform *platform, uint32_t host)
{
    const struct wf_host_class *class = platform->hosts[host].class;
    return class->site->props_of ? platform->zones[class->zone].first_host - 1 : host;
}

bool wf_platform_lists_link(const struct wf_platform *platform, uint32_t link)
{
    const struct wf_link_class *class = platform->links[link].class;
    if (!class->site->props_of)
        return true;
    const uint32_t *first = platform->zones[class->zone].first_links;
    return first[0] == link + 1 || first[1] == link + 1;
}

/* ---- a platform in memory ---- */

void wf_platform_make(struct wf_platform *platform, const char *name)
{
    wf_tables_start(platform, name);
    platform->made = platform->rewritten = true;
    struct wf_zone zone = platform->zones[0];
    zone.name = "made";
    wf_map_add(&platform->netpoints, zone.name, wf_netpoint(WF_NETPOINT_ZONE, 1));
    wf_tables_add_zone(platform, zone);
}

void wf_platform_add_host(struct wf_platform *platform, const char *name,
                          const double *speed_flop_per_s, const struct wf_watts *watts,
                          uint32_t pstate_count)
{
    assert(platform->made && wf_map_get(&platform->netpoints, name) == WF_MAP_NONE);
    struct wf_arena *arena = &platform->arena;
    struct wf_host_class class;
    memset(&class, 0, sizeof class);
    class.site = platform->zones[1].site;
    class.origins = platform->zones[1].origins;
    class.speed_flop_per_s =
        wf_arena_intern(arena, speed_flop_per_s, pstate_count * sizeof *speed_flop_per_s);
    class.watts = wf_arena_intern(arena, watts, pstate_count * sizeof *watts);
    class.pstate_count = pstate_count;
    class.core_count = 1;
    class.zone = 1;
    const char *kept = wf_arena_text(arena, name, strlen(name));
    wf_map_add(&platform->netpoints, kept, wf_netpoint(WF_NETPOINT_HOST, platform->host_count));
    wf_tables_add_host(
        platform,
        (struct wf_host){.name = kept, .class = wf_arena_intern(arena, &class, sizeof class)});
}

/* ---- names ---- */

uint32_t wf_platform_host(const struct wf_platform *platform, const char *name)
{
    uint32_t value = wf_map_get(&platform->netpoints, name);
    return value != WF_MAP_NONE && wf_netpoint_kind(value) == WF_NETPOINT_HOST
               ? wf_netpoint_index(value)
               : WF_MAP_NONE;
}

const struct wf_host_group *wf_platform_group(const struct wf_platform *platform, uint32_t host)
{
    uint32_t low = 0, high = platform->group_count; /* they stand by first host */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (platform->groups[middle].first_host <= host)
            low = middle + 1;
        else
            high = middle;
    }
    const struct wf_host_group *group = low ? &platform->groups[low - 1] : NULL;
    return group && host - group->first_host < group->host_count ? group : NULL;
}

uint32_t wf_platform_zone_of(const struct wf_platform *platform, uint32_t index)
{
    const struct wf_host_group *group = wf_platform_group(platform, index);
    uint32_t zone = group && group->cluster != WF_MAP_NONE
                        ? wf_map_get(&platform->netpoints, group->id)
                        : WF_MAP_NONE;
    return zone != WF_MAP_NONE && wf_netpoint_kind(zone) == WF_NETPOINT_ZONE
               ? wf_netpoint_index(zone)
               : platform->hosts[index].class->zone;
}

const char *wf_platform_watts_remedy(const struct wf_platform *platform, uint32_t host)
{
    const struct wf_host_group *group = wf_platform_group(platform, host);
    switch (group ? group->element : WF_EL_HOST) {
    case WF_EL_PEER:
        return "a <peer> has no place for them; declare the host by <host>, in a zone of routing "
               "'Cluster'";
    case WF_EL_CABINET:
        return "a <cabinet> has no place for them; give them by --set "
               "host.GLOB.wattage_per_state=.., or declare the hosts by <host> or <cluster>";
    default:
        return "add <prop id=\"wattage_per_state\" value=\"IDLE:EPSILON:ALLCORES\"/>, watts, one "
               "triple a pstate";
    }
}

static bool ends_with(const char *text, const char *tail)
{
    size_t length = strlen(text), size = strlen(tail);
    return length > size && !strcmp(text + length - size, tail);
}

const struct wf_link_class *wf_platform_link(const struct wf_platform *platform, const char *name,
                                             uint32_t *line)
{
    if (line)
        *line = 0;
    uint32_t index = wf_map_get(&platform->link_names, name);
    if (index == WF_MAP_NONE && (ends_with(name, "_UP") || ends_with(name, "_DOWN"))) {
        char *whole = wf_strdup(name);
        *strrchr(whole, '_') = '\0';
        index = wf_map_get(&platform->link_names, whole);
        free(whole);
        if (index != WF_MAP_NONE && platform->links[index].class->sharing != WF_SPLITDUPLEX)
            index = WF_MAP_NONE;
    }
    if (index != WF_MAP_NONE) {
        if (line)
            *line = platform->links[index].line;
        return platform->links[index].class;
    }
    bool backbone;
    const struct wf_cluster *cluster = wf_made_link_cluster(platform, name, &backbone);
    if (cluster)
        return backbone ? cluster->backbone : cluster->links;
    return NULL;
}

const char *wf_platform_nearest_host(const struct wf_platform *platform, const char *name)
{
    const char **names = wf_calloc(platform->host_count + 1u, sizeof *names);
    for (uint32_t i = 0; i < platform->host_count; i++)
        names[i] = platform->hosts[i].name;
    const char *near = wf_text_nearest(name, names, platform->host_count);
    free(names);
    return near;
}

const char *wf_platform_nearest_link(const struct wf_platform *platform, const char *name)
{
    const char **names = wf_calloc(platform->link_count + 1u, sizeof *names);
    for (uint32_t i = 0; i < platform->link_count; i++)
        names[i] = platform->links[i].name;
    const char *near = wf_text_nearest(name, names, platform->link_count);
    free(names);
    return near;
}
