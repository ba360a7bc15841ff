/* The reader with a format of the test's own, whose samples are means over intervals: its table
 * stands in for that of the library. */
#include "log.h"

/* "BEGIN END WATTS", whole seconds; '!' behind them: marked invalid. */
static enum wf_record_status record(void *state, const struct wf_trace_record *record,
                                    struct wf_trace_out *out, char *why, size_t why_size)
{
    double begin_s, end_s, power_w;
    (void)state;
    if (sscanf(record->text, "%lf %lf %lf", &begin_s, &end_s, &power_w) != 3) {
        snprintf(why, why_size, "no interval");
        return WF_RECORD_BAD;
    }
    struct wf_trace_sample sample = {(wf_time_ns)begin_s * WF_NS_PER_S,
                                     (wf_time_ns)end_s * WF_NS_PER_S, power_w,
                                     strchr(record->text, '!') != NULL};
    wf_trace_add_sample(out, &sample);
    return WF_RECORD_USED;
}

static int recognise(const char *head, size_t length)
{
    (void)head;
    return length > 0;
}

static const struct wf_trace_format intervals = {
    .name = "intervals", .recognise = recognise, .record = record};
const struct wf_trace_format *const wf_trace_formats[] = {&intervals, NULL};

static struct log reading;

static void each_sample_weighs_as_long_as_it_lasts(void)
{
    log_read(&reading, "10 11 100\n11 14 20\n", NULL);
    CU_ASSERT_EQUAL(reading.report.samples, 2);
    CHECK_CLOSE(reading.report.mean_w, (100 * 1 + 20 * 3) / 4.0, 1e-15);
    CU_ASSERT_EQUAL(reading.report.first_ns, 10 * WF_NS_PER_S);
    CU_ASSERT_EQUAL(reading.report.last_ns, 14 * WF_NS_PER_S);
    CU_ASSERT_EQUAL(reading.report.gaps, 0);
    log_release(&reading);
}

/* 9 to 14 after 10 to 11 is 11 to 14. */
static void an_overlap_goes_to_the_first(void)
{
    log_read(&reading, "10 11 100\n9 14 20\n", NULL);
    CU_ASSERT_EQUAL(reading.report.overlaps, 1);
    CU_ASSERT_EQUAL(reading.samples[1].begin_ns, 11 * WF_NS_PER_S);
    CHECK_CLOSE(reading.report.mean_w, 40, 1e-15);
    log_release(&reading);
}

static void what_ends_no_later_is_dropped(void)
{
    log_read(&reading, "10 14 100\n11 14 20\n11 13 20\n14 15 30\n", NULL);
    CU_ASSERT_EQUAL(reading.report.samples, 2);
    CU_ASSERT_EQUAL(reading.report.duplicates, 1);
    CU_ASSERT_EQUAL(reading.report.backwards, 1);
    CU_ASSERT_EQUAL(reading.report.overlaps, 0);
    log_release(&reading);
}

static void a_gap_is_what_nothing_measured(void)
{
    log_read(&reading, "0 1 5\n1 2 5\n2 3 5\n3 60 5\n60 61 5\n65 66 5\n", NULL);
    CHECK_CLOSE(reading.report.interval_s, 1, 0);
    CU_ASSERT_EQUAL(reading.report.gaps, 1);
    CHECK_CLOSE(reading.report.gap_s, 4, 0);
    log_release(&reading);
}

static void what_does_not_hold_is_dropped(void)
{
    log_read(&reading, "0 1 5\n1 2 nan\n2 3 inf\n3 4 7 !\n4 5 -1\n5 6 -1 !\n", NULL);
    CU_ASSERT_EQUAL(reading.report.samples, 1);
    CU_ASSERT_EQUAL(reading.report.bad, 2);
    CU_ASSERT_EQUAL(reading.report.invalid, 2);
    CU_ASSERT_EQUAL(reading.report.negative, 1);
    CHECK_WARNING(&reading, 2, "power is not finite; expected a number");
    CHECK_WARNING(&reading, 3, "power is not finite");
    log_release(&reading);
}

/* The distance of two times may be beyond 64 bits. */
static void times_may_not_lie_centuries_apart(void)
{
    log_read(&reading, "-9000000000 -9000000000 5\n9000000000 9000000000 9\n-8999999999 0 5\n",
             NULL);
    CU_ASSERT_EQUAL(reading.report.samples, 2);
    CHECK_CLOSE(reading.report.max_w, 5, 0);
    CHECK_WARNING(&reading, 2, "more than 292 years after the first sample");
    log_release(&reading);
    log_read(&reading, "-9000000000 9000000000 5\n1 2 7\n", NULL);
    CU_ASSERT_EQUAL(reading.report.bad, 1);
    CHECK_CLOSE(reading.report.mean_w, 7, 0);
    log_release(&reading);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(each_sample_weighs_as_long_as_it_lasts), WF_TEST(an_overlap_goes_to_the_first),
        WF_TEST(what_ends_no_later_is_dropped),          WF_TEST(a_gap_is_what_nothing_measured),
        WF_TEST(what_does_not_hold_is_dropped),          WF_TEST(times_may_not_lie_centuries_apart),
    };
    return wf_suite_run("interval", tests, sizeof tests / sizeof *tests);
}
