#include "model/schedule.h"
#include "suite.h"

static uint64_t count(uint64_t period, uint64_t start, uint64_t rounds)
{
    struct wf_schedule schedule = {period, start};
    uint64_t found = 0;
    for (uint64_t number = 1; number <= rounds; number++)
        found += wf_schedule_has(&schedule, number);
    return found;
}

static void rounds_are_counted_from_the_start(void)
{
    CU_ASSERT_EQUAL(count(0, 0, 100), 0); /* never */
    CU_ASSERT_EQUAL(count(0, 5, 100), 0);
    CU_ASSERT_EQUAL(count(1, 0, 100), 100);
    CU_ASSERT_EQUAL(count(7, 0, 100), 14);      /* 7, 14 .. 98 */
    CU_ASSERT_EQUAL(count(20, 1000, 1880), 45); /* the 3D U-Net of MLPerf: 1000, 1020 .. 1880 */
    CU_ASSERT_EQUAL(count(20, 1000, 999), 0);
    CU_ASSERT_EQUAL(count(20, 5, 24), 1); /* 5; then 25 */
    CU_ASSERT_EQUAL(count(20, 5, 25), 2);
    CU_ASSERT_EQUAL(count(3, 4, 10), 3); /* the start need not be a multiple: 4, 7, 10 */
}

static const struct wf_test tests[] = {
    WF_TEST(rounds_are_counted_from_the_start),
};

int main(void)
{
    return wf_suite_run("schedule", tests, sizeof tests / sizeof tests[0]);
}
