#include "platform/schema.h"
#include "base/text.h"
#include "base/units.h"
#include "prop/radical.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* SimGrid takes about 3.5 KB a host: more does not fit any machine, and is a slip. */
enum { RADICAL_MAX = 10000000, PSTATES_MAX = 10000 };

enum type { TEXT, NAME, SPEEDS, BANDWIDTH, LATENCY, CORES, PSTATE, DATE, RADICAL, CHOICE, VERSION };

struct attribute {
    const char *name;
    enum type type;
    bool required;
    const char *const *choices;
};

static const char *const sharing[] = {"SHARED", "SPLITDUPLEX", "FULLDUPLEX", "FATPIPE", NULL};
static const char *const symmetrical[] = {"YES", "NO", "yes", "no", NULL};
static const char *const direction[] = {"UP", "DOWN", "NONE", NULL};
static const char *const on_failure[] = {"DIE", "RESTART", NULL};
static const char *const topology[] = {"FLAT", "TORUS", "FAT_TREE", "DRAGONFLY", NULL};
static const char *const connect_kind[] = {"HOST_AVAIL", "SPEED",   "LINK_AVAIL",
                                           "BANDWIDTH",  "LATENCY", NULL};
static const char *const routing[] = {
    "Full", "Floyd", "Dijkstra", "DijkstraCache", "Cluster", "Vivaldi", "None", "Empty", NULL};

#define END                                                                                        \
    {                                                                                              \
        NULL, TEXT, false, NULL                                                                    \
    }
static const struct attribute
    a_prop[] = {{"id", NAME, true, NULL}, {"value", TEXT, true, NULL}, END},
    a_host[] = {{"id", NAME, true, NULL},
                {"speed", SPEEDS, true, NULL},
                {"core", CORES, false, NULL},
                {"pstate", PSTATE, false, NULL},
                {"speed_file", TEXT, false, NULL},
                {"availability_file", TEXT, false, NULL},
                {"state_file", TEXT, false, NULL},
                {"coordinates", TEXT, false, NULL},
                END},
    a_link[] = {{"id", NAME, true, NULL},
                {"bandwidth", BANDWIDTH, true, NULL},
                {"latency", LATENCY, true, NULL},
                {"sharing_policy", CHOICE, false, sharing},
                {"bandwidth_file", TEXT, false, NULL},
                {"latency_file", TEXT, false, NULL},
                {"state_file", TEXT, false, NULL},
                END},
    a_host_link[] = {{"id", NAME, true, NULL},
                     {"up", NAME, true, NULL},
                     {"down", NAME, true, NULL},
                     END},
    a_link_ctn[] = {{"id", NAME, true, NULL}, {"direction", CHOICE, false, direction}, END},
    a_route[] = {{"src", NAME, true, NULL},
                 {"dst", NAME, true, NULL},
                 {"symmetrical", CHOICE, false, symmetrical},
                 END},
    a_zone_route[] = {{"src", NAME, true, NULL},
                      {"dst", NAME, true, NULL},
                      {"gw_src", NAME, true, NULL},
                      {"gw_dst", NAME, true, NULL},
                      {"symmetrical", CHOICE, false, symmetrical},
                      END},
    a_actor[] = {{"host", NAME, true, NULL},
                 {"function", NAME, true, NULL},
                 {"start_time", DATE, false, NULL},
                 {"kill_time", DATE, false, NULL},
                 {"on_failure", CHOICE, false, on_failure},
                 END},
    a_argument[] = {{"value", TEXT, true, NULL}, END},
    a_zone[] = {{"id", NAME, true, NULL}, {"routing", CHOICE, true, routing}, END},
    a_router[] = {{"id", NAME, true, NULL}, {"coordinates", TEXT, false, NULL}, END},
    a_backbone[] = {{"id", NAME, true, NULL},
                    {"bandwidth", BANDWIDTH, true, NULL},
                    {"latency", LATENCY, true, NULL},
                    END},
    a_cluster[] = {{"id", NAME, true, NULL},
                   {"prefix", TEXT, true, NULL},
                   {"suffix", TEXT, true, NULL},
                   {"radical", RADICAL, true, NULL},
                   {"speed", SPEEDS, true, NULL},
                   {"core", CORES, false, NULL},
                   {"bw", BANDWIDTH, true, NULL},
                   {"lat", LATENCY, true, NULL},
                   {"sharing_policy", CHOICE, false, sharing},
                   {"topology", CHOICE, false, topology},
                   {"topo_parameters", TEXT, false, NULL},
                   {"bb_bw", BANDWIDTH, false, NULL},
                   {"bb_lat", LATENCY, false, NULL},
                   {"bb_sharing_policy", CHOICE, false, sharing},
                   {"router_id", TEXT, false, NULL},
                   {"limiter_link", BANDWIDTH, false, NULL},
                   {"loopback_bw", BANDWIDTH, false, NULL},
                   {"loopback_lat", LATENCY, false, NULL},
                   END},
    a_cabinet[] = {{"id", NAME, true, NULL},      {"prefix", TEXT, true, NULL},
                   {"suffix", TEXT, true, NULL},  {"radical", RADICAL, true, NULL},
                   {"speed", SPEEDS, true, NULL}, {"bw", BANDWIDTH, true, NULL},
                   {"lat", LATENCY, true, NULL},  END},
    a_peer[] = {{"id", NAME, true, NULL},          {"speed", SPEEDS, true, NULL},
                {"bw_in", BANDWIDTH, true, NULL},  {"bw_out", BANDWIDTH, true, NULL},
                {"lat", LATENCY, false, NULL},     {"coordinates", TEXT, false, NULL},
                {"speed_file", TEXT, false, NULL}, {"availability_file", TEXT, false, NULL},
                {"state_file", TEXT, false, NULL}, END},
    a_config[] = {{"id", TEXT, false, NULL}, END},
    a_trace[] = {{"id", NAME, true, NULL},
                 {"file", TEXT, false, NULL},
                 {"periodicity", TEXT, true, NULL},
                 END},
    a_trace_connect[] = {{"kind", CHOICE, false, connect_kind},
                         {"trace", NAME, true, NULL},
                         {"element", NAME, true, NULL},
                         END},
    a_disk[] = {{"id", TEXT, false, NULL},
                {"read_bw", BANDWIDTH, true, NULL},
                {"write_bw", BANDWIDTH, true, NULL},
                END},
    a_platform[] = {{"version", VERSION, true, NULL}, END};

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

enum wf_element wf_schema_element(const char *tag)
{
    for (size_t i = 0; i < ELEMENTS; i++)
        if (!strcmp(elements[i].tag, tag))
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

/* In a zone: props, then members, then routes; a zone holds zones or hosts, never both. */
enum { ANY, ZONES, HOSTS, TOLD };
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

/* Where an element that is out of place belongs. */
static const char *place_of(enum wf_element child)
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

/* Of many elements in a row that come out of order the first is told; of a mixed zone the first. */
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
        if (children[i].branch != ANY && branch != TOLD)
            progress->branch =
                branch == ANY || branch == children[i].branch ? children[i].branch : TOLD;
        if (!anywhere && children[i].rank < rank)
            return child == WF_EL_PROP     ? "props must be the first children"
                   : child == WF_EL_CONFIG ? "it must come before the zones"
                                           : "it must come before the routes";
        if (progress->branch == TOLD && branch != TOLD)
            return "a zone holds either zones or hosts, not both";
        return NULL;
    }
    return place_of(child);
}

/* wf_quantity_parse also knows units that SimGrid does not read: those are refused here. */
static bool simgrid_unit(const char *text, enum type type)
{
    static const char *const times[] = {"w", "d", "h", "m", "s", "ms", "us", "ns", "ps", NULL};
    while (*text &&
           (isdigit((unsigned char)*text) || strchr("+-. ", *text) ||
            ((*text == 'e' || *text == 'E') && strchr("+-0123456789", text[1]) && text[1])))
        text++;
    if (!*text)
        return true;
    if (type == LATENCY || type == DATE) {
        for (size_t i = 0; times[i]; i++)
            if (!strcmp(times[i], text))
                return true;
        return false;
    }
    size_t length = strlen(text);
    if (type == BANDWIDTH)
        return length >= 3 && !strcmp(text + length - 2, "ps");
    return text[length - 1] == 'f' || (length >= 5 && !strcmp(text + length - 5, "flops"));
}

/* One quantity of a SimGrid attribute. @return NULL, or why not (to free). */
static char *check_quantity(const char *text, enum type type)
{
    enum wf_dimension dimension = type == SPEEDS      ? WF_DIM_SPEED
                                  : type == BANDWIDTH ? WF_DIM_BANDWIDTH
                                                      : WF_DIM_TIME;
    double value = 0;
    enum wf_quantity_status status = wf_quantity_parse(text, dimension, &value);
    if (status == WF_QUANTITY_NO_UNIT) /* SimGrid still reads it, in its base unit */
        status = wf_quantity_parse(text, WF_DIM_NUMBER, &value);
    else if (status == WF_QUANTITY_OK && !simgrid_unit(text, type))
        return wf_format("'%s' has a unit that SimGrid does not read here (e.g. '%s')", text,
                         type == SPEEDS      ? "1Gf"
                         : type == BANDWIDTH ? "125MBps"
                                             : "10ms");
    if (status != WF_QUANTITY_OK)
        return wf_quantity_explain(text, dimension, status);
    if (strchr(text, ' '))
        return wf_format("'%s' holds a blank; SimGrid wants the unit right behind the number",
                         text);
    if (value < 0 && type != DATE)
        return wf_format("'%s' is negative", text);
    if (value == 0 && (type == SPEEDS || type == BANDWIDTH))
        return wf_format("'%s' is zero; expected more", text);
    if ((type == SPEEDS || type == BANDWIDTH) && !(value >= 1e-6 && value <= 1e30))
        return wf_format("'%s' is out of range; expected 1e-6 to 1e30 of the base unit", text);
    if (value > 1e12 && (type == LATENCY || type == DATE))
        return wf_format("'%s' is out of range; expected at most 1e12 seconds", text);
    return NULL;
}

static char *check_speeds(const char *text)
{
    const char *cursor = text;
    size_t count = 0;
    if (!*text)
        return wf_format("'' is empty; expected a speed (e.g. '1Gf')");
    while (cursor) {
        if (count++ == PSTATES_MAX)
            return wf_format("'%.40s..' has more than %d speeds", text, PSTATES_MAX);
        char item[64];
        const char *comma = strchr(cursor, ',');
        size_t length = comma ? (size_t)(comma - cursor) : strlen(cursor);
        while (length && *cursor == ' ')
            cursor++, length--;
        while (length && cursor[length - 1] == ' ')
            length--;
        if (length >= sizeof item)
            return wf_format("'%.40s..' is not a speed", cursor);
        memcpy(item, cursor, length);
        item[length] = '\0';
        if (comma && isdigit((unsigned char)comma[1]) && length &&
            isdigit((unsigned char)item[length - 1])) /* 1,5Gf */
            return wf_quantity_explain(text, WF_DIM_SPEED, WF_QUANTITY_DECIMAL_COMMA);
        char *why = check_quantity(item, SPEEDS);
        if (why)
            return why;
        cursor = comma ? comma + 1 : NULL;
    }
    return NULL;
}

static char *check_choice(const char *text, const char *const *choices)
{
    struct wf_buffer list = {0};
    size_t count = 0;
    for (; choices[count]; count++) {
        if (!strcmp(choices[count], text)) {
            wf_buffer_release(&list);
            return NULL;
        }
        wf_buffer_printf(&list, "%s%s", count ? ", " : "", choices[count]);
    }
    const char *near = wf_text_nearest(text, choices, count);
    char *why = wf_format("'%s' is not one of %s%s", text, list.text, wf_hint(near).text);
    wf_buffer_release(&list);
    return why;
}

static char *check_count(const char *text, double least)
{
    double value;
    enum wf_quantity_status status = wf_quantity_parse(text, WF_DIM_COUNT, &value);
    if (status != WF_QUANTITY_OK)
        return wf_quantity_explain(text, WF_DIM_COUNT, status);
    if (text[strspn(text, "-0123456789")]) /* SimGrid reads 1e3 as 1 */
        return wf_format("'%s' is not written in digits only", text);
    if (value < least || value > 1e6)
        return wf_format("'%s' is out of range; expected a count from %g to 1e6", text, least);
    return NULL;
}

static char *check_radical(const char *text)
{
    uint64_t count = wf_radical_count(text, strlen(text));
    if (count == 0)
        return wf_format("'%.60s' is not a radical (e.g. '0-9,20')", text);
    return count <= RADICAL_MAX ? NULL
                                : wf_format("'%.60s' names %llu hosts; expected at most %d", text,
                                            (unsigned long long)count, RADICAL_MAX);
}

static char *check_value(const struct attribute *attribute, const char *text)
{
    switch (attribute->type) {
    case TEXT:
        return NULL;
    case NAME:
        return *text ? NULL : wf_format("'' is empty; expected a name");
    case SPEEDS:
        return check_speeds(text);
    case BANDWIDTH:
    case LATENCY:
    case DATE:
        return check_quantity(text, attribute->type);
    case CORES:
        return check_count(text, 1);
    case PSTATE:
        return check_count(text, 0);
    case RADICAL:
        return check_radical(text);
    case CHOICE:
        if (attribute->choices == sharing && !strcmp(text, "WIFI"))
            return wf_format("Wi-Fi links are not supported by SimGrid's C interface; declare two "
                             "SHARED links, up and down, a device");
        return check_choice(text, attribute->choices);
    case VERSION:
        return !strcmp(text, "4") || !strcmp(text, "4.1")
                   ? NULL
                   : wf_format("'%s' is not a version that SimGrid reads; expected '4.1'", text);
    }
    return NULL;
}

static const struct attribute *find_attribute(const struct attribute *table, const char *name)
{
    for (; table->name; table++)
        if (!strcmp(table->name, name))
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
    char *why = known ? check_value(known, attribute->value) : NULL;
    bool valid = known && !why;
    free(why);
    return valid;
}

bool wf_schema_value(enum wf_element element, const struct wf_xml_attribute *attribute,
                     const char *context, const char *file, uint32_t line, struct wf_diag *diag)
{
    char *why = check_value(find_attribute(table_of(element), attribute->name), attribute->value);
    if (!why)
        return true;
    wf_diag_error(diag, file, line, "%s attribute '%s': %s", context, attribute->name, why);
    free(why);
    return false;
}

bool wf_schema_attributes(enum wf_element element, const char *tag,
                          const struct wf_xml_attribute *attributes, size_t count, const char *file,
                          uint32_t line, struct wf_diag *diag)
{
    const struct attribute *table = table_of(element);
    bool well = true;
    const char *id = wf_xml_value(attributes, count, element == WF_EL_ACTOR ? "host" : "id");
    for (size_t i = 0; i < count; i++) {
        const struct attribute *attribute = find_attribute(table, attributes[i].name);
        char *why = attribute ? check_value(attribute, attributes[i].value) : NULL;
        if (!attribute) {
            const char *names[32];
            size_t known = 0;
            for (const struct attribute *a = table; a->name; a++)
                names[known++] = a->name;
            const char *near = wf_text_nearest(attributes[i].name, names, known);
            wf_diag_error(diag, file, line, "<%s%s%s> attribute '%s' is unknown%s", tag,
                          id ? " " : "", id ? id : "", attributes[i].name, wf_hint(near).text);
        } else if (why) {
            wf_diag_error(diag, file, line, "<%s%s%s> attribute '%s': %s", tag, id ? " " : "",
                          id ? id : "", attributes[i].name, why);
        }
        well &= attribute && !why;
        free(why);
    }
    for (const struct attribute *a = table; a->name; a++) {
        if (!a->required || wf_xml_value(attributes, count, a->name))
            continue;
        wf_diag_error(diag, file, line, "<%s%s%s> needs the attribute '%s'", tag, id ? " " : "",
                      id ? id : "", a->name);
        well = false;
    }
    return well;
}
