#include "platform/tables.h"
#include "base/pages.h"

#define APPEND(platform, table, item)                                                              \
    do {                                                                                           \
        if ((platform)->table##_count == (platform)->table##_capacity) {                           \
            uint32_t grown = (platform)->table##_capacity;                                         \
            (platform)->table##_capacity = grown ? grown + grown / 2 : 64;                         \
            (platform)->table##s =                                                                 \
                wf_pages_grow((platform)->table##s, grown * sizeof *(platform)->table##s,          \
                              (platform)->table##_capacity * sizeof *(platform)->table##s);        \
        }                                                                                          \
        (platform)->table##s[(platform)->table##_count++] = (item);                                \
    } while (0)

void wf_tables_add_host(struct wf_platform *platform, struct wf_host host)
{
    APPEND(platform, host, host);
}

void wf_tables_add_link(struct wf_platform *platform, struct wf_link link)
{
    APPEND(platform, link, link);
}

void wf_tables_add_zone(struct wf_platform *platform, struct wf_zone zone)
{
    APPEND(platform, zone, zone);
}

void wf_tables_add_router(struct wf_platform *platform, struct wf_router router)
{
    APPEND(platform, router, router);
}

void wf_tables_add_cluster(struct wf_platform *platform, struct wf_cluster cluster)
{
    APPEND(platform, cluster, cluster);
}

void wf_tables_add_group(struct wf_platform *platform, struct wf_host_group group)
{
    APPEND(platform, group, group);
}

void wf_tables_start(struct wf_platform *platform, const char *path)
{
    *platform = (struct wf_platform){.path = wf_strdup(path)};
    wf_arena_init(&platform->arena);
    platform->networks = wf_networks_shipped(&platform->arena);
    wf_map_init(&platform->netpoints);
    wf_map_init(&platform->link_names);
    struct wf_site *site = wf_arena_alloc(&platform->arena, sizeof *site);
    wf_props_defaults(wf_site_props, site, NULL);
    wf_tables_add_zone(
        platform, (struct wf_zone){.name = "",
                                   .site = site,
                                   .origins = wf_arena_alloc(
                                       &platform->arena, WF_SITE_PROPS_MAX * sizeof(uint32_t))});
}
