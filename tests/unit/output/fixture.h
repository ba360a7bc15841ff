/* A small run made by hand: a server and two phones, one link with watts, one that SimGrid made up.
 * Its numbers are round, so that what is written of it can be checked by eye. */
#ifndef WF_TESTS_UNIT_OUTPUT_FIXTURE_H
#define WF_TESTS_UNIT_OUTPUT_FIXTURE_H

#include "account/summary.h"
#include "unit/paradigms.h"
#include <math.h>
#include <string.h>

struct fixture {
    struct wf_site server_site, phone_site, link_site;
    struct wf_zone zones[2];
    struct wf_host_class server_class, phone_class;
    struct wf_host hosts[3];
    struct wf_link_class link_class;
    struct wf_platform platform;
    struct wf_scenario scenario;
    struct wf_host_usage host_usages[2];
    struct wf_carried_more carried_more;
    struct wf_link_usage link_usages[2];
    struct wf_round_usage rounds[2];
    uint32_t cohorts[3];
    struct wf_outcome outcome;
    struct wf_kind_bill kinds[3];
    struct wf_host_bill host_bills[3];
    struct wf_link_bill link_bills[2];
    struct wf_bills bills;
    struct wf_summary summary;
    char platform_path[32], deployment_path[32];
};

static inline void fixture_scenario(struct fixture *f)
{
    strcpy(f->platform_path, "platforms/home.xml");
    strcpy(f->deployment_path, "deployments/fedavg.xml");
    f->server_site.kind = "server";
    f->phone_site.kind = "phone";
    f->zones[0].name = "world";
    f->zones[1].name = "home";
    f->server_class = (struct wf_host_class){.site = &f->server_site, .zone = 0};
    f->phone_class = (struct wf_host_class){.site = &f->phone_site, .zone = 1};
    f->hosts[0] = (struct wf_host){.name = "phone-10", .class = &f->phone_class, .line = 1};
    f->hosts[1] = (struct wf_host){.name = "server", .class = &f->server_class, .line = 2};
    f->hosts[2] = (struct wf_host){.name = "phone-2", .class = &f->phone_class, .line = 3};
    f->link_site.network_class = WF_CHOICE_UNSET;
    f->link_class = (struct wf_link_class){.site = &f->link_site, .busy_w = 2, .zone = 1};
    f->platform = (struct wf_platform){.path = f->platform_path,
                                       .hosts = f->hosts,
                                       .zones = f->zones,
                                       .host_count = 3,
                                       .zone_count = 2};
    f->scenario = (struct wf_scenario){
        .platform = &f->platform,
        .options = {.seed = 7, .audit = true},
        .paradigm = &fixture_federated,
        .rounds = 2,
        .provenance = WF_ASSUMED,
        .provenance_source = "assumed: nobody knows",
        .rounds_origin = {"w.xml", 9},
        .target = 0.9,
        .total_samples = 40,
        .active = 2,
        .calibrated = true,
    };
    f->scenario.participant_count[WF_LEARNER] = 2;
    f->scenario.deployment.path = f->deployment_path;
    f->scenario.workload.id = "cnn";
    f->scenario.workload.parameters = f->scenario.workload.trainable_parameters = 1000;
    f->scenario.workload.model_byte = 4000;
    f->scenario.workload.metric = "accuracy";
}

static inline void fixture_outcome(struct fixture *f)
{
    f->host_usages[0] =
        (struct wf_host_usage){.host = 1, .first_s = 0, .last_s = 10, .plugin_j = 31};
    wf_phase_rows_add(&f->host_usages[0].phases, WF_PHASE_AGGREGATE)->time_s = 1.5;
    wf_phase_rows_add(&f->host_usages[0].phases, WF_PHASE_AGGREGATE)->busy_s = 1.5;
    wf_phase_rows_add(&f->host_usages[0].phases, WF_PHASE_WAIT)->time_s = 8.5;
    f->host_usages[1] =
        (struct wf_host_usage){.host = 2, .first_s = 0.5, .last_s = 9.5, .plugin_j = 61};
    wf_phase_rows_add(&f->host_usages[1].phases, WF_PHASE_COMPUTE)->time_s = 8;
    wf_phase_rows_add(&f->host_usages[1].phases, WF_PHASE_COMPUTE)->busy_s = 8;
    wf_phase_rows_add(&f->host_usages[1].phases, WF_PHASE_UPLOAD)->time_s = 1;
    f->link_usages[0] =
        (struct wf_link_usage){.name = "wifi", .carried.transfers = 4, .plugin_j = 11};
    wf_carried_use(&f->link_usages[0].carried, &f->carried_more);
    wf_carried_add(&f->link_usages[0].carried, WF_PHASE_UPLOAD, 8000);
    wf_carried_add(&f->link_usages[0].carried, WF_PHASE_DOWNLOAD, 4000);
    f->link_usages[1] =
        (struct wf_link_usage){.name = "__loopback__", .carried.transfers = 1, .plugin_j = 0};
    wf_carried_add(&f->link_usages[1].carried, WF_PHASE_UPLOAD, 1);
    f->rounds[0] = (struct wf_round_usage){.progress = 1,
                                           .start_s = 0,
                                           .end_s = 4,
                                           .uplink_byte = 8000,
                                           .downlink_byte = 4000,
                                           .energy_j = 40,
                                           .cohort = 2,
                                           .kept = 2,
                                           .updates = 2,
                                           .training = 1,
                                           .slowest_host = 0};
    f->rounds[1] = (struct wf_round_usage){.progress = 1,
                                           .start_s = 4,
                                           .end_s = 10,
                                           .energy_j = 60.25,
                                           .cohort = 1,
                                           .slowest_host = 2,
                                           .kept = 1,
                                           .updates = 1,
                                           .training = 1};
    f->cohorts[0] = 2;
    f->cohorts[1] = 0;
    f->cohorts[2] = 2;
    f->outcome = (struct wf_outcome){
        .time_s = 10,
        .rounds = 2,
        .trainings = 1,
        .training_time_s = 9,
        .byte = {[WF_UPLINK] = 8000, [WF_DOWNLINK] = 4000},
        .flop = 3e6,
        .samples = 60,
        .learner_coverage = 1,
        .sample_coverage = 0.5,
        .learner_gini = 0.1,
        .sample_gini = NAN,
        .network_model = "LV08",
        .engine = "simgrid",
        .engine_reason = "asked for",
        .simgrid = "3.32",
        .hosts = f->host_usages,
        .links = f->link_usages,
        .round_rows = f->rounds,
        .cohorts = f->cohorts,
        .host_count = 2,
        .link_count = 2,
        .round_count = 2,
        .cohort_count = 3,
    };
}

/* 90 J of phones, 30 J of the server, 0.5 J of links: 120.5 J. One phone is billed without use. */
static inline void fixture_make(struct fixture *f)
{
    *f = (struct fixture){0};
    fixture_scenario(f);
    fixture_outcome(f);
    f->host_bills[0] = (struct wf_host_bill){.host = 1,
                                             .usage = &f->host_usages[0],
                                             .duty_s = 10,
                                             .wall_j = 20,
                                             .energy_j = 30,
                                             .carbon_g = 0.1,
                                             .embodied_g = NAN};
    f->host_bills[0].phase_j[WF_PHASE_AGGREGATE] = 10;
    f->host_bills[0].phase_j[WF_PHASE_WAIT] = 20;
    f->host_bills[1] = (struct wf_host_bill){.host = 2,
                                             .usage = &f->host_usages[1],
                                             .duty_s = 9,
                                             .wall_j = 60,
                                             .energy_j = 60,
                                             .carbon_g = 0.2,
                                             .embodied_g = 3};
    f->host_bills[1].phase_j[WF_PHASE_COMPUTE] = 40;
    f->host_bills[1].phase_j[WF_PHASE_UPLOAD] = 20;
    f->host_bills[2] = (struct wf_host_bill){
        .host = 0, .duty_s = 10, .wall_j = 30, .energy_j = 30, .carbon_g = NAN, .embodied_g = 3};
    f->host_bills[2].phase_j[WF_PHASE_WAIT] = 30;
    f->link_bills[0] = (struct wf_link_bill){.name = "wifi",
                                             .usage = &f->link_usages[0],
                                             .class = &f->link_class,
                                             .wire_j = 0.25,
                                             .energy_j = 0.5,
                                             .carbon_g = 0.05,
                                             .embodied_g = NAN};
    f->link_bills[1] = (struct wf_link_bill){
        .name = "__loopback__", .usage = &f->link_usages[1], .carbon_g = NAN, .embodied_g = NAN};
    f->kinds[0] = (struct wf_kind_bill){"phone", 90, 2};
    f->kinds[1] = (struct wf_kind_bill){"server", 30, 1};
    f->kinds[2] = (struct wf_kind_bill){"network", 0.5, 2};
    f->bills = (struct wf_bills){.hosts = f->host_bills,
                                 .links = f->link_bills,
                                 .host_count = 3,
                                 .link_count = 2,
                                 .made = true};
    f->summary = (struct wf_summary){
        .scenario = &f->scenario,
        .outcome = &f->outcome,
        .energy_j = 120.5,
        .host_energy_j = 110,
        .link_energy_j = 0.25,
        .network_energy_j = {0.2, 3},
        .network_unknown = {.links = 1, .byte = 1, .low_j = 2, .high_j = 5},
        .plugin_host_energy_j = 92,
        .ledger_host_energy_j = 92,
        .plugin_link_energy_j = 11,
        .ledger_link_energy_j = 10,
        .phase_j = {[WF_PHASE_COMPUTE] = 40,
                    [WF_PHASE_AGGREGATE] = 10,
                    [WF_PHASE_UPLOAD] = 20.5,
                    [WF_PHASE_WAIT] = 50},
        .carbon_g = NAN,
        .start_s = NAN,
        .embodied_g = 6,
        .busy_accelerator_hours = 0.1,
        .samples_per_j = 60 / 120.5,
        .byte_per_j = INFINITY,
        .epochs = 1.5,
        .kinds = f->kinds,
        .bills = &f->bills,
        .kind_count = 3,
        .billed_hosts = 3,
        .billed_links = 2,
        .embodied_hosts = 2,
        .unknown_links = 1,
        .host_carbon_g = {.sum = {.value = 0.3},
                          .known = 2,
                          .unknown = 1,
                          .first_unknown = "phone-10"},
        .link_carbon_g = {.sum = {.value = 0.05}, .known = 1},
    };
}

#endif
