#include "sweep/factor_plan.h"
#include "scenario/name_glob.h"
#include "study/study.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Groups that one factor is split into at most, and names that are written one by one. */
enum { GROUPS_MAX = 1000, NAMES_MAX = 10000 };

/* Equal elements, met by the same factors. */
struct group {
    size_t *factors; /* of the family, in their order */
    size_t factor_count;
    double base;                      /* of a prop that is one number; NaN: it has none */
    const struct wf_host_class *host; /* of speeds and watts; or */
    const struct wf_link_class *link;
    const char **names; /* borrowed */
    size_t count;
    uint64_t met; /* elements, those of a cluster one by one */
};

/* Factors of one prop of one kind of elements. */
struct family {
    const struct wf_factor_key *key; /* of its first factor: target and prop */
    size_t *factors;
    size_t factor_count;
    struct group *groups;
    size_t group_count;
    uint64_t *met; /* by factor of the family: elements */
    bool whole;    /* nothing is put together: each factor's text stands for its glob */
};

struct wf_factor_plan {
    struct family *families;
    size_t count;
};

/* Room for one more of @p count items of @p size bytes: twice as much when it is full. */
static void *grown(struct wf_arena *arena, void *items, size_t count, size_t size)
{
    if (count & (count - 1)) /* full at powers of two, and when there is none */
        return items;
    void *more = wf_arena_alloc(arena, (count ? 2 * count : 1) * size);
    if (count)
        memcpy(more, items, count * size);
    return more;
}

/* ---- elements ---- */

struct element {
    const char *name, *group; /* group: id of the <cluster> that declares it, or NULL */
    const struct wf_site *site;
    const struct wf_host_class *host;
    const struct wf_link_class *link;
    const struct wf_fleet_element *fleet;
    const struct wf_network_values *network;
    char own_name[64]; /* of a network */
};

static bool element_of_host(const struct wf_platform *platform, uint32_t i, struct element *element)
{
    if (i >= platform->host_count)
        return false;
    const struct wf_host_group *group = wf_platform_group(platform, i);
    element->name = platform->hosts[i].name;
    element->group = group ? group->id : NULL;
    element->host = platform->hosts[i].class;
    element->site = element->host->site;
    return true;
}

static bool element_of_network(const struct wf_platform *platform, uint32_t i,
                               struct element *element)
{
    if (i >= WF_NETWORK_CLASSES * WF_NETWORK_VIEWS)
        return false;
    uint32_t class = i / WF_NETWORK_VIEWS, view = i % WF_NETWORK_VIEWS;
    snprintf(element->own_name, sizeof element->own_name, "%s.%s", wf_network_classes[class],
             wf_network_views[view]);
    element->name = element->own_name;
    element->network = &platform->networks->items[class][view].values;
    return true;
}

static bool element_of_fleet(const struct wf_study *study, const char *kind, uint32_t i,
                             struct element *element)
{
    const struct wf_fleet *fleet = study->inputs->fleet ? &study->inputs->fleet->fleet : NULL;
    if (!fleet)
        return false;
    if (!strcmp(kind, "class") && i < fleet->class_count)
        element->fleet = &fleet->classes[i].element;
    else if (!strcmp(kind, "node") && i < fleet->node_count)
        element->fleet = &fleet->nodes[i].element;
    else if (!strcmp(kind, "region") && i < fleet->region_count)
        element->fleet = &fleet->regions[i].element;
    else if (!strcmp(kind, "access") && i < fleet->access_count)
        element->fleet = &fleet->accesses[i].element;
    element->name = element->fleet ? element->fleet->id : NULL;
    return element->fleet;
}

/* Element @p i of a kind. @return false: there is none */
static bool element_at(const struct wf_study *study, const char *kind, uint32_t i,
                       struct element *element)
{
    const struct wf_platform *platform = study->platform;
    *element = (struct element){0};
    if (!strcmp(kind, "host"))
        return element_of_host(platform, i, element);
    if (!strcmp(kind, "network"))
        return element_of_network(platform, i, element);
    if (!strcmp(kind, "link") && i < platform->link_count) {
        element->name = platform->links[i].name;
        element->link = platform->links[i].class;
        element->site = element->link->site;
        return true;
    }
    if (!strcmp(kind, "zone") && i + 1 < platform->zone_count) { /* 0 is the file itself */
        const struct wf_zone *zone = &platform->zones[i + 1];
        element->name = zone->implied ? "" : zone->name;
        element->site = zone->site;
        return true;
    }
    return element_of_fleet(study, kind, i, element);
}

static bool matches(const struct wf_factor *factor, const struct element *element)
{
    return element->name && *element->name &&
           (wf_factor_glob_matches(factor->parts.glob, element->name) ||
            (element->group && wf_factor_glob_matches(factor->parts.glob, element->group)));
}

/* ---- values as they stand ---- */

/* What holds where nobody gives it. */
static const struct {
    const char *prop;
    double value;
} defaults[] = {{"pue", 1},          {"wall_factor", 1},  {"charger_efficiency", 1},
                {"share", 1},        {"utilisation", 1},  {"efficiency", 1},
                {"accelerators", 1}, {"wall_constant", 0}};

static double default_of(const char *prop)
{
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        if (!strcmp(defaults[i].prop, prop))
            return defaults[i].value;
    return NAN;
}

/* A <prop> of a fleet's element, or its attribute. */
static double value_of_fleet(const struct wf_factor_key *key,
                             const struct wf_fleet_element *element)
{
    double value = NAN;
    if (key->table != wf_site_props)
        return wf_provenance_value(key->row, element);
    for (uint32_t i = 0; i < element->item_count; i++)
        if (!strcmp(element->items[i].name, key->prop) &&
            wf_quantity_parse(element->items[i].value, key->dimension, &value) != WF_QUANTITY_OK)
            value = NAN;
    return value;
}

static double value_of_site(const struct wf_factor_key *key, const struct element *element)
{
    double value = wf_provenance_value(key->row, element->site);
    if (isnan(value) && !strcmp(key->prop, "attribution") && (element->host || element->link))
        return wf_site_attribution(element->site, element->link != NULL);
    return isnan(value) && (element->host || element->link) ? default_of(key->prop) : value;
}

/* The one number of a prop; NaN: none, or several. */
static double value_of(const struct wf_factor_key *key, const struct element *element)
{
    if (element->network)
        return *(const double *)((const char *)element->network + key->row->offset);
    if (element->fleet)
        return value_of_fleet(key, element->fleet);
    if (key->row)
        return value_of_site(key, element);
    if (element->link && !strcmp(key->prop, "bandwidth"))
        return element->link->bandwidth_byte_per_s;
    if (element->host && !strcmp(key->prop, "core"))
        return element->host->core_count;
    return NAN;
}

/* Of an item of a list. */
static double item_of(const struct wf_factor_key *key, const struct element *element)
{
    const struct wf_host_class *host = element->host;
    uint32_t pstate = key->pstate == WF_EVERY_PSTATE ? 0 : key->pstate;
    if (element->link)
        return key->part == WF_FIGURE_BUSY   ? element->link->busy_w
               : key->part == WF_FIGURE_IDLE ? element->link->idle_w
                                             : NAN;
    if (!host || pstate >= host->pstate_count)
        return NAN;
    if (!strcmp(key->prop, "speed"))
        return key->pstate == WF_EVERY_PSTATE && host->pstate_count > 1
                   ? NAN
                   : host->speed_flop_per_s[pstate];
    if (!host->watts)
        return NAN;
    return key->part == WF_FIGURE_IDLE      ? host->watts[pstate].idle_w
           : key->part == WF_FIGURE_EPSILON ? host->watts[pstate].epsilon_w
           : key->part == WF_FIGURE_ALL     ? host->watts[pstate].all_cores_w
                                            : NAN;
}

/* ---- checks ---- */

struct planning {
    struct wf_factors *factors;
    const struct wf_study *study;
    struct wf_diag *diag;
};

static void report(const struct planning *planning, const struct wf_factor *factor, char *why)
{
    wf_diag_error(planning->diag, factor->origin.file, factor->origin.line, "%s '%s': %s",
                  wf_factor_noun(factor), factor->key, why);
    free(why);
}

/* Why an element cannot take what a factor says; NULL: it can. */
static char *explain(const struct wf_factor *factor, const struct element *element, double base)
{
    const struct wf_factor_key *key = &factor->parts;
    const struct wf_host_class *host = element->host;
    char text[32];
    if (key->pstate != WF_EVERY_PSTATE && host && key->pstate >= host->pstate_count)
        return wf_format("host '%s' has no pstate %u; expected 0 to %u", element->name, key->pstate,
                         host->pstate_count - 1);
    if (key->listed && !factor->texts && !factor->times && key->pstate == WF_EVERY_PSTATE && host &&
        host->pstate_count > 1)
        return wf_format("host '%s' has %u pstates; expected which (%s.0), or times", element->name,
                         host->pstate_count, key->prop);
    if (key->listed && ((host && strcmp(key->prop, "speed") && !host->watts) ||
                        (element->link && isnan(element->link->busy_w))))
        return wf_format("'%s' has no watts", element->name);
    if (!factor->times || key->listed)
        return NULL;
    if (isnan(base))
        return wf_format("'%s' has no value to multiply; expected low and high", element->name);
    for (int end = 0; end < 2; end++) {
        double value = base * (end ? factor->shape.high : factor->shape.low);
        if (value >= key->least && value <= key->most)
            continue;
        struct wf_buffer range = {0};
        wf_factor_key_expectation(key, &range);
        char *why = wf_format("%.6g times %s of '%s' is out of range; expected %s",
                              end ? factor->shape.high : factor->shape.low,
                              wf_quantity_text(base, key->dimension, text, sizeof text),
                              element->name, range.text);
        wf_buffer_release(&range);
        return why;
    }
    return NULL;
}

/* A factor's value is that of its elements, where they agree. */
static void note_value(struct wf_factor *factor, double value, bool first)
{
    if (first)
        factor->value = value;
    else if (!(factor->value == value))
        factor->value = NAN;
}

static void report_none(const struct planning *planning, const struct wf_factor *factor)
{
    const char *kind = factor->parts.target, *near = NULL;
    struct element element;
    size_t count = 0;
    for (; element_at(planning->study, kind, (uint32_t)count, &element); count++)
        if (matches(factor, &element)) {
            report(planning, factor,
                   wf_format("%s '%s' gives no %s to multiply; expected low and high", kind,
                             element.name, factor->parts.prop));
            return;
        }
    const char **names = wf_calloc(count + 1, sizeof *names);
    if (strcmp(kind, "network")) {
        for (size_t i = 0; i < count; i++) {
            element_at(planning->study, kind, (uint32_t)i, &element);
            names[i] = element.name ? element.name : "";
        }
        near = count <= GROUPS_MAX ? wf_text_nearest(factor->parts.glob, names, count) : NULL;
    }
    report(planning, factor,
           wf_format("there is no %s '%s'%s", kind, factor->parts.glob, wf_hint(near).text));
    free(names);
}

/* ---- families ---- */

/* Do two elements have the same list of a prop? */
static bool same_list(const char *prop, const struct group *group, const struct element *element)
{
    const struct wf_host_class *a = group->host, *b = element->host;
    if (group->link != element->link && group->link && element->link)
        return group->link->busy_w == element->link->busy_w &&
               group->link->idle_w == element->link->idle_w;
    if (a == b)
        return true;
    if (!a || !b || a->pstate_count != b->pstate_count)
        return false;
    if (!strcmp(prop, "speed"))
        return !memcmp(a->speed_flop_per_s, b->speed_flop_per_s,
                       a->pstate_count * sizeof *a->speed_flop_per_s);
    return !a->watts == !b->watts &&
           (!a->watts || !memcmp(a->watts, b->watts, a->pstate_count * sizeof *a->watts));
}

static bool same_base(const struct family *family, const struct group *group,
                      const struct element *element, double base)
{
    if (family->key->listed)
        return same_list(family->key->prop, group, element);
    return group->base == base || (isnan(group->base) && isnan(base));
}

/* The group of an element that @p met factors of the family meet; NULL: there are too many. */
static struct group *group_of(struct wf_arena *arena, struct family *family,
                              const struct element *element, double base, const size_t *met,
                              size_t met_count)
{
    for (size_t i = family->group_count; i-- > 0;) {
        struct group *group = &family->groups[i];
        if (group->factor_count == met_count &&
            !memcmp(group->factors, met, met_count * sizeof *met) &&
            same_base(family, group, element, base))
            return group;
    }
    if (family->group_count == GROUPS_MAX)
        return NULL;
    family->groups = grown(arena, family->groups, family->group_count, sizeof *family->groups);
    struct group *group = &family->groups[family->group_count++];
    *group = (struct group){.factors = wf_arena_alloc(arena, met_count * sizeof *met),
                            .factor_count = met_count,
                            .base = base,
                            .host = element->host,
                            .link = element->link};
    memcpy(group->factors, met, met_count * sizeof *met);
    return group;
}

/* Hosts of a cluster are named by its id. A network's name is made anew where it is written. */
static void add_name(struct wf_arena *arena, struct group *group, const struct element *element)
{
    const char *name = element->group ? element->group : element->name;
    group->met++;
    if (element->network || (group->count && group->names[group->count - 1] == name) ||
        group->count > NAMES_MAX)
        return;
    group->names = grown(arena, group->names, group->count, sizeof *group->names);
    group->names[group->count++] = name;
}

/* Meet one element. @return false: there are too many kinds */
static bool meet(const struct planning *planning, struct family *family,
                 const struct element *element, size_t *met)
{
    struct wf_arena *arena = &planning->factors->arena;
    size_t count = 0;
    double base = family->key->listed ? NAN : value_of(family->key, element);
    for (size_t i = 0; i < family->factor_count; i++) {
        struct wf_factor *factor = &planning->factors->items[family->factors[i]];
        if (!matches(factor, element))
            continue;
        double value = family->key->listed ? item_of(&factor->parts, element) : base;
        if (element->site && !element->host && !element->link && isnan(value) && factor->times)
            continue; /* a zone that does not give it */
        note_value(factor, value, family->met[i]++ == 0);
        char *why = explain(factor, element, value);
        if (why)
            report(planning, factor, why);
        met[count++] = family->factors[i];
    }
    if (!count || family->whole)
        return true;
    struct group *group = group_of(arena, family, element, base, met, count);
    if (group)
        add_name(arena, group, element);
    return group;
}

/* Which factors name it by a glob that matches the group and no others? */
static const struct wf_factor *exact_of(const struct wf_factors *factors,
                                        const struct family *family, const struct group *group)
{
    for (size_t i = 0; i < family->factor_count; i++)
        for (size_t j = 0; j < group->factor_count; j++)
            if (group->factors[j] == family->factors[i] && family->met[i] == group->met &&
                !strchr(factors->items[family->factors[i]].parts.glob, '|'))
                return &factors->items[family->factors[i]];
    return NULL;
}

static void gather(const struct planning *planning, struct family *family)
{
    const char *kind = family->key->target;
    struct element element;
    bool well = true;
    size_t *met = wf_calloc(family->factor_count, sizeof *met);
    family->met =
        wf_arena_alloc(&planning->factors->arena, family->factor_count * sizeof *family->met);
    for (uint32_t i = 0; well && element_at(planning->study, kind, i, &element); i++)
        well = meet(planning, family, &element, met);
    free(met);
    const struct wf_factor *first = &planning->factors->items[family->factors[0]];
    for (size_t i = 0; well && i < family->group_count; i++) {
        const struct group *group = &family->groups[i];
        bool network = !strcmp(kind, "network");
        well =
            exact_of(planning->factors, family, group) || (!network && group->count <= NAMES_MAX);
        if (!well && network)
            report(planning, first,
                   wf_format("its networks differ in '%s'; name one of them", first->parts.prop));
    }
    if (!well && strcmp(kind, "network"))
        report(planning, first,
               wf_format("its %ss differ too much to be set one by one (%d kinds at most)%s", kind,
                         GROUPS_MAX,
                         planning->study->inputs->fleet
                             ? "; of a fleet, class.GLOB.speed_factor and watts_factor multiply"
                             : ""));
    for (size_t i = 0; well && i < family->factor_count; i++)
        if (!family->met[i])
            report_none(planning, &planning->factors->items[family->factors[i]]);
}

static bool same_prop(const struct wf_factor_key *a, const struct wf_factor_key *b)
{
    return !strcmp(a->target, b->target) && !strcmp(a->prop, b->prop);
}

/* Is the text of a factor written as it stands? */
static bool is_verbatim(const struct wf_factor *factor)
{
    const struct wf_factor_key *key = &factor->parts;
    if (factor->times)
        return false;
    if (key->glob && strchr(key->glob, '|')) /* which --set does not know */
        return false;
    return !key->listed ||
           (factor->texts && key->pstate == WF_EVERY_PSTATE && key->part == WF_FIGURE_WHOLE);
}

static struct family *family_of(struct wf_arena *arena, struct wf_factor_plan *plan,
                                const struct wf_factor_key *key)
{
    for (size_t i = 0; i < plan->count; i++)
        if (same_prop(plan->families[i].key, key))
            return &plan->families[i];
    plan->families = grown(arena, plan->families, plan->count, sizeof *plan->families);
    plan->families[plan->count] = (struct family){.key = key, .whole = true};
    return &plan->families[plan->count++];
}

void wf_factor_plan_make(struct wf_factors *factors, const struct wf_study *study,
                         struct wf_diag *diag)
{
    const struct planning planning = {factors, study, diag};
    struct wf_arena *arena = &factors->arena;
    struct wf_factor_plan *plan = factors->plan = wf_arena_alloc(arena, sizeof *plan);
    for (size_t i = 0; i < factors->count; i++) {
        const struct wf_factor *factor = &factors->items[i];
        if (!factor->parts.glob)
            continue;
        struct family *family = family_of(arena, plan, &factor->parts);
        family->factors =
            grown(arena, family->factors, family->factor_count, sizeof *family->factors);
        family->factors[family->factor_count++] = i;
        family->whole &= is_verbatim(factor);
    }
    for (size_t i = 0; i < plan->count; i++)
        gather(&planning, &plan->families[i]);
}

/* ---- overrides ---- */

struct writing {
    const struct wf_factors *factors;
    const double *values;
    struct wf_overrides *overrides;
    struct wf_err *err;
};

static int add(const struct writing *writing, const char *key, const char *text)
{
    char *whole = wf_format("%s=%s", key, text);
    int status = wf_overrides_add(writing->overrides, whole, writing->err);
    free(whole);
    return status;
}

/* One number, after a factor. */
static double changed(const struct wf_factor *factor, double value, double before)
{
    double number = wf_factor_number(factor, value);
    return factor->times ? before * number : number;
}

static void change_watts(const struct wf_factor *factor, double value, struct wf_watts *watts)
{
    enum wf_figure_part part = factor->parts.part;
    bool follows = watts->epsilon_w == watts->idle_w;
    if (part == WF_FIGURE_IDLE || part == WF_FIGURE_WHOLE)
        watts->idle_w = changed(factor, value, watts->idle_w);
    if (part == WF_FIGURE_EPSILON || part == WF_FIGURE_WHOLE)
        watts->epsilon_w = changed(factor, value, watts->epsilon_w);
    if (part == WF_FIGURE_IDLE && follows)
        watts->epsilon_w = watts->idle_w;
    if (part == WF_FIGURE_ALL || part == WF_FIGURE_WHOLE)
        watts->all_cores_w = changed(factor, value, watts->all_cores_w);
}

/* The item of pstate @p i. */
static void put_item(const struct writing *writing, const struct family *family,
                     const struct group *group, uint32_t i, struct wf_buffer *out)
{
    bool speed = !strcmp(family->key->prop, "speed");
    double number = speed ? group->host->speed_flop_per_s[i] : 0;
    struct wf_watts watts = speed ? (struct wf_watts){0} : group->host->watts[i];
    char a[32], b[32], c[32];
    for (size_t j = 0; j < group->factor_count; j++) {
        const struct wf_factor *factor = &writing->factors->items[group->factors[j]];
        double value = writing->values[group->factors[j]];
        if (factor->parts.pstate != WF_EVERY_PSTATE && factor->parts.pstate != i)
            continue;
        if (speed)
            number = changed(factor, value, number);
        else
            change_watts(factor, value, &watts);
    }
    wf_buffer_printf(out, "%s", i ? "," : "");
    if (speed)
        wf_buffer_printf(out, "%sf", wf_number_text(number, a, sizeof a));
    else
        wf_buffer_printf(out, "%s:%s:%s", wf_number_text(watts.idle_w, a, sizeof a),
                         wf_number_text(watts.epsilon_w, b, sizeof b),
                         wf_number_text(watts.all_cores_w, c, sizeof c));
}

static void put_range(const struct writing *writing, const struct group *group,
                      struct wf_buffer *out)
{
    double idle = group->link->idle_w, busy = group->link->busy_w;
    char a[32], b[32];
    for (size_t j = 0; j < group->factor_count; j++) {
        const struct wf_factor *factor = &writing->factors->items[group->factors[j]];
        double value = writing->values[group->factors[j]];
        if (factor->parts.part != WF_FIGURE_BUSY)
            idle = changed(factor, value, idle);
        if (factor->parts.part != WF_FIGURE_IDLE)
            busy = changed(factor, value, busy);
    }
    wf_buffer_printf(out, "%s:%s", wf_number_text(idle, a, sizeof a),
                     wf_number_text(busy, b, sizeof b));
}

/* What a group is set to. Caller frees. */
static char *text_of(const struct writing *writing, const struct family *family,
                     const struct group *group)
{
    struct wf_buffer out = {0};
    size_t last = group->factors[group->factor_count - 1];
    const struct wf_factor *verbatim = &writing->factors->items[last];
    if (is_verbatim(verbatim) && (family->key->listed || verbatim->texts))
        return wf_factor_text(verbatim, writing->values[last]);
    if (group->link && family->key->listed) {
        put_range(writing, group, &out);
        return out.text;
    }
    if (family->key->listed) {
        for (uint32_t i = 0; i < group->host->pstate_count; i++)
            put_item(writing, family, group, i, &out);
        return out.text;
    }
    double number = group->base;
    for (size_t j = 0; j < group->factor_count; j++)
        number = changed(&writing->factors->items[group->factors[j]],
                         writing->values[group->factors[j]], number);
    return wf_factor_key_number(family->key, number);
}

static int write_group(const struct writing *writing, const struct family *family,
                       const struct group *group)
{
    const struct wf_factor *exact = exact_of(writing->factors, family, group);
    char *text = text_of(writing, family, group);
    int status = 0;
    for (size_t i = 0; status == 0 && i < (exact ? 1 : group->count); i++) {
        char *key =
            wf_factor_key_text(family->key, NULL, exact ? exact->parts.glob : group->names[i]);
        status = add(writing, key, text);
        free(key);
    }
    free(text);
    return status;
}

/* A factor of one value: of a role, the workload, or of elements that all get the same. */
static int write_factor(const struct writing *writing, size_t i)
{
    const struct wf_factor *factor = &writing->factors->items[i];
    double value = writing->values[i];
    char *key = wf_factor_key_text(&factor->parts, NULL, NULL);
    char *text = factor->texts
                     ? wf_factor_text(factor, value)
                     : wf_factor_key_number(&factor->parts, changed(factor, value, factor->value));
    int status = add(writing, key, text);
    free(text);
    free(key);
    return status;
}

int wf_factors_overrides(const struct wf_factors *factors, const double *values,
                         struct wf_overrides *overrides, struct wf_err *err)
{
    const struct writing writing = {factors, values, overrides, err};
    const struct wf_factor_plan *plan = factors->plan;
    int status = 0;
    for (size_t i = 0; status == 0 && i < factors->count; i++)
        if (!factors->items[i].parts.glob && !factors->items[i].parts.seed)
            status = write_factor(&writing, i);
    for (size_t i = 0; status == 0 && i < plan->count; i++) {
        const struct family *family = &plan->families[i];
        for (size_t j = 0; status == 0 && family->whole && j < family->factor_count; j++)
            status = write_factor(&writing, family->factors[j]);
        for (size_t j = 0; status == 0 && j < family->group_count; j++)
            status = write_group(&writing, family, &family->groups[j]);
    }
    return status;
}
