#include "base/random.h"

#include "suite.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static void the_same_seed_and_purpose_give_the_same_draws(void)
{
    struct wf_random *a = wf_random_new(42, "selection"), *b = wf_random_new(42, "selection");
    int wrong = 0;
    for (int i = 0; i < 1000; i++)
        wrong += wf_random_below(a, 1000000) != wf_random_below(b, 1000000);
    CU_ASSERT_EQUAL(wrong, 0);
    wf_random_free(a);
    wf_random_free(b);
}

static uint64_t first_draw(uint64_t seed, const char *purpose)
{
    struct wf_random *random = wf_random_new(seed, purpose);
    uint64_t draw = wf_random_below(random, UINT64_MAX);
    wf_random_free(random);
    return draw;
}

static void another_seed_or_purpose_gives_other_draws(void)
{
    uint64_t draw = first_draw(1, "selection");
    CU_ASSERT_NOT_EQUAL(draw, first_draw(2, "selection"));
    CU_ASSERT_NOT_EQUAL(draw, first_draw(1, "dropout"));
    CU_ASSERT_NOT_EQUAL(draw, first_draw(1 + (UINT64_C(1) << 32), "selection"));
    CU_ASSERT_NOT_EQUAL(draw, first_draw(1 + (UINT64_C(1) << 63), "selection"));
    CU_ASSERT_NOT_EQUAL(first_draw(0, ""), first_draw(1, ""));
}

/* Expected values: the reference MT19937 (as Python has it), seeded and scaled as random.c says,
 * computed apart. A change of them changes every random result of every user. */
static void the_streams_are_those_of_the_first_release(void)
{
    struct wf_random *random = wf_random_new(1, "selection");
    CU_ASSERT_EQUAL(wf_random_below(random, 1000000), 853444);
    CU_ASSERT_EQUAL(wf_random_below(random, 1000000), 311557);
    CU_ASSERT_EQUAL(wf_random_below(random, UINT64_C(1) << 40), 531816392022);
    wf_random_free(random);
}

static void draws_stay_below_their_bound_and_are_even(void)
{
    struct wf_random *random = wf_random_new(7, "test");
    int counts[6] = {0}, beyond = 0;
    for (int i = 0; i < 60000; i++) {
        uint64_t draw = wf_random_below(random, 6);
        if (draw < 6)
            counts[draw]++;
        else
            beyond++;
    }
    CU_ASSERT_EQUAL(beyond, 0);
    double chi_square = 0;
    for (int i = 0; i < 6; i++)
        chi_square += (counts[i] - 10000.0) * (counts[i] - 10000.0) / 10000.0;
    CU_ASSERT(chi_square < 20.5); /* 5 degrees of freedom, p = 0.001 */
    CU_ASSERT_EQUAL(wf_random_below(random, 1), 0);
    wf_random_free(random);
}

static void large_bounds_are_even_too(void)
{
    struct wf_random *random = wf_random_new(7, "test");
    uint64_t bound = UINT64_C(3) << 62; /* a plain remainder would favour its lower third */
    int lower = 0, beyond = 0;
    for (int i = 0; i < 30000; i++) {
        uint64_t draw = wf_random_below(random, bound);
        beyond += draw >= bound;
        lower += draw < bound / 3;
    }
    CU_ASSERT_EQUAL(beyond, 0);
    CHECK_CLOSE(lower / 30000.0, 1 / 3.0, 0.03);
    CU_ASSERT(wf_random_below(random, UINT64_C(1) << 32) < UINT64_C(1) << 32);
    wf_random_free(random);
}

static void a_subset_is_ascending_and_within_the_population(void)
{
    struct wf_random *random = wf_random_new(3, "test");
    static uint32_t chosen[10000];
    static const struct {
        uint32_t population, count;
    } cases[] = {{1, 1},
                 {2, 1},
                 {10, 10},
                 {10000, 10000},
                 {10001, 9999},
                 {1000000, 1000},
                 {UINT32_MAX, 10000},
                 {5, 0},
                 {0, 0}};
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        wf_random_subset(random, cases[c].population, cases[c].count, chosen);
        int wrong = 0;
        for (uint32_t i = 0; i < cases[c].count; i++)
            wrong += chosen[i] >= cases[c].population || (i > 0 && chosen[i] <= chosen[i - 1]);
        CU_ASSERT_EQUAL(wrong, 0);
    }
    wf_random_free(random);
}

static void every_subset_is_equally_likely(void)
{
    struct wf_random *random = wf_random_new(11, "test");
    enum { TRIALS = 100000, SUBSETS = 10 }; /* 3 of 5 */
    int counts[32] = {0};
    for (int i = 0; i < TRIALS; i++) {
        uint32_t chosen[3];
        wf_random_subset(random, 5, 3, chosen);
        counts[1 << chosen[0] | 1 << chosen[1] | 1 << chosen[2]]++;
    }
    double expected = TRIALS / SUBSETS, chi_square = 0;
    int seen = 0;
    for (int i = 0; i < 32; i++) {
        if (counts[i] == 0)
            continue;
        seen++;
        chi_square += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    CU_ASSERT_EQUAL(seen, SUBSETS);
    CU_ASSERT(chi_square < 27.9); /* 9 degrees of freedom, p = 0.001 */
    wf_random_free(random);
    wf_random_free(NULL);
}

/* Mean and variance of 200000 draws, against closed forms; 0.0125 deviations are 5.6 standard
 * errors of the mean. */
enum { DRAWS = 200000 };
static double draws[DRAWS];

static void check_moments(double mean, double variance)
{
    double sum = 0, squares = 0;
    for (int i = 0; i < DRAWS; i++)
        sum += draws[i];
    for (int i = 0; i < DRAWS; i++)
        squares += (draws[i] - sum / DRAWS) * (draws[i] - sum / DRAWS);
    CU_ASSERT(fabs(sum / DRAWS - mean) < 0.0125 * sqrt(variance));
    CHECK_CLOSE(squares / DRAWS, variance, 0.05);
}

static void draws_have_the_moments_of_their_distribution(void)
{
    struct wf_random *random = wf_random_new(5, "test");
#define DRAW(draw)                                                                                 \
    for (int i = 0; i < DRAWS; i++)                                                                \
    draws[i] = draw
    DRAW(wf_random_ratio(random));
    check_moments(0.5, 1 / 12.0);
    DRAW(wf_random_uniform(random, -2, 6));
    check_moments(2, 64 / 12.0);
    DRAW(wf_random_normal(random, -3, 2));
    check_moments(-3, 4);
    DRAW(wf_random_lognormal(random, 2, 0.5)); /* m e^(s^2/2), m^2 e^(s^2) (e^(s^2) - 1) */
    check_moments(2 * exp(0.125), 4 * exp(0.25) * (exp(0.25) - 1));
    DRAW(wf_random_exponential(random, 7));
    check_moments(7, 49);
    DRAW(wf_random_gamma(random, 2.5, 3));
    check_moments(7.5, 22.5);
    DRAW(wf_random_gamma(random, 0.3, 3));
    check_moments(0.9, 2.7);
    DRAW(wf_random_pareto(random, 2, 6)); /* s x / (s - 1), x^2 s / ((s - 1)^2 (s - 2)) */
    check_moments(2.4, 4 * 6 / (25 * 4.0));
    wf_random_free(random);
}

static void draws_keep_to_their_support(void)
{
    struct wf_random *random = wf_random_new(6, "test");
    int wrong = 0;
    for (int i = 0; i < 100000; i++) {
        double ratio = wf_random_ratio(random), uniform = wf_random_uniform(random, 1, 1 + 0x1p-50);
        wrong += !(ratio >= 0 && ratio < 1) + !(uniform >= 1 && uniform < 1 + 0x1p-50);
        wrong += !(wf_random_exponential(random, 1) > 0) + !(wf_random_gamma(random, 0.05, 1) > 0);
        wrong += !(wf_random_pareto(random, 3, 0.05) >= 3);
        wrong += !isfinite(wf_random_pareto(random, 3, 0.05));
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_EQUAL(wf_random_uniform(random, 4, 4), 4);
    CU_ASSERT_EQUAL(wf_random_normal(random, 0.1, 0), 0.1);
    CU_ASSERT_EQUAL(wf_random_lognormal(random, 0.1, 0), 0.1);
    wf_random_free(random);
}

static void check_zipf(double exponent, uint64_t most)
{
    struct wf_random *random = wf_random_new(8, "test");
    static int counts[101];
    double total = 0, chi_square = 0;
    int beyond = 0, cells = 0;
    memset(counts, 0, sizeof counts);
    for (int i = 0; i < DRAWS; i++) {
        uint64_t draw = wf_random_zipf(random, exponent, most);
        if (draw >= 1 && draw <= most)
            counts[draw]++;
        else
            beyond++;
    }
    CU_ASSERT_EQUAL(beyond, 0);
    for (uint64_t k = 1; k <= most; k++)
        total += pow((double)k, -exponent);
    for (uint64_t k = 1; k <= most; k++) {
        double expected = DRAWS * pow((double)k, -exponent) / total;
        if (expected >= 10) {
            chi_square += (counts[k] - expected) * (counts[k] - expected) / expected;
            cells++;
        }
    }
    CU_ASSERT(chi_square < cells + 4 * sqrt(2 * cells) + 4); /* p < 1e-4 */
    wf_random_free(random);
}

static void zipf_follows_its_law(void)
{
    check_zipf(0, 7);
    check_zipf(0.5, 100);
    check_zipf(1, 100);
    check_zipf(1 + 1e-12, 10);
    check_zipf(2, 100);
    check_zipf(30, 100);
    check_zipf(1.2, 1);
    check_zipf(1.2, 2);
}

static void sub_streams_depend_on_their_index_only(void)
{
    struct wf_random *a = wf_random_new_indexed(9, "speed"), *b = wf_random_new_indexed(9, "speed");
    uint64_t first = wf_random_below(a, UINT32_MAX);
    int wrong = 0;
    for (uint64_t i = 0; i < 1000; i++) { /* forwards with many draws, backwards with one */
        wf_random_seek(a, i);
        double draw = wf_random_normal(a, 0, 1);
        for (uint64_t more = 0; more < i % 7; more++)
            wf_random_ratio(a);
        wf_random_seek(b, 999 - i);
        wf_random_seek(b, i);
        wrong += draw != wf_random_normal(b, 0, 1);
    }
    CU_ASSERT_EQUAL(wrong, 0);
    wf_random_seek(a, 0);
    CU_ASSERT_EQUAL(wf_random_below(a, UINT32_MAX), first);
    wf_random_seek(a, UINT64_C(1) << 32);
    CU_ASSERT_NOT_EQUAL(wf_random_below(a, UINT32_MAX), first);
    wf_random_free(a);
    wf_random_free(b);
    const struct {
        uint64_t seed;
        const char *purpose;
    } others[] = {{9, "data"}, {10, "speed"}};
    for (size_t i = 0; i < 2; i++) {
        b = wf_random_new_indexed(others[i].seed, others[i].purpose);
        CU_ASSERT_NOT_EQUAL(wf_random_below(b, UINT32_MAX), first);
        wf_random_free(b);
    }
}

static void draws_of_neighbouring_sub_streams_are_independent(void)
{
    struct wf_random *random = wf_random_new_indexed(1, "speed");
    for (int k = 0; k < 3; k++) { /* the k-th draw of each device */
        double last = 0.5, covariance = 0;
        for (int i = 0; i < DRAWS; i++) {
            wf_random_seek(random, (uint64_t)i);
            for (int skipped = 0; skipped < k; skipped++)
                wf_random_ratio(random);
            draws[i] = wf_random_ratio(random);
            covariance += (draws[i] - 0.5) * (last - 0.5) / DRAWS;
            last = draws[i];
        }
        check_moments(0.5, 1 / 12.0);
        CU_ASSERT(fabs(covariance * 12) < 0.0125);
    }
    wf_random_free(random);
}

/* The generator of wf_random_new_counted. Its ratios have 53 bits, so that a collision of two is
 * 2^-53; starts beyond 2^32 are starts of their own. */
static void counted_streams_depend_on_all_bits_of_their_index(void)
{
    static const uint64_t indices[] = {0, 1, 2, 1u << 31, UINT64_C(1) << 32, UINT64_C(1) << 63};
    enum { INDICES = sizeof indices / sizeof *indices };
    struct wf_random *random = wf_random_new_counted(7, "fleet up phone");
    struct wf_random *other = wf_random_new_counted(7, "fleet down phone");
    double first[INDICES];
    for (size_t i = 0; i < INDICES; i++) {
        wf_random_seek(random, indices[i]);
        first[i] = wf_random_ratio(random);
        for (size_t j = 0; j < i; j++)
            CU_ASSERT_NOT_EQUAL(first[i], first[j]);
        wf_random_seek(other, indices[i]);
        CU_ASSERT_NOT_EQUAL(first[i], wf_random_ratio(other));
    }
    for (size_t i = INDICES; i-- > 0;) {
        wf_random_seek(random, indices[i]);
        CHECK_CLOSE(wf_random_ratio(random), first[i], 0);
    }
    wf_random_free(random);
    wf_random_free(other);
}

/* The first draw of each of DRAWS neighbouring indices: uniform and normal (the ziggurat). */
static void first_draws_of_counted_streams_have_their_moments(void)
{
    struct wf_random *random = wf_random_new_counted(3, "test");
    double last = 0.5, covariance = 0;
    for (size_t i = 0; i < DRAWS; i++) {
        wf_random_seek(random, i);
        draws[i] = wf_random_ratio(random);
        covariance += (draws[i] - 0.5) * (last - 0.5) / DRAWS;
        last = draws[i];
    }
    check_moments(0.5, 1 / 12.0);
    CU_ASSERT(fabs(covariance * 12) < 0.0125);
    for (size_t i = 0; i < DRAWS; i++) {
        wf_random_seek(random, i);
        draws[i] = wf_random_normal(random, 3, 2);
    }
    check_moments(3, 4);
    wf_random_free(random);
}

static const struct wf_test tests[] = {
    WF_TEST(the_same_seed_and_purpose_give_the_same_draws),
    WF_TEST(another_seed_or_purpose_gives_other_draws),
    WF_TEST(the_streams_are_those_of_the_first_release),
    WF_TEST(draws_stay_below_their_bound_and_are_even),
    WF_TEST(large_bounds_are_even_too),
    WF_TEST(a_subset_is_ascending_and_within_the_population),
    WF_TEST(every_subset_is_equally_likely),
    WF_TEST(draws_have_the_moments_of_their_distribution),
    WF_TEST(draws_keep_to_their_support),
    WF_TEST(zipf_follows_its_law),
    WF_TEST(sub_streams_depend_on_their_index_only),
    WF_TEST(draws_of_neighbouring_sub_streams_are_independent),
    WF_TEST(counted_streams_depend_on_all_bits_of_their_index),
    WF_TEST(first_draws_of_counted_streams_have_their_moments),
};

int main(void)
{
    return wf_suite_run("random", tests, sizeof tests / sizeof tests[0]);
}
