/* Files of a fit: what is in them, what is refused, and figures that follow from parameters. */
#include "fit/fit_table.h"

#include "suite.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct read {
    struct wf_fit_table fit;
    struct wf_diag diag;
};

static struct read read_text(const char *text)
{
    struct read read;
    struct wf_table table;
    wf_diag_init(&read.diag);
    wf_table_read("fit.csv", text, strlen(text), &table, &read.diag);
    CU_ASSERT(wf_fit_table_is(&table));
    wf_fit_table_take(&table, &read.fit, &read.diag);
    wf_table_release(&table);
    return read;
}

static void release(struct read *read)
{
    wf_fit_table_release(&read->fit);
    wf_diag_release(&read->diag);
}

static void a_row_is_a_figure_and_a_column_its_correlations(void)
{
    struct read read = read_text("# of one node\n"
                                 "key,value,error,freedom,wall_factor,speed.1\n"
                                 "speed.1,8e14,2e11,4,0.25,1\n"
                                 "wall_factor,1.3,0.01,inf,1,0.25\n");
    CU_ASSERT_EQUAL(read.diag.count, 0);
    CU_ASSERT_EQUAL_FATAL(read.fit.count, 2);
    CHECK_TEXT(read.fit.keys[1], "wall_factor");
    CU_ASSERT_EQUAL(read.fit.lines[1], 4);
    CHECK_CLOSE(read.fit.value[0], 8e14, 0);
    CHECK_CLOSE(read.fit.error[0], 2e11, 0);
    CHECK_CLOSE(read.fit.freedom[0], 4, 0);
    CU_ASSERT(isinf(read.fit.freedom[1]));
    const double correlation[] = {1, 0.25, 0.25, 1};
    for (int i = 0; i < 4; i++)
        CHECK_CLOSE(read.fit.correlation[i], correlation[i], 0);
    CU_ASSERT_EQUAL(wf_fit_table_find(&read.fit, "wall_factor"), 1);
    CU_ASSERT_EQUAL(wf_fit_table_find(&read.fit, "pue"), SIZE_MAX);
    release(&read);
}

static void check_wrong(const char *rows, uint32_t line, const char *expected)
{
    char *text = wf_format("key,value,error,freedom,%s", rows);
    struct read read = read_text(text);
    CU_ASSERT_EQUAL_FATAL(read.diag.count, 1);
    CHECK_TEXT(read.diag.entries[0].file, "fit.csv");
    CU_ASSERT_EQUAL(read.diag.entries[0].line, line);
    CHECK_TEXT(read.diag.entries[0].text, expected);
    release(&read);
    free(text);
}

static void mistakes_are_reported_with_their_line(void)
{
    check_wrong("a\na,1,-0.5,4,1\n", 2,
                "'a': the error is -0.5; expected a standard error of 0 or more");
    check_wrong("a\na,1,0.5,0.9,1\n", 2, "'a': 0.9 degrees of freedom; expected 1 or more, or inf");
    check_wrong("a\na,1 W,0.5,4,1\n", 2, "column 'value': '1 W' is not a plain number");
    check_wrong("a\na,1,,4,1\n", 2, "column 'error' is empty; expected a number");
    check_wrong("a\n,1,1,4,1\na,1,1,4,1\n", 2,
                "column 'key' is empty; expected a figure, as speed.1");
    check_wrong("a\na,1,1,4,1\na,1,1,4,1\n", 3, "'a' has a row already (line 2)");
    check_wrong("speed.1\nsped.1,1,1,4,1\nspeed.1,1,1,4,1\n", 2,
                "'sped.1' has no column of correlations; expected one a row, of the same keys; did "
                "you mean 'speed.1'?");
    check_wrong(
        "a,pue\na,1,1,4,1,0\n", 1,
        "column 'pue' is of no row; expected key, value, error, freedom and a column a key");
    check_wrong("a\na,1,1,4,0.5\n", 2, "'a' has a correlation of 0.5 with itself; expected 1");
    check_wrong("a,b\na,1,1,4,1,0.5\nb,1,1,4,0.25,1\n", 3,
                "correlation of 'b' with 'a' is 0.25, and 0.5 in line 2; expected the same");
    check_wrong("a,b\na,1,1,4,1,1.5\nb,1,1,4,1.5,1\n", 2,
                "correlation of 'a' with 'b' is 1.5; expected -1 to 1");
    check_wrong("\n", 1, "no row; expected a row a figure");
    check_wrong(
        "a,b,c\na,1,1,4,1,0.9,0.9\nb,1,1,4,0.9,1,-0.9\nc,1,1,4,0.9,-0.9,1\n", 4,
        "the correlations of 'c' and of those above it cannot be together: the matrix is not "
        "positive semidefinite");
}

/* Parameters p, q, r with variances 4, 9, 1 and cov(p, q) = -3. Figures p / 2 + 1 (error 1), p + q
 * (4 + 9 - 6 = 7), q alone, and r. cov(p / 2, p + q) = (4 - 3) / 2. */
static void covariances_follow_by_the_delta_method(void)
{
    static const double covariance[] = {4, -3, 0, -3, 9, 0, 0, 0, 1}, freedom[] = {4, 3, 7};
    static const double half[] = {0.5, 0, 0}, sum[] = {1, 1, 0}, last[] = {0, 0, -1};
    struct wf_fit_figures figures = {.law = {3, covariance, freedom}};
    struct wf_fit_table fit, back;
    wf_fit_figures_add(&figures, "a", 3, half);
    wf_fit_figures_add(&figures, "b,c", 5, sum);
    wf_fit_figures_add(&figures, "a", 4, sum); /* it is there */
    wf_fit_figures_add(&figures, "none", NAN, sum);
    wf_fit_figures_add(&figures, "r", 0.1, last);
    wf_fit_figures_table(&figures, &fit);
    CU_ASSERT_EQUAL_FATAL(fit.count, 3);
    CHECK_CLOSE(fit.error[0], 1, 1e-15);
    CHECK_CLOSE(fit.error[1], sqrt(7), 1e-15);
    CHECK_CLOSE(fit.freedom[0], 4, 0);
    CHECK_CLOSE(fit.freedom[1], 3, 0);
    CHECK_CLOSE(fit.freedom[2], 7, 0);
    CHECK_CLOSE(fit.correlation[1], 0.5 / sqrt(7), 1e-15);
    CHECK_CLOSE(fit.correlation[3], 0.5 / sqrt(7), 1e-15);
    CHECK_CLOSE(fit.correlation[2], 0, 0);
    /* and it reads back to the same bits */
    struct wf_buffer text = {0};
    struct wf_table table;
    struct wf_diag diag;
    wf_diag_init(&diag);
    wf_fit_table_text(&fit, &text);
    wf_table_read("fit.csv", text.text, text.length, &table, &diag);
    wf_fit_table_take(&table, &back, &diag);
    CU_ASSERT_EQUAL(diag.count, 0);
    CU_ASSERT_EQUAL_FATAL(back.count, 3);
    CHECK_TEXT(back.keys[1], "b,c");
    CU_ASSERT(!memcmp(back.value, fit.value, sizeof(double[3])));
    CU_ASSERT(!memcmp(back.error, fit.error, sizeof(double[3])));
    CU_ASSERT(!memcmp(back.correlation, fit.correlation, sizeof(double[9])));
    wf_table_release(&table);
    wf_buffer_release(&text);
    wf_diag_release(&diag);
    wf_fit_table_release(&fit);
    wf_fit_table_release(&back);
    wf_fit_figures_release(&figures);
}

/* What the runs do not tell is NaN in the covariance: a figure that needs it is left out, one that
 * does not stays. */
static void figures_without_an_error_are_left_out(void)
{
    static const double covariance[] = {4, NAN, NAN, NAN}, freedom[] = {4, 4};
    static const double first[] = {1, 0}, both[] = {1, 1};
    struct wf_fit_figures figures = {.law = {2, covariance, freedom}};
    wf_fit_figures_add(&figures, "first", 3, first);
    wf_fit_figures_add(&figures, "both", 3, both);
    CU_ASSERT_EQUAL(figures.count, 1);
    wf_fit_figures_release(&figures);
}

/* Joules and seconds off together, 1 % each: watts = joules / seconds do not vary, and rounding
 * makes no correlation of it. Four runs of six parameters: a matrix of rank 3 is one of a fit. */
static void what_cancels_out_has_no_error(void)
{
    static const double together[] = {3e4 * 3e4 * 1e-4, 3e4 * 1e2 * 1e-4, 3e4 * 1e2 * 1e-4,
                                      1e2 * 1e2 * 1e-4};
    static const double freedom[] = {3, 3, 3, 3, 3, 3}, watts[] = {1 / 1e2, -3e4 / 1e2 / 1e2};
    static const double seconds[] = {0, 1};
    struct wf_fit_figures figures = {.law = {2, together, freedom}};
    struct wf_fit_table fit;
    wf_fit_figures_add(&figures, "watts", 300, watts);
    wf_fit_figures_add(&figures, "seconds", 100, seconds);
    wf_fit_figures_table(&figures, &fit);
    CHECK_CLOSE(fit.error[0], 0, 0);
    CHECK_CLOSE(fit.error[1], 1, 1e-12);
    CHECK_CLOSE(fit.correlation[1], 0, 0);
    wf_fit_table_release(&fit);
    wf_fit_figures_release(&figures);
}

/* Deviations of four runs in six parameters, their sums 0: rank 3. */
static void fits_of_few_runs_read_back(void)
{
    double deviations[4][6], law[36] = {0}, unit[6] = {0};
    static const double freedom[] = {3, 3, 3, 3, 3, 3};
    for (size_t i = 0; i < 6; i++) {
        double mean = 0;
        for (size_t run = 0; run < 4; run++)
            mean +=
                (deviations[run][i] = sin((double)(7 * run + 3 * i * i + i)) * pow(10, (double)i)) /
                4;
        for (size_t run = 0; run < 4; run++)
            deviations[run][i] -= mean;
    }
    for (size_t i = 0; i < 6; i++)
        for (size_t j = 0; j < 6; j++)
            for (size_t run = 0; run < 4; run++)
                law[i * 6 + j] += deviations[run][i] * deviations[run][j] / 12;
    struct wf_fit_figures figures = {.law = {6, law, freedom}};
    for (size_t i = 0; i < 6; i++) {
        char key[] = {(char)('a' + i), 0};
        memset(unit, 0, sizeof unit);
        unit[i] = 1;
        unit[(i + 1) % 6] = -0.5;
        wf_fit_figures_add(&figures, key, 1, unit);
    }
    struct wf_fit_table fit, back;
    struct wf_buffer text = {0};
    struct wf_table table;
    struct wf_diag diag;
    wf_diag_init(&diag);
    wf_fit_figures_table(&figures, &fit);
    wf_fit_table_text(&fit, &text);
    wf_table_read("fit.csv", text.text, text.length, &table, &diag);
    wf_fit_table_take(&table, &back, &diag);
    CU_ASSERT_EQUAL(diag.count, 0);
    wf_table_release(&table);
    wf_buffer_release(&text);
    wf_diag_release(&diag);
    wf_fit_table_release(&fit);
    wf_fit_table_release(&back);
    wf_fit_figures_release(&figures);
}

static void other_tables_are_none(void)
{
    struct wf_table table;
    struct wf_diag diag;
    static const char text[] = "host.a.speed.1,host.a.pue\n1,2\n";
    wf_diag_init(&diag);
    wf_table_read("x.csv", text, strlen(text), &table, &diag);
    CU_ASSERT_FALSE(wf_fit_table_is(&table));
    wf_table_release(&table);
    wf_diag_release(&diag);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(a_row_is_a_figure_and_a_column_its_correlations),
        WF_TEST(mistakes_are_reported_with_their_line),
        WF_TEST(covariances_follow_by_the_delta_method),
        WF_TEST(figures_without_an_error_are_left_out),
        WF_TEST(what_cancels_out_has_no_error),
        WF_TEST(fits_of_few_runs_read_back),
        WF_TEST(other_tables_are_none),
    };
    return wf_suite_run("fit.fit_table", tests, sizeof tests / sizeof *tests);
}
