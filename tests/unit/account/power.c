#include "account/power.h"

#include "suite.h"
#include <stdio.h>

static double sum(const struct wf_power *power, uint32_t row)
{
    double total = 0;
    for (uint32_t i = 0; i < power->bins; i++)
        total += power->energy_j[i * WF_POWER_ROWS + row];
    return total;
}

static double bin(const struct wf_power *power, uint32_t i, uint32_t row)
{
    return power->energy_j[i * WF_POWER_ROWS + row];
}

/* 2048 bins of 1 s; steps of 2 W from 0.5 to 2.25 s: 1, 2, 0.5 J. */
static void a_step_is_spread_over_the_bins_that_it_covers(void)
{
    struct wf_power *power = wf_power_new();
    wf_power_add(power, 0, 0, 0, 2048);
    CHECK_CLOSE(power->step_s, 1, 0);
    wf_power_add(power, 1, 3.5, 0.5, 2.25);
    CHECK_CLOSE(bin(power, 0, 1), 1, 1e-15);
    CHECK_CLOSE(bin(power, 1, 1), 2, 1e-15);
    CHECK_CLOSE(bin(power, 2, 1), 0.5, 1e-15);
    CU_ASSERT_EQUAL(bin(power, 3, 1), 0);
    CHECK_CLOSE(sum(power, 1), 3.5, 1e-15);
    CU_ASSERT_EQUAL(sum(power, 0), 0);
    wf_power_free(power);
}

/* A step that ends on an edge adds nothing behind it; one at the end of all bins neither. */
static void edges_belong_to_the_bin_before(void)
{
    struct wf_power *power = wf_power_new();
    wf_power_add(power, 0, 0, 0, 2048);
    wf_power_add(power, 0, 6, 1, 3);
    CU_ASSERT_EQUAL(bin(power, 0, 0), 0);
    CHECK_CLOSE(bin(power, 1, 0), 3, 1e-15);
    CHECK_CLOSE(bin(power, 2, 0), 3, 1e-15);
    CU_ASSERT_EQUAL(bin(power, 3, 0), 0);
    wf_power_add(power, 0, 5, 2047, 2048);
    CHECK_CLOSE(bin(power, 2047, 0), 5, 1e-15);
    CHECK_CLOSE(power->step_s, 1, 0);
    wf_power_free(power);
}

/* What is drawn at once goes to one bin, also at 0 and at an edge. */
static void what_takes_no_time_is_in_one_bin(void)
{
    struct wf_power *power = wf_power_new();
    wf_power_add(power, 0, 0, 0, 2048);
    wf_power_add(power, 0, 1, 0, 0);
    wf_power_add(power, 0, 2, 7, 7);
    wf_power_add(power, 0, 4, 2048, 2048);
    CHECK_CLOSE(bin(power, 0, 0), 1, 0);
    CHECK_CLOSE(bin(power, 6, 0), 2, 0);
    CHECK_CLOSE(bin(power, 2047, 0), 4, 0);
    wf_power_free(power);
}

/* Bins of 1 s become bins of 4 s when a step ends at 5000 s: those met before are added. */
static void bins_grow_and_keep_their_sum(void)
{
    struct wf_power *power = wf_power_new();
    wf_power_add(power, 0, 0, 0, 2048);
    for (int i = 0; i < 8; i++)
        wf_power_add(power, 0, i + 1, i, i + 1);
    wf_power_add(power, 1, 100, 4000, 5000);
    CHECK_CLOSE(power->step_s, 4, 0);
    CHECK_CLOSE(bin(power, 0, 0), 1 + 2 + 3 + 4, 1e-15);
    CHECK_CLOSE(bin(power, 1, 0), 5 + 6 + 7 + 8, 1e-15);
    CU_ASSERT_EQUAL(bin(power, 2, 0), 0);
    CU_ASSERT_EQUAL(power->bins, 1250);
    CHECK_CLOSE(bin(power, 1000, 1), 0.4, 1e-12);
    CHECK_CLOSE(sum(power, 1), 100, 1e-12);
    wf_power_free(power);
}

static void kinds_have_rows_and_the_last_is_shared(void)
{
    char names[WF_POWER_ROWS + 2][8];
    struct wf_power *power = wf_power_new();
    for (uint32_t i = 0; i < WF_POWER_ROWS; i++) {
        snprintf(names[i], sizeof names[i], "k%u", i);
        CU_ASSERT_EQUAL(wf_power_row(power, names[i], 10 + i), i);
    }
    CU_ASSERT_EQUAL(wf_power_row(power, "k3", 99), 3);
    CU_ASSERT_EQUAL(power->hosts[3], 13);
    CU_ASSERT_EQUAL(power->more, 0);
    CU_ASSERT_EQUAL(wf_power_row(power, "other", 77), WF_POWER_ROWS - 1);
    CU_ASSERT_EQUAL(power->more, 1);
    CU_ASSERT_EQUAL(power->rows, WF_POWER_ROWS);
    wf_power_free(power);
    wf_power_free(NULL);
}

/* 5 bins of 2 rows to at most 2: of 4 s each. */
static void neighbours_are_merged(void)
{
    double energy_j[] = {1, 10, 2, 20, 3, 30, 4, 40, 5, 50}, step_s = 1;
    CU_ASSERT_EQUAL(wf_power_merge(energy_j, 5, 2, 2, &step_s), 2);
    CHECK_CLOSE(step_s, 4, 0);
    CHECK_CLOSE(energy_j[0], 10, 0);
    CHECK_CLOSE(energy_j[1], 100, 0);
    CHECK_CLOSE(energy_j[2], 5, 0);
    CHECK_CLOSE(energy_j[3], 50, 0);
    CU_ASSERT_EQUAL(wf_power_merge(energy_j, 2, 2, 2, &step_s), 2);
    CHECK_CLOSE(step_s, 4, 0);
}

static const struct wf_test tests[] = {
    WF_TEST(a_step_is_spread_over_the_bins_that_it_covers),
    WF_TEST(edges_belong_to_the_bin_before),
    WF_TEST(what_takes_no_time_is_in_one_bin),
    WF_TEST(bins_grow_and_keep_their_sum),
    WF_TEST(kinds_have_rows_and_the_last_is_shared),
    WF_TEST(neighbours_are_merged),
};

int main(void)
{
    return wf_suite_run("power", tests, sizeof tests / sizeof tests[0]);
}
