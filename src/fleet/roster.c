#include "fleet/roster.h"
#include "fleet/hardware.h"
#include "platform/attribute.h"
#include "platform/link_class.h"
#include "platform/site_prop.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static void report(struct wf_fleet_build *build, enum wf_fleet_kind kind,
                   const struct wf_fleet_element *element, const char *format, ...) WF_PRINTF(4, 5);
static void report(struct wf_fleet_build *build, enum wf_fleet_kind kind,
                   const struct wf_fleet_element *element, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = wf_vformat(format, arguments);
    va_end(arguments);
    wf_diag_error(build->diag, build->fleet->path, element->line, "%s %s",
                  wf_fleet_context(kind, element).text, text);
    free(text);
}

/* ---- names ---- */

/* Is @p name what the devices of a class called @p id are called, or begins so: "ID-0.."? */
static bool is_of_class(const char *name, const char *id)
{
    size_t length = strlen(id);
    return !strncmp(name, id, length) && name[length] == '-' &&
           isdigit((unsigned char)name[length + 1]);
}

static void check_pair(struct wf_fleet_build *build, enum wf_fleet_kind kind,
                       const struct wf_fleet_element *one, enum wf_fleet_kind other_kind,
                       const struct wf_fleet_element *other)
{
    if (!strcmp(one->id, other->id))
        report(build, kind, one, "attribute 'id': the <%s> on line %u is called so, too",
               wf_fleet_kinds[other_kind].tag, other->line);
    else if (other_kind == WF_FLEET_KIND_CLASS && is_of_class(one->id, other->id))
        report(build, kind, one,
               "attribute 'id': devices of the <class %s> on line %u have such names ('%s-0' ..)",
               other->id, other->line, other->id);
}

static void check_names(struct wf_fleet_build *build)
{
    for (int kind = 0; kind < WF_FLEET_KINDS; kind++)
        for (uint32_t i = 0; i < build->lists[kind].count; i++)
            for (int other = 0; other < WF_FLEET_KINDS; other++)
                for (uint32_t j = 0; j < build->lists[other].count; j++) {
                    const struct wf_fleet_element *one =
                        wf_fleet_at(build, (enum wf_fleet_kind)kind, i);
                    const struct wf_fleet_element *two =
                        wf_fleet_at(build, (enum wf_fleet_kind)other, j);
                    bool before = other < kind || (other == kind && j < i);
                    bool named = one->id && two->id && one != two;
                    if (named && (before || strcmp(one->id, two->id) != 0))
                        check_pair(build, (enum wf_fleet_kind)kind, one, (enum wf_fleet_kind)other,
                                   two);
                }
}

/* ---- order ---- */

static int compare_ids(const void *left, const void *right)
{
    const struct wf_fleet_element *a = left, *b = right;
    return wf_text_compare_natural(a->id ? a->id : "", b->id ? b->id : "");
}

/* Classes in the order of their devices' names: "a-0" stands behind "a1-0" or not as these do. */
static int compare_devices(const void *left, const void *right)
{
    const struct wf_fleet_element *a = left, *b = right;
    char *x = wf_format("%s-0", a->id ? a->id : ""), *y = wf_format("%s-0", b->id ? b->id : "");
    int order = wf_text_compare_natural(x, y);
    free(x);
    free(y);
    return order;
}

/* Sort a list, and keep it in the fleet. */
static void *keep(struct wf_fleet_build *build, enum wf_fleet_kind kind, uint32_t *count)
{
    struct wf_fleet_list *list = &build->lists[kind];
    size_t size = wf_fleet_kinds[kind].size;
    *count = list->count;
    void *kept = wf_arena_alloc(&build->fleet->arena, (list->count + 1u) * size);
    if (list->count == 0)
        return kept;
    qsort(list->bytes, list->count, size,
          kind == WF_FLEET_KIND_CLASS ? compare_devices : compare_ids);
    return memcpy(kept, list->bytes, list->count * size);
}

static void keep_all(struct wf_fleet_build *build)
{
    struct wf_fleet *fleet = build->fleet;
    fleet->regions = keep(build, WF_FLEET_KIND_REGION, &fleet->region_count);
    fleet->accesses = keep(build, WF_FLEET_KIND_ACCESS, &fleet->access_count);
    fleet->classes = keep(build, WF_FLEET_KIND_CLASS, &fleet->class_count);
    fleet->nodes = keep(build, WF_FLEET_KIND_NODE, &fleet->node_count);
    if (fleet->region_count == 0) /* there is room for one more */
        fleet->regions[fleet->region_count++] =
            (struct wf_fleet_region){.element = {.id = "all", .line = fleet->line}, .share = 1};
}

/* ---- regions and accesses ---- */

/* Right or wrong; what is wrong was reported. */
static bool is_given(enum wf_fleet_kind kind, const struct wf_fleet_element *element,
                     const char *name)
{
    int row = wf_props_find(wf_fleet_kinds[kind].table, name, 0);
    return row >= 0 && element->given & UINT64_C(1) << row;
}

/* Read the props of a region or an access as those of what they become. */
static void check_items(struct wf_fleet_build *build, enum wf_fleet_kind kind,
                        const struct wf_fleet_element *element)
{
    struct wf_fleet *fleet = build->fleet;
    struct wf_link_draft draft;
    struct wf_fleet_context context = wf_fleet_context(kind, element);
    memset(&draft, 0, sizeof draft);
    wf_props_defaults(wf_site_props, &draft.site, NULL);
    for (uint32_t i = 0; i < element->item_count; i++) {
        const struct wf_fleet_item *item = &element->items[i];
        struct wf_prop_source source = {.context = context.text,
                                        .origin = {item->line ? fleet->path : "--set", item->line},
                                        .places = wf_fleet_kinds[kind].places,
                                        .mark = WF_SITE_OWN,
                                        .arena = &fleet->arena,
                                        .diag = build->diag};
        if (!wf_fleet_refuse_prop(build, kind, element, item))
            wf_site_prop_set(&source, item->name, item->value, &draft.site, draft.origins);
    }
    if (!wf_link_draft_agrees(&draft))
        report(build, kind, element, "needs tail and tail_wattage together, or none of them");
}

static void check_range(struct wf_fleet_build *build, const struct wf_fleet_access *access,
                        const char *name, const char *text)
{
    double watts[2];
    if (text && (wf_attribute_watts(text, strlen(text), watts, 2) != 2 || watts[1] < watts[0]))
        report(build, WF_FLEET_KIND_ACCESS, &access->element,
               "attribute '%s': '%.80s': expected Idle:Busy in watts, in rising order", name, text);
}

static void check_access(struct wf_fleet_build *build, const struct wf_fleet_access *access)
{
    const struct wf_fleet_element *element = &access->element;
    static const char *const needed[] = {"up", "down"};
    for (size_t i = 0; i < 2; i++)
        if (!is_given(WF_FLEET_KIND_ACCESS, element, needed[i]))
            report(build, WF_FLEET_KIND_ACCESS, element,
                   "needs the attribute '%s', a bandwidth or its distribution", needed[i]);
    check_range(build, access, "up_wattage_range", access->up_range);
    check_range(build, access, "down_wattage_range", access->down_range);
    check_items(build, WF_FLEET_KIND_ACCESS, element);
}

/* ---- what classes and nodes name ---- */

struct names {
    enum wf_fleet_kind kind;
    const void *elements;
    uint32_t count;
};

static const struct wf_fleet_element *element_of(const struct names *names, uint32_t index)
{
    return (const void *)((const char *)names->elements + index * wf_fleet_kinds[names->kind].size);
}

static double share_of(const struct names *names, uint32_t index)
{
    const void *element = element_of(names, index);
    return names->kind == WF_FLEET_KIND_REGION ? ((const struct wf_fleet_region *)element)->share
                                               : ((const struct wf_fleet_access *)element)->share;
}

static uint32_t find_name(struct wf_fleet_build *build, const struct names *names,
                          enum wf_fleet_kind kind, const struct wf_fleet_class *class,
                          const char *attribute, const char *word)
{
    const char **ids = wf_calloc(names->count + 1u, sizeof *ids);
    uint32_t count = 0, found = WF_FLEET_NONE;
    for (uint32_t i = 0; i < names->count; i++) {
        const char *id = element_of(names, i)->id;
        if (id && !strcmp(id, word))
            found = i;
        if (id)
            ids[count++] = id;
    }
    if (found == WF_FLEET_NONE)
        report(build, kind, &class->element, "attribute '%s': there is no <%s %s>%s", attribute,
               wf_fleet_kinds[names->kind].tag, word,
               wf_hint(wf_text_nearest(word, ids, count)).text);
    free(ids);
    return found;
}

/* Which of them are named; NULL: all. Sums of shares, so that a draw is one comparison each. */
static struct wf_fleet_choice choose(struct wf_fleet_build *build, const struct names *names,
                                     enum wf_fleet_kind kind, const struct wf_fleet_class *class,
                                     const char *attribute, const char *list)
{
    bool *taken = wf_calloc(names->count + 1u, sizeof *taken);
    char word[128];
    for (const char *cursor = list; cursor && wf_text_next_item(&cursor, word, sizeof word);) {
        uint32_t index = find_name(build, names, kind, class, attribute, word);
        if (index != WF_FLEET_NONE && taken[index])
            report(build, kind, &class->element, "attribute '%s': '%s' is named twice", attribute,
                   word);
        if (index != WF_FLEET_NONE)
            taken[index] = true;
    }
    uint32_t *indices = wf_arena_alloc(&build->fleet->arena, (names->count + 1u) * sizeof *indices);
    double *until = wf_arena_alloc(&build->fleet->arena, (names->count + 1u) * sizeof *until);
    struct wf_fleet_choice choice = {indices, until, 0};
    double sum = 0;
    for (uint32_t i = 0; i < names->count; i++)
        if (taken[i] || !list) {
            indices[choice.count] = i;
            until[choice.count++] = sum += share_of(names, i);
        }
    for (uint32_t i = 0; i < choice.count; i++)
        until[i] /= sum;
    free(taken);
    if (choice.count && !(sum > 0))
        report(build, kind, &class->element, "attribute '%s': the shares of all of them are 0",
               attribute);
    return choice;
}

static void link_class(struct wf_fleet_build *build, enum wf_fleet_kind kind,
                       struct wf_fleet_class *class)
{
    struct wf_fleet *fleet = build->fleet;
    const struct names regions = {WF_FLEET_KIND_REGION, fleet->regions, fleet->region_count};
    const struct names accesses = {WF_FLEET_KIND_ACCESS, fleet->accesses, fleet->access_count};
    bool node = kind == WF_FLEET_KIND_NODE;
    const char *access = class->access_names;
    class->regions = choose(build, &regions, kind, class, "region", class->region_names);
    if (access ? strcmp(access, "none") != 0 : !node)
        class->accesses = choose(build, &accesses, kind, class, "access", access);
    if (node && class->regions.count > 1)
        report(build, kind, &class->element,
               class->region_names ? "attribute 'region': a node stands in one region"
                                   : "needs the attribute 'region': there are several");
    if (node && class->accesses.count > 1)
        report(build, kind, &class->element,
               "attribute 'access': a node has one access network, or none");
    if (!node || class->accesses.count != 1)
        return;
    const struct wf_fleet_access *own = &fleet->accesses[class->accesses.indices[0]];
    if (own->up_byte_per_s.kind != WF_DISTRIBUTION_CONSTANT ||
        own->down_byte_per_s.kind != WF_DISTRIBUTION_CONSTANT ||
        own->latency_s.kind != WF_DISTRIBUTION_CONSTANT)
        report(build, kind, &class->element,
               "attribute 'access': bandwidths and latency of <access %s> are drawn; a node needs "
               "one with plain numbers",
               own->element.id);
}

/* ---- counts ---- */

static void check_gateway(struct wf_fleet_build *build, struct wf_fleet_class *class)
{
    struct wf_fleet *fleet = build->fleet;
    const struct names classes = {WF_FLEET_KIND_CLASS, fleet->classes, fleet->class_count};
    class->gateway = WF_FLEET_NONE;
    if (!class->gateway_name)
        return;
    uint32_t index =
        find_name(build, &classes, WF_FLEET_KIND_CLASS, class, "gateway", class->gateway_name);
    if (index == WF_FLEET_NONE)
        return;
    const struct wf_fleet_class *gateway = &fleet->classes[index];
    class->gateway = index;
    if (gateway == class || gateway->gateway_name)
        report(build, WF_FLEET_KIND_CLASS, &class->element, "attribute 'gateway': <class %s> is %s",
               class->gateway_name, gateway == class ? "the class itself" : "behind gateways, too");
    else if (gateway->accesses.count == 0)
        report(build, WF_FLEET_KIND_CLASS, &class->element,
               "attribute 'gateway': <class %s> has no access network", class->gateway_name);
    if (class->accesses.count == 0)
        report(build, WF_FLEET_KIND_CLASS, &class->element,
               "needs an access network to its gateways");
}

static void check_count(struct wf_fleet_build *build, struct wf_fleet_class *class)
{
    const struct wf_fleet_element *element = &class->element;
    bool counted = is_given(WF_FLEET_KIND_CLASS, element, "count");
    bool members = is_given(WF_FLEET_KIND_CLASS, element, "members");
    if (members && !class->gateway_name)
        report(build, WF_FLEET_KIND_CLASS, element,
               "attribute 'members': these are devices behind a gateway; expected the attribute "
               "'gateway', too");
    else if (counted && members)
        report(build, WF_FLEET_KIND_CLASS, element,
               "attributes 'count' and 'members' are both given; expected one of them");
    else if (members && class->gateway != WF_FLEET_NONE &&
             (double)class->members * (double)build->fleet->classes[class->gateway].count > 1e12)
        report(build, WF_FLEET_KIND_CLASS, element,
               "attribute 'members': with all gateways these are more than 1e12 devices");
    else if (!counted && !members)
        report(build, WF_FLEET_KIND_CLASS, element, "needs the attribute '%s'",
               class->gateway_name ? "members' or 'count" : "count");
}

/* Gateways first: members are counted by them. */
static void count_devices(struct wf_fleet *fleet)
{
    for (uint32_t i = 0; i < fleet->class_count; i++) {
        struct wf_fleet_class *class = &fleet->classes[i];
        if (class->members != WF_COUNT_UNSET && class->gateway != WF_FLEET_NONE)
            class->count = class->members * fleet->classes[class->gateway].count;
    }
    for (uint32_t i = 0; i < fleet->class_count; i++) {
        fleet->classes[i].first = fleet->device_count;
        fleet->device_count += fleet->classes[i].count;
    }
}

static void open_streams(struct wf_fleet *fleet)
{
    static const char *const names[WF_FLEET_DRAWS] = {
        [WF_FLEET_REGION] = "region",  [WF_FLEET_ACCESS] = "access", [WF_FLEET_SPEED] = "speed",
        [WF_FLEET_WATTS] = "watts",    [WF_FLEET_UP] = "up",         [WF_FLEET_DOWN] = "down",
        [WF_FLEET_LATENCY] = "latency"};
    for (uint32_t i = 0; i < fleet->class_count; i++)
        for (int what = 0; what < WF_FLEET_DRAWS; what++) {
            char *purpose = wf_format("fleet %s %s", names[what], fleet->classes[i].element.id);
            fleet->classes[i].streams[what] = wf_random_new_counted(fleet->seed, purpose);
            free(purpose);
        }
}

/* ---- all of it ---- */

static void check_provenance(struct wf_fleet_build *build, enum wf_fleet_kind kind,
                             const struct wf_fleet_element *element)
{
    struct wf_fleet_context context = wf_fleet_context(kind, element);
    const struct wf_origin origin = {build->fleet->path, element->line};
    const struct wf_provenance_list *list = element->provenance;
    for (const struct wf_prop *row = wf_fleet_kinds[kind].table; row->name; row++)
        wf_provenance_check_value(list, row, element, &origin, context.text, build->diag);
    for (size_t i = 0; list && i < list->count; i++)
        if (!is_given(kind, element, list->entries[i].prop))
            report(build, kind, element, "attribute 'provenance': '%s' is not given here",
                   list->entries[i].prop);
}

static void settle_classes(struct wf_fleet_build *build)
{
    struct wf_fleet *fleet = build->fleet;
    struct wf_fleet_catalogues *catalogues = wf_fleet_catalogues_new();
    for (uint32_t i = 0; i < fleet->class_count; i++)
        link_class(build, WF_FLEET_KIND_CLASS, &fleet->classes[i]);
    for (uint32_t i = 0; i < fleet->class_count; i++) {
        check_gateway(build, &fleet->classes[i]);
        check_count(build, &fleet->classes[i]);
        check_provenance(build, WF_FLEET_KIND_CLASS, &fleet->classes[i].element);
        wf_fleet_hardware(build, WF_FLEET_KIND_CLASS, &fleet->classes[i], catalogues);
    }
    for (uint32_t i = 0; i < fleet->node_count; i++) {
        struct wf_fleet_class *node = &fleet->nodes[i];
        const struct wf_distribution one = {WF_DISTRIBUTION_CONSTANT, 1, 0};
        node->count = 1;
        node->gateway = WF_FLEET_NONE;
        node->speed_factor = node->watts_factor = one;
        link_class(build, WF_FLEET_KIND_NODE, node);
        check_provenance(build, WF_FLEET_KIND_NODE, &node->element);
        wf_fleet_hardware(build, WF_FLEET_KIND_NODE, node, catalogues);
    }
    wf_fleet_catalogues_free(catalogues);
}

void wf_fleet_settle(struct wf_fleet_build *build)
{
    struct wf_fleet *fleet = build->fleet;
    check_names(build);
    keep_all(build);
    for (uint32_t i = 0; i < fleet->region_count; i++) {
        check_items(build, WF_FLEET_KIND_REGION, &fleet->regions[i].element);
        check_provenance(build, WF_FLEET_KIND_REGION, &fleet->regions[i].element);
    }
    for (uint32_t i = 0; i < fleet->access_count; i++) {
        check_access(build, &fleet->accesses[i]);
        check_provenance(build, WF_FLEET_KIND_ACCESS, &fleet->accesses[i].element);
    }
    settle_classes(build);
    if (fleet->class_count == 0 && fleet->node_count == 0)
        wf_diag_error(build->diag, fleet->path, fleet->line,
                      "<fleet> has no devices; expected a <class> or a <node>");
    if (build->diag->error_count)
        return;
    count_devices(fleet);
    open_streams(fleet);
}
