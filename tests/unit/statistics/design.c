#include "statistics/design.h"

#include "statistics/sequence.h"
#include "suite.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static struct wf_design made(enum wf_design_kind kind, size_t columns, const uint32_t *group_of,
                             uint64_t points)
{
    struct wf_design design;
    struct wf_err err = {0};
    CU_ASSERT_EQUAL_FATAL(wf_design_make(&design, kind, columns, group_of, points, 42, &err), 0);
    for (size_t c = 0; c < columns; c++)
        wf_design_set_ends(&design, c, 0, 1);
    return design;
}

/* ---- lhs ---- */

static void each_stratum_of_a_hypercube_holds_one_row(void)
{
    static const uint64_t counts[] = {1, 2, 7, 100, 4096};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct wf_design design = made(WF_DESIGN_LHS, 5, NULL, counts[i]);
        CU_ASSERT_EQUAL_FATAL(wf_design_rows(&design), counts[i]);
        unsigned char *taken = calloc(5 * counts[i], 1);
        for (uint64_t row = 0; row < counts[i]; row++) {
            double u[5];
            wf_design_row(&design, row, u);
            for (size_t c = 0; c < 5; c++) {
                size_t stratum = (size_t)(u[c] * (double)counts[i]);
                CU_ASSERT_FATAL(stratum < counts[i] && !taken[c * counts[i] + stratum]);
                taken[c * counts[i] + stratum] = 1;
            }
        }
        free(taken);
        wf_design_release(&design);
    }
}

/* Columns are independent, and places inside a stratum are even: over 2000 hypercubes of 10 rows
 * the mean of (u - 1/2)(v - 1/2) is 0 with an error of 1/12 / sqrt(20000), and that of the place is
 * 1/2. */
static void columns_of_a_hypercube_are_independent(void)
{
    double product = 0, place = 0, same = 0;
    for (uint64_t seed = 0; seed < 2000; seed++) {
        struct wf_design design;
        CU_ASSERT_EQUAL_FATAL(wf_design_make(&design, WF_DESIGN_LHS, 2, NULL, 10, seed, NULL), 0);
        for (uint64_t row = 0; row < 10; row++) {
            double u[2];
            wf_design_row(&design, row, u);
            product += (u[0] - 0.5) * (u[1] - 0.5);
            place += u[0] * 10 - floor(u[0] * 10);
            same += u[0] == u[1];
        }
        wf_design_release(&design);
    }
    CHECK_CLOSE(product / 20000, 0, 4 / 12.0 / sqrt(20000));
    CHECK_CLOSE(place / 20000, 0.5, 8 / sqrt(12 * 20000));
    CU_ASSERT_EQUAL(same, 0);
}

/* ---- grid ---- */

static void a_grid_is_a_full_factorial_of_equal_levels(void)
{
    struct wf_design design = made(WF_DESIGN_GRID, 3, NULL, 100); /* 4^3 = 64 <= 100 < 5^3 */
    CU_ASSERT_EQUAL_FATAL(wf_design_rows(&design), 64);
    bool seen[64] = {false};
    for (uint64_t row = 0; row < 64; row++) {
        double u[3];
        wf_design_row(&design, row, u);
        size_t cell = 0;
        for (size_t c = 0; c < 3; c++) {
            double level = u[c] * 3;
            CHECK_CLOSE(level, round(level), 1e-12);
            cell = cell * 4 + (size_t)round(level);
        }
        CU_ASSERT_EQUAL(cell, row); /* the last is the fastest */
        CU_ASSERT_FALSE(seen[cell]);
        seen[cell] = true;
    }
    wf_design_release(&design);
    design = made(WF_DESIGN_GRID, 3, NULL, 125); /* cube roots round to 4.999.. */
    CU_ASSERT_EQUAL(wf_design_rows(&design), 125);
    wf_design_release(&design);
    design = made(WF_DESIGN_GRID, 1, NULL, 1000000000);
    CU_ASSERT_EQUAL(wf_design_rows(&design), 1000000000);
    wf_design_release(&design);
}

static void a_group_is_one_axis_of_a_grid(void)
{
    uint32_t group_of[] = {9, 3, 9};
    struct wf_design design = made(WF_DESIGN_GRID, 3, group_of, 10);
    CU_ASSERT_EQUAL(design.groups, 2);
    CU_ASSERT_EQUAL(wf_design_rows(&design), 9);
    wf_design_set_ends(&design, 2, 0.25, 0.75);
    double u[3];
    wf_design_row(&design, 7, u); /* group 0 at its last level, group 1 in the middle */
    CHECK_CLOSE(u[0], 1, 0);
    CHECK_CLOSE(u[1], 0.5, 0);
    CHECK_CLOSE(u[2], 0.75, 0);
    wf_design_release(&design);
}

/* ---- one at a time ---- */

static void paths_run_from_end_to_end_through_the_centre(void)
{
    uint32_t group_of[] = {0, 1, 1};
    struct wf_design design = made(WF_DESIGN_OAT, 3, group_of, 12); /* 1 + 2 x 5 */
    CU_ASSERT_EQUAL_FATAL(wf_design_rows(&design), 11);
    wf_design_set_ends(&design, 2, 0.025, 0.975);
    double u[3];
    wf_design_row(&design, 0, u);
    for (size_t c = 0; c < 3; c++)
        CHECK_CLOSE(u[c], 0.5, 0);
    for (uint64_t step = 0; step < 5; step++) {
        wf_design_row(&design, wf_design_path_row(&design, 0, step), u);
        CHECK_CLOSE(u[0], 0.25 * (double)step, 1e-15);
        CHECK_CLOSE(u[1], 0.5, 0);
        CHECK_CLOSE(u[2], 0.5, 0);
        wf_design_row(&design, wf_design_path_row(&design, 1, step), u);
        CHECK_CLOSE(u[0], 0.5, 0);
        CHECK_CLOSE(u[1], 0.25 * (double)step, 1e-15);
        CHECK_CLOSE(u[2], 0.025 + 0.2375 * (double)step, 1e-15);
    }
    wf_design_release(&design);
}

/* ---- sobol ---- */

static void groups_are_exchanged_between_a_and_b(void)
{
    uint32_t group_of[] = {0, 1, 0, 2};
    struct wf_design design = made(WF_DESIGN_SOBOL, 4, group_of, 1000);
    CU_ASSERT_EQUAL(design.size, 16); /* 8 x (3 + 2) x 16 = 640; twice is too many */
    CU_ASSERT_EQUAL_FATAL(wf_design_rows(&design), 640);
    for (uint64_t point = 0; point < 16; point++)
        for (size_t r = 0; r < WF_DESIGN_REPLICATES; r++) {
            double a[4], b[4], mixed[4];
            uint64_t row = wf_design_sobol_row(&design, point, r);
            wf_design_row(&design, row, a);
            wf_design_row(&design, row + 1, b);
            for (uint32_t g = 0; g < 3; g++) {
                wf_design_row(&design, row + 2 + g, mixed);
                for (size_t c = 0; c < 4; c++)
                    CU_ASSERT_EQUAL(mixed[c], group_of[c] == g ? b[c] : a[c]);
            }
        }
    wf_design_release(&design);
}

/* Points of a replicate are those of the sequence, all shifted by one vector, columns of A in its
 * first dimensions and of B in the next; shifts differ. */
static void replicates_are_shifted_points_of_the_sequence(void)
{
    struct wf_design design = made(WF_DESIGN_SOBOL, 3, NULL, 8 * 5 * 64);
    uint32_t *directions = wf_sequence_directions(6);
    double shift[WF_DESIGN_REPLICATES][6];
    CU_ASSERT_EQUAL_FATAL(design.size, 64);
    for (size_t r = 0; r < WF_DESIGN_REPLICATES; r++)
        for (uint32_t point = 0; point < 64; point++) {
            double u[6];
            wf_design_row(&design, wf_design_sobol_row(&design, point, r), u);
            wf_design_row(&design, wf_design_sobol_row(&design, point, r) + 1, u + 3);
            for (uint32_t d = 0; d < 6; d++) {
                CU_ASSERT_FATAL(u[d] >= 0 && u[d] < 1);
                double off = u[d] - wf_sequence_value(directions, d, point);
                off += off < 0 ? 1 : 0;
                if (point == 0)
                    shift[r][d] = off;
                CHECK_CLOSE(off, shift[r][d], 1e-12);
            }
        }
    for (size_t i = 0; i < 8 * 6; i++)
        for (size_t j = 0; j < i; j++)
            CU_ASSERT(shift[i / 6][i % 6] != shift[j / 6][j % 6]);
    free(directions);
    wf_design_release(&design);
}

/* 20 single columns take the sequence, a group of 30 is drawn by chance: evenly, A and B apart. */
static void what_the_sequence_cannot_serve_is_drawn_by_chance(void)
{
    uint32_t group_of[50];
    for (uint32_t c = 0; c < 50; c++)
        group_of[c] = c < 30 ? 0 : c;
    struct wf_design design = made(WF_DESIGN_SOBOL, 50, group_of, 8 * 23 * 32);
    CU_ASSERT_EQUAL(design.groups, 21);
    CU_ASSERT_EQUAL_FATAL(design.size, 32);
    double product = 0, sum = 0;
    for (uint64_t point = 0; point < 32; point++)
        for (size_t r = 0; r < WF_DESIGN_REPLICATES; r++) {
            double a[50], b[50];
            wf_design_row(&design, wf_design_sobol_row(&design, point, r), a);
            wf_design_row(&design, wf_design_sobol_row(&design, point, r) + 1, b);
            for (size_t c = 0; c < 30; c++) {
                product += (a[c] - 0.5) * (b[c] - 0.5) * 12;
                sum += a[c] - 0.5;
            }
        }
    double draws = 30 * 256;
    CHECK_CLOSE(product / draws, 0, 4 / sqrt(draws));
    CHECK_CLOSE(sum / draws, 0, 4 / sqrt(12 * draws));
    wf_design_release(&design);
}

/* ---- morris ---- */

/* Each group moves once a trajectory, by 2/3 in u, on levels 0, 1/3, 2/3, 1; its columns each in a
 * direction of its own. */
static void each_group_moves_once_a_trajectory(void)
{
    uint32_t group_of[] = {0, 1, 1, 2};
    struct wf_design design = made(WF_DESIGN_MORRIS, 4, group_of, 403);
    CU_ASSERT_EQUAL(design.size, 100);
    CU_ASSERT_EQUAL_FATAL(wf_design_rows(&design), 400);
    unsigned rising = 0, apart = 0, first_moves[3] = {0}, at_level[4] = {0};
    for (uint64_t t = 0; t < 100; t++) {
        uint32_t groups[3];
        int signs[3];
        bool moved[3] = {false};
        wf_design_moves(&design, t, groups, signs);
        first_moves[groups[0]]++;
        for (uint64_t move = 0; move < 3; move++) {
            double before[4], after[4];
            wf_design_row(&design, t * 4 + move, before);
            wf_design_row(&design, t * 4 + move + 1, after);
            CU_ASSERT_FALSE(moved[groups[move]]);
            moved[groups[move]] = true;
            for (size_t c = 0; c < 4; c++) {
                double change = after[c] - before[c], level = before[c] * 3;
                CHECK_CLOSE(level, round(level), 1e-12);
                at_level[(int)round(level)] += move == 0;
                CHECK_CLOSE(fabs(change), group_of[c] == groups[move] ? 2 / 3.0 : 0, 1e-12);
                if (change != 0 && c != 2)
                    CHECK_CLOSE(change, signs[move] * 2 / 3.0, 1e-12);
                rising += change > 0;
            }
            apart +=
                group_of[1] == groups[move] && (after[1] > before[1]) != (after[2] > before[2]);
        }
    }
    CHECK_CLOSE(rising, 200, 0.2); /* of 400 moves; 4 sigma are 0.2 */
    CHECK_CLOSE(apart, 50, 0.4);
    for (size_t g = 0; g < 3; g++)
        CHECK_CLOSE(first_moves[g], 33.3, 0.56);
    for (size_t level = 0; level < 4; level++)
        CHECK_CLOSE(at_level[level], 100, 0.35);
    wf_design_release(&design);
}

static void moves_go_from_end_to_end(void)
{
    struct wf_design design = made(WF_DESIGN_MORRIS, 1, NULL, 40);
    wf_design_set_ends(&design, 0, 0.2, 0.8);
    for (uint64_t row = 0; row < 40; row++) {
        double u;
        wf_design_row(&design, row, &u);
        double level = (u - 0.2) / 0.2;
        CHECK_CLOSE(level, round(level), 1e-12);
        CU_ASSERT(level > -0.1 && level < 3.1);
    }
    wf_design_release(&design);
}

/* ---- all ---- */

static void a_row_is_the_same_whatever_was_asked_before(void)
{
    for (enum wf_design_kind kind = 0; kind < WF_DESIGN_KINDS; kind++) {
        struct wf_design one = made(kind, 3, NULL, 200), other = made(kind, 3, NULL, 200);
        uint64_t rows = wf_design_rows(&one);
        CU_ASSERT(rows <= 200 && rows > 100);
        double *forward = malloc(rows * 3 * sizeof *forward), back[3];
        for (uint64_t row = 0; row < rows; row++)
            wf_design_row(&one, row, forward + row * 3);
        for (uint64_t row = rows; row-- > 0;) {
            wf_design_row(&other, row, back);
            CU_ASSERT(memcmp(back, forward + row * 3, sizeof back) == 0);
            for (size_t c = 0; c < 3; c++)
                CU_ASSERT(back[c] >= 0 && back[c] <= 1);
        }
        free(forward);
        wf_design_release(&one);
        wf_design_release(&other);
    }
}

/* The figures are part of what a store keeps: another version must not change them unnoticed. */
static void rows_stay_as_they_are(void)
{
    static const double expected[WF_DESIGN_KINDS][2] = {
        [WF_DESIGN_LHS] = {0.45030875634925904, 0.16015533913683611},
        [WF_DESIGN_GRID] = {5 / 13.0, 7 / 13.0},
        [WF_DESIGN_OAT] = {76 / 98.0, 0.5},
        [WF_DESIGN_SOBOL] = {0.2796090556227453, 0.83435298958346837},
        [WF_DESIGN_MORRIS] = {1 / 3.0, 0},
    };
    for (enum wf_design_kind kind = 0; kind < WF_DESIGN_KINDS; kind++) {
        struct wf_design design = made(kind, 2, NULL, 200);
        double u[2];
        wf_design_row(&design, 77, u);
        CHECK_CLOSE(u[0], expected[kind][0], 1e-15);
        CHECK_CLOSE(u[1], expected[kind][1], 1e-15);
        wf_design_release(&design);
    }
}

static void another_seed_gives_other_rows(void)
{
    static const enum wf_design_kind drawn[] = {WF_DESIGN_LHS, WF_DESIGN_SOBOL, WF_DESIGN_MORRIS};
    for (size_t k = 0; k < 3; k++) {
        struct wf_design one = made(drawn[k], 3, NULL, 200), other;
        CU_ASSERT_EQUAL_FATAL(wf_design_make(&other, drawn[k], 3, NULL, 200, 43, NULL), 0);
        size_t same = 0;
        for (uint64_t row = 0; row < 100; row++) {
            double u[3], v[3];
            wf_design_row(&one, row, u);
            wf_design_row(&other, row, v);
            same += memcmp(u, v, sizeof u) == 0;
        }
        CU_ASSERT(same < 10);
        wf_design_release(&one);
        wf_design_release(&other);
    }
}

static void levels_begin_and_end_at_95_percent_unless_set(void)
{
    struct wf_design design;
    CU_ASSERT_EQUAL_FATAL(wf_design_make(&design, WF_DESIGN_GRID, 1, NULL, 3, 1, NULL), 0);
    double u[3];
    for (uint64_t row = 0; row < 3; row++)
        wf_design_row(&design, row, u + row);
    CHECK_CLOSE(u[0], 0.025, 1e-15);
    CHECK_CLOSE(u[1], 0.5, 1e-15);
    CHECK_CLOSE(u[2], 0.975, 1e-15);
    wf_design_release(&design);
}

static void refuse(enum wf_design_kind kind, size_t columns, const uint32_t *group_of,
                   uint64_t points, const char *expected)
{
    struct wf_design design;
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_design_make(&design, kind, columns, group_of, points, 1, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EINPUT);
    CHECK_TEXT(err.text, expected);
}

static void designs_that_cannot_be_are_refused(void)
{
    refuse(WF_DESIGN_LHS, 0, NULL, 10, "a design needs a factor: nothing varies");
    refuse(WF_DESIGN_LHS, 1, NULL, 0, "0 points, expected 1 to 1000000000");
    refuse(WF_DESIGN_LHS, 1, NULL, UINT64_C(1000000000000),
           "1000000000000 points, expected 1 to 1000000000");
    refuse(WF_DESIGN_GRID, 10, NULL, 1023,
           "a grid of 10 factors needs at least 2^10 points, found 1023");
    refuse(WF_DESIGN_GRID, 100, NULL, 1023,
           "a grid of 100 factors needs at least 2^100 points, found 1023");
    refuse(WF_DESIGN_OAT, 10, NULL, 20,
           "one-at-a-time paths of 10 factors need at least 1 + 10 x 2 = 21 points, found 20");
    refuse(WF_DESIGN_SOBOL, 5, NULL, 223,
           "a sobol design of 5 factors needs at least 8 x (5 + 2) x 4 = 224 points, found 223");
    refuse(WF_DESIGN_MORRIS, 5, NULL, 11,
           "a morris design of 5 factors needs at least (5 + 1) x 2 = 12 points, found 11");
    refuse(
        WF_DESIGN_SOBOL, 22, NULL, 100000,
        "a sobol design has 20 columns beside one group of any size, found 21: draw more of them "
        "as one group");
    struct wf_design design = made(WF_DESIGN_SOBOL, 5, NULL, 224);
    CU_ASSERT_EQUAL(wf_design_rows(&design), 224);
    wf_design_release(&design);
}

static const struct wf_test tests[] = {
    WF_TEST(each_stratum_of_a_hypercube_holds_one_row),
    WF_TEST(columns_of_a_hypercube_are_independent),
    WF_TEST(a_grid_is_a_full_factorial_of_equal_levels),
    WF_TEST(a_group_is_one_axis_of_a_grid),
    WF_TEST(paths_run_from_end_to_end_through_the_centre),
    WF_TEST(groups_are_exchanged_between_a_and_b),
    WF_TEST(replicates_are_shifted_points_of_the_sequence),
    WF_TEST(what_the_sequence_cannot_serve_is_drawn_by_chance),
    WF_TEST(each_group_moves_once_a_trajectory),
    WF_TEST(moves_go_from_end_to_end),
    WF_TEST(a_row_is_the_same_whatever_was_asked_before),
    WF_TEST(rows_stay_as_they_are),
    WF_TEST(another_seed_gives_other_rows),
    WF_TEST(levels_begin_and_end_at_95_percent_unless_set),
    WF_TEST(designs_that_cannot_be_are_refused),
};

int main(void)
{
    return wf_suite_run("design", tests, sizeof tests / sizeof tests[0]);
}
