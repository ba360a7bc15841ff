#include "platform/made_link.h"
#include "base/text.h"
#include "platform/schema.h"
#include "prop/radical.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct maker {
    wf_made_link_visit *visit;
    void *data;
    bool split; /* cables have two halves */
    struct wf_buffer name;
};

static void make(struct maker *maker, enum wf_made_link kind, const char *format, ...)
    WF_PRINTF(3, 4);
static void make(struct maker *maker, enum wf_made_link kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *name = wf_vformat(format, arguments);
    va_end(arguments);
    static const char *const halves[] = {"_UP", "_DOWN"};
    bool split = kind == WF_MADE_CABLE && maker->split;
    for (size_t i = 0; i < (split ? 2 : 1); i++) {
        maker->name.length = 0;
        wf_buffer_printf(&maker->name, "%s%s", name, split ? halves[i] : "");
        maker->visit(maker->data, kind, maker->name.text);
    }
    free(name);
}

static void make_cable(void *data, const char *name)
{
    make(data, WF_MADE_CABLE, "%s", name);
}

/* Of a node, by its number: that of its name in a flat cluster, its rank elsewhere. */
static void make_of_node(struct maker *maker, const struct wf_host_group *group, bool host,
                         uint64_t number)
{
    unsigned long long node = number;
    if (host && group->topology.kind == WF_FLAT)
        make(maker, WF_MADE_CABLE, "%s_link_%llu", group->id, node);
    if (group->limiter)
        make(maker, WF_MADE_LIMITER, "%s_link_%llu_limiter", group->id, node);
    if (group->loopback && host)
        make(maker, WF_MADE_LOOPBACK, "%s_link_%llu_loopback", group->id, node);
}

static void make_of_cluster(struct maker *maker, const struct wf_host_group *group,
                            const struct wf_cluster *cluster)
{
    const struct wf_fabric *topology = &group->topology;
    struct wf_radical_state state = {0};
    uint64_t number, rank = 0, switches = wf_fabric_switches(topology);
    maker->split = cluster->links->sharing == WF_SPLITDUPLEX;
    while (wf_radical_next(group->radical, strlen(group->radical), &state, &number))
        make_of_node(maker, group, true, topology->kind == WF_FLAT ? number : rank++);
    for (uint64_t i = 0; group->limiter && i < switches; i++)
        make_of_node(maker, group, false,
                     topology->kind == WF_FAT_TREE ? 2 * rank - 1 - i : rank + i);
    wf_fabric_cable_names(topology, group->id, cluster->first_cable, make_cable, maker);
    if (cluster->backbone)
        make(maker, WF_MADE_BACKBONE, "%s_backbone", group->id);
}

void wf_made_links_each(const struct wf_platform *platform, const struct wf_host_group *group,
                        wf_made_link_visit *visit, void *data)
{
    struct maker maker = {.visit = visit, .data = data};
    if (group->cluster != WF_MAP_NONE)
        make_of_cluster(&maker, group, &platform->clusters[group->cluster]);
    maker.split = true;
    for (uint32_t i = 0; group->cluster == WF_MAP_NONE && i < group->host_count; i++) {
        const char *host = platform->hosts[group->first_host + i].name;
        if (group->element == WF_EL_CABINET) {
            make(&maker, WF_MADE_CABLE, "link_%s", host);
        } else {
            make(&maker, WF_MADE_UP, "link_%s_UP", host);
            make(&maker, WF_MADE_DOWN, "link_%s_DOWN", host);
        }
    }
    wf_buffer_release(&maker.name);
}

static bool ends_with(const char *text, const char *tail)
{
    size_t length = strlen(text), size = strlen(tail);
    return length > size && !strcmp(text + length - size, tail);
}

/* A cable of a cluster whose names hold its id: "_link_7", "_link_from_0_to_1". */
static bool is_cable(const char *rest)
{
    static const char head[] = "link_", from[] = "from_";
    if (strncmp(rest, head, sizeof head - 1) != 0)
        return false;
    rest += sizeof head - 1;
    return isdigit((unsigned char)*rest) || !strncmp(rest, from, sizeof from - 1);
}

const struct wf_cluster *wf_made_link_cluster(const struct wf_platform *platform, const char *name,
                                              bool *backbone)
{
    uint64_t number = 0;
    enum wf_fabric_kind kind = wf_fabric_of_cable(name, &number);
    *backbone = false;
    for (uint32_t i = 0; i < platform->cluster_count; i++) {
        const struct wf_cluster *cluster = &platform->clusters[i];
        size_t length = strlen(cluster->prefix);
        if (kind != WF_FLAT && cluster->topology == kind &&
            number - cluster->first_cable < cluster->cable_count)
            return cluster;
        if (strncmp(name, cluster->prefix, length) != 0)
            continue;
        *backbone = cluster->backbone && !strcmp(name + length, "backbone");
        if (*backbone)
            return cluster;
        if (!wf_fabric_is_anonymous(cluster->topology) && is_cable(name + length) &&
            !ends_with(name, "_limiter") && !ends_with(name, "_loopback"))
            return cluster;
    }
    return NULL;
}
