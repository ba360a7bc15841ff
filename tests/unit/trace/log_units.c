#include "trace/log_units.h"
#include "suite.h"
#include <string.h>

static void check_power(const char *name, double watts, unsigned line)
{
    struct wf_power_unit unit = {NAN, 1};
    bool found = wf_power_unit_find(name, strlen(name), &unit);
    wf_check_close(found ? unit.times / unit.per : 0, watts, 1e-15, name, __FILE__, line);
}
#define CHECK_POWER(name, watts) check_power((name), (watts), __LINE__)

static void names_of_power_units_are_of_any_case(void)
{
    CHECK_POWER("W", 1);
    CHECK_POWER("Watts", 1);
    CHECK_POWER("WATT", 1);
    CHECK_POWER("KW", 1000);
    CHECK_POWER("MilliWatts", 1e-3);
    CHECK_POWER("\xc2\xb5W", 1e-6);
    CHECK_POWER("Joule", 0);
    CHECK_POWER("", 0);
}

static void a_capital_m_alone_is_mega(void)
{
    CHECK_POWER("mW", 1e-3);
    CHECK_POWER("mw", 1e-3);
    CHECK_POWER("Mw", 1e-3);
    CHECK_POWER("MW", 1e6);
    CHECK_POWER("Megawatts", 1e6);
}

static void units_of_time_are_of_any_case(void)
{
    static const struct {
        const char *name;
        enum wf_time_style style;
    } units[] = {{"s", WF_TIME_S},     {"Sec", WF_TIME_S},       {"MS", WF_TIME_MS},
                 {"min", WF_TIME_MIN}, {"Minutes", WF_TIME_MIN}, {"h", WF_TIME_H},
                 {"hrs", WF_TIME_H},   {"days", WF_TIME_D},      {"usec", WF_TIME_MICROS},
                 {"m", WF_TIME_NONE},  {"UTC", WF_TIME_NONE},    {"", WF_TIME_NONE}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        CU_ASSERT_EQUAL(wf_time_unit_find(units[i].name, strlen(units[i].name)), units[i].style);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(names_of_power_units_are_of_any_case),
        WF_TEST(a_capital_m_alone_is_mega),
        WF_TEST(units_of_time_are_of_any_case),
    };
    return wf_suite_run("log_units", tests, sizeof tests / sizeof *tests);
}
