/* Contour lines on a grid by marching squares: which edges a line crosses, in its order. Where on
 * an edge is the caller's to find. */
#ifndef WF_STATISTICS_CONTOUR_H
#define WF_STATISTICS_CONTOUR_H

#include <stdbool.h>
#include <stddef.h>

/** On which side of the contour a place lies. A cell with a corner that is unknown has no line. */
enum wf_contour_side { WF_CONTOUR_BELOW = -1, WF_CONTOUR_UNKNOWN = 0, WF_CONTOUR_ABOVE = 1 };

/** Nodes are numbered column x rows + row; a cell has the number of its node of the least column
 *  and row. */
struct wf_contour_grid {
    size_t columns, rows;
    const signed char *sides;   /**< of nodes: enum wf_contour_side */
    const signed char *centres; /**< of saddle cells, as wf_contour_is_saddle() finds them */
};

/** An edge between two neighbours: of node 2 n the one to the next column, 2 n + 1 to the next row.
 */
struct wf_contour_edge {
    size_t from, to; /**< nodes */
    bool along_rows; /**< the column is that of both */
};
struct wf_contour_edge wf_contour_edge(const struct wf_contour_grid *grid, size_t number);

struct wf_contour_line {
    size_t *edges; /**< numbers, in the order of the line */
    size_t count;
    bool closed; /**< the last edge is followed by the first */
};
struct wf_contour_lines {
    struct wf_contour_line *items;
    size_t count;
};

/** Do its corners alternate? Then two lines cross the cell, and its centre tells which corners are
 *  joined. */
bool wf_contour_is_saddle(const struct wf_contour_grid *grid, size_t column, size_t row);

/** All lines: those with ends first, by the number of the edge that they begin at. Release them. */
void wf_contour_trace(const struct wf_contour_grid *grid, struct wf_contour_lines *lines);
void wf_contour_release(struct wf_contour_lines *lines);

#endif
