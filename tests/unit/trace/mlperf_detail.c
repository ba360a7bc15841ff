#include "log.h"

static struct log reading;

#define LINE(key, value, ms)                                                                       \
    ":::MLLOG {\"key\": \"" key "\", \"value\": " value ", \"time_ms\": " ms                       \
    ", \"namespace\": \"mlperf::logging\", \"event_type\": \"POINT_IN_TIME\", \"metadata\": "      \
    "{\"is_error\": false, \"line_no\": 53}}\n"

static const char text[] = LINE("loadgen_version", "\"2.1\"", "0.006708")
    LINE("test_datetime", "\"2022-07-27T16:28:58Z\"", "0.02")
        LINE("effective_scenario", "\"SingleStream\"", "0.03")
            LINE("power_begin", "\"07-27-2022 15:28:58.238\"", "600285.57")
                LINE("power_end", "\"07-27-2022 15:38:58.408\"", "600285.57")
                    LINE("result_validity", "\"VALID\"", "600286.9")
                        LINE("result_min_duration_met", "true", "600286.9")
                            LINE("result_samples_per_second", "1403.82", "600286.9")
                                LINE("result_mean_latency_ns", "119141432", "600286.9");

/* 2022-07-27 is day 19,200: 52 years with 13 leap days, 31 + 28 + 31 + 30 + 31 + 30 + 26 days. */
static wf_time_ns at_ms(int64_t ms_of_day)
{
    return (INT64_C(19200) * 86400000 + ms_of_day) * 1000000;
}

static void the_window_of_power_is_read(void)
{
    log_read(&reading, text, NULL);
    CU_ASSERT_EQUAL_FATAL(reading.result, 0);
    CHECK_TEXT(reading.report.format->name, "mlperf-detail");
    const struct wf_trace_event *begin = log_find(&reading, "power", 0),
                                *end = log_find(&reading, "power", 1);
    CU_ASSERT_FATAL(begin && end);
    CU_ASSERT(begin->kind == WF_EVENT_BEGIN && end->kind == WF_EVENT_END);
    CU_ASSERT_EQUAL(begin->time_ns, at_ms(55738238)); /* 15:28:58.238 */
    CU_ASSERT_EQUAL(end->time_ns, at_ms(56338408));
    CU_ASSERT_EQUAL(begin->line, 4);
    log_release(&reading);
}

static void results_have_values_and_the_date_of_the_end(void)
{
    log_read(&reading, text, NULL);
    const struct wf_trace_event *rate = log_find(&reading, "result_samples_per_second", 0),
                                *latency = log_find(&reading, "result_mean_latency_ns", 0),
                                *valid = log_find(&reading, "result_validity", 0),
                                *met = log_find(&reading, "result_min_duration_met", 0),
                                *scenario = log_find(&reading, "effective_scenario", 0);
    CU_ASSERT_FATAL(rate && latency && valid && met && scenario);
    CHECK_CLOSE(rate->value, 1403.82, 0);
    CU_ASSERT_PTR_NULL(rate->text);
    CU_ASSERT_EQUAL(rate->time_ns, at_ms(56338408));
    CHECK_CLOSE(latency->value, 119141432, 0);
    CHECK_TEXT(valid->text, "VALID");
    CU_ASSERT(isnan(valid->value));
    CHECK_CLOSE(met->value, 1, 0);
    CHECK_TEXT(scenario->text, "SingleStream");
    CU_ASSERT_EQUAL(scenario->time_ns, at_ms(59338000)); /* of test_datetime */
    CU_ASSERT_EQUAL(reading.event_count, 7);
    log_release(&reading);
}

static void broken_lines_are_told(void)
{
    struct wf_trace_options options = {.format = "mlperf-detail"};
    log_read(&reading,
             ":::MLLOG {\"key\": \"result_x\", \"value\": 1\n"
             ":::MLLOG 12\n"
             ":::MLLOG {\"value\": 1}\n"
             ":::MLLOG {\"key\": \"power_begin\", \"value\": \"yesterday\"}\n"
             ":::MLLOG {\"key\": \"power_end\", \"value\": null}\n"
             ":::MLLOG {\"key\": 5}\n"
             "noise\n" LINE("result_y", "1", "1"),
             &options);
    CU_ASSERT_EQUAL_FATAL(reading.result, 0);
    CU_ASSERT_EQUAL(reading.report.bad, 6);
    CHECK_WARNING(&reading, 1, "no JSON object behind :::MLLOG");
    CHECK_WARNING(&reading, 2, "it is of another type");
    CHECK_WARNING(&reading, 3, "the object has no text 'key'");
    CHECK_WARNING(&reading, 4, "power_begin 'yesterday'; expected 'MM-DD-YYYY HH:MM:SS.mmm'");
    CHECK_WARNING(&reading, 5, "power_end ''; expected");
    CHECK_WARNING(&reading, 6, "the object has no text 'key'");
    log_release(&reading);
}

static void a_log_may_be_cut_anywhere(void)
{
    CHECK_CUTS(text, NULL, false);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(the_window_of_power_is_read),
        WF_TEST(results_have_values_and_the_date_of_the_end),
        WF_TEST(broken_lines_are_told),
        WF_TEST(a_log_may_be_cut_anywhere),
    };
    return wf_suite_run("mlperf_detail", tests, sizeof tests / sizeof *tests);
}
