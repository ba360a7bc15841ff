#include "model/coverage.h"

#include "suite.h"
#include <math.h>

static void a_learner_is_covered_by_its_first_turn(void)
{
    CHECK_CLOSE(wf_coverage_learners((uint32_t[]){0, 0, 0, 0}, 4, 4), 0, 0);
    CHECK_CLOSE(wf_coverage_learners((uint32_t[]){0, 1, 0, 0}, 4, 4), 1.0 / 4, 0);
    CHECK_CLOSE(wf_coverage_learners((uint32_t[]){0, 9, 0, 1}, 4, 4), 2.0 / 4, 0);
    CHECK_CLOSE(wf_coverage_learners((uint32_t[]){1, 1, 7, 1}, 4, 4), 1, 0);
    CHECK_CLOSE(wf_coverage_learners((uint32_t[]){1}, 1, 1), 1, 0);
}

static void samples_are_covered_with_the_learner_that_holds_them(void)
{
    const uint64_t samples[] = {10, 20, 30, 40};
    CHECK_CLOSE(wf_coverage_samples((double[]){0, 0, 0, 0}, samples, 4, 100), 0, 0);
    CHECK_CLOSE(wf_coverage_samples((double[]){0, 20, 0, 40}, samples, 4, 100),
                (20.0 + 40) / (10 + 20 + 30 + 40), 0);
    CHECK_CLOSE(wf_coverage_samples((double[]){10, 100, 31, 40}, samples, 4, 100), 1, 0);
}

/* 5 of 10, all of 20 (some twice), 7.5 of 30: what a few steps take of the samples. */
static void samples_not_trained_on_are_not_covered(void)
{
    const uint64_t samples[] = {10, 20, 30, 40};
    CHECK_CLOSE(wf_coverage_samples((double[]){5, 33, 7.5, 0}, samples, 4, 100), 32.5 / 100, 1e-15);
}

static void many_samples_are_not_cut(void)
{
    const uint64_t samples[] = {3000000000000, 1000000000000};
    CHECK_CLOSE(wf_coverage_samples((double[]){3e12, 0}, samples, 2, 4e12), 3.0 / 4, 1e-15);
}

static void equal_values_have_a_gini_of_zero(void)
{
    CHECK_CLOSE(wf_coverage_gini((double[]){5}, 1, 0), 0, 1e-15);
    CHECK_CLOSE(wf_coverage_gini((double[]){1, 1, 1, 1}, 4, 0), 0, 1e-15);
    CHECK_CLOSE(wf_coverage_gini((double[]){0.1, 0.1, 0.1}, 3, 0), 0, 1e-15);
}

/* One of n holds all: (n - 1) / n. */
static void all_in_one_hand_is_the_most_unequal(void)
{
    CHECK_CLOSE(wf_coverage_gini((double[]){0, 7}, 2, 0), 1.0 / 2, 1e-15);
    CHECK_CLOSE(wf_coverage_gini((double[]){0, 0, 3, 0}, 4, 0), 3.0 / 4, 1e-15);
    double values[100] = {[42] = 1};
    CHECK_CLOSE(wf_coverage_gini(values, 100, 0), 99.0 / 100, 1e-14);
}

/* By the pairs, the sum of |x - y| over all ordered pairs / (2 n^2 mean):
 * {1, 3}: 2 x 2 / (2 x 4 x 2). {1, 2, 3}: 2 (1 + 2 + 1) / (2 x 9 x 2).
 * {1, 1, 2, 4}: 2 (0 + 1 + 3 + 1 + 3 + 2) / (2 x 16 x 2). */
static void small_vectors_agree_with_a_sum_by_hand(void)
{
    CHECK_CLOSE(wf_coverage_gini((double[]){1, 3}, 2, 0), 1.0 / 4, 1e-15);
    CHECK_CLOSE(wf_coverage_gini((double[]){1, 2, 3}, 3, 0), 2.0 / 9, 1e-14);
    CHECK_CLOSE(wf_coverage_gini((double[]){1, 1, 2, 4}, 4, 0), 20.0 / 64, 1e-14);
    CHECK_CLOSE(wf_coverage_gini((double[]){0, 0, 1, 1}, 4, 0), 1.0 / 2, 1e-15);
}

/* Those that are only counted stand before all listed ones. */
static void zeros_need_not_be_listed(void)
{
    CHECK_CLOSE(wf_coverage_gini((double[]){7}, 1, 1), 1.0 / 2, 1e-15);
    CHECK_CLOSE(wf_coverage_gini((double[]){1, 1}, 2, 2), 1.0 / 2, 1e-15);
    CHECK_CLOSE(wf_coverage_gini((double[]){3, 0}, 2, 2), 3.0 / 4, 1e-15);
    CHECK_CLOSE(wf_coverage_learners((uint32_t[]){2}, 1, 4), 1.0 / 4, 0);
    CU_ASSERT(isnan(wf_coverage_gini(NULL, 0, 3)));
}

static void neither_order_nor_scale_matters(void)
{
    CHECK_CLOSE(wf_coverage_gini((double[]){4, 1, 2, 1}, 4, 0), 20.0 / 64, 1e-14);
    CHECK_CLOSE(wf_coverage_gini((double[]){2, 4, 1, 1}, 4, 0), 20.0 / 64, 1e-14);
    CHECK_CLOSE(wf_coverage_gini((double[]){4e9, 1e9, 2e9, 1e9}, 4, 0), 20.0 / 64, 1e-14);
}

static void the_sorted_sum_agrees_with_the_pairs(void)
{
    enum { COUNT = 61 };
    unsigned state = 1;
    for (int trial = 0; trial < 20; trial++) {
        double values[COUNT], pairs = 0, sum = 0;
        for (int i = 0; i < COUNT; i++) {
            state = state * 1103515245 + 12345;
            values[i] = (state >> 16) % (trial < 10 ? 7 : 5000);
            sum += values[i];
        }
        for (int i = 0; i < COUNT; i++)
            for (int j = 0; j < COUNT; j++)
                pairs += fabs(values[i] - values[j]);
        /* 2 n^2 mean = 2 n sum */
        CHECK_CLOSE(wf_coverage_gini(values, COUNT, 0), pairs / (2 * COUNT * sum), 1e-12);
    }
}

/* Many small whole numbers are counted, not compared: the same order, and the same index, as of
 * their 1024th parts. */
static void counted_values_give_the_same(void)
{
    enum { COUNT = 5000 };
    static double counted[COUNT], sorted[COUNT];
    unsigned state = 7;
    for (int i = 0; i < COUNT; i++) {
        state = state * 1103515245 + 12345;
        counted[i] = (state >> 16) % 90;
        sorted[i] = counted[i] / 1024; /* not whole; no bit is lost */
    }
    double gini = wf_coverage_gini(counted, COUNT, 100);
    CHECK_CLOSE(gini, wf_coverage_gini(sorted, COUNT, 100), 0);
    for (int i = 0; i < COUNT; i++)
        CHECK_CLOSE(counted[i], 1024 * sorted[i], 0);
}

static void nothing_at_all_has_no_gini(void)
{
    CU_ASSERT(isnan(wf_coverage_gini((double[]){0, 0, 0}, 3, 0)));
    CU_ASSERT(isnan(wf_coverage_gini((double[]){0}, 1, 0)));
}

static void the_values_come_back_sorted(void)
{
    double values[] = {3, 0, 2, 2, 1};
    wf_coverage_gini(values, 5, 0);
    for (int i = 0; i < 5; i++)
        CHECK_CLOSE(values[i], ((double[]){0, 1, 2, 2, 3})[i], 0);
}

static const struct wf_test tests[] = {
    WF_TEST(a_learner_is_covered_by_its_first_turn),
    WF_TEST(samples_are_covered_with_the_learner_that_holds_them),
    WF_TEST(samples_not_trained_on_are_not_covered),
    WF_TEST(many_samples_are_not_cut),
    WF_TEST(equal_values_have_a_gini_of_zero),
    WF_TEST(all_in_one_hand_is_the_most_unequal),
    WF_TEST(small_vectors_agree_with_a_sum_by_hand),
    WF_TEST(zeros_need_not_be_listed),
    WF_TEST(neither_order_nor_scale_matters),
    WF_TEST(the_sorted_sum_agrees_with_the_pairs),
    WF_TEST(counted_values_give_the_same),
    WF_TEST(nothing_at_all_has_no_gini),
    WF_TEST(the_values_come_back_sorted),
};

int main(void)
{
    return wf_suite_run("coverage", tests, sizeof tests / sizeof tests[0]);
}
