#include "expected.h"

#define AT(time, device, metric, value, origin)                                                    \
    "{\"timestamp\": " time ", \"device_id\": \"" device "\", \"metric_id\": \"" metric            \
    "\", \"value\": " value ", \"labels\": {\"_device_orig\": [\"" origin "\"]}}"
#define WALL(time, value) AT(time, "taurus-7", "wattmetre_power_watt", value, "wattmetre1-port6")

static void times_are_dates_or_seconds(void)
{
    log_check(
        (struct log_expected){.text = "[" WALL("\"2025-07-22T13:05:25+02:00\"", "90.18") ",\n" WALL(
                                  "\"2025-07-22T13:05:26.020+02:00\"", "91") "]\n",
                              .format = "kwollect",
                              .samples = "0 90.18, 1.02 91",
                              .begin_s = 1753182325});
    log_check((struct log_expected){
        .text = WALL("1753182325.02", "90") "\n" WALL("1753182325.04", "92") "\n",
        .format = "kwollect",
        .samples = "0 90, 0.02 92",
        .begin_s = 1753182325});
}

static void other_metrics_are_passed_over(void)
{
    log_check((struct log_expected){
        .text = "[" AT("1", "taurus-7", "bmc_cpu_temp_celsius", "40", "bmc") ",\n" WALL(
            "1753182325", "90") "," WALL("1753182326", "null") ",\n" WALL("1753182327", "91") "]",
        .format = "kwollect",
        .samples = "0 90, 2 91",
        .counts = "1 invalid"});
}

#define MIXED                                                                                      \
    "[" WALL("1753182325", "90") ",\n" AT(                                                         \
        "1753182325", "taurus-7", "bmc_node_power_watt", "80",                                     \
        "bmc") ",\n" AT("1753182325", "taurus-8", "wattmetre_power_watt", "70",                    \
                        "wattmetre1-port8") ",\n" WALL("1753182326", "91") "]"

static void two_sources_are_an_error_unless_one_is_chosen(void)
{
    static const struct {
        const char *chosen, *samples;
    } choices[] = {{"bmc_node_power_watt", "0 80"},
                   {"taurus-8", "0 70"},
                   {"wattmetre1-port6", "0 90, 1 91"},
                   {"taurus-7,wattmetre_power_watt", "0 90, 1 91"}};
    log_check_error(MIXED, (struct wf_trace_options){0},
                    ":2: power of two sources: wattmetre_power_watt of taurus-7 "
                    "(wattmetre1-port6), and bmc_node_power_watt of taurus-7 (bmc); choose one");
    log_check_error(MIXED, (struct wf_trace_options){.sources = "wattmetre_power_watt"},
                    ":3: power of two sources: wattmetre_power_watt of taurus-7 "
                    "(wattmetre1-port6), and wattmetre_power_watt of taurus-8 "
                    "(wattmetre1-port8); choose one");
    log_check_error(MIXED, (struct wf_trace_options){.sources = "taurus-9"},
                    "nothing is of 'taurus-9'; there is wattmetre_power_watt of taurus-7 "
                    "(wattmetre1-port6)");
    log_check_error(WALL("1", "90") AT("1", "taurus-7", "wattmetre_power_watt", "80", "pdu-9"),
                    (struct wf_trace_options){0},
                    ":1: power of two sources: wattmetre_power_watt of taurus-7 "
                    "(wattmetre1-port6), and wattmetre_power_watt of taurus-7 (pdu-9); choose one");
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        log_check((struct log_expected){.text = MIXED,
                                        .options = {.sources = choices[i].chosen},
                                        .format = "kwollect",
                                        .samples = choices[i].samples});
}

static void bad_objects_are_told(void)
{
    log_check_as(
        &(struct log_expected){.format = "kwollect",
                               .samples = "0 90, 9 99",
                               .counts = "5 bad",
                               .warnings = "2: value \"91\"; expected a number\n"
                                           "3: time 'noon'; expected seconds since 1970\n"
                                           "4: the object has no 'value'\n"
                                           "5: the object has no 'metric_id'\n"
                                           "6: no JSON object; expected {\"timestamp\": ..}"},
        WALL("1753182325", "90") "\n" WALL("1753182326", "\"91\"") "\n" WALL(
            "\"noon\"", "92") "\n"
                              "{\"device_id\": \"a\", \"metric_id\": \"wattmetre_power_watt\", "
                              "\"timestamp\": 1}\n"
                              "{\"device_id\": \"a\", \"value\": 1, \"timestamp\": 1}\n"
                              "{nothing}\n" WALL("1753182334", "99") "\n");
    log_check_error("[" AT("1", "a", "bmc_cpu_temp_celsius", "40", "bmc") "]",
                    (struct wf_trace_options){0},
                    "there is no metric of power; expected one of wattmetre_power_watt, "
                    "pdu_outlet_power_watt, bmc_node_power_watt");
}

static const struct wf_test tests[] = {
    WF_TEST(times_are_dates_or_seconds),
    WF_TEST(other_metrics_are_passed_over),
    WF_TEST(two_sources_are_an_error_unless_one_is_chosen),
    WF_TEST(bad_objects_are_told),
};

int main(void)
{
    return wf_suite_run("kwollect", tests, sizeof tests / sizeof *tests);
}
