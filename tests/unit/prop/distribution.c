#include "prop/distribution.h"

#include "prop/prop.h"
#include "suite.h"
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct wf_distribution parse(const char *text, enum wf_dimension dimension)
{
    struct wf_distribution distribution = {WF_DISTRIBUTION_COUNT, NAN, NAN};
    char *why = wf_distribution_parse(text, dimension, 0, INFINITY, &distribution);
    CHECK_TEXT(why, NULL);
    free(why);
    return distribution;
}

static void parses(const char *text, enum wf_dimension dimension, enum wf_distribution_kind kind,
                   double a, double b)
{
    struct wf_distribution got = parse(text, dimension);
    CU_ASSERT_EQUAL(got.kind, kind);
    CHECK_CLOSE(got.a, a, 0);
    CHECK_CLOSE(got.b, b, 0);
}

static void each_law_is_read_with_units(void)
{
    parses("40", WF_DIM_COUNT, WF_DISTRIBUTION_CONSTANT, 40, 0);
    parses(" 20 ms ", WF_DIM_TIME, WF_DISTRIBUTION_CONSTANT, 0.02, 0);
    parses("30 %", WF_DIM_RATIO, WF_DISTRIBUTION_CONSTANT, 0.3, 0);
    parses("uniform(10, 50)", WF_DIM_COUNT, WF_DISTRIBUTION_UNIFORM, 10, 50);
    parses("uniform(0, 0)", WF_DIM_TIME, WF_DISTRIBUTION_UNIFORM, 0, 0);
    parses("uniform( 10 ms ,2 s )", WF_DIM_TIME, WF_DISTRIBUTION_UNIFORM, 0.01, 2);
    parses("normal(40, 10)", WF_DIM_COUNT, WF_DISTRIBUTION_NORMAL, 40, 10);
    parses("normal (40.5 , 0)", WF_DIM_COUNT, WF_DISTRIBUTION_NORMAL, 40.5, 0);
    parses("lognormal(10 Mbit/s, 1.2)", WF_DIM_BANDWIDTH, WF_DISTRIBUTION_LOGNORMAL, 1.25e6, 1.2);
    parses("exponential(3 h)", WF_DIM_TIME, WF_DISTRIBUTION_EXPONENTIAL, 10800, 0);
    parses("gamma(0.5, 3 kW)", WF_DIM_POWER, WF_DISTRIBUTION_GAMMA, 0.5, 3000);
    parses("pareto(1 min, 1.5)", WF_DIM_TIME, WF_DISTRIBUTION_PARETO, 60, 1.5);
    parses("zipf(1.1, 1e3)", WF_DIM_COUNT, WF_DISTRIBUTION_ZIPF, 1.1, 1000);
}

static void text_reads_back_to_the_same(void)
{
    static const struct {
        const char *text, *shown;
        enum wf_dimension dimension;
    } cases[] = {
        {"40", "40", WF_DIM_COUNT},
        {"20 ms", "0.02 s", WF_DIM_TIME},
        {"uniform(10 ms, 2 s)", "uniform(0.01 s, 2 s)", WF_DIM_TIME},
        {"normal(40, 10)", "normal(40, 10)", WF_DIM_COUNT},
        {"lognormal(10 Mbit/s, 1.2)", "lognormal(1250000 byte/s, 1.2)", WF_DIM_BANDWIDTH},
        {"exponential(1e-7 s)", "exponential(1e-07 s)", WF_DIM_TIME},
        {"gamma(0.1, 333333333333333.3 W)", "gamma(0.1, 333333333333333.3 W)", WF_DIM_POWER},
        {"pareto(1 us, 1.5)", "pareto(1e-06 s, 1.5)", WF_DIM_TIME},
        {"zipf(1.1, 1000)", "zipf(1.1, 1000)", WF_DIM_NUMBER},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct wf_distribution first = parse(cases[i].text, cases[i].dimension), second;
        char text[128];
        wf_distribution_text(&first, cases[i].dimension, text, sizeof text);
        CHECK_TEXT(text, cases[i].shown);
        second = parse(text, cases[i].dimension);
        CU_ASSERT_EQUAL(first.kind, second.kind);
        CHECK_CLOSE(first.a, second.a, 0);
        CHECK_CLOSE(first.b, second.b, 0);
    }
}

static void refused(const char *text, enum wf_dimension dimension, double least, double most,
                    const char *expected)
{
    struct wf_distribution distribution = {WF_DISTRIBUTION_GAMMA, 7, 8};
    char *why = wf_distribution_parse(text, dimension, least, most, &distribution);
    CHECK_TEXT(why, expected);
    CU_ASSERT(distribution.kind == WF_DISTRIBUTION_GAMMA && distribution.a == 7);
    free(why);
}

static void constants_are_refused_as_plain_quantities_are(void)
{
    refused("", WF_DIM_TIME, 0, 10, "'' is empty; expected a time (e.g. '10 s')");
    refused("5", WF_DIM_TIME, 0, 10, "'5' needs a unit (e.g. '5 s')");
    refused("1.5", WF_DIM_COUNT, 0, 10, "'1.5' is not an integer");
    refused("11 s", WF_DIM_TIME, 0, 10, "'11 s' is out of range; expected 0 to 10 s");
    refused("0", WF_DIM_TIME, 1, 10, "'0' is out of range; expected 1 s to 10 s");
    refused("-1 s", WF_DIM_TIME, 0, INFINITY, "'-1 s' is out of range; expected at least 0");
    refused("0", WF_DIM_TIME, WF_POSITIVE, INFINITY, "'0' is out of range; expected above 0");
    refused("0", WF_DIM_COUNT, 1, 1e6, "'0' is out of range; expected 1 to 1000000");
    refused("(3)", WF_DIM_COUNT, 1, 1e6, "'(3)' is not a decimal number");
}

#define FORMS                                                                                      \
    "uniform(least, most), normal(mean, deviation), lognormal(median, sigma), exponential(mean), " \
    "gamma(shape, scale), pareto(scale, shape), zipf(exponent, most), or a plain number"

static void unknown_names_are_told_the_nearest_and_all_there_are(void)
{
    refused("norml(40, 10)", WF_DIM_COUNT, 0, 1e6,
            "'norml(40, 10)': there is no distribution 'norml'; expected " FORMS
            "; did you mean 'normal'?");
    refused("weibull(1, 2)", WF_DIM_COUNT, 0, 1e6,
            "'weibull(1, 2)': there is no distribution 'weibull'; expected " FORMS);
    refused("inf", WF_DIM_TIME, 0, INFINITY,
            "'inf': there is no distribution 'inf'; expected " FORMS);
}

static void arguments_must_be_as_many_and_in_parentheses(void)
{
    refused("normal(40)", WF_DIM_COUNT, 0, 1e6,
            "'normal(40)' has 1 argument; expected normal(mean, deviation)");
    refused("exponential(1, 2, 3)", WF_DIM_COUNT, 0, 1e6,
            "'exponential(1, 2, 3)' has 3 arguments; expected exponential(mean)");
    refused("zipf()", WF_DIM_COUNT, 0, 1e6,
            "'zipf()' has 0 arguments; expected zipf(exponent, most)");
    static const char *const open[] = {"normal", "normal 40, 10", "normal(40, 10", "normal(",
                                       "normal(40, 10) s"};
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        char expected[128];
        snprintf(expected, sizeof expected,
                 "'%s': expected normal(mean, deviation), arguments in parentheses", open[i]);
        refused(open[i], WF_DIM_COUNT, 0, 1e6, expected);
    }
}

static void all_arguments_that_are_wrong_are_told(void)
{
    refused("uniform(10, 50 kg)", WF_DIM_TIME, 0, 100,
            "'uniform(10, 50 kg)': least: '10' needs a unit (e.g. '10 s'); 'uniform(10, 50 kg)': "
            "most: '50 kg' is not a time: unit 'kg' is unknown; known: s, ms, us, ns, ps, min, m, "
            "h, d, w, year");
    refused("uniform(5, 200)", WF_DIM_COUNT, 1, 100,
            "'uniform(5, 200)': most: '200' is out of range; expected 1 to 100");
    refused("uniform(50, 10)", WF_DIM_COUNT, 1, 100,
            "'uniform(50, 10)': least '50' is more than most '10'; expected the smaller one first");
    refused("normal(0, 1)", WF_DIM_COUNT, 0, INFINITY,
            "'normal(0, 1)': mean: '0' is out of range; expected above 0");
    refused("normal(-3 s, -1 s)", WF_DIM_TIME, 0, 5,
            "'normal(-3 s, -1 s)': mean: '-3 s' is out of range; expected above 0 to 5 s; "
            "'normal(-3 s, -1 s)': deviation: '-1 s' is out of range; expected at least 0");
    refused("lognormal(3, 11)", WF_DIM_COUNT, 1, 1e6,
            "'lognormal(3, 11)': sigma: '11' is out of range; expected 0 to 10");
    refused("gamma(0.01, 3)", WF_DIM_COUNT, 1, 1e6,
            "'gamma(0.01, 3)': shape: '0.01' is out of range; expected 0.05 to 1000000000");
    refused("pareto(3 s, 2 s)", WF_DIM_TIME, 0, 1e6,
            "'pareto(3 s, 2 s)': shape: '2 s' is not a number: it takes no unit, but 's' follows");
    refused("zipf(-1, 2.5)", WF_DIM_COUNT, 1, 1e6,
            "'zipf(-1, 2.5)': exponent: '-1' is out of range; expected 0 to 100; 'zipf(-1, 2.5)': "
            "most: '2.5' is not a whole number; expected a whole number, 1 to 1000000");
    refused("normal(, 5)", WF_DIM_COUNT, 1, 1e6,
            "'normal(, 5)': mean: '' is empty; expected a number (e.g. '1.5')");
}

/* ---- draws ---- */

enum { DRAWS = 200000 };

static void check_mean(const char *text, double mean, double deviation)
{
    struct wf_distribution distribution = parse(text, WF_DIM_NUMBER);
    struct wf_random *random = wf_random_new(1, "distribution");
    double sum = 0, least, most;
    int wrong = 0;
    wf_distribution_support(&distribution, &least, &most);
    for (int i = 0; i < DRAWS; i++) {
        double draw = wf_distribution_draw(&distribution, random);
        sum += draw / DRAWS;
        wrong += !(draw >= least && draw <= most);
    }
    CHECK_CLOSE(wf_distribution_mean(&distribution), mean, 1e-9);
    CU_ASSERT(fabs(sum - mean) <= 5 * deviation / sqrt(DRAWS) + 1e-9 * mean);
    CU_ASSERT_EQUAL(wrong, 0);
    wf_random_free(random);
}

static void draws_have_the_mean_told_and_lie_in_the_support(void)
{
    check_mean("40", 40, 0);
    check_mean("uniform(10, 50)", 30, 40 / sqrt(12));
    check_mean("normal(40, 4)", 40, 4); /* the cut is 10 deviations away */
    /* cut at 0: mean + deviation x density(1) / probability(-1 ..), from tables of the normal law
     */
    check_mean("normal(2, 2)", 2 + 2 * 0.24197072451914337 / 0.84134474606854293, 1.6);
    check_mean("normal(3, 0)", 3, 0);
    check_mean("lognormal(10, 0.5)", 10 * exp(0.125), 6.1);
    check_mean("exponential(7)", 7, 7);
    check_mean("gamma(2.5, 3)", 7.5, sqrt(22.5));
    check_mean("pareto(2, 6)", 2.4, 0.49);
    check_mean("zipf(1, 3)", 3 / (1 + 1 / 2.0 + 1 / 3.0), 0.8);
    check_mean("zipf(0, 9)", 5, 2.6);
}

static void the_mean_of_zipf_is_that_of_the_sum_to_its_end(void)
{
    static const double exponents[] = {0, 0.5, 1, 1 + 1e-12, 1.2, 2, 2 - 1e-12, 3, 20};
    for (size_t i = 0; i < sizeof exponents / sizeof *exponents; i++) {
        double above = 0, below = 0, most = 200000;
        for (double k = most; k >= 1; k--) {
            above += pow(k, 1 - exponents[i]);
            below += pow(k, -exponents[i]);
        }
        struct wf_distribution zipf = {WF_DISTRIBUTION_ZIPF, exponents[i], most};
        CHECK_CLOSE(wf_distribution_mean(&zipf), above / below, 1e-11);
    }
    struct wf_distribution pareto = {WF_DISTRIBUTION_PARETO, 3, 1};
    CHECK_CLOSE(wf_distribution_mean(&pareto), INFINITY, 0);
}

static void a_normal_is_never_zero_or_less(void)
{
    struct wf_distribution distribution = parse("normal(1, 100)", WF_DIM_NUMBER);
    struct wf_random *random = wf_random_new(1, "distribution");
    int wrong = 0;
    for (int i = 0; i < DRAWS; i++)
        wrong += !(wf_distribution_draw(&distribution, random) > 0);
    CU_ASSERT_EQUAL(wrong, 0);
    wf_random_free(random);
}

static void counts_are_rounded_and_at_least_one(void)
{
    struct wf_random *random = wf_random_new(1, "distribution");
    struct wf_distribution constant = {WF_DISTRIBUTION_CONSTANT, 40.4, 0};
    CU_ASSERT_EQUAL(wf_distribution_draw_count(&constant, random), 40);
    constant.a = 40.5;
    CU_ASSERT_EQUAL(wf_distribution_draw_count(&constant, random), 41);
    constant.a = 0;
    CU_ASSERT_EQUAL(wf_distribution_draw_count(&constant, random), 1);
    constant.a = 1e300;
    CU_ASSERT_EQUAL(wf_distribution_draw_count(&constant, random), UINT64_C(1) << 53);
    struct wf_distribution uniform = {WF_DISTRIBUTION_UNIFORM, 10, 12};
    int seen[3] = {0}, beyond = 0;
    for (int i = 0; i < 4000; i++) {
        uint64_t draw = wf_distribution_draw_count(&uniform, random);
        if (draw >= 10 && draw <= 12)
            seen[draw - 10]++;
        else
            beyond++;
    }
    CU_ASSERT_EQUAL(beyond, 0);
    CU_ASSERT(abs(seen[0] - 1000) < 150 && abs(seen[1] - 2000) < 150 && abs(seen[2] - 1000) < 150);
    wf_random_free(random);
}

static void a_constant_draws_nothing_from_the_stream(void)
{
    struct wf_random *a = wf_random_new(1, "distribution"), *b = wf_random_new(1, "distribution");
    struct wf_distribution constant = {WF_DISTRIBUTION_CONSTANT, 40, 0};
    CHECK_CLOSE(wf_distribution_draw(&constant, a), 40, 0);
    CU_ASSERT_EQUAL(wf_random_below(a, 1000000000), wf_random_below(b, 1000000000));
    wf_random_free(a);
    wf_random_free(b);
}

/* ---- split ---- */

static void splits(uint64_t total, size_t count, const double *weights, const uint64_t *expected)
{
    uint64_t shares[16];
    struct wf_err err = {0};
    CU_ASSERT_EQUAL_FATAL(wf_distribution_split(total, weights, count, shares, &err), 0);
    for (size_t i = 0; i < count; i++)
        CU_ASSERT_EQUAL(shares[i], expected[i]);
}

static void a_total_is_split_in_proportion_with_largest_remainders(void)
{
    splits(10, 2, (double[]){3, 7}, (uint64_t[]){3, 7});
    splits(10, 3, (double[]){1, 1, 1}, (uint64_t[]){4, 3, 3});
    splits(11, 3, (double[]){1, 1, 1}, (uint64_t[]){4, 4, 3});
    splits(100, 3, (double[]){0.1, 0.1, 0.1}, (uint64_t[]){34, 33, 33});
    /* quotas 2.1, 3.5, 4.4 */
    splits(10, 3, (double[]){21, 35, 44}, (uint64_t[]){2, 4, 4});
    splits(7, 1, (double[]){1e-300}, (uint64_t[]){7});
    splits(9, 3, (double[]){DBL_MAX, DBL_MAX, DBL_MAX}, (uint64_t[]){3, 3, 3});
}

static void every_share_is_one_at_least(void)
{
    splits(3, 3, (double[]){1, 1000, 1}, (uint64_t[]){1, 1, 1});
    splits(10, 3, (double[]){1, 1000, 0}, (uint64_t[]){1, 8, 1});
    /* 0.91 of 10 is lifted to 1; 9 left for weights 50 and 1000 - 0.43 is lifted; 8 */
    splits(10, 3, (double[]){100, 1000, 50}, (uint64_t[]){1, 8, 1});
    /* 20 x 0.06 = 1.2 would do, but the lift of the others to 1 leaves 18 x 6 / 100 = 1.08 */
    splits(20, 4, (double[]){6, 94, 0, 0}, (uint64_t[]){1, 17, 1, 1});
}

static void random_splits_are_exact_and_within_one_of_the_quota(void)
{
    struct wf_random *random = wf_random_new(1, "distribution");
    int wrong = 0;
    for (int trial = 0; trial < 300; trial++) {
        enum { MOST = 1000 };
        static double weights[MOST];
        static uint64_t shares[MOST];
        size_t count = 1 + wf_random_below(random, MOST);
        double total_weight = 0;
        for (size_t i = 0; i < count; i++)
            total_weight += weights[i] = wf_random_lognormal(random, 5, trial % 3);
        uint64_t total = count + wf_random_below(random, trial % 2 ? 100000 : UINT64_C(1) << 52);
        uint64_t sum = 0;
        bool lifted = false;
        wrong += wf_distribution_split(total, weights, count, shares, NULL) != 0;
        for (size_t i = 0; i < count; i++)
            lifted |= weights[i] / total_weight * (double)total < 1;
        for (size_t i = 0; i < count; i++) {
            double quota = weights[i] / total_weight * (double)total;
            sum += shares[i];
            wrong += shares[i] < 1;
            wrong += !lifted && fabs((double)shares[i] - quota) > 1 + 1e-12 * quota;
        }
        wrong += sum != total;
    }
    CU_ASSERT_EQUAL(wrong, 0);
    wf_random_free(random);
}

static void unsplittable(uint64_t total, size_t count, const double *weights, const char *text)
{
    uint64_t shares[4] = {77, 77, 77, 77};
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_distribution_split(total, weights, count, shares, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EINPUT);
    CHECK_TEXT(err.text, text);
    CU_ASSERT_EQUAL(shares[0], 77);
}

static void what_cannot_be_split_is_refused(void)
{
    unsplittable(2, 3, (double[]){1, 1, 1},
                 "2 samples do not reach for 3 shares; expected one each at least");
    unsplittable(9, 3, (double[]){0, 0, 0}, "all 3 weights are 0; expected one above 0");
    unsplittable(9, 3, (double[]){1, INFINITY, 1}, "weight 2 is inf; expected a number >= 0");
    unsplittable(9, 3, (double[]){1, 1, -2}, "weight 3 is -2; expected a number >= 0");
}

static const struct wf_test tests[] = {
    WF_TEST(each_law_is_read_with_units),
    WF_TEST(text_reads_back_to_the_same),
    WF_TEST(constants_are_refused_as_plain_quantities_are),
    WF_TEST(unknown_names_are_told_the_nearest_and_all_there_are),
    WF_TEST(arguments_must_be_as_many_and_in_parentheses),
    WF_TEST(all_arguments_that_are_wrong_are_told),
    WF_TEST(draws_have_the_mean_told_and_lie_in_the_support),
    WF_TEST(the_mean_of_zipf_is_that_of_the_sum_to_its_end),
    WF_TEST(a_normal_is_never_zero_or_less),
    WF_TEST(counts_are_rounded_and_at_least_one),
    WF_TEST(a_constant_draws_nothing_from_the_stream),
    WF_TEST(a_total_is_split_in_proportion_with_largest_remainders),
    WF_TEST(every_share_is_one_at_least),
    WF_TEST(random_splits_are_exact_and_within_one_of_the_quota),
    WF_TEST(what_cannot_be_split_is_refused),
};

int main(void)
{
    return wf_suite_run("distribution", tests, sizeof tests / sizeof tests[0]);
}
