#include "base/sum.h"

#include "suite.h"
#include <math.h>

/* 1 + 1e16 - 1e16: a double loses the 1. */
static void what_is_rounded_off_is_kept(void)
{
    struct wf_sum sum = {0};
    wf_sum_add(&sum, 1);
    wf_sum_add(&sum, 1e16);
    wf_sum_add(&sum, -1e16);
    CU_ASSERT(wf_sum_value(&sum) == 1);
}

static void order_does_not_matter(void)
{
    enum { COUNT = 100000 };
    struct wf_sum up = {0}, down = {0}, parts[7] = {{0}}, merged = {0};
    for (int i = 0; i < COUNT; i++)
        wf_sum_add(&up, 1 / (1.0 + i) * exp(i % 40));
    for (int i = COUNT; i-- > 0;)
        wf_sum_add(&down, 1 / (1.0 + i) * exp(i % 40));
    for (int i = 0; i < COUNT; i++)
        wf_sum_add(&parts[i % 7], 1 / (1.0 + i) * exp(i % 40));
    for (int i = 7; i-- > 0;)
        wf_sum_merge(&merged, &parts[i]);
    CU_ASSERT(wf_sum_value(&up) == wf_sum_value(&down));
    CU_ASSERT(wf_sum_value(&up) == wf_sum_value(&merged));
}

static void an_unknown_part_makes_the_whole_unknown(void)
{
    struct wf_sum sum = {0}, whole = {0};
    wf_sum_add(&sum, 1);
    wf_sum_add(&sum, NAN);
    wf_sum_add(&sum, 2);
    wf_sum_merge(&whole, &sum);
    CU_ASSERT(isnan(wf_sum_value(&sum)));
    CU_ASSERT(isnan(wf_sum_value(&whole)));
}

static const struct wf_test tests[] = {
    WF_TEST(what_is_rounded_off_is_kept),
    WF_TEST(order_does_not_matter),
    WF_TEST(an_unknown_part_makes_the_whole_unknown),
};

int main(void)
{
    return wf_suite_run("sum", tests, sizeof tests / sizeof tests[0]);
}
