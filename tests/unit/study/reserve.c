#include "study/reserve.h"

#include "suite.h"
#include <math.h>
#include <string.h>

static const char *const deployment = "deployments/fleet-phones.xml";

struct run {
    struct wf_study_request request;
    struct wf_overrides overrides;
    struct wf_study study;
    struct wf_kept_turn *turn; /* the first one that was kept */
};

static void start(struct run *run)
{
    struct wf_err err = {0};
    memset(run, 0, sizeof *run);
    CU_ASSERT_EQUAL(wf_overrides_add(&run->overrides, "class.phone.count=1e8", &err), 0);
    CU_ASSERT_EQUAL(wf_overrides_add(&run->overrides, "server.active=20", &err), 0);
    CU_ASSERT_EQUAL(wf_overrides_add(&run->overrides, "server.rounds=3", &err), 0);
    run->request =
        (struct wf_study_request){.platform = "platforms/fleets/phones.xml",
                                  .deployments = &deployment,
                                  .count = 1,
                                  .overrides = &run->overrides,
                                  .options = {.engine = WF_ENGINE_AUTO, .seed = 1, .audit = true}};
    CU_ASSERT_EQUAL_FATAL(wf_study_load(&run->study, &run->request, &err), 0);
    CU_ASSERT_EQUAL_FATAL(wf_study_run(&run->study, &run->request, &err), 0);
    CU_ASSERT_FATAL(run->study.results[0].outcome.kept_count >= 20);
    run->turn = run->study.results[0].outcome.kept;
}

static void end(struct run *run)
{
    wf_study_release(&run->study);
    wf_overrides_release(&run->overrides);
}

/* SimGrid plays the kept turns again: does it agree? */
static void check(struct run *run, const char *message)
{
    struct wf_err err = {0};
    struct wf_diag diag;
    wf_diag_init(&diag);
    int status = wf_reserve_audit(&run->study.scenarios[0], &run->study.results[0],
                                  &run->request.process, &diag, &err);
    CU_ASSERT_EQUAL(status, message ? -1 : 0);
    CU_ASSERT(!message || strstr(err.text, message));
    wf_diag_release(&diag);
}

static void what_was_played_agrees(void)
{
    struct run run;
    start(&run);
    check(&run, NULL);
    end(&run);
}

static void another_end_is_found(void)
{
    struct run run;
    start(&run);
    run.turn->end_s += 1e-6;
    check(&run, "audit failed: a turn of host 'phone-");
    end(&run);
}

static void other_joules_are_found(void)
{
    struct run run;
    start(&run);
    run.turn->energy_j *= 1 + 1e-6;
    check(&run, "in closed form, ");
    end(&run);
}

static void a_turn_that_failed_is_found(void)
{
    struct run run;
    start(&run);
    run.turn->failed = !run.turn->failed;
    check(&run, "audit failed");
    end(&run);
}

/* A step that is not the one that was played moves the end. */
static void another_step_is_found(void)
{
    struct run run;
    start(&run);
    run.turn->steps[run.turn->step_count - 1].amount *= 1.001;
    check(&run, "ends at");
    end(&run);
}

static const struct wf_test tests[] = {
    WF_TEST(what_was_played_agrees), WF_TEST(another_end_is_found),
    WF_TEST(other_joules_are_found), WF_TEST(a_turn_that_failed_is_found),
    WF_TEST(another_step_is_found),
};

int main(void)
{
    return wf_suite_run("reserve", tests, sizeof tests / sizeof tests[0]);
}
