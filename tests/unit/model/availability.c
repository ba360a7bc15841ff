#include "model/availability.h"

#include "base/random.h"
#include "suite.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double DAY_S = 86400, HOUR_S = 3600;
static struct wf_availability_span spans[64];
static struct wf_availability pattern;

static void set(double period_s, size_t count, const struct wf_availability_span *given)
{
    memcpy(spans, given, count * sizeof *spans);
    wf_availability_init(&pattern, spans, count, period_s);
}
#define SET(period_s, ...)                                                                         \
    set(period_s,                                                                                  \
        sizeof((struct wf_availability_span[]){__VA_ARGS__}) /                                     \
            sizeof(struct wf_availability_span),                                                   \
        (struct wf_availability_span[]){__VA_ARGS__})

static void check(double shift_s, double now_s, double next_s, double until_s)
{
    CU_ASSERT_EQUAL(wf_availability_at(&pattern, shift_s, now_s), next_s == now_s);
    CHECK_CLOSE(wf_availability_next(&pattern, shift_s, now_s), next_s, 0);
    CHECK_CLOSE(wf_availability_until(&pattern, shift_s, now_s), until_s, 0);
}

static void a_device_is_there_at_from_and_not_at_until(void)
{
    SET(INFINITY, {10, 20}, {30, 40});
    check(0, 0, 10, 0);
    check(0, nextafter(10, 0), 10, nextafter(10, 0));
    check(0, 10, 10, 20);
    check(0, nextafter(20, 0), nextafter(20, 0), 20);
    check(0, 20, 30, 20);
    check(0, 35, 35, 40);
    check(0, 40, INFINITY, 40);
    check(0, 1e9, INFINITY, 1e9);
    check(0, -5, 10, -5);
}

static void a_pattern_repeats_for_ever_before_zero_too(void)
{
    SET(DAY_S, {12 * HOUR_S, 13 * HOUR_S});
    for (double day = -3; day < 100000; day += day < 3 ? 1 : 777) {
        double noon_s = day * DAY_S + 12 * HOUR_S;
        check(0, noon_s, noon_s, noon_s + HOUR_S);
        check(0, noon_s - 1, noon_s, noon_s - 1);
        check(0, noon_s + HOUR_S, noon_s + DAY_S, noon_s + HOUR_S);
    }
    CHECK_CLOSE(wf_availability_share(&pattern), 1 / 24.0, 1e-15);
}

static void a_span_wraps_midnight(void)
{
    SET(DAY_S, {22 * HOUR_S, 30 * HOUR_S}, {12 * HOUR_S, 13.5 * HOUR_S});
    check(0, 0, 0, 6 * HOUR_S);
    check(0, 6 * HOUR_S, 12 * HOUR_S, 6 * HOUR_S);
    check(0, 13 * HOUR_S, 13 * HOUR_S, 13.5 * HOUR_S);
    check(0, 21 * HOUR_S, 22 * HOUR_S, 21 * HOUR_S);
    check(0, 23 * HOUR_S, 23 * HOUR_S, 30 * HOUR_S);
    CHECK_CLOSE(wf_availability_share(&pattern), 9.5 / 24, 1e-15);
}

static void the_shift_moves_the_pattern_later(void)
{
    SET(DAY_S, {22 * HOUR_S, 30 * HOUR_S});
    check(HOUR_S, 22 * HOUR_S, 23 * HOUR_S, 22 * HOUR_S);
    check(HOUR_S, 6.5 * HOUR_S, 6.5 * HOUR_S, 7 * HOUR_S);
    check(-HOUR_S, 21 * HOUR_S, 21 * HOUR_S, 29 * HOUR_S);
    check(10 * DAY_S, 22 * HOUR_S, 22 * HOUR_S, 30 * HOUR_S);
    SET(INFINITY, {10, 20});
    check(5, 12, 15, 12);
    check(5, 20, 20, 25);
}

static void touching_and_overlapping_spans_are_one(void)
{
    SET(INFINITY, {20, 30}, {10, 20}, {5, 6}, {25, 40});
    CU_ASSERT_EQUAL(pattern.count, 2);
    check(0, 10, 10, 40);
    SET(DAY_S, {22 * HOUR_S, DAY_S}, {0, 6 * HOUR_S}); /* touch at midnight */
    CU_ASSERT_EQUAL(pattern.count, 1);
    check(0, 23 * HOUR_S, 23 * HOUR_S, 30 * HOUR_S);
    check(0, HOUR_S, HOUR_S, 6 * HOUR_S);
    check(0, 7 * HOUR_S, 22 * HOUR_S, 7 * HOUR_S);
    SET(DAY_S, {22 * HOUR_S, 32 * HOUR_S}, {HOUR_S, 2 * HOUR_S}, {8 * HOUR_S, 9 * HOUR_S});
    CU_ASSERT_EQUAL(pattern.count, 1);
    check(0, 23 * HOUR_S, 23 * HOUR_S, 33 * HOUR_S);
}

static void always_and_never_have_no_dates(void)
{
    SET(DAY_S, {0, DAY_S});
    check(0, 5, 5, INFINITY);
    check(777.7, 1e7, 1e7, INFINITY);
    CHECK_CLOSE(wf_availability_share(&pattern), 1, 0);
    SET(DAY_S, {12 * HOUR_S, DAY_S}, {0, 12 * HOUR_S});
    check(0, 12 * HOUR_S, 12 * HOUR_S, INFINITY);
    SET(DAY_S, {3, 3 + DAY_S});
    check(0, 0, 0, INFINITY);
    SET(INFINITY, {10, INFINITY});
    check(0, 11, 11, INFINITY);
    check(0, 9, 10, 9);
    CU_ASSERT(isnan(wf_availability_share(&pattern)));
    wf_availability_init(&pattern, spans, 0, DAY_S);
    check(0, 5, INFINITY, 5);
    CHECK_CLOSE(wf_availability_share(&pattern), 0, 0);
    CU_ASSERT(wf_availability_at(NULL, 3, 5));
    CHECK_CLOSE(wf_availability_next(NULL, 3, 5), 5, 0);
    CHECK_CLOSE(wf_availability_until(NULL, 3, 5), INFINITY, 0);
    CHECK_CLOSE(wf_availability_share(NULL), 1, 0);
    CHECK_CLOSE(wf_availability_next(&pattern, 0, INFINITY), INFINITY, 0);
    CHECK_CLOSE(wf_availability_until(&pattern, 0, INFINITY), INFINITY, 0);
}

static struct wf_availability_span drawn[16];
static size_t drawn_count;

/* Spans of a random period: count of them, edges on whole seconds or anywhere. */
static void draw_pattern(struct wf_random *random, double period_s, bool whole)
{
    double edges[32];
    size_t count = 1 + wf_random_below(random, 8);
    for (size_t i = 0; i < 2 * count; i++) {
        edges[i] = wf_random_uniform(random, 0, period_s);
        if (whole)
            edges[i] = floor(edges[i]);
    }
    struct wf_availability_span *given = drawn;
    drawn_count = count;
    for (size_t i = 0; i < count; i++) {
        given[i].from_s = edges[2 * i];
        given[i].until_s = edges[2 * i + 1];
        if (given[i].until_s <= given[i].from_s)
            given[i].until_s += period_s;
    }
    set(period_s, count, given);
}

/* Against the remainder of whole seconds, which is exact. */
static void every_second_agrees_with_a_plain_search(void)
{
    struct wf_random *random = wf_random_new(1, "availability");
    int wrong = 0;
    for (int trial = 0; trial < 200; trial++) {
        draw_pattern(random, 500, true);
        long shift = (long)wf_random_below(random, 2001) - 1000;
        double base = trial % 2 ? 0 : 500.0 * (double)wf_random_below(random, 1000000);
        for (long t = 0; t < 1500; t++) {
            long phase = ((t - shift) % 500 + 500) % 500;
            bool expected = false;
            for (size_t i = 0; i < drawn_count; i++) {
                double from = drawn[i].from_s, until = drawn[i].until_s;
                expected |=
                    ((double)phase >= from && (double)phase < until) || (double)phase + 500 < until;
            }
            wrong += wf_availability_at(&pattern, (double)shift, base + (double)t) != expected;
        }
    }
    CU_ASSERT_EQUAL(wrong, 0);
    wf_random_free(random);
}

/* What an event needs: at the date it was set to, and not an instant before, the state is another;
 * with edges, periods and shifts that no double has exactly, over a thousand years. */
static void dates_that_come_back_are_edges_exactly(void)
{
    struct wf_random *random = wf_random_new(2, "availability");
    int wrong = 0;
    for (int trial = 0; trial < 20000; trial++) {
        double period_s = trial % 2 ? DAY_S : wf_random_uniform(random, 1, 1e6);
        draw_pattern(random, period_s, trial % 4 == 1);
        double shift_s = wf_random_uniform(random, -1e5, 1e5);
        double now_s = wf_random_uniform(random, -1e6, 1) * pow(10, trial % 5);
        if (isinf(pattern.period_s))
            continue; /* always there */
        for (int i = 0; i < 20; i++) {
            bool there = wf_availability_at(&pattern, shift_s, now_s);
            double next_s = wf_availability_next(&pattern, shift_s, now_s);
            double until_s = wf_availability_until(&pattern, shift_s, now_s);
            wrong += (next_s == now_s) != there || (until_s == now_s) == there;
            double then_s = there ? until_s : next_s;
            wrong += !(then_s > now_s && then_s < now_s + 2 * period_s);
            wrong += wf_availability_at(&pattern, shift_s, then_s) == there;
            wrong += wf_availability_at(&pattern, shift_s, nextafter(then_s, -INFINITY)) != there;
            wrong += wf_availability_at(&pattern, shift_s, now_s + (then_s - now_s) / 3) != there;
            now_s = then_s;
        }
    }
    CU_ASSERT_EQUAL(wrong, 0);
    wf_random_free(random);
}

static void spans_and_gaps_that_rounding_closes_are_passed_over(void)
{
    SET(DAY_S, {100, 100 + 1e-12}, {200, 300}, {300 + 1e-12, 400});
    double far_s = 1e6 * DAY_S;
    check(0, far_s, far_s + 200, far_s);
    check(0, far_s + 200, far_s + 200, far_s + 400);
    SET(DAY_S, {0, 1e-12});
    check(0, far_s + 5, INFINITY, far_s + 5);
}

/* Sum of stays = share x period, day by day for 1000 days. */
static void stays_add_up_to_the_share(void)
{
    SET(DAY_S, {22 * HOUR_S, 30 * HOUR_S}, {12 * HOUR_S, 13.5 * HOUR_S});
    double there_s = 0, now_s = 0, end_s = 1000 * DAY_S;
    while (now_s < end_s) {
        double from_s = fmin(end_s, wf_availability_next(&pattern, 1234.5, now_s));
        now_s = fmin(end_s, wf_availability_until(&pattern, 1234.5, from_s));
        there_s += now_s - from_s;
        if (from_s == end_s)
            break;
    }
    CHECK_CLOSE(there_s, wf_availability_share(&pattern) * end_s, 1e-12);
}

static const struct wf_test tests[] = {
    WF_TEST(a_device_is_there_at_from_and_not_at_until),
    WF_TEST(a_pattern_repeats_for_ever_before_zero_too),
    WF_TEST(a_span_wraps_midnight),
    WF_TEST(the_shift_moves_the_pattern_later),
    WF_TEST(touching_and_overlapping_spans_are_one),
    WF_TEST(always_and_never_have_no_dates),
    WF_TEST(every_second_agrees_with_a_plain_search),
    WF_TEST(dates_that_come_back_are_edges_exactly),
    WF_TEST(spans_and_gaps_that_rounding_closes_are_passed_over),
    WF_TEST(stays_add_up_to_the_share),
};

int main(void)
{
    return wf_suite_run("availability", tests, sizeof tests / sizeof tests[0]);
}
