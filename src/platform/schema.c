#include "platform/schema.h"
#include "base/text.h"
#include "platform/attribute.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct attribute {
    const char *name;
    enum wf_attribute_type type;
    bool required;
    const char *const *choices; /* of a CHOICE */
};

static const char *const sharing[] = {"SHARED", "SPLITDUPLEX", "FULLDUPLEX", "FATPIPE", NULL};
static const char *const link_sharing[] = {"SHARED",  "SPLITDUPLEX", "FULLDUPLEX",
                                           "FATPIPE", "WIFI",        NULL};
static const char *const symmetrical[] = {"YES", "NO", "yes", "no", NULL};
static const char *const direction[] = {"UP", "DOWN", "NONE", NULL};
static const char *const on_failure[] = {"DIE", "RESTART", NULL};
static const char *const topology[] = {"FLAT", "TORUS", "FAT_TREE", "DRAGONFLY", NULL};
static const char *const connect_kind[] = {"HOST_AVAIL", "SPEED",   "LINK_AVAIL",
                                           "BANDWIDTH",  "LATENCY", NULL};
static const char *const generator[] = {"DRAND48", "RAND", "RNGSTREAM", "NONE", NULL};
static const char *const routing[] = {
    "Full", "Floyd", "Dijkstra", "DijkstraCache", "Cluster", "Vivaldi", "None", "Wifi", NULL};

#define END                                                                                        \
    {                                                                                              \
        NULL, WF_AS_TEXT, false, NULL                                                              \
    }
static const struct attribute
    a_prop[] = {{"id", WF_AS_NAME, true, NULL}, {"value", WF_AS_TEXT, true, NULL}, END},
    a_host[] = {{"id", WF_AS_NAME, true, NULL},
                {"speed", WF_AS_SPEEDS, true, NULL},
                {"core", WF_AS_CORES, false, NULL},
                {"pstate", WF_AS_PSTATE, false, NULL},
                {"speed_file", WF_AS_TEXT, false, NULL},
                {"availability_file", WF_AS_TEXT, false, NULL},
                {"state_file", WF_AS_TEXT, false, NULL},
                {"coordinates", WF_AS_COORDINATES, false, NULL},
                END},
    a_link[] = {{"id", WF_AS_NAME, true, NULL},
                {"bandwidth", WF_AS_RATES, true, NULL},
                {"latency", WF_AS_LATENCY, true, NULL},
                {"sharing_policy", WF_AS_CHOICE, false, link_sharing},
                {"bandwidth_file", WF_AS_TEXT, false, NULL},
                {"latency_file", WF_AS_TEXT, false, NULL},
                {"state_file", WF_AS_TEXT, false, NULL},
                END},
    a_host_link[] = {{"id", WF_AS_NAME, true, NULL},
                     {"up", WF_AS_NAME, true, NULL},
                     {"down", WF_AS_NAME, true, NULL},
                     END},
    a_link_ctn[] = {{"id", WF_AS_NAME, true, NULL},
                    {"direction", WF_AS_CHOICE, false, direction},
                    END},
    a_route[] = {{"src", WF_AS_NAME, true, NULL},
                 {"dst", WF_AS_NAME, true, NULL},
                 {"symmetrical", WF_AS_CHOICE, false, symmetrical},
                 END},
    a_zone_route[] = {{"src", WF_AS_NAME, true, NULL},
                      {"dst", WF_AS_NAME, true, NULL},
                      {"gw_src", WF_AS_NAME, true, NULL},
                      {"gw_dst", WF_AS_NAME, true, NULL},
                      {"symmetrical", WF_AS_CHOICE, false, symmetrical},
                      END},
    a_actor[] = {{"host", WF_AS_NAME, true, NULL},
                 {"function", WF_AS_NAME, true, NULL},
                 {"start_time", WF_AS_DATE, false, NULL},
                 {"kill_time", WF_AS_DATE, false, NULL},
                 {"on_failure", WF_AS_CHOICE, false, on_failure},
                 END},
    a_argument[] = {{"value", WF_AS_TEXT, true, NULL}, END},
    a_zone[] = {{"id", WF_AS_NAME, true, NULL}, {"routing", WF_AS_CHOICE, true, routing}, END},
    a_router[] = {{"id", WF_AS_NAME, true, NULL},
                  {"coordinates", WF_AS_COORDINATES, false, NULL},
                  END},
    a_backbone[] = {{"id", WF_AS_NAME, true, NULL},
                    {"bandwidth", WF_AS_BANDWIDTH, true, NULL},
                    {"latency", WF_AS_LATENCY, true, NULL},
                    END},
    a_cluster[] = {{"id", WF_AS_NAME, true, NULL},
                   {"prefix", WF_AS_AFFIX, true, NULL},
                   {"suffix", WF_AS_AFFIX, true, NULL},
                   {"radical", WF_AS_RADICAL, true, NULL},
                   {"speed", WF_AS_SPEEDS, true, NULL},
                   {"core", WF_AS_CORES, false, NULL},
                   {"bw", WF_AS_BANDWIDTH, true, NULL},
                   {"lat", WF_AS_LATENCY, true, NULL},
                   {"sharing_policy", WF_AS_CHOICE, false, sharing},
                   {"topology", WF_AS_CHOICE, false, topology},
                   {"topo_parameters", WF_AS_TEXT, false, NULL},
                   {"bb_bw", WF_AS_BANDWIDTH, false, NULL},
                   {"bb_lat", WF_AS_LATENCY, false, NULL},
                   {"bb_sharing_policy", WF_AS_CHOICE, false, sharing},
                   {"router_id", WF_AS_AFFIX, false, NULL},
                   {"limiter_link", WF_AS_BANDWIDTH, false, NULL},
                   {"loopback_bw", WF_AS_BANDWIDTH, false, NULL},
                   {"loopback_lat", WF_AS_LATENCY, false, NULL},
                   END},
    a_cabinet[] = {{"id", WF_AS_NAME, true, NULL},      {"prefix", WF_AS_AFFIX, true, NULL},
                   {"suffix", WF_AS_AFFIX, true, NULL}, {"radical", WF_AS_RADICAL, true, NULL},
                   {"speed", WF_AS_SPEEDS, true, NULL}, {"bw", WF_AS_BANDWIDTH, true, NULL},
                   {"lat", WF_AS_LATENCY, true, NULL},  END},
    a_peer[] =
        {{"id", WF_AS_NAME, true, NULL},          {"speed", WF_AS_SPEEDS, true, NULL},
         {"bw_in", WF_AS_BANDWIDTH, true, NULL},  {"bw_out", WF_AS_BANDWIDTH, true, NULL},
         {"lat", WF_AS_LATENCY, false, NULL},     {"coordinates", WF_AS_COORDINATES, false, NULL},
         {"speed_file", WF_AS_TEXT, false, NULL}, {"availability_file", WF_AS_TEXT, false, NULL},
         {"state_file", WF_AS_TEXT, false, NULL}, END},
    a_config[] = {{"id", WF_AS_TEXT, false, NULL}, END},
    a_random[] = {{"id", WF_AS_NAME, true, NULL},
                  {"min", WF_AS_TEXT, true, NULL},
                  {"max", WF_AS_TEXT, true, NULL},
                  {"mean", WF_AS_TEXT, true, NULL},
                  {"std_deviation", WF_AS_TEXT, true, NULL},
                  {"seed", WF_AS_TEXT, false, NULL},
                  {"radical", WF_AS_TEXT, false, NULL},
                  {"generator", WF_AS_CHOICE, false, generator},
                  END},
    a_trace[] = {{"id", WF_AS_NAME, true, NULL},
                 {"file", WF_AS_TEXT, false, NULL},
                 {"periodicity", WF_AS_TEXT, true, NULL},
                 END},
    a_trace_connect[] = {{"kind", WF_AS_CHOICE, false, connect_kind},
                         {"trace", WF_AS_NAME, true, NULL},
                         {"element", WF_AS_NAME, true, NULL},
                         END},
    a_disk[] = {{"id", WF_AS_TEXT, false, NULL},
                {"read_bw", WF_AS_BANDWIDTH, true, NULL},
                {"write_bw", WF_AS_BANDWIDTH, true, NULL},
                END},
    a_platform[] = {{"version", WF_AS_VERSION, true, NULL}, END};

enum { ATTRIBUTES_MAX = 32 }; /* of an element: more than any has */

static const struct {
    const char *tag;
    enum wf_element element;
    const struct attribute *attributes;
} elements[] = {
    /* the frequent ones first: looked up in order */
    {"prop", WF_EL_PROP, a_prop},
    {"host", WF_EL_HOST, a_host},
    {"link", WF_EL_LINK, a_link},
    {"host_link", WF_EL_HOST_LINK, a_host_link},
    {"link_ctn", WF_EL_LINK_CTN, a_link_ctn},
    {"route", WF_EL_ROUTE, a_route},
    {"actor", WF_EL_ACTOR, a_actor},
    {"argument", WF_EL_ARGUMENT, a_argument},
    {"zone", WF_EL_ZONE, a_zone},
    {"router", WF_EL_ROUTER, a_router},
    {"backbone", WF_EL_BACKBONE, a_backbone},
    {"cluster", WF_EL_CLUSTER, a_cluster},
    {"cabinet", WF_EL_CABINET, a_cabinet},
    {"peer", WF_EL_PEER, a_peer},
    {"zoneRoute", WF_EL_ZONE_ROUTE, a_zone_route},
    {"bypassRoute", WF_EL_BYPASS_ROUTE, a_route},
    {"bypassZoneRoute", WF_EL_BYPASS_ZONE_ROUTE, a_zone_route},
    {"config", WF_EL_CONFIG, a_config},
    {"random", WF_EL_RANDOM, a_random}, /* SimGrid reads it and does nothing */
    {"trace", WF_EL_TRACE, a_trace},
    {"trace_connect", WF_EL_TRACE_CONNECT, a_trace_connect},
    {"disk", WF_EL_DISK, a_disk},
    {"platform", WF_EL_PLATFORM, a_platform},
    {"AS", WF_EL_ZONE, a_zone}, /* deprecated spellings SimGrid still reads */
    {"ASroute", WF_EL_ZONE_ROUTE, a_zone_route},
    {"bypassASroute", WF_EL_BYPASS_ZONE_ROUTE, a_zone_route},
    {"process", WF_EL_ACTOR, a_actor},
};
enum { ELEMENTS = sizeof elements / sizeof *elements };

const char *wf_schema_tag(enum wf_element element)
{
    size_t i = 0;
    while (elements[i].element != element)
        i++;
    return elements[i].tag;
}

struct wf_context wf_schema_context(enum wf_element element, const char *id)
{
    struct wf_context context;
    snprintf(context.text, sizeof context.text, "<%s %.120s>", wf_schema_tag(element), id);
    return context;
}

enum wf_element wf_schema_element(const char *tag)
{
    for (size_t i = 0; i < ELEMENTS; i++)
        if (wf_text_equal(elements[i].tag, tag))
            return elements[i].element;
    return WF_EL_NONE;
}

const char *wf_schema_nearest(const char *tag)
{
    const char *names[ELEMENTS];
    for (size_t i = 0; i < ELEMENTS; i++)
        names[i] = elements[i].tag;
    return wf_text_nearest(tag, names, ELEMENTS);
}

/* In a zone: props, then members, then routes. A zone holds zones or hosts, never both. */
enum { ANY, ZONES, HOSTS, REPORTED };
static const struct {
    enum wf_element parent, child;
    unsigned rank, branch;
} children[] = {
    {WF_EL_HOST, WF_EL_PROP, 0, ANY},
    {WF_EL_LINK, WF_EL_PROP, 0, ANY},
    {WF_EL_ZONE, WF_EL_HOST, 1, HOSTS},
    {WF_EL_ZONE, WF_EL_LINK, 1, ANY},
    {WF_EL_ZONE, WF_EL_HOST_LINK, 1, HOSTS},
    {WF_EL_ROUTE, WF_EL_LINK_CTN, 0, ANY},
    {WF_EL_ZONE, WF_EL_ROUTE, 2, HOSTS},
    {WF_EL_ZONE, WF_EL_PROP, 0, ANY},
    {WF_EL_ZONE, WF_EL_ZONE, 1, ZONES},
    {WF_EL_ZONE, WF_EL_BACKBONE, 1, ANY},
    {WF_EL_ZONE, WF_EL_CLUSTER, 1, ZONES},
    {WF_EL_ZONE, WF_EL_PEER, 1, ZONES},
    {WF_EL_ZONE, WF_EL_CABINET, 1, ANY},
    {WF_EL_ZONE, WF_EL_ROUTER, 1, HOSTS},
    {WF_EL_ZONE, WF_EL_TRACE, 0, ANY},
    {WF_EL_ZONE, WF_EL_TRACE_CONNECT, 0, ANY},
    {WF_EL_ZONE, WF_EL_ZONE_ROUTE, 2, ZONES},
    {WF_EL_ZONE, WF_EL_BYPASS_ZONE_ROUTE, 2, ZONES},
    {WF_EL_ZONE, WF_EL_BYPASS_ROUTE, 2, HOSTS},
    {WF_EL_ZONE_ROUTE, WF_EL_LINK_CTN, 0, ANY},
    {WF_EL_BYPASS_ROUTE, WF_EL_LINK_CTN, 0, ANY},
    {WF_EL_BYPASS_ZONE_ROUTE, WF_EL_LINK_CTN, 0, ANY},
    {WF_EL_HOST, WF_EL_DISK, 0, ANY},
    {WF_EL_CLUSTER, WF_EL_PROP, 0, ANY},
    {WF_EL_DISK, WF_EL_PROP, 0, ANY},
    {WF_EL_CONFIG, WF_EL_PROP, 0, ANY},
    {WF_EL_ACTOR, WF_EL_PROP, 0, ANY},
    {WF_EL_ACTOR, WF_EL_ARGUMENT, 0, ANY},
    {WF_EL_PLATFORM, WF_EL_CONFIG, 0, ANY},
    {WF_EL_PLATFORM, WF_EL_RANDOM, 0, ANY},
    {WF_EL_PLATFORM, WF_EL_ZONE, 1, ANY},
    {WF_EL_PLATFORM, WF_EL_CLUSTER, 1, ANY},
    {WF_EL_PLATFORM, WF_EL_CABINET, 1, ANY},
    {WF_EL_PLATFORM, WF_EL_PEER, 1, ANY},
    {WF_EL_PLATFORM, WF_EL_TRACE, 1, ANY},
    {WF_EL_PLATFORM, WF_EL_TRACE_CONNECT, 1, ANY},
    {WF_EL_PLATFORM, WF_EL_ACTOR, 2, ANY},
};

bool wf_schema_allows(enum wf_element parent, enum wf_element child)
{
    for (size_t i = 0; i < sizeof children / sizeof *children; i++)
        if (children[i].parent == parent && children[i].child == child)
            return true;
    return false;
}

/* Where an element that may not stand here belongs. */
static const char *expected_parent(enum wf_element child)
{
    switch (child) {
    case WF_EL_LINK_CTN:
        return "is not allowed here; expected in <route>";
    case WF_EL_DISK:
        return "is not allowed here; expected in <host>";
    case WF_EL_CONFIG:
        return "is not allowed here; expected in <platform>, before the zones";
    case WF_EL_PROP:
        return "is not allowed here; expected in <zone>, <host>, <link>, <cluster> or <config>";
    case WF_EL_PLATFORM:
        return "is not allowed here; expected once, as the root";
    default:
        return "is not allowed here; expected in <zone>";
    }
}

/* Only the first of several elements in a row that are out of order is reported, and only the first
 * element that mixes zones and hosts in one zone. */
const char *wf_schema_child(enum wf_element parent, enum wf_element child,
                            struct wf_schema_progress *progress)
{
    for (size_t i = 0; i < sizeof children / sizeof *children; i++) {
        if (children[i].parent != parent || children[i].child != child)
            continue;
        bool anywhere = child == WF_EL_TRACE || child == WF_EL_TRACE_CONNECT;
        unsigned rank = progress->rank, branch = progress->branch;
        if (!anywhere)
            progress->rank = children[i].rank;
        if (children[i].branch != ANY && branch != REPORTED)
            progress->branch =
                branch == ANY || branch == children[i].branch ? children[i].branch : REPORTED;
        if (!anywhere && children[i].rank < rank)
            return child == WF_EL_PROP     ? "props must be the first children"
                   : child == WF_EL_CONFIG ? "it must come before the zones"
                                           : "it must come before the routes";
        if (progress->branch == REPORTED && branch != REPORTED)
            return "a zone holds either zones or hosts, not both";
        return NULL;
    }
    return expected_parent(child);
}

static const struct attribute *find_attribute(const struct attribute *table, const char *name)
{
    for (; table->name; table++)
        if (wf_text_equal(table->name, name))
            return table;
    return NULL;
}

static const struct attribute *table_of(enum wf_element element)
{
    for (size_t i = 0; i < ELEMENTS; i++)
        if (elements[i].element == element)
            return elements[i].attributes;
    return a_prop;
}

bool wf_schema_has(enum wf_element element, const char *name)
{
    return find_attribute(table_of(element), name) != NULL;
}

bool wf_schema_valid(enum wf_element element, const struct wf_xml_attribute *attribute)
{
    const struct attribute *known = find_attribute(table_of(element), attribute->name);
    char *why = known ? wf_attribute_check(known->type, known->choices, attribute->value) : NULL;
    bool valid = known && !why;
    free(why);
    return valid;
}

bool wf_schema_value(enum wf_element element, const struct wf_xml_attribute *attribute,
                     const char *context, const char *file, uint32_t line, struct wf_diag *diag)
{
    const struct attribute *known = find_attribute(table_of(element), attribute->name);
    char *why = wf_attribute_check(known->type, known->choices, attribute->value);
    if (!why)
        return true;
    wf_diag_error(diag, file, line, "%s attribute '%s': %s", context, attribute->name, why);
    free(why);
    return false;
}

/* An element whose attributes are checked. */
struct tag {
    enum wf_element element;
    const char *name;
    const struct wf_xml_attribute *attributes;
    size_t count;
    const char *file;
    uint32_t line;
    struct wf_attribute_memo *memo;
    struct wf_diag *diag;
};

/* @param what  after the element's name; freed */
static void report(const struct tag *tag, char *what)
{
    const char *key = tag->element == WF_EL_ACTOR ? "host" : "id";
    const char *id = wf_xml_value(tag->attributes, tag->count, key);
    wf_diag_error(tag->diag, tag->file, tag->line, "<%s%s%s> %s", tag->name, id ? " " : "",
                  id ? id : "", what);
    free(what);
}

static void report_unknown(const struct tag *tag, const char *name)
{
    const char *names[ATTRIBUTES_MAX];
    size_t known = 0;
    for (const struct attribute *a = table_of(tag->element); a->name; a++)
        names[known++] = a->name;
    report(tag, wf_format("attribute '%s' is unknown%s", name,
                          wf_hint(wf_text_nearest(name, names, known)).text));
}

/* @return whether it is right */
static bool check_value(const struct tag *tag, const struct attribute *known, const char *value)
{
    char *why = wf_attribute_check_known(tag->memo, known->type, known->choices, value);
    if (why)
        report(tag, wf_format("attribute '%s': %s", known->name, why));
    free(why);
    return !why;
}

bool wf_schema_attributes(enum wf_element element, const char *tag,
                          const struct wf_xml_attribute *attributes, size_t count, const char *file,
                          uint32_t line, struct wf_attribute_memo *memo, struct wf_diag *diag)
{
    const struct tag here = {element, tag, attributes, count, file, line, memo, diag};
    const struct attribute *table = table_of(element);
    uint32_t given = 0; /* bit i: row i of the table */
    bool well = true;
    for (size_t i = 0; i < count; i++) {
        const struct attribute *known = find_attribute(table, attributes[i].name);
        if (known) {
            given |= UINT32_C(1) << (known - table);
            well &= check_value(&here, known, attributes[i].value);
        } else {
            report_unknown(&here, attributes[i].name);
            well = false;
        }
    }
    for (size_t i = 0; table[i].name; i++) {
        if (!table[i].required || given >> i & 1)
            continue;
        report(&here, wf_format("needs the attribute '%s'", table[i].name));
        well = false;
    }
    return well;
}
