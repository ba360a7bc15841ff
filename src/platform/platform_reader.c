#include "platform/platform_reader.h"
#include "platform/builder.h"
#include "platform/cluster.h"
#include "platform/declare.h"
#include "platform/profile.h"
#include "platform/reference.h"
#include "platform/rewrite.h"
#include "platform/site_prop.h"
#include "platform/site_provenance.h"
#include "platform/tables.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A start tag. */
struct tag {
    enum wf_element element;
    const char *name;
    const struct wf_xml_attribute *attributes;
    size_t count;
    uint32_t line;
    bool well; /* its attributes are right */
};

static const char *value(const struct tag *tag, const char *name)
{
    return wf_xml_value(tag->attributes, tag->count, name);
}

/* The frame of the element that was just opened, and of the one it stands in. */
static struct wf_frame *own_frame(struct wf_builder *builder)
{
    return &builder->stack[builder->depth - 1];
}

static struct wf_frame *parent_frame(struct wf_builder *builder)
{
    return &builder->stack[builder->depth - 2];
}

/* ---- hosts, links and what declares many of them: their props follow ---- */

static void finish_host(struct wf_builder *builder)
{
    const struct wf_pending *pending = &builder->pending;
    wf_declare_host(builder->platform, wf_pending_value(pending, "id", false),
                    wf_builder_host_class(builder), pending->line, builder->diag);
}

static void finish_link(struct wf_builder *builder)
{
    const struct wf_pending *pending = &builder->pending;
    const struct wf_zone *zone = &builder->platform->zones[wf_builder_zone(builder)];
    struct wf_frame *frame = own_frame(builder); /* of the zone */
    const char *latency = wf_pending_value(pending, "latency", false);
    if (zone->wifi && latency && strtod(latency, NULL) != 0)
        wf_diag_error(builder->diag, builder->platform->path, pending->line,
                      "<link %s> attribute 'latency': '%s': a Wi-Fi link has none in SimGrid; "
                      "expected 0",
                      wf_pending_value(pending, "id", false), latency);
    if (zone->wifi && frame->radios++ > 0)
        wf_diag_error(builder->diag, builder->platform->path, pending->line,
                      "<link %s>: the zone '%s' has its Wi-Fi link already; expected no other with "
                      "routing 'Wifi'",
                      wf_pending_value(pending, "id", false), zone->name);
    if (pending->element == WF_EL_BACKBONE)
        builder->platform->zones[wf_builder_zone(builder)].backbone = 1;
    wf_declare_link(builder->platform, wf_pending_value(pending, "id", false),
                    wf_builder_link_class(builder), pending->line, builder->diag);
}

static void finish_peer(struct wf_builder *builder)
{
    struct wf_platform *platform = builder->platform;
    const char *latency = wf_pending_value(&builder->pending, "lat", false);
    if (!platform->zones[wf_builder_zone(builder)].coordinates)
        wf_diag_error(builder->diag, platform->path, builder->pending.line,
                      "<peer %s> stands in no zone of routing 'Vivaldi', where SimGrid takes peers "
                      "only",
                      wf_pending_value(&builder->pending, "id", false));
    if (latency)
        wf_diag_warn(builder->diag, platform->path, builder->pending.line,
                     "<peer %s> attribute 'lat': SimGrid makes nothing of '%s'; write it as the "
                     "third of its coordinates, in ms",
                     wf_pending_value(&builder->pending, "id", false), latency);
    const struct wf_host_class *class = wf_builder_host_class(builder);
    if (!wf_declare_host(platform, wf_pending_value(&builder->pending, "id", false), class,
                         builder->pending.line, builder->diag))
        return;
    const struct wf_host *host = &platform->hosts[platform->host_count - 1];
    wf_tables_add_group(platform, (struct wf_host_group){.id = host->name,
                                                         .class = class,
                                                         .element = WF_EL_PEER,
                                                         .line = host->line,
                                                         .first_host = platform->host_count - 1,
                                                         .host_count = 1,
                                                         .cluster = WF_MAP_NONE});
}

static void start_pending(struct wf_builder *builder, const struct tag *tag)
{
    struct wf_pending *pending = &builder->pending;
    wf_pending_start(pending, tag->element, tag->line);
    for (size_t i = 0; i < tag->count; i++)
        if (tag->well || wf_schema_valid(tag->element, &tag->attributes[i]))
            wf_pending_add(pending, tag->attributes[i].name, tag->attributes[i].value, tag->line,
                           false);
    pending->broken = !tag->well;
    bool one = tag->element == WF_EL_HOST || tag->element == WF_EL_LINK;
    if (!tag->well && (!one || !wf_pending_value(pending, "id", false))) {
        pending->element = WF_EL_NONE; /* the names it declares are not known */
        builder->platform->incomplete = true;
    }
}

/* What a refused element would have declared is declared all the same, so that its mentions are not
 * reported too. */
static void declare_refused(struct wf_builder *builder, enum wf_element element, const char *id,
                            uint32_t line)
{
    if ((element == WF_EL_HOST || element == WF_EL_LINK) && id && *id) {
        wf_pending_start(&builder->pending, element, line);
        builder->pending.broken = true;
        wf_pending_add(&builder->pending, "id", id, line, false);
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

/* ---- zones ---- */

static enum wf_routing routing_of(const char *routing)
{
    static const struct {
        const char *word;
        enum wf_routing routing;
    } words[] = {{"Full", WF_ROUTES_FULL},           {"Floyd", WF_ROUTES_GRAPH},
                 {"Dijkstra", WF_ROUTES_GRAPH},      {"Cluster", WF_ROUTES_STAR},
                 {"DijkstraCache", WF_ROUTES_GRAPH}, {"Vivaldi", WF_ROUTES_STAR}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(words[i].word, routing))
            return words[i].routing;
    return WF_ROUTES_NONE;
}

static void start_zone(struct wf_builder *builder, const struct tag *tag)
{
    struct wf_platform *platform = builder->platform;
    struct wf_frame *frame = own_frame(builder);
    const char *id = value(tag, "id");
    const char *routing = tag->well ? value(tag, "routing") : "Cluster";
    if (!id)
        return;
    uint32_t parent = parent_frame(builder)->zone, index = platform->zone_count;
    frame->site = wf_arena_alloc(&platform->arena, sizeof *frame->site);
    frame->origins = wf_arena_alloc(&platform->arena, WF_SITE_PROPS_MAX * sizeof *frame->origins);
    memcpy(frame->site, platform->zones[parent].site, sizeof *frame->site);
    memcpy(frame->origins, platform->zones[parent].origins,
           WF_SITE_PROPS_MAX * sizeof *frame->origins);
    const char *name =
        wf_declare_netpoint(platform, id, WF_NETPOINT_ZONE, index, tag->line, builder->diag);
    if (!name)
        name = wf_arena_text(&platform->arena, id, strlen(id));
    bool cabinets = !strcmp(routing, "Cluster"), coordinates = !strcmp(routing, "Vivaldi");
    wf_tables_add_zone(platform, (struct wf_zone){.name = name,
                                                  .site = frame->site,
                                                  .origins = frame->origins,
                                                  .parent = parent,
                                                  .line = tag->line,
                                                  .routing = (uint8_t)routing_of(routing),
                                                  .cabinets = cabinets,
                                                  .wifi = !strcmp(routing, "Wifi"),
                                                  .coordinates = coordinates});
    frame->zone = index;
}

static void read_zone_prop(struct wf_builder *builder, struct wf_frame *frame,
                           const struct tag *tag)
{
    const char *name = value(tag, "id");
    struct wf_platform *platform = builder->platform;
    struct wf_context context = wf_schema_context(WF_EL_ZONE, platform->zones[frame->zone].name);
    if (platform->zones[frame->zone].wifi && !strcmp(name, "access_point"))
        platform->zones[frame->zone].access_point =
            wf_arena_text(&platform->arena, value(tag, "value"), strlen(value(tag, "value")));
    struct wf_prop_source source = {.context = context.text,
                                    .origin = {builder->platform->path, tag->line},
                                    .places = WF_ON_ZONE,
                                    .mark = 1 + frame->zone,
                                    .arena = &builder->platform->arena,
                                    .diag = builder->diag};
    bool wrong = false;
    int row = wf_site_prop_find(&source, name, &wrong);
    if (row < 0 || !frame->site)
        return;
    if (frame->seen & UINT64_C(1) << row)
        wf_diag_error(builder->diag, source.origin.file, tag->line, "%s prop '%s' is given twice",
                      context.text, name);
    frame->seen |= UINT64_C(1) << row;
    wf_site_prop_set(&source, name, value(tag, "value"), frame->site, frame->origins);
    if (!strcmp(name, "provenance"))
        frame->provenance_line = tag->line;
}

/* A zone that has ended, for the messages of its check. */
struct ended {
    struct wf_builder *builder;
    const struct wf_frame *frame;
};

static void add_of_zone(const struct ended *ended, enum wf_severity severity, const char *name,
                        const char *why)
{
    const struct wf_platform *platform = ended->builder->platform;
    wf_diag_add(ended->builder->diag, severity, platform->path, ended->frame->provenance_line,
                "%s prop '%s'%s",
                wf_schema_context(WF_EL_ZONE, platform->zones[ended->frame->zone].name).text, name,
                why);
}

static void report_of_zone(void *data, const char *name, const char *why)
{
    add_of_zone(data, WF_ERROR, name, why);
}

static void warn_of_zone(void *data, const char *name, const char *why)
{
    add_of_zone(data, WF_WARNING, name, why);
}

static void end_zone(struct wf_builder *builder, const struct wf_frame *frame, const char *name,
                     uint32_t line)
{
    (void)name, (void)line;
    struct ended ended = {builder, frame};
    const struct wf_mistakes mistakes = {report_of_zone, warn_of_zone, &ended};
    if (frame->provenance_line)
        wf_zone_provenance_check(builder->platform, frame->zone, &mistakes);
}

/* What SimGrid takes and ends a run of ours. value NULL: any. */
static const struct {
    const char *key, *value, *why;
} unfit_configs[] = {
    {"debug/breakpoint", NULL, "it stops the process for a debugger; leave it out"},
    {"network/model", "ns-3",
     "SimGrid's energy plugins refuse it; expected a model of its own, e.g. 'LV08' or 'CM02'"}};

static void check_config(const struct wf_builder *builder, const struct tag *tag)
{
    const char *key = value(tag, "id"), *text = value(tag, "value");
    for (size_t i = 0; i < sizeof unfit_configs / sizeof *unfit_configs; i++)
        if (!strcmp(unfit_configs[i].key, key) &&
            (!unfit_configs[i].value || !strcmp(unfit_configs[i].value, text)))
            wf_diag_error(builder->diag, builder->platform->path, tag->line,
                          "<config> prop '%s': '%s' cannot be simulated: %s", key, text,
                          unfit_configs[i].why);
}

static void read_config(struct wf_builder *builder, const struct tag *tag)
{
    if (wf_config_is_replaced(value(tag, "id"), value(tag, "value"))) {
        wf_diag_warn(
            builder->diag, builder->platform->path, tag->line,
            "<config> prop 'cpu/optim': SimGrid's energy plugin cannot follow 'TI'; 'Lazy' "
            "is used, which gives the same dates");
        builder->platform->rewritten = true;
    }
    struct wf_platform *platform = builder->platform;
    struct wf_config *config = wf_arena_alloc(&platform->arena, sizeof *config);
    *config = (struct wf_config){wf_arena_intern_text(&platform->arena, value(tag, "id")),
                                 wf_arena_intern_text(&platform->arena, value(tag, "value")),
                                 tag->line, platform->configs};
    platform->configs = config;
    if (!strcmp(config->name, "network/model"))
        platform->network_model = config->value;
}

static void start_prop(struct wf_builder *builder, const struct tag *tag)
{
    if (!tag->well || builder->depth < 2)
        return;
    struct wf_frame *parent = parent_frame(builder);
    if (parent->element == WF_EL_ZONE)
        read_zone_prop(builder, parent, tag);
    else if (parent->element == WF_EL_CONFIG) {
        check_config(builder, tag);
        read_config(builder, tag);
    } else if (parent->element != WF_EL_DISK)
        wf_pending_add(&builder->pending, value(tag, "id"), value(tag, "value"), tag->line, true);
}

/* ---- elements that mention names ---- */

enum {
    HOSTS_AND_ROUTERS = 1u << WF_NETPOINT_HOST | 1u << WF_NETPOINT_ROUTER,
    ZONES_ONLY = 1u << WF_NETPOINT_ZONE
};

static void reference(struct wf_builder *builder, const struct tag *tag, const char *attribute,
                      unsigned kinds)
{
    wf_reference_netpoint(builder, tag->name, attribute, value(tag, attribute), kinds, tag->line);
}

static void start_route(struct wf_builder *builder, const struct tag *tag)
{
    if (!tag->well)
        return;
    reference(builder, tag, "src", HOSTS_AND_ROUTERS);
    reference(builder, tag, "dst", HOSTS_AND_ROUTERS);
    if (tag->element == WF_EL_ROUTE)
        wf_reference_route(builder, tag->name,
                           (const char *[]){value(tag, "src"), value(tag, "dst")},
                           value(tag, "symmetrical"), tag->line);
    else
        builder->platform->zones[own_frame(builder)->zone].bypassed = 1;
}

static void start_zone_route(struct wf_builder *builder, const struct tag *tag)
{
    if (!tag->well)
        return;
    reference(builder, tag, "src", ZONES_ONLY);
    reference(builder, tag, "dst", ZONES_ONLY);
    if (tag->element == WF_EL_ZONE_ROUTE)
        wf_reference_route(builder, "zoneRoute",
                           (const char *[]){value(tag, "src"), value(tag, "dst")},
                           value(tag, "symmetrical"), tag->line);
    reference(builder, tag, "gw_src", HOSTS_AND_ROUTERS);
    reference(builder, tag, "gw_dst", HOSTS_AND_ROUTERS);
    wf_reference_gateway(
        builder, tag->name, (const char *[]){"gw_src", "src", "dst"},
        (const char *[]){value(tag, "gw_src"), value(tag, "src"), value(tag, "dst")}, tag->line);
    wf_reference_gateway(
        builder, tag->name, (const char *[]){"gw_dst", "dst", "src"},
        (const char *[]){value(tag, "gw_dst"), value(tag, "dst"), value(tag, "src")}, tag->line);
}

static void end_route(struct wf_builder *builder, const struct wf_frame *frame, const char *name,
                      uint32_t line)
{
    if (frame->children == 0)
        wf_diag_error(builder->diag, builder->platform->path, line,
                      "<%s> has no link; expected at least one <link_ctn>", name);
}

static void start_link_ctn(struct wf_builder *builder, const struct tag *tag)
{
    if (tag->well) {
        wf_reference_link(builder, tag->name, value(tag, "id"), value(tag, "direction"), tag->line);
        wf_reference_common_link(builder->platform, value(tag, "id"));
    }
    if (builder->depth > 1)
        parent_frame(builder)->children++;
}

static void start_host_link(struct wf_builder *builder, const struct tag *tag)
{
    if (!tag->well)
        return;
    reference(builder, tag, "id", HOSTS_AND_ROUTERS);
    wf_reference_link(builder, tag->name, value(tag, "up"), NULL, tag->line);
    wf_reference_link(builder, tag->name, value(tag, "down"), NULL, tag->line);
    wf_reference_host_link(builder, value(tag, "id"),
                           (const char *[]){value(tag, "up"), value(tag, "down")},
                           parent_frame(builder), tag->line);
}

static void start_trace_connect(struct wf_builder *builder, const struct tag *tag)
{
    if (tag->well)
        wf_reference_trace(builder, value(tag, "kind"), value(tag, "element"), tag->line);
}

static void start_router(struct wf_builder *builder, const struct tag *tag)
{
    if (tag->well)
        wf_declare_router(builder->platform, value(tag, "id"), own_frame(builder)->zone, tag->line,
                          builder->diag);
}

/* ---- the stream ---- */

static const struct {
    void (*start)(struct wf_builder *builder, const struct tag *tag);
    void (*finish)(struct wf_builder *builder); /* of a pending element */
    void (*end)(struct wf_builder *builder, const struct wf_frame *frame, const char *name,
                uint32_t line);
} handlers[WF_EL_COUNT] = {
    [WF_EL_HOST] = {start_pending, finish_host, NULL},
    [WF_EL_LINK] = {start_pending, finish_link, NULL},
    [WF_EL_BACKBONE] = {start_pending, finish_link, NULL},
    [WF_EL_PEER] = {start_pending, finish_peer, NULL},
    [WF_EL_CLUSTER] = {start_pending, wf_cluster_finish, NULL},
    [WF_EL_CABINET] = {start_pending, wf_cabinet_finish, NULL},
    [WF_EL_PROP] = {start_prop, NULL, NULL},
    [WF_EL_ZONE] = {start_zone, NULL, end_zone},
    [WF_EL_ROUTER] = {start_router, NULL, NULL},
    [WF_EL_ROUTE] = {start_route, NULL, end_route},
    [WF_EL_BYPASS_ROUTE] = {start_route, NULL, end_route},
    [WF_EL_ZONE_ROUTE] = {start_zone_route, NULL, end_route},
    [WF_EL_BYPASS_ZONE_ROUTE] = {start_zone_route, NULL, end_route},
    [WF_EL_LINK_CTN] = {start_link_ctn, NULL, NULL},
    [WF_EL_HOST_LINK] = {start_host_link, NULL, NULL},
    [WF_EL_TRACE_CONNECT] = {start_trace_connect, NULL, NULL},
};

static void refuse(struct wf_builder *builder, enum wf_element element, const struct tag *tag)
{
    enum wf_element open = own_frame(builder)->element;
    if (open == WF_EL_PLATFORM || open == WF_EL_ZONE) /* else it would close a pending element */
        declare_refused(builder, element, value(tag, "id"), tag->line);
    builder->skipped++;
}

static bool accept_root(struct wf_builder *builder, const struct tag *tag)
{
    if (tag->element == WF_EL_PLATFORM)
        return true;
    wf_diag_error(builder->diag, builder->platform->path, tag->line,
                  "root element is <%s>; expected <platform version=\"4.1\">", tag->name);
    builder->platform->incomplete = true;
    builder->skipped++;
    return false;
}

/* May the element stand here? If not, that is reported and all that is inside it is skipped. */
static bool accept(struct wf_builder *builder, const struct tag *tag)
{
    const char *path = builder->platform->path;
    if (builder->depth == 0)
        return accept_root(builder, tag);
    if (tag->element == WF_EL_NONE) {
        const char *near = wf_schema_nearest(tag->name);
        wf_diag_error(builder->diag, path, tag->line, "element <%s> is unknown%s", tag->name,
                      wf_hint_tag(near).text);
        refuse(builder, near ? wf_schema_element(near) : WF_EL_NONE, tag);
        return false;
    }
    if (tag->element == WF_EL_ACTOR) {
        if (!builder->actor_reported)
            wf_diag_error(builder->diag, path, tag->line,
                          "<%s> belongs in the deployment file, not in the platform", tag->name);
        builder->actor_reported = true;
        builder->skipped++;
        return false;
    }
    struct wf_frame *parent = own_frame(builder);
    const char *why = wf_schema_child(parent->element, tag->element, &parent->progress);
    if (!why)
        return true;
    bool allowed = wf_schema_allows(parent->element, tag->element);
    const char *id = value(tag, "id");
    wf_diag_error(builder->diag, path, tag->line, "element <%s%s%s>%s %s", tag->name, id ? " " : "",
                  id ? id : "", allowed ? ":" : "", why);
    if (!allowed)
        refuse(builder, tag->element, tag);
    return allowed;
}

/* SimGrid takes one zone at the top, and no member of a second. */
static void check_top(struct wf_builder *builder, const struct tag *tag)
{
    bool zone = tag->element == WF_EL_ZONE || tag->element == WF_EL_CLUSTER;
    bool member = tag->element == WF_EL_HOST || tag->element == WF_EL_LINK ||
                  tag->element == WF_EL_CLUSTER || tag->element == WF_EL_PEER;
    if (own_frame(builder)->element == WF_EL_PLATFORM && zone)
        builder->tops++;
    if (builder->tops < 2 || !member || builder->second_reported)
        return;
    builder->second_reported = true;
    const char *id = value(tag, "id");
    wf_diag_error(builder->diag, builder->platform->path, tag->line,
                  "<%s %s> stands in a second zone at the top, of which SimGrid takes one; put all "
                  "into one <zone id=\"all\" routing=\"Full\">",
                  tag->name, id ? id : "");
}

static void keep_profile(struct wf_platform *platform, const char *path)
{
    struct wf_profile_file *file = wf_arena_alloc(&platform->arena, sizeof *file);
    *file = (struct wf_profile_file){wf_arena_intern_text(&platform->arena, path),
                                     platform->profile_files};
    platform->profile_files = file;
}

/* Files that SimGrid reads while it loads the platform. */
static void check_profiles(struct wf_builder *builder, const struct tag *tag)
{
    const char *path = builder->platform->path;
    for (size_t i = 0; i < tag->count; i++) {
        const struct wf_xml_attribute *attribute = &tag->attributes[i];
        bool names = wf_profile_of(attribute->name) ||
                     (tag->element == WF_EL_TRACE && !strcmp(attribute->name, "file"));
        if (!names || !*attribute->value)
            continue;
        char *why, *found = wf_profile_find_file(path, attribute->value, &why);
        const char *id = value(tag, "id");
        if (found) {
            wf_reference_profile(builder, attribute->value, tag->line);
            keep_profile(builder->platform, found);
        } else {
            wf_diag_error(builder->diag, path, tag->line, "<%s %s> attribute '%s': %s", tag->name,
                          id ? id : "", attribute->name, why);
        }
        free(found);
        free(why);
    }
}

static void on_start(void *data, const char *name, const struct wf_xml_attribute *attributes,
                     size_t count, uint32_t line)
{
    struct wf_builder *builder = data;
    struct tag tag = {wf_schema_element(name), name, attributes, count, line, false};
    if (builder->skipped) {
        builder->skipped++;
        return;
    }
    if (!accept(builder, &tag))
        return;
    if (builder->depth > 0)
        check_top(builder, &tag);
    tag.well = wf_schema_attributes(tag.element, name, attributes, count, builder->platform->path,
                                    line, &builder->right, builder->diag);
    assert(builder->depth < WF_XML_DEPTH_MAX);
    struct wf_frame *frame = &builder->stack[builder->depth++];
    *frame = (struct wf_frame){.element = tag.element};
    if (builder->depth > 1)
        frame->zone = frame[-1].zone;
    if (tag.well)
        check_profiles(builder, &tag);
    if (tag.well && tag.element == WF_EL_TRACE)
        wf_reference_profile(builder, value(&tag, "id"), line);
    if (handlers[tag.element].start)
        handlers[tag.element].start(builder, &tag);
}

static void on_end(void *data, const char *name, uint32_t line)
{
    struct wf_builder *builder = data;
    if (builder->skipped) {
        builder->skipped--;
        return;
    }
    assert(builder->depth > 0);
    const struct wf_frame *frame = &builder->stack[--builder->depth];
    if (handlers[frame->element].end)
        handlers[frame->element].end(builder, frame, name, line);
    if (builder->pending.element != frame->element)
        return;
    handlers[frame->element].finish(builder);
    builder->pending.element = WF_EL_NONE;
}

/* The text of a <trace> is the trace, which SimGrid reads. */
static bool on_text(void *data, const char *text, size_t length)
{
    struct wf_builder *builder = data;
    (void)text, (void)length;
    return !builder->skipped && builder->depth && own_frame(builder)->element == WF_EL_TRACE;
}

static void on_prolog(void *data, const char *doctype, bool plain, uint32_t line)
{
    struct wf_builder *builder = data;
    builder->platform->rewritten |= !plain;
    if (!doctype || strcmp(doctype, "platform"))
        wf_diag_error(builder->diag, builder->platform->path, line,
                      "the DOCTYPE is %s%s%s; expected <!DOCTYPE platform SYSTEM "
                      "\"https://simgrid.org/simgrid.dtd\">, before <platform>",
                      doctype ? "'" : "missing", doctype ? doctype : "", doctype ? "'" : "");
}

/* They may be declared anywhere. */
static void check_access_points(const struct wf_builder *builder)
{
    const struct wf_platform *platform = builder->platform;
    for (uint32_t i = 0; i < platform->zone_count && !platform->incomplete; i++) {
        const struct wf_zone *zone = &platform->zones[i];
        uint32_t netpoint =
            zone->access_point ? wf_map_get(&platform->netpoints, zone->access_point) : 0;
        if (netpoint == WF_MAP_NONE)
            wf_diag_error(builder->diag, platform->path, zone->line,
                          "<zone %s> prop 'access_point': there is no host or router '%s'%s",
                          zone->name, zone->access_point,
                          wf_hint(wf_platform_nearest_host(platform, zone->access_point)).text);
    }
}

/* The first of those that take the props of one zone. */
static void find_first(struct wf_platform *platform)
{
    for (uint32_t i = 0; i < platform->host_count; i++) {
        const struct wf_host_class *class = platform->hosts[i].class;
        uint32_t *first = &platform->zones[class->zone].first_host;
        if (class->site->props_of && !*first)
            *first = i + 1;
    }
    for (uint32_t i = 0; i < platform->link_count; i++) {
        const struct wf_link_class *class = platform->links[i].class;
        uint32_t *first = platform->zones[class->zone].first_links;
        if (class->site->props_of && !first[1])
            first[first[0] ? 1 : 0] = i + 1;
    }
}

static int load(struct wf_platform *platform, struct wf_diag *diag, struct wf_err *err)
{
    struct wf_builder builder = {
        .platform = platform, .diag = diag, .units = {.diag = diag, .file = platform->path}};
    builder.pending.element = WF_EL_NONE;
    wf_class_memo_init(&builder.memo);
    wf_map_init(&builder.profiles);
    static const struct wf_xml_handler handler = {on_start, on_end, on_prolog, on_text};
    int status = wf_xml_read(wf_platform_text(platform), &handler, &builder, diag, err);
    platform->incomplete |= status > 0;
    check_access_points(&builder);
    find_first(platform);
    wf_class_memo_release(&builder.memo);
    wf_pending_release(&builder.pending);
    wf_map_release(&builder.profiles);
    free(builder.pairs);
    return status;
}

int wf_platform_load(const char *path, struct wf_platform *platform, struct wf_diag *diag,
                     struct wf_err *err)
{
    wf_tables_start(platform, path);
    return load(platform, diag, err);
}

int wf_platform_load_text(const char *path, int text_file, struct wf_platform *platform,
                          struct wf_diag *diag, struct wf_err *err)
{
    wf_tables_start(platform, path);
    platform->text = wf_format("/proc/self/fd/%d", text_file);
    platform->text_file = text_file;
    return load(platform, diag, err);
}
