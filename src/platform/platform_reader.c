#include "platform/platform_reader.h"
#include "prop/radical.h"
#include <assert.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- growing tables ---- */

#define GROW(array, count, capacity)                                                               \
    do {                                                                                           \
        if ((count) == (capacity)) {                                                               \
            (capacity) = (capacity) ? (capacity) + (capacity) / 2 : 64;                            \
            (array) = wf_realloc((array), (size_t)(capacity) * sizeof *(array));                   \
        }                                                                                          \
    } while (0)

static const char *const netpoint_names[] = {"host", "router", "zone"};

static uint32_t line_of_netpoint(const struct wf_platform *platform, uint32_t value)
{
    uint32_t index = NETPOINT_INDEX(value);
    switch (NETPOINT_KIND(value)) {
    case NETPOINT_HOST:
        return platform->hosts[index].line;
    case NETPOINT_ZONE:
        return platform->zones[index].line;
    default:
        return index; /* a router's index is its line */
    }
}

/* Register a name that routes may use. @return its kept copy, or NULL when it is taken (told). */
static const char *add_netpoint(struct wf_platform_builder *builder, const char *name,
                                enum netpoint kind, uint32_t index, uint32_t line)
{
    struct wf_platform *platform = builder->platform;
    uint32_t old = wf_map_get(&platform->netpoints, name);
    if (old != WF_MAP_NONE) {
        wf_diag_error(builder->diag, platform->path, line,
                      "<%s %s> is declared twice (first as a %s on line %u)", netpoint_names[kind],
                      name, netpoint_names[NETPOINT_KIND(old)], line_of_netpoint(platform, old));
        platform->incomplete |= NETPOINT_KIND(old) != kind; /* what is meant here is not there */
        return NULL;
    }
    const char *kept = wf_arena_text(&platform->arena, name, strlen(name));
    wf_map_add(&platform->netpoints, kept, NETPOINT(kind, index));
    return kept;
}

/* @return false when the name is taken (told). */
static bool add_host(struct wf_platform_builder *builder, const char *name,
                     const struct wf_host_class *class, uint32_t line)
{
    struct wf_platform *platform = builder->platform;
    const char *kept = add_netpoint(builder, name, NETPOINT_HOST, platform->host_count, line);
    if (!kept)
        return false;
    GROW(platform->hosts, platform->host_count, platform->host_capacity);
    platform->hosts[platform->host_count++] = (struct wf_host){kept, class, line};
    return true;
}

static void add_link(struct wf_platform_builder *builder, const char *name,
                     const struct wf_link_class *class, uint32_t line)
{
    struct wf_platform *platform = builder->platform;
    uint32_t old = wf_map_get(&platform->link_names, name);
    if (old != WF_MAP_NONE) {
        wf_diag_error(builder->diag, platform->path, line,
                      "<link %s> is declared twice (first on line %u)", name,
                      platform->links[old].line);
        return;
    }
    const char *kept = wf_arena_text(&platform->arena, name, strlen(name));
    wf_map_add(&platform->link_names, kept, platform->link_count);
    GROW(platform->links, platform->link_count, platform->link_capacity);
    platform->links[platform->link_count++] = (struct wf_link){kept, class, line};
}

/* ---- elements that have ended ---- */

static void finish_host(struct wf_platform_builder *builder)
{
    add_host(builder, wf_pending_value(&builder->pending, "id", false),
             wf_place_host_class(builder), builder->pending.line);
}

static void finish_link(struct wf_platform_builder *builder)
{
    add_link(builder, wf_pending_value(&builder->pending, "id", false),
             wf_place_link_class(builder), builder->pending.line);
}

/* Hosts of a <cluster> or <cabinet>: prefix, number, suffix. Its props are its hosts'. */
static void add_numbered_hosts(struct wf_platform_builder *builder,
                               const struct wf_host_class *class)
{
    const struct wf_pending *pending = &builder->pending;
    const char *prefix = wf_pending_value(pending, "prefix", false);
    const char *suffix = wf_pending_value(pending, "suffix", false);
    const char *radical = wf_pending_value(pending, "radical", false);
    struct wf_radical_state state = {0};
    uint64_t number;
    struct wf_buffer name = {0};
    bool told = false; /* of one name that is taken, not of a million */
    while (wf_radical_next(radical, strlen(radical), &state, &number)) {
        name.length = 0;
        wf_buffer_printf(&name, "%s%llu%s", prefix, (unsigned long long)number, suffix);
        if (!told || wf_map_get(&builder->platform->netpoints, name.text) == WF_MAP_NONE)
            told |= !add_host(builder, name.text, class, pending->line);
    }
    wf_buffer_release(&name);
}

static void finish_cluster(struct wf_platform_builder *builder)
{
    struct wf_platform *platform = builder->platform;
    const struct wf_pending *pending = &builder->pending;
    const char *id = wf_pending_value(pending, "id", false);
    char context[WF_PLACE_CONTEXT];
    wf_place_context(builder, context);
    struct wf_link_class class;
    memset(&class, 0, sizeof class);
    uint32_t zone = builder->stack[builder->depth - 1].zone;
    struct wf_site site = wf_place_link_site(&platform->zones[zone]);
    wf_place_series(builder, context, &site, platform->zones[zone].origins);
    class.site = wf_arena_intern(&platform->arena, &site, sizeof site);
    class.zone = zone;
    class.generated = 1;
    class.bandwidth_byte_per_s = wf_place_quantity(builder, wf_pending_value(pending, "bw", false),
                                                   WF_DIM_BANDWIDTH, pending->line);
    const char *sharing = wf_pending_value(pending, "sharing_policy", false);
    class.sharing = sharing ? wf_place_sharing(sharing) : WF_SPLITDUPLEX;
    wf_place_link_watts(builder, context, "wattage_range", &class);
    struct wf_cluster cluster = {0};
    cluster.links = wf_arena_intern(&platform->arena, &class, sizeof class);
    const char *backbone = wf_pending_value(pending, "bb_bw", false);
    if (backbone && *backbone) {
        class.bandwidth_byte_per_s =
            wf_place_quantity(builder, backbone, WF_DIM_BANDWIDTH, pending->line);
        class.sharing = wf_place_sharing(wf_pending_value(pending, "bb_sharing_policy", false));
        wf_place_link_watts(builder, context, "backbone_wattage_range", &class);
        cluster.backbone = wf_arena_intern(&platform->arena, &class, sizeof class);
    }
    char *prefix = wf_format("%s_", id);
    cluster.prefix = wf_arena_text(&platform->arena, prefix, strlen(prefix));
    free(prefix);
    GROW(platform->clusters, platform->cluster_count, platform->cluster_capacity);
    struct wf_radical_state state = {0};
    const char *radical = wf_pending_value(pending, "radical", false);
    uint64_t node;
    while (wf_radical_next(radical, strlen(radical), &state, &node))
        cluster.node_count++;
    platform->clusters[platform->cluster_count++] = cluster;

    GROW(platform->zones, platform->zone_count, platform->zone_capacity);
    const struct wf_zone *parent = &platform->zones[zone];
    const char *name =
        add_netpoint(builder, id, NETPOINT_ZONE, platform->zone_count, pending->line);
    if (name)
        platform->zones[platform->zone_count++] =
            (struct wf_zone){name, parent->site, parent->origins, zone, pending->line, 1};
    const char *router = wf_pending_value(pending, "router_id", false);
    char *own = router && *router
                    ? wf_strdup(router)
                    : wf_format("%s%s_router%s", wf_pending_value(pending, "prefix", false), id,
                                wf_pending_value(pending, "suffix", false));
    add_netpoint(builder, own, NETPOINT_ROUTER, pending->line, pending->line);
    free(own);
    add_numbered_hosts(builder, wf_place_host_class(builder));
}

static void finish_cabinet(struct wf_platform_builder *builder)
{
    add_numbered_hosts(builder, wf_place_host_class(builder));
}

/* ---- references ---- */

/* @p direction: of a <link_ctn>, NULL elsewhere. */
static void need_link(struct wf_platform_builder *builder, const char *tag, const char *name,
                      const char *direction, uint32_t line)
{
    struct wf_platform *platform = builder->platform;
    bool directed = direction && strcmp(direction, "NONE");
    uint32_t index = wf_map_get(&platform->link_names, name);
    if (index != WF_MAP_NONE) {
        bool duplex = platform->links[index].class->sharing == WF_SPLITDUPLEX;
        if (duplex && !directed && !strcmp(tag, "link_ctn"))
            wf_diag_error(builder->diag, platform->path, line,
                          "<link_ctn> link '%s' is SPLITDUPLEX; expected direction=\"UP\" or "
                          "direction=\"DOWN\"",
                          name);
        else if (duplex && !directed)
            wf_diag_error(builder->diag, platform->path, line,
                          "<%s> link '%s' is SPLITDUPLEX; expected one of its halves, '%s_UP' or "
                          "'%s_DOWN'",
                          tag, name, name, name);
        else if (!duplex && directed)
            wf_diag_error(
                builder->diag, platform->path, line,
                "<%s> attribute 'direction': link '%s' is not SPLITDUPLEX and has no half "
                "'%s'",
                tag, name, direction);
        return;
    }
    if (wf_platform_link(platform, name, NULL) || platform->incomplete)
        return;
    const char *near = NULL;
    size_t best = builder->diag->error_count < WF_NEAREST_MAX ? 3 : 0;
    for (uint32_t i = 0; i < platform->link_count && best > 1; i++) {
        size_t distance = wf_text_distance(name, platform->links[i].name, best);
        if (distance < best) {
            best = distance;
            near = platform->links[i].name;
        }
    }
    wf_diag_error(builder->diag, platform->path, line, "<%s> link '%s' is not declared before%s",
                  tag, name, wf_hint(near).text);
}

static void need_netpoint(struct wf_platform_builder *builder, const char *tag,
                          const char *attribute, const char *name, unsigned kinds, uint32_t line)
{
    struct wf_platform *platform = builder->platform;
    uint32_t value = wf_map_get(&platform->netpoints, name);
    if (value != WF_MAP_NONE && (1u << NETPOINT_KIND(value) & kinds))
        return;
    if (value == WF_MAP_NONE && platform->incomplete)
        return;
    const char *expected = kinds == 1u << NETPOINT_ZONE   ? "zone"
                           : kinds == 1u << NETPOINT_HOST ? "host"
                                                          : "host or router";
    if (value != WF_MAP_NONE) {
        wf_diag_error(builder->diag, platform->path, line,
                      "<%s> attribute '%s': '%s' is a %s, not a %s", tag, attribute, name,
                      netpoint_names[NETPOINT_KIND(value)], expected);
        return;
    }
    const char *near = kinds & 1u << NETPOINT_HOST && builder->diag->error_count < WF_NEAREST_MAX
                           ? wf_platform_nearest_host(platform, name)
                           : NULL;
    wf_diag_error(builder->diag, platform->path, line,
                  "<%s> attribute '%s': there is no %s '%s' before%s", tag, attribute, expected,
                  name, wf_hint(near).text);
}

/* @p frame: of the zone it stands in, where the wrong kind of zone is told once. */
static void start_host_link(struct wf_platform_builder *builder, const char *name,
                            struct wf_platform_frame *frame, uint32_t line)
{
    struct wf_platform *platform = builder->platform;
    const struct wf_zone *zone = &platform->zones[frame->zone];
    uint32_t index = wf_platform_host(platform, name);
    if (!zone->star && frame->children++ == 0)
        wf_diag_error(builder->diag, platform->path, line,
                      "<host_link> stands in the zone '%s'; expected in one with routing 'Cluster'",
                      zone->name);
    if (index == WF_MAP_NONE)
        return;
    if (index >= builder->linked_capacity) {
        uint32_t capacity = platform->host_capacity;
        builder->linked = wf_realloc(builder->linked, capacity);
        memset(builder->linked + builder->linked_capacity, 0, capacity - builder->linked_capacity);
        builder->linked_capacity = capacity;
    }
    if (builder->linked[index])
        wf_diag_error(builder->diag, platform->path, line,
                      "<host_link %s> is given twice; expected one a host", name);
    builder->linked[index] = 1;
}

/* ---- the stream ---- */

/* What a refused element would have declared is declared all the same, so that mentions of it are
 * not told too. */
static void declare_refused(struct wf_platform_builder *builder, enum wf_element element,
                            const char *id, uint32_t line)
{
    if ((element == WF_EL_HOST || element == WF_EL_LINK) && id && *id) {
        wf_pending_start(&builder->pending, element, line);
        builder->pending.broken = true;
        wf_pending_add(&builder->pending, "id", id, line, false, NULL);
        (element == WF_EL_HOST ? finish_host : finish_link)(builder);
        builder->pending.element = WF_EL_NONE;
        return;
    }
    static const enum wf_element silent[] = {
        WF_EL_PROP,       WF_EL_HOST_LINK,    WF_EL_LINK_CTN, WF_EL_ROUTE,
        WF_EL_ZONE_ROUTE, WF_EL_BYPASS_ROUTE, WF_EL_DISK,     WF_EL_BYPASS_ZONE_ROUTE};
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if (silent[i] == element)
            return;
    builder->platform->incomplete = true;
}

static void start_zone(struct wf_platform_builder *builder, struct wf_platform_frame *frame,
                       const char *id, const char *routing, uint32_t line)
{
    struct wf_platform *platform = builder->platform;
    const struct wf_zone *parent = &platform->zones[frame[-1].zone];
    struct wf_site *site = wf_arena_alloc(&platform->arena, sizeof *site);
    uint32_t *origins = wf_arena_alloc(&platform->arena, WF_SITE_PROPS_MAX * sizeof *origins);
    *site = *parent->site;
    memcpy(origins, parent->origins, WF_SITE_PROPS_MAX * sizeof *origins);
    uint32_t index = platform->zone_count;
    const char *name = add_netpoint(builder, id, NETPOINT_ZONE, index, line);
    if (!name)
        name = wf_arena_text(&platform->arena, id, strlen(id));
    bool star = !strcmp(routing, "Cluster") || !strcmp(routing, "Vivaldi");
    struct wf_zone zone = {name, site, origins, frame[-1].zone, line, star};
    GROW(platform->zones, platform->zone_count, platform->zone_capacity);
    platform->zones[platform->zone_count++] = zone;
    frame->zone = index;
    for (size_t i = 0; builder->overrides && i < builder->overrides->count; i++) {
        struct wf_override *item = &builder->overrides->items[i];
        if (strcmp(item->target, "zone") || fnmatch(item->glob, id, 0))
            continue;
        item->used = true;
        struct wf_origin origin = {"--set", 0};
        char *context = wf_override_context(item);
        int row = wf_place_prop(builder, context, item->prop, WF_ON_ZONE, origin);
        if (row >= 0 && wf_props_set(wf_site_props, row, site, item->value, origin,
                                     &platform->arena, context, builder->diag) == 0) {
            frame->set |= UINT64_C(1) << row;
            origins[row] = WF_SITE_SET;
        }
        free(context);
    }
}

static void zone_prop(struct wf_platform_builder *builder, struct wf_platform_frame *frame,
                      const char *name, const char *text, uint32_t line)
{
    struct wf_zone *zone = &builder->platform->zones[frame->zone];
    char context[160];
    snprintf(context, sizeof context, "<zone %.120s>", zone->name);
    struct wf_origin origin = {builder->platform->path, line};
    int row = wf_place_prop(builder, context, name, WF_ON_ZONE, origin);
    if (row < 0)
        return;
    if (frame->seen & UINT64_C(1) << row)
        wf_diag_error(builder->diag, origin.file, line, "%s prop '%s' is given twice", context,
                      name);
    frame->seen |= UINT64_C(1) << row;
    struct wf_site scratch = *zone->site;
    /* a prop under an override is still checked, but not kept */
    if (wf_props_set(wf_site_props, row, &scratch, text, origin, &builder->platform->arena, context,
                     builder->diag) == 0 &&
        !(frame->set & UINT64_C(1) << row)) {
        *(struct wf_site *)(uintptr_t)zone->site = scratch;
        ((uint32_t *)(uintptr_t)zone->origins)[row] = 1 + frame->zone;
    }
}

static void connect_trace(struct wf_platform_builder *builder, const char *kind, const char *name,
                          uint32_t line)
{
    struct wf_platform *platform = builder->platform;
    bool on_link = kind && (!strcmp(kind, "LINK_AVAIL") || !strcmp(kind, "BANDWIDTH") ||
                            !strcmp(kind, "LATENCY"));
    if (on_link) {
        uint32_t index = wf_map_get(&platform->link_names, name);
        if (index == WF_MAP_NONE) {
            need_link(builder, "trace_connect", name, NULL, line);
            return;
        }
        struct wf_link_class *copy = wf_arena_alloc(&platform->arena, sizeof *copy);
        *copy = *platform->links[index].class;
        copy->profiled = 1;
        platform->links[index].class = copy;
        return;
    }
    uint32_t index = wf_platform_host(platform, name);
    if (index == WF_MAP_NONE) {
        need_netpoint(builder, "trace_connect", "element", name, 1u << NETPOINT_HOST, line);
        return;
    }
    struct wf_host_class *copy = wf_arena_alloc(&platform->arena, sizeof *copy);
    *copy = *platform->hosts[index].class;
    copy->profiled = 1;
    platform->hosts[index].class = copy;
}

static void refuse_element(struct wf_platform_builder *builder, enum wf_element element,
                           const struct wf_xml_attribute *attributes, size_t count, uint32_t line)
{
    enum wf_element open = builder->stack[builder->depth - 1].element;
    if (open == WF_EL_PLATFORM || open == WF_EL_ZONE) /* else it would close a pending element */
        declare_refused(builder, element, wf_xml_value(attributes, count, "id"), line);
    builder->skipped++;
}

static void on_start(void *data, const char *tag, const struct wf_xml_attribute *attributes,
                     size_t count, uint32_t line)
{
    struct wf_platform_builder *builder = data;
    struct wf_platform *platform = builder->platform;
    const char *path = platform->path;
    if (builder->skipped) {
        builder->skipped++;
        return;
    }
    enum wf_element element = wf_schema_element(tag);
    const char *why = NULL;
    if (builder->depth == 0) {
        if (element != WF_EL_PLATFORM) {
            wf_diag_error(builder->diag, path, line,
                          "root element is <%s>; expected <platform version=\"4.1\">", tag);
            platform->incomplete = true;
            builder->skipped++;
            return;
        }
    } else if (element == WF_EL_NONE) {
        const char *near = wf_schema_nearest(tag);
        wf_diag_error(builder->diag, path, line, "element <%s> is unknown%s", tag,
                      wf_hint_tag(near).text);
        refuse_element(builder, near ? wf_schema_element(near) : WF_EL_NONE, attributes, count,
                       line);
        return;
    } else if (element == WF_EL_ACTOR) {
        if (!builder->actor_told)
            wf_diag_error(builder->diag, path, line,
                          "<%s> belongs in the deployment file, not in the platform", tag);
        builder->actor_told = true;
        builder->skipped++;
        return;
    } else if ((why = wf_schema_child(builder->stack[builder->depth - 1].element, element,
                                      &builder->stack[builder->depth - 1].progress))) {
        const char *id = wf_xml_value(attributes, count, "id");
        bool allowed = wf_schema_allows(builder->stack[builder->depth - 1].element, element);
        wf_diag_error(builder->diag, path, line, "element <%s%s%s>%s %s", tag, id ? " " : "",
                      id ? id : "", allowed ? ":" : "", why);
        if (!allowed) {
            refuse_element(builder, element, attributes, count, line);
            return;
        }
    }
    bool well = wf_schema_attributes(element, tag, attributes, count, path, line, builder->diag);
    assert(builder->depth < WF_XML_DEPTH_MAX);
    struct wf_platform_frame *frame = &builder->stack[builder->depth++];
    *frame = (struct wf_platform_frame){.element = element};
    if (builder->depth > 1)
        frame->zone = frame[-1].zone;
#define VALUE(name) wf_xml_value(attributes, count, name)
    switch (element) {
    case WF_EL_PLATFORM:
    case WF_EL_ROUTE:
    case WF_EL_BYPASS_ROUTE:
    case WF_EL_ZONE_ROUTE:
    case WF_EL_BYPASS_ZONE_ROUTE: {
        bool zones = element == WF_EL_ZONE_ROUTE || element == WF_EL_BYPASS_ZONE_ROUTE;
        unsigned ends = zones ? 1u << NETPOINT_ZONE : 1u << NETPOINT_HOST | 1u << NETPOINT_ROUTER;
        unsigned gateways = 1u << NETPOINT_HOST | 1u << NETPOINT_ROUTER;
        if (!well || element == WF_EL_PLATFORM)
            break;
        need_netpoint(builder, tag, "src", VALUE("src"), ends, line);
        need_netpoint(builder, tag, "dst", VALUE("dst"), ends, line);
        if (zones) {
            need_netpoint(builder, tag, "gw_src", VALUE("gw_src"), gateways, line);
            need_netpoint(builder, tag, "gw_dst", VALUE("gw_dst"), gateways, line);
        }
        break;
    }
    case WF_EL_LINK_CTN:
        if (well)
            need_link(builder, tag, VALUE("id"), VALUE("direction"), line);
        if (builder->depth > 1)
            frame[-1].children++;
        break;
    case WF_EL_HOST_LINK:
        if (!well)
            break;
        need_netpoint(builder, tag, "id", VALUE("id"), 1u << NETPOINT_HOST | 1u << NETPOINT_ROUTER,
                      line);
        need_link(builder, tag, VALUE("up"), NULL, line);
        need_link(builder, tag, VALUE("down"), NULL, line);
        start_host_link(builder, VALUE("id"), frame - 1, line);
        break;
    case WF_EL_ZONE:
        if (VALUE("id"))
            start_zone(builder, frame, VALUE("id"), well ? VALUE("routing") : "Cluster", line);
        break;
    case WF_EL_ROUTER:
        if (well)
            add_netpoint(builder, VALUE("id"), NETPOINT_ROUTER, line, line);
        break;
    case WF_EL_HOST:
    case WF_EL_LINK:
    case WF_EL_CLUSTER:
    case WF_EL_BACKBONE:
    case WF_EL_CABINET:
    case WF_EL_PEER:
        wf_pending_start(&builder->pending, element, line);
        for (size_t i = 0; i < count; i++)
            if (well || wf_schema_valid(element, &attributes[i]))
                wf_pending_add(&builder->pending, attributes[i].name, attributes[i].value, line,
                               false, NULL);
        builder->pending.broken = !well;
        /* the names of its hosts, or its own, are not known */
        if (!well && ((element != WF_EL_HOST && element != WF_EL_LINK) ||
                      !wf_pending_value(&builder->pending, "id", false))) {
            builder->pending.element = WF_EL_NONE;
            platform->incomplete = true;
        }
        break;
    case WF_EL_PROP: {
        if (!well || builder->depth < 2)
            break;
        const struct wf_platform_frame *parent = &frame[-1];
        if (parent->element == WF_EL_ZONE)
            zone_prop(builder, &builder->stack[builder->depth - 2], VALUE("id"), VALUE("value"),
                      line);
        else if (parent->element == WF_EL_CONFIG && !strcmp(VALUE("id"), "network/model"))
            platform->network_model = wf_arena_intern_text(&platform->arena, VALUE("value"));
        else if (parent->element != WF_EL_CONFIG && parent->element != WF_EL_DISK)
            wf_pending_add(&builder->pending, VALUE("id"), VALUE("value"), line, true, NULL);
        break;
    }
    case WF_EL_TRACE_CONNECT:
        if (well)
            connect_trace(builder, VALUE("kind"), VALUE("element"), line);
        break;
    default:
        break;
    }
#undef VALUE
}

static void on_end(void *data, const char *tag, uint32_t line)
{
    struct wf_platform_builder *builder = data;
    if (builder->skipped) {
        builder->skipped--;
        return;
    }
    assert(builder->depth > 0);
    enum wf_element element = builder->stack[--builder->depth].element;
    if ((element == WF_EL_ROUTE || element == WF_EL_BYPASS_ROUTE || element == WF_EL_ZONE_ROUTE ||
         element == WF_EL_BYPASS_ZONE_ROUTE) &&
        builder->stack[builder->depth].children == 0)
        wf_diag_error(builder->diag, builder->platform->path, line,
                      "<%s> has no link; expected at least one <link_ctn>", tag);
    if (builder->pending.element != element || element == WF_EL_PROP)
        return;
    static void (*const finishers[WF_EL_COUNT])(struct wf_platform_builder *) = {
        [WF_EL_HOST] = finish_host,       [WF_EL_LINK] = finish_link,
        [WF_EL_CLUSTER] = finish_cluster, [WF_EL_BACKBONE] = finish_link,
        [WF_EL_CABINET] = finish_cabinet, [WF_EL_PEER] = finish_host,
    };
    if (!finishers[element])
        return;
    const char *target = element == WF_EL_LINK || element == WF_EL_BACKBONE ? "link" : "host";
    wf_pending_override(builder, target, wf_pending_value(&builder->pending, "id", false));
    finishers[element](builder);
    builder->pending.element = WF_EL_NONE;
}

static void on_prolog(void *data, const char *doctype, bool plain, uint32_t line)
{
    struct wf_platform_builder *builder = data;
    builder->platform->rewritten |= !plain;
    if (!doctype || strcmp(doctype, "platform"))
        wf_diag_error(builder->diag, builder->platform->path, line,
                      "the DOCTYPE is %s%s%s; expected <!DOCTYPE platform SYSTEM "
                      "\"https://simgrid.org/simgrid.dtd\">, before <platform>",
                      doctype ? "'" : "missing", doctype ? doctype : "", doctype ? "'" : "");
}

int wf_platform_load(const char *path, const struct wf_overrides *overrides,
                     struct wf_platform *platform, struct wf_diag *diag, struct wf_err *err)
{
    *platform = (struct wf_platform){.path = wf_strdup(path)};
    wf_arena_init(&platform->arena);
    wf_map_init(&platform->netpoints);
    wf_map_init(&platform->link_names);

    /* zone 0 is the file itself: what holds where no zone says otherwise */
    struct wf_site *site = wf_arena_alloc(&platform->arena, sizeof *site);
    wf_props_defaults(wf_site_props, site, NULL);
    GROW(platform->zones, platform->zone_count, platform->zone_capacity);
    platform->zones[platform->zone_count++] = (struct wf_zone){
        "", site, wf_arena_alloc(&platform->arena, WF_SITE_PROPS_MAX * sizeof(uint32_t)), 0, 0, 0};

    struct wf_platform_builder builder = {
        .platform = platform, .overrides = overrides, .diag = diag};
    builder.pending.element = WF_EL_NONE;
    wf_map_init(&builder.memo);
    builder.memo_classes = wf_calloc(WF_PLACE_MEMO_MAX, sizeof *builder.memo_classes);
    for (size_t i = 0; overrides && i < overrides->count; i++)
        platform->rewritten |= wf_platform_override_is_simgrid(&overrides->items[i]);

    static const struct wf_xml_handler handler = {on_start, on_end, on_prolog};
    int status = wf_xml_read(path, &handler, &builder, diag, err);
    platform->incomplete |= status > 0;

    wf_map_release(&builder.memo);
    free(builder.memo_classes);
    free(builder.linked);
    free(builder.pending.items);
    wf_buffer_release(&builder.pending.text);
    wf_buffer_release(&builder.signature);
    return status;
}
