#include "model/batch_curve.h"

#include "suite.h"
#include <math.h>

/* 12-5-13, 12-9-15, 12-16-20, 12-35-37: a fixed time of 12 s and one of 1 s a sample. 30 W all the
 * time and 100 J a sample. */
static const struct wf_batch_point five = {5, 5. / 13, 30 + 500. / 13};
static const struct wf_batch_point all = {35, 35. / 37, 30 + 3500. / 37};

static void times_add_as_the_sides_of_a_right_triangle(void)
{
    CHECK_CLOSE(wf_batch_between(&five, &all, 9).speed, 9. / 15, 1e-14);
    CHECK_CLOSE(wf_batch_between(&five, &all, 16).speed, 16. / 20, 1e-14);
}

static void power_is_linear_in_speed(void)
{
    CHECK_CLOSE(wf_batch_between(&five, &all, 9).power_w, 30 + 100 * 9. / 15, 1e-14);
    CHECK_CLOSE(wf_batch_between(&five, &all, 16).power_w, 30 + 100 * 16. / 20, 1e-14);
}

static void a_measured_batch_is_as_measured(void)
{
    struct wf_batch_point at = wf_batch_between(&five, &all, 5);
    CHECK_CLOSE(at.speed, five.speed, 0);
    CHECK_CLOSE(at.power_w, five.power_w, 0);
    at = wf_batch_between(&five, &all, 35);
    CHECK_CLOSE(at.batch, 35, 0);
    CHECK_CLOSE(at.speed, all.speed, 0);
    CHECK_CLOSE(at.power_w, all.power_w, 0);
    CHECK_CLOSE(wf_batch_between(&five, &five, 5).speed, five.speed, 0);
}

/* 1/100, 1/160, 1/400: half way, where speeds tell nothing apart. */
static void power_of_equal_speeds_follows_the_batch(void)
{
    const struct wf_batch_point ten = {10, 5, 60}, twenty = {20, 5, 100};
    struct wf_batch_point at = wf_batch_between(&ten, &twenty, sqrt(160));
    CHECK_CLOSE(at.speed, 5, 1e-14);
    CHECK_CLOSE(at.power_w, 80, 1e-14);
}

static void a_larger_batch_may_be_slower(void)
{
    const struct wf_batch_point ten = {10, 6, 60}, twenty = {20, 5, 50};
    struct wf_batch_point at = wf_batch_between(&ten, &twenty, 15);
    CU_ASSERT(at.speed > 5 && at.speed < 6);
    CHECK_CLOSE(at.power_w, 10 * at.speed, 1e-14);
}

static void power_may_be_unknown(void)
{
    const struct wf_batch_point ten = {10, 6, NAN}, twenty = {20, 5, 50};
    CU_ASSERT(isnan(wf_batch_between(&ten, &twenty, 15).power_w));
    CHECK_CLOSE(wf_batch_between(&ten, &twenty, 20).power_w, 50, 0);
}

static const struct wf_test tests[] = {
    WF_TEST(times_add_as_the_sides_of_a_right_triangle),
    WF_TEST(power_is_linear_in_speed),
    WF_TEST(a_measured_batch_is_as_measured),
    WF_TEST(power_of_equal_speeds_follows_the_batch),
    WF_TEST(a_larger_batch_may_be_slower),
    WF_TEST(power_may_be_unknown),
};

int main(void)
{
    return wf_suite_run("batch_curve", tests, sizeof tests / sizeof tests[0]);
}
