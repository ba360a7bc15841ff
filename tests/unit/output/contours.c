#include "output/contours.h"

#include "svg.h"
#include <math.h>

/* Joules from 1 to 4 MJ against a ratio: lines of two labels, one of them twice. */
static void lines_regions_and_what_is_believed_are_drawn(void)
{
    static const double x[] = {1e6, 2e6, 4e6}, y[] = {1, 2, 3}, low[] = {1.2, 1.3, 1.4};
    static const double dots_x[] = {2e6, -1, 3e6}, dots_y[] = {2, 2, 2.5};
    const struct wf_contours_line lines[] = {{"both need_the same", x, y, 3, .strong = true},
                                             {"b / a = 2", x, low, 3, .closed = true},
                                             {"b / a = 2", low, y, 3, .strong = false}};
    const struct wf_contours_note notes[] = {{"a_1 uses less", 1.5e6, 2.5},
                                             {"b uses less", 3e6, 1.5}};
    const struct wf_contours contours = {.x = {"energy", WF_DIM_ENERGY, .log = true},
                                         .y = {"pue_edge", WF_DIM_NUMBER},
                                         .x_range = {1e6, 4e6},
                                         .y_range = {1, 3},
                                         .x_box = {1.5e6, 3e6},
                                         .y_box = {1.5, 2.5},
                                         .x_centre = 2e6,
                                         .y_centre = 2,
                                         .dots_x = dots_x,
                                         .dots_y = dots_y,
                                         .dot_count = 3,
                                         .lines = lines,
                                         .line_count = 3,
                                         .notes = notes,
                                         .note_count = 2};
    struct wf_err err = {0};
    int status = wf_contours_draw(svg_path(".svg"), "t_1", &contours, &err);
    CHECK_TEXT(err.text, "");
    CU_ASSERT_EQUAL_FATAL(status, 0);
    char *svg = svg_take(svg_path(".svg"));
    CHECK_HAS(svg, ">t_1<");
    CHECK_HAS(svg, ">energy, MJ<");
    CHECK_HAS(svg, ">pue_edge<");
    CHECK_HAS(svg, ">a_1 uses less<");
    CHECK_HAS(svg, ">b uses less<");
    CHECK_HAS(svg, ">both need_the same<");
    CU_ASSERT_EQUAL(svg_count(svg, ">b / a = 2<"), 2); /* in the legend, and as the curve's name */
    CHECK_HAS(svg, ">believed<");
    /* the legend has one, too; what a logarithmic axis cannot show is left out */
    CU_ASSERT_EQUAL(svg_points(svg, 7), 2 + 1);
    CU_ASSERT_EQUAL(svg_points(svg, 1), 1 + 1);
    free(svg);
}

static void another_ending_is_refused(void)
{
    const struct wf_contours contours = {.x = {"x", WF_DIM_NUMBER}, .y = {"y", WF_DIM_NUMBER}};
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_contours_draw("a.pdf", "t", &contours, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EUSAGE);
}

static const struct wf_test tests[] = {WF_TEST(lines_regions_and_what_is_believed_are_drawn),
                                       WF_TEST(another_ending_is_refused)};

int main(void)
{
    return wf_suite_run("contours", tests, sizeof tests / sizeof tests[0]);
}
