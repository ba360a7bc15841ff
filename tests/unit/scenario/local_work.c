#include "scenario/local_work.h"

#include "prop/prop.h"
#include "suite.h"

/* The batches of a local training hold all its samples, in the order in which they are drawn. */
static double sum_of(uint64_t held, uint64_t epochs, uint64_t steps, uint64_t batch)
{
    struct wf_local_work work = wf_local_work(held, epochs, steps, batch);
    double sum = 0;
    for (uint64_t i = 0; i < (uint64_t)work.batches; i++)
        sum += wf_local_batch(held, steps, batch, i);
    CU_ASSERT_DOUBLE_EQUAL(sum, work.samples, 0);
    return sum;
}

static void the_last_batch_of_a_pass_is_what_is_left(void)
{
    CU_ASSERT_DOUBLE_EQUAL(wf_local_batch(40, WF_COUNT_UNSET, 16, 0), 16, 0);
    CU_ASSERT_DOUBLE_EQUAL(wf_local_batch(40, WF_COUNT_UNSET, 16, 1), 16, 0);
    CU_ASSERT_DOUBLE_EQUAL(wf_local_batch(40, WF_COUNT_UNSET, 16, 2), 8, 0);
    CU_ASSERT_DOUBLE_EQUAL(wf_local_batch(40, WF_COUNT_UNSET, 16, 3), 16, 0); /* the next pass */
    CU_ASSERT_DOUBLE_EQUAL(wf_local_batch(48, WF_COUNT_UNSET, 16, 2), 16, 0);
    CU_ASSERT_DOUBLE_EQUAL(sum_of(40, 3, WF_COUNT_UNSET, 16), 120, 0);
    CU_ASSERT_DOUBLE_EQUAL(sum_of(48, 2, WF_COUNT_UNSET, 16), 96, 0);
}

static void a_batch_that_is_not_given_is_all_samples(void)
{
    CU_ASSERT_DOUBLE_EQUAL(wf_local_batch(40, WF_COUNT_UNSET, WF_COUNT_UNSET, 1), 40, 0);
    CU_ASSERT_DOUBLE_EQUAL(sum_of(40, 2, WF_COUNT_UNSET, WF_COUNT_UNSET), 80, 0);
}

static void a_batch_larger_than_the_samples_is_all_of_them(void)
{
    CU_ASSERT_DOUBLE_EQUAL(sum_of(40, 2, WF_COUNT_UNSET, 64), 80, 0);
}

static void steps_have_whole_batches(void)
{
    CU_ASSERT_DOUBLE_EQUAL(wf_local_batch(40, 5, 16, 2), 16, 0);
    CU_ASSERT_DOUBLE_EQUAL(sum_of(40, 1, 5, 16), 80, 0);
}

static const struct wf_test tests[] = {
    WF_TEST(the_last_batch_of_a_pass_is_what_is_left),
    WF_TEST(a_batch_that_is_not_given_is_all_samples),
    WF_TEST(a_batch_larger_than_the_samples_is_all_of_them),
    WF_TEST(steps_have_whole_batches),
};

int main(void)
{
    return wf_suite_run("scenario/local_work", tests, sizeof tests / sizeof *tests);
}
