#include "log.h"

static struct log reading;

#define EVENT(rank, ms, type, key, rest)                                                           \
    rank ":::MLLOG {\"namespace\": \"\", \"time_ms\": " ms ", \"event_type\": \"" type             \
         "\", \"key\": \"" key "\", " rest "}\n"
#define POINT "POINT_IN_TIME"
#define READING(ms, watts)                                                                         \
    EVENT("", ms, POINT, "power_reading", "\"value\": " watts ", \"metadata\": \"\"")

static const char node[] =
    ":::MLLOG {\"namespace\":\"\",\"time_ms\":1715341078316,\"event_type\":\"INTERVAL_START\","
    "\"key\":\"power_measurement_start\",\"value\":\"null\",\"metadata\":\"\"}\n" EVENT(
        "", "1715341078316", POINT, "conversion_eff",
        "\"value\": 0.94, \"metadata\": {\"file\": \"x.py\", \"lineno\": 3, \"measurement_type\": "
        "\"AC\"}") READING("1715341080337", "2090") READING("1715341082342.5", "2110.5")
        READING("1715341084332", "-43") READING("1715341086332", "0")
            READING("1715341088332", "\"2150\"")
                EVENT("", "1715341078316", "INTERVAL_END", "power_measurement_stop",
                      "\"value\": null, \"metadata\": \"\"");

static void power_of_a_node_is_read(void)
{
    log_read(&reading, node, NULL);
    CU_ASSERT_EQUAL_FATAL(reading.result, 0);
    CHECK_TEXT(reading.report.format->name, "mlperf-training");
    CU_ASSERT_EQUAL_FATAL(reading.sample_count, 3);
    CU_ASSERT_EQUAL(reading.samples[0].begin_ns, INT64_C(1715341080337000000));
    CU_ASSERT_EQUAL(reading.samples[1].begin_ns, INT64_C(1715341082342500000));
    CHECK_CLOSE(reading.samples[0].power_w, 2090, 0);
    CHECK_CLOSE(reading.samples[1].power_w, 2110.5, 0);
    CHECK_CLOSE(reading.samples[2].power_w, 2150, 0);
    log_release(&reading);
}

/* A node that writes its log draws power. */
static void dead_sensors_are_dropped(void)
{
    log_read(&reading, node, NULL);
    CU_ASSERT_EQUAL(reading.report.negative, 1);
    CU_ASSERT_EQUAL(reading.report.invalid, 1);
    CU_ASSERT_EQUAL(reading.report.bad, 0);
    log_release(&reading);
}

static void what_was_measured_is_told(void)
{
    log_read(&reading, node, NULL);
    const struct wf_trace_event *start = log_find(&reading, "power_measurement_start", 0),
                                *stop = log_find(&reading, "power_measurement_stop", 0),
                                *efficiency = log_find(&reading, "conversion_eff", 0),
                                *type = log_find(&reading, "conversion_eff.measurement_type", 0);
    CU_ASSERT_FATAL(start && stop && efficiency && type);
    CU_ASSERT(start->kind == WF_EVENT_BEGIN && stop->kind == WF_EVENT_END);
    CU_ASSERT_PTR_NULL(start->text);
    CU_ASSERT_EQUAL(stop->time_ns, start->time_ns); /* as such logs say */
    CHECK_CLOSE(efficiency->value, 0.94, 0);
    CHECK_TEXT(type->text, "AC");
    CU_ASSERT_EQUAL(type->kind, WF_EVENT_POINT);
    CU_ASSERT_EQUAL(reading.event_count, 4);
    log_release(&reading);
}

static const char result[] =
    "+ srun --mpi=none\n"
    "{\"not\": \"ours\"}\n" EVENT(
        "0: ", "1715341095570", "INTERVAL_START", "init_start",
        "\"value\": null, \"metadata\": {\"file\": \"a.py\", \"lineno\": 1}")
        EVENT("0: ", "1715341096907", POINT, "submission_benchmark",
              "\"value\": \"bert\", \"metadata\": {}")
            EVENT("0: ", "1715341097000", POINT, "weights_initialization",
                  "\"value\": null, \"metadata\": {\"tensor\": \"x\"}")
                EVENT("0: ", "1715341130099", "INTERVAL_START", "run_start", "\"value\": null")
                    EVENT("0: ", "1715341130129", "INTERVAL_START", "block_start",
                          "\"value\": null, \"metadata\": {\"lineno\": 4, \"first_epoch_num\": 1, "
                          "\"epoch_count\": 3360}")
                        EVENT("0: ", "1715341149330", POINT, "tracked_stats",
                              "\"value\": {\"throughput\": 7815.5, \"current_lr\": 2.0}, "
                              "\"metadata\": {\"step\": 1880}")
                            EVENT("0: ", "1715341151580", POINT, "eval_accuracy",
                                  "\"value\": 0.25, \"metadata\": {\"epoch_num\": 150069, "
                                  "\"samples_count\": 77}")
                                EVENT("0: ", "1715341407147", "INTERVAL_END", "run_stop",
                                      "\"value\": null, \"metadata\": {\"status\": \"success\"}");

static void check_event(const char *key, enum wf_trace_event_kind kind, int64_t ms, double value,
                        const char *text)
{
    const struct wf_trace_event *event = log_find(&reading, key, 0);
    if (!event || event->kind != kind || event->time_ns != ms * 1000000)
        wf_check_text(event ? "another kind or time" : "none", "the event", key, __FILE__,
                      __LINE__);
    if (!event)
        return;
    if (isnan(value)) {
        CU_ASSERT(isnan(event->value));
    } else {
        wf_check_close(event->value, value, 0, key, __FILE__, __LINE__);
    }
    wf_check_text(event->text, text, key, __FILE__, __LINE__);
}

static void events_of_a_training_are_read(void)
{
    log_read(&reading, result, NULL);
    CU_ASSERT_EQUAL_FATAL(reading.result, 0);
    CU_ASSERT_EQUAL(reading.report.bad, 0);
    check_event("init_start", WF_EVENT_BEGIN, 1715341095570, NAN, NULL);
    check_event("submission_benchmark", WF_EVENT_POINT, 1715341096907, NAN, "bert");
    check_event("run_start", WF_EVENT_BEGIN, 1715341130099, NAN, NULL);
    check_event("block_start", WF_EVENT_BEGIN, 1715341130129, NAN, NULL);
    check_event("eval_accuracy", WF_EVENT_POINT, 1715341151580, 0.25, NULL);
    check_event("run_stop", WF_EVENT_END, 1715341407147, NAN, NULL);
    CU_ASSERT_PTR_NULL(log_find(&reading, "weights_initialization", 0));
    CU_ASSERT_EQUAL(log_find(&reading, "run_stop", 0)->line, 10);
    log_release(&reading);
}

static void what_events_say_stands_behind_them(void)
{
    log_read(&reading, result, NULL);
    check_event("block_start.first_epoch_num", WF_EVENT_POINT, 1715341130129, 1, NULL);
    check_event("block_start.epoch_count", WF_EVENT_POINT, 1715341130129, 3360, NULL);
    check_event("tracked_stats.current_lr", WF_EVENT_POINT, 1715341149330, 2, NULL);
    check_event("tracked_stats.step", WF_EVENT_POINT, 1715341149330, 1880, NULL);
    check_event("eval_accuracy.epoch_num", WF_EVENT_POINT, 1715341151580, 150069, NULL);
    check_event("eval_accuracy.samples_count", WF_EVENT_POINT, 1715341151580, 77, NULL);
    check_event("run_stop.status", WF_EVENT_POINT, 1715341407147, NAN, "success");
    CU_ASSERT_PTR_NULL(log_find(&reading, "block_start.lineno", 0));
    log_release(&reading);
}

static void the_value_of_statistics_is_their_throughput(void)
{
    log_read(&reading, result, NULL);
    const struct wf_trace_event *event = log_find(&reading, "tracked_stats", 0);
    CU_ASSERT_PTR_NOT_NULL_FATAL(event);
    CHECK_CLOSE(event->value, 7815.5, 0);
    log_release(&reading);
}

static void broken_lines_are_told(void)
{
    log_read(&reading,
             READING("1715341080337", "2090") READING("\"soon\"", "2090") READING("1e300", "2090")
                 READING("9223372036854775807", "1") READING("1715341080338", "\"much\"")
                     READING("1715341080339", "NaN") READING("1715341080340", "{}"),
             NULL);
    CU_ASSERT_EQUAL_FATAL(reading.result, 0);
    CU_ASSERT_EQUAL(reading.report.samples, 1);
    CU_ASSERT_EQUAL(reading.report.bad, 6);
    CHECK_WARNING(&reading, 2, "power_reading has no 'time_ms'; expected milliseconds since 1970");
    CHECK_WARNING(&reading, 3, "power_reading has no 'time_ms'");
    CHECK_WARNING(&reading, 4, "power_reading has no 'time_ms'");
    CHECK_WARNING(&reading, 5, "power_reading is no number; expected watts");
    CHECK_WARNING(&reading, 6, "power_reading is no number");
    CHECK_WARNING(&reading, 7, "power_reading is no number");
    log_release(&reading);
}

static void a_log_may_be_cut_anywhere(void)
{
    CHECK_CUTS(node, NULL, false);
    CHECK_CUTS(result, NULL, false);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(power_of_a_node_is_read),
        WF_TEST(dead_sensors_are_dropped),
        WF_TEST(what_was_measured_is_told),
        WF_TEST(events_of_a_training_are_read),
        WF_TEST(what_events_say_stands_behind_them),
        WF_TEST(the_value_of_statistics_is_their_throughput),
        WF_TEST(broken_lines_are_told),
        WF_TEST(a_log_may_be_cut_anywhere),
    };
    return wf_suite_run("mlperf_training", tests, sizeof tests / sizeof *tests);
}
