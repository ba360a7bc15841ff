#include "statistics/indices.h"

#include "statistics/chance.h"
#include "suite.h"
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 8 };

/* ---- functions whose indices are known ---- */

struct known {
    const char *name;
    double (*of)(const double *u);
    size_t columns;
    void (*indices)(double *first, double *total);
};

static double ishigami(const double *u)
{
    double x = M_PI * (2 * u[0] - 1), y = M_PI * (2 * u[1] - 1), z = M_PI * (2 * u[2] - 1);
    return sin(x) + 7 * sin(y) * sin(y) + 0.1 * pow(z, 4) * sin(x);
}

/* Variances of Ishigami and Homma (1990), a = 7, b = 0.1. */
static void ishigami_indices(double *first, double *total)
{
    double a = 7, b = 0.1, four = pow(M_PI, 4), eight = pow(M_PI, 8);
    double one = 0.5 * pow(1 + b * four / 5, 2), two = a * a / 8;
    double both = b * b * eight * (1 / 18.0 - 1 / 50.0), all = one + two + both;
    double firsts[] = {one / all, two / all, 0};
    double totals[] = {(one + both) / all, two / all, both / all};
    memcpy(first, firsts, sizeof firsts);
    memcpy(total, totals, sizeof totals);
}

/* f = product of factors that are independent, each of mean 1 and variance v: variance of f is
 * product (1 + v) - 1; first order v, total v x product of the others' (1 + v). */
static void product_indices(const double *v, size_t count, double *first, double *total)
{
    double product = 1;
    for (size_t i = 0; i < count; i++)
        product *= 1 + v[i];
    for (size_t i = 0; i < count; i++) {
        first[i] = v[i] / (product - 1);
        total[i] = v[i] * product / (1 + v[i]) / (product - 1);
    }
}

static const double g_weights[] = {0, 1, 4.5, 9, 99, 99, 99, 99};

static double g_function(const double *u)
{
    double product = 1;
    for (size_t i = 0; i < 8; i++)
        product *= (fabs(4 * u[i] - 2) + g_weights[i]) / (1 + g_weights[i]);
    return product;
}

/* Sobol' (1993): each factor has mean 1 and variance 1 / (3 (1 + a)^2). */
static void g_indices(double *first, double *total)
{
    double v[8];
    for (size_t i = 0; i < 8; i++)
        v[i] = 1 / (3 * pow(1 + g_weights[i], 2));
    product_indices(v, 8, first, total);
}

static double weighted_sum(const double *u)
{
    return u[0] + 2 * u[1] - 3 * u[2] + 4 * u[3];
}

/* Variances of the terms are as 1 : 4 : 9 : 16. */
static void sum_indices(double *first, double *total)
{
    for (size_t i = 0; i < 4; i++)
        first[i] = total[i] = (double)((i + 1) * (i + 1)) / 30;
}

static double curved_sum(const double *u)
{
    return u[0] * u[0] + exp(u[1]);
}

/* var u^2 = 1/5 - 1/9; var e^u = (e^2 - 1) / 2 - (e - 1)^2 */
static void curved_indices(double *first, double *total)
{
    double one = 4 / 45.0, two = (exp(2) - 1) / 2 - (M_E - 1) * (M_E - 1);
    first[0] = total[0] = one / (one + two);
    first[1] = total[1] = two / (one + two);
}

/* PUE of 1.1 to 1.6, joules a sample of 1 to 3, rounds of 10 to 100. */
static double energy(const double *u)
{
    return (1.1 + 0.5 * u[0]) * (1 + 2 * u[1]) * (10 + 90 * u[2]);
}

/* A uniform factor: variance width^2 / 12 over mean^2. */
static void energy_indices(double *first, double *total)
{
    double v[] = {0.25 / 12 / (1.35 * 1.35), 4 / 12.0 / 4, 8100 / 12.0 / (55 * 55)};
    product_indices(v, 3, first, total);
}

static const struct known functions[] = {
    {"Ishigami", ishigami, 3, ishigami_indices}, {"Sobol's g", g_function, 8, g_indices},
    {"linear", weighted_sum, 4, sum_indices},    {"additive", curved_sum, 2, curved_indices},
    {"product", energy, 3, energy_indices},
};

static void make_design(struct wf_design *design, enum wf_design_kind kind, size_t columns,
                        const uint32_t *group_of, uint64_t points, uint64_t seed)
{
    CU_ASSERT_EQUAL_FATAL(wf_design_make(design, kind, columns, group_of, points, seed, NULL), 0);
    for (size_t c = 0; c < columns; c++)
        wf_design_set_ends(design, c, 0, 1);
}

/* Results of all rows; caller frees. */
static double *results_of(const struct wf_design *design, double (*of)(const double *u))
{
    double *results = malloc(wf_design_rows(design) * sizeof *results), u[MOST_COLUMNS];
    for (uint64_t row = 0; row < wf_design_rows(design); row++) {
        wf_design_row(design, row, u);
        results[row] = of(u);
    }
    return results;
}

static bool covers(struct wf_estimate estimate, double value)
{
    return estimate.low - 1e-9 <= value && value <= estimate.high + 1e-9;
}

/* ---- Sobol's indices ---- */

/* Of 40 intervals at 95 %, 2 miss in the mean, and more than 6 in one of 500 such tests. None is
 * off by more than its width. */
static void known_indices_lie_in_their_intervals(void)
{
    size_t missed = 0;
    for (size_t f = 0; f < sizeof functions / sizeof *functions; f++) {
        const struct known *known = &functions[f];
        double first[MOST_COLUMNS], total[MOST_COLUMNS];
        known->indices(first, total);
        struct wf_design design;
        make_design(&design, WF_DESIGN_SOBOL, known->columns, NULL, 8 * 1024 * (known->columns + 2),
                    4);
        double *results = results_of(&design, known->of);
        struct wf_sobol sobol;
        wf_sobol_of(&design, results, &sobol);
        for (size_t g = 0; g < known->columns; g++) {
            missed += !covers(sobol.index[g].first, first[g]);
            missed += !covers(sobol.index[g].total, total[g]);
            CHECK_CLOSE(sobol.index[g].first.value - first[g], 0, 0.01);
            CHECK_CLOSE(sobol.index[g].total.value - total[g], 0, 0.01);
            CU_ASSERT(sobol.index[g].first.high - sobol.index[g].first.low < 0.02);
            CU_ASSERT(sobol.index[g].total.high - sobol.index[g].total.low < 0.02);
        }
        wf_sobol_release(&sobol);
        wf_design_release(&design);
        free(results);
    }
    CU_ASSERT(missed <= 6);
}

/* Of 100 seeds, of small and larger designs, 95 % intervals hold the known value in 90 to 99 %
 * (indices of one design are not independent, so the count scatters more than a binomial one). */
static void intervals_cover_as_they_claim(void)
{
    for (size_t f = 0; f < sizeof functions / sizeof *functions; f++)
        for (uint64_t size = 16; size <= 128; size *= 8) {
            const struct known *known = &functions[f];
            double first[MOST_COLUMNS], total[MOST_COLUMNS], hits[2] = {0};
            known->indices(first, total);
            for (uint64_t seed = 0; seed < 100; seed++) {
                struct wf_design design;
                make_design(&design, WF_DESIGN_SOBOL, known->columns, NULL,
                            8 * size * (known->columns + 2), seed);
                double *results = results_of(&design, known->of);
                struct wf_sobol sobol;
                wf_sobol_of(&design, results, &sobol);
                for (size_t g = 0; g < known->columns; g++) {
                    hits[0] += covers(sobol.index[g].first, first[g]);
                    hits[1] += covers(sobol.index[g].total, total[g]);
                }
                wf_sobol_release(&sobol);
                wf_design_release(&design);
                free(results);
            }
            double all = 100 * (double)known->columns;
            printf("\n    %s, 8 x %d base points: first %.3f, total %.3f ", known->name, (int)size,
                   hits[0] / all, hits[1] / all);
            CU_ASSERT(hits[0] / all >= 0.9 && hits[0] / all <= 0.99);
            CU_ASSERT(hits[1] / all >= 0.9 && hits[1] / all <= 0.99);
        }
}

static double of_first_alone(const double *u)
{
    return (1.1 + 0.5 * u[0]) * 1e6;
}

static void an_input_that_alone_has_effect_has_exactly_1(void)
{
    struct wf_design design;
    make_design(&design, WF_DESIGN_SOBOL, 2, NULL, 128, 1); /* the smallest */
    double *results = results_of(&design, of_first_alone);
    struct wf_sobol sobol;
    wf_sobol_of(&design, results, &sobol);
    CHECK_CLOSE(sobol.index[0].first.value, 1, 1e-12);
    CHECK_CLOSE(sobol.index[0].first.low, 1, 1e-12);
    CHECK_CLOSE(sobol.index[0].first.high, 1, 1e-12);
    CHECK_CLOSE(sobol.index[0].total.value, 1, 1e-12);
    CHECK_CLOSE(sobol.index[1].first.value, 0, 1e-12);
    CHECK_CLOSE(sobol.index[1].total.value, 0, 1e-12);
    CHECK_CLOSE(sobol.index[1].total.high, 0, 1e-12);
    CHECK_CLOSE(sobol.mean, 1.35e6, 0.02);
    CHECK_CLOSE(sobol.variance, 0.25 / 12 * 1e12, 0.1);
    CU_ASSERT_EQUAL(sobol.used, 32);
    CU_ASSERT_EQUAL(sobol.left_out, 0);
    wf_sobol_release(&sobol);
    wf_design_release(&design);
    free(results);
}

/* f = u1 u2 + u3, groups {1, 2} and {3}: nothing is between the groups, so first is total; var u1
 * u2 = 1/9 - 1/16, var u3 = 1/12. */
static double of_group(const double *u)
{
    return u[0] * u[2] + u[1];
}

static void a_group_has_one_index(void)
{
    uint32_t group_of[] = {5, 1, 5};
    struct wf_design design;
    make_design(&design, WF_DESIGN_SOBOL, 3, group_of, 8 * 4 * 1024, 1);
    double *results = results_of(&design, of_group), one = 7 / 144.0, two = 1 / 12.0;
    struct wf_sobol sobol;
    wf_sobol_of(&design, results, &sobol);
    CU_ASSERT_EQUAL(sobol.groups, 2);
    CHECK_CLOSE(sobol.index[0].first.value, one / (one + two), 0.01);
    CHECK_CLOSE(sobol.index[0].total.value, one / (one + two), 0.01);
    CHECK_CLOSE(sobol.index[1].first.value, two / (one + two), 0.01);
    wf_sobol_release(&sobol);
    wf_design_release(&design);
    free(results);
}

static double far_away(const double *u)
{
    return 1e9 + ishigami(u);
}

static void a_large_mean_changes_nothing(void)
{
    struct wf_design design;
    make_design(&design, WF_DESIGN_SOBOL, 3, NULL, 8 * 5 * 64, 1);
    double *near = results_of(&design, ishigami), *far = results_of(&design, far_away);
    struct wf_sobol one, other;
    wf_sobol_of(&design, near, &one);
    wf_sobol_of(&design, far, &other);
    for (size_t g = 0; g < 3; g++) {
        CHECK_CLOSE(one.index[g].first.value - other.index[g].first.value, 0, 1e-6);
        CHECK_CLOSE(one.index[g].total.low - other.index[g].total.low, 0, 1e-6);
    }
    wf_sobol_release(&one);
    wf_sobol_release(&other);
    wf_design_release(&design);
    free(near);
    free(far);
}

/* What else the rows of the base point say does not matter; the rest is still used. */
static void a_row_that_failed_takes_its_base_point_along(void)
{
    double first[3], total[3];
    ishigami_indices(first, total);
    struct wf_design design;
    make_design(&design, WF_DESIGN_SOBOL, 3, NULL, 8 * 5 * 512, 1);
    for (size_t failed = 0; failed < 5; failed++) {
        double *results = results_of(&design, ishigami);
        for (uint64_t point = 0; point < design.size; point += 10) {
            double *row = results + wf_design_sobol_row(&design, point, 3);
            for (size_t i = 0; i < 5; i++)
                row[i] = i == failed ? NAN : 1e6;
        }
        struct wf_sobol sobol;
        wf_sobol_of(&design, results, &sobol);
        CU_ASSERT_EQUAL(sobol.left_out, 52);
        CU_ASSERT_EQUAL(sobol.used, 8 * 512 - 52);
        CHECK_CLOSE(sobol.mean, 3.5, 0.02);
        for (size_t g = 0; g < 3; g++) {
            CHECK_CLOSE(sobol.index[g].first.value - first[g], 0, 0.02);
            CHECK_CLOSE(sobol.index[g].total.value - total[g], 0, 0.02);
        }
        wf_sobol_release(&sobol);
        free(results);
    }
    wf_design_release(&design);
}

/* One replicate gone: 7 left. Seven gone: no interval. All gone: nothing. */
static void replicates_that_failed_leave_the_others(void)
{
    static const size_t gone[] = {1, 7, 8};
    struct wf_design design;
    make_design(&design, WF_DESIGN_SOBOL, 3, NULL, 8 * 5 * 64, 1);
    for (size_t i = 0; i < 3; i++) {
        double *results = results_of(&design, ishigami);
        for (uint64_t point = 0; point < design.size; point++)
            for (size_t r = 0; r < gone[i]; r++)
                results[wf_design_sobol_row(&design, point, r)] = NAN;
        struct wf_sobol sobol;
        wf_sobol_of(&design, results, &sobol);
        CU_ASSERT_EQUAL(sobol.used, 64 * (8 - gone[i]));
        CU_ASSERT_EQUAL(isnan(sobol.index[1].first.value), gone[i] == 8);
        CU_ASSERT_EQUAL(isnan(sobol.index[1].first.low), gone[i] >= 7);
        if (gone[i] < 8)
            CHECK_CLOSE(sobol.index[1].first.value, 0.4424, 0.1);
        wf_sobol_release(&sobol);
        free(results);
    }
    wf_design_release(&design);
}

static double constant(const double *u)
{
    (void)u;
    return 0.1;
}

static void what_does_not_vary_has_no_indices(void)
{
    struct wf_design design;
    make_design(&design, WF_DESIGN_SOBOL, 3, NULL, 8 * 5 * 64, 1);
    double *results = results_of(&design, constant);
    struct wf_sobol sobol;
    wf_sobol_of(&design, results, &sobol);
    CHECK_CLOSE(sobol.mean, 0.1, 1e-15);
    CHECK_CLOSE(sobol.variance, 0, 0);
    CU_ASSERT(isnan(sobol.index[0].first.value) && isnan(sobol.index[0].total.value));
    wf_sobol_release(&sobol);
    wf_design_release(&design);
    free(results);
}

/* ---- Morris' effects ---- */

static void effects_of_a_linear_function_are_its_slopes(void)
{
    static const double slopes[] = {1, 2, -3, 4};
    struct wf_design design;
    make_design(&design, WF_DESIGN_MORRIS, 4, NULL, 100, 1);
    double *results = results_of(&design, weighted_sum);
    struct wf_morris_effect effects[4];
    wf_morris_of(&design, results, effects);
    for (size_t g = 0; g < 4; g++) {
        CHECK_CLOSE(effects[g].mu_star.value, fabs(slopes[g]), 1e-12);
        CHECK_CLOSE(effects[g].mu_star.low, fabs(slopes[g]), 1e-12);
        CHECK_CLOSE(effects[g].mu_star.high, fabs(slopes[g]), 1e-12);
        CHECK_CLOSE(effects[g].mu, slopes[g], 1e-12);
        CHECK_CLOSE(effects[g].sigma, 0, 1e-12);
        CU_ASSERT_EQUAL(effects[g].used, 20);
    }
    /* a change counts from end to end, wherever the ends are */
    wf_design_set_ends(&design, 0, 0.4, 0.6);
    free(results);
    results = results_of(&design, weighted_sum);
    wf_morris_of(&design, results, effects);
    CHECK_CLOSE(effects[0].mu_star.value, 0.2, 1e-12);
    wf_design_release(&design);
    free(results);
}

/* Levels are -pi, -pi/3, pi/3, pi; a move goes from -pi to pi/3 or from -pi/3 to pi, or back. Of x,
 * sin rises by sin(pi/3) in both, times 1 + 0.1 z^4 of pi or pi/3. Of y, 7 sin^2 changes by 21/4,
 * up or down. Of z, 0.1 z^4 changes by 0.1 (pi^4 - (pi/3)^4), up or down, times sin x: 0 or
 * sin(pi/3) up or down. All over 2/3. */
static void effects_of_ishigami_are_as_by_hand(void)
{
    struct wf_design design;
    make_design(&design, WF_DESIGN_MORRIS, 3, NULL, 80000, 1);
    double *results = results_of(&design, ishigami);
    struct wf_morris_effect effects[3];
    wf_morris_of(&design, results, effects);
    double outer = 0.1 * pow(M_PI, 4), inner = 0.1 * pow(M_PI / 3, 4), sine = sin(M_PI / 3);
    double x = (1 + (outer + inner) / 2) * sine * 1.5, z = (outer - inner) * sine / 2 * 1.5;
    CHECK_CLOSE(effects[0].mu_star.value, x, 0.015);
    CHECK_CLOSE(effects[0].mu, x, 0.015);
    CHECK_CLOSE(effects[0].sigma, (outer - inner) / 2 * sine * 1.5, 0.01);
    CU_ASSERT(covers(effects[0].mu_star, x));
    CHECK_CLOSE(effects[1].mu_star.value, 7.875, 1e-9);
    CHECK_CLOSE(effects[1].mu, 0, 4 * 7.875 / sqrt(20000));
    CHECK_CLOSE(effects[1].sigma, 7.875, 0.001);
    CHECK_CLOSE(effects[2].mu_star.value, z, 0.03);
    CU_ASSERT(covers(effects[2].mu_star, z));
    CHECK_CLOSE(effects[2].mu, 0, 4 * z * sqrt(2) / sqrt(20000));
    CHECK_CLOSE(effects[2].sigma, z * sqrt(2), 0.015);
    CU_ASSERT(effects[1].mu_star.value > effects[0].mu_star.value);
    CU_ASSERT(effects[0].mu_star.value > effects[2].mu_star.value);
    wf_design_release(&design);
    free(results);
}

/* 2 u2 and -3 u3 move together, each up or down: by 1 or by 5, 3 in the mean. */
static void a_group_moves_as_one(void)
{
    uint32_t group_of[] = {0, 1, 1, 2};
    struct wf_design design;
    make_design(&design, WF_DESIGN_MORRIS, 4, group_of, 40000, 1);
    double *results = results_of(&design, weighted_sum);
    struct wf_morris_effect effects[3];
    wf_morris_of(&design, results, effects);
    CHECK_CLOSE(effects[1].mu_star.value, 3, 0.03);
    CU_ASSERT(isnan(effects[1].mu) && isnan(effects[1].sigma));
    CHECK_CLOSE(effects[2].mu, 4, 1e-12);
    wf_design_release(&design);
    free(results);
}

static void effects_beside_a_row_that_failed_are_left_out(void)
{
    struct wf_design design;
    make_design(&design, WF_DESIGN_MORRIS, 4, NULL, 100, 1);
    double *results = results_of(&design, weighted_sum);
    results[0] = NAN;  /* begins a trajectory: one effect */
    results[12] = NAN; /* inside another: two */
    struct wf_morris_effect effects[4];
    wf_morris_of(&design, results, effects);
    uint64_t left_out = 0;
    for (size_t g = 0; g < 4; g++) {
        left_out += effects[g].left_out;
        CU_ASSERT_EQUAL(effects[g].used + effects[g].left_out, 20);
        CHECK_CLOSE(effects[g].mu_star.value, (double)(g + 1), 1e-12);
    }
    CU_ASSERT_EQUAL(left_out, 3);
    for (uint64_t row = 0; row < 100; row++)
        results[row] = NAN;
    wf_morris_of(&design, results, effects);
    CU_ASSERT(isnan(effects[0].mu_star.value) && isnan(effects[0].sigma));
    wf_design_release(&design);
    free(results);
}

/* ---- ranks, shares, quantiles ---- */

/* Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: 4.5 / sqrt(4.5 x 5). */
static void equal_values_share_their_rank(void)
{
    double x[] = {10, 20, 20, 1000}, y[] = {-1, 0, 3, 9};
    CHECK_CLOSE(wf_rank_correlation(x, y, 4, NULL).value, sqrt(0.9), 1e-14);
    CHECK_CLOSE(wf_rank_correlation(y, x, 4, NULL).value, sqrt(0.9), 1e-14);
}

/* One swap of four: r = 1 - 6 x 2 / (4 x 15) = 0.8; z = ln 3, error sqrt(1.32 / 1). */
static void a_rank_correlation_has_its_interval(void)
{
    double x[] = {1, 2, 3, 4, NAN, 7}, y[] = {1, 3, 2, 9, 5, NAN};
    size_t pairs;
    struct wf_estimate r = wf_rank_correlation(x, y, 6, &pairs);
    CU_ASSERT_EQUAL(pairs, 4);
    double z = log(3), half = 1.959963984540054 * sqrt(1.32);
    CHECK_CLOSE(r.value, 0.8, 1e-14);
    CHECK_CLOSE(r.low, tanh(z - half), 1e-9);
    CHECK_CLOSE(r.high, tanh(z + half), 1e-9);
}

/* r = 1: the lower bound is that of one swap of five, r = 1 - 12 / 120 = 0.9. */
static void equal_orders_still_have_a_lower_bound(void)
{
    double x[] = {1, 2, 3, 4, 5}, y[] = {2, 4, 8, 16, 32}, back[] = {5, 4, 3, 2, 1};
    double low = tanh(atanh(0.9) - 1.959963984540054 * sqrt((1 + 0.405) / 2));
    struct wf_estimate r = wf_rank_correlation(x, y, 5, NULL);
    CHECK_CLOSE(r.value, 1, 1e-14);
    CHECK_CLOSE(r.low, low, 1e-9);
    CHECK_CLOSE(r.high, 1, 1e-14);
    r = wf_rank_correlation(x, back, 5, NULL);
    CHECK_CLOSE(r.value, -1, 1e-14);
    CHECK_CLOSE(r.low, -1, 1e-14);
    CHECK_CLOSE(r.high, -low, 1e-9);
}

static void too_few_pairs_have_no_interval_or_no_rank(void)
{
    double x[] = {1, 2, 3}, y[] = {1, 3, 2}, same[] = {4, 4, 4};
    struct wf_estimate r = wf_rank_correlation(x, y, 3, NULL);
    CHECK_CLOSE(r.value, 0.5, 1e-14);
    CU_ASSERT(isnan(r.low) && isnan(r.high));
    CU_ASSERT(isnan(wf_rank_correlation(x, y, 1, NULL).value));
    CU_ASSERT(isnan(wf_rank_correlation(x, y, 0, NULL).value));
    CU_ASSERT(isnan(wf_rank_correlation(x, same, 3, NULL).value));
}

/* Normal pairs of correlation 0.7 have the rank correlation 6 / pi asin(0.35). Of 1000 samples of
 * 25, 95 % intervals hold it in 93 to 97 %. */
static void intervals_of_ranks_cover_as_they_claim(void)
{
    double known = 6 / M_PI * asin(0.35);
    unsigned hits = 0;
    for (uint64_t sample = 0; sample < 1000; sample++) {
        double x[25], y[25];
        for (uint64_t i = 0; i < 25; i++) {
            x[i] = gsl_cdf_ugaussian_Pinv(wf_chance_ratio(1, 1, sample, i));
            y[i] = gsl_cdf_ugaussian_Pinv(wf_chance_ratio(1, 2, sample, i));
            y[i] = 0.7 * x[i] + sqrt(1 - 0.49) * y[i];
        }
        hits += covers(wf_rank_correlation(x, y, 25, NULL), known);
    }
    printf("\n    rank correlation: %u of 1000 ", hits);
    CU_ASSERT(hits >= 930 && hits <= 970);
}

/* 95 of 100: centre (0.95 + z^2 / 200) / (1 + z^2 / 100), z = 1.96. None of 10: z^2 / (10 + z^2).
 */
static void shares_have_wilsons_interval(void)
{
    struct wf_estimate share = wf_share_of(95, 100);
    CHECK_CLOSE(share.value, 0.95, 1e-15);
    CHECK_CLOSE(share.low, 0.8882496, 1e-6);
    CHECK_CLOSE(share.high, 0.9784567, 1e-6);
    share = wf_share_of(0, 10);
    CHECK_CLOSE(share.low, 0, 1e-15);
    CHECK_CLOSE(share.high, 3.841458821 / 13.841458821, 1e-9);
    CHECK_CLOSE(wf_share_of(10, 10).high, 1, 0);
    CU_ASSERT(isnan(wf_share_of(0, 0).low));
}

static void quantiles_leave_out_what_failed(void)
{
    double values[] = {NAN, 4, 1, NAN, 3, 2}, out[4];
    const double p[] = {0, 0.25, 0.5, 1};
    wf_quantiles(values, 6, p, out, 4);
    CHECK_CLOSE(out[0], 1, 0);
    CHECK_CLOSE(out[1], 1.75, 1e-15);
    CHECK_CLOSE(out[2], 2.5, 1e-15);
    CHECK_CLOSE(out[3], 4, 0);
    double none[] = {NAN};
    wf_quantiles(none, 1, p, out, 1);
    CU_ASSERT(isnan(out[0]));
}

static const struct wf_test tests[] = {
    WF_TEST(known_indices_lie_in_their_intervals),
    WF_TEST(intervals_cover_as_they_claim),
    WF_TEST(an_input_that_alone_has_effect_has_exactly_1),
    WF_TEST(a_group_has_one_index),
    WF_TEST(a_large_mean_changes_nothing),
    WF_TEST(a_row_that_failed_takes_its_base_point_along),
    WF_TEST(replicates_that_failed_leave_the_others),
    WF_TEST(what_does_not_vary_has_no_indices),
    WF_TEST(effects_of_a_linear_function_are_its_slopes),
    WF_TEST(effects_of_ishigami_are_as_by_hand),
    WF_TEST(a_group_moves_as_one),
    WF_TEST(effects_beside_a_row_that_failed_are_left_out),
    WF_TEST(equal_values_share_their_rank),
    WF_TEST(a_rank_correlation_has_its_interval),
    WF_TEST(equal_orders_still_have_a_lower_bound),
    WF_TEST(too_few_pairs_have_no_interval_or_no_rank),
    WF_TEST(intervals_of_ranks_cover_as_they_claim),
    WF_TEST(shares_have_wilsons_interval),
    WF_TEST(quantiles_leave_out_what_failed),
};

int main(void)
{
    return wf_suite_run("indices", tests, sizeof tests / sizeof tests[0]);
}
