#include "cli/assumed.h"
#include "account/tariff.h"
#include "scenario/split.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Hosts for which one value of one prop is assumed. */
struct group {
    char value[64];
    uint32_t count;
    const char *first;
};
struct groups {
    struct group *items;
    size_t count;
};

static void add_host(struct groups *groups, const char *value, const char *host)
{
    size_t i = 0;
    while (i < groups->count && strcmp(groups->items[i].value, value))
        i++;
    if (i == groups->count) {
        groups->items = wf_realloc(groups->items, ++groups->count * sizeof *groups->items);
        groups->items[i] = (struct group){.first = host};
        snprintf(groups->items[i].value, sizeof groups->items[i].value, "%s", value);
    }
    groups->items[i].count++;
}

static void add_groups(struct groups *groups, const char *prop, const char *note,
                       struct wf_grid *grid)
{
    for (size_t i = 0; i < groups->count; i++) {
        const struct group *group = &groups->items[i];
        char *what = wf_format("%u host%s, %s%s%s", group->count, wf_plural(group->count),
                               group->first, group->count > 1 ? " first" : "", note);
        char *name = wf_format("    %s", prop);
        wf_grid_row(grid, name, group->value, what);
        free(name);
        free(what);
    }
    free(groups->items);
    *groups = (struct groups){0};
}

/* ---- hosts ---- */

static void write_attribution(const struct wf_site *site, char *text, size_t size)
{
    wf_number_text(wf_site_attribution(site, false), text, size);
}
static void write_wall_factor(const struct wf_site *site, char *text, size_t size)
{
    wf_number_text(wf_site_wall_factor(site), text, size);
}
static void write_meter(const struct wf_site *site, char *text, size_t size)
{
    snprintf(text, size, "%s", wf_meter_name(wf_site_meter(site)));
}
static void write_pue(const struct wf_site *site, char *text, size_t size)
{
    wf_number_text(wf_site_pue(site), text, size);
}
static void write_unknown(const struct wf_site *site, char *text, size_t size)
{
    (void)site;
    snprintf(text, size, "unknown");
}

/* Props whose defaults move a result, in the order of the page. */
static const struct assumable {
    const char *prop, *note;
    void (*write)(const struct wf_site *site, char *text, size_t size);
} assumables[] = {
    {"attribution", "", write_attribution},
    {"meter", "", write_meter},
    {"wall_factor", "", write_wall_factor},
    {"pue", "", write_pue},
    {"carbon_intensity", ": no carbon", write_unknown},
    {"embodied_carbon", ": no embodied carbon", write_unknown},
};

/* Is a prop said nowhere of a host? */
static bool is_silent(const struct wf_host_class *class, const char *prop)
{
    int row = wf_props_find(wf_site_props, prop, 0);
    return row >= 0 && class->origins[row] == WF_SITE_DEFAULT;
}

/* The hosts of all actors, each once, in canonical order. */
static void add_hosts(const struct wf_scenario *scenario, struct wf_grid *grid)
{
    const struct wf_platform *platform = scenario->platform;
    enum { KINDS = sizeof assumables / sizeof *assumables };
    struct groups groups[KINDS] = {0};
    bool *seen = wf_calloc(platform->host_count, sizeof *seen);
    for (size_t i = 0; i < scenario->deployment.actor_count; i++) {
        const struct wf_actor *actor = &scenario->deployment.actors[i];
        for (uint32_t j = 0; j < actor->host_count; j++) {
            const struct wf_host *host = &platform->hosts[actor->hosts[j]];
            if (seen[actor->hosts[j]])
                continue;
            seen[actor->hosts[j]] = true;
            for (size_t kind = 0; kind < KINDS; kind++) {
                char value[64];
                if (!is_silent(host->class, assumables[kind].prop))
                    continue;
                assumables[kind].write(host->class->site, value, sizeof value);
                add_host(&groups[kind], value, host->name);
            }
        }
    }
    for (size_t kind = 0; kind < KINDS; kind++)
        add_groups(&groups[kind], assumables[kind].prop, assumables[kind].note, grid);
    free(seen);
}

/* ---- those who train ---- */

static void add_efficiency(const struct wf_scenario *scenario, struct wf_grid *grid)
{
    struct groups groups = {0};
    for (uint32_t i = 0; i < wf_scenario_count_who_train(scenario); i++) {
        const struct wf_participant *participant = wf_scenario_who_trains(scenario, i);
        const struct wf_host *host = wf_scenario_host(scenario, participant);
        const struct wf_site *site = host->class->site;
        enum wf_efficiency_of of;
        wf_scenario_efficiency(scenario, site, &of);
        if (!participant->measured && of == WF_EFFICIENCY_NONE && !site->speed_by_batch &&
            isnan(site->sample_j))
            add_host(&groups, "1 (100 % of the speed)", host->name);
    }
    add_groups(&groups, "efficiency", ": not measured on this workload", grid);
}

static void add_samples(const struct wf_scenario *scenario, struct wf_grid *grid)
{
    enum wf_role_id holder = scenario->paradigm->holder;
    uint64_t least = UINT64_MAX, most = 0;
    uint32_t count = 0;
    int row = wf_props_find(wf_roles[holder].props, "samples", 0);
    for (uint32_t i = 0; i < scenario->participant_count[holder] && row >= 0; i++) {
        const struct wf_participant *participant = &scenario->participants[holder][i];
        const struct wf_actor *actor = wf_scenario_actor(scenario, participant);
        if (actor->origins[row].file || !isnan(wf_split_share(actor)))
            continue;
        least = participant->samples < least ? participant->samples : least;
        most = participant->samples > most ? participant->samples : most;
        count++;
    }
    if (!count)
        return;
    char *value = least == most ? wf_format("%llu each", (unsigned long long)most)
                                : wf_format("%llu or %llu each", (unsigned long long)least,
                                            (unsigned long long)most);
    char *what = wf_format("%u %s%s: equal shares of what is left of the workload's %llu", count,
                           wf_roles[holder].name, wf_plural(count),
                           (unsigned long long)scenario->workload.samples);
    wf_grid_row(grid, "    samples", value, what);
    free(what);
    free(value);
}

/* ---- the rest ---- */

static void add_rounds(const struct wf_scenario *scenario, struct wf_grid *grid)
{
    const struct wf_origin *origin = &scenario->rounds_origin;
    if (scenario->provenance != WF_ASSUMED)
        return;
    char *name = wf_format("    %s", scenario->paradigm->unit);
    char value[32];
    struct wf_buffer what = {0};
    wf_buffer_printf(&what, "%s", origin->file ? origin->file : "");
    if (origin->line)
        wf_buffer_printf(&what, ":%u", origin->line);
    if (scenario->rounds_unheld)
        wf_buffer_printf(&what, "%s%s", what.length ? ": " : "", scenario->rounds_unheld);
    wf_grid_row(grid, name, wf_scenario_rounds_text(scenario, value, sizeof value), what.text);
    wf_buffer_release(&what);
    free(name);
}

static void add_links(const struct wf_scenario *scenario, struct wf_grid *grid)
{
    const struct wf_platform *platform = scenario->platform;
    uint32_t silent = 0;
    const char *first = NULL;
    for (uint32_t i = 0; i < platform->link_count; i++)
        if (!wf_link_is_known(platform->links[i].class) && silent++ == 0)
            first = platform->links[i].name;
    if (!silent)
        return;
    char *what = wf_format("%u of the platform's %u links, %s%s: not counted", silent,
                           platform->link_count, first, silent > 1 ? " first" : "");
    wf_grid_row(grid, "    energy of links", "none", what);
    free(what);
}

void wf_assumed_add(const struct wf_scenario *scenario, struct wf_grid *grid)
{
    add_rounds(scenario, grid);
    add_efficiency(scenario, grid);
    add_samples(scenario, grid);
    add_hosts(scenario, grid);
    add_links(scenario, grid);
}
