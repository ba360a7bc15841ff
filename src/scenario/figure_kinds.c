#include "scenario/figure_kinds.h"
#include "base/err.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

uint64_t wf_figure_pstate(uint32_t pstate)
{
    return pstate < 64 ? UINT64_C(1) << pstate : 0;
}

/* ---- hosts ---- */

static struct wf_figure_kind *kind_of(struct wf_figure_kinds *kinds,
                                      const struct wf_host_class *host,
                                      const struct wf_link_class *link)
{
    for (uint32_t i = kinds->count; i-- > 0;)
        if (kinds->items[i].host == host && kinds->items[i].link == link)
            return &kinds->items[i];
    return NULL;
}

static struct wf_figure_kind *make_kind(struct wf_figure_kinds *kinds,
                                        const struct wf_host_class *host,
                                        const struct wf_link_class *link)
{
    struct wf_figure_kind *kind = kind_of(kinds, host, link);
    if (kind)
        return kind;
    if (kinds->count == WF_FIGURE_KINDS) {
        kinds->left_out++;
        return NULL;
    }
    kind = &kinds->items[kinds->count++];
    *kind = (struct wf_figure_kind){.host = host, .link = link};
    return kind;
}

/* The pstates that a participant uses. */
static void add_use(struct wf_figure_kind *kind, enum wf_role_id role,
                    const struct wf_participant *participant)
{
    const struct wf_role *of = &wf_roles[role];
    bool trains = of->traits & WF_TRAINS;
    kind->idle |= wf_figure_pstate(participant->idle_pstate) |
                  wf_figure_pstate(wf_host_cold_pstate(kind->host));
    if (role == WF_SOURCE) {
        kind->idle |= wf_figure_pstate(participant->pstate);
        return;
    }
    bool by_energy = trains && !isnan(kind->host->site->sample_j); /* in its place */
    kind->speeds |= by_energy ? 0 : wf_figure_pstate(participant->pstate);
    kind->busy |= wf_figure_pstate(participant->pstate);
    if (of->evaluation_pstate) {
        kind->speeds |= wf_figure_pstate(participant->evaluation_pstate);
        kind->busy |= wf_figure_pstate(participant->evaluation_pstate);
    }
    if (of->overhead_pstate && participant->overhead_pstate != WF_PSTATE_IDLE)
        kind->busy |= wf_figure_pstate(participant->overhead_pstate);
    if (of->start_up_pstate && participant->start_up_pstate != WF_PSTATE_IDLE)
        kind->busy |= wf_figure_pstate(participant->start_up_pstate);
    if (of->lost_pstate && participant->lost_pstate != WF_PSTATE_IDLE)
        kind->busy |= wf_figure_pstate(participant->lost_pstate);
    if (of->exchange_pstate && participant->exchange_pstate != WF_PSTATE_IDLE)
        kind->idle |= wf_figure_pstate(participant->exchange_pstate);
    kind->trains |= trains;
    kind->scaled |= !participant->measured && !by_energy;
}

void wf_figure_kinds_of_hosts(struct wf_figure_kinds *kinds, const struct wf_scenario *scenario)
{
    const struct wf_platform *platform = scenario->platform;
    struct wf_figure_kind *last = NULL;
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        for (uint32_t i = 0; i < scenario->participant_count[role]; i++) {
            const struct wf_participant *participant = &scenario->participants[role][i];
            const struct wf_host_class *class =
                platform->hosts[wf_platform_listed_host(platform, participant->host)].class;
            if (!last || last->host != class)
                last = make_kind(kinds, class, NULL);
            if (last)
                add_use(last, (enum wf_role_id)role, participant);
        }
    last = NULL;
    for (uint32_t i = 0; i < platform->host_count; i++) {
        const struct wf_host *host = &platform->hosts[i];
        if (wf_platform_listed_host(platform, i) != i)
            continue;
        if (!last || last->host != host->class)
            last = kind_of(kinds, host->class, NULL);
        if (last && !last->names.count)
            last->line = host->line;
        if (last)
            wf_names_add(&last->names, host->name);
    }
}

/* ---- links ---- */

static int compare_addresses(const void *a, const void *b)
{
    uintptr_t x = (uintptr_t) * (const void *const *)a, y = (uintptr_t) * (const void *const *)b;
    return (x > y) - (x < y);
}

/* Zones with a host that takes part, and those around them: links elsewhere are not used. */
static bool *near_zones(const struct wf_figure_kinds *hosts, const struct wf_platform *platform)
{
    bool *near = wf_calloc(platform->zone_count, sizeof *near);
    for (uint32_t i = 0; i < hosts->count; i++)
        for (uint32_t zone = hosts->items[i].host->zone; !near[zone];
             zone = platform->zones[zone].parent)
            near[zone] = true;
    return near;
}

static bool is_used(const bool *near, const struct wf_link *link,
                    const struct wf_link_class *const *links, size_t count)
{
    return links ? bsearch(&link->class, links, count, sizeof *links, compare_addresses) != NULL
                 : near[link->class->zone];
}

void wf_figure_kinds_of_links(struct wf_figure_kinds *kinds, const struct wf_figure_kinds *hosts,
                              const struct wf_platform *platform,
                              const struct wf_link_class **links, size_t count)
{
    struct wf_figure_kind *last = NULL;
    if (links)
        qsort(links, count, sizeof *links, compare_addresses);
    bool *near = near_zones(hosts, platform);
    for (int pass = 0; pass < 2; pass++) /* which kinds are used; then all of these kinds */
        for (uint32_t i = 0; i < platform->link_count; i++) {
            const struct wf_link *link = &platform->links[i];
            if (!wf_platform_lists_link(platform, i))
                continue;
            if (!last || last->link != link->class)
                last = kind_of(kinds, NULL, link->class);
            if (!pass && !last && is_used(near, link, links, count))
                last = make_kind(kinds, NULL, link->class);
            if (!pass || !last)
                continue;
            last->line = last->names.count ? last->line : link->line;
            wf_names_add(&last->names, link->name);
        }
    free(near);
}

/* ---- classes of networks ---- */

static void mark_class(const struct wf_link_class *class, bool *used)
{
    if (class && wf_site_has_network(class->site))
        used[class->site->network_class] = true;
}

void wf_figure_kinds_mark_networks(const struct wf_figure_kinds *kinds,
                                   const struct wf_figure_kinds *hosts,
                                   const struct wf_platform *platform, bool *used)
{
    bool *near = near_zones(hosts, platform);
    for (uint32_t i = 0; i < kinds->count; i++)
        mark_class(kinds->items[i].link, used);
    for (uint32_t i = 0; i < platform->cluster_count; i++)
        if (near[platform->clusters[i].links->zone]) {
            mark_class(platform->clusters[i].links, used);
            mark_class(platform->clusters[i].backbone, used);
        }
    free(near);
}
