#include "fit/batches.h"

#include "suite.h"
#include <math.h>

/* Triangles of 12 s and 1 s a sample (model/batch_curve.c): 13, 15, 20, 37 s a batch. 30 W all the
 * time and 100 J a sample; batch 9 was measured 10 % slower than the curve, at its 90 W. */
static const struct wf_batch_row rows[] = {{35, 35. / 37, 30 + 3500. / 37},
                                           {9, 0.9 * 9 / 15, 90},
                                           {5, 5. / 13, 30 + 500. / 13},
                                           {16, 16. / 20, 110}};

static void a_batch_left_out_is_predicted_by_the_others(void)
{
    struct wf_batches batches;
    CU_ASSERT_EQUAL_FATAL(wf_batches_fit(rows, 4, &batches, NULL), 0);
    CU_ASSERT_EQUAL_FATAL(batches.count, 4);
    const struct wf_batch_figures *nine = &batches.items[1], *sixteen = &batches.items[2];
    CHECK_CLOSE(nine->batch, 9, 0);
    CHECK_CLOSE(nine->unseen.time_ratio, 0.9 - 1, 1e-13); /* from 5 and 16 */
    CHECK_CLOSE(nine->unseen.energy_ratio, 0.9 - 1, 1e-13);
    CHECK_CLOSE(nine->by_ends.time_ratio, 0.9 - 1, 1e-13);
    CHECK_CLOSE(sixteen->by_ends.time_ratio, 0, 1e-13);
    CHECK_CLOSE(sixteen->by_ends.energy_ratio, 0, 1e-13);
    CU_ASSERT(sixteen->unseen.time_ratio > 0.02); /* from the slow 9, and 35 */
    CU_ASSERT(isnan(batches.items[0].unseen.time_ratio));
    CU_ASSERT(isnan(batches.items[0].by_ends.energy_ratio));
    CU_ASSERT(isnan(batches.items[3].unseen.energy_ratio));
    wf_batches_release(&batches);
}

/* Means of 9, 10 and 11, with t(0.975, 2) = 4.302653 times 1 / sqrt(3). */
static void rows_of_a_batch_are_averaged(void)
{
    const struct wf_batch_row repeated[] = {{8, 9, 100}, {16, 20, NAN}, {8, 11, 140}, {8, 10, NAN}};
    struct wf_batches batches;
    CU_ASSERT_EQUAL_FATAL(wf_batches_fit(repeated, 4, &batches, NULL), 0);
    CU_ASSERT_EQUAL_FATAL(batches.count, 2);
    CU_ASSERT_EQUAL(batches.items[0].rows, 3);
    CHECK_CLOSE(batches.items[0].samples_per_s.value, 10, 1e-14);
    CHECK_CLOSE(batches.items[0].samples_per_s.high, 10 + 4.30265272974946 / sqrt(3), 1e-12);
    CHECK_CLOSE(batches.items[0].power_w.value, 120, 1e-14);
    CHECK_CLOSE(batches.items[0].power_w.low, 120 - 12.7062047361747 * 20, 1e-9);
    CHECK_CLOSE(batches.items[1].samples_per_s.value, 20, 0);
    CU_ASSERT(isnan(batches.items[1].samples_per_s.low));
    CU_ASSERT(isnan(batches.items[1].power_w.value));
    wf_batches_release(&batches);
}

static void power_that_is_not_known_predicts_no_energy(void)
{
    const struct wf_batch_row timed[] = {{5, 1, NAN}, {10, 2, 100}, {20, 4, 200}};
    struct wf_batches batches;
    CU_ASSERT_EQUAL_FATAL(wf_batches_fit(timed, 3, &batches, NULL), 0);
    CU_ASSERT(!isnan(batches.items[1].unseen.time_ratio));
    CU_ASSERT(isnan(batches.items[1].unseen.energy_ratio));
    wf_batches_release(&batches);
}

static void one_batch_is_refused(void)
{
    struct wf_batches batches;
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(
        wf_batches_fit((struct wf_batch_row[]){{8, 1, 1}, {8, 2, 1}}, 2, &batches, &err), -1);
    CHECK_TEXT(err.text, "there is one batch; expected two or more");
    wf_batches_release(&batches);
    err = (struct wf_err){0};
    CU_ASSERT_EQUAL(wf_batches_fit(rows, 0, &batches, &err), -1);
    CHECK_TEXT(err.text, "there is no batch; expected two or more");
    wf_batches_release(&batches);
}

static const struct wf_test tests[] = {
    WF_TEST(a_batch_left_out_is_predicted_by_the_others),
    WF_TEST(rows_of_a_batch_are_averaged),
    WF_TEST(power_that_is_not_known_predicts_no_energy),
    WF_TEST(one_batch_is_refused),
};

int main(void)
{
    return wf_suite_run("batches", tests, sizeof tests / sizeof tests[0]);
}
