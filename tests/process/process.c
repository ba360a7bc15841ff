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

static const struct test_case cases[] = {
    CASE(deadlock_is_a_failure),
    CASE(deadlock_in_a_transfer_is_a_failure),
    CASE(killed_child_is_a_failure),
    CASE(crash_is_a_failure),
};

int main(int argc, char **argv)
{
    return cases_main(argc, argv, cases, sizeof cases / sizeof *cases);
}
