#include "fleet/hardware.h"
#include "platform/device.h"
#include "platform/host_class.h"
#include "platform/platform_reader.h"
#include "platform/schema.h"
#include "platform/site_prop.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- catalogues, each read once ---- */

struct catalogue {
    char *path;
    struct wf_platform platform;
    bool readable;
    struct catalogue *next;
};

struct wf_fleet_catalogues {
    struct catalogue *first;
};

struct wf_fleet_catalogues *wf_fleet_catalogues_new(void)
{
    return wf_calloc(1, sizeof(struct wf_fleet_catalogues));
}

void wf_fleet_catalogues_free(struct wf_fleet_catalogues *catalogues)
{
    for (struct catalogue *one = catalogues->first, *next; one; one = next) {
        next = one->next;
        wf_platform_release(&one->platform);
        free(one->path);
        free(one);
    }
    free(catalogues);
}

/* What is at hand: an element whose hosts get speed, watts and props. */
struct hardware {
    struct wf_fleet_build *build;
    enum wf_fleet_kind kind;
    struct wf_fleet_class *class;
    uint32_t *pstates; /* of the device, that are taken */
    bool wrong;
};

static void report(struct hardware *hardware, uint32_t line, const char *format, ...)
    WF_PRINTF(3, 4);
static void report(struct hardware *hardware, uint32_t line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = wf_vformat(format, arguments);
    va_end(arguments);
    const struct wf_fleet_element *element = &hardware->class->element;
    wf_diag_error(hardware->build->diag, line ? hardware->build->fleet->path : "--set", line,
                  "%s %s", wf_fleet_context(hardware->kind, element).text, text);
    free(text);
    hardware->wrong = true;
}

static struct catalogue *open_catalogue(struct hardware *hardware,
                                        struct wf_fleet_catalogues *catalogues, const char *path)
{
    for (struct catalogue *one = catalogues->first; one; one = one->next)
        if (!strcmp(one->path, path))
            return one;
    struct catalogue *one = wf_calloc(1, sizeof *one);
    struct wf_err err = {0};
    struct wf_diag mistakes;
    wf_diag_init(&mistakes);
    one->path = wf_strdup(path);
    one->readable =
        wf_platform_load(path, &one->platform, &mistakes, &err) >= 0 && mistakes.error_count == 0;
    if (!one->readable && mistakes.error_count)
        report(hardware, hardware->class->element.line,
               "attribute 'device': the catalogue '%s' has %zu mistake%s: see 'wattfleet check %s'",
               path, mistakes.error_count, wf_plural(mistakes.error_count), path);
    else if (!one->readable)
        report(hardware, hardware->class->element.line, "attribute 'device': %s", err.text);
    wf_diag_release(&mistakes);
    one->next = catalogues->first;
    catalogues->first = one;
    return one;
}

static const struct wf_host *find_entry(struct hardware *hardware,
                                        struct wf_fleet_catalogues *catalogues)
{
    const struct wf_fleet_class *class = hardware->class;
    uint32_t line = class->element.line;
    const char *hash = strchr(class->device, '#');
    if (!hash || hash == class->device || !hash[1]) {
        report(hardware, line,
               "attribute 'device': '%s' names no entry of a catalogue; expected FILE#ID (e.g. "
               "'devices.xml#agx-xavier')",
               class->device);
        return NULL;
    }
    char *name = wf_format("%.*s", (int)(hash - class->device), class->device);
    char *path = wf_text_beside(hardware->build->fleet->path, name);
    struct catalogue *catalogue = open_catalogue(hardware, catalogues, path);
    free(name);
    free(path);
    hardware->wrong |= !catalogue->readable;
    if (!catalogue->readable)
        return NULL;
    uint32_t index = wf_platform_host(&catalogue->platform, hash + 1);
    if (index != WF_MAP_NONE)
        return &catalogue->platform.hosts[index];
    report(hardware, line, "attribute 'device': '%s' is not an entry of '%s'%s", hash + 1,
           catalogue->path, wf_hint(wf_platform_nearest_host(&catalogue->platform, hash + 1)).text);
    return NULL;
}

/* ---- from an entry ---- */

static uint32_t pstate_named(const struct wf_host_class *entry, const char *workload)
{
    for (uint32_t i = 0; i < entry->pstate_count; i++) {
        char *name = wf_device_workload(entry, i);
        bool same = name && !strcmp(name, workload);
        free(name);
        if (same)
            return i;
    }
    return entry->pstate_count;
}

/* Which pstates of the entry are taken: those whose workloads are named, or all. */
static void choose_pstates(struct hardware *hardware, const struct wf_host_class *entry)
{
    const struct wf_fleet_item *item = wf_fleet_item(&hardware->class->element, "workloads");
    uint32_t count = 0, most = entry->pstate_count;
    for (const char *c = item ? item->value : ""; *c; c++)
        most += *c == ',' || *c == ' ';
    hardware->pstates = wf_calloc(most + 1, sizeof *hardware->pstates);
    char word[128];
    for (const char *cursor = item ? item->value : NULL;
         cursor && wf_text_next_item(&cursor, word, sizeof word);) {
        uint32_t pstate = pstate_named(entry, word);
        if (pstate == entry->pstate_count)
            report(hardware, item->line,
                   "prop 'workloads': the device has no pstate of '%s'; it has '%s'", word,
                   entry->site->workloads ? entry->site->workloads : "");
        else
            hardware->pstates[count++] = pstate;
    }
    for (uint32_t i = 0; !item && i < entry->pstate_count; i++)
        hardware->pstates[count++] = i;
    hardware->class->pstate_count = count;
}

static void take_figures(struct hardware *hardware, const struct wf_host_class *entry)
{
    struct wf_fleet_class *class = hardware->class;
    struct wf_arena *arena = &hardware->build->fleet->arena;
    double *speeds = wf_arena_alloc(arena, (class->pstate_count + 1) * sizeof *speeds);
    struct wf_watts *watts =
        entry->watts ? wf_arena_alloc(arena, (class->pstate_count + 1) * sizeof *watts) : NULL;
    for (uint32_t i = 0; i < class->pstate_count; i++) {
        speeds[i] = entry->speed_flop_per_s[hardware->pstates[i]];
        if (watts)
            watts[i] = entry->watts[hardware->pstates[i]];
    }
    class->speed_flop_per_s = speeds;
    class->watts = watts;
    if (class->cores == WF_COUNT_UNSET)
        class->cores = entry->core_count;
}

/* Number among those taken of the entry's pstate, or WF_COUNT_UNSET. */
static uint64_t renumbered(const struct hardware *hardware, uint64_t pstate)
{
    for (uint32_t i = 0; i < hardware->class->pstate_count; i++)
        if (hardware->pstates[i] == pstate)
            return i;
    return WF_COUNT_UNSET;
}

/* Rows of an entry that are not passed on: facts of the catalogue, and what is made anew. */
static bool stays_behind(const struct wf_prop *row)
{
    return row->places & WF_IN_CATALOGUE || row->kind == WF_PROP_PROVENANCE ||
           !strcmp(row->name, "device") || !strcmp(row->name, "fit") || (row->places & WF_SET_ONLY);
}

static void take_prop(struct hardware *hardware, const struct wf_prop *row,
                      const struct wf_site *site)
{
    struct wf_fleet_element *element = &hardware->class->element;
    struct wf_buffer text = {0};
    if (row->kind == WF_PROP_COUNT) { /* a number of a pstate */
        uint64_t pstate =
            renumbered(hardware, *(const uint64_t *)((const char *)site + row->offset));
        if (pstate != WF_COUNT_UNSET)
            wf_buffer_printf(&text, "%llu", (unsigned long long)pstate);
    } else {
        wf_props_text(row, site, &text);
    }
    if (text.length)
        wf_fleet_put(hardware->build, element,
                     (struct wf_fleet_item){row->name, text.text, element->line, true});
    wf_buffer_release(&text);
}

static char *key_of(const struct wf_provenance_entry *entry, uint32_t pstate)
{
    const char *part = wf_figure_part_name((enum wf_figure_part)entry->part);
    char number[16] = "";
    if (pstate != WF_EVERY_PSTATE)
        snprintf(number, sizeof number, ".%u", pstate);
    return wf_format("%s%s%s%s", entry->prop, number, *part ? "." : "", part);
}

static void replace(char **list, const char *key, const char *word)
{
    char *changed = wf_provenance_with(*list, key, word);
    free(*list);
    *list = changed;
}

/* What a list says goes into @p list. @p entry_list: of a device, whose pstates have other numbers,
 * and of whose props some were given anew. */
static void take_words(struct hardware *hardware, const struct wf_provenance_list *from,
                       bool entry_list, char **list)
{
    for (size_t i = 0; from && i < from->count; i++) {
        const struct wf_provenance_entry *entry = &from->entries[i];
        uint64_t pstate = entry->pstate;
        if (entry_list && entry->pstate != WF_EVERY_PSTATE)
            pstate = renumbered(hardware, entry->pstate);
        if (pstate == WF_COUNT_UNSET)
            continue;
        char *key = key_of(entry, entry->pstate), *to = key_of(entry, (uint32_t)pstate);
        char *word = wf_provenance_text(from->text, key);
        if (word)
            replace(list, to, word);
        free(key);
        free(to);
        free(word);
    }
}

static void take_entry(struct hardware *hardware, const struct wf_host *host, char **list)
{
    const struct wf_host_class *entry = host->class;
    struct wf_fleet_element *element = &hardware->class->element;
    choose_pstates(hardware, entry);
    take_figures(hardware, entry);
    take_words(hardware, entry->site->provenance, true, list);
    for (int i = 0; wf_site_props[i].name; i++) {
        const struct wf_prop *row = &wf_site_props[i];
        if (entry->origins[i] == WF_SITE_DEFAULT || stays_behind(row) ||
            wf_fleet_item(element, row->name))
            continue;
        take_prop(hardware, row, entry->site);
    }
}

/* ---- as given ---- */

static void take_speed(struct hardware *hardware)
{
    struct wf_fleet_class *class = hardware->class;
    struct wf_fleet *fleet = hardware->build->fleet;
    struct wf_unit_check units = {
        .diag = hardware->build->diag, .file = fleet->path, .line = class->element.line};
    char *why = wf_attribute_check(WF_AS_SPEEDS, NULL, class->speed);
    if (why)
        report(hardware, class->element.line, "attribute 'speed': %s", why);
    else
        class->speed_flop_per_s =
            wf_attribute_speeds(class->speed, &class->pstate_count, &fleet->arena, &units);
    free(why);
}

/* ---- what becomes of it ---- */

static void put_mistake(void *data, const char *name, const char *why)
{
    struct hardware *hardware = data;
    const struct wf_fleet_element *element = &hardware->class->element;
    const struct wf_fleet_item *item = wf_fleet_item(element, name);
    report(hardware, item ? item->line : element->line, "%s '%s'%s", item ? "prop" : "attribute",
           name, why);
}

static void put_doubt(void *data, const char *name, const char *why)
{
    struct hardware *hardware = data;
    const struct wf_fleet_element *element = &hardware->class->element;
    const struct wf_fleet_item *item = wf_fleet_item(element, name);
    wf_diag_warn(hardware->build->diag, hardware->build->fleet->path,
                 item ? item->line : element->line, "%s prop '%s'%s",
                 wf_fleet_context(hardware->kind, element).text, name, why);
}

/* Read all props as those of a host, and check what must agree. */
static void check_props(struct hardware *hardware, struct wf_host_draft *draft)
{
    struct wf_fleet *fleet = hardware->build->fleet;
    struct wf_fleet_class *class = hardware->class;
    struct wf_fleet_context context = wf_fleet_context(hardware->kind, &class->element);
    const struct wf_mistakes mistakes = {put_mistake, put_doubt, hardware};
    for (uint32_t i = 0; i < class->element.item_count; i++) {
        const struct wf_fleet_item *item = &class->element.items[i];
        struct wf_prop_source source = {.context = context.text,
                                        .origin = {item->line ? fleet->path : "--set", item->line},
                                        .places = WF_ON_HOST,
                                        .mark = WF_SITE_OWN,
                                        .arena = &fleet->arena,
                                        .diag = hardware->build->diag};
        if (wf_fleet_refuse_prop(hardware->build, hardware->kind, &class->element, item))
            hardware->wrong = true;
        else if (!strcmp(item->name, "wattage_per_state"))
            wf_host_draft_wattage(draft, item->value, &mistakes);
        else if (!strcmp(item->name, "wattage_off"))
            wf_host_check_wattage_off(item->value, &mistakes);
        else
            hardware->wrong |=
                !wf_site_prop_set(&source, item->name, item->value, &draft->site, draft->origins);
    }
}

static void check_host(struct hardware *hardware)
{
    struct wf_fleet *fleet = hardware->build->fleet;
    struct wf_fleet_class *class = hardware->class;
    const struct wf_mistakes mistakes = {put_mistake, put_doubt, hardware};
    struct wf_site site;
    static const uint32_t origins[WF_SITE_PROPS_MAX];
    memset(&site, 0, sizeof site);
    wf_props_defaults(wf_site_props, &site, NULL);
    const struct wf_zone zone = {.site = &site, .origins = origins};
    struct wf_host_draft draft;
    wf_host_draft_inherit(&draft, &zone, 0);
    draft.class.speed_flop_per_s = class->speed_flop_per_s;
    draft.class.pstate_count = class->pstate_count;
    draft.watts = class->watts;
    draft.watts_count = class->watts ? class->pstate_count : 0;
    check_props(hardware, &draft);
    if (!hardware->wrong)
        wf_host_draft_check(&draft, &mistakes);
    if (!hardware->wrong && draft.new_watts) {
        struct wf_watts *watts = wf_arena_alloc(&fleet->arena, class->pstate_count * sizeof *watts);
        memcpy(watts, draft.new_watts, class->pstate_count * sizeof *watts);
        class->watts = watts;
    }
    free(draft.new_watts);
}

/* ---- provenance ---- */

static bool is_one(const struct wf_distribution *distribution)
{
    return distribution->kind == WF_DISTRIBUTION_CONSTANT && distribution->a == 1;
}

/* A figure times a factor is as certain as the less certain of the two. */
static void weaken(const struct wf_provenance_list *parsed, uint32_t factor, const char *prop,
                   uint32_t pstate, enum wf_figure_part part, char **list)
{
    struct wf_sourced own = wf_provenance_of(parsed, prop, pstate, part);
    const struct wf_provenance_entry entry = {.prop = prop, .part = (uint16_t)part};
    char *key = key_of(&entry, pstate);
    replace(list, key, wf_provenance_name(own.word > factor ? own.word : factor));
    free(key);
}

static void weaken_all(struct hardware *hardware, char **list)
{
    static const enum wf_figure_part parts[] = {WF_FIGURE_IDLE, WF_FIGURE_EPSILON, WF_FIGURE_ALL};
    struct wf_fleet_class *class = hardware->class;
    const struct wf_provenance_list *parsed = NULL;
    const struct wf_origin origin = {hardware->build->fleet->path, class->element.line};
    if (*list)
        wf_provenance_read(wf_site_props, *list, origin, &hardware->build->fleet->arena,
                           wf_fleet_context(hardware->kind, &class->element).text, &parsed,
                           hardware->build->diag);
    uint32_t speed = wf_provenance_of(class->element.provenance, "speed_factor", WF_EVERY_PSTATE,
                                      WF_FIGURE_WHOLE)
                         .word;
    uint32_t watts = wf_provenance_of(class->element.provenance, "watts_factor", WF_EVERY_PSTATE,
                                      WF_FIGURE_WHOLE)
                         .word;
    for (uint32_t i = 0; i < class->pstate_count; i++) {
        if (!is_one(&class->speed_factor))
            weaken(parsed, speed, "speed", i, WF_FIGURE_WHOLE, list);
        for (size_t j = 0; class->watts && !is_one(&class->watts_factor) && j < 3; j++)
            weaken(parsed, watts, "wattage_per_state", i, parts[j], list);
    }
}

/* Its own list, over that of its device; what --set gave is assumed. */
static void join_words(struct hardware *hardware, char **list)
{
    struct wf_fleet_element *element = &hardware->class->element;
    const struct wf_fleet_item *own = wf_fleet_item(element, "provenance");
    const struct wf_provenance_list *parsed = NULL;
    const struct wf_origin origin = {own && own->line ? hardware->build->fleet->path : "--set",
                                     own ? own->line : 0};
    if (own && wf_provenance_read(wf_site_props, own->value, origin, &hardware->build->fleet->arena,
                                  wf_fleet_context(hardware->kind, element).text, &parsed,
                                  hardware->build->diag) == 0)
        take_words(hardware, parsed, false, list);
    for (size_t i = 0; parsed && i < parsed->count; i++)
        if (!wf_figure_is_simgrid(parsed->entries[i].prop) &&
            !wf_fleet_item(element, parsed->entries[i].prop))
            report(hardware, own->line, "prop 'provenance': '%s' is not given here",
                   parsed->entries[i].prop);
    for (uint32_t i = 0; i < element->item_count; i++)
        if (element->items[i].line == 0 && strcmp(element->items[i].name, "provenance") != 0)
            replace(list, element->items[i].name, "assumed");
    weaken_all(hardware, list);
    if (*list)
        wf_fleet_put(
            hardware->build, element,
            (struct wf_fleet_item){"provenance", *list, own ? own->line : element->line, !own});
}

/* Words of a device for props that are given anew do not hold. */
static char *without_given(struct hardware *hardware, char *list,
                           const struct wf_provenance_list *from)
{
    for (size_t i = 0; from && i < from->count && list; i++) {
        const struct wf_fleet_item *item =
            wf_fleet_item(&hardware->class->element, from->entries[i].prop);
        if (item && !item->of_device) {
            char *key = key_of(&from->entries[i], from->entries[i].pstate);
            char *word = wf_provenance_text(list, key);
            if (word)
                replace(&list, key, "assumed");
            free(word);
            free(key);
        }
    }
    return list;
}

void wf_fleet_hardware(struct wf_fleet_build *build, enum wf_fleet_kind kind,
                       struct wf_fleet_class *class, struct wf_fleet_catalogues *catalogues)
{
    struct hardware hardware = {.build = build, .kind = kind, .class = class};
    char *list = NULL;
    if (class->device && class->speed)
        report(&hardware, class->element.line,
               "attributes 'device' and 'speed' are both given; expected one of them");
    else if (class->device) {
        const struct wf_host *entry = find_entry(&hardware, catalogues);
        if (entry) {
            take_entry(&hardware, entry, &list);
            list = without_given(&hardware, list, entry->class->site->provenance);
        }
    } else if (class->speed)
        take_speed(&hardware);
    else
        report(&hardware, class->element.line,
               "needs the attribute 'device', an entry of a catalogue, or 'speed'");
    if (class->cores == WF_COUNT_UNSET)
        class->cores = 1;
    check_host(&hardware);
    if (!hardware.wrong)
        join_words(&hardware, &list);
    free(list);
    free(hardware.pstates);
}
