#include "platform/group_override.h"
#include "platform/declare.h"
#include "platform/tables.h"
#include "prop/radical.h"
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

/* Do overrides rename the hosts of @p group? It is the element at hand then. */
static bool is_renamed(struct wf_derivation *derivation, const struct wf_host_group *group)
{
    if (!group->radical || !wf_derivation_match(derivation, "host", group->id))
        return false;
    wf_derivation_open(derivation, group->element, group->id, group->line);
    return wf_derivation_value(derivation, "prefix") || wf_derivation_value(derivation, "suffix") ||
           wf_derivation_value(derivation, "radical");
}

static bool any_is_renamed(struct wf_derivation *derivation)
{
    for (uint32_t i = 0; i < derivation->base->group_count; i++)
        if (is_renamed(derivation, &derivation->base->groups[i]))
            return true;
    return false;
}

/* Routers and zones keep their names; hosts follow. */
static void start_netpoints(const struct wf_platform *base, struct wf_platform *platform)
{
    wf_map_init(&platform->netpoints);
    for (size_t i = 0; i < base->netpoints.capacity; i++) {
        const struct wf_map_slot *slot = &base->netpoints.slots[i];
        if (slot->key && wf_netpoint_kind(slot->value) != WF_NETPOINT_HOST)
            wf_map_add(&platform->netpoints, slot->key, slot->value);
    }
}

/* Hosts whose names stay. */
static void keep_hosts(struct wf_derivation *derivation, uint32_t first, uint32_t end)
{
    struct wf_platform *platform = derivation->platform;
    for (uint32_t i = first; i < end; i++) {
        const struct wf_host *host = &derivation->base->hosts[i];
        uint32_t netpoint = wf_netpoint(WF_NETPOINT_HOST, platform->host_count);
        if (wf_map_add(&platform->netpoints, host->name, netpoint) == WF_MAP_NONE)
            wf_tables_add_host(platform, *host);
        else /* taken by a new name: reported */
            wf_declare_netpoint(platform, host->name, WF_NETPOINT_HOST, 0, host->line,
                                derivation->diag);
    }
}

/* Hosts that keep their names keep what a <trace_connect> made of them. */
static void keep_traces(const struct wf_platform *base, const struct wf_host_group *old,
                        struct wf_platform *platform, const struct wf_host_group *group)
{
    for (uint32_t i = group->first_host; i < group->first_host + group->host_count; i++) {
        uint32_t index = wf_platform_host(base, platform->hosts[i].name);
        if (index != WF_MAP_NONE && index - old->first_host < old->host_count)
            platform->hosts[i].class = base->hosts[index].class;
    }
}

static uint32_t count_numbers(const char *radical)
{
    return (uint32_t)wf_radical_count(radical, strlen(radical));
}

static void rename_hosts(struct wf_derivation *derivation, const struct wf_host_group *old,
                         struct wf_host_group *group)
{
    struct wf_platform *platform = derivation->platform;
    const char *prefix = wf_derivation_value(derivation, "prefix");
    const char *suffix = wf_derivation_value(derivation, "suffix");
    const char *radical = wf_derivation_value(derivation, "radical");
    if (prefix)
        group->prefix = wf_arena_text(&platform->arena, prefix, strlen(prefix));
    if (suffix)
        group->suffix = wf_arena_text(&platform->arena, suffix, strlen(suffix));
    if (radical)
        group->radical = wf_arena_text(&platform->arena, radical, strlen(radical));
    wf_declare_numbered(platform, group, derivation->diag);
    keep_traces(derivation->base, old, platform, group);
    if (group->cluster != WF_MAP_NONE)
        wf_derivation_clusters(derivation)[group->cluster].cable_count =
            (uint32_t)wf_fabric_cables(&group->topology, count_numbers(group->radical));
}

void wf_group_override(struct wf_derivation *derivation)
{
    const struct wf_platform *base = derivation->base;
    struct wf_platform *platform = derivation->platform;
    if (!any_is_renamed(derivation))
        return;
    start_netpoints(base, platform);
    platform->hosts = NULL;
    platform->groups = NULL;
    platform->host_count = platform->host_capacity = 0;
    platform->group_count = platform->group_capacity = 0;
    uint32_t next = 0;
    for (uint32_t i = 0; i < base->group_count; i++) {
        const struct wf_host_group *old = &base->groups[i];
        struct wf_host_group group = *old;
        keep_hosts(derivation, next, old->first_host);
        next = old->first_host + old->host_count;
        group.first_host = platform->host_count;
        if (is_renamed(derivation, old))
            rename_hosts(derivation, old, &group);
        else
            keep_hosts(derivation, old->first_host, next);
        group.host_count = platform->host_count - group.first_host;
        wf_tables_add_group(platform, group);
    }
    keep_hosts(derivation, next, base->host_count);
}

/* ---- what an element has once for all its hosts ---- */

bool wf_group_match(struct wf_derivation *derivation, const struct wf_host_group *group)
{
    const char *name =
        group->host_count ? derivation->platform->hosts[group->first_host].name : group->id;
    return wf_derivation_match_member(derivation, "host", name, group->id);
}

static bool is_naming(const char *prop)
{
    return !strcmp(prop, "prefix") || !strcmp(prop, "suffix") || !strcmp(prop, "radical");
}

/* Is it written once, in the element? The hosts of a <cabinet> are written one by one where they
 * differ (rewrite.h), and a <peer> is one host. */
static bool is_shared(const struct wf_host_group *group, const char *prop)
{
    static const char *const props[] = {"wattage_per_state", "wattage_off", "wattage_range",
                                        "backbone_wattage_range"};
    if (group->element != WF_EL_CLUSTER)
        return false;
    for (size_t i = 0; i < sizeof props / sizeof *props; i++)
        if (!strcmp(props[i], prop))
            return true;
    return wf_schema_has(group->element, prop);
}

/* How many hosts of @p group an override names, the group itself aside. */
static uint32_t count_named(const struct wf_derivation *derivation,
                            const struct wf_host_group *group, const struct wf_override *item)
{
    const struct wf_host *hosts = derivation->platform->hosts + group->first_host;
    uint32_t count = 0;
    for (uint32_t i = 0; i < group->host_count; i++)
        count += !fnmatch(item->glob, hosts[i].name, 0);
    return count;
}

static void report(const struct wf_derivation *derivation, const struct wf_host_group *group,
                   const struct wf_override *item, uint32_t named)
{
    char *context = wf_override_context(item);
    const char *tag = wf_schema_tag(group->element);
    if (is_naming(item->prop))
        wf_diag_error(
            derivation->diag, "--set", 0,
            "%s '%s' names hosts by the '%s' it changes; write 'host.%s.%s=..', the id of "
            "their <%s> (%s:%u)",
            context, item->glob, item->prop, group->id, item->prop, tag, derivation->platform->path,
            group->line);
    else
        wf_diag_error(derivation->diag, "--set", 0,
                      "%s '%s' names %u of the %u hosts of <%s %s> (%s:%u), which has one '%s' for "
                      "all of them; write 'host.%s.%s=..' for all, or declare a <cluster> for each "
                      "kind of host",
                      context, item->glob, named, group->host_count, tag, group->id,
                      derivation->platform->path, group->line, item->prop, group->id, item->prop);
    free(context);
}

void wf_group_check(struct wf_derivation *derivation, const struct wf_host_group *group)
{
    for (size_t i = 0; group->radical && i < derivation->overrides->count; i++) {
        const struct wf_override *item = &derivation->overrides->items[i];
        if (strcmp(item->target, "host") || !fnmatch(item->glob, group->id, 0) ||
            !(is_shared(group, item->prop) || is_naming(item->prop)))
            continue;
        uint32_t named = count_named(derivation, group, item);
        if (named && (named < group->host_count || is_naming(item->prop)))
            report(derivation, group, item, named);
    }
}
