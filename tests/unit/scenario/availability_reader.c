#include "scenario/availability_reader.h"

#include "base/text.h"
#include "suite.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const double HOUR_S = 3600, DAY_S = 86400;
static struct wf_arena arena;
static struct wf_availability daily;

static void read_daily(const char *text)
{
    wf_arena_init(&arena);
    char *why = wf_availability_read_daily(text, &arena, &daily);
    CHECK_TEXT(why, NULL);
    free(why);
}

static void a_daily_pattern_is_read(void)
{
    static const char *const texts[] = {"22:00-06:00, 12:00-13:30", "12:00 - 13:30,22:00-6:00 ",
                                        " 22:00:00-06:00:00 , 12:00-13:30:00",
                                        "22:00-24:00, 0:00-06:00, 12:00-13:30",
                                        "12:00-13:30, 22:00-0:00, 00:00-06:00"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        read_daily(texts[i]);
        CHECK_CLOSE(daily.period_s, DAY_S, 0);
        CU_ASSERT_EQUAL(daily.count, 2);
        CHECK_CLOSE(wf_availability_next(&daily, 0, 7 * HOUR_S), 12 * HOUR_S, 0);
        CHECK_CLOSE(wf_availability_until(&daily, 0, 12 * HOUR_S), 13.5 * HOUR_S, 0);
        CHECK_CLOSE(wf_availability_next(&daily, 0, 14 * HOUR_S), 22 * HOUR_S, 0);
        CHECK_CLOSE(wf_availability_until(&daily, 0, 23 * HOUR_S), 30 * HOUR_S, 0);
        wf_arena_release(&arena);
    }
}

static void minutes_and_seconds_count(void)
{
    read_daily("01:02:03-04:05");
    CHECK_CLOSE(wf_availability_next(&daily, 0, 0), 3723, 0);
    CHECK_CLOSE(wf_availability_until(&daily, 0, 3723), 14700, 0);
    wf_arena_release(&arena);
    read_daily("00:00-24:00");
    CHECK_CLOSE(wf_availability_until(&daily, 0, 3723), INFINITY, 0);
    wf_arena_release(&arena);
}

static void refused(const char *text, const char *expected)
{
    struct wf_availability untouched = {.count = 77};
    wf_arena_init(&arena);
    char *why = wf_availability_read_daily(text, &arena, &untouched);
    CHECK_TEXT(why, expected);
    CU_ASSERT_EQUAL(untouched.count, 77);
    free(why);
    wf_arena_release(&arena);
}

#define NOT_A_SPAN                                                                                 \
    " is not a time of day to another; expected HH:MM-HH:MM (e.g. '22:00-06:00, 12:00-13:30')"

static void wrong_patterns_are_refused_with_all_that_is_wrong(void)
{
    refused("", "''" NOT_A_SPAN);
    refused("12:00-13:00,", "''" NOT_A_SPAN);
    refused(" , 12:00-13:00", "''" NOT_A_SPAN);
    static const char *const wrong[] = {
        "22-06",          "22:00",        "22:00-",        "22:00-25:00", "22:60-23:00",
        "22:00-24:01",    "24:00-06:00",  "night",         "22:0-23:00",  "22:00-23:00 h",
        "22:00:61-23:00", "122:00-23:00", "22:00-23:00:5", "22:00--23:00"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char expected[256];
        snprintf(expected, sizeof expected, "'%s'" NOT_A_SPAN, wrong[i]);
        refused(wrong[i], expected);
    }
    refused("6:00-06:00", "'6:00-06:00' has no length; the whole day is '00:00-24:00'");
    refused("22-06, 08:00-08:00",
            "'22-06'" NOT_A_SPAN "; '08:00-08:00' has no length; the whole day is '00:00-24:00'");
    refused("08:00-10:00, 09:59-12:00",
            "'09:59-12:00' overlaps '08:00-10:00'; expected spans apart");
    refused("22:00-06:00, 05:00-07:00",
            "'05:00-07:00' overlaps '22:00-06:00'; expected spans apart");
    refused("05:00-07:00, 22:00-06:00",
            "'22:00-06:00' overlaps '05:00-07:00'; expected spans apart");
    refused("22:00-06:00, 23:00-01:00",
            "'23:00-01:00' overlaps '22:00-06:00'; expected spans apart");
}

/* ---- trace ---- */

static char path[] = "/tmp/wattfleet-trace-XXXXXX";
static struct wf_availability_trace trace;
static struct wf_diag diag;

static void load(const char *text)
{
    struct wf_err err = {0};
    strcpy(path + sizeof path - 7, "XXXXXX");
    int fd = mkstemp(path);
    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT_EQUAL_FATAL(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(wf_availability_trace_load(path, &trace, &diag, &err), 0);
    unlink(path);
}

static void release(void)
{
    wf_availability_trace_release(&trace);
    wf_diag_release(&diag);
}

static void told(size_t count, const char *const *expected)
{
    wf_diag_sort(&diag);
    CU_ASSERT_EQUAL(diag.count, count);
    for (size_t i = 0; i < count && i < diag.count; i++) {
        char *text = wf_diag_text(&diag.entries[i]);
        CHECK_TEXT(text + strlen(path) + 1, expected[i]);
        free(text);
    }
    release();
}
#define TOLD(...)                                                                                  \
    told(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *),                        \
         (const char *const[]){__VA_ARGS__})

static void a_trace_without_hosts_is_for_everybody(void)
{
    load("from,until\n100,200\n0, 50\n1 h, 2 h\n200,300\n-5,-1\n");
    CU_ASSERT_EQUAL_FATAL(diag.count, 0);
    CU_ASSERT_EQUAL(trace.host_count, 1);
    CU_ASSERT(!trace.has_charging);
    const struct wf_availability_host *host = wf_availability_trace_find(&trace, "phone-7");
    CU_ASSERT_PTR_NOT_NULL_FATAL(host);
    CHECK_TEXT(host->name, "*");
    CHECK_CLOSE(wf_availability_next(&host->there, 0, -10), -5, 0);
    CHECK_CLOSE(wf_availability_until(&host->there, 0, 0), 50, 0);
    CHECK_CLOSE(wf_availability_next(&host->there, 0, 60), 100, 0);
    CHECK_CLOSE(wf_availability_until(&host->there, 0, 150), 300, 0); /* touching rows are one */
    CHECK_CLOSE(wf_availability_next(&host->there, 0, 300), HOUR_S, 0);
    CHECK_CLOSE(wf_availability_next(&host->there, 0, 2 * HOUR_S), INFINITY, 0);
    CU_ASSERT(!wf_availability_at(&host->charging, 0, 150));
    release();
}

static void each_host_has_its_rows_and_the_star_is_for_the_others(void)
{
    load("host,from,until\nb,10,20\na,1,2\n*,100,200\nb,5,7\n");
    CU_ASSERT_EQUAL_FATAL(diag.count, 0);
    CU_ASSERT_EQUAL(trace.host_count, 3);
    const struct wf_availability_host *b = wf_availability_trace_find(&trace, "b");
    CHECK_TEXT(b->name, "b");
    CU_ASSERT_EQUAL(b->line, 2);
    CHECK_CLOSE(wf_availability_next(&b->there, 0, 0), 5, 0);
    CHECK_CLOSE(wf_availability_next(&b->there, 0, 8), 10, 0);
    CHECK_CLOSE(wf_availability_next(&b->there, 0, 20), INFINITY, 0);
    const struct wf_availability_host *a = wf_availability_trace_find(&trace, "a");
    CHECK_CLOSE(wf_availability_next(&a->there, 0, 0), 1, 0);
    const struct wf_availability_host *other = wf_availability_trace_find(&trace, "c");
    CHECK_CLOSE(wf_availability_next(&other->there, 0, 0), 100, 0);
    release();
    load("host,from,until\nb,10,20\n,30,40\n"); /* empty is the star */
    CHECK_TEXT(wf_availability_trace_find(&trace, "c")->name, "*");
    release();
    load("host,from,until\nb,10,20\n");
    CU_ASSERT_PTR_NULL(wf_availability_trace_find(&trace, "c"));
    release();
}

static void charging_is_a_pattern_of_its_own(void)
{
    load("from,until,host,charging\n10,20,a,no\n20,30,a,yes\n40,50,a,yes\n0,5,b,no\n");
    CU_ASSERT_EQUAL_FATAL(diag.count, 0);
    CU_ASSERT(trace.has_charging);
    const struct wf_availability_host *a = wf_availability_trace_find(&trace, "a");
    CHECK_CLOSE(wf_availability_until(&a->there, 0, 10), 30, 0);
    CHECK_CLOSE(wf_availability_next(&a->charging, 0, 0), 20, 0);
    CHECK_CLOSE(wf_availability_until(&a->charging, 0, 25), 30, 0);
    CHECK_CLOSE(wf_availability_next(&a->charging, 0, 30), 40, 0);
    const struct wf_availability_host *b = wf_availability_trace_find(&trace, "b");
    CHECK_CLOSE(wf_availability_next(&b->charging, 0, 0), INFINITY, 0);
    release();
}

static void wrong_rows_are_told_all_at_once(void)
{
    load("from,until,charging\n"
         "5,5,no\n"
         "3 h,2 h,no\n"
         "now,5 kg,maybe\n"
         ",5,\n"
         "1700000000,1700000500,yes\n");
    TOLD("2: from '5' is not before until '5'", "3: from '3 h' is not before until '2 h'",
         "4: column 'from': 'now' is not a decimal number",
         "4: column 'until': '5 kg' is not a time: unit 'kg' is unknown; known: s, ms, us, ns, ps, "
         "min, m, h, d, w, year",
         "4: column 'charging': 'maybe' is not one of yes, no",
         "5: column 'from': '' is empty; expected a time (e.g. '10 s')",
         "5: column 'charging': '' is not one of yes, no",
         "6: column 'from': '1700000000' is out of range; expected a date from the start of the "
         "simulation, within 1e9 s",
         "6: column 'until': '1700000500' is out of range; expected a date from the start of the "
         "simulation, within 1e9 s");
}

static void overlaps_of_one_host_are_told_with_both_lines(void)
{
    load("host,from,until\na,10,20\nb,15,30\na,5,11\n*,0,100\n");
    TOLD("4: host 'a' is there from 5 s until 11 s, which overlaps line 2 (from 10 s until 20 s); "
         "expected spans apart");
    /* one span over two that do not touch each other; equal spans */
    load("from,until\n0,1 h\n10,20\n30,40.5\n5000,6000\n5000,6000\n");
    TOLD(
        "3: host '*' is there from 10 s until 20 s, which overlaps line 2 (from 0 s until 3600 s); "
        "expected spans apart",
        "4: host '*' is there from 30 s until 40.5 s, which overlaps line 2 (from 0 s until 3600 "
        "s); expected spans apart",
        "6: host '*' is there from 5000 s until 6000 s, which overlaps line 5 (from 5000 s until "
        "6000 s); expected spans apart");
}

static void columns_are_needed_or_warned_of(void)
{
    load("from,til\n1,2\n");
    TOLD("1: there is no column 'until'; there are from, til",
         "1: warning: column 'til' is not read; read are from, until, host, charging");
    load("from,until,hosts\n1,2,a\n");
    TOLD("1: warning: column 'hosts' is not read; read are from, until, host, charging; did you "
         "mean 'host'?");
    load("from,until\n");
    TOLD("1: there is no row; expected at least one span");
}

static void a_file_that_is_not_there_is_an_error(void)
{
    struct wf_err err = {0};
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(wf_availability_trace_load("/nowhere.csv", &trace, &diag, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    release();
    wf_availability_trace_release(NULL);
}

static void many_hosts_and_rows_are_kept_apart(void)
{
    struct wf_buffer text = {0};
    wf_buffer_printf(&text, "host,from,until,charging\n");
    enum { HOSTS = 20000, ROWS = 5 };
    for (int row = ROWS - 1; row >= 0; row--)
        for (int host = 0; host < HOSTS; host++)
            wf_buffer_printf(&text, "phone-%d,%d,%d,%s\n", host, row * 1000 + host % 900,
                             row * 1000 + host % 900 + 50, host % 2 ? "yes" : "no");
    load(text.text);
    wf_buffer_release(&text);
    CU_ASSERT_EQUAL(diag.count, 0);
    CU_ASSERT_EQUAL(trace.host_count, HOSTS);
    int wrong = 0;
    for (int host = 0; host < HOSTS; host++) {
        char name[32];
        snprintf(name, sizeof name, "phone-%d", host);
        const struct wf_availability_host *found = wf_availability_trace_find(&trace, name);
        wrong += !found || found->there.count != ROWS;
        wrong += !found || found->charging.count != (host % 2 ? ROWS : 0);
        wrong += !found || wf_availability_next(&found->there, 0, 2990) != 3000 + host % 900;
    }
    CU_ASSERT_EQUAL(wrong, 0);
    release();
}

static const struct wf_test tests[] = {
    WF_TEST(a_daily_pattern_is_read),
    WF_TEST(minutes_and_seconds_count),
    WF_TEST(wrong_patterns_are_refused_with_all_that_is_wrong),
    WF_TEST(a_trace_without_hosts_is_for_everybody),
    WF_TEST(each_host_has_its_rows_and_the_star_is_for_the_others),
    WF_TEST(charging_is_a_pattern_of_its_own),
    WF_TEST(wrong_rows_are_told_all_at_once),
    WF_TEST(overlaps_of_one_host_are_told_with_both_lines),
    WF_TEST(columns_are_needed_or_warned_of),
    WF_TEST(a_file_that_is_not_there_is_an_error),
    WF_TEST(many_hosts_and_rows_are_kept_apart),
};

int main(void)
{
    return wf_suite_run("availability_reader", tests, sizeof tests / sizeof tests[0]);
}
