#include "output/chart.h"

#include "svg.h"
#include <math.h>

static const struct wf_chart_axis energy = {.name = "energy", .dimension = WF_DIM_ENERGY};

static char *draw(enum wf_chart_style style, const struct wf_chart_axis *y,
                  const struct wf_chart_panel *panels, size_t count)
{
    struct wf_err err = {0};
    int status = wf_chart_draw(svg_path(".svg"), "a <title>", style, y, panels, count, &err);
    CHECK_TEXT(err.text, "");
    CU_ASSERT_EQUAL_FATAL(status, 0);
    return svg_take(svg_path(".svg"));
}

static const double x[] = {1.1, 1.2, 1.3, NAN, 1.5}, y[] = {1e6, 2e6, NAN, 3e6, 4.5e6};
static const double y2[] = {1e6, 1e6, 1e6, 1e6, 1e6};

/* circles (7) and squares (5); one more of each stands in the legend */
static void every_panel_has_its_axis_and_the_points_that_are_known(void)
{
    const struct wf_chart_series series[] = {{"centralised", x, y, 5}, {"fed_1", x, y2, 5}};
    const struct wf_chart_panel panels[] = {
        {{.name = "zone.*.pue", .dimension = WF_DIM_RATIO}, NULL, series, 2},
        {{.name = "link.up.bandwidth", .dimension = WF_DIM_BANDWIDTH}, "note_1", series, 2}};
    char *svg = draw(WF_CHART_CURVES, &energy, panels, 2);
    CHECK_HAS(svg, ">a &lt;title><");
    CHECK_HAS(svg, ">zone.*.pue<");
    CHECK_HAS(svg, ">link.up.bandwidth, B/s<");
    CHECK_HAS(svg, ">energy, MJ<");
    CU_ASSERT_EQUAL(svg_count(svg, ">energy, MJ<"), 1); /* of the first panel of a row */
    CHECK_HAS(svg, ">note_1<");
    CHECK_HAS(svg, ">centralised<");
    CU_ASSERT_EQUAL(svg_count(svg, ">fed_1<"), 1);
    CHECK_HAS(svg, ">1.2<"); /* numbers beside the axes, in the unit */
    CHECK_HAS(svg, ">4<");
    CU_ASSERT_EQUAL(svg_points(svg, 7), 2 * 3 + 1);
    CU_ASSERT_EQUAL(svg_points(svg, 5), 2 * 4 + 1);
    CHECK_HAS(svg, "rgb(  0, 114, 178)");
    CHECK_HAS(svg, "rgb(213,  94,   0)");
    free(svg);
}

static void words_of_a_list_stand_below_points_without_lines(void)
{
    static const char *const words[] = {"random", "fast_est"};
    const double at[] = {0, 1};
    const struct wf_chart_series series[] = {{"a", at, y, 2}};
    const struct wf_chart_panel list = {
        {.name = "server.selection", .ticks = words, .tick_count = 2}, NULL, series, 1};
    const struct wf_chart_panel number = {{.name = "n"}, NULL, series, 1};
    char *svg = draw(WF_CHART_CURVES, &energy, &list, 1);
    CHECK_HAS(svg, ">random<");
    CHECK_HAS(svg, ">fast_est<");
    char *joined = draw(WF_CHART_CURVES, &energy, &number, 1);
    char *apart = draw(WF_CHART_POINTS, &energy, &number, 1);
    const char *line = "stroke='rgb(  0, 114, 178)'  d='M";
    CU_ASSERT_EQUAL(svg_count(svg, line), svg_count(apart, line));
    CU_ASSERT(svg_count(joined, line) > svg_count(apart, line));
    free(svg);
    free(joined);
    free(apart);
}

static void a_logarithmic_axis_leaves_out_what_it_cannot_show(void)
{
    const double values[] = {0, -1, 2e5, 4e6}, flop[] = {1e9, 1e9, 2e9, 5e10};
    const struct wf_chart_axis log_energy = {
        .name = "energy", .dimension = WF_DIM_ENERGY, .log = true};
    const struct wf_chart_series series[] = {{"a", flop, values, 4}};
    const struct wf_chart_panel panel = {
        {.name = "flop", .dimension = WF_DIM_FLOP, .log = true}, NULL, series, 1};
    char *svg = draw(WF_CHART_POINTS, &log_energy, &panel, 1);
    CU_ASSERT_EQUAL(svg_points(svg, 7), 2 + 1);
    CHECK_HAS(svg, ">flop, Gflop<");
    CHECK_HAS(svg, ">energy, kJ<"); /* of the middle, 0.9 MJ */
    CHECK_HAS(svg, ">500<");        /* between the powers of ten */
    free(svg);
}

static void a_panel_without_points_is_empty_and_others_are_drawn(void)
{
    const double none[] = {NAN};
    const struct wf_chart_series nothing[] = {{"a", none, none, 1}}, some[] = {{"a", x, y, 5}};
    const struct wf_chart_panel panels[] = {{{.name = "none"}, NULL, nothing, 1},
                                            {{.name = "some"}, NULL, some, 1}};
    char *svg = draw(WF_CHART_CURVES, &energy, panels, 2);
    CU_ASSERT_EQUAL(svg_points(svg, 7), 3 + 1);
    CHECK_HAS(svg, ">none<");
    free(svg);
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_chart_draw(svg_path(".svg"), "t", WF_CHART_CURVES, &energy, panels, 1, &err),
                    -1);
    CU_ASSERT_EQUAL(err.code, WF_EINPUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "there is no point to draw"));
    CU_ASSERT_EQUAL(wf_chart_draw("x.pdf", "t", WF_CHART_CURVES, &energy, panels, 2, &err), -1);
    CHECK_TEXT(err.text, "'x.pdf' ends in neither .svg nor .png");
    CU_ASSERT_EQUAL(err.code, WF_EUSAGE);
}

static void a_constant_is_drawn_in_the_middle(void)
{
    const double zero[] = {0, 0, 0, 0, 0};
    const struct wf_chart_series series[] = {{"a", x, zero, 5}};
    const struct wf_chart_panel panel = {{.name = "pue"}, NULL, series, 1};
    char *svg = draw(WF_CHART_CURVES, &energy, &panel, 1);
    CU_ASSERT_EQUAL(svg_points(svg, 7), 4 + 1);
    free(svg);
}

static void a_png_is_a_png(void)
{
    const struct wf_chart_series series[] = {{"a", x, y, 5}};
    const struct wf_chart_panel panel = {{.name = "pue"}, NULL, series, 1};
    CU_ASSERT_EQUAL(wf_chart_draw(svg_path(".png"), "t", WF_CHART_CURVES, &energy, &panel, 1, NULL),
                    0);
    char *png = svg_take(svg_path(".png"));
    CU_ASSERT(memcmp(png, "\x89PNG", 4) == 0);
    free(png);
}

static const struct wf_test tests[] = {
    WF_TEST(every_panel_has_its_axis_and_the_points_that_are_known),
    WF_TEST(words_of_a_list_stand_below_points_without_lines),
    WF_TEST(a_logarithmic_axis_leaves_out_what_it_cannot_show),
    WF_TEST(a_panel_without_points_is_empty_and_others_are_drawn),
    WF_TEST(a_constant_is_drawn_in_the_middle),
    WF_TEST(a_png_is_a_png),
};

int main(void)
{
    return wf_suite_run("chart", tests, sizeof tests / sizeof tests[0]);
}
