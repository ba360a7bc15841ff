#include "input/platform.h"
#include "input/radical.h"
#include "input/schema.h"
#include "input/xml.h"
#include <assert.h>
#include <fnmatch.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Netpoints (hosts, routers, zones) share one name space; the map keeps kind and index. */
enum netpoint { NETPOINT_HOST, NETPOINT_ROUTER, NETPOINT_ZONE };
#define NETPOINT(kind, index) ((uint32_t)(kind) << 30 | (index))
#define NETPOINT_KIND(value) ((value) >> 30)
#define NETPOINT_INDEX(value) ((value) & 0x3fffffffu)

enum { MEMO_MAX = 4096, NO_ZONE = 0 };

/* An element whose props follow it: text kept until its end tag. */
struct pending {
    enum wf_element element;
    uint32_t line;
    struct wf_buffer text; /* "name\0value\0" .. attributes, then props */
    struct pending_item {
        size_t name, value;
        uint32_t line;
        bool prop;
        const struct wf_override *set; /* the override it comes from, or NULL */
    } * items;
    size_t count, capacity;
    bool broken; /* attributes that are wrong were told and left out */
    bool wrong;  /* a mistake was told of its props */
};

struct frame {
    enum wf_element element;
    struct wf_schema_progress progress;
    uint32_t zone;
    uint32_t seen, set; /* rows of the zone's own props; of its overrides */
    uint32_t children;  /* links of a route; host links out of place of a zone */
};

struct builder {
    struct wf_platform *platform;
    const struct wf_overrides *overrides;
    struct wf_diag *diag;
    struct frame stack[WF_XML_DEPTH_MAX];
    size_t depth, skipped; /* skipped: depth inside an element that was refused */
    struct pending pending;
    struct wf_buffer signature;
    struct wf_map memo; /* signature of a host or link -> index of its class */
    const void **memo_classes;
    uint32_t memo_count;
    bool unitless_told, actor_told;
    uint8_t *linked; /* by host: has a host_link */
    uint32_t linked_capacity;
};

/* ---- text of the element at hand ---- */

static void pending_start(struct pending *pending, enum wf_element element, uint32_t line)
{
    pending->element = element;
    pending->line = line;
    pending->text.length = 0;
    pending->count = 0;
    pending->broken = pending->wrong = false;
}

static void pending_add(struct pending *pending, const char *name, const char *value, uint32_t line,
                        bool prop, const struct wf_override *set)
{
    if (pending->count == pending->capacity) {
        pending->capacity = pending->capacity ? 2 * pending->capacity : 16;
        pending->items = wf_realloc(pending->items, pending->capacity * sizeof *pending->items);
    }
    struct pending_item item = {.line = line, .prop = prop, .set = set};
    item.name = pending->text.length;
    wf_buffer_add(&pending->text, name, strlen(name) + 1);
    item.value = pending->text.length;
    wf_buffer_add(&pending->text, value, strlen(value) + 1);
    pending->items[pending->count++] = item;
}

static struct pending_item *pending_find(const struct pending *pending, const char *name, bool prop)
{
    for (size_t i = 0; i < pending->count; i++)
        if (pending->items[i].prop == prop &&
            !strcmp(pending->text.text + pending->items[i].name, name))
            return &pending->items[i];
    return NULL;
}

static const char *pending_value(const struct pending *pending, const char *name, bool prop)
{
    const struct pending_item *item = pending_find(pending, name, prop);
    return item ? pending->text.text + item->value : NULL;
}

/* Replace or add what an override says of this element. */
static void pending_override(struct builder *builder, const char *target, const char *id)
{
    struct pending *pending = &builder->pending;
    if (!builder->overrides)
        return;
    for (size_t i = 0; i < builder->overrides->count; i++) {
        struct wf_override *item = &builder->overrides->items[i];
        if (strcmp(item->target, target) || fnmatch(item->glob, id, 0))
            continue;
        item->used = true;
        bool prop = !wf_schema_has(pending->element, item->prop);
        const struct wf_xml_attribute attribute = {item->prop, item->value};
        char *context = wf_override_context(item);
        bool well = prop || wf_schema_value(pending->element, &attribute, context, "--set", 0,
                                            builder->diag);
        free(context);
        if (!well)
            continue; /* told; the file's own value stands, so that nothing else is told of it */
        struct pending_item *old = pending_find(pending, item->prop, prop);
        if (!old) {
            pending_add(pending, item->prop, item->value, 0, prop, item);
            continue;
        }
        old->value = pending->text.length;
        old->set = item;
        old->line = 0;
        wf_buffer_add(&pending->text, item->value, strlen(item->value) + 1);
    }
}

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
static const char *add_netpoint(struct builder *builder, const char *name, enum netpoint kind,
                                uint32_t index, uint32_t line)
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
static bool add_host(struct builder *builder, const char *name, const struct wf_host_class *class,
                     uint32_t line)
{
    struct wf_platform *platform = builder->platform;
    const char *kept = add_netpoint(builder, name, NETPOINT_HOST, platform->host_count, line);
    if (!kept)
        return false;
    GROW(platform->hosts, platform->host_count, platform->host_capacity);
    platform->hosts[platform->host_count++] = (struct wf_host){kept, class, line};
    return true;
}

static void add_link(struct builder *builder, const char *name, const struct wf_link_class *class,
                     uint32_t line)
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

/* ---- props ---- */

static const char *const simgrid_props[] = {"wattage_per_state", "wattage_off", "wattage_range",
                                            "backbone_wattage_range"};
enum { SIMGRID_PROPS = sizeof simgrid_props / sizeof *simgrid_props };

static const char *const tag_of[WF_EL_COUNT] = {[WF_EL_HOST] = "host",       [WF_EL_LINK] = "link",
                                                [WF_EL_ZONE] = "zone",       [WF_EL_CLUSTER] = "cluster",
                                                [WF_EL_BACKBONE] = "backbone", [WF_EL_CABINET] = "cabinet",
                                                [WF_EL_PEER] = "peer"};

/* Row of a prop that is ours; -1 where it is nobody's or SimGrid's; what looks like a slip of one
 * of ours is told, and of an override whatever is nobody's. */
static int own_row(struct builder *builder, const char *context, const char *name, unsigned places,
                   struct wf_origin origin)
{
    static const char *const place_names[] = {"hosts", "links", "zones"};
    int row = wf_props_find(wf_site_props, name, places);
    if (row >= 0)
        return row;
    row = wf_props_find(wf_site_props, name, 0);
    if (row >= 0) {
        struct wf_buffer list = {0};
        builder->pending.wrong = true;
        for (size_t i = 0; i < 3; i++)
            if (wf_site_props[row].places & 1u << i)
                wf_buffer_printf(&list, "%s%s", list.length ? " and " : "", place_names[i]);
        wf_diag_error(builder->diag, origin.file, origin.line,
                      "%s prop '%s' has no meaning here; it is a prop of %s", context, name,
                      list.text);
        wf_buffer_release(&list);
        return -1;
    }
    for (size_t i = 0; i < SIMGRID_PROPS; i++)
        if (!strcmp(simgrid_props[i], name) && places != WF_ON_ZONE)
            return -1;
    const char *near = wf_props_nearest(wf_site_props, name, places);
    if (!near && places != WF_ON_ZONE)
        near = wf_text_nearest(name, simgrid_props, SIMGRID_PROPS);
    if (near || !strcmp(origin.file, "--set")) {
        builder->pending.wrong = true;
        wf_diag_error(builder->diag, origin.file, origin.line, "%s prop '%s' is unknown%s%s%s",
                      context, name, near ? "; did you mean '" : "", near ? near : "",
                      near ? "'?" : "");
    }
    return -1;
}

static struct wf_origin item_origin(const struct builder *builder, const struct pending_item *item)
{
    return item->set ? (struct wf_origin){"--set", 0}
                     : (struct wf_origin){builder->platform->path, item->line};
}

static void prop_error(struct builder *builder, const char *context, const char *name,
                       const char *format, ...) WF_PRINTF(4, 5);

/* Of a prop of the pending element, where it was given; at the element where it is a zone's. An
 * override is told once for all it meets. */
static void prop_error(struct builder *builder, const char *context, const char *name,
                       const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = wf_vformat(format, arguments);
    va_end(arguments);
    const struct pending_item *item = pending_find(&builder->pending, name, true);
    struct wf_origin origin = {builder->platform->path, builder->pending.line};
    if (item)
        origin = item_origin(builder, item);
    char *override = item && item->set ? wf_override_context(item->set) : NULL;
    builder->pending.wrong = true;
    wf_diag_error(builder->diag, origin.file, origin.line, "%s prop '%s'%s",
                  override ? override : context, name, text);
    free(override);
    free(text);
}

/* Overlay the props of the pending element on @p site. */
static void overlay_props(struct builder *builder, const char *context, unsigned places,
                          struct wf_site *site, uint32_t *origins)
{
    struct pending *pending = &builder->pending;
    for (size_t i = 0; i < pending->count; i++) {
        const struct pending_item *item = &pending->items[i];
        if (!item->prop)
            continue;
        const char *name = pending->text.text + item->name;
        const char *text = pending->text.text + item->value;
        struct wf_origin origin = item_origin(builder, item);
        const struct pending_item *first = pending_find(pending, name, true);
        if (first != item)
            wf_diag_error(builder->diag, origin.file, origin.line,
                          "%s prop '%s' is given twice (first on line %u)", context, name,
                          first->line);
        char *override = item->set ? wf_override_context(item->set) : NULL;
        const char *who = override ? override : context;
        int row = own_row(builder, who, name, places, origin);
        if (row >= 0 && wf_props_set(wf_site_props, row, site, text, origin,
                                     &builder->platform->arena, who, builder->diag) == 0)
            origins[row] = item->set ? WF_SITE_SET : WF_SITE_OWN;
        else if (row >= 0)
            pending->wrong = true;
        free(override);
    }
}

/* Parse "a:b:c" of watts into @p values. @return how many, or 0 when it is not such a list. */
static size_t parse_watts(const char *text, size_t length, double *values, size_t most)
{
    char item[40];
    size_t count = 0;
    const char *end = text + length;
    while (text <= end && count < most) {
        const char *colon = memchr(text, ':', (size_t)(end - text));
        const char *stop = colon ? colon : end;
        while (text < stop && *text == ' ')
            text++;
        size_t size = (size_t)(stop - text);
        if (size == 0 || size >= sizeof item || text[size - 1] == ' ') /* as SimGrid reads it */
            return 0;
        memcpy(item, text, size);
        item[size] = '\0';
        if (wf_quantity_parse(item, WF_DIM_NUMBER, &values[count]) != WF_QUANTITY_OK ||
            values[count] < 0 || values[count] > 1e15)
            return 0;
        count++;
        if (!colon)
            return count;
        text = colon + 1;
    }
    return 0;
}

static const struct wf_watts *host_watts(struct builder *builder, const char *context,
                                         const struct pending_item *item, uint32_t pstates)
{
    const char *text = builder->pending.text.text + item->value;
    struct wf_watts *watts = wf_calloc(pstates, sizeof *watts);
    const struct wf_watts *kept = NULL;
    uint32_t count = 0;
    const char *why = NULL;
    for (const char *cursor = text; !why;) {
        double values[3];
        size_t length = strcspn(cursor, ",");
        size_t got = parse_watts(cursor, length, values, 3);
        if (got < 2)
            why = "expected Idle:Epsilon:AllCores in watts, none negative, one triple a pstate";
        else if (count < pstates)
            watts[count] = (struct wf_watts){values[0], got == 3 ? values[1] : values[0],
                                             values[got - 1]};
        count++;
        if (!cursor[length])
            break;
        cursor += length + 1;
    }
    if (why)
        prop_error(builder, context, "wattage_per_state", ": '%.80s': %s", text, why);
    else if (count == pstates)
        kept = wf_arena_intern(&builder->platform->arena, watts, pstates * sizeof *watts);
    else if (!builder->pending.broken) /* else its number of pstates is not known */
        prop_error(builder, context, "wattage_per_state", " has %u triple%s for %u pstate%s", count,
                   count == 1 ? "" : "s", pstates, pstates == 1 ? "" : "s");
    free(watts);
    return kept;
}

static void link_watts(struct builder *builder, const char *context, const char *name,
                       struct wf_link_class *class)
{
    const struct pending_item *item = pending_find(&builder->pending, name, true);
    class->idle_w = class->busy_w = NAN;
    if (!item)
        return;
    const char *text = builder->pending.text.text + item->value;
    double values[2];
    if (parse_watts(text, strlen(text), values, 2) == 2) {
        class->idle_w = values[0];
        class->busy_w = values[1];
        return;
    }
    prop_error(builder, context, name, ": '%.80s': expected idle:busy in watts, none negative", text);
}

/* ---- classes: parsed once for equal text ---- */

enum { CONTEXT = 160 };

/* "<host phone-7>", to lead messages. */
static void name_context(const struct builder *builder, char context[CONTEXT])
{
    const struct pending *pending = &builder->pending;
    snprintf(context, CONTEXT, "<%s %.120s>", tag_of[pending->element],
             pending_value(pending, "id", false));
}

static void sign(struct builder *builder, char kind)
{
    struct wf_buffer *signature = &builder->signature;
    const struct pending *pending = &builder->pending;
    /* the zone as five bytes of seven bits: none of them NUL */
    uint32_t zone = builder->stack[builder->depth - 1].zone;
    char head[6] = {kind};
    for (size_t i = 1; i < sizeof head; i++, zone >>= 7)
        head[i] = (char)((zone & 0x7f) | 0x80);
    signature->length = 0;
    wf_buffer_add(signature, head, sizeof head);
    for (size_t i = 0; i < pending->count; i++) {
        const struct pending_item *item = &pending->items[i];
        const char *name = pending->text.text + item->name;
        const char *value = pending->text.text + item->value;
        if (!item->prop && !strcmp(name, "id"))
            continue;
        const char mark[] = {'\n', (char)('0' + item->prop + 2 * (item->set != NULL))};
        wf_buffer_add(signature, mark, sizeof mark);
        wf_buffer_add(signature, name, strlen(name));
        wf_buffer_add(signature, "=", 1);
        wf_buffer_add(signature, value, strlen(value));
    }
    wf_buffer_add(signature, "", 1);
}

static const void *memo_get(const struct builder *builder)
{
    uint32_t index = wf_map_get(&builder->memo, builder->signature.text);
    return index == WF_MAP_NONE ? NULL : builder->memo_classes[index];
}

static void memo_put(struct builder *builder, const void *class)
{
    if (builder->memo_count == MEMO_MAX)
        return;
    const char *key = wf_arena_text(&builder->platform->arena, builder->signature.text,
                                    builder->signature.length - 1);
    wf_map_add(&builder->memo, key, builder->memo_count);
    builder->memo_classes[builder->memo_count++] = class;
}

static double base_quantity(struct builder *builder, const char *text, enum wf_dimension dimension,
                            uint32_t line)
{
    double value = NAN;
    if (!text || wf_quantity_parse(text, dimension, &value) == WF_QUANTITY_OK)
        return value;
    if (wf_quantity_parse(text, WF_DIM_NUMBER, &value) == WF_QUANTITY_OK &&
        !builder->unitless_told) {
        builder->unitless_told = true;
        wf_diag_warn(builder->diag, builder->platform->path, line,
                     "'%s' has no unit: read in SimGrid's base unit, %s (told once a file)", text,
                     wf_dimension_unit(dimension));
    }
    return value;
}

static const double *parse_speeds(struct builder *builder, const char *text, uint32_t line,
                                  uint32_t *count)
{
    uint32_t most = 1;
    if (!text)
        text = "1f"; /* of a broken host */
    for (const char *c = text; *c; c++)
        most += *c == ',';
    double *speeds = wf_calloc(most, sizeof *speeds);
    const char *cursor = text;
    char item[64];
    for (*count = 0; *count < most && wf_text_next_item(&cursor, item, sizeof item); (*count)++)
        speeds[*count] = base_quantity(builder, item, WF_DIM_SPEED, line);
    const double *kept =
        wf_arena_intern(&builder->platform->arena, speeds, *count * sizeof *speeds);
    free(speeds);
    return kept;
}

static const void *keep_class(struct builder *builder, const void *class, size_t size, bool well)
{
    /* past the memo the fleet is heterogeneous: interning would only cost memory */
    if (builder->memo_count < MEMO_MAX) {
        const void *kept = wf_arena_intern(&builder->platform->arena, class, size);
        if (well)
            memo_put(builder, kept);
        return kept;
    }
    void *kept = wf_arena_alloc(&builder->platform->arena, size);
    memcpy(kept, class, size);
    return kept;
}

static bool profiled(const struct pending *pending)
{
    static const char *const files[] = {"speed_file", "availability_file", "state_file",
                                        "bandwidth_file", "latency_file"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *value = pending_value(pending, files[i], false);
        if (value && *value)
            return true;
    }
    return false;
}

static const struct wf_host_class *host_class(struct builder *builder)
{
    char context[CONTEXT];
    struct wf_platform *platform = builder->platform;
    const struct pending *pending = &builder->pending;
    const struct wf_zone *zone = &platform->zones[builder->stack[builder->depth - 1].zone];
    sign(builder, 'h');
    const struct wf_host_class *known = memo_get(builder);
    if (known)
        return known;
    name_context(builder, context);

    struct wf_site site = *zone->site;
    uint32_t origins[WF_SITE_PROPS_MAX];
    memcpy(origins, zone->origins, sizeof origins);
    overlay_props(builder, context, WF_ON_HOST, &site, origins);

    struct wf_host_class class;
    memset(&class, 0, sizeof class);
    class.site = wf_arena_intern(&platform->arena, &site, sizeof site);
    class.origins = wf_arena_intern(&platform->arena, origins, sizeof origins);
    class.zone = builder->stack[builder->depth - 1].zone;
    class.speed_flop_per_s = parse_speeds(builder, pending_value(pending, "speed", false),
                                          pending->line, &class.pstate_count);
    const char *core = pending_value(pending, "core", false);
    double cores = 1;
    if (core)
        wf_quantity_parse(core, WF_DIM_COUNT, &cores);
    class.core_count = (uint32_t)cores;
    class.profiled = profiled(pending);
    const char *start = pending_value(pending, "pstate", false);
    double pstate = 0;
    if (start && wf_quantity_parse(start, WF_DIM_COUNT, &pstate) == WF_QUANTITY_OK &&
        pstate >= class.pstate_count && !pending->broken)
        wf_diag_error(builder->diag, platform->path, pending->line,
                      "%s attribute 'pstate': '%s' is beyond its %u pstate%s", context, start,
                      class.pstate_count, class.pstate_count == 1 ? "" : "s");
    const struct pending_item *watts = pending_find(pending, "wattage_per_state", true);
    if (watts)
        class.watts = host_watts(builder, context, watts, class.pstate_count);
    const struct pending_item *off = pending_find(pending, "wattage_off", true);
    double off_w;
    if (off && parse_watts(pending->text.text + off->value,
                           strlen(pending->text.text + off->value), &off_w, 1) != 1)
        prop_error(builder, context, "wattage_off",
                   ": '%.80s': expected watts, a number, not negative",
                   pending->text.text + off->value);
    const struct {
        const char *name;
        uint64_t value;
    } pstates[] = {{"cold_pstate", site.cold_pstate}, {"idle_pstate", site.idle_pstate}};
    for (size_t i = 0; i < 2; i++)
        if (pstates[i].value != WF_COUNT_UNSET && pstates[i].value >= class.pstate_count &&
            !pending->broken)
            prop_error(builder, context, pstates[i].name, ": %llu is beyond its %u pstate%s",
                       (unsigned long long)pstates[i].value, class.pstate_count,
                       class.pstate_count == 1 ? "" : "s");
    uint32_t named = 0;
    char item[128];
    for (const char *cursor = site.workloads; cursor && wf_text_next_item(&cursor, item, sizeof item);)
        named++;
    if (named > class.pstate_count && !pending->broken)
        prop_error(builder, context, "workloads", " names %u workloads for %u pstate%s", named,
                   class.pstate_count, class.pstate_count == 1 ? "" : "s");
    class.broken = pending->broken || pending->wrong;
    return keep_class(builder, &class, sizeof class, !class.broken);
}

/* What a zone passes on to its links. */
static struct wf_site link_site(const struct wf_zone *zone)
{
    struct wf_site site;
    memset(&site, 0, sizeof site);
    wf_props_defaults(wf_site_props, &site, NULL);
    for (const struct wf_prop *row = wf_site_props; row->name; row++)
        if (row->places & WF_LINK_INHERITS)
            memcpy((char *)&site + row->offset, (const char *)zone->site + row->offset,
                   row->kind == WF_PROP_CHOICE ? sizeof(uint32_t) : sizeof(double));
    return site;
}

static enum wf_sharing sharing_of(const char *text)
{
    if (!text)
        return WF_SHARED;
    if (!strcmp(text, "FATPIPE"))
        return WF_FATPIPE;
    return strcmp(text, "SHARED") ? WF_SPLITDUPLEX : WF_SHARED;
}

static const struct wf_link_class *link_class(struct builder *builder)
{
    char context[CONTEXT];
    struct wf_platform *platform = builder->platform;
    const struct pending *pending = &builder->pending;
    uint32_t zone = builder->stack[builder->depth - 1].zone;
    sign(builder, 'l');
    const struct wf_link_class *known = memo_get(builder);
    if (known)
        return known;
    name_context(builder, context);

    struct wf_site site = link_site(&platform->zones[zone]);
    uint32_t origins[WF_SITE_PROPS_MAX] = {0};
    overlay_props(builder, context, WF_ON_LINK, &site, origins);
    struct wf_link_class class;
    memset(&class, 0, sizeof class);
    class.site = wf_arena_intern(&platform->arena, &site, sizeof site);
    class.zone = zone;
    class.bandwidth_byte_per_s = base_quantity(
        builder, pending_value(pending, "bandwidth", false), WF_DIM_BANDWIDTH, pending->line);
    base_quantity(builder, pending_value(pending, "latency", false), WF_DIM_TIME, pending->line);
    class.sharing = sharing_of(pending_value(pending, "sharing_policy", false));
    class.profiled = profiled(pending);
    link_watts(builder, context, "wattage_range", &class);
    return keep_class(builder, &class, sizeof class, !pending->broken && !pending->wrong);
}

/* ---- elements that have ended ---- */

static void finish_host(struct builder *builder)
{
    add_host(builder, pending_value(&builder->pending, "id", false), host_class(builder),
             builder->pending.line);
}

static void finish_link(struct builder *builder)
{
    add_link(builder, pending_value(&builder->pending, "id", false), link_class(builder),
             builder->pending.line);
}

/* Hosts of a <cluster> or <cabinet>: prefix, number, suffix. Its props are its hosts'. */
static void add_numbered_hosts(struct builder *builder, const struct wf_host_class *class)
{
    const struct pending *pending = &builder->pending;
    const char *prefix = pending_value(pending, "prefix", false);
    const char *suffix = pending_value(pending, "suffix", false);
    const char *radical = pending_value(pending, "radical", false);
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

static void finish_cluster(struct builder *builder)
{
    struct wf_platform *platform = builder->platform;
    const struct pending *pending = &builder->pending;
    const char *id = pending_value(pending, "id", false);
    char context[CONTEXT];
    name_context(builder, context);
    struct wf_link_class class;
    memset(&class, 0, sizeof class);
    uint32_t zone = builder->stack[builder->depth - 1].zone;
    struct wf_site site = link_site(&platform->zones[zone]);
    class.site = wf_arena_intern(&platform->arena, &site, sizeof site);
    class.zone = zone;
    class.generated = 1;
    class.bandwidth_byte_per_s =
        base_quantity(builder, pending_value(pending, "bw", false), WF_DIM_BANDWIDTH, pending->line);
    const char *sharing = pending_value(pending, "sharing_policy", false);
    class.sharing = sharing ? sharing_of(sharing) : WF_SPLITDUPLEX;
    link_watts(builder, context, "wattage_range", &class);
    struct wf_cluster cluster = {0};
    cluster.links = wf_arena_intern(&platform->arena, &class, sizeof class);
    const char *backbone = pending_value(pending, "bb_bw", false);
    if (backbone && *backbone) {
        class.bandwidth_byte_per_s =
            base_quantity(builder, backbone, WF_DIM_BANDWIDTH, pending->line);
        class.sharing = sharing_of(pending_value(pending, "bb_sharing_policy", false));
        link_watts(builder, context, "backbone_wattage_range", &class);
        cluster.backbone = wf_arena_intern(&platform->arena, &class, sizeof class);
    }
    char *prefix = wf_format("%s_", id);
    cluster.prefix = wf_arena_text(&platform->arena, prefix, strlen(prefix));
    free(prefix);
    GROW(platform->clusters, platform->cluster_count, platform->cluster_capacity);
    struct wf_radical_state state = {0};
    const char *radical = pending_value(pending, "radical", false);
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
    const char *router = pending_value(pending, "router_id", false);
    char *own = router && *router ? wf_strdup(router)
                                  : wf_format("%s%s_router%s", pending_value(pending, "prefix", false),
                                              id, pending_value(pending, "suffix", false));
    add_netpoint(builder, own, NETPOINT_ROUTER, pending->line, pending->line);
    free(own);
    add_numbered_hosts(builder, host_class(builder));
}

static void finish_cabinet(struct builder *builder)
{
    add_numbered_hosts(builder, host_class(builder));
}

/* ---- references ---- */

/* @p direction: of a <link_ctn>, NULL elsewhere. */
static void need_link(struct builder *builder, const char *tag, const char *name,
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
            wf_diag_error(builder->diag, platform->path, line,
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
    wf_diag_error(builder->diag, platform->path, line, "<%s> link '%s' is not declared before%s%s%s",
                  tag, name, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

static void need_netpoint(struct builder *builder, const char *tag, const char *attribute,
                          const char *name, unsigned kinds, uint32_t line)
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
        wf_diag_error(builder->diag, platform->path, line, "<%s> attribute '%s': '%s' is a %s, not a %s",
                      tag, attribute, name, netpoint_names[NETPOINT_KIND(value)], expected);
        return;
    }
    const char *near =
        kinds & 1u << NETPOINT_HOST && builder->diag->error_count < WF_NEAREST_MAX
            ? wf_platform_nearest_host(platform, name)
            : NULL;
    wf_diag_error(builder->diag, platform->path, line,
                  "<%s> attribute '%s': there is no %s '%s' before%s%s%s", tag, attribute, expected,
                  name, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

/* @p frame: of the zone it stands in, where the wrong kind of zone is told once. */
static void start_host_link(struct builder *builder, const char *name, struct frame *frame,
                            uint32_t line)
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
static void declare_refused(struct builder *builder, enum wf_element element, const char *id,
                            uint32_t line)
{
    if ((element == WF_EL_HOST || element == WF_EL_LINK) && id && *id) {
        pending_start(&builder->pending, element, line);
        builder->pending.broken = true;
        pending_add(&builder->pending, "id", id, line, false, NULL);
        (element == WF_EL_HOST ? finish_host : finish_link)(builder);
        builder->pending.element = WF_EL_NONE;
        return;
    }
    static const enum wf_element silent[] = {WF_EL_PROP,  WF_EL_HOST_LINK,     WF_EL_LINK_CTN,
                                             WF_EL_ROUTE, WF_EL_ZONE_ROUTE,    WF_EL_BYPASS_ROUTE,
                                             WF_EL_DISK,  WF_EL_BYPASS_ZONE_ROUTE};
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if (silent[i] == element)
            return;
    builder->platform->incomplete = true;
}

static void start_zone(struct builder *builder, struct frame *frame, const char *id,
                       const char *routing, uint32_t line)
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
        int row = own_row(builder, context, item->prop, WF_ON_ZONE, origin);
        if (row >= 0 && wf_props_set(wf_site_props, row, site, item->value, origin, &platform->arena,
                                     context, builder->diag) == 0) {
            frame->set |= 1u << row;
            origins[row] = WF_SITE_SET;
        }
        free(context);
    }
}

static void zone_prop(struct builder *builder, struct frame *frame, const char *name,
                      const char *text, uint32_t line)
{
    struct wf_zone *zone = &builder->platform->zones[frame->zone];
    char context[160];
    snprintf(context, sizeof context, "<zone %.120s>", zone->name);
    struct wf_origin origin = {builder->platform->path, line};
    int row = own_row(builder, context, name, WF_ON_ZONE, origin);
    if (row < 0)
        return;
    if (frame->seen & 1u << row)
        wf_diag_error(builder->diag, origin.file, line, "%s prop '%s' is given twice", context, name);
    frame->seen |= 1u << row;
    struct wf_site scratch = *zone->site;
    /* a prop under an override is still checked, but not kept */
    if (wf_props_set(wf_site_props, row, &scratch, text, origin, &builder->platform->arena, context,
                     builder->diag) == 0 &&
        !(frame->set & 1u << row)) {
        *(struct wf_site *)(uintptr_t)zone->site = scratch;
        ((uint32_t *)(uintptr_t)zone->origins)[row] = 1 + frame->zone;
    }
}

static void connect_trace(struct builder *builder, const char *kind, const char *name, uint32_t line)
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

static void refuse_element(struct builder *builder, enum wf_element element,
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
    struct builder *builder = data;
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
        wf_diag_error(builder->diag, path, line, "element <%s> is unknown%s%s%s", tag,
                      near ? "; did you mean <" : "", near ? near : "", near ? ">?" : "");
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
    struct frame *frame = &builder->stack[builder->depth++];
    *frame = (struct frame){.element = element};
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
        pending_start(&builder->pending, element, line);
        for (size_t i = 0; i < count; i++)
            if (well || wf_schema_valid(element, &attributes[i]))
                pending_add(&builder->pending, attributes[i].name, attributes[i].value, line, false,
                            NULL);
        builder->pending.broken = !well;
        /* the names of its hosts, or its own, are not known */
        if (!well && ((element != WF_EL_HOST && element != WF_EL_LINK) ||
                      !pending_value(&builder->pending, "id", false))) {
            builder->pending.element = WF_EL_NONE;
            platform->incomplete = true;
        }
        break;
    case WF_EL_PROP: {
        if (!well || builder->depth < 2)
            break;
        const struct frame *parent = &frame[-1];
        if (parent->element == WF_EL_ZONE)
            zone_prop(builder, &builder->stack[builder->depth - 2], VALUE("id"), VALUE("value"),
                      line);
        else if (parent->element == WF_EL_CONFIG && !strcmp(VALUE("id"), "network/model"))
            platform->network_model = wf_arena_intern_text(&platform->arena, VALUE("value"));
        else if (parent->element != WF_EL_CONFIG && parent->element != WF_EL_DISK)
            pending_add(&builder->pending, VALUE("id"), VALUE("value"), line, true, NULL);
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
    struct builder *builder = data;
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
    static void (*const finishers[WF_EL_COUNT])(struct builder *) = {
        [WF_EL_HOST] = finish_host,       [WF_EL_LINK] = finish_link,
        [WF_EL_CLUSTER] = finish_cluster, [WF_EL_BACKBONE] = finish_link,
        [WF_EL_CABINET] = finish_cabinet,   [WF_EL_PEER] = finish_host,
    };
    if (!finishers[element])
        return;
    const char *target = element == WF_EL_LINK || element == WF_EL_BACKBONE ? "link" : "host";
    pending_override(builder, target, pending_value(&builder->pending, "id", false));
    finishers[element](builder);
    builder->pending.element = WF_EL_NONE;
}

static void on_prolog(void *data, const char *doctype, bool plain, uint32_t line)
{
    struct builder *builder = data;
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

    struct builder builder = {.platform = platform, .overrides = overrides, .diag = diag};
    builder.pending.element = WF_EL_NONE;
    wf_map_init(&builder.memo);
    builder.memo_classes = wf_calloc(MEMO_MAX, sizeof *builder.memo_classes);
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
