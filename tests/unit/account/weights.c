#include "account/weights.h"

#include "suite.h"
#include <math.h>

/* 100, 300, 200 g/kWh, 10 s each; behind its end what nobody must read. */
static const double edges[] = {0, 10, 20, 30}, values[] = {100, 300, 200, 1e9};
static const double sums[] = {0, 1000, 4000, 6000}, missing[4];
static const struct wf_series grid = {.first_s = 1000,
                                      .count = 3,
                                      .edge_s = edges,
                                      .value = values,
                                      .sum = sums,
                                      .missing = missing,
                                      .step_s = 10};

enum { ROW, OTHER, ROWS };

/* Date 0 is 8 s after the first value. */
static void a_rate_meets_each_value_for_its_time(void)
{
    struct wf_weights *weights = wf_weights_new(&grid, 8, 0, ROWS);
    wf_weights_add(weights, ROW, 2, 1, 5); /* 1 s at 100, 3 s at 300 */
    CHECK_CLOSE(weights->weighted[ROW], 2 * (100 + 3 * 300), 1e-15);
    CU_ASSERT_PTR_NULL(weights->buckets);
    wf_weights_free(weights);
}

/* The integral of a step is kept for its other rows; the next step, which shares one end with it or
 * none, has its own. */
static void rows_of_one_step_share_its_integral(void)
{
    struct wf_weights *weights = wf_weights_new(&grid, 0, 0, ROWS);
    wf_weights_add(weights, ROW, 1, 0, 10);
    wf_weights_add(weights, OTHER, 2, 0, 10);
    CHECK_CLOSE(weights->weighted[OTHER], 2 * 1000, 1e-15);
    wf_weights_add(weights, ROW, 1, 0, 20);
    CHECK_CLOSE(weights->weighted[ROW], 1000 + 4000, 1e-15);
    wf_weights_add(weights, ROW, 1, 10, 20);
    CHECK_CLOSE(weights->weighted[ROW], 5000 + 3000, 1e-15);
    wf_weights_add(weights, ROW, 1, 20, 30);
    CHECK_CLOSE(weights->weighted[ROW], 8000 + 2000, 1e-15);
    wf_weights_free(weights);
}

static void an_amount_is_spread_evenly_or_meets_one_value(void)
{
    struct wf_weights *weights = wf_weights_new(&grid, 8, 10, ROWS);
    wf_weights_spread(weights, ROW, 8, 0, 4); /* 2 J/s: 2 s at 100, 2 s at 300 */
    CHECK_CLOSE(weights->weighted[ROW], 2 * (2 * 100 + 2 * 300), 1e-15);
    wf_weights_spread(weights, OTHER, 8, 13, 13); /* 21 s after the first value */
    CHECK_CLOSE(weights->weighted[OTHER], 8 * 200, 1e-15);
    CU_ASSERT_EQUAL_FATAL(weights->buckets[OTHER].count, 2);
    CHECK_CLOSE(weights->buckets[OTHER].amount[0], 0, 0);
    CHECK_CLOSE(weights->buckets[OTHER].amount[1], 8, 0);
    wf_weights_free(weights);
}

/* Buckets are counted from date 0, not from the series' first value. */
static void amounts_fall_into_the_buckets_of_their_time(void)
{
    struct wf_weights *weights = wf_weights_new(&grid, 8, 10, ROWS);
    wf_weights_add(weights, ROW, 3, 4, 16);
    wf_weights_add(weights, ROW, 1, 5, 6);
    const struct wf_buckets *buckets = &weights->buckets[ROW];
    CU_ASSERT_EQUAL_FATAL(buckets->count, 2);
    CHECK_CLOSE(buckets->amount[0], 3 * 6 + 1, 1e-15);
    CHECK_CLOSE(buckets->amount[1], 3 * 6, 1e-15);
    CU_ASSERT_EQUAL(weights->buckets[OTHER].count, 0);
    wf_weights_free(weights);
}

/* Edges are multiples of the length, as rounded: 43 x 0.1 / 0.1 is less than
 * 43. Each edge is in the bucket that it begins. */
static void an_edge_begins_its_bucket_whatever_rounding_does(void)
{
    struct wf_weights *weights = wf_weights_new(&grid, 0, 0.1, ROWS);
    for (uint32_t i = 0; i < 200; i++) {
        wf_weights_spread(weights, ROW, 1, i * 0.1, i * 0.1);
        CU_ASSERT_EQUAL_FATAL(weights->buckets[ROW].count, i + 1);
        CHECK_CLOSE(weights->buckets[ROW].amount[i], 1, 0);
    }
    wf_weights_free(weights);
}

static void a_start_on_an_edge_gives_each_bucket_one_value(void)
{
    static const double amounts[] = {5, 7};
    CHECK_CLOSE(wf_weights_at_edge(&grid, amounts, 2, 1000), 5 * 100 + 7 * 300, 0);
    CHECK_CLOSE(wf_weights_at_edge(&grid, amounts, 2, 1010), 5 * 300 + 7 * 200, 0);
    CHECK_CLOSE(wf_weights_at_edge(&grid, amounts, 1, 1020), 5 * 200, 0);
    CHECK_CLOSE(wf_weights_at_edge(&grid, amounts, 2, 1020), 5 * 200 + 7 * 200, 0); /* the last */
    CHECK_CLOSE(wf_weights_at_edge(&grid, amounts, 0, 1020), 0, 0);
}

/* Unix seconds of today have steps of 2e-7 s: a start may lie that much before its edge. */
static void a_start_on_an_edge_may_be_rounded_down(void)
{
    static const double amount[] = {1};
    CHECK_CLOSE(wf_weights_at_edge(&grid, amount, 1, 1010 - 1e-7), 300, 0);
    CHECK_CLOSE(wf_weights_at_edge(&grid, amount, 1, 1020 - 1e-7), 200, 0);
    CHECK_CLOSE(wf_weights_at_edge(&grid, amount, 1, 1010 + 1e-7), 300, 0);
}

static const struct wf_test tests[] = {
    WF_TEST(a_rate_meets_each_value_for_its_time),
    WF_TEST(rows_of_one_step_share_its_integral),
    WF_TEST(an_amount_is_spread_evenly_or_meets_one_value),
    WF_TEST(amounts_fall_into_the_buckets_of_their_time),
    WF_TEST(an_edge_begins_its_bucket_whatever_rounding_does),
    WF_TEST(a_start_on_an_edge_gives_each_bucket_one_value),
    WF_TEST(a_start_on_an_edge_may_be_rounded_down),
};

int main(void)
{
    return wf_suite_run("weights", tests, sizeof tests / sizeof tests[0]);
}
