#include "platform/derivation.h"
#include "platform/made_override.h"
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

void wf_derivation_init(struct wf_derivation *derivation, const struct wf_platform *base,
                        const struct wf_overrides *overrides, bool *met,
                        struct wf_platform *platform, struct wf_diag *diag)
{
    *platform = *base;
    platform->path = wf_strdup(base->path);
    platform->base = base;
    wf_arena_init(&platform->arena);
    struct wf_made_overrides *made = wf_arena_alloc(&platform->arena, sizeof *made);
    *made = wf_made_override(base, overrides, met, &platform->arena, diag);
    platform->overrides = overrides = &made->all;
    wf_series_set_share(&base->series, &platform->series);
    *derivation = (struct wf_derivation){
        .base = base,
        .platform = platform,
        .overrides = overrides,
        .origins = made->origins,
        .diag = diag,
        .met = met,
        .changed_zones = wf_calloc(base->zone_count, sizeof(bool)),
        .units = {.diag = diag, .file = "--set"},
        .matches = wf_calloc(overrides->count + 1, sizeof(const struct wf_override *)),
        .sets = wf_calloc(overrides->count + 1, sizeof(const struct wf_override *))};
    wf_class_memo_init(&derivation->memo);
}

void wf_derivation_release(struct wf_derivation *derivation)
{
    free(derivation->changed_zones);
    free(derivation->matches);
    free(derivation->sets);
    wf_class_memo_release(&derivation->memo);
}

/* ---- the overrides of an element ---- */

bool wf_derivation_match(struct wf_derivation *derivation, const char *target, const char *name)
{
    return wf_derivation_match_member(derivation, target, name, NULL);
}

bool wf_derivation_match_member(struct wf_derivation *derivation, const char *target,
                                const char *name, const char *group)
{
    derivation->match_count = 0;
    for (size_t i = 0; i < derivation->overrides->count; i++) {
        const struct wf_override *item = &derivation->overrides->items[i];
        if (strcmp(item->target, target) ||
            (fnmatch(item->glob, name, 0) && (!group || fnmatch(item->glob, group, 0))))
            continue;
        if (derivation->met)
            derivation->met[derivation->origins[i]] = true;
        derivation->matches[derivation->match_count++] = item;
    }
    return derivation->match_count > 0;
}

const void *wf_derivation_known(struct wf_derivation *derivation, const void *class)
{
    struct wf_buffer *key = &derivation->memo.key;
    key->length = 0;
    wf_buffer_printf(key, "%p", class);
    for (size_t i = 0; i < derivation->match_count; i++)
        wf_buffer_printf(key, " %zu",
                         (size_t)(derivation->matches[i] - derivation->overrides->items));
    wf_buffer_add(key, "", 1);
    return wf_class_memo_get(&derivation->memo);
}

/* Names that declare something stay as the file has them: what mentions them is not read again. */
static bool is_name(const char *attribute)
{
    return !strcmp(attribute, "id") || !strcmp(attribute, "router_id");
}

/* Whose props it has, was settled when the file was read. */
static bool names_zone(struct wf_derivation *derivation, const struct wf_override *item)
{
    bool names = !strcmp(item->prop, "props_of");
    if (names)
        wf_diag_error(derivation->diag, "--set", 0,
                      "'%s': prop 'props_of' is settled by the file and cannot be set", item->text);
    return names;
}

static bool is_well(struct wf_derivation *derivation, const struct wf_override *item)
{
    const struct wf_xml_attribute attribute = {item->prop, item->value};
    if (!wf_schema_has(derivation->element, item->prop))
        return !names_zone(derivation, item); /* a prop */
    char *context = wf_override_context(item);
    bool well =
        wf_schema_value(derivation->element, &attribute, context, "--set", 0, derivation->diag);
    if (well && is_name(item->prop))
        wf_diag_error(derivation->diag, "--set", 0,
                      "%s attribute '%s' is a name of the file and cannot be set", context,
                      item->prop);
    free(context);
    return well && !is_name(item->prop);
}

void wf_derivation_open(struct wf_derivation *derivation, enum wf_element element, const char *id,
                        uint32_t line)
{
    derivation->element = element;
    derivation->id = id;
    derivation->line = line;
    derivation->wrong = false;
    derivation->set_count = 0;
    for (size_t i = 0; i < derivation->match_count; i++) {
        const struct wf_override *item = derivation->matches[i];
        if (!is_well(derivation, item))
            continue;
        size_t j = 0;
        while (j < derivation->set_count && strcmp(derivation->sets[j]->prop, item->prop))
            j++;
        derivation->sets[j] = item;
        derivation->set_count += j == derivation->set_count;
    }
}

static const struct wf_override *find(const struct wf_derivation *derivation, const char *name)
{
    for (size_t i = 0; i < derivation->set_count; i++)
        if (!strcmp(derivation->sets[i]->prop, name))
            return derivation->sets[i];
    return NULL;
}

const char *wf_derivation_value(const struct wf_derivation *derivation, const char *name)
{
    const struct wf_override *item = find(derivation, name);
    return item ? item->value : NULL;
}

static void put(struct wf_derivation *derivation, enum wf_severity severity, const char *name,
                const char *why)
{
    const struct wf_override *item = find(derivation, name);
    const char *kind = wf_schema_has(derivation->element, name) ? "attribute" : "prop";
    if (item) {
        char *context = wf_override_context(item);
        wf_diag_add(derivation->diag, severity, "--set", 0, "%s %s '%s'%s", context, kind, name,
                    why);
        free(context);
    } else {
        wf_diag_add(derivation->diag, severity, derivation->platform->path, derivation->line,
                    "%s %s '%s'%s", wf_schema_context(derivation->element, derivation->id).text,
                    kind, name, why);
    }
}

static void report(void *data, const char *name, const char *why)
{
    struct wf_derivation *derivation = data;
    derivation->wrong = true;
    put(derivation, WF_ERROR, name, why);
}

static void doubt(void *data, const char *name, const char *why)
{
    struct wf_derivation *derivation = data;
    if (derivation->memo.count < WF_CLASS_MEMO_MAX) /* else each host has a class: enough is said */
        put(derivation, WF_WARNING, name, why);
}

struct wf_mistakes wf_derivation_mistakes(struct wf_derivation *derivation)
{
    return (struct wf_mistakes){report, doubt, derivation};
}

/* ---- what an override changes ---- */

struct wf_cluster *wf_derivation_clusters(struct wf_derivation *derivation)
{
    struct wf_platform *platform = derivation->platform;
    size_t size = platform->cluster_count * sizeof *platform->clusters;
    if (platform->clusters == derivation->base->clusters && size > 0) {
        platform->clusters = wf_malloc(size);
        memcpy(platform->clusters, derivation->base->clusters, size);
    }
    return platform->clusters;
}

static void inherit(const struct wf_zone *zone, unsigned places, struct wf_site *site,
                    uint32_t *origins, uint64_t *changed)
{
    for (int row = 0; wf_site_props[row].name; row++) {
        bool passed_on = !(places & WF_ON_LINK) || (wf_site_props[row].places & WF_LINK_INHERITS);
        if (origins[row] == WF_SITE_OWN || !passed_on)
            continue;
        wf_site_copy_row(row, zone->site, zone->origins, site, origins);
        *changed |= UINT64_C(1) << row;
    }
}

uint64_t wf_derivation_props(struct wf_derivation *derivation, unsigned places,
                             struct wf_site *site, uint32_t *origins)
{
    struct wf_prop_source source = {.origin = {"--set", 0},
                                    .places = places,
                                    .mark = WF_SITE_SET,
                                    .arena = &derivation->platform->arena,
                                    .diag = derivation->diag};
    uint64_t changed = 0;
    for (size_t i = 0; i < derivation->match_count; i++) {
        const struct wf_override *item = derivation->matches[i];
        bool attribute = !(places & WF_ON_ZONE) && wf_schema_has(derivation->element, item->prop);
        if (attribute) /* a zone has none that can be set: there it is an unknown prop */
            continue;
        char *context = wf_override_context(item);
        source.context = context;
        derivation->wrong |= !wf_site_prop_set(&source, item->prop, item->value, site, origins);
        int row = wf_props_find(wf_site_props, item->prop, places);
        changed |= row < 0 ? 0 : UINT64_C(1) << row;
        free(context);
    }
    return changed;
}

void wf_derivation_site(struct wf_derivation *derivation, uint32_t zone, unsigned places,
                        struct wf_site *site, uint32_t *origins)
{
    struct wf_platform *platform = derivation->platform;
    uint64_t changed = 0;
    if (derivation->changed_zones[zone])
        inherit(&platform->zones[zone], places, site, origins, &changed);
    changed |= wf_derivation_props(derivation, places, site, origins);
    if (!(changed & wf_site_carbon_rows()))
        return;
    const struct wf_series *before = site->carbon_series;
    struct wf_err err = {0};
    wf_site_find_series(site, origins, platform->path, &platform->series, derivation->diag, &err);
    derivation->carbon |= site->carbon_series != before;
    if (!err.code)
        return;
    char *why = wf_format(": %s", err.text);
    report(derivation, "carbon_intensity", why);
    free(why);
}
