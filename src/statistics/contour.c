#include "statistics/contour.h"

#include "base/err.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CORNERS = 4 };

/* Corners and edges of a cell, counter-clockwise from the node that it is numbered by: edge i leads
 * from corner i to the next. */
struct cell {
    signed char sides[CORNERS];
    size_t edges[CORNERS];
};

static struct cell cell_at(const struct wf_contour_grid *grid, size_t column, size_t row)
{
    size_t node = column * grid->rows + row, next = node + grid->rows;
    const signed char *sides = grid->sides;
    return (struct cell){{sides[node], sides[next], sides[next + 1], sides[node + 1]},
                         {2 * node, 2 * next + 1, 2 * (node + 1), 2 * node + 1}};
}

static bool is_known(const struct cell *cell)
{
    for (int i = 0; i < CORNERS; i++)
        if (cell->sides[i] == WF_CONTOUR_UNKNOWN)
            return false;
    return true;
}

static bool is_crossed(const struct cell *cell, int edge)
{
    return cell->sides[edge] != cell->sides[(edge + 1) % CORNERS];
}

static bool is_saddle(const struct cell *cell)
{
    bool saddle = is_known(cell);
    for (int i = 0; i < CORNERS; i++)
        saddle = saddle && is_crossed(cell, i);
    return saddle;
}

bool wf_contour_is_saddle(const struct wf_contour_grid *grid, size_t column, size_t row)
{
    struct cell cell = cell_at(grid, column, row);
    return is_saddle(&cell);
}

struct wf_contour_edge wf_contour_edge(const struct wf_contour_grid *grid, size_t number)
{
    size_t from = number / 2;
    bool along_rows = number % 2;
    return (struct wf_contour_edge){from, along_rows ? from + 1 : from + grid->rows, along_rows};
}

/* ---- which edges a cell joins ---- */

/* Edges that follow an edge: one in each of the cells beside it. */
struct link {
    size_t edges[2];
};

static void join(struct link *links, size_t a, size_t b)
{
    const size_t pair[] = {a, b};
    for (int i = 0; i < 2; i++) {
        struct link *link = &links[pair[i]];
        link->edges[link->edges[0] != SIZE_MAX] = pair[1 - i];
    }
}

static void join_cell(const struct wf_contour_grid *grid, size_t column, size_t row,
                      struct link *links)
{
    struct cell cell = cell_at(grid, column, row);
    size_t crossed[CORNERS], count = 0;
    if (!is_known(&cell))
        return;
    for (int i = 0; i < CORNERS; i++)
        if (is_crossed(&cell, i))
            crossed[count++] = cell.edges[i];
    if (count == 2)
        join(links, crossed[0], crossed[1]);
    if (count < CORNERS)
        return;
    /* a line around corners 0 and 2, or around 1 and 3: those that are not joined at the centre */
    signed char centre = grid->centres[column * grid->rows + row];
    int first = centre == cell.sides[0] ? 1 : 0;
    for (int corner = first; corner < CORNERS; corner += 2)
        join(links, cell.edges[(corner + CORNERS - 1) % CORNERS], cell.edges[corner]);
}

/* ---- lines ---- */

static void add_edge(struct wf_contour_line *line, size_t edge)
{
    if ((line->count & (line->count - 1)) == 0)
        line->edges =
            wf_realloc(line->edges, (line->count ? 2 * line->count : 1) * sizeof *line->edges);
    line->edges[line->count++] = edge;
}

/* From @p edge on, taking what is walked out of the links. */
static void walk(struct link *links, size_t edge, struct wf_contour_line *line)
{
    size_t start = edge, before = SIZE_MAX;
    *line = (struct wf_contour_line){0};
    while (edge != SIZE_MAX) {
        struct link link = links[edge];
        add_edge(line, edge);
        links[edge] = (struct link){{SIZE_MAX, SIZE_MAX}};
        size_t next = link.edges[0] != before ? link.edges[0] : link.edges[1];
        before = edge;
        edge = next;
        if (edge == start) {
            line->closed = true;
            return;
        }
    }
}

static void add_lines(struct link *links, size_t count, bool closed, struct wf_contour_lines *lines)
{
    for (size_t edge = 0; edge < count; edge++) {
        if (links[edge].edges[0] == SIZE_MAX || (!closed && links[edge].edges[1] != SIZE_MAX))
            continue;
        lines->items = wf_realloc(lines->items, (lines->count + 1) * sizeof *lines->items);
        walk(links, edge, &lines->items[lines->count++]);
    }
}

void wf_contour_trace(const struct wf_contour_grid *grid, struct wf_contour_lines *lines)
{
    size_t edges = 2 * grid->columns * grid->rows;
    struct link *links = wf_malloc((edges + 1) * sizeof *links);
    memset(links, 0xff, (edges + 1) * sizeof *links); /* SIZE_MAX */
    *lines = (struct wf_contour_lines){0};
    for (size_t column = 0; column + 1 < grid->columns; column++)
        for (size_t row = 0; row + 1 < grid->rows; row++)
            join_cell(grid, column, row, links);
    add_lines(links, edges, false, lines);
    add_lines(links, edges, true, lines);
    free(links);
}

void wf_contour_release(struct wf_contour_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        free(lines->items[i].edges);
    free(lines->items);
    *lines = (struct wf_contour_lines){0};
}
