#include "model/schedule.h"
#include "suite.h"
#include <math.h>

static uint64_t count(uint64_t period, uint64_t start, uint64_t rounds)
{
    struct wf_schedule schedule = {.period = period, .start = start, .passes = NAN};
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

/* Rounds after which something is done, of 40. */
static uint64_t passes(double period, double start, double round, uint64_t *first)
{
    struct wf_schedule schedule = {
        .period = 1, .passes = period, .start_passes = start, .passes_a_round = round};
    uint64_t found = 0;
    *first = 0;
    for (uint64_t number = 1; number <= 40; number++) {
        bool due = wf_schedule_has(&schedule, number);
        found += due;
        *first = due && !*first ? number : *first;
    }
    return found;
}

static void passes_are_counted_whatever_a_round_brings(void)
{
    uint64_t first;
    CU_ASSERT_EQUAL(passes(5, NAN, 1, &first), 8); /* 40 passes, each fifth */
    CU_ASSERT_EQUAL(first, 5);
    CU_ASSERT_EQUAL(passes(5, NAN, 0.5, &first), 4); /* 20 passes */
    CU_ASSERT_EQUAL(first, 10);
    CU_ASSERT_EQUAL(passes(5, NAN, 4, &first), 32); /* 160 passes: after rounds 2, 3, 4, 5, 7 .. */
    CU_ASSERT_EQUAL(first, 2);
    CU_ASSERT_EQUAL(passes(5, NAN, 10, &first), 40); /* shorter than a round: each */
    CU_ASSERT_EQUAL(passes(5, 20, 1, &first), 5);    /* 20, 25 .. 40 */
    CU_ASSERT_EQUAL(first, 20);
    CU_ASSERT_EQUAL(passes(0.3, NAN, 0.1, &first), 13); /* 0.1 is not exact: 3, 6 .. 39 */
    CU_ASSERT_EQUAL(first, 3);
}

static void rounds_from_one_to_the_next_follow(void)
{
    struct wf_schedule of_rounds = {.period = 20, .start = 1000};
    struct wf_schedule of_passes = {.passes = 20, .start_passes = 1000, .passes_a_round = 5};
    CU_ASSERT_EQUAL(wf_schedule_rounds(&of_rounds), 20);
    CU_ASSERT_EQUAL(wf_schedule_first(&of_rounds), 1000);
    CU_ASSERT_EQUAL(wf_schedule_rounds(&of_passes), 4);
    CU_ASSERT_EQUAL(wf_schedule_first(&of_passes), 200);
    of_passes.passes_a_round = 40; /* no more than one a round */
    CU_ASSERT_EQUAL(wf_schedule_rounds(&of_passes), 1);
    CU_ASSERT_EQUAL(wf_schedule_due(&of_rounds, 1880), 45);
    CU_ASSERT(wf_schedule_is_never(&(struct wf_schedule){.start = 3}));
    CU_ASSERT(isnan(wf_schedule_first(&(struct wf_schedule){.period = 0})));
}

static const struct wf_test tests[] = {
    WF_TEST(rounds_are_counted_from_the_start),
    WF_TEST(passes_are_counted_whatever_a_round_brings),
    WF_TEST(rounds_from_one_to_the_next_follow),
};

int main(void)
{
    return wf_suite_run("schedule", tests, sizeof tests / sizeof tests[0]);
}
