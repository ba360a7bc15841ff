/* Numbers drawn together. */
#include "statistics/joint.h"

#include "suite.h"
#include <math.h>

static const double value[2] = {0.57, 0.32}, error[2] = {0.1, 0.2},
                    correlation[4] = {1, -0.84, -0.84, 1}, four[2] = {4, 4}, ten[2] = {10, 10},
                    normal[2] = {INFINITY, INFINITY};

/* Halton's sequence, base @p base. */
static double radical(size_t i, size_t base)
{
    double sum = 0, share = 1;
    for (; i > 0; i /= base)
        sum += (share /= (double)base) * (double)(i % base);
    return sum;
}

/* Moments of a t of 10 degrees: variance error^2 x 10 / 8; the correlation stays. */
static void a_draw_has_the_moments_of_its_law(void)
{
    struct wf_joint joint;
    CU_ASSERT_EQUAL_FATAL(wf_joint_make(&joint, 2, value, error, correlation, ten), 0);
    CU_ASSERT_EQUAL(wf_joint_coordinates(&joint), 3);
    double sum[2] = {0}, squares[2] = {0}, product = 0;
    const size_t N = 200000;
    for (size_t i = 1; i <= N; i++) {
        const double u[3] = {radical(i, 2), radical(i, 3), radical(i, 5)};
        double x[2];
        wf_joint_draw(&joint, u, x);
        for (int j = 0; j < 2; j++) {
            sum[j] += x[j] - value[j];
            squares[j] += (x[j] - value[j]) * (x[j] - value[j]);
        }
        product += (x[0] - value[0]) * (x[1] - value[1]);
    }
    CU_ASSERT_DOUBLE_EQUAL(sum[0] / (double)N, 0, 1e-3);
    CU_ASSERT_DOUBLE_EQUAL(sum[1] / (double)N, 0, 1e-3);
    CHECK_CLOSE(squares[0] / (double)N, 0.01 * 10 / 8, 0.01);
    CHECK_CLOSE(squares[1] / (double)N, 0.04 * 10 / 8, 0.01);
    CHECK_CLOSE(product / sqrt(squares[0] * squares[1]), -0.84, 0.01);
    wf_joint_release(&joint);
}

/* At u = 1/2 all are at their centre; t(0.975, 4) = 2.7764, normal 1.9600. */
static void middle_and_widths_by_hand(void)
{
    struct wf_joint joint;
    const double half[3] = {0.5, 0.5, 0.5};
    double x[2];
    CU_ASSERT_EQUAL_FATAL(wf_joint_make(&joint, 2, value, error, correlation, four), 0);
    wf_joint_draw(&joint, half, x);
    CHECK_CLOSE(x[0], 0.57, 1e-12);
    CHECK_CLOSE(x[1], 0.32, 1e-12);
    CHECK_CLOSE(wf_joint_half_width(&joint, 0), 0.27764451, 1e-7);
    wf_joint_release(&joint);
    CU_ASSERT_EQUAL_FATAL(wf_joint_make(&joint, 2, value, error, correlation, normal), 0);
    CU_ASSERT_EQUAL(wf_joint_coordinates(&joint), 2);
    CHECK_CLOSE(wf_joint_half_width(&joint, 1), 0.39199280, 1e-7);
    const double high[2] = {0.8413447460685429, 0.5}; /* one sigma of the first */
    wf_joint_draw(&joint, high, x);
    CHECK_CLOSE(x[0], 0.67, 1e-9);
    CHECK_CLOSE(x[1], 0.32 - 0.84 * 0.2, 1e-9);
    wf_joint_release(&joint);
}

static void impossible_correlations_are_refused(void)
{
    static const double wrong[][4] = {{1, 1.2, 1.2, 1}, {1, 0.5, 0.4, 1}, {2, 0, 0, 1}};
    for (size_t i = 0; i < 3; i++) {
        struct wf_joint joint;
        CU_ASSERT_EQUAL(wf_joint_make(&joint, 2, value, error, wrong[i], four), -1);
        wf_joint_release(&joint);
    }
    /* each pair is possible, the three together are not: determinant 1 - 3 x 0.81 - 2 x 0.729 < 0
     */
    static const double three[] = {1, 0.9, 0.9, 0.9, 1, -0.9, 0.9, -0.9, 1};
    static const double values[3] = {0, 0, 0}, errors[3] = {1, 1, 1}, freedom[3] = {4, 4, 4};
    struct wf_joint joint;
    CU_ASSERT_EQUAL(wf_joint_make(&joint, 3, values, errors, three, freedom), -1);
    CU_ASSERT_EQUAL(joint.wrong, 2);
    wf_joint_release(&joint);
}

/* Figures of few runs, or one figure in two places: z = x + y, w = -z, all with error 1 of their
 * own scale. Drawn by two coordinates, and the sum holds in each draw. */
static void numbers_that_follow_from_others_take_no_coordinate(void)
{
    const double h = sqrt(0.5);
    const double matrix[] = {1, 0, h, -h, 0, 1, h, -h, h, h, 1, -1, -h, -h, -1, 1};
    static const double values[4] = {1, 2, 3, 4}, freedom[4] = {4, 4, 4, 4};
    const double errors[4] = {1, 1, sqrt(2), 1};
    struct wf_joint joint;
    CU_ASSERT_EQUAL_FATAL(wf_joint_make(&joint, 4, values, errors, matrix, freedom), 0);
    CU_ASSERT_EQUAL(joint.rank, 2);
    CU_ASSERT_EQUAL(wf_joint_coordinates(&joint), 3);
    for (size_t i = 1; i < 50; i++) {
        const double u[3] = {radical(i, 2), radical(i, 3), radical(i, 5)};
        double x[4];
        wf_joint_draw(&joint, u, x);
        CHECK_CLOSE(x[2], x[0] + x[1], 1e-9);
        CHECK_CLOSE(x[3], 4 - (x[2] - 3) * h, 1e-9);
    }
    wf_joint_release(&joint);
}

/* Quantiles of t(2) and t(9) from tables: 97.5 % at 4.302653 and 2.262157, 90 % at 1.885618 and
 * 1.383029. */
static void each_number_has_the_quantiles_of_its_own_t(void)
{
    static const double freedom[2] = {2, 9}, errors[2] = {1, 1}, values[2] = {0, 0};
    static const double at[2][2] = {{4.302653, 2.262157}, {1.885618, 1.383029}};
    static const double share[2] = {0.975, 0.9};
    struct wf_joint joint;
    CU_ASSERT_EQUAL_FATAL(wf_joint_make(&joint, 2, values, errors, correlation, freedom), 0);
    const size_t N = 100000;
    size_t below[2][2] = {{0, 0}, {0, 0}};
    for (size_t i = 1; i <= N; i++) {
        const double u[3] = {radical(i, 2), radical(i, 3), radical(i, 5)};
        double x[2];
        wf_joint_draw(&joint, u, x);
        for (int q = 0; q < 2; q++)
            for (int j = 0; j < 2; j++)
                below[q][j] += x[j] <= at[q][j];
    }
    for (int q = 0; q < 2; q++)
        for (int j = 0; j < 2; j++)
            CHECK_CLOSE((double)below[q][j] / (double)N, share[q], 1e-3);
    wf_joint_release(&joint);
}

/* Cauchy (t of 1), 1 +- 1, cut off below 0: a quarter is lost, arctan(-1) / pi + 1/2. The share u
 * of the rest stands at 1 + tan(pi (1/4 + 3/4 u - 1/2)): at u = 1/2, 1 + tan(pi / 8) = sqrt(2). A
 * middle draw of the t is its median. */
static void a_law_that_is_cut_off_is_renormalised(void)
{
    static const double one[2] = {1, 1}, errors[2] = {1, 1}, apart[4] = {1, 0, 0, 1};
    struct wf_joint joint;
    CU_ASSERT_EQUAL_FATAL(wf_joint_make(&joint, 2, one, errors, apart, one), 0);
    wf_joint_cut(&joint, 0, 0, INFINITY);
    const double half[3] = {0.5, 0.5, 0.5};
    double x[2];
    wf_joint_draw(&joint, half, x);
    CHECK_CLOSE(x[0], sqrt(2), 1e-9);
    CHECK_CLOSE(x[1], 1, 1e-12); /* the other is whole */
    for (size_t i = 1; i < 200; i++) {
        const double u[3] = {radical(i, 2), radical(i, 3), radical(i, 5)};
        wf_joint_draw(&joint, u, x);
        CU_ASSERT(x[0] > 0);
    }
    wf_joint_release(&joint);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(a_draw_has_the_moments_of_its_law),
        WF_TEST(middle_and_widths_by_hand),
        WF_TEST(impossible_correlations_are_refused),
        WF_TEST(numbers_that_follow_from_others_take_no_coordinate),
        WF_TEST(each_number_has_the_quantiles_of_its_own_t),
        WF_TEST(a_law_that_is_cut_off_is_renormalised),
    };
    return wf_suite_run("statistics.joint", tests, sizeof tests / sizeof *tests);
}
