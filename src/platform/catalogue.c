#include "platform/catalogue.h"
#include "platform/device.h"
#include "platform/device_entry.h"
#include "platform/site_provenance.h"
#include "prop/words.h"
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Does @p glob name host @p index, or the element that declares it? */
static bool is_named(const struct wf_platform *platform, const char *glob, uint32_t index)
{
    if (!fnmatch(glob, platform->hosts[index].name, 0))
        return true;
    for (uint32_t i = 0; i < platform->group_count; i++) {
        const struct wf_host_group *group = &platform->groups[i];
        if (index - group->first_host < group->host_count)
            return !fnmatch(glob, group->id, 0);
    }
    return false;
}

/* Does an override change what the host says of its device? */
static bool is_overridden(const struct wf_platform *platform, uint32_t index)
{
    const struct wf_overrides *overrides = platform->overrides;
    static const char *const props[] = {"speed",  "core",  "wattage_per_state", "workloads",
                                        "device", "meter", "provenance"};
    for (size_t i = 0; overrides && i < overrides->count; i++)
        for (size_t j = 0; j < sizeof props / sizeof *props; j++)
            if (!strcmp(overrides->items[i].prop, props[j]) &&
                (!strcmp(overrides->items[i].target, "zone") ||
                 (!strcmp(overrides->items[i].target, "host") &&
                  is_named(platform, overrides->items[i].glob, index))))
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

/* The word of a figure that a host repeats is its entry's. One that it does not give is no claim.
 */
static void compare_word(const struct wf_platform *platform, const struct wf_host_class *ours,
                         uint32_t pstate, const struct wf_device_entry *entry, uint32_t other,
                         const char *prop, enum wf_figure_part part, struct wf_buffer *out)
{
    const struct wf_host_class *theirs = entry->host->class;
    struct wf_sourced here = wf_host_sourced(platform, ours, prop, pstate, part);
    struct wf_sourced there =
        wf_host_sourced(&entry->catalogue->platform, theirs, prop, other, part);
    if (!here.given || here.word == there.word)
        return;
    char *workload = wf_device_workload(ours, pstate);
    const char *name = wf_figure_part_name(part);
    wf_buffer_printf(out, "; %s: %s%s%s is %s, there %s", workload, prop, *name ? "." : "", name,
                     wf_provenance_name(here.word), wf_provenance_name(there.word));
    free(workload);
}

static void compare_words(const struct wf_platform *platform, const struct wf_host_class *ours,
                          const struct wf_device_entry *entry, struct wf_buffer *out)
{
    const struct wf_host_class *theirs = entry->host->class;
    uint32_t other = 0;
    for (uint32_t i = 0; (i = wf_device_next_common(ours, theirs, i, &other)) < ours->pstate_count;
         i++) {
        if (!wf_device_speed_differs(ours, i, theirs, other))
            compare_word(platform, ours, i, entry, other, "speed", WF_FIGURE_WHOLE, out);
        if (!ours->watts || !theirs->watts || wf_device_watts_differ(ours, i, theirs, other))
            continue;
        compare_word(platform, ours, i, entry, other, "wattage_per_state", WF_FIGURE_IDLE, out);
        compare_word(platform, ours, i, entry, other, "wattage_per_state", WF_FIGURE_ALL, out);
    }
}

/* How a host differs from its entry, or nothing. */
static struct wf_buffer differences_of(const struct wf_platform *platform,
                                       const struct wf_host *host, struct wf_catalogue **all,
                                       struct wf_diag *diag)
{
    struct wf_device_entry entry;
    struct wf_buffer text = {0};
    if (wf_device_entry_find(all, platform, host, &entry, diag)) {
        wf_device_differences(host->class, entry.host->class, &text);
        compare_words(platform, host->class, &entry, &text);
    }
    return text;
}

static void check_kind(const struct wf_platform *platform, const struct kind *kind,
                       struct wf_catalogue **all, struct wf_diag *diag)
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
    struct wf_catalogue *all = NULL;
    uint32_t others = 0;
    wf_map_init(&kinds.by_class);
    wf_arena_init(&kinds.arena);
    for (uint32_t i = 0; i < platform->host_count; i++) {
        const struct wf_host *host = &platform->hosts[i];
        if (!host->class->site->device || host->class->broken || is_overridden(platform, i) ||
            add_kind(&kinds, host))
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
    wf_catalogues_close(all);
    free(kinds.items);
    wf_map_release(&kinds.by_class);
    wf_arena_release(&kinds.arena);
}
