#include "output/histogram.h"

#include "svg.h"
#include <math.h>

static struct wf_chart_axis energy = {.name = "energy", .dimension = WF_DIM_ENERGY};

static char *draw(const struct wf_chart_axis *x, const struct wf_histogram_sample *samples,
                  size_t count)
{
    struct wf_err err = {0};
    int status = wf_histogram_draw(svg_path(".svg"), "t_1", x, samples, count, &err);
    CHECK_TEXT(err.text, "");
    CU_ASSERT_EQUAL_FATAL(status, 0);
    return svg_take(svg_path(".svg"));
}

/* 1 .. 9 MJ: the median is 5 MJ; quartiles 3 and 7, so that a bin is 2 x 4 / cbrt(9) = 3.85 wide:
 * 3 bins, but at least 5 of 1.6, with 2, 2, 1, 2, 2 values: 22.2 % at most */
static void shares_and_medians_are_drawn(void)
{
    double values[10], other[] = {5e6};
    for (int i = 0; i < 9; i++)
        values[i] = (i + 1) * 1e6;
    values[9] = NAN;
    const struct wf_histogram_sample samples[] = {
        {"fed_1", values, 10}, {"b", other, 1}, {"none", values + 9, 1}};
    char *svg = draw(&energy, samples, 1);
    CHECK_HAS(svg, ">t_1<");
    CHECK_HAS(svg, ">energy, MJ<");
    CHECK_HAS(svg, ">share of the points, %<");
    CHECK_HAS(svg, ">fed_1, median 5 MJ<");
    CHECK_HAS(svg, ">20<");
    CHECK_LACKS(svg, ">25<");
    free(svg);
    svg = draw(&energy, samples, 3);
    CHECK_HAS(svg, ">b, median 5 MJ<");
    CHECK_HAS(svg, ">100<"); /* all of b in one bin */
    CHECK_LACKS(svg, ">none");
    free(svg);
}

static void bins_of_a_logarithmic_axis_have_equal_ratios(void)
{
    double values[] = {-1, 0, 1e3, 1e4, 1e5, 1e6, 1e7};
    const struct wf_histogram_sample samples[] = {{"a", values, 7}};
    struct wf_chart_axis axis = energy;
    axis.log = true;
    char *svg = draw(&axis, samples, 1);
    CHECK_HAS(svg, ">a, median 100 kJ<");
    CHECK_HAS(svg, ">20<"); /* each of the five bins has one of five */
    CHECK_LACKS(svg, ">25<");
    free(svg);
}

static void one_value_has_one_bin(void)
{
    double values[] = {0, 0};
    const struct wf_histogram_sample samples[] = {{"a", values, 2}};
    char *svg = draw(&energy, samples, 1);
    CHECK_HAS(svg, ">a, median 0 J<");
    free(svg);
}

static void nothing_to_draw_is_reported(void)
{
    double values[] = {NAN, INFINITY};
    const struct wf_histogram_sample samples[] = {{"a", values, 2}};
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_histogram_draw(svg_path(".svg"), "t", &energy, samples, 1, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EINPUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "there is no value to draw"));
}

static const struct wf_test tests[] = {
    WF_TEST(shares_and_medians_are_drawn),
    WF_TEST(bins_of_a_logarithmic_axis_have_equal_ratios),
    WF_TEST(one_value_has_one_bin),
    WF_TEST(nothing_to_draw_is_reported),
};

int main(void)
{
    return wf_suite_run("histogram", tests, sizeof tests / sizeof tests[0]);
}
