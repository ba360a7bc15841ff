/* process.<case>: a simulation that does not finish is an error with its cause, never a result.
 * Faults are injected by giving the job another life, in the child, plugins on. */
#include "../cases.h"
#include "../scenario.h"
#include "job/group.h"
#include "job/step.h"
#include <signal.h>
#include <simgrid/actor.h>
#include <simgrid/engine.h>
#include <simgrid/link.h>
#include <simgrid/mailbox.h>
#include <simgrid/semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void check(bool holds, const char *what, const char *found)
{
    if (holds)
        return;
    printf("    FAILED %s: '%s'\n", what, found);
    failures++;
}

/* Simulate the Jetson deployment, led by @p live; expect status 4 and these words. */
static void expect_failure(wf_job_life *live, const char *words)
{
    static const char *const deployment[] = {"deployments/jetson-fedavg.xml"};
    struct wf_study study;
    struct wf_err err = {0};
    struct wf_process_result result;
    struct wf_study_request request = {.platform = "platforms/jetson-cluster.xml",
                                       .deployments = deployment,
                                       .count = 1,
                                       .options = {.seed = 1, .audit = true}};
    const char *const contexts = "--cfg=contexts/factory:thread"; /* for ASan builds */
    if (wf_study_load(&study, &request, &err) < 0) {
        check(false, "the shipped files load", err.text);
    } else {
        struct wf_process_request run = {.scenario = &study.scenarios[0], .live = live};
        struct wf_process_options options = {0};
#ifdef __SANITIZE_ADDRESS__
        options.simgrid_arguments = &contexts;
        options.simgrid_argument_count = 1;
#endif
        (void)contexts;
        int status = wf_process_run(study.platform, &run, 1, &options, &result, &study.diag, &err);
        check(status == -1 && result.status == -1, "the run fails", "it succeeded");
        check(err.code == WF_ESIM, "exit status 4", err.text);
        check(strstr(err.text, words) != NULL, words, err.text);
        check(result.outcome.host_count == 0, "no result", "there is one");
        wf_outcome_release(&result.outcome);
        printf("    %s\n", err.text);
    }
    wf_study_release(&study);
}

/* One whole turn goes well before each fault: links have carried bytes. */
static void play_a_round(struct wf_job *job)
{
    const struct wf_scenario *scenario = job->scenario;
    struct wf_node *node = wf_meter_node(&job->meter, scenario->participants[WF_LEARNER]);
    struct wf_group group;
    struct wf_turn turn;
    wf_group_init(&group, job->executor, false);
    wf_turn_clear(&turn);
    wf_turn_add(&turn,
                wf_step_send(node, wf_meter_node(&job->meter, scenario->participants[WF_SERVER]),
                             WF_PHASE_UPLOAD, WF_UPLINK, 1e6));
    wf_group_submit(&group, &turn);
    wf_group_wait(&group);
    wf_group_release(&group);
}

static void lead_into_deadlock(struct wf_job *job)
{
    play_a_round(job);
    sg_sem_acquire(sg_sem_init(0));
}

static void lead_into_unmatched_transfer(struct wf_job *job)
{
    play_a_round(job);
    sg_mailbox_get(sg_mailbox_by_name("nobody"));
}

static void lead_into_sudden_death(struct wf_job *job)
{
    play_a_round(job);
    raise(SIGKILL);
}

static void lead_into_abort(struct wf_job *job)
{
    play_a_round(job);
    sg_link_by_name("no such link");
}

static void deadlock_is_a_failure(void)
{
    expect_failure(lead_into_deadlock, "deadlock");
}

static void deadlock_in_a_transfer_is_a_failure(void)
{
    expect_failure(lead_into_unmatched_transfer, "deadlock");
}

static void killed_child_is_a_failure(void)
{
    expect_failure(lead_into_sudden_death, "signal 9");
}

static void crash_is_a_failure(void)
{
    expect_failure(lead_into_abort, "the simulating process");
}

/* ---- many transfers on one link ---- */

struct crowds {
    int count;
    uint64_t transfers;
    char link[64];
};
static void hear_crowd(void *data, const char *link, uint64_t transfers)
{
    struct crowds *crowds = data;
    crowds->count++;
    crowds->transfers = transfers;
    snprintf(crowds->link, sizeof crowds->link, "%s", link);
}

#define XML                                                                                        \
    "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM "                                            \
    "\"https://simgrid.org/simgrid.dtd\">\n"

/* 300 learners of a cluster, whose models all leave by the server's link. @p props: of the server
 */
static struct crowds crowds_of(const char *props, const char *learners)
{
    static const char platform_text[] = XML
        "<platform version='4.1'>\n"
        "<cluster id='c' prefix='n' suffix='' radical='0-300' speed='1Gf' bw='1MBps' lat='1ms'>\n"
        "<prop id='wattage_per_state' value='1:1:2'/></cluster>\n</platform>\n";
    static const char format[] =
        XML "<platform version='4.1'>\n<actor host='n0' function='server'>"
            "<prop id='workload' value='%s'/><prop id='rounds' value='2'/>%s</actor>\n"
            "<actor host='%s' function='learner'><prop id='samples' value='1'/></actor>\n"
            "</platform>\n";
    char *workload = scenario_file("<workload version='1' id='w'><prop id='parameters' "
                                   "value='1000'/><prop id='training-flop' value='1 Mflop'/>"
                                   "<prop id='samples' value='300'/></workload>");
    char *text = wf_format(format, workload, props, learners);
    char *platform = scenario_file(platform_text), *deployment = scenario_file(text);
    struct crowds crowds = {0};
    struct wf_study study;
    struct wf_err err = {0};
    struct wf_study_request request = {.platform = platform,
                                       .deployments = (const char *const[]){deployment},
                                       .count = 1,
                                       .options = {.seed = 1},
                                       .process = {.crowd = hear_crowd, .progress_data = &crowds}};
#ifdef __SANITIZE_ADDRESS__
    request.process.simgrid_arguments = (const char *const[]){"--cfg=contexts/factory:thread"};
    request.process.simgrid_argument_count = 1;
#endif
    if (wf_study_load(&study, &request, &err) < 0 || wf_study_run(&study, &request, &err) < 0)
        check(false, "it is simulated", err.text);
    wf_study_release(&study);
    char *const files[] = {platform, deployment, workload};
    for (size_t i = 0; i < 3; i++) {
        remove(files[i]);
        free(files[i]);
    }
    free(text);
    return crowds;
}

/* Reported at 256, then only if it doubles: transfers that end do not count. */
static void a_crowd_is_reported_as_it_grows(void)
{
    struct crowds crowds = crowds_of("", "n[1-300]");
    check(crowds.count == 1, "one report in two rounds", crowds.link);
    check(crowds.transfers == 256, "at 256 transfers", crowds.link);
    check(!strcmp(crowds.link, "c_link_0_UP"), "the server's link", crowds.link);
}

/* Nor do transfers that are cut off: 300 models of 4 kB take 1.2 s at 1 MB/s. The update that comes
 * in time is of a learner on the server's own host. */
static void a_crowd_that_is_cut_off_is_gone(void)
{
    struct crowds crowds = crowds_of("<prop id='deadline' value='0.5 s'/>", "n[0-300]");
    check(crowds.count == 1, "one report in two rounds", crowds.link);
}

static const struct test_case cases[] = {
    CASE(a_crowd_is_reported_as_it_grows), CASE(a_crowd_that_is_cut_off_is_gone),
    CASE(deadlock_is_a_failure),           CASE(deadlock_in_a_transfer_is_a_failure),
    CASE(killed_child_is_a_failure),       CASE(crash_is_a_failure),
};

int main(int argc, char **argv)
{
    return cases_main(argc, argv, cases, sizeof cases / sizeof *cases);
}
