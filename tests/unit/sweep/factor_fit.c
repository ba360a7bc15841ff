/* Figures of a fit as factors: drawn together, in one group. */
#include "sweep/factor_fit.h"

#include "scratch.h"
#include "statistics/indices.h"
#include "suite.h"
#include "sweep/factor_reader.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct read {
    struct wf_factors factors;
    struct wf_diag diag;
    struct wf_err err;
    int status;
};

static struct read read_fit(const char *rows, const char *host)
{
    struct read read = {.status = 0};
    char *text = wf_format("key,value,error,freedom,%s", rows);
    wf_diag_init(&read.diag);
    wf_scratch_enter();
    const char *path = wf_scratch_put("fit.csv", text);
    read.status = wf_factors_add_file(&read.factors, path, (struct wf_fit_of){.host = host},
                                      (struct wf_origin){"study.xml", 7}, &read.diag, &read.err);
    wf_scratch_leave();
    free(text);
    return read;
}

static void release(struct read *read)
{
    wf_factors_release(&read->factors);
    wf_diag_release(&read->diag);
}

/* Halton's sequence: the @p i -th point of dimension @p column. */
static double coordinate(size_t i, size_t column)
{
    static const size_t bases[] = {2, 3, 5, 7, 11};
    double sum = 0, share = 1;
    for (size_t base = bases[column]; i > 0; i /= base)
        sum += (share /= (double)base) * (double)(i % base);
    return sum;
}

/* Speed and watts of a board: errors of 1 % each, correlation 0.98, 10 degrees of freedom. */
static const char board[] = "speed.1,wattage_per_state.1.all\n"
                            "speed.1,1e12,1e10,10,1,0.98\n"
                            "wattage_per_state.1.all,50,0.5,10,0.98,1\n";

static void keys_are_those_of_the_hosts_that_are_said(void)
{
    struct read read = read_fit(board, "board-*");
    CU_ASSERT_EQUAL(read.diag.count, 0);
    CU_ASSERT_EQUAL_FATAL(read.factors.count, 2);
    const struct wf_factor *speed = &read.factors.items[0], *watts = &read.factors.items[1];
    CHECK_TEXT(speed->key, "host.board-*.speed.1");
    CHECK_TEXT(watts->key, "host.board-*.wattage_per_state.1.all");
    CU_ASSERT_EQUAL(speed->word, WF_FITTED);
    CU_ASSERT_PTR_NOT_NULL(strstr(speed->source, "fit.csv"));
    CU_ASSERT_EQUAL(watts->origin.line, 3);
    /* the 95 % interval of a t of 10: 2.228139 errors */
    CHECK_CLOSE(watts->shape.low, 50 - 0.5 * 2.228139, 1e-7);
    CHECK_CLOSE(watts->shape.high, 50 + 0.5 * 2.228139, 1e-7);
    release(&read);
}

static void a_fit_is_one_group(void)
{
    struct read read = read_fit(board, "a");
    wf_factors_add_text(&read.factors, "zone.a.pue=1..2", &read.diag);
    CU_ASSERT_EQUAL_FATAL(read.factors.count, 3);
    CU_ASSERT_EQUAL_FATAL(read.factors.columns, 4); /* two, their spread, the PUE */
    uint32_t groups[4];
    wf_factors_groups(&read.factors, groups);
    CU_ASSERT(groups[0] == groups[1] && groups[1] == groups[2] && groups[2] != groups[3]);
    CU_ASSERT_EQUAL(read.factors.items[0].group, read.factors.items[1].group);
    release(&read);
}

/* A t of 10 degrees has 10 / 8 of the variance. Power over speed: with equal relative errors e and
 * correlation r, its relative variance is 2 e^2 (1 - r) x 10 / 8; drawn apart it would be 50 times
 * as much. */
static void draws_have_the_covariance_of_the_file(void)
{
    struct read read = read_fit(board, "a");
    const size_t N = 100000;
    double variance[2] = {0, 0}, common = 0, ratio = 0;
    CU_ASSERT_EQUAL_FATAL(read.factors.columns, 3);
    for (size_t i = 1; i <= N; i++) {
        double u[3], values[2];
        for (size_t c = 0; c < 3; c++)
            u[c] = coordinate(i, c);
        wf_factors_draw(&read.factors, u, values);
        double speed = values[0] / 1e12 - 1, watts = values[1] / 50 - 1;
        variance[0] += speed * speed / (double)N;
        variance[1] += watts * watts / (double)N;
        common += speed * watts / (double)N;
        ratio += pow((1 + watts) / (1 + speed) - 1, 2) / (double)N;
    }
    CHECK_CLOSE(variance[0], 1e-4 * 10 / 8, 0.01);
    CHECK_CLOSE(variance[1], 1e-4 * 10 / 8, 0.01);
    CHECK_CLOSE(common, 0.98e-4 * 10 / 8, 0.01);
    CHECK_CLOSE(ratio, 2 * 1e-4 * 0.02 * 10 / 8, 0.02);
    release(&read);
}

/* y = 3 a - b + 2 c, normal: a and b of one fit with errors 1 and 2 and correlation 0.5, c alone
 * with
 * 3. Var(3 a - b) = 9 + 4 - 2 x 3 x 0.5 x 2 = 7, Var(2 c) = 36: the fit has 7 / 43 of the variance.
 * Apart, the two would have 13 / 49. */
static void a_fit_has_the_index_of_all_its_figures(void)
{
    struct read read = read_fit("wattage_per_state.0.idle,wattage_per_state.0.all\n"
                                "wattage_per_state.0.idle,100,1,inf,1,0.5\n"
                                "wattage_per_state.0.all,200,2,inf,0.5,1\n",
                                "a");
    struct wf_design design;
    struct wf_sobol sobol;
    uint32_t groups[3];
    wf_factors_add_text(&read.factors, "host.b.speed.0=4.120108046f..15.87989195f,shape=normal",
                        &read.diag); /* 10 +- 1.959964 x 3 */
    CU_ASSERT_EQUAL(read.diag.count, 0);
    CU_ASSERT_EQUAL_FATAL(read.factors.columns, 3);
    wf_factors_groups(&read.factors, groups);
    CU_ASSERT_EQUAL_FATAL(wf_design_make(&design, WF_DESIGN_SOBOL, 3, groups, 32768, 1, &read.err),
                          0);
    uint64_t rows = wf_design_rows(&design);
    double *results = calloc(rows, sizeof *results);
    for (uint64_t row = 0; row < rows; row++) {
        double u[3], x[3];
        wf_design_row(&design, row, u);
        wf_factors_draw(&read.factors, u, x);
        results[row] = 3 * x[0] - x[1] + 2 * x[2];
    }
    wf_sobol_of(&design, results, &sobol);
    CU_ASSERT_EQUAL_FATAL(sobol.groups, 2);
    CHECK_CLOSE(sobol.index[0].first.value, 7.0 / 43, 0.01);
    CHECK_CLOSE(sobol.index[0].total.value, 7.0 / 43, 0.01);
    CHECK_CLOSE(sobol.index[1].first.value, 36.0 / 43, 0.01);
    wf_sobol_release(&sobol);
    wf_design_release(&design);
    free(results);
    release(&read);
}

/* A ratio of 0.95 +- 0.2 cannot exceed 1: no draw does, and none lies at 1 itself. */
static void draws_stay_in_the_range_of_their_prop(void)
{
    struct read read = read_fit("utilisation,speed\nutilisation,0.95,0.2,2,1,0.9\n"
                                "speed,1e9,9e8,2,0.9,1\n",
                                "a");
    CU_ASSERT_EQUAL_FATAL(read.factors.count, 2);
    double last = -1;
    for (size_t i = 1; i <= 2000; i++) {
        double u[3], values[2];
        for (size_t c = 0; c < 3; c++)
            u[c] = coordinate(i, c);
        wf_factors_draw(&read.factors, u, values);
        CU_ASSERT(values[0] > 0 && values[0] < 1 && values[1] > 0);
        CU_ASSERT(values[0] != last);
        last = values[0];
    }
    release(&read);
}

static void a_row_without_error_does_not_vary(void)
{
    struct read read =
        read_fit("speed,utilisation\nspeed,1e9,1e7,3,1,0\nutilisation,0.5,0,3,0,1\n", "a");
    CU_ASSERT_EQUAL(read.diag.count, 0);
    CU_ASSERT_EQUAL_FATAL(read.factors.count, 1);
    CHECK_TEXT(read.factors.items[0].key, "host.a.speed");
    release(&read);
}

/* Of an actor, and of hosts by their names: as --set has it. */
static void whole_keys_need_no_host(void)
{
    struct read read =
        read_fit("server.round-overhead,host.a.speed.1\n"
                 "server.round-overhead,3,0.1,3,1,0.5\nhost.a.speed.1,1e9,1e7,3,0.5,1\n",
                 NULL);
    CU_ASSERT_EQUAL(read.diag.count, 0);
    CU_ASSERT_EQUAL_FATAL(read.factors.count, 2);
    CHECK_TEXT(read.factors.items[0].key, "server.round-overhead");
    release(&read);
}

static void check_wrong(const char *rows, const char *host, uint32_t line, const char *expected)
{
    struct read read = read_fit(rows, host);
    CU_ASSERT_EQUAL_FATAL(read.diag.count, 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(read.diag.entries[0].file, "fit.csv"));
    CU_ASSERT_EQUAL(read.diag.entries[0].line, line);
    CHECK_TEXT(read.diag.entries[0].text, expected);
    CU_ASSERT_EQUAL(read.factors.count, 0);
    release(&read);
}

static void mistakes_are_reported_with_their_line(void)
{
    check_wrong("speed.1\nspeed.1,1,1,4,1\n", NULL, 2,
                "factor 'speed.1': 'speed.1' is a figure of a host, and the file does not say "
                "which; expected host.NAME.speed.1, or the attribute 'host' in <factors>");
    check_wrong("sped.1\nsped.1,1,1,4,1\n", "a", 2,
                "factor 'sped.1': host prop 'sped' is unknown; did you mean 'speed'?");
    check_wrong("wall_facto\nwall_facto,1,1,4,1\n", "a", 2,
                "factor 'wall_facto': host prop 'wall_facto' is unknown; did you mean "
                "'wall_factor'?");
    check_wrong("server.selection\nserver.selection,1,1,4,1\n", NULL, 2,
                "factor 'server.selection': it is no number that a fit could tell");
    check_wrong("wattage_per_state.1\nwattage_per_state.1,1,1,4,1\n", "a", 2,
                "factor 'host.a.wattage_per_state.1': 'wattage_per_state' has several watts; "
                "expected a part behind it");
    check_wrong("utilisation\nutilisation,1.5,1,4,1\n", "a", 2,
                "factor 'host.a.utilisation': its estimate 1.5 is out of range; expected ratio > 0 "
                "up to 1");
    check_wrong("speed.1\nspeed.1,1,-1,4,1\n", "a", 2,
                "'speed.1': the error is -1; expected a standard error of 0 or more");
}

static void a_host_for_draws_is_refused(void)
{
    struct read read = {.status = 0};
    wf_diag_init(&read.diag);
    wf_scratch_enter();
    const char *path = wf_scratch_put("draws.csv", "zone.a.pue\n1.1\n1.2\n");
    wf_factors_add_file(&read.factors, path, (struct wf_fit_of){.host = "a"},
                        (struct wf_origin){"study.xml", 7}, &read.diag, &read.err);
    wf_scratch_leave();
    CU_ASSERT_EQUAL_FATAL(read.diag.count, 1);
    CHECK_TEXT(read.diag.entries[0].file, "study.xml");
    CU_ASSERT_PTR_NOT_NULL(strstr(read.diag.entries[0].text, "draws.csv' is no file of a fit"));
    release(&read);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(keys_are_those_of_the_hosts_that_are_said),
        WF_TEST(a_fit_is_one_group),
        WF_TEST(draws_have_the_covariance_of_the_file),
        WF_TEST(a_fit_has_the_index_of_all_its_figures),
        WF_TEST(draws_stay_in_the_range_of_their_prop),
        WF_TEST(a_row_without_error_does_not_vary),
        WF_TEST(whole_keys_need_no_host),
        WF_TEST(mistakes_are_reported_with_their_line),
        WF_TEST(a_host_for_draws_is_refused),
    };
    return wf_suite_run("sweep.factor_fit", tests, sizeof tests / sizeof *tests);
}
