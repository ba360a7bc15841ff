#include "expected.h"

static const char text[] = "3,1,1535796000.000112000,OK,98.5,,120.25\n"
                           "3,1,1535796000.020112000,OK,99,1.5,120.5\n"
                           "3,1,1535796000.040112000,CRC,0,0,0\n"
                           "3,1,1535796000.060112000,OK,97,2.5,121\n";

static void ports_are_chosen(void)
{
    log_check((struct log_expected){.text = text,
                                    .options = {.sources = "0"},
                                    .format = "omegawatt",
                                    .samples = "0 98.5, 0.02 99, 0.06 97",
                                    .counts = "1 invalid",
                                    .begin_s = 1535796000});
    log_check((struct log_expected){.text = text,
                                    .options = {.sources = "1,2"},
                                    .format = "omegawatt",
                                    .samples = "0 122, 0.04 123.5",
                                    .counts = "2 invalid"});
    log_check_error(text, (struct wf_trace_options){0},
                    ":1: the line has ports 0 to 2; say which ones are meant (--sources)");
    log_check_error(text, (struct wf_trace_options){.sources = "port6"},
                    "'port6' is not a port; expected its number, from 0 on");
    log_check_error(text, (struct wf_trace_options){.sources = " ,"},
                    "sources ' ,' name nothing; expected names, by commas");
}

static void one_port_needs_no_choice(void)
{
    log_check((struct log_expected){.text = "0,0,1535796000.000000000,OK,98.5\n"
                                            "0,0,1535796001.000000000,OK,99\n",
                                    .format = "omegawatt",
                                    .samples = "0 98.5, 1 99"});
}

static void bad_lines_are_told(void)
{
    log_check_as(
        &(struct log_expected){
            .options = {.sources = "0"},
            .format = "omegawatt",
            .samples = "0 98.5, 3 99",
            .counts = "3 bad",
            .warnings = "2: time '1535796001.20000000' in column 3; expected seconds and nine "
                        "digits of nanoseconds ('1535796000.020112000')\n"
                        "3: port 0 'x'; expected a number (e.g. '12.5')\n"
                        "4: there is no port 0; the line has 0"},
        "0,0,1535796000.000000000,OK,98.5\n"
        "0,0,1535796001.20000000,OK,98.5\n"
        "0,0,1535796002.000000000,OK,x\n"
        "0,0,1535796002.500000000,OK\n"
        "0,0,1535796003.000000000,OK,99\n");
}

static const struct wf_test tests[] = {
    WF_TEST(ports_are_chosen),
    WF_TEST(one_port_needs_no_choice),
    WF_TEST(bad_lines_are_told),
};

int main(void)
{
    return wf_suite_run("omegawatt", tests, sizeof tests / sizeof *tests);
}
