#include "base/random.h"

#include "suite.h"
#include <stdbool.h>
#include <stdlib.h>

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

static const struct wf_test tests[] = {
    WF_TEST(the_same_seed_and_purpose_give_the_same_draws),
    WF_TEST(another_seed_or_purpose_gives_other_draws),
    WF_TEST(the_streams_are_those_of_the_first_release),
    WF_TEST(draws_stay_below_their_bound_and_are_even),
    WF_TEST(large_bounds_are_even_too),
    WF_TEST(a_subset_is_ascending_and_within_the_population),
    WF_TEST(every_subset_is_equally_likely),
};

int main(void)
{
    return wf_suite_run("random", tests, sizeof tests / sizeof tests[0]);
}
