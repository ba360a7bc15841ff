/* A table of text for people. Columns are as wide as their contents, nothing is cut, and no line is
 * longer than the width asked for if that is possible. */
#ifndef WF_OUTPUT_GRID_H
#define WF_OUTPUT_GRID_H

#include "base/arena.h"
#include "base/text.h"
#include <stddef.h>

enum { WF_GRID_WIDTH = 100 }; /**< width of our pages if no terminal says another */

enum wf_align { WF_ALIGN_LEFT, WF_ALIGN_RIGHT };

struct wf_grid {
    const enum wf_align *aligns; /**< one per column */
    size_t column_count, row_count, capacity;
    struct wf_grid_row *rows;
    struct wf_arena arena; /* owns the cells */
};

/** Start an empty table.
 *  @param aligns  @p column_count values, borrowed until the release */
void wf_grid_init(struct wf_grid *grid, const enum wf_align *aligns, size_t column_count);
void wf_grid_release(struct wf_grid *grid);
/** Add a row of @p count cells, at most one per column. Missing cells and NULL are empty. Cells are
 *  copied. Each is one line: a line break in it becomes a blank, and what cannot be shown its
 *  number (wf_text_show). */
void wf_grid_add_row(struct wf_grid *grid, const char *const *cells, size_t count);
/** The same with the cells as arguments: wf_grid_row(&grid, "time", text). */
#define wf_grid_row(grid, ...)                                                                     \
    wf_grid_add_row((grid), (const char *const[]){__VA_ARGS__},                                    \
                    sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))
/** Add a line across all columns. It makes no column wider. "" is an empty line. */
void wf_grid_add_line(struct wf_grid *grid, const char *text);
/** Underline the row before; it is the header. */
void wf_grid_add_rule(struct wf_grid *grid);
/** The least width that the table can have, in characters; lines across it do not count. */
size_t wf_grid_least_width(const struct wf_grid *grid);
/** Append the table to @p out. Columns are two blanks apart; lines do not end with blanks.
 *  A table wider than @p width is made narrower: left-aligned columns shrink, the widest first,
 * none below its longest word, and their cells are wrapped at blanks. Words and right-aligned cells
 * stay whole. Only if these do not fit, a line is longer than @p width.
 *  @param width  characters of UTF-8, not bytes */
void wf_grid_render(const struct wf_grid *grid, size_t width, struct wf_buffer *out);
/** Append lines of prose, each no longer than @p width if its words are not: broken at blanks,
 *  continued with an indent. */
void wf_grid_wrap(const char *lines, size_t width, struct wf_buffer *out);

#endif
