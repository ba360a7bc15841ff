#include "log.h"

static struct log reading;

static const char two_runs[] =
    "Selected power meter 'Yokogawa WT310' from wt310.cpp\n"
    "                               SPEC PTDaemon Tool                             \n"
    "03-17-2021 20:34:47.721: Analyzer identity response of 33 bytes: YOKOGAWA,WT333E\n"
    "\n"
    "03-17-2021 20:35:07.765: Go with mark 'x_ranging'\n"
    "03-17-2021 20:47:43.771: Completed test\n"
    "03-17-2021 20:47:43.771: Avg watts 25.710013, min watts 9.500000, max watts 26.620000, "
    "samples 756, errors 3, valid 753\n"
    "03-17-2021 20:47:57.632: Go with mark 'x_testing'\n"
    "03-17-2021 21:00:32.634: Avg watts 24.615216, min watts 9.633000, max watts 25.598000, "
    "samples 755, errors 0, valid 755\n";

static void check_event(const char *key, size_t nth, double value, const char *text, uint32_t line)
{
    const struct wf_trace_event *event = log_find(&reading, key, nth);
    CU_ASSERT_PTR_NOT_NULL_FATAL(event);
    wf_check_close(event->value, value, 0, key, __FILE__, __LINE__);
    CHECK_TEXT(event->text, text);
    CU_ASSERT_EQUAL(event->line, line);
    CU_ASSERT_EQUAL(event->kind, WF_EVENT_POINT);
}

static void each_run_states_its_own(void)
{
    log_read(&reading, two_runs, NULL);
    CU_ASSERT_EQUAL_FATAL(reading.result, 0);
    CHECK_TEXT(reading.report.format->name, "ptd-summary");
    CU_ASSERT_EQUAL(reading.event_count, 14);
    check_event("stated_mean_w", 0, 25.710013, "x_ranging", 7);
    check_event("stated_errors", 0, 3, "x_ranging", 7);
    check_event("stated_valid", 0, 753, "x_ranging", 7);
    check_event("stated_mean_w", 1, 24.615216, "x_testing", 9);
    check_event("stated_min_w", 1, 9.633, "x_testing", 9);
    check_event("stated_max_w", 1, 25.598, "x_testing", 9);
    check_event("stated_samples", 1, 755, "x_testing", 9);
    CHECK_TEXT(log_find(&reading, "mark", 1)->text, "x_testing");
    /* 2021-03-17 is day 18,703 */
    CU_ASSERT_EQUAL(log_find(&reading, "mark", 1)->time_ns,
                    (INT64_C(18703) * 86400000 + 74877632) * 1000000);
    log_release(&reading);
}

static void an_average_without_a_mark_has_none(void)
{
    log_read(&reading,
             "03-17-2021 21:00:32.634: Avg watts 1, min watts 1, max watts 1, samples 1, errors 0, "
             "valid 1\n",
             NULL);
    check_event("stated_mean_w", 0, 1, NULL, 1);
    log_release(&reading);
}

static void a_broken_average_is_told(void)
{
    struct wf_trace_options options = {.format = "ptd-summary"};
    log_read(&reading,
             "03-17-2021 21:00:32.634: Avg watts 24,615, min watts 9\n"
             "03-17-2021 21:00:32.634: Avg watts 1, min watts 1, max watts 1, samples 1, errors 0, "
             "valid 1 or so\n",
             &options);
    CHECK_ERR(&reading, WF_EINPUT, "has no valid event (read as ptd-summary, 2 records, 2 bad");
    CHECK_WARNING(&reading, 1, "',615, min watts 9'; expected 'min watts ' and a number");
    CHECK_WARNING(&reading, 2, "' or so' behind the numbers");
    log_release(&reading);
}

static void a_log_may_be_cut_anywhere(void)
{
    CHECK_CUTS(two_runs, NULL, false);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(each_run_states_its_own),
        WF_TEST(an_average_without_a_mark_has_none),
        WF_TEST(a_broken_average_is_told),
        WF_TEST(a_log_may_be_cut_anywhere),
    };
    return wf_suite_run("ptd_summary", tests, sizeof tests / sizeof *tests);
}
