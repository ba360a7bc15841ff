/* measured.node-power: the command's own code fits the measured power of a DGX-1 node by busy cores
 * (Jay et al., CCGrid 2023) into a copy of the catalogue; then SimGrid runs as many executions on
 * that host, and its power above idle, by the energy plugin, is within 3 % of every row's. */
#include "../scenario.h"
#include "file/file.h"
#include "job/record.h"
#include "platform/platform_reader.h"
#include "study/load_table.h"
#include <math.h>
#include <simgrid/actor.h>
#include <simgrid/engine.h>
#include <simgrid/exec.h>
#include <simgrid/host.h>
#include <simgrid/plugins/energy.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char data[] = "tests/measured/samples/dgx-1-cores.csv";
static const char catalogue[] = "platforms/devices.xml", node[] = "dgx-1-cpu";
static const double TOLERANCE = 0.03, SECONDS = 120;
enum { CORES = 40 };

static const char workload_text[] =
    "<?xml version='1.0'?>\n<workload version='1' id='npb-ep-c'>\n<prop id='parameters' "
    "value='1'/>\n"
    "<prop id='training-flop' value='1 Gflop'/>\n<prop id='samples' value='1'/>\n</workload>\n";
static const char deployment_text[] =
    "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"
    "<platform version='4.1'>\n<actor host='%s' function='trainer'>\n"
    "<prop id='workload' value='%s'/>\n<prop id='epochs' value='1'/>\n</actor>\n</platform>\n";

/* The job: so many single-thread executions at the same time on the node, and nothing else. The
 * ledger knows full load only, so it is not told: SimGrid's own plugin is what counts here. */
static void run_busy(struct wf_job *job)
{
    unsigned busy = *(const unsigned *)job->life_data;
    struct wf_node *host = wf_meter_node(&job->meter, job->scenario->participants[WF_TRAINER]);
    sg_exec_t execs[CORES];
    sg_host_set_pstate(host->host, job->scenario->participants[WF_TRAINER]->pstate);
    double before_j = sg_host_get_consumed_energy(host->host);
    for (unsigned i = 0; i < busy; i++) {
        execs[i] = sg_actor_exec_init(SECONDS * sg_host_get_speed(host->host));
        sg_exec_set_host(execs[i], host->host);
        sg_exec_start(execs[i]);
    }
    for (unsigned i = 0; i < busy; i++)
        sg_exec_wait(execs[i]);
    const struct wf_round_usage usage = {.end_s = simgrid_get_clock(),
                                         .energy_j =
                                             sg_host_get_consumed_energy(host->host) - before_j};
    job->training = 1;
    wf_record_round(job, &usage);
}

/* ---- one load, simulated ---- */

static double above_idle_w(const char *platform, const char *deployment, unsigned busy)
{
    static const char *const arguments[] = {
        "--cfg=plugin:host_energy",
#ifdef __SANITIZE_ADDRESS__
        "--cfg=contexts/factory:thread",
#endif
    };
    struct wf_study_request request = {
        .platform = platform, .deployments = &deployment, .count = 1, .options = {.seed = 1}};
    struct wf_process_options options = {.simgrid_arguments = arguments,
                                         .simgrid_argument_count =
                                             sizeof arguments / sizeof *arguments};
    struct wf_study study;
    struct wf_err err = {0};
    double power_w = NAN;
    int status = wf_study_load(&study, &request, &err);
    if (status == 0) {
        struct wf_process_request life = {
            .scenario = study.scenarios, .live = run_busy, .life_data = &busy};
        status =
            wf_process_run(study.platform, &life, 1, &options, study.results, &study.diag, &err);
    }
    if (status == 0) {
        const struct wf_scenario *scenario = &study.scenarios[0];
        const struct wf_participant *trainer = scenario->participants[WF_TRAINER];
        const struct wf_round_usage *usage = &study.results[0].outcome.round_rows[0];
        power_w = usage->energy_j / usage->end_s -
                  wf_scenario_host(scenario, trainer)->class->watts[trainer->pstate].idle_w;
    } else {
        printf("FAILED: %s\n", err.text);
        for (size_t i = 0; i < study.diag.count; i++)
            printf("  %s\n", study.diag.entries[i].text);
    }
    wf_study_release(&study);
    return power_w;
}

/* ---- the fit, into a copy of the catalogue ---- */

static int fit_into(const struct wf_load_table *table, const char *path, struct wf_err *err)
{
    struct wf_platform platform = {0};
    struct wf_load load = {0};
    struct wf_load_target target;
    struct wf_edit edit = {0};
    struct wf_buffer text = {0};
    struct wf_diag diag;
    wf_diag_init(&diag);
    int status = wf_load_choose(table->rows, table->count, table->above_idle, &load, err);
    if (status == 0)
        status = wf_platform_load(catalogue, &platform, &diag, err);
    if (status == 0)
        status = wf_load_target_find(table, &platform, node, NULL, &target, err);
    if (status == 0)
        status = wf_edit_load(catalogue, &edit, err);
    if (status == 0)
        status = wf_load_edit(&load, &target, &edit, NULL, err);
    if (status == 0) {
        wf_edit_text(&edit, &text);
        status = wf_file_write(path, text.text, text.length, err);
    }
    wf_buffer_release(&text);
    wf_edit_release(&edit);
    wf_platform_release(&platform);
    wf_load_release(&load);
    wf_diag_release(&diag);
    return status;
}

static int check(const char *what, const struct wf_load_row *row, const char *platform,
                 const char *deployment)
{
    double simulated_w = above_idle_w(platform, deployment, (unsigned)row->busy);
    double error = simulated_w / row->power_w - 1;
    printf("%s: %2.0f cores: %5.2f W measured above idle, %6.3f W simulated, %+.2f %%\n", what,
           row->busy, row->power_w, simulated_w, 100 * error);
    return !(fabs(error) <= TOLERANCE);
}

static int check_rows(struct wf_load_table *table, const char *platform, const char *deployment,
                      struct wf_err *err)
{
    int failed = 0;
    if (fit_into(table, platform, err) < 0)
        return -1;
    for (size_t i = 0; i < table->count; i++)
        failed += check("fitted on all", &table->rows[i], platform, deployment);
    size_t last = --table->count;
    for (size_t i = 0; i <= last; i++) {
        struct wf_load_row left_out = table->rows[i];
        table->rows[i] = table->rows[last];
        if (fit_into(table, platform, err) < 0)
            return -1;
        table->rows[i] = left_out;
        failed += check("fitted on the others", &left_out, platform, deployment);
    }
    table->count++;
    return failed;
}

int main(void)
{
    struct wf_load_table table;
    struct wf_err err = {0};
    struct wf_diag diag;
    wf_diag_init(&diag);
    char *platform = scenario_file(""), *workload = scenario_file(workload_text);
    char *text = wf_format(deployment_text, node, workload), *deployment = scenario_file(text);
    int failed = wf_load_table_load(data, &table, &diag, &err);
    size_t rows = table.count;
    if (failed == 0)
        failed = check_rows(&table, platform, deployment, &err);
    if (failed < 0)
        printf("FAILED: %s\n", err.text);
    unlink(platform);
    unlink(workload);
    unlink(deployment);
    free(platform);
    free(workload);
    free(text);
    free(deployment);
    wf_load_table_release(&table);
    wf_diag_release(&diag);
    printf("%zu rows, %d outside 3 %%\n", rows, failed);
    return rows == 4 && failed == 0 ? 0 : 1;
}
