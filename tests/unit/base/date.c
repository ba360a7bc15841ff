#include "base/date.h"

#include "suite.h"
#include <math.h>
#include <stdlib.h>
#include <time.h>

static void check(const char *text, double expected)
{
    double unix_s = NAN;
    CU_ASSERT(wf_date_parse(text, &unix_s));
    wf_check_close(unix_s, expected, 0, text, __FILE__, __LINE__);
}

/* Days since 1970 by hand: 2022-01-01 is 52 years with 13 leap days, 18,993 days. */
enum { NEW_YEAR_2022 = 18993 * 86400 };

static void dates_and_times_are_read_in_utc(void)
{
    check("1970-01-01", 0);
    check("2022-01-01", NEW_YEAR_2022);
    check("2022-01-01 06:00", NEW_YEAR_2022 + 6 * 3600);
    check("2022-01-01T06:00Z", NEW_YEAR_2022 + 6 * 3600);
    check("2022-01-01T06:30:15", NEW_YEAR_2022 + 6 * 3600 + 30 * 60 + 15);
    check("2022-01-01T00:00:00.25Z", NEW_YEAR_2022 + 0.25);
    check("2022-01-01 00:00:00+00:00", NEW_YEAR_2022);
    check(" 2022-01-01 00:00 ", NEW_YEAR_2022);
}

static void offsets_are_taken_off(void)
{
    check("2022-01-01T02:00+02:00", NEW_YEAR_2022);
    check("2022-01-01T02:00:00+0200", NEW_YEAR_2022);
    check("2021-12-31T19:00-05", NEW_YEAR_2022);
    check("2021-12-31 18:30 -05:30", NEW_YEAR_2022);
}

static void leap_days_are_days(void)
{
    check("2020-02-29", (18993 - 366 - 365 + 31 + 28) * 86400.0);
    check("2000-03-01", 11017 * 86400.0);
    double unix_s = 7;
    CU_ASSERT(!wf_date_parse("2022-02-29", &unix_s));
    CU_ASSERT(!wf_date_parse("1900-02-29", &unix_s));
    CHECK_CLOSE(unix_s, 7, 0);
}

static void numbers_are_seconds(void)
{
    check("0", 0);
    check("1640995200", NEW_YEAR_2022);
    check("1.5e3", 1500);
    check("-3600", -3600);
}

static void what_is_no_date_is_refused(void)
{
    static const char *const wrong[] = {
        "",
        "today",
        "2022",
        "2022-1-1",
        "2022-13-01",
        "2022-00-10",
        "2022-04-31",
        "0000-01-01",
        "2022-01-01T24:00",
        "2022-01-01T06",
        "2022-01-01T06:60",
        "2022-01-01T06:00:60",
        "2022-01-01T06:00+2",
        "2022-01-01T06:00+02:60",
        "2022-01-01Z1",
        "2022-01-01x",
        "2022-01-01T06:00:00.",
        "12 h",
        "01/02/2022",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        double unix_s = 7;
        bool is_number = wrong[i][0] == '2' && wrong[i][4] == '\0'; /* 2022: seconds */
        if (wf_date_parse(wrong[i], &unix_s) != is_number)
            wf_check_text(wrong[i], "is no date", wrong[i], __FILE__, __LINE__);
    }
}

static void texts_read_back(void)
{
    static const double dates[] = {0, -1, 951782400, NEW_YEAR_2022 + 3661, -62135596800, 4e9};
    char text[32];
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        check(wf_date_text(dates[i], text, sizeof text), dates[i]);
    CHECK_TEXT(wf_date_text(951782400, text, sizeof text), "2000-02-29T00:00:00Z");
    CHECK_TEXT(wf_date_text(-1, text, sizeof text), "1969-12-31T23:59:59Z");
    CHECK_TEXT(wf_date_text(NAN, text, sizeof text), "-");
    CHECK_TEXT(wf_date_text(1e15, text, sizeof text), "1e+15");
}

static void every_day_of_four_centuries_reads_back(void)
{
    char text[32];
    double unix_s;
    for (int day = -150000; day < 150000; day += 7) {
        wf_date_text(day * 86400.0, text, sizeof text);
        if (!wf_date_parse(text, &unix_s) || unix_s < day * 86400.0 || unix_s > day * 86400.0)
            wf_check_text(text, "a day that reads back", text, __FILE__, __LINE__);
    }
}

static void the_zone_of_the_machine_changes_nothing(void)
{
    setenv("TZ", "America/New_York", 1);
    tzset();
    check("2022-07-01T00:00", (18993 + 181) * 86400.0);
    unsetenv("TZ");
    tzset();
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(dates_and_times_are_read_in_utc),
        WF_TEST(offsets_are_taken_off),
        WF_TEST(leap_days_are_days),
        WF_TEST(numbers_are_seconds),
        WF_TEST(what_is_no_date_is_refused),
        WF_TEST(texts_read_back),
        WF_TEST(every_day_of_four_centuries_reads_back),
        WF_TEST(the_zone_of_the_machine_changes_nothing),
    };
    return wf_suite_run("date", tests, sizeof tests / sizeof *tests);
}
