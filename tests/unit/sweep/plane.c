/* The plane of a frontier: which factors, and from where to where. */
#include "sweep/plane.h"
#include "sweep/factor_reader.h"

#include "suite.h"
#include <math.h>

static struct wf_factor factor_of(enum wf_shape_kind kind, double low, double high)
{
    struct wf_factor factor = {
        .shape = {kind, low, high, .centre = NAN, .least = NAN, .most = NAN}};
    return factor;
}

static void check_ends(const struct wf_factor *factor, double reach, double low, double high)
{
    double from, to;
    wf_plane_ends(factor, reach, &from, &to);
    CHECK_CLOSE(from, low, 1e-12);
    CHECK_CLOSE(to, high, 1e-12);
}

/* 4 .. 6 twice as far from 5: 3 .. 7; of logarithms, 2 .. 8 around 4: 1 .. 16 */
static void it_is_twice_as_wide(void)
{
    struct wf_factor factor = factor_of(WF_SHAPE_UNIFORM, 4, 6);
    check_ends(&factor, NAN, 3, 7);
    factor = factor_of(WF_SHAPE_LOG_UNIFORM, 2, 8);
    check_ends(&factor, NAN, 1, 16);
    factor = factor_of(WF_SHAPE_LOGNORMAL, 2, 8); /* of a law without bounds: of its 95 % */
    check_ends(&factor, NAN, 1, 16);
}

/* 2 .. 8 would begin at -1: half of 2; a key ends at 10 */
static void it_ends_above_nothing_and_where_the_key_does(void)
{
    struct wf_factor factor = factor_of(WF_SHAPE_UNIFORM, 2, 8);
    factor.shape.least = 0;
    factor.shape.most = 10;
    check_ends(&factor, NAN, 1, 10);
    factor = factor_of(WF_SHAPE_UNIFORM, -1, 1);
    check_ends(&factor, NAN, -2, 2);
}

/* 4 .. 6: a break-even at 8 lies a tenth of the way from 3 inside: 8.5; one at 20 is farther than
 * four times as wide, 1 .. 9 */
static void it_reaches_for_a_break_even(void)
{
    struct wf_factor factor = factor_of(WF_SHAPE_UNIFORM, 4, 6);
    check_ends(&factor, 8, 3, 8.5);
    check_ends(&factor, 20, 3, 9);
    check_ends(&factor, 5.5, 3, 7);
    factor = factor_of(WF_SHAPE_LOG_UNIFORM, 2, 8); /* 0.5 = 16 / 32: farther by 32^0.1 */
    check_ends(&factor, 0.5, 0.5 * pow(32, -0.1), 16);
}

/* 3 .. 6 are 4.5 - 3 = 1.5 to 7.5; half of 3, rounded up, is 2 */
static void counts_end_at_whole_numbers(void)
{
    struct wf_factor factor = factor_of(WF_SHAPE_UNIFORM, 3, 6);
    factor.shape.whole = true;
    check_ends(&factor, NAN, 2, 8);
}

static void the_factors_are_chosen(void)
{
    struct wf_factors factors = {0};
    struct wf_diag diag;
    struct wf_plane plane;
    struct wf_err err = {0};
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(wf_factors_add_text(&factors, "zone.a.pue=1..2", &diag), 0);
    CU_ASSERT_EQUAL(wf_plane_choose(&factors, NULL, &plane, &err), 0);
    CU_ASSERT_EQUAL(plane.count, 1);
    CU_ASSERT_EQUAL(wf_factors_add_text(&factors, "zone.b.pue=1..2", &diag), 0);
    CU_ASSERT_EQUAL(wf_plane_choose(&factors, NULL, &plane, &err), 0);
    CU_ASSERT_EQUAL(plane.count, 2);
    CU_ASSERT_EQUAL(wf_factors_add_text(&factors, "zone.c.pue=1|2", &diag), 0);
    CU_ASSERT_EQUAL(wf_plane_choose(&factors, NULL, &plane, &err), 0);
    CU_ASSERT_EQUAL(plane.count, 0);
    CU_ASSERT_EQUAL(wf_plane_choose(&factors, "zone.b.pue,zone.a.pue", &plane, &err), 0);
    CU_ASSERT_EQUAL(plane.factors[0], 1);
    CU_ASSERT_EQUAL(plane.factors[1], 0);
    CU_ASSERT_EQUAL(wf_plane_choose(&factors, "zone.a.pue,zone.c.pue", &plane, &err), -1);
    CHECK_TEXT(err.text,
               "--frontier 'zone.c.pue': expected a factor between two bounds, found a list");
    wf_factors_release(&factors);
    wf_diag_release(&diag);
}

static const struct wf_test tests[] = {
    WF_TEST(it_is_twice_as_wide), WF_TEST(it_ends_above_nothing_and_where_the_key_does),
    WF_TEST(it_reaches_for_a_break_even), WF_TEST(counts_end_at_whole_numbers),
    WF_TEST(the_factors_are_chosen)};

int main(void)
{
    return wf_suite_run("plane", tests, sizeof tests / sizeof tests[0]);
}
