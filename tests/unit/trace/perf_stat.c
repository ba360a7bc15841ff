#include "expected.h"

#define HEAD "\n Performance counter stats for 'system wide':\n\n"

/* (12.5 + 2.5) J / 5 s */
static void a_run_is_one_mean(void)
{
    log_check((struct log_expected){.text = HEAD "             12.50 Joules power/energy-pkg/\n"
                                                 "              2.50 Joules power/energy-ram/\n"
                                                 "             99.00 Joules power/energy-psys/\n"
                                                 "              1.00 Joules power/energy-cores/\n"
                                                 "\n       5.000000000 seconds time elapsed\n\n",
                                    .format = "perf-stat",
                                    .samples = "0-5 3"});
}

static void numbers_are_of_any_locale(void)
{
    static const char *const numbers[][2] = {
        {"2,306.32", "4.000000000"},      {"2.306,32", "4,000000000"},
        {"2306,32", "4,000000000"},       {"2\u202f306,32", "4,000000000"},
        {"2\u00a0306,32", "4,000000000"}, {"2'306.32", "4.000000000"},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 HEAD "    %s Joules power/energy-pkg/\n\n   %s seconds time elapsed\n",
                 numbers[i][0], numbers[i][1]);
        log_check(
            (struct log_expected){.text = text, .format = "perf-stat", .samples = "0-4 576.58"});
    }
}

static void runs_follow_each_other(void)
{
    log_check((struct log_expected){.text = HEAD
                                    " S0        1   10.00 Joules power/energy-pkg/\n"
                                    " S1        1   20.00 Joules power/energy-pkg/\n"
                                    " 10.00 +- 0.01 seconds time elapsed  ( +-  0.10% )\n" HEAD
                                    " S0        1    5.00 Joules power/energy-pkg/\n"
                                    " S1        1    5.00 Joules power/energy-pkg/\n"
                                    "  2.00 seconds time elapsed\n",
                                    .format = "perf-stat",
                                    .samples = "0-10 3, 10-12 5"});
}

/* -x: what stood in columns stands between separators. */
static void separated_cells_are_read(void)
{
    log_check((struct log_expected){
        .text = "# started on Wed May  1 12:00:00 2024\n\n"
                "     1.000000000,3.00,Joules,power/energy-pkg/,1000000000,100.00,,\n"
                "     1.000000000,1.00,Joules,power/energy-ram/,1000000000,100.00,,\n"
                "     1.000000000,99.00,Joules,power/energy-psys/,1000000000,100.00,,\n"
                "     3.000000000,<not counted>,Joules,power/energy-pkg/,0,0.00,,\n"
                "     5.000000000,8.00,Joules,power/energy-pkg/,1000000000,100.00,,\n",
        .format = "perf-stat",
        .samples = "0-1 4, 3-5 4",
        .counts = "1 invalid"});
    log_check_as(&(struct log_expected){.format = "perf-stat", .samples = "0-1 7, 1-2 9"},
                 "1.000;S0;1;3,00;Joules;power/energy-pkg/;100;100,00;;\n"
                 "1.000;S1;1;4,00;Joules;power/energy-pkg/;100;100,00;;\n"
                 "2.000;S0;1;5,00;Joules;power/energy-pkg/;100;100,00;;\n"
                 "2.000;S1;1;4,00;Joules;power/energy-pkg/;100;100,00;;\n");
    log_check_error("10.0,Joules,power/energy-pkg/,1000,100.00,,\n", (struct wf_trace_options){0},
                    ": perf stat -x has no times; log with -I 1000, or without -x");
}

static void intervals_are_a_curve(void)
{
    log_check((struct log_expected){
        .text = "#           time             counts   unit events\n"
                "     1.000000000               3.00 Joules power/energy-pkg/      [100.00%]\n"
                "     1.000000000               1.00 Joules power/energy-ram/\n"
                "     1.000000000           12965028        cycles\n"
                "     3.000000000               5.00 Joules power/energy-pkg/\n"
                "     3.000000000               1.00 Joules power/energy-ram/\n"
                "     4.000000000      <not counted> Joules power/energy-pkg/\n"
                "     4.000000000               1.00 Joules power/energy-ram/\n"
                "     5.000000000               7.00 Joules power/energy-pkg/\n"
                "     5.000000000               1.00 Joules power/energy-ram/\n",
        .format = "perf-stat",
        .samples = "0-1 4, 1-3 3, 4-5 8",
        .counts = "1 invalid"});
}

static void events_are_chosen(void)
{
    log_check((struct log_expected){.text = HEAD "  12.50 Joules power/energy-pkg/\n"
                                                 "  20.00 Joules power/energy-psys/\n"
                                                 "  5.000000000 seconds time elapsed\n",
                                    .options = {.sources = "power/energy-psys/"},
                                    .format = "perf-stat",
                                    .samples = "0-5 4"});
}

static void what_cannot_be_told_is_bad(void)
{
    log_check_error(HEAD "  12.50 Joules power/energy-pkg/\n", (struct wf_trace_options){0},
                    "(read as perf-stat, 2 records, 1 bad, first on line 4: joules without "
                    "'seconds time elapsed' behind them; was the file cut?)");
    log_check_error(HEAD "  2,306 Joules power/energy-pkg/\n  5.000 seconds time elapsed\n",
                    (struct wf_trace_options){0},
                    "(read as perf-stat, 3 records, 1 bad, first on line 4: joules '2,306'; "
                    "expected a number)");
    log_check_error(HEAD "  <not supported> Joules power/energy-pkg/\n  5.0 seconds time elapsed\n",
                    (struct wf_trace_options){0},
                    "(read as perf-stat, 3 records, 1 bad, first on line 4: this machine does not "
                    "measure it; expected joules)");
    log_check((struct log_expected){.text = HEAD "  10.00 Joules power/energy-pkg/\n"
                                                 "  <not supported> Joules power/energy-ram/\n"
                                                 "  5.0 seconds time elapsed\n",
                                    .format = "perf-stat",
                                    .samples = "0-5 2"});
}

static const struct wf_test tests[] = {
    WF_TEST(a_run_is_one_mean),          WF_TEST(numbers_are_of_any_locale),
    WF_TEST(runs_follow_each_other),     WF_TEST(separated_cells_are_read),
    WF_TEST(intervals_are_a_curve),      WF_TEST(events_are_chosen),
    WF_TEST(what_cannot_be_told_is_bad),
};

int main(void)
{
    return wf_suite_run("perf-stat", tests, sizeof tests / sizeof *tests);
}
