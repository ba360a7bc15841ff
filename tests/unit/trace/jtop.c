#include "expected.h"

static const char text[] =
    "timestamp,RAM%,GPU%,GPU inst power (mW),GPU avg power (mW),CPU%,CPU inst power (mW),CPU avg "
    "power (mW),tot inst power (mW),tot avg power (mW)\n"
    "2022-05-30 14:02:03.250000+02:00,12.1,0,0,0,3.5,620,620,4650,4000\n"
    "2022-05-30 14:02:04.250000+02:00,12.1,99,9000,9000,3.5,620,620,14650,9000\n";

static void the_instant_of_the_total_is_read(void)
{
    log_check((struct log_expected){.text = text,
                                    .format = "jtop",
                                    .samples = "0 4.65, 1 14.65",
                                    .begin_s = 1653912123}); /* 12:02:03 UTC */
}

static void another_column_is_named(void)
{
    log_check((struct log_expected){.text = text,
                                    .options = {.power_column = "GPU inst power (mW)"},
                                    .format = "jtop",
                                    .samples = "0 0, 1 9"});
    log_check_error("timestamp,RAM%,tot inst power (mW)\n",
                    (struct wf_trace_options){.power_column = "tot avg power (mW)"},
                    ":1: there is no column 'tot avg power (mW)'; there are 'timestamp', 'RAM%', "
                    "'tot inst power (mW)'");
}

static void bad_lines_are_told(void)
{
    log_check_as(&(struct log_expected){.format = "jtop",
                                        .samples = "0 1, 3 4",
                                        .counts = "2 bad, 1 negative",
                                        .warnings =
                                            "3: power 'nan'; expected a number (e.g. '12.5')\n"
                                            "4: time '12:00'; expected ISO 8601 (e.g. "
                                            "'2021-03-17T20:47:57.956Z')"},
                 "timestamp,tot inst power (mW)\n"
                 "2022-05-30T12:00:00Z,1000\n"
                 "2022-05-30T12:00:01Z,nan\n"
                 "12:00,2000\n"
                 "2022-05-30T12:00:02Z,-1\n"
                 "2022-05-30T12:00:03Z,4000\n");
}

static const struct wf_test tests[] = {
    WF_TEST(the_instant_of_the_total_is_read),
    WF_TEST(another_column_is_named),
    WF_TEST(bad_lines_are_told),
};

int main(void)
{
    return wf_suite_run("jtop", tests, sizeof tests / sizeof *tests);
}
