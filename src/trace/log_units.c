#include "trace/log_units.h"
#include <string.h>
#include <strings.h>

static const struct {
    const char *name;
    struct wf_power_unit unit;
} power_units[] = {
    {"W", {1, 1}},           {"watt", {1, 1}},         {"watts", {1, 1}},
    {"mW", {1, 1000}},       {"milliwatt", {1, 1000}}, {"milliwatts", {1, 1000}},
    {"uW", {1, 1e6}},        {"\xc2\xb5W", {1, 1e6}},  {"\xce\xbcW", {1, 1e6}},
    {"microwatt", {1, 1e6}}, {"microwatts", {1, 1e6}}, {"kW", {1000, 1}},
    {"kilowatt", {1000, 1}}, {"kilowatts", {1000, 1}}, {"megawatt", {1e6, 1}},
    {"megawatts", {1e6, 1}},
};

static const struct {
    const char *name;
    enum wf_time_style style;
} time_units[] = {
    {"s", WF_TIME_S},
    {"sec", WF_TIME_S},
    {"secs", WF_TIME_S},
    {"second", WF_TIME_S},
    {"seconds", WF_TIME_S},
    {"ms", WF_TIME_MS},
    {"msec", WF_TIME_MS},
    {"msecs", WF_TIME_MS},
    {"millis", WF_TIME_MS},
    {"millisecond", WF_TIME_MS},
    {"milliseconds", WF_TIME_MS},
    {"us", WF_TIME_MICROS},
    {"\xc2\xb5s", WF_TIME_MICROS},
    {"\xce\xbcs", WF_TIME_MICROS},
    {"usec", WF_TIME_MICROS},
    {"microsecond", WF_TIME_MICROS},
    {"microseconds", WF_TIME_MICROS},
    {"ns", WF_TIME_NS},
    {"nsec", WF_TIME_NS},
    {"nanosecond", WF_TIME_NS},
    {"nanoseconds", WF_TIME_NS},
    {"min", WF_TIME_MIN},
    {"mins", WF_TIME_MIN},
    {"minute", WF_TIME_MIN},
    {"minutes", WF_TIME_MIN},
    {"h", WF_TIME_H},
    {"hr", WF_TIME_H},
    {"hrs", WF_TIME_H},
    {"hour", WF_TIME_H},
    {"hours", WF_TIME_H},
    {"d", WF_TIME_D},
    {"day", WF_TIME_D},
    {"days", WF_TIME_D},
};

static bool is(const char *text, size_t length, const char *name)
{
    return strlen(name) == length && !strncasecmp(text, name, length);
}

bool wf_power_unit_find(const char *name, size_t length, struct wf_power_unit *unit)
{
    if (length == 2 && !memcmp(name, "MW", 2)) { /* not the milli of any other case */
        *unit = (struct wf_power_unit){1e6, 1};
        return true;
    }
    for (size_t i = 0; i < sizeof power_units / sizeof *power_units; i++)
        if (is(name, length, power_units[i].name)) {
            *unit = power_units[i].unit;
            return true;
        }
    return false;
}

enum wf_time_style wf_time_unit_find(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof time_units / sizeof *time_units; i++)
        if (is(name, length, time_units[i].name))
            return time_units[i].style;
    return WF_TIME_NONE;
}
