#include "engine/death.h"

#include "suite.h"
#include <signal.h>
#include <string.h>

#define PLATFORM "platforms/small.xml"

/* Wait statuses as Linux encodes them. */
static int exited(int status)
{
    return status << 8;
}

static struct wf_err explain(enum wf_stage stage, int status, const char *written)
{
    struct wf_buffer text = {0};
    struct wf_err err = {0};
    if (written)
        wf_buffer_add(&text, written, strlen(written));
    wf_death_explain(PLATFORM, stage, status, &text, &err);
    wf_buffer_release(&text);
    return err;
}

static void check(struct wf_err err, enum wf_code code, const char *words)
{
    CU_ASSERT_EQUAL(err.code, code);
    CHECK_TEXT(err.text, words);
}

static void before_the_start_an_argument_is_refused(void)
{
    check(explain(WF_STAGE_NOTHING, SIGABRT,
                  "[0.000000] [root/CRITICAL] Uncaught exception std::invalid_argument: "
                  "no such flag\nmore\n"),
          WF_EUSAGE, "SimGrid does not take the arguments of --simgrid: no such flag");
}

static void while_loading_the_platform_is_refused(void)
{
    check(explain(WF_STAGE_STARTED, SIGABRT, "[x/CRITICAL] two hosts have the same name\n"),
          WF_EINPUT, PLATFORM ": SimGrid refuses the platform: two hosts have the same name");
}

static void a_line_of_the_platform_is_passed_on(void)
{
    check(explain(WF_STAGE_STARTED, exited(1), "Parse error at " PLATFORM ":7: bad speed\n"),
          WF_EINPUT, PLATFORM ":7: bad speed (SimGrid)");
}

static void the_changed_copy_has_the_name_of_the_platform(void)
{
    check(explain(WF_STAGE_STARTED, exited(1), "Parse error at /proc/self/fd/5:7: bad speed\n"),
          WF_EINPUT, PLATFORM ":7: bad speed (SimGrid, of the platform as changed by --set)");
}

static void a_silent_death_while_loading_is_not_the_platforms_fault(void)
{
    check(explain(WF_STAGE_STARTED, SIGKILL, NULL), WF_ESIM,
          "the simulating process was ended by signal 9 (Killed): it said nothing");
}

static void a_deadlock_is_named(void)
{
    check(explain(WF_STAGE_LOADED, SIGSEGV, "[x/CRITICAL] Oops! Deadlock detected\n"), WF_ESIM,
          "deadlock: actors wait for each other, and SimGrid stopped with signal Segmentation "
          "fault");
    check(explain(WF_STAGE_LOADED, exited(3), "a deadlock\n"), WF_ESIM,
          "deadlock: actors wait for each other, and SimGrid stopped");
}

static void a_signal_is_named_with_the_first_error_line(void)
{
    check(explain(WF_STAGE_LOADED, SIGABRT,
                  "a word before\n[x/ERROR] no such link\n[x/ERROR] and then this\n"),
          WF_ESIM, "the simulating process was ended by signal 6 (Aborted): no such link");
}

static void an_exit_status_is_named(void)
{
    check(explain(WF_STAGE_LOADED, exited(23), "ERROR: AddressSanitizer: leak\n"), WF_ESIM,
          "the simulating process ended early with status 23: ERROR: AddressSanitizer: leak");
    check(explain(WF_STAGE_LOADED, exited(0), "no word of an error"), WF_ESIM,
          "the simulating process ended early with status 0: it said nothing");
}

static const struct wf_test tests[] = {
    WF_TEST(before_the_start_an_argument_is_refused),
    WF_TEST(while_loading_the_platform_is_refused),
    WF_TEST(a_line_of_the_platform_is_passed_on),
    WF_TEST(the_changed_copy_has_the_name_of_the_platform),
    WF_TEST(a_silent_death_while_loading_is_not_the_platforms_fault),
    WF_TEST(a_deadlock_is_named),
    WF_TEST(a_signal_is_named_with_the_first_error_line),
    WF_TEST(an_exit_status_is_named),
};

int main(void)
{
    return wf_suite_run("engine/death", tests, sizeof tests / sizeof *tests);
}
