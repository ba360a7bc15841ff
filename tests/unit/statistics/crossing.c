/* Crossings against their closed forms. */
#include "statistics/crossing.h"
#include "suite.h"
#include <math.h>

enum { MOST = 4 };

/* b = fixed + slope x, a = level: they are equal at (level - fixed) / slope. */
struct line {
    double level, fixed, slope;
};

static struct wf_pair at_line(void *data, double x)
{
    const struct line *line = data;
    return (struct wf_pair){line->level, line->fixed + line->slope * x};
}

static void a_line_is_crossed_once(void)
{
    struct line line = {7.1e6, 3.3e4, 12700};
    const double grid[] = {1, 10, 100, 1000, 10000};
    for (int logarithmic = 0; logarithmic < 2; logarithmic++) {
        double crossings[MOST];
        struct wf_crossing_search search = {.least = 0.01,
                                            .most = 1e5,
                                            .grid = grid,
                                            .count = 5,
                                            .logarithmic = logarithmic,
                                            .tolerance = 1e-10,
                                            .at = at_line,
                                            .data = &line};
        CU_ASSERT_EQUAL_FATAL(wf_crossings_find(&search, crossings, MOST), 1);
        CHECK_CLOSE(crossings[0], (7.1e6 - 3.3e4) / 12700, 1e-9);
    }
}

static void whole_numbers_are_joined_by_a_line(void)
{
    struct line line = {7.1e6, 3.3e4, 12700};
    const double grid[] = {1, 10, 100, 1000, 10000};
    double crossings[MOST];
    struct wf_crossing_search search = {.least = 0.01,
                                        .most = 1e5,
                                        .grid = grid,
                                        .count = 5,
                                        .whole = true,
                                        .at = at_line,
                                        .data = &line};
    CU_ASSERT_EQUAL_FATAL(wf_crossings_find(&search, crossings, MOST), 1);
    CHECK_CLOSE(crossings[0], (7.1e6 - 3.3e4) / 12700, 1e-12);
}

/* x^2 - 3 x + 2 = 0 at 1 and 2; the grid holds one of them. */
static struct wf_pair at_parabola(void *data, double x)
{
    (void)data;
    return (struct wf_pair){3 * x, x * x + 2};
}

static void all_crossings_are_found(void)
{
    const double grid[] = {0.5, 1, 1.5, 3};
    double crossings[MOST];
    struct wf_crossing_search search = {.least = 0.01,
                                        .most = 1e5,
                                        .grid = grid,
                                        .count = 4,
                                        .tolerance = 1e-10,
                                        .at = at_parabola};
    CU_ASSERT_EQUAL_FATAL(wf_crossings_find(&search, crossings, MOST), 2);
    CHECK_CLOSE(crossings[0], 1, 1e-9);
    CHECK_CLOSE(crossings[1], 2, 1e-9);
    CU_ASSERT_EQUAL(wf_crossings_find(&search, crossings, 1), 2);
    search.count = 1;
    CU_ASSERT_EQUAL(wf_crossings_find(&search, crossings, MOST), 0);
}

/* Rounds are whole where passes are not: b = ceil(x), a = 4.5, a step at x = 4. */
static struct wf_pair at_step(void *data, double x)
{
    (void)data;
    return (struct wf_pair){4.5, ceil(x)};
}

static void a_step_is_found(void)
{
    const double grid[] = {0.1, 100};
    double crossings[MOST];
    struct wf_crossing_search search = {.least = 0.01,
                                        .most = 1e5,
                                        .grid = grid,
                                        .count = 2,
                                        .logarithmic = true,
                                        .tolerance = 1e-9,
                                        .at = at_step};
    CU_ASSERT_EQUAL_FATAL(wf_crossings_find(&search, crossings, MOST), 1);
    CHECK_CLOSE(crossings[0], 4, 1e-8);
}

/* Unknown beyond 3: the crossing at 2 is found where both neighbours are known, and not else. */
static struct wf_pair at_cliff(void *data, double x)
{
    (void)data;
    return (struct wf_pair){2, x > 3 ? NAN : x};
}

static void what_is_unknown_is_no_crossing(void)
{
    const double known[] = {1, 2.5, 4}, unknown[] = {1, 4};
    double crossings[MOST];
    struct wf_crossing_search search = {
        .least = 0.01, .most = 1e5, .grid = known, .count = 3, .tolerance = 1e-10, .at = at_cliff};
    CU_ASSERT_EQUAL_FATAL(wf_crossings_find(&search, crossings, MOST), 1);
    CHECK_CLOSE(crossings[0], 2, 1e-9);
    search.grid = unknown;
    search.count = 2;
    CU_ASSERT_EQUAL(wf_crossings_find(&search, crossings, MOST), 0);
}

/* The line again, from a grid far below its crossing at 556.456.., and above; not where it goes
 * away, nor beyond the bounds. */
static void beyond_the_grid_the_ratio_is_followed(void)
{
    struct line line = {7.1e6, 3.3e4, 12700};
    const double below[] = {1, 2, 3}, above[] = {2000, 3000};
    double crossings[MOST];
    for (int logarithmic = 0; logarithmic < 2; logarithmic++)
        for (int whole = 0; whole < 2; whole++) {
            struct wf_crossing_search search = {.grid = below,
                                                .count = 3,
                                                .least = 1e-3,
                                                .most = 1e5,
                                                .logarithmic = logarithmic,
                                                .whole = whole,
                                                .tolerance = 1e-10,
                                                .at = at_line,
                                                .data = &line};
            CU_ASSERT_EQUAL_FATAL(wf_crossings_find(&search, crossings, MOST), 1);
            CHECK_CLOSE(crossings[0], (7.1e6 - 3.3e4) / 12700, 1e-9);
            search.grid = above;
            search.count = 2;
            CU_ASSERT_EQUAL_FATAL(wf_crossings_find(&search, crossings, MOST), 1);
            CHECK_CLOSE(crossings[0], (7.1e6 - 3.3e4) / 12700, 1e-9);
            search.least = 600;
            CU_ASSERT_EQUAL(wf_crossings_find(&search, crossings, MOST), 0);
            search.least = 1e-3;
            CHECK_CLOSE(wf_crossing_near(&search, 40, true), (7.1e6 - 3.3e4) / 12700, 1e-9);
            CHECK_CLOSE(wf_crossing_near(&search, 4000, true), (7.1e6 - 3.3e4) / 12700, 1e-9);
            CHECK_CLOSE(wf_crossing_near(&search, 556, true), (7.1e6 - 3.3e4) / 12700, 1e-9);
            CHECK_CLOSE(wf_crossing_near(&search, 560.3, true), (7.1e6 - 3.3e4) / 12700, 1e-9);
            CHECK_CLOSE(wf_crossing_near(&search, 555.3, true), (7.1e6 - 3.3e4) / 12700, 1e-9);
            CU_ASSERT(isnan(wf_crossing_near(&search, 4000, false)));
        }
}

static const struct wf_test tests[] = {WF_TEST(beyond_the_grid_the_ratio_is_followed),
                                       WF_TEST(a_line_is_crossed_once),
                                       WF_TEST(whole_numbers_are_joined_by_a_line),
                                       WF_TEST(all_crossings_are_found),
                                       WF_TEST(a_step_is_found),
                                       WF_TEST(what_is_unknown_is_no_crossing)};

int main(void)
{
    return wf_suite_run("crossing", tests, sizeof tests / sizeof tests[0]);
}
