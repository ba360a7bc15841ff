/* A known rule is recovered from data that it made, and tested on other data. */
#include "statistics/tree.h"

#include "statistics/chance.h"
#include "suite.h"
#include <math.h>

enum { ROWS = 400, COLUMNS = 4 };

/* y holds where x1 < 0.37, or where x2 >= 0.8; x0 and x3 say nothing. */
static void make(double *x, bool *y, uint64_t seed)
{
    for (uint64_t row = 0; row < ROWS; row++) {
        for (uint64_t column = 0; column < COLUMNS; column++)
            x[row * COLUMNS + column] = wf_chance_ratio(seed, row, column, 0);
        y[row] = x[row * COLUMNS + 1] < 0.37 || x[row * COLUMNS + 2] >= 0.8;
    }
}

static void a_known_rule_is_recovered(void)
{
    static double x[ROWS * COLUMNS], other[ROWS * COLUMNS];
    static bool y[ROWS], others[ROWS];
    struct wf_tree tree;
    make(x, y, 1);
    make(other, others, 2);
    wf_tree_grow(&tree, &(struct wf_tree_data){x, y, ROWS, COLUMNS}, 10);
    wf_tree_test(&tree, &(struct wf_tree_data){other, others, ROWS, COLUMNS});
    CU_ASSERT_EQUAL_FATAL(tree.count, 5);
    const struct wf_tree_node *root = &tree.nodes[0], *above = &tree.nodes[root->above];
    CU_ASSERT_EQUAL(root->column, 1);
    CHECK_CLOSE(root->limit, 0.37, 0.02);
    CU_ASSERT_EQUAL(tree.nodes[root->below].below, 0);
    CU_ASSERT_EQUAL(tree.nodes[root->below].hits, tree.nodes[root->below].rows);
    CU_ASSERT_EQUAL(above->column, 2);
    CHECK_CLOSE(above->limit, 0.8, 0.02);
    CU_ASSERT_EQUAL(tree.nodes[above->below].hits, 0);
    CU_ASSERT_EQUAL(root->tested, ROWS);
    CU_ASSERT(tree.nodes[above->below].held * 100 < tree.nodes[above->below].tested * 5);
    CU_ASSERT(tree.nodes[above->above].held * 100 > tree.nodes[above->above].tested * 90);
}

/* One side always: one leaf. Most of the time, and nothing that tells: one leaf. */
static void without_a_rule_there_is_one_leaf(void)
{
    static double x[ROWS * COLUMNS];
    static bool y[ROWS];
    struct wf_tree tree;
    make(x, y, 3);
    for (size_t row = 0; row < ROWS; row++)
        y[row] = true;
    wf_tree_grow(&tree, &(struct wf_tree_data){x, y, ROWS, COLUMNS}, 10);
    CU_ASSERT_EQUAL(tree.count, 1);
    CU_ASSERT_EQUAL(tree.nodes[0].hits, ROWS);
    for (size_t row = 0; row < ROWS; row += 40)
        y[row] = false;
    wf_tree_grow(&tree, &(struct wf_tree_data){x, y, ROWS, COLUMNS}, 30);
    CU_ASSERT_EQUAL(tree.count, 1);
}

static void what_is_unknown_goes_above(void)
{
    const double x[] = {1, 2, 3, NAN, NAN, NAN};
    const bool y[] = {true, true, true, false, false, false};
    struct wf_tree tree;
    wf_tree_grow(&tree, &(struct wf_tree_data){x, y, 6, 1}, 1);
    CU_ASSERT_EQUAL_FATAL(tree.count, 3);
    CU_ASSERT_EQUAL(tree.nodes[tree.nodes[0].below].hits, 3);
    CU_ASSERT_EQUAL(tree.nodes[tree.nodes[0].above].hits, 0);
}

static const struct wf_test tests[] = {WF_TEST(a_known_rule_is_recovered),
                                       WF_TEST(without_a_rule_there_is_one_leaf),
                                       WF_TEST(what_is_unknown_goes_above)};

int main(void)
{
    return wf_suite_run("tree", tests, sizeof tests / sizeof tests[0]);
}
