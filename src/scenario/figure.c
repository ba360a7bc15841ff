#include "scenario/figure.h"
#include "platform/site_provenance.h"
#include "scenario/figure_kinds.h"
#include "scenario/figures.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* What figures are gathered from, and those found so far. */
struct gathering {
    const struct wf_scenario *scenario;
    struct wf_figure_kinds *hosts, *links;
    struct wf_figures figures;
    uint64_t *zone_rows; /* by zone: rows of its site that were added */
};

/* ---- hosts ---- */

static void add_of_host(struct gathering *gathering, const struct wf_figure_kind *kind,
                        const char *prop, uint32_t pstate, enum wf_figure_part part, double value,
                        enum wf_dimension dimension)
{
    const struct wf_platform *platform = gathering->scenario->platform;
    wf_figures_add(
        &gathering->figures, "host",
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

static void add_pstates(struct gathering *gathering, const struct wf_figure_kind *kind)
{
    const struct wf_host_class *class = kind->host;
    for (uint32_t i = 0; i < class->pstate_count && i < 64; i++) {
        if (kind->speeds & wf_figure_pstate(i))
            add_of_host(gathering, kind, "speed", i, WF_FIGURE_WHOLE, class->speed_flop_per_s[i],
                        WF_DIM_SPEED);
        if (class->watts && kind->busy & wf_figure_pstate(i))
            add_of_host(gathering, kind, "wattage_per_state", i, WF_FIGURE_ALL,
                        class->watts[i].all_cores_w, WF_DIM_POWER);
        if (class->watts && kind->idle & wf_figure_pstate(i))
            add_of_host(gathering, kind, "wattage_per_state", i, WF_FIGURE_IDLE,
                        class->watts[i].idle_w, WF_DIM_POWER);
    }
}

/* ---- props of hosts, links and zones ---- */

/* Does someone there train at a share of the speed, and who says it? */
static bool has_efficiency_of(const struct wf_scenario *scenario, const struct wf_figure_kind *kind,
                              enum wf_efficiency_of whose)
{
    enum wf_efficiency_of of;
    wf_scenario_efficiency(scenario, kind->host->site, &of);
    return kind->scaled && of == whose;
}

/* The PUE of a site that has one by its kind, where nobody gives it. */
static void add_assumed_pue(struct gathering *gathering, const struct wf_figure_kind *kind)
{
    if (wf_site_pue_is_assumed(kind->host->site))
        add_of_host(gathering, kind, "pue", WF_EVERY_PSTATE, WF_FIGURE_WHOLE,
                    wf_site_pue(kind->host->site), WF_DIM_NUMBER);
}

/* The rows that a host or link has, each as its own or as its zone's. */
static void add_rows(struct gathering *gathering, const struct wf_figure_kind *kind)
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
            wf_figures_add(&gathering->figures, kind->host ? "host" : "link", figure, &kind->names,
                           kind->trains);
            continue;
        }
        if (gathering->zone_rows[zone] & UINT64_C(1) << row)
            continue;
        gathering->zone_rows[zone] |= UINT64_C(1) << row;
        struct wf_names names = {0};
        wf_names_add(&names, platform->zones[zone].name);
        figure.origin.line = platform->zones[zone].line;
        wf_figures_add(&gathering->figures, "zone", figure, &names, kind->trains);
    }
}

/* ---- links and networks ---- */

static void add_of_link(struct gathering *gathering, const struct wf_figure_kind *kind,
                        const char *prop, enum wf_figure_part part, double value,
                        enum wf_dimension dimension)
{
    const struct wf_platform *platform = gathering->scenario->platform;
    wf_figures_add(&gathering->figures, "link",
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

static void add_link(struct gathering *gathering, const struct wf_figure_kind *kind)
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
    wf_figures_add(
        &gathering->figures, target,
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
    wf_figure_kinds_mark_networks(gathering->links, gathering->hosts, gathering->scenario->platform,
                                  used);
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
    wf_figures_add(&gathering->figures, target, figure, NULL, false);
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

/* Is the prop of the cut of split learning alone? */
static bool is_of_cut(const char *prop)
{
    static const char *const names[] = {"activation-size", "client-flop-share",
                                        "client-parameters"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i], prop))
            return true;
    return false;
}

static void add_workload(struct gathering *gathering)
{
    const struct wf_workload *workload = &gathering->scenario->workload;
    bool list_set = is_set(workload->origins, wf_workload_props), scaled = any_scaled(gathering);
    bool cut = gathering->scenario->participant_count[WF_SPLIT_CLIENT] > 0;
    for (int row = 0; wf_workload_props[row].name; row++) {
        const struct wf_prop *prop = &wf_workload_props[row];
        if (workload->origins[row].file && strcmp(prop->name, "target") &&
            (prop->kind == WF_PROP_QUANTITY || prop->kind == WF_PROP_COUNT) &&
            (scaled || strcmp(prop->name, "efficiency")) && (cut || !is_of_cut(prop->name)))
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
    wf_figures_add(&gathering->figures, wf_roles[leader->role].name,
                   (struct wf_figure){.prop = unit,
                                      .pstate = WF_EVERY_PSTATE,
                                      .value = (double)scenario->rounds,
                                      .dimension = WF_DIM_COUNT,
                                      .sourced = sourced,
                                      .origin = scenario->rounds_origin},
                   NULL, true);
}

/* ---- the list ---- */

/* Of hosts and links: those who train first, so that a zone's figure counts as theirs. */
static void add_kinds(struct gathering *gathering)
{
    for (int trains = 1; trains >= 0; trains--)
        for (uint32_t i = 0; i < gathering->hosts->count; i++) {
            const struct wf_figure_kind *kind = &gathering->hosts->items[i];
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

void wf_figure_list_make(const struct wf_scenario *scenario, const struct wf_link_class **links,
                         size_t link_count, struct wf_figure_list *list)
{
    struct gathering gathering = {
        .scenario = scenario,
        .hosts = wf_calloc(1, sizeof *gathering.hosts),
        .links = wf_calloc(1, sizeof *gathering.links),
        .zone_rows = wf_calloc(scenario->platform->zone_count, sizeof *gathering.zone_rows)};
    if (scenario->deployment.actor_count) { /* else nothing was resolved */
        wf_figure_kinds_of_hosts(gathering.hosts, scenario);
        wf_figure_kinds_of_links(gathering.links, gathering.hosts, scenario->platform, links,
                                 link_count);
        add_rounds(&gathering);
        add_workload(&gathering);
        add_actors(&gathering);
        add_kinds(&gathering);
    }
    wf_figures_list(&gathering.figures, scenario->platform, list);
    list->left_out = gathering.hosts->left_out + gathering.links->left_out;
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
