#include "expected.h"

static void rows_without_a_time_need_their_interval(void)
{
    static const char text[] = "turbostat version 2023.11.07\n"
                               "CoreTmp\tPkgTmp\tPkgWatt\tCorWatt\tGFXWatt\tRAMWatt\tSysWatt\n"
                               "60\t61\t6.25\t1.13\t0.16\t0.50\t13.00\n"
                               "CoreTmp\tPkgTmp\tPkgWatt\tCorWatt\tGFXWatt\tRAMWatt\tSysWatt\n"
                               "60\t61\t7.25\t1.13\t0.16\t0.50\t14.00\n";
    log_check((struct log_expected){.text = text,
                                    .options = {.interval_s = 5},
                                    .format = "turbostat",
                                    .samples = "0-5 6.75, 5-10 7.75"});
    log_check((struct log_expected){.text = text,
                                    .options = {.interval_s = 5, .sources = "SysWatt"},
                                    .format = "turbostat",
                                    .samples = "0-5 13, 5-10 14"});
    log_check_error(text, (struct wf_trace_options){0},
                    ":2: there is no column 'Time_Of_Day_Seconds' (turbostat --enable "
                    "Time_Of_Day_Seconds); say the interval between rows (--interval)");
    log_check_error(text, (struct wf_trace_options){.interval_s = 1, .sources = "PkgWatt,PsysWatt"},
                    ":2: there is no column 'PsysWatt'; there are 'CoreTmp', 'PkgTmp', 'PkgWatt', "
                    "'CorWatt', 'GFXWatt', 'RAMWatt', 'SysWatt'");
}

/* A row is the mean since the one before. */
static void summaries_are_read_with_their_times(void)
{
    log_check((struct log_expected){.text = "Time_Of_Day_Seconds\tCore\tCPU\tAvg_MHz\tPkgWatt\n"
                                            "1700000005.000000\t-\t-\t100\t10.00\n"
                                            "1700000005.000000\t0\t0\t100\t10.00\n"
                                            "1700000005.000000\t1\t1\t100\n"
                                            "Time_Of_Day_Seconds\tCore\tCPU\tAvg_MHz\tPkgWatt\n"
                                            "1700000010.000000\t-\t-\t100\t20.00\n"
                                            "1700000010.000000\t0\t0\t100\t20.00\n"
                                            "1700000015.500000\t-\t-\t100\t30.00\n",
                                    .format = "turbostat",
                                    .samples = "0-5 10, 5-10 20, 10-15.5 30",
                                    .begin_s = 1700000000});
}

static void a_row_behind_a_bad_one_does_not_stand_for_both(void)
{
    log_check((struct log_expected){.text = "Time_Of_Day_Seconds\tPkgWatt\n"
                                            "1700000005\t10\n"
                                            "1700000010\t20\n"
                                            "1700000015\t***\n"
                                            "1700000020\t40\n",
                                    .format = "turbostat",
                                    .samples = "0-5 10, 5-10 20, 15-20 40",
                                    .counts = "1 bad",
                                    .warnings = "4: power '***'; expected a number (e.g. '12.5')"});
}

static void one_row_is_an_instant(void)
{
    static const char text[] = "Time_Of_Day_Seconds\tPkgWatt\n1700000005\t10\n";
    log_check((struct log_expected){.text = text, .format = "turbostat", .samples = "0 10"});
    log_check((struct log_expected){
        .text = text, .options = {.interval_s = 5}, .format = "turbostat", .samples = "0-5 10"});
}

static const struct wf_test tests[] = {
    WF_TEST(rows_without_a_time_need_their_interval),
    WF_TEST(summaries_are_read_with_their_times),
    WF_TEST(a_row_behind_a_bad_one_does_not_stand_for_both),
    WF_TEST(one_row_is_an_instant),
};

int main(void)
{
    return wf_suite_run("turbostat", tests, sizeof tests / sizeof *tests);
}
