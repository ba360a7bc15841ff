#include "workload/passes.h"

#include "prop/data_kind.h"
#include "suite.h"
#include <math.h>
#include <stdlib.h>

static struct wf_passes passes;

static void find(double active, double epochs, double data, const char *words, const char *message)
{
    struct wf_buffer text = {0};
    char *why = wf_passes_find(active, epochs, data, NULL, &passes, &text);
    CHECK_TEXT(why, message);
    if (!message)
        CHECK_TEXT(text.text, words);
    free(why);
    wf_buffer_release(&text);
}

static void check(double ratio, double low, double high)
{
    CU_ASSERT_DOUBLE_EQUAL(passes.ratio, ratio, 5e-4 * ratio);
    CU_ASSERT_DOUBLE_EQUAL(passes.low, low, 5e-4 * low);
    CU_ASSERT_DOUBLE_EQUAL(passes.high, high, 5e-4 * high);
}

/* 10^0.57 x 5^0.32 = 3.7154 x 1.6736. Half widths of the log: 0.28 ln 10 = 0.64472 and 0.59 ln 5 =
 * 0.94957; squared and together 0.41567 + 0.90168 - 2 x 0.84 x 0.64472 x 0.94957 = 0.28884; with
 * ln 0.52 = -0.65393 and ln 1.93 = 0.65752: sqrt(0.71647) = 0.84644, sqrt(0.72117) = 0.84922. */
static void the_law_and_its_interval_by_hand(void)
{
    find(10, 5, NAN, "10 active, 5 local epochs, data taken as near-IID", NULL);
    check(6.2183, 6.2183 * exp(-0.84644), 6.2183 * exp(0.84922));
    find(10, 5, WF_IID, "10 active, 5 local epochs, iid", NULL);
    check(6.2183, 6.2183 * exp(-0.84644), 6.2183 * exp(0.84922));
}

/* One local epoch: 4^0.57 = 2.2038; sqrt((0.28 ln 4)^2 + 0.65393^2) = 0.76038, and 0.76347. */
static void four_hospitals_lie_in_what_was_measured_of_them(void)
{
    find(4, 1, WF_IID, "4 active, 1 local epochs, iid", NULL);
    check(2.2038, 2.2038 * exp(-0.76038), 2.2038 * exp(0.76347));
    CU_ASSERT(passes.ratio > 1.8 && passes.ratio < 2.8);
}

/* Dirichlet 0.3: 2.2 (1.8 to 3.0): ln(2.2 / 1.8) = 0.20067 and ln(3 / 2.2) = 0.31015 are added in
 * squares: sqrt(0.71647 + 0.04027) = 0.86991, sqrt(0.72117 + 0.09619) = 0.90408. */
static void a_split_lengthens_and_widens(void)
{
    find(10, 5, 0.3, "10 active, 5 local epochs, dirichlet:0.3", NULL);
    check(13.680, 13.680 * exp(-0.86991), 13.680 * exp(0.90408));
}

/* Terms that are set have no interval, and move the ratio: 10^0.7 x 5^-0.1 x 1.5 x 3 = 5.01187 x
 * 0.85134 x 4.5 = 19.2006. Near-IID data has no factor; where the law does not reach the residual
 * moves all that was seen. */
static void terms_that_are_set(void)
{
    const struct wf_passes_terms all = {0.7, -0.1, 1.5, 3}, residual = {NAN, NAN, 2, NAN};
    struct wf_buffer text = {0};
    CU_ASSERT_PTR_NULL(wf_passes_find(10, 5, 0.3, &all, &passes, &text));
    check(19.2006, 19.2006, 19.2006);
    CU_ASSERT_PTR_NULL(wf_passes_find(10, 5, WF_IID, &all, &passes, &text));
    check(6.4002, 6.4002, 6.4002);
    CU_ASSERT_PTR_NULL(wf_passes_find(10, 5, WF_IID, &residual, &passes, &text));
    check(12.4366, 12.4366 * exp(-0.53744), 12.4366 * exp(0.53744));
    CU_ASSERT_PTR_NULL(wf_passes_find(1000, 5, WF_IID, &residual, &passes, &text));
    check(9.8, 2.2, 46);
    wf_buffer_release(&text);
}

static double ratio_of(double data)
{
    struct wf_buffer text = {0};
    CU_ASSERT_PTR_NULL(wf_passes_find(10, 5, data, NULL, &passes, &text));
    wf_buffer_release(&text);
    return passes.ratio / 6.2183;
}

static void factors_of_splits(void)
{
    CU_ASSERT_DOUBLE_EQUAL(ratio_of(0.1), 3.6, 2e-3);
    CU_ASSERT_DOUBLE_EQUAL(ratio_of(0.5), 1.4, 1e-3);
    CU_ASSERT_DOUBLE_EQUAL(ratio_of(1), 1, 1e-3);
    CU_ASSERT_DOUBLE_EQUAL(ratio_of(100), 1, 1e-3);
    /* half way in the logarithm between 0.1 and 0.3: the geometric mean */
    CU_ASSERT_DOUBLE_EQUAL(ratio_of(sqrt(0.03)), sqrt(3.6 * 2.2), 2e-3);
    CU_ASSERT_DOUBLE_EQUAL(ratio_of(WF_CLASSES(1)), 9.6, 5e-3);
    CU_ASSERT_DOUBLE_EQUAL(ratio_of(WF_CLASSES(2)), 9.6, 5e-3);
}

static void beyond_what_was_seen_all_of_it_is_the_interval(void)
{
    static const double outside[][3] = {{3, 5, NAN},   {101, 5, NAN},       {10, 0.9, NAN},
                                        {10, 21, NAN}, {10, 5, WF_NON_IID}, {10, 5, WF_CLASSES(3)}};
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        struct wf_buffer text = {0};
        CU_ASSERT_PTR_NULL(
            wf_passes_find(outside[i][0], outside[i][1], outside[i][2], NULL, &passes, &text));
        check(4.9, 1.1, 23);
        wf_buffer_release(&text);
    }
    find(3, 5, NAN,
         "3 active, 5 local epochs, data taken as near-IID (the law does not reach there: all that "
         "was seen)",
         NULL);
}

static void a_split_beyond_all_that_was_seen_is_refused(void)
{
    find(10, 5, 0.05, NULL,
         "the law of passes holds for Dirichlet alphas of 0.1 and more; expected a passes-ratio in "
         "the place of auto");
}

static const struct wf_test tests[] = {
    WF_TEST(the_law_and_its_interval_by_hand),
    WF_TEST(four_hospitals_lie_in_what_was_measured_of_them),
    WF_TEST(a_split_lengthens_and_widens),
    WF_TEST(terms_that_are_set),
    WF_TEST(factors_of_splits),
    WF_TEST(beyond_what_was_seen_all_of_it_is_the_interval),
    WF_TEST(a_split_beyond_all_that_was_seen_is_refused),
};

int main(void)
{
    return wf_suite_run("passes", tests, sizeof tests / sizeof tests[0]);
}
