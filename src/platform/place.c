#include "platform/device.h"
#include "platform/platform_reader.h"
#include <fnmatch.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- props ---- */

static const char *const simgrid_props[] = {"wattage_per_state", "wattage_off", "wattage_range",
                                            "backbone_wattage_range"};
enum { SIMGRID_PROPS = sizeof simgrid_props / sizeof *simgrid_props };

static const char *const tag_of[WF_EL_COUNT] = {
    [WF_EL_HOST] = "host",       [WF_EL_LINK] = "link",         [WF_EL_ZONE] = "zone",
    [WF_EL_CLUSTER] = "cluster", [WF_EL_BACKBONE] = "backbone", [WF_EL_CABINET] = "cabinet",
    [WF_EL_PEER] = "peer"};

/* Others use it too: in a file, what only looks like it, or stands elsewhere, is theirs. */
static bool is_common_word(int row)
{
    return wf_site_props[row].places & WF_COMMON_WORD;
}

/* Row of a prop that is ours; -1 where it is nobody's or SimGrid's; what looks like a slip of one
 * of ours is told, and of an override whatever is nobody's. */
int wf_place_prop(struct wf_platform_builder *builder, const char *context, const char *name,
                  unsigned places, struct wf_origin origin)
{
    static const char *const place_names[] = {"hosts", "links", "zones"};
    bool set = !strcmp(origin.file, "--set");
    if (places == WF_ON_HOST && wf_pending_find(&builder->pending, "samples_per_second", true))
        places |= WF_IN_CATALOGUE;
    int row = wf_props_find(wf_site_props, name, places);
    if (row >= 0)
        return row;
    row = wf_props_find(wf_site_props, name, (unsigned)~WF_IN_CATALOGUE);
    if (row >= 0 && !set && is_common_word(row))
        return -1;
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
    if (near && !set && is_common_word(wf_props_find(wf_site_props, near, places)))
        near = NULL;
    if (!near && places != WF_ON_ZONE)
        near = wf_text_nearest(name, simgrid_props, SIMGRID_PROPS);
    if (near || set) {
        builder->pending.wrong = true;
        wf_diag_error(builder->diag, origin.file, origin.line, "%s prop '%s' is unknown%s", context,
                      name, wf_hint(near).text);
    }
    return -1;
}

static struct wf_origin item_origin(const struct wf_platform_builder *builder,
                                    const struct wf_pending_item *item)
{
    return item->set ? (struct wf_origin){"--set", 0}
                     : (struct wf_origin){builder->platform->path, item->line};
}

static void prop_error(struct wf_platform_builder *builder, const char *context, const char *name,
                       const char *format, ...) WF_PRINTF(4, 5);

/* Of a prop of the pending element, where it was given; at the element where it is a zone's. An
 * override is told once for all it meets. */
static void prop_error(struct wf_platform_builder *builder, const char *context, const char *name,
                       const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = wf_vformat(format, arguments);
    va_end(arguments);
    const struct wf_pending_item *item = wf_pending_find(&builder->pending, name, true);
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
static void overlay_props(struct wf_platform_builder *builder, const char *context, unsigned places,
                          struct wf_site *site, uint32_t *origins)
{
    struct wf_pending *pending = &builder->pending;
    for (size_t i = 0; i < pending->count; i++) {
        const struct wf_pending_item *item = &pending->items[i];
        if (!item->prop)
            continue;
        const char *name = pending->text.text + item->name;
        const char *text = pending->text.text + item->value;
        struct wf_origin origin = item_origin(builder, item);
        const struct wf_pending_item *first = wf_pending_find(pending, name, true);
        if (first != item)
            wf_diag_error(builder->diag, origin.file, origin.line,
                          "%s prop '%s' is given twice (first on line %u)", context, name,
                          first->line);
        char *override = item->set ? wf_override_context(item->set) : NULL;
        const char *who = override ? override : context;
        int row = wf_place_prop(builder, who, name, places, origin);
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

void wf_place_series(struct wf_platform_builder *builder, const char *context, struct wf_site *site,
                     const uint32_t *origins)
{
    struct wf_platform *platform = builder->platform;
    struct wf_err err = {0};
    if (!site->carbon_file)
        return;
    int row = wf_props_find(wf_site_props, "carbon_intensity", 0);
    bool set = origins[row] == WF_SITE_SET; /* a name on the command line is meant from here */
    char *path = wf_text_beside(set ? NULL : platform->path, site->carbon_file);
    site->carbon_series = wf_series_load(
        &platform->series, path, site->carbon_time ? site->carbon_time : "time",
        site->carbon_value ? site->carbon_value : "carbon_intensity",
        site->carbon_gaps == WF_GAPS_INTERPOLATE ? WF_GAPS_INTERPOLATE : WF_GAPS_REPORT,
        builder->diag, &err);
    if (err.code)
        prop_error(builder, context, "carbon_intensity", ": %s", err.text);
    free(path);
}

static const struct wf_watts *host_watts(struct wf_platform_builder *builder, const char *context,
                                         const struct wf_pending_item *item, uint32_t pstates)
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
            watts[count] =
                (struct wf_watts){values[0], got == 3 ? values[1] : values[0], values[got - 1]};
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
                   wf_plural(count), pstates, wf_plural(pstates));
    free(watts);
    return kept;
}

void wf_place_link_watts(struct wf_platform_builder *builder, const char *context, const char *name,
                         struct wf_link_class *class)
{
    const struct wf_pending_item *item = wf_pending_find(&builder->pending, name, true);
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
    prop_error(builder, context, name, ": '%.80s': expected idle:busy in watts, none negative",
               text);
}

/* ---- classes: parsed once for equal text ---- */

/* "<host phone-7>", to lead messages. */
void wf_place_context(const struct wf_platform_builder *builder, char context[WF_PLACE_CONTEXT])
{
    const struct wf_pending *pending = &builder->pending;
    snprintf(context, WF_PLACE_CONTEXT, "<%s %.120s>", tag_of[pending->element],
             wf_pending_value(pending, "id", false));
}

static void sign(struct wf_platform_builder *builder, char kind)
{
    struct wf_buffer *signature = &builder->signature;
    const struct wf_pending *pending = &builder->pending;
    /* the zone as five bytes of seven bits: none of them NUL */
    uint32_t zone = builder->stack[builder->depth - 1].zone;
    char head[6] = {kind};
    for (size_t i = 1; i < sizeof head; i++, zone >>= 7)
        head[i] = (char)((zone & 0x7f) | 0x80);
    signature->length = 0;
    wf_buffer_add(signature, head, sizeof head);
    for (size_t i = 0; i < pending->count; i++) {
        const struct wf_pending_item *item = &pending->items[i];
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

static const void *memo_get(const struct wf_platform_builder *builder)
{
    uint32_t index = wf_map_get(&builder->memo, builder->signature.text);
    return index == WF_MAP_NONE ? NULL : builder->memo_classes[index];
}

static void memo_put(struct wf_platform_builder *builder, const void *class)
{
    if (builder->memo_count == WF_PLACE_MEMO_MAX)
        return;
    const char *key = wf_arena_text(&builder->platform->arena, builder->signature.text,
                                    builder->signature.length - 1);
    wf_map_add(&builder->memo, key, builder->memo_count);
    builder->memo_classes[builder->memo_count++] = class;
}

double wf_place_quantity(struct wf_platform_builder *builder, const char *text,
                         enum wf_dimension dimension, uint32_t line)
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

static const double *parse_speeds(struct wf_platform_builder *builder, const char *text,
                                  uint32_t line, uint32_t *count)
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
        speeds[*count] = wf_place_quantity(builder, item, WF_DIM_SPEED, line);
    const double *kept =
        wf_arena_intern(&builder->platform->arena, speeds, *count * sizeof *speeds);
    free(speeds);
    return kept;
}

static const void *keep_class(struct wf_platform_builder *builder, const void *class, size_t size,
                              bool well)
{
    /* past the memo the fleet is heterogeneous: interning would only cost memory */
    if (builder->memo_count < WF_PLACE_MEMO_MAX) {
        const void *kept = wf_arena_intern(&builder->platform->arena, class, size);
        if (well)
            memo_put(builder, kept);
        return kept;
    }
    void *kept = wf_arena_alloc(&builder->platform->arena, size);
    memcpy(kept, class, size);
    return kept;
}

bool wf_place_profiled(const struct wf_pending *pending)
{
    static const char *const files[] = {"speed_file", "availability_file", "state_file",
                                        "bandwidth_file", "latency_file"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *value = wf_pending_value(pending, files[i], false);
        if (value && *value)
            return true;
    }
    return false;
}

struct device_place {
    struct wf_platform_builder *builder;
    const char *context;
};

static void tell_device(void *data, const char *prop, const char *why)
{
    struct device_place *place = data;
    prop_error(place->builder, place->context, prop, "%s", why);
}

/* What names an entry of a catalogue, or is one. */
static void check_device(struct wf_platform_builder *builder, const char *context,
                         const struct wf_host_class *class)
{
    struct device_place place = {builder, context};
    const char *device = class->site->device, *hash = device ? strchr(device, '#') : NULL;
    if (device && (!hash || hash == device || !hash[1]))
        prop_error(builder, context, "device",
                   ": '%s' names no entry of a catalogue; expected FILE#ID (e.g. "
                   "'devices.xml#agx-xavier')",
                   device);
    if (class->site->samples_per_second)
        wf_device_check(class, tell_device, &place);
}

const struct wf_host_class *wf_place_host_class(struct wf_platform_builder *builder)
{
    char context[WF_PLACE_CONTEXT];
    struct wf_platform *platform = builder->platform;
    const struct wf_pending *pending = &builder->pending;
    const struct wf_zone *zone = &platform->zones[builder->stack[builder->depth - 1].zone];
    sign(builder, 'h');
    const struct wf_host_class *known = memo_get(builder);
    if (known)
        return known;
    wf_place_context(builder, context);

    struct wf_site site = *zone->site;
    uint32_t origins[WF_SITE_PROPS_MAX];
    memcpy(origins, zone->origins, sizeof origins);
    overlay_props(builder, context, WF_ON_HOST, &site, origins);

    struct wf_host_class class;
    memset(&class, 0, sizeof class);
    wf_place_series(builder, context, &site, origins);
    class.site = wf_arena_intern(&platform->arena, &site, sizeof site);
    class.origins = wf_arena_intern(&platform->arena, origins, sizeof origins);
    class.zone = builder->stack[builder->depth - 1].zone;
    class.speed_flop_per_s = parse_speeds(builder, wf_pending_value(pending, "speed", false),
                                          pending->line, &class.pstate_count);
    const char *core = wf_pending_value(pending, "core", false);
    double cores = 1;
    if (core)
        wf_quantity_parse(core, WF_DIM_COUNT, &cores);
    class.core_count = (uint32_t)cores;
    class.profiled = wf_place_profiled(pending);
    const char *start = wf_pending_value(pending, "pstate", false);
    double pstate = 0;
    if (start && wf_quantity_parse(start, WF_DIM_COUNT, &pstate) == WF_QUANTITY_OK &&
        pstate >= class.pstate_count && !pending->broken)
        wf_diag_error(builder->diag, platform->path, pending->line,
                      "%s attribute 'pstate': '%s' is beyond its %u pstate%s", context, start,
                      class.pstate_count, wf_plural(class.pstate_count));
    const struct wf_pending_item *watts = wf_pending_find(pending, "wattage_per_state", true);
    if (watts)
        class.watts = host_watts(builder, context, watts, class.pstate_count);
    const struct wf_pending_item *off = wf_pending_find(pending, "wattage_off", true);
    double off_w;
    if (off && parse_watts(pending->text.text + off->value, strlen(pending->text.text + off->value),
                           &off_w, 1) != 1)
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
                       wf_plural(class.pstate_count));
    uint32_t named = 0;
    char item[128];
    for (const char *cursor = site.workloads;
         cursor && wf_text_next_item(&cursor, item, sizeof item);)
        named++;
    if (named > class.pstate_count && !pending->broken)
        prop_error(builder, context, "workloads", " names %u workloads for %u pstate%s", named,
                   class.pstate_count, wf_plural(class.pstate_count));
    if (!pending->broken)
        check_device(builder, context, &class);
    class.broken = pending->broken || pending->wrong;
    return keep_class(builder, &class, sizeof class, !class.broken);
}

/* What a zone passes on to its links. */
struct wf_site wf_place_link_site(const struct wf_zone *zone)
{
    struct wf_site site;
    memset(&site, 0, sizeof site);
    wf_props_defaults(wf_site_props, &site, NULL);
    for (const struct wf_prop *row = wf_site_props; row->name; row++)
        if (row->places & WF_LINK_INHERITS)
            memcpy((char *)&site + row->offset, (const char *)zone->site + row->offset,
                   wf_prop_size(row));
    return site;
}

enum wf_sharing wf_place_sharing(const char *text)
{
    if (!text)
        return WF_SHARED;
    if (!strcmp(text, "FATPIPE"))
        return WF_FATPIPE;
    return strcmp(text, "SHARED") ? WF_SPLITDUPLEX : WF_SHARED;
}

const struct wf_link_class *wf_place_link_class(struct wf_platform_builder *builder)
{
    char context[WF_PLACE_CONTEXT];
    struct wf_platform *platform = builder->platform;
    const struct wf_pending *pending = &builder->pending;
    uint32_t zone = builder->stack[builder->depth - 1].zone;
    sign(builder, 'l');
    const struct wf_link_class *known = memo_get(builder);
    if (known)
        return known;
    wf_place_context(builder, context);

    struct wf_site site = wf_place_link_site(&platform->zones[zone]);
    uint32_t origins[WF_SITE_PROPS_MAX];
    memcpy(origins, platform->zones[zone].origins, sizeof origins);
    overlay_props(builder, context, WF_ON_LINK, &site, origins);
    wf_place_series(builder, context, &site, origins);
    platform->has_radio |= wf_site_has_radio(&site);
    if (isnan(site.tail_s) != isnan(site.tail_w))
        prop_error(builder, context, isnan(site.tail_s) ? "tail_wattage" : "tail",
                   " has no meaning without '%s'", isnan(site.tail_s) ? "tail" : "tail_wattage");
    struct wf_link_class class;
    memset(&class, 0, sizeof class);
    class.site = wf_arena_intern(&platform->arena, &site, sizeof site);
    class.zone = zone;
    class.bandwidth_byte_per_s = wf_place_quantity(
        builder, wf_pending_value(pending, "bandwidth", false), WF_DIM_BANDWIDTH, pending->line);
    wf_place_quantity(builder, wf_pending_value(pending, "latency", false), WF_DIM_TIME,
                      pending->line);
    class.sharing = wf_place_sharing(wf_pending_value(pending, "sharing_policy", false));
    class.profiled = wf_place_profiled(pending);
    wf_place_link_watts(builder, context, "wattage_range", &class);
    return keep_class(builder, &class, sizeof class, !pending->broken && !pending->wrong);
}
