#include "platform/catalogue.h"
#include "platform/device.h"
#include "platform/platform_reader.h"
#include <fnmatch.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- catalogues that have been read ---- */

struct catalogue {
    char *path;
    struct wf_platform platform;
    struct wf_edit text; /* what its figures are copied from, as they are written */
    bool readable;
    struct catalogue *next;
};

/* Read a catalogue once; one that cannot be read is told once. */
static struct catalogue *open_catalogue(struct catalogue **all, const char *path, const char *file,
                                        uint32_t line, struct wf_diag *diag)
{
    for (struct catalogue *one = *all; one; one = one->next)
        if (!strcmp(one->path, path))
            return one;
    struct catalogue *one = wf_calloc(1, sizeof *one);
    struct wf_err err = {0};
    struct wf_diag mistakes;
    wf_diag_init(&mistakes);
    one->path = wf_strdup(path);
    one->readable = wf_platform_load(path, &one->platform, &mistakes, &err) >= 0 &&
                    mistakes.error_count == 0 && wf_edit_load(path, &one->text, &err) == 0;
    if (!one->readable && mistakes.error_count)
        wf_diag_warn(diag, file, line,
                     "figures are not compared with '%s', which has %zu mistake%s: see 'wattfleet "
                     "check %s'",
                     path, mistakes.error_count, wf_plural(mistakes.error_count), path);
    else if (!one->readable)
        wf_diag_warn(diag, file, line, "figures are not compared with the catalogue: %s", err.text);
    wf_diag_release(&mistakes);
    one->next = *all;
    *all = one;
    return one;
}

static void close_catalogues(struct catalogue *all)
{
    while (all) {
        struct catalogue *next = all->next;
        wf_platform_release(&all->platform);
        wf_edit_release(&all->text);
        free(all->path);
        free(all);
        all = next;
    }
}

/* The entry that a host names, and where it is. */
struct entry {
    struct catalogue *catalogue;
    const struct wf_host *host;
};

/* @return whether there is one; why not is told. */
static bool find_entry(struct catalogue **all, const struct wf_platform *platform,
                       const struct wf_host *host, struct entry *entry, struct wf_diag *diag)
{
    const char *device = host->class->site->device, *hash = strchr(device, '#');
    char *name = wf_format("%.*s", (int)(hash - device), device);
    char *path = wf_text_beside(platform->path, name);
    free(name);
    struct catalogue *catalogue = open_catalogue(all, path, platform->path, host->line, diag);
    free(path);
    if (!catalogue->readable)
        return false;
    uint32_t index = wf_platform_host(&catalogue->platform, hash + 1);
    *entry = (struct entry){catalogue, NULL};
    if (index != WF_MAP_NONE)
        entry->host = &catalogue->platform.hosts[index];
    if (entry->host && wf_device_is(entry->host->class))
        return true;
    const char *near =
        entry->host ? NULL : wf_platform_nearest_host(&catalogue->platform, hash + 1);
    wf_diag_error(diag, platform->path, host->line, "<host %s> prop 'device': '%s' %s '%s'%s",
                  host->name, hash + 1,
                  entry->host ? "has no samples_per_second and is no entry of"
                              : "is not an entry of",
                  catalogue->path, wf_hint(near).text);
    return false;
}

/* ---- the comparison ---- */

/** Both files write decimals: equal figures are equal but for the last bits of a product. */
static const double TOLERANCE = 1e-9;

static bool differs(double a, double b)
{
    return fabs(a - b) > TOLERANCE * fabs(b);
}

static double whole_speed(const struct wf_host_class *class, uint32_t pstate)
{
    return class->speed_flop_per_s[pstate] * class->core_count;
}

static bool speed_differs(const struct wf_host_class *ours, uint32_t pstate,
                          const struct wf_host_class *theirs, uint32_t other)
{
    return differs(whole_speed(ours, pstate), whole_speed(theirs, other));
}

/* An entry without watts has nothing to say of them. */
static bool watts_differ(const struct wf_host_class *ours, uint32_t pstate,
                         const struct wf_host_class *theirs, uint32_t other)
{
    if (!theirs->watts)
        return false;
    if (!ours->watts)
        return true;
    const struct wf_watts *a = &ours->watts[pstate], *b = &theirs->watts[other];
    return differs(a->idle_w, b->idle_w) || differs(a->epsilon_w, b->epsilon_w) ||
           differs(a->all_cores_w, b->all_cores_w);
}

/* Pstate of a workload in an entry, or its number of pstates. */
static uint32_t pstate_of(const struct wf_host_class *entry, const char *workload)
{
    uint32_t pstate = 0;
    for (bool found = false; pstate < entry->pstate_count; pstate++) {
        char *name = wf_device_workload(entry, pstate);
        found = name && !strcmp(name, workload);
        free(name);
        if (found)
            break;
    }
    return pstate;
}

/* The next pstate from @p from on of a workload that both list. @return its number, or as many as
 * there are. */
static uint32_t next_common(const struct wf_host_class *ours, const struct wf_host_class *theirs,
                            uint32_t from, uint32_t *other)
{
    for (; from < ours->pstate_count; from++) {
        char *name = wf_device_workload(ours, from);
        *other = name ? pstate_of(theirs, name) : theirs->pstate_count;
        free(name);
        if (*other < theirs->pstate_count)
            break;
    }
    return from;
}

static bool meter_differs(const struct wf_host_class *ours, const struct wf_host_class *theirs)
{
    return wf_site_meter(ours->site) != wf_site_meter(theirs->site);
}

/* ---- check ---- */

static void put_watts(const struct wf_host_class *class, uint32_t pstate, struct wf_buffer *out)
{
    char idle[32], epsilon[32], all[32];
    if (class->watts)
        wf_buffer_printf(out, "%s:%s:%s W",
                         wf_number_text(class->watts[pstate].idle_w, idle, sizeof idle),
                         wf_number_text(class->watts[pstate].epsilon_w, epsilon, sizeof epsilon),
                         wf_number_text(class->watts[pstate].all_cores_w, all, sizeof all));
    else
        wf_buffer_printf(out, "no watts");
}

/* All differences of one kind of host, in one line. */
static void put_differences(const struct wf_host_class *ours, const struct wf_host_class *theirs,
                            struct wf_buffer *out)
{
    char number[32], entry[32];
    uint32_t other = 0;
    if (meter_differs(ours, theirs))
        wf_buffer_printf(out, "; meter %s, there %s", wf_meter_name(wf_site_meter(ours->site)),
                         wf_meter_name(wf_site_meter(theirs->site)));
    for (uint32_t i = 0; (i = next_common(ours, theirs, i, &other)) < ours->pstate_count; i++) {
        char *name = wf_device_workload(ours, i);
        if (speed_differs(ours, i, theirs, other))
            wf_buffer_printf(out, "; %s: %s flop/s, there %s flop/s", name,
                             wf_number_text(whole_speed(ours, i), number, sizeof number),
                             wf_number_text(whole_speed(theirs, other), entry, sizeof entry));
        if (watts_differ(ours, i, theirs, other)) {
            wf_buffer_printf(out, "; %s: ", name);
            put_watts(ours, i, out);
            wf_buffer_printf(out, ", there ");
            put_watts(theirs, other, out);
        }
        free(name);
    }
}

/* Does an override change what hosts of this kind say of their device? */
static bool is_overridden(const struct wf_overrides *overrides, const struct wf_host *host)
{
    static const char *const props[] = {"speed",     "core",   "wattage_per_state",
                                        "workloads", "device", "meter"};
    for (size_t i = 0; overrides && i < overrides->count; i++)
        for (size_t j = 0; j < sizeof props / sizeof *props; j++)
            if (!strcmp(overrides->items[i].prop, props[j]) &&
                (!strcmp(overrides->items[i].target, "zone") ||
                 (!strcmp(overrides->items[i].target, "host") &&
                  !fnmatch(overrides->items[i].glob, host->name, 0))))
                return true;
    return false;
}

/* Kinds of hosts that name a device: each class once, with its first host. A fleet of more kinds
 * than this has a class a host: keeping them would cost more than the fleet. */
enum { KINDS_MAX = 4096 };
struct kind {
    const struct wf_host *first;
    uint32_t count;
};

struct kinds {
    struct kind *items;
    uint32_t count, capacity;
    struct wf_map by_class;
    struct wf_arena arena;
};

/* @return false: there is no more room. */
static bool add_kind(struct kinds *kinds, const struct wf_host *host)
{
    char key[2 * sizeof(void *) + 4];
    snprintf(key, sizeof key, "%p", (const void *)host->class);
    uint32_t index = wf_map_get(&kinds->by_class, key);
    if (index == WF_MAP_NONE && kinds->count == KINDS_MAX)
        return false;
    if (index == WF_MAP_NONE) {
        if (kinds->count == kinds->capacity) {
            kinds->capacity = kinds->capacity ? 2 * kinds->capacity : 16;
            kinds->items = wf_realloc(kinds->items, kinds->capacity * sizeof *kinds->items);
        }
        index = kinds->count++;
        kinds->items[index] = (struct kind){host, 0};
        wf_map_add(&kinds->by_class, wf_arena_text(&kinds->arena, key, strlen(key)), index);
    }
    kinds->items[index].count++;
    return true;
}

/* How a host differs from its entry, or nothing. */
static struct wf_buffer differences_of(const struct wf_platform *platform,
                                       const struct wf_host *host, struct catalogue **all,
                                       struct wf_diag *diag)
{
    struct entry entry;
    struct wf_buffer text = {0};
    if (find_entry(all, platform, host, &entry, diag))
        put_differences(host->class, entry.host->class, &text);
    return text;
}

static void check_kind(const struct wf_platform *platform, const struct kind *kind,
                       struct catalogue **all, struct wf_diag *diag)
{
    const struct wf_host *host = kind->first;
    struct wf_buffer text = differences_of(platform, host, all, diag);
    char *others = kind->count > 1 ? wf_format(" (and %u more like it)", kind->count - 1) : NULL;
    if (text.length)
        wf_diag_warn(diag, platform->path, host->line, "<host %s>%s differs from its device %s%s",
                     host->name, others ? others : "", host->class->site->device, text.text);
    free(others);
    wf_buffer_release(&text);
}

void wf_catalogue_check(const struct wf_platform *platform, struct wf_diag *diag)
{
    struct kinds kinds = {0};
    struct catalogue *all = NULL;
    uint32_t others = 0;
    wf_map_init(&kinds.by_class);
    wf_arena_init(&kinds.arena);
    for (uint32_t i = 0; i < platform->host_count; i++) {
        const struct wf_host *host = &platform->hosts[i];
        if (!host->class->site->device || host->class->broken ||
            is_overridden(platform->overrides, host) || add_kind(&kinds, host))
            continue;
        struct wf_buffer text = {0};
        if (diag->error_count == 0)
            text = differences_of(platform, host, &all, diag);
        others += text.length > 0;
        wf_buffer_release(&text);
    }
    for (uint32_t i = 0; i < kinds.count; i++)
        check_kind(platform, &kinds.items[i], &all, diag);
    if (others)
        wf_diag_warn(diag, platform->path, 0,
                     "%u more hosts differ from their devices, each in "
                     "its own way",
                     others);
    close_catalogues(all);
    free(kinds.items);
    wf_map_release(&kinds.by_class);
    wf_arena_release(&kinds.arena);
}

/* ---- apply ---- */

/* Put @p item in the place of item @p index of a list with ',' between. */
static char *with_item(char *list, uint32_t index, const char *item)
{
    const char *from = list;
    while (index-- > 0)
        from = strchr(from, ',') + 1;
    from += strspn(from, " \t\r\n");
    size_t length = strcspn(from, ",");
    char *changed = wf_format("%.*s%s%s", (int)(from - list), list, item, from + length);
    free(list);
    return changed;
}

/* Copies of the two lists of a host; an entry's items go into them. */
struct figures {
    char *speed, *watts;
};

static struct figures figures_of(const struct wf_edit *edit, const char *host)
{
    return (struct figures){wf_edit_attribute_text(edit, "host", host, "speed"),
                            wf_edit_prop_text(edit, "host", host, "wattage_per_state")};
}

static void release_figures(struct figures *figures)
{
    free(figures->speed);
    free(figures->watts);
}

/* Items of the entry that differ, into @p ours. @return whether any did. */
static bool take_figures(const struct wf_host *host, const struct entry *entry,
                         const struct figures *theirs, struct figures *ours)
{
    const struct wf_host_class *a = host->class, *b = entry->host->class;
    uint32_t other = 0;
    bool any = false;
    for (uint32_t i = 0; (i = next_common(a, b, i, &other)) < a->pstate_count; i++) {
        char *speed = wf_device_item(theirs->speed, ',', other);
        char *watts = wf_device_item(theirs->watts, ',', other);
        if (speed && speed_differs(a, i, b, other)) {
            ours->speed = with_item(ours->speed, i, speed);
            any = true;
        }
        if (watts && ours->watts && watts_differ(a, i, b, other)) {
            ours->watts = with_item(ours->watts, i, watts);
            any = true;
        }
        free(speed);
        free(watts);
    }
    return any;
}

static int write_meter(const struct wf_host *host, const struct entry *entry, struct wf_edit *edit,
                       struct wf_err *err)
{
    const struct wf_site *theirs = entry->host->class->site;
    char factor[32];
    wf_number_text(isnan(theirs->wall_factor) ? 1 : theirs->wall_factor, factor, sizeof factor);
    if (wf_edit_prop(edit, "host", host->name, "meter", wf_meter_name(wf_site_meter(theirs)), err) <
        0)
        return -1;
    return wf_edit_prop(edit, "host", host->name, "wall_factor", factor, err);
}

/* Why the lists of a host cannot take the entry's, or NULL. */
static const char *hindrance(const struct wf_edit *edit, const struct wf_host *host,
                             const struct entry *entry)
{
    if (!wf_edit_has(edit, "host", host->name))
        return "is not declared by a <host> of its own";
    if (host->class->core_count != entry->host->class->core_count)
        return "has another number of cores";
    if (entry->host->class->watts && !host->class->watts)
        return "has no wattage_per_state";
    return NULL;
}

static int apply_to(const struct wf_host *host, const struct entry *entry, struct wf_edit *edit,
                    bool *changed, struct wf_err *err)
{
    struct figures theirs = figures_of(&entry->catalogue->text, entry->host->name);
    struct figures ours = figures_of(edit, host->name);
    int status = 0;
    *changed = take_figures(host, entry, &theirs, &ours);
    if (*changed)
        status = wf_edit_attribute(edit, "host", host->name, "speed", ours.speed, err);
    if (*changed && status == 0 && ours.watts)
        status = wf_edit_prop(edit, "host", host->name, "wattage_per_state", ours.watts, err);
    if (status == 0 && meter_differs(host->class, entry->host->class)) {
        *changed = true;
        status = write_meter(host, entry, edit, err);
    }
    release_figures(&theirs);
    release_figures(&ours);
    return status;
}

int wf_catalogue_apply(const struct wf_platform *platform, struct wf_edit *edit, uint32_t *changed,
                       struct wf_diag *diag, struct wf_err *err)
{
    struct catalogue *all = NULL;
    int status = 0;
    *changed = 0;
    for (uint32_t i = 0; i < platform->host_count && status == 0; i++) {
        const struct wf_host *host = &platform->hosts[i];
        struct entry entry;
        bool touched = false;
        if (!host->class->site->device || !find_entry(&all, platform, host, &entry, diag))
            continue;
        struct wf_buffer differences = {0};
        put_differences(host->class, entry.host->class, &differences);
        const char *why = differences.length ? hindrance(edit, host, &entry) : NULL;
        if (why)
            wf_diag_error(diag, platform->path, host->line,
                          "<host %s> %s and cannot be given the figures of %s", host->name, why,
                          host->class->site->device);
        else if (differences.length)
            status = apply_to(host, &entry, edit, &touched, err);
        wf_buffer_release(&differences);
        *changed += touched;
    }
    close_catalogues(all);
    return status;
}
