#include "sweep/factor_key.h"
#include "fleet/build.h"
#include "platform/attribute.h"
#include "platform/site.h"
#include "scenario/role.h"
#include "workload/workload.h"
#include <ctype.h>
#include <fnmatch.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- targets ---- */

enum target_kind { OF_ROLE, OF_WORKLOAD, OF_PLATFORM, OF_NETWORK, OF_FLEET, OF_ELEMENT };

struct target {
    const char *name;
    enum target_kind kind;
    bool glob;
    const struct wf_prop *table;
    unsigned places; /* of the table; 0: all of it */
};

static const struct target platform_targets[] = {
    {"workload", OF_WORKLOAD, false, wf_workload_props, 0},
    {"host", OF_PLATFORM, true, wf_site_props, WF_ON_HOST},
    {"link", OF_PLATFORM, true, wf_site_props, WF_ON_LINK | WF_LINK_INHERITS},
    {"zone", OF_PLATFORM, true, wf_site_props, WF_ON_ZONE},
    {"network", OF_NETWORK, true, wf_network_figures, 0},
    {"fleet", OF_FLEET, false, wf_fleet_props, 0},
};
enum {
    PLATFORM_TARGETS = sizeof platform_targets / sizeof *platform_targets,
    TARGETS = PLATFORM_TARGETS + WF_ROLE_COUNT + WF_FLEET_KINDS
};

static struct target target_at(size_t i)
{
    if (i < PLATFORM_TARGETS)
        return platform_targets[i];
    i -= PLATFORM_TARGETS;
    if (i < WF_ROLE_COUNT)
        return (struct target){wf_roles[i].name, OF_ROLE, false, wf_roles[i].props, 0};
    const struct wf_fleet_kind_row *kind = &wf_fleet_kinds[i - WF_ROLE_COUNT];
    return (struct target){kind->tag, OF_ELEMENT, true, kind->table, 0};
}

static bool find_target(const char *name, struct target *target)
{
    for (size_t i = 0; i < TARGETS; i++) {
        *target = target_at(i);
        if (!strcmp(target->name, name))
            return true;
    }
    return false;
}

static char *explain_target(const char *name)
{
    const char *names[TARGETS];
    for (size_t i = 0; i < TARGETS; i++)
        names[i] = target_at(i).name;
    return wf_format("there is no '%s' to set%s", name,
                     wf_hint(wf_text_nearest(name, names, TARGETS)).text);
}

/* ---- what SimGrid reads ---- */

struct attribute {
    const char *name, *targets; /* of which targets, with blanks around each */
    enum wf_dimension dimension;
    bool unitless, whole;
    double least, most;
    unsigned parts; /* set of enum wf_figure_part of a list */
};
#define PARTS(a, b) (1u << WF_FIGURE_##a | 1u << WF_FIGURE_##b)
static const struct attribute attributes[] = {
    {"speed", " host ", WF_DIM_SPEED, false, false, WF_POSITIVE, 1e30, 0},
    {"core", " host ", WF_DIM_COUNT, false, true, 1, 1e6, 0},
    {"wattage_per_state", " host ", WF_DIM_POWER, true, false, 0, 1e9,
     PARTS(IDLE, ALL) | 1u << WF_FIGURE_EPSILON},
    {"wattage_off", " host ", WF_DIM_POWER, true, false, 0, 1e9, 0},
    {"bandwidth", " link ", WF_DIM_BANDWIDTH, false, false, WF_POSITIVE, 1e18, 0},
    {"latency", " link ", WF_DIM_TIME, false, false, 0, 1e6, 0},
    {"wattage_range", " link ", WF_DIM_POWER, true, false, 0, 1e9, PARTS(IDLE, BUSY)},
    /* of <cluster>, <cabinet> and <peer> */
    {"bw", " host ", WF_DIM_BANDWIDTH, false, false, WF_POSITIVE, 1e18, 0},
    {"lat", " host ", WF_DIM_TIME, false, false, 0, 1e6, 0},
    {"bb_bw", " host ", WF_DIM_BANDWIDTH, false, false, WF_POSITIVE, 1e18, 0},
    {"bb_lat", " host ", WF_DIM_TIME, false, false, 0, 1e6, 0},
    {"bw_in", " host ", WF_DIM_BANDWIDTH, false, false, WF_POSITIVE, 1e18, 0},
    {"bw_out", " host ", WF_DIM_BANDWIDTH, false, false, WF_POSITIVE, 1e18, 0},
};
enum { ATTRIBUTES = sizeof attributes / sizeof *attributes };

static const struct attribute *find_attribute(const struct target *target, const char *name)
{
    char word[16];
    snprintf(word, sizeof word, " %s ", target->name);
    for (size_t i = 0; target->kind == OF_PLATFORM && i < ATTRIBUTES; i++)
        if (!strcmp(attributes[i].name, name) && strstr(attributes[i].targets, word))
            return &attributes[i];
    return NULL;
}

static void take_attribute(struct wf_factor_key *key, const struct attribute *attribute)
{
    key->prop = attribute->name;
    key->dimension = attribute->dimension;
    key->unitless = attribute->unitless;
    key->whole = attribute->whole;
    key->least = attribute->least;
    key->most = attribute->most;
    key->number = true;
    key->listed = attribute->parts || !strcmp(attribute->name, "speed");
}

/* ---- rows of tables ---- */

static bool take_row(struct wf_factor_key *key, const struct wf_prop *table, unsigned places,
                     const char *name)
{
    int row = wf_props_find(table, name, places);
    if (row < 0)
        return false;
    const struct wf_prop *prop = &table[row];
    key->table = table;
    key->row = prop;
    key->prop = prop->name;
    key->dimension = prop->kind == WF_PROP_COUNT ? WF_DIM_COUNT : prop->dimension;
    key->whole = key->dimension == WF_DIM_COUNT;
    key->least = prop->min;
    key->most = prop->max;
    key->number = prop->kind == WF_PROP_QUANTITY || prop->kind == WF_PROP_COUNT ||
                  prop->kind == WF_PROP_DISTRIBUTION || prop->kind == WF_PROP_SERIES;
    return true;
}

/* A name that @p target has, as it stands. */
static bool take_name(struct wf_factor_key *key, const struct target *target, const char *name)
{
    const struct attribute *attribute = find_attribute(target, name);
    if (attribute)
        take_attribute(key, attribute);
    return attribute || take_row(key, target->table, target->places, name) ||
           (target->kind == OF_ELEMENT &&
            take_row(key, wf_site_props, WF_ON_HOST | WF_ON_LINK | WF_ON_ZONE, name));
}

static char *explain_prop(const struct target *target, const char *name)
{
    const char *names[64 + ATTRIBUTES];
    size_t count = 0;
    for (const struct wf_prop *row = target->table; row->name && count < 64; row++)
        if (!target->places || row->places & target->places)
            names[count++] = row->name;
    for (size_t i = 0; i < ATTRIBUTES; i++)
        if (find_attribute(target, attributes[i].name))
            names[count++] = attributes[i].name;
    const char *near = wf_text_nearest(name, names, count);
    if (!near && target->kind == OF_ELEMENT)
        near = wf_props_nearest(wf_site_props, name, 0);
    return wf_format("%s prop '%s' is unknown%s", target->name, name, wf_hint(near).text);
}

/* ---- the key ---- */

static bool is_number(const char *text)
{
    return *text && strlen(text) < 6 && !text[strspn(text, "0123456789")];
}

static enum wf_figure_part part_of(const char *name)
{
    for (int part = WF_FIGURE_WHOLE + 1; part < WF_FIGURE_PARTS; part++)
        if (!strcmp(wf_figure_part_name((enum wf_figure_part)part), name))
            return (enum wf_figure_part)part;
    return WF_FIGURE_WHOLE;
}

/* Cut the last word, behind a '.', off @p text. @return it, or NULL: there is no other before it */
static char *cut_last(char *text)
{
    char *dot = strrchr(text, '.');
    if (!dot)
        return NULL;
    *dot = '\0';
    return dot + 1;
}

/* [.PSTATE][.PART] behind the name, of which @p rest ends. What is no such place stays. */
static char *cut_places(struct wf_factor_key *key, char *rest)
{
    const char *dot = strrchr(rest, '.');
    enum wf_figure_part part = dot ? part_of(dot + 1) : WF_FIGURE_WHOLE;
    char *name = wf_strdup(rest);
    if (part != WF_FIGURE_WHOLE) {
        cut_last(name);
        dot = strrchr(name, '.');
    }
    bool pstate = dot && is_number(dot + 1);
    uint32_t number = pstate ? (uint32_t)strtoul(dot + 1, NULL, 10) : WF_EVERY_PSTATE;
    if (pstate)
        cut_last(name);
    dot = strrchr(name, '.');
    bool has_places = dot && (wf_figure_has_pstates(dot + 1) || !strcmp(dot + 1, "wattage_range"));
    if (has_places) {
        key->part = part;
        key->pstate = number;
        strcpy(rest, name);
    }
    free(name);
    return rest;
}

/* Do pstate and part fit what they stand behind? */
static char *check_places(const struct wf_factor_key *key, const struct attribute *attribute)
{
    if (key->part == WF_FIGURE_WHOLE && key->pstate == WF_EVERY_PSTATE)
        return NULL;
    const char *part = wf_figure_part_name(key->part);
    if (!attribute || (key->part != WF_FIGURE_WHOLE && !(attribute->parts & 1u << key->part)))
        return wf_format("'%s' has no part '%s'", key->prop,
                         key->part == WF_FIGURE_WHOLE ? "pstate" : part);
    if (key->pstate != WF_EVERY_PSTATE && !wf_figure_has_pstates(key->prop))
        return wf_format("'%s' has no pstates", key->prop);
    if (key->part != WF_FIGURE_WHOLE && wf_figure_has_pstates(key->prop) &&
        key->pstate == WF_EVERY_PSTATE)
        return wf_format("'%s.%s': expected %s.PSTATE.%s", key->prop, part, key->prop, part);
    return NULL;
}

/* GLOB.PROP[.PSTATE[.PART]] of a target with many elements. */
static char *read_element(struct wf_factor_key *key, const struct target *target, const char *text)
{
    char *rest = wf_strdup(text), *why = NULL;
    if (target->kind == OF_PLATFORM)
        cut_places(key, rest);
    char *name = cut_last(rest);
    if (!name || !*name || !*rest)
        why = wf_format("expected %s.GLOB.PROP", target->name);
    else if (!take_name(key, target, name))
        why = explain_prop(target, name);
    else
        why = check_places(key, find_attribute(target, name));
    if (!why)
        key->glob = wf_strdup(rest);
    free(rest);
    return why;
}

/* A prop of whoever leads: found in the first table that has it. */
static char *read_leading(struct wf_factor_key *key, const char *name)
{
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        if (wf_roles[role].traits & WF_LEADS && take_row(key, wf_roles[role].props, 0, name))
            return NULL;
    return wf_format("expected TARGET.PROP (e.g. server.rounds, host.phone-*.attribution), "
                     "or a prop of those who lead a training%s",
                     wf_hint(wf_props_nearest(wf_roles[WF_SERVER].props, name, 0)).text);
}

char *wf_factor_key_read(const char *text, struct wf_factor_key *key)
{
    *key = (struct wf_factor_key){.pstate = WF_EVERY_PSTATE};
    const char *colon = strchr(text, ':'), *dot = strchr(text, '.');
    if (colon && (!dot || colon < dot)) { /* names of hosts stand behind a dot */
        key->label = wf_format("%.*s", (int)(colon - text), text);
        text = colon + 1;
        dot = strchr(text, '.');
    }
    if (!strcmp(text, "seed")) {
        key->seed = key->number = key->whole = true;
        key->prop = "seed";
        key->dimension = WF_DIM_COUNT;
        key->most = WF_MANY;
        return key->label ? wf_format("the seed is that of all deployments; expected the key "
                                      "without '%s:'",
                                      key->label)
                          : NULL;
    }
    if (!dot)
        return read_leading(key, text);
    struct target target;
    key->target = wf_format("%.*s", (int)(dot - text), text);
    if (!find_target(key->target, &target))
        return explain_target(key->target);
    if (key->label && target.kind != OF_ROLE && target.kind != OF_WORKLOAD)
        return wf_format("the platform is that of all deployments; expected the key without '%s:'",
                         key->label);
    if (target.glob)
        return read_element(key, &target, dot + 1);
    return take_name(key, &target, dot + 1) ? NULL : explain_prop(&target, dot + 1);
}

bool wf_factor_key_has_target(const char *text)
{
    struct target target;
    const char *dot = strchr(text, '.'), *colon = strchr(text, ':');
    if (colon && colon < dot)
        text = colon + 1;
    char *word = wf_format("%.*s", (int)strcspn(text, "."), text);
    bool has = dot && find_target(word, &target);
    free(word);
    return has;
}

void wf_factor_key_release(struct wf_factor_key *key)
{
    free(key->label);
    free(key->target);
    free(key->glob);
    *key = (struct wf_factor_key){0};
}

char *wf_factor_key_text(const struct wf_factor_key *key, const char *target, const char *glob)
{
    const char *own = key->target ? key->target : target;
    const char *of = glob ? glob : key->glob;
    return wf_format("%s%s%s%s%s%s%s", key->label ? key->label : "", key->label ? ":" : "",
                     own ? own : "", own ? "." : "", of ? of : "", of ? "." : "", key->prop);
}

bool wf_factor_glob_matches(const char *globs, const char *name)
{
    for (const char *from = globs; from;) {
        size_t length = strcspn(from, "|");
        char *glob = wf_format("%.*s", (int)length, from);
        bool matches = fnmatch(glob, name, 0) == 0;
        free(glob);
        if (matches)
            return true;
        from = from[length] ? from + length + 1 : NULL;
    }
    return false;
}

bool wf_factor_key_is_common(const struct wf_factor_key *key)
{
    return key->glob || key->seed || (key->target && !strcmp(key->target, "fleet"));
}

/* ---- values ---- */

void wf_factor_key_expectation(const struct wf_factor_key *key, struct wf_buffer *out)
{
    const struct wf_prop row = {.name = key->prop,
                                .kind = WF_PROP_QUANTITY,
                                .dimension = key->dimension,
                                .min = key->least,
                                .max = key->most};
    wf_props_expectation(key->row && !key->number ? key->row : &row, out);
}

char *wf_factor_key_value(const struct wf_factor_key *key, const char *text, double *value)
{
    enum wf_quantity_status status = wf_quantity_parse(text, key->dimension, value);
    if (status == WF_QUANTITY_NO_UNIT && key->unitless)
        status = wf_quantity_parse(text, WF_DIM_NUMBER, value);
    if (status != WF_QUANTITY_OK)
        return wf_quantity_explain(text, key->dimension, status);
    if (*value >= key->least && *value <= key->most)
        return NULL;
    struct wf_buffer range = {0};
    wf_factor_key_expectation(key, &range);
    char *why = wf_format("'%s' is out of range; expected %s", text, range.text);
    wf_buffer_release(&range);
    return why;
}

/* What the row of a table says of a text that is no number. */
static char *check_by_row(const struct wf_factor_key *key, const char *text)
{
    size_t size = key->row->offset + wf_prop_size(key->row);
    void *values = wf_calloc(1, size);
    struct wf_arena arena;
    struct wf_diag diag;
    char *why = NULL;
    wf_arena_init(&arena);
    wf_diag_init(&diag);
    wf_props_set(key->table, (int)(key->row - key->table), values, text, (struct wf_origin){"", 0},
                 &arena, "", &diag);
    if (diag.count) { /* " prop 'NAME': why" */
        const char *colon = strchr(diag.entries[0].text, ':');
        why = wf_strdup(colon ? colon + 2 : diag.entries[0].text);
    }
    wf_diag_release(&diag);
    wf_arena_release(&arena);
    free(values);
    return why;
}

/* All of a list of speeds or watts. */
static char *check_list(const struct wf_factor_key *key, const char *text)
{
    if (!strcmp(key->prop, "speed"))
        return wf_attribute_check(WF_AS_SPEEDS, NULL, text);
    for (const char *item = text; item;) {
        double values[3];
        size_t length = strcspn(item, ",");
        size_t count = wf_attribute_watts(item, length, values, 3);
        if (count < 2 || (!strcmp(key->prop, "wattage_range") && count != 2))
            return wf_format("'%.*s' is no list of watts; expected %s", (int)length, item,
                             strcmp(key->prop, "wattage_range") ? "IDLE:ALL or IDLE:EPSILON:ALL"
                                                                : "IDLE:BUSY");
        item = item[length] ? item + length + 1 : NULL;
    }
    return NULL;
}

char *wf_factor_key_item(const struct wf_factor_key *key, const char *text, double *value)
{
    *value = NAN;
    if (key->listed && key->pstate == WF_EVERY_PSTATE && key->part == WF_FIGURE_WHOLE)
        return check_list(key, text);
    bool begins = isdigit((unsigned char)*text) || *text == '-' || *text == '.' || *text == '+';
    if (!key->row || (key->number && begins))
        return wf_factor_key_value(key, text, value);
    return check_by_row(key, text);
}

char *wf_factor_key_number(const struct wf_factor_key *key, double value)
{
    char number[32];
    const char *unit = wf_dimension_unit(key->dimension);
    wf_number_text(key->whole ? round(value) : value, number, sizeof number);
    if (key->row) /* ours */
        return wf_format("%s%s%s", number, *unit ? " " : "", unit);
    /* SimGrid's: its own unit, without a blank */
    unit = key->unitless || key->whole          ? ""
           : key->dimension == WF_DIM_SPEED     ? "f"
           : key->dimension == WF_DIM_BANDWIDTH ? "Bps"
                                                : "s";
    return wf_format("%s%s", number, unit);
}
