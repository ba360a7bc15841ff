#include "trace/timestamp.h"

#include "suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Days since 1970 by hand: 2022-01-01 is 52 years with 13 leap days. */
static const wf_time_ns new_year_2022_ns = 18993 * INT64_C(86400) * WF_NS_PER_S;

static void check_format(const struct wf_time_format *format, const char *text, wf_time_ns expected)
{
    char got_text[32], expected_text[32];
    wf_time_ns got = -7;
    wf_timestamp_parse(format, text, strlen(text), &got);
    snprintf(got_text, sizeof got_text, "%lld", (long long)got);
    snprintf(expected_text, sizeof expected_text, "%lld", (long long)expected);
    wf_check_text(got_text, expected_text, text, __FILE__, __LINE__);
}

static void check(enum wf_time_style style, const char *text, wf_time_ns expected)
{
    struct wf_time_format format = {style, NULL};
    check_format(&format, text, expected);
}

static void check_pattern(const char *pattern, const char *text, wf_time_ns expected)
{
    struct wf_time_format format;
    struct wf_err err = {0};
    if (wf_time_format_of(pattern, &format, &err) < 0)
        wf_check_text(err.text, "", pattern, __FILE__, __LINE__);
    check_format(&format, text, expected);
}

static void refuse(enum wf_time_style style, const char *text)
{
    struct wf_time_format format = {style, NULL};
    wf_time_ns got = -7;
    if (wf_timestamp_parse(&format, text, strlen(text), &got) || got != -7)
        wf_check_text(text, "is no time", text, __FILE__, __LINE__);
}

static void iso_times_are_exact_to_the_nanosecond(void)
{
    check(WF_TIME_ISO, "2022-01-01", new_year_2022_ns);
    check(WF_TIME_ISO, "2022-01-01T00:00", new_year_2022_ns);
    check(WF_TIME_ISO, "2022-01-01T06:30:15Z", new_year_2022_ns + 23415 * WF_NS_PER_S);
    check(WF_TIME_ISO, " 2022-01-01 00:00:00.123456789 ", new_year_2022_ns + 123456789);
    check(WF_TIME_ISO, "2022-01-01T00:00:00.5", new_year_2022_ns + 500000000);
    check(WF_TIME_ISO, "2022-01-01T00:00:00.1234567899Z", new_year_2022_ns + 123456789);
}

static void zones_are_taken_off(void)
{
    check(WF_TIME_ISO, "2022-01-01T02:00:00+02:00", new_year_2022_ns);
    check(WF_TIME_ISO, "2022-01-01T02:00:00.25+0200", new_year_2022_ns + 250000000);
    check(WF_TIME_ISO, "2021-12-31T18:30:00-05:30", new_year_2022_ns);
    check(WF_TIME_ISO, "2022-01-01T01:00:00 +01", new_year_2022_ns);
}

static void times_of_meters_are_read(void)
{
    check(WF_TIME_US, "01-01-2022 00:00:01.956", new_year_2022_ns + 1956000000);
    check(WF_TIME_US, "12-31-2021 00:00:00", new_year_2022_ns - 86400 * WF_NS_PER_S);
    check(WF_TIME_SLASH, "2022/01/01 00:34:45.155", new_year_2022_ns + 2085155000000);
}

static void numbers_are_exact(void)
{
    check(WF_TIME_S, "1640995200", new_year_2022_ns);
    check(WF_TIME_S, "1640995200.000000001", new_year_2022_ns + 1);
    check(WF_TIME_S, "1640995200.123456789", new_year_2022_ns + 123456789);
    check(WF_TIME_S, "1640995200.1234567899", new_year_2022_ns + 123456789);
    check(WF_TIME_S, "1.6409952e9", new_year_2022_ns);
    check(WF_TIME_S, "0.000001", 1000);
    check(WF_TIME_S, "1e-6", 1000);
    check(WF_TIME_S, "-1.5", -1500000000);
    check(WF_TIME_MS, "1640995200001", new_year_2022_ns + 1000000);
    check(WF_TIME_MS, "1640995200000.25", new_year_2022_ns + 250000);
    check(WF_TIME_MICROS, "1640995200000001", new_year_2022_ns + 1000);
    check(WF_TIME_NS, "1640995200000000001", new_year_2022_ns + 1);
}

static void years_from_1678_to_2261_are_in_range(void)
{
    /* 1678-01-01 is 106,650 days before 1970: 292 years of 365 days, 70 leap days (none in 1700,
     * 1800 and 1900). */
    check(WF_TIME_ISO, "1678-01-01T00:00:00", -106650 * INT64_C(86400) * WF_NS_PER_S);
    /* 2261-12-31 is the day before 2262: 292 years, 71 leap days (none in 2100, 2200). */
    check(WF_TIME_ISO, "2261-12-31T00:00:00",
          (292 * INT64_C(365) + 71 - 1) * INT64_C(86400) * WF_NS_PER_S);
    refuse(WF_TIME_ISO, "1677-12-31T00:00:00");
    refuse(WF_TIME_ISO, "2262-01-01T00:00:00");
    refuse(WF_TIME_S, "9300000000");
    refuse(WF_TIME_S, "-9300000000");
    refuse(WF_TIME_S, "1e400");
    refuse(WF_TIME_NS, "99999999999999999999");
}

static void what_is_no_time_is_refused(void)
{
    static const char *const dates[] = {
        "",
        "2022",
        "2022-13-01",
        "2022-00-10",
        "2022-02-29",
        "2022-04-31",
        "2022-01-01T",
        "2022-01-01T24:00",
        "2022-01-01T06",
        "2022-01-01T06:60",
        "2022-01-01T06:00:60",
        "2022-01-01T06:00:00.",
        "2022-01-01T06:00+2",
        "2022-01-01x",
        "2022-01-01T06:00:00Z+1",
        "1900-02-29",
    };
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        refuse(WF_TIME_ISO, dates[i]);
    refuse(WF_TIME_US, "13-01-2022 00:00:00");
    refuse(WF_TIME_US, "01-01-2022");
    refuse(WF_TIME_S, "12 s");
    refuse(WF_TIME_S, ".");
    refuse(WF_TIME_S, "nan");
    refuse(WF_TIME_S, "1e");
    refuse(WF_TIME_S, "1,5");
}

static void patterns_are_read(void)
{
    check_pattern("%d.%m.%Y %H:%M:%S.%f", "01.01.2022 00:00:01.5", new_year_2022_ns + 1500000000);
    check_pattern("%a %b %d %H:%M:%S %Y", "Sat Jan  1 00:00:00 2022", new_year_2022_ns);
    check_pattern("%m/%d/%y %I:%M %p", "1/1/22 12:00 AM", new_year_2022_ns);
    check_pattern("%m/%d/%y %I:%M %p", "12/31/21 11:30 pm", new_year_2022_ns - 1800 * WF_NS_PER_S);
    check_pattern("%FT%T%z", "2022-01-01T01:00:00+0100", new_year_2022_ns);
    check_pattern("%Y.%m.%d_%H.%M.%S", "2022.01.01_00.00.00", new_year_2022_ns);
    check_pattern("%Y-%j", "2021-365", new_year_2022_ns - 86400 * WF_NS_PER_S);
    check_pattern("%s.%f", "1640995200.000000001", new_year_2022_ns + 1);
    check_pattern("%H:%M:%S", "00:01:00", 60 * WF_NS_PER_S);
    check_pattern("%H:%M:%S", "00:01:00x", -7);
    check_pattern("%H:%M", "13:60", -7);
    check_pattern("%I:%M %p", "13:00 PM", -7);
}

static void formats_go_by_their_names(void)
{
    struct wf_time_format format;
    struct wf_err err = {0};
    CU_ASSERT(wf_time_format_of("ms", &format, &err) == 0 && format.style == WF_TIME_MS);
    CU_ASSERT(wf_time_format_of("iso", &format, &err) == 0 && format.style == WF_TIME_ISO);
    CU_ASSERT(wf_time_format_of(NULL, &format, &err) == 0 && format.style == WF_TIME_NONE);
    CU_ASSERT(wf_time_format_of("hours", &format, &err) == -1 && err.code == WF_EUSAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "'hours'; expected iso, s, ms, us, ns"));
    CU_ASSERT(wf_time_format_of("%Y-%Q", &format, &err) == -1);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "has '%Q'"));
    CU_ASSERT(wf_time_format_of("%Y%", &format, &err) == -1);
}

static void a_shape_tells_the_format(void)
{
    static const struct {
        const char *text;
        enum wf_time_style style;
    } shapes[] = {
        {"2022-01-01T00:00:00Z", WF_TIME_ISO},
        {"01-31-2022 00:00:00.5", WF_TIME_US},
        {"2022/01/31 00:00:00", WF_TIME_SLASH},
        {"0", WF_TIME_S},
        {"1640995200.5", WF_TIME_S},
        {"1640995200000", WF_TIME_MS},
        {"1640995200000000", WF_TIME_MICROS},
        {"1640995200000000000", WF_TIME_NS},
    };
    struct wf_time_format format = {WF_TIME_NONE, NULL};
    CU_ASSERT(!wf_time_format_guess("yesterday", 9, &format) && format.style == WF_TIME_NONE);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (!wf_time_format_guess(shapes[i].text, strlen(shapes[i].text), &format) ||
            format.style != shapes[i].style)
            wf_check_text(wf_time_format_example(&format), "its own format", shapes[i].text,
                          __FILE__, __LINE__);
}

static void the_zone_of_the_machine_changes_nothing(void)
{
    setenv("TZ", "America/New_York", 1);
    tzset();
    check(WF_TIME_ISO, "2022-01-01", new_year_2022_ns);
    check_pattern("%Y", "2022", new_year_2022_ns);
    unsetenv("TZ");
    tzset();
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(iso_times_are_exact_to_the_nanosecond),
        WF_TEST(zones_are_taken_off),
        WF_TEST(times_of_meters_are_read),
        WF_TEST(numbers_are_exact),
        WF_TEST(years_from_1678_to_2261_are_in_range),
        WF_TEST(what_is_no_time_is_refused),
        WF_TEST(patterns_are_read),
        WF_TEST(formats_go_by_their_names),
        WF_TEST(a_shape_tells_the_format),
        WF_TEST(the_zone_of_the_machine_changes_nothing),
    };
    return wf_suite_run("timestamp", tests, sizeof tests / sizeof *tests);
}
