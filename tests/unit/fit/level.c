#include "fit/level.h"

#include "fixture.h"
#include "suite.h"

static void spans_weigh_by_their_seconds(void)
{
    struct log log = {.interval_s = 1};
    log_level(&log, 11, 2);  /* 0 to 10 s */
    log_level(&log, 31, 10); /* 11 to 41 s */
    double spans[][2] = {{0, 10}, {11, 41}};
    struct wf_estimate mean = wf_level_mean(&log.series, (const double(*)[2])spans, 2);
    CHECK_CLOSE(mean.value, (10 * 2 + 30 * 10) / 40.0, 1e-14);
    log_release(&log);
}

static void a_ramp_has_the_mean_of_its_ends(void)
{
    struct log log = {.interval_s = 1};
    log_ramp(&log, 9, 0, 10); /* 1 W at 0 s to 9 W at 8 s */
    double spans[][2] = {{0.5, 2.5}};
    CHECK_CLOSE(wf_level_mean(&log.series, (const double(*)[2])spans, 1).value, 2.5, 1e-14);
    log_release(&log);
}

static void what_lies_outside_the_log_is_left_out(void)
{
    struct log log = {.interval_s = 1};
    log_level(&log, 21, 7);
    double over[][2] = {{-100, 100}}, outside[][2] = {{30, 40}}, none[][2] = {{NAN, NAN}};
    struct wf_estimate mean = wf_level_mean(&log.series, (const double(*)[2])over, 1);
    CHECK_CLOSE(mean.value, 7, 1e-14);
    CHECK_CLOSE(mean.low, 7, 1e-12);
    CHECK_CLOSE(mean.high, 7, 1e-12);
    CU_ASSERT(isnan(wf_level_mean(&log.series, (const double(*)[2])outside, 1).value));
    CU_ASSERT(isnan(wf_level_mean(&log.series, (const double(*)[2])none, 1).value));
    CU_ASSERT(isnan(wf_level_mean(&log.series, NULL, 0).value));
    log_release(&log);
}

static void too_few_samples_have_a_mean_but_no_interval(void)
{
    struct log log = {.interval_s = 1};
    log_level(&log, 6, 7);
    double spans[][2] = {{0, 5}};
    struct wf_estimate mean = wf_level_mean(&log.series, (const double(*)[2])spans, 1);
    CHECK_CLOSE(mean.value, 7, 1e-14);
    CU_ASSERT(isnan(mean.low) && isnan(mean.high));
    log_release(&log);
}

/* 6 intervals in 2 batches of 1 W and of 3 W: mean 2, standard error sqrt(2 / 2) = 1, and Student's
 * t of one degree of freedom is tan(0.475 pi) = 12.7062. */
static void two_batches_give_an_interval_of_one_degree_of_freedom(void)
{
    struct wf_power_series series = {0};
    for (int i = 0; i < 6; i++)
        wf_power_series_add(&series,
                            &(struct wf_trace_sample){i * WF_NS_PER_S, (i + 1) * WF_NS_PER_S,
                                                      i < 3 ? 1 : 3, false});
    wf_power_series_finish(&series);
    double spans[][2] = {{0, 6}};
    struct wf_estimate mean = wf_level_mean(&series, (const double(*)[2])spans, 1);
    CHECK_CLOSE(mean.value, 2, 1e-14);
    CHECK_CLOSE(mean.low, 2 - 12.706204736, 1e-9);
    CHECK_CLOSE(mean.high, 2 + 12.706204736, 1e-9);
    wf_power_series_release(&series);
}

/* Share of intervals that hold the true mean, of 1000 logs of 512 samples. */
static double coverage(double correlation, uint64_t seed)
{
    struct wf_random *random = wf_random_new(seed, "level");
    int held = 0;
    for (int i = 0; i < 1000; i++) {
        struct log log = {.random = random, .interval_s = 1, .sigma_w = 5};
        log.correlation = correlation;
        log_level(&log, 512, 100);
        double spans[][2] = {{20, 200}, {211, 511}};
        struct wf_estimate mean = wf_level_mean(&log.series, (const double(*)[2])spans, 2);
        held += mean.low <= 100 && 100 <= mean.high;
        wf_power_series_release(&log.series);
    }
    wf_random_free(random);
    return held / 1000.0;
}

/* Three standard deviations of a share of 0.95 in 1000 are 0.021. The mean's interval from single
 * samples, as if they were independent, would hold 0.68 of them at a correlation of 0.6. */
static void intervals_hold_the_mean_19_times_in_20(void)
{
    double free = coverage(0, 1), correlated = coverage(0.6, 2);
    CHECK_CLOSE(free, 0.95, 0.025);
    CHECK_CLOSE(correlated, 0.95, 0.025);
}

/* 3201 samples of 5 W of independent noise: 2.04 x 5 / sqrt(3200) = 0.18 W, give or take what 32
 * batches tell of it. */
static void intervals_are_no_wider_than_they_have_to_be(void)
{
    struct log log = {.random = wf_random_new(3, "level"), .interval_s = 1, .sigma_w = 5};
    log_level(&log, 3201, 100);
    double spans[][2] = {{0, 3200}};
    struct wf_estimate mean = wf_level_mean(&log.series, (const double(*)[2])spans, 1);
    CHECK_CLOSE((mean.high - mean.low) / 2, 0.18, 0.4);
    log_release(&log);
}

/* Pieces of 1, 2 and 3: s = 1, t(2) = 4.302653, sqrt(1 + 1/3): half = 4.968276. */
static void another_time_is_one_more_piece(void)
{
    static const double pieces[] = {1, 2, 3};
    struct wf_estimate mean = wf_estimate_of(2, 0.1, 10);
    struct wf_estimate wide = wf_estimate_widened(mean, pieces, 3);
    CHECK_CLOSE(wide.value, 2, 0);
    CHECK_CLOSE(wide.high, 2 + 4.968276, 1e-6);
    CHECK_CLOSE(wide.low, 2 - 4.968276, 1e-6);
    struct wf_estimate narrow = wf_estimate_of(2, 5, 10); /* never narrower than it was */
    CHECK_CLOSE(wf_estimate_widened(narrow, pieces, 3).high, narrow.high, 0);
    CHECK_CLOSE(wf_estimate_widened(mean, pieces, 1).high, mean.high, 0);
    CHECK_CLOSE(wf_estimate_widened(wf_estimate_of(2, NAN, 0), pieces, 3).high, 2 + 4.968276, 1e-6);
}

static const struct wf_test tests[] = {
    WF_TEST(another_time_is_one_more_piece),
    WF_TEST(spans_weigh_by_their_seconds),
    WF_TEST(a_ramp_has_the_mean_of_its_ends),
    WF_TEST(what_lies_outside_the_log_is_left_out),
    WF_TEST(too_few_samples_have_a_mean_but_no_interval),
    WF_TEST(two_batches_give_an_interval_of_one_degree_of_freedom),
    WF_TEST(intervals_hold_the_mean_19_times_in_20),
    WF_TEST(intervals_are_no_wider_than_they_have_to_be),
};

int main(void)
{
    return wf_suite_run("level", tests, sizeof tests / sizeof tests[0]);
}
