#include "platform/site_provenance.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int provenance_row(void)
{
    return wf_props_find(wf_site_props, "provenance", 0);
}

/* ---- which list holds ---- */

/* The list that a zone gives itself, or NULL. */
static const struct wf_provenance_list *zone_list(const struct wf_zone *zones, uint32_t zone)
{
    uint32_t origin = zones[zone].origins[provenance_row()];
    return origin == 1 + zone || origin == WF_SITE_SET ? zones[zone].site->provenance : NULL;
}

/* What the zones from @p zone up say of a figure that only members can give. */
static struct wf_sourced of_zones(const struct wf_zone *zones, uint32_t zone, const char *prop,
                                  uint32_t pstate, enum wf_figure_part part)
{
    for (;; zone = zones[zone].parent) {
        struct wf_sourced found = wf_provenance_of(zone_list(zones, zone), prop, pstate, part);
        if (found.given || zone == 0)
            return found;
    }
}

/* A row of a member or a zone: the list of who gives it, or a nearer one. */
static struct wf_sourced of_row(const struct wf_zone *zones, const struct wf_site *site,
                                const uint32_t *origins, uint32_t zone, int row)
{
    const char *prop = wf_site_props[row].name;
    uint32_t list = origins[provenance_row()], giver = origins[row];
    bool own = list == WF_SITE_OWN || list == WF_SITE_SET;
    if (giver == WF_SITE_DEFAULT || (giver == WF_SITE_SET && list != WF_SITE_SET))
        return wf_unsourced;
    if (own) {
        struct wf_sourced found =
            wf_provenance_of(site->provenance, prop, WF_EVERY_PSTATE, WF_FIGURE_WHOLE);
        if (found.given || giver == WF_SITE_OWN || giver == WF_SITE_SET)
            return found;
    }
    for (; giver != WF_SITE_OWN; zone = zones[zone].parent) {
        struct wf_sourced found =
            wf_provenance_of(zone_list(zones, zone), prop, WF_EVERY_PSTATE, WF_FIGURE_WHOLE);
        if (found.given || zone + 1 == giver || zone == 0)
            return found;
    }
    return wf_unsourced;
}

/* A figure that only a member can give. @p set: by an override */
static struct wf_sourced of_member(const struct wf_zone *zones, const struct wf_site *site,
                                   const uint32_t *origins, uint32_t zone, bool set,
                                   const char *prop, uint32_t pstate, enum wf_figure_part part)
{
    uint32_t list = origins[provenance_row()];
    if (set && list != WF_SITE_SET)
        return wf_unsourced;
    struct wf_sourced found = wf_unsourced;
    if (list == WF_SITE_OWN || list == WF_SITE_SET)
        found = wf_provenance_of(site->provenance, prop, pstate, part);
    return found.given || set ? found : of_zones(zones, zone, prop, pstate, part);
}

/* No list stands on a host, nor on a zone around it: those are inherited as all props are. */
static bool says_nothing(const struct wf_host_class *class)
{
    return class->origins[provenance_row()] == WF_SITE_DEFAULT;
}

struct wf_sourced wf_host_sourced(const struct wf_platform *platform,
                                  const struct wf_host_class *class, const char *prop,
                                  uint32_t pstate, enum wf_figure_part part)
{
    if (says_nothing(class))
        return wf_unsourced;
    int row = wf_props_find(wf_site_props, prop, 0);
    if (row >= 0)
        return of_row(platform->zones, class->site, class->origins, class->zone, row);
    bool set = (class->speed_set && !strcmp(prop, "speed")) ||
               (class->watts_set && !strcmp(prop, "wattage_per_state"));
    return of_member(platform->zones, class->site, class->origins, class->zone, set, prop, pstate,
                     part);
}

struct wf_sourced wf_link_sourced(const struct wf_platform *platform,
                                  const struct wf_link_class *class, const char *prop,
                                  enum wf_figure_part part)
{
    int row = wf_props_find(wf_site_props, prop, 0);
    if (row >= 0)
        return of_row(platform->zones, class->site, class->origins, class->zone, row);
    bool set = (class->bandwidth_set && !strcmp(prop, "bandwidth")) ||
               (class->latency_set && !strcmp(prop, "latency")) ||
               (class->watts_set && !strcmp(prop, "wattage_range"));
    return of_member(platform->zones, class->site, class->origins, class->zone, set, prop,
                     WF_EVERY_PSTATE, part);
}

struct wf_sourced wf_zone_sourced(const struct wf_platform *platform, uint32_t zone,
                                  const char *prop)
{
    const struct wf_zone *of = &platform->zones[zone];
    int row = wf_props_find(wf_site_props, prop, 0);
    return row < 0 ? wf_unsourced : of_row(platform->zones, of->site, of->origins, zone, row);
}

/* ---- checks ---- */

static void WF_PRINTF(2, 3) report(const struct wf_mistakes *mistakes, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *why = wf_vformat(format, arguments);
    va_end(arguments);
    mistakes->report(mistakes->data, "provenance", why);
    free(why);
}

/* Warn where a figure lies outside the interval that is stated for it. */
static void check_interval(const struct wf_mistakes *mistakes, const struct wf_sourced *sourced,
                           const char *figure, double value, enum wf_dimension dimension)
{
    char *why = wf_sourced_why_outside(sourced, value, dimension);
    char *all = why ? wf_format(": '%s' is %s", figure, why) : NULL;
    if (all)
        mistakes->doubt(mistakes->data, "provenance", all);
    free(all);
    free(why);
}

/* Does an element of these sites have what an entry of its list names? */
static bool has_row(const uint32_t *origins, const char *prop)
{
    int row = wf_props_find(wf_site_props, prop, 0);
    return row >= 0 && origins[row] != WF_SITE_DEFAULT;
}

static bool is_site_row(const char *prop)
{
    return wf_props_find(wf_site_props, prop, 0) >= 0;
}

/* Quantities of a site that the element itself gives, @p mark being its origin. */
static void check_quantities(const struct wf_site *site, const uint32_t *origins, uint32_t mark,
                             const struct wf_mistakes *mistakes)
{
    for (int row = 0; wf_site_props[row].name; row++) {
        const struct wf_prop *prop = &wf_site_props[row];
        if (origins[row] != mark ||
            (prop->kind != WF_PROP_QUANTITY && prop->kind != WF_PROP_SERIES))
            continue;
        struct wf_sourced sourced =
            wf_provenance_of(site->provenance, prop->name, WF_EVERY_PSTATE, WF_FIGURE_WHOLE);
        double value;
        memcpy(&value, (const char *)site + prop->offset, sizeof value);
        check_interval(mistakes, &sourced, prop->name, value, prop->dimension);
    }
}

static void check_host_entry(const struct wf_host_class *class,
                             const struct wf_provenance_entry *entry,
                             const struct wf_mistakes *mistakes)
{
    static const char *const of_links[] = {"bandwidth", "latency"};
    bool there = is_site_row(entry->prop)                    ? has_row(class->origins, entry->prop)
                 : !strcmp(entry->prop, "wattage_per_state") ? class->watts != NULL
                                                             : true;
    for (size_t i = 0; i < sizeof of_links / sizeof *of_links; i++)
        there &= strcmp(entry->prop, of_links[i]) != 0;
    if (!there)
        report(mistakes, ": '%s' is not given here", entry->prop);
    else if (entry->pstate != WF_EVERY_PSTATE && entry->pstate >= class->pstate_count)
        report(mistakes, ": '%s.%u' is beyond its %u pstate%s", entry->prop, entry->pstate,
               class->pstate_count, wf_plural(class->pstate_count));
}

/* Speed and watts of a pstate against their intervals, a zone's too. */
static void check_pstate(const struct wf_platform *platform, const struct wf_host_class *class,
                         uint32_t pstate, const struct wf_mistakes *mistakes)
{
    const struct wf_watts none = {NAN, NAN, NAN};
    const struct wf_watts *watts = class->watts ? &class->watts[pstate] : &none;
    const struct {
        const char *prop;
        enum wf_figure_part part;
        double value;
        enum wf_dimension dimension;
    } figures[] = {
        {"speed", WF_FIGURE_WHOLE, class->speed_flop_per_s[pstate], WF_DIM_SPEED},
        {"wattage_per_state", WF_FIGURE_IDLE, watts->idle_w, WF_DIM_POWER},
        {"wattage_per_state", WF_FIGURE_EPSILON, watts->epsilon_w, WF_DIM_POWER},
        {"wattage_per_state", WF_FIGURE_ALL, watts->all_cores_w, WF_DIM_POWER},
    };
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        struct wf_sourced sourced =
            wf_host_sourced(platform, class, figures[i].prop, pstate, figures[i].part);
        if (isnan(sourced.low))
            continue;
        const char *part = wf_figure_part_name(figures[i].part);
        char *name = wf_format("%s.%u%s%s", figures[i].prop, pstate, *part ? "." : "", part);
        check_interval(mistakes, &sourced, name, figures[i].value, figures[i].dimension);
        free(name);
    }
}

void wf_host_provenance_check(const struct wf_platform *platform, const struct wf_host_class *class,
                              const struct wf_mistakes *mistakes)
{
    uint32_t origin = class->origins[provenance_row()];
    if (says_nothing(class))
        return;
    if (origin == WF_SITE_OWN || origin == WF_SITE_SET) {
        const struct wf_provenance_list *list = class->site->provenance;
        for (size_t i = 0; list && i < list->count; i++) /* NULL: it was empty, and refused */
            check_host_entry(class, &list->entries[i], mistakes);
        check_quantities(class->site, class->origins, origin, mistakes);
    }
    for (uint32_t i = 0; i < class->pstate_count; i++)
        check_pstate(platform, class, i, mistakes);
}

void wf_link_provenance_check(const struct wf_link_class *class, const struct wf_mistakes *mistakes)
{
    uint32_t origin = class->origins[provenance_row()];
    if (origin != WF_SITE_OWN && origin != WF_SITE_SET)
        return;
    const struct wf_provenance_list *list = class->site->provenance;
    for (size_t i = 0; list && i < list->count; i++) { /* NULL: it was empty, and refused */
        const char *prop = list->entries[i].prop;
        bool watts = !strcmp(prop, "wattage_range") && !isnan(class->busy_w);
        if (is_site_row(prop) ? !has_row(class->origins, prop)
                              : !watts && strcmp(prop, "bandwidth") && strcmp(prop, "latency"))
            report(mistakes, ": '%s' is not given here", prop);
    }
    check_quantities(class->site, class->origins, origin, mistakes);
    const struct {
        const char *name, *prop;
        enum wf_figure_part part;
        double value;
        enum wf_dimension dimension;
    } figures[] = {
        {"bandwidth", "bandwidth", WF_FIGURE_WHOLE, class->bandwidth_byte_per_s, WF_DIM_BANDWIDTH},
        {"wattage_range.idle", "wattage_range", WF_FIGURE_IDLE, class->idle_w, WF_DIM_POWER},
        {"wattage_range.busy", "wattage_range", WF_FIGURE_BUSY, class->busy_w, WF_DIM_POWER}};
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        struct wf_sourced sourced =
            wf_provenance_of(list, figures[i].prop, WF_EVERY_PSTATE, figures[i].part);
        check_interval(mistakes, &sourced, figures[i].name, figures[i].value, figures[i].dimension);
    }
}

void wf_zone_provenance_check(const struct wf_platform *platform, uint32_t zone,
                              const struct wf_mistakes *mistakes)
{
    const struct wf_provenance_list *list = zone_list(platform->zones, zone);
    const struct wf_zone *of = &platform->zones[zone];
    for (size_t i = 0; list && i < list->count; i++)
        if (is_site_row(list->entries[i].prop) && !has_row(of->origins, list->entries[i].prop))
            report(mistakes, ": '%s' is not given here", list->entries[i].prop);
    if (list)
        check_quantities(of->site, of->origins, of->origins[provenance_row()], mistakes);
}
