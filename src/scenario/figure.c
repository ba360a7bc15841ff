#include "scenario/figure.h"
#include "platform/site_provenance.h"
#include "scenario/name_glob.h"
#include <math.h>
#include <stdio.h>
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

/* Props of actors that are figures of the world. */
static const char *const actor_figures[] = {
    "samples",          "samples-share",       "new-samples",        "speed-factor",
    "batch-overhead",   "round-overhead",      "start-up",           "aggregation-flop",
    "compression-flop", "decompression-flop",  "scaling-efficiency", "overlap",
    "dropout",          "availability-spread", "battery-level",      "per-day"};
enum { ACTOR_FIGURES = sizeof actor_figures / sizeof *actor_figures };

static bool is_actor_figure(const char *prop)
{
    for (size_t i = 0; i < ACTOR_FIGURES; i++)
        if (!strcmp(actor_figures[i], prop))
            return true;
    return false;
}

bool wf_is_figure_of_actor(const char *prop)
{
    static const char *const counts[] = {"rounds", "later-rounds", "epochs", "later-epochs",
                                         "passes-ratio"};
    bool found = is_actor_figure(prop);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        found |= !strcmp(counts[i], prop);
    return found;
}

/* ---- what is gathered ---- */

/* Equal hosts or links. */
struct kind {
    const struct wf_host_class *host; /* or */
    const struct wf_link_class *link;
    struct wf_names names;       /* of all on the platform */
    uint32_t line;               /* of the first */
    uint64_t speeds, busy, idle; /* sets of pstates, those below 64 */
    bool trains;                 /* those who train */
    bool scaled;                 /* someone there trains at a share of the speed (efficiency) */
};

struct kinds {
    struct kind items[WF_FIGURE_KINDS];
    uint32_t count, left_out;
};

/* Figures that differ in nothing but who has them. */
struct gathered {
    struct wf_figure figure;
    struct wf_names names;
    size_t order;
    bool trains; /* of hosts that train */
};

struct gathering {
    const struct wf_scenario *scenario;
    struct kinds *hosts, *links;
    struct gathered *items;
    size_t count, capacity;
    uint64_t *zone_rows; /* by zone: rows of its site that were added */
};

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

/* @param names  of those who have it; NULL: the target stands for itself */
static void add(struct gathering *gathering, const char *target, struct wf_figure figure,
                const struct wf_names *names, bool trains)
{
    for (size_t i = 0; i < gathering->count; i++)
        if (same_figure(&gathering->items[i].figure, target, &figure)) {
            if (names)
                wf_names_join(&gathering->items[i].names, names);
            gathering->items[i].trains |= trains;
            return;
        }
    if (gathering->count == gathering->capacity) {
        gathering->capacity = gathering->capacity ? 2 * gathering->capacity : 64;
        gathering->items =
            wf_realloc(gathering->items, gathering->capacity * sizeof *gathering->items);
    }
    figure.target = wf_strdup(target);
    figure.rank = rank_of(figure.prop);
    gathering->items[gathering->count] =
        (struct gathered){figure, names ? *names : (struct wf_names){0}, gathering->count, trains};
    gathering->count++;
}

/* ---- hosts ---- */

static uint64_t bit(uint32_t pstate)
{
    return pstate < 64 ? UINT64_C(1) << pstate : 0;
}

static struct kind *kind_of(struct kinds *kinds, const struct wf_host_class *host,
                            const struct wf_link_class *link)
{
    for (uint32_t i = kinds->count; i-- > 0;)
        if (kinds->items[i].host == host && kinds->items[i].link == link)
            return &kinds->items[i];
    return NULL;
}

static struct kind *make_kind(struct kinds *kinds, const struct wf_host_class *host,
                              const struct wf_link_class *link)
{
    struct kind *kind = kind_of(kinds, host, link);
    if (kind)
        return kind;
    if (kinds->count == WF_FIGURE_KINDS) {
        kinds->left_out++;
        return NULL;
    }
    kind = &kinds->items[kinds->count++];
    *kind = (struct kind){.host = host, .link = link};
    return kind;
}

/* The pstates that a participant uses. */
static void add_use(struct kind *kind, enum wf_role_id role, enum wf_role_id worker,
                    const struct wf_participant *participant)
{
    const struct wf_role *of = &wf_roles[role];
    kind->idle |= bit(participant->idle_pstate) | bit(wf_host_cold_pstate(kind->host));
    if (role == WF_SOURCE) {
        kind->idle |= bit(participant->pstate);
        return;
    }
    bool by_energy = role == worker && !isnan(kind->host->site->sample_j); /* in its place */
    kind->speeds |= by_energy ? 0 : bit(participant->pstate);
    kind->busy |= bit(participant->pstate);
    if (of->evaluation_pstate) {
        kind->speeds |= bit(participant->evaluation_pstate);
        kind->busy |= bit(participant->evaluation_pstate);
    }
    if (of->overhead_pstate && participant->overhead_pstate != WF_PSTATE_IDLE)
        kind->busy |= bit(participant->overhead_pstate);
    if (of->start_up_pstate && participant->start_up_pstate != WF_PSTATE_IDLE)
        kind->busy |= bit(participant->start_up_pstate);
    kind->trains |= role == worker;
    kind->scaled |= !participant->measured && !by_energy;
}

static void gather_hosts(struct gathering *gathering)
{
    const struct wf_scenario *scenario = gathering->scenario;
    const struct wf_platform *platform = scenario->platform;
    struct kind *last = NULL;
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        for (uint32_t i = 0; i < scenario->participant_count[role]; i++) {
            const struct wf_participant *participant = &scenario->participants[role][i];
            const struct wf_host_class *class =
                platform->hosts[wf_platform_listed_host(platform, participant->host)].class;
            if (!last || last->host != class)
                last = make_kind(gathering->hosts, class, NULL);
            if (last)
                add_use(last, (enum wf_role_id)role, scenario->paradigm->worker, participant);
        }
    last = NULL;
    for (uint32_t i = 0; i < platform->host_count; i++) {
        const struct wf_host *host = &platform->hosts[i];
        if (wf_platform_listed_host(platform, i) != i)
            continue;
        if (!last || last->host != host->class)
            last = kind_of(gathering->hosts, host->class, NULL);
        if (last && !last->names.count)
            last->line = host->line;
        if (last)
            wf_names_add(&last->names, host->name);
    }
}

static void add_of_host(struct gathering *gathering, const struct kind *kind, const char *prop,
                        uint32_t pstate, enum wf_figure_part part, double value,
                        enum wf_dimension dimension)
{
    const struct wf_platform *platform = gathering->scenario->platform;
    add(gathering, "host",
        (struct wf_figure){.prop = prop,
                           .pstate = pstate,
                           .part = part,
                           .value = value,
                           .dimension = dimension,
                           .sourced = wf_host_sourced(platform, kind->host, prop, pstate, part),
                           .origin = {platform->path, kind->line},
                           .host = kind->host},
        &kind->names, kind->trains);
}

static void add_pstates(struct gathering *gathering, const struct kind *kind)
{
    const struct wf_host_class *class = kind->host;
    for (uint32_t i = 0; i < class->pstate_count && i < 64; i++) {
        if (kind->speeds & bit(i))
            add_of_host(gathering, kind, "speed", i, WF_FIGURE_WHOLE, class->speed_flop_per_s[i],
                        WF_DIM_SPEED);
        if (class->watts && kind->busy & bit(i))
            add_of_host(gathering, kind, "wattage_per_state", i, WF_FIGURE_ALL,
                        class->watts[i].all_cores_w, WF_DIM_POWER);
        if (class->watts && kind->idle & bit(i))
            add_of_host(gathering, kind, "wattage_per_state", i, WF_FIGURE_IDLE,
                        class->watts[i].idle_w, WF_DIM_POWER);
    }
}

/* ---- props of hosts, links and zones ---- */

/* Does someone there train at a share of the speed, and who says it? */
static bool has_efficiency_of(const struct wf_scenario *scenario, const struct kind *kind,
                              enum wf_efficiency_of whose)
{
    enum wf_efficiency_of of;
    wf_scenario_efficiency(scenario, kind->host->site, &of);
    return kind->scaled && of == whose;
}

/* The PUE of a site that has one by its kind, where nobody gives it. */
static void add_assumed_pue(struct gathering *gathering, const struct kind *kind)
{
    if (wf_site_pue_is_assumed(kind->host->site))
        add_of_host(gathering, kind, "pue", WF_EVERY_PSTATE, WF_FIGURE_WHOLE,
                    wf_site_pue(kind->host->site), WF_DIM_NUMBER);
}

/* The rows that a host or link has, each as its own or as its zone's. */
static void add_rows(struct gathering *gathering, const struct kind *kind)
{
    const struct wf_platform *platform = gathering->scenario->platform;
    const struct wf_site *site = kind->host ? kind->host->site : kind->link->site;
    const uint32_t *origins = kind->host ? kind->host->origins : kind->link->origins;
    for (int row = 0; wf_site_props[row].name; row++) {
        const struct wf_prop *prop = &wf_site_props[row];
        bool number = prop->kind == WF_PROP_QUANTITY || prop->kind == WF_PROP_SERIES;
        if (!number || origins[row] == WF_SITE_DEFAULT ||
            (kind->host && !strcmp(prop->name, "efficiency") &&
             !has_efficiency_of(gathering->scenario, kind, WF_EFFICIENCY_OF_HOST)))
            continue;
        bool own = origins[row] == WF_SITE_OWN || origins[row] == WF_SITE_SET;
        uint32_t zone = own ? 0 : origins[row] - 1;
        struct wf_figure figure = {.prop = prop->name,
                                   .pstate = WF_EVERY_PSTATE,
                                   .dimension = prop->dimension,
                                   .origin = {platform->path, kind->line}};
        memcpy(&figure.value, (const char *)site + prop->offset, sizeof figure.value);
        figure.sourced = kind->host
                             ? wf_host_sourced(platform, kind->host, prop->name, WF_EVERY_PSTATE,
                                               WF_FIGURE_WHOLE)
                             : wf_link_sourced(platform, kind->link, prop->name, WF_FIGURE_WHOLE);
        if (own) {
            add(gathering, kind->host ? "host" : "link", figure, &kind->names, kind->trains);
            continue;
        }
        if (gathering->zone_rows[zone] & UINT64_C(1) << row)
            continue;
        gathering->zone_rows[zone] |= UINT64_C(1) << row;
        struct wf_names names = {0};
        wf_names_add(&names, platform->zones[zone].name);
        figure.origin.line = platform->zones[zone].line;
        add(gathering, "zone", figure, &names, kind->trains);
    }
}

/* ---- links ---- */

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Zones with a host that takes part, and those around them: links elsewhere are not used. */
static bool *near_zones(const struct gathering *gathering)
{
    const struct wf_platform *platform = gathering->scenario->platform;
    bool *near = wf_calloc(platform->zone_count, sizeof *near);
    for (uint32_t i = 0; i < gathering->hosts->count; i++)
        for (uint32_t zone = gathering->hosts->items[i].host->zone; !near[zone];
             zone = platform->zones[zone].parent)
            near[zone] = true;
    return near;
}

static bool is_used(const bool *near, const struct wf_link *link, const char *const *links,
                    size_t count)
{
    return links ? bsearch(&link->name, links, count, sizeof *links, compare_names) != NULL
                 : near[link->class->zone];
}

static void gather_links(struct gathering *gathering, const char *const *links, size_t count)
{
    const struct wf_platform *platform = gathering->scenario->platform;
    struct kind *last = NULL;
    bool *near = near_zones(gathering);
    for (int pass = 0; pass < 2; pass++) /* which kinds are used; then all of these kinds */
        for (uint32_t i = 0; i < platform->link_count; i++) {
            const struct wf_link *link = &platform->links[i];
            if (!wf_platform_lists_link(platform, i))
                continue;
            if (!last || last->link != link->class)
                last = kind_of(gathering->links, NULL, link->class);
            if (!pass && !last && is_used(near, link, links, count))
                last = make_kind(gathering->links, NULL, link->class);
            if (!pass || !last)
                continue;
            last->line = last->names.count ? last->line : link->line;
            wf_names_add(&last->names, link->name);
        }
    free(near);
}

static void add_of_link(struct gathering *gathering, const struct kind *kind, const char *prop,
                        enum wf_figure_part part, double value, enum wf_dimension dimension)
{
    const struct wf_platform *platform = gathering->scenario->platform;
    add(gathering, "link",
        (struct wf_figure){.prop = prop,
                           .pstate = WF_EVERY_PSTATE,
                           .part = part,
                           .value = value,
                           .dimension = dimension,
                           .sourced = wf_link_sourced(platform, kind->link, prop, part),
                           .origin = {platform->path, kind->line},
                           .link = strcmp(prop, "wattage_range") ? NULL : kind->link},
        &kind->names, false);
}

static void add_link(struct gathering *gathering, const struct kind *kind)
{
    const struct wf_link_class *class = kind->link;
    add_of_link(gathering, kind, "bandwidth", WF_FIGURE_WHOLE, class->bandwidth_byte_per_s,
                WF_DIM_BANDWIDTH);
    add_of_link(gathering, kind, "latency", WF_FIGURE_WHOLE, NAN, WF_DIM_TIME);
    if (!isnan(class->busy_w))
        add_of_link(gathering, kind, "wattage_range", WF_FIGURE_BUSY, class->busy_w, WF_DIM_POWER);
    if (class->idle_w > 0)
        add_of_link(gathering, kind, "wattage_range", WF_FIGURE_IDLE, class->idle_w, WF_DIM_POWER);
}

static void mark_class(const struct wf_link_class *class, bool *used)
{
    if (class && wf_site_has_network(class->site))
        used[class->site->network_class] = true;
}

/* Which classes of networks carry bytes: of links that are used, and of those that SimGrid makes of
 * clusters near the hosts, which have no declaration. */
static void mark_classes(const struct gathering *gathering, bool *used)
{
    const struct wf_platform *platform = gathering->scenario->platform;
    bool *near = near_zones(gathering);
    for (uint32_t i = 0; i < gathering->links->count; i++)
        mark_class(gathering->links->items[i].link, used);
    for (uint32_t i = 0; i < platform->cluster_count; i++)
        if (near[platform->clusters[i].links->zone]) {
            mark_class(platform->clusters[i].links, used);
            mark_class(platform->clusters[i].backbone, used);
        }
    free(near);
}

static void add_network_figure(struct gathering *gathering, int class, uint32_t view, int figure)
{
    const struct wf_networks *networks = gathering->scenario->platform->networks;
    const struct wf_network *network = &networks->items[class][view];
    double value = wf_network_value(&network->values, (enum wf_network_figure)figure);
    if (figure == WF_NETWORK_CORE_SHARE && !networks->wide[class])
        return;
    if (value == 0 && network->sourced[figure].high == 0)
        return; /* the class has none, and that is known */
    char *target = wf_format("network.%s.%s", wf_network_classes[class], wf_network_views[view]);
    bool given = network->line[figure] > 0;
    add(gathering, target,
        (struct wf_figure){.prop = wf_network_figures[figure].name,
                           .pstate = WF_EVERY_PSTATE,
                           .value = value,
                           .dimension = wf_network_figures[figure].dimension,
                           .sourced = network->sourced[figure],
                           .origin = {given ? networks->path : "--set", network->line[figure]}},
        NULL, false);
    free(target);
}

/* Figures of the classes of networks in the view that counts. */
static void add_networks(struct gathering *gathering)
{
    uint32_t view = gathering->scenario->options.network;
    bool used[WF_NETWORK_CLASSES] = {false};
    mark_classes(gathering, used);
    for (int class = 0; class < WF_NETWORK_CLASSES && view < WF_NETWORK_VIEWS; class ++)
        for (int figure = 0; used[class] && figure < WF_NETWORK_FIGURES; figure++)
            add_network_figure(gathering, class, view, figure);
}

/* ---- workload and actors ---- */

/* One row of a table of values. */
static void add_value(struct gathering *gathering, const char *target, const struct wf_prop *row,
                      const void *values, const struct wf_origin *origin, bool list_set,
                      const struct wf_provenance_list *list)
{
    struct wf_figure figure = {.prop = row->name,
                               .pstate = WF_EVERY_PSTATE,
                               .value = wf_provenance_value(row, values),
                               .dimension = row->dimension,
                               .sourced = wf_unsourced,
                               .origin = *origin};
    if (origin->line || list_set) /* else of --set, which says nothing of where from */
        figure.sourced = wf_provenance_of(list, row->name, WF_EVERY_PSTATE, WF_FIGURE_WHOLE);
    add(gathering, target, figure, NULL, false);
}

static bool is_set(const struct wf_origin *origins, const struct wf_prop *table)
{
    const struct wf_origin *origin = &origins[wf_props_find(table, "provenance", 0)];
    return origin->file && !origin->line;
}

/* Does anyone train at the share of the speed that the workload says? */
static bool any_scaled(const struct gathering *gathering)
{
    for (uint32_t i = 0; i < gathering->hosts->count; i++)
        if (has_efficiency_of(gathering->scenario, &gathering->hosts->items[i],
                              WF_EFFICIENCY_OF_WORKLOAD))
            return true;
    return false;
}

static void add_workload(struct gathering *gathering)
{
    const struct wf_workload *workload = &gathering->scenario->workload;
    bool list_set = is_set(workload->origins, wf_workload_props), scaled = any_scaled(gathering);
    for (int row = 0; wf_workload_props[row].name; row++) {
        const struct wf_prop *prop = &wf_workload_props[row];
        if (workload->origins[row].file && strcmp(prop->name, "target") &&
            (prop->kind == WF_PROP_QUANTITY || prop->kind == WF_PROP_COUNT) &&
            (scaled || strcmp(prop->name, "efficiency")))
            add_value(gathering, "workload", prop, workload, &workload->origins[row], list_set,
                      workload->provenance);
    }
}

static void add_actors(struct gathering *gathering)
{
    const struct wf_deployment *deployment = &gathering->scenario->deployment;
    for (size_t i = 0; i < deployment->actor_count; i++) {
        const struct wf_actor *actor = &deployment->actors[i];
        const struct wf_prop *table = wf_actor_props(actor);
        bool list_set = is_set(actor->origins, table);
        for (int row = 0; table[row].name; row++)
            if (actor->host_count && actor->origins[row].file && is_actor_figure(table[row].name))
                add_value(gathering, wf_roles[actor->role].name, &table[row], &actor->values,
                          &actor->origins[row], list_set, wf_actor_provenance(actor));
    }
}

static void add_rounds(struct gathering *gathering)
{
    const struct wf_scenario *scenario = gathering->scenario;
    const struct wf_actor *leader = wf_scenario_leading_actor(scenario);
    const char *unit = scenario->paradigm->unit;
    struct wf_sourced sourced =
        wf_provenance_of(wf_actor_provenance(leader), unit, WF_EVERY_PSTATE, WF_FIGURE_WHOLE);
    sourced.word = scenario->provenance;
    sourced.given = true;
    if (!isnan(scenario->rounds_low)) {
        sourced.low = scenario->rounds_low;
        sourced.high = scenario->rounds_high;
    }
    add(gathering, wf_roles[leader->role].name,
        (struct wf_figure){.prop = unit,
                           .pstate = WF_EVERY_PSTATE,
                           .value = (double)scenario->rounds,
                           .dimension = WF_DIM_COUNT,
                           .sourced = sourced,
                           .origin = scenario->rounds_origin},
        NULL, true);
}

/* ---- the list ---- */

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
static void name_target(struct globs *globs, struct gathered *item)
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
static void name_targets(struct gathering *gathering)
{
    struct globs globs = {.platform = gathering->scenario->platform,
                          .counts = wf_calloc(2 * gathering->count + 1, sizeof *globs.counts)};
    wf_map_init(&globs.known);
    wf_arena_init(&globs.arena);
    for (size_t i = 0; i < gathering->count; i++) {
        struct gathered *item = &gathering->items[i];
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
    const struct gathered *a = left, *b = right;
    int order = a->figure.rank - b->figure.rank;
    if (order == 0) /* those who train matter more */
        order = b->trains - a->trains;
    return order ? order : a->order < b->order ? -1 : a->order > b->order;
}

/* Of hosts and links: those who train first, so that a zone's figure counts as theirs. */
static void add_kinds(struct gathering *gathering)
{
    for (int trains = 1; trains >= 0; trains--)
        for (uint32_t i = 0; i < gathering->hosts->count; i++) {
            const struct kind *kind = &gathering->hosts->items[i];
            if (kind->trains != (bool)trains)
                continue;
            add_pstates(gathering, kind);
            add_rows(gathering, kind);
            add_assumed_pue(gathering, kind);
        }
    for (uint32_t i = 0; i < gathering->links->count; i++) {
        add_link(gathering, &gathering->links->items[i]);
        add_rows(gathering, &gathering->links->items[i]);
    }
    add_networks(gathering);
}

void wf_figure_list_make(const struct wf_scenario *scenario, const char *const *links,
                         size_t link_count, struct wf_figure_list *list)
{
    struct gathering gathering = {
        .scenario = scenario,
        .hosts = wf_calloc(1, sizeof *gathering.hosts),
        .links = wf_calloc(1, sizeof *gathering.links),
        .zone_rows = wf_calloc(scenario->platform->zone_count, sizeof *gathering.zone_rows)};
    if (scenario->deployment.actor_count) { /* else nothing was resolved */
        gather_hosts(&gathering);
        gather_links(&gathering, links, link_count);
        add_rounds(&gathering);
        add_workload(&gathering);
        add_actors(&gathering);
        add_kinds(&gathering);
    }
    name_targets(&gathering);
    if (gathering.count)
        qsort(gathering.items, gathering.count, sizeof *gathering.items, compare_ranks);
    *list =
        (struct wf_figure_list){.count = gathering.count,
                                .left_out = gathering.hosts->left_out + gathering.links->left_out,
                                .items = wf_calloc(gathering.count + 1, sizeof *list->items)};
    for (size_t i = 0; i < gathering.count; i++)
        list->items[i] = gathering.items[i].figure;
    mark_shared_keys(list);
    free(gathering.items);
    free(gathering.hosts);
    free(gathering.links);
    free(gathering.zone_rows);
}

void wf_figure_list_release(struct wf_figure_list *list)
{
    if (!list)
        return;
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].target);
    free(list->items);
    *list = (struct wf_figure_list){0};
}
