#include "model/progress.h"

#include "suite.h"
#include <math.h>

static void an_update_loses_by_the_factor_each_aggregation(void)
{
    CHECK_CLOSE(wf_progress_update(0, 0.5), 1, 0);
    CHECK_CLOSE(wf_progress_update(1, 0.5), 0.5, 0);
    CHECK_CLOSE(wf_progress_update(3, 0.9), 0.729, 1e-15);
    CHECK_CLOSE(wf_progress_update(0.5, 0.25), 0.5, 1e-15);
    CHECK_CLOSE(wf_progress_update(7, 1), 1, 0);
}

static void an_unknown_factor_costs_nothing_and_zero_keeps_fresh_ones_only(void)
{
    CHECK_CLOSE(wf_progress_update(5, NAN), 1, 0);
    CHECK_CLOSE(wf_progress_update(0, 0), 1, 0);
    CHECK_CLOSE(wf_progress_update(1, 0), 0, 0);
}

static void a_full_round_of_fresh_updates_is_one(void)
{
    CHECK_CLOSE(wf_progress_round(10, 10, 0.7, 10), 1, 0);
    CHECK_CLOSE(wf_progress_round(10, 10, NAN, 10), 1, 0);
}

static void stale_updates_count_by_their_mean_worth(void)
{
    CHECK_CLOSE(wf_progress_round(4, 4, 0.7, 3), 0.75, 1e-15);
    CHECK_CLOSE(wf_progress_round(4, 4, 0.7, 0), 0, 0);
}

static void missing_updates_cost_in_proportion(void)
{
    /* 2 of 10 missing: 1 - 0.5 x 0.2 */
    CHECK_CLOSE(wf_progress_round(8, 10, 0.5, 8), 0.9, 1e-15);
    /* and stale by half: half of that */
    CHECK_CLOSE(wf_progress_round(8, 10, 0.5, 4), 0.45, 1e-15);
    CHECK_CLOSE(wf_progress_round(8, 10, 0, 8), 1, 0);
    CHECK_CLOSE(wf_progress_round(8, 10, NAN, 8), 1, 0);
}

static void progress_is_never_below_zero_nor_above_that_of_a_full_round(void)
{
    CHECK_CLOSE(wf_progress_round(1, 10, 2, 1), 0, 0); /* 1 - 2 x 0.9 < 0 */
    CHECK_CLOSE(wf_progress_round(13, 10, 0.5, 13), 1, 0);
    CHECK_CLOSE(wf_progress_round(0, 10, 0.5, 0), 0, 0);
    CHECK_CLOSE(wf_progress_round(0, 10, NAN, 0), 0, 0);
}

static const struct wf_test tests[] = {
    WF_TEST(an_update_loses_by_the_factor_each_aggregation),
    WF_TEST(an_unknown_factor_costs_nothing_and_zero_keeps_fresh_ones_only),
    WF_TEST(a_full_round_of_fresh_updates_is_one),
    WF_TEST(stale_updates_count_by_their_mean_worth),
    WF_TEST(missing_updates_cost_in_proportion),
    WF_TEST(progress_is_never_below_zero_nor_above_that_of_a_full_round),
};

int main(void)
{
    return wf_suite_run("progress", tests, sizeof tests / sizeof tests[0]);
}
