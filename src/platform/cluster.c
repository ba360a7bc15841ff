#include "platform/cluster.h"
#include "platform/declare.h"
#include "platform/link_class.h"
#include "platform/tables.h"
#include "prop/radical.h"
#include <stdlib.h>
#include <string.h>

static const char *keep_text(struct wf_builder *builder, const char *text)
{
    return text ? wf_arena_text(&builder->platform->arena, text, strlen(text)) : NULL;
}

static const char *attribute(const struct wf_builder *builder, const char *name)
{
    return wf_pending_value(&builder->pending, name, false);
}

static const char *backbone_wattage(const struct wf_builder *builder)
{
    return wf_pending_value(&builder->pending, "backbone_wattage_range", true);
}

/* Its props are its hosts'. */
static void declare_hosts(struct wf_builder *builder, uint32_t cluster,
                          const struct wf_fabric *topology)
{
    const struct wf_pending *pending = &builder->pending;
    struct wf_host_group group = {
        .id = keep_text(builder, attribute(builder, "id")),
        .prefix = keep_text(builder, attribute(builder, "prefix")),
        .suffix = keep_text(builder, attribute(builder, "suffix")),
        .radical = keep_text(builder, attribute(builder, "radical")),
        .class = wf_builder_host_class(builder),
        .element = pending->element,
        .line = pending->line,
        .cluster = cluster,
        .backbone_sharing = wf_sharing_of(attribute(builder, "bb_sharing_policy")),
        .backbone_wattage = keep_text(builder, backbone_wattage(builder)),
        .topology = *topology,
        .limiter = attribute(builder, "limiter_link") != NULL,
        .loopback = attribute(builder, "loopback_bw") || attribute(builder, "loopback_lat")};
    wf_declare_numbered(builder->platform, &group, builder->diag);
    wf_tables_add_group(builder->platform, group);
}

static void declare_zone(struct wf_builder *builder)
{
    struct wf_platform *platform = builder->platform;
    uint32_t zone = wf_builder_zone(builder), line = builder->pending.line;
    const char *id = attribute(builder, "id"), *router = attribute(builder, "router_id");
    const char *name = wf_declare_netpoint(platform, id, WF_NETPOINT_ZONE, platform->zone_count,
                                           line, builder->diag);
    if (name)
        wf_tables_add_zone(platform, (struct wf_zone){.name = name,
                                                      .site = platform->zones[zone].site,
                                                      .origins = platform->zones[zone].origins,
                                                      .parent = zone,
                                                      .line = line,
                                                      .implied = 1});
    char *own = router && *router ? wf_strdup(router)
                                  : wf_format("%s%s_router%s", attribute(builder, "prefix"), id,
                                              attribute(builder, "suffix"));
    wf_declare_router(platform, own, name ? platform->zone_count - 1 : zone, line, builder->diag);
    free(own);
}

/* What SimGrid checks too, without a line. */
static struct wf_fabric read_topology(struct wf_builder *builder, uint64_t hosts)
{
    struct wf_fabric topology;
    struct wf_mistakes mistakes = wf_builder_mistakes(builder);
    const char *parameters = attribute(builder, "topo_parameters");
    char *why = wf_fabric_read(attribute(builder, "topology"), parameters, &topology);
    uint64_t wanted = wf_fabric_hosts(&topology);
    if (!why && wanted && wanted != hosts)
        why = wf_format("is a topology of %llu hosts, and 'radical' names %llu",
                        (unsigned long long)wanted, (unsigned long long)hosts);
    if (why) {
        char *text = wf_format(": '%s': %s", parameters ? parameters : "", why);
        mistakes.report(mistakes.data, "topo_parameters", text);
        free(text);
    }
    free(why);
    return topology;
}

/* Cables that clusters of this topology have already. */
static uint64_t cables_before(const struct wf_platform *platform, enum wf_fabric_kind kind)
{
    uint64_t count = 0;
    for (uint32_t i = 0; i < platform->cluster_count; i++)
        if (platform->clusters[i].topology == kind)
            count += platform->clusters[i].cable_count;
    return count;
}

static struct wf_link_draft start_links(struct wf_builder *builder)
{
    struct wf_link_draft draft;
    uint32_t zone = wf_builder_zone(builder);
    wf_link_draft_inherit(&draft, &builder->platform->zones[zone], zone);
    wf_builder_find_series(builder, &draft.site, draft.origins);
    draft.class.generated = 1;
    builder->units.line = builder->pending.line;
    return draft;
}

static const struct wf_link_class *read_links(struct wf_builder *builder,
                                              struct wf_link_draft draft)
{
    struct wf_mistakes mistakes = wf_builder_mistakes(builder);
    const char *sharing = attribute(builder, "sharing_policy");
    const char *watts = wf_pending_value(&builder->pending, "wattage_range", true);
    wf_link_draft_attribute(&draft, "bandwidth", attribute(builder, "bw"), &builder->units);
    draft.class.sharing = (uint8_t)(sharing ? wf_sharing_of(sharing) : WF_SPLITDUPLEX);
    if (watts)
        wf_link_draft_wattage(&draft, "wattage_range", watts, &mistakes);
    return wf_link_draft_keep(&draft, false, &builder->platform->arena, &builder->memo);
}

static const struct wf_link_class *read_backbone(struct wf_builder *builder,
                                                 struct wf_link_draft draft)
{
    struct wf_mistakes mistakes = wf_builder_mistakes(builder);
    const char *bandwidth = attribute(builder, "bb_bw"), *watts = backbone_wattage(builder);
    if (!bandwidth || !*bandwidth)
        return NULL;
    wf_link_draft_attribute(&draft, "bandwidth", bandwidth, &builder->units);
    draft.class.sharing = (uint8_t)wf_sharing_of(attribute(builder, "bb_sharing_policy"));
    if (watts)
        wf_link_draft_wattage(&draft, "backbone_wattage_range", watts, &mistakes);
    return wf_link_draft_keep(&draft, false, &builder->platform->arena, &builder->memo);
}

void wf_cluster_finish(struct wf_builder *builder)
{
    struct wf_platform *platform = builder->platform;
    struct wf_link_draft draft = start_links(builder);
    const char *radical = attribute(builder, "radical");
    uint64_t hosts = wf_radical_count(radical, strlen(radical));
    struct wf_fabric topology = read_topology(builder, hosts);
    char *prefix = wf_format("%s_", attribute(builder, "id"));
    struct wf_cluster cluster = {.prefix = keep_text(builder, prefix),
                                 .links = read_links(builder, draft),
                                 .backbone = read_backbone(builder, draft),
                                 .topology = topology.kind,
                                 .cable_count = (uint32_t)wf_fabric_cables(&topology, hosts),
                                 .first_cable = cables_before(platform, topology.kind)};
    free(prefix);
    wf_tables_add_cluster(platform, cluster);
    declare_zone(builder);
    declare_hosts(builder, platform->cluster_count - 1, &topology);
}

void wf_cabinet_finish(struct wf_builder *builder)
{
    const struct wf_platform *platform = builder->platform;
    uint32_t zone = wf_builder_zone(builder);
    if (!platform->zones[zone].cabinets) {
        wf_diag_warn(builder->diag, platform->path, builder->pending.line,
                     "<cabinet %s> has no hosts: SimGrid makes them only in a <zone> of its own "
                     "with routing 'Cluster'",
                     attribute(builder, "id"));
        return;
    }
    declare_hosts(builder, WF_MAP_NONE, &(struct wf_fabric){.kind = WF_FLAT});
}
