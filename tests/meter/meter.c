/* meter.<case>: what the meter books, through SimGrid, the plugins' audit and the account, when it
 * is told of duties that end, exploration, storage and radios. A script leads the job in place of a
 * role, so that every date is known; expectations are closed forms, to 1e-9. */
#include "../cases.h"
#include "../scenario.h"
#include "account/span.h"
#include <math.h>
#include <simgrid/actor.h>
#include <simgrid/engine.h>
#include <simgrid/exec.h>
#include <simgrid/host.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void check(const char *what, double got, double expected)
{
    double bound = 1e-9 * (expected == 0 ? 1 : fabs(expected));
    if (fabs(got - expected) <= bound)
        return;
    printf("    FAILED %s: %.17g, expected %.17g\n", what, got, expected);
    failures++;
}

/* ---- the files: server and learner, one link both ways ---- */

#define DOCTYPE                                                                                    \
    "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"      \
    "<platform version='4.1'>\n"
#define PROP(id, value) "<prop id='" id "' value='" value "'/>\n"
/* The learner computes 1 Gflop/s at 50 W and idles at 5 W; cold it idles at 3 W. A way takes 0.5 s
 * + bytes / 1 MB/s. */
#define PLATFORM_WITH(zone_props, learner_props, sharing, link_props, up, down)                    \
    DOCTYPE "<zone id='world' routing='Full'>\n" zone_props "<host id='server' speed='1Gf'>" PROP( \
        "wattage_per_state", "100:100:200") "</host>\n"                                            \
                                            "<host id='learner' speed='1Gf,1Gf'>" PROP(            \
                                                "wattage_per_state", "3:3:9,5:5:50")               \
                                                PROP("workloads", "cold,model") learner_props      \
        "</host>\n"                                                                                \
        "<link id='link' bandwidth='1MBps' latency='500ms'" sharing ">" link_props "</link>\n"     \
        "<route src='server' dst='learner' symmetrical='NO'><link_ctn id='link'" down              \
        "/></route>\n<route src='learner' dst='server' symmetrical='NO'><link_ctn id='link'" up    \
        "/></route>\n</zone>\n</platform>\n"
#define PLATFORM_OF(zone_props, learner_props, link_props)                                         \
    PLATFORM_WITH(zone_props, learner_props, "", link_props, "", "")

static const char deployment_text[] = DOCTYPE
    "<actor host='server' function='server'>" PROP("workload", "%s") PROP("rounds", "1") PROP(
        "start-date", "%s") "</actor>\n<actor host='learner' function='learner'/>\n</platform>\n";
static const char workload_text[] =
    "<?xml version='1.0'?>\n<workload version='1' id='model'>" PROP("parameters", "1000")
        PROP("training-flop", "1 Mflop") PROP("samples", "10")
            PROP("bytes-per-sample", "1 B") "</workload>\n";

struct play {
    struct wf_study study;
    struct wf_outcome outcome;
    struct wf_summary summary;
    struct wf_diag warnings;
};

/* Let @p lead play on the platform, and account. @p series: text of a CSV that the platform names
 * as %s, or NULL. */
static void play(struct play *play, const char *platform, const char *series, const char *start,
                 wf_job_life *lead, const struct wf_options *given)
{
    char *series_path = series ? scenario_file(series) : NULL;
    char *csv = series ? wf_format("%s.csv", series_path) : wf_strdup("");
    if (series && rename(series_path, csv) != 0)
        abort();
    struct wf_buffer text = {0};
    const char *place = strstr(platform, "SERIES");
    if (place)
        wf_buffer_printf(&text, "%.*s%s%s", (int)(place - platform), platform, csv, place + 6);
    char *platform_path = scenario_file(place ? text.text : platform);
    char *workload = scenario_file(workload_text);
    char *deployment_xml = wf_format(deployment_text, workload, start ? start : "0");
    char *deployment = scenario_file(deployment_xml);
    const char *const deployments[] = {deployment};
    static const char *const arguments[] = {
        "--cfg=network/model:CM02",
        "--cfg=network/crosstraffic:0",
#ifdef __SANITIZE_ADDRESS__
        "--cfg=contexts/factory:thread",
#endif
    };
    static const struct wf_options plain = {.seed = 1, .audit = true};
    struct wf_study_request request = {.platform = platform_path,
                                       .deployments = deployments,
                                       .count = 1,
                                       .options = given ? *given : plain};
    struct wf_process_options options = {.simgrid_arguments = arguments,
                                         .simgrid_argument_count =
                                             sizeof arguments / sizeof *arguments};
    struct wf_process_result result = {0};
    struct wf_err err = {0};
    *play = (struct play){0};
    wf_diag_init(&play->warnings);
    int status = wf_study_load(&play->study, &request, &err);
    if (status == 0) {
        struct wf_process_request run = {.scenario = &play->study.scenarios[0], .live = lead};
        status = wf_process_run(play->study.platform, &run, 1, &options, &result, &play->study.diag,
                                &err);
        play->outcome = result.outcome;
    }
    if (status == 0)
        wf_span_check(&play->study.scenarios[0], &play->outcome, &play->study.diag);
    for (size_t i = 0; i < play->study.diag.count; i++)
        printf("    %s\n", play->study.diag.entries[i].text);
    if (status < 0 || play->study.diag.error_count) {
        printf("    FAILED %s\n", err.text);
        failures++;
    } else {
        wf_summary_make(&play->study.scenarios[0], &play->outcome, &play->summary, &play->warnings);
    }
    unlink(platform_path);
    unlink(workload);
    unlink(deployment);
    if (series)
        unlink(csv);
    free(platform_path);
    free(workload);
    free(deployment);
    free(deployment_xml);
    free(series_path);
    free(csv);
    wf_buffer_release(&text);
}

static void stop(struct play *play)
{
    wf_summary_release(&play->summary);
    wf_outcome_release(&play->outcome);
    wf_diag_release(&play->warnings);
    wf_study_release(&play->study);
}

static bool warned(const struct play *play, const char *words)
{
    for (size_t i = 0; i < play->warnings.count; i++)
        if (strstr(play->warnings.entries[i].text, words))
            return true;
    printf("    FAILED no warning says '%s'\n", words);
    failures++;
    return false;
}

static const struct wf_host_bill *bill_of(const struct play *play, const char *name)
{
    static const struct wf_host_bill none = {0};
    const struct wf_bills *bills = wf_summary_bills(&play->summary);
    for (size_t i = 0; i < bills->host_count; i++)
        if (!strcmp(play->study.platform->hosts[bills->hosts[i].host].name, name))
            return &bills->hosts[i];
    return &none;
}

/* ---- what scripts do ---- */

static struct wf_node *node_of(struct wf_job *job, enum wf_role_id role)
{
    return wf_meter_node(&job->meter, job->scenario->participants[role]);
}

static void until(double date_s)
{
    sg_actor_sleep_until(date_s);
}

/* Busy for so many seconds, in the pstate of the workload. */
static void compute(struct wf_job *job, struct wf_node *node, double time_s)
{
    wf_meter_begin(&job->meter, node, WF_PHASE_COMPUTE, true,
                   job->scenario->participants[WF_LEARNER]->pstate);
    sg_exec_t exec = sg_actor_exec_init(time_s * 1e9);
    sg_exec_set_host(exec, node->host);
    sg_exec_start(exec);
    sg_exec_wait(exec);
    wf_meter_end(&job->meter, node, WF_PHASE_COMPUTE, true);
}

static void transfer(struct wf_job *job, struct wf_node *from, struct wf_node *to,
                     enum wf_phase phase, double byte)
{
    double start_s = simgrid_get_clock();
    const struct wf_route *route = wf_meter_route(&job->meter, from, to);
    wf_meter_transfer_begin(&job->meter, route, phase);
    wf_meter_begin(&job->meter, from, phase, false, 0);
    wf_meter_begin(&job->meter, to, phase, false, 0);
    sg_host_sendto(from->host, to->host, byte);
    wf_meter_end(&job->meter, from, phase, false);
    wf_meter_end(&job->meter, to, phase, false);
    wf_meter_transfer(&job->meter, route, start_s, phase, byte);
}

/* ---- leaving duty ---- */

/* The learner computes 1 .. 3 and 10 .. 12, and leaves after each; the server is there 0 .. 20. */
static void lead_who_leaves(struct wf_job *job)
{
    struct wf_node *server = node_of(job, WF_SERVER), *learner = node_of(job, WF_LEARNER);
    wf_meter_attend(&job->meter, server);
    until(1);
    compute(job, learner, 2);
    wf_meter_leave(&job->meter, learner);
    until(10);
    compute(job, learner, 2);
    wf_meter_leave(&job->meter, learner);
    until(20);
    wf_meter_attend(&job->meter, server);
}

#define MADE PROP("embodied_carbon", "1000 g") PROP("lifetime", "400 s")

/* Cold idle is not billed to it: 50 - 3 W. What it draws away (5 W) is the plugin's alone. */
static void who_has_left_is_not_billed(void)
{
    struct play p;
    play(&p, PLATFORM_OF("", PROP("attribution", "0") MADE, ""), NULL, NULL, lead_who_leaves, NULL);
    const struct wf_host_bill *bill = bill_of(&p, "learner");
    check("energy", bill->energy_j, (50 - 3) * 4);
    check("wait", bill->phase_j[WF_PHASE_WAIT], 0);
    check("duty", bill->duty_s, 4);
    check("embodied", bill->embodied_g, 1000 * 4 / 400.0);
    check("plugin", p.summary.plugin_host_energy_j, 3 * 1 + 50 * 4 + 5 * 7 + 5 * 8 + 100 * 20);
    check("ledger", p.summary.ledger_host_energy_j, p.summary.plugin_host_energy_j);
    stop(&p);
}

/* The whole platform: cold before, between and after. */
static void the_whole_platform_is_cold_between_duties(void)
{
    struct play p;
    const struct wf_options whole = {.seed = 1, .audit = true, .whole_platform = true};
    play(&p, PLATFORM_OF("", MADE, ""), NULL, NULL, lead_who_leaves, &whole);
    const struct wf_host_bill *bill = bill_of(&p, "learner");
    check("energy", bill->energy_j, 50 * 4 + 3 * 16);
    check("wait", bill->phase_j[WF_PHASE_WAIT], 3 * 16);
    check("embodied", bill->embodied_g, 1000 * 20 / 400.0);
    stop(&p);
}

/* ---- exploration ---- */

/* Exploration 0 .. 6.5: a way of 1.5 s, 2 s of work, waiting to 6.5; training: the same again. */
static void lead_exploration(struct wf_job *job)
{
    struct wf_node *server = node_of(job, WF_SERVER), *learner = node_of(job, WF_LEARNER);
    wf_meter_explore(&job->meter, true);
    wf_meter_attend(&job->meter, server);
    transfer(job, server, learner, WF_PHASE_DOWNLOAD, 1e6);
    compute(job, learner, 2);
    until(6.5);
    wf_meter_explore(&job->meter, false);
    until(8);
    transfer(job, server, learner, WF_PHASE_DOWNLOAD, 1e6);
    compute(job, learner, 2);
    wf_meter_attend(&job->meter, server);
}

/* The link: 4 - 1 W x 1 MB / 1 MB/s each, base 1 W from 0 to 9.5. */
static void exploration_is_a_stage_of_its_own(void)
{
    struct play p;
    play(&p, PLATFORM_OF("", "", PROP("wattage_range", "1:4")), NULL, NULL, lead_exploration, NULL);
    const double *phase_j = p.summary.phase_j;
    check("exploration", phase_j[WF_PHASE_EXPLORATION],
          100 * 6.5 + (5 * 1.5 + 50 * 2 + 5 * 3) + 3 + 1 * 6.5);
    check("download", phase_j[WF_PHASE_DOWNLOAD], 100 * 1.5 + 5 * 1.5 + 3);
    check("compute", phase_j[WF_PHASE_COMPUTE], 50 * 2);
    check("wait", phase_j[WF_PHASE_WAIT], 100 * 1.5 + 100 * 2 + 5 * 1.5 + 1 * 3);
    check("sum", p.summary.energy_j,
          phase_j[WF_PHASE_EXPLORATION] + phase_j[WF_PHASE_DOWNLOAD] + phase_j[WF_PHASE_COMPUTE] +
              phase_j[WF_PHASE_WAIT]);
    stop(&p);
}

/* ---- storage ---- */

/* The learner keeps 2 TB from 2 s on, 1.5 TB from 6 s on, and is never on duty. */
static void lead_storage(struct wf_job *job)
{
    struct wf_node *server = node_of(job, WF_SERVER), *learner = node_of(job, WF_LEARNER);
    wf_meter_attend(&job->meter, server);
    until(2);
    wf_meter_store(&job->meter, learner, 2e12);
    until(6);
    wf_meter_store(&job->meter, learner, -0.5e12);
    until(10);
    wf_meter_attend(&job->meter, server);
    job->outcome.start_energy_j = job->meter.ledger.site_j;
}

static void what_is_kept_is_billed_to_the_end(void)
{
    struct play p;
    play(&p,
         PLATFORM_OF("",
                     PROP("storage_wattage", "3") PROP("pue", "1.5") PROP("attribution", "0")
                         PROP("wall_factor", "7") PROP("carbon_intensity", "360 g/kWh"),
                     ""),
         NULL, NULL, lead_storage, NULL);
    const struct wf_host_bill *bill = bill_of(&p, "learner");
    double kept_j = 3 * (2 * 4 + 1.5 * 4);
    check("wall", bill->wall_j, kept_j);
    check("site", bill->energy_j, 1.5 * kept_j);
    check("phase", p.summary.phase_j[WF_PHASE_STORAGE], 1.5 * kept_j);
    check("carbon", bill->carbon_g, 1.5 * kept_j * 1e-4);
    check("duty", bill->duty_s, 0);
    check("accrued with the server", p.outcome.start_energy_j, 1.5 * kept_j + 100 * 10);
    check("all", p.summary.energy_j, p.outcome.start_energy_j);
    check("plugin", p.summary.plugin_host_energy_j, 100 * 10 + 3 * 10);
    stop(&p);
}

/* ---- radio ---- */

/* Down 0 .. 1.5, up 2.5 .. 4: the tail of 3 s is cut after 1 s, the second reaches past the end. */
static void lead_radio(struct wf_job *job)
{
    struct wf_node *server = node_of(job, WF_SERVER), *learner = node_of(job, WF_LEARNER);
    wf_meter_attend(&job->meter, server);
    transfer(job, server, learner, WF_PHASE_DOWNLOAD, 1e6);
    until(2.5);
    transfer(job, learner, server, WF_PHASE_UPLOAD, 1e6);
    wf_meter_attend(&job->meter, server);
    job->outcome.start_energy_j = job->meter.ledger.site_j;
}

#define RADIO PROP("airtime_wattage", "2 W") PROP("tail", "3 s") PROP("tail_wattage", "0.5 W")

static void check_radio(const struct play *p)
{
    check("link", p->summary.link_energy_j, 2 * 3 + 0.5 * (1 + 3));
    check("accrued", p->outcome.start_energy_j, p->summary.energy_j);
    check("until", p->outcome.until_s, 7);
    check("ledger", p->summary.ledger_link_energy_j, 8);
    warned(p, "airtime_wattage and tail");
    warned(p, "base station, router and core are not in the platform: 'link");
}

static void skip_host(void *data, const struct wf_host_class *class,
                      const struct wf_host_bill *bill)
{
    (void)data, (void)class, (void)bill;
}

static void keep_phases(void *data, const struct wf_link_bill *bill,
                        const double phase_j[WF_PHASE_COUNT])
{
    (void)bill;
    memcpy(data, phase_j, WF_PHASE_COUNT * sizeof *phase_j);
}

/* Of the only link. */
static double link_j(const struct play *p, enum wf_phase phase)
{
    double phase_j[WF_PHASE_COUNT] = {0};
    struct wf_carbon carbon;
    struct wf_billing billing;
    wf_carbon_init(&carbon, p->summary.scenario, &p->outcome);
    wf_bills_each(p->summary.scenario, &p->outcome, &carbon, &billing, skip_host, keep_phases,
                  phase_j);
    wf_billing_release(&billing);
    return phase_j[phase];
}

static void a_tail_is_cut_short_by_the_next_transfer(void)
{
    struct play p;
    play(&p, PLATFORM_OF("", "", RADIO), NULL, NULL, lead_radio, NULL);
    check_radio(&p);
    check("download", link_j(&p, WF_PHASE_DOWNLOAD), 2 * 1.5 + 0.5 * 1);
    check("upload", link_j(&p, WF_PHASE_UPLOAD), 2 * 1.5 + 0.5 * 3);
    stop(&p);
}

static void both_halves_of_a_link_are_one_radio(void)
{
    struct play p;
    play(&p,
         PLATFORM_WITH("", "", " sharing_policy='SPLITDUPLEX'", RADIO, " direction='UP'",
                       " direction='DOWN'"),
         NULL, NULL, lead_radio, NULL);
    check_radio(&p);
    stop(&p);
}

/* ---- under a grid that changes with time ---- */

/* 100 g/kWh to 2 s, 300 to 5 s, then 200. The job starts at 0.5 of the series: the edges are at 1.5
 * and 4.5 of its own time. */
static const char series_text[] = "time,carbon_intensity\n0,100\n2,300\n5,200\n20,100\n";

#define GRID PROP("carbon_intensity", "SERIES")

static void a_radio_has_the_carbon_of_its_time(void)
{
    struct play p;
    play(&p, PLATFORM_OF(GRID, "", RADIO PROP("wattage_range", "1:4")), series_text, "0.5",
         lead_radio, NULL);
    const struct wf_link_bill *bill = &wf_summary_bills(&p.summary)->links[0];
    /* up 2.5 .. 4, tail 4 .. 7: half a second at 300, then 200; base 1 W 0 .. 4; bytes 3 J each */
    double download = 2 * 1.5 * 100 + 0.5 * 1 * 300 + 3 * 100;
    double upload = 2 * 1.5 * 300 + 0.5 * (0.5 * 300 + 2.5 * 200) + 3 * 300;
    double base = 1 * (1.5 * 100 + 2.5 * 300);
    check("link", bill->carbon_g, (download + upload + base) / 3.6e6);
    double server = 100 * (1.5 * 100 + 2.5 * 300);
    check("server", bill_of(&p, "server")->carbon_g, server / 3.6e6);
    double sum = 0;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        sum += p.summary.phase_carbon_g[phase];
    check("phases", sum, p.summary.carbon_g);
    stop(&p);
}

static void storage_has_the_carbon_of_its_time(void)
{
    struct play p;
    play(&p, PLATFORM_OF(GRID, PROP("storage_wattage", "3"), ""), series_text, "0.5", lead_storage,
         NULL);
    /* 2 TB: 2 .. 4.5 at 300, to 6 at 200; 1.5 TB: 6 .. 10 at 200 */
    check("learner", bill_of(&p, "learner")->carbon_g,
          3 * (2 * (2.5 * 300 + 1.5 * 200) + 1.5 * 4 * 200) / 3.6e6);
    check("phase", p.summary.phase_carbon_g[WF_PHASE_STORAGE], bill_of(&p, "learner")->carbon_g);
    stop(&p);
}

static void who_has_left_has_no_carbon(void)
{
    struct play p;
    const struct wf_options whole = {.seed = 1, .audit = true, .whole_platform = true};
    static const char later[] = "time,carbon_intensity\n0,100\n2,300\n11,200\n30,0\n";
    play(&p, PLATFORM_OF(GRID, PROP("attribution", "0"), ""), later, "0", lead_who_leaves, NULL);
    double busy = 1 * 100 + 1 * 300 + 1 * 300 + 1 * 200; /* 1 .. 3, 10 .. 12 */
    check("job", bill_of(&p, "learner")->carbon_g, (50 - 3) * busy / 3.6e6);
    stop(&p);
    play(&p, PLATFORM_OF(GRID, "", ""), later, "0", lead_who_leaves, &whole);
    double all = 2 * 100 + 9 * 300 + 9 * 200;
    check("whole", bill_of(&p, "learner")->carbon_g, (50 * busy + 3 * (all - busy)) / 3.6e6);
    stop(&p);
}

static const struct test_case cases[] = {
    CASE(who_has_left_is_not_billed),
    CASE(the_whole_platform_is_cold_between_duties),
    CASE(exploration_is_a_stage_of_its_own),
    CASE(what_is_kept_is_billed_to_the_end),
    CASE(a_tail_is_cut_short_by_the_next_transfer),
    CASE(both_halves_of_a_link_are_one_radio),
    CASE(a_radio_has_the_carbon_of_its_time),
    CASE(storage_has_the_carbon_of_its_time),
    CASE(who_has_left_has_no_carbon),
};

int main(int argc, char **argv)
{
    return cases_main(argc, argv, cases, sizeof cases / sizeof *cases);
}
