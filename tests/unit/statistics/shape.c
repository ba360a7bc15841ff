#include "statistics/shape.h"

#include "suite.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct wf_shape shape_of(enum wf_shape_kind kind, double low, double centre, double high)
{
    return (struct wf_shape){.kind = kind,
                             .low = low,
                             .high = high,
                             .centre = centre,
                             .least = -INFINITY,
                             .most = INFINITY};
}

static void uniform_and_log_uniform_reach_both_bounds(void)
{
    struct wf_shape flat = shape_of(WF_SHAPE_UNIFORM, 1.1, NAN, 1.5);
    CHECK_CLOSE(wf_shape_quantile(&flat, 0), 1.1, 0);
    CHECK_CLOSE(wf_shape_quantile(&flat, 0.25), 1.2, 1e-15);
    CHECK_CLOSE(wf_shape_quantile(&flat, 1), 1.5, 0);
    struct wf_shape decades = shape_of(WF_SHAPE_LOG_UNIFORM, 0.1, NAN, 1000);
    CHECK_CLOSE(wf_shape_quantile(&decades, 0), 0.1, 1e-14);
    CHECK_CLOSE(wf_shape_quantile(&decades, 0.25), 1, 1e-14);
    CHECK_CLOSE(wf_shape_middle(&decades), 10, 1e-14);
    CHECK_CLOSE(wf_shape_quantile(&decades, 1), 1000, 1e-14);
}

/* Bounds 0 and 10, mode 4: a share of 4/10 below it, where F = x^2 / 40; above, 1 - F =
 * (10 - x)^2 / 60. */
static void triangular_has_its_mode(void)
{
    struct wf_shape shape = shape_of(WF_SHAPE_TRIANGULAR, 0, 4, 10);
    CHECK_CLOSE(wf_shape_quantile(&shape, 0.1), 2, 1e-15);
    CHECK_CLOSE(wf_shape_quantile(&shape, 0.4), 4, 1e-15);
    CHECK_CLOSE(wf_shape_quantile(&shape, 0.85), 7, 1e-15);
    CHECK_CLOSE(wf_shape_middle(&shape), 10 - sqrt(30), 1e-15);
    CHECK_CLOSE(wf_shape_quantile(&shape, 1), 10, 0);
    shape.centre = 0; /* a mode at the end: F = 1 - (10 - x)^2 / 100 */
    CHECK_CLOSE(wf_shape_quantile(&shape, 0), 0, 0);
    CHECK_CLOSE(wf_shape_quantile(&shape, 0.75), 5, 1e-15);
    shape.centre = 10;
    CHECK_CLOSE(wf_shape_quantile(&shape, 0.25), 5, 1e-15);
}

static void bounds_of_normal_are_its_95_percent(void)
{
    struct wf_shape shape = shape_of(WF_SHAPE_NORMAL, 2, NAN, 10);
    CHECK_CLOSE(wf_shape_quantile(&shape, 0.025), 2, 1e-12);
    CHECK_CLOSE(wf_shape_quantile(&shape, 0.975), 10, 1e-12);
    CHECK_CLOSE(wf_shape_middle(&shape), 6, 1e-12);
    /* 0.841344746 is one sigma: 4 / 1.959963985 */
    CHECK_CLOSE(wf_shape_quantile(&shape, 0.8413447460685429), 6 + 4 / 1.959963984540054, 1e-12);
    CU_ASSERT(isfinite(wf_shape_quantile(&shape, 0)));
    CU_ASSERT(isfinite(wf_shape_quantile(&shape, 1)));
    struct wf_shape ratio = shape_of(WF_SHAPE_LOGNORMAL, 1, NAN, 100);
    CHECK_CLOSE(wf_shape_quantile(&ratio, 0.025), 1, 1e-12);
    CHECK_CLOSE(wf_shape_middle(&ratio), 10, 1e-12);
    CHECK_CLOSE(wf_shape_quantile(&ratio, 0.975), 100, 1e-12);
}

static void a_centre_aside_keeps_median_and_interval(void)
{
    struct wf_shape shape = shape_of(WF_SHAPE_LOGNORMAL, 1.1, 4.9, 23);
    CHECK_CLOSE(wf_shape_quantile(&shape, 0.025), 1.1, 1e-12);
    CHECK_CLOSE(wf_shape_middle(&shape), 4.9, 1e-12);
    CHECK_CLOSE(wf_shape_quantile(&shape, 0.975), 23, 1e-12);
    shape = shape_of(WF_SHAPE_NORMAL, 0, 1, 10);
    CHECK_CLOSE(wf_shape_quantile(&shape, 0.025), 0, 1e-12);
    CHECK_CLOSE(wf_shape_middle(&shape), 1, 1e-12);
    CHECK_CLOSE(wf_shape_quantile(&shape, 0.975), 10, 1e-12);
}

/* Cut off, not clamped: no value is more likely than it was. */
static void a_law_that_is_cut_off_is_renormalised(void)
{
    struct wf_shape shape = shape_of(WF_SHAPE_NORMAL, -1.959963984540054, NAN, 1.959963984540054);
    shape.least = 0; /* half a normal: median where F = 3/4 */
    CHECK_CLOSE(wf_shape_quantile(&shape, 0), 0, 1e-15);
    CHECK_CLOSE(wf_shape_middle(&shape), 0.6744897501960817, 1e-12);
    shape.most = 0.6744897501960817;
    CHECK_CLOSE(wf_shape_middle(&shape), 0.3186393639643752, 1e-12); /* F = 0.625 */
    CHECK_CLOSE(wf_shape_quantile(&shape, 1), 0.6744897501960817, 1e-12);
    shape = shape_of(WF_SHAPE_UNIFORM, 0, NAN, 10);
    shape.least = 4;
    shape.most = 8;
    CHECK_CLOSE(wf_shape_quantile(&shape, 0.25), 5, 1e-15);
    shape = shape_of(WF_SHAPE_LOG_UNIFORM, 1, NAN, 10000);
    shape.most = 100;
    CHECK_CLOSE(wf_shape_middle(&shape), 10, 1e-14);
    shape = shape_of(WF_SHAPE_TRIANGULAR, 0, 4, 10);
    shape.most = 4; /* F = x^2 / 16 */
    CHECK_CLOSE(wf_shape_quantile(&shape, 0.25), 2, 1e-15);
    shape = shape_of(WF_SHAPE_LOGNORMAL, 1, NAN, 100);
    shape.least = 10;
    CHECK_CLOSE(wf_shape_middle(&shape), 10 * exp(log(10) / 1.959963984540054 * 0.6744897501960817),
                1e-12);
}

/* Share of @p value among 10^5 equal steps. */
static double share(const struct wf_shape *shape, double value)
{
    size_t hits = 0;
    for (size_t i = 0; i < 100000; i++)
        hits += wf_shape_quantile(shape, ((double)i + 0.5) / 100000) == value;
    return (double)hits / 100000;
}

static void each_whole_number_has_its_share(void)
{
    struct wf_shape shape = shape_of(WF_SHAPE_UNIFORM, 1, NAN, 4);
    shape.whole = true;
    for (int k = 1; k <= 4; k++)
        CHECK_CLOSE(share(&shape, k), 0.25, 1e-4);
    CHECK_CLOSE(wf_shape_quantile(&shape, 0), 1, 0);
    CHECK_CLOSE(wf_shape_quantile(&shape, 1), 4, 0);
    shape.kind = WF_SHAPE_LOG_UNIFORM; /* of 1/2 to 9/2 */
    CHECK_CLOSE(share(&shape, 1), log(3) / log(9), 1e-4);
    CHECK_CLOSE(share(&shape, 4), log(4.5 / 3.5) / log(9), 1e-4);
    shape = shape_of(WF_SHAPE_TRIANGULAR, 1, 1, 2); /* of 1/2 to 5/2, mode 1: 1/4 below it */
    shape.whole = true;
    CHECK_CLOSE(share(&shape, 2), 1 / 3.0, 1e-4); /* (5/2 - 3/2)^2 / (2 x 3/2) */
    CHECK_CLOSE(share(&shape, 1), 2 / 3.0, 1e-4);
}

static void whole_numbers_are_cut_off_as_wholes(void)
{
    struct wf_shape shape = shape_of(WF_SHAPE_NORMAL, -5, NAN, 5);
    shape.whole = true;
    shape.least = 0.5; /* so 1 is the first */
    shape.most = 3;
    CHECK_CLOSE(wf_shape_quantile(&shape, 0), 1, 0);
    CHECK_CLOSE(wf_shape_quantile(&shape, 1), 3, 0);
    double s = 5 / 1.959963984540054, all = erf(3.5 / s / sqrt(2)) - erf(0.5 / s / sqrt(2));
    CHECK_CLOSE(share(&shape, 1), (erf(1.5 / s / sqrt(2)) - erf(0.5 / s / sqrt(2))) / all, 1e-4);
    CHECK_CLOSE(share(&shape, 3), (erf(3.5 / s / sqrt(2)) - erf(2.5 / s / sqrt(2))) / all, 1e-4);
}

static void items_of_a_list_are_equally_likely(void)
{
    struct wf_shape shape = {.kind = WF_SHAPE_LIST, .count = 3};
    for (int item = 0; item < 3; item++)
        CHECK_CLOSE(share(&shape, item), 1 / 3.0, 1e-4);
    CHECK_CLOSE(wf_shape_middle(&shape), 1, 0);
    CHECK_CLOSE(wf_shape_quantile(&shape, 1), 2, 0);
    shape.count = 1;
    CHECK_CLOSE(wf_shape_quantile(&shape, 0.999), 0, 0);
}

static void a_quantile_never_falls(void)
{
    const struct wf_shape shapes[] = {
        shape_of(WF_SHAPE_UNIFORM, 1, NAN, 4),       shape_of(WF_SHAPE_LOG_UNIFORM, 1, NAN, 4),
        shape_of(WF_SHAPE_TRIANGULAR, 1, 3.9, 4),    shape_of(WF_SHAPE_NORMAL, 1, 3.9, 4),
        shape_of(WF_SHAPE_LOGNORMAL, 1, 1.0001, 40),
    };
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++)
        for (int cut = 0; cut < 4; cut++) {
            struct wf_shape shape = shapes[s];
            shape.least = cut & 1 ? 1.5 : NAN;
            shape.most = cut & 2 ? 3 : NAN;
            double before = -INFINITY;
            for (int i = 0; i <= 1000; i++) {
                double value = wf_shape_quantile(&shape, i / 1000.0);
                CU_ASSERT_FATAL(value >= before);
                before = value;
            }
            CU_ASSERT(!(before > shape.most));
            CU_ASSERT(!(wf_shape_quantile(&shape, 0) < shape.least));
        }
}

static void a_walk_has_ends(void)
{
    struct wf_shape shape = shape_of(WF_SHAPE_UNIFORM, 1, NAN, 4);
    double low, high;
    wf_shape_ends(&shape, &low, &high);
    CHECK_CLOSE(low, 0, 0);
    CHECK_CLOSE(high, 1, 0);
    shape.kind = WF_SHAPE_LOGNORMAL;
    wf_shape_ends(&shape, &low, &high);
    CHECK_CLOSE(wf_shape_quantile(&shape, low), 1, 1e-12);
    CHECK_CLOSE(wf_shape_quantile(&shape, high), 4, 1e-12);
}

static void refuse(struct wf_shape shape, const char *expected)
{
    char *why = wf_shape_check(&shape);
    CHECK_TEXT(why, expected);
    free(why);
}

static void what_is_no_law_is_refused(void)
{
    refuse(shape_of(WF_SHAPE_UNIFORM, 3, NAN, 3), "the interval is empty: low and high are both 3");
    refuse(shape_of(WF_SHAPE_UNIFORM, 3, NAN, 1),
           "the interval is reversed: low 3 is above high 1");
    refuse(shape_of(WF_SHAPE_NORMAL, NAN, NAN, 1), "a normal shape needs low and high");
    refuse(shape_of(WF_SHAPE_NORMAL, 0, NAN, INFINITY), "the interval 0 to inf is not finite");
    refuse(shape_of(WF_SHAPE_LOG_UNIFORM, 0, NAN, 1),
           "low is 0, expected above 0 for a log-uniform shape");
    refuse(shape_of(WF_SHAPE_LOGNORMAL, -1, NAN, 1),
           "low is -1, expected above 0 for a lognormal shape");
    refuse(shape_of(WF_SHAPE_TRIANGULAR, 0, NAN, 1), "a triangular shape needs its centre");
    refuse(shape_of(WF_SHAPE_TRIANGULAR, 0, 2, 1),
           "centre is 2, expected between low 0 and high 1");
    refuse(shape_of(WF_SHAPE_NORMAL, 0, 0, 1), "centre is 0, expected between low 0 and high 1");
    refuse(shape_of(WF_SHAPE_UNIFORM, 0, 0.5, 1),
           "a uniform shape has no centre; triangular, normal and lognormal have one");
    refuse((struct wf_shape){.kind = WF_SHAPE_LIST}, "the list has no items");
    struct wf_shape shape = shape_of(WF_SHAPE_UNIFORM, 0.5, NAN, 3);
    shape.whole = true;
    refuse(shape, "low 0.5 and high 3 are not whole numbers, as the counts between them are");
    shape = shape_of(WF_SHAPE_NORMAL, 0, NAN, 1);
    shape.least = 2;
    refuse(shape, "of a normal shape of 0 to 1, 2.1e-07 % lie in 2 to inf, where it is cut off; "
                  "expected at least 1 %");
    shape = shape_of(WF_SHAPE_UNIFORM, 0, NAN, 10);
    shape.least = 4.2;
    shape.most = 4.8;
    refuse(shape, NULL);
    shape.whole = true; /* no whole number lies there */
    refuse(shape, "of a uniform shape of 0 to 10, 0 % lie in 5 to 4, where it is cut off; "
                  "expected at least 1 %");
    refuse(shape_of(WF_SHAPE_TRIANGULAR, 0, 1, 1), NULL);
    refuse(shape_of(WF_SHAPE_LOGNORMAL, 1.1, 4.9, 23), NULL);
    refuse((struct wf_shape){.kind = WF_SHAPE_LIST, .count = 1}, NULL);
}

/* By hand: 1.1 to 1.5 about 1.3, twice as wide, is 0.9 to 1.7; 2 to 8 about 4 by logarithms 1 to
 * 16; 0 to 10 about 4 is -4 to 16. Cut off at 0 the quantiles begin there. */
static void a_wider_law_keeps_its_centre(void)
{
    static const struct {
        enum wf_shape_kind kind;
        double low, centre, high, wide_low, wide_high;
    } cases[] = {
        {WF_SHAPE_UNIFORM, 1.1, NAN, 1.5, 0.9, 1.7}, {WF_SHAPE_LOG_UNIFORM, 2, NAN, 8, 1, 16},
        {WF_SHAPE_TRIANGULAR, 0, 4, 10, -4, 16},     {WF_SHAPE_NORMAL, 3, 4, 7, 2, 10},
        {WF_SHAPE_LOGNORMAL, 1, 4, 8, 0.25, 16},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct wf_shape shape =
            shape_of(cases[i].kind, cases[i].low, cases[i].centre, cases[i].high);
        struct wf_shape wide = wf_shape_widened(&shape, 2);
        CHECK_CLOSE(wide.low, cases[i].wide_low, 1e-14);
        CHECK_CLOSE(wide.high, cases[i].wide_high, 1e-14);
        wide.least = 0;
        CU_ASSERT(wf_shape_quantile(&wide, 0) >= 0);
    }
    struct wf_shape list = {.kind = WF_SHAPE_LIST, .count = 3};
    CU_ASSERT_EQUAL(wf_shape_widened(&list, 2).count, 3);
}

static const struct wf_test tests[] = {
    WF_TEST(a_wider_law_keeps_its_centre),
    WF_TEST(uniform_and_log_uniform_reach_both_bounds),
    WF_TEST(triangular_has_its_mode),
    WF_TEST(bounds_of_normal_are_its_95_percent),
    WF_TEST(a_centre_aside_keeps_median_and_interval),
    WF_TEST(a_law_that_is_cut_off_is_renormalised),
    WF_TEST(each_whole_number_has_its_share),
    WF_TEST(whole_numbers_are_cut_off_as_wholes),
    WF_TEST(items_of_a_list_are_equally_likely),
    WF_TEST(a_quantile_never_falls),
    WF_TEST(a_walk_has_ends),
    WF_TEST(what_is_no_law_is_refused),
};

int main(void)
{
    return wf_suite_run("shape", tests, sizeof tests / sizeof tests[0]);
}
