#include "sweep/proxy.h"

#include "suite.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum { DEPLOYMENTS = 4, POINTS = 3 };

static double table[DEPLOYMENTS * WF_RESULT_COUNT * POINTS];

static void set(size_t deployment, enum wf_result result, double a, double b, double c)
{
    double *cell = table + (deployment * WF_RESULT_COUNT + result) * POINTS;
    cell[0] = a;
    cell[1] = b;
    cell[2] = c;
}

/* Energy 10, 20, 30, 40 by the median of three points. */
static void fill(void)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        table[i] = NAN;
    for (size_t d = 0; d < DEPLOYMENTS; d++) {
        double k = (double)(d + 1);
        set(d, WF_RESULT_ENERGY, 10 * k, 100 * k, k);
        set(d, WF_RESULT_PARAMETERS, k, k, k);
        set(d, WF_RESULT_FLOP, 5 - k, 5 - k, 5 - k);
        set(d, WF_RESULT_UPLINK, k, k, k);
        set(d, WF_RESULT_DOWNLINK, 2 * k, 2 * k, 2 * k);
        set(d, WF_RESULT_EXCHANGE, d == 0 ? 6 : 0, d == 0 ? 6 : 0, d == 0 ? 6 : 0);
    }
}

static void a_proxy_that_follows_energy_misleads_with_no_pair(void)
{
    struct wf_proxies proxies;
    fill();
    wf_proxies_of(table, DEPLOYMENTS, POINTS, &proxies);
    const struct wf_proxy *parameters = &proxies.items[0];
    CHECK_TEXT(wf_proxy_names[0], "parameters");
    CHECK_CLOSE(parameters->rank.value, 1, 1e-12);
    CU_ASSERT_EQUAL(parameters->deployments, 4);
    CU_ASSERT_EQUAL(parameters->less, SIZE_MAX);
    CHECK_CLOSE(parameters->low, 1, 1e-12);
}

/* The fourth has 1/4 of the flop of the first, and 4 times its energy. */
static void the_pair_that_misleads_most_is_named(void)
{
    struct wf_proxies proxies;
    fill();
    wf_proxies_of(table, DEPLOYMENTS, POINTS, &proxies);
    const struct wf_proxy *flop = &proxies.items[3];
    CHECK_TEXT(wf_proxy_names[3], "flop");
    CHECK_CLOSE(flop->rank.value, -1, 1e-12);
    CU_ASSERT_EQUAL(flop->less, 3);
    CU_ASSERT_EQUAL(flop->more, 0);
    CHECK_CLOSE(flop->proxy_ratio, 0.25, 1e-12);
    CHECK_CLOSE(flop->energy_ratio, 4, 1e-12);
}

/* Bytes 3 + 6, 6, 9, 12: ranks 2.5, 1, 2.5, 4 against 1 to 4; 2.5 / sqrt(4.5 x
 * 5). The first and the third move as much: 3 times the energy. */
static void bytes_are_those_of_all_directions(void)
{
    struct wf_proxies proxies;
    fill();
    wf_proxies_of(table, DEPLOYMENTS, POINTS, &proxies);
    const struct wf_proxy *bytes = &proxies.items[4];
    CHECK_TEXT(wf_proxy_names[4], "bytes");
    CHECK_CLOSE(bytes->rank.value, 3 / sqrt(4.5 * 5), 1e-12);
    CU_ASSERT_EQUAL(bytes->less, 2);
    CU_ASSERT_EQUAL(bytes->more, 0);
    CHECK_CLOSE(bytes->proxy_ratio, 1, 1e-12);
    CHECK_CLOSE(bytes->energy_ratio, 3, 1e-12);
}

/* Of three points one has the orders reversed, one has failed. */
static void points_have_correlations_of_their_own(void)
{
    struct wf_proxies proxies;
    fill();
    for (size_t d = 0; d < DEPLOYMENTS; d++) {
        double k = (double)(d + 1);
        set(d, WF_RESULT_ENERGY, 10 * k, 5 - k, NAN);
    }
    wf_proxies_of(table, DEPLOYMENTS, POINTS, &proxies);
    CHECK_CLOSE(proxies.items[0].low, -0.9, 1e-12); /* 5 % of the way from -1 to 1 */
    CHECK_CLOSE(proxies.items[0].high, 0.9, 1e-12);
}

/* Two that have none of it have as much as each other. */
static void none_is_as_much_as_none(void)
{
    struct wf_proxies proxies;
    fill();
    for (size_t d = 0; d < DEPLOYMENTS; d++) {
        double hours = d < 2 ? 0 : (double)d;
        set(d, WF_RESULT_ACCELERATOR_HOURS, hours, hours, hours);
    }
    wf_proxies_of(table, DEPLOYMENTS, POINTS, &proxies);
    CU_ASSERT_EQUAL(proxies.items[1].less, 1);
    CU_ASSERT_EQUAL(proxies.items[1].more, 0);
    CHECK_CLOSE(proxies.items[1].proxy_ratio, 1, 0);
    CHECK_CLOSE(proxies.items[1].energy_ratio, 2, 1e-12);
}

static void what_is_unknown_is_left_out(void)
{
    struct wf_proxies proxies;
    fill();
    set(1, WF_RESULT_FLOP, NAN, NAN, NAN);
    wf_proxies_of(table, DEPLOYMENTS, POINTS, &proxies);
    CU_ASSERT_EQUAL(proxies.items[3].deployments, 3);
    CU_ASSERT_EQUAL(proxies.items[1].deployments, 0); /* accelerator-hours */
    CU_ASSERT(isnan(proxies.items[1].rank.value));
    CU_ASSERT_EQUAL(proxies.items[1].less, SIZE_MAX);
    wf_proxies_of(table, 2, POINTS, &proxies);
    CU_ASSERT_EQUAL(proxies.deployments, 2);
}

static const struct wf_test tests[] = {
    WF_TEST(a_proxy_that_follows_energy_misleads_with_no_pair),
    WF_TEST(the_pair_that_misleads_most_is_named),
    WF_TEST(bytes_are_those_of_all_directions),
    WF_TEST(points_have_correlations_of_their_own),
    WF_TEST(none_is_as_much_as_none),
    WF_TEST(what_is_unknown_is_left_out),
};

int main(void)
{
    return wf_suite_run("proxy", tests, sizeof tests / sizeof tests[0]);
}
