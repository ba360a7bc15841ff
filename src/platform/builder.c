#include "platform/builder.h"
#include "platform/host_class.h"
#include "platform/link_class.h"
#include "platform/netpoint.h"
#include "platform/site_prop.h"
#include <stdlib.h>
#include <string.h>

uint32_t wf_builder_zone(const struct wf_builder *builder)
{
    return builder->stack[builder->depth - 1].zone;
}

static struct wf_context context_of(const struct wf_pending *pending)
{
    return wf_schema_context(pending->element, wf_pending_value(pending, "id", false));
}

static void put(struct wf_builder *builder, enum wf_severity severity, const char *name,
                const char *why)
{
    const struct wf_pending *pending = &builder->pending;
    bool attribute = wf_schema_has(pending->element, name);
    const struct wf_pending_item *item = wf_pending_find(pending, name, !attribute);
    wf_diag_add(builder->diag, severity, builder->platform->path, item ? item->line : pending->line,
                "%s %s '%s'%s", context_of(pending).text, attribute ? "attribute" : "prop", name,
                why);
}

static void report(void *data, const char *name, const char *why)
{
    struct wf_builder *builder = data;
    builder->pending.wrong = true;
    put(builder, WF_ERROR, name, why);
}

static void doubt(void *data, const char *name, const char *why)
{
    struct wf_builder *builder = data;
    if (builder->memo.count < WF_CLASS_MEMO_MAX) /* else each host has a class: enough is said */
        put(builder, WF_WARNING, name, why);
}

struct wf_mistakes wf_builder_mistakes(struct wf_builder *builder)
{
    return (struct wf_mistakes){report, doubt, builder};
}

uint32_t wf_builder_props_zone(struct wf_builder *builder)
{
    const struct wf_platform *platform = builder->platform;
    const char *name = wf_pending_value(&builder->pending, "props_of", true);
    uint32_t netpoint = name ? wf_map_get(&platform->netpoints, name) : WF_MAP_NONE;
    if (netpoint != WF_MAP_NONE && wf_netpoint_kind(netpoint) == WF_NETPOINT_ZONE)
        return wf_netpoint_index(netpoint);
    if (!name || platform->incomplete)
        return wf_builder_zone(builder);
    const char **names = wf_calloc(platform->zone_count + 1u, sizeof *names);
    uint32_t count = 0;
    for (uint32_t i = 0; i < platform->zone_count; i++)
        if (platform->zones[i].name)
            names[count++] = platform->zones[i].name;
    char *why = wf_format(": there is no zone '%s' before%s", name,
                          wf_hint(wf_text_nearest(name, names, count)).text);
    report(builder, "props_of", why);
    free(why);
    free(names);
    return wf_builder_zone(builder);
}

/* What makes classes equal: kind, zone and all that is given but the name. */
static void write_key(struct wf_builder *builder, char kind)
{
    struct wf_buffer *key = &builder->memo.key;
    const struct wf_pending *pending = &builder->pending;
    /* the zone as five bytes of seven bits, none of them NUL: printf would cost a tenth of a load
     */
    uint32_t zone = wf_builder_zone(builder);
    char head[6] = {kind};
    for (size_t i = 1; i < sizeof head; i++, zone >>= 7)
        head[i] = (char)((zone & 0x7f) | 0x80);
    enum { MARKS = 2 }; /* of an item, beyond its texts and their NULs */
    key->length = 0;
    char *end = mempcpy(
        wf_buffer_extend(key, sizeof head + pending->text.length + MARKS * pending->count + 1),
        head, sizeof head);
    for (size_t i = 0; i < pending->count; i++) {
        const struct wf_pending_item *item = &pending->items[i];
        const char *name = pending->text.text + item->name;
        if (!item->prop && !strcmp(name, "id"))
            continue;
        *end++ = '\n';
        *end++ = item->prop ? 'p' : 'a';
        end = stpcpy(end, name);
        *end++ = '=';
        end = stpcpy(end, pending->text.text + item->value);
    }
    *end++ = '\0';
    key->length = (size_t)(end - key->text);
}

/* Read the props of the pending element over what its zone passes on. */
static void read_props(struct wf_builder *builder, unsigned places, struct wf_site *site,
                       uint32_t *origins)
{
    struct wf_pending *pending = &builder->pending;
    struct wf_context context = context_of(pending);
    struct wf_prop_source source = {.context = context.text,
                                    .origin = {builder->platform->path, 0},
                                    .places = places,
                                    .mark = WF_SITE_OWN,
                                    .arena = &builder->platform->arena,
                                    .diag = builder->diag};
    for (size_t i = 0; i < pending->count; i++) {
        const struct wf_pending_item *item = &pending->items[i];
        const char *name = pending->text.text + item->name;
        if (!item->prop)
            continue;
        const struct wf_pending_item *first = wf_pending_find(pending, name, true);
        if (first != item)
            wf_diag_error(builder->diag, builder->platform->path, item->line,
                          "%s prop '%s' is given twice (first on line %u)", context.text, name,
                          first->line);
        source.origin.line = item->line;
        pending->wrong |=
            !wf_site_prop_set(&source, name, pending->text.text + item->value, site, origins);
    }
}

void wf_builder_find_series(struct wf_builder *builder, struct wf_site *site,
                            const uint32_t *origins)
{
    struct wf_err err = {0};
    wf_site_find_series(site, origins, builder->platform->path, &builder->platform->series,
                        builder->diag, &err);
    if (!err.code)
        return;
    char *why = wf_format(": %s", err.text);
    report(builder, "carbon_intensity", why);
    free(why);
}

const struct wf_host_class *wf_builder_host_class(struct wf_builder *builder)
{
    struct wf_platform *platform = builder->platform;
    struct wf_pending *pending = &builder->pending;
    struct wf_mistakes mistakes = wf_builder_mistakes(builder);
    write_key(builder, 'h');
    const struct wf_host_class *known = wf_class_memo_get(&builder->memo);
    if (known)
        return known;
    uint32_t zone = wf_builder_props_zone(builder);
    struct wf_host_draft draft;
    wf_host_draft_inherit(&draft, &platform->zones[zone], zone);
    bool entry = wf_pending_find(pending, "samples_per_second", true);
    read_props(builder, WF_ON_HOST | (entry ? WF_IN_CATALOGUE : 0), &draft.site, draft.origins);
    wf_builder_find_series(builder, &draft.site, draft.origins);
    builder->units.line = pending->line;
    if (!wf_pending_find(pending, "speed", false)) /* of a broken host */
        wf_host_draft_attribute(&draft, "speed", "1f", &platform->arena, &builder->units);
    for (size_t i = 0; i < pending->count; i++)
        if (!pending->items[i].prop)
            wf_host_draft_attribute(&draft, pending->text.text + pending->items[i].name,
                                    pending->text.text + pending->items[i].value, &platform->arena,
                                    &builder->units);
    const char *watts = wf_pending_value(pending, "wattage_per_state", true);
    const char *off = wf_pending_value(pending, "wattage_off", true);
    if (watts)
        wf_host_draft_wattage(&draft, watts, &mistakes);
    if (off)
        wf_host_check_wattage_off(off, &mistakes);
    if (!pending->broken) { /* else its pstates are not known */
        wf_host_draft_check(&draft, &mistakes);
        wf_host_draft_check_provenance(&draft, platform, &mistakes);
    }
    return wf_host_draft_keep(&draft, pending->broken || pending->wrong, &platform->arena,
                              &builder->memo);
}

const struct wf_link_class *wf_builder_link_class(struct wf_builder *builder)
{
    struct wf_platform *platform = builder->platform;
    struct wf_pending *pending = &builder->pending;
    struct wf_mistakes mistakes = wf_builder_mistakes(builder);
    write_key(builder, pending->element == WF_EL_BACKBONE ? 'b' : 'l');
    const struct wf_link_class *known = wf_class_memo_get(&builder->memo);
    if (known)
        return known;
    uint32_t zone = wf_builder_props_zone(builder);
    struct wf_link_draft draft;
    wf_link_draft_inherit(&draft, &platform->zones[zone], zone);
    draft.class.backbone = pending->element == WF_EL_BACKBONE;
    read_props(builder, WF_ON_LINK, &draft.site, draft.origins);
    wf_builder_find_series(builder, &draft.site, draft.origins);
    wf_link_draft_check(&draft, &mistakes);
    builder->units.line = pending->line;
    for (size_t i = 0; i < pending->count; i++)
        if (!pending->items[i].prop)
            wf_link_draft_attribute(&draft, pending->text.text + pending->items[i].name,
                                    pending->text.text + pending->items[i].value, &builder->units);
    const char *watts = wf_pending_value(pending, "wattage_range", true);
    wf_link_draft_settle(&draft, &platform->zones[wf_builder_zone(builder)], &mistakes);
    if (watts)
        wf_link_draft_wattage(&draft, "wattage_range", watts, &mistakes);
    wf_link_draft_check_provenance(&draft, &mistakes);
    platform->has_radio |= wf_site_has_radio(&draft.site);
    return wf_link_draft_keep(&draft, !pending->broken && !pending->wrong, &platform->arena,
                              &builder->memo);
}
