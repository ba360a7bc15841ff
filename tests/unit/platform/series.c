#include "platform/series.h"

#include "suite.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = "/tmp/wattfleet-series-XXXXXX";
static struct wf_series_set set;
static struct wf_diag diag;

static void start(const char *text)
{
    strcpy(path + sizeof path - 7, "XXXXXX");
    int fd = mkstemp(path);
    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT_EQUAL_FATAL(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    wf_diag_init(&diag);
    set = (struct wf_series_set){0};
}

static const struct wf_series *load(const char *column, enum wf_gaps gaps)
{
    struct wf_err err = {0};
    const struct wf_series *series = wf_series_load(&set, path, "time", column, gaps, &diag, &err);
    CU_ASSERT_EQUAL(err.code, WF_OK);
    return series;
}

static void stop(void)
{
    unlink(path);
    wf_series_set_release(&set);
    wf_diag_release(&diag);
}

static void told(size_t entry, uint32_t line, const char *text)
{
    CU_ASSERT_FATAL(entry < diag.count);
    CU_ASSERT_EQUAL(diag.entries[entry].line, line);
    CHECK_TEXT(diag.entries[entry].text, text);
}

static const char hourly[] = "time,a,b\n2022-01-01T00:00Z,100,1\n2022-01-01T01:00Z,200,2\n"
                             "2022-01-01T02:00Z,400,3\n";

static void a_value_holds_until_the_next(void)
{
    start(hourly);
    const struct wf_series *series = load("a", WF_GAPS_REPORT);
    CU_ASSERT_PTR_NOT_NULL_FATAL(series);
    CHECK_CLOSE(series->first_s, 1640995200, 0);
    CHECK_CLOSE(series->step_s, 3600, 0);
    CHECK_CLOSE(wf_series_length(series), 3 * 3600, 0); /* the last as long as the one before */
    CU_ASSERT_EQUAL(wf_series_index(series, 0), 0);
    CU_ASSERT_EQUAL(wf_series_index(series, 3599), 0);
    CU_ASSERT_EQUAL(wf_series_index(series, 3600), 1);
    CU_ASSERT_EQUAL(wf_series_index(series, 1e9), 2);
    CU_ASSERT_EQUAL(wf_series_index(series, -1), 0);
    stop();
}

/* 100 g/kWh for an hour, 200 for the next, then 400. */
static void integrals_are_exact(void)
{
    start(hourly);
    const struct wf_series *series = load("a", WF_GAPS_REPORT);
    CU_ASSERT_PTR_NOT_NULL_FATAL(series);
    CHECK_CLOSE(wf_series_integral(series, 0, 0, 1e-7), 100 * 1e-7, 0);
    CHECK_CLOSE(wf_series_integral(series, 3000, 100, 400), 100 * 300, 0);
    CHECK_CLOSE(wf_series_integral(series, 3000, 0, 1200), 100 * 600 + 200 * 600, 0);
    CHECK_CLOSE(wf_series_integral(series, 0, 1800, 9000), 100 * 1800 + 200 * 3600 + 400 * 1800, 0);
    CHECK_CLOSE(wf_series_integral(series, 3600, 0, 3600), 200 * 3600, 0);
    stop();
}

static void steps_that_differ_are_found_as_well(void)
{
    start("time,a\n0,1\n10,2\n11,3\n50,4\n60,5\n");
    const struct wf_series *series = load("a", WF_GAPS_REPORT);
    CU_ASSERT_PTR_NOT_NULL_FATAL(series);
    CU_ASSERT(isnan(series->step_s));
    static const double edges[] = {0, 10, 11, 50, 60};
    for (size_t i = 0; i < 5; i++) {
        CU_ASSERT_EQUAL(wf_series_index(series, edges[i]), i);
        CU_ASSERT_EQUAL(wf_series_index(series, edges[i] + 0.5), i);
    }
    CHECK_CLOSE(wf_series_length(series), 70, 0);
    CHECK_CLOSE(wf_series_integral(series, 5, 0, 60), 5 + 2 + 3 * 39 + 4 * 10 + 5 * 5, 0);
    stop();
}

static void a_file_and_columns_are_loaded_once(void)
{
    start(hourly);
    const struct wf_series *series = load("a", WF_GAPS_REPORT);
    CU_ASSERT_PTR_EQUAL(load("a", WF_GAPS_REPORT), series);
    CU_ASSERT_PTR_NOT_EQUAL(load("b", WF_GAPS_REPORT), series);
    CU_ASSERT_PTR_NOT_EQUAL(load("a", WF_GAPS_INTERPOLATE), series);
    CU_ASSERT_EQUAL(set.count, 3);
    CU_ASSERT_PTR_NULL(load("c", WF_GAPS_REPORT));
    CU_ASSERT_PTR_NULL(load("c", WF_GAPS_REPORT));
    CU_ASSERT_EQUAL(diag.count, 1); /* told once */
    stop();
}

/* An empty cell, and a row that is missing between 10800 and 18000. */
static void gaps_are_known(void)
{
    start("time,a\n0,10\n3600,20\n7200,\n10800,40\n18000,60\n21600,70\n");
    const struct wf_series *series = load("a", WF_GAPS_REPORT);
    CU_ASSERT_PTR_NOT_NULL_FATAL(series);
    CU_ASSERT_EQUAL(series->count, 7);
    CHECK_CLOSE(wf_series_missing(series, 0, 7200), 0, 0);
    CHECK_CLOSE(wf_series_missing(series, 0, 9000), 1800, 0);
    CHECK_CLOSE(wf_series_missing(series, 0, 25200), 7200, 0);
    CU_ASSERT_EQUAL(series->line[2], 4);
    CU_ASSERT_EQUAL(series->line[4], 5); /* the row before the one that is missing */
    stop();
}

static void gaps_are_bridged_in_a_line(void)
{
    start("time,a\n0,10\n3600,20\n7200,\n10800,NaN\n14400,50\n");
    const struct wf_series *series = load("a", WF_GAPS_INTERPOLATE);
    CU_ASSERT_PTR_NOT_NULL_FATAL(series);
    CHECK_CLOSE(series->value[2], 30, 1e-15);
    CHECK_CLOSE(series->value[3], 40, 1e-15);
    CHECK_CLOSE(wf_series_missing(series, 0, 18000), 7200, 0);
    stop();
}

static void a_gap_at_an_end_has_no_neighbour(void)
{
    start("time,a\n0,10\n3600,20\n7200,\n");
    CU_ASSERT_PTR_NULL(load("a", WF_GAPS_INTERPOLATE));
    told(
        0, 4,
        "no value, and none behind it: carbon_gaps 'interpolate' needs a neighbour on either side");
    stop();
}

static void mistakes_are_told_with_their_lines(void)
{
    start("time,a\nyesterday,1\n10,1\n5,x\n20,-3\n");
    CU_ASSERT_PTR_NULL(load("a", WF_GAPS_REPORT));
    CU_ASSERT_EQUAL(diag.count, 4);
    told(0, 2,
         "column 'time': 'yesterday' is not a date; expected a date, ISO 8601 (e.g. "
         "'2022-01-01T06:00Z'; no offset: UTC), or seconds");
    told(1, 4, "column 'time': '5' is not after the row before it");
    told(3, 5, "column 'a': '-3' is out of range; expected g/kWh from 0 to 1e5");
    stop();
}

static void one_row_is_too_few(void)
{
    start("time,a\n0,10\n");
    CU_ASSERT_PTR_NULL(load("a", WF_GAPS_REPORT));
    told(0, 1, "1 row; expected at least two: a value holds until the next one");
    stop();
}

static void a_missing_file_is_an_error_once(void)
{
    struct wf_err err = {0}, again = {0};
    wf_diag_init(&diag);
    set = (struct wf_series_set){0};
    CU_ASSERT_PTR_NULL(wf_series_load(&set, "/nowhere/x.csv", "time", "a", 0, &diag, &err));
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    CU_ASSERT_PTR_NULL(wf_series_load(&set, "/nowhere/x.csv", "time", "a", 0, &diag, &again));
    CU_ASSERT_EQUAL(again.code, WF_OK);
    CU_ASSERT_EQUAL(diag.count, 0);
    wf_series_set_release(&set);
    wf_diag_release(&diag);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(a_value_holds_until_the_next),
        WF_TEST(integrals_are_exact),
        WF_TEST(steps_that_differ_are_found_as_well),
        WF_TEST(a_file_and_columns_are_loaded_once),
        WF_TEST(gaps_are_known),
        WF_TEST(gaps_are_bridged_in_a_line),
        WF_TEST(a_gap_at_an_end_has_no_neighbour),
        WF_TEST(mistakes_are_told_with_their_lines),
        WF_TEST(one_row_is_too_few),
        WF_TEST(a_missing_file_is_an_error_once),
    };
    return wf_suite_run("series", tests, sizeof tests / sizeof *tests);
}
