#include "platform/platform_reader.h"
#include <stdlib.h>
#include <string.h>

void wf_platform_release(struct wf_platform *platform)
{
    if (!platform)
        return;
    free(platform->path);
    free(platform->hosts);
    free(platform->links);
    free(platform->zones);
    free(platform->clusters);
    wf_map_release(&platform->netpoints);
    wf_map_release(&platform->link_names);
    wf_series_set_release(&platform->series);
    wf_arena_release(&platform->arena);
    *platform = (struct wf_platform){0};
}

uint32_t wf_platform_host(const struct wf_platform *platform, const char *name)
{
    uint32_t value = wf_map_get(&platform->netpoints, name);
    return value != WF_MAP_NONE && NETPOINT_KIND(value) == NETPOINT_HOST ? NETPOINT_INDEX(value)
                                                                         : WF_MAP_NONE;
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
    for (uint32_t i = 0; i < platform->cluster_count; i++) {
        const struct wf_cluster *cluster = &platform->clusters[i];
        size_t length = strlen(cluster->prefix);
        if (strncmp(name, cluster->prefix, length))
            continue;
        if (ends_with(name, "_limiter") || ends_with(name, "_loopback"))
            return NULL; /* no cable: a bound on a node's two directions, or the node itself */
        return cluster->backbone && !strcmp(name + length, "backbone") ? cluster->backbone
                                                                       : cluster->links;
    }
    return NULL;
}

const char *wf_platform_nearest_host(const struct wf_platform *platform, const char *name)
{
    const char *near = NULL;
    size_t limit = strlen(name) / 3, best = (limit < 1 ? 1 : limit > 3 ? 3 : limit) + 1;
    for (uint32_t i = 0; i < platform->host_count && best > 1; i++) {
        size_t distance = wf_text_distance(name, platform->hosts[i].name, best);
        if (distance < best) {
            best = distance;
            near = platform->hosts[i].name;
        }
    }
    return near;
}
