#include "output/run_csv.h"

#include "fixture.h"
#include "suite.h"
#include <stdio.h>
#include <stdlib.h>

static void check_csv(void write(const struct wf_summary *, struct wf_buffer *),
                      const struct wf_summary *summary, const char *expected)
{
    struct wf_buffer out = {0};
    write(summary, &out);
    CHECK_TEXT(out.text, expected);
    wf_buffer_release(&out);
}

/* The same of a table of one run. */
static void check_rows(void write(const struct wf_run_rows *, struct wf_buffer *),
                       const struct wf_summary *summary, const char *expected)
{
    struct wf_buffer out = {0};
    write(&(struct wf_run_rows){summary, NULL, 1}, &out);
    CHECK_TEXT(out.text, expected);
    wf_buffer_release(&out);
}

static void a_run_has_the_scalars_of_its_json(void)
{
    struct fixture f;
    fixture_make(&f);
    f.scenario.workload.metric = "accuracy, top 1";
    check_csv(
        wf_run_csv, &f.summary,
        "schema,wattfleet,simgrid,network_model,engine,engine_reason,partial,seed,platform,"
        "deployment,"
        "paradigm,workload,"
        "time_s,start,start_delay_s,rounds,epochs,trainings,training_time_s,late_trainings,energy_"
        "j,host_energy_j,link_energy_j,network_view,network_energy_marginal_j,"
        "network_energy_allocation_j,network_unknown_byte,network_unknown_low_j,"
        "network_unknown_high_j,"
        "plugin_host_energy_j,ledger_host_energy_j,plugin_link_energy_j,"
        "ledger_link_energy_j,carbon_g,embodied_g,uplink_byte,downlink_byte,exchange_byte,"
        "flop,accelerator_hours,parameters,trainable_parameters,model_byte,base_byte,samples,"
        "samples_per_j,byte_per_j,"
        "metric,target,learners,active,dropped_updates,wasted_energy_j,missing_updates,stale_"
        "updates,"
        "staleness,inferences,learner_coverage,"
        "sample_coverage,learner_gini,sample_gini,rounds_provenance,calibrated\n"
        "wattfleet.run/1," WATTFLEET_VERSION ",3.32,LV08,simgrid,asked "
        "for,false,7,platforms/home.xml,deployments/fedavg.xml,federated,cnn,10,,0,2,1.5,1,9,0,"
        "120.5,110,0.25,marginal,0.2,3,1,2,5,92,92,11,10,,6,8000,4000,0,3000000,0.1,1000,1000,4000,"
        "0,60,"
        "0.4979253112033195,,\"accuracy, top 1\",0.9,2,2,0,0,0,0,0,0,1,0.5,0.1,,assumed,true\n");
}

static void runs_share_one_header(void)
{
    struct fixture f;
    fixture_make(&f);
    struct wf_summary summaries[2] = {f.summary, f.summary};
    struct wf_buffer one = {0}, two = {0};
    wf_run_csv(&f.summary, &one);
    wf_run_csv_several(summaries, 2, NULL, 0, &two);
    const char *row = strchr(one.text, '\n') + 1;
    CU_ASSERT_EQUAL(two.length, one.length + strlen(row));
    CHECK_TEXT(two.text + one.length, row);
    wf_buffer_release(&one);
    wf_buffer_release(&two);
}

static void hosts_stand_in_natural_order(void)
{
    struct fixture f;
    fixture_make(&f);
    check_rows(
        wf_run_csv_hosts, &f.summary,
        "host,kind,zone,duty_s,busy_s,first_s,last_s,host_energy_j,energy_j,carbon_g,"
        "embodied_g,compute_j,evaluate_j,aggregate_j,protection_j,preparation_j,inference_j,upload_"
        "j,"
        "download_j,collection_j,deployment_j,exploration_j,overhead_j,storage_j,wait_j,"
        "compute_s,evaluate_s,aggregate_s,protection_s,preparation_s,inference_s,upload_s,download_"
        "s,"
        "collection_s,deployment_s,exploration_s,overhead_s,storage_s,wait_s\n"
        "phone-2,phone,home,9,8,0.5,9.5,60,60,0.2,3,40,0,0,0,0,0,20,0,0,0,0,0,0,0,8,0,0,0,0,0,1,"
        "0,0,0,0,0,0,0\n"
        "phone-10,phone,home,10,0,,,30,30,,3,0,0,0,0,0,0,0,0,0,0,0,0,0,30,0,0,0,0,0,0,0,0,0,0,0,"
        "0,0,10\n"
        "server,server,world,10,1.5,0,10,20,30,0.1,,0,0,10,0,0,0,0,0,0,0,0,0,0,20,0,0,1.5,0,0,0,"
        "0,0,0,0,0,0,0,8.5\n");
}

static void links_without_watts_have_no_energy(void)
{
    struct fixture f;
    fixture_make(&f);
    check_rows(
        wf_run_csv_links, &f.summary,
        "link,zone,byte,transfers,link_energy_j,energy_j,carbon_g,embodied_g,"
        "plugin_energy_j,aggregate_byte,protection_byte,inference_byte,upload_byte,download_byte,"
        "collection_byte,deployment_byte,exploration_byte,network_class,core_byte,transfer_s,"
        "marginal_j,allocation_j\n"
        "__loopback__,,1,1,,,,,,0,0,0,1,0,0,0,0,,,,,\n"
        "wifi,home,12000,4,0.25,0.5,0.05,,11,0,0,0,8000,4000,0,0,0,,,,,\n");
}

/* Its class, what that is billed for, and either view. */
static void a_link_of_a_class_has_its_joules(void)
{
    struct fixture f;
    fixture_make(&f);
    const struct wf_network_usage networks[] = {
        {.phase = WF_PHASE_UPLOAD, .core_byte = 8000, .transfer_s = 3},
        {.phase = WF_PHASE_DOWNLOAD, .core_byte = 500, .transfer_s = 1.5}};
    f.link_site.network_class = WF_NETWORK_5G;
    f.link_bills[0].networks = networks;
    f.link_bills[0].network_count = 2;
    f.link_bills[0].network_j[WF_VIEW_MARGINAL] = 0.75;
    f.link_bills[0].network_j[WF_VIEW_ALLOCATION] = 9;
    f.bills.link_count = 1;
    check_rows(
        wf_run_csv_links, &f.summary,
        "link,zone,byte,transfers,link_energy_j,energy_j,carbon_g,embodied_g,"
        "plugin_energy_j,aggregate_byte,protection_byte,inference_byte,upload_byte,download_byte,"
        "collection_byte,deployment_byte,exploration_byte,network_class,core_byte,transfer_s,"
        "marginal_j,allocation_j\n"
        "wifi,home,12000,4,0.25,0.5,0.05,,11,0,0,0,8000,4000,0,0,0,5g,8500,4.5,0.75,9\n");
}

static void a_link_nobody_used_sent_nothing(void)
{
    struct fixture f;
    fixture_make(&f);
    f.link_bills[0].usage = NULL;
    f.bills.link_count = 1;
    check_rows(
        wf_run_csv_links, &f.summary,
        "link,zone,byte,transfers,link_energy_j,energy_j,carbon_g,embodied_g,"
        "plugin_energy_j,aggregate_byte,protection_byte,inference_byte,upload_byte,download_byte,"
        "collection_byte,deployment_byte,exploration_byte,network_class,core_byte,transfer_s,"
        "marginal_j,allocation_j\n"
        "wifi,home,0,0,0.25,0.5,0.05,,,0,0,0,0,0,0,0,0,,,,,\n");
}

static void rounds_count_from_one(void)
{
    struct fixture f;
    fixture_make(&f);
    f.rounds[1].progress = 0.5;
    f.rounds[1].slowest_host = UINT32_MAX;
    check_rows(wf_run_csv_rounds, &f.summary,
               "round,start_s,end_s,duration_s,cohort,slowest_host,uplink_byte,downlink_byte,"
               "energy_j,training,updates,progress\n"
               "1,0,4,4,2,phone-10,8000,4000,40,1,2,1\n"
               "2,4,10,6,1,,0,0,60.25,1,1,0.5\n");
}

static void a_cohort_is_a_line_of_names(void)
{
    struct fixture f;
    fixture_make(&f);
    check_rows(wf_run_csv_cohorts, &f.summary, "phone-2 phone-10\nphone-2\n");
    f.outcome.cohorts = NULL;
    f.outcome.cohort_count = 0;
    check_rows(wf_run_csv_cohorts, &f.summary, "");
}

static void runs_have_their_labels_before_their_rows(void)
{
    struct fixture f;
    fixture_make(&f);
    f.rounds[1].slowest_host = UINT32_MAX;
    struct wf_summary summaries[2] = {f.summary, f.summary};
    struct wf_outcome outcome = f.outcome;
    outcome.round_count = 1;
    outcome.cohort_count = 2;
    summaries[1].outcome = &outcome;
    const char *const labels[] = {"A", "edge, far"};
    const struct wf_run_rows runs = {summaries, labels, 2};
    struct wf_buffer rounds = {0}, cohorts = {0};
    wf_run_csv_rounds(&runs, &rounds);
    CHECK_TEXT(rounds.text,
               "deployment,round,start_s,end_s,duration_s,cohort,slowest_host,uplink_byte,"
               "downlink_byte,energy_j,training,updates,progress\n"
               "A,1,0,4,4,2,phone-10,8000,4000,40,1,2,1\n"
               "A,2,4,10,6,1,,0,0,60.25,1,1,1\n"
               "\"edge, far\",1,0,4,4,2,phone-10,8000,4000,40,1,2,1\n");
    wf_run_csv_cohorts(&runs, &cohorts);
    CHECK_TEXT(cohorts.text, "deployment,round,hosts\n"
                             "A,1,phone-2 phone-10\n"
                             "A,2,phone-2\n"
                             "\"edge, far\",1,phone-2 phone-10\n");
    wf_buffer_release(&rounds);
    wf_buffer_release(&cohorts);
}

static void a_hundred_thousand_hosts_are_a_row_each(void)
{
    enum { COUNT = 100000 };
    struct fixture f;
    fixture_make(&f);
    struct wf_host *hosts = wf_calloc(COUNT, sizeof *hosts);
    struct wf_host_bill *bills = wf_calloc(COUNT, sizeof *bills);
    char(*names)[16] = wf_calloc(COUNT, sizeof *names);
    for (uint32_t i = 0; i < COUNT; i++) {
        snprintf(names[i], sizeof names[i], "phone-%u", COUNT - 1 - i);
        hosts[i] = (struct wf_host){.name = names[i], .class = &f.phone_class, .line = 1};
        bills[i] = f.host_bills[1];
        bills[i].host = i;
    }
    f.platform.hosts = hosts;
    f.platform.host_count = COUNT;
    f.bills.hosts = bills;
    f.bills.host_count = COUNT;
    struct wf_buffer out = {0};
    wf_run_csv_hosts(&(struct wf_run_rows){&f.summary, NULL, 1}, &out);
    size_t lines = 0, ordered = 0;
    for (const char *line = out.text; *line != '\0'; line = strchr(line, '\n') + 1) {
        lines++;
        ordered += !strncmp(line, "phone-", 6) && strtoul(line + 6, NULL, 10) == ordered;
    }
    CU_ASSERT_EQUAL(lines, COUNT + 1);
    CU_ASSERT_EQUAL(ordered, COUNT);
    wf_buffer_release(&out);
    free(hosts);
    free(bills);
    free(names);
}

static const struct wf_test tests[] = {
    WF_TEST(a_run_has_the_scalars_of_its_json),
    WF_TEST(runs_share_one_header),
    WF_TEST(hosts_stand_in_natural_order),
    WF_TEST(links_without_watts_have_no_energy),
    WF_TEST(a_link_of_a_class_has_its_joules),
    WF_TEST(a_link_nobody_used_sent_nothing),
    WF_TEST(rounds_count_from_one),
    WF_TEST(a_cohort_is_a_line_of_names),
    WF_TEST(runs_have_their_labels_before_their_rows),
    WF_TEST(a_hundred_thousand_hosts_are_a_row_each),
};

int main(void)
{
    return wf_suite_run("run_csv", tests, sizeof tests / sizeof tests[0]);
}
