/* What only the whole of a log can tell: impossible samples, steps of its clock. */
#include "base/text.h"
#include "log.h"

static struct log reading;

/* A log of @p count seconds: 10 W, and 50 W from a quarter on to three quarters. */
struct made {
    size_t count;
    size_t odd[8]; /* samples that are @p odd_w, ended by 0 */
    double odd_w;
    struct {
        size_t at;
        long long step_s; /* of the clock, before this sample */
    } steps[4];           /* ended by a step of 0 */
};

static double power_at(const struct made *made, size_t i)
{
    for (size_t j = 0; j < 8 && made->odd[j]; j++)
        if (made->odd[j] - 1 == i)
            return made->odd_w;
    return i >= made->count / 4 && i < 3 * made->count / 4 ? 50 : 10;
}

static void read_made(const struct made *made, const struct wf_trace_options *options)
{
    struct wf_buffer text = {0};
    long long time_s = 1714564800;
    wf_buffer_printf(&text, "time,power\n");
    for (size_t i = 0; i < made->count; i++, time_s++) {
        for (size_t j = 0; j < 4 && made->steps[j].step_s; j++)
            time_s += made->steps[j].at == i ? made->steps[j].step_s : 0;
        wf_buffer_printf(&text, "%lld,%.17g\n", time_s, power_at(made, i));
    }
    log_read(&reading, text.text, options);
    CHECK_TEXT(reading.err.text, "");
    wf_buffer_release(&text);
}

/* Samples above 50 W, and those left out. */
static void check_impossible(struct made made, uint64_t expected, unsigned line)
{
    read_made(&made, NULL);
    wf_check_close((double)reading.report.impossible, (double)expected, 0, "impossible", __FILE__,
                   line);
    if (expected) {
        wf_check_close(reading.report.max_w, 50, 0, "largest read", __FILE__, line);
        wf_check_close(reading.report.impossible_w, made.odd_w, 0, "largest", __FILE__, line);
        wf_check_close((double)reading.report.impossible_line, (double)made.odd[0] + 1, 0, "line",
                       __FILE__, line);
    }
    log_release(&reading);
}
#define CHECK_IMPOSSIBLE(expected, ...)                                                            \
    check_impossible((struct made){.count = 120, __VA_ARGS__}, (expected), __LINE__)

static void a_value_far_beyond_the_others_is_impossible(void)
{
    CHECK_IMPOSSIBLE(1, .odd = {61}, .odd_w = 262143.3);
    CHECK_IMPOSSIBLE(1, .odd = {1}, .odd_w = 262143.3);
    CHECK_IMPOSSIBLE(1, .odd = {120}, .odd_w = 262143.3);
    CHECK_IMPOSSIBLE(2, .odd = {40, 41}, .odd_w = 65535);
    CHECK_IMPOSSIBLE(3, .odd = {10, 50, 100}, .odd_w = 65535);
    CHECK_IMPOSSIBLE(1, .odd = {61}, .odd_w = 500);
}

static void a_value_that_may_be_one_stays(void)
{
    CHECK_IMPOSSIBLE(0, .odd = {61}, .odd_w = 499);                         /* not 10 times */
    CHECK_IMPOSSIBLE(0, .odd = {61, 62, 63, 64}, .odd_w = 5000);            /* a level of its own */
    CHECK_IMPOSSIBLE(0, .odd = {5, 15, 25, 35, 45, 55, 65}, .odd_w = 5000); /* a habit */
    CHECK_IMPOSSIBLE(0, .odd = {61}, .odd_w = 0);
}

static void constant_logs_have_nothing_impossible(void)
{
    log_read(&reading, "time,power\n0,0\n1,0\n2,0\n3,0\n4,0\n5,7\n6,0\n7,0\n8,0\n", NULL);
    CU_ASSERT_EQUAL(reading.report.impossible, 0);
    log_release(&reading);
    log_read(&reading, "time,power\n0,7\n1,7\n2,7\n3,7\n4,7\n5,7\n6,7\n7,7\n8,7\n", NULL);
    CU_ASSERT_EQUAL(reading.report.impossible, 0);
    CU_ASSERT_EQUAL(reading.report.samples, 9);
    log_release(&reading);
}

static void a_limit_may_be_given(void)
{
    struct made made = {.count = 120, .odd = {61}, .odd_w = 262143.3};
    struct wf_trace_options options = {.power_limit_w = 1e6};
    read_made(&made, &options);
    CU_ASSERT_EQUAL(reading.report.impossible, 0);
    log_release(&reading);
    options.power_limit_w = 50;
    read_made(&made, &options);
    CU_ASSERT_EQUAL(reading.report.impossible, 1);
    log_release(&reading);
    options.power_limit_w = 49;
    read_made(&made, &options);
    CU_ASSERT_EQUAL(reading.report.impossible, 60);
    log_release(&reading);
}

/* The samples follow each other a second apart, whatever the clock did; the longest part keeps its
 * clock. */
static void check_steps(struct made made, size_t expected, long long first_s, unsigned line)
{
    read_made(&made, NULL);
    wf_check_close((double)reading.report.placing.step_count, (double)expected, 0, "steps",
                   __FILE__, line);
    wf_check_close((double)reading.report.samples, (double)made.count, 0, "samples", __FILE__,
                   line);
    wf_check_close((double)(reading.report.last_ns - reading.report.first_ns),
                   1e9 * (double)(made.count - 1), 0, "length", __FILE__, line);
    wf_check_close((double)(reading.report.first_ns / WF_NS_PER_S), (double)first_s, 0, "begin",
                   __FILE__, line);
    CU_ASSERT_EQUAL(reading.report.gaps, 0);
    log_release(&reading);
}
#define CHECK_STEPS(expected, first_s, ...)                                                        \
    check_steps((struct made){.count = 120, __VA_ARGS__}, (expected), (first_s), __LINE__)

static void a_step_longer_than_the_rest_of_the_log_is_no_time(void)
{
    const long long start_s = 1714564800;
    CHECK_STEPS(1, start_s + 1714000000, .steps = {{20, 1714000000}});
    CHECK_STEPS(1, start_s - 1714000000, .steps = {{20, -1714000000}});
    CHECK_STEPS(1, start_s, .steps = {{100, 1714000000}});
    CHECK_STEPS(1, start_s + 400, .steps = {{1, 400}});
    CHECK_STEPS(2, start_s, .steps = {{20, -1714000000}, {21, 1714000000}});
    CHECK_STEPS(3, start_s + 1714000000,
                .steps = {{10, 1714000000}, {90, 370000000}, {100, -370000000}});
}

static void a_shorter_step_is_a_gap(void)
{
    struct made made = {.count = 120, .steps = {{20, 100}}};
    read_made(&made, NULL);
    CU_ASSERT_EQUAL(reading.report.placing.step_count, 0);
    CU_ASSERT_EQUAL(reading.report.gaps, 1);
    log_release(&reading);
}

static void events_of_other_logs_move_with_their_part(void)
{
    struct made made = {.count = 120, .steps = {{20, 1000000}}};
    const wf_time_ns start_ns = INT64_C(1714564800) * WF_NS_PER_S, step_ns = 1000000 * WF_NS_PER_S;
    read_made(&made, NULL);
    const struct wf_placing *placing = &reading.report.placing;
    CU_ASSERT_EQUAL(wf_placing_event(placing, start_ns), start_ns + step_ns);
    CU_ASSERT_EQUAL(wf_placing_event(placing, start_ns + step_ns + 50 * WF_NS_PER_S),
                    start_ns + step_ns + 50 * WF_NS_PER_S);
    log_release(&reading);
    CU_ASSERT_EQUAL(wf_placing_event(&(struct wf_placing){0}, 77), 77);
}

static void runs_behind_each_other_from_zero_are_refused(void)
{
    struct wf_buffer text = {0};
    wf_buffer_printf(&text, "time,power\n");
    for (int run = 0; run < 2; run++)
        for (int i = 0; i < 60; i++)
            wf_buffer_printf(&text, "%d,%d\n", i, 10 * run);
    log_read(&reading, text.text, NULL);
    CHECK_ERR(&reading, WF_EINPUT, "are earlier than rows before them; was the clock set back, or");
    log_release(&reading);
    wf_buffer_release(&text);
}

static void several_rows_of_most_times_are_refused(void)
{
    static const char text[] = "time,power\n0,1\n0,2\n1,1\n1,2\n2,1\n2,2\n3,1\n3,2\n";
    struct wf_trace_options options = {.channels = 1};
    log_read(&reading, text, NULL);
    CHECK_ERR(&reading, WF_EINPUT, "4 of 8 rows have the time of the row before; if several");
    log_release(&reading);
    log_read(&reading, text, &options);
    CU_ASSERT_EQUAL(reading.report.duplicates, 4);
    CHECK_CLOSE(reading.report.mean_w, 1, 1e-15);
    log_release(&reading);
    options.channels = 2;
    log_read(&reading, text, &options);
    CHECK_CLOSE(reading.report.mean_w, 3, 1e-15);
    CU_ASSERT_EQUAL(reading.report.per_time, 2);
    log_release(&reading);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(a_value_far_beyond_the_others_is_impossible),
        WF_TEST(a_value_that_may_be_one_stays),
        WF_TEST(constant_logs_have_nothing_impossible),
        WF_TEST(a_limit_may_be_given),
        WF_TEST(a_step_longer_than_the_rest_of_the_log_is_no_time),
        WF_TEST(a_shorter_step_is_a_gap),
        WF_TEST(events_of_other_logs_move_with_their_part),
        WF_TEST(runs_behind_each_other_from_zero_are_refused),
        WF_TEST(several_rows_of_most_times_are_refused),
    };
    return wf_suite_run("survey", tests, sizeof tests / sizeof *tests);
}
