#include "base/text.h"
#include "log.h"

static struct log reading;

static void check_one(const char *text, const struct wf_trace_options *options, wf_time_ns time_ns,
                      double power_w, unsigned line)
{
    log_read(&reading, text, options);
    if (reading.result < 0 || reading.sample_count == 0)
        wf_check_text(reading.err.text, "a sample", text, __FILE__, line);
    CU_ASSERT_EQUAL(reading.samples[0].begin_ns, time_ns);
    CU_ASSERT_EQUAL(reading.samples[0].end_ns, time_ns);
    wf_check_close(reading.samples[0].power_w, power_w, 0, text, __FILE__, line);
    log_release(&reading);
}
#define CHECK_ONE(text, options, time_ns, power_w)                                                 \
    check_one((text), (options), (time_ns), (power_w), __LINE__)

static void check_bad(const char *text, uint32_t at, const char *part, unsigned line)
{
    log_read(&reading, text, NULL);
    log_check_warning(&reading, at, part, __FILE__, line);
    CU_ASSERT_EQUAL(reading.report.bad, 1);
    log_release(&reading);
}
#define CHECK_BAD_LINE(text, at, part) check_bad((text), (at), (part), __LINE__)

static void check_stop(const char *text, const struct wf_trace_options *options, const char *part,
                       unsigned line)
{
    log_read(&reading, text, options);
    log_check_err(&reading, WF_EINPUT, part, __FILE__, line);
    log_release(&reading);
}
#define CHECK_STOP(text, options, part) check_stop((text), (options), (part), __LINE__)

static void cells_are_separated_by_commas_semicolons_or_tabs(void)
{
    CHECK_ONE("time,power\n2,5\n", NULL, 2 * WF_NS_PER_S, 5);
    CHECK_ONE("time;power\n2;5\n", NULL, 2 * WF_NS_PER_S, 5);
    CHECK_ONE("time\tpower\n2\t5\n", NULL, 2 * WF_NS_PER_S, 5);
    CHECK_ONE("  time ,\tpower  \n 2 ,  5 \n", NULL, 2 * WF_NS_PER_S, 5);
}

static void columns_may_stand_anywhere(void)
{
    CHECK_ONE("host,watts,load,time,x\na,5,9,2,8\n", NULL, 2 * WF_NS_PER_S, 5);
    CHECK_ONE("host,watts,load,time,\na,5,9,2,\n", NULL, 2 * WF_NS_PER_S, 5);
    CHECK_ONE("time,watts,\n2,5\n", NULL, 2 * WF_NS_PER_S, 5);
    CHECK_ONE("watts,time\n5,2", NULL, 2 * WF_NS_PER_S, 5);
}

static void usual_names_are_known(void)
{
    static const char *const times[] = {"timestamp", "Time",     "DateTime", "date",
                                        "ts",        "time (s)", "time_s",   "Timestamp [UTC]"};
    static const char *const powers[] = {"power",   "Power (W)", "watts",         "W",
                                         "power_w", "Value",     "power.draw [W]"};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        char text[128];
        snprintf(text, sizeof text, "x,%s,%s\n1,2,3\n", times[i], powers[i % 7]);
        CHECK_ONE(text, NULL, 2 * WF_NS_PER_S, 3);
    }
    CHECK_ONE("value,time,power\n1,2,3\n", NULL, 2 * WF_NS_PER_S, 3); /* power before value */
}

static void columns_may_be_named(void)
{
    struct wf_trace_options options = {.time_column = "when", .power_column = "node_power"};
    CHECK_ONE("power,when,node_power\n1,2,3\n", &options, 2 * WF_NS_PER_S, 3);
}

static void units_stand_in_the_header_or_the_options(void)
{
    struct wf_trace_options options = {.power_unit = "mW"};
    CHECK_ONE("time,power (mW)\n0,72360\n", NULL, 0, 72.36);
    CHECK_ONE("time,power_mw\n0,72360\n", NULL, 0, 72.36);
    CHECK_ONE("time,mW\n0,72360\n", NULL, 0, 72.36);
    CHECK_ONE("time,power [kW]\n0,1.5\n", NULL, 0, 1500);
    CHECK_ONE("time,power (\xc2\xb5W)\n0,1500000\n", NULL, 0, 1.5);
    CHECK_ONE("time,power\n0,72360\n", &options, 0, 72.36);
    CHECK_ONE("time,power (W)\n0,72360\n", &options, 0, 72.36);
    CHECK_STOP("time,power (dBm)\n0,1\n", NULL,
               "unit 'dBm' of column 'power (dBm)'; expected W, mW");
    options.power_unit = "hp";
    log_read(&reading, "time,power\n0,1\n", &options);
    CHECK_ERR(&reading, WF_EUSAGE, "power unit 'hp'; expected W, mW");
    log_release(&reading);
}

static void times_are_of_any_format(void)
{
    struct wf_trace_options options = {.time_format = "%d.%m.%Y %H:%M"};
    static const wf_time_ns day_ns = INT64_C(86400) * WF_NS_PER_S;
    CHECK_ONE("time,power\n1970-01-02T01:00:00+01:00,5\n", NULL, day_ns, 5);
    CHECK_ONE("time,power\n1970/01/02 00:00:00.001,5\n", NULL, day_ns + 1000000, 5);
    CHECK_ONE("time_ms,power\n86400000,5\n", NULL, day_ns, 5);
    CHECK_ONE("time [ns],power\n1,5\n", NULL, 1, 5);
    CHECK_ONE("time,power\n02.01.1970 00:00,5\n", &options, day_ns, 5);
    options.time_format = "us";
    CHECK_ONE("time,power\n3,5\n", &options, 3000, 5);
    options.time_format = "hours";
    log_read(&reading, "time,power\n0,1\n", &options);
    CHECK_ERR(&reading, WF_EUSAGE, "time format 'hours'; expected iso");
    log_release(&reading);
}

static void the_first_time_that_is_one_tells_the_format(void)
{
    CHECK_BAD_LINE("time,power\n?,1\n1640995200000,2\n1640995201000,3\n", 2,
                   "time '?'; expected ISO 8601, 'MM-DD-YYYY HH:MM:SS'");
    log_read(&reading, "time,power\n?,1\n1640995200000,2\n1640995201000,3\n", NULL);
    CHECK_CLOSE(reading.report.interval_s, 1, 0);
    log_release(&reading);
}

static void cells_may_stand_in_quotes(void)
{
    CHECK_ONE("\"time\",\"a, \"\"b\"\"\",\"power\"\n\"2\",\"x,y\",\"5\"\n", NULL, 2 * WF_NS_PER_S,
              5);
    CHECK_ONE("time;power\n \"2\" ; \" 5 \" \n", NULL, 2 * WF_NS_PER_S, 5);
    CHECK_BAD_LINE("time,power\n0,1\n\"2,5\n", 3, "a quote without its end");
    CHECK_BAD_LINE("time,power\n0,1\n\"2\"x,5\n", 3, "or text behind it");
}

static void comments_and_blank_lines_are_passed(void)
{
    CHECK_ONE("# by hand\ntime,power\n\n# more\n   \n2,5\n", NULL, 2 * WF_NS_PER_S, 5);
}

static void decimal_commas_are_named(void)
{
    CHECK_BAD_LINE("time;power\n0;1\n1;12,5\n", 3,
                   "power '12,5' has a decimal comma; expected '12.5'");
    CHECK_BAD_LINE("time,power\n0,1\n1,12,5\n", 3,
                   "3 cells; expected 2 as in the header (no decimal commas)");
    CHECK_BAD_LINE("time,power\n0,1\n1,\"12,5\"\n", 3, "power '12,5' has a decimal comma");
}

static void lines_of_other_lengths_are_bad(void)
{
    CHECK_BAD_LINE("time,power,x\n0,1,1\n1,2\n", 3, "2 cells; expected 3 as in the header");
    CHECK_BAD_LINE("time,power\n0,1\n1\n", 3, "1 cell; expected 2");
    CHECK_BAD_LINE("time,power\n0,1\n1,\n", 3, "power is missing");
    CHECK_BAD_LINE("time,power\n0,1\n1,[N/A]\n", 3, "power '[N/A]'; expected a number");
}

static void an_unknown_column_is_named_with_the_others(void)
{
    struct wf_trace_options options = {.power_column = "pwoer"};
    CHECK_STOP("time,power,x\n0,1,2\n", &options,
               ":1: there is no column 'pwoer'; there are 'time', 'power', 'x'; did you mean "
               "'power'?");
    options = (struct wf_trace_options){.time_column = "hour"};
    CHECK_STOP("time,power\n0,1\n", &options, ":1: there is no column 'hour'; there are");
    CHECK_STOP("when,load\n0,1\n", NULL,
               ":1: no column has a usual name of time; there are 'when', 'load' (--time-column");
    CHECK_STOP("time,load\n0,1\n", NULL, "no column has a usual name of power");
    options = (struct wf_trace_options){.time_column = "time", .power_column = "time"};
    CHECK_STOP("time,power\n0,1\n", &options, "column 'time' is both time and power");
    options = (struct wf_trace_options){.format = "csv"};
    CHECK_STOP("hello\n0,1\n", &options, "'hello' is no header");
    CHECK_STOP("time,\"power\n0,1\n", &options, "is no header");
}

/* A header of 10,000 columns, of names longer than a name can be. */
static void huge_headers_do_no_harm(void)
{
    struct wf_buffer text = {0};
    struct wf_trace_options options = {.format = "csv"};
    for (int i = 0; i < 10000; i++)
        wf_buffer_printf(&text, "c%d,", i);
    wf_buffer_printf(&text, "time,power\n");
    CHECK_STOP(text.text, &options, "is no header");
    wf_buffer_release(&text);
    for (int i = 0; i < 1000; i++)
        wf_buffer_printf(&text, "power_");
    wf_buffer_printf(&text, "w,time,power (%0900d)\n1,2,3\n", 7);
    CHECK_STOP(text.text, &options, "unit '00000000000000000000' of column 'power (0000");
    wf_buffer_release(&text);
}

static void a_log_may_be_cut_anywhere(void)
{
    CHECK_CUTS("# x\r\ntimestamp,\"host\",power (mW)\r\n2022-01-01T00:00:00.5Z,\"a,b\",10500\n"
               "2022-01-01T00:00:01.5Z,\"\",20500\r2022-01-01T00:00:02.5Z,c,30500",
               NULL, true);
    CHECK_CUTS("time;power;host\n0;1.5;a\n1;2.5;a\n2;3.5;a\n", NULL, false);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(cells_are_separated_by_commas_semicolons_or_tabs),
        WF_TEST(columns_may_stand_anywhere),
        WF_TEST(usual_names_are_known),
        WF_TEST(columns_may_be_named),
        WF_TEST(units_stand_in_the_header_or_the_options),
        WF_TEST(times_are_of_any_format),
        WF_TEST(the_first_time_that_is_one_tells_the_format),
        WF_TEST(cells_may_stand_in_quotes),
        WF_TEST(comments_and_blank_lines_are_passed),
        WF_TEST(decimal_commas_are_named),
        WF_TEST(lines_of_other_lengths_are_bad),
        WF_TEST(an_unknown_column_is_named_with_the_others),
        WF_TEST(huge_headers_do_no_harm),
        WF_TEST(a_log_may_be_cut_anywhere),
    };
    return wf_suite_run("csv_log", tests, sizeof tests / sizeof *tests);
}
