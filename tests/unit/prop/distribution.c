#include "prop/distribution.h"

#include "prop/prop.h"
#include "suite.h"
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

static void check_draws(const char *text, double mean, double deviation, double least, double most)
{
    struct wf_distribution distribution = parse(text, WF_DIM_NUMBER);
    struct wf_random *random = wf_random_new(1, "distribution");
    double sum = 0;
    int wrong = 0;
    for (int i = 0; i < DRAWS; i++) {
        double draw = wf_distribution_draw(&distribution, random);
        sum += draw / DRAWS;
        wrong += !(draw >= least && draw <= most);
    }
    CU_ASSERT(fabs(sum - mean) <= 5 * deviation / sqrt(DRAWS) + 1e-9 * mean);
    CU_ASSERT_EQUAL(wrong, 0);
    wf_random_free(random);
}

static void draws_have_the_mean_of_their_law_and_lie_between_its_ends(void)
{
    check_draws("40", 40, 0, 40, 40);
    check_draws("uniform(10, 50)", 30, 40 / sqrt(12), 10, 50);
    check_draws("normal(40, 4)", 40, 4, 0, INFINITY); /* the cut is 10 deviations away */
    /* cut at 0: mean + deviation x density(1) / probability(-1 ..), from tables of the normal law
     */
    check_draws("normal(2, 2)", 2 + 2 * 0.24197072451914337 / 0.84134474606854293, 1.6, 0,
                INFINITY);
    check_draws("normal(3, 0)", 3, 0, 3, 3);
    check_draws("lognormal(10, 0.5)", 10 * exp(0.125), 6.1, 0, INFINITY);
    check_draws("lognormal(10, 0)", 10, 0, 10, 10);
    check_draws("exponential(7)", 7, 7, 0, INFINITY);
    check_draws("gamma(2.5, 3)", 7.5, sqrt(22.5), 0, INFINITY);
    check_draws("pareto(2, 6)", 2.4, 0.49, 2, INFINITY);
    check_draws("zipf(1, 3)", 3 / (1 + 1 / 2.0 + 1 / 3.0), 0.8, 1, 3);
    check_draws("zipf(0, 9)", 5, 2.6, 1, 9);
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

static const struct wf_test tests[] = {
    WF_TEST(each_law_is_read_with_units),
    WF_TEST(text_reads_back_to_the_same),
    WF_TEST(constants_are_refused_as_plain_quantities_are),
    WF_TEST(unknown_names_are_told_the_nearest_and_all_there_are),
    WF_TEST(arguments_must_be_as_many_and_in_parentheses),
    WF_TEST(all_arguments_that_are_wrong_are_told),
    WF_TEST(draws_have_the_mean_of_their_law_and_lie_between_its_ends),
    WF_TEST(a_normal_is_never_zero_or_less),
    WF_TEST(counts_are_rounded_and_at_least_one),
    WF_TEST(a_constant_draws_nothing_from_the_stream),
};

int main(void)
{
    return wf_suite_run("distribution", tests, sizeof tests / sizeof tests[0]);
}
