#include "sweep/study_figures.h"
#include "platform/site_provenance.h"
#include "scenario/figure_text.h"
#include "scenario/name_glob.h"
#include "sweep/factor_key.h"
#include <fnmatch.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MAX = 64 }; /* in one key */

static bool same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static bool same_key(const struct wf_figure *a, const struct wf_figure *b)
{
    return a->pstate == b->pstate && a->part == b->part && !strcmp(a->target, b->target) &&
           !strcmp(a->prop, b->prop);
}

/* What a zone gives is one figure, also where its hosts and its links have other words for it. */
static bool same_of_zone(struct wf_figure *known, const struct wf_figure *other)
{
    if (strncmp(known->target, "zone.", 5) || !same_number(known->value, other->value))
        return false;
    if (isnan(known->sourced.low))
        known->sourced = other->sourced;
    known->exact = true;
    return true;
}

static bool same_belief(const struct wf_figure *a, const struct wf_figure *b)
{
    return same_number(a->value, b->value) && a->sourced.word == b->sourced.word &&
           same_number(a->sourced.low, b->sourced.low) &&
           same_number(a->sourced.high, b->sourced.high);
}

static void gather(struct wf_study_figures *figures, const struct wf_figure *figure, size_t of)
{
    bool differs = false;
    for (size_t i = 0; i < figures->count; i++) {
        struct wf_study_figure *entry = &figures->items[i];
        if (!same_key(&entry->figure, figure))
            continue;
        if (same_of_zone(&entry->figure, figure)) {
            entry->of[of] = true;
            return;
        }
        if (same_belief(&entry->figure, figure)) {
            entry->of[of] = true;
            entry->figure.exact &= figure->exact;
            return;
        }
        differs = entry->differs = true;
    }
    figures->items = wf_realloc(figures->items, (figures->count + 1) * sizeof *figures->items);
    struct wf_study_figure *entry = &figures->items[figures->count++];
    *entry = (struct wf_study_figure){.figure = *figure,
                                      .of = wf_calloc(figures->study->count, sizeof *entry->of),
                                      .differs = differs};
    entry->of[of] = true;
}

void wf_study_figures_make(const struct wf_study *study, struct wf_study_figures *figures)
{
    *figures = (struct wf_study_figures){
        .study = study, .lists = wf_calloc(study->count + 1, sizeof *figures->lists)};
    for (size_t i = 0; i < study->count; i++) {
        wf_figure_list_make(&study->scenarios[i], NULL, 0, &figures->lists[i]);
        for (size_t j = 0; j < figures->lists[i].count; j++)
            gather(figures, &figures->lists[i].items[j], i);
    }
}

void wf_study_figures_release(struct wf_study_figures *figures)
{
    for (size_t i = 0; i < figures->count; i++)
        free(figures->items[i].of);
    free(figures->items);
    for (size_t i = 0; i < figures->study->count; i++)
        wf_figure_list_release(&figures->lists[i]);
    free(figures->lists);
    *figures = (struct wf_study_figures){0};
}

/* ---- who has it ---- */

bool wf_study_figure_is_of(const struct wf_figure *figure, const char *target)
{
    size_t length = strlen(target);
    return !strncmp(figure->target, target, length) &&
           (!figure->target[length] || figure->target[length] == '.');
}

const char *wf_study_figure_glob(const struct wf_figure *figure)
{
    const char *dot = strchr(figure->target, '.');
    return dot ? dot + 1 : NULL;
}

/* Of the first host, else link, that has a prop from one of some zones. */
static const struct wf_site *site_in_zone(const struct wf_platform *platform, const char *glob,
                                          int row)
{
    for (uint32_t i = 0; row >= 0 && i < platform->host_count; i++) {
        const struct wf_host_class *class = platform->hosts[i].class;
        if (class->origins[row] > WF_SITE_DEFAULT && class->origins[row] <= platform->zone_count &&
            fnmatch(glob, platform->zones[class->origins[row] - 1].name, 0) == 0)
            return class->site;
    }
    for (uint32_t i = 0; row >= 0 && i < platform->link_count; i++) {
        const struct wf_link_class *class = platform->links[i].class;
        if (class->origins[row] > WF_SITE_DEFAULT && class->origins[row] <= platform->zone_count &&
            fnmatch(glob, platform->zones[class->origins[row] - 1].name, 0) == 0)
            return class->site;
    }
    return NULL;
}

/* Name of host, or link, @p i of a platform. */
static const char *name_at(const struct wf_platform *platform, bool host, uint32_t i)
{
    return host ? platform->hosts[i].name : platform->links[i].name;
}

bool wf_study_figure_names_all(const struct wf_platform *platform, const struct wf_figure *figure,
                               const char *globs)
{
    const char *own = wf_study_figure_glob(figure);
    bool host = wf_study_figure_is_of(figure, "host"), link = wf_study_figure_is_of(figure, "link");
    bool all = host || link, any = false;
    if (!own || !strcmp(own, globs) || wf_factor_glob_matches(globs, own))
        return own;
    uint32_t count = host ? platform->host_count : link ? platform->link_count : 0;
    for (uint32_t i = 0; all && i < count; i++) {
        const struct wf_host_group *group = host ? wf_platform_group(platform, i) : NULL;
        if (fnmatch(own, name_at(platform, host, i), 0) != 0)
            continue;
        any = true;
        all = wf_factor_glob_matches(globs, name_at(platform, host, i)) ||
              (group && wf_factor_glob_matches(globs, group->id));
    }
    return all && any;
}

/* The site of the first host, link or zone that a figure names; NULL: none. */
const struct wf_site *wf_study_figure_site(const struct wf_platform *platform,
                                           const struct wf_figure *figure)
{
    const char *glob = wf_study_figure_glob(figure);
    if (wf_study_figure_is_of(figure, "host"))
        for (uint32_t i = 0; i < platform->host_count; i++)
            if (fnmatch(glob, platform->hosts[i].name, 0) == 0)
                return platform->hosts[i].class->site;
    if (wf_study_figure_is_of(figure, "link"))
        for (uint32_t i = 0; i < platform->link_count; i++)
            if (fnmatch(glob, platform->links[i].name, 0) == 0)
                return platform->links[i].class->site;
    if (wf_study_figure_is_of(figure, "zone"))
        return site_in_zone(platform, glob, wf_props_find(wf_site_props, figure->prop, 0));
    return NULL;
}

const struct wf_scenario *wf_study_figure_scenario(const struct wf_study *study,
                                                   const struct wf_study_figure *entry)
{
    size_t i = 0;
    while (!entry->of[i])
        i++;
    return &study->scenarios[i];
}

/* Has a class of hosts, or of links, the figure as it is? */
static bool has_figure(const struct wf_platform *platform, const struct wf_figure *figure,
                       const struct wf_host_class *host, const struct wf_link_class *link)
{
    int row = wf_props_find(wf_site_props, figure->prop, 0);
    struct wf_sourced sourced =
        host ? wf_host_sourced(platform, host, figure->prop, figure->pstate, figure->part)
             : wf_link_sourced(platform, link, figure->prop, figure->part);
    double value = NAN;
    if (row >= 0)
        value = wf_provenance_value(&wf_site_props[row], host ? host->site : link->site);
    else if (link)
        value = !strcmp(figure->prop, "bandwidth")       ? link->bandwidth_byte_per_s
                : figure->part == WF_FIGURE_BUSY         ? link->busy_w
                : !strcmp(figure->prop, "wattage_range") ? link->idle_w
                                                         : NAN;
    else if (figure->pstate < host->pstate_count)
        value = !strcmp(figure->prop, "speed")   ? host->speed_flop_per_s[figure->pstate]
                : !host->watts                   ? NAN
                : figure->part == WF_FIGURE_IDLE ? host->watts[figure->pstate].idle_w
                                                 : host->watts[figure->pstate].all_cores_w;
    const struct wf_figure other = {.value = value, .sourced = sourced};
    return same_belief(&other, figure);
}

/* The glob of some names, if it matches no others. Caller frees. */
static char *exact_glob(const struct wf_platform *platform, bool host, const struct wf_names *names)
{
    uint32_t all = host ? platform->host_count : platform->link_count;
    for (int digit = 0; digit < 2; digit++) {
        struct wf_name_glob glob = wf_names_glob(names, digit);
        uint64_t count = 0;
        for (uint32_t i = 0; i < all; i++)
            count += wf_name_glob_matches(&glob, name_at(platform, host, i));
        if (count == names->count)
            return wf_name_glob_text(&glob);
    }
    return NULL;
}

/* What names all on the platform that have a figure as it is, of which some take part: a glob, or
 * their names with '|' between; NULL: they are too many. */
char *wf_study_figure_names(const struct wf_platform *platform, const struct wf_figure *figure)
{
    bool host = wf_study_figure_is_of(figure, "host");
    uint32_t all = host ? platform->host_count : platform->link_count;
    struct wf_names names = {0};
    struct wf_buffer out = {0};
    if ((!host && !wf_study_figure_is_of(figure, "link")) || isnan(figure->value))
        return NULL;
    for (uint32_t i = 0; i < all; i++) {
        if (!has_figure(platform, figure, host ? platform->hosts[i].class : NULL,
                        host ? NULL : platform->links[i].class))
            continue;
        if (names.count < NAMES_MAX)
            wf_buffer_printf(&out, "%s%s", names.count ? "|" : "", name_at(platform, host, i));
        wf_names_add(&names, name_at(platform, host, i));
    }
    char *glob = names.count ? exact_glob(platform, host, &names) : NULL;
    if (!glob && names.count >= figure->count && names.count <= NAMES_MAX)
        return out.text;
    wf_buffer_release(&out);
    return glob;
}

/* Of the figure, with these names. Caller frees. */
char *wf_study_figure_key(const struct wf_figure *figure, const char *names)
{
    struct wf_figure named = *figure;
    named.target =
        wf_format("%s.%s", wf_study_figure_is_of(figure, "host") ? "host" : "link", names);
    char *key = wf_figure_key(&named);
    free(named.target);
    return key;
}

/* Do all deployments that have such actors, or that workload, have the figure alike? */
bool wf_study_figure_is_of_all(const struct wf_study *study, const struct wf_study_figure *entry)
{
    if (entry->differs)
        return false;
    for (size_t i = 0; i < study->count; i++) {
        const struct wf_scenario *scenario = &study->scenarios[i];
        bool has = !strcmp(entry->figure.target, "workload");
        for (size_t j = 0; !has && j < scenario->deployment.actor_count; j++)
            has = !strcmp(wf_roles[scenario->deployment.actors[j].role].name, entry->figure.target);
        if (has && !entry->of[i])
            return false;
    }
    return true;
}

bool wf_study_figure_is_rounds(const struct wf_figure *figure)
{
    return !strcmp(figure->prop, "rounds") || !strcmp(figure->prop, "epochs");
}
