/* A small run made by hand: a server and a phone, a link between them. Its numbers are round, so
 * that bills can be derived in the head. Tests change what they are about. */
#ifndef WF_TESTS_UNIT_ACCOUNT_SCENE_H
#define WF_TESTS_UNIT_ACCOUNT_SCENE_H

#include "account/outcome.h"
#include "scenario/scenario.h"

#include "suite.h"
#include "unit/paradigms.h"
#include <math.h>
#include <string.h>

/* 100, 300, 200, 50, 400 g/kWh, 10 s each, from 1000 s on. */
static const double scene_edges[] = {0, 10, 20, 30, 40, 50};
static const double scene_values[] = {100, 300, 200, 50, 400};
static const double scene_sums[] = {0, 1000, 4000, 6000, 6500, 10500};
static const double scene_missing[6];
static const uint32_t scene_lines[] = {2, 3, 4, 5, 6};
/* The server: 10 W cold, 20 W idle, 100 W at work. The phone: 1, 2, 5. */
static const struct wf_watts scene_server_watts[] = {{10, 10, 50}, {20, 20, 100}};
static const struct wf_watts scene_phone_watts[] = {{1, 1, 3}, {2, 2, 5}};

struct scene {
    struct wf_site server_site, phone_site, link_site;
    struct wf_host_class server_class, phone_class;
    struct wf_link_class link_class;
    struct wf_host hosts[3];
    struct wf_link links[1];
    struct wf_networks networks;
    struct wf_series series;
    struct wf_series *items[1];
    struct wf_platform platform;
    struct wf_scenario scenario;
    struct wf_host_usage host_usages[2];
    struct wf_carried_more carried_more;
    struct wf_link_usage link_usages[1];
    struct wf_radio_usage radio_usages[1];
    struct wf_network_usage network_usages[2];
    struct wf_outcome outcome;
    struct wf_diag diag;
    char path[16];
};

static inline struct wf_site scene_site(void)
{
    struct wf_site site = {0};
    wf_props_defaults(wf_site_props, &site, NULL);
    return site;
}

/* 20 s. The server is on duty from 0 to 20: aggregates 5 s, waits 15 s. The phone from 2 to 12:
 * computes 6 s, uploads 4 s. The link, 1 W idle and 3 W at 100 B/s, from 2 to 12: 400 B. A third
 * host, another phone, has no part. */
static inline void scene_make(struct scene *s)
{
    *s = (struct scene){
        .server_site = scene_site(), .phone_site = scene_site(), .link_site = scene_site()};
    strcpy(s->path, "fedavg.xml");
    s->phone_site.kind = "phone";
    s->server_class = (struct wf_host_class){
        .site = &s->server_site, .watts = scene_server_watts, .pstate_count = 2};
    s->phone_class = (struct wf_host_class){
        .site = &s->phone_site, .watts = scene_phone_watts, .pstate_count = 2};
    s->link_class = (struct wf_link_class){
        .site = &s->link_site, .idle_w = 1, .busy_w = 3, .bandwidth_byte_per_s = 100};
    s->hosts[0] = (struct wf_host){.name = "server", .class = &s->server_class, .line = 1};
    s->hosts[1] = (struct wf_host){.name = "phone", .class = &s->phone_class, .line = 2};
    s->hosts[2] = (struct wf_host){.name = "other", .class = &s->phone_class, .line = 3};
    s->links[0] = (struct wf_link){.name = "wifi", .class = &s->link_class, .line = 4};
    s->series = (struct wf_series){.path = "grid.csv",
                                   .value_column = "here",
                                   .first_s = 1000,
                                   .count = 5,
                                   .edge_s = scene_edges,
                                   .value = scene_values,
                                   .sum = scene_sums,
                                   .missing = scene_missing,
                                   .line = scene_lines,
                                   .step_s = 10};
    s->items[0] = &s->series;
    s->platform = (struct wf_platform){.hosts = s->hosts, .host_count = 3};
    wf_map_init(&s->platform.link_names);
    s->platform.links = s->links;
    s->platform.link_count = 1;
    s->platform.networks = &s->networks;
    wf_map_add(&s->platform.link_names, "wifi", 0);
    s->scenario = (struct wf_scenario){.platform = &s->platform,
                                       .options = {.audit = true},
                                       .paradigm = &fixture_federated,
                                       .provenance = WF_MEASURED,
                                       .calibrated = true,
                                       .total_samples = 40,
                                       .start_date_s = NAN};
    s->scenario.deployment.path = s->path;
    s->scenario.workload.id = "cnn";
    s->scenario.workload.samples = 40;
    s->scenario.workload.staleness_factor_ratio = NAN;
    s->scenario.workload.missing_factor_ratio = NAN;
    s->host_usages[0] = (struct wf_host_usage){
        .host = 0, .first_pstate = 0, .final_pstate = 1, .last_s = 20, .plugin_j = 800};
    wf_phase_rows_add(&s->host_usages[0].phases, WF_PHASE_AGGREGATE)->time_s = 5;
    wf_phase_rows_add(&s->host_usages[0].phases, WF_PHASE_AGGREGATE)->busy_s = 5;
    wf_phase_rows_add(&s->host_usages[0].phases, WF_PHASE_AGGREGATE)->energy_j = 500;
    wf_phase_rows_add(&s->host_usages[0].phases, WF_PHASE_WAIT)->time_s = 15;
    wf_phase_rows_add(&s->host_usages[0].phases, WF_PHASE_WAIT)->energy_j = 300;
    s->host_usages[1] = (struct wf_host_usage){.host = 1,
                                               .first_pstate = 0,
                                               .final_pstate = 1,
                                               .first_s = 2,
                                               .last_s = 12,
                                               .plugin_j = 56};
    wf_phase_rows_add(&s->host_usages[1].phases, WF_PHASE_COMPUTE)->time_s = 6;
    wf_phase_rows_add(&s->host_usages[1].phases, WF_PHASE_COMPUTE)->busy_s = 6;
    wf_phase_rows_add(&s->host_usages[1].phases, WF_PHASE_COMPUTE)->energy_j = 30;
    wf_phase_rows_add(&s->host_usages[1].phases, WF_PHASE_UPLOAD)->time_s = 4;
    wf_phase_rows_add(&s->host_usages[1].phases, WF_PHASE_UPLOAD)->energy_j = 8;
    s->link_usages[0] = (struct wf_link_usage){
        .name = "wifi", .first_s = 2, .last_s = 12, .carried.transfers = 2, .plugin_j = 28};
    wf_carried_use(&s->link_usages[0].carried, &s->carried_more);
    wf_carried_add(&s->link_usages[0].carried, WF_PHASE_UPLOAD, 300);
    wf_carried_add(&s->link_usages[0].carried, WF_PHASE_DOWNLOAD, 100);
    s->outcome = (struct wf_outcome){.time_s = 20,
                                     .until_s = 20,
                                     .samples = 40,
                                     .hosts = s->host_usages,
                                     .links = s->link_usages,
                                     .radios = s->radio_usages,
                                     .networks = s->network_usages,
                                     .host_count = 2,
                                     .link_count = 1};
    wf_diag_init(&s->diag);
}

/* The link is of class 5g: 0.5 W, 0.02 J a byte, its core 0.01; as an allocation 2 W, 0.5 and 0.25.
 * Of its 300 bytes up, in 4 s, 200 pay their core here; of the 100 down, in 2 s, none. Nothing of
 * any class costs less than 0.001 J a byte, nothing more than class lan: 3 J a byte, 8 W. */
static inline void scene_class(struct scene *s)
{
    s->link_site.network_class = WF_NETWORK_5G;
    s->networks.wide[WF_NETWORK_5G] = true;
    for (int class = 0; class < WF_NETWORK_CLASSES; class ++)
        for (int view = 0; view < WF_NETWORK_VIEWS; view++)
            s->networks.items[class][view].sourced[WF_NETWORK_ACCESS] =
                (struct wf_sourced){.low = 0.001, .high = 0.002};
    s->networks.items[WF_NETWORK_5G][WF_VIEW_MARGINAL].values =
        (struct wf_network_values){0.5, 0.02, 0.01};
    s->networks.items[WF_NETWORK_5G][WF_VIEW_ALLOCATION].values =
        (struct wf_network_values){2, 0.5, 0.25};
    s->networks.items[WF_NETWORK_LAN][WF_VIEW_MARGINAL].values =
        (struct wf_network_values){8, 3, 1e9}; /* not wide: nobody pays that core */
    s->network_usages[0] =
        (struct wf_network_usage){.phase = WF_PHASE_UPLOAD, .transfer_s = 4, .core_byte = 200};
    s->network_usages[1] = (struct wf_network_usage){.phase = WF_PHASE_DOWNLOAD, .transfer_s = 2};
    s->outcome.network_count = 2;
}

/* The grid of all three changes with time; the job may be put off. */
static inline void scene_date(struct scene *s, double start_date_s, double delay_s)
{
    s->platform.series.items = s->items;
    s->platform.series.count = 1;
    s->server_site.carbon_series = s->phone_site.carbon_series = &s->series;
    s->link_site.carbon_series = &s->series;
    s->scenario.start_date_s = start_date_s;
    s->scenario.delay_s = delay_s;
}

static inline void scene_release(struct scene *s)
{
    wf_map_release(&s->platform.link_names);
    wf_diag_release(&s->diag);
}

/* Is there an entry with this text, or that begins with it? */
static inline bool scene_reports(const struct scene *s, const char *text)
{
    for (size_t i = 0; i < s->diag.count; i++)
        if (!strncmp(s->diag.entries[i].text, text, strlen(text)))
            return true;
    return false;
}

#endif
