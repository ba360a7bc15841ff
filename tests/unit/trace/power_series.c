#include "trace/power_series.h"

#include "suite.h"

static void add_instant(struct wf_power_series *series, double time_s, double power_w)
{
    wf_time_ns time_ns = (wf_time_ns)(time_s * 1e9);
    wf_power_series_add(series, &(struct wf_trace_sample){time_ns, time_ns, power_w, false});
}

static void add_interval(struct wf_power_series *series, double from_s, double to_s, double power_w)
{
    wf_power_series_add(series,
                        &(struct wf_trace_sample){(wf_time_ns)(from_s * 1e9),
                                                  (wf_time_ns)(to_s * 1e9), power_w, false});
}

static void instants_are_joined_by_trapezoids(void)
{
    struct wf_power_series series = {0};
    add_instant(&series, 100, 10);
    add_instant(&series, 102, 20);
    add_instant(&series, 103, 0);
    wf_power_series_finish(&series);
    CU_ASSERT_EQUAL(series.start_ns, 100 * WF_NS_PER_S);
    CU_ASSERT_EQUAL(series.count, 3);
    CHECK_CLOSE(wf_power_series_energy(&series, 0, 3), 40, 1e-15); /* 2 x 15 + 1 x 10 */
    /* from 12.5 W to 17.5 W in 1 s; from 20 W to 10 W in half a second */
    CHECK_CLOSE(wf_power_series_energy(&series, 0.5, 1.5), 15, 1e-15);
    CHECK_CLOSE(wf_power_series_energy(&series, 2, 2.5), 7.5, 1e-15);
    CHECK_CLOSE(wf_power_series_date(&series, 103 * WF_NS_PER_S), 3, 0);
    CHECK_CLOSE(wf_power_series_date(&series, 99 * WF_NS_PER_S), -1, 0);
    wf_power_series_release(&series);
}

static void dates_outside_are_clamped(void)
{
    struct wf_power_series series = {0};
    add_instant(&series, 0, 4);
    add_instant(&series, 10, 6);
    wf_power_series_finish(&series);
    CHECK_CLOSE(wf_power_series_energy(&series, -5, 15), 50, 1e-15);
    CHECK_CLOSE(wf_power_series_energy(&series, -5, 0), 0, 0);
    CHECK_CLOSE(wf_power_series_energy(&series, 10, 99), 0, 0);
    CHECK_CLOSE(wf_power_series_energy(&series, 7, 3), 0, 0);
    CHECK_CLOSE(wf_power_series_energy(&series, NAN, 3), 0, 0);
    CU_ASSERT_EQUAL(wf_power_series_find(&series, -1), 0);
    CU_ASSERT_EQUAL(wf_power_series_find(&series, 0), 0);
    CU_ASSERT_EQUAL(wf_power_series_find(&series, 0.1), 1);
    CU_ASSERT_EQUAL(wf_power_series_find(&series, 10.1), 2);
    wf_power_series_release(&series);
}

static void intervals_are_rectangles(void)
{
    struct wf_power_series series = {0};
    add_interval(&series, 0, 10, 5);
    add_interval(&series, 10, 20, 7);
    add_interval(&series, 20, 22, 100);
    wf_power_series_finish(&series);
    CHECK_CLOSE(wf_power_series_energy(&series, 0, 22), 50 + 70 + 200, 1e-15);
    CHECK_CLOSE(wf_power_series_energy(&series, 5, 15), 25 + 35, 1e-15);
    CHECK_CLOSE(wf_power_series_energy(&series, 19, 21), 7 + 100, 1e-15);
    wf_power_series_release(&series);
}

static void a_gap_between_intervals_is_bridged(void)
{
    struct wf_power_series series = {0};
    add_interval(&series, 0, 10, 4);
    add_interval(&series, 20, 30, 8);
    wf_power_series_finish(&series);
    CHECK_CLOSE(wf_power_series_energy(&series, 0, 10), 40, 1e-15);
    CHECK_CLOSE(wf_power_series_energy(&series, 10, 20), 60, 1e-15);
    CHECK_CLOSE(wf_power_series_energy(&series, 20, 30), 80, 1e-15);
    wf_power_series_release(&series);
}

/* 0 W and 10 W by turns: every second point is left out, then every second of those that are left,
 * which are all of 0 W; the joules stay. */
static void thinning_out_keeps_every_joule(void)
{
    struct wf_power_series all = {0}, thin = {.most = 16};
    for (int i = 0; i <= 1001; i++) {
        add_instant(&all, i, i % 2 ? 10 : 0);
        add_instant(&thin, i, i % 2 ? 10 : 0);
    }
    wf_power_series_finish(&all);
    wf_power_series_finish(&thin);
    CU_ASSERT_EQUAL(all.count, 1002);
    CU_ASSERT_EQUAL(all.stride, 1);
    CU_ASSERT(thin.count <= 16 && thin.count > 8);
    CU_ASSERT_EQUAL(thin.seen, 1002);
    CU_ASSERT_EQUAL(thin.stride, 128);
    CHECK_CLOSE(thin.time_s[1], 128, 0);
    CHECK_CLOSE(thin.time_s[thin.count - 1], 1001, 0); /* the last one is kept */
    CHECK_CLOSE(wf_power_series_energy(&all, 0, 1001), 5005, 1e-12);
    CHECK_CLOSE(wf_power_series_energy(&thin, 0, 1001), 5005, 1e-12);
    CHECK_CLOSE(wf_power_series_energy(&thin, 128, 512), 5 * 384, 1e-12);
    CHECK_CLOSE(wf_power_series_energy(&thin, 0, 64), 5 * 64, 1e-12);
    wf_power_series_release(&all);
    wf_power_series_release(&thin);
}

static void a_log_without_a_span_has_no_energy(void)
{
    struct wf_power_series series = {0};
    wf_power_series_finish(&series);
    CHECK_CLOSE(wf_power_series_energy(&series, 0, 1), 0, 0);
    add_instant(&series, 5, 3);
    wf_power_series_finish(&series);
    CU_ASSERT_EQUAL(series.count, 1);
    CHECK_CLOSE(wf_power_series_energy(&series, 0, 1), 0, 0);
    wf_power_series_release(&series);
}

static const struct wf_test tests[] = {
    WF_TEST(instants_are_joined_by_trapezoids), WF_TEST(dates_outside_are_clamped),
    WF_TEST(intervals_are_rectangles),          WF_TEST(a_gap_between_intervals_is_bridged),
    WF_TEST(thinning_out_keeps_every_joule),    WF_TEST(a_log_without_a_span_has_no_energy),
};

int main(void)
{
    return wf_suite_run("power_series", tests, sizeof tests / sizeof tests[0]);
}
