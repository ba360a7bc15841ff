#include "log.h"

static struct log reading;

/* 2021-03-17 is day 18,703: 51 years with 13 leap days, 31 + 28 + 16 days. */
static wf_time_ns at_ms(int64_t ms_of_day)
{
    return (INT64_C(18703) * 86400000 + ms_of_day) * 1000000;
}

#define LINE(time, watts, mark)                                                                    \
    "Time,03-17-2021 " time ",Watts," watts ",Volts,120.640000,Amps,0.202970,PF,0.393400,"         \
    "Mark," mark
#define CHANNELS ",Ch1,Watts,10.000000,Volts,1.0,Ch2,Watts,20.000000"

static void samples_of_one_phase_are_read(void)
{
    /* clang-format off */
    log_read(&reading,
             LINE("00:00:01.956", "9.633000", "a_testing") "\n"
             LINE("00:00:02.971", "9.973000", "a_testing") "\n", NULL);
    /* clang-format on */
    CU_ASSERT_EQUAL_FATAL(reading.sample_count, 2);
    CHECK_TEXT(reading.report.format->name, "ptdaemon");
    CU_ASSERT_EQUAL(reading.samples[0].begin_ns, at_ms(1956));
    CU_ASSERT_EQUAL(reading.samples[1].end_ns, at_ms(2971));
    CHECK_CLOSE(reading.samples[0].power_w, 9.633, 0);
    CHECK_CLOSE(reading.report.mean_w, 9.803, 1e-15);
    log_release(&reading);
}

/* The first watts are those of all channels. */
static void samples_of_three_phases_are_read(void)
{
    /* clang-format off */
    log_read(&reading,
             LINE("00:00:01.000", "30.000000", "a") CHANNELS "\r\n", NULL);
    /* clang-format on */
    CU_ASSERT_EQUAL_FATAL(reading.sample_count, 1);
    CHECK_CLOSE(reading.samples[0].power_w, 30, 0);
    CHECK_TEXT(log_find(&reading, "mark", 0)->text, "a");
    log_release(&reading);
}

static void codes_of_errors_are_dropped(void)
{
    /* clang-format off */
    log_read(&reading,
             LINE("00:00:01.000", "10.0", "a") "\n"
             LINE("00:00:02.000", "-1.000000", "a") "\n"
             LINE("00:00:03.000", "-12.0", "a") "\n"
             LINE("00:00:04.000", "20.0", "a") "\n", NULL);
    /* clang-format on */
    CU_ASSERT_EQUAL(reading.report.negative, 2);
    CU_ASSERT_EQUAL(reading.report.samples, 2);
    CHECK_CLOSE(reading.report.mean_w, 15, 0);
    log_release(&reading);
}

static void runs_are_told_apart_by_their_marks(void)
{
    /* clang-format off */
    log_read(&reading,
             LINE("00:00:01.000", "1.0", "x_ranging") "\n"
             LINE("00:00:02.000", "1.0", "x_ranging") "\n"
             LINE("00:00:03.000", "1.0", "x_testing") "\n"
             LINE("00:00:04.000", "1.0", "x_test") "\n", NULL);
    /* clang-format on */
    CU_ASSERT_EQUAL_FATAL(reading.event_count, 3);
    CHECK_TEXT(log_find(&reading, "mark", 0)->text, "x_ranging");
    CU_ASSERT_EQUAL(log_find(&reading, "mark", 0)->time_ns, at_ms(1000));
    CHECK_TEXT(log_find(&reading, "mark", 1)->text, "x_testing");
    CU_ASSERT_EQUAL(log_find(&reading, "mark", 1)->time_ns, at_ms(3000));
    CU_ASSERT_EQUAL(log_find(&reading, "mark", 1)->line, 3);
    CHECK_TEXT(log_find(&reading, "mark", 2)->text, "x_test");
    log_release(&reading);
}

static void bad_lines_are_told(void)
{
    /* clang-format off */
    log_read(&reading,
             LINE("00:00:01.000", "1.0", "x") "\n"
             LINE("24:00:02.000", "1.0", "x") "\n"
             LINE("00:00:03.000", "1;0", "x") "\n"
             "Time,03-17-2021 00:00:04.000,Temperature,21.0,Mark,x\n"
             "Time,03-17-2021 00:00:05.000,Watts,9.63\n"
             "Time\n", NULL);
    /* clang-format on */
    CU_ASSERT_EQUAL(reading.report.bad, 5);
    CU_ASSERT_EQUAL(reading.report.samples, 1);
    CHECK_WARNING(&reading, 2,
                  "time '03-17-2021 24:00:02.000'; expected 'MM-DD-YYYY HH:MM:SS.mmm'");
    CHECK_WARNING(&reading, 3, "power '1;0'; expected a number");
    CHECK_WARNING(&reading, 4, "expected 'Time,..,Watts,..'");
    CHECK_WARNING(&reading, 5, "the line ends with the watts");
    CHECK_WARNING(&reading, 6, "1 cells; expected");
    log_release(&reading);
}

static void a_log_may_be_cut_anywhere(void)
{
    /* clang-format off */
    CHECK_CUTS(
             LINE("00:00:01.000", "30.5", "a") CHANNELS "\r\n"
             LINE("00:00:02.000", "31.5", "a") "\r"
             LINE("00:00:03.000", "32.5", "b") "\n", NULL, false);
    /* clang-format on */
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(samples_of_one_phase_are_read),
        WF_TEST(samples_of_three_phases_are_read),
        WF_TEST(codes_of_errors_are_dropped),
        WF_TEST(runs_are_told_apart_by_their_marks),
        WF_TEST(bad_lines_are_told),
        WF_TEST(a_log_may_be_cut_anywhere),
    };
    return wf_suite_run("ptdaemon", tests, sizeof tests / sizeof *tests);
}
