#include "statistics/line.h"

#include "suite.h"
#include <math.h>

static const char *const names[] = {"idle", "step", "slope"};

static int fit(const double *x, const double *y, const double *weights, size_t rows, size_t columns,
               struct wf_line *line, struct wf_err *err)
{
    struct wf_line_data data = {x, y, weights, rows, columns, names};
    return wf_line_fit(&data, line, err);
}

/* y = 1, 2, 2 at x = 1, 2, 3: slope 1/2, intercept 2/3, residuals -1/6, 1/3, -1/6, of variance 1/6
 * with one degree of freedom; sum of squares of x about its mean 2. Leverages 5/6, 1/3, 5/6. */
static void three_points_are_fitted_as_by_hand(void)
{
    double x[] = {1, 1, 1, 2, 1, 3}, y[] = {1, 2, 2};
    struct wf_line line;
    CU_ASSERT_EQUAL_FATAL(fit(x, y, NULL, 3, 2, &line, NULL), 0);
    CHECK_CLOSE(line.freedom, 1, 0);
    CHECK_CLOSE(line.coefficients[0].value, 2 / 3.0, 1e-12);
    CHECK_CLOSE(line.coefficients[1].value, 0.5, 1e-12);
    CHECK_CLOSE(line.covariance[0], 7 / 18.0, 1e-12); /* 1/6 (1/3 + 4/2) */
    CHECK_CLOSE(line.covariance[3], 1 / 12.0, 1e-12); /* 1/6 / 2 */
    CHECK_CLOSE(line.covariance[1], -1 / 6.0, 1e-12); /* -1/6 x 2/2 */
    CHECK_CLOSE(line.covariance[2], -1 / 6.0, 1e-12);
    CHECK_CLOSE(line.coefficients[1].high - 0.5, 12.706204736 * sqrt(1 / 12.0), 1e-9);
    CHECK_CLOSE(0.5 - line.coefficients[1].low, 12.706204736 * sqrt(1 / 12.0), 1e-9);
    CHECK_CLOSE(line.residual[0], -1 / 6.0, 1e-12);
    CHECK_CLOSE(line.residual[1], 1 / 3.0, 1e-12);
    /* without the first: the line through (2, 2) and (3, 2) says 2 at 1 */
    CHECK_CLOSE(line.unseen[0], -1, 1e-12);
    /* without the second: through (1, 1) and (3, 2) says 1.5 at 2 */
    CHECK_CLOSE(line.unseen[1], 0.5, 1e-12);
    CHECK_CLOSE(line.unseen[2], -1, 1e-12);
    wf_line_release(&line);
}

/* A constant through 1, 4, 4 with weights 4, 1, 1: mean 12/6 = 2; weighted squares 4 + 4 + 4 over 2
 * degrees of freedom is 6, over the weights' sum 1. */
static void weights_pull(void)
{
    double x[] = {1, 1, 1}, y[] = {1, 4, 4}, weights[] = {4, 1, 1};
    struct wf_line line;
    CU_ASSERT_EQUAL_FATAL(fit(x, y, weights, 3, 1, &line, NULL), 0);
    CHECK_CLOSE(line.coefficients[0].value, 2, 1e-12);
    CHECK_CLOSE(line.covariance[0], 1, 1e-12);
    CHECK_CLOSE(line.coefficients[0].high, 2 + 4.302652730, 1e-9);
    CHECK_CLOSE(line.unseen[0], 1 - 4, 1e-12);
    CHECK_CLOSE(line.unseen[1], 4 - 8 / 5.0, 1e-12);
    wf_line_release(&line);
}

static void as_many_rows_as_columns_leave_no_interval(void)
{
    double x[] = {1, 1, 1, 3}, y[] = {1, 5};
    struct wf_line line;
    CU_ASSERT_EQUAL_FATAL(fit(x, y, NULL, 2, 2, &line, NULL), 0);
    CHECK_CLOSE(line.coefficients[1].value, 2, 1e-12);
    CU_ASSERT(isnan(line.coefficients[1].low) && isnan(line.coefficients[1].high));
    CU_ASSERT(isnan(line.covariance[0]));
    CU_ASSERT(isnan(line.unseen[0]) && isnan(line.unseen[1]));
    wf_line_release(&line);
}

/* Only the last row has a step: nothing is told of it by the others. */
static void a_row_that_alone_tells_a_number_cannot_be_predicted(void)
{
    double x[] = {1, 0, 1, 0, 1, 0, 1, 1}, y[] = {1, 2, 3, 9};
    struct wf_line line;
    CU_ASSERT_EQUAL_FATAL(fit(x, y, NULL, 4, 2, &line, NULL), 0);
    CHECK_CLOSE(line.coefficients[1].value, 7, 1e-12);
    CHECK_CLOSE(line.unseen[0], -1.5, 1e-12);
    CU_ASSERT(isnan(line.unseen[3]));
    wf_line_release(&line);
}

static void large_offsets_lose_no_digits(void)
{
    double x[10], y[5];
    for (int i = 0; i < 5; i++) {
        x[2 * i] = 1;
        x[2 * i + 1] = 1e5 + i;
        y[i] = 3 + 2e-3 * x[2 * i + 1];
    }
    struct wf_line line;
    CU_ASSERT_EQUAL_FATAL(fit(x, y, NULL, 5, 2, &line, NULL), 0);
    CHECK_CLOSE(line.coefficients[1].value, 2e-3, 1e-7);
    wf_line_release(&line);
}

static void check_refused(const double *x, const double *y, const double *weights, size_t rows,
                          size_t columns, const char *text)
{
    struct wf_line line = {.rows = 42};
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(fit(x, y, weights, rows, columns, &line, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EINPUT);
    CHECK_TEXT(err.text, text);
    CU_ASSERT_EQUAL(line.rows, 42);
}

static void columns_that_cannot_be_told_apart_are_named(void)
{
    double y[] = {1, 2, 4, 8};
    double same[] = {1, 2, 4, 1, 3, 6, 1, 4, 8, 1, 5, 10}; /* the third is twice the second */
    check_refused(same, y, NULL, 4, 3,
                  "'slope' cannot be told apart from 'step': it changes with it alike in every "
                  "row; add rows that differ in one alone");
    double sum[] = {1, 2, 3, 1, 5, 6, 1, 4, 5, 1, 9, 10}; /* the third is the sum of both */
    check_refused(sum, y, NULL, 4, 3,
                  "'slope' cannot be told apart from 'idle' and 'step': it changes with it alike "
                  "in every row; add rows that differ in one alone");
    double zero[] = {1, 0, 1, 0, 1, 0, 1, 0};
    check_refused(zero, y, NULL, 4, 2, "'step' cannot be found: it is 0 in every row");
}

static void rows_that_cannot_be_used_are_refused(void)
{
    double x[] = {1, 1, 1, 2, 1, 3}, y[] = {1, 2, NAN}, fine[] = {1, 2, 3};
    double weights[] = {1, 0, 1};
    check_refused(x, y, NULL, 3, 2, "row 3 holds a value that is not finite");
    check_refused(x, fine, weights, 3, 2, "row 2 has a weight of 0, expected above 0");
    check_refused(x, fine, NULL, 1, 2, "1 row cannot tell 2 numbers apart");
    check_refused(NULL, NULL, NULL, 0, 2, "0 rows cannot tell 2 numbers apart");
}

static const struct wf_test tests[] = {
    WF_TEST(three_points_are_fitted_as_by_hand),
    WF_TEST(weights_pull),
    WF_TEST(as_many_rows_as_columns_leave_no_interval),
    WF_TEST(a_row_that_alone_tells_a_number_cannot_be_predicted),
    WF_TEST(large_offsets_lose_no_digits),
    WF_TEST(columns_that_cannot_be_told_apart_are_named),
    WF_TEST(rows_that_cannot_be_used_are_refused),
};

int main(void)
{
    return wf_suite_run("line", tests, sizeof tests / sizeof tests[0]);
}
