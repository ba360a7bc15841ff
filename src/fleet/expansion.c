#include "fleet/expansion.h"
#include "platform/site.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 1 << 20 }; /* bytes to write at a time */

struct writer {
    const struct wf_fleet *fleet;
    const struct wf_fleet_selection *selection;
    const struct wf_fleet_sink *sink;
    struct wf_buffer text;
    struct wf_buffer *link_props; /* of each access: its links up, then its links down */
    bool stopped;
};

static void put(struct writer *writer, const char *text)
{
    wf_buffer_add(&writer->text, text, strlen(text));
}

static void put_escaped(struct writer *writer, const char *text)
{
    for (; *text; text++) {
        const char *escape = *text == '&'   ? "&amp;"
                             : *text == '<' ? "&lt;"
                             : *text == '"' ? "&quot;"
                                            : NULL;
        wf_buffer_add(&writer->text, escape ? escape : text, escape ? strlen(escape) : 1);
    }
}

static void flush(struct writer *writer, size_t least)
{
    if (writer->text.length < least)
        return;
    if (!writer->stopped && writer->text.length &&
        writer->sink->add(writer->sink->data, writer->text.text, writer->text.length) < 0)
        writer->stopped = true;
    writer->text.length = 0;
}

/* Drawn numbers are written in full: the shortest text would have to be looked for, a microsecond
 * each. */
static void put_number(struct writer *writer, double value)
{
    char text[40];
    int length = snprintf(text, sizeof text, "%.17g", value);
    wf_buffer_add(&writer->text, text, (size_t)length);
}

/* The shortest that reads back: of what is the same for many. */
static void put_short(struct writer *writer, double value)
{
    char text[40];
    put(writer, wf_number_text(value, text, sizeof text));
}

static void put_drawn(struct writer *writer, const struct wf_distribution *distribution,
                      double value)
{
    if (distribution->kind == WF_DISTRIBUTION_CONSTANT)
        put_short(writer, value);
    else
        put_number(writer, value);
}

static void put_prop(struct writer *writer, const char *name, const char *value)
{
    put(writer, "<prop id=\"");
    put_escaped(writer, name);
    put(writer, "\" value=\"");
    put_escaped(writer, value);
    put(writer, "\"/>");
}

/* ---- props in common ---- */

static bool is_simgrid(const char *prop)
{
    return !strcmp(prop, "wattage_per_state") || !strcmp(prop, "wattage_off");
}

/* Props of an access that a zone does not pass on to its links. */
static bool is_of_link(const char *prop)
{
    int row = wf_props_find(wf_site_props, prop, 0);
    return row >= 0 && wf_site_props[row].kind != WF_PROP_PROVENANCE &&
           !(wf_site_props[row].places & WF_LINK_INHERITS);
}

static void put_item(struct writer *writer, const struct wf_fleet_item *item)
{
    size_t length = strlen(item->value);
    bool file = !strcmp(item->name, "carbon_intensity") && length > 4 &&
                !strcmp(item->value + length - 4, ".csv");
    char *beside = file && item->line ? wf_text_beside(writer->fleet->path, item->value) : NULL;
    char *whole =
        file && writer->selection->elsewhere ? realpath(beside ? beside : item->value, NULL) : NULL;
    put_prop(writer, item->name, whole ? whole : item->value);
    free(whole);
    free(beside);
}

static void put_items(struct writer *writer, const struct wf_fleet_element *element)
{
    for (uint32_t i = 0; i < element->item_count; i++)
        if (!is_simgrid(element->items[i].name))
            put_item(writer, &element->items[i]);
}

static void open_zone(struct writer *writer, const char *id, const char *in, const char *routing)
{
    put(writer, "<zone id=\"");
    put(writer, id);
    if (in) {
        put(writer, ".");
        put(writer, in);
    }
    put(writer, "\" routing=\"");
    put(writer, routing);
    put(writer, "\">");
}

/* Bandwidth and latency are as certain as what they are drawn from. */
static void put_access_zone(struct writer *writer, const struct wf_fleet_access *access,
                            const struct wf_fleet_region *region)
{
    const struct wf_provenance_list *list = access->element.provenance;
    uint32_t up = wf_provenance_of(list, "up", WF_EVERY_PSTATE, WF_FIGURE_WHOLE).word;
    uint32_t down = wf_provenance_of(list, "down", WF_EVERY_PSTATE, WF_FIGURE_WHOLE).word;
    uint32_t latency = wf_provenance_of(list, "latency", WF_EVERY_PSTATE, WF_FIGURE_WHOLE).word;
    struct wf_buffer words = {0};
    wf_buffer_printf(&words, "bandwidth=%s, latency=%s", wf_provenance_name(up > down ? up : down),
                     wf_provenance_name(latency));
    open_zone(writer, access->element.id, region->element.id, "Cluster");
    for (uint32_t i = 0; i < access->element.item_count; i++) {
        const struct wf_fleet_item *item = &access->element.items[i];
        if (!strcmp(item->name, "provenance"))
            wf_buffer_printf(&words, ", %s", item->value);
        else if (!is_of_link(item->name) && strcmp(item->name, "wattage_range") != 0)
            put_item(writer, item);
    }
    put_prop(writer, "provenance", words.text);
    put(writer, "</zone>\n");
    wf_buffer_release(&words);
}

static bool is_in(const struct wf_fleet_choice *choice, uint32_t index)
{
    for (uint32_t i = 0; i < choice->count; i++)
        if (choice->indices[i] == index)
            return true;
    return false;
}

static void put_region(struct writer *writer, uint32_t index)
{
    const struct wf_fleet *fleet = writer->fleet;
    const struct wf_fleet_region *region = &fleet->regions[index];
    open_zone(writer, region->element.id, NULL, "Full");
    put_items(writer, &region->element);
    put(writer, "\n");
    for (uint32_t i = 0; i < fleet->class_count; i++) {
        if (!is_in(&fleet->classes[i].regions, index))
            continue;
        open_zone(writer, fleet->classes[i].element.id, region->element.id, "Cluster");
        put_items(writer, &fleet->classes[i].element);
        put(writer, "</zone>\n");
    }
    for (uint32_t i = 0; i < fleet->access_count; i++)
        put_access_zone(writer, &fleet->accesses[i], region);
    put(writer, "</zone>\n");
}

/* ---- links ---- */

/* What each link of an access says itself. */
static void add_link_props(struct writer *writer, const struct wf_fleet_access *access, bool up,
                           struct wf_buffer *out)
{
    double airtime = up ? access->up_airtime_w : access->down_airtime_w;
    const char *range = up ? access->up_range : access->down_range;
    struct wf_buffer before = writer->text;
    writer->text = (struct wf_buffer){0};
    if (range)
        put_prop(writer, "wattage_range", range);
    if (!isnan(airtime)) {
        char text[48];
        wf_number_text(airtime, text, 40);
        strcat(text, " W");
        put_prop(writer, "airtime_wattage", text);
    }
    for (uint32_t i = 0; i < access->element.item_count; i++) {
        const struct wf_fleet_item *item = &access->element.items[i];
        if (is_of_link(item->name) &&
            (isnan(airtime) || strcmp(item->name, "airtime_wattage") != 0))
            put_item(writer, item);
    }
    *out = writer->text;
    writer->text = before;
}

static void put_link(struct writer *writer, const char *host, uint32_t access, const char *region,
                     bool up, double bandwidth, double latency)
{
    const struct wf_buffer *props = &writer->link_props[2 * access + !up];
    const struct wf_fleet_access *own = &writer->fleet->accesses[access];
    put(writer, "<link id=\"");
    put(writer, host);
    put(writer, up ? "-up\" bandwidth=\"" : "-down\" bandwidth=\"");
    put_drawn(writer, up ? &own->up_byte_per_s : &own->down_byte_per_s, bandwidth);
    put(writer, "Bps\" latency=\"");
    put_drawn(writer, &own->latency_s, latency);
    put(writer, "s\"><prop id=\"props_of\" value=\"");
    put(writer, own->element.id);
    put(writer, ".");
    put(writer, region);
    put(writer, "\"/>");
    if (props->length)
        wf_buffer_add(&writer->text, props->text, props->length);
    put(writer, "</link>\n");
}

static void put_host_link(struct writer *writer, const char *host)
{
    static const char *const parts[] = {"<host_link id=\"", "\" up=\"", "-up\" down=\"",
                                        "-down\"/>\n"};
    for (size_t i = 0; i < 3; i++) {
        put(writer, parts[i]);
        put(writer, host);
    }
    put(writer, parts[3]);
}

static void put_links(struct writer *writer, const char *host, const struct wf_fleet_device *device)
{
    const char *region = writer->fleet->regions[device->region].element.id;
    put_link(writer, host, device->access, region, true, device->up_byte_per_s, device->latency_s);
    put_link(writer, host, device->access, region, false, device->down_byte_per_s,
             device->latency_s);
}

/* ---- hosts ---- */

static void put_speeds(struct writer *writer, const struct wf_fleet_class *class, double factor)
{
    for (uint32_t i = 0; i < class->pstate_count; i++) {
        put(writer, i ? "," : "");
        put_drawn(writer, &class->speed_factor, class->speed_flop_per_s[i] * factor);
        put(writer, "f");
    }
}

static void put_watts(struct writer *writer, const struct wf_fleet_class *class, double factor)
{
    for (uint32_t i = 0; i < class->pstate_count; i++) {
        const double watts[] = {class->watts[i].idle_w, class->watts[i].epsilon_w,
                                class->watts[i].all_cores_w};
        for (size_t j = 0; j < 3; j++) {
            put(writer, j ? ":" : i ? "," : "");
            put_drawn(writer, &class->watts_factor, watts[j] * factor);
        }
    }
}

/* Its start tag, and the props that SimGrid reads. */
static void put_host(struct writer *writer, const char *name, const struct wf_fleet_class *class,
                     double speed_factor, double watts_factor)
{
    put(writer, "<host id=\"");
    put(writer, name);
    put(writer, "\" speed=\"");
    put_speeds(writer, class, speed_factor);
    if (class->cores != 1) {
        put(writer, "\" core=\"");
        put_short(writer, (double)class->cores);
    }
    put(writer, "\">");
    if (class->watts) {
        put(writer, "<prop id=\"wattage_per_state\" value=\"");
        put_watts(writer, class, watts_factor);
        put(writer, "\"/>");
    }
    for (uint32_t i = 0; i < class->element.item_count; i++)
        if (!strcmp(class->element.items[i].name, "wattage_off"))
            put_item(writer, &class->element.items[i]);
}

static void put_device_host(struct writer *writer, const char *name,
                            const struct wf_fleet_device *device)
{
    const struct wf_fleet_class *class = &writer->fleet->classes[device->class];
    put_host(writer, name, class, device->speed_factor, device->watts_factor);
    put(writer, "<prop id=\"props_of\" value=\"");
    put(writer, class->element.id);
    put(writer, ".");
    put(writer, writer->fleet->regions[device->region].element.id);
    put(writer, "\"/></host>\n");
}

static void put_node(struct writer *writer, const struct wf_fleet_class *node)
{
    const struct wf_fleet *fleet = writer->fleet;
    const struct wf_fleet_region *region = &fleet->regions[node->regions.indices[0]];
    put_host(writer, node->element.id, node, 1, 1);
    put_prop(writer, "props_of", region->element.id);
    put_items(writer, &node->element);
    put(writer, "</host>\n");
    if (node->accesses.count == 0)
        return;
    uint32_t index = node->accesses.indices[0];
    const struct wf_fleet_access *access = &fleet->accesses[index];
    struct wf_fleet_device device = {.access = index,
                                     .region = node->regions.indices[0],
                                     .up_byte_per_s = access->up_byte_per_s.a,
                                     .down_byte_per_s = access->down_byte_per_s.a,
                                     .latency_s = access->latency_s.a};
    put_links(writer, node->element.id, &device);
    put_host_link(writer, node->element.id);
}

static void put_device(struct writer *writer, const struct wf_fleet_device *device)
{
    char name[WF_FLEET_NAME];
    wf_fleet_name(writer->fleet, device, name, sizeof name);
    put_device_host(writer, name, device);
    if (device->access != WF_FLEET_NONE) {
        put_links(writer, name, device);
        put_host_link(writer, name);
    }
    flush(writer, PIECE);
}

/* ---- gateways ---- */

/* Does a class stand behind this one? */
static bool is_gateway(const struct wf_fleet *fleet, uint32_t class)
{
    for (uint32_t i = 0; i < fleet->class_count; i++)
        if (fleet->classes[i].gateway == class)
            return true;
    return false;
}

static bool is_selected(const struct writer *writer, uint64_t index)
{
    const uint64_t *indices = writer->selection->indices;
    uint64_t low = 0, high = writer->selection->count;
    while (indices && low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (indices[middle] == index)
            return true;
        if (indices[middle] < index)
            low = middle + 1;
        else
            high = middle;
    }
    return !indices;
}

/* Is a gateway written, for itself or for one behind it? */
static bool is_needed(const struct writer *writer, uint32_t class, uint64_t number)
{
    const struct wf_fleet *fleet = writer->fleet;
    if (is_selected(writer, fleet->classes[class].first + number))
        return true;
    for (uint64_t i = 0; i < writer->selection->count; i++) {
        struct wf_fleet_device device;
        wf_fleet_draw(fleet, writer->selection->indices[i], &device);
        if (device.gateway == number && fleet->classes[device.class].gateway == class)
            return true;
    }
    return false;
}

static void put_group(struct writer *writer, uint32_t index, uint64_t number)
{
    const struct wf_fleet *fleet = writer->fleet;
    struct wf_fleet_device device;
    char name[WF_FLEET_NAME];
    wf_fleet_draw_of(fleet, index, number, &device);
    wf_fleet_name(fleet, &device, name, sizeof name);
    open_zone(writer, name, "group", "Cluster");
    put(writer, "\n");
    put_device_host(writer, name, &device);
    put(writer, "<router id=\"");
    put(writer, name);
    put(writer, ".router\"/>\n");
    for (uint32_t i = 0; i < fleet->class_count; i++) {
        const struct wf_fleet_class *class = &fleet->classes[i];
        if (class->gateway != index)
            continue;
        for (uint64_t j = number; j < class->count; j += fleet->classes[index].count)
            if (is_selected(writer, class->first + j)) {
                struct wf_fleet_device member;
                wf_fleet_draw_of(fleet, i, j, &member);
                put_device(writer, &member);
            }
    }
    put(writer, "</zone>\n");
}

/* From its zone to the others, and back. */
static void put_way(struct writer *writer, const char *name, bool up)
{
    const char *own = up ? "src" : "dst", *other = up ? "dst" : "src";
    wf_buffer_printf(&writer->text,
                     "<zoneRoute %s=\"%s.group\" %s=\"fleet.devices\" gw_%s=\"%s.router\" "
                     "gw_%s=\"fleet.router\" symmetrical=\"NO\"><link_ctn id=\"%s-%s\"/>"
                     "</zoneRoute>\n",
                     own, name, other, own, name, other, name, up ? "up" : "down");
}

enum part { GROUPS, LINKS, WAYS, PARTS };

static void put_gateway(struct writer *writer, uint32_t class, uint64_t number, enum part part)
{
    struct wf_fleet_device device;
    char name[WF_FLEET_NAME];
    wf_fleet_draw_of(writer->fleet, class, number, &device);
    wf_fleet_name(writer->fleet, &device, name, sizeof name);
    if (part == GROUPS)
        put_group(writer, class, number);
    if (part == LINKS)
        put_links(writer, name, &device);
    for (int up = 1; part == WAYS && up >= 0; up--)
        put_way(writer, name, up);
    flush(writer, PIECE);
}

/* Between two gateways: out by the one's link, in by the other's. */
static void put_gateways(struct writer *writer, enum part part)
{
    const struct wf_fleet *fleet = writer->fleet;
    for (uint32_t i = 0; i < fleet->class_count; i++)
        for (uint64_t j = 0; is_gateway(fleet, i) && j < fleet->classes[i].count; j++)
            if (!writer->stopped && is_needed(writer, i, j))
                put_gateway(writer, i, j, part);
}

/* ---- all of it ---- */

static void put_flat(struct writer *writer)
{
    const struct wf_fleet *fleet = writer->fleet;
    const struct wf_fleet_selection *selection = writer->selection;
    uint64_t count = selection->indices ? selection->count : fleet->device_count;
    bool *grouped = wf_calloc(fleet->class_count + 1u, sizeof *grouped);
    for (uint32_t i = 0; i < fleet->class_count; i++)
        grouped[i] = fleet->classes[i].gateway != WF_FLEET_NONE || is_gateway(fleet, i);
    open_zone(writer, "fleet", "devices", "Cluster");
    put(writer, "\n");
    for (uint32_t i = 0; i < fleet->node_count; i++)
        put_node(writer, &fleet->nodes[i]);
    put(writer, "<router id=\"fleet.router\"/>\n");
    for (uint64_t i = 0; i < count && !writer->stopped; i++) {
        struct wf_fleet_device device;
        wf_fleet_draw(fleet, selection->indices ? selection->indices[i] : i, &device);
        if (!grouped[device.class])
            put_device(writer, &device);
    }
    put(writer, "</zone>\n");
    free(grouped);
}

int wf_fleet_expand(const struct wf_fleet *fleet, const struct wf_fleet_selection *selection,
                    const struct wf_fleet_sink *sink)
{
    struct writer writer = {.fleet = fleet, .selection = selection, .sink = sink};
    writer.link_props = wf_calloc(2 * fleet->access_count + 1u, sizeof *writer.link_props);
    for (uint32_t i = 0; i < fleet->access_count; i++)
        for (uint32_t down = 0; down < 2; down++)
            add_link_props(&writer, &fleet->accesses[i], !down, &writer.link_props[2 * i + down]);
    put(&writer, "<?xml version=\"1.0\"?>\n"
                 "<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"
                 "<!-- made by wattfleet fleet -->\n"
                 "<platform version=\"4.1\">\n");
    open_zone(&writer, "fleet", "all", "Full");
    put(&writer, "\n");
    for (uint32_t i = 0; i < fleet->region_count; i++)
        put_region(&writer, i);
    put_flat(&writer);
    for (int part = 0; part < PARTS; part++)
        put_gateways(&writer, (enum part)part);
    put(&writer, "</zone>\n</platform>\n");
    flush(&writer, 0);
    for (uint32_t i = 0; i < 2 * fleet->access_count; i++)
        wf_buffer_release(&writer.link_props[i]);
    free(writer.link_props);
    wf_buffer_release(&writer.text);
    return writer.stopped ? -1 : 0;
}
