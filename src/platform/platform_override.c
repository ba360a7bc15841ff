#include "platform/platform_override.h"
#include "platform/group_override.h"
#include "platform/host_override.h"
#include "platform/link_override.h"
#include "platform/rewrite.h"
#include "platform/site_provenance.h"
#include <stdlib.h>
#include <string.h>

/* ---- zones ---- */

/* The zones of the platform, to change them. */
static struct wf_zone *own_zones(struct wf_derivation *derivation)
{
    struct wf_platform *platform = derivation->platform;
    if (platform->zones == derivation->base->zones) {
        platform->zones = wf_calloc(platform->zone_count, sizeof *platform->zones);
        memcpy(platform->zones, derivation->base->zones,
               platform->zone_count * sizeof *platform->zones);
    }
    return platform->zones;
}

/* What an override of a zone names as its provenance. */
struct zone_check {
    const struct wf_derivation *derivation;
    const struct wf_override *item;
};

static void add_of_zone(const struct zone_check *check, enum wf_severity severity, const char *name,
                        const char *why)
{
    char *context = wf_override_context(check->item);
    wf_diag_add(check->derivation->diag, severity, "--set", 0, "%s prop '%s'%s", context, name,
                why);
    free(context);
}

static void report_of_zone(void *data, const char *name, const char *why)
{
    add_of_zone(data, WF_ERROR, name, why);
}

static void warn_of_zone(void *data, const char *name, const char *why)
{
    add_of_zone(data, WF_WARNING, name, why);
}

static void check_provenance(const struct wf_derivation *derivation, uint32_t zone)
{
    struct zone_check check = {derivation, NULL};
    for (size_t i = 0; i < derivation->match_count; i++)
        if (!strcmp(derivation->matches[i]->prop, "provenance"))
            check.item = derivation->matches[i];
    const struct wf_mistakes mistakes = {report_of_zone, warn_of_zone, &check};
    if (check.item)
        wf_zone_provenance_check(derivation->platform, zone, &mistakes);
}

static void override_zone(struct wf_derivation *derivation, uint32_t index)
{
    struct wf_zone *zones = own_zones(derivation), *zone = &zones[index];
    const struct wf_zone *parent = &zones[zone->parent];
    struct wf_arena *arena = &derivation->platform->arena;
    struct wf_site *site = wf_arena_alloc(arena, sizeof *site);
    uint32_t *origins = wf_arena_alloc(arena, WF_SITE_PROPS_MAX * sizeof *origins);
    memcpy(site, zone->site, sizeof *site);
    memcpy(origins, zone->origins, WF_SITE_PROPS_MAX * sizeof *origins);
    for (int row = 0; wf_site_props[row].name; row++)
        if (origins[row] != 1 + index)
            wf_site_copy_row(row, parent->site, parent->origins, site, origins);
    wf_derivation_props(derivation, WF_ON_ZONE, site, origins);
    zone->site = site;
    zone->origins = origins;
    derivation->changed_zones[index] = true;
    check_provenance(derivation, index);
}

/* Parents stand before their members. The zone of a <cluster> follows its parent. */
static void override_zones(struct wf_derivation *derivation)
{
    for (uint32_t i = 1; i < derivation->platform->zone_count; i++) {
        const struct wf_zone *zone = &derivation->platform->zones[i];
        derivation->match_count = 0;
        if (!zone->implied)
            wf_derivation_match(derivation, "zone", zone->name);
        if (derivation->match_count || derivation->changed_zones[zone->parent])
            override_zone(derivation, i);
    }
}

/* ---- series ---- */

struct user {
    struct wf_series *series;
    uint32_t line; /* of its first user */
    size_t order;
};

static void mark(struct user *users, size_t count, const struct wf_site *site, uint32_t line)
{
    for (size_t i = 0; site->carbon_series && i < count; i++)
        if (users[i].series == site->carbon_series && line < users[i].line)
            users[i].line = line;
}

static int compare_users(const void *left, const void *right)
{
    const struct user *a = left, *b = right;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* Keep the series that some class uses, in the order in which a reader of the changed file would
 * meet them: the first date of a run is that of all series of its platform. */
static void keep_used_series(struct wf_platform *platform)
{
    struct wf_series_set *set = &platform->series;
    struct user *users = wf_calloc(set->count + 1, sizeof *users);
    for (size_t i = 0; i < set->count; i++)
        users[i] = (struct user){set->items[i], UINT32_MAX, i};
    for (uint32_t i = 0; i < platform->host_count; i++)
        mark(users, set->count, platform->hosts[i].class->site, platform->hosts[i].line);
    for (uint32_t i = 0; i < platform->link_count; i++)
        mark(users, set->count, platform->links[i].class->site, platform->links[i].line);
    for (uint32_t i = 0; i < platform->group_count; i++) {
        const struct wf_host_group *group = &platform->groups[i];
        if (group->cluster != WF_MAP_NONE)
            mark(users, set->count, platform->clusters[group->cluster].links->site, group->line);
    }
    qsort(users, set->count, sizeof *users, compare_users);
    size_t used = 0;
    for (size_t i = 0; i < set->count; i++)
        if (users[i].line != UINT32_MAX)
            set->items[used++] = users[i].series;
    set->count = used;
    free(users);
}

int wf_platform_override(const struct wf_platform *base, const struct wf_overrides *overrides,
                         bool *met, struct wf_platform *platform, struct wf_diag *diag,
                         struct wf_err *err)
{
    *platform = (struct wf_platform){0};
    if (base->base)
        return wf_err_set(err, WF_EFAIL, "'%s': its overrides are applied already", base->path);
    struct wf_derivation derivation;
    wf_derivation_init(&derivation, base, overrides, met, platform, diag);
    override_zones(&derivation);
    wf_group_override(&derivation);
    wf_host_override(&derivation);
    wf_link_override(&derivation);
    platform->networks =
        wf_networks_override(base->networks, overrides, met, &platform->arena, diag);
    if (derivation.carbon)
        keep_used_series(platform);
    for (size_t i = 0; i < platform->overrides->count; i++)
        platform->rewritten |= wf_override_is_simgrid(&platform->overrides->items[i]);
    wf_derivation_release(&derivation);
    return 0;
}
