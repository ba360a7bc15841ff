#include "scenario/figures.h"
#include "base/err.h"
#include "base/map.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How much figures commonly move a result, in falling order: names of props. */
static const char *const ranks[] = {"rounds",
                                    "epochs",
                                    "speed",
                                    "efficiency",
                                    "wattage_per_state",
                                    "speed-factor",
                                    "wall_factor",
                                    "wall_constant",
                                    "training-flop",
                                    "pue",
                                    "round-overhead",
                                    "samples",
                                    "samples-share",
                                    "j-per-sample",
                                    "attribution",
                                    "share",
                                    "charger_efficiency",
                                    "carbon_intensity",
                                    "wattage_range",
                                    "airtime_wattage",
                                    "tail_wattage",
                                    "bytes-per-sample",
                                    "model-size",
                                    "update-size",
                                    "activation-size",
                                    "client-flop-share",
                                    "client-parameters",
                                    "bandwidth",
                                    "access",
                                    "active",
                                    "core",
                                    "start-up",
                                    "batch-overhead",
                                    "forward-flop",
                                    "embodied_carbon",
                                    "utilisation",
                                    "lifetime",
                                    "latency"};
enum { RANKS = sizeof ranks / sizeof *ranks };

static int rank_of(const char *prop)
{
    int rank = 0;
    while (rank < RANKS && strcmp(ranks[rank], prop))
        rank++;
    return rank;
}

/* ---- each once ---- */

static bool same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

/* Do two classes have the same list, in which one item can be changed for both? */
static bool same_list(const struct wf_figure *figure, const struct wf_figure *other)
{
    const struct wf_host_class *a = figure->host, *b = other->host;
    if (figure->link && other->link)
        return same_number(figure->link->idle_w, other->link->idle_w) &&
               same_number(figure->link->busy_w, other->link->busy_w);
    if (a == b)
        return true;
    if (!a || !b || a->pstate_count != b->pstate_count)
        return false;
    return strcmp(figure->prop, "speed")
               ? !memcmp(a->watts, b->watts, a->pstate_count * sizeof *a->watts)
               : !memcmp(a->speed_flop_per_s, b->speed_flop_per_s,
                         a->pstate_count * sizeof *a->speed_flop_per_s);
}

static bool same_place(const struct wf_figure *a, const char *target, const struct wf_figure *b)
{
    return a->pstate == b->pstate && a->part == b->part && !strcmp(a->target, target) &&
           !strcmp(a->prop, b->prop);
}

static bool same_figure(const struct wf_figure *a, const char *target, const struct wf_figure *b)
{
    return same_place(a, target, b) && same_number(a->value, b->value) &&
           a->sourced.word == b->sourced.word && same_number(a->sourced.low, b->sourced.low) &&
           same_number(a->sourced.high, b->sourced.high) && same_list(a, b);
}

void wf_figures_add(struct wf_figures *figures, const char *target, struct wf_figure figure,
                    const struct wf_names *names, bool trains)
{
    for (size_t i = 0; i < figures->count; i++)
        if (same_figure(&figures->items[i].figure, target, &figure)) {
            if (names)
                wf_names_join(&figures->items[i].names, names);
            figures->items[i].trains |= trains;
            return;
        }
    if (figures->count == figures->capacity) {
        figures->capacity = figures->capacity ? 2 * figures->capacity : 64;
        figures->items = wf_realloc(figures->items, figures->capacity * sizeof *figures->items);
    }
    figure.target = wf_strdup(target);
    figure.rank = rank_of(figure.prop);
    figures->items[figures->count] = (struct wf_gathered_figure){
        figure, names ? *names : (struct wf_names){0}, figures->count, trains};
    figures->count++;
}

/* ---- how --set names them ---- */

/* How many hosts, links or zones of the platform have a name that a glob matches, by its text. */
struct globs {
    const struct wf_platform *platform;
    struct wf_map known;
    struct wf_arena arena;
    uint64_t *counts;
    uint32_t count;
};

static uint64_t count_names(const struct wf_platform *platform, const char *what,
                            const struct wf_name_glob *glob)
{
    uint64_t count = 0;
    if (!strcmp(what, "host"))
        for (uint32_t i = 0; i < platform->host_count; i++)
            count += wf_platform_listed_host(platform, i) == i &&
                     wf_name_glob_matches(glob, platform->hosts[i].name);
    else if (!strcmp(what, "link"))
        for (uint32_t i = 0; i < platform->link_count; i++)
            count += wf_name_glob_matches(glob, platform->links[i].name) &&
                     wf_platform_lists_link(platform, i);
    else
        for (uint32_t i = 1; i < platform->zone_count; i++)
            count +=
                !platform->zones[i].implied && wf_name_glob_matches(glob, platform->zones[i].name);
    return count;
}

/* @param what    "host", "link" or "zone"
 * @param target  with the glob's text behind */
static uint64_t count_matches(struct globs *globs, const char *what,
                              const struct wf_name_glob *glob, const char *target)
{
    uint32_t index = wf_map_get(&globs->known, target);
    if (index != WF_MAP_NONE)
        return globs->counts[index];
    uint64_t count = count_names(globs->platform, what, glob);
    globs->counts[globs->count] = count;
    wf_map_add(&globs->known, wf_arena_text(&globs->arena, target, strlen(target)), globs->count++);
    return count;
}

/* Name hosts or links by a glob that matches them and no others; else by the first. */
static void name_target(struct globs *globs, struct wf_gathered_figure *item)
{
    struct wf_figure *figure = &item->figure;
    char *target = NULL;
    figure->exact = false;
    for (int digit = 0; digit < 2 && !figure->exact; digit++) {
        struct wf_name_glob glob = wf_names_glob(&item->names, digit);
        char *text = wf_name_glob_text(&glob);
        free(target);
        target = wf_format("%s.%s", figure->target, text);
        figure->exact = count_matches(globs, figure->target, &glob, target) == item->names.count &&
                        !strpbrk(glob.first, "*?[");
        free(text);
    }
    if (!figure->exact) {
        free(target);
        target = wf_format("%s.%s", figure->target, item->names.first);
    }
    free(figure->target);
    figure->target = target;
}

/* Give the figures of several hosts or links their glob. Globs repeat: each is counted once. */
static void name_targets(struct wf_figures *figures, const struct wf_platform *platform)
{
    struct globs globs = {.platform = platform,
                          .counts = wf_calloc(2 * figures->count + 1, sizeof *globs.counts)};
    wf_map_init(&globs.known);
    wf_arena_init(&globs.arena);
    for (size_t i = 0; i < figures->count; i++) {
        struct wf_gathered_figure *item = &figures->items[i];
        item->figure.exact = true;
        item->figure.count = item->names.count ? item->names.count : 1;
        if (item->names.count)
            name_target(&globs, item);
    }
    wf_map_release(&globs.known);
    wf_arena_release(&globs.arena);
    free(globs.counts);
}

/* --set of a role sets all of its actors: two values of one prop are not exact. */
static void mark_shared_keys(struct wf_figure_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        for (size_t j = i + 1; j < list->count && list->items[j].rank == list->items[i].rank; j++) {
            struct wf_figure *a = &list->items[i], *b = &list->items[j];
            if (same_place(a, b->target, b))
                a->exact = b->exact = false;
        }
}

static int compare_ranks(const void *left, const void *right)
{
    const struct wf_gathered_figure *a = left, *b = right;
    int order = a->figure.rank - b->figure.rank;
    if (order == 0) /* those who train matter more */
        order = b->trains - a->trains;
    return order ? order : a->order < b->order ? -1 : a->order > b->order;
}

void wf_figures_list(struct wf_figures *figures, const struct wf_platform *platform,
                     struct wf_figure_list *list)
{
    name_targets(figures, platform);
    if (figures->count)
        qsort(figures->items, figures->count, sizeof *figures->items, compare_ranks);
    *list = (struct wf_figure_list){.count = figures->count,
                                    .items = wf_calloc(figures->count + 1, sizeof *list->items)};
    for (size_t i = 0; i < figures->count; i++)
        list->items[i] = figures->items[i].figure;
    mark_shared_keys(list);
    free(figures->items);
    *figures = (struct wf_figures){0};
}
