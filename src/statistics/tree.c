#include "statistics/tree.h"

#include "base/err.h"
#include <math.h>
#include <stdlib.h>

/* A row in the order of one column. */
struct entry {
    double x;
    bool y;
};

struct growing {
    struct wf_tree *tree;
    const struct wf_tree_data *data;
    size_t least;
    size_t *node_of; /* by row */
};

struct split {
    double gain;
    size_t column;
    double limit;
};

static int compare_entries(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    return (x->x > y->x) - (x->x < y->x);
}

/* Gini's impurity, times the rows. */
static double impurity(double rows, double hits)
{
    return rows > 0 ? 2 * hits * (rows - hits) / rows : 0;
}

static double value_of(const struct wf_tree_data *data, size_t row, size_t column)
{
    double x = data->x[row * data->columns + column];
    return isnan(x) ? INFINITY : x;
}

/* The best split of a node along one column. */
static void try_column(const struct growing *growing, size_t node, size_t column,
                       struct entry *entries, struct split *best)
{
    const struct wf_tree_data *data = growing->data;
    size_t count = 0, hits = 0, below = 0;
    for (size_t row = 0; row < data->rows; row++)
        if (growing->node_of[row] == node) {
            entries[count++] = (struct entry){value_of(data, row, column), data->y[row]};
            hits += data->y[row];
        }
    qsort(entries, count, sizeof *entries, compare_entries);
    double whole = impurity((double)count, (double)hits);
    for (size_t i = 1; i < count; i++) {
        below += entries[i - 1].y;
        if (i < growing->least || count - i < growing->least || entries[i].x <= entries[i - 1].x)
            continue;
        double gain = whole - impurity((double)i, (double)below) -
                      impurity((double)(count - i), (double)(hits - below));
        double limit = isinf(entries[i].x) ? nextafter(entries[i - 1].x, INFINITY)
                                           : (entries[i - 1].x + entries[i].x) / 2;
        if (gain > best->gain * (1 + 1e-12))
            *best = (struct split){gain, column, limit};
    }
}

static size_t add_node(const struct growing *growing, size_t parent, bool above)
{
    const struct wf_tree_node *from = &growing->tree->nodes[parent];
    size_t number = growing->tree->count++;
    struct wf_tree_node *node = &growing->tree->nodes[number];
    *node = (struct wf_tree_node){0};
    for (size_t row = 0; row < growing->data->rows; row++)
        if (growing->node_of[row] == parent &&
            (value_of(growing->data, row, from->column) >= from->limit) == above) {
            node->rows++;
            node->hits += growing->data->y[row];
        }
    return number;
}

static void move_rows(const struct growing *growing, size_t parent)
{
    const struct wf_tree_node *node = &growing->tree->nodes[parent];
    for (size_t row = 0; row < growing->data->rows; row++)
        if (growing->node_of[row] == parent)
            growing->node_of[row] = value_of(growing->data, row, node->column) >= node->limit
                                        ? node->above
                                        : node->below;
}

static bool says(const struct wf_tree_node *node)
{
    return 2 * node->hits > node->rows;
}

/* Do all leaves below a node say the same? */
static bool is_unanimous(const struct wf_tree *tree, size_t number, bool word)
{
    const struct wf_tree_node *node = &tree->nodes[number];
    if (!node->below)
        return says(node) == word;
    return is_unanimous(tree, node->below, word) && is_unanimous(tree, node->above, word);
}

static void grow(struct growing *growing, size_t number, size_t depth, struct entry *entries)
{
    struct wf_tree_node *node = &growing->tree->nodes[number];
    struct split best = {.gain = 0};
    if (depth == WF_TREE_DEPTH || !node->hits || node->hits == node->rows)
        return;
    for (size_t column = 0; column < growing->data->columns; column++)
        try_column(growing, number, column, entries, &best);
    if (!(best.gain > 0))
        return;
    size_t before = growing->tree->count;
    node->column = best.column;
    node->limit = best.limit;
    node->below = add_node(growing, number, false);
    node->above = add_node(growing, number, true);
    move_rows(growing, number);
    grow(growing, node->below, depth + 1, entries);
    grow(growing, node->above, depth + 1, entries);
    if (!is_unanimous(growing->tree, number, says(node)))
        return;
    node->below = node->above = 0; /* nothing is told apart */
    growing->tree->count = before;
    for (size_t row = 0; row < growing->data->rows; row++)
        if (growing->node_of[row] >= before)
            growing->node_of[row] = number;
}

void wf_tree_grow(struct wf_tree *tree, const struct wf_tree_data *data, size_t least)
{
    struct growing growing = {.tree = tree, .data = data, .least = least ? least : 1};
    struct entry *entries = wf_calloc(data->rows + 1, sizeof *entries);
    growing.node_of = wf_calloc(data->rows + 1, sizeof *growing.node_of);
    *tree = (struct wf_tree){.count = 1};
    tree->nodes[0].rows = data->rows;
    for (size_t row = 0; row < data->rows; row++)
        tree->nodes[0].hits += data->y[row];
    grow(&growing, 0, 0, entries);
    free(growing.node_of);
    free(entries);
}

void wf_tree_test(struct wf_tree *tree, const struct wf_tree_data *data)
{
    for (size_t row = 0; row < data->rows; row++) {
        struct wf_tree_node *node = &tree->nodes[0];
        for (;;) {
            node->tested++;
            node->held += data->y[row];
            if (!node->below)
                break;
            node = &tree->nodes[value_of(data, row, node->column) >= node->limit ? node->above
                                                                                 : node->below];
        }
    }
}
