#include "statistics/chance.h"

#include "statistics/sequence.h"
#include "suite.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_qrng.h>
#include <stdlib.h>

static void each_item_has_one_place(void)
{
    static const uint64_t counts[] = {1, 2, 3, 4, 5, 16, 17, 1000, 65537};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        unsigned char *taken = calloc(counts[i], 1);
        for (uint64_t item = 0; item < counts[i]; item++) {
            uint64_t place = wf_chance_place(7, 1, 2, item, counts[i]);
            CU_ASSERT_FATAL(place < counts[i] && !taken[place]);
            taken[place] = 1;
        }
        free(taken);
    }
}

/* chi-square of @p cells equally likely cells, below its 99.99 % quantile */
static void check_even(const unsigned *hits, size_t cells, unsigned draws)
{
    double square = 0, expected = (double)draws / (double)cells;
    for (size_t i = 0; i < cells; i++)
        square += (hits[i] - expected) * (hits[i] - expected) / expected;
    CU_ASSERT(square < gsl_cdf_chisq_Pinv(0.9999, (double)cells - 1));
}

/* All 24 orders of four items, and all 6 of three, are equally likely. */
static void all_orders_are_equally_likely(void)
{
    unsigned of_four[256] = {0}, of_three[64] = {0}, kept[24], kept_three[6];
    for (uint64_t part = 0; part < 24000; part++) {
        size_t four = 0, three = 0;
        for (uint64_t item = 0; item < 4; item++)
            four = four * 4 + wf_chance_place(1, 1, part, item, 4);
        for (uint64_t item = 0; item < 3; item++)
            three = three * 4 + wf_chance_place(1, 1, part, item, 3);
        of_four[four]++;
        of_three[three]++;
    }
    size_t orders = 0;
    for (size_t i = 0; i < 256; i++)
        if (of_four[i] > 0 && orders < 24)
            kept[orders++] = of_four[i];
    CU_ASSERT_EQUAL_FATAL(orders, 24);
    check_even(kept, 24, 24000);
    orders = 0;
    for (size_t i = 0; i < 64; i++)
        if (of_three[i] > 0 && orders < 6)
            kept_three[orders++] = of_three[i];
    CU_ASSERT_EQUAL_FATAL(orders, 6);
    check_even(kept_three, 6, 24000);
}

static void ratios_are_even_along_each_number(void)
{
    unsigned by_number[10] = {0}, by_part[10] = {0}, by_seed[10] = {0}, by_stream[10] = {0};
    for (uint64_t i = 0; i < 10000; i++) {
        by_seed[(int)(wf_chance_ratio(i, 1, 2, 3) * 10)]++;
        by_stream[(int)(wf_chance_ratio(1, i, 2, 3) * 10)]++;
        by_part[(int)(wf_chance_ratio(1, 1, i, 3) * 10)]++;
        by_number[(int)(wf_chance_ratio(1, 1, 2, i) * 10)]++;
    }
    check_even(by_seed, 10, 10000);
    check_even(by_stream, 10, 10000);
    check_even(by_part, 10, 10000);
    check_even(by_number, 10, 10000);
}

static void a_point_by_its_number_is_that_of_the_sequence(void)
{
    uint32_t *directions = wf_sequence_directions(10);
    gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, WF_SEQUENCE_DIMENSIONS);
    double point[WF_SEQUENCE_DIMENSIONS];
    for (uint32_t number = 1; number < 1024; number++) {
        gsl_qrng_get(sequence, point);
        for (uint32_t d = 0; d < WF_SEQUENCE_DIMENSIONS; d++)
            CU_ASSERT_EQUAL_FATAL(wf_sequence_value(directions, d, number), point[d]);
    }
    CHECK_CLOSE(wf_sequence_value(directions, 5, 0), 0, 0);
    gsl_qrng_free(sequence);
    free(directions);
}

static const struct wf_test tests[] = {
    WF_TEST(each_item_has_one_place),
    WF_TEST(all_orders_are_equally_likely),
    WF_TEST(ratios_are_even_along_each_number),
    WF_TEST(a_point_by_its_number_is_that_of_the_sequence),
};

int main(void)
{
    return wf_suite_run("chance", tests, sizeof tests / sizeof tests[0]);
}
