/* Contour lines whose edges are known by hand. Node (column, row) has number 3 column + row of a
 * grid of 3 x 3; edge 2 n leads to the next column, 2 n + 1 to the next row. */
#include "statistics/contour.h"
#include "suite.h"
#include <string.h>

enum { COLUMNS = 3, ROWS = 3, NODES = COLUMNS * ROWS };

/* '+', '-', '?' by node: column 0 first, its rows upwards. */
static void trace(const char *nodes, const char *centres, struct wf_contour_lines *lines)
{
    signed char sides[NODES], centre[NODES] = {0};
    for (int i = 0; i < NODES; i++) {
        sides[i] = nodes[i] == '+' ? WF_CONTOUR_ABOVE : nodes[i] == '-' ? WF_CONTOUR_BELOW : 0;
        if (centres)
            centre[i] = centres[i] == '+' ? WF_CONTOUR_ABOVE : WF_CONTOUR_BELOW;
    }
    const struct wf_contour_grid grid = {COLUMNS, ROWS, sides, centre};
    wf_contour_trace(&grid, lines);
}

static void check_line(const struct wf_contour_line *line, const size_t *edges, size_t count,
                       bool closed)
{
    CU_ASSERT_EQUAL(line->closed, closed);
    CU_ASSERT_EQUAL_FATAL(line->count, count);
    for (size_t i = 0; i < count; i++)
        CU_ASSERT_EQUAL(line->edges[i], edges[i]);
}

static void a_plane_without_a_change_has_no_line(void)
{
    struct wf_contour_lines lines;
    trace("+++++++++", NULL, &lines);
    CU_ASSERT_EQUAL(lines.count, 0);
    wf_contour_release(&lines);
}

/* column 0 is above: the line crosses the edges from it to column 1, of nodes 0, 1, 2 */
static void a_line_leads_from_edge_to_edge(void)
{
    static const size_t edges[] = {0, 2, 4};
    struct wf_contour_lines lines;
    trace("+++------", NULL, &lines);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    check_line(&lines.items[0], edges, 3, false);
    wf_contour_release(&lines);
}

/* the node in the middle, 4, alone is above: the line is closed, around its four edges: from node 1
 * to it (2), from node 3 (7), to node 5 (9), to node 7 (8) */
static void a_line_around_a_node_is_closed(void)
{
    static const size_t edges[] = {2, 7, 8, 9};
    struct wf_contour_lines lines;
    trace("----+----", NULL, &lines);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    check_line(&lines.items[0], edges, 4, true);
    wf_contour_release(&lines);
}

/* nodes 0 and 4 are above, 1 and 3 below, and so is the rest: cell 0 is a saddle. Its centre above
 * joins 0 and 4: one line along both, which begins and ends at the sides of node 0. Its centre
 * below parts them: a line around node 0 and a closed one around node 4. */
static void the_centre_of_a_saddle_decides(void)
{
    static const size_t joined[] = {0, 7, 8, 9, 2, 1}, corner[] = {0, 1}, around[] = {2, 7, 8, 9};
    struct wf_contour_lines lines;
    signed char sides[NODES] = {1, -1, -1, -1, 1, -1, -1, -1, -1};
    const struct wf_contour_grid grid = {COLUMNS, ROWS, sides, NULL};
    CU_ASSERT_TRUE(wf_contour_is_saddle(&grid, 0, 0));
    CU_ASSERT_FALSE(wf_contour_is_saddle(&grid, 1, 0));
    trace("+---+----", "+--------", &lines);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    check_line(&lines.items[0], joined, 6, false);
    wf_contour_release(&lines);
    trace("+---+----", "---------", &lines);
    CU_ASSERT_EQUAL_FATAL(lines.count, 2);
    check_line(&lines.items[0], corner, 2, false);
    check_line(&lines.items[1], around, 4, true);
    wf_contour_release(&lines);
}

/* node 2 is not known: the line of columns 0 and 1 ends at node 1 */
static void a_line_ends_where_a_corner_is_unknown(void)
{
    static const size_t edges[] = {0, 2};
    struct wf_contour_lines lines;
    trace("++?------", NULL, &lines);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    check_line(&lines.items[0], edges, 2, false);
    wf_contour_release(&lines);
}

static void an_edge_has_two_ends(void)
{
    const struct wf_contour_grid grid = {COLUMNS, ROWS, NULL, NULL};
    struct wf_contour_edge across = wf_contour_edge(&grid, 8), along = wf_contour_edge(&grid, 9);
    CU_ASSERT_EQUAL(across.from, 4);
    CU_ASSERT_EQUAL(across.to, 7);
    CU_ASSERT_FALSE(across.along_rows);
    CU_ASSERT_EQUAL(along.to, 5);
    CU_ASSERT_TRUE(along.along_rows);
}

static const struct wf_test tests[] = {
    WF_TEST(a_plane_without_a_change_has_no_line),  WF_TEST(a_line_leads_from_edge_to_edge),
    WF_TEST(a_line_around_a_node_is_closed),        WF_TEST(the_centre_of_a_saddle_decides),
    WF_TEST(a_line_ends_where_a_corner_is_unknown), WF_TEST(an_edge_has_two_ends)};

int main(void)
{
    return wf_suite_run("contour", tests, sizeof tests / sizeof tests[0]);
}
