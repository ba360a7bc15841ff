#include "fit/segment.h"

#include "fixture.h"
#include "suite.h"
#include <stdlib.h>

static void check_segment(const struct wf_segment *segment, double from_s, double to_s,
                          double mean_w)
{
    CHECK_CLOSE(segment->from_s, from_s, 1e-12);
    CHECK_CLOSE(segment->to_s, to_s, 1e-12);
    CHECK_CLOSE(segment->mean_w, mean_w, 1e-9);
    CHECK_CLOSE(segment->median_w, mean_w, 1e-9);
}

static void steps_without_noise_are_found_exactly(void)
{
    struct log log = {.interval_s = 2};
    log_level(&log, 20, 10);
    log_level(&log, 50, 30);
    log_level(&log, 10, 12);
    struct wf_segment *segments;
    size_t count = wf_segments_find(&log.series, 0, &segments);
    CU_ASSERT_EQUAL_FATAL(count, 3);
    check_segment(&segments[0], 0, 38, 10);
    check_segment(&segments[1], 40, 138, 30);
    check_segment(&segments[2], 140, 158, 12);
    CU_ASSERT_EQUAL(segments[1].samples, 50);
    CHECK_CLOSE(segments[1].spread_w, 0, 0);
    free(segments);
    log_release(&log);
}

/* A step of 4 standard deviations: the edge is off by a sample or two at most. */
static void steps_in_noise_are_found_within_two_samples(void)
{
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct log log = {.random = wf_random_new(seed, "segment"), .interval_s = 1, .sigma_w = 5};
        log_level(&log, 150, 100);
        log_level(&log, 250, 120);
        log_level(&log, 100, 100);
        struct wf_segment *segments;
        size_t count = wf_segments_find(&log.series, 0, &segments);
        CU_ASSERT_EQUAL_FATAL(count, 3);
        CU_ASSERT(fabs(segments[1].from_s - 150) <= 2);
        CU_ASSERT(fabs(segments[1].to_s - 399) <= 2);
        CHECK_CLOSE(segments[0].median_w, 100, 0.02);
        CHECK_CLOSE(segments[1].median_w, 120, 0.02);
        CHECK_CLOSE(segments[1].spread_w, 5, 0.25);
        free(segments);
        log_release(&log);
    }
}

/* The penalty is right for independent noise; of logs of correlated noise few are cut wrongly. */
static void one_level_in_correlated_noise_stays_one(void)
{
    size_t whole = 0;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct log log = {.random = wf_random_new(seed, "one"), .interval_s = 1, .sigma_w = 5};
        log.correlation = seed % 2 ? 0 : 0.6;
        log_level(&log, 600, 100);
        struct wf_segment *segments;
        size_t count = wf_segments_find(&log.series, 0, &segments);
        CU_ASSERT(seed % 2 == 0 || count == 1);
        whole += count == 1;
        free(segments);
        log_release(&log);
    }
    CU_ASSERT(whole >= 38);
}

static void single_spikes_are_ignored(void)
{
    struct log log = {.random = wf_random_new(7, "spike"), .interval_s = 1, .sigma_w = 1};
    for (int i = 0; i < 400; i++)
        log_sample(&log, (i < 200 ? 100 : 200) + (i % 37 == 5 ? 300 : 0));
    struct wf_segment *segments;
    size_t count = wf_segments_find(&log.series, 0, &segments);
    CU_ASSERT_EQUAL_FATAL(count, 2);
    CHECK_CLOSE(segments[0].to_s, 199, 0.01);
    CHECK_CLOSE(segments[1].from_s, 200, 0.01);
    CHECK_CLOSE(segments[0].median_w, 100, 0.005);
    CHECK_CLOSE(segments[1].median_w, 200, 0.005);
    CHECK_CLOSE(segments[1].spread_w, 1, 0.3);
    free(segments);
    log_release(&log);
}

static void a_ramp_is_no_segment_and_leaves_its_neighbours_levels_alone(void)
{
    static const int lengths[] = {3, 30, 300};
    for (size_t i = 0; i < 3; i++) {
        struct log log = {.random = wf_random_new(11, "ramp"), .interval_s = 1, .sigma_w = 0.5};
        log_level(&log, 100, 10);
        log_ramp(&log, lengths[i], 10, 40);
        log_level(&log, 100, 40);
        struct wf_segment *segments;
        size_t count = wf_segments_find(&log.series, 0, &segments);
        CU_ASSERT_EQUAL_FATAL(count, 2);
        /* within about the time in which the ramp leaves the noise: 2 W of 30 */
        CHECK_CLOSE(segments[0].to_s, 99, (2 + lengths[i] / 15.0) / 99);
        CHECK_CLOSE(segments[1].from_s, 100 + lengths[i], (2 + lengths[i] / 15.0) / 100);
        CHECK_CLOSE(segments[0].mean_w, 10, 0.02);
        CHECK_CLOSE(segments[1].mean_w, 40, 0.02);
        free(segments);
        log_release(&log);
    }
}

static void a_slow_drift_is_a_level(void)
{
    struct log log = {.random = wf_random_new(5, "drift"), .interval_s = 1, .sigma_w = 0.1};
    log_level(&log, 30, 10);
    log_ramp(&log, 600, 25, 26); /* 4 % in ten minutes, as a board warms up */
    struct wf_segment *segments;
    size_t count = wf_segments_find(&log.series, 0, &segments);
    CU_ASSERT_EQUAL_FATAL(count, 2);
    CHECK_CLOSE(segments[1].mean_w, 25.5, 0.002);
    CHECK_CLOSE(segments[1].to_s - segments[1].from_s, 599, 0.01);
    free(segments);
    log_release(&log);
}

static void a_quick_small_ramp_is_no_level(void)
{
    struct log log = {.random = wf_random_new(6, "quick"), .interval_s = 1, .sigma_w = 0.05};
    log_level(&log, 40, 100);
    log_ramp(&log, 20, 100, 108);
    log_level(&log, 40, 108);
    struct wf_segment *segments;
    size_t count = wf_segments_find(&log.series, 0, &segments);
    CU_ASSERT_EQUAL_FATAL(count, 2);
    CHECK_CLOSE(segments[0].median_w, 100, 0.002);
    CHECK_CLOSE(segments[1].median_w, 108, 0.002);
    free(segments);
    log_release(&log);
}

/* Down and up again without ever being level, for as long as a level lasts. */
static void a_long_excursion_parts_two_equal_levels(void)
{
    struct log log = {.interval_s = 1};
    log_level(&log, 60, 50);
    log_ramp(&log, 15, 50, 10);
    log_ramp(&log, 15, 10, 50);
    log_level(&log, 60, 50);
    struct wf_segment *segments;
    size_t count = wf_segments_find(&log.series, 0, &segments);
    CU_ASSERT_EQUAL_FATAL(count, 2);
    check_segment(&segments[0], 0, 59, 50);
    check_segment(&segments[1], 90, 149, 50);
    free(segments);
    log_release(&log);
}

/* A busy device is noisier than an idle one: the small step of the idle part is seen all the same.
 */
static void a_small_step_beside_a_noisy_level_is_seen(void)
{
    struct log log = {.random = wf_random_new(13, "noisy"), .interval_s = 1, .sigma_w = 5};
    log_level(&log, 40, 100);
    log_level(&log, 40, 130);
    log.sigma_w = 100;
    log_level(&log, 400, 1000);
    struct wf_segment *segments;
    size_t count = wf_segments_find(&log.series, 0, &segments);
    CU_ASSERT_EQUAL_FATAL(count, 3);
    CHECK_CLOSE(segments[0].median_w, 100, 0.03);
    CHECK_CLOSE(segments[1].median_w, 130, 0.03);
    CHECK_CLOSE(segments[2].median_w, 1000, 0.03);
    free(segments);
    log_release(&log);
}

static void a_visit_shorter_than_the_least_does_not_cut_a_level(void)
{
    struct log log = {.interval_s = 1};
    log_level(&log, 60, 50);
    log_level(&log, 8, 20);
    log_level(&log, 60, 50);
    struct wf_segment *segments;
    CU_ASSERT_EQUAL(wf_segments_find(&log.series, 0, &segments), 1);
    CHECK_CLOSE(segments[0].median_w, 50, 1e-12);
    CHECK_CLOSE(segments[0].to_s, 127, 1e-12);
    free(segments);
    size_t count = wf_segments_find(&log.series, 8, &segments); /* now it is long enough */
    CU_ASSERT_EQUAL_FATAL(count, 3);
    check_segment(&segments[1], 60, 67, 20);
    free(segments);
    log_release(&log);
}

/* 100,000 samples: bins of 25; the step at sample 43210 lies inside one. */
static void long_logs_have_edges_to_the_sample(void)
{
    struct log log = {.random = wf_random_new(17, "long"), .interval_s = 0.02, .sigma_w = 2};
    log_level(&log, 43210, 100);
    log_level(&log, 56790, 300);
    struct wf_segment *segments;
    size_t count = wf_segments_find(&log.series, 10, &segments);
    CU_ASSERT_EQUAL_FATAL(count, 2);
    CHECK_CLOSE(segments[0].to_s, 43209 * 0.02, 1e-12);
    CHECK_CLOSE(segments[1].from_s, 43210 * 0.02, 1e-12);
    CHECK_CLOSE(segments[1].mean_w, 300, 1e-3);
    free(segments);
    log_release(&log);
}

static void tiny_logs_have_one_level_or_none(void)
{
    struct log log = {.interval_s = 1};
    struct wf_segment *segments;
    CU_ASSERT_EQUAL(wf_segments_find(&log.series, 0, &segments), 0);
    free(segments);
    log_sample(&log, 5);
    CU_ASSERT_EQUAL(wf_segments_find(&log.series, 0, &segments), 0);
    free(segments);
    log_sample(&log, 5);
    CU_ASSERT_EQUAL(wf_segments_find(&log.series, 0, &segments), 1);
    CHECK_CLOSE(segments[0].mean_w, 5, 0);
    free(segments);
    log_ramp(&log, 50, 5, 500);
    wf_power_series_release(&log.series);
    log_ramp(&log, 50, 5, 500);
    CU_ASSERT_EQUAL(wf_segments_find(&log.series, 0, &segments), 0);
    free(segments);
    log_release(&log);
}

static const struct wf_test tests[] = {
    WF_TEST(steps_without_noise_are_found_exactly),
    WF_TEST(steps_in_noise_are_found_within_two_samples),
    WF_TEST(one_level_in_correlated_noise_stays_one),
    WF_TEST(single_spikes_are_ignored),
    WF_TEST(a_ramp_is_no_segment_and_leaves_its_neighbours_levels_alone),
    WF_TEST(a_slow_drift_is_a_level),
    WF_TEST(a_quick_small_ramp_is_no_level),
    WF_TEST(a_long_excursion_parts_two_equal_levels),
    WF_TEST(a_small_step_beside_a_noisy_level_is_seen),
    WF_TEST(a_visit_shorter_than_the_least_does_not_cut_a_level),
    WF_TEST(long_logs_have_edges_to_the_sample),
    WF_TEST(tiny_logs_have_one_level_or_none),
};

int main(void)
{
    return wf_suite_run("segment", tests, sizeof tests / sizeof tests[0]);
}
