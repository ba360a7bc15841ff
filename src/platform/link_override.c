#include "platform/link_override.h"
#include "platform/group_override.h"
#include "platform/link_class.h"
#include "platform/made_override.h"
#include <math.h>
#include <string.h>

/* ---- links that are declared ---- */

static const struct wf_link_class *derive(struct wf_derivation *derivation,
                                          const struct wf_link_class *class)
{
    struct wf_mistakes mistakes = wf_derivation_mistakes(derivation);
    struct wf_link_draft draft;
    wf_link_draft_copy(&draft, class);
    bool agreed = wf_link_draft_agrees(&draft); /* else the file's mistake was reported */
    wf_derivation_site(derivation, class->zone, WF_ON_LINK, &draft.site, draft.origins);
    if (agreed)
        wf_link_draft_check(&draft, &mistakes);
    for (size_t i = 0; i < derivation->set_count; i++)
        if (wf_schema_has(derivation->element, derivation->sets[i]->prop))
            wf_link_draft_attribute(&draft, derivation->sets[i]->prop, derivation->sets[i]->value,
                                    &derivation->units);
    const char *watts = wf_derivation_value(derivation, "wattage_range");
    wf_link_draft_settle(&draft, &derivation->platform->zones[class->zone], &mistakes);
    if (watts)
        wf_link_draft_wattage(&draft, "wattage_range", watts, &mistakes);
    draft.class.bandwidth_set |= wf_derivation_value(derivation, "bandwidth") != NULL;
    draft.class.latency_set |= wf_derivation_value(derivation, "latency") != NULL;
    draft.class.watts_set |= watts != NULL;
    if (wf_derivation_value(derivation, "provenance")) /* else it was checked in the file */
        wf_link_draft_check_provenance(&draft, &mistakes);
    return wf_link_draft_keep(&draft, !derivation->wrong, &derivation->platform->arena,
                              &derivation->memo);
}

static void set_class(struct wf_derivation *derivation, uint32_t link,
                      const struct wf_link_class *class)
{
    const struct wf_platform *base = derivation->base;
    struct wf_platform *platform = derivation->platform;
    if (platform->links == base->links) {
        platform->links = wf_calloc(platform->link_count, sizeof *platform->links);
        memcpy(platform->links, base->links, platform->link_count * sizeof *platform->links);
    }
    platform->links[link].class = class;
}

static void override_links(struct wf_derivation *derivation)
{
    struct wf_platform *platform = derivation->platform;
    for (uint32_t i = 0; i < platform->link_count; i++) {
        const struct wf_link *link = &platform->links[i];
        bool any = wf_derivation_match(derivation, "link", link->name);
        if (!any && !derivation->changed_zones[link->class->zone])
            continue;
        const struct wf_link_class *class = wf_derivation_known(derivation, link->class);
        if (!class) {
            wf_derivation_open(derivation, link->class->backbone ? WF_EL_BACKBONE : WF_EL_LINK,
                               link->name, link->line);
            class = derive(derivation, link->class);
        }
        set_class(derivation, i, class);
    }
    if (platform->links == derivation->base->links)
        return;
    platform->has_radio = false;
    for (uint32_t i = 0; i < platform->link_count; i++)
        platform->has_radio |= wf_site_has_radio(platform->links[i].class->site);
}

/* ---- links that SimGrid makes for a cluster ---- */

/* What an override of the element at hand says of one kind of its links. */
static void set_links(struct wf_derivation *derivation, struct wf_link_draft *draft,
                      const char *bandwidth, const char *sharing, const char *wattage)
{
    struct wf_mistakes mistakes = wf_derivation_mistakes(derivation);
    const char *value = wf_derivation_value(derivation, bandwidth);
    if (value)
        wf_link_draft_attribute(draft, "bandwidth", value, &derivation->units);
    value = wf_derivation_value(derivation, sharing);
    if (value)
        wf_link_draft_attribute(draft, "sharing_policy", value, &derivation->units);
    value = wf_derivation_value(derivation, wattage);
    if (value)
        wf_link_draft_wattage(draft, wattage, value, &mistakes);
}

/* A backbone where there was none: on the site of the other links. */
static void start_backbone(struct wf_derivation *derivation, const struct wf_host_group *group,
                           struct wf_link_draft *draft)
{
    struct wf_mistakes mistakes = wf_derivation_mistakes(derivation);
    draft->class.sharing = (uint8_t)group->backbone_sharing;
    draft->class.idle_w = draft->class.busy_w = NAN;
    if (group->backbone_wattage && !wf_derivation_value(derivation, "backbone_wattage_range"))
        wf_link_draft_wattage(draft, "backbone_wattage_range", group->backbone_wattage, &mistakes);
}

/* The links have no props in the file: they are the zone's, and those of overrides that name the
 * links. Those of the cluster are its hosts'. */
static void set_site(struct wf_derivation *derivation, const struct wf_host_group *group,
                     const char *target, struct wf_link_draft *draft)
{
    struct wf_mistakes mistakes = wf_derivation_mistakes(derivation);
    wf_derivation_match(derivation, target, group->id);
    wf_derivation_open(derivation, WF_EL_LINK, group->id, group->line);
    wf_derivation_site(derivation, draft->class.zone, WF_ON_LINK, &draft->site, draft->origins);
    wf_link_draft_check(draft, &mistakes);
    derivation->platform->has_radio |= wf_site_has_radio(&draft->site);
}

static void override_cluster(struct wf_derivation *derivation, const struct wf_host_group *group)
{
    struct wf_cluster *cluster = &wf_derivation_clusters(derivation)[group->cluster];
    struct wf_arena *arena = &derivation->platform->arena;
    struct wf_link_draft links, backbone;
    wf_link_draft_copy(&links, cluster->links);
    wf_link_draft_copy(&backbone, cluster->backbone ? cluster->backbone : cluster->links);
    set_site(derivation, group, WF_TARGET_CABLES, &links);
    set_site(derivation, group, WF_TARGET_BACKBONE, &backbone);
    wf_group_match(derivation, group);
    wf_derivation_open(derivation, group->element, group->id, group->line);
    bool wanted = cluster->backbone || wf_derivation_value(derivation, "bb_bw");
    if (wanted && !cluster->backbone)
        start_backbone(derivation, group, &backbone);
    set_links(derivation, &links, "bw", "sharing_policy", "wattage_range");
    cluster->links = wf_link_draft_keep(&links, false, arena, &derivation->memo);
    if (!wanted)
        return;
    set_links(derivation, &backbone, "bb_bw", "bb_sharing_policy", "backbone_wattage_range");
    cluster->backbone = wf_link_draft_keep(&backbone, false, arena, &derivation->memo);
}

static void override_clusters(struct wf_derivation *derivation)
{
    const struct wf_platform *platform = derivation->platform;
    for (uint32_t i = 0; i < platform->group_count; i++) {
        const struct wf_host_group *group = &platform->groups[i];
        if (group->cluster == WF_MAP_NONE)
            continue;
        uint32_t zone = platform->clusters[group->cluster].links->zone;
        if (wf_group_match(derivation, group) || derivation->changed_zones[zone] ||
            wf_derivation_match(derivation, WF_TARGET_CABLES, group->id) ||
            wf_derivation_match(derivation, WF_TARGET_BACKBONE, group->id))
            override_cluster(derivation, group);
    }
}

void wf_link_override(struct wf_derivation *derivation)
{
    override_links(derivation);
    override_clusters(derivation);
}
