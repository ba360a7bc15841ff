/* Numbers drawn together. */
#include "statistics/joint.h"

#include "suite.h"
#include <math.h>

static const double value[2] = {0.57, 0.32}, error[2] = {0.1, 0.2},
                    correlation[4] = {1, -0.84, -0.84, 1};

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
    CU_ASSERT_EQUAL_FATAL(wf_joint_make(&joint, 2, value, error, correlation, 10), 0);
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
    CU_ASSERT_EQUAL_FATAL(wf_joint_make(&joint, 2, value, error, correlation, 4), 0);
    wf_joint_draw(&joint, half, x);
    CHECK_CLOSE(x[0], 0.57, 1e-12);
    CHECK_CLOSE(x[1], 0.32, 1e-12);
    CHECK_CLOSE(wf_joint_half_width(&joint, 0), 0.27764451, 1e-7);
    wf_joint_release(&joint);
    CU_ASSERT_EQUAL_FATAL(wf_joint_make(&joint, 2, value, error, correlation, INFINITY), 0);
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
        CU_ASSERT_EQUAL(wf_joint_make(&joint, 2, value, error, wrong[i], 4), -1);
        wf_joint_release(&joint);
    }
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(a_draw_has_the_moments_of_its_law),
        WF_TEST(middle_and_widths_by_hand),
        WF_TEST(impossible_correlations_are_refused),
    };
    return wf_suite_run("statistics.joint", tests, sizeof tests / sizeof *tests);
}
