#include "fit/wall.h"

#include "suite.h"
#include <math.h>

/* Weights of 1 / wall^2 make the factor sum (s/w) / sum (s/w)^2: rows of 1 : 2 and 2 : 3 have
 * shares seen of 1/2 and 2/3, and (7/6) / (25/36) = 1.68. Without the first row it is 3/2, without
 * the second 2. */
static void a_factor_alone_weighs_relative_errors(void)
{
    struct wf_wall_row rows[] = {{1, 2, 1}, {2, 3, 1}};
    struct wf_wall wall;
    CU_ASSERT_EQUAL_FATAL(wf_wall_fit(rows, 2, false, &wall, NULL), 0);
    CHECK_CLOSE(wall.factor.value, 1.68, 1e-12);
    CU_ASSERT(isnan(wall.constant.value));
    CHECK_CLOSE(wall.residual_ratio[0], 0.16, 1e-12);
    CHECK_CLOSE(wall.residual_ratio[1], -0.12, 1e-12);
    CHECK_CLOSE(wall.unseen_ratio[0], (2 - 1.5) / 2, 1e-12);
    CHECK_CLOSE(wall.unseen_ratio[1], (3 - 4) / 3.0, 1e-12);
    CHECK_CLOSE(wall.worst_unseen_ratio, 1 / 3.0, 1e-12);
    CHECK_CLOSE(wall.mean_unseen_ratio, (0.25 + 1 / 3.0) / 2, 1e-12);
    wf_wall_release(&wall);
}

/* wall = 1.25 software + 40 times */
static void a_constant_may_count_several_times(void)
{
    struct wf_wall_row rows[] = {{1000, 1650, 10}, {1000, 3250, 50}, {5000, 7050, 20}};
    struct wf_wall wall;
    CU_ASSERT_EQUAL_FATAL(wf_wall_fit(rows, 3, true, &wall, NULL), 0);
    CHECK_CLOSE(wall.factor.value, 1.25, 1e-9);
    CHECK_CLOSE(wall.constant.value, 40, 1e-9);
    wf_wall_release(&wall);
}

static void factor_and_constant_come_out_exactly(void)
{
    struct wf_wall_row rows[] = {{10, 125, 1}, {100, 242, 1}, {1000, 1412, 1}, {50, 177, 1}};
    struct wf_wall wall;
    CU_ASSERT_EQUAL_FATAL(wf_wall_fit(rows, 4, true, &wall, NULL), 0);
    CHECK_CLOSE(wall.factor.value, 1.3, 1e-9);
    CHECK_CLOSE(wall.constant.value, 112, 1e-9);
    CHECK_CLOSE(wall.worst_unseen_ratio + 1, 1, 1e-9);
    wf_wall_release(&wall);
}

/* Six of the short runs on one DGX A100 node: kWh by NVML and RAPL, and by a wattmeter
 * (Champollion training on Grid'5000's sirius). The ratio goes from 1.37 to 2.02. */
static void a_constant_explains_what_a_factor_cannot(void)
{
    struct wf_wall_row rows[] = {{0.01355, 0.027322, 1},  {0.01863, 0.033011, 1},
                                 {0.023209, 0.039761, 1}, {0.054722, 0.080607, 1},
                                 {0.099985, 0.141472, 1}, {0.1827, 0.250727, 1}};
    struct wf_wall factor, affine;
    CU_ASSERT_EQUAL_FATAL(wf_wall_fit(rows, 6, false, &factor, NULL), 0);
    CU_ASSERT_EQUAL_FATAL(wf_wall_fit(rows, 6, true, &affine, NULL), 0);
    CU_ASSERT(factor.mean_unseen_ratio > 0.1);
    CU_ASSERT(affine.mean_unseen_ratio < 0.02);
    CHECK_CLOSE(affine.factor.value, 1.32, 0.02);
    CHECK_CLOSE(affine.constant.value, 0.0088, 0.05);
    CU_ASSERT(affine.constant.low > 0);
    wf_wall_release(&factor);
    wf_wall_release(&affine);
}

static void a_row_that_alone_tells_leaves_the_error_unknown(void)
{
    struct wf_wall_row rows[] = {{1, 2, 1}, {2, 3, 1}};
    struct wf_wall wall;
    CU_ASSERT_EQUAL_FATAL(wf_wall_fit(rows, 2, true, &wall, NULL), 0);
    CU_ASSERT(isnan(wall.mean_unseen_ratio) && isnan(wall.worst_unseen_ratio));
    CU_ASSERT(isnan(wall.factor.low));
    wf_wall_release(&wall);
}

static void check_refused(const struct wf_wall_row *rows, size_t count, const char *text)
{
    struct wf_wall wall;
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_wall_fit(rows, count, true, &wall, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EINPUT);
    CHECK_TEXT(err.text, text);
}

static void rows_that_cannot_be_are_refused(void)
{
    struct wf_wall_row zero[] = {{1, 2, 1}, {0, 3, 1}}, swapped[] = {{3, 2, 1}, {4, 2, 1}};
    struct wf_wall_row alike[] = {{1, 2, 1}, {1, 2.1, 1}, {1, 1.9, 1}};
    check_refused(zero, 2, "row 2 has 0 by software and 3 at the wall, expected above 0");
    check_refused(swapped, 2,
                  "row 1 has 2 at the wall, less than 3 by software: are the columns swapped, or "
                  "in different units");
    check_refused(alike, 3,
                  "'constant' cannot be told apart from 'factor': it changes with it alike in "
                  "every row; add rows that differ in one alone");
    check_refused(NULL, 0, "0 rows cannot tell 2 numbers apart");
}

static const struct wf_test tests[] = {
    WF_TEST(a_factor_alone_weighs_relative_errors),
    WF_TEST(a_constant_may_count_several_times),
    WF_TEST(factor_and_constant_come_out_exactly),
    WF_TEST(a_constant_explains_what_a_factor_cannot),
    WF_TEST(a_row_that_alone_tells_leaves_the_error_unknown),
    WF_TEST(rows_that_cannot_be_are_refused),
};

int main(void)
{
    return wf_suite_run("wall", tests, sizeof tests / sizeof tests[0]);
}
