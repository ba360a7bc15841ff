#include "output/tornado.h"

#include "svg.h"
#include <math.h>

static const struct wf_chart_axis energy = {.name = "energy of b", .dimension = WF_DIM_ENERGY};

static char *draw(double centre, const struct wf_tornado_bar *bars, size_t count)
{
    struct wf_err err = {0};
    int status = wf_tornado_draw(svg_path(".svg"), "t_1", &energy, centre, bars, count, &err);
    CHECK_TEXT(err.text, "");
    CU_ASSERT_EQUAL_FATAL(status, 0);
    return svg_take(svg_path(".svg"));
}

static void bars_are_sorted_and_name_their_ends(void)
{
    const struct wf_tornado_bar bars[] = {{"zone.dc.pue", "1.1", "1.56", 1.9e7, 2.2e7},
                                          {"unknown", "1", "2", NAN, 1},
                                          {"b:passes_ratio", "1.2", "23 %", 1e7, 9e7},
                                          {"one.sided", "x", "y", 2.5e7, 2.4e7}};
    char *svg = draw(2e7, bars, 4);
    CHECK_HAS(svg, ">t_1<");
    CHECK_HAS(svg, ">energy of b, MJ<");
    CHECK_HAS(svg, ">factor at its low end<");
    CHECK_HAS(svg, ">factor at its high end<");
    const char *texts[] = {">1.1<", ">1.56<", ">1.2<", ">23 %<", ">x<", ">y<"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        CHECK_HAS(svg, texts[i]);
    CHECK_LACKS(svg, ">unknown<");
    /* gnuplot writes the names from the bottom to the top */
    const char *widest = strstr(svg, ">b:passes_ratio<"), *next = strstr(svg, ">zone.dc.pue<");
    const char *last = strstr(svg, ">one.sided<");
    CU_ASSERT(widest && next && last && last < next && next < widest);
    free(svg);
}

static void of_many_the_widest_are_drawn_and_the_others_counted(void)
{
    struct wf_tornado_bar bars[30];
    char names[30][16];
    for (int i = 0; i < 30; i++) {
        snprintf(names[i], sizeof names[i], "f%d", i);
        bars[i] = (struct wf_tornado_bar){names[i], "a", "b", 100 - i, 100 + i};
    }
    char *svg = draw(100, bars, 30);
    CHECK_HAS(svg, ">energy of b (5 narrower bars are left out), J<");
    CHECK_HAS(svg, ">f5<");
    CHECK_LACKS(svg, ">f4<");
    free(svg);
}

static void nothing_to_draw_is_reported(void)
{
    const struct wf_tornado_bar bar = {"a", "1", "2", NAN, 1};
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_tornado_draw(svg_path(".svg"), "t", &energy, 1, &bar, 1, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EINPUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "there is no bar to draw"));
    CU_ASSERT_EQUAL(wf_tornado_draw("x.gif", "t", &energy, 1, &bar, 1, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EUSAGE);
}

static const struct wf_test tests[] = {
    WF_TEST(bars_are_sorted_and_name_their_ends),
    WF_TEST(of_many_the_widest_are_drawn_and_the_others_counted),
    WF_TEST(nothing_to_draw_is_reported),
};

int main(void)
{
    return wf_suite_run("tornado", tests, sizeof tests / sizeof tests[0]);
}
