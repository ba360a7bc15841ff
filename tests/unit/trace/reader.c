#include "trace/reader.h"

#include "log.h"

static struct log reading;

/* 2022-01-01 in seconds, and nanoseconds of a sample behind it. */
#define START "1640995200"
static wf_time_ns at_s(double seconds)
{
    return INT64_C(1640995200) * WF_NS_PER_S + (wf_time_ns)(seconds * 1e9);
}

static void check_counts(uint64_t samples, uint64_t negative, uint64_t duplicates,
                         uint64_t backwards, uint64_t bad, unsigned line)
{
    const struct wf_trace_report *report = &reading.report;
    char got[128], expected[128];
    static const char form[] = "%d, %d below 0, %d twice, %d backwards, %d bad";
    snprintf(got, sizeof got, form, (int)report->samples, (int)report->negative,
             (int)report->duplicates, (int)report->backwards, (int)report->bad);
    snprintf(expected, sizeof expected, form, (int)samples, (int)negative, (int)duplicates,
             (int)backwards, (int)bad);
    wf_check_text(got, expected, reading.err.text, __FILE__, line);
}
#define CHECK_COUNTS(...) check_counts(__VA_ARGS__, __LINE__)

static void a_log_is_read_and_reported(void)
{
    log_read(&reading, "time,power\n0,10\n1,20\n2,60\n", NULL);
    CU_ASSERT_EQUAL_FATAL(reading.result, 0);
    CHECK_COUNTS(3, 0, 0, 0, 0);
    CHECK_TEXT(reading.report.format->name, "csv");
    CU_ASSERT_EQUAL(reading.report.records, 4);
    CU_ASSERT_EQUAL(reading.sample_count, 3);
    CU_ASSERT_EQUAL(reading.report.first_ns, 0);
    CU_ASSERT_EQUAL(reading.report.last_ns, 2 * WF_NS_PER_S);
    CHECK_CLOSE(reading.report.mean_w, 30, 1e-15);
    CHECK_CLOSE(reading.report.min_w, 10, 0);
    CHECK_CLOSE(reading.report.max_w, 60, 0);
    CHECK_CLOSE(reading.report.interval_s, 1, 0);
    log_release(&reading);
}

static void what_is_no_measurement_is_dropped_and_counted(void)
{
    log_read(&reading,
             "time,power\n"
             "0,10\n"
             "1,-2\n"   /* an error code */
             "2,30\n"   /* */
             "2,40\n"   /* twice: the first stays */
             "1.5,50\n" /* backwards */
             "3,nan\n"  /* bad */
             "4,inf\n"  /* bad */
             "x,1\n"    /* bad */
             "5,50\n",
             NULL);
    CU_ASSERT_EQUAL_FATAL(reading.result, 0);
    CHECK_COUNTS(3, 1, 1, 1, 3);
    CHECK_CLOSE(reading.report.mean_w, 30, 1e-15);
    CHECK_CLOSE(reading.samples[1].power_w, 30, 0);
    CU_ASSERT_EQUAL(reading.diag.warning_count, 3);
    CHECK_WARNING(&reading, 7, "power 'nan'; expected a number");
    CHECK_WARNING(&reading, 8, "power 'inf'");
    CHECK_WARNING(&reading, 9, "time 'x'; expected seconds since 1970");
    log_release(&reading);
}

static void gaps_are_counted(void)
{
    log_read(&reading, "time,power\n0,1\n1,1\n2,1\n10,1\n11,1\n31,1\n32,1\n", NULL);
    CU_ASSERT_EQUAL(reading.report.gaps, 2);
    CHECK_CLOSE(reading.report.gap_s, 28, 0);
    CHECK_CLOSE(reading.report.longest_gap_s, 20, 0);
    log_release(&reading);
}

static void ten_bad_records_are_told_and_the_others_counted(void)
{
    char text[1024] = "time,power\n0,1\n";
    for (int i = 0; i < 25; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%d,wrong\n", i + 1);
    log_read(&reading, text, NULL);
    CU_ASSERT_EQUAL_FATAL(reading.result, 0);
    CHECK_COUNTS(1, 0, 0, 0, 25);
    CU_ASSERT_EQUAL(reading.diag.count, 11);
    CU_ASSERT_EQUAL(reading.diag.error_count, 0);
    CHECK_WARNING(&reading, 12, "power 'wrong'");
    CHECK_WARNING(&reading, 27, "15 more bad records, up to this one, are not shown");
    log_release(&reading);
}

static void nobody_need_listen(void)
{
    char path[] = "/tmp/wf-log-XXXXXX";
    int file = mkstemp(path);
    struct wf_err err = {0};
    CU_ASSERT(write(file, "time,power\n0,1\nx,2\n", 19) == 19);
    close(file);
    CU_ASSERT(wf_trace_read(path, NULL, NULL, NULL, NULL, NULL, NULL, &err) == 0);
    unlink(path);
}

/* The same log with each kind of line end, and all of them mixed. */
static void ends_of_lines_may_be_mixed(void)
{
    static const char *const ends[4][3] = {
        {"\n", "\n", "\n"}, {"\r\n", "\r\n", "\r\n"}, {"\r", "\r", "\r"}, {"\r", "\n", "\r\n"}};
    for (size_t kind = 0; kind < 4; kind++) {
        char text[256] = "\xef\xbb\xbftimestamp,watts";
        for (int i = 0; i < 8; i++)
            sprintf(text + strlen(text), "%s%d,%d", ends[kind][i % 3], i, i == 5 ? -1 : 10 * i);
        sprintf(text + strlen(text), "%swrong,1\n", ends[kind][0]);
        log_read(&reading, text, NULL);
        CHECK_COUNTS(7, 1, 0, 0, 1);
        CHECK_CLOSE(reading.report.mean_w, (10 + 20 + 30 + 40 + 60 + 70) / 7.0, 1e-15);
        CHECK_WARNING(&reading, 10, "time 'wrong'");
        log_release(&reading);
    }
}

static void what_is_no_log_is_an_error(void)
{
    struct wf_err err = {0};
    log_read(&reading, "", NULL);
    CHECK_ERR(&reading, WF_EINPUT, "is empty; expected a log");
    log_release(&reading);
    log_read(&reading, "\n", NULL);
    CHECK_ERR(&reading, WF_EINPUT, "looks like no known log; expected one of csv, ptdaemon");
    log_release(&reading);
    log_read(&reading, "hello", NULL);
    CHECK_ERR(&reading, WF_EINPUT, "(--trace-format forces one)");
    log_release(&reading);
    CU_ASSERT(wf_trace_read("/no/such/log", NULL, NULL, NULL, NULL, NULL, NULL, &err) < 0);
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    CU_ASSERT(wf_trace_read("/tmp", NULL, NULL, NULL, NULL, NULL, NULL, &err) < 0);
    CU_ASSERT_EQUAL(err.code, WF_EIO);
}

static void a_log_without_a_measurement_is_an_error(void)
{
    log_read(&reading, "time,power\n", NULL);
    CHECK_ERR(&reading, WF_EINPUT, "has no valid measurement (read as csv, 1 record)");
    log_release(&reading);
    log_read(&reading, "time,power\n1,-1\n2,-2\n3,12;5\n", NULL);
    CHECK_ERR(&reading, WF_EINPUT,
              "(read as csv, 4 records, 2 below 0 W, 1 bad, first on line 4: power '12;5'");
    CHECK_WARNING(&reading, 4, "power '12;5'");
    log_release(&reading);
}

static void a_failure_leaves_the_report_untouched(void)
{
    struct wf_trace_report report = {.samples = 77};
    struct wf_err err = {0};
    CU_ASSERT(wf_trace_read("/dev/null", NULL, NULL, NULL, NULL, &report, NULL, &err) < 0);
    CU_ASSERT_EQUAL(report.samples, 77);
}

static void formats_go_by_their_names(void)
{
    struct wf_err err = {0};
    for (size_t i = 0; wf_trace_formats[i]; i++)
        CU_ASSERT_PTR_EQUAL(wf_trace_format(wf_trace_formats[i]->name, &err), wf_trace_formats[i]);
    CU_ASSERT_PTR_NULL(wf_trace_format("ptdeamon", &err));
    CU_ASSERT_EQUAL(err.code, WF_EUSAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "did you mean 'ptdaemon'?"));
    struct wf_trace_options options = {.format = "nothing-like-it"};
    log_read(&reading, "time,power\n0,1\n", &options);
    CHECK_ERR(&reading, WF_EUSAGE, "unknown trace format 'nothing-like-it'; expected one of csv");
    log_release(&reading);
}

static void a_format_may_be_forced(void)
{
    struct wf_trace_options options = {.format = "ptdaemon"};
    log_read(&reading, "time,power\n0,1\n", &options);
    CHECK_ERR(&reading, WF_EINPUT, "read as ptdaemon, 2 records, 2 bad");
    log_release(&reading);
}

static void a_file_tells_its_format(void)
{
    const struct wf_trace_format *format = NULL;
    struct wf_err err = {0};
    char path[] = "/tmp/wf-log-XXXXXX";
    int file = mkstemp(path);
    CU_ASSERT(write(file, "time,power\n0,1\n", 15) == 15);
    close(file);
    CU_ASSERT(wf_trace_detect(path, &format, &err) == 0 && format == &wf_format_csv);
    unlink(path);
    CU_ASSERT(wf_trace_detect(path, &format, &err) < 0 && err.code == WF_EIO);
    CU_ASSERT_PTR_EQUAL(format, &wf_format_csv);
}

/* Every format has what the reader and the help need. */
static void the_table_of_formats_is_whole(void)
{
    static const char *const meters[] = {"wall", "module", "package", "gpu"};
    for (size_t i = 0; wf_trace_formats[i]; i++) {
        const struct wf_trace_format *format = wf_trace_formats[i];
        bool known = !format->meter;
        for (size_t j = 0; j < 4; j++)
            known |= format->meter && !strcmp(format->meter, meters[j]);
        CU_ASSERT(format->name && format->doc && format->recognise && format->record && known);
        CU_ASSERT_EQUAL(format->recognise("", 0), 0);
        for (size_t j = 0; j < i; j++)
            CU_ASSERT(strcmp(format->name, wf_trace_formats[j]->name) != 0);
    }
}

static void long_series_keep_their_nanoseconds(void)
{
    log_read(&reading, "time,power\n" START ".000000001,1\n" START ".000000002,1\n" START ".5,1\n",
             NULL);
    CU_ASSERT_EQUAL(reading.report.first_ns, at_s(0) + 1);
    CU_ASSERT_EQUAL(reading.samples[1].end_ns, at_s(0) + 2);
    CU_ASSERT_EQUAL(reading.report.last_ns, at_s(0.5));
    log_release(&reading);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(a_log_is_read_and_reported),
        WF_TEST(what_is_no_measurement_is_dropped_and_counted),
        WF_TEST(gaps_are_counted),
        WF_TEST(ten_bad_records_are_told_and_the_others_counted),
        WF_TEST(nobody_need_listen),
        WF_TEST(ends_of_lines_may_be_mixed),
        WF_TEST(what_is_no_log_is_an_error),
        WF_TEST(a_log_without_a_measurement_is_an_error),
        WF_TEST(a_failure_leaves_the_report_untouched),
        WF_TEST(formats_go_by_their_names),
        WF_TEST(a_format_may_be_forced),
        WF_TEST(a_file_tells_its_format),
        WF_TEST(the_table_of_formats_is_whole),
        WF_TEST(long_series_keep_their_nanoseconds),
    };
    return wf_suite_run("reader", tests, sizeof tests / sizeof *tests);
}
